"""What an audit found: of each report, of each pair of publications, and who has published nothing."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Literal, get_args

from xlsreport.checking.findings import Verdict
from xlsreport.definition.definition import Definition
from xlsreport.definition.tables.rule_declaration import Severity
from xlsreport.messages import Messages
from xlsreport.published.audit.audit_findings import AuditFinding
from xlsreport.published.audit.completeness import FigureCounts
from xlsreport.published.audit.inputs.audit_inputs import AuditedFile
from xlsreport.published.audit.inputs.audit_list import ListedReport
from xlsreport.published.audit.publication_comparison import PrintedDifference
from xlsreport.published.imported_report import Unread
from xlsreport.published.publication.publication import PublishedFormat

State = Literal["errors", "warnings", "not_all_read", "clean", "unreadable", "no_report"]
"""What is known of an agency's report: what was found in it; else that not all of it could be read, or nothing."""
STATES: tuple[State, ...] = get_args(State)


@dataclass(frozen=True)
class AuditedReport:
    """A published report, and what was found in it.

    Attributes:
        file: where it is.
        format: what it is.
        definition: which form it follows.
        agency: who reports; by the list where it says so, else by the page, else by the file's name.
        level: of the agency, as the list has it.
        year: it is about.
        part: of the year.
        findings: the gravest first.
        counts: of its figures.
        unread: what of it could not be read.
        notes: what its reader says.
        compared_with: the file of the year before with which it was compared; empty where there is none.
        not_compared: why it was not, though there is one.
    """

    file: AuditedFile
    format: PublishedFormat
    definition: Definition
    agency: str
    level: str
    year: int | None
    part: int | None
    findings: tuple[AuditFinding, ...]
    counts: FigureCounts
    unread: tuple[Unread, ...] = ()
    notes: tuple[str, ...] = ()
    compared_with: str = ""
    not_compared: str = ""

    @property
    def period(self) -> str:
        """Of which period it is, as commands name it; empty where that is not known."""
        return "" if self.year is None else self.definition.calendar.code(self.year, self.part)

    def count(self, severity: Severity) -> int:
        """How many findings of a severity it has."""
        return self._severities[severity]

    @cached_property
    def _severities(self) -> Counter[Severity]:
        return Counter(finding.severity for finding in self.findings)

    @property
    def state(self) -> State:
        """What is to be done about it."""
        if self.count("error"):
            return "errors"
        if self.count("warning"):
            return "warnings"
        return "not_all_read" if any(one.name not in self.definition.fields for one in self.unread) else "clean"

    @property
    def standing(self) -> tuple[int, int, int, int]:
        """By which reports are ranked: errors, warnings, blanks, notes."""
        return self.count("error"), self.count("warning"), self.counts.blank, self.count("note")


@dataclass(frozen=True, slots=True)
class UnreadableFile:
    """A file that cannot be read as a published report; it counts as nothing else.

    ``line`` is that of the list which names it, or whose agency stands in its name.
    """

    file: AuditedFile
    because: str
    line: ListedReport | None = None

    @property
    def agency(self) -> str:
        """Whose report it should be, as far as that is known."""
        return "" if self.line is None else self.line.name


@dataclass(frozen=True, slots=True)
class ComparedPublications:
    """Two publications of one report, and what they print differently."""

    one: AuditedReport
    other: AuditedReport
    differences: tuple[PrintedDifference, ...]


@dataclass(frozen=True)
class Audit:
    """The whole audit.

    Attributes:
        reports: those that could be read, in the order of their files.
        unreadable: files that could not.
        publications: the publications of one report that were compared.
        missing: agencies of the list of which there is no report.
        language: the user's.
    """

    reports: tuple[AuditedReport, ...]
    unreadable: tuple[UnreadableFile, ...]
    publications: tuple[ComparedPublications, ...]
    missing: tuple[ListedReport, ...]
    messages: Messages

    @property
    def verdict(self) -> Verdict:
        """The gravest of all; files that could not be read decide nothing, unless there is no other."""
        if not self.reports and self.unreadable:
            return "rejected"
        if any(report.state == "errors" for report in self.reports):
            return "errors"
        return "warnings" if any(report.state == "warnings" for report in self.reports) else "clean"

    def states(self) -> Mapping[State, int]:
        """How many reports or agencies there are in each state."""
        found: Counter[State] = Counter(report.state for report in self.reports)
        found["unreadable"], found["no_report"] = len(self.unreadable), len(self.missing)
        return {state: found[state] for state in STATES}

    def ranked(self) -> Sequence[tuple[int | None, AuditedReport]]:
        """The reports with their rank, the best first; those that stand alike share a rank.

        Reports of which figures could not be read have none and come last: nobody knows where they stand.
        """
        ordered = sorted(self.reports, key=lambda one: (one.standing, one.agency, one.period, one.file.name))
        whole = [report for report in ordered if not report.counts.unread]
        ranked: list[tuple[int | None, AuditedReport]] = []
        for number, report in enumerate(whole):
            same = number > 0 and report.standing == whole[number - 1].standing
            ranked.append((ranked[-1][0] if same else number + 1, report))
        return [*ranked, *((None, report) for report in ordered if report.counts.unread)]

    def worst_first(self) -> Sequence[tuple[int | None, AuditedReport]]:
        """The same, those first that have most faults."""
        return sorted(self.ranked(), key=lambda one: one[1].standing, reverse=True)

    def findings(self) -> Iterator[tuple[AuditedReport, AuditFinding]]:
        """All findings with their reports."""
        for report in self.reports:
            for finding in report.findings:
                yield report, finding
