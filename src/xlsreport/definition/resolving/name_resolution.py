"""Resolves a declaration to a definition: binds every total and rule, and collects what cannot be bound."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from xlsreport.definition.declaration import Declaration
from xlsreport.definition.definition import Definition
from xlsreport.definition.figure_kinds.kinds import Text, is_numeric
from xlsreport.definition.place import COVER, Place
from xlsreport.definition.place_facts import Total
from xlsreport.definition.problems import Path, Problem, in_expression
from xlsreport.definition.resolving.claim_resolution import ClaimResolver
from xlsreport.definition.resolving.computation_order import cycle_in, dependency_order, needs_of
from xlsreport.definition.resolving.line_resolution import with_lines
from xlsreport.definition.resolving.mark_resolution import bind_applicability, marks_by_place
from xlsreport.definition.resolving.picture_resolution import bind_pictures
from xlsreport.definition.resolving.place_resolution import facts_of_places
from xlsreport.definition.resolving.requirement_resolution import RequirementResolver
from xlsreport.definition.resolving.row_resolution import RowResolver
from xlsreport.definition.resolving.total_resolution import TotalResolver
from xlsreport.definition.rule_language.binding import Binder
from xlsreport.definition.rule_language.change_rules import change_limit, change_of
from xlsreport.definition.rule_language.condition import bind_condition
from xlsreport.definition.rule_language.entry_sums import always_agree
from xlsreport.definition.rule_language.expression import (
    Condition,
    Every,
    Expression,
    ExpressionError,
    Name,
    figures_in,
    lists_in,
    texts_in,
)
from xlsreport.definition.rule_language.name_look_up import Scope, kind_at, names_of_cover, unknown
from xlsreport.definition.rule_language.rule_cases import AcrossLines, DistinctRule, OrderedRule, RuleCase
from xlsreport.definition.rule_language.rule_parser import parse_comparison, parse_total
from xlsreport.definition.rule_language.table_names import TableNames, names_of, with_lines_of
from xlsreport.definition.tables.declared_paths import tables_with_paths
from xlsreport.definition.tables.line_rows import line_rows
from xlsreport.definition.tables.rule_declaration import Rule
from xlsreport.definition.tables.table_declaration import LINE


def resolve(declaration: Declaration, *, phrases_are_sound: bool = False) -> tuple[Definition | None, list[Problem]]:
    """Bind all names of a declaration that is sound in itself; without problems there is a definition.

    Args:
        declaration: what is bound.
        phrases_are_sound: whether it is known that there is no mistake in the phrases of claims and mentions.
    """
    resolver = _Resolver(declaration)
    computed = TotalResolver(declaration, resolver.names)
    totals = list(computed.totals())
    cases = tuple(resolver.stand_ins(list(resolver.cases())))
    pictures, unbound = bind_pictures(declaration, resolver.names)
    claimed = ClaimResolver(declaration, resolver.names, phrases_are_sound=phrases_are_sound)
    claims = tuple(claimed.claims())
    chosen = computed.chosen
    conditions, unsound = bind_applicability(declaration, resolver.names, chosen)
    asking = RequirementResolver(declaration, resolver.names, chosen)
    requirements, of_texts = asking.by_place(), asking.by_text()
    problems = [*computed.problems, *resolver.problems, *unbound, *claimed.problems, *unsound, *asking.problems]
    needs = needs_of(chosen, {**requirements, **{Place.of_field(name): bound for name, bound in of_texts.items()}})
    order = dependency_order(needs)
    if order is None and (circular := asking.circle(needs)) is not None:
        problems.append(circular)
    elif order is None:
        circle = cycle_in(needs)
        path, source = computed.written[next(place for place in chosen if place in circle)]
        problems.append(
            Problem(path, "circle", {"totals": " → ".join(map(str, circle))}, None, source, (0, len(source)))
        )
    if problems or order is None:
        return None, problems
    positions = {place: number for number, place in enumerate(order)}
    # Where a computed row meets a computed column, the other total is a check on the one that counts where both add up
    # the same entries; where they do not, as with one that sums ratios, the one that counts alone has a meaning.
    kinds = {Place(table.id, *pair): kind for table in resolver.names.values() for pair, kind in table.grid.items()}
    of_lines = {figure.place for tree in chosen.values() for figure in figures_in(tree) if figure.place not in kinds}
    of_rows = {place for place in chosen if place.row in resolver.names[place.table].lines}
    conditional = {*requirements, *of_lines, *_optional_fields(declaration)}
    marks = marks_by_place(kinds, chosen, computed.undefined, order, conditional, of_rows)
    totals = [total for total in totals if _counts(total, chosen, marks)]
    totals.sort(key=lambda total: positions[total.place])
    facts = (one for table in resolver.tables.values() for one in facts_of_places(table, chosen, declaration.messages))
    places = {
        one.place: replace(
            one,
            undefined=computed.undefined.get(one.place),
            mark=marks.get(one.place),
            not_applicable_when=conditions.get(one.place),
            requirements=requirements.get(one.place, ()),
        )
        for one in facts
    }
    rows = {(table.id, row): there for table in resolver.names.values() for row, there in table.listed.items()}
    resolved = Definition(declaration, places, tuple(totals), cases, pictures, claims, of_texts, row_conditions=rows)
    return with_lines(resolved, resolver.across_lines()) if resolved.lists else resolved, []


def _optional_fields(declaration: Declaration) -> Iterator[Place]:
    """The fields of the cover that need not always be filled in."""
    fields = (field for field in declaration.cover if field.required is not None or field.when_blank != "error")
    return (Place.of_field(field.id) for field in fields)


def _counts(total: Total, chosen: Mapping[Place, Expression], marks: Mapping[Place, str]) -> bool:
    counts = chosen[total.place]
    if total.expression is counts:
        return True
    # A sum passes over what is not applicable, and a + b does not, so that the two may differ.
    return total.place not in marks and always_agree(total.expression, counts, chosen)


class _Resolver:
    def __init__(self, declaration: Declaration) -> None:
        self.declaration = declaration
        self.tables = {table.id: table for _, table in tables_with_paths(declaration)}
        self.names: dict[str, TableNames] = {table.id: names_of(table) for table in self.tables.values()}
        for table in self.tables.values():
            if (rows := line_rows(table)) and table.rows_from in self.names and self.names[table.rows_from].is_list:
                self.names[table.id] = with_lines_of(self.names[table.id], rows, self.names[table.rows_from])
        if declaration.cover:
            of_any_text = {field.id: Text() for field in declaration.cover}
            self.names.setdefault(COVER, names_of_cover({**of_any_text, **declaration.field_kinds}))
        listed = RowResolver(declaration, self.names)
        self.names |= listed.with_rows()
        self.problems: list[Problem] = list(listed.problems)

    def cases(self) -> Iterator[RuleCase]:
        """Every rule applied to each of its members, in the order of the form."""
        for path, table in tables_with_paths(self.declaration):
            for number, rule in enumerate(table.rules):
                yield from self._rule_cases((*path, "rules", number), rule, table.id)
        for number, rule in enumerate(self.declaration.rules):
            if rule.for_ is not None:
                self.problems.append(Problem(("rules", number, "for"), "for_needs_table"))
            else:
                yield from self._rule_cases(("rules", number), rule, None)

    def _rule_cases(self, path: Path, rule: Rule, table: str | None) -> Iterator[RuleCase]:
        try:
            along, members = self._members(rule, table)
        except ExpressionError as error:
            self.problems.append(Problem((*path, "for"), error.key, error.values, error.values.pop("suggestion", None)))
            return
        key, source = ("require", rule.require) if rule.explain_change is None else ("figure", rule.figure)
        if source is None:
            return  # a mistake of its own, or a rule of a list that has no expression
        scopes = [Scope(table, along, member) for member in members]
        try:
            cases = [self._case(rule, source, scope) for scope in scopes]
        except ExpressionError as error:
            self.problems.append(in_expression((*path, key), source, error))
            return
        try:
            for case, scope in zip(cases, scopes, strict=True):
                yield replace(case, condition=self._condition(rule, scope))
        except ExpressionError as error:
            self.problems.append(in_expression((*path, "if"), rule.if_ or "", error))

    def _condition(self, rule: Rule, scope: Scope) -> Condition | None:
        """When a rule is asked: in a row for a line of a list only where this is begun.

        Raises:
            ExpressionError: what the rule says of that cannot be bound.
        """
        own = None if rule.if_ is None else bind_condition(rule.if_, Binder(self.names, scope), takes_lists=True)
        rows = self.names[scope.table].listed if scope.table is not None and scope.along == "rows" else {}
        row = rows.get(scope.member or "")
        if row is None:
            return own
        return row if own is None else Every((row, own))

    def _case(self, rule: Rule, source: str, scope: Scope) -> RuleCase:
        """A rule in one of its cases.

        Raises:
            ExpressionError: its comparison or figure cannot be bound.
        """
        binder, change = Binder(self.names, scope), None
        if rule.explain_change is None:
            compared = binder.comparison(parse_comparison(source))
        else:
            figure = binder.expression(parse_total(source))
            if any(each.previous for each in figures_in(figure)):
                raise ExpressionError("change_of_previous", 0, len(source))
            of_lines = [one.place for one in figures_in(figure) if one.place.row in self.names[one.place.table].lines]
            if not all(self.names[place.table].has_previous for place in of_lines):
                raise ExpressionError("line_row_previous", 0, len(source))
            if {place.row for place in of_lines} - {scope.member}:
                raise ExpressionError("line_row_others", 0, len(source))
            if not all(self._is_kept(each.place) for each in figures_in(figure)):
                raise ExpressionError("previous_not_kept", 0, len(source))
            change = change_of(figure)
            compared = change_limit(change, rule.explain_change)
        if not any((*figures_in(compared), *lists_in(compared), *texts_in(compared))):
            raise ExpressionError("no_figures", 0, len(source))
        return RuleCase(rule, scope.table, scope.member, scope.along, compared, change)

    def _is_kept(self, place: Place) -> bool:
        """Whether last year's value of a place is known: of the cover and of dates it is not."""
        return place.field is None and is_numeric(kind_at(self.names, place))

    def across_lines(self) -> Mapping[str, AcrossLines]:
        """By list, its rules that compare lines with each other."""
        return {
            name: AcrossLines(
                tuple(_distinct(rule, name, self.names[name].agency) for rule in table.rules if rule.distinct),
                tuple(_ordered(rule, name, self.names[name].agency) for rule in table.rules if rule.ordered),
            )
            for name, table in self.tables.items()
            if table.list is not None
        }

    def stand_ins(self, cases: Sequence[RuleCase]) -> Iterator[RuleCase]:
        """The cases, each with what the rule needs that it stands in for."""
        needed = {(case.table, case.rule.id, case.member): case.previous_places for case in cases}
        told: set[str] = set()
        for case in cases:
            other = case.rule.stands_in_for
            if other is None:
                yield case
                continue
            places = needed.get((case.table, other, case.member), ())
            if (not places or case.previous_places) and case.rule.id not in told:
                told.add(case.rule.id)
                self.problems.append(Problem(self._path_of(case.rule), "stand_in", {"id": other}))
            yield replace(case, stands_in_for=places)

    def _path_of(self, rule: Rule) -> Path:
        """Where the rule says what it stands in for."""
        listed = [((*path, "rules"), table.rules) for path, table in tables_with_paths(self.declaration)]
        listed.append((("rules",), self.declaration.rules))
        path, rules = next((path, rules) for path, rules in listed if any(one is rule for one in rules))
        return (*path, next(n for n, one in enumerate(rules) if one is rule), "stands_in_for")

    def _members(self, rule: Rule, table: str | None) -> tuple[str | None, tuple[str | None, ...]]:
        if table is not None and self.names[table].is_list and rule.for_ is None:
            return "rows", (LINE,)
        if rule.for_ is None or table is None:
            return None, (None,)
        names = self.names[table]
        if isinstance(rule.for_, str):
            return rule.for_, names.leaf_ids(rule.for_)
        axes = {"columns": names.columns, "rows": names.rows}
        # The axis that has most of the names is meant; a name that it lacks is reported as misspelt.
        along = max(axes, key=lambda axis: sum(name in axes[axis] for name in rule.for_ or ()))
        known = axes[along]
        for name in rule.for_:
            if name not in known and any(name in axis for axis in axes.values()):
                raise ExpressionError("mixed", 0, 1)
            if name not in known:
                raise unknown(Name((name,), 0, 1), name, [*names.columns, *names.rows])
        return along, tuple(dict.fromkeys(member for name in rule.for_ for member in known[name]))


def _distinct(rule: Rule, name: str, agency: str | None) -> DistinctRule:
    """A rule that no two lines of an agency have the same, or no two at all."""
    others = [column for column in rule.distinct if column != agency]
    whose = agency if others and rule.within == "agency" else None
    columns = others if whose is not None else rule.distinct
    return DistinctRule(
        rule,
        tuple(Place(name, LINE, column) for column in columns),
        None if whose is None else Place(name, LINE, whose),
    )


def _ordered(rule: Rule, name: str, agency: str | None) -> OrderedRule:
    columns = tuple(_direction(name, column) for column in rule.ordered)
    return OrderedRule(rule, columns, None if agency is None else Place(name, LINE, agency))


def _direction(name: str, column: str) -> tuple[Place, bool]:
    """The column of a list by which it is in order, and whether from the greatest down."""
    return Place(name, LINE, column.removeprefix("-")), column.startswith("-")
