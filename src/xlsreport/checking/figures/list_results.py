"""What is wrong in each line of a list: what is blank or unfit, and which rules it breaks."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, field

from xlsreport.checking.evaluation.asking import asked_as_a_whole, asked_by
from xlsreport.checking.evaluation.line_keys import LineKey
from xlsreport.checking.evaluation.lists.line_values import LineValues
from xlsreport.checking.evaluation.lists.list_values import ListValues
from xlsreport.checking.evaluation.plain_columns import is_plain_column
from xlsreport.checking.evaluation.submission_values import Values
from xlsreport.checking.figures.entry_findings import is_in_order
from xlsreport.checking.figures.line_results import (
    LineResult,
    LineState,
    evaluate_case,
    fits,
    is_unlisted,
)
from xlsreport.checking.figures.misplaced_marks import is_misplaced
from xlsreport.definition.definition import LineDefinition
from xlsreport.definition.place import Place
from xlsreport.definition.rule_language.expression import Figure
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
    ``unlisted``. ``doubted`` are those whose entries are not plainly what is asked for, so that something may be found.
    ``broken`` has the result of each broken rule by the rule's id; a rule that compares lines has none.
    """

    values: LineValues
    blank: tuple[Place, ...]
    unfit: tuple[Place, ...]
    not_asked: tuple[Place, ...]
    broken: Mapping[str, LineResult | None]
    unlisted: tuple[Place, ...] = ()
    doubted: frozenset[Place] = frozenset()

    @property
    def number(self) -> int:
        """Of the line, from 1."""
        return self.values.line.number


def check_list(definition: LineDefinition, values: Values) -> tuple[CheckedLine, ...]:
    """What is wrong in each begun line of a list."""
    of_list, odd = values.lines[definition.list], odd_lines(definition, values)
    return tuple(odd.get(index) or CheckedLine(line, (), (), (), {}) for index, line in enumerate(of_list.lines))


def odd_lines(definition: LineDefinition, values: Values) -> Mapping[int, CheckedLine]:
    """The lines in which something is wrong or may be, by their indexes, in their order.

    Whole columns are looked at first; only where one of them leaves a doubt, its lines are, one by one.
    """
    of_list = values.lines[definition.list]
    broken, conditional = _broken_rules(definition, of_list), _conditional_entries(definition, of_list)
    doubted = _doubted_places(definition, of_list)
    return {
        index: _checked(
            definition,
            of_list.line(index),
            broken.get(index, {}),
            doubted.get(index, frozenset()),
            conditional.get(index),
        )
        for index in sorted({*broken, *conditional, *doubted})
    }


def _broken_rules(definition: LineDefinition, of_list: ListValues) -> Mapping[int, dict[str, LineResult | None]]:
    """By the index of a line, the rules that it breaks."""
    broken: dict[int, dict[str, LineResult | None]] = {}
    for rule, case in {case.rule.id: case for case in definition.cases}.items():
        for index in of_list.breaking(case):
            line = of_list.line(index)
            result = evaluate_case(case, line.submission, line)
            if result.state in BROKEN:
                broken.setdefault(index, {})[rule] = result
    for distinct in definition.across.distinct:
        for index in _repeated(of_list.keys(distinct.compared), len(distinct.columns)):
            broken.setdefault(index, {})[distinct.rule.id] = None
    if any(rule.id == f"{definition.list}.new" for rule in definition.previous_rules):
        for index in _new_lines(definition, of_list):
            broken.setdefault(index, {})[f"{definition.list}.new"] = None
    for order in definition.across.ordered:
        for index in _out_of_order(order, of_list):
            broken.setdefault(index, {})[order.rule.id] = None
    return broken


def _repeated(keys: Sequence[LineKey], asked: int) -> Iterator[int]:
    """The lines that have what another line has, too; of their keys so many parts must be filled."""
    counted = Counter(keys)
    for index, key in enumerate(keys) if len(counted) < len(keys) else ():
        if counted[key] > 1 and "" not in key[:asked]:  # a part that is blank says nothing yet
            yield index


