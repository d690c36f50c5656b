"""A declaration with all its names resolved: every place, every total and every rule case of the report."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property

from xlsreport.definition.declaration import Picture
from xlsreport.definition.declared_report import DeclaredLines, DeclaredReport
from xlsreport.definition.figure_kinds.kind_traits import listed_in
from xlsreport.definition.figure_kinds.kinds import AnyKind, is_calculable, is_numeric
from xlsreport.definition.fingerprint import fingerprint_of
from xlsreport.definition.place import Place
from xlsreport.definition.place_facts import PlaceFacts, Total, facts_of_field
from xlsreport.definition.resolving.claim_resolution import BoundClaim
from xlsreport.definition.rule_language.bound_requirement import BoundRequirement
from xlsreport.definition.rule_language.expression import Begun, Expression, figures_in
from xlsreport.definition.rule_language.rule_cases import AcrossLines, RuleCase
from xlsreport.definition.tables.line_rows import carried_figure, line_rows
from xlsreport.definition.tables.rule_declaration import Rule
from xlsreport.definition.tables.table_declaration import LINE, Comment


@dataclass(frozen=True, slots=True, eq=False)
class BoundPicture:
    """A picture with its names resolved: for each of its groups, the expression of each bar."""

    picture: Picture
    figures: tuple[tuple[Expression, ...], ...]


@dataclass(frozen=True, eq=False)
class Definition(DeclaredReport):
    """A report definition whose names are resolved, as :func:`xlsreport.load_definition` returns it.

    ``totals`` is in the order of computation: each computed place stands before the places that need it. ``lines`` has
    what a line of each list is, by the list's id. Of a form as bodies of some kinds get it, ``variant`` has the ids of
    these kinds, and ``whole`` is the form with all its parts. ``original`` is the whole form that this one is a
    translation of, with the same rules and fingerprint. ``row_conditions`` says, by table and row, when there is a row
    that stands for a line of a list.
    """

    places: Mapping[Place, PlaceFacts]
    totals: tuple[Total, ...]
    cases: tuple[RuleCase, ...]
    pictures: tuple[BoundPicture, ...] = ()
    claims: tuple[BoundClaim, ...] = ()
    text_requirements: Mapping[str, tuple[BoundRequirement, ...]] = field(default_factory=dict)
    variant: tuple[str, ...] = ()
    whole: Definition | None = field(default=None, repr=False)
    original: Definition | None = field(default=None, repr=False)
    lines: Mapping[str, LineDefinition] = field(default_factory=dict)
    row_conditions: Mapping[tuple[str, str], Begun] = field(default_factory=dict, repr=False)

    def __repr__(self) -> str:
        """Its name: written out in full it would be a megabyte in every log that mentions a submission."""
        parts = f", variant={self.variant}" if self.variant else ""
        return f"Definition({self.name!r}, language={self.locale!r}{parts})"

    def row_condition(self, place: Place) -> Begun | None:
        """When there is the row of a place, where it stands for a line of a list."""
        return self.row_conditions.get((place.table, place.row))

    @cached_property
    def locales(self) -> tuple[str, ...]:
        """The languages in which there is the report: first the definition's own, then those of its translations."""
        own = self.original or self.whole or self
        return tuple(dict.fromkeys((own.locale, *own.declaration.languages)))

    @cached_property
    def asks_conditionally(self) -> bool:
        """Whether something need not be filled in under some condition."""
        return bool(self.text_requirements) or any(facts.may_be_blank for facts in self.places.values())

    @cached_property
    def previous_places(self) -> tuple[Place, ...]:
        """The places whose last year's values some rule needs, in the form's order; not those of lines of a list."""
        needed = {place for case in self.cases for place in case.previous_places}
        return tuple(place for place in self.places if place in needed and self.line_of(place) is None)

    @cached_property
    def carried_figures(self) -> Mapping[str, Mapping[Place, PlaceFacts]]:
        """By list, the columns of last year's lines with figures that rules compare in the rows for its lines."""
        found: dict[str, dict[Place, PlaceFacts]] = {}
        for place in (place for case in self.cases for place in case.previous_places):
            if (at := self.line_of(place)) is not None and at[0] != place.table:
                facts, carried = self.places[place], carried_figure(at[0], place)
                words = {"table": self.tables[place.table].title or "", "column": facts.column_name}
                name = self.messages("list.figure_of_row", **words) if words["table"] else facts.column_name
                found.setdefault(at[0], {})[carried] = replace(facts, place=carried, column_name=name)
        return found

    @cached_property
    def pictured_places(self) -> tuple[Place, ...]:
        """The places that some picture shows, in the form's order."""
        trees = [tree for bound in self.pictures for group in bound.figures for tree in group]
        shown = {figure.place for tree in trees for figure in figures_in(tree)}
        return tuple(place for place in self.places if place in shown)

    @cached_property
    def fingerprint(self) -> str:
        """A SHA-256 digest of all that decides where figures stand and what they mean; of the whole form.

        That of a translation is the original's: what its workbooks state is the same.
        """
        own = self.original or self.whole
        return fingerprint_of(self.declaration) if own is None else own.fingerprint

    @property
    def not_asked(self) -> tuple[Place, ...]:
        """The places of the whole form that this one does not have."""
        return () if self.whole is None else tuple(place for place in self.whole.places if place not in self.places)

    def facts(self, place: Place) -> PlaceFacts:
        """What the definition says about a place of a table, or of any line of a list."""
        found = self.places.get(place) or self._field_facts.get(place)
        if found is not None:
            return found
        line, own = self.lines[place.table], place._replace(row=LINE)
        return line.places.get(own) or line.figures_of_rows[own]

    @cached_property
    def _field_facts(self) -> Mapping[Place, PlaceFacts]:
        """The fields of the cover with which something may be calculated."""
        kinds, asked = self.field_kinds, self.text_requirements
        return {
            Place.of_field(field.id): facts_of_field(field, kinds[field.id], asked.get(field.id, ()))
            for field in self.declaration.cover
            if field.id in kinds and is_calculable(kinds[field.id])
        }

    @cached_property
    def calculated_fields(self) -> Mapping[Place, PlaceFacts]:
        """The fields of the cover with which totals calculate or that rules compare."""
        forms = (self, *self.lines.values())
        trees = [total.expression for form in forms for total in form.totals]
        trees += [side for form in forms for case in form.cases for side in case.sides]
        used = {figure.place for tree in trees for figure in figures_in(tree)}
        return {place: facts for place, facts in self._field_facts.items() if place in used}

    @cached_property
    def has_optional_numbers(self) -> bool:
        """Whether something may be calculated with a field of the cover that need not be filled in."""
        return any(facts.may_be_blank for facts in self._field_facts.values())

    def source_of(self, kind: AnyKind) -> Place | None:
        """The column of a list in which an answer must stand; None where none is asked for, or this form has no such
        list, since bodies of its kind are not asked for it."""
        named = listed_in(kind.traits)
        place = None if named is None else Place(named[0], LINE, named[1])
        return place if place is not None and place in self.places_of_line(place.table) else None

    @cached_property
    def carried(self) -> Mapping[str, tuple[Place, ...]]:
        """By list, the columns whose values of last year the workbook shows: the key first, then in their order."""
        return {name: line.carried_columns for name, line in self.lines.items() if line.shape.previous is not None}

    def is_carried(self, place: Place) -> bool:
        """Whether a place is one of a line of last year."""
        return place._replace(row=LINE) in self.carried.get(place.table, ())

    def places_of_line(self, name: str) -> Mapping[Place, PlaceFacts]:
        """The places of any line of a list; none where there is no such list."""
        return self.lines[name].places if name in self.lines else {}

    @cached_property
    def sources(self) -> tuple[Place, ...]:
        """The columns of lists in which answers elsewhere must stand, each once: none before those it depends on."""
        lines = (facts for line in self.lines.values() for facts in line.places.values())
        kinds = [*(facts.kind for facts in (*self.places.values(), *lines)), *self.field_kinds.values()]
        found = dict.fromkeys(filter(None, map(self.source_of, kinds)))
        return tuple(sorted(found, key=self._depth))

    def _depth(self, source: Place) -> int:
        """How many columns stand between one and the first that takes its answers from no other."""
        before = self.source_of(self.facts(source).kind)
        return 0 if before is None else 1 + self._depth(before)

    def places_of(self, table: str) -> tuple[PlaceFacts, ...]:
        """The places of one table, row by row."""
        return self._facts_by_table.get(table, ())

    @cached_property
    def _facts_by_table(self) -> Mapping[str, tuple[PlaceFacts, ...]]:
        by_table: dict[str, list[PlaceFacts]] = {}
        for place, facts in self.places.items():
            by_table.setdefault(place.table, []).append(facts)
        return {table: tuple(facts) for table, facts in by_table.items()}

    def entry_places(self, table: str, *, numeric: bool | None = None) -> tuple[Place, ...]:
        """The places of a table that a reporter fills: all, or only those that do or do not hold numbers."""
        return self._entry_places[numeric].get(table, ())

    @cached_property
    def places_by_kind(self) -> Sequence[tuple[AnyKind | None, Sequence[Place]]]:
        """The places of each kind; under None those at which it depends on something else whether a mark may stand."""
        found: dict[AnyKind | None, list[Place]] = {}
        for place, facts in self.places.items():
            found.setdefault(facts.kind if facts.not_applicable_when is None else None, []).append(place)
        return tuple(found.items())

    def conditional_places(self, table: str) -> Sequence[Place]:
        """The entry places of a table at which there may be nothing to be entered."""
        return self._conditional_places.get(table, ())

    @cached_property
    def _conditional_places(self) -> Mapping[str, Sequence[Place]]:
        return {
            table: [place for place in self.entry_places(table) if self.places[place].may_be_blank]
            for table in self._facts_by_table
        }

    @cached_property
    def _entry_places(self) -> Mapping[bool | None, Mapping[str, tuple[Place, ...]]]:
        """The entry places of each table by whether they hold numbers, and under None all of them."""
        entries = {
            table: [each for each in facts if not each.computed] for table, facts in self._facts_by_table.items()
        }
        return {
            numeric: {
                table: tuple(facts.place for facts in all_facts if numeric in (None, is_numeric(facts.kind)))
                for table, all_facts in entries.items()
            }
            for numeric in (None, True, False)
        }

    def line_of(self, place: Place) -> tuple[str, int] | None:
        """The list and the number of the line for which the row of a place stands, or in which the place is.

        None also for the sums of a list in a report, which stand in no line.
        """
        found = self._line_rows.get((place.table, place.row))
        if found is None and place.table in self.lists and place.row.isdecimal():
            return place.table, int(place.row)
        return found

    @cached_property
    def _line_rows(self) -> Mapping[tuple[str, str], tuple[str, int]]:
        return {
            (table.id, row): (table.rows_from, number)
            for table in self.tables.values()
            if table.rows_from is not None
            for row, number in line_rows(table).items()
        }

    @cached_property
    def row_lists(self) -> frozenset[str]:
        """The lists from which some table takes its rows."""
        return frozenset(name for name, _ in self._line_rows.values())

    def member_name(self, case: RuleCase) -> str:
        """What a rule's case is about: its column or row by name; empty for a rule without members."""
        if case.member is None:
            return ""
        facts = next(
            f
            for f in self.places_of(case.table or "")
            if case.member == (f.place.column if case.along == "columns" else f.place.row)
        )
        return facts.column_name if case.along == "columns" else facts.row_name


