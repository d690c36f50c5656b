"""Pictures, shapes and charts that are laid over figures, and words in drawings, which are not read."""

from __future__ import annotations

import struct
import zlib

from abuse.adding import OFFICE, XDR, A, add_drawing, add_part, relate
from abuse.deed import Deed, InParts, Told, note, read, warning
from abuse.form import Form
from abuse.package import Package
from abuse.restyling import add_extension
from support.parts import MAIN
from xlsreport.layout.cells import CellRange, CellRef

_C = "http://schemas.openxmlformats.org/drawingml/2006/chart"
_DGM = "http://schemas.openxmlformats.org/drawingml/2006/diagram"
_VML, _EXCEL = "urn:schemas-microsoft-com:vml", "urn:schemas-microsoft-com:office:excel"
_OFFICE_KIND = "application/vnd.openxmlformats-officedocument"
_SIDE = 999_999
_BOX = (
    f'<xdr:spPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="{_SIDE}" cy="{_SIDE}"/></a:xfrm>'
    '<a:prstGeom prst="rect"/>{}</xdr:spPr>'
)
_WHITE = '<a:solidFill><a:srgbClr val="FFFFFF"/></a:solidFill>'
_NAMED = '<xdr:cNvPr id="2" name="x"/>'


def _laid(
    form: Form, drawn: str, *findings: Told, more: tuple[tuple[str, bytes, str, str], ...] = (), over: bool = True
) -> Deed:
    """``more`` are further parts: name, content, kind, and kind of relation, with the ids ``rId1``, ``rId2`` …"""
    area = form.area("granted.natural", "partly_granted.business")
    figures = form.requests.sheet
    label = form.label("（一）予以公开")
    beside = label.to(label)

    def change(file: Package) -> None:
        relations = []
        for number, (name, body, kind, relation) in enumerate(more, start=1):
            add_part(file, name, body, kind)
            relations.append((f"rId{number}", relation, f"/{name}"))
        add_drawing(file, figures, area if over else beside, drawn, *relations)

    hidden = (warning("hidden", area),) if over else ()
    return Deed(InParts(change), read(*hidden, *findings), lambda file: "xl/drawings/drawing9.xml" in file.parts)


def _shape(words: str = "", fill: str = _WHITE) -> str:
    body = f"<xdr:txBody><a:bodyPr/><a:p><a:r><a:t>{words}</a:t></a:r></a:p></xdr:txBody>" if words else ""
    named = f"<xdr:nvSpPr>{_NAMED}<xdr:cNvSpPr/></xdr:nvSpPr>"
    return f'<xdr:sp macro="" textlink="">{named}{_BOX.format(fill)}{body}</xdr:sp>'


def shape_over_figures(form: Form) -> Deed:
    """A white rectangle without words is laid over figures."""
    return _laid(form, _shape())


def text_box_over_figures(form: Form) -> Deed:
    """A text box that says another figure is laid over figures."""
    return _laid(form, _shape("15"), warning("stray", form.cover))


def shape_with_a_wide_outline(form: Form) -> Deed:
    """A shape beside the figures has an outline that is so wide that it lies over them."""
    wide = _shape(fill=f'{_WHITE}<a:ln w="20000000">{_WHITE}</a:ln>')
    return _reaching_over(form, wide)


def shape_with_a_far_shadow(form: Form) -> Deed:
    """A shape beside the figures has a shadow that falls on them."""
    shadow = '<a:outerShdw dist="9000000" dir="0"><a:srgbClr val="FFFFFF"/></a:outerShdw>'
    return _reaching_over(form, _shape(fill=f"{_WHITE}<a:effectLst>{shadow}</a:effectLst>"))


def shape_with_a_reflection(form: Form) -> Deed:
    """A shape above the figures, on their headings, is reflected below itself, upside down, and lies on them."""
    figures = form.area("received.natural", "carried_in.all")
    above = CellRange(
        *(CellRef(figures.sheet, figures.first.row - 1, ref.column) for ref in (figures.first, figures.last))
    )
    mirrored = '<a:reflection stA="100000" endPos="100000" dir="5400000" sy="-100000"/>'
    drawn = _shape(fill=f"{_WHITE}<a:effectLst>{mirrored}</a:effectLst>")

    def change(file: Package) -> None:
        add_drawing(file, form.requests.sheet, above, drawn)

    return Deed(
        InParts(change),
        read(warning("hidden", figures)),
        lambda file: b"reflection" in file.parts["xl/drawings/drawing9.xml"],
    )