@dataclass(slots=True)
class _Conditional:
    """Of a line: places that should be filled in, and places that are although nothing is asked there."""

    blank: list[Place] = field(default_factory=list)
    not_asked: list[Place] = field(default_factory=list)


def _conditional_entries(definition: LineDefinition, of_list: ListValues) -> Mapping[int, _Conditional]:
    """By the index of a line: what is blank in it, and what is not asked."""
    found: dict[int, _Conditional] = {}
    for place in definition.entry_places(definition.list):
        filled = of_list.entered(place).filled
        requirements = definition.places[place].requirements
        if not requirements:
            for index, is_filled in enumerate(filled) if not all(filled) else ():
                if not is_filled:
                    found.setdefault(index, _Conditional()).blank.append(place)
            continue
        for index, (is_filled, state) in enumerate(zip(filled, of_list.asked(requirements), strict=True)):
            if is_filled and state == "empty":
                found.setdefault(index, _Conditional()).not_asked.append(place)
            elif state == "asked" and not is_filled:
                found.setdefault(index, _Conditional()).blank.append(place)
    return found


def _doubted_places(definition: LineDefinition, of_list: ListValues) -> Mapping[int, frozenset[Place]]:
    """By the index of a line, the places whose entries have to be looked at one by one."""
    doubted: dict[int, set[Place]] = {}
    for place in definition.entry_places(definition.list):
        facts, kind, column = definition.places[place], definition.places[place].kind, of_list.entered(place)
        if facts.not_applicable_when is None and is_plain_column(column, kind.traits):
            continue
        entries = column.entries
        distinct = {id(entry): entry for entry in entries if entry is not None}
        plain = set[int]()
        if facts.not_applicable_when is None:
            in_order = (key for key, entry in distinct.items() if is_in_order(entry, kind.traits))
            plain = {key for key in in_order if fits(distinct[key], kind)}
        for index, entry in enumerate(entries):
            if entry is not None and id(entry) not in plain:
                doubted.setdefault(index, set()).add(place)
    return {index: frozenset(places) for index, places in doubted.items()}


def _checked(
    definition: LineDefinition,
    line: LineValues,
    broken: Mapping[str, LineResult | None],
    doubted: frozenset[Place],
    conditional: _Conditional | None,
) -> CheckedLine:
    blank = () if conditional is None else tuple(conditional.blank)
    not_asked: tuple[Place, ...] = ()
    if conditional is not None and conditional.not_asked:
        not_asked = tuple(place for place in line.line.entries if place in conditional.not_asked)
    looked_at = doubted.union(not_asked)
    if not looked_at:
        return CheckedLine(line, blank, (), (), broken)
    entries = {place: entry for place, entry in line.line.entries.items() if place in looked_at}
    kinds = {place: definition.places[place].kind for place in entries}
    unlisted = tuple(place for place, entry in entries.items() if is_unlisted(definition, entry, kinds[place], line))
    odd = {*not_asked, *unlisted}
    unfit = tuple(
        place
        for place, entry in entries.items()
        if place in odd or not fits(entry, kinds[place]) or is_misplaced(definition, place, line)
    )
    return CheckedLine(line, blank, unfit, not_asked, broken, unlisted, doubted)


def _new_lines(definition: LineDefinition, of_list: ListValues) -> Iterator[int]:
    """The lines that were not there last year, of which lines are known."""
    before = of_list.before
    for index, key in enumerate(of_list.keys(definition.previous_key) if 1 in before.keys else ()):
        if "" not in key and not before.counted[key]:
            yield index


def gone_lines(definition: LineDefinition, values: Values) -> Sequence[int]:
    """The numbers of last year's lines whose keys this year's list does not have."""
    now = set(values.lines[definition.list].keys(definition.previous_key))
    keys = values.previous_lines[definition.list].keys
    return [number for number, key in keys.items() if key not in now]


