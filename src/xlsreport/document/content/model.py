"""A report without a format: headings, paragraphs and tables, in the order in which they are printed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Literal, NamedTuple

from xlsreport.definition.paper_sizes import PageStyleName
from xlsreport.document.pagination.text_width import widest_word
from xlsreport.layout.grid import Role
from xlsreport.submission.submission import Submission
from xlsreport.values import Number

CELL_MARGINS = 4.0
"""Left and right margin of a table cell together, in points."""

MIN_FIGURE_SIZE = 5.0
"""Points; smaller figures are not legible."""

MAX_GROUP_ROWS = 12
"""Largest group of rows that is kept on one page; it fills a third of a page. Larger groups may be split."""

_MAX_CENTRED_LABEL = 12
"""Characters; a longer label is aligned to the left."""


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading; level 1 is a section of the report, 2 to 4 are those that the page style numbers.

    ``new_page``: it begins a page, as that of an annex.
    """

    level: int
    text: str
    new_page: bool = False


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph of running text.

    ``level`` is that of its numbering (2 to 4), or None; ``lead`` is the number of characters at its beginning that are
    a run-in heading, set in the face of that level.
    """

    text: str
    level: int | None = None
    lead: int = 0


@dataclass(frozen=True, slots=True)
class LetterLine:
    """A line of a letter that stands apart: the addressee at the left margin, or the signature.

    ``from_right`` is the number of characters that it keeps free at the right; None if it begins at the left.
    """

    text: str
    from_right: int | None = None


Alignment = Literal["left", "centre", "right"]
"""Where in its cell a text stands."""


class EmphasisedText(NamedTuple):
    """A part of a cell's text, and how it stands out: struck through, or bold."""

    text: str
    emphasis: Literal["", "struck", "bold"]


@dataclass(frozen=True, slots=True)
class TableCell:
    """One cell of a table, merged over ``height`` × ``width`` printed cells from ``top``, ``left`` (from 0).

    ``role`` says what it is, ``align`` where its text stands. ``headers`` are the positions in ``PrintedTable.cells``
    of the headings that a figure stands under and beside, outermost first. ``place`` names the figure for machines.
    ``level``: of the heading of a group of lines, from 0. ``runs`` are the text in parts where some of it stands out;
    only Word files show that.
    """

    text: str
    top: int
    left: int
    height: int
    width: int
    role: Role | Literal["figure"]
    headers: tuple[int, ...] = ()
    place: str | None = None
    align: Alignment = "centre"
    level: int = 0
    runs: tuple[EmphasisedText, ...] = ()


@dataclass(frozen=True, slots=True)
class TableBlock:
    """One block of a table: printed rows ``top`` to before ``bottom``, the first ``heading_rows`` of them headings."""

    top: int
    bottom: int
    heading_rows: int


@dataclass(frozen=True)
class PrintedTable:
    """A table as it is printed: every cell once, row by row, left to right; cells never overlap, but may leave gaps.

    ``columns`` are the relative widths of the printed columns; ``font_size`` is in points; ``title`` is printed above
    where the form has one, ``label`` names the table for those who hear the page. ``landscape``: it stands across the
    page. ``table`` is the id of the declared table, and ``first`` the first of its printed columns that follows the row
    labels: a table that is too wide for the page is set as several, one for each group of columns. ``annex``: it is all
    of a list of which only some lines stand in the report itself. ``kept`` are rows that stand on the page of the next.
    """

    cells: tuple[TableCell, ...]
    columns: tuple[float, ...]
    height: int
    blocks: tuple[TableBlock, ...]
    font_size: float
    label: str
    title: str | None = None
    landscape: bool = False
    table: str | None = None
    first: int = 0
    annex: bool = False
    kept: frozenset[int] = frozenset()

    @cached_property
    def labels_from_left(self) -> bool:
        """Whether row labels are aligned to the left: all of them are if one is long."""
        single = (cell for cell in self.cells if cell.role == "row" and cell.height == 1)
        return any(len(cell.text) > _MAX_CENTRED_LABEL for cell in single)

    def alignment(self, cell: TableCell) -> Alignment:
        """Where in a cell its text stands: long row labels begin at the left, as all beside them do."""
        is_label = cell.role == "row" and cell.height == 1
        return "left" if is_label and self.labels_from_left else cell.align

    def covering(self) -> Mapping[tuple[int, int], int]:
        """For each printed row and column the position in ``cells`` of the cell that covers it."""
        return {
            (row, column): number
            for number, cell in enumerate(self.cells)
            for row in range(cell.top, cell.top + cell.height)
            for column in range(cell.left, cell.left + cell.width)
        }

    def figure_scale(self, cell: TableCell, type_width: float) -> float:
        """The factor, at most 1, by which a figure is scaled so that it is not broken between two digits.

        Args:
            cell: that holds the figure.
            type_width: of the page that the table fills, in points.
        """
        share = sum(self.columns[cell.left : cell.left + cell.width]) / sum(self.columns)
        needed = self._widest_beside(cell) * self.font_size
        return min(1.0, (type_width * share - CELL_MARGINS) / needed) if needed else 1.0

    def _widest_beside(self, cell: TableCell) -> float:
        """The widest figure, in ems, that has the size of this one: of its column, where figures are aligned."""
        if cell.align != "right":
            return widest_word(cell.text)
        return self._widest_figures.get((cell.left, cell.width), 0.0)

    @cached_property
    def _widest_figures(self) -> Mapping[tuple[int, int], float]:
        """The widest figure of each column, by its place and width."""
        widest: dict[tuple[int, int], float] = {}
        for cell in self.cells:
            if cell.role == "figure":
                at = cell.left, cell.width
                widest[at] = max(widest.get(at, 0.0), widest_word(cell.text))
        return widest


@dataclass(frozen=True, slots=True)
class DrawnPicture:
    """A chart of some of the report's figures, with its caption below.

    ``svg`` is a whole SVG document, ``png`` the same drawing for programs that show no SVG; ``width`` and ``height``
    are in points; ``alternative`` is its text alternative for people who do not see it.
    """

    caption: str
    alternative: str
    svg: str
    png: bytes
    width: float
    height: float


@dataclass(frozen=True, slots=True)
class TableNote:
    """A paragraph right below a table, in its face and from the left margin: a remark of the form, or a comment.

    ``font_size`` is in points.
    """

    text: str
    font_size: float


Part = Heading | Paragraph | LetterLine | PrintedTable | TableNote | DrawnPicture


@dataclass(frozen=True, slots=True)
class Document:
    """A report or a letter without a format.

    Attributes:
        page_style: the name of how it is set on paper.
        title_lines: the title on lines that are broken by sense.
        figures: for machines, all numbers by place, None where one is not known, and comments by ``table.comment``.
        draft: the mark to show on every page of a report that is not to be published, or None.
        definition: the name of the definition with its edition; None for a letter.
        year: the year reported on; None for a letter.
        origin: the submission whose report it is, by which a cell can be named; None for a letter.
    """

    language: str
    page_style: PageStyleName
    agency: str
    title: str
    title_lines: Sequence[str]
    parts: Sequence[Part]
    figures: dict[str, Number | str | None]
    draft: str | None = None
    definition: str | None = None
    year: int | None = None
    origin: Submission | None = field(default=None, compare=False, repr=False)
