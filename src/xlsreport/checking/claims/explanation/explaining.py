"""Why each number of a text was compared with the tables, or was not: by the checks themselves, told step by step."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import replace

from xlsreport.checking.claims.claim_findings import cells_of_figures
from xlsreport.checking.claims.contradictions import trace_claims
from xlsreport.checking.claims.decisions import Decision
from xlsreport.checking.claims.explanation.line_trace import LineTrace, TracedLine
from xlsreport.checking.claims.explanation.text_explanation import (
    COMPARED,
    ExplainedLine,
    ExplainedNumber,
    NamedFigure,
    Reading,
    TextExplanation,
    Verdict,
)
from xlsreport.checking.claims.patterns.figure_patterns import FigurePattern
from xlsreport.checking.claims.patterns.pattern_building import patterns_for
from xlsreport.checking.claims.prose import ProseLine, without_blanks
from xlsreport.checking.evaluation.submission_values import Values
from xlsreport.checking.wording import Wording
from xlsreport.definition.claim_declaration import Phrasing
from xlsreport.definition.definition import Definition
from xlsreport.definition.phrase_language.phrase_parser import NUMERALS
from xlsreport.definition.problems import unknown_name
from xlsreport.definition.rule_language.expression import Expression
from xlsreport.submission.submission import Submission

_YEAR = "20[0-9]{2}"
_DATE = "(?![年月日号])"
"""A year, a day and the number of a document are none that a table could have."""


def explain_text(submission: Submission, text: str, section: str | None = None) -> TextExplanation:
    """Say of every number in a text whether it is compared with the tables, and why or why not.

    Args:
        submission: by whose definition, agency, year and figures the text is read. Where it has no figures, it is said
            what numbers would be compared with. A text that stands in it is read there.
        text: one paragraph, or several, of which a numbered one heads those below it.
        section: the section of paragraphs whose text it is; by default the first.

    Raises:
        UnknownNameError: the definition has no such section of paragraphs.
    """
    definition = submission.definition
    if section and section not in definition.narratives:
        raise unknown_name(section, definition.narratives, definition.messages)
    found = _lines_with(submission, text)
    if not found:
        name = section or next(iter(submission.definition.narratives), "")
        submission = replace(submission, texts={name: tuple(text.splitlines())})
    trace = LineTrace()
    values = Values(submission)
    trace_claims(submission, values, trace)
    explaining = _Explainer(submission, values)
    part = _as_read(submission, text) if found else None
    lines = (explaining.line(read, part) for read in trace.lines if not found or read.place in found)
    return TextExplanation(bool(found), tuple(lines))


def _lines_with(submission: Submission, text: str) -> frozenset[tuple[str, int]]:
    """The lines of a submission that have a text of one paragraph, by section and number."""
    wanted = "".join(text.split())
    if not wanted or "\n" in text.strip():
        return frozenset()
    return frozenset(
        (section, number)
        for section in submission.definition.narratives
        for number, line in enumerate(submission.printed(section).lines)
        if wanted in "".join(line.split())
    )


def _as_read(submission: Submission, text: str) -> str:
    patterns = patterns_for(submission.definition, submission.year or 0)
    return patterns.readable(without_blanks(text, spaced=patterns.spaced))


class _Explainer:
    """Puts what was told of lines into words of one submission."""

    def __init__(self, submission: Submission, values: Values) -> None:
        self._submission = submission
        self._positions = submission.positions
        self._values = values
        self._wording = Wording(submission.definition, submission)
        self._number = _number_pattern(submission.definition)

    def line(self, read: TracedLine, part: str | None) -> ExplainedLine:
        """A line, or those of its sentences that a part of it is of."""
        section, number = read.place
        numbers = tuple(each for each in self._numbers(read) if part is None or _is_of(each.sentence, part, read.prose))
        text = self._submission.printed(section).lines[number]
        return ExplainedLine(section, number + 1, text, numbers, tuple(read.periods))

    def _numbers(self, read: TracedLine) -> Iterator[ExplainedNumber]:
        """The numbers of a line: first those outside brackets, then those within."""
        yield from self._numbers_of(read, read.prose.bare, lambda _: True)
        yield from self._numbers_of(read, read.prose.flat, read.prose.is_inside)

    def _numbers_of(self, read: TracedLine, text: str, counts: Callable[[int], bool]) -> Iterator[ExplainedNumber]:
        """The numbers of a text that was read of a line, as far as their positions count."""
        spans: dict[tuple[int, int], list[Reading]] = {}
        for figure, match, span, decision in read.decided:
            # A number that is taken stands there already, by the figure that took it.
            if decision.cause != "taken" and match.string == text and counts(span[0]):
                spans.setdefault(span, []).append(self._reading(figure, match, decision, read))
        for found in self._number.finditer(text):
            is_read = any(begin < found.end() and found.start() < end for begin, end in spans)
            if counts(found.start()) and not is_read:
                spans[found.span()] = []
        for (begin, end), readings in sorted(spans.items()):
            yield ExplainedNumber(text[begin:end], _sentence_at(text, begin), tuple(readings))

    def _reading(self, figure: FigurePattern, match: re.Match[str], decision: Decision, read: TracedLine) -> Reading:
        judged = [
            (outcome, reach)
            for statement, outcome, reach in read.judged
            if statement.pattern is figure and statement.span == match.span()
        ]
        outcomes = [outcome for outcome, _ in judged if outcome != "other"]
        verdict: Verdict = outcomes[0] if outcomes else decision.cause or ("another_whole" if judged else "longer")
        reach = next((each for _, each in judged if each and decision.far), None)
        is_silent = verdict in COMPARED and reach is None
        return Reading(
            claim=figure.claim.id,
            phrase=_phrase_of(figure, match),
            matched=match[0],
            figures=tuple(map(self._named, figure.figure.equals)),
            verdict=verdict,
            words="" if is_silent else decision.words.strip(),
            reach="" if is_silent else decision.reach.strip(),
            agreeing=None if reach is None else (reach.agreeing, reach.told),
            may_be_part=reach is not None and reach.may_be_part,
        )

    def _named(self, tree: Expression) -> NamedFigure:
        name = self._wording.spell(tree, self._wording.place)
        return NamedFigure(name, cells_of_figures(tree, self._positions, self._wording), self._values.of(tree))


def _phrase_of(figure: FigurePattern, match: re.Match[str]) -> str:
    """The phrase that matched, as the definition has it."""
    searched = (*figure.phrases, *figure.none)
    return next(each.phrase for each in searched if each.pattern.pattern == match.re.pattern)


def _number_pattern(definition: Definition) -> re.Pattern[str]:
    """Numbers that a reader might compare with tables: of digits, or in words with a unit."""
    phrasing = definition.declaration.phrasing or Phrasing()
    own = (unit for claim in definition.claims for figure in claim.figures for unit in figure.declared.units)
    units = "|".join(map(re.escape, sorted({*phrasing.units, *own}, key=len, reverse=True))) or "(?!)"
    unit = f"(?:[万亿千]?(?:{units})|%)"
    digits = rf"(?<![0-9.])(?!{_YEAR}(?![0-9.]|{unit}))[0-9]++(?:\.[0-9]++)?(?:{unit}|{_DATE})"
    return re.compile(f"百分之[{NUMERALS}]+|{digits}|(?<![{NUMERALS}])[{NUMERALS}]++(?:{units})")


def _sentence_at(text: str, position: int) -> str:
    begin, end = text.rfind("。", 0, position) + 1, text.find("。", position)
    return text[begin : end if end >= 0 else len(text)]


def _is_of(sentence: str, part: str, prose: ProseLine) -> bool:
    """Whether a sentence of a line has something in common with a part of it."""
    own = ProseLine(part, "", prose.asides)
    pieces = {piece for text in (own.bare, own.flat) for piece in text.split("。") if piece}
    return any(piece in sentence or sentence in piece for piece in pieces)
