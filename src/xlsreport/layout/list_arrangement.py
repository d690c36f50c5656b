"""Arranges a list on its sheet: what stands above its headings, and the columns beside its lines."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import TypeVar

from xlsreport.definition.definition import Definition, LineDefinition
from xlsreport.definition.place import Place
from xlsreport.definition.rule_language.expression import LineFigures, list_calls_in
from xlsreport.definition.tables.table_declaration import ColumnLabel, Table
from xlsreport.layout.cells import CellRange, CellRef
from xlsreport.layout.grid import grid_of
from xlsreport.layout.list_layout import FIRST_COLUMN, ListLayout, PreviousColumns
from xlsreport.layout.matched_answers import answer_matched

_Key = TypeVar("_Key")


def list_layout(definition: Definition, table: Table, guidance: int, *, own_sheet: str) -> ListLayout:
    """Lay out a list.

    Args:
        definition: what it is part of.
        table: the list.
        guidance: how many lines of guidance stand on its sheet.
        own_sheet: the name of its sheet.
    """
    line, shape = definition.lines[table.id], table.list
    assert shape is not None
    entered, computed = (tuple(_pruned(table.columns, computed=flag)) for flag in (False, True))
    grid = grid_of(table.model_copy(update={"columns": (*entered, *computed)}))
    has_rows = table.id in definition.row_lists
    rows = _Rows(own_sheet, 1 + guidance)
    title = rows.cell() if table.title is not None else None
    hint = rows.cell() if has_rows else None
    remark = tuple(rows.cell() for _ in table.remark)
    comment_label = comment = None
    if table.comment is not None:
        comment_label, comment = (rows.across(FIRST_COLUMN + grid.width) for _ in range(2))
    summary = rows.cell()
    nil_label = nil = None
    if table.nil_return is not None:
        nil = rows.cell(max(2, grid.width))
        nil_label = CellRef(own_sheet, nil.row, 0).to(CellRef(own_sheet, nil.row, max(1, grid.width - 1)))
    columns = _Columns(FIRST_COLUMN + grid.width + 4)
    selections = [lines for lines in _selections(definition) if lines.list == table.id]
    return ListLayout(
        sheet=own_sheet,
        table=table.id,
        grid=grid,
        heading=CellRef(own_sheet, 0, 0),
        guidance=tuple(CellRef(own_sheet, 1 + number, 0) for number in range(guidance)),
        title=title,
        summary=summary,
        nil_label=nil_label,
        nil=nil,
        top=rows.next,
        most=shape.most,
        entry_columns=sum(facts.total is None for facts in line.places.values()),
        broken=columns.of(rule.id for rule in line.rules),
        asked=columns.of(facts.requirements for facts in line.places.values() if facts.requirements),
        selected=columns.of(lines.selection for lines in selections),
        keys=columns.of(_compared(definition, line, table.id, selections)),
        unlisted=columns.of(
            place for place, facts in line.places.items() if definition.source_of(facts.kind) is not None
        ),
        reached=columns.of(_reached(line)),
        name_column=columns.next if has_rows else None,
        before=_previous_columns(line, columns.next + 1),
        hint=hint,
        remark=remark,
        comment_label=comment_label,
        comment=comment,
    )


class _Rows:
    """Hands out the rows above the headings of a list, from the top down."""

    def __init__(self, sheet: str, first: int) -> None:
        self._sheet, self.next = sheet, first

    def cell(self, column: int = 0) -> CellRef:
        """A cell in a row of its own."""
        self.next += 1
        return CellRef(self._sheet, self.next - 1, column)

    def across(self, last: int) -> CellRange:
        """The cells up to a column in a row of their own."""
        return self.cell().to(CellRef(self._sheet, self.next - 1, last))


class _Columns:
    """Hands out the hidden columns beside a list, from the left."""

    def __init__(self, first: int) -> None:
        self.next = first

    def of(self, keys: Iterable[_Key]) -> Mapping[_Key, int]:
        """A column for each of some keys, those that are equal have the same."""
        found = {key: self.next + number for number, key in enumerate(dict.fromkeys(keys))}
        self.next += len(found)
        return found


def _compared(
    definition: Definition, line: LineDefinition, table: str, selections: Iterable[LineFigures]
) -> Iterator[tuple[Place, ...]]:
    """The columns that are compared between lines."""
    yield from (lines.compared for lines in selections if lines.same)
    yield from (rule.compared for rule in line.across.distinct)
    yield from ((order.whose,) for order in line.across.ordered if order.whose is not None)
    if line.previous_key:
        yield line.previous_key
    yield from ((source,) for source in definition.sources if source.table == table)


def _reached(line: LineDefinition) -> Iterator[tuple[str, Place]]:
    """How far each order has come, and with whose lines."""
    for order in line.across.ordered:
        yield from ((order.rule.id, place) for place, _ in order.columns)
        if order.whose is not None:
            yield order.rule.id, order.whose


def _previous_columns(line: LineDefinition, first: int) -> PreviousColumns | None:
    """The columns for last year's lines, from some column on; None where they are not compared."""
    if not line.previous_key:
        return None
    compared = (*line.previous_places, *line.figures_of_rows)
    was = {place: first + 1 + number for number, place in enumerate(compared)}
    seen = first + 1 + len(was)
    return PreviousColumns({place: seen + n for n, place in enumerate(line.carried_columns)}, first, was)


def _pruned(labels: tuple[ColumnLabel, ...], *, computed: bool) -> Iterator[ColumnLabel]:
    """The headings with the columns below them that are, or are not, computed."""
    for label in labels:
        if not label.columns:
            if (label.total is not None) == computed:
                yield label
        elif below := tuple(_pruned(label.columns, computed=computed)):
            yield label.model_copy(update={"columns": below})


def _selections(definition: Definition) -> Iterator[LineFigures]:
    """What expressions of the definition select of lists, each once: parts that need columns of their own."""
    found: dict[LineFigures, None] = {}
    for each in (definition, *definition.lines.values()):
        trees = [total.expression for total in each.totals]
        trees += [side for case in each.cases for side in (case.comparison.left, case.comparison.right)]
        for tree in trees:
            found |= dict.fromkeys(
                lines
                for function, lines in list_calls_in(tree)
                if (lines.where is not None or lines.same) and answer_matched(definition, function, lines) is None
            )
    return iter(found)
