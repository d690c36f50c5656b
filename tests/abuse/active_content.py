"""What acts or fetches something: known by what it is, whatever its part is called and wherever it hangs."""

from __future__ import annotations

from abuse.adding import OFFICE, add_chart_sheet, add_part, relate
from abuse.deed import Deed, InParts, Read, Rejected, Told, note, read, warning
from abuse.form import Form
from abuse.package import Package
from support.parts import MAIN

_MICROSOFT = "http://schemas.microsoft.com/office"
_SHEETML = "application/vnd.openxmlformats-officedocument.spreadsheetml"
_BOOK = "xl/workbook.xml"
_NOTHING = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_NAMES = f'xmlns="{MAIN[1:-1]}" xmlns:r="{OFFICE}"'


def _part(
    form: Form, name: str, kind: str, relation: str, outcome: Told | Rejected, body: str = "", source: str = _BOOK
) -> Deed:
    """A part of any name, with its kind and its relation."""

    def change(file: Package) -> None:
        add_part(file, name, body.encode() or _NOTHING, kind)
        relate(file, file.part(form.requests.sheet) if source == "sheet" else source, ("rIdX", relation, f"/{name}"))

    return Deed(
        InParts(change), outcome if isinstance(outcome, Rejected) else read(outcome), lambda file: name in file.parts
    )


def macros_under_another_name(form: Form) -> Deed:
    """A project of macros is called like a thumbnail."""
    relation = f"{_MICROSOFT}/2006/relationships/vbaProject"
    kind = "application/vnd.ms-office.vbaProject"
    return _part(form, "xl/media/thumb.bin", kind, relation, warning("macro", form.cover))


def macros_by_relation_only(form: Form) -> Deed:
    """A project of macros is called a picture, also by its kind: only its relation says what it is."""
    relation = f"{_MICROSOFT}/2006/relationships/vbaProject"
    return _part(form, "xl/a/b.png", "image/png", relation, warning("macro", form.cover))


def macros_by_kind_only(form: Form) -> Deed:
    """A project of macros hangs by a relation that says nothing: only its kind says what it is."""
    kind = "application/vnd.ms-office.vbaProject"
    return _part(form, "xl/a/b.dat", kind, "urn:x/other", warning("macro", form.cover))


def workbook_that_may_have_macros(form: Form) -> Deed:
    """The workbook says of itself that it may have macros, as an .xlsm does, and has none."""
    kinds = f"{_SHEETML}.sheet.main+xml", "application/vnd.ms-excel.sheet.macroEnabled.main+xml"
    return Deed(
        InParts(lambda file: file.replace("[Content_Types].xml", *kinds)),
        Read(),
        lambda file: b"macroEnabled" in file.parts["[Content_Types].xml"],
    )


def _other_sheet(form: Form, element: str, kind: str, relation: str, outcome: Read | Rejected, state: str = "") -> Deed:
    """A tab that is no sheet of cells."""
    inner = "<sheetData/>" if element == "xm:macrosheet" else '<sheetViews><sheetView workbookViewId="0"/></sheetViews>'
    body = f"<{element} {_NAMES}>{inner}</{element}>"
    if element.startswith("xm:"):
        body = body.replace(_NAMES, f'{_NAMES} xmlns:xm="http://schemas.microsoft.com/office/excel/2006/main"', 1)

    def change(file: Package) -> None:
        add_part(file, "xl/others/s.xml", body.encode(), kind)
        relate(file, _BOOK, ("rIdS", relation, "others/s.xml"))
        shown = f' state="{state}"' if state else ""
        file.replace(_BOOK, "</sheets>", f'<sheet name="别的" sheetId="77"{shown} r:id="rIdS"/></sheets>')

    return Deed(InParts(change), outcome, lambda file: "别的" in file.sheets)