def _reaching_over(form: Form, drawn: str) -> Deed:
    laid = _laid(form, drawn, over=False)
    return Deed(laid.how, read(warning("hidden", form.area("received.natural", "carried_out.all"))), laid.shows)


def freeform_beyond_its_frame(form: Form) -> Deed:
    """The path of a freeform, whose frame is beside the figures, leads over them."""
    corners = ((0, 0), (9000, 0), (9000, 9000), (0, 9000))
    points = "".join(f'<a:lnTo><a:pt x="{x}" y="{y}"/></a:lnTo>' for x, y in corners)
    begin = '<a:moveTo><a:pt x="0" y="0"/></a:moveTo>'
    path = f'<a:pathLst><a:path w="100" h="100">{begin}{points}<a:close/></a:path></a:pathLst>'
    return _reaching_over(form, _formed(f"<a:custGeom><a:avLst/>{path}</a:custGeom>"))


def callout_that_points_over_figures(form: Form) -> Deed:
    """A callout beside the figures points far beyond them."""
    guides = "".join(f'<a:gd name="adj{n}" fmla="val 9000000"/>' for n in (1, 2))
    return _reaching_over(
        form, _formed(f'<a:prstGeom prst="wedgeRectCallout"><a:avLst>{guides}</a:avLst></a:prstGeom>')
    )


def member_beyond_its_group(form: Form) -> Deed:
    """A group, whose frame is beside the figures, has a rectangle far outside of that frame."""
    return _reaching_over(form, _grouped(_shape(), size=9999))


def _grouped(shape: str, size: int) -> str:
    """A group with a shape, whose frame is a square of a size."""
    corner, extent = 'x="0" y="0"', f'cx="{size}" cy="{size}"'
    frame = f"<a:off {corner}/><a:ext {extent}/><a:chOff {corner}/><a:chExt {extent}/>"
    named = f"<xdr:nvGrpSpPr>{_NAMED}<xdr:cNvGrpSpPr/></xdr:nvGrpSpPr>"
    return f"<xdr:grpSp>{named}<xdr:grpSpPr><a:xfrm>{frame}</a:xfrm></xdr:grpSpPr>{shape}</xdr:grpSp>"


def _formed(geometry: str) -> str:
    return _shape().replace('<a:prstGeom prst="rect"/>', geometry)


def shape_hidden_in_one_of_two_variants(form: Form) -> Deed:
    """A shape over figures is hidden for newer programs, and shown by all others."""
    hidden = _shape().replace('name="x"', 'name="x" hidden="1"')
    compatible = 'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
    choice = f'<mc:Choice xmlns:n="urn:newer" Requires="n">{hidden}</mc:Choice>'
    return _laid(
        form, f"<mc:AlternateContent {compatible}>{choice}<mc:Fallback>{_shape()}</mc:Fallback></mc:AlternateContent>"
    )


def small_chart_within_a_cell(form: Form) -> Deed:
    """A small chart is drawn in the cell of a figure, over its digits."""
    cell = form.cell("proactive.licensing.decisions")
    main = "http://schemas.microsoft.com/office/excel/2006/main"
    series = f'<x14:sparkline xmlns:xm="{main}"><xm:f>A1:B2</xm:f><xm:sqref>{cell.a1}</xm:sqref></x14:sparkline>'
    group = f'<x14:sparklineGroup type="column"><x14:sparklines>{series}</x14:sparklines></x14:sparklineGroup>'
    newer = 'xmlns:x14="http://schemas.microsoft.com/office/spreadsheetml/2009/9/main"'
    groups = f"<x14:sparklineGroups>{group}</x14:sparklineGroups>"
    body = f'<ext uri="{{05C60535-1F16-4fd2-B633-F4F36F0B64E0}}" {newer}>{groups}</ext>'
    return Deed(
        InParts(lambda file: add_extension(file, cell.sheet, body)),
        read(warning("hidden", cell)),
        lambda file: len(file.elements(cell.sheet, "extLst")) == 1,
    )


def pivot_table_over_figures(form: Form) -> Deed:
    """A pivot table has its place on figures, which it overwrites as soon as it is refreshed."""
    area = form.area("proactive.licensing.decisions", "proactive.licensing.decisions")
    kind = "application/vnd.openxmlformats-officedocument.spreadsheetml.pivotTable+xml"
    location = f'<location ref="{area.a1}" firstHeaderRow="1" firstDataRow="1" firstDataCol="0"/>'
    named = f'xmlns="{MAIN[1:-1]}" name="P" cacheId="1" dataCaption="x"'
    body = f"<pivotTableDefinition {named}>{location}</pivotTableDefinition>"

    def change(file: Package) -> None:
        add_part(file, "xl/pivotTables/pivotTable1.xml", body.encode(), kind)
        relate(file, file.part(area.sheet), ("rIdP", f"{OFFICE}/pivotTable", "../pivotTables/pivotTable1.xml"))

    return Deed(
        InParts(change),
        read(warning("hidden", area)),
        lambda file: "xl/pivotTables/pivotTable1.xml" in file.parts,
    )


