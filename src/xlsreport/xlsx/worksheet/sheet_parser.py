"""Parses the part of a sheet: its rows, everything around them as a small tree, and both from a cache if known.

Without the values of its cells a sheet is the same in most files of an office. So with a cache the values are cut out,
what is left is looked up row by row, and only unknown rows are parsed, by the same parser as everything else.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from itertools import pairwise
from typing import NamedTuple

from xlsreport.opc.invalid_file import InvalidFileError
from xlsreport.opc.safe_xml import element_of, is_declared_utf_8, parse_nodes, parse_xml
from xlsreport.spreadsheet.reading_cache import ReadingCache, joined, read_with
from xlsreport.xlsx.markup.plain_text import plain_texts
from xlsreport.xlsx.worksheet.row_form import ADDRESS, FORMULA, ROW, RowForm, cut_rows
from xlsreport.xlsx.worksheet.sheet_frame import SheetFrame, parse_frame
from xlsreport.xlsx.worksheet.sheet_rows import SheetRow, parse_rows
from xlsreport.xlsx.worksheet.sheet_skeleton import SheetSkeleton

_MAX_FRAME = 30_000
"""Elements around the rows of a sheet; ours have a few hundred."""
_BEGIN, _END = b"<sheetData>", b"</sheetData>"
_SLOT = b"\0"
"""Stands for a value that was cut out; XML cannot contain it."""
_MARKS = (_SLOT, ADDRESS, FORMULA)
_VALUE_TAG, _VALUE = b"<v>", re.compile(b"<v>([^<]*)</v>")
_SELECTION = re.compile(
    rb'(?:pane="[A-Za-z]+"(?: |\Z))?(?:activeCell="[A-Z0-9]+"(?: |\Z))?(?:activeCellId="[0-9]+"(?: |\Z))?'
    rb'(?:sqref="[A-Z0-9: ]+"(?: |\Z))?'
)
"""The attributes of a selection ([ECMA-376] part 1, 18.3.1.78), as programs write them."""
_SCROLLED = re.compile(rb'(<pane(?: [A-Za-z]+="[A-Za-z0-9.]*")*?) topLeftCell="[A-Z]{1,3}[0-9]{1,7}"(?=[ /])')
"""How far somebody has scrolled below or beside panes, fixed or not, which hides no cell for good (18.3.1.66)."""
_OF_FRAMES = ("frame", b"")
_AT_ONCE = 500
"""Rows that are parsed together: until they are, a tree of them takes several times the memory of their bytes."""
_SIZE_OF_ROW = 1_500
"""About how many bytes a parsed row takes in memory."""


class ParsedSheet(NamedTuple):
    """A parsed sheet: its frame, its rows, and the values of their cells in the order of the file."""

    frame: SheetFrame
    skeleton: SheetSkeleton
    values: Sequence[str]


def parse_sheet(part: bytes, cache: ReadingCache) -> ParsedSheet:
    """Read a sheet.

    Args:
        part: its bytes.
        cache: what is known of the sheets of other files.

    Raises:
        InvalidFileError: something in it is not as programs write it; the error names the reason.
    """
    return read_with(cache, part, _with_cache, _whole)


def _whole(part: bytes) -> ParsedSheet:
    frame, rows, values = _parsed(part)
    return ParsedSheet(frame, SheetSkeleton(rows), [value for some in values for value in some])


def _parsed(part: bytes) -> tuple[SheetFrame, list[SheetRow], list[list[str]]]:
    """The frame of a sheet, its rows, and the values of each row."""
    root = parse_nodes(part)
    begin = part.find(b"sheetData")
    _expect_plain_references(part[begin : part.rfind(b"sheetData")])
    listed = [child for child in root if child.tag.rpartition("}")[2] == "sheetData"]
    if len(listed) > 1 or any(one.keys() for one in listed):
        raise InvalidFileError("ambiguous")
    rows, values = parse_rows(listed[0]) if listed else ([], [])
    for one in listed:
        one.clear()
    return parse_frame(element_of(root, _MAX_FRAME)), rows, values


def _expect_plain_references(cells: bytes) -> None:
    """Refuse character references in tags of cells and in numbers, which not all programs resolve."""
    at = cells.find(b"&")
    while at >= 0:
        begin, end = cells.rfind(b"<", 0, at) + 1, cells.find(b"<", at)
        end = len(cells) if end < 0 else end
        tag, _, text = cells[begin:end].partition(b">")
        is_value = tag.rpartition(b":")[2].startswith((b"v ", b"v>")) or tag.rpartition(b":")[2] == b"v"
        if b"&" in tag or (is_value and b"&#" in text and _is_figure(text)):
            raise InvalidFileError("damaged")
        at = cells.find(b"&", end)


def _is_figure(text: bytes) -> bool:
    """Whether a text is nothing but a number once its references are resolved."""
    resolved = parse_xml(b"<t>%b</t>" % text).text
    return not resolved.strip("0123456789.+-eE \n\t")


class _SplitSheet(NamedTuple):
    """A sheet, and its pieces: the bytes before and behind its rows, the rows without their values, and the values."""

    part: bytes
    head: bytes
    tail: bytes
    rows: bytes
    written: list[bytes]


def _split(part: bytes) -> _SplitSheet | None:
    """The pieces of a sheet; None where it is not written as programs usually do."""
    begin, end = part.find(_BEGIN), part.rfind(_END)
    if begin < 0 or end < begin or not is_declared_utf_8(part) or any(mark in part for mark in _MARKS):
        return None
    pieces = _VALUE.split(part[begin + len(_BEGIN) : end])
    rows, written = _SLOT.join(pieces[::2]), pieces[1::2]
    if b"&#" in b"".join(written):
        return None
    return _SplitSheet(part, part[:begin], part[end + len(_END) :], rows, written)


def _with_cache(part: bytes, cache: ReadingCache) -> ParsedSheet | None:
    """The sheet by means of the cache; None where the whole sheet has to be parsed."""
    cut = _split(part)
    values = None if cut is None else plain_texts(cut.written)
    key = None if cut is None else _frame_key(cut)
    if cut is None or values is None or key is None:
        return None
    context = cut.head[: cut.head.find(b">", cut.head.find(b"<worksheet"))]
    frame: SheetFrame | None = cache.known(_OF_FRAMES).get(key)  # type: ignore[assignment]  # what was put there
    skeleton = cache.known(("rows", context)).get(cut.rows)
    if frame is None or skeleton is None:
        found = _row_by_row(cut, context, cache, frame)
        if found is None:
            return None
        frame, skeleton = found
        cache.add(_OF_FRAMES, key, frame, 3 * len(key))
        cache.add_if_met_again(
            ("rows", context),
            cut.rows,
            skeleton,
            len(cut.rows) + 300 * (len(skeleton.kinds) + len(skeleton.rows)),
        )
    return ParsedSheet(frame, skeleton, values)  # type: ignore[arg-type]  # the cache holds what was put there


def _row_by_row(
    cut: _SplitSheet, context: bytes, cache: ReadingCache, frame: SheetFrame | None
) -> tuple[SheetFrame, SheetSkeleton] | None:
    """The frame and the rows of a sheet that is not known as a whole: known rows from the cache, new ones parsed."""
    rows = cut_rows(cut.rows)
    if rows is None or _VALUE_TAG in cut.rows or b"</v>" in cut.rows:  # a value that was not cut out
        return None
    if any(above.number >= below.number for above, below in pairwise(rows)):
        raise InvalidFileError("damaged")
    known: Mapping[bytes, RowForm] = cache.known(("row", context))  # type: ignore[assignment]  # what was put there
    new = {row.key: place for place, row in reversed([*enumerate(rows)]) if row.key not in known}
    read = (frame, list[SheetRow]()) if frame is not None and not new else _read_new(cut, sorted(new.values()))
    if read is None:
        return None
    forms = {
        rows[place].key: RowForm.of(row, rows[place]) for place, row in zip(sorted(new.values()), read[1], strict=True)
    }
    skeleton = SheetSkeleton([(forms.get(row.key) or known[row.key]).filled(row) for row in rows])
    for key, form in forms.items():
        cache.add(("row", context), key, form, len(key) + _SIZE_OF_ROW)
    return read[0], skeleton


def _read_new(cut: _SplitSheet, places: Sequence[int]) -> tuple[SheetFrame, list[SheetRow]] | None:
    """The frame and some of the rows, parsed as a sheet of their own; None where they cannot be told apart."""
    all_rows = cut.part[len(cut.head + _BEGIN) : len(cut.part) - len(_END + cut.tail)].split(ROW)[1:]
    found, values = list[SheetRow](), list[list[str]]()
    for begin in range(0, max(1, len(places)), _AT_ONCE):
        rows = [ROW + all_rows[place] for place in places[begin : begin + _AT_ONCE]]
        frame, some, of_some = _parsed(b"".join((cut.head, _BEGIN, *rows, _END, cut.tail)))
        found += some
        values += of_some
    slots = [all_rows[place].count(_VALUE_TAG) for place in places]
    return (frame, found) if list(map(len, values)) == slots else None


def _frame_key(cut: _SplitSheet) -> bytes | None:
    """The bytes around the rows without the printed header, the cursor and the scrolling, which differ in each file."""
    before, begin, rest = cut.tail.rpartition(b"<oddHeader>")
    header, end, after = rest.partition(b"</oddHeader>")
    if not begin:
        before, after = cut.tail, b""
    if begin and (not end or b"<" in header or b"&#" in header or plain_texts([header]) is None):
        return None
    head, *selections = _SCROLLED.sub(rb"\1", cut.head).split(b"<selection ")
    heads = [head]
    for piece in selections:
        selection, end_tag, behind = piece.partition(b"/>")
        if not end_tag or not _SELECTION.fullmatch(selection):
            return None
        heads.append(behind)
    return joined((*heads, before + begin, end + after))
