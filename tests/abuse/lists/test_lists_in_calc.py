"""Lists that a spreadsheet program sorts, clears, pastes into and hides: what is read is what stands there."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from abuse.deed import InCalc
from abuse.making import in_calc
from support.agreement import same
from support.depth import cases
from support.grants import at_random, grants, reported
from support.office import converted
from support.parts import cached_values
from xlsreport import Place, Submission, read_workbook, write_workbook
from xlsreport.definition.tables.table_declaration import LINE
from xlsreport.layout.workbook_layout import layout_of
from xlsreport.submission.rebuilding import rebuilt

SEEDS = range(5)
OLD_FORMATS = cases(2, 5)
"""Seeds of which what the program did is saved as .ods and .xls, too, and opened from there."""
_COLUMNS = ("code", "purpose", "fund", "amount", "loan", "owed", "branch")
_PASTED: Sequence[Sequence[Any]] = (
    ("B200", "Pasted", "OTHER", 12.5, "N", None, "North"),
    ("A100", "  Maps", "other", "1,234.50", "Y", 7.0, None),
    ("A101", "Maps", "Building fund", "１２３", "y", "1.234,50", "北"),
    (None, None, None, None, None, None, None),
    ("b7", "Shelves ", "Sheds", "¥99", "N", None, "=1+1"),
)
_ROOM, _PASTE_AT, _CLEARED = 40, 34, 3


def _held(submission: Submission) -> Counter[tuple[tuple[str, Any], ...]]:
    """What the lines hold, wherever they stand."""
    lines = submission.lines.get("grants", ())
    return Counter(tuple((place.column, entry.held) for place, entry in line.entries.items()) for line in lines)


def _steps(seed: int) -> InCalc:
    """One of the last lines is pasted over, one is cleared, all are sorted by some column and some are hidden."""
    chance, laid = random.Random(seed), layout_of(grants()).lists["grants"]

    def cell(column: str, line: int) -> str:
        return laid.line_cell(Place("grants", LINE, column), line).a1

    area = f"{cell('code', 1)}:{cell('branch', _ROOM)}"
    block = f"{cell('code', _PASTE_AT)}:{cell('branch', _PASTE_AT + len(_PASTED) - 1)}"
    rows = [list(row) for row in _PASTED]
    paste = ("paste", laid.sheet, block, rows)
    if seed % 2:
        paste = ("paste_with_formats", laid.sheet, cell("code", _PASTE_AT), rows)
    return InCalc(
        (
            paste,
            ("clear", laid.sheet, f"{cell('code', _CLEARED)}:{cell('branch', _CLEARED)}"),
            ("sort", laid.sheet, area, chance.randrange(len(_COLUMNS))),
            ("hide_rows", laid.sheet, laid.first_line_row + chance.randrange(_ROOM), 3),
            ("recalculate",),
        )
    )


def _expected(given: Submission) -> Counter[tuple[tuple[str, Any], ...]]:
    """What must stand in the lines afterwards."""
    over = range(_PASTE_AT, _PASTE_AT + len(_PASTED))
    kept = tuple(line for line in given.lines.get("grants", ()) if line.number not in (_CLEARED, *over))
    pasted = [{column: value for column, value in zip(_COLUMNS, row, strict=True) if value} for row in _PASTED]
    return _held(replace(given, lines={"grants": kept})) + _held(reported(pasted))


@pytest.mark.engine
@pytest.mark.slow
def test_what_a_program_did_to_lines_is_read_and_calculated_alike(tmp_path: Path) -> None:
    """Its formulas come to what a workbook has that is written anew with the lines as they are read."""
    given = {seed: at_random(seed) for seed in SEEDS}
    deeds = {}
    for seed, submission in given.items():
        write_workbook(submission, tmp_path / f"{seed}.xlsx")
        deeds[tmp_path / f"{seed}.xlsx", tmp_path / f"{seed}-done.xlsx"] = _steps(seed)
    in_calc(deeds)
    done = [target for _, target in deeds]
    for form in ("ods", "xls"):
        old = converted(done[:OLD_FORMATS], tmp_path / form, form)
        done += converted(old, tmp_path / f"from-{form}", "xlsx:Calc MS Excel 2007 XML")
    for file in done:
        came = read_workbook(file, grants())
        assert _held(came) == _expected(given[int(file.stem.partition("-")[0])]), file
        write_workbook(rebuilt(came), tmp_path / "anew.xlsx")
        assert _differing(cached_values(file), cached_values(tmp_path / "anew.xlsx")) == {}, file


def _differing(found: Mapping[Any, Any], anew: Mapping[Any, Any]) -> Mapping[Any, Any]:
    """The formulas that a program and the workbook written anew do not agree about."""
    return {cell: (found.get(cell), value) for cell, value in anew.items() if not same(found.get(cell, ""), value)}
