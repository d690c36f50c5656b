"""Lists of options that a validation cannot hold in itself: they stand beside the stamp, on a sheet that is hidden."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from xlsreport.definition.definition import Definition
from xlsreport.definition.figure_kinds.kind_traits import OptionTraits
from xlsreport.definition.loading.sheet_names import STAMP_SHEET
from xlsreport.layout.cells import CellRange, CellRef
from xlsreport.workbook.draft.workbook_draft import SheetDraft
from xlsreport.workbook.draft.workbook_plan import WorkbookPlan

_MAX_INLINE = 255
"""Characters of a list in a validation, with the commas between its options; Excel's specification."""
_FIRST_COLUMN = 3
"""The columns before it belong to the stamp."""

Options = tuple[str, ...]


def source_of(plan: WorkbookPlan, options: Options) -> Sequence[str] | str:
    """What a validation offers: the options themselves, or the cells in which they stand."""
    area = plan.cached(_areas).get(options)
    return list(options) if area is None else f"={area.absolute}"


def write_option_lists(plan: WorkbookPlan, sheet: SheetDraft) -> None:
    """Write the lists that validations refer to, on the sheet of the stamp."""
    for options, area in plan.cached(_areas).items():
        for row, option in enumerate(options, start=area.first.row):
            sheet.text(CellRef(STAMP_SHEET, row, area.first.column), option, {})


def _areas(plan: WorkbookPlan) -> Mapping[Options, CellRange]:
    """Where each list stands that is too long or has a comma in it, a column for each."""
    lists = dict.fromkeys(filter(_needs_cells, _all_options(plan.definition)))
    return {
        options: CellRef(STAMP_SHEET, 0, column).to(CellRef(STAMP_SHEET, len(options) - 1, column))
        for column, options in enumerate(lists, start=_FIRST_COLUMN)
    }


def _all_options(definition: Definition) -> Iterator[Options]:
    lines = (facts for line in definition.lines.values() for facts in line.places.values())
    for facts in (*definition.places.values(), *lines):
        if isinstance(facts.kind.traits, OptionTraits) and not facts.computed:
            yield facts.kind.traits.shown
    for kind in definition.field_kinds.values():
        if isinstance(kind.traits, OptionTraits):
            yield kind.traits.shown


def _needs_cells(options: Options) -> bool:
    return len(",".join(options)) > _MAX_INLINE or any("," in option for option in options)
