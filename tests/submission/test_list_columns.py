"""What is told of a whole column of a list is what its cells tell one by one, whatever stands in them."""

from __future__ import annotations

import gc
from dataclasses import replace
from datetime import date
from decimal import Decimal
from functools import partial
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from support.odd_lists import LINES, list_parts, odd_cells, planted
from xlsreport import check
from xlsreport.definition.figure_kinds.kind_traits import NumberTraits
from xlsreport.definition.figure_kinds.kinds import AnyKind
from xlsreport.layout.positions import Positions
from xlsreport.layout.workbook_layout import layout_of
from xlsreport.messages import messages_for
from xlsreport.spreadsheet.opened_spreadsheet import CellQuery
from xlsreport.submission.alterations.hidden_entries import hidden_queries
from xlsreport.submission.filled_workbook import FilledWorkbook
from xlsreport.submission.intake.open_file import open_workbook
from xlsreport.submission.lists.list_reader import entry_column
from xlsreport.submission.submission import Entry, Line
from xlsreport.submission.typed_values.entry_parsing import parse_entry
from xlsreport.submission.workbook_reader import read_workbook_bytes
from xlsreport.values import exact, is_number
from xlsreport.xlsx.number_format.displayed_numbers import have_room, shows_exactly


@pytest.mark.slow
@settings(max_examples=30, deadline=None)
@given(odd=odd_cells(), hidden_row=st.none() | st.sampled_from(LINES))
def test_columns_tell_what_their_cells_tell(odd: list[tuple[int, str]], hidden_row: int | None) -> None:
    definition = list_parts()[2]
    data = planted(odd, hidden_row)
    workbook, positions = open_workbook(data, messages_for("en")), Positions(layout_of(definition))
    sheet = workbook.sheets["Awards"]
    read: dict[tuple[int, Any], object] = {}
    for column in FilledWorkbook(workbook, positions).columns["awards"]:
        at = column.first.column
        rows = range(column.first.row, sheet.height)
        assert [sheet.value(row, at) for row in rows] == column.values
        traits = column.facts.kind.traits
        numbers = [
            (row, number) for row, value in zip(rows, column.values, strict=True) if is_number(number := exact(value))
        ]
        if isinstance(traits, NumberTraits) and sheet.shows_digits(at, column.first.row, traits.suffix):
            assert not any(sheet.misleading_format(row, at, number) for row, number in numbers)
        for number, value in enumerate(column.values, start=1):
            entry = None if value == "" else parse_entry(exact(value), column.facts.kind, definition.locale)
            if entry is not None:
                is_text = isinstance(entry.meaning, date) and isinstance(value, str)  # which counts for no formula
                read[number, column.facts.place] = replace(entry, mended=True) if is_text else entry
    submission = read_workbook_bytes(data, "list.xlsx", definition)
    lines = submission.lines["awards"]
    found = {(line.number, place): entry for line in lines for place, entry in line.entries.items()}
    assert found == read
    rows, columns = range(6, 30), range(1, 9)
    assert set(sheet.typed_outside(rows, columns)) == {
        (row, column)
        for row, column in sheet.typed
        if (row not in rows or column not in columns) and sheet.value(row, column) != ""
    }
    for name, query in hidden_queries(positions).items():
        one_by_one = CellQuery(tuple(query.every), query.words)
        assert list(workbook.hidden_cells(name, query)) == list(workbook.hidden_cells(name, one_by_one))


@pytest.mark.slow
def test_no_line_is_made_of_a_list_in_which_nothing_is_wrong() -> None:
    definition, data = list_parts()[2], planted([], None)
    others = set(map(id, _lines()))
    submission = read_workbook_bytes(data, "list.xlsx", definition)
    assert [finding for finding in check(submission) if "Awards" in finding.cell] == []
    assert len(submission.lines["awards"]) > 1
    assert [line for line in _lines() if id(line) not in others] == []
    next(iter(submission.lines["awards"]))
    assert [line for line in _lines() if id(line) not in others]


def _lines() -> list[Line]:
    """All lines that somebody holds."""
    return [each for each in gc.get_objects() if type(each) is Line]


@pytest.mark.slow
@given(st.lists(st.floats() | st.sampled_from(("", " ", "N/A", "12件", "Y", "2025-02-03", True, False)), max_size=8))
def test_equal_values_of_a_column_have_the_entry_of_each(values: list[object]) -> None:
    definition = list_parts()[2]
    for kind in {facts.kind for facts in definition.lines["awards"].places.values()}:
        of_value = partial(_entry_of, kind=kind)
        column = entry_column(values, set(values), kind, of_value)
        if column is None:
            assert any(isinstance(value, bool) for value in values)
            continue
        expected = [None if value == "" else of_value(value) for value in values]
        assert list(column.entries) == expected == list(map(column.entry, range(len(values))))
        assert list(column.numbers) == [None if entry is None else entry.number for entry in expected]
        assert list(column.stated) == [None if entry is None else entry.stated for entry in expected]
        assert list(column.typed) == [None if entry is None else entry.typed for entry in expected]
        assert list(column.filled) == [entry is not None for entry in expected]


def _entry_of(value: object, kind: AnyKind) -> Entry | None:
    return parse_entry(exact(value), kind, "en")


@given(
    st.sets(st.sampled_from(("0", "0.##", "0.00", "#,##0.0", "0.###############", "General", "0%")), max_size=2),
    st.lists(st.decimals(allow_nan=False, allow_infinity=False, places=3) | st.integers(-(10**17), 10**17), max_size=5),
)
def test_formats_that_have_room_show_every_number_as_it_is(codes: set[str], numbers: list[Decimal | int]) -> None:
    written = [f"{number:f}" if isinstance(number, Decimal) else str(number) for number in numbers]
    if have_room(codes, written):
        assert all(shows_exactly(code, number) for code in codes for number in numbers)


def test_plain_formats_have_room_for_plain_numbers_and_only_just() -> None:
    assert have_room(["0", "0.##"], ["1", "-12", "", "999999999"])
    assert have_room(["0.##"], ["1.25", "-0.5", "3"])
    assert not have_room(["0.##"], ["1.25", "1.255"])
    assert not have_room(["0.##", "0"], ["1.25"])
    assert not have_room(["0.##"], ["1E+3"])
    assert not have_room(["0%"], ["1"])
