"""A workbook that is read with a cache comes out as it does alone, whatever was read before it."""

from __future__ import annotations

import functools
import gc
import re
from collections.abc import Callable
from functools import partial
from random import Random

import pytest

from fuzz.bases import NAMES, Base, base_named, bases
from fuzz.mutations import mutant
from hostile.hostile_files import changed
from support.depth import cases
from support.fillings import fillings
from support.outcomes import Outcome, outcome
from xlsreport import Definition, workbook_bytes
from xlsreport.opc.invalid_file import InvalidFileError
from xlsreport.spreadsheet.opened_spreadsheet import CellQuery
from xlsreport.spreadsheet.reading_cache import ReadingCache
from xlsreport.xlsx.worksheet.shared_strings import parse_shared_strings
from xlsreport.xlsx.worksheet.sheet_rows import SheetRow
from xlsreport.xlsx.worksheet.sheet_skeleton import NO_VALUE, SheetSkeleton

pytestmark = pytest.mark.slow

SHEET, STRINGS, STYLES, BOOK = (
    f"xl/{name}.xml" for name in ("worksheets/sheet4", "sharedStrings", "styles", "workbook")
)
RELATIONS = "xl/_rels/workbook.xml.rels"


def base() -> Base:
    return base_named("2021-distinct")


def edited(part: str, old: str, new: str) -> bytes:
    """The base with the first match of a pattern exchanged in a part."""

    def change(name: str, content: bytes) -> bytes:
        if name != part:
            return content
        after, count = re.subn(old.encode(), new.encode("utf-8", "surrogateescape"), content, count=1, flags=re.DOTALL)
        assert count == 1, f"{old} is not in {part}"
        return after

    return changed(base().archive, change)


@functools.cache
def read_before() -> tuple[ReadingCache, Outcome]:
    """A cache that knows the sound workbook, which is the last that each test reads with it, and what comes of that."""
    cache = ReadingCache()
    return cache, outcome(base().archive, cache=cache)


