"""Builds the format-free report from a submission."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import pairwise
from typing import get_args

from xlsreport.checking.evaluation.submission_values import Values
from xlsreport.checking.findings import Finding
from xlsreport.definition.declaration import Section
from xlsreport.definition.declared_report import comment_name
from xlsreport.definition.definition import Definition
from xlsreport.definition.figure_kinds.kinds import is_numeric
from xlsreport.definition.paper_sizes import PageStyleName
from xlsreport.definition.place import Place
from xlsreport.definition.problems import unknown_name
from xlsreport.definition.tables.table_declaration import Table as DeclaredTable
from xlsreport.document.content.heading_numbering import classify_paragraph
from xlsreport.document.content.model import (
    Document,
    Heading,
    Paragraph,
    Part,
    PrintedTable,
    TableNote,
)
from xlsreport.document.content.printed_figures import printed_cover
from xlsreport.document.content.printed_grids import printed_grid, printed_places
from xlsreport.document.content.printed_lists import PrintedList, printed_lists
from xlsreport.document.content.table_printer import TablePrinter
from xlsreport.document.page_styles.named_page_styles import page_style_named
from xlsreport.document.page_styles.page_style import PageStyle, TitleBreaking
from xlsreport.document.pagination.table_paging import paging_of
from xlsreport.document.pagination.text_width import width_in_ems
from xlsreport.document.pictures import Pictures
from xlsreport.layout.checklines import TextLine, explanation_key
from xlsreport.messages import Messages
from xlsreport.submission.invisible_characters import is_blank, visible_text
from xlsreport.submission.narrative.front_matter import preamble
from xlsreport.submission.submission import Submission
from xlsreport.values import NOT_ASKED_MARK, Number


def build_document(
    submission: Submission,
    *,
    draft: bool = False,
    findings: Iterable[Finding] | None = None,
    page_style: PageStyleName | None = None,
    pictures: bool = False,
    previous: Mapping[Place, Number] | None = None,
) -> Document:
    """The report as it will be printed, in any format.

    Totals are recomputed from the entries; a figure that is not known is left empty.

    Args:
        submission: what was reported.
        draft: mark the report as one that is not to be published.
        findings: from :func:`xlsreport.check`; the mark of a draft says how many of them are errors, and gives no
            number without them.
        page_style: how it is to be set on paper; by default as its definition says.
        pictures: with the pictures that the definition declares; official forms have none.
        previous: last year's figures, which pictures compare with, from :func:`xlsreport.previous_figures` with
            ``definition.pictured_places``.

    Raises:
        PicturesError: pictures are wanted, and what draws them is not installed.
        UnknownNameError: there is no such page style.
    """
    declaration = submission.definition.declaration
    names = {**submission.names, "agency": visible_text(submission.agency)}
    name = page_style or declaration.page_style
    if name not in get_args(PageStyleName):
        raise unknown_name(name, get_args(PageStyleName), declaration.messages)
    style = page_style_named(name)
    builder = _ReportBuilder(submission, style, Pictures(submission, previous or {}) if pictures else None)
    return Document(
        language=declaration.locale,
        page_style=name,
        agency=visible_text(submission.agency),
        title=declaration.one_line_title.format_map(names),
        title_lines=tuple(_title_lines(declaration.title, names, style.title_breaking)),
        parts=tuple(_turned_together(list(builder.parts()), style)),
        figures={
            **{str(place): builder.figure(place) for place in printed_places(submission)},
            **{str(place): builder.figure(place) for one in builder.lists.values() for place in one.places},
            **{str(place): figure for one in builder.lists.values() for place, figure in one.figures.items()},
            **{name: visible_text(submission.fields.get(name, "")) for name in submission.definition.comments},
            **dict(_answers_on_cover(submission)),
        },
        draft=_draft_mark(declaration.messages, findings or ()) if draft else None,
        definition=submission.definition.name,
        year=submission.year,
        origin=submission,
    )


def _answers_on_cover(submission: Submission) -> Iterator[tuple[str, Number | str | None]]:
    """What was entered in those fields of the cover that are of a kind, by the names that conditions give them."""
    for name, kind in submission.definition.field_kinds.items():
        entry = submission.field_entries.get(name)
        found = None if entry is None else entry.figure(kind)
        yield str(Place.of_field(name)), visible_text(found) if isinstance(found, str) else found


def _turned_together(parts: list[Part], page_style: PageStyle) -> Iterator[Part]:
    """The parts; small tables between two wide ones lie across as these do, so that no page is left half empty."""
    across = [number for number, part in enumerate(parts) if isinstance(part, PrintedTable) and part.landscape]
    between = {
        number
        for before, after in pairwise(across)
        if all(_may_be_turned(part, page_style) for part in parts[before + 1 : after])
        for number in range(before + 1, after)
    }
    for number, part in enumerate(parts):
        yield replace(part, landscape=True) if isinstance(part, PrintedTable) and number in between else part


def _may_be_turned(part: Part, page_style: PageStyle) -> bool:
    """Whether a part may lie across the page between wide tables: of tables those that a page across holds."""
    if isinstance(part, PrintedTable):
        return paging_of(part, page_style.turned, page_style.line_pitch).whole
    return isinstance(part, Heading | TableNote)


def _title_lines(template: str, names: Mapping[str, object], breaking: TitleBreaking) -> Iterator[str]:
    """The title on the lines of the definition; a name that stands alone on one may need two."""
    for line in template.splitlines():
        text = line.format_map(names).strip()
        if text:
            yield from _name_lines(text, breaking) if line.strip() == "{agency}" else (text,)


def _name_lines(name: str, breaking: TitleBreaking) -> tuple[str, ...]:
    """An agency's name on one line, or on two if it does not fit: broken after a place name, near the middle."""
    line = breaking.characters
    if breaking.name_ends is None or not line < width_in_ems(name) <= 2 * line:
        return (name,)
    ends = (place.end() for place in breaking.name_ends.finditer(name))
    possible = [end for end in ends if max(width_in_ems(name[:end]), width_in_ems(name[end:])) <= line]
    if not possible:
        return (name,)
    end = min(possible, key=lambda end: abs(2 * end - len(name)))
    return (name[:end], name[end:])


