"""What a sheet may be called, and what the sheets of the engine are called."""

from __future__ import annotations

import re
from collections.abc import Iterator

from xlsreport.definition.problems import Path, Problem

MAX_SHEET_NAME_LENGTH = 31
"""Characters in a sheet name; Excel's specification."""
_SHEET_NAME_FORBIDS = re.compile(r"[\[\]:*?/\\]|^'|'$")
STAMP_SHEET = "_xlsreport"
"""The name of the very hidden sheet that says what the file is."""
OWN_SHEETS = ("cover.sheet", "checks.sheet", "returned.sheet")
"""The keys of the sentences that name sheets which are not of a section."""


def unfit_name(path: Path, name: str) -> Iterator[Problem]:
    """Why a name is none that Excel takes for a sheet."""
    if len(name) > MAX_SHEET_NAME_LENGTH:
        yield Problem(path, "too_long", {"length": len(name), "limit": MAX_SHEET_NAME_LENGTH})
    if _SHEET_NAME_FORBIDS.search(name):
        yield Problem(path, "sheet_characters", {"name": name})
