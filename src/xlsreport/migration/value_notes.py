"""Words about single values: what they are called in the earlier form, and what is to be said of them."""

from __future__ import annotations

from collections.abc import Iterable

from xlsreport.checking.wording import Wording
from xlsreport.definition.place import Place
from xlsreport.definition.succession.succession import Destination, Succession, any_line
from xlsreport.migration.migration_result import AskedAnew, MigratedValue, MigrationOutcome, ValueSort
from xlsreport.submission.submission import Submission, shortened

_NAMED, _QUOTED = 6, 40
"""Targets that a sentence names, and characters of each."""


class ValueNotes:
    """Makes the entries of the list of values.

    Args:
        before: the submission that is moved.
        succession: where its names lead.
    """

    def __init__(self, before: Submission, succession: Succession) -> None:
        self._succession = succession
        self._messages = succession.present.messages
        self._before, self._now = Wording(before.definition, before), Wording(succession.present)
        self._earlier_words = Wording(before.definition)

    def moved(
        self, sort: ValueSort, name: str, value: str, target: str, *, because: str = "", label: str = ""
    ) -> MigratedValue:
        """A value that is unchanged at its place."""
        named = label or self.label(name)
        return MigratedValue(sort, name, named, value, "moved", (target,), because or self._relabelled(name, target))

    def converted(
        self, sort: ValueSort, name: str, value: str, targets: tuple[str, ...], because: str
    ) -> MigratedValue:
        """A value that stands there as another one, or at several places."""
        return MigratedValue(sort, name, self.label(name), value, "converted", targets, because)

    def lost(self, sort: ValueSort, name: str, value: str, found: Destination, because: str = "") -> MigratedValue:
        """A value that has no place; ``because`` where the definition does not say why."""
        outcome: MigrationOutcome = "dropped"
        targets: tuple[str, ...] = ()
        change = found.change
        if change is not None and change.split:
            outcome, targets = "to_split", self._succession.divided(name)
            because = self.sentence("split", targets=self._listed(targets))
        elif change is not None and change.dropped is not None:
            because = change.dropped
        return MigratedValue(sort, name, self.label(name), value, outcome, targets, because)

    def sentence(self, key: str, **values: object) -> str:
        """A sentence of the catalogue about what became of a value."""
        return self._messages(f"migrate.{key}", **values)

    def label(self, name: str) -> str:
        """What the earlier form calls a name: the tab of its sheet and its labels."""
        return label_in(self._before, name)

    def _relabelled(self, name: str, target: str) -> str:
        """That the labels are others now, so that somebody sees whether the same is meant."""
        before, now = _without_line(self._earlier_words, name), _without_line(self._now, target)
        return "" if before == now or not now else self.sentence("relabelled", before=before, now=now)

    def _listed(self, targets: Iterable[str]) -> str:
        names = [shortened(_bare_label(self._now, target) or target, _QUOTED) for target in targets]
        comma = self._messages("wording.comma")
        shown = comma.join(names[:_NAMED])
        return shown if len(names) <= _NAMED else self.sentence("and_more", names=shown, count=len(names) - _NAMED)


def label_in(wording: Wording, name: str) -> str:
    """What a form calls a name: the tab of its sheet, and its labels."""
    sheet, bare = _sheet_of(wording, name), _bare_label(wording, name)
    return wording.messages("migrate.label", sheet=sheet, label=bare) if sheet and bare else bare or name


def _without_line(wording: Wording, name: str) -> str:
    """The labels of a name; of a line of a list those of the column, which are the same in all lines."""
    if name.count(".") + 1 == len(Place._fields):
        place = Place.parse(name)
        if place.table in wording.definition.lists and _bare_label(wording, name):
            return wording.definition.facts(place).column_name
    return _bare_label(wording, name)


def _bare_label(wording: Wording, name: str) -> str:
    definition, messages = wording.definition, wording.messages
    table, _, rest = name.partition(".")
    if name in ("agency", "year"):
        return messages("cover.agency" if name == "agency" else f"cover.{definition.calendar.asked}")
    if name in definition.narratives:
        return definition.narratives[name].heading
    if name in definition.fields:
        return definition.fields[name].label
    if rest == "nil_return":
        declared = {**definition.tables, **definition.lists}.get(table)
        return (declared.nil_return if declared is not None else None) or ""
    if name.endswith(".explanation"):
        return _rule_label(wording, name.removesuffix(".explanation"))
    if name.count(".") + 1 != len(Place._fields):
        return ""
    place = Place.parse(name)
    if any_line(definition, place) not in {**definition.places, **definition.places_of_line(table)}:
        return ""
    if table in definition.lists and place.row.isdecimal():
        line = messages("rows.line", number=place.row)
        return messages("checks.place", row=line, column=definition.facts(place).column_name)
    return wording.place(place)


def _rule_label(wording: Wording, key: str) -> str:
    """The statement of the rule, or what is missing, to which an explanation belongs."""
    rule = key.partition(".")[0]
    statements = {case.rule.id: case.rule.statement for case in wording.definition.cases}
    statements |= {claim.id: claim.declared.statement for claim in wording.definition.claims}
    for table in wording.definition.lists.values():
        statements |= {each.id: each.statement for each in table.rules}
    return statements.get(rule, "")


def _sheet_of(wording: Wording, name: str) -> str:
    """The tab on which a name stands; empty where it is none of a sheet of its own."""
    definition = wording.definition
    table = name.partition(".")[0]
    if table in definition.lists:
        return definition.sheet_of_list(table)
    for section in definition.sections:
        if any(each.id == table for each in section.tables):
            return section.sheet
    return ""


def asked_anew(succession: Succession) -> tuple[AskedAnew, ...]:
    """What the present form asks for and nothing of the earlier one leads to."""
    earlier, present = succession.earlier, succession.present
    names = [str(facts.place) for facts in present.places.values() if not facts.computed]
    names += [str(f.place) for line in present.lines.values() for f in line.places.values() if not f.computed]
    places = (*present.places, *(place for line in present.lines.values() for place in line.places))
    led = {str(place) for place in places if succession.sources(place) or succession.divided_sources(place)}
    texts = (*present.narratives, *present.fields)
    led |= {succession.destination(name).name for name in (*earlier.narratives, *earlier.fields)}
    wording = Wording(present)
    return tuple(AskedAnew(name, label_in(wording, name)) for name in (*names, *texts) if name not in led)
