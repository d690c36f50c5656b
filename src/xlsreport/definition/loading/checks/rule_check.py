"""Checks what rules declare besides names and expressions: that each is of one kind, and for which bodies it holds."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from xlsreport.definition.change_declaration import ExplainedChange
from xlsreport.definition.declaration import Declaration
from xlsreport.definition.problems import Path, Problem, near_miss
from xlsreport.definition.tables.rule_declaration import Rule


def check_rules(declaration: Declaration, rules: Iterable[tuple[Path, Rule]]) -> Iterator[Problem]:
    """Rules that say nothing or two things, and names of kinds of bodies that are not declared."""
    bodies = [kind.id for kind in declaration.bodies]
    for path, rule in rules:
        yield from _kind(path, rule)
        if rule.explain_change is not None:
            yield from _change((*path, "explain_change"), rule.explain_change)
            if rule.severity == "error":
                yield Problem((*path, "severity"), "change_error")
        for number, body in enumerate(rule.bodies):
            if body not in bodies:
                found = near_miss(body, bodies)
                yield Problem((*path, "bodies", number), "unknown_body", {"name": body}, found)


def _kind(path: Path, rule: Rule) -> Iterator[Problem]:
    said = (rule.require is not None, rule.explain_change is not None)
    across = (("distinct", rule.distinct), ("ordered", rule.ordered))
    of_lines = [key for key, columns in across if columns]
    if len(of_lines) + sum(said) > 1 and of_lines:
        yield Problem(path, "rule_kind_list", {"id": rule.id, "word": of_lines[0]})
    elif not rule.distinct and (word := next((w for w in ("alike", "within") if w in rule.model_fields_set), None)):
        yield Problem((*path, word), "of_distinct_alone", {"word": word})
    elif not of_lines and sum(said) != 1:
        yield Problem(path, "rule_kind", {"id": rule.id})
    elif rule.figure is None and rule.explain_change is not None:
        yield Problem(path, "change_figure", {"id": rule.id})
    elif rule.figure is not None and rule.require is not None:
        yield Problem((*path, "figure"), "figure_of_require")


def _change(path: Path, change: ExplainedChange) -> Iterator[Problem]:
    if (change.more_than is None) == (change.times is None):
        yield Problem(path, "change_measure")
    elif change.more_than is not None and change.share is None:
        yield Problem((*path, "more_than"), "change_share", {"found": change.more_than})
    if change.from_zero and change.times is None:
        yield Problem((*path, "from_zero"), "change_from_zero")
    for unit, worth in change.units.items():
        if worth <= 0 or worth == 1:
            yield Problem((*path, "units", unit), "change_unit", {"unit": unit})
