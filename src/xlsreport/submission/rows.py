"""Rows as programs usually write them, which differ from file to file in nothing but the values of their cells.

A row without its values is its form. A form is looked at once, and read once by the library; the next row that has it
can differ in its values alone, and these are looked at each time. What is not such a row is not looked at here: its
whole sheet goes the long way.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache
from itertools import count
from typing import Any

from xlsreport.layout.cells import column_number
from xlsreport.submission.library import UnreadableError, rows_in, sheet_of
from xlsreport.submission.markup import LONGEST_RUN
from xlsreport.submission.memory import Memory
from xlsreport.submission.pieces import Piece
from xlsreport.submission.soundness import is_well_formed, string_cells
from xlsreport.submission.source import telling_elements

VALUE = re.compile(rb"<v>([^<]++)</v>")
SLOT = b"\0"
"""Stands for a value and its element within a form; no part has this byte."""
NUMBER, STRING, RESULT = b"n", b"s", b"t"
"""What a slot holds: a number, the number of a shared string, or the text that a formula gave."""
_KINDS = {b"": NUMBER, b"n": NUMBER, b"s": STRING, b"str": RESULT}
_ATTRIBUTES = rb'(?: [A-Za-z0-9:]+="[^<>"&\0]*")*+'
_CELL = (
    rb'<c r="([A-D]?[A-Z])([0-9]{1,3})"(?: s="([0-9]{1,4})")?(?: t="(n|s|str)")?'
    rb"(?:/>|>(<f" + _ATTRIBUTES + rb"(?:/>|>[^<\0]*</f>))?(\0|<v></v>|<v ?/>)?</c>)"
)
"""A cell of the first 999 rows and 130 columns: address, style, kind, formula, value."""
_CELLS = re.compile(_CELL)
_ROW = re.compile(
    rb'r="([1-9][0-9]{0,2})"' + _ATTRIBUTES + rb"(?:/>|>((?:" + re.sub(rb"\((?!\?)", b"(?:", _CELL) + rb")*+)</row>)"
)
_HEIGHT = re.compile(rb' ht="[1-9][0-9]{0,2}(?:\.[0-9]{1,9})?"')
"""The height of a row that can be seen; it depends on how long its texts are."""
_MOST_ROWS = 999
_ROOM = 12_000_000
_SIZE_OF_FACTS = 1_000


@dataclass(frozen=True, eq=False, slots=True)
class Row(Piece):
    """What is known of a row's form.

    ``number`` counts from 1. ``slots`` has the kind of each value in turn, ``columns`` where it stands. ``formulas``
    are the columns with formulas, ``styles`` those of numbers. ``is_filled`` says whether there is something in it.
    """

    number: int
    slots: bytes
    columns: tuple[int, ...]
    formulas: frozenset[int]
    styles: frozenset[int]
    is_filled: bool


_FORMS: Memory[bytes, Row] = Memory(_ROOM)


def rows_of(forms: Sequence[bytes]) -> tuple[Row, ...] | None:
    """The rows of a sheet by their forms, each from after ``<row `` on; None where one is not ordinary."""
    if len(forms) > _MOST_ROWS:
        return None
    known = list(map(_FORMS.get, forms))
    if None in known:
        learned = _learned([form for form, row in zip(forms, known, strict=True) if row is None])
        known = [row or learned.get(form) for form, row in zip(forms, known, strict=True)]
    return None if None in known else tuple(known)  # type: ignore[arg-type]  # said by the condition


def _learned(forms: Sequence[bytes]) -> dict[bytes, Row]:
    """What there is to know of forms that were not seen yet, nothing where one of them is not ordinary."""
    plain = {form: _HEIGHT.sub(b' ht="1"', form, count=1) for form in forms}
    known = {form: _FORMS.get(form) for form in plain.values()}
    drafts = [_draft(form) for form, row in known.items() if row is None]
    looked_at = [draft for draft in drafts if draft is not None]
    try:
        if len(looked_at) < len(drafts):
            return {}
        rows = dict(zip((draft.form for draft in looked_at), _looked_at(looked_at), strict=True))
    except (UnreadableError, _OtherwiseError):
        return {}
    learned = rows | {form: row for form, short in plain.items() if (row := rows.get(short) or known[short])}
    for form, row in learned.items():
        _FORMS.add(form, row, len(form) + _SIZE_OF_FACTS)
    return learned


@dataclass(slots=True)
class _Draft:
    """A row that is being looked at: its cells as its pattern finds them, and what the library should read in them."""

    form: bytes
    number: int
    cells: list[tuple[int, bytes, bytes, bytes, bytes]]
    values: list[bytes] = field(default_factory=list)
    expected: dict[int, Any] = field(default_factory=dict)

    @property
    def kinds(self) -> bytes:
        """The kinds of its values."""
        return b"".join(_KINDS[kind] for _, _, kind, _, content in self.cells if content == SLOT)

    @property
    def filled(self) -> bytes:
        """The row with values of the look's own."""
        pieces = self.form.split(SLOT)
        values = [*(b"<v>%b</v>" % value for value in self.values), b""]
        return b"<row " + b"".join(part for pair in zip(pieces, values, strict=True) for part in pair)


