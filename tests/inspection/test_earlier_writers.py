"""Workbooks that an earlier xlsreport gave out: what it did not write yet was not taken out by anybody."""

from __future__ import annotations

import hashlib
from pathlib import Path

import openpyxl
import pytest

import xlsreport
from support.definitions import loaded
from xlsreport.definition.loading.sheet_names import STAMP_SHEET
from xlsreport.layout.workbook_layout import layout_of
from xlsreport.submission.identity.stamp import WRITER

NAME = "cn-gov-info-disclosure/2021"


@pytest.fixture
def given_out(tmp_path: Path) -> Path:
    file = tmp_path / "given-out.xlsx"
    definition = loaded(NAME)
    entries = {str(place): 0 for table in definition.tables for place in definition.entry_places(table)}
    xlsreport.write_workbook(xlsreport.new_submission(definition, agency="镇政府", year=2025, entries=entries), file)
    return file


def as_written_before(file: Path, *, writer: str | None, then: dict[str, None]) -> None:
    """Take a mark, a total or other cells away, and let the stamp say who wrote the file."""
    book = openpyxl.load_workbook(file)
    stamp = book[STAMP_SHEET]
    rows = [(str(name), str(value or "")) for name, value in stamp.iter_rows(max_col=2, values_only=True)]
    stated = [(name, value) for name, value in rows if name not in ("writer", "seal")]
    stated += [] if writer is None else [("writer", writer)]
    stamp.delete_rows(1, len(rows))
    for row in (*stated, ("seal", hashlib.sha256(repr(tuple(stated)).encode()).hexdigest())):
        stamp.append(row)
    for cell, value in then.items():
        sheet, _, address = cell.rpartition("!")
        book[sheet][address] = value
    book.save(file)


def altered(file: Path) -> list[tuple[str, str]]:
    findings = xlsreport.check(xlsreport.read_workbook(file), forensic=True)
    return [(finding.rule, str(finding.cells)) for finding in findings if finding.rule.startswith("altered.")]


@pytest.mark.slow
def test_a_mark_that_an_earlier_writer_did_not_have_is_no_alteration(given_out: Path) -> None:
    layout = layout_of(loaded(NAME))
    mark = str(layout.tables["requests"].row_checks["received"]).replace("'", "")
    as_written_before(given_out, writer=None, then={mark: None})
    assert altered(given_out) == []


@pytest.mark.slow
def test_the_same_is_told_of_a_workbook_that_has_the_mark(given_out: Path) -> None:
    layout = layout_of(loaded(NAME))
    mark = layout.tables["requests"].row_checks["received"]
    as_written_before(given_out, writer=str(WRITER), then={str(mark).replace("'", ""): None})
    assert ("altered.formula", str(mark)) in altered(given_out)


@pytest.mark.slow
def test_a_total_has_a_formula_whoever_wrote_it(given_out: Path) -> None:
    definition = loaded(NAME)
    place = next(place for place, facts in definition.places.items() if facts.computed)
    cell = layout_of(definition).cell(place)
    as_written_before(given_out, writer=None, then={str(cell).replace("'", ""): None})
    assert ("altered.formula", str(cell)) in altered(given_out)
