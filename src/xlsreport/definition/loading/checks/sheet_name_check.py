"""Names of sheets that Excel refuses or that stand twice."""

from __future__ import annotations

import re
from collections.abc import Iterator

from xlsreport.definition.declaration import Declaration
from xlsreport.definition.problems import Path, Problem

MAX_SHEET_NAME_LENGTH = 31
"""Characters in a sheet name; Excel's specification."""


_SHEET_NAME_FORBIDS = re.compile(r"[\[\]:*?/\\]|^'|'$")


STAMP_SHEET = "_xlsreport"
"""The name of the very hidden sheet that says what the file is."""


def sheet_name_problems(declaration: Declaration) -> Iterator[Problem]:
    """Names of sheets that Excel refuses, or that stand twice."""
    messages = declaration.messages
    own = (messages(key).casefold() for key in ("cover.sheet", "checks.sheet", "returned.sheet"))
    taken = {*own, STAMP_SHEET}
    for path, name in _named_sheets(declaration):
        if len(name) > MAX_SHEET_NAME_LENGTH:
            yield Problem(path, "too_long", {"length": len(name), "limit": MAX_SHEET_NAME_LENGTH})
        if _SHEET_NAME_FORBIDS.search(name):
            yield Problem(path, "sheet_characters", {"name": name})
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
