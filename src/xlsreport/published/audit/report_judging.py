"""Judges one published report: every rule that ``check`` has, and what only a page that was published can have."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from xlsreport.checking.across_years import with_previous_year
from xlsreport.checking.evaluation.begun_rows import values_with_begun_rows
from xlsreport.checking.evaluation.comparing import difference
from xlsreport.checking.evaluation.submission_values import Values
from xlsreport.checking.findings import Finding
from xlsreport.checking.texts.last_year_repetition import REPEATED_RULE
from xlsreport.checking.wording import Wording
from xlsreport.definition.definition import Definition
from xlsreport.definition.place import Place
from xlsreport.definition.rule_language.expression import Expression, figures_in
from xlsreport.definition.tables.rule_declaration import SEVERITIES
from xlsreport.errors import PreviousError
from xlsreport.inspection.submission_check import check
from xlsreport.published.audit.audit_findings import AuditFinding, FaultKind
from xlsreport.published.audit.completeness import (
    FigureCounts,
    blank_findings,
    figure_counts,
    listed,
    printed_blanks,
    table_label,
    unread_names,
    unread_places,
)
from xlsreport.published.audit.page_spots import MAX_SPOTS, PageSpots
from xlsreport.published.imported_report import ImportedReport
from xlsreport.submission.submission import Entry, Submission
from xlsreport.values import Number, number_text, typed_text

_UNKNOWN = Entry("")
"""Stands where nothing could be read: neither blank nor a number, so that no rule can be decided with it."""
_ABOUT_ENTRIES = ("kind", "sign", "number", "appearance")
_OF_THE_READER = ("pasted.heading", "pasted.title", "pasted.preamble", "pasted.page_number", "pasted.contents")
"""What was left out when the sections were put together, which is no fault of the page."""


@dataclass(frozen=True, slots=True)
class Judged:
    """What was found in one published report.

    Attributes:
        findings: in the order of the report, the gravest of a place first.
        counts: of its figures.
        not_compared: why it was not compared with last year's report, where that was asked for.
    """

    findings: tuple[AuditFinding, ...]
    counts: FigureCounts
    not_compared: str = ""


def judge(report: ImportedReport, submission: Submission, previous: Submission | None = None) -> Judged:
    """Find what is wrong in a published report.

    Args:
        report: as it was read.
        submission: what it says.
        previous: what the same agency's report of the year before says, where that is known.
    """
    known = _with_unknown(report, submission)
    not_compared = ""
    if previous is not None:
        try:
            known = with_previous_year(known, previous)
        except PreviousError as error:
            not_compared = str(error)
    values = Values(known)
    spots, blanks = PageSpots(report, known), printed_blanks(report, known, values)
    checked = _PageFindings(report, known, spots).of(check(known))
    findings = (
        *blank_findings(blanks, known, spots),
        *_sums_over_blanks(report, known, values, spots),
        *checked,
    )
    ordered = sorted(findings, key=lambda one: SEVERITIES.index(one.severity))
    return Judged(tuple(ordered), figure_counts(report, blanks), not_compared)


def _with_unknown(report: ImportedReport, submission: Submission) -> Submission:
    """A submission in which what could not be read is not blank."""
    places = submission.definition.places
    asked = (place for place in unread_places(report) if not places[place].computed and not places[place].may_be_blank)
    unknown = dict.fromkeys(asked, _UNKNOWN)
    return replace(submission, entries={**submission.entries, **unknown})


class _PageFindings:
    """Makes findings of ``check`` into those about a page."""

    def __init__(self, report: ImportedReport, submission: Submission, spots: PageSpots) -> None:
        self._definition, self._spots = submission.definition, spots
        self._unread = unread_names(report)
        self._claims = {claim.id for claim in self._definition.claims}
        self._across_years = {
            case.rule.id for case in self._definition.cases if case.change is not None or case.previous_places
        }

    def of(self, findings: Sequence[Finding]) -> Iterator[AuditFinding]:
        """The findings that are about what the page says."""
        for finding in findings:
            if self._counts(finding):
                yield self._of(finding)

    def _counts(self, finding: Finding) -> bool:
        if finding.rule in _OF_THE_READER or finding.place in self._unread:
            return False
        # Blanks of tables are told of the page; its cover is that of a workbook.
        is_blank = finding.rule == "filled" and finding.place not in self._definition.narratives
        return not is_blank or finding.place.partition(".")[0] in self._definition.lists

    def _of(self, finding: Finding) -> AuditFinding:
        suspects = [one.cell.to(one.cell) for one in finding.suspects]
        where = self._spots.of_areas((finding.cells, *suspects, *finding.also))
        expected = "" if finding.expected is None else typed_text(finding.expected)
        return AuditFinding(self._kind(finding), finding.rule, finding.severity, finding.message, where, expected)

    def _kind(self, finding: Finding) -> FaultKind:
        rule = finding.rule
        if rule == "filled":
            return "missing"
        if rule in ("total", "recalculated"):
            return "total"
        if rule in _ABOUT_ENTRIES:
            return "entry"
        if rule == REPEATED_RULE:
            return "repeated"
        if rule in self._claims:
            return "period" if isinstance(finding.expected, str) else "text"
        if rule in self._across_years:
            return "last_year"
        return "rule" if self._is_about_figures(finding) else "content"

    def _is_about_figures(self, finding: Finding) -> bool:
        return finding.place not in self._definition.narratives


def _sums_over_blanks(
    report: ImportedReport, submission: Submission, values: Values, spots: PageSpots
) -> Iterator[AuditFinding]:
    """Totals that are not the sum of what is printed, where some of that is blank: one finding for each table."""
    wording, messages = Wording(submission.definition, submission), submission.definition.messages
    wrong: dict[str, list[tuple[Place, Number, Number]]] = {}
    for place, found, summed in _unequal_sums(report, submission, values):
        wrong.setdefault(place.table, []).append((place, found, summed))
    for table, totals in wrong.items():
        told = [
            messages(
                "audit.sum", place=wording.place(one), found=wording.number(found), expected=wording.number(summed)
            )
            for one, found, summed in totals
        ]
        text = messages(
            "audit.sums_over_blanks",
            table=table_label(submission.definition, table),
            count=len(totals),
            sums=listed(told, messages),
        )
        expected = number_text(totals[0][2]) if len(totals) == 1 else ""
        where = tuple(spots.of_figure(place) for place, _, _ in totals)
        yield AuditFinding("total", "total", "error", text, where[:MAX_SPOTS], expected)


def _unequal_sums(
    report: ImportedReport, submission: Submission, values: Values
) -> Iterator[tuple[Place, Number, Number]]:
    """Totals over blanks: the place, what is printed, and what the figures beside it add up to."""
    definition = submission.definition
    unread, begun = unread_places(report), values_with_begun_rows(submission, Values(submission))
    for place, figure in report.figures.figures.items():
        total = definition.places[place].total
        printed = None if figure.entry is None else figure.entry.number
        if total is None or printed is None or values.shown(place) is not None:
            continue
        summed = begun.at(place)
        if summed is not None and difference(printed, summed) != 0 and not _parts(total, definition) & unread:
            yield place, printed, summed


def _parts(tree: Expression, definition: Definition) -> frozenset[Place]:
    """The places that an expression needs, directly or through totals."""
    own = frozenset(figure.place for figure in figures_in(tree))
    totals: Mapping[Place, Expression] = {
        place: total for place in own if (total := definition.places[place].total) is not None
    }
    return own.union(*(_parts(total, definition) for total in totals.values()))