def counts_gone(submission: Submission, name: str) -> bool:
    """Whether it can be said which lines are gone: the reporter has begun the list, or said that there is nothing."""
    return bool(submission.lines.get(name)) or name in submission.nil_returns


def is_unanswered(submission: Submission, name: str, values: Values) -> bool:
    """Whether a list is empty and nobody said that there is nothing to list, although that is asked."""
    is_begun = bool(submission.lines.get(name)) or name in submission.nil_returns
    if is_begun or submission.definition.lists[name].nil_return is None:
        return False
    return asked_by(asked_as_a_whole(submission.definition.lines[name]), values) == "asked"


def key_text(key: LineKey) -> str:
    """The text by which lines are compared, as the formula gives it."""
    parts = (part if isinstance(part, str) else number_text(part) for part in key)
    return "|".join(("k", *parts)).translate({ord(sign): 0xFEE0 + ord(sign) for sign in "~*?"})


def _out_of_order(order: OrderedRule, of_list: ListValues) -> Iterator[int]:
    """The lines that should stand before the last one above them that says where it stands, of the same agency."""
    ranks = zip(*(of_list.numbers(Figure(place)) for place, _ in order.columns), strict=True)
    agencies = of_list.keys(() if order.whose is None else (order.whose,))
    above, above_of = None, None
    for index, (each, agency) in enumerate(zip(ranks, agencies, strict=True)):
        key = _order_key(order, each)
        if key is None:
            continue
        if above is not None and key < above and agency == above_of:
            yield index
        above, above_of = key, agency


def order_key(order: OrderedRule, line: LineValues) -> tuple[Number, ...] | None:
    """What must not become less from line to line; None where a part of it is not known."""
    return _order_key(order, [line.rank(place) for place, _ in order.columns])


def _order_key(order: OrderedRule, ranks: Sequence[Number | None]) -> tuple[Number, ...] | None:
    known = ((rank, downwards) for rank, (_, downwards) in zip(ranks, order.columns, strict=True) if rank is not None)
    key = tuple(-rank if downwards else rank for rank, downwards in known)
    return key if len(key) == len(ranks) else None


def list_results(
    submission: Submission, name: str, lines: tuple[CheckedLine, ...], values: Values
) -> Iterator[LineResult]:
    """The results of the lines of the checks sheet about one list."""
    is_nil = name in submission.nil_returns
    beyond = submission.overflow.get(name)
    yield _counted(RoomLine(name), 0 if beyond is None else beyond.cells, "broken")
    blank = sum(len(line.blank) for line in lines) + is_unanswered(submission, name, values)
    yield _counted(FilledLine(name), blank, "unfilled")
    yield _counted(KindLine(name), sum(len(line.unfit) for line in lines), "broken")
    if submission.definition.lists[name].nil_return is not None:
        yield _counted(NilLine(name), len(lines) if is_nil else 0, "broken")
    definition = submission.definition.lines[name]
    # As a rule of a table is, one of a list is open while something is blank or no number.
    otherwise: LineState = "open" if blank or any(line.unfit for line in lines) else "holds"
    for rule in definition.rules:
        if rule.id == f"{name}.gone":
            count = len(gone_lines(definition, values)) if counts_gone(submission, name) else 0
        else:
            count = sum(rule.id in line.broken for line in lines)
        state = _state(rule.severity, rule.id in submission.explanations) if count else otherwise
        yield LineResult(LinesLine(name, rule), count, 0, state)


def _state(severity: str, is_explained: bool) -> LineState:
    if severity == "warning":
        return "explained" if is_explained else "warned"
    return "broken" if severity == "error" else "noted"


def _counted(line: CheckLine, count: int, otherwise: LineState) -> LineResult:
    return LineResult(line, count, 0, otherwise if count else "holds")