class _OtherwiseError(Exception):
    """A row is not well-formed, or the library reads it otherwise than it is read here."""


def _draft(form: bytes) -> _Draft | None:
    """A row by its pattern, its cells in rising order; None where it is not ordinary."""
    match = _ROW.fullmatch(form)
    if match is None or b"xmlns" in form or len(form) > LONGEST_RUN:
        return None
    found = _CELLS.findall(match[2] or b"")
    columns = [column_number(column.decode()) for column, *_ in found]
    if any(row != match[1] for _, row, *_ in found) or columns != sorted(set(columns)):
        return None
    cells = [(column, *rest) for column, (_, _, *rest) in zip(columns, found, strict=True)]
    return _Draft(form, int(match[1]), cells)


def _looked_at(drafts: Sequence[_Draft]) -> list[Row]:
    """The rows, in the order of their sheet, if they are well-formed and the library reads them in the same way."""
    items = b"".join(b"<si><t>%b</t></si>" % text for text in _fill(drafts))
    sheet = sheet_of(b"".join(draft.filled for draft in drafts))
    if not is_well_formed(sheet):
        raise _OtherwiseError
    answers = rows_in(sheet, items)
    return [_row(draft, answers[draft.number - 1] if draft.number <= len(answers) else []) for draft in drafts]


def _fill(drafts: Sequence[_Draft]) -> Iterator[bytes]:
    """Put a value of its own into each slot; gives the shared strings that are needed for it."""
    numbers, strings = count(), count()
    for draft in drafts:
        for column, _, kind, _, content in draft.cells:
            if content != SLOT:
                continue
            number = next(numbers)
            text = b"text %d" % number
            match _KINDS[kind]:
                case b"n":
                    draft.values.append(b"%d.5" % number)
                    draft.expected[column] = number + 0.5
                case b"s":
                    draft.values.append(b"%d" % next(strings))
                    draft.expected[column] = text.decode()
                    yield text
                case _:
                    draft.values.append(text)
                    draft.expected[column] = text.decode()


def _row(draft: _Draft, answer: Sequence[Any]) -> Row:
    """The facts of a row, if the library finds in it what was expected and nothing else."""
    if {column: value for column, value in enumerate(answer) if value != ""} != draft.expected:
        raise _OtherwiseError
    numbers = [style for _, style, kind, _, content in draft.cells if content == SLOT and _KINDS[kind] == NUMBER]
    return Row(
        tags=1 + draft.form.count(b"<") + 2 * len(draft.values),
        string_cells=string_cells(draft.form),
        elements=telling_elements(draft.form),
        number=draft.number,
        slots=draft.kinds,
        columns=tuple(draft.expected),
        formulas=frozenset(column for column, _, _, formula, _ in draft.cells if formula),
        styles=frozenset(int(style or 0) for style in numbers),
        is_filled=_is_filled(draft),
    )


def _is_filled(draft: _Draft) -> bool:
    """Whether there is something in a row, as the library counts empty values."""
    empty = {(kind, content) for _, _, kind, _, content in draft.cells if content not in (b"", SLOT)}
    return bool(draft.values) or any(_counts(*cell) for cell in empty)


@cache
def _counts(kind: bytes, content: bytes) -> bool:
    """Whether the library counts a row in which a formula of such a cell gave nothing."""
    attribute = b' t="%b"' % kind if kind else b""
    return len(rows_in(sheet_of(b'<row r="1"><c r="A1"%b><f>1</f>%b</c></row>' % (attribute, content)))) > 0
