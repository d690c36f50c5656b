"""Where a figure may be not applicable: the conditions that entries declare, and what follows for computed figures."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from typing import NamedTuple

from xlsreport.definition.declaration import Declaration
from xlsreport.definition.figure_kinds.kind_traits import mark_of
from xlsreport.definition.figure_kinds.kinds import AnyKind
from xlsreport.definition.figure_kinds.not_applicable import NotApplicable
from xlsreport.definition.place import Place
from xlsreport.definition.problems import Path, Problem, in_expression
from xlsreport.definition.rule_language.binding import Binder
from xlsreport.definition.rule_language.condition import bind_condition
from xlsreport.definition.rule_language.expression import Condition, Expression, ExpressionError, needed_figures
from xlsreport.definition.rule_language.name_look_up import Scope
from xlsreport.definition.rule_language.table_names import TableNames
from xlsreport.definition.tables.crossings import has_cell
from xlsreport.definition.tables.declared_paths import paths_in_table, tables_with_paths
from xlsreport.definition.tables.labels import leaves
from xlsreport.definition.tables.table_declaration import AnyLabel, RowLabel, Table, Undefined
from xlsreport.values import NOT_ASKED_MARK


class _Asked(NamedTuple):
    """An entry whose kind says when it is not applicable, and the row or column that the condition is applied to."""

    place: Place
    owner: AnyLabel | Table
    declared: NotApplicable
    scope: Scope


def bind_applicability(
    declaration: Declaration, names: Mapping[str, TableNames], computed: Iterable[Place]
) -> tuple[Mapping[Place, Condition], list[Problem]]:
    """When each entry is not applicable, where its kind says so, and the conditions that cannot be bound."""
    conditions: dict[Place, Condition] = {}
    problems: dict[Path, Problem] = {}
    left_out = frozenset(computed)
    for path, table in tables_with_paths(declaration):
        paths = paths_in_table(path, table)
        for place, owner, declared, scope in _asked(table):
            source = declared.when
            here = (*paths[id(owner)], "kind", "not_applicable", "when")
            if source is None or place in left_out or here in problems:
                continue
            try:
                conditions[place] = bind_condition(source, Binder(names, scope))
            except ExpressionError as error:
                problems[here] = in_expression(here, source, error)
    return conditions, list(problems.values())


def _asked(table: Table) -> Iterator[_Asked]:
    for block in table.grids:
        columns = list(leaves(block.columns))
        for row in leaves(block.rows):
            for column in columns:
                owners: list[AnyLabel] = [*reversed(row), *reversed(column)]
                owner = next((label for label in owners if label.kind is not None), table)
                declared = _declared(owner.kind)
                if declared is None or not has_cell(row[-1], column[-1]):
                    continue
                place = Place(table.id, row[-1].id or "", column[-1].id or "")
                of_row = isinstance(owner, RowLabel)
                member = place.column if of_row else place.row
                yield _Asked(place, owner, declared, Scope(table.id, "columns" if of_row else "rows", member))


def _declared(kind: AnyKind | None) -> NotApplicable | None:
    return getattr(kind, "not_applicable", None)


def marks_by_place(
    kinds: Mapping[Place, AnyKind],
    totals: Mapping[Place, Expression],
    undefined: Mapping[Place, Undefined | None],
    order: Iterable[Place],
    conditional: Collection[Place],
    of_rows: Collection[Place] = (),
) -> Mapping[Place, str]:
    """What stands at each place where it is not applicable, for those where that may be.

    Args:
        kinds: of every place.
        totals: of the computed places.
        undefined: what a computed place is where it divides by zero.
        order: every computed place after those that it needs.
        conditional: the entries that are asked under conditions only. Where none of those that a total needs is asked,
            neither is the total, which is then shown as such; a mark that is declared goes before.
        of_rows: the computed places in rows for lines of a list, which are not asked where these are not begun.
    """
    marks = {place: mark for place, kind in kinds.items() if place not in totals and (mark := mark_of(kind.traits))}
    for place in (place for place in order if place in totals):
        needed = [figure.place for figure in needed_figures(totals[place])]
        within = [marks[one] for one in needed if one in marks] + [
            NOT_ASKED_MARK for one in needed if one in conditional
        ]
        within += [NOT_ASKED_MARK] if place in of_rows else []
        inherited, declared = min(within, key=NOT_ASKED_MARK.__eq__, default=None), undefined.get(place)
        own = declared if isinstance(declared, str) else None
        if inherited is not None or own is not None:
            marks[place] = mark_of(kinds[place].traits) or own or inherited or ""
    return marks
