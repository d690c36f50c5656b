"""Adds parts to a package, and relations and drawings to its parts."""

from __future__ import annotations

from abuse.package import Package
from support.parts import MAIN
from xlsreport.layout.cells import CellRange

OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
XDR = "http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing"
A = "http://schemas.openxmlformats.org/drawingml/2006/main"
_RELATIONSHIPS = '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
_DRAWING_KIND = "application/vnd.openxmlformats-officedocument.drawing+xml"


def add_part(file: Package, name: str, body: bytes, kind: str) -> None:
    """A part with its kind, related to nothing yet."""
    file.parts[name] = body
    file.replace("[Content_Types].xml", "</Types>", f'<Override PartName="/{name}" ContentType="{kind}"/></Types>')


def relate(file: Package, source: str, *relations: tuple[str, str, str], external: bool = False) -> None:
    """Relations of a part: id, kind and target of each."""
    folder, _, own = source.rpartition("/")
    name = f"{folder}/_rels/{own}.rels".lstrip("/")
    mode = ' TargetMode="External"' if external else ""
    items = "".join(f'<Relationship Id="{i}" Type="{kind}" Target="{to}"{mode}/>' for i, kind, to in relations)
    before = file.parts.get(name, f"{_RELATIONSHIPS}</Relationships>".encode())
    file.parts[name] = before.replace(b"</Relationships>", f"{items}</Relationships>".encode())


def add_drawing(file: Package, sheet: str, area: CellRange, drawn: str, *relations: tuple[str, str, str]) -> None:
    """Something drawn over the cells of an area."""
    first, last = area.first, area.last
    anchor = (
        f'<xdr:wsDr xmlns:xdr="{XDR}" xmlns:a="{A}" xmlns:r="{OFFICE}"><xdr:twoCellAnchor>'
        f"<xdr:from><xdr:col>{first.column}</xdr:col><xdr:colOff>0</xdr:colOff>"
        f"<xdr:row>{first.row}</xdr:row><xdr:rowOff>0</xdr:rowOff></xdr:from>"
        f"<xdr:to><xdr:col>{last.column + 1}</xdr:col><xdr:colOff>0</xdr:colOff>"
        f"<xdr:row>{last.row + 1}</xdr:row><xdr:rowOff>0</xdr:rowOff></xdr:to>"
        f"{drawn}<xdr:clientData/></xdr:twoCellAnchor></xdr:wsDr>"
    )
    add_part(file, "xl/drawings/drawing9.xml", anchor.encode(), _DRAWING_KIND)
    relate(file, file.part(sheet), ("rIdD", f"{OFFICE}/drawing", "../drawings/drawing9.xml"))
    if relations:
        relate(file, "xl/drawings/drawing9.xml", *relations)
    root = file.root(sheet)
    before = root.find(MAIN + "ignoredErrors")
    assert before is not None
    before.addnext(root.makeelement(MAIN + "drawing", {f"{{{OFFICE}}}id": "rIdD"}))


def add_chart_sheet(file: Package, name: str, part: str) -> None:
    """A tab that is one chart, with an empty drawing."""
    drawn = f'<xdr:wsDr xmlns:xdr="{XDR}"/>'
    main = f'xmlns="{MAIN[1:-1]}" xmlns:r="{OFFICE}"'
    views = '<sheetViews><sheetView workbookViewId="0"/></sheetViews>'
    body = f'<chartsheet {main}>{views}<drawing r:id="rId1"/></chartsheet>'
    add_part(file, part, body.encode(), "application/vnd.openxmlformats-officedocument.spreadsheetml.chartsheet+xml")
    add_part(file, "xl/drawings/drawing8.xml", drawn.encode(), _DRAWING_KIND)
    relate(file, part, ("rId1", f"{OFFICE}/drawing", "/xl/drawings/drawing8.xml"))
    relate(file, "xl/workbook.xml", ("rIdS", f"{OFFICE}/chartsheet", f"/{part}"))
    file.replace("xl/workbook.xml", "</sheets>", f'<sheet name="{name}" sheetId="77" r:id="rIdS"/></sheets>')
