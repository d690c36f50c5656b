"""``xlsreport lint --try``: why the numbers of a text were compared with the tables, or were not."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

import click

from xlsreport.checking.claims.claim_findings import readable_value
from xlsreport.checking.claims.explanation.explaining import explain_text
from xlsreport.checking.claims.explanation.text_explanation import (
    ExplainedLine,
    ExplainedNumber,
    NamedFigure,
    Reading,
    Verdict,
)
from xlsreport.cli.common_options import naming_refused_file, suffix_of
from xlsreport.cli.period_options import given_period
from xlsreport.definition.definition import Definition
from xlsreport.messages import Messages
from xlsreport.submission.entries_file import load_entries, new_submission
from xlsreport.submission.submission import Submission, shortened
from xlsreport.submission.workbook_reader import read_workbook

_MAX_FIGURES = 3
"""Figures that a line names for one number; the JSON has all."""
_COMPARED_NEVERTHELESS: tuple[Verdict, ...] = ("adds_up", "at_most", "contradicts")
"""What becomes of a number that words from afar no longer silence."""
_INDENT = "      "
_WORKBOOKS = (".xlsx", ".xlsm")


def submission_for_trial(
    definition: Definition | None,
    agency: str | None,
    year: int | None,
    period: str,
    figures: str | None,
    messages: Messages,
) -> Submission:
    """The submission that a text is compared with: of a filled workbook, of an entries file, or without any figures.

    Args:
        definition: of the report; by default the one that the workbook states.
        agency: who reports; by default as the workbook says, else nobody.
        year: of the report; by default as the workbook says, else the last one that is over.
        period: the half year, quarter or month of the report, where the definition has such periods; likewise.
        figures: the path of a filled workbook or of an entries file, if there is one.
        messages: the language of errors.

    Raises:
        EntriesError: the entries cannot be read or do not fit.
        RejectedWorkbookError: the workbook cannot be read.
        UsageError: there is neither a definition nor a workbook, or the period does not fit the definition.
    """
    if figures and suffix_of(figures).lower() in _WORKBOOKS:
        with naming_refused_file(figures, messages):
            read = read_workbook(figures, definition, messages)
        known = None if read.year is None else (read.year, read.part)
        of = _period(read.definition, year, period, messages, known)
        return replace(read, agency=agency or read.agency, year=of[0], part=of[1])
    if definition is None:
        raise click.UsageError(messages("trial.no_definition"))
    entries = load_entries(figures, messages) if figures else None
    of_year, part = _period(definition, year, period, messages)
    return new_submission(definition, agency=agency or "", year=of_year, part=part, entries=entries, messages=messages)


def _period(
    definition: Definition,
    year: int | None,
    period: str,
    messages: Messages,
    known: tuple[int, int | None] | None = None,
) -> tuple[int, int | None]:
    """The period that was given; else the one that is known, or the last one that is over."""
    given, part = given_period(definition, year, period, messages)
    return known or definition.calendar.last_over(date.today()) if given is None else (given, part)


def _period_of(submission: Submission, messages: Messages) -> str:
    if submission.part is None:
        return messages("trial.year", year=submission.year or "")
    return submission.definition.calendar.in_sentences(submission.year, submission.part)


def trial_lines(text: str, submission: Submission, figures: str | None, messages: Messages) -> Iterator[str]:
    """What becomes of the numbers of a text, in the user's language; figures are named in the report's."""
    whose = {"agency": submission.agency or messages("trial.nobody"), "period": _period_of(submission, messages)}
    yield messages("trial.with_figures", file=figures, **whose) if figures else messages("trial.alone", **whose)
    explanation = explain_text(submission, text)
    if explanation.in_place:
        yield messages("trial.in_place")
    if not explanation.lines:
        yield messages("trial.nothing" if submission.definition.claims else "trial.no_claims")
    for line in explanation.lines:
        yield from _line(line, submission.definition, messages)


def _line(line: ExplainedLine, definition: Definition, messages: Messages) -> Iterator[str]:
    heading = definition.narratives[line.section].heading
    yield messages("trial.line", section=heading, number=line.number, text=shortened(line.text))
    for period in line.periods:
        key = "period_right" if period.is_right else "period_wrong"
        yield "  " + messages(f"trial.{key}", written=period.written)
    for number in line.numbers:
        yield from _number(number, messages)
    if not line.numbers and not line.periods:
        yield "  " + messages("trial.nothing")


def _number(number: ExplainedNumber, messages: Messages) -> Iterator[str]:
    """The figures that a number was compared with; if there are none, why each phrase that read it failed."""
    written = {"written": number.written}
    if not number.readings:
        yield "  " + messages("trial.no_phrase", **written)
    for reading in number.compared:
        yield "  " + messages(f"trial.number_{reading.verdict}", **written)
        yield _INDENT + messages("trial.counts_for", figures=_figures(reading.figures, messages))
        if reading.agreeing and reading.verdict in _COMPARED_NEVERTHELESS:
            agreeing, told = reading.agreeing
            yield _INDENT + messages("trial.reached", words=reading.words, agreeing=agreeing, count=told)
        yield _INDENT + messages("trial.phrase", phrase=reading.phrase, claim=reading.claim)
    if number.readings and not number.compared:
        yield "  " + messages("trial.not_compared", **written)
        for reading in _distinct(number.readings):
            yield _INDENT + messages("trial.counts_for", figures=_figures(reading.figures[:1], messages))
            yield _INDENT + messages("trial.reason", because=_because(reading, messages))
            yield _INDENT + messages("trial.phrase", phrase=reading.phrase, claim=reading.claim)


def _because(reading: Reading, messages: Messages) -> str:
    cause = "no_subject" if reading.verdict == "subject" and not reading.words else reading.verdict
    because = messages(f"trial.because_{cause}", words=reading.words, reach=shortened(reading.reach))
    return because + _too_few(reading, messages)


def _too_few(reading: Reading, messages: Messages) -> str:
    """Why the right numbers that the same words reach do not show that they mean something else."""
    agreeing, told = reading.agreeing or (0, 0)
    if reading.may_be_part:
        return messages("trial.may_be_part", agreeing=agreeing, count=told)
    return messages("trial.too_few", agreeing=agreeing, count=told) if told > 1 else ""


def _distinct(readings: Sequence[Reading]) -> list[Reading]:
    """The readings without those that fail for the same figure and the same reason as one before them."""
    return list({(one.figures[0].name, one.verdict, one.words): one for one in reversed(readings)}.values())[::-1]


def _figures(figures: Sequence[NamedFigure], messages: Messages) -> str:
    named = [_figure(figure, messages) for figure in figures[:_MAX_FIGURES]]
    more = len(figures) - len(named)
    joined = messages("trial.or").join(named)
    return messages("trial.more_figures", figures=joined, count=more) if more else joined


def _figure(figure: NamedFigure, messages: Messages) -> str:
    value = "" if figure.value is None else messages("trial.value", value=readable_value(figure.value, messages))
    return messages("trial.figure", name=figure.name, cells=figure.cells, value=value)


def trial_json(text: str, submission: Submission) -> dict[str, Any]:
    """The outcome of a trial as JSON, for programs."""
    whose = {"definition": submission.definition.name, "agency": submission.agency, "year": submission.year}
    if submission.part is not None:
        whose["period"] = submission.period_code
    return {**whose, **explain_text(submission, text).to_json()}
