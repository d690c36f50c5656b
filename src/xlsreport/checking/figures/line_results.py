"""The result of each line of the checks sheet: both sides, the difference and the state."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal, assert_never

from xlsreport.checking.evaluation.comparing import difference, holds
from xlsreport.checking.evaluation.conditions import is_true
from xlsreport.checking.evaluation.figure_values import FigureValues
from xlsreport.checking.figures.misplaced_marks import is_misplaced
from xlsreport.checking.texts.answers import says_nothing
from xlsreport.definition.definition import Definition
from xlsreport.definition.figure_kinds.kind_traits import DateTraits, NumberTraits, OptionTraits, TextTraits
from xlsreport.definition.figure_kinds.kinds import AnyKind
from xlsreport.definition.place import Place
from xlsreport.definition.rule_language.rule_cases import RuleCase, line_of_case
from xlsreport.definition.tables.rule_declaration import Severity
from xlsreport.layout.checklines import (
    BodyLine,
    CaseLine,
    CheckLine,
    CoverKindLine,
    CoverLine,
    FilledLine,
    KindLine,
    LinesLine,
    NilLine,
    NotAskedLine,
    RoomLine,
    TextLine,
    TotalLine,
    check_lines,
    explanation_key,
)
from xlsreport.submission.invisible_characters import is_blank
from xlsreport.submission.submission import Entry, Submission
from xlsreport.values import Number, Typed, is_number

LineState = Literal[
    "holds", "broken", "unfilled", "warned", "explained", "noted", "open", "no_previous", "not_asked", "not_applicable"
]
"""``open``: a figure that the line needs is blank; ``no_previous``: last year's figure is not known; ``not_asked``: the
rule is for other bodies than the reporting one, as far as is known, or stands in for one that can be asked;
``not_applicable``: a side needs a figure for which there is nothing to be stated."""


_STATE_WHEN_BLANK: dict[Severity, LineState] = {"error": "unfilled", "warning": "warned", "note": "noted"}


@dataclass(frozen=True, slots=True)
class LineResult:
    """A line with its two sides; a side is None where a figure that it needs has no value."""

    line: CheckLine
    left: Number | None
    right: Number | None
    state: LineState

    @property
    def difference(self) -> Number | None:
        """Left minus right, where both are known."""
        return None if self.left is None or self.right is None else difference(self.left, self.right)


@dataclass(frozen=True, slots=True)
class VerdictCounts:
    """What the overall verdict adds up: rules broken, cells to fill, warnings without an explanation, notes."""

    broken: int
    unfilled: int
    warned: int
    noted: int

    @property
    def open(self) -> int:
        """How much keeps the report from being ready."""
        return self.broken + self.unfilled + self.warned


def evaluate_lines(
    submission: Submission, values: FigureValues, known: Mapping[CheckLine, LineResult] | None = None
) -> tuple[LineResult, ...]:
    """The result of every line, in the order of the checks sheet; ``known`` are those of lines about lists."""
    lines, of_lists = check_lines(submission.definition), known or {}
    return tuple(of_lists.get(line) or _evaluate(line, submission, values) for line in lines)


def count_verdict(results: Iterable[LineResult]) -> VerdictCounts:
    """Add up the results for the overall verdict."""
    results = list(results)
    return VerdictCounts(
        broken=sum(result.state == "broken" for result in results),
        unfilled=sum(int(result.left or 0) for result in results if result.state == "unfilled"),
        warned=sum(result.state == "warned" for result in results),
        noted=sum(_notes(result) for result in results if result.state == "noted"),
    )


def _notes(result: LineResult) -> int:
    """How many notes a line makes: a line about the cover one for each of its cells."""
    return int(result.left or 0) if isinstance(result.line, CoverLine) else 1


def _evaluate(line: CheckLine, submission: Submission, values: FigureValues) -> LineResult:
    match line:
        case CoverLine(severity):
            return _counted(line, len(unfilled_fields(submission, values, severity)), _STATE_WHEN_BLANK[severity])
        case CoverKindLine():
            return _counted(line, len(fields_of_wrong_kind(submission, values)), "broken")
        case BodyLine():
            is_other = submission.contradicted_body is not None
            return _counted(line, int(is_other), _text_state(line, submission, "warning"))
        case TextLine(name, severity):
            is_missing_text = says_nothing(submission, name, typed=True) and values.asked_text(name) == "asked"
            return _counted(line, int(is_missing_text), _text_state(line, submission, severity))
        case NotAskedLine(name):
            return _counted(line, int(is_text_not_asked(submission, values, name)), "broken")
        case FilledLine(table):
            return _counted(line, len(blank_places(submission, values, table)), "unfilled")
        case KindLine(table):
            return _counted(line, len(places_of_wrong_kind(submission, values, table)), "broken")
        case NilLine(table):
            return _counted(line, len(nil_contradictions(submission, values, table)), "broken")
        case TotalLine(total):
            left, right = values.at(total.place), values.total(total.place, total.expression)
            if values.is_not_applicable(total.place):
                return LineResult(line, left, right, "not_applicable")
            if left is None or right is None:
                return LineResult(line, left, right, "open")
            return LineResult(line, left, right, "holds" if holds("==", left, right) else "broken")
        case CaseLine(case):
            return evaluate_case(case, submission, values)
        case RoomLine() | LinesLine():
            raise TypeError(f"about a list: {line}")
        case _:
            assert_never(line)


def _text_state(line: TextLine | BodyLine, submission: Submission, severity: Severity) -> LineState:
    """The state of an empty section, or of another kind of body."""
    explained = submission.explanations.get(explanation_key(line) or "")
    return "explained" if explained else _STATE_WHEN_BLANK[severity]


def _counted(line: CheckLine, count: int, otherwise: LineState) -> LineResult:
    return LineResult(line, count, 0, otherwise if count else "holds")


def evaluate_case(case: RuleCase, submission: Submission, values: FigureValues) -> LineResult:
    """The result of a rule in one of its cases."""
    line = CaseLine(case)
    if (listed := line_of_case(case)) is not None and not (is_there := is_true(listed, values)):
        return LineResult(line, None, None, "open" if is_there is None else "not_asked")
    left, right = map(values.of, case.sides)
    if not is_asked(case, submission, values):
        return LineResult(line, left, right, "not_asked")
    asked = True if case.condition is None else is_true(case.condition, values)
    if asked is False:
        return LineResult(line, left, right, "not_asked")
    if asked is None:
        return LineResult(line, left, right, "open")
    if any(values.at(place, previous=True) is None for place in case.previous_places):
        return LineResult(line, left, right, "no_previous")
    if passes_over(case, values):
        return LineResult(line, left, right, "not_asked")
    if left is None or right is None:  # a side that has a value is never ruled out
        is_ruled_out = any(map(values.rules_out, case.sides))
        return LineResult(line, left, right, "not_applicable" if is_ruled_out else "open")
    if holds(case.comparison.comparator, left, right) if case.change is None else _holds(case, values):
        return LineResult(line, left, right, "holds")
    return LineResult(line, left, right, _state_when_broken(case, submission))


def is_asked(case: RuleCase, submission: Submission, values: FigureValues) -> bool:
    """Whether the rule is for the reporting body, and the rule that it stands in for cannot be asked."""
    needed = case.stands_in_for
    could_be = needed and all(values.at(place, previous=True) is not None for place in needed)
    # The kind is made out of names and fields, so it is asked for where it matters only.
    return not could_be and (not case.rule.bodies or case.asks(submission.body_kind))


def passes_over(case: RuleCase, values: FigureValues) -> bool:
    """Whether a rule about a change says nothing, since the figure was 0 last year."""
    declared = case.rule.explain_change
    return declared is not None and declared.passes_over_zero and values.of(case.sides[1]) == 0


def _holds(case: RuleCase, values: FigureValues) -> bool:
    left, right = values.of(case.comparison.left), values.of(case.comparison.right)
    return left is not None and right is not None and holds(case.comparison.comparator, left, right)


def _state_when_broken(case: RuleCase, submission: Submission) -> LineState:
    match case.rule.severity:
        case "error":
            return "broken"
        case "warning":
            return "explained" if submission.explanations.get(case.key) else "warned"
        case "note":
            return "noted"


def unfilled_fields(submission: Submission, values: FigureValues, severity: Severity) -> Sequence[str]:
    """What the cover still lacks, of one severity: ``agency`` and ``year`` (errors) and ids of declared fields."""
    year = submission.year or submission.unclear_at("year")
    always = {"agency": submission.agency, "year": year} if severity == "error" else {}
    declared = submission.definition.cover_fields.items()
    asked = [name for name, field in declared if field.when_blank == severity and values.asked_text(name) == "asked"]
    fields = {name: submission.fields.get(name) for name in asked}
    return [name for name, value in {**always, **fields}.items() if not value]


def blank_places(submission: Submission, values: FigureValues, table: str) -> Sequence[Place]:
    """The entry places of a table that are blank and should not be."""
    return [place for place in submission.definition.entry_places(table) if is_missing(submission, values, place)]


def is_missing(submission: Submission, values: FigureValues, place: Place) -> bool:
    """Whether an entry place is blank, without a nil return, although something is asked there."""
    if place in submission.entries or place.table in submission.nil_returns:
        return False
    return not submission.definition.places[place].may_be_blank or values.asked(place) == "asked"


def is_not_asked(submission: Submission, values: FigureValues, place: Place) -> bool:
    """Whether something is entered at a place although nothing is asked there."""
    is_conditional = submission.definition.places[place].may_be_blank and place in submission.entries
    return is_conditional and values.asked(place) == "empty"


def is_text_not_asked(submission: Submission, values: FigureValues, name: str) -> bool:
    """Whether a section, a comment or a field of the cover says something although nothing is asked there."""
    if values.asked_text(name) != "empty":
        return False
    if name in submission.definition.narratives:
        return not says_nothing(submission, name, typed=True)
    return not is_blank(submission.fields.get(name, ""))


def nil_contradictions(submission: Submission, values: FigureValues, table: str) -> Sequence[Place]:
    """Where a table that is declared to be all zero has another number."""
    if table not in submission.nil_returns:
        return ()
    places = submission.definition.entry_places(table, numeric=True)
    return [place for place in places if values.at(place) not in (None, 0)]


def fields_of_wrong_kind(submission: Submission, values: FigureValues) -> Sequence[str]:
    """Fields of the cover whose cell does not hold what their kind asks for, as the workbook sees it."""
    kinds = submission.definition.field_kinds
    return [
        name
        for name, entry in submission.field_entries.items()
        if not fits(entry, kinds[name]) or is_unlisted(submission.definition, entry, kinds[name], values)
    ]


def places_of_wrong_kind(submission: Submission, values: FigureValues, table: str) -> Sequence[Place]:
    """Entry places whose cell does not hold what their kind asks for, as the workbook sees it."""
    definition = submission.definition
    return [place for place in definition.entry_places(table) if is_wrong(submission, values, place)]


def is_wrong(submission: Submission, values: FigureValues, place: Place) -> bool:
    """Whether an entry is not of its kind, or stands where none belongs, or the mark for not applicable does."""
    definition, entry = submission.definition, submission.entries.get(place)
    if entry is None:
        return False
    if is_not_asked(submission, values, place):
        return True
    kind = definition.places[place].kind
    if not fits(entry, kind) or is_unlisted(definition, entry, kind, values):
        return True
    return is_misplaced(definition, place, values)


def is_unlisted(definition: Definition, entry: Entry, kind: AnyKind, values: FigureValues) -> bool:
    """Whether an answer should stand in a list and does not."""
    source = definition.source_of(kind)
    return source is not None and not values.is_listed(entry.stated, source)


def fits(entry: Entry, kind: AnyKind) -> bool:
    """Whether an entry is of its kind: a plain number or date in its bounds, an option, a text that is short enough."""
    typed: Typed = entry.held
    if entry.not_applicable:
        return not entry.mended
    match kind.traits:
        case TextTraits(max_length=limit):
            return len(str(typed)) <= limit
        case DateTraits() as traits:
            return is_number(typed) and traits.takes(typed)
        case OptionTraits(options=options):
            return typed in options
        case NumberTraits() as traits:
            return is_number(typed) and traits.takes(typed)
        case other:
            assert_never(other)
