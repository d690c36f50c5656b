"""One checked file as the page tells it: the verdict, then the findings by sheet, each sheet drawn where they are."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import PurePath

from xlsreport.checking.findings import Finding, Verdict
from xlsreport.definition.tables.rule_declaration import SEVERITIES
from xlsreport.findings_page.cell_marks import marks_by_sheet
from xlsreport.findings_page.cell_texts import CellTexts
from xlsreport.findings_page.finding_view import FindingView, FindingViews, expected_by_cell, quotes_in
from xlsreport.findings_page.sheet_drawing import Draughtsman, Drawing
from xlsreport.findings_page.sheet_parts import SheetParts
from xlsreport.inspection.check_outcome import CheckOutcome
from xlsreport.layout.cells import CellRange, CellRef
from xlsreport.messages import Messages
from xlsreport.submission.invisible_characters import visible_text
from xlsreport.submission.submission import Submission

_MOST_OF_SHEET, _MOST_OF_FILE = 100, 300
"""Findings that are told, the gravest: more than anybody corrects at once. The command has all of them."""

_Numbered = tuple[int, Finding]


@dataclass(frozen=True, slots=True)
class SheetView:
    """A sheet: its findings, how many more there are, and what is drawn of it."""

    anchor: str
    name: str
    counts: str
    findings: tuple[FindingView, ...]
    more: int
    drawings: tuple[Drawing, ...]


@dataclass(frozen=True, slots=True)
class FileView:
    """A file.

    Attributes:
        number: makes the anchors of a page with several files unique.
        path: of the file, as it was given.
        name: what the file is called.
        verdict: of the check.
        language: in which the file's findings are told, and ``say`` its catalogue.
        locale: the language of the form.
        title: of the report; of a file that cannot be read its name.
        sentence: the verdict.
        advice: what to do about it; of a file that cannot be read, why.
        form: the name of the form's definition.
        sheets: those with findings.
    """

    number: int
    path: str
    name: str
    verdict: Verdict
    say: Messages
    locale: str
    title: str
    sentence: str
    advice: str
    counts: str
    form: str
    sheets: tuple[SheetView, ...] = ()

    @property
    def anchor(self) -> str:
        """The anchor of the file; all others of it begin with this."""
        return f"f{self.number}"

    @property
    def is_drawn(self) -> bool:
        """Whether some sheet is drawn."""
        return any(sheet.drawings for sheet in self.sheets)


def file_view(outcome: CheckOutcome, number: int, messages: Messages) -> FileView:
    """The view of a file.

    Args:
        outcome: of its check.
        number: of the file on the page, from 1.
        messages: the catalogue for a file of which nothing can be read.
    """
    name = PurePath(outcome.file).name or outcome.file
    if outcome.submission is None:
        return FileView(
            number=number,
            path=outcome.file,
            name=name,
            verdict="rejected",
            say=messages,
            locale=messages.language,
            title=name,
            sentence=messages("findings_page.rejected"),
            advice=outcome.refusal,
            counts=messages("findings_page.verdict.rejected"),
            form=outcome.definition or "",
        )
    submission, say = outcome.submission, outcome.submission.definition.messages
    counts = _counted(outcome.findings, say) if outcome.findings else say("findings_page.verdict.clean")
    key = "noted" if outcome.verdict == "clean" and outcome.findings else outcome.verdict
    return FileView(
        number=number,
        path=outcome.file,
        name=name,
        verdict=outcome.verdict,
        say=say,
        locale=submission.definition.locale,
        title=_title(submission),
        sentence=_sentence(key, submission, counts, say),
        advice=say(f"findings_page.advice.{key}"),
        counts=counts,
        form=outcome.definition or "",
        sheets=tuple(_SheetViews(submission, outcome.findings, f"f{number}").all()),
    )


def _title(submission: Submission) -> str:
    names = {**submission.names, "agency": visible_text(submission.agency) or "—"}
    return submission.definition.declaration.one_line_title.format_map(names)


def _sentence(key: str, submission: Submission, counts: str, say: Messages) -> str:
    definition = submission.definition
    return say(
        f"findings_page.sentence.{key}",
        agency=visible_text(submission.agency) or "—",
        period=definition.calendar.in_sentences(submission.year, submission.part),
        form=definition.declaration.name,
        counts=counts,
    )


def _counted(findings: Iterable[Finding], say: Messages) -> str:
    """How many there are of each severity, without those of which there are none."""
    counts = Counter(finding.severity for finding in findings)
    told = (say(f"findings_page.count.{one}", count=counts[one]) for one in SEVERITIES if counts[one])
    return say("findings_page.comma").join(told)


class _SheetViews:
    """Makes the views of the sheets of one file; the anchors of findings are ``f1n3``, those of cells ``f1s2-E7``."""

    def __init__(self, submission: Submission, findings: Sequence[Finding], anchor: str) -> None:
        self._definition = submission.definition
        self._anchor = anchor
        self._numbered: Sequence[_Numbered] = tuple(enumerate(findings, start=1))
        self._told = {number for number, _ in _gravest(self._numbered)}
        self._marks = marks_by_sheet(self._numbered, submission.definition)
        texts = CellTexts(submission)
        self._parts = SheetParts(submission, texts)
        self._should = expected_by_cell(findings, submission.definition, texts)
        narratives = submission.definition.narratives
        self._quotes = {n: quotes_in(one.message) for n, one in self._numbered if one.place in narratives}
        self._anchors: dict[CellRef, str] = {}
        self._views = FindingViews(submission.definition, texts, self._anchor_of)
        own = submission.positions.sheets
        others = (sheet for _, finding in self._numbered for sheet in (finding.sheet,) if sheet not in own)
        self._sheets = tuple(dict.fromkeys((*own, *others)))

    def all(self) -> Iterator[SheetView]:
        """The sheets on which there is something to correct, in their order."""
        drawn = {sheet: tuple(self._drawings(number, sheet)) for number, sheet in enumerate(self._sheets, start=1)}
        for number, sheet in enumerate(self._sheets, start=1):
            here = [one for one in self._numbered if one[1].sheet == sheet]
            if here or drawn[sheet]:
                told = [self._views.of(*one) for one in here if one[0] in self._told]
                counts = _counted((finding for _, finding in here), self._definition.messages)
                more = len(here) - len(told)
                yield SheetView(f"{self._anchor}s{number}", sheet, counts, tuple(told), more, drawn[sheet])

    def _drawings(self, number: int, sheet: str) -> Iterator[Drawing]:
        marks = self._marks.get(sheet)
        if marks is None:
            return
        draughtsman = Draughtsman(
            marks, self._told, lambda cell: f"{self._anchor}s{number}-{cell.a1}", self._should, self._quotes
        )
        for part in self._parts.on(sheet, marks):
            yield draughtsman.draw(part)
        self._anchors |= draughtsman.anchors

    def _anchor_of(self, area: CellRange) -> str:
        first = self._anchors.get(area.first)
        if first is not None:
            return first
        return next((anchor for cell, anchor in self._anchors.items() if cell in area), "") if area.size > 1 else ""


def _gravest(numbered: Sequence[_Numbered]) -> list[_Numbered]:
    """The findings that are told, the gravest ones first."""
    told: list[_Numbered] = []
    of_sheet: Counter[str] = Counter()
    for one in sorted(numbered, key=lambda one: SEVERITIES.index(one[1].severity)):
        if len(told) < _MOST_OF_FILE and of_sheet[one[1].sheet] < _MOST_OF_SHEET:
            of_sheet[one[1].sheet] += 1
            told.append(one)
    return told
