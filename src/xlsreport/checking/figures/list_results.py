"""What is wrong in each line of a list: what is blank or unfit, and which rules it breaks."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence, Set
from dataclasses import dataclass

from xlsreport.checking.evaluation.line_keys import LineKey
from xlsreport.checking.evaluation.list_values import LineValues
from xlsreport.checking.evaluation.submission_values import Values
from xlsreport.checking.figures.line_results import (
    LineResult,
    LineState,
    evaluate_case,
    fits,
    is_missing,
    is_not_asked,
    is_unlisted,
)
from xlsreport.checking.figures.misplaced_marks import is_misplaced
from xlsreport.definition.definition import LineDefinition
from xlsreport.definition.place import Place
from xlsreport.definition.rule_language.rule_cases import OrderedRule
from xlsreport.layout.checklines import CheckLine, FilledLine, KindLine, LinesLine, NilLine, RoomLine
from xlsreport.submission.submission import Submission
from xlsreport.values import Number, number_text

BROKEN: Set[LineState] = {"broken", "warned", "explained", "noted"}
"""The states of a rule that does not hold."""


@dataclass(frozen=True, slots=True)
class CheckedLine:
    """One line: its values, what is blank or unfit, and the rules that it breaks.

    ``blank`` are the places that should be filled in, ``unfit`` those that hold what their kind does not allow, or
    anything where nothing is asked: the latter are also in ``not_asked``, and answers that should stand in a list in
    ``unlisted``.
    ``broken`` has the result of each broken rule by the rule's id; a rule that compares lines has none.
    """

    values: LineValues
    blank: tuple[Place, ...]
    unfit: tuple[Place, ...]
    not_asked: tuple[Place, ...]
    broken: Mapping[str, LineResult | None]
    unlisted: tuple[Place, ...] = ()

    @property
    def number(self) -> int:
        """Of the line, from 1."""
        return self.values.line.number


def check_list(definition: LineDefinition, values: Values) -> tuple[CheckedLine, ...]:
    """What is wrong in each begun line of a list."""
    lines = values.lines[definition.list].lines
    distinct = definition.across.distinct
    keys = [Counter(_key(line, rule.columns) for line in lines) for rule in distinct]
    behind = {order.rule.id: out_of_order(order, lines) for order in definition.across.ordered}
    return tuple(_checked(definition, line, keys, behind) for line in lines)


def _checked(
    definition: LineDefinition, line: LineValues, keys: list[Counter[LineKey | None]], behind: Mapping[str, Set[int]]
) -> CheckedLine:
    entries = line.line.entries
    asked = definition.entry_places(definition.list)
    results = {case.rule.id: evaluate_case(case, line.submission, line) for case in definition.cases}
    broken: dict[str, LineResult | None] = {rule: one for rule, one in results.items() if one.state in BROKEN}
    for rule, counted in zip(definition.across.distinct, keys, strict=True):
        key = _key(line, rule.columns)
        if key is not None and counted[key] > 1:
            broken[rule.rule.id] = None
    if f"{definition.list}.new" in {rule.id for rule in definition.previous_rules} and is_new_line(definition, line):
        broken[f"{definition.list}.new"] = None
    broken |= {rule: None for rule, numbers in behind.items() if line.line.number in numbers}
    kinds = {place: definition.places[place].kind for place in entries}
    not_asked = tuple(place for place in entries if is_not_asked(line.submission, line, place))
    unlisted = tuple(place for place, entry in entries.items() if is_unlisted(definition, entry, kinds[place], line))
    odd = {*not_asked, *unlisted}
    return CheckedLine(
        line,
        tuple(place for place in asked if is_missing(line.submission, line, place)),
        tuple(
            place
            for place, entry in entries.items()
            if place in odd or not fits(entry, kinds[place]) or is_misplaced(definition, place, line)
        ),
        not_asked,
        broken,
        unlisted,
    )


def is_new_line(definition: LineDefinition, line: LineValues) -> bool:
    """Whether a line was not there last year, of which lines are known."""
    key, before = line.key(definition.previous_key), line.previous_lines
    return "" not in key and 1 in before.keys and not before.counted[key]


def gone_lines(definition: LineDefinition, values: Values) -> Sequence[int]:
    """The numbers of last year's lines whose keys this year's list does not have."""
    now = {line.key(definition.previous_key) for line in values.lines[definition.list].lines}
    keys = values.previous_lines[definition.list].keys
    return [number for number, key in keys.items() if key not in now]


def counts_gone(submission: Submission, name: str) -> bool:
    """Whether it can be said which lines are gone: the reporter has begun the list, or said that there is nothing."""
    return bool(submission.lines.get(name)) or name in submission.nil_returns


def key_text(key: LineKey) -> str:
    """The text by which lines are compared, as the formula gives it."""
    parts = (part if isinstance(part, str) else number_text(part) for part in key)
    return "|".join(("k", *parts)).translate({ord(sign): 0xFEE0 + ord(sign) for sign in "~*?"})


def out_of_order(order: OrderedRule, lines: Sequence[LineValues]) -> frozenset[int]:
    """The numbers of the lines that should stand before the last one above them that says where it stands."""
    found, above = set(), None
    for line in lines:
        key = order_key(order, line)
        if key is None:
            continue
        if above is not None and key < above:
            found.add(line.line.number)
        above = key
    return frozenset(found)


def order_key(order: OrderedRule, line: LineValues) -> tuple[Number, ...] | None:
    """What must not become less from line to line; None where a part of it is not known."""
    ranks = [(line.rank(place), downwards) for place, downwards in order.columns]
    known = tuple(-rank if downwards else rank for rank, downwards in ranks if rank is not None)
    return known if len(known) == len(ranks) else None


def _key(line: LineValues, columns: tuple[Place, ...]) -> LineKey | None:
    """What is to be distinct; None where a part of it is blank, so that nothing is known yet."""
    key = line.key(columns)
    return None if "" in key else key


def list_results(
    submission: Submission, name: str, lines: tuple[CheckedLine, ...], values: Values
) -> Iterator[LineResult]:
    """The results of the lines of the checks sheet about one list."""
    is_nil = name in submission.nil_returns
    beyond = submission.overflow.get(name)
    yield _counted(RoomLine(name), 0 if beyond is None else beyond.cells, "broken")
    yield _counted(FilledLine(name), sum(len(line.blank) for line in lines), "unfilled")
    yield _counted(KindLine(name), sum(len(line.unfit) for line in lines), "broken")
    if submission.definition.lists[name].nil_return is not None:
        yield _counted(NilLine(name), len(lines) if is_nil else 0, "broken")
    definition = submission.definition.lines[name]
    for rule in definition.rules:
        if rule.id == f"{name}.gone":
            count = len(gone_lines(definition, values)) if counts_gone(submission, name) else 0
        else:
            count = sum(rule.id in line.broken for line in lines)
        yield _counted(LinesLine(name, rule), count, _state(rule.severity, rule.id in submission.explanations))


def _state(severity: str, is_explained: bool) -> LineState:
    if severity == "warning":
        return "explained" if is_explained else "warned"
    return "broken" if severity == "error" else "noted"


def _counted(line: CheckLine, count: int, otherwise: LineState) -> LineResult:
    return LineResult(line, count, 0, otherwise if count else "holds")
