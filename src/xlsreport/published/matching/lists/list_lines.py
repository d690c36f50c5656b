"""Puts the rows of a list together to lines: in groups, over page breaks, and in tables side by side."""

from __future__ import annotations

from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass, field, replace
from decimal import Decimal
from functools import cached_property

from xlsreport.definition.definition import LineDefinition
from xlsreport.definition.figure_kinds.kind_traits import OptionTraits, TextTraits
from xlsreport.definition.figure_kinds.kinds import is_numeric
from xlsreport.definition.place_facts import PlaceFacts
from xlsreport.messages import Messages
from xlsreport.published.imported_report import Spot
from xlsreport.published.matching.lists.list_grid import ListGrid, one_line
from xlsreport.published.matching.lists.list_rows import ListRow
from xlsreport.published.matching.lists.list_statements import is_nothing
from xlsreport.published.matching.lists.printed_headings import PrintedHeadings
from xlsreport.submission.invisible_characters import is_blank
from xlsreport.submission.label_normalising import normalise_label
from xlsreport.submission.submission import shortened
from xlsreport.submission.typed_values.entry_parsing import parse_entry

_DASHES = frozenset("–—-/")
_LEAST_ADDED = 2
"""Lines that a row must add up to be no line itself."""


@dataclass(frozen=True)
class RawCell:
    """The text of a cell as it is printed, put together where a page break cuts it."""

    text: str
    spot: Spot


@dataclass(frozen=True)
class RawLine:
    """A line of a list as it is printed: its cells by the list's columns, and what cannot be told of it."""

    cells: Mapping[str, RawCell]
    spot: Spot
    number: str = ""
    uncertain: frozenset[str] = frozenset()

    @property
    def texts(self) -> Mapping[str, str]:
        """What stands in it, for comparing."""
        return {name: normalise_label(cell.text) for name, cell in self.cells.items()}


@dataclass(frozen=True)
class RawSums:
    """A row of sums, and what it states: of the lines from one of some starts until there."""

    text: str
    cells: Mapping[str, RawCell]
    spot: Spot
    starts: frozenset[int]
    until: int


@dataclass
class RawPart:
    """The lines of tables with the same columns."""

    columns: frozenset[str]
    width: int
    lines: list[RawLine] = field(default_factory=list)
    sums: list[RawSums] = field(default_factory=list)
    doubts: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    says_nothing: bool = False