HOSTILE = {
    "a byte that is nothing": (SHEET, r"<v>\d+</v>", "<v>1\0</v>"),
    "a byte that is nothing for a value": (SHEET, r'(<c r="D8"[^>]*>)<v>[^<]*</v>', "\\1\0"),
    "a byte that is nothing for the last value": (SHEET, r"(.*)<v>[^<]*</v>", "\\1\0"),
    "no cells before the cells": (SHEET, "<sheetData>", "<sheetData/><sheetData>"),
    "a document type": (SHEET, r"<worksheet", "<!DOCTYPE x><worksheet"),
    "another encoding": (SHEET, r'encoding="UTF-8"', 'encoding="GBK"'),
    "a sheet in ASCII that is none": (
        SHEET,
        r'encoding="UTF-8"(.*</sheetData>).*</worksheet>',
        r'encoding="US-ASCII"\1</worksheet>',
    ),
    "strings in ASCII that are none": (STRINGS, r'encoding="UTF-8"', 'encoding="US-ASCII"'),
    "a byte that is no UTF-8 in a formula": (SHEET, r"<f>", "<f>\udcff"),
    "a byte that is no UTF-8 in a string": (STRINGS, r"(<t[^>]*>)", "\\1\udcff"),
    "a byte that is no UTF-8 in a result": (SHEET, r't="str"><f>([^<]*)</f><v>', 't="str"><f>\\1</f><v>\udcff'),
    "a byte that is no UTF-8 in the printed header": (SHEET, "<oddHeader>", "<oddHeader>\udcff"),
    "a control character in a string": (STRINGS, r"(<t[^>]*>)", "\\1\x07"),
    "a control character in a result": (SHEET, r't="str"><f>([^<]*)</f><v>', 't="str"><f>\\1</f><v>\x07'),
    "the end of a literal section in a result": (SHEET, r't="str"><f>([^<]*)</f><v>', 't="str"><f>\\1</f><v>]]>'),
    "the end of a literal section in the header": (SHEET, "<oddHeader>", "<oddHeader>]]>"),
    "an unknown entity in a string": (STRINGS, r"(<t[^>]*>)", r"\1&x;"),
    "an unknown entity in a formula": (SHEET, r"<f>", "<f>&x;"),
    "an element that does not end": (SHEET, r"</c></row>", "</row>"),
    "a row within a row": (SHEET, r'</row><row r="8"', '<row r="8"'),
    "an attribute twice": (SHEET, r'<row r="8"', '<row r="8" r="9"'),
    "a comment in a row": (SHEET, r'<row r="8"([^>]*)>', r'<row r="8"\1><!-- -->'),
    "a comment in a value": (SHEET, r'(<c r="D8"[^>]*>)<v>(\d)', r"\1<v>\2<!-- -->"),
    "a literal section": (SHEET, r'(<c r="D8"[^>]*>)<v>(\d)', r"\1<v><![CDATA[\2]]>"),
    "a digit as a reference": (SHEET, r'(<c r="D8"[^>]*>)<v>\d', r"\1<v>&#49;"),
    "two values": (SHEET, r'(<c r="D8"[^>]*>)<v>', r"\1<v>1</v><v>"),
    "a value before its formula": (SHEET, r"(<f>[^<]*</f>)(<v>[^<]*</v>)", r"\2\1"),
    "a row before the one above": (SHEET, r'(<row r="8".*?</row>)(<row r="9".*?</row>)', r"\2\1"),
    "a row twice": (SHEET, r'(<row r="8".*?</row>)', r"\1\1"),
    "a row in the place of zero": (SHEET, r'<row r="1"', '<row r="0"'),
    "a cell of another row": (SHEET, r'<c r="D8"', '<c r="D9"'),
    "a cell before the one to its left": (SHEET, r'<c r="E8"', '<c r="A8"'),
    "two cells of one address": (SHEET, r'<c r="E8"', '<c r="D8"'),
    "a cell far away": (SHEET, r"</row></sheetData>", '<c r="XFD34"><v>1</v></c></row></sheetData>'),
    "a row far away": (SHEET, r"</sheetData>", '<row r="1048576"><c r="XFD1048576"><v>1</v></c></row></sheetData>'),
    "a shared string by a number with decimals": (SHEET, r't="s"><v>(\d+)', r't="s"><v>\1.5'),
    "a shared string with a sign": (SHEET, r't="s"><v>', 't="s"><v>-'),
    "a shared string that there is not": (SHEET, r't="s"><v>', 't="s"><v>9999'),
    "a number that is none": (SHEET, r'(<c r="D8"[^>]*>)<v>', r"\1<v>1.2."),
    "a number with a blank": (SHEET, r'(<c r="D8"[^>]*>)<v>', r"\1<v> "),
    "a number without end": (SHEET, r'(<c r="D8"[^>]*>)<v>', r"\1<v>" + "1" * 150_000),
    "an infinite number": (SHEET, r'(<c r="D8"[^>]*>)<v>\d+', r"\1<v>1E999"),
    "a word for a number": (SHEET, r'(<c r="D8"[^>]*>)<v>\d+', r"\1<v>nan"),
    "an error": (SHEET, r'(<c r="D8"[^>]*)><v>\d+', r'\1 t="e"><v>#REF!'),
    "a truth value": (SHEET, r'(<c r="D8"[^>]*)><v>\d+', r'\1 t="b"><v>1'),
    "a text in the cell": (SHEET, r'(<c r="D8"[^>]*)><v>(\d+)</v>', r'\1 t="inlineStr"><is><t>\2件</t></is>'),
    "a kind that there is not": (SHEET, r'(<c r="D8"[^>]*)>', r'\1 t="x">'),
    "another vocabulary within": (SHEET, r'<row r="8"', '<row r="8" xmlns="urn:z"'),
    "another vocabulary of the root": (SHEET, r"spreadsheetml/2006/main", "spreadsheetml/2006/other"),
    "a prefix": (SHEET, r'<row r="8"([^>]*)>', r'<row r="8"\1><z:c xmlns:z="urn:z" r="A8"/>'),
    "a string of another vocabulary": (STRINGS, r"<si><t[^>]*>", '<si><t xmlns="urn:z">'),
    "a document type before the strings": (STRINGS, r"\?>", '?><!DOCTYPE sst [<!ENTITY x "12">]>'),
    "a comment that begins before the strings": (STRINGS, r"(<sst[^>]*>)", r"\1<!--"),
    "strings of another vocabulary": (STRINGS, "spreadsheetml/2006/main", "spreadsheetml/2006/other"),
    "strings without end": (STRINGS, "</sst>", "<si><t/></si>" * 201_000 + "</sst>"),
    "a string in two texts": (STRINGS, r"(<si><t>商业企业</t>)", r"\1<t>12</t>"),
    "another label": (STRINGS, r"商业企业", "工业企业"),
    "another sheet of the same name": (BOOK, r'name="三、申请办理"', 'name="四、复议诉讼"'),
    "a hidden sheet": (BOOK, r'(<sheet name="三、申请办理")', r'\1 state="hidden"'),
    "another part": (RELATIONS, r"worksheets/sheet4.xml", "worksheets/sheet5.xml"),
    "a formula": (SHEET, r'(<c r="D8"[^>]*>)<v>', r"\1<f>12+1</f><v>"),
    "a formula without a result": (SHEET, r'(<c r="D8"[^>]*>)<v>\d+</v>', r"\1<f>12+1</f>"),
    "a formula that is gone": (SHEET, r"<f>[^<]*</f>", ""),
    "a total that is typed over": (SHEET, r'(<c r="J8"[^>]*>)<f>[^<]*</f><v>\d+', r"\1<v>7"),
    "a hidden row": (SHEET, r'<row r="8"', '<row r="8" hidden="1"'),
    "a row without height": (SHEET, r'<row r="8"([^>]*) ht="[^"]*"', r'<row r="8"\1 ht="0"'),
    "a hidden column": (SHEET, r"<cols>", '<cols><col min="20" max="21" hidden="1"/>'),
    "a merged area": (SHEET, r"<mergeCell ", '<mergeCell ref="D8:E8"/><mergeCell '),
    "a merged area of a whole sheet": (SHEET, r"<mergeCell ", '<mergeCell ref="A900:XFD1048576"/><mergeCell '),
    "no protection": (SHEET, r"<sheetProtection [^>]*/>", ""),
    "a stray number": (SHEET, r"</sheetData>", '<row r="90"><c r="B90"><v>5</v></c></row></sheetData>'),
    "a number format": (STYLES, r'formatCode="0.######"', 'formatCode="0.,"'),
    "a date": (STYLES, r'(<cellXfs.*?)numFmtId="1"', r'\1numFmtId="14"'),
    "a paragraph like an attribute": (STRINGS, "<t>overview 1", '<t>overview hidden="1" 1'),
    "a paragraph like a kind": (STRINGS, "<t>overview 1", "<t>overview t='s' 1"),
    "cells behind a prefix": (
        SHEET,
        "</worksheet>",
        '<z:c xmlns:z="urn:z" r="XFD1048576"><z:v>1</z:v></z:c></worksheet>',
    ),
    "cells after the cells": (SHEET, "</worksheet>", '<x><row r="3"><c r="A3"><v>1</v></c></row></x></worksheet>'),
    "a part that is no XML": (STYLES, r"</styleSheet>", ""),
}
"""One change each: the part, what is exchanged, and for what."""


