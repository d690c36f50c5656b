"""Audits published reports: each by itself, with last year's, with its other publications and with others' texts."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any, Literal

from xlsreport.definition.definition import Definition
from xlsreport.definition.tables.rule_declaration import SEVERITIES
from xlsreport.errors import PublicationError
from xlsreport.messages import DEFAULT_LANGUAGE, messages_for
from xlsreport.published.audit.audit_findings import AuditFinding, PageSpot
from xlsreport.published.audit.audit_processes import (
    AuditSettings,
    JudgedReport,
    ReadReport,
    UnreadableReport,
    judge_reports,
    read_reports,
)
from xlsreport.published.audit.audited_reports import Audit, AuditedReport, ComparedPublications, UnreadableFile
from xlsreport.published.audit.edition_findings import edition_findings
from xlsreport.published.audit.inputs.agency_lines import AgencyLines
from xlsreport.published.audit.inputs.audit_inputs import audit_inputs
from xlsreport.published.audit.inputs.audit_list import ListedReport
from xlsreport.published.audit.inputs.audited_archives import UnpackedReports
from xlsreport.published.audit.publication_comparison import PrintedDifference, differences
from xlsreport.published.audit.repeated_texts import PublishedTexts, repeated_texts
from xlsreport.tabular.body_matching import fullest_names, may_be_same_body
from xlsreport.tabular.body_names import normalise_name

Watch = Callable[[Iterator[Any], int, Literal["reading", "judging"]], Iterable[Any]]
"""Passes on the items of an iterator, given how many there are and what is done; for showing progress."""


def audit(
    paths: Sequence[str | Path],
    definitions: Sequence[Definition],
    language: str = DEFAULT_LANGUAGE,
    *,
    processes: int | None = None,
    leave_out: Iterable[Path] = (),
    watch: Watch = lambda items, *_: items,
) -> Audit:
    """Audit published reports.

    Args:
        paths: published reports, archives and mails with such, folders with all of these, and lists of agencies.
        definitions: the editions that reports may follow; their labels decide.
        language: the user's; findings are in the language of each report.
        processes: how many to use; by default one for each core.
        leave_out: files in the folders that are no reports, such as the audit itself.
        watch: sees the reports as they are read, and as they are judged.

    Raises:
        PublicationError: a path does not exist, or there is no file in any.
        RosterError: a list cannot be read.
        OutputError: the system ended one of the processes.
    """
    settings = AuditSettings(tuple(definitions), language)
    messages = messages_for(language)
    with UnpackedReports(messages) as unpacked:
        inputs = audit_inputs([Path(path) for path in paths], messages, leave_out, unpacked.files_of)
        if not inputs.files and not inputs.without_file:
            raise PublicationError(messages("audit.nothing", paths=messages("command.comma").join(map(str, paths))))
        found = list(watch(read_reports(inputs.files, settings, processes), len(inputs.files), "reading"))
    return audit_of(found, inputs.without_file, settings, processes=processes, watch=watch)


def audit_of(
    found: Sequence[ReadReport | UnreadableReport],
    listed: Iterable[ListedReport],
    settings: AuditSettings,
    *,
    processes: int | None = None,
    watch: Watch = lambda items, *_: items,
) -> Audit:
    """Audit reports that were read; ``listed`` are the lines of a list that name no file of them.

    Raises:
        OutputError: the system ended one of the processes.
    """
    lines = AgencyLines(listed)
    whose = [_WhoseReport(report, settings, lines) for report in found if isinstance(report, ReadReport)]
    fullest = fullest_names([one.agency for one in whose])
    for one in whose:
        one.agency_key = fullest[one.agency]
    before = [_previous(one, whose) for one in whose]
    pairs = [(one.read, None if last is None else last.read) for one, last in zip(whose, before, strict=True)]
    judged = list(watch(judge_reports(pairs, settings, processes), len(pairs), "judging"))
    reports = [one.audited(result, last) for one, result, last in zip(whose, judged, before, strict=True)]
    unreadable = tuple(_unreadable(one, lines) for one in found if isinstance(one, UnreadableReport))
    publications = list(_publications(whose, reports))
    told = [[*report.findings] for report in reports]
    for number, finding in (*_repeated(whose, judged, settings), *_publication_findings(publications, reports)):
        told[number].append(finding)
    return Audit(
        reports=tuple(replace(one, findings=_in_order(more)) for one, more in zip(reports, told, strict=True)),
        unreadable=unreadable,
        publications=tuple(publications),
        missing=tuple(lines.unmet()),
        messages=settings.messages,
    )


class _WhoseReport:
    """A report that was read, with whose it is and the period that it is about."""

    def __init__(self, read: ReadReport, settings: AuditSettings, lines: AgencyLines) -> None:
        self.read, self._settings = read, settings
        self.report = read.report(settings)
        texts = read.texts
        named = read.file.listed
        self.line: ListedReport | None = named or _line_of(read, lines)
        self.agency = self.line.name if self.line else texts.agency or read.file.stem
        self.agency_key = normalise_name(self.agency)
        self.period = (read.year if read.year is not None or not self.line else self.line.year, texts.part)

    @property
    def key(self) -> tuple[str, str]:
        """By which reports of one agency are known: of one family of forms."""
        return self.report.definition.declaration.id, self.agency_key

    def audited(self, result: JudgedReport, last: _WhoseReport | None) -> AuditedReport:
        """The report with what was found in it alone."""
        judged = result.judged
        editions = edition_findings(self.report, self.period[0], self._settings.definitions)
        own = (*self._identity(), *self._contradicted(judged.findings))
        findings = (*editions, *own, *judged.findings)
        return AuditedReport(
            file=self.read.file,
            format=self.read.format,
            definition=self.report.definition,
            agency=self.agency,
            level=self.line.level if self.line else "",
            year=self.period[0],
            part=self.period[1],
            findings=findings,
            counts=judged.counts,
            unread=self.read.unread,
            notes=(*self._names_taken(last), *self._notes()),
            compared_with="" if last is None or judged.not_compared else last.read.file.name,
            not_compared=judged.not_compared,
        )

    def _notes(self) -> Iterator[str]:
        return (note for note in self.read.all_notes if note not in self.read.texts.contradicted.values())

    def _names_taken(self, last: _WhoseReport | None) -> Iterator[str]:
        """That another name than the agency's was taken for its own."""
        others = {self.read.texts.agency: "list"} if self.line else {}
        others |= {} if last is None else {last.agency: "last"}
        for other, key in others.items():
            if other and normalise_name(other) != normalise_name(self.agency) and may_be_same_body(other, self.agency):
                yield self._settings.messages(f"audit.taken_for_{key}", found=other, agency=self.agency)

    def _identity(self) -> Iterator[AuditFinding]:
        """That the page is another agency's or another year's than the list says."""
        texts, messages = self.read.texts, self.report.definition.messages
        if self.line is None:
            return
        if texts.agency and not may_be_same_body(texts.agency, self.line.name):
            text = messages("audit.other_agency", found=texts.agency, expected=self.line.name)
            spot = PageSpot(messages("cover.agency"), None, texts.agency)
            yield AuditFinding("identity", "published.agency", "warning", text, (spot,), self.line.name)
        if texts.year is not None and self.line.year not in (None, texts.year):
            text = messages("audit.other_year", found=texts.year, expected=self.line.year)
            spot = PageSpot(messages("cover.year"), None, str(texts.year))
            yield AuditFinding("identity", "published.year", "error", text, (spot,), str(self.line.year))

    def _contradicted(self, findings: Sequence[AuditFinding]) -> Iterator[AuditFinding]:
        """That the page states two periods, unless a finding about its texts says so; or two agencies."""
        contradicted = self.read.texts.contradicted
        if "year" in contradicted and not any(one.kind == "period" for one in findings):
            yield AuditFinding("period", "published.period", "warning", contradicted["year"])
        if "agency" in contradicted:
            yield AuditFinding("identity", "published.agencies", "note", contradicted["agency"])


