"""Names of sheets that Excel refuses or that stand twice."""

from __future__ import annotations

from collections.abc import Iterator

from xlsreport.definition.declaration import Declaration
from xlsreport.definition.loading.sheet_names import OWN_SHEETS, STAMP_SHEET, unfit_name
from xlsreport.definition.problems import Path, Problem


def sheet_name_problems(declaration: Declaration) -> Iterator[Problem]:
    """Names of sheets that Excel refuses, or that stand twice."""
    messages = declaration.messages
    taken = {*(messages(key).casefold() for key in OWN_SHEETS), STAMP_SHEET}
    for path, name in _named_sheets(declaration):
        yield from unfit_name(path, name)
        if name.casefold() in taken:
            yield Problem(path, "sheet_taken", {"name": name})
        taken.add(name.casefold())


def _named_sheets(declaration: Declaration) -> Iterator[tuple[Path, str]]:
    """The names of the sheets of sections, and of lists that have one beside their section's."""
    for number, section in enumerate(declaration.sections):
        yield ("sections", number, "sheet"), section.sheet
        for position, table in enumerate(section.tables):
            if table.list is not None and table.list.sheet is not None:
                yield ("sections", number, "tables", position, "list", "sheet"), table.list.sheet