@pytest.mark.parametrize("name", HOSTILE)
def test_a_sound_workbook_that_was_read_before_does_not_speak_for_one_that_is_changed(name: str) -> None:
    cache, sound = read_before()
    data = edited(*HOSTILE[name])
    alone = outcome(data)
    assert outcome(data, cache=cache) == alone  # after the sound one
    assert outcome(data, cache=cache) == alone  # after itself
    assert outcome(base().archive, cache=cache) == sound
    assert alone != sound


PLAIN_STRINGS = (
    b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n%s'
    b'<sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" count="2" uniqueCount="2">%s'
    b"<si><t>Berths</t></si><si><t>Ships</t></si></sst>"
)
"""Strings that are nothing but a text each, which are read without a parser, with something before them."""


@pytest.mark.parametrize(
    ("before", "within"),
    [
        (b"<!DOCTYPE sst>", b""),
        (b'<!DOCTYPE sst [<!ENTITY x "12">]>', b""),
        (b'<!DOCTYPE sst SYSTEM "http://example.org/x.dtd">', b""),
        (b"", b"<!--"),
        (b"", b"<![CDATA["),
        (b"<x>", b""),
    ],
)
def test_strings_are_not_read_by_themselves_where_what_stands_before_them_is_refused(
    before: bytes, within: bytes
) -> None:
    cache = ReadingCache()
    sound = PLAIN_STRINGS % (b"", b"")
    assert [text.text for text in parse_shared_strings(sound, cache)] == ["Berths", "Ships"]
    for _ in range(2):
        with pytest.raises(InvalidFileError) as with_cache:
            parse_shared_strings(PLAIN_STRINGS % (before, within), cache)
        with pytest.raises(InvalidFileError) as alone:
            parse_shared_strings(PLAIN_STRINGS % (before, within))
        assert str(with_cache.value) == str(alone.value)