def _png() -> bytes:
    def chunk(kind: bytes, body: bytes) -> bytes:
        return struct.pack(">L", len(body)) + kind + body + struct.pack(">L", zlib.crc32(kind + body))

    header = struct.pack(">LLBBBBB", 1, 1, 8, 0, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", zlib.compress(b"\0\xff")) + chunk(b"IEND", b"")
    )


def _picture() -> tuple[str, tuple[str, bytes, str, str]]:
    drawn = (
        f"<xdr:pic><xdr:nvPicPr>{_NAMED}<xdr:cNvPicPr/></xdr:nvPicPr>"
        f'<xdr:blipFill><a:blip r:embed="rId1"/><a:stretch/></xdr:blipFill>{_BOX.format("")}</xdr:pic>'
    )
    return drawn, ("xl/media/image1.png", _png(), "image/png", f"{OFFICE}/image")


def picture_over_figures(form: Form) -> Deed:
    """A picture, such as one of other figures, is laid over figures."""
    drawn, part = _picture()
    return _laid(form, drawn, note("picture", form.cover), more=(part,))


def picture_behind_all_cells(form: Form) -> Deed:
    """A sheet has a picture behind its cells, of other figures for instance."""
    sheet = form.requests.sheet

    def change(file: Package) -> None:
        add_part(file, "xl/media/image1.png", _png(), "image/png")
        relate(file, file.part(sheet), ("rIdB", f"{OFFICE}/image", "/xl/media/image1.png"))
        root = file.root(sheet)
        before = root.find(MAIN + "ignoredErrors")
        assert before is not None
        before.addnext(root.makeelement(MAIN + "picture", {f"{{{OFFICE}}}id": "rIdB"}))

    figures = form.area("received.natural", "carried_out.all")
    return Deed(
        InParts(change),
        read(warning("hidden", figures), note("picture", form.cover)),
        lambda file: "xl/media/image1.png" in file.parts,
    )


def picture_beside_figures(form: Form) -> Deed:
    """A picture stands where no figure is."""
    drawn, part = _picture()
    return _laid(form, drawn, note("picture", form.cover), more=(part,), over=False)


def _frame(uri: str, inner: str) -> str:
    return (
        f"<xdr:graphicFrame><xdr:nvGraphicFramePr>{_NAMED}<xdr:cNvGraphicFramePr/></xdr:nvGraphicFramePr>"
        '<xdr:xfrm><a:off x="0" y="0"/><a:ext cx="9" cy="9"/></xdr:xfrm>'
        f'<a:graphic><a:graphicData uri="{uri}">{inner}</a:graphicData></a:graphic></xdr:graphicFrame>'
    )


def _chart(title: str = "") -> tuple[str, tuple[str, bytes, str, str]]:
    words = (
        f"<c:title><c:tx><c:rich><a:p><a:r><a:t>{title}</a:t></a:r></a:p></c:rich></c:tx></c:title>" if title else ""
    )
    body = f'<c:chartSpace xmlns:c="{_C}" xmlns:a="{A}"><c:chart>{words}<c:plotArea/></c:chart></c:chartSpace>'
    kind = "application/vnd.openxmlformats-officedocument.drawingml.chart+xml"
    drawn = _frame(_C, f'<c:chart xmlns:c="{_C}" r:id="rId1"/>')
    return drawn, ("xl/charts/chart1.xml", body.encode(), kind, f"{OFFICE}/chart")


def chart_over_figures(form: Form) -> Deed:
    """A chart is laid over figures."""
    drawn, part = _chart()
    return _laid(form, drawn, note("picture", form.cover), more=(part,))


def words_in_a_chart(form: Form) -> Deed:
    """A chart beside the figures has a title with words, which are not read."""
    drawn, part = _chart("本年新收15件")
    return _laid(form, drawn, note("picture", form.cover), warning("stray", form.cover), more=(part,), over=False)


