"""Relations, kinds of parts and lists of sheets that lead programs to different parts."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from hostile.pond import (
    BOOK,
    KINDS,
    RELATIONS,
    SAME,
    SHEET,
    STRICT,
    STRINGS,
    STYLES,
    Parts,
    Twist,
    exchanged,
    parts,
    tripled,
)

_PACKAGE = "_rels/.rels"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_KIND = "application/vnd.openxmlformats-officedocument.spreadsheetml"
_TARGET = 'Target="worksheets/sheet2.xml"'
_OTHER = "xl__worksheets__other.xml"


def _twin() -> bytes:
    return tripled(parts()[SHEET])


def _to(target: str, **more: bytes) -> Callable[[Parts], bytes]:
    """The relation of the sheet of figures leads to something."""
    return exchanged((RELATIONS, _TARGET, f'Target="{target}"'), **more)


def _targets() -> Iterator[Twist]:
    for target, outcome in (
        ("/xl/worksheets/sheet2.xml", SAME),
        ("./worksheets/sheet2.xml", "ambiguous"),
        ("../xl/worksheets/sheet2.xml", SAME),
        ("worksheets/../worksheets/sheet2.xml", "ambiguous"),
        ("worksheets//sheet2.xml", "ambiguous"),
        ("worksheets/sheet2.xml?x", "damaged"),
        ("worksheets/sheet2.xml#x", "damaged"),
        ("worksheets/sheet%32.xml", "damaged"),
        ("worksheets%2Fsheet2.xml", "damaged"),
        ("Worksheets/Sheet2.XML", "ambiguous"),
        ("worksheets\\sheet2.xml", "damaged"),
        ("xl/worksheets/sheet2.xml", "damaged"),
        (" worksheets/sheet2.xml", "damaged"),
        ("worksheets/sheet2.xml ", "damaged"),
        ("file:///xl/worksheets/sheet2.xml", "ambiguous"),
        ("../../../xl/worksheets/sheet2.xml", "ambiguous"),
        ("", "damaged"),
        ("worksheets/nowhere.xml", "damaged"),
    ):
        yield Twist(f"a sheet at {target!r}", outcome, _to(target))
    yield Twist("a sheet outside the package", "ambiguous", _to('worksheets/sheet2.xml" TargetMode="External'))
    yield Twist("a sheet of an unknown mode", "ambiguous", _to('worksheets/sheet2.xml" TargetMode="external'))
    yield Twist("a sheet that says it is inside the package", SAME, _to('worksheets/sheet2.xml" TargetMode="Internal'))
    yield Twist("a sheet in a part of any name", SAME, _moved("xl/figures.xml", "figures.xml"))
    yield Twist("a sheet in a part without an ending", "damaged", _moved("xl/figures", "figures"))
    yield Twist("a sheet outside the folder", SAME, _moved("other/figures.xml", "/other/figures.xml"))
    yield Twist("another sheet where the sheet would usually be", SAME, _with_decoy)


def _with_decoy(content: Parts) -> bytes:
    """The sheet is in a part of another name, and nothing leads to the part of its usual name."""
    moved = _to("worksheets/other.xml", **{_OTHER: content[SHEET]})
    return moved({**content, SHEET: tripled(content[SHEET])})


def _moved(name: str, target: str) -> Callable[[Parts], bytes]:
    def make(content: Parts) -> bytes:
        rest = {other: part for other, part in content.items() if other != SHEET}
        moved = exchanged((RELATIONS, _TARGET, f'Target="{target}"'), (KINDS, f"/{SHEET}", f"/{name}"))
        return moved({**rest, name: content[SHEET]})

    return make


def _relations() -> Iterator[Twist]:
    item = f'<Relationship Id="{{}}" Type="{_OFFICE}/{{}}" Target="{{}}"/></Relationships>'

    def more(id_: str, kind: str, target: str, **parts: bytes) -> Callable[[Parts], bytes]:
        return exchanged((RELATIONS, "</Relationships>", item.format(id_, kind, target)), **parts)

    yield Twist(
        "two relations of one id", "ambiguous", more("rId2", "worksheet", "worksheets/other.xml", **{_OTHER: _twin()})
    )
    yield Twist("two relations to one sheet", SAME, more("rId99", "worksheet", "worksheets/sheet2.xml"))
    yield Twist(
        "ids that differ in capitals",
        SAME,
        more("RID2", "worksheet", "worksheets/other.xml", **{_OTHER: _twin()}),
    )
    strings = {"xl__texts.xml": parts()[STRINGS].replace(b"Keeper", b"Reader")}
    yield Twist("two relations to texts", "ambiguous", more("rId99", "sharedStrings", "texts.xml", **strings))
    styles = {"xl__looks.xml": parts()[STYLES].replace(b'locked="0"', b'locked="1"')}
    yield Twist("two relations to formats", "ambiguous", more("rId99", "styles", "looks.xml", **styles))
    kind = f'Type="{_OFFICE}/worksheet" {_TARGET}'
    for other, outcome in (
        (f"{_OFFICE}/chartsheet", "missing_sheet"),
        (f"{_OFFICE}/worksheets", "missing_sheet"),
        ("urn:x/worksheet", "ambiguous"),
        (f"{STRICT}/worksheet", "ambiguous"),
    ):
        new = f'Type="{other}" {_TARGET}'
        yield Twist(f"a sheet by a relation of the kind {other}", outcome, exchanged((RELATIONS, kind, new)))
    first = f'<Relationship Id="rId99" Type="{_OFFICE}/officeDocument" Target="xl/book2.xml"/><Relationship '
    book = {
        "xl__book2.xml": parts()[BOOK],
        "xl___rels__book2.xml.rels": parts()[RELATIONS].replace(b"sheet2", b"other"),
        _OTHER: _twin(),
    }
    yield Twist("two workbooks, another one first", "ambiguous", exchanged((_PACKAGE, "<Relationship ", first), **book))
    last = first[: -len("<Relationship ")] + "</Relationships>"
    yield Twist("two workbooks, another one last", "ambiguous", exchanged((_PACKAGE, "</Relationships>", last), **book))
    inner = '<Relationship Id="rId98" Type="x" Target="y"><Relationship Id="rId97" Type="x" Target="y"/></Relationship>'
    yield Twist(
        "a relation within a relation",
        "ambiguous",
        exchanged((RELATIONS, "</Relationships>", f"{inner}</Relationships>")),
    )
    foreign = '<z:Relationship xmlns:z="urn:z" Id="rId2" Type="x" Target="worksheets/other.xml"/></Relationships>'
    yield Twist("a relation of another vocabulary", "ambiguous", exchanged((RELATIONS, "</Relationships>", foreign)))
    capital = "xl___RELS__workbook.xml.rels"
    yield Twist(
        "relations a second time in capitals",
        "duplicate_members",
        exchanged(**{capital: parts()[RELATIONS].replace(b"sheet2", b"sheet1")}),
    )


def _sheets() -> Iterator[Twist]:
    sheet = '<sheet name="Ponds" sheetId="2" r:id="rId2"/>'
    for title, new, outcome in (
        ("two sheets in one part", f'{sheet}<sheet name="Other" sheetId="9" r:id="rId2"/>', "ambiguous"),
        ("two sheets of one name", f'{sheet}<sheet name="Ponds" sheetId="9" r:id="rId3"/>', "ambiguous"),
        ("two names that differ in capitals", f'{sheet}<sheet name="PONDS" sheetId="9" r:id="rId3"/>', "ambiguous"),
        ("two sheets of one number", f'{sheet}<sheet name="Other" sheetId="2" r:id="rId3"/>', "ambiguous"),
        ("a sheet without a part", f'{sheet}<sheet name="Other" sheetId="9" r:id="rId77"/>', "ambiguous"),
        ("a sheet without a name", sheet.replace("Ponds", ""), SAME),
        ("a sheet without an id", sheet.replace(' r:id="rId2"', ""), "ambiguous"),
        ("a sheet with an id of no vocabulary", sheet.replace("r:id", "id"), "ambiguous"),
        ("a sheet with an id of another vocabulary", sheet.replace("r:id", 'xmlns:q="urn:q" q:id'), "ambiguous"),
        ("a sheet with two ids", sheet.replace("r:id", 'id="rId1" r:id'), "ambiguous"),
        ("a sheet within a sheet", f"{sheet[:-2]}>{sheet.replace('rId2', 'rId1')}</sheet>", "ambiguous"),
        ("a name by numbers", sheet.replace("Ponds", "&#80;onds"), SAME),
        ("an id by numbers", sheet.replace("rId2", "rId&#50;"), SAME),
        ("a state that is none", sheet.replace(" r:id", ' state="x" r:id'), "ambiguous"),
        ("a state that is said", sheet.replace(" r:id", ' state="visible" r:id'), SAME),
    ):
        yield Twist(title, outcome, exchanged((BOOK, sheet, new)))
    yield Twist(
        "two lists of sheets",
        "ambiguous",
        exchanged((BOOK, "<sheets>", '<sheets><sheet name="Ponds" sheetId="9" r:id="rId1"/></sheets><sheets>')),
    )
    yield Twist(
        "sheets in a list of another vocabulary", "ambiguous", exchanged((BOOK, "<sheets>", '<sheets xmlns="urn:z">'))
    )


def _kinds() -> Iterator[Twist]:
    own = f'ContentType="{_KIND}.worksheet+xml"'
    path = f'<Override PartName="/{SHEET}" {own}/>'
    for title, new, outcome in (
        ("a sheet of the kind of texts", path.replace("worksheet+xml", "sharedStrings+xml"), SAME),
        ("a sheet of the kind of pictures", path.replace(f"{_KIND}.worksheet+xml", "image/png"), SAME),
        ("a sheet of no kind", "", SAME),
        ("a sheet of two kinds", path + path.replace("worksheet+xml", "chartsheet+xml"), SAME),
        ("a sheet of one kind twice", path + path, SAME),
        ("a kind in capitals", path.replace("application", "APPLICATION"), SAME),
        ("a kind with more to it", path.replace("+xml", "+xml; charset=utf-8"), SAME),
        ("a kind of a part in capitals", path.replace("sheet2.xml", "Sheet2.XML"), SAME),
    ):
        yield Twist(title, outcome, exchanged((KINDS, path, new)))
    xml = '<Default Extension="xml" ContentType="application/xml"/>'
    yield Twist(
        "an ending of two kinds", SAME, exchanged((KINDS, xml, xml + xml.replace("application/xml", "text/xml")))
    )
    yield Twist(
        "an ending of the kind of sheets",
        SAME,
        exchanged((KINDS, xml, xml.replace("application/xml", f"{_KIND}.worksheet+xml"))),
    )
    binary = exchanged((KINDS, f"{_KIND}.sheet.main+xml", "application/vnd.ms-excel.sheet.binary.macroEnabled.main"))
    yield Twist("a workbook of the kind of binary ones", SAME, binary)
    template = exchanged((KINDS, f"{_KIND}.sheet.main+xml", f"{_KIND}.template.main+xml"))
    yield Twist("a workbook of the kind of templates", SAME, template)
    yield Twist("no kinds at all", SAME, exchanged((KINDS, "<Override", "<Overridden")))


_MAKERS = (_targets, _relations, _sheets, _kinds)
PACKAGE_TWISTS: tuple[Twist, ...] = tuple(twist for make in _MAKERS for twist in make())