@dataclass(frozen=True, eq=False)
class LineDefinition(DeclaredLines, Definition):
    """One line of a list as a report of its own, whose places stand in the row ``LINE``.

    What a line is asked, computed and checked for is so the same as for a table. Its expressions may name figures of
    tables, and of all lines of lists: ``around`` is the definition that it is part of.
    """

    around: Definition | None = None
    list: str = ""
    across: AcrossLines = field(default_factory=AcrossLines)

    @property
    def comments(self) -> Mapping[str, Comment]:
        """None: a comment is about all lines."""
        return {}

    def facts(self, place: Place) -> PlaceFacts:
        """What the definition says about a place of the line, or of the tables around it."""
        if self.around is None:
            return super().facts(place)
        if place.table == self.list:
            return self.figures_of_rows.get(place) or super().facts(place)
        return self.around.facts(place)

    def places_of_line(self, name: str) -> Mapping[Place, PlaceFacts]:
        """Of the lists around the line."""
        return super().places_of_line(name) if self.around is None else self.around.places_of_line(name)

    @property
    def rules(self) -> tuple[Rule, ...]:
        """All rules of the list: those of single lines, then those that compare lines."""
        of_lines = (case.rule for case in self.cases)
        return (
            *of_lines,
            *self.previous_rules,
            *(each.rule for each in self.across.distinct),
            *(each.rule for each in self.across.ordered),
        )

    @property
    def carried_columns(self) -> tuple[Place, ...]:
        """The columns of last year that are needed: the key, those that rules compare, those of a line's name, and
        figures of the rows for the lines."""
        wanted = {*self.previous_places, *(place for place in self.places if place.column in self.named_columns)}
        key = self.previous_key
        return (*key, *(place for place in self.places if place in wanted and place not in key), *self.figures_of_rows)

    @property
    def figures_of_rows(self) -> Mapping[Place, PlaceFacts]:
        """The columns of last year's lines for figures of the rows that stand for them."""
        return {} if self.around is None else self.around.carried_figures.get(self.list, {})
