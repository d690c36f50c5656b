"""Binds the expressions of computed columns, rows and single cells to the places whose figures they give."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Literal

from xlsreport.definition.declaration import Declaration
from xlsreport.definition.figure_kinds.kind_traits import NumberTraits
from xlsreport.definition.figure_kinds.kinds import is_date, is_numeric
from xlsreport.definition.place import Place
from xlsreport.definition.place_facts import Total
from xlsreport.definition.problems import Path, Problem, in_expression, near_miss
from xlsreport.definition.rule_language.binding import Binder
from xlsreport.definition.rule_language.entry_sums import goes_before
from xlsreport.definition.rule_language.expression import Expression, ExpressionError, figures_in
from xlsreport.definition.rule_language.name_look_up import Scope, kind_at
from xlsreport.definition.rule_language.rounding import rounded_to
from xlsreport.definition.rule_language.rule_parser import parse_total
from xlsreport.definition.rule_language.table_names import TableNames
from xlsreport.definition.tables.crossings import ENTERED, NOT_THERE, expression_at, is_excepted
from xlsreport.definition.tables.declared_paths import blocks_with_paths, labels_with_paths, tables_with_paths
from xlsreport.definition.tables.labels import leaves
from xlsreport.definition.tables.table_declaration import AnyLabel, Block, Table, Undefined

Along = Literal["columns", "rows"]
"""Whether a computed label is one of the columns or of the rows."""


class TotalResolver:
    """Binds every total of a declaration.

    Attributes:
        problems: totals that cannot be bound, found while :meth:`totals` goes on.
        chosen: the total of each place that counts: a column's goes before a row's, unless that divides what the
            column only adds up.
        written: where that total is written, and how.
        undefined: what it is where it divides by zero.
    """

    def __init__(self, declaration: Declaration, names: Mapping[str, TableNames]) -> None:
        self.problems: list[Problem] = []
        self.chosen: dict[Place, Expression] = {}
        self.written: dict[Place, tuple[Path, str]] = {}
        self.undefined: dict[Place, Undefined | None] = {}
        self._declaration = declaration
        self._names = names

    def totals(self) -> Iterator[Total]:
        """Every total of every computed column, row and single cell; in each block those of columns first."""
        for path, table in tables_with_paths(self._declaration):
            for block_path, block in blocks_with_paths(path, table):
                yield from self._block_totals(block_path, table, block)

    def _block_totals(self, path: Path, table: Table, block: Block) -> Iterator[Total]:
        rows = [leaf[-1] for leaf in leaves(block.rows)]
        columns = [leaf[-1] for leaf in leaves(block.columns)]
        sides: tuple[tuple[Along, Sequence[AnyLabel], Sequence[AnyLabel]], ...] = (
            ("columns", block.columns, rows),
            ("rows", block.rows, columns),
        )
        for along, labels, crossing in sides:
            for label_path, label in labels_with_paths((*path, along), labels):
                if label.children:
                    continue
                yield from self._label_totals(label_path, table, along, label, crossing)
                for other in crossing:
                    yield from self._single_total(label_path, table, along, label, other)

    def _label_totals(
        self, path: Path, table: Table, along: Along, label: AnyLabel, crossing: Sequence[AnyLabel]
    ) -> Iterator[Total]:
        if label.total is None:
            return
        members = [other.id or "" for other in crossing if not is_excepted(label, other)]
        # A column's total runs along its row, so it is bound once for each row; a row's total likewise.
        scope_along = "rows" if along == "columns" else "columns"
        cells = [(_place(table, along, label, member), Scope(table.id, scope_along, member)) for member in members]
        if table.rows_from is not None:
            own = {other.id for other in crossing if other.total is not None}
            cells = [one for one in cells if one[1].member not in own or not self._is_of_a_line(label.total, one[1])]
        yield from self._totals_at((*path, "total"), label, label.total, along, cells)

    def _is_of_a_line(self, source: str, scope: Scope) -> bool:
        """Whether an expression needs the line of a list for which a row stands, in a row that stands for none."""
        try:
            Binder(self._names, scope).expression(parse_total(source))
        except ExpressionError as error:
            return error.key == "line_of_row"
        return False

    def _single_total(
        self, path: Path, table: Table, along: Along, label: AnyLabel, other: AnyLabel
    ) -> Iterator[Total]:
        """The total of the cell that a label computes otherwise than the rest of its column or row."""
        source = expression_at(label, other)
        if source is None:
            return
        place = _place(table, along, label, other.id or "")
        scope = Scope(table.id, cell=(place.row, place.column))
        here = (*path, "except", other.id or "")
        for total in self._totals_at(here, label, source, along, [(place, scope)]):
            yield replace(total, along=_direction(total))

    def _totals_at(
        self, path: Path, label: AnyLabel, source: str, along: Along, cells: Iterable[tuple[Place, Scope]]
    ) -> Iterator[Total]:
        try:
            tree = parse_total(source)
            for place, scope in cells:
                kind = self._names[place.table].grid.get((place.row, place.column))
                if kind is not None and is_date(kind):
                    self.problems.append(Problem(path, "total_of_date"))
                    return
                if kind is not None and not is_numeric(kind):
                    self.problems.append(Problem(path, "total_not_numeric"))
                    return
                bound = Binder(self._names, scope).expression(tree)
                if kind is None:
                    continue  # the crossing label has no cell here
                if any(figure.previous for figure in figures_in(bound)):
                    self.problems.append(Problem(path, "total_of_previous"))
                    return
                expression = rounded_to(bound, self._decimals_at(place), self._decimals_at)
                if place not in self.chosen or goes_before(expression, self.chosen[place]):
                    self.chosen[place] = expression
                    self.written[place], self.undefined[place] = (path, source), label.undefined
                yield Total(place, expression, along)
        except ExpressionError as error:
            # Instead of an expression, a single cell may have one of two words.
            word = near_miss(source, (ENTERED, NOT_THERE)) if path[-1] != "total" else None
            if word is not None:
                error.values.setdefault("suggestion", word)
            self.problems.append(in_expression(path, source, error))

    def _decimals_at(self, place: Place) -> int:
        """The decimals of the figures at a place."""
        traits = kind_at(self._names, place).traits
        return traits.decimals if isinstance(traits, NumberTraits) and not traits.is_count else 0


def _place(table: Table, along: Along, label: AnyLabel, crossing: str) -> Place:
    """The place where a column or row meets a crossing one."""
    own = label.id or ""
    return Place(table.id, crossing, own) if along == "columns" else Place(table.id, own, crossing)


def _direction(total: Total) -> Along | None:
    """Whether the figures of a single cell's expression all stand in its row, or in its column."""
    places, own = [figure.place for figure in figures_in(total.expression)], total.place
    if all((place.table, place.row) == (own.table, own.row) for place in places):
        return "columns"
    return "rows" if all((place.table, place.column) == (own.table, own.column) for place in places) else None
