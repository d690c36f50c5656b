"""Where everything stands in a returned workbook: the layout, and how rows, columns and sheets were moved.

Findings name the cells of the returned file, not those of the template.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property

from xlsreport.definition.place import Place
from xlsreport.definition.tables.table_declaration import LINE
from xlsreport.layout.cells import CellRef
from xlsreport.layout.checklines import CheckLine
from xlsreport.layout.workbook_layout import Layout
from xlsreport.object_cache import remembered_by_object


@dataclass(frozen=True)
class MovedSheet:
    """How one sheet came back: its name, and where rows and columns with landmarks stand now.

    Rows and columns in between keep their distance to the landmark before them.
    """

    sheet: str
    rows: Mapping[int, int] = field(default_factory=dict)
    columns: Mapping[int, int] = field(default_factory=dict)

    def where(self, cell: CellRef) -> CellRef:
        """Where a cell of the layout stands now."""
        return CellRef(self.sheet, moved_index(cell.row, self.rows), moved_index(cell.column, self.columns))


def moved_index(position: int, moved: Mapping[int, int]) -> int:
    """Where a row or column stands now, by the landmark before it; ``moved`` is in ascending order."""
    landmarks = list(moved)
    before = bisect_right(landmarks, position) - 1
    return position if before < 0 else moved[landmarks[before]] + position - landmarks[before]


@remembered_by_object()
def moved_in_format_1(layout: Layout) -> Mapping[str, MovedSheet]:
    """The sheets of paragraphs in workbooks of format 1, where the length stands right beside each paragraph."""
    arranged = {}
    for narrative in layout.narratives.values():
        text, lengths = narrative.lines.first.column, narrative.lengths.first.column
        arranged[narrative.sheet] = MovedSheet(narrative.sheet, {}, {0: 0, text: text, lengths: text + 1})
    return arranged


@dataclass(frozen=True, eq=False)
class Positions:
    """The cells of one workbook.

    ``moved`` has the sheets that are not as the layout has them, by the name that they were given out with; ``lost``
    names those that are missing or no longer to be recognised.
    """

    layout: Layout
    moved: Mapping[str, MovedSheet] = field(default_factory=dict)
    lost: frozenset[str] = frozenset()

    def where(self, cell: CellRef) -> CellRef:
        """Where a cell of the layout stands in this workbook."""
        moved = self.moved.get(cell.sheet)
        return cell if moved is None else moved.where(cell)

    def sheet(self, name: str) -> str:
        """What a sheet of the layout is called in this workbook."""
        moved = self.moved.get(name)
        return name if moved is None else moved.sheet

    @property
    def sheets(self) -> tuple[str, ...]:
        """The names of all sheets of the layout as they are here, in the layout's order."""
        return tuple(map(self.sheet, self.layout.sheets))

    def cell(self, place: Place) -> CellRef:
        """The cell that holds a figure of this year."""
        return self.where(self.layout.cell(place))

    def line_cell(self, place: Place, line: int) -> CellRef:
        """The cell of a column in a line of a list; see :meth:`in_line`."""
        first = self._first_lines.get(place)
        if first is None:
            first = self.in_line(place.table, 1, self.layout.lists[place.table].column_of(place))
            self._first_lines[place] = first
        return CellRef(first.sheet, first.row + line - 1, first.column)

    @cached_property
    def _first_lines(self) -> dict[Place, CellRef]:
        """The cells of the first line that were asked for."""
        return {}

    def in_line(self, name: str, line: int, column: int) -> CellRef:
        """The cell of one of the layout's columns in a line of a list.

        Lines count from the headings down, whatever number stands beside them: rows may be inserted and deleted.
        """
        laid = self.layout.lists[name]
        if laid.sheet not in self.moved:
            return laid.in_line(line, column)
        heading = self.where(CellRef(laid.sheet, laid.first_line_row - 1, column))
        return CellRef(heading.sheet, heading.row + line, heading.column)

    def previous_cell(self, place: Place) -> CellRef:
        """The cell that holds a figure of last year, also of a line of last year by its number."""
        laid = self.layout.lists.get(place.table)
        if laid is None or laid.before is None:
            return self.where(self.layout.previous_cell(place))
        return self.in_line(place.table, int(place.row), laid.before.shown[place._replace(row=LINE)])

    def nil(self, table: str) -> CellRef | None:
        """The cell in which a table is declared to be all zero, where it can be."""
        cell = self.layout.nil(table)
        return None if cell is None else self.where(cell)

    def cover_field(self, name: str) -> CellRef:
        """The cell for ``agency``, ``year``, a declared field of the cover, or the comment below a table."""
        cover = self.layout.cover
        return self.where({"agency": cover.agency, "year": cover.year}.get(name) or self.layout.fields[name])

    def first_line(self, section: str) -> CellRef:
        """The cell of the first paragraph of a section, right below the headings: rows may be inserted between them."""
        first = self.layout.narratives[section].lines.first
        heading = self.where(CellRef(first.sheet, first.row - 1, first.column))
        return CellRef(heading.sheet, heading.row + 1, heading.column)

    def room_columns(self, section: str) -> range:
        """The columns between the paragraphs of a section and their lengths: a paste may have parted a paragraph."""
        lengths = self.where(self.layout.narratives[section].headings["length"])
        return range(self.first_line(section).column + 1, lengths.column)

    def claim_cell(self, claim: str, column: str) -> CellRef:
        """A cell of a claim's row of the checks sheet."""
        return self.where(self.layout.checks.claim_cell(claim, column))

    def check_cell(self, line: CheckLine, column: str) -> CellRef:
        """A cell of the checks sheet."""
        return self.where(self.layout.checks.cell(line, column))