class LineCollector:
    """Collects the lines of one list, table after table."""

    def __init__(self, headings: PrintedHeadings, messages: Messages) -> None:
        self._headings, self._messages = headings, messages
        self._line: LineDefinition = headings.definition.lines[headings.list]
        self._facts = headings.facts
        self._groups: dict[str, RawCell] = {}
        self._since = 0

    def begin(self) -> None:
        """A printing of the list begins: no group is open."""
        self._groups, self._since = {}, 0

    def add(self, part: RawPart, grid: ListGrid, rows: Sequence[ListRow]) -> None:
        """Add the rows of a table to a part of the list."""
        page = part.lines[-1].spot.page if part.lines else None
        for number, row in enumerate(rows):
            is_first = bool(part.lines) and (number == 0 or row.page != page) and row.page != part.lines[-1].spot.page
            page = row.page
            if not part.lines and number == len(rows) - 1 and _says_nothing(row):
                part.says_nothing = True
                continue
            match row.kind:
                case "sums":
                    self._add_sums(part, grid, row)
                case "across":
                    self._add_across(part, grid, row, rows[number + 1 :])
                case "alone" if not is_first and self._is_heading_alone(part, grid, row):
                    pass
                case "torn":
                    part.doubts.append(self._told("imported_list.torn", grid, row))
                case _:
                    self._add_line(part, grid, row, goes_on=is_first)

    def _add_sums(self, part: RawPart, grid: ListGrid, row: ListRow) -> None:
        starts = frozenset((0, self._since, part.sums[-1].until if part.sums else 0))
        part.sums.append(RawSums(row.text, _raw(grid, row), _spot(grid, row), starts, len(part.lines)))

    def _add_across(self, part: RawPart, grid: ListGrid, row: ListRow, below: Sequence[ListRow]) -> None:
        """A row of one text: the heading of a group, the words above a row of sums, or that there are no lines."""
        if self._begins_group(part, grid, row):
            return
        if is_nothing(row.text) and not part.lines and not below:
            part.says_nothing = True
            return
        part.notes.append(self._told("imported_list.row_across", grid, row))

    def _is_heading_alone(self, part: RawPart, grid: ListGrid, row: ListRow) -> bool:
        """Whether a row with a single text is no line. Where that is not certain, it is told, and it is none."""
        if self._begins_group(part, grid, row):
            return True
        if is_nothing(row.text) and not part.lines:
            part.says_nothing = True
            return True
        if row.number or len(part.columns) < 2 or not self._missing(part, _filled(row)):
            return False
        part.doubts.append(self._told("imported_list.row_alone", grid, row))
        return True

    def _begins_group(self, part: RawPart, grid: ListGrid, row: ListRow) -> bool:
        """Whether a row is the heading of a group of lines, by the columns that the form groups by."""
        by = self._line.shape.printing.group
        for level, name in enumerate(by):
            words = self._group_words(self._facts[name], row.text) if name in self._facts else None
            if words is not None:
                for other in by[level:]:
                    self._groups.pop(other, None)
                self._groups[name] = RawCell(words, _spot(grid, row))
                self._since = len(part.lines)
                return True
        return False

    def _group_words(self, facts: PlaceFacts, text: str) -> str | None:
        """What the heading of a group says of a column; empty where the group has nothing in it."""
        ungrouped = self._line.shape.printing.ungrouped or self._headings.definition.messages("printed_list.ungrouped")
        if text == ungrouped:
            return ""
        head, mark, words = text.replace("：", ":").partition(":")
        if mark and normalise_label(head) == normalise_label(facts.column_name):
            return words.strip()
        traits = facts.kind.traits
        return text if isinstance(traits, OptionTraits) and traits.option_of(text) is not None else None

    def _add_line(self, part: RawPart, grid: ListGrid, row: ListRow, *, goes_on: bool) -> None:
        cells = _raw(grid, row)
        merged = {
            name
            for name, cell in row.cells.items()
            if cell.height > 1 and is_numeric(self._facts[name].kind) and not self._facts[name].computed
        }
        line = RawLine({**self._groups, **cells}, _spot(grid, row), row.number, row.spanned | merged)
        if not goes_on and self._adds_up(part, row):
            part.notes.append(self._told("imported_list.adds_up", grid, row))
            self._add_sums(part, grid, row)
            return
        if not goes_on or not self._missing(part, _filled(row)) or (row.number and part.lines[-1].number != row.number):
            part.lines.append(line)
            return
        joined = self._joined(part, line)
        if joined is None:
            part.doubts.append(self._told("imported_list.cut_by_page", grid, row))
            part.lines.pop()
        else:
            part.notes.append(self._told("imported_list.joined", grid, row))
            part.lines[-1] = joined

    def _adds_up(self, part: RawPart, row: ListRow) -> bool:
        """Whether a row that lacks what every line must have is the sum of all lines above, in each of its numbers."""
        filled = _filled(row)
        numbers = [name for name in filled if is_numeric(self._facts[name].kind) and not self._facts[name].computed]
        lacking = [name for name in self._missing(part, filled) if not is_numeric(self._facts[name].kind)]
        if not numbers or not lacking or len(part.lines) < _LEAST_ADDED or row.number:
            return False
        stated = {name: self._number(name, row.cells[name].text) for name in numbers}
        return any(stated.values()) and all(
            number is not None and number == self._sum(part, name) for name, number in stated.items()
        )

    def _sum(self, part: RawPart, name: str) -> Decimal | None:
        cells = (line.cells.get(name) for line in part.lines)
        found = [self._number(name, cell.text) for cell in cells if cell is not None and not is_blank(cell.text)]
        return None if None in found else sum(filter(None, found), Decimal(0))

    def _number(self, name: str, text: str) -> Decimal | None:
        entry = parse_entry(one_line(text), self._facts[name].kind, self._headings.definition.locale)
        return None if entry is None or entry.number is None else Decimal(entry.number)

    def _joined(self, part: RawPart, below: RawLine) -> RawLine | None:
        """A line that a page break cuts in two; None where the second half may as well be a line of its own."""
        above = part.lines[-1]
        filled = {name for name, cell in below.cells.items() if not is_blank(cell.text) and name not in self._groups}
        before = {name for name, cell in above.cells.items() if not is_blank(cell.text)}
        if any(not self._may_be_cut(name, above, below) for name in filled & before):
            return None
        lacks_name = bool(self._missing(part, filled) & before & self._texts)
        completes = bool(self._missing(part, before) & filled)
        if not (lacks_name or completes) or self._missing(part, before | filled):
            return None
        cells = {
            name: RawCell(_one_text(above.cells[name], cell), above.cells[name].spot) if name in before else cell
            for name, cell in below.cells.items()
            if name in filled
        }
        return replace(above, cells={**above.cells, **cells}, uncertain=above.uncertain | below.uncertain)

    def _may_be_cut(self, name: str, above: RawLine, below: RawLine) -> bool:
        """Whether what stands in both halves of a line is one text, or one date or answer; numbers are not cut."""
        kind = self._facts[name].kind
        if is_numeric(kind) or isinstance(kind.traits, TextTraits):
            return not is_numeric(kind)
        language = self._headings.definition.locale
        whole = parse_entry(_one_text(above.cells[name], below.cells[name]), kind, language)
        half = parse_entry(above.cells[name].text, kind, language)
        return whole is not None and whole.meaning is not None and (half is None or half.meaning is None)

    def _missing(self, part: RawPart, filled: Set[str]) -> frozenset[str]:
        """The columns that every line must have, and that are printed, without some."""
        return (self._required & part.columns) - filled

    @cached_property
    def _required(self) -> frozenset[str]:
        return frozenset(name for name, facts in self._facts.items() if not facts.computed and not facts.may_be_blank)

    @cached_property
    def _texts(self) -> frozenset[str]:
        return frozenset(name for name, facts in self._facts.items() if isinstance(facts.kind.traits, TextTraits))

    def _told(self, key: str, grid: ListGrid, row: ListRow) -> str:
        return self._messages(key, table=grid.table.number, row=row.row + 1, text=shortened(row.text))


def _says_nothing(row: ListRow) -> bool:
    """Whether a row that is the only one has dashes, or the like, in its cells, and no number but 0."""
    texts = [one_line(cell.text) for cell in row.cells.values() if not is_blank(cell.text)]
    empty = [text for text in texts if text in _DASHES or is_nothing(text)]
    return bool(empty) and all(text in empty or text == "0" for text in texts)


def _one_text(above: RawCell, below: RawCell) -> str:
    return one_line(f"{above.text}\n{below.text}".strip("\n"))


def _filled(row: ListRow) -> frozenset[str]:
    return frozenset(name for name, cell in row.cells.items() if not is_blank(cell.text))


def _raw(grid: ListGrid, row: ListRow) -> dict[str, RawCell]:
    return {name: RawCell(cell.text, grid.spot(row.row, cell)) for name, cell in row.cells.items()}


def _spot(grid: ListGrid, row: ListRow) -> Spot:
    return Spot(row.page, grid.table.number, row.row + 1)
