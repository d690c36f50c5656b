"""Formulas that stand beside every line are written once, and mean in every line what they mean there."""

from __future__ import annotations

from pathlib import Path

import pytest

from support.blank_workbooks import blank, blank_book
from support.files import official, saved
from support.fillings import DEFINITIONS, definition_named
from support.parts import MAIN, parts, sheet_roots
from xlsreport import Definition, new_submission
from xlsreport.layout.workbook_layout import layout_of
from xlsreport.workbook.composition import compose_workbook
from xlsreport.workbook.draft.draft_calls import CellCall

EVERY = pytest.mark.parametrize("name", DEFINITIONS)

_MOST_BYTES = 310_000
"""Of the Chinese form, unpacked: 3,000 agencies fill it in, and an office reads every byte of each."""


def lengths(definition: Definition) -> list[tuple[str, str]]:
    laid = layout_of(definition).narratives.values()
    return [(one.sheet, cell.a1) for one in laid for cell in one.lengths.cells()]


@EVERY
def test_another_program_makes_of_the_one_formula_what_each_line_asks_for(name: str) -> None:
    submission = new_submission(definition_named(name))
    asked = {
        (call.cell.sheet, call.cell.a1): f"={call.content}"
        for sheet in compose_workbook(submission, None).sheets
        for call in sheet.all_calls()
        if isinstance(call, CellCall) and call.method == "write_formula"
    }
    read = blank_book(definition_named(name))
    cells = lengths(submission.definition)
    assert cells
    assert {cell: read[cell[0]][cell[1]].value for cell in cells} == {cell: asked[cell] for cell in cells}


@EVERY
def test_each_sheet_of_paragraphs_has_the_formula_of_their_lengths_once(name: str) -> None:
    definition = definition_named(name)
    file = blank(definition)
    for sheet, root in sheet_roots(file).items():
        shared = [f for f in root.iter(f"{MAIN}f") if f.get("t") == "shared"]
        laid = [one for one in layout_of(definition).narratives.values() if one.sheet == sheet]
        assert len(shared) == sum(one.size for one in laid)
        assert [f.get("ref") for f in shared if f.text] == [
            f"{one.lengths.first.a1}:{one.lengths.last.a1}" for one in laid
        ]
        assert [bool(f.text) for f in shared[: len(laid)]] == [True] * len(laid)


def test_the_chinese_form_stays_small(tmp_path: Path) -> None:
    file = saved(new_submission(official(), agency="镇政府", year=2025), tmp_path)
    assert sum(map(len, parts(file).values())) < _MOST_BYTES