def test_strings_that_one_file_alone_has_are_not_kept() -> None:
    def strings(*texts: str) -> bytes:
        items = "".join(f"<si><t>{text}</t></si>" for text in texts)
        head = (PLAIN_STRINGS % (b"", b"")).partition(b"<si>")[0]
        return head + items.encode() + b"</sst>"

    cache, labels = ReadingCache(), [f"label {number}" for number in range(9)]
    parse_shared_strings(strings(*labels), cache)
    taken = cache.taken
    read = parse_shared_strings(strings(*labels, "Port of Ribe", "written there alone"), cache)
    assert [text.text for text in read] == [*labels, "Port of Ribe", "written there alone"]
    assert cache.taken == taken > 0
    parse_shared_strings(strings("a", "form", "of", "others"), cache)
    assert cache.taken > taken


def test_a_sheet_that_reaches_far_counts_again_in_each_workbook_however_well_it_is_known() -> None:
    """A cell as far away as one may be, so that two sheets with one are too much."""
    cell = b'<row r="900"><c r="DY900"><v>1</v></c></row></sheetData>'
    one, other = SHEET, "xl/worksheets/sheet5.xml"

    def far(*parts: str) -> bytes:
        return changed(base().archive, lambda name, p: p.replace(b"</sheetData>", cell) if name in parts else p)

    cache = ReadingCache()
    for known in (far(one), far(other)):
        assert "rejected" not in outcome(known, cache=cache)
    both = outcome(far(one, other), cache=cache)
    assert "rejected" in both
    assert outcome(far(one, other)) == both


@pytest.mark.parametrize("more", ["", '<rPh sb="0" eb="1"><t>x</t></rPh>'])
def test_a_long_text_counts_for_each_cell_that_shows_it_however_well_it_is_known(more: str) -> None:
    long = f"<si><t>{'x' * 30_000}</t>{more}</si></sst>".encode()
    count = base().contents[STRINGS].count(b"<si>")
    cache = ReadingCache()

    def shown(times: int) -> bytes:
        rows = "".join(f'<row r="{r}"><c r="A{r}" t="s"><v>{count}</v></c></row>' for r in range(99, 99 + times))
        ends = {SHEET: (b"</sheetData>", f"{rows}</sheetData>".encode()), STRINGS: (b"</sst>", long)}
        return changed(base().archive, lambda name, part: part.replace(*ends[name]) if name in ends else part)

    assert "rejected" not in outcome(shown(20), cache=cache)
    assert "rejected" in outcome(shown(890), cache=cache)


