"""A form as bodies of some kinds get it: a definition of its own, with the name and fingerprint of the whole form."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import replace

from xlsreport.definition.declaration import Declaration
from xlsreport.definition.definition import BoundPicture, Definition
from xlsreport.definition.place import Place
from xlsreport.definition.place_facts import PlaceFacts, Total
from xlsreport.definition.problems import unknown_name
from xlsreport.definition.resolving.claim_resolution import BoundClaim
from xlsreport.definition.resolving.line_resolution import joined, with_lines
from xlsreport.definition.rule_language.bound_requirement import BoundRequirement
from xlsreport.definition.rule_language.change_rules import change_limit, change_of
from xlsreport.definition.rule_language.entry_sums import always_agree
from xlsreport.definition.rule_language.expression import Begun, Expression
from xlsreport.definition.rule_language.rule_cases import RuleCase
from xlsreport.definition.rule_language.table_names import TableNames, names_of
from xlsreport.definition.variation.askable_parts import varies
from xlsreport.definition.variation.body_kinds import BodyKind
from xlsreport.definition.variation.declared_variant import declared_for
from xlsreport.definition.variation.pruning import ALWAYS, NEVER, pruned, pruned_comparison, pruned_condition
from xlsreport.object_cache import remembered_by_object

_MAX_VARIANTS = 64
"""Variants that are kept: those of a round have a kind each, and few more for consolidations."""


def variant_of(definition: Definition, kinds: Collection[str]) -> Definition:
    """The form with what bodies of at least one of some kinds are asked for.

    It is the definition itself where no kind is named, or several that are asked for everything.

    Args:
        definition: the whole form.
        kinds: ids of kinds of bodies that it declares; one may be given by itself.

    Raises:
        UnknownNameError: it declares no such kind.
    """
    named = (kinds,) if isinstance(kinds, str) else kinds
    for kind in named:
        if kind not in definition.bodies:
            raise unknown_name(kind, definition.bodies, definition.messages)
    wanted = tuple(kind for kind in definition.bodies if kind in named)
    return _made(definition, wanted) if wanted and not definition.variant else definition


def form_of(definition: Definition, body: BodyKind | None) -> Definition:
    """The form that a body gets: its kind's where some parts are for some kinds only.

    A body whose kind is not known is asked for everything, since nothing must be left out by mistake.
    """
    if body is None or not _varies(definition):
        return definition
    return variant_of(definition, (body.id,))


def asked_names(form: Definition) -> frozenset[str]:
    """The names of all figures, columns of lists, texts and fields that a form asks for."""
    of_lines = (place for line in form.lines.values() for place in line.places)
    return frozenset((*map(str, form.places), *map(str, of_lines), *form.narratives, *form.fields))


def kinds_asked(definition: Definition) -> Mapping[str, tuple[str, ...]]:
    """The kinds of bodies that are asked for each figure, text and field that not all are asked for, by its name."""
    if not varies(definition.declaration):
        return {}
    forms = {kind: variant_of(definition, (kind,)) for kind in definition.bodies}
    asked = {kind: asked_names(form) for kind, form in forms.items()}
    names = (*map(str, definition.places), *definition.narratives, *definition.fields)
    found = {name: tuple(kind for kind in forms if name in asked[kind]) for name in names}
    return {name: kinds for name, kinds in found.items() if len(kinds) < len(forms)}


@remembered_by_object()
def _varies(definition: Definition) -> bool:
    """Cached, since a round asks for every agency's file."""
    return varies(definition.declaration)


@remembered_by_object(_MAX_VARIANTS)
def _made(definition: Definition, kinds: tuple[str, ...]) -> Definition:
    made = VariantMaker(definition, kinds).definition()
    return definition if len(kinds) > 1 and asked_names(made) == asked_names(definition) else made