def macro_sheet(form: Form) -> Deed:
    """A sheet of Excel-4 macros is added, which run when the workbook opens."""
    relation = f"{_MICROSOFT}/2006/relationships/xlMacrosheet"
    return _other_sheet(
        form, "xm:macrosheet", "application/vnd.ms-excel.macrosheet+xml", relation, Rejected("macro_sheet")
    )


def macro_sheet_out_of_sight(form: Form) -> Deed:
    """A very hidden sheet of macros in the language of the user is added."""
    relation = f"{_MICROSOFT}/2006/relationships/xlIntlMacrosheet"
    kind = "application/vnd.ms-excel.intlmacrosheet+xml"
    return _other_sheet(form, "xm:macrosheet", kind, relation, Rejected("macro_sheet"), "veryHidden")


def dialog_sheet(form: Form) -> Deed:
    """A sheet with a dialog is added, whose buttons run macros."""
    kind, relation = f"{_SHEETML}.dialogsheet+xml", f"{OFFICE}/dialogsheet"
    outcome = read(note("sheet", "别的"), warning("object", form.cover))
    return _other_sheet(form, "dialogsheet", kind, relation, outcome)


def chart_sheet(form: Form) -> Deed:
    """A sheet that is one chart is added."""
    return Deed(
        InParts(lambda file: add_chart_sheet(file, "图", "xl/others/s.xml")),
        read(note("sheet", "图"), note("picture", form.cover)),
        lambda file: "图" in file.sheets,
    )


def object_among_the_pictures(form: Form) -> Deed:
    """A file is embedded as an object in a part that is called like a picture."""
    kind = "application/vnd.openxmlformats-officedocument.oleObject"
    return _part(
        form, "xl/media/image9.bin", kind, f"{OFFICE}/oleObject", warning("object", form.cover), source="sheet"
    )


def package_embedded(form: Form) -> Deed:
    """Another document is embedded in a part of any name."""
    kind = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
    return _part(form, "xl/docs/a.docx", kind, f"{OFFICE}/package", warning("object", form.cover), source="sheet")


def control_under_another_name(form: Form) -> Deed:
    """A control is embedded in a part of any name."""
    kind, body = "application/vnd.ms-office.activeX+xml", f'<ax:ocx xmlns:ax="{_MICROSOFT}/2006/activeX"/>'
    relation = f"{OFFICE}/control"
    return _part(form, "xl/foo/bar.xml", kind, relation, warning("object", form.cover), body, source="sheet")


def link_under_another_name(form: Form) -> Deed:
    """A link to another workbook stands in a part of any name."""
    body = f'<externalLink {_NAMES}><externalBook r:id="rId1"/></externalLink>'
    kind = f"{_SHEETML}.externalLink+xml"
    return _part(form, "xl/links1.xml", kind, f"{OFFICE}/externalLink", warning("link", form.cover), body)


def dynamic_data_exchange(form: Form) -> Deed:
    """A link starts another program and asks it for data."""
    body = f'<externalLink {_NAMES}><ddeLink ddeService="cmd" ddeTopic="/c calc"/></externalLink>'
    kind = f"{_SHEETML}.externalLink+xml"
    return _part(form, "xl/x/y.xml", kind, f"{OFFICE}/externalLink", warning("link", form.cover), body)


def query_table(form: Form) -> Deed:
    """A table is filled by a query."""
    body = f'<queryTable {_NAMES} name="x" connectionId="1"/>'
    kind = f"{_SHEETML}.queryTable+xml"
    return _part(form, "xl/q.xml", kind, f"{OFFICE}/queryTable", warning("link", form.cover), body, source="sheet")


def connection_under_another_name(form: Form) -> Deed:
    """A connection to a database stands in a part of any name."""
    body = f'<connections {_NAMES}><connection id="1" name="x" type="5" refreshedVersion="6"/></connections>'
    kind = f"{_SHEETML}.connections+xml"
    return _part(form, "xl/c.xml", kind, f"{OFFICE}/connections", warning("link", form.cover), body)


