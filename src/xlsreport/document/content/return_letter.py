"""Builds the letter that accompanies a returned workbook: what was received, what is wrong, what to do by when."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from xlsreport.checking.remarks import Remark, Remarks
from xlsreport.definition.paper_sizes import PageStyleName
from xlsreport.document.content.model import (
    Document,
    Heading,
    LetterLine,
    Paragraph,
    Part,
    PrintedTable,
    TableBlock,
    TableCell,
)
from xlsreport.document.page_styles.named_page_styles import page_style_named
from xlsreport.messages import Messages

_WIDTHS = {"number": 5, "where": 14, "label": 19, "problem": 46}
"""The columns of a list of remarks by the keys of their headings, and their relative widths."""


@dataclass(frozen=True, slots=True)
class ReturnLetter:
    """The facts of a letter: sender and addressee, dates, the file that was received, and the remarks on it.

    ``messages`` are of its language; ``ready`` is what the cover says once all is done, in the workbook's.
    ``office`` is empty if the letter is to be signed by hand. ``digest`` is the beginning of the file's SHA-256 and
    identifies it for both sides.
    """

    language: str
    messages: Messages
    page_style: PageStyleName
    office: str
    agency: str
    report: str
    written: date
    received: date
    file: str
    digest: str
    workbook: str
    checks_sheet: str
    ready: str
    deadline: date | None
    remarks: Remarks


def build_letter(letter: ReturnLetter) -> Document:
    """The letter as it will be printed, in any format."""
    writer = _LetterBuilder(letter, letter.messages)
    title = writer.title()
    return Document(
        language=letter.language,
        page_style=letter.page_style,
        agency=letter.office,
        title=title,
        title_lines=(title,),
        parts=tuple(writer.parts()),
        figures={},
    )


class _LetterBuilder:
    def __init__(self, letter: ReturnLetter, messages: Messages) -> None:
        self._letter = letter
        self._messages = messages
        self._page_style = page_style_named(letter.page_style)

    def title(self) -> str:
        return self._messages("letter.title")

    def parts(self) -> Iterator[Part]:
        letter, messages = self._letter, self._messages
        yield LetterLine(messages("letter.to", agency=letter.agency))
        yield Paragraph(self._opening())
        headings = iter(messages("letter.ordinals").split())
        for key, group in letter.remarks.groups.items():
            yield self._heading(next(headings), key)
            yield self._table(group, messages(f"letter.{key}"))
        yield self._heading(next(headings), "todo")
        for ordinal, text in zip(messages("letter.items").split(), self._items(), strict=False):
            yield Paragraph(messages("letter.item", ordinal=ordinal, text=text))
        yield from self._closing()

    def _opening(self) -> str:
        letter, remarks = self._letter, self._letter.remarks
        return self._messages(
            "letter.opening",
            report=letter.report,
            file=letter.file,
            date=self._day(letter.received),
            digest=letter.digest,
            counts=remarks.counted(self._messages),
        )

    def _items(self) -> Iterator[str]:
        """What the agency is to do, step by step."""
        yield self._messages("letter.todo_workbook")
        for key in self._letter.remarks.groups:
            yield self._messages(f"letter.mend_{key}", checks=self._letter.checks_sheet)
        yield self._by_when()

    def _by_when(self) -> str:
        deadline, ready = self._letter.deadline, self._letter.ready
        if deadline is None:
            return self._messages("letter.todo_send", ready=ready)
        key = "todo_by" if self._letter.written <= deadline else "todo_late"
        return self._messages(f"letter.{key}", ready=ready, deadline=self._day(deadline))

    def _closing(self) -> Iterator[Part]:
        letter, messages = self._letter, self._messages
        yield Paragraph(messages("letter.closing"))
        yield LetterLine("")
        yield Paragraph(messages("letter.enclosed", file=letter.workbook))
        yield LetterLine("")
        yield LetterLine(letter.office, self._page_style.signature_indent)
        yield LetterLine(self._day(letter.written), self._page_style.signature_indent)

    def _heading(self, ordinal: str, key: str) -> Heading:
        text = self._messages(f"letter.{key}")
        return Heading(1, self._messages("letter.heading", ordinal=ordinal, heading=text))

    def _day(self, day: date) -> str:
        month = self._messages("letter.months").split()[day.month - 1]
        return self._messages("letter.date", year=day.year, month=month, day=day.day)

    def _table(self, remarks: Sequence[Remark], label: str) -> PrintedTable:
        cells = [
            TableCell(self._messages(f"returned.{key}"), 0, column, 1, 1, "column")
            for column, key in enumerate(_WIDTHS)
        ]
        for row, remark in enumerate(remarks, start=1):
            texts = (str(remark.number), remark.where(self._messages), remark.label, remark.finding.message)
            cells += [
                TableCell(text, row, column, 1, 1, "row" if column else "stub") for column, text in enumerate(texts)
            ]
        height = 1 + len(remarks)
        widths = tuple(map(float, _WIDTHS.values()))
        return PrintedTable(
            tuple(cells), widths, height, (TableBlock(0, height, 1),), self._page_style.table.size, label
        )
