"""Binds the conditions under which something is asked, and tells those that depend on themselves."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from graphlib import CycleError, TopologicalSorter
from typing import NamedTuple

from xlsreport.definition.declaration import Declaration
from xlsreport.definition.declared_report import comment_name
from xlsreport.definition.place import Place
from xlsreport.definition.problems import Path, Problem, in_expression
from xlsreport.definition.requirement import Requirement
from xlsreport.definition.rule_language.binding import Binder
from xlsreport.definition.rule_language.bound_requirement import BoundRequirement
from xlsreport.definition.rule_language.condition import bind_condition, figures_of
from xlsreport.definition.rule_language.expression import Begun, Condition, ExpressionError
from xlsreport.definition.rule_language.name_look_up import Scope
from xlsreport.definition.rule_language.table_names import TableNames
from xlsreport.definition.tables.crossings import has_cell
from xlsreport.definition.tables.declared_paths import paths_in_table, tables_with_paths
from xlsreport.definition.tables.labels import leaves
from xlsreport.definition.tables.table_declaration import AnyLabel, ColumnLabel, RowLabel, Table


class _Owner(NamedTuple):
    """What declares a requirement: where it is written, and the row or column that its condition is applied to."""

    path: Path
    declared: Requirement
    scope: Scope


@dataclass
class RequirementResolver:
    """Binds the requirements of a declaration.

    Attributes:
        declaration: what is declared.
        names: what may be named in each table.
        computed: the computed places, of which nothing is asked.
        problems: what cannot be bound.
        written: where a requirement of each place is written, and its condition.
    """

    declaration: Declaration
    names: Mapping[str, TableNames]
    computed: Collection[Place]
    problems: list[Problem] = field(default_factory=list)
    written: dict[Place, tuple[Path, str]] = field(default_factory=dict)

    def by_place(self) -> Mapping[Place, tuple[BoundRequirement, ...]]:
        """The requirements of each entry that has any: of its table, its row and its column."""
        found: dict[Place, tuple[BoundRequirement, ...]] = {}
        asks_anything: dict[Path, bool] = {}
        for path, table in tables_with_paths(self.declaration):
            begun = {row: of_line(there, table) for row, there in self.names[table.id].listed.items()}
            for place, owners in _places_with_owners(path, table):
                is_entry = place not in self.computed
                for owner in owners:
                    asks_anything[owner.path] = asks_anything.get(owner.path, False) or is_entry
                if is_entry and (owners or place.row in begun):
                    bound = (begun.get(place.row), *(self._bound(place, owner) for owner in owners))
                    found[place] = tuple(dict.fromkeys(one for one in bound if one is not None))
        self.problems += [Problem(path, "required_computed") for path, asks in asks_anything.items() if not asks]
        return found

    def by_text(self) -> Mapping[str, tuple[BoundRequirement, ...]]:
        """The requirements of sections of paragraphs, fields of the cover and comments that have any, by name."""
        # Conditions ask about fields of the cover alone, so that only these can depend on themselves.
        bound = (
            (name, self._bound(Place.of_field(name), owner)) for name, owner in _texts_with_owners(self.declaration)
        )
        return {name: (one,) for name, one in bound if one is not None}

    def _bound(self, place: Place, owner: _Owner) -> BoundRequirement | None:
        """A requirement at a place; None where it is not right, which is told once."""
        source, condition = owner.declared.when, None
        path: Path = (*owner.path, "when")
        if any(problem.path in (owner.path, path) for problem in self.problems):
            return None
        if source is not None:
            try:
                condition = bind_condition(source, Binder(self.names, owner.scope))
            except ExpressionError as error:
                self.problems.append(in_expression(path, source, error))
                return None
            self.written.setdefault(place, (path, source))
        elif owner.declared.otherwise == "empty":
            self.problems.append(Problem(owner.path, "required_never"))
            return None
        return BoundRequirement(condition, source, owner.declared.otherwise)

    def circle(self, needs: Mapping[Place, Collection[Place]]) -> Problem | None:
        """The problem that whether something is asked depends on itself, if it does.

        Args:
            needs: the places that each computed place and each condition needs.
        """
        try:
            TopologicalSorter(needs).prepare()
        except CycleError as error:
            circle: list[Place] = list(error.args[1])[::-1]
            asked = [place for place in circle if place in self.written]
            if asked:
                path, source = self.written[asked[0]]
                start = circle.index(asked[0])
                words = {"places": " → ".join(map(str, (*circle[start:-1], *circle[: start + 1])))}
                return Problem(path, "required_circle", words, None, source, (0, len(source)))
        return None


def of_line(there: Begun, table: Table) -> BoundRequirement:
    """The requirement of a row for a line of a list: that there is such a row."""
    return BoundRequirement(there, table.rows_when or table.rows_from, "empty")


def condition_needs(requirements: Mapping[Place, tuple[BoundRequirement, ...]]) -> dict[Place, list[Place]]:
    """The places that the conditions of each place ask about."""
    conditions: dict[Place, list[Condition]] = {
        place: [one.condition for one in bound if one.condition is not None] for place, bound in requirements.items()
    }
    return {
        place: [figure.place for condition in asked for figure in figures_of(condition)]
        for place, asked in conditions.items()
    }


def _texts_with_owners(declaration: Declaration) -> Iterator[tuple[str, _Owner]]:
    """Every text with a requirement; figures of any table are written in full there, but for those of its own table."""
    for number, field_ in enumerate(declaration.cover):
        if field_.required is not None:
            yield field_.id, _Owner(("cover", number, "required"), field_.required, Scope())
    for number, section in enumerate(declaration.sections):
        if section.narrative is not None and section.narrative.required is not None:
            path: Path = ("sections", number, "narrative", "required")
            yield section.id, _Owner(path, section.narrative.required, Scope())
    for path, table in tables_with_paths(declaration):
        if table.comment is not None and table.comment.required is not None:
            scope = Scope(table.id if table.list is None else None)
            yield comment_name(table.id), _Owner((*path, "comment", "required"), table.comment.required, scope)


def _places_with_owners(path: Path, table: Table) -> Iterator[tuple[Place, list[_Owner]]]:
    """Every place of a table, with all that declares a requirement for it, from the outermost to the innermost."""
    paths = paths_in_table(path, table)
    for block in table.grids:
        columns = list(leaves(block.columns))
        for row in leaves(block.rows):
            for column in columns:
                if has_cell(row[-1], column[-1]):
                    place = Place(table.id, row[-1].id or "", column[-1].id or "")
                    yield place, list(_owners(paths, table, place, row, column))


def _owners(
    paths: Mapping[int, Path], table: Table, place: Place, row: tuple[RowLabel, ...], column: tuple[ColumnLabel, ...]
) -> Iterator[_Owner]:
    labels: tuple[AnyLabel | Table, ...] = (table, *row, *column)
    for label in labels:
        if label.required is not None:
            along, member = ("columns", place.column) if isinstance(label, RowLabel) else ("rows", place.row)
            yield _Owner((*paths[id(label)], "required"), label.required, Scope(place.table, along, member))
