"""Prepares a submission for being returned to its agency: the contents of the new workbook, and the remarks."""

from __future__ import annotations

from dataclasses import replace

from xlsreport.checking.judgement import Judgement
from xlsreport.checking.remarks import Remarks, remarks_on
from xlsreport.checking.suspects.suspects import typed_totals
from xlsreport.definition.definition import Definition
from xlsreport.inspection.submission_check import examine
from xlsreport.submission.alteration import Alteration
from xlsreport.submission.alterations.other_form import other_form
from xlsreport.submission.identity.stamp import Identity
from xlsreport.submission.rebuilding import in_form, rebuilt
from xlsreport.submission.stamping import signed
from xlsreport.submission.submission import Submission
from xlsreport.workbook.sheet.returned_sheet import issued_text_digests


def prepare_return(
    received: Submission, identity: Identity, key: bytes, asked: Definition | None = None
) -> tuple[Submission, Remarks]:
    """What :func:`~xlsreport.workbook.workbook_file.workbook_bytes` is to write: the submission, and the remarks on it.

    The findings are made anew: those about the file that came name its cells, whose rows and sheets may have been
    moved, and in the workbook that goes back everything is in its place.

    Args:
        received: as it was read.
        identity: of the workbook that goes back, not yet signed.
        key: that of the round.
        asked: the form that the agency is to have; by default the one that came.
    """
    examination = examine(received)
    kept, other = received, _other_form(received, asked)
    if asked is not None and other is not None:
        kept = in_form(received, asked)
    own = replace(rebuilt(kept), identity=identity)
    # What is rebuilt no longer has the file that says which totals were typed.
    typed = typed_totals(received, examination.intact)
    typed = {place: number for place, number in typed.items() if place in own.definition.places}
    findings = Judgement(own).findings((), examination.intact, typed)
    alterations = (*((other,) if other else ()), *examination.alterations)
    remarks = remarks_on(own, findings, alterations)
    return signed(own, replace(identity, issued_digests=issued_text_digests(own, remarks)), key), remarks


def _other_form(received: Submission, asked: Definition | None) -> Alteration | None:
    cell = received.positions.where(received.positions.layout.cover.identity)
    return None if asked is None else other_form(received.definition.variant, asked, cell)
