"""Parses the part of a sheet: its rows as a stream, everything around them as a tree, and both from a cache if known.

Without the values of its cells a sheet is the same in most files of an office. So with a cache the values are cut out,
what is left is looked up row by row, and only unknown rows are parsed, by the same parser as everything else.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Container, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from xlsreport.opc.invalid_file import InvalidFileError
from xlsreport.opc.safe_xml import Attributes, Element, parse_stream, parse_xml, xml_parser
from xlsreport.spreadsheet.reading_cache import ReadingCache, joined, read_with
from xlsreport.xlsx.markup.namespaces import split_name
from xlsreport.xlsx.markup.plain_text import BLANKS, is_declared_utf_8, plain_texts
from xlsreport.xlsx.worksheet.row_form import MARK, RowForm, cut_number, is_shared
from xlsreport.xlsx.worksheet.row_stream import RowStream
from xlsreport.xlsx.worksheet.sheet_frame import SheetFrame, parse_frame
from xlsreport.xlsx.worksheet.sheet_row import SheetRow
from xlsreport.xlsx.worksheet.sheet_skeleton import SheetSkeleton

_MAX_FRAME = 30_000
"""Elements around the rows of a sheet; ours have a few hundred."""
_BEGIN, _END = b"<sheetData>", b"</sheetData>"
_SLOT = b"\0"
"""Stands for a value that was cut out; XML cannot contain it."""
_VALUE = re.compile(b"<v>([^<]*)</v>")
_OF_FRAMES = ("frame", b"")
_SIZE_OF_ROW = 1_500
"""About how many bytes a parsed row takes in memory."""


@dataclass(frozen=True, slots=True)
class ParsedSheet:
    """A parsed sheet: its frame, its rows, and the values of their cells in the order of the file."""

    frame: SheetFrame
    skeleton: SheetSkeleton
    values: Sequence[str] = field(repr=False)


def parse_sheet(part: bytes, cache: ReadingCache | None = None) -> ParsedSheet:
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
    stream = _SheetStream()
    parse_stream(stream.parser, part)
    begin = part.find(b"sheetData")
    _expect_plain_references(part[begin : part.rfind(b"sheetData")])
    rows = [] if stream.rows is None else stream.rows.found.rows
    values = [] if stream.rows is None else stream.rows.found.values
    return parse_frame(stream.root.children[0]), rows, values


class _SheetStream:
    """Builds a tree of what surrounds the rows, and hands these to a stream of their own."""

    def __init__(self) -> None:
        self.root = Element("", {})
        self.rows: RowStream | None = None
        self.parser = xml_parser()
        self._path = [self.root]
        self._left = _MAX_FRAME
        self._handle_frame()

    def _handle_frame(self) -> None:
        parser = self.parser
        parser.StartElementHandler, parser.EndElementHandler = self._start, self._end
        parser.CharacterDataHandler = self._text

    def _start(self, name: str, attributes: Attributes) -> None:
        self._left -= 1
        if self._left < 0 or len(self._path) > 50:
            raise InvalidFileError("too_many_cells")
        element = Element(name, attributes)
        self._path[-1].children.append(element)
        main_namespace, local = split_name(name)
        if local == "sheetData":
            if self.rows is not None or len(self._path) != 2 or attributes:
                raise InvalidFileError("ambiguous")
            self.rows = RowStream(main_namespace, self._handle_frame)
            parser = self.parser
            parser.StartElementHandler, parser.EndElementHandler = self.rows.start, self.rows.end
            parser.CharacterDataHandler = self.rows.text
        else:
            self._path.append(element)

    def _end(self, _: str) -> None:
        self._path.pop()

    def _text(self, characters: str) -> None:
        self._path[-1].text += characters


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


@dataclass(frozen=True, slots=True)
class _SplitSheet:
    """A sheet in pieces: the bytes before and behind its rows, the rows without their values, and the values."""

    head: bytes
    tail: bytes
    rows: bytes
    written: list[bytes]


def _split(part: bytes) -> _SplitSheet | None:
    """The pieces of a sheet; None where it is not written as programs usually do."""
    begin, end = part.find(_BEGIN), part.rfind(_END)
    if begin < 0 or end < begin or _SLOT in part or MARK in part or not is_declared_utf_8(part):
        return None
    pieces = _VALUE.split(part[begin + len(_BEGIN) : end])
    rows, written = _SLOT.join(pieces[::2]), pieces[1::2]
    return None if b"&#" in b"".join(written) else _SplitSheet(part[:begin], part[end + len(_END) :], rows, written)


def _with_cache(part: bytes, cache: ReadingCache) -> ParsedSheet | None:
    """The sheet by means of the cache; None where the whole sheet has to be parsed."""
    cut = _split(part)
    values = None if cut is None else plain_texts(cut.written)
    key = None if cut is None else _frame_key(cut, cache)
    if cut is None or values is None or key is None:
        return None
    context = cut.head[: cut.head.find(b">", cut.head.find(b"<worksheet"))]
    frame, skeleton = cache.known(_OF_FRAMES).get(key), cache.known(("rows", context)).get(cut.rows)
    if frame is None or skeleton is None:
        found = _row_by_row(cut, context, cache)
        if found is None:
            return None
        frame, skeleton = found
        cache.add(_OF_FRAMES, key, frame, 3 * len(key))
        cache.add(
            ("rows", context),
            cut.rows,
            skeleton,
            len(cut.rows) + 300 * (skeleton.size + len(skeleton.inline)) + 300 * len(skeleton.rows),
        )
    return ParsedSheet(frame, skeleton, values)  # type: ignore[arg-type]  # the cache holds what was put there


def _row_by_row(cut: _SplitSheet, context: bytes, cache: ReadingCache) -> tuple[SheetFrame, SheetSkeleton] | None:
    """The frame and the rows of a sheet that is not known as a whole: known rows from the cache, new ones parsed."""
    outside, *skeletons = cut.rows.split(b"<row ")
    if outside.strip(BLANKS) or b"<v>" in cut.rows or b"</v>" in cut.rows:  # a value that was not cut out
        return None
    known: Mapping[bytes, RowForm] = cache.known(("row", context))  # type: ignore[assignment]  # what was put there
    keys, numbers, new = [], [], dict[bytes, int]()
    for place, skeleton in enumerate(skeletons):
        parts = cut_number(skeleton)
        if parts is None:
            return None
        digits, form = parts
        key = form if form in known or form in new or is_shared(form) else skeleton
        keys.append(key)
        numbers.append(digits)
        if key not in known:
            new.setdefault(key, place)
    read = _read_new(cut, skeletons, set(new.values()))
    if read is None:
        return None
    frame, rows = read
    forms = {
        key: RowForm.of_one(row) if key is skeletons[place] else RowForm.of(row, numbers[place])
        for (key, place), row in zip(new.items(), rows, strict=True)
    }
    for key, row_form in forms.items():
        cache.add(("row", context), key, row_form, len(key) + _SIZE_OF_ROW)
    all_rows = [(forms.get(key) or known[key]).numbered(digits) for key, digits in zip(keys, numbers, strict=True)]
    if any(above.number >= below.number for above, below in pairwise(all_rows)):
        raise InvalidFileError("damaged")
    return frame, SheetSkeleton(all_rows)


def _read_new(
    cut: _SplitSheet, skeletons: Sequence[bytes], places: Container[int]
) -> tuple[SheetFrame, list[SheetRow]] | None:
    """The frame and some of the rows, parsed as a sheet of their own; None where they cannot be told apart."""
    rows, slots, at = [], [], 0
    for place, skeleton in enumerate(skeletons):
        count = skeleton.count(_SLOT)
        if place in places:
            slots.append(count)
            rows.append(_filled(skeleton, cut.written[at : at + count]))
        at += count
    frame, found, values = _parsed(b"".join((cut.head, _BEGIN, *rows, _END, cut.tail)))
    return (frame, found) if list(map(len, values)) == slots else None


def _filled(skeleton: bytes, written: Sequence[bytes]) -> bytes:
    first, *rest = skeleton.split(_SLOT)
    return b"<row " + first + b"".join(b"<v>%b</v>%b" % pair for pair in zip(written, rest, strict=True))


def _frame_key(cut: _SplitSheet, cache: ReadingCache) -> bytes | None:
    """The bytes around the rows without the printed header and the cursor, which differ from file to file."""
    before, begin, rest = cut.tail.rpartition(b"<oddHeader>")
    header, end, after = rest.partition(b"</oddHeader>")
    if not begin:
        before, after = cut.tail, b""
    if begin and (not end or b"<" in header or b"&#" in header or plain_texts([header]) is None):
        return None
    head, *selections = cut.head.split(b"<selection ")
    heads = [head]
    for piece in selections:
        selection, end_tag, behind = piece.partition(b"/>")
        if not end_tag or not cache.get_or_find("selection", (selection,), _is_element(selection)):
            return None
        heads.append(behind)
    return joined((*heads, before + begin, end + after))


def _is_element(attributes: bytes) -> Callable[[], bool]:
    def is_one() -> bool:
        try:
            return not parse_xml(b"<selection %b/>" % attributes).children
        except InvalidFileError:
            return False

    return is_one
