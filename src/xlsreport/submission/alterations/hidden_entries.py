"""Figures, paragraphs and labels that are read and not seen, or not seen as they are, as alterations of the file."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Set
from dataclasses import replace
from typing import TypeVar

from xlsreport.definition.figure_kinds.kind_traits import NumberTraits
from xlsreport.definition.figure_kinds.kinds import AnyKind
from xlsreport.layout.cells import CellRef, rectangles
from xlsreport.layout.landmarks import landmarks_of
from xlsreport.layout.positions import Positions
from xlsreport.object_cache import remembered_by_object
from xlsreport.spreadsheet.opened_spreadsheet import (
    CellBlock,
    CellQuery,
    HiddenCell,
    HidingReason,
    OpenedSheet,
    OwnWords,
    RowColumn,
)
from xlsreport.submission.alteration import Alteration, AlterationKind
from xlsreport.submission.cell_plan import cell_plan_of
from xlsreport.submission.filled_workbook import FilledWorkbook
from xlsreport.submission.submission import shortened
from xlsreport.values import exact, typed_text

T = TypeVar("T")

TOLD_AS: Mapping[HidingReason, AlterationKind] = {
    "row": AlterationKind.HIDDEN,
    "column": AlterationKind.HIDDEN,
    "filter": AlterationKind.FILTERED,
    "height": AlterationKind.HIDDEN_CUT_OFF,
    "width": AlterationKind.HIDDEN_CUT_OFF,
    "scrolled": AlterationKind.HIDDEN_SCROLLED,
    "zoom": AlterationKind.HIDDEN_SMALL,
    "size": AlterationKind.HIDDEN_SMALL,
    "symbols": AlterationKind.HIDDEN_SYMBOLS,
    "colour": AlterationKind.HIDDEN_COLOUR,
    "repeated": AlterationKind.FORMAT_REPEATED,
    "spread": AlterationKind.FORMAT_SPREAD,
    "drawing": AlterationKind.HIDDEN_DRAWN,
    "rich_value": AlterationKind.FORMAT_RICH_VALUE,
    "table_style": AlterationKind.HIDDEN_TABLE_STYLE,
    "text_format": AlterationKind.FORMAT,
    "rounding": AlterationKind.FORMAT_ROUNDED,
    "conditional_format": AlterationKind.FORMAT_CONDITIONAL,
    "conditional_look": AlterationKind.HIDDEN_CONDITIONAL,
    "conditional_strike": AlterationKind.HIDDEN_STRUCK,
}
"""What is told of a cell that is hidden for a reason; every reason has its entry."""
_OF_LABELS: frozenset[HidingReason] = frozenset(
    (
        "size",
        "symbols",
        "colour",
        "text_format",
        "table_style",
        "conditional_format",
        "conditional_look",
        "conditional_strike",
    )
)
"""What makes other words of a label; one in a narrow column or under a filter is no other."""


def hidden_alterations(workbook: FilledWorkbook) -> Iterator[Alteration]:
    """Everything that is filled in and not seen as it is; then the labels by which it was, of which the same holds."""
    entries, labels = hidden_queries(workbook.positions), _labels(workbook.positions)
    queries = _of_entries_and_labels(workbook.positions)
    hidden = {sheet: tuple(workbook.opened.hidden_cells(sheet, query)) for sheet, query in queries.items()}
    for sheet, query in entries.items():
        yield from _alterations(workbook.opened.sheets[sheet], [one for one in hidden[sheet] if query.has(*one.at)])
    for sheet, cells in labels.items():
        yield from _unseen_labels(workbook, sheet, cells, hidden[sheet])


def _alterations(sheet: OpenedSheet, hidden: Iterable[HiddenCell]) -> Iterator[Alteration]:
    """One alteration for all cells of which the same is to be said."""
    by_kind: dict[AlterationKind, list[HiddenCell]] = {}
    for one in hidden:
        by_kind.setdefault(TOLD_AS[one.reason], []).append(one)
    for kind, cells in by_kind.items():
        area = rectangles(sorted(CellRef(sheet.name, *one.at) for one in cells))[0]
        yield Alteration(kind, area, {**_values(sheet, cells[0]), "count": len(cells)})


def _values(sheet: OpenedSheet, first: HiddenCell) -> dict[str, object]:
    """What the sentence says besides: the number format, and what the first cell holds."""
    held = exact(sheet.value(*first.at))
    match first.reason:
        case "text_format":
            return {"format": first.format, "value": shortened(typed_text(held))}
        case "rounding":
            return {"value": held}
        case "rich_value":
            return {"value": shortened(typed_text(held))}
        case "conditional_format":
            return {"format": first.format}
    return {}


def _unseen_labels(
    workbook: FilledWorkbook, sheet: str, labels: Set[RowColumn], hidden: Iterable[HiddenCell]
) -> Iterator[Alteration]:
    """Labels that are seen as other words, struck out or not at all: figures were entered by what was seen."""
    found = {one.at for one in hidden if one.at in labels and one.reason in _OF_LABELS}
    if (odd := workbook.opened.odd_sheets.get(sheet)) is not None:
        found |= {at for at in labels if any(reason != "raised" for reason, _ in odd.oddities(*at))}
    if found:
        area = rectangles(sorted(CellRef(sheet, *at) for at in found))[0]
        label = shortened(typed_text(exact(workbook.held(area.first))))
        yield Alteration(AlterationKind.LABEL_UNSEEN, area, {"label": label, "count": len(found)})


@remembered_by_object()
def _labels(positions: Positions) -> Mapping[str, Set[RowColumn]]:
    """By the names of sheets: the labels by which figures and texts are found, but for marks that are always hidden."""
    layout = positions.layout
    marks = {cell for table in layout.tables.values() for cell in table.row_marks.values()}
    labels = {
        positions.sheet(sheet): {positions.where(one.cell) for one in found if one.cell not in marks}
        for sheet, found in landmarks_of(layout.definition).items()
        if sheet != layout.checks.sheet
    }
    return {name: {(cell.row, cell.column) for cell in cells} for name, cells in labels.items() if cells}


@remembered_by_object()
def _of_entries_and_labels(positions: Positions) -> Mapping[str, CellQuery]:
    """By the names of sheets: the cells that are filled in together with the labels."""
    entries, labels = hidden_queries(positions), _labels(positions)
    queries = {sheet: entries.get(sheet, CellQuery(())) for sheet in (*entries, *labels)}
    return {sheet: replace(query, cells=(*query.cells, *labels.get(sheet, ()))) for sheet, query in queries.items()}


@remembered_by_object()
def hidden_queries(positions: Positions) -> Mapping[str, CellQuery]:
    """By the names of sheets: the cells that are filled in."""
    layout = positions.layout
    cells = [*map(positions.cell, layout.definition.places), *cell_plan_of(positions).single_cells.values()]
    for section, laid in layout.narratives.items():
        lines = [positions.where(laid.line(number)) for number in range(laid.size)]
        columns = (lines[0].column, *positions.room_columns(section))
        cells += [CellRef(line.sheet, line.row, column) for line in lines for column in columns]
    sheets: dict[str, set[RowColumn]] = {}
    for cell in cells:
        sheets.setdefault(cell.sheet, set()).add((cell.row, cell.column))
    words, blocks = _own_words(positions), _blocks_of_lists(positions)
    return {
        sheet: CellQuery(tuple(sorted(sheets.get(sheet, ()))), words.get(sheet, {}), blocks.get(sheet, ()))
        for sheet in sorted({*sheets, *blocks})
    }


def _blocks_of_lists(positions: Positions) -> Mapping[str, tuple[CellBlock, ...]]:
    """By the names of sheets: the cells of lists that a reporter fills, those of one list and first row together."""
    found: dict[str, dict[range, dict[int, AnyKind]]] = {}
    for name, line in positions.layout.definition.lines.items():
        most = positions.layout.lists[name].most
        for facts in (facts for facts in line.places.values() if not facts.computed):
            first = positions.line_cell(facts.place, 1)
            rows = range(first.row, first.row + most)
            found.setdefault(first.sheet, {}).setdefault(rows, {})[first.column] = facts.kind
    return {
        sheet: tuple(CellBlock(rows, tuple(kinds), dict(_with_words(kinds.items()))) for rows, kinds in here.items())
        for sheet, here in found.items()
    }


def own_words(traits: NumberTraits) -> OwnWords:
    """The words that belong beside figures of a kind."""
    return OwnWords(traits.suffix, traits.unit)


def _own_words(positions: Positions) -> Mapping[str, Mapping[RowColumn, OwnWords]]:
    """By the names of sheets: the words that belong beside the figures of their single cells."""
    found: dict[str, dict[RowColumn, OwnWords]] = {}
    definition = positions.layout.definition
    kinds = [(positions.cover_field(name), kind) for name, kind in definition.field_kinds.items()]
    kinds += [(positions.cell(place), facts.kind) for place, facts in definition.places.items()]
    for cell, words in _with_words(kinds):
        found.setdefault(cell.sheet, {})[cell.row, cell.column] = words
    return found


def _with_words(kinds: Iterable[tuple[T, AnyKind]]) -> Iterator[tuple[T, OwnWords]]:
    """What is asked for with words beside its figures, each with these."""
    for at, kind in kinds:
        if isinstance(traits := kind.traits, NumberTraits) and (traits.suffix or traits.unit):
            yield at, own_words(traits)
