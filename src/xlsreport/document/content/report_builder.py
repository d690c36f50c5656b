"""Builds the format-free report from a submission."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import pairwise
from typing import assert_never

from xlsreport.checking.evaluation.submission_values import Values
from xlsreport.checking.findings import Finding
from xlsreport.definition.declaration import PageStyleName, Section
from xlsreport.definition.definition import Definition, comment_name
from xlsreport.definition.figure_kinds.kind_traits import DateTraits, NumberTraits, OptionTraits, TextTraits
from xlsreport.definition.figure_kinds.kinds import is_numeric
from xlsreport.definition.place import Place
from xlsreport.definition.tables.table_declaration import Table as DeclaredTable
from xlsreport.document.content.heading_numbering import classify_paragraph
from xlsreport.document.content.model import (
    Alignment,
    Document,
    Heading,
    Paragraph,
    Part,
    PrintedTable,
    TableBlock,
    TableCell,
    TableNote,
)
from xlsreport.document.content.printed_columns import column_needs, printed_column_widths
from xlsreport.document.content.printed_figures import printed_figures
from xlsreport.document.content.table_setting import TableSetting, table_setting
from xlsreport.document.page_styles.named_page_styles import page_style_named
from xlsreport.document.page_styles.page_style import PageStyle, TitleBreaking
from xlsreport.document.pagination.table_paging import paging_of
from xlsreport.document.pagination.text_width import width_in_ems
from xlsreport.document.pictures import Pictures
from xlsreport.layout.checklines import TextLine, explanation_key
from xlsreport.layout.grid import Box, FigureBox, LabelBox, TableGrid, lines_grid, table_grid
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
    """
    declaration = submission.definition.declaration
    names = {**submission.names, "agency": visible_text(submission.agency)}
    name = page_style or declaration.page_style
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
            **{str(place): builder.figure(place) for place in submission.definition.places},
            **{str(place): builder.figure(place) for place in submission.line_places()},
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

    def parts(self) -> Iterator[Part]:
        """What the figures do not cover, if anything; the preamble; then section by section."""
        if self._submission.incomplete:
            yield Paragraph(visible_text(self._submission.incomplete))
        submission = self._submission
        beginning = preamble(self._definition, submission.names, submission.fields)
        yield from map(Paragraph, map(visible_text, beginning))
        for section in self._definition.sections:
            yield Heading(1, section.heading)
            for cell in self._paragraphs(section):
                lines = (line.strip() for line in cell.splitlines())  # several paragraphs were pasted into one cell
                yield from map(self._paragraph, filter(None, lines))
            for table in section.tables:
                if table.list is None or self._submission.lines.get(table.id):
                    yield from self._tables(table, section)
                else:
                    yield TableNote(nothing_listed(self._definition, table), table.font_size)
                yield from (TableNote(text, table.font_size) for text in self._notes(table))
                if self._pictures is not None:
                    yield from self._pictures.below(table.id)

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
        if self._values.is_left_blank(place):
            return NOT_ASKED_MARK if self._values.asked(place) == "empty" else None
        if is_numeric(self._definition.facts(place).kind) or self._values.is_not_applicable(place):
            return self._values.shown(place)
        entry = self._submission.entry(place)
        return None if entry is None else visible_text(entry.stated)

    def _tables(self, table: DeclaredTable, section: Section) -> Iterator[PrintedTable]:
        """The table, or the groups of its columns where it is too wide for the page."""
        grid = self._grid(table)
        figures = {figure.place: self.figure(figure.place) for figure in grid.figures}
        texts = printed_figures(self._definition, figures, self._page_style)
        setting = table_setting(grid, table.font_size, texts, self._page_style)
        first = grid.stub_width
        for number, group in enumerate(setting.grids):
            title = table.title if number == 0 else self._continued(table.title)
            label = table.title or section.heading
            yield self._printed_table(group, texts, setting, first, title, label)
            first += group.width - group.stub_width

    def _grid(self, table: DeclaredTable) -> TableGrid:
        if table.list is None:
            return table_grid(self._definition, table.id)
        return lines_grid(table, (line.number for line in self._submission.lines[table.id]))

    def _printed_table(
        self,
        grid: TableGrid,
        texts: Mapping[Place, str],
        setting: TableSetting,
        first: int,
        title: str | None,
        label: str,
    ) -> PrintedTable:
        boxes: list[LabelBox | FigureBox] = sorted((*grid.labels, *grid.figures), key=lambda b: (b.box.top, b.box.left))
        positions = {id(box): number for number, box in enumerate(boxes)}
        cells = tuple(
            self._figure_cell(box, texts[box.place], grid, positions)
            if isinstance(box, FigureBox)
            else _label_cell(box)
            for box in boxes
        )
        page_style = self._page_style.turned if setting.landscape else self._page_style
        needs = column_needs(grid, setting.font_size, texts, page_style.least_figure_size)
        return PrintedTable(
            cells=cells,
            columns=printed_column_widths(needs, page_style.type_width, widens_labels=page_style.widens_labels),
            height=grid.height,
            blocks=tuple(TableBlock(block.top, block.bottom, block.heading_rows) for block in grid.blocks),
            font_size=setting.font_size,
            label=label,
            title=title,
            landscape=setting.landscape,
            table=grid.table,
            first=first,
        )

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

    def _continued(self, title: str | None) -> str | None:
        return title and self._definition.messages("wording.continued", title=title)

    def _figure_cell(self, figure: FigureBox, text: str, grid: TableGrid, positions: Mapping[int, int]) -> TableCell:
        headers = tuple(positions[id(label)] for label in _headers(figure.box, grid))
        box = figure.box
        place, align = str(figure.place), self._alignment(figure.place)
        return TableCell(text, box.top, box.left, box.height, box.width, "figure", headers, place, align)

    def _alignment(self, place: Place) -> Alignment:
        match self._definition.facts(place).kind.traits:
            case NumberTraits():
                return "right" if self._page_style.aligns_figures else "centre"
            case TextTraits():
                return "left"
            case OptionTraits() | DateTraits():
                return "centre"
            case other:
                assert_never(other)


def nothing_listed(definition: Definition, table: DeclaredTable) -> str:
    """What stands in place of a list without lines, so that no heading stands alone."""
    none = definition.messages("wording.nothing_listed")
    return none if table.title is None else f"{table.title}: {none}"


def _label_cell(label: LabelBox) -> TableCell:
    box = label.box
    return TableCell(label.text, box.top, box.left, box.height, box.width, label.role)


def _headers(figure: Box, grid: TableGrid) -> Iterator[LabelBox]:
    """The labels above and beside a figure: caption and columns of its block, then its rows."""
    block = next(block for block in grid.blocks if block.top <= figure.top < block.bottom)
    for label in grid.labels:
        box = label.box
        above = label.role in ("caption", "column") and block.top <= box.top < block.bottom
        if above and box.left <= figure.left < box.right:
            yield label
    for label in grid.labels:
        is_said = label.text or not label.further
        if label.role == "row" and is_said and label.box.top <= figure.top < label.box.bottom:
            yield label
