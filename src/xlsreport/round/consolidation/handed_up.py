"""Puts the sums of a round into the workbook that an office above has given out for them."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from xlsreport.errors import RoundError
from xlsreport.round.folder import Round
from xlsreport.submission.submission import Submission
from xlsreport.submission.workbook_reader import read_workbook


def agency_above(round_: Round, path: Path) -> str:
    """Whom the office above has given a workbook to.

    Raises:
        RejectedWorkbookError: it cannot be read, or is of another form.
    """
    return read_workbook(path, round_.definition, round_.messages).agency


def handed_up(round_: Round, sums: Submission, path: Path) -> Submission:
    """The sums as a submission to the round of another office.

    That office knows its workbooks by what it has signed: whose the workbook is, and last year's figures. These are
    kept, as are texts, explanations and a cover that somebody has already written into it.

    Args:
        round_: the round that was added up.
        sums: what it comes to.
        path: the workbook that the other office has given out.

    Raises:
        RejectedWorkbookError: it cannot be read, or is of another form.
        RoundError: it is about another period or for another kind of body; or the sums lack agencies, which the other
            office's workbook cannot say.
    """
    given = read_workbook(path, round_.definition, round_.messages)
    if given.year is not None and (given.year, given.part) != (round_.year, round_.part):
        raise RoundError(round_.messages("consolidate.into_other_period", file=path))
    if given.definition.variant != sums.definition.variant:
        raise RoundError(round_.messages("consolidate.into_other_form", file=path))
    if sums.incomplete:
        raise RoundError(round_.messages("consolidate.into_incomplete", file=path))
    return replace(
        given,
        agency=given.agency or sums.agency,
        year=round_.year,
        part=round_.part,
        entries={**given.entries, **sums.entries},
        lines=sums.lines,
        overflow={},
        fields={**sums.fields, **given.fields},
        field_entries={**sums.field_entries, **given.field_entries},
        nil_returns=frozenset(),
        declined=frozenset(),
        shown={},
        unclear=(),
        source=None,
    )