def _line_of(read: ReadReport, lines: AgencyLines) -> ListedReport | None:
    agency = read.texts.agency
    return lines.line_of(agency, read.texts.year) if agency else lines.line_named_by(read.file.stem)


def _unreadable(one: UnreadableReport, lines: AgencyLines) -> UnreadableFile:
    return UnreadableFile(one.file, one.because, one.file.listed or lines.line_named_by(one.file.stem))


def _previous(one: _WhoseReport, others: Sequence[_WhoseReport]) -> _WhoseReport | None:
    """The first report of the same agency about the period before."""
    year, part = one.period
    if year is None:
        return None
    before = one.report.definition.calendar.before(year, part)
    return next((other for other in others if other.key == one.key and other.period == before), None)


def _publications(whose: Sequence[_WhoseReport], reports: Sequence[AuditedReport]) -> Iterator[ComparedPublications]:
    """Reports of one agency about one period, each compared with the first of them."""
    first: dict[tuple[tuple[str, str], tuple[int | None, int | None]], int] = {}
    for number, one in enumerate(whose):
        earlier = first.setdefault((one.key, one.period), number)
        same_form = one.report.definition.name == whose[earlier].report.definition.name
        if earlier != number and one.period[0] is not None and same_form:
            found = differences(whose[earlier].report, one.report)
            yield ComparedPublications(reports[earlier], reports[number], found)


def _publication_findings(
    publications: Iterable[ComparedPublications], reports: Sequence[AuditedReport]
) -> Iterator[tuple[int, AuditFinding]]:
    for pair in publications:
        if pair.differences:
            messages = pair.other.definition.messages
            text = messages("audit.publications_differ", count=len(pair.differences), other=pair.one.file.name)
            where = tuple(_spot(one) for one in pair.differences[:_MAX_DIFFERENCES])
            finding = AuditFinding("publications", "published.publications", "warning", text, where)
            yield next(number for number, one in enumerate(reports) if one is pair.other), finding


_MAX_DIFFERENCES = 12
"""Differences whose spots a finding names; all are listed apart."""


def _spot(one: PrintedDifference) -> PageSpot:
    return PageSpot(one.label, one.other_spot, one.other)


def _repeated(
    whose: Sequence[_WhoseReport], judged: Sequence[JudgedReport], settings: AuditSettings
) -> Iterator[tuple[int, AuditFinding]]:
    """Sections that repeat another agency's report; of several publications of one report the first is compared."""
    for definition in range(len(settings.definitions)):
        numbers, met = [], set()
        for number, one in enumerate(whose):
            if one.read.definition == definition and (one.key, one.period) not in met:
                met.add((one.key, one.period))
                numbers.append(number)
        texts = [_texts(number, whose[number], judged[number]) for number in numbers]
        for number, finding in repeated_texts(texts, settings.audited[definition]):
            yield numbers[number], finding


def _texts(number: int, one: _WhoseReport, judged: JudgedReport) -> PublishedTexts:
    year = one.period[0]
    called = one.agency if year is None else f"{one.agency} {one.report.definition.calendar.code(*_known(one.period))}"
    return PublishedTexts(number, one.agency, judged.texts, one.key[1], called)


def _known(period: tuple[int | None, int | None]) -> tuple[int, int | None]:
    assert period[0] is not None
    return period[0], period[1]


def _in_order(findings: Iterable[AuditFinding]) -> tuple[AuditFinding, ...]:
    return tuple(sorted(findings, key=lambda one: SEVERITIES.index(one.severity)))
