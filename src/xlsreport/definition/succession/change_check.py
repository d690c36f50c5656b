"""Mistakes in what a definition says about earlier forms."""

from __future__ import annotations

from collections.abc import Iterator

from xlsreport.definition.definition import Definition
from xlsreport.definition.problems import Path, Problem, near_miss
from xlsreport.definition.succession.change_since import ChangeSince
from xlsreport.definition.succession.earlier_names import fits, same_length


def change_problems(definition: Definition) -> Iterator[Problem]:
    """Editions that are not earlier ones, changes that say nothing or too much, and names that do not exist."""
    declared = definition.declaration
    editions = (declared.edition, *declared.previous_editions)
    names = known_names(definition) if declared.changes_since else ()
    for edition, changes in declared.changes_since.items():
        path: Path = ("changes_since", edition)
        if edition not in editions:
            suggestion = near_miss(edition, editions)
            yield Problem(path, "change_edition", {"edition": edition}, suggestion, on_key=True)
        taken: dict[str, int] = {}
        for number, change in enumerate(changes):
            yield from _change(change, (*path, number), names)
            for name in change.from_:
                if name in taken:
                    yield Problem((*path, number, "from"), "change_twice", {"name": name})
                taken[name] = number
        yield from _joined_unsaid(changes, path)


def known_names(definition: Definition) -> tuple[str, ...]:
    """Everything that changes may speak of, in full: figures, columns of lists, texts, fields, rules."""
    lines = (str(place) for line in definition.lines.values() for place in line.places)
    rules = {case.rule.id: None for case in definition.cases}
    rules |= {rule.id: None for table in definition.lists.values() for rule in table.rules}
    rules |= {claim.id: None for claim in definition.claims}
    texts = (*definition.narratives, *definition.fields)
    return (*map(str, definition.places), *lines, *texts, *rules)


def _change(change: ChangeSince, path: Path, names: tuple[str, ...]) -> Iterator[Problem]:
    if [change.to is not None, bool(change.split), change.dropped is not None].count(True) != 1:
        yield Problem(path, "change_says")
    if change.times is not None and change.to is None:
        yield Problem((*path, "times"), "change_times")
    if change.to is not None and not same_length((*change.from_, change.to)):
        yield Problem((*path, "to"), "change_parts", {"name": change.to})
    for key, targets in (("to", (change.to,)), ("split", change.split)):
        for number, target in enumerate(targets):
            if target is not None and not any(fits(target, name) for name in names):
                at = (*path, key) if key == "to" else (*path, key, number)
                yield Problem(at, "change_name", {"name": target}, _meant(target, names))


def _joined_unsaid(changes: tuple[ChangeSince, ...], path: Path) -> Iterator[Problem]:
    """Two changes to the same name: that figures are added up is said by naming them together."""
    taken = set[str]()
    for number, change in enumerate(changes):
        if change.to is not None and change.to in taken:
            yield Problem((*path, number, "to"), "change_joined", {"name": change.to})
        taken.add(change.to or "")


def _meant(target: str, names: tuple[str, ...]) -> str | None:
    """The name of as many parts that was probably meant."""
    length = target.count(".") + 1
    return near_miss(target, dict.fromkeys(".".join(name.split(".")[:length]) for name in names))