HARMLESS = {
    "a string and how it is pronounced": (STRINGS, r"(<si><t>商业企业</t>)", r'\1<rPh sb="0" eb="1"><t>x</t></rPh>'),
    "a string of a Chinese Excel": (STRINGS, r"(<si><t>商业企业</t>)", r'\1<phoneticPr fontId="1"/>'),
    "a string in two fonts": (
        STRINGS,
        "<t>商业企业</t>",
        '<r><t>商业</t></r><r><rPr><sz val="9"/></rPr><t xml:space="preserve">企业</t></r>',
    ),
    "another height": (SHEET, r'<row r="8"([^>]*) ht="[^"]*"', r'<row r="8"\1 ht="33.75"'),
    "an attribute of newer programs": (
        SHEET,
        r'<row r="8"',
        '<row r="8" xmlns:y="http://schemas.microsoft.com/office/spreadsheetml/2009/9/ac" y:dyDescent="0.25"',
    ),
    "the cursor elsewhere": (SHEET, r'activeCell="[^"]*" sqref="[^"]*"', 'activeCell="K9" sqref="K9:L10"'),
    "a result like an attribute": (SHEET, r't="str"><f>([^<]*)</f><v>', 't="str"><f>\\1</f><v> hidden="1"'),
    "a result with a reference": (SHEET, r't="str"><f>([^<]*)</f><v>', 't="str"><f>\\1</f><v>1&#50;'),
    "a header like an attribute": (SHEET, "<oddHeader>", '<oddHeader> hidden="1"'),
    "another printed header": (SHEET, r"<oddHeader>[^<]*", "<oddHeader>&amp;L某镇 2025"),
}


@pytest.mark.parametrize("name", HARMLESS)
def test_what_programs_write_otherwise_is_read_as_ever(name: str) -> None:
    cache, sound = read_before()
    data = edited(*HARMLESS[name])
    assert outcome(data, cache=cache) == sound
    assert outcome(data) == sound
    assert outcome(base().archive, cache=cache) == sound


def values_exchanged(data: bytes, draw: Random) -> bytes:
    """A workbook in which some values, and texts of strings, are others; most remain what a program could write."""
    others = (
        *("0", "7", "-3", "4.25", "1E+15", "12E-1", "1e5", "007", "+5", ".5", "5.", "-0", "", " ", "1 2", "1_0"),
        *("NaN", "inf", "✓", "a b", "&amp;", "&#49;", "&#x9;", "x&lt;y", ' hidden="1"', ":f ", "_x000D_", "]]>"),
        *("\x01", 'r="A1"', " t='s'", "\ufffe", "１２", "9" * 400, "\udcff", "a\nb", "\r\n", "1" * 20),
    )

    def change(name: str, part: bytes) -> bytes:
        if not name.startswith("xl/") or draw.random() < 0.6:
            return part
        pattern = rb"(?<=<v>)[^<]*(?=</v>)" if b"<sheetData" in part else rb"(?<=<t>)[^<]*(?=</t>)"
        rate = draw.choice((0.002, 0.02))
        return re.sub(
            pattern,
            lambda m: draw.choice(others).encode("utf-8", "surrogateescape") if draw.random() < rate else m[0],
            part,
        )

    return changed(data, change)


@pytest.mark.parametrize("seed", range(cases(3, 12)))
def test_whatever_stands_in_cells_is_read_with_a_cache_as_without(seed: int) -> None:
    draw, cache = Random(seed), ReadingCache()
    for number in range(25):
        data = values_exchanged(draw.choice(bases()).archive, draw)
        definition = draw.choice(bases()).definition if number % 10 == 0 else None
        assert outcome(data, definition, cache) == outcome(data, definition), f"{seed} {number}"


@functools.cache
def assorted() -> list[tuple[bytes, Definition]]:
    """Fillings of every definition, mutants of them, and changed ones."""
    files = [(made.data, made.base.definition) for made in (mutant(bases(), 77, number) for number in range(60))]
    for one in {base.definition.name: base.definition for base in bases()}.values():
        files += [(workbook_bytes(filling), one) for filling in fillings(one, 8, seed=5)]
    return files + [(edited(*HOSTILE[name]), base().definition) for name in list(HOSTILE)[::6]]


@functools.cache
def alone(number: int) -> Outcome:
    """What comes of an assorted file that is read by itself."""
    return outcome(*assorted()[number])


def test_files_read_in_any_order_come_out_as_each_by_itself() -> None:
    files = assorted()
    for seed in range(cases(1, 4)):
        order = list(range(len(files)))
        Random(seed).shuffle(order)
        cache = ReadingCache()
        for number in order:
            assert outcome(*files[number], cache) == alone(number), f"{seed} {number}"


