"""Puts the sums of a round into the workbook that an office above has given out for them."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from xlsreport.errors import RoundError
from xlsreport.round.consolidation.consolidating import Consolidation
from xlsreport.round.folder import Round
from xlsreport.submission.intake.open_file import open_stamped, read_bytes
from xlsreport.submission.submission import Submission
from xlsreport.submission.workbook_reader import read_workbook_bytes
from xlsreport.tabular.body_matching import may_be_same_body


def agency_above(round_: Round, path: Path) -> str:
    """Whom the office above has given a workbook to.

    Raises:
        RejectedWorkbookError: it cannot be read.
        RoundError: it is of another period, form or version of the form.
    """
    return _given(round_, path).agency


def handed_up(round_: Round, result: Consolidation, sums: Submission, path: Path) -> Submission:
    """The sums as a submission to the round of another office.

    That office knows its workbooks by what it has signed: whose the workbook is, and last year's figures. These are
    kept, as are texts, explanations and a cover that somebody has already written into it.

    Args:
        round_: the round that was added up.
        result: what was added up, and for whom.
        sums: what it comes to.
        path: the workbook that the other office has given out.

    Raises:
        RejectedWorkbookError: it cannot be read.
        RoundError: it is of another form or version of the form, about another period, or for another agency or kind
            of body; or the sums lack agencies or lists, which the other office's workbook cannot say.
    """
    given, messages = _given(round_, path), round_.messages
    summed = result.scope.parent.name if result.scope.parent else result.options.agency
    if summed and given.agency and not may_be_same_body(summed, given.agency):
        raise RoundError(messages("consolidate.into_other_agency", file=path, given=given.agency, agency=summed))
    if given.definition.variant != sums.definition.variant:
        raise RoundError(messages("consolidate.into_other_form", file=path))
    if sums.incomplete:
        key = "into_incomplete" if result.scope.left_out else "into_too_long"
        raise RoundError(messages(f"consolidate.{key}", file=path, why=sums.incomplete))
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
        nil_returns=sums.nil_returns,
        declined=frozenset(),
        shown={},
        unclear=(),
        source=None,
    )


def _given(round_: Round, path: Path) -> Submission:
    """What stands in a workbook of the office above, if it is of the same period and version of the form.

    What that office has signed tells the version. Sums that are written by another would bear a signature that does
    not fit them, and that office would take them for forged.
    """
    data, _, stamp = open_stamped(read_bytes(path, round_.messages), round_.messages)
    own, messages = round_.definition, round_.messages
    _refuse_other_period(round_, path, stamp.year, stamp.part)
    if stamp.definition != own.name:
        raise RoundError(messages("consolidate.into_other_edition", file=path, given=stamp.definition, name=own.name))
    if stamp.fingerprint != own.fingerprint:
        raise RoundError(messages("consolidate.into_other_version", file=path))
    given = read_workbook_bytes(data, str(path), own, messages)
    _refuse_other_period(round_, path, given.year, given.part)
    return given


def _refuse_other_period(round_: Round, path: Path, year: int | None, part: int | None) -> None:
    """By the stamp before anything is said about versions, and by the cover where the stamp leaves it open."""
    if year is not None and (year, part) != (round_.year, round_.part):
        raise RoundError(round_.messages("consolidate.into_other_period", file=path))
