"""Where everything stands in the workbook. Writing and reading share it.

A layout depends on the definition alone, not on what is entered.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from xlsreport.definition.declaration import Section
from xlsreport.definition.declared_report import comment_name
from xlsreport.definition.definition import Definition
from xlsreport.definition.loading.sheet_names import STAMP_SHEET
from xlsreport.definition.place import Place
from xlsreport.definition.rule_language.bound_requirement import BoundRequirement
from xlsreport.definition.tables.line_rows import carried_figure
from xlsreport.definition.tables.table_declaration import LINE
from xlsreport.layout.asked_cells import asked_text_cells
from xlsreport.layout.cells import CellRange, CellRef
from xlsreport.layout.checklines import check_lines
from xlsreport.layout.grid import table_grid
from xlsreport.layout.list_arrangement import list_layout
from xlsreport.layout.list_layout import ANY_ROW, ListLayout
from xlsreport.layout.sheet_layouts import (
    CHECK_COLUMNS,
    LEGEND_ROWS,
    ChecksLayout,
    CoverLayout,
    NarrativeLayout,
    SectionLayout,
    TableLayout,
)
from xlsreport.layout.table_layout import STATES_OFFSET, table_layout
from xlsreport.object_cache import remembered_by_object

_CHECKS_TOP = 4
_NARRATIVE_TEXT_COLUMN = 1
_OVERFLOW_COLUMNS = 8
"""Columns beside the lines of paragraphs: so many tabs a pasted line may have, or further columns a pasted table."""


@dataclass(frozen=True, eq=False)
class Layout:
    """Where each place, text, check and label of a definition stands.

    ``asked_texts`` are hidden cells that say whether sections of paragraphs, comments and fields of the cover are
    asked, of those that are so under conditions only; each is on the sheet of the text.
    """

    definition: Definition
    cover: CoverLayout
    sections: Mapping[str, SectionLayout]
    narratives: Mapping[str, NarrativeLayout]
    tables: Mapping[str, TableLayout]
    lists: Mapping[str, ListLayout]
    checks: ChecksLayout
    asked_texts: Mapping[str, CellRef]

    def cell(self, place: Place) -> CellRef:
        """The cell that holds a figure of this year; of a list, that in its line, or in any line."""
        table = self.tables.get(place.table)
        if table is not None:
            return table.cell(place)
        if place.field is not None:
            return self.cover.fields[place.field]
        laid = self.lists[place.table]
        return laid.cell(place) if place.row == LINE else laid.line_cell(place._replace(row=LINE), int(place.row))

    def asked_cell(self, place: Place, requirements: tuple[BoundRequirement, ...]) -> CellRef:
        """The hidden cell that says whether an entry is asked; of a list, that in any line."""
        if place.table in self.lists:
            laid = self.lists[place.table]
            if place.row == LINE:
                return laid.asked_cell(requirements)
            return laid.in_line(int(place.row), laid.asked[requirements])
        return self.tables[place.table].asked[requirements]

    def nil(self, table: str) -> CellRef | None:
        """The cell of the nil return of a table or list, where it has one."""
        return self.lists[table].nil if table in self.lists else self.tables[table].nil

    def previous_cell(self, place: Place) -> CellRef:
        """The cell that holds a figure of last year: of a line of last year, or what any line of this year had then."""
        if place.table not in self.lists:
            return self.tables[place.table].previous.get(place) or self._previous_of_row(place)
        laid = self.lists[place.table]
        assert laid.before is not None
        if place.row == LINE:
            return CellRef(laid.sheet, ANY_ROW, laid.before.was[place])
        return laid.in_line(int(place.row), laid.before.shown[place._replace(row=LINE)])

    def _previous_of_row(self, place: Place) -> CellRef:
        """The hidden cell beside a line of a list with last year's figure of the row that stands for the line."""
        at = self.definition.line_of(place)
        assert at is not None
        laid = self.lists[at[0]]
        assert laid.before is not None
        return laid.in_line(at[1], laid.before.was[carried_figure(at[0], place)])

    @cached_property
    def fields(self) -> Mapping[str, CellRef]:
        """The cells of all that is one text: the cover's fields, then the comments below tables."""
        laid_out: list[tuple[str, TableLayout | ListLayout]] = [*self.tables.items(), *self.lists.items()]
        comments = {comment_name(name): laid.comment.first for name, laid in laid_out if laid.comment is not None}
        return {**self.cover.fields, **comments}

    def state_columns(self, section: str) -> range:
        """The columns of a section's sheet that hold the states of rules, and whether something is asked."""
        laid = [table for table in self.tables.values() if table.sheet == self.sections[section].sheet]
        columns = [cell.column for table in laid for cell in (*table.case_states.values(), *table.asked.values())]
        columns += [cell.column for cell in self.asked_texts.values() if cell.sheet == self.sections[section].sheet]
        return range(min(columns), max(columns) + 1) if columns else range(0)

    @property
    def returned_sheet(self) -> str:
        """The name of the sheet that a returned workbook has before all others."""
        return self.definition.messages("returned.sheet")

    @property
    def table_sheets(self) -> frozenset[str]:
        """The names of the sheets that hold tables or lists."""
        return frozenset((*(t.sheet for t in self.tables.values()), *(laid.sheet for laid in self.lists.values())))

    @property
    def sheets(self) -> tuple[str, ...]:
        """The names of all sheets of a workbook that was given out, in order."""
        inner: dict[str, None] = {}
        for section in self.definition.sections:
            inner |= dict.fromkeys((section.sheet, *map(section.sheet_of, section.tables)))
        return (self.cover.sheet, *inner, self.checks.sheet, STAMP_SHEET)