def test_what_is_forgotten_on_the_way_changes_nothing() -> None:
    cache = ReadingCache(max_bytes=200_000)
    for number, file in list(enumerate(assorted()))[::4]:
        assert outcome(*file, cache) == alone(number), number
        assert cache.taken <= 200_000
    assert cache.taken


def test_a_cache_takes_no_more_room_than_it_has() -> None:
    cache = ReadingCache(max_bytes=10_000)
    for number in range(1_000):
        cache.add(("numbers", b""), b"%d" % number, number, 100)
        assert cache.known(("numbers", b""))[b"%d" % number] == number
        assert cache.taken == 100 * len(cache.known(("numbers", b""))) <= 10_000
    cache.add(("numbers", b""), b"large", -1, 5_000)
    assert b"large" not in cache.known(("numbers", b""))


def test_what_one_file_alone_has_takes_no_room_even_where_it_is_large() -> None:
    cache, rows = ReadingCache(max_bytes=100_000), ("rows", b"")
    for number in range(500):
        cache.add_if_met_again(rows, b"%d" % number, number, 10_000)
    assert not cache.known(rows)
    cache.add_if_met_again(rows, b"499", 499, 10_000)
    assert cache.known(rows) == {b"499": 499}
    assert cache.taken == 500 * 100 + 10_000
    for number in range(1_000):
        cache.add_if_met_again(rows, b"other %d" % number, number, 10_000)
        assert cache.taken <= 100_000


def test_a_cache_stays_within_its_room_whatever_is_fed_to_it() -> None:
    definition, cache = base().definition, ReadingCache(max_bytes=3_000_000)
    files = [workbook_bytes(filling) for filling in fillings(definition, 8, seed=9)]
    for number, file in enumerate(files * 5):
        outcome(changed(file, unlike(number)), definition, cache)
        assert cache.taken <= 3_000_000


def unlike(number: int) -> Callable[[str, bytes], bytes]:
    """A change by which every row is unlike those of other numbers."""
    return lambda _, part: part.replace(b' spans="', b' ph="1" spans="%d ' % number)


@pytest.mark.parametrize("name", NAMES)
def test_a_second_file_of_a_kind_is_read_from_the_cache_alone(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """No row of it is parsed once more."""
    cache, data = ReadingCache(), base_named(name).archive
    first = outcome(data, base_named(name).definition, cache)

    def refuse(*_: object) -> None:
        raise AssertionError("parsed once more")

    monkeypatch.setattr("xlsreport.xlsx.worksheet.sheet_parser._parsed", refuse)
    assert outcome(data, base_named(name).definition, cache)["entries"] == first["entries"]


def test_what_was_only_looked_up_takes_no_room() -> None:
    cache = ReadingCache()
    for number in range(100):
        assert not cache.known(("row", b"%d" % number))
    assert cache.taken == 0
    cache.add(("row", b"x" * 1_000), b"key", 1, 10)
    cache.add(("row", b"x" * 1_000), b"other", 1, 10)
    assert cache.taken == 1_020, "what a context takes counts, once"


def test_the_pieces_that_something_depends_on_are_told_apart() -> None:
    cache = ReadingCache()
    for pieces in (
        (b"ab", b"c"),
        (b"a", b"bc"),
        (b"abc",),
        (b"a\0b", b"c"),
        (b"a", b"b", b"c"),
        (b"1", b"2"),
        (b"12",),
    ):
        assert cache.get_or_find("parts", pieces, partial(tuple, pieces)) == pieces


def test_a_sheet_that_is_known_remembers_no_more_of_each_workbook_that_was_moved_about() -> None:
    row = SheetRow(number=0, last=0, slots={0: 0}, kinds="n", styles={0: 0})
    skeleton = SheetSkeleton([row])
    for _ in range(1_000):
        asked = CellQuery(((0, 0), (5, 0)))
        assert skeleton.places(asked) == [0, NO_VALUE]
        assert skeleton.filled(asked) == ((row,), {(0, 0): [0]})
    kept = [asked for asked in gc.get_objects() if isinstance(asked, CellQuery) and asked.cells == ((0, 0), (5, 0))]
    assert len(kept) < 100