def _draft_mark(messages: Messages, findings: Iterable[Finding]) -> str:
    errors = sum(finding.severity == "error" for finding in findings)
    return messages("command.draft", count=errors) if errors else messages("command.draft_clean")


class _ReportBuilder:
    def __init__(self, submission: Submission, page_style: PageStyle, pictures: Pictures | None) -> None:
        self._submission = submission
        self._page_style = page_style
        self._pictures = pictures
        self._definition = submission.definition
        self._values = Values(submission)
        self.lists = printed_lists(submission, self._values, self._reported)
        self._sums = {place: figure for one in self.lists.values() for place, figure in one.figures.items()}
        self._printer = TablePrinter(submission.definition, page_style, self.figure)

    def parts(self) -> Iterator[Part]:
        """What the figures do not cover, if anything; the preamble; then section by section."""
        if self._submission.incomplete:
            yield Paragraph(visible_text(self._submission.incomplete))
        submission = self._submission
        beginning = preamble(self._definition, submission.names, printed_cover(submission, self._page_style))
        yield from map(Paragraph, map(visible_text, beginning))
        for section in self._definition.sections:
            yield Heading(1, section.heading)
            for cell in self._paragraphs(section):
                lines = (line.strip() for line in cell.splitlines())  # several paragraphs were pasted into one cell
                yield from map(self._paragraph, filter(None, lines))
            for table in section.tables:
                yield from self._table(table, section) if table.list is None else self._list(table, section)
                yield from (TableNote(text, table.font_size) for text in self._notes(table))
                if self._pictures is not None:
                    yield from self._pictures.below(table.id)
        for section in self._definition.sections:
            for table in section.lists:
                yield from self._annex(table)

    def _list(self, table: DeclaredTable, section: Section) -> Iterator[Part]:
        """The lines that stand in the report itself, and where the others are."""
        found = self.lists.get(table.id)
        if found is None:
            yield TableNote(nothing_listed(self._definition, table), table.font_size)
            return
        if found.body:
            yield from self._lines(found, table.title, table.title or section.heading, annex=False)
        if found.reference is not None:
            beside = f"{table.title}: " if table.title and not found.body else ""
            yield TableNote(f"{beside}{found.reference}", table.font_size)

    def _annex(self, table: DeclaredTable) -> Iterator[Part]:
        """All lines of a list that is too long for the report itself."""
        found = self.lists.get(table.id)
        if found is not None and found.annex is not None:
            yield Heading(1, found.annex_title, new_page=True)
            yield from self._lines(found, None, found.annex_title, annex=True)

    def _lines(self, found: PrintedList, title: str | None, label: str, *, annex: bool) -> Iterator[PrintedTable]:
        """Lines of a list; they are numbered where columns are parted, so that one finds the same line in each part."""
        size = found.table.font_size
        tables = list(self._printer.tables(found.grid(annex=annex), size, title, label))
        if len(tables) > 1:
            tables = list(self._printer.tables(found.grid(annex=annex, numbered=True), size, title, label))
        return (replace(table, annex=annex) for table in tables)

    def _paragraph(self, text: str) -> Heading | Paragraph:
        return classify_paragraph(text, self._definition.language, self._page_style.levels)

    def _paragraphs(self, section: Section) -> Sequence[str]:
        """The paragraphs of a section; if there are none, the reason, so that no heading stands alone."""
        submission = self._submission
        if section.narrative is None or submission.paragraphs(section.id):
            return submission.paragraphs(section.id)
        if self._values.asked_text(section.id) != "asked":
            return (self._definition.messages("wording.text_not_asked"),)
        reason = submission.explanations.get(explanation_key(TextLine(section.id, "warning")) or "")
        return (visible_text(reason or "") or self._definition.messages("wording.nothing_written"),)

    def figure(self, place: Place) -> Number | str | None:
        """The printed value of a place: a number, a text, or None."""
        return self._sums[place] if place in self._sums else self._reported(place)

    def _reported(self, place: Place) -> Number | str | None:
        """The same of what was reported there."""
        if self._values.is_left_blank(place):
            return NOT_ASKED_MARK if self._values.asked(place) == "empty" else None
        if is_numeric(self._definition.facts(place).kind) or self._values.is_not_applicable(place):
            return self._values.shown(place)
        entry = self._submission.entry(place)
        return None if entry is None else visible_text(entry.stated)

    def _table(self, table: DeclaredTable, section: Section) -> Iterator[PrintedTable]:
        grid = printed_grid(self._submission, table)
        return self._printer.tables(grid, table.font_size, table.title, table.title or section.heading)

    def _notes(self, table: DeclaredTable) -> Iterator[str]:
        """The paragraphs below a table: the remark, then the comment, or the reason why there is none."""
        yield from table.remark
        if table.comment is None:
            return
        name = comment_name(table.id)
        text = self._submission.fields.get(name, "")
        if is_blank(text):
            text = self._submission.explanations.get(explanation_key(TextLine(name, "warning")) or "", "")
        lines = [line for raw in visible_text(text).splitlines() if (line := raw.strip())]
        if lines:
            label = self._definition.messages("wording.comment", label=table.comment.label, text=lines[0])
            yield from (label, *lines[1:])


def nothing_listed(definition: Definition, table: DeclaredTable) -> str:
    """What stands in place of a list without lines, so that no heading stands alone."""
    assert table.list is not None
    if (declared := table.list.printing.none) is not None:
        return declared
    none = definition.messages("wording.nothing_listed")
    return none if table.title is None else f"{table.title}: {none}"