class VariantMaker:
    """Makes the form of bodies of some kinds out of the whole one.

    Attributes:
        declaration: what is left of the declaration.
        uncomputable: the totals of which no figure is left, so that they have no value; ``lint`` refuses these.
    """

    def __init__(self, definition: Definition, kinds: tuple[str, ...]) -> None:
        self._given, self._kinds = definition, kinds
        self._whole = definition = joined(definition)
        self.declaration: Declaration = declared_for(definition.declaration, kinds)
        tables = (table for section in self.declaration.sections for table in section.tables)
        self._names: Mapping[str, TableNames] = {table.id: names_of(table) for table in tables}
        left = {Place(table.id, *pair) for table in self._names.values() for pair in table.grid}
        self._asked = {place: facts for place, facts in definition.places.items() if place in left}
        self._known = self._asked.keys() | {Place.of_field(field.id) for field in self.declaration.cover}
        totals = ((total, pruned(total.expression, self._known)) for total in definition.totals)
        self._totals = {id(total): tree for total, tree in totals if total.place in self._asked}
        self.uncomputable: tuple[Total, ...] = tuple(
            total
            for total in definition.totals
            if self._totals.get(id(total), total) is None and total.expression is self._asked[total.place].total
        )

    def definition(self) -> Definition:
        """The form that is left."""
        places = {place: self._facts(facts) for place, facts in self._asked.items()}
        made = replace(
            self._whole,
            declaration=self.declaration,
            places=places,
            totals=tuple(self._left_totals(places)),
            cases=self.cases(),
            pictures=tuple(self._pictures()),
            claims=tuple(self._claims()),
            variant=self._kinds,
            whole=self._given,
            row_conditions=dict(self._row_conditions()),
        )
        asked = ((name, self._whole.text_requirements.get(name, ())) for name in (*made.narratives, *made.fields))
        left = {name: tuple(self._requirements(requirements)) for name, requirements in asked}
        made = replace(made, text_requirements={name: bound for name, bound in left.items() if bound})
        lines = self._given.lines
        return with_lines(made, {name: lines[name].across for name in made.lists}) if made.lists else made

    def _row_conditions(self) -> Iterator[tuple[tuple[str, str], Begun]]:
        for at, row in self._whole.row_conditions.items():
            left = pruned_condition(row, self._known)
            if isinstance(left, Begun):
                yield at, left

    def _facts(self, facts: PlaceFacts) -> PlaceFacts:
        when, total = facts.not_applicable_when, facts.total
        return replace(
            facts,
            total=None if total is None else pruned(total, self._known),
            not_applicable_when=None if when is None else pruned_condition(when, self._known),
            requirements=tuple(self._requirements(facts.requirements)),
        )

    def _requirements(self, requirements: Sequence[BoundRequirement]) -> Iterator[BoundRequirement]:
        for one in requirements:
            condition = None if one.condition is None else pruned_condition(one.condition, self._known)
            if condition != ALWAYS:
                yield replace(one, condition=None if condition == NEVER else condition)

    def _left_totals(self, places: Mapping[Place, PlaceFacts]) -> Iterator[Total]:
        chosen = {place: facts.total for place, facts in places.items() if facts.total is not None}
        for total in self._whole.totals:
            tree = self._totals.get(id(total))
            if tree is None:
                continue
            counts = total.expression is self._whole.places[total.place].total
            if counts or always_agree(tree, chosen[total.place], chosen):
                yield replace(total, expression=chosen[total.place] if counts else tree)

    def cases(self) -> tuple[RuleCase, ...]:
        """The rules that can be asked, each in the cases that are left."""
        found = (self._case(case) for case in self._whole.cases)
        return tuple(case for case in found if case is not None)

    def _case(self, case: RuleCase) -> RuleCase | None:
        names = self._names.get(case.table or "")
        if case.table is not None and names is None:
            return None
        if names is not None and case.member is not None and case.member not in names.leaf_ids(case.along or ""):
            return None
        if len(self._kinds) == 1 and case.rule.bodies:
            if self._kinds[0] not in case.rule.bodies:
                return None
            # Of whom it is asked is settled, so that the workbook need not find out.
            case = replace(case, rule=case.rule.model_copy(update={"bodies": ()}))
        condition = None if case.condition is None else pruned_condition(case.condition, self._known)
        if condition == NEVER:
            return None
        others = tuple(place for place in case.stands_in_for if place in self._asked)
        return self._compared(replace(case, stands_in_for=others, condition=None if condition == ALWAYS else condition))

    def _compared(self, case: RuleCase) -> RuleCase | None:
        if case.change is None or case.rule.explain_change is None:
            compared = pruned_comparison(case.comparison, self._known)
            return None if compared is None else replace(case, comparison=compared)
        figure = pruned(case.change.now, self._known)
        if figure is None:
            return None
        change = change_of(figure)
        return replace(case, change=change, comparison=change_limit(change, case.rule.explain_change))

    def _pictures(self) -> Iterator[BoundPicture]:
        for bound in self._whole.pictures:
            groups, figures = [], []
            for group, trees in zip(bound.picture.groups, bound.figures, strict=True):
                left = [(bar, tree) for bar, one in zip(group.bars, trees, strict=True) if (tree := self._left(one))]
                if left:
                    groups.append(group.model_copy(update={"bars": tuple(bar for bar, _ in left)}))
                    figures.append(tuple(tree for _, tree in left))
            if groups and bound.picture.after in self._names:
                yield BoundPicture(bound.picture.model_copy(update={"groups": tuple(groups)}), tuple(figures))

    def _claims(self) -> Iterator[BoundClaim]:
        sections = {section.id for section in self.declaration.sections if section.narrative is not None}
        for claim in self._whole.claims:
            named = claim.declared.sections
            where = tuple(name for name in named if name in sections)
            figures = [replace(one, equals=tuple(self._each(one.equals))) for one in claim.figures]
            stated = tuple(now for now, one in zip(figures, claim.figures, strict=True) if now.equals or not one.equals)
            if sections and (where or not named) and (stated or not claim.figures):
                yield BoundClaim(claim.declared.model_copy(update={"sections": where}), stated)

    def _each(self, trees: Sequence[Expression]) -> Iterator[Expression]:
        return (left for tree in trees if (left := self._left(tree)) is not None)

    def _left(self, tree: Expression) -> Expression | None:
        return pruned(tree, self._known)
