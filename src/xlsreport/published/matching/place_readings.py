"""PRINTED ROWS → READINGS: for each place of the form the cells that may hold its figure.

A place is read where the labels of a row and of a column name it, in a table that has enough of the form's labels, or
stands where the form has that table.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from xlsreport.definition.place import Place
from xlsreport.published.matching.grids.cell_grid import CellGrid, words_of
from xlsreport.published.matching.grids.headings import Slot
from xlsreport.published.matching.grids.row_matching import RowCandidates, resolved_rows
from xlsreport.published.matching.grids.table_bands import is_figure
from xlsreport.published.matching.labels.expected_labels import ExpectedBlock, ExpectedLine
from xlsreport.published.matching.publication_rows import PrintedRow
from xlsreport.published.publication.publication import PublishedCell

Refusal = Literal["row_length", "row_merged", "several_tables", "column_unclear", "row_unclear"]
"""Why the figure of a known row or column was not taken, as the last part of the key of the sentence that says so."""

_TELLING_LINES, _TELLING_LETTERS = 2, 8
"""So many rows or columns, with so many letters together, show that a table is the form's wherever it stands."""


@dataclass(frozen=True, slots=True)
class Reading:
    """A cell that the labels of its row and column lead to; None for one that the format left out as blank."""

    place: Place
    cell: PublishedCell | None
    line: ExpectedLine
    slot: Slot
    printed: PrintedRow
    candidates: RowCandidates


@dataclass(frozen=True, slots=True)
class Refused:
    """A row, or a place of it, whose figures were not taken."""

    places: tuple[Place, ...]
    reason: Refusal
    printed: PrintedRow


@dataclass(frozen=True)
class Readings:
    """Everything that was read, what was refused, and rows with figures that are no rows of the form."""

    found: Mapping[Place, Sequence[Reading]]
    refused: Sequence[Refused]
    unknown: Sequence[PrintedRow]


def readings_of(rows: Sequence[PrintedRow]) -> Readings:
    """The readings of all printed rows."""
    lines = _lines(rows)
    found: dict[Place, list[Reading]] = defaultdict(list)
    refused: list[Refused] = []
    unknown: list[PrintedRow] = []
    recognised = _recognised(rows, lines)
    for printed in rows:
        options = {block: lines[printed, block] for block in printed.candidates if (printed.grid, block) in recognised}
        known = frozenset(block for block, line in options.items() if line is not None)
        chosen = printed.surroundings.chosen(known)
        if not chosen:
            if options and _has_figures(printed):
                unknown.append(printed)
            continue
        read = {block: list(_read(printed, block, options[block])) for block in chosen}
        fruitful = {block: each for block, each in read.items() if each}
        if len(fruitful) > 1:
            refused.append(Refused(_all_places(printed, options, chosen), "several_tables", printed))
        for readings in fruitful.values() if len(fruitful) == 1 else ():
            for reading in readings:
                found[reading.place].append(reading)
        for block in chosen if not fruitful else ():
            cells = printed.candidates[block].cells
            fault: Refusal = cells.fault or ("row_length" if None in cells.figures else "column_unclear")
            refused.append(Refused(_all_places(printed, options, frozenset({block})), fault, printed))
    return Readings(found, refused, unknown)


_Lines = Mapping[tuple[PrintedRow, ExpectedBlock], ExpectedLine | None]


def _lines(rows: Sequence[PrintedRow]) -> _Lines:
    """The row of the form that each printed row is, by block."""
    by_block: dict[ExpectedBlock, list[PrintedRow]] = defaultdict(list)
    for printed in rows:
        for block in printed.candidates:
            by_block[block].append(printed)
    return {
        (printed, block): line
        for block, several in by_block.items()
        for printed, line in zip(
            several, resolved_rows(block, [printed.candidates[block] for printed in several]), strict=True
        )
    }


def _recognised(rows: Sequence[PrintedRow], lines: _Lines) -> frozenset[tuple[CellGrid, ExpectedBlock]]:
    """The tables that are, or hold, a block of the form."""
    evidence: dict[tuple[CellGrid, ExpectedBlock], set[str]] = defaultdict(set)
    found: set[tuple[CellGrid, ExpectedBlock]] = set()
    for printed in rows:
        for block, candidates in printed.candidates.items():
            key = (printed.grid, block)
            line = lines[printed, block]
            evidence[key] |= {column.own.words[0] for column in candidates.heading.columns if column.own}
            evidence[key] |= {line.own.words[0]} if line is not None and line.own else set()
            if printed.surroundings.speaks_of(block) or _is_telling(evidence[key]):
                found.add(key)
    return frozenset(found)


def _is_telling(labels: Iterable[str]) -> bool:
    texts = list(labels)
    return len(texts) >= _TELLING_LINES and sum(map(len, texts)) >= _TELLING_LETTERS


def _read(printed: PrintedRow, block: ExpectedBlock, line: ExpectedLine | None) -> Iterator[Reading]:
    """The readings of a row; none where a cell is missing, or where one stands that the form does not have."""
    candidates = printed.candidates[block]
    if line is None:
        return
    cells = candidates.cells
    slots = zip(candidates.heading.slots, cells.figures, strict=False)
    crossings = [(slot, cell, block.place(line, slot.column) if slot.column else None) for slot, cell in slots]
    missing = [slot.column is None or place is not None for slot, cell, place in crossings if cell is None]
    if any(missing) and not cells.gaps_are_blanks:
        return
    unknown = [column for column in block.columns if column not in candidates.heading.columns]
    has_more = not unknown or any(block.place(line, column) is not None for column in unknown)
    if any(place is None and (slot.column or not has_more) and _is_number(cell) for slot, cell, place in crossings):
        return  # a figure where the form has none: the row has slipped
    for slot, cell, place in crossings:
        if place is not None:
            yield Reading(place, cell, line, slot, printed, candidates)


def _all_places(
    printed: PrintedRow, options: Mapping[ExpectedBlock, ExpectedLine | None], blocks: frozenset[ExpectedBlock]
) -> tuple[Place, ...]:
    """The places of a row, in all blocks that it may belong to."""
    pairs = ((block, line) for block, line in options.items() if block in blocks and line is not None)
    crossings = (block.place(line, column) for block, line in pairs for column in block.columns)
    return tuple(place for place in crossings if place is not None)


def _has_figures(printed: PrintedRow) -> bool:
    return any(map(_is_number, printed.grid.rows[printed.row]))


def _is_number(cell: PublishedCell | None) -> bool:
    return cell is not None and is_figure(words_of(cell)) and any(map(str.isdigit, cell.text))