def real_time_data(form: Form) -> Deed:
    """Cells depend on data that another program sends all the time."""
    body = f'<volTypes {_NAMES}><volType type="realTimeData"><main first="x.y"/></volType></volTypes>'
    kind = f"{_SHEETML}.volatileDependencies+xml"
    return _part(form, "xl/v.xml", kind, f"{OFFICE}/volatileDependencies", warning("link", form.cover), body)


def data_bound_to_xml(form: Form) -> Deed:
    """Cells are bound to a document of XML."""
    body = f'<MapInfo {_NAMES} SelectionNamespaces=""/>'
    relation = f"{OFFICE}/xmlMaps"
    return _part(form, "xl/maps.xml", "application/xml", relation, warning("link", form.cover), body)


def task_pane(form: Form) -> Deed:
    """A program from the web opens beside the workbook."""
    body = f'<wetp:taskpanes xmlns:wetp="{_MICROSOFT}/webextensions/taskpanes/2010/11"/>'
    kind = "application/vnd.ms-office.webextensiontaskpanes+xml"
    relation = f"{_MICROSOFT}/2011/relationships/webextensiontaskpanes"
    return _part(form, "xl/t/p.xml", kind, relation, warning("object", form.cover), body, source="")


def slicer(form: Form) -> Deed:
    """A slicer is added, by which rows come and go, and whose caption is not read."""
    body = f'<slicers xmlns="{_MICROSOFT}/spreadsheetml/2009/9/main"/>'
    kind = "application/vnd.ms-excel.slicer+xml"
    relation = f"{_MICROSOFT}/2007/relationships/slicer"
    return _part(form, "xl/sl.xml", kind, relation, warning("object", form.cover), body, source="sheet")


def font_embedded(form: Form) -> Deed:
    """A font comes along, in which digits may look like others."""
    return _part(form, "xl/f.fntdata", "application/x-fontdata", f"{OFFICE}/font", warning("object", form.cover))


def _hyperlink(form: Form, target: str, *findings: Told) -> Deed:
    """A cell leads elsewhere."""
    cell = form.overview.line(1)

    def change(file: Package) -> None:
        relate(file, file.part(cell.sheet), ("rIdH", f"{OFFICE}/hyperlink", target), external=True)
        root = file.root(cell.sheet)
        before = root.find(MAIN + "pageMargins")
        assert before is not None
        links = root.makeelement(MAIN + "hyperlinks", {})
        link = links.makeelement(MAIN + "hyperlink", {"ref": cell.a1, f"{{{OFFICE}}}id": "rIdH"})
        links.append(link)
        before.addprevious(links)

    return Deed(InParts(change), read(*findings), lambda file: bool(file.elements(cell.sheet, "hyperlink")))


def hyperlink_to_a_share(form: Form) -> Deed:
    """A cell leads to a folder of another computer, to which Windows would say who the user is."""
    return _hyperlink(form, "file:///\\\\server\\share\\a.xlsx", warning("link", form.cover))


def hyperlink_to_a_share_without_its_kind(form: Form) -> Deed:
    """The same, written as people do."""
    return _hyperlink(form, "\\\\server\\share", warning("link", form.cover))


def hyperlink_to_a_file(form: Form) -> Deed:
    """A cell leads to a file of this computer."""
    return _hyperlink(form, "file:///C:/Windows/System32/calc.exe", warning("link", form.cover))


def hyperlink_to_a_script(form: Form) -> Deed:
    """A cell leads to a script."""
    return _hyperlink(form, "javascript:alert(1)", warning("link", form.cover))


def hyperlink_to_a_page(form: Form) -> Deed:
    """A cell leads to a web page, as programs make of every address that is typed: nothing is told."""
    return _hyperlink(form, "https://www.example.org/a?b=1")


def hyperlink_to_a_mail_address(form: Form) -> Deed:
    """A cell leads to a mail address, as programs make of every one that is typed: nothing is told."""
    return _hyperlink(form, "mailto:office@example.org")