def words_in_smart_art(form: Form) -> Deed:
    """A diagram beside the figures has words, which are not read."""
    body = (
        f'<dgm:dataModel xmlns:dgm="{_DGM}" xmlns:a="{A}"><dgm:ptLst><dgm:pt modelId="1"><dgm:t><a:p><a:r>'
        "<a:t>本年新收15件</a:t></a:r></a:p></dgm:t></dgm:pt></dgm:ptLst></dgm:dataModel>"
    )
    kind = "application/vnd.openxmlformats-officedocument.drawingml.diagramData+xml"
    drawn = _frame(_DGM, f'<dgm:relIds xmlns:dgm="{_DGM}" r:dm="rId1"/>')
    part = ("xl/diagrams/data1.xml", body.encode(), kind, f"{OFFICE}/diagramData")
    return _laid(form, drawn, note("picture", form.cover), warning("stray", form.cover), more=(part,), over=False)


def words_in_a_text_box_in_pieces(form: Form) -> Deed:
    """A text box in a group, beside the figures, has words of which every letter stands alone."""
    letters = "".join(f"<a:r><a:t>{letter}</a:t></a:r>" for letter in "15")
    shape = _shape("x").replace("<a:r><a:t>x</a:t></a:r>", letters)
    return _laid(form, _grouped(shape, size=_SIDE), warning("stray", form.cover), over=False)


def _in_vml(form: Form, kind: str, client: str, style: str = "position:absolute", *, shown: bool = True) -> Deed:
    """A shape of a kind in VML over figures; ``client`` is what Excel says of it besides its place."""
    area, sheet = form.area("granted.natural", "partly_granted.business"), form.requests.sheet
    first, last = area.first, area.last
    anchor = f"{first.column}, 0, {first.row}, 0, {last.column + 1}, 0, {last.row + 1}, 0"
    shape = (
        f'<v:shape id="_x0000_s1025" type="#_x0000_t202" style="{style}"><x:ClientData ObjectType="{kind}">'
        f"<x:Anchor>{anchor}</x:Anchor>{client}</x:ClientData></v:shape>"
    )
    drawing = f'<xml xmlns:v="{_VML}" xmlns:x="{_EXCEL}">{shape}</xml>'

    def change(file: Package) -> None:
        add_part(file, "xl/drawings/vmlDrawing9.vml", drawing.encode(), f"{_OFFICE_KIND}.vmlDrawing")
        relate(file, file.part(sheet), ("rIdV", f"{OFFICE}/vmlDrawing", "/xl/drawings/vmlDrawing9.vml"))
        before = file.elements(sheet, "ignoredErrors")[0]
        before.addnext(before.makeelement(f"{MAIN}legacyDrawing", {f"{{{OFFICE}}}id": "rIdV"}))

    hidden = (warning("hidden", area),) if shown else ()
    return Deed(InParts(change), read(*hidden), lambda file: "xl/drawings/vmlDrawing9.vml" in file.parts)


def comment_always_shown(form: Form) -> Deed:
    """The box of a comment is always shown, and lies over figures."""
    return _in_vml(form, "Note", "<x:Visible/>")


def comment_shown_when_pointed_at(form: Form) -> Deed:
    """The box of a comment would lie over figures, and is shown only where somebody points at its cell."""
    return _in_vml(form, "Note", "", "visibility:hidden", shown=False)


def control_over_figures(form: Form) -> Deed:
    """A form control lies over figures."""
    return _in_vml(form, "List", "<x:Sel>0</x:Sel>")


def control_with_an_anchor_over_figures(form: Form) -> Deed:
    """The same, as newer programs say it in the sheet itself."""
    area, sheet = form.area("granted.natural", "partly_granted.business"), form.requests.sheet
    corners = ((area.first.column, area.first.row), (area.last.column + 1, area.last.row + 1))
    places = [
        f"<xdr:col>{column}</xdr:col><xdr:colOff>0</xdr:colOff><xdr:row>{row}</xdr:row><xdr:rowOff>0</xdr:rowOff>"
        for column, row in corners
    ]
    control = (
        f'<controls xmlns:r="{OFFICE}" xmlns:xdr="{XDR}"><control shapeId="1025" r:id="rIdC" name="x"><controlPr>'
        f"<anchor><from>{places[0]}</from><to>{places[1]}</to></anchor></controlPr></control></controls>"
    )

    def change(file: Package) -> None:
        kind = "application/vnd.ms-excel.controlproperties+xml"
        add_part(file, "xl/ctrlProps/ctrlProp9.xml", b"<formControlPr/>", kind)
        relate(file, file.part(sheet), ("rIdC", f"{OFFICE}/ctrlProp", "/xl/ctrlProps/ctrlProp9.xml"))
        file.elements(sheet, "ignoredErrors")[0].addnext(file.parsed(control))

    outcome = read(warning("hidden", area), warning("object", form.cover))
    return Deed(InParts(change), outcome, lambda file: bool(file.elements(sheet, "controls")))
