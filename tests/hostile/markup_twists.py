"""Vocabularies that some programs know and others pass over, alternatives, sheets with two sets of cells, encodings."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from fuzz.archive import packed
from hostile.pond import (
    CELL,
    COMPATIBILITY,
    MAIN,
    SAME,
    SHEET,
    STRICT,
    STRINGS,
    Parts,
    Twist,
    cell,
    exchanged,
    in_sheet,
    members,
    row,
    value,
    whole,
)

_ROOT = f'<worksheet xmlns="{MAIN}"'
_Z = f'{_ROOT} xmlns:mc="{COMPATIBILITY}" xmlns:z="urn:z" mc:Ignorable="z"'
_OTHER = '<sheetData><row r="3"><c r="B3"><v>999</v></c></row></sheetData>'


def _ignoring(old: str, new: str, root: str = _Z) -> Callable[[Parts], bytes]:
    """The root says what may be ignored, and something of it stands in the sheet."""
    return exchanged((SHEET, _ROOT, root), (SHEET, old, new))


def _alternatives(choice: str, fallback: str, requires: str = "z") -> str:
    return (
        f'<mc:AlternateContent><mc:Choice Requires="{requires}">{choice}</mc:Choice>'
        f"<mc:Fallback>{fallback}</mc:Fallback></mc:AlternateContent>"
    )


def _ignorable() -> Iterator[Twist]:
    x14ac = "http://schemas.microsoft.com/office/spreadsheetml/2009/9/ac"
    usual = f'{_ROOT} xmlns:mc="{COMPATIBILITY}" xmlns:x14ac="{x14ac}" mc:Ignorable="x14ac"'
    yield Twist(
        "attributes that may be ignored, as Excel writes them",
        SAME,
        _ignoring('<row r="3"', '<row x14ac:dyDescent="0.3" r="3"', usual),
    )
    yield Twist(
        "ignorable cells before the true ones",
        "ambiguous",
        _ignoring("<sheetData>", f"<z:sheetData>{_OTHER[11:-12]}</z:sheetData><sheetData>"),
    )
    other = _OTHER.replace("<", "<z:").replace("<z:/", "</z:")
    yield Twist("ignorable cells of their own vocabulary", "ambiguous", _ignoring("<sheetData>", f"{other}<sheetData>"))
    yield Twist(
        "cells within something ignorable", "ambiguous", _ignoring("<sheetData>", f"<z:x>{_OTHER}</z:x><sheetData>")
    )
    yield Twist(
        "an ignorable row",
        "ambiguous",
        _ignoring('<row r="3"', '<z:row r="3"><c r="B3"><v>999</v></c></z:row><row r="3"'),
    )
    yield Twist("an ignorable cell", "ambiguous", _ignoring(CELL, f'<z:c r="B3"><z:v>999</z:v></z:c>{CELL}'))
    yield Twist("an ignorable value", "ambiguous", _ignoring(CELL, CELL.replace("<v>", "<z:v>999</z:v><v>")))
    yield Twist(
        "an ignorable element within a value", "ambiguous", _ignoring(CELL, CELL.replace("4711", "47<z:x>99</z:x>11"))
    )
    process = _Z + ' mc:ProcessContent="z:*"'
    wrapped = f"<z:x>{CELL}</z:x>"
    yield Twist("a cell within what is ignored but for its content", "ambiguous", _ignoring(CELL, wrapped, process))
    yield Twist("a cell within what is ignored", "ambiguous", _ignoring(CELL, wrapped))
    understood = _Z.replace('mc:Ignorable="z"', 'mc:MustUnderstand="z"')
    yield Twist("a vocabulary that must be understood", SAME, exchanged((SHEET, _ROOT, understood)))
    yield Twist("a vocabulary that may be ignored", SAME, exchanged((SHEET, _ROOT, _Z)))
    own = f'{_ROOT} xmlns:mc="{COMPATIBILITY}" xmlns:m="{MAIN}" mc:Ignorable="m"'
    yield Twist("the format's own vocabulary may be ignored", SAME, exchanged((SHEET, _ROOT, own)))


def _alternate() -> Iterator[Twist]:
    old = CELL.replace("4711", "999")
    for title, requires in (("unknown", "z"), ("known", "r")):
        yield Twist(
            f"alternatives of a cell, {title}", "ambiguous", _ignoring(CELL, _alternatives(old, CELL, requires))
        )
        inner = _alternatives("<v>999</v>", "<v>4711</v>", requires)
        yield Twist(
            f"alternatives of a value, {title}", "ambiguous", _ignoring(CELL, CELL.replace("<v>4711</v>", inner))
        )
        yield Twist(f"alternatives of a row, {title}", "ambiguous", lambda p, r=requires: _row(p, r))  # type: ignore[misc]
        yield Twist(f"alternatives of all cells, {title}", "ambiguous", lambda p, r=requires: _cells(p, r))  # type: ignore[misc]
        before = _alternatives(_OTHER, "", requires)
        yield Twist(
            f"alternatives before the cells, {title}", "ambiguous", _ignoring("<sheetData>", f"{before}<sheetData>")
        )
    controls = _alternatives('<controls xmlns="urn:z"/>', "")
    yield Twist(
        "alternatives behind the cells, as Excel writes them",
        SAME,
        _ignoring("<printOptions", f"{controls}<printOptions"),
    )


def _row(content: Parts, requires: str) -> bytes:
    old = row(content, 3)
    return _ignoring(old, _alternatives(old.replace("4711", "999"), old, requires))(content)


def _cells(content: Parts, requires: str) -> bytes:
    text = content[SHEET].decode()
    old = text[text.index("<sheetData>") : text.index("</sheetData>") + 12]
    return _ignoring(old, _alternatives(_OTHER, old, requires))(content)


def _second() -> Iterator[Twist]:
    yield Twist("other cells before the cells", "ambiguous", in_sheet("<sheetData>", f"{_OTHER}<sheetData>"))
    yield Twist("other cells behind the cells", "ambiguous", in_sheet("</sheetData>", f"</sheetData>{_OTHER}"))
    yield Twist("no cells before the cells", "ambiguous", in_sheet("<sheetData>", "<sheetData/><sheetData>"))
    yield Twist("no cells behind the cells", "ambiguous", in_sheet("</sheetData>", "</sheetData><sheetData/>"))
    strict = _OTHER.replace("<sheetData>", f'<sheetData xmlns="{STRICT}">')
    yield Twist("strict cells behind the cells", "ambiguous", in_sheet("</sheetData>", f"</sheetData>{strict}"))
    extended = f'<extLst><ext uri="x">{_OTHER}</ext></extLst></worksheet>'
    yield Twist("cells in an extension", "ambiguous", in_sheet("</worksheet>", extended))
    yield Twist(
        "cells within conditions",
        "ambiguous",
        in_sheet(
            "<conditionalFormatting ", f"<conditionalFormatting>{_OTHER}</conditionalFormatting><conditionalFormatting "
        ),
    )
    yield Twist("cells within cells", "ambiguous", in_sheet("<sheetData>", f"<sheetData>{_OTHER}"))
    yield Twist(
        "a second set of columns",
        "ambiguous",
        in_sheet("<sheetData>", '<cols><col min="1" max="9" width="9"/></cols><sheetData>'),
    )
    yield Twist("a width in points, as Spire writes", SAME, in_sheet('<col min="1"', '<col widthPt="60" min="1"'))
    yield Twist(
        "merged cells twice",
        "ambiguous",
        in_sheet("<mergeCells ", '<mergeCells count="1"><mergeCell ref="B3:C3"/></mergeCells><mergeCells '),
    )
    yield Twist(
        "a worksheet within the worksheet",
        "ambiguous",
        in_sheet("<sheetData>", f"<worksheet>{_OTHER}</worksheet><sheetData>"),
    )


def _vocabularies() -> Iterator[Twist]:
    yield Twist("all elements with a prefix", SAME, whole(SHEET, _prefixed))
    yield Twist("the strict vocabulary of a sheet in a transitional workbook", "ambiguous", whole(SHEET, _strict))
    yield Twist("the strict vocabulary of the texts in a transitional workbook", "ambiguous", whole(STRINGS, _strict))
    yield Twist(
        "an unknown vocabulary of a sheet", "ambiguous", whole(SHEET, lambda p: p.replace(MAIN.encode(), b"urn:z"))
    )
    yield Twist(
        "no vocabulary of a sheet", "ambiguous", whole(SHEET, lambda p: p.replace(f' xmlns="{MAIN}"'.encode(), b"", 1))
    )
    yield Twist("another vocabulary from a cell on", "ambiguous", cell(CELL.replace("<c ", '<c xmlns="urn:z" ')))
    yield Twist("the own vocabulary once more at a cell", SAME, cell(CELL.replace("<c ", f'<c xmlns="{MAIN}" ')))
    yield Twist("another root of a sheet", "ambiguous", whole(SHEET, lambda p: p.replace(b"worksheet", b"worksheets")))


def _prefixed(part: bytes) -> bytes:
    text = part.decode().replace("<", "<x:").replace("<x:/", "</x:").replace("<x:?", "<?")
    return text.replace(f'xmlns="{MAIN}"', f'xmlns:x="{MAIN}"').encode()


def _strict(part: bytes) -> bytes:
    return part.replace(MAIN.encode(), STRICT.encode())


def _encodings() -> Iterator[Twist]:
    for name, outcome in (
        ("UTF-16", "encoding"),
        ("UTF-16LE", "encoding"),
        ("UTF-7", "encoding"),
        ("GBK", "encoding"),
        ("GB18030", "encoding"),
        ("ISO-8859-1", "encoding"),
        ("windows-1252", "encoding"),
        ("UTF-32", "encoding"),
        ("EBCDIC-CP-US", "encoding"),
        ("utf8", "damaged"),
        ("us-ascii", "damaged"),
        ("x-unknown", "encoding"),
    ):
        yield Twist(f"the encoding {name} is declared", outcome, _declared(name))
    yield Twist("UTF-16 that is declared", "encoding", whole(SHEET, lambda p: _recoded(p, "utf-16")))
    yield Twist("UTF-16 without a mark", "encoding", whole(SHEET, lambda p: _recoded(p, "utf-16-le")))
    yield Twist("UTF-7 that hides markup", "encoding", whole(SHEET, _utf_7))
    yield Twist("a mark of the order of bytes", SAME, whole(SHEET, lambda p: b"\xef\xbb\xbf" + p))
    yield Twist("two marks of the order of bytes", "damaged", whole(SHEET, lambda p: b"\xef\xbb\xbf" * 2 + p))
    yield Twist("no declaration", SAME, whole(SHEET, lambda p: p.partition(b"?>")[2].lstrip()))
    yield Twist("XML 1.1", SAME, whole(SHEET, lambda p: p.replace(b'version="1.0"', b'version="1.1"', 1)))
    yield Twist("blanks before the declaration", "damaged", whole(SHEET, lambda p: b" " + p))
    yield Twist("something behind the root", "damaged", whole(SHEET, lambda p: p + b"<x/>"))
    yield Twist("blanks behind the root", SAME, whole(SHEET, lambda p: p + b"\n \n"))
    yield Twist("zeros behind the root", "encoding", whole(SHEET, lambda p: p + b"\0\0"))
    yield Twist(
        "a byte that is no UTF-8",
        "damaged",
        whole(STRINGS, lambda p: p.replace(b"Keeper small", b"Keeper \xff\xfesmall")),
    )
    yield Twist(
        "half of a pair of characters",
        "damaged",
        whole(STRINGS, lambda p: p.replace(b"Keeper small", b"Keeper \xed\xa0\xbdsmall")),
    )
    yield Twist("a character that is none", "damaged", value("<v>&#0;4711</v>"))
    yield Twist("a document type", "entities", _typed("<!DOCTYPE worksheet>"))
    entity = '<!DOCTYPE worksheet [<!ENTITY f "4711">]>'
    yield Twist(
        "an entity for the figure",
        "entities",
        lambda p: _typed(entity)({**p, SHEET: p[SHEET].replace(b"<v>4711</v>", b"<v>&f;</v>")}),
    )
    attribute = '<!DOCTYPE worksheet [<!ATTLIST c t CDATA "s">]>'
    yield Twist("an attribute by declaration", "entities", _typed(attribute))


def _declared(name: str) -> Callable[[Parts], bytes]:
    return in_sheet('encoding="UTF-8"', f'encoding="{name}"')


def _recoded(part: bytes, encoding: str) -> bytes:
    return part.decode().replace('encoding="UTF-8"', 'encoding="UTF-16"').encode(encoding)


def _utf_7(part: bytes) -> bytes:
    text = part.decode().replace('encoding="UTF-8"', 'encoding="UTF-7"')
    return text.replace("<v>4711</v>", "<v>4711</v>+ADw-v+AD4-12+ADw-/v+AD4-").encode("ascii", "xmlcharrefreplace")


def _typed(doctype: str) -> Callable[[Parts], bytes]:
    return lambda content: packed(
        members({**content, SHEET: content[SHEET].replace(b"?>", f"?>{doctype}".encode(), 1)})
    )


_MAKERS = (_ignorable, _alternate, _second, _vocabularies, _encodings)
MARKUP_TWISTS: tuple[Twist, ...] = tuple(twist for make in _MAKERS for twist in make())
