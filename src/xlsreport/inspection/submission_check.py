"""Checks a submission: its figures always, and its file where there is a reason."""

from __future__ import annotations

from collections.abc import Set
from dataclasses import dataclass

from xlsreport.checking.findings import Finding
from xlsreport.checking.judgement import Judgement
from xlsreport.definition.definition import Definition
from xlsreport.definition.place import Place
from xlsreport.object_cache import remembered_by_object
from xlsreport.submission.alteration import Alteration, AlterationKind, altered_sheet
from xlsreport.submission.alterations.sheet_facts import plain_formula
from xlsreport.submission.identity.source_file import FileFacts, SourceFile
from xlsreport.submission.identity.stamp import WRITER
from xlsreport.submission.submission import Submission
from xlsreport.workbook.composition import compose_workbook
from xlsreport.workbook.draft.issued_facts import issued_facts


def check(submission: Submission, *, forensic: bool = False) -> tuple[Finding, ...]:
    """Apply all rules to a submission, and say what was done to its file besides filling it in.

    Totals and rules are computed from the entries alone. The file's formulas, locks and formats are compared only
    where something is not as it was given out, such as a wrong total or a missing formula.

    Args:
        submission: what was reported.
        forensic: compare the file in any case.

    Returns:
        All findings, in the order of the sheets and of the cells on each, graver ones first within a cell. What was
        done to the file has rules ``altered.…``.
    """
    judgement = Judgement(submission)
    examination = _examined(submission, judgement.wrong_totals, forensic)
    return judgement.findings(examination.alterations, examination.intact)


@dataclass(frozen=True, slots=True)
class Examination:
    """What was done to a submission's file; ``intact`` are the wrong totals whose formula is as it was given out."""

    alterations: tuple[Alteration, ...]
    intact: frozenset[Place] = frozenset()


def examine(submission: Submission, *, forensic: bool = False) -> Examination:
    """Look at the file that a submission came in; arguments as for :func:`check`."""
    return _examined(submission, Judgement(submission).wrong_totals, forensic)


def _examined(submission: Submission, wrong: Set[Place], forensic: bool) -> Examination:
    source, noticed = submission.source, submission.alterations
    if source is None or source.is_examined:
        return Examination(noticed)
    if not (forensic or wrong or noticed or _differs(submission, source)):
        return Examination(noticed)
    # It imports the writer of workbooks, whose loading takes longer than checking a file.
    from xlsreport.inspection.deep_inspection import SnapshotError, compare_with_issued  # where there is a reason only

    try:
        comparison = compare_with_issued(submission, source, wrong, _blank(*_kind_of(submission, source)))
    except SnapshotError:
        cover = submission.positions.sheet(submission.positions.layout.cover.sheet)
        return Examination((*noticed, altered_sheet(AlterationKind.UNEXAMINED, cover)))
    found = (a for a in comparison.alterations() if forensic or not a.kind.only_on_request)
    return Examination((*noticed, *found), comparison.intact_totals(wrong))


def _differs(submission: Submission, source: SourceFile) -> bool:
    """Whether facts of the file differ from those of the workbook that was given out.

    The facts of workbooks by earlier writers are not known, except that every total had a formula and no reference was
    broken.
    """
    if source.stamp.writer != WRITER:
        return any(facts.broken for facts in source.facts.values()) or any(
            place not in submission.shown for place, facts in submission.definition.places.items() if facts.computed
        )
    issued = _issued_facts(*_kind_of(submission, source))
    facts = {submission.positions.sheet(name): facts for name, facts in issued.items()}
    return source.facts != facts or _has_other_totals(submission, source, issued)


def _has_other_totals(submission: Submission, source: SourceFile, issued: FileFacts) -> bool:
    """Whether a total has another formula, even if it shows the same at the moment."""
    layout, where = submission.positions.layout, submission.positions.cell
    for place, facts in submission.definition.places.items():
        if facts.computed:
            before, now = layout.cell(place), where(place)
            formula = issued[before.sheet].texts.get((before.row, before.column), "")
            found = source.facts[now.sheet].texts.get((now.row, now.column), "")
            if formula != found and plain_formula(formula) != plain_formula(found):
                return True
    return False


_Kind = tuple[Definition, bool, bool]
"""What the formulas and locks of a workbook depend on: its definition, and whether agency and year are given."""


def _kind_of(submission: Submission, source: SourceFile) -> _Kind:
    return submission.definition, bool(source.stamp.agency), source.stamp.year is not None


def _blank(definition: Definition, has_agency: bool, has_year: bool) -> Submission:
    part = 1 if has_year and definition.calendar.has_parts else None
    return Submission(definition, agency="—" if has_agency else "", year=2000 if has_year else None, part=part)


@remembered_by_object()
def _issued_facts(definition: Definition, has_agency: bool, has_year: bool) -> FileFacts:
    return issued_facts(compose_workbook(_blank(definition, has_agency, has_year), None))