@remembered_by_object()
def layout_of(definition: Definition) -> Layout:
    """The layout of a definition."""
    sections: dict[str, SectionLayout] = {}
    narratives: dict[str, NarrativeLayout] = {}
    tables: dict[str, TableLayout] = {}
    lists: dict[str, ListLayout] = {}
    for section in definition.sections:
        laid = _tables(definition, section)
        tables.update(laid)
        for table in section.lists:
            sheet = section.sheet_of(table)
            guidance = len(section.guidance) if sheet == section.sheet else 0
            lists[table.id] = list_layout(definition, table, guidance, own_sheet=sheet)
        if section.narrative is not None:
            narratives[section.id] = _narrative(section, section.narrative.lines)
        sections[section.id] = _section(section, laid, lists)
    cover = _cover(definition)
    asked = asked_text_cells(definition, cover, narratives, tables, lists, STATES_OFFSET)
    return Layout(definition, cover, sections, narratives, tables, lists, _checks(definition), asked)


def _cover(definition: Definition) -> CoverLayout:
    sheet = definition.messages("cover.sheet")
    rows = iter(range(3, 1000))
    agency, year, period = (CellRef(sheet, next(rows), 1) for _ in range(3))
    fields = {field.id: CellRef(sheet, next(rows), 1) for field in definition.declaration.cover}
    verdict = CellRef(sheet, next(rows) + 1, 1)
    first = verdict.row + 2
    sections = {section.id: CellRef(sheet, first + n, 1) for n, section in enumerate(definition.sections)}
    legend = CellRef(sheet, first + len(sections) + 1, 0)
    # Last, so that all else stands where it stood before there were such lines.
    legend_rows = LEGEND_ROWS + definition.asks_conditionally
    own = legend.row + legend_rows + 1
    fields |= {name: CellRef(sheet, own + number, 1) for number, name in enumerate(definition.own_lines)}
    identity, title = CellRef(sheet, 0, 1), CellRef(sheet, 1, 0)
    return CoverLayout(sheet, identity, title, agency, year, period, fields, verdict, sections, legend, legend_rows)


def _guidance_end(section: Section) -> int:
    """The first row below heading and guidance."""
    return 1 + len(section.guidance)


def _narrative(section: Section, lines: int) -> NarrativeLayout:
    summary = _guidance_end(section)
    top = summary + 2
    text, beyond = _NARRATIVE_TEXT_COLUMN, _NARRATIVE_TEXT_COLUMN + 1 + _OVERFLOW_COLUMNS
    texts, room, lengths = (
        CellRange(CellRef(section.sheet, top, first), CellRef(section.sheet, top + lines - 1, last))
        for first, last in ((text, text), (text + 1, beyond - 1), (beyond, beyond))
    )
    return NarrativeLayout(section.sheet, texts, room, lengths, CellRef(section.sheet, summary, text))


def _section(section: Section, tables: Mapping[str, TableLayout], lists: Mapping[str, ListLayout]) -> SectionLayout:
    if section.narrative is not None:
        width, freeze = _NARRATIVE_TEXT_COLUMN + _OVERFLOW_COLUMNS + 2, _guidance_end(section) + 2
    elif not tables:
        alone = lists[section.lists[0].id]
        width, freeze = alone.mark_column + 1, alone.first_line_row
    else:
        width = next(iter(tables.values())).check_column + 1
        only = next(iter(tables.values())) if len(tables) == 1 else None
        freeze = only.first_figure_row if only and len(only.grid.blocks) == 1 else _guidance_end(section)
    left = 0 if section.narrative is None else _NARRATIVE_TEXT_COLUMN
    guidance = tuple(CellRef(section.sheet, 1 + number, left) for number in range(len(section.guidance)))
    return SectionLayout(section.sheet, CellRef(section.sheet, 0, left), guidance, width, freeze)


def _tables(definition: Definition, section: Section) -> dict[str, TableLayout]:
    grids = {table.id: table_grid(definition, table.id) for table in section.fixed_tables}
    check_column = max((grid.width for grid in grids.values()), default=0)
    laid: dict[str, TableLayout] = {}
    top = _guidance_end(section)
    for table in section.fixed_tables:
        laid[table.id] = table_layout(definition, section.sheet, table, grids[table.id], top, check_column)
        top = laid[table.id].bottom + 1
    return laid


def _checks(definition: Definition) -> ChecksLayout:
    sheet = definition.messages("checks.sheet")
    rows = {line: _CHECKS_TOP + number for number, line in enumerate(check_lines(definition))}
    explained = [claim.id for claim in definition.claims if claim.declared.severity == "warning"]
    claims = {claim: _CHECKS_TOP + len(rows) + number for number, claim in enumerate(explained)}
    asks = definition.body_field is not None or any(case.rule.bodies for case in definition.cases)
    body = CellRef(sheet, _CHECKS_TOP - 1, len(CHECK_COLUMNS) - 1 + STATES_OFFSET) if asks else None
    return ChecksLayout(sheet, CellRef(sheet, 1, 0), _CHECKS_TOP - 1, rows, claims, body)
