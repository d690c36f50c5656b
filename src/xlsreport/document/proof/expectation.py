"""What a rendering must say, taken from the submission and the printed grid of its tables.

The tables of the rendered document are not used, since a loss on the way to them would go unnoticed.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from xlsreport.checking.evaluation.submission_values import Values
from xlsreport.checking.wording import Wording
from xlsreport.definition.figure_kinds.kinds import is_numeric
from xlsreport.definition.paper_sizes import PageStyleName
from xlsreport.definition.place import Place
from xlsreport.document.content.model import Document, Heading, LetterLine, Paragraph, PrintedTable, TableNote
from xlsreport.document.content.printed_figures import printed_figures
from xlsreport.document.content.printed_grids import printed_grid, printed_places
from xlsreport.document.content.printed_lists import PrintedList, printed_lists
from xlsreport.document.content.report_builder import build_document
from xlsreport.document.page_styles.named_page_styles import page_style_named
from xlsreport.document.page_styles.page_style import PageStyle
from xlsreport.document.proof.rendering_content import ReadCell, visible
from xlsreport.layout.grid import FigureBox, LabelBox, TableGrid
from xlsreport.submission.submission import Submission
from xlsreport.values import NOT_ASKED_MARK, Number, is_number, number_text


@dataclass(frozen=True, slots=True)
class ExpectedCell:
    """A cell that must be there, and its name in an error."""

    name: str
    cell: ReadCell


@dataclass(frozen=True, slots=True)
class Expectation:
    """The rows of all tables, the paragraphs in their order, and the figures by place."""

    rows: tuple[tuple[ExpectedCell, ...], ...]
    paragraphs: tuple[str, ...]
    figures: dict[str, str]


@lru_cache(maxsize=1)
def expectation_of(submission: Submission, page_style: PageStyleName | None = None) -> Expectation:
    """What every rendering of a submission must say; cached, since the formats are verified one after the other.

    Args:
        submission: what was reported.
        page_style: how it was set on paper; by default as its definition says.
    """
    document = build_document(submission, page_style=page_style)
    definition = submission.definition
    reported = _Reported(submission, page_style_named(document.page_style))
    return Expectation(
        rows=tuple(row for grid in _grids(submission, document, reported.lists) for row in reported.rows(grid)),
        paragraphs=tuple(_paragraphs(document)),
        figures={
            **{str(place): visible(reported.figure(place)) for place in printed_places(submission)},
            **{str(place): visible(reported.figure(place)) for place in reported.list_places()},
            **{name: visible(submission.fields.get(name, "")) for name in definition.comments},
            **{str(Place.of_field(name)): reported.answer(name) for name in definition.field_kinds},
        },
    )


def _grids(submission: Submission, document: Document, lists: Mapping[str, PrintedList]) -> Iterator[TableGrid]:
    """The declared tables, then the annexes; one that was cut into groups of columns, cut at the same columns, so that
    none is lost."""
    printed = [part for part in document.parts if isinstance(part, PrintedTable)]
    tables = [table for section in submission.definition.sections for table in section.tables]
    for annex in (False, True):
        for table in tables:
            firsts = sorted(part.first for part in printed if (part.table, part.annex) == (table.id, annex))
            if table.list is None:
                grids = [] if annex else [printed_grid(submission, table)]
            else:
                grids = [one.grid(annex=annex, numbered=len(firsts) > 1) for one in _with_rows(lists, table.id, annex)]
            for grid in grids:
                yield from _cut(grid, firsts)


def _with_rows(lists: Mapping[str, PrintedList], table: str, annex: bool) -> Iterator[PrintedList]:
    """A list, if anything of it stands in the report itself, or in an annex."""
    one = lists.get(table)
    if one is not None and (one.annex if annex else one.body):
        yield one


def _cut(grid: TableGrid, firsts: Sequence[int]) -> Iterator[TableGrid]:
    cuts = [first for first in firsts if grid.stub_width < first < grid.width]
    if not cuts:
        yield grid
    else:
        yield from (grid.columns_between(*edges) for edges in pairwise((grid.stub_width, *cuts, grid.width)))


def _paragraphs(document: Document) -> Iterator[str]:
    yield visible("\n".join(document.title_lines))
    for part in document.parts:
        if isinstance(part, Heading | Paragraph | LetterLine | TableNote):
            yield visible(part.text)


class _Reported:
    """The printed values of a submission."""

    def __init__(self, submission: Submission, page_style: PageStyle) -> None:
        self._submission = submission
        self._page_style = page_style
        self._values = Values(submission)
        self._wording = Wording(submission.definition, submission)
        self.lists = printed_lists(submission, self._values, self._reported)
        self._sums = {place: figure for one in self.lists.values() for place, figure in one.figures.items()}

    def list_places(self) -> Iterator[Place]:
        """The places of lists that the report prints, with those of its sums and groups."""
        for one in self.lists.values():
            yield from (*one.places, *one.figures)

    def figure(self, place: Place) -> str:
        """The figure as machines find it, all its digits; empty where none is known."""
        value = self._value(place)
        return number_text(value) if is_number(value) else str(value or "")

    def answer(self, field: str) -> str:
        """What was entered in a field of the cover that is of a kind, as machines find it."""
        entry = self._submission.field_entries.get(field)
        value = None if entry is None else entry.figure(self._submission.definition.field_kinds[field])
        return number_text(value) if is_number(value) else visible(str(value or ""))

    def _value(self, place: Place) -> Number | str | None:
        return self._sums[place] if place in self._sums else self._reported(place)

    def _reported(self, place: Place) -> Number | str | None:
        if self._values.is_left_blank(place):
            return NOT_ASKED_MARK if self._values.asked(place) == "empty" else None
        if is_numeric(self._submission.definition.facts(place).kind) or self._values.is_not_applicable(place):
            return self._values.shown(place)
        entry = self._submission.entry(place)
        return None if entry is None else entry.stated

    def rows(self, grid: TableGrid) -> Iterator[tuple[ExpectedCell, ...]]:
        """The cells that begin in each row; renderers fill gaps of the form with empty cells."""
        figures = {figure.place: self._value(figure.place) for figure in grid.figures}
        printed = printed_figures(self._submission.definition, figures, self._page_style)
        boxes: list[LabelBox | FigureBox] = [*grid.labels, *grid.figures]
        begun = {(box.box.top, box.box.left): box for box in boxes}
        taken = {
            (row, column)
            for box in boxes
            for row in range(box.box.top, box.box.bottom)
            for column in range(box.box.left, box.box.right)
        }
        for row in range(grid.height):
            yield tuple(
                self._cell(begun[row, column], printed) if (row, column) in begun else ExpectedCell("", ReadCell(""))
                for column in range(grid.width)
                if (row, column) in begun or (row, column) not in taken
            )

    def _cell(self, box: LabelBox | FigureBox, printed: Mapping[Place, str]) -> ExpectedCell:
        height, width = box.box.height, box.box.width
        if isinstance(box, LabelBox):
            return ExpectedCell(box.text, ReadCell(visible(box.text), height, width))
        text = visible(printed[box.place])
        return ExpectedCell(self._wording.place(box.place), ReadCell(text, height, width))
