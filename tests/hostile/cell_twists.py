"""Cells, rows and values that are written as no program writes them, or that only some programs know."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from fuzz.archive import packed
from hostile.pond import (
    CELL,
    SAME,
    SHEET,
    STRINGS,
    TOLD,
    Parts,
    Twist,
    cell,
    exchanged,
    in_sheet,
    members,
    of_type,
    row,
    value,
)


def _numbers() -> Iterator[Twist]:
    for text, outcome in (
        ("4711.0", SAME),
        ("4.711E3", SAME),
        ("4.711e+03", SAME),
        ("+4711", "damaged"),
        ("04711", SAME),
        ("4711.", "damaged"),
        (" 4711", "damaged"),
        ("4711 ", "damaged"),
        ("\n4711\n", "damaged"),
        ("４７１１", "damaged"),
        ("4,711", "damaged"),
        ("4 711", "damaged"),
        ("4_711", "damaged"),
        ("0x1267", "damaged"),
        ("1e400", TOLD),
        ("-1e400", TOLD),
        ("NaN", "damaged"),
        ("INF", "damaged"),
        ("-INF", "damaged"),
        ("Infinity", "damaged"),
        ("-", "damaged"),
        (".", "damaged"),
        ("4711件", "damaged"),
        ("4711%", "damaged"),
        ("4711L", "damaged"),
        ("1/2", "damaged"),
        ("true", "damaged"),
        ("\u0664\u0667\u0661\u0661", "damaged"),
        ("4711&#8203;", "damaged"),
        ("&#160;4711", "damaged"),
    ):
        yield Twist(f"a number written {text!r}", outcome, value(f"<v>{text}</v>"))
    yield Twist("no number in a value", TOLD, value("<v></v>"))
    yield Twist("an empty value", TOLD, value("<v/>"))
    yield Twist("blanks for a value", "damaged", value("<v>  </v>"))


def _types() -> Iterator[Twist]:
    for kind, text, outcome in (
        ("n", "4711", SAME),
        ("n", "many", "damaged"),
        ("", "4711", "ambiguous"),
        ("N", "4711", "ambiguous"),
        ("x", "4711", "ambiguous"),
        ("number", "4711", "ambiguous"),
        ("S", "1", "ambiguous"),
        ("b", "1", TOLD),
        ("b", "0", TOLD),
        ("b", "2", "damaged"),
        ("b", "true", "damaged"),
        ("b", "", "damaged"),
        ("e", "#N/A", TOLD),
        ("e", "#SPILL!", TOLD),
        ("e", "4711", "damaged"),
        ("str", "many", TOLD),
        ("d", "2025-03-01", TOLD),
        ("d", "2025-03-01T00:00:00", TOLD),
        ("d", "4711", "ambiguous"),
        ("s", "1", TOLD),
        ("s", "001", TOLD),
        ("s", "+1", "damaged"),
        ("s", "-1", "damaged"),
        ("s", "1.0", "damaged"),
        ("s", "1e0", "damaged"),
        ("s", " 1", "damaged"),
        ("s", "99999", "damaged"),
        ("s", "4294967297", "damaged"),
        ("s", "18446744073709551617", "damaged"),
        ("s", "", "damaged"),
    ):
        yield Twist(f"{text!r} of the type {kind!r}", outcome, of_type(kind, text))
    inline = '<c r="B3" s="20" t="inlineStr">{}</c>'
    yield Twist("a text in the cell itself", TOLD, cell(inline.format("<is><t>many</t></is>")))
    yield Twist("two texts in the cell itself", "ambiguous", cell(inline.format("<is><t>a</t></is><is><t>b</t></is>")))
    yield Twist("a value beside a text", "damaged", cell(inline.format("<is><t>12</t></is><v>4711</v>")))
    yield Twist("a text beside a value", "ambiguous", value("<v>4711</v><is><t>12</t></is>"))
    yield Twist("a text where a number is declared", "ambiguous", value("<is><t>12</t></is>"))
    yield Twist("a value where a text is declared", "ambiguous", cell(inline.format("<v>4711</v>")))
    yield Twist("a text without its element", "ambiguous", cell(inline.format("<t>4711</t>")))


def _values() -> Iterator[Twist]:
    for name, xml, outcome in (
        ("two values", "<v>4711</v><v>12</v>", "damaged"),
        ("two values, the other one first", "<v>12</v><v>4711</v>", "damaged"),
        ("the value twice", "<v>4711</v><v>4711</v>", "damaged"),
        ("a value before its formula", "<v>4711</v><f>12</f>", "damaged"),
        ("two formulas", "<f>12</f><f>13</f><v>4711</v>", "damaged"),
        ("an element within a value", "<v>47<b/>11</v>", "ambiguous"),
        ("a value within a value", "<v><v>12</v>4711</v>", "ambiguous"),
        ("digits in an element within a value", "<v>47<x>11</x></v>", "ambiguous"),
        ("a value of another vocabulary", '<v xmlns="urn:z">12</v><v>4711</v>', "ambiguous"),
        ("a comment within a value", "<v>47<!--12-->11</v>", "damaged"),
        ("an instruction within a value", "<v>47<?x 12?>11</v>", "damaged"),
        ("a literal section within a value", "<v>47<![CDATA[11]]></v>", "damaged"),
        ("a value that is a literal section", "<v><![CDATA[4711]]></v>", "damaged"),
        ("text beside a value", "12<v>4711</v>", SAME),
        ("text behind a value", "<v>4711</v>12", SAME),
        ("a value in another element", "<x><v>4711</v></x>", "ambiguous"),
        ("an unknown element beside a value", "<x/><v>4711</v>", "ambiguous"),
        ("a cell within a cell", '<v>4711</v><c r="C9"><v>12</v></c>', "ambiguous"),
    ):
        yield Twist(name, outcome, value(xml))
    yield Twist("a digit by its number", "damaged", value("<v>&#52;711</v>"))
    yield Twist("all digits by their numbers", "damaged", value("<v>&#52;&#x37;&#49;&#x31;</v>"))
    yield Twist("a value that keeps its blanks", SAME, value('<v xml:space="preserve">4711</v>'))
    yield Twist("a value with an attribute", "ambiguous", value('<v x="12">4711</v>'))
    yield Twist("extensions of a cell", "ambiguous", value("<v>4711</v><extLst/>"))


def _addresses() -> Iterator[Twist]:
    end = 's="20"><v>4711</v></c>'
    for text, outcome in (
        ("&#66;3", "damaged"),
        ("B&#x33;", "damaged"),
        ("b3", "ambiguous"),
        ("$B$3", "ambiguous"),
        ("B03", "ambiguous"),
        ("R3C2", "ambiguous"),
        ("B3:B3", "ambiguous"),
        ("Ponds!B3", "ambiguous"),
        (" B3", "ambiguous"),
        ("B3 ", "ambiguous"),
        ("", "ambiguous"),
        ("3B", "ambiguous"),
        ("B", "ambiguous"),
        ("Ｂ3", "ambiguous"),
        ("B3\u200b", "ambiguous"),
        ("B4", "ambiguous"),
        ("C3", "damaged"),
        ("B0", "ambiguous"),
        ("BBBB3", "damaged"),
        ("B4294967299", "ambiguous"),
    ):
        yield Twist(f"a cell at {text!r}", outcome, in_sheet('<c r="B3" s="20"', f'<c r="{text}" s="20"'))
    yield Twist("a cell that does not say where it is", SAME, cell(f"<c {end}"))
    yield Twist("cells in another order", "damaged", _cells_exchanged)
    yield Twist("a cell twice", "damaged", cell(f'{CELL}<c r="B3" {end.replace("4711", "12")}'))
    yield Twist("two addresses", "damaged", cell(f'<c r="B3" r="C3" {end}'))
    yield Twist("an address of another vocabulary", "ambiguous", cell(f'<c xmlns:x="urn:x" r="B3" x:r="C3" {end}'))
    yield Twist("only an address of another vocabulary", "ambiguous", cell(f'<c xmlns:x="urn:x" x:r="C3" {end}'))
    yield Twist("an address like a relation", "ambiguous", cell(f'<c r="B3" r:r="C3" {end}'))
    yield Twist("a type of another vocabulary", "ambiguous", cell(f'<c xmlns:x="urn:x" r="B3" x:t="s" {end}'))
    yield Twist("a type by its number", "damaged", cell('<c r="B3" s="20" t="&#115;"><v>1</v></c>'))
    yield Twist("a base of a cell", "ambiguous", cell(f'<c xml:base="urn:x" r="B3" {end}'))
    yield Twist("a name of a cell", "ambiguous", cell(f'<c xml:id="x" r="B3" {end}'))
    yield Twist("blanks of a cell", SAME, cell(f'<c xml:space="preserve" r="B3" {end}'))
    yield Twist("a format by its number", "damaged", cell('<c r="B3" s="&#50;0"><v>4711</v></c>'))
    for style in ("-1", "x", "", "1.0", "+20", "99999999999"):
        yield Twist(f"the format {style!r}", "damaged", cell(f'<c r="B3" s="{style}"><v>4711</v></c>'))
    yield Twist("a format that is not there", SAME, cell('<c r="B3" s="4000"><v>4711</v></c>'))


def _cells_exchanged(content: Parts) -> bytes:
    other = '<c r="C3" s="20"><v>4712</v></c>'
    return in_sheet(CELL + other, other + CELL)(content)


def _rows() -> Iterator[Twist]:
    for text, outcome in (
        ("&#51;", "damaged"),
        ("03", "damaged"),
        ("+3", "damaged"),
        ("3.0", "damaged"),
        (" 3", "damaged"),
        ("", "damaged"),
        ("x", "damaged"),
        ("0", "damaged"),
        ("-3", "damaged"),
        ("4", "ambiguous"),
        ("2", "damaged"),
        ("4294967299", "damaged"),
    ):
        yield Twist(f"a row {text!r}", outcome, in_sheet('<row r="3"', f'<row r="{text}"'))
    yield Twist("a row that does not say where it is", SAME, in_sheet('<row r="3" ', "<row "))
    yield Twist("rows in another order", "damaged", _rows_exchanged)
    yield Twist("a row twice", "damaged", _row_again)
    yield Twist("a row within a row", "ambiguous", _row_within)
    yield Twist("text between rows", SAME, in_sheet('<row r="3"', '4711<row r="3"'))
    yield Twist("an unknown element between rows", "ambiguous", in_sheet('<row r="3"', '<x/><row r="3"'))
    yield Twist("a cell between rows", "ambiguous", in_sheet('<row r="3"', f'{CELL}<row r="3"'))
    yield Twist("an attribute of a row that nobody knows", "ambiguous", in_sheet('<row r="3"', '<row x="1" r="3"'))
    yield Twist("a row with a row of another vocabulary", "ambiguous", in_sheet('<row r="3"', '<row r:r="9" r="3"'))
    yield Twist("a row that says where it spans wrongly", SAME, in_sheet('<row r="3"', '<row spans="9:9" r="3"'))
    yield Twist("a sheet that says its extent wrongly", SAME, in_sheet('ref="A1:F5"', 'ref="A1:A1"'))
    yield Twist("a sheet that says a larger extent", SAME, in_sheet('ref="A1:F5"', 'ref="A1:XFD1048576"'))
    yield Twist("blanks and line ends between everything", SAME, _spaced)


def _rows_exchanged(content: Parts) -> bytes:
    one, two = row(content, 3), row(content, 4)
    return in_sheet(one + two, two + one)(content)


def _row_again(content: Parts) -> bytes:
    one = row(content, 3)
    return in_sheet(one, one + one.replace("4711", "12"))(content)


def _row_within(content: Parts) -> bytes:
    one, two = row(content, 3), row(content, 4)
    return in_sheet(one + two, one.replace("</row>", f"{two}</row>"))(content)


def _spaced(content: Parts) -> bytes:
    sheet = content[SHEET].replace(b"><row", b">\r\n <row").replace(b"><c ", b">\n\t<c ").replace(b"></c>", b">\n</c>")
    return packed(members({**content, SHEET: sheet.replace(b"><v>", b">\n<v>")}))


def _strings() -> Iterator[Twist]:
    """Twists of the shared strings, of which the keeper's name is one."""
    name = "Keeper small"
    other = f"<si><t>{name}</t></si>"
    for title, xml, outcome in (
        ("a text in two runs", '<si><r><t>Keeper</t></r><r><t xml:space="preserve"> small</t></r></si>', SAME),
        ("a text by numbers", "<si><t>&#75;eeper small</t></si>", SAME),
        ("a text in two pieces", "<si><t>Keeper</t><t> small</t></si>", "ambiguous"),
        ("a text with a comment in it", "<si><t>Keeper<!--x--> small</t></si>", "damaged"),
        ("a text in a literal section", f"<si><t><![CDATA[{name}]]></t></si>", "damaged"),
        ("a text with an element in it", "<si><t>Keeper<b/> small</t></si>", "ambiguous"),
        ("a text of another vocabulary", f'<si><t>{name}</t><t xmlns="urn:z">!</t></si>', "ambiguous"),
        ("a string of another vocabulary", f'<si xmlns="urn:z"/>{other}', "ambiguous"),
        ("text between strings", f"x{other}", SAME),
    ):
        yield Twist(title, outcome, exchanged((STRINGS, other, xml)))


_MAKERS: tuple[Callable[[], Iterator[Twist]], ...] = (_numbers, _types, _values, _addresses, _rows, _strings)
CELL_TWISTS: tuple[Twist, ...] = tuple(twist for make in _MAKERS for twist in make())
