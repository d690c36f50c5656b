"""A column of the status is declared once, and every form asks for it there."""

from __future__ import annotations

import io
from datetime import UTC, datetime

import pytest
from openpyxl import load_workbook

from support.rounds import small_round
from xlsreport.cli.round_commands.agency_table import agency_table
from xlsreport.round.roster.agencies import ROSTER_COLUMNS
from xlsreport.round.roster.list_headings import COLUMNS as HEADINGS_BY_COLUMN
from xlsreport.round.status import agency_columns
from xlsreport.round.status.agency_columns import (
    AGENCY_COLUMNS,
    AgencyColumn,
    InJson,
    InTerminal,
    InWorkbook,
    OnPage,
    page_columns,
    terminal_columns,
    workbook_columns,
)
from xlsreport.round.status.overview import Overview, overview_of
from xlsreport.round.status.status_json import status_json
from xlsreport.round.status.status_page import status_page
from xlsreport.round.status.status_workbook import status_workbook

FORMS = ("workbook", "terminal", "page", "json")
NEW = AgencyColumn(
    "status.number",
    lambda line: len(line.history),
    InWorkbook(15),
    InTerminal(15),
    OnPage(15, "count", "number"),
    InJson(15, "files_sent", lambda state: len(state.receipts)),
)


@pytest.fixture(scope="module")
def overview(tmp_path_factory: pytest.TempPathFactory) -> Overview:
    round_ = small_round(tmp_path_factory.mktemp("columns"), 3)
    return overview_of(round_, datetime(2026, 1, 10, tzinfo=UTC))


def headings(overview: Overview) -> list[str]:
    """Those of the workbook's first list, which has a sentence above them."""
    sheet = load_workbook(io.BytesIO(status_workbook(overview))).worksheets[0]
    rows = [[cell for cell in row if cell is not None] for row in sheet.iter_rows(values_only=True)]
    return next([str(cell) for cell in row] for row in rows if len(row) > 1)


@pytest.mark.parametrize("form", FORMS)
def test_no_two_columns_have_the_same_position_in_a_form(form: str) -> None:
    positions = [getattr(one, form).position for one in AGENCY_COLUMNS if getattr(one, form) is not None]
    assert len(set(positions)) == len(positions) > 5


def test_every_form_has_its_columns_in_their_order(overview: Overview) -> None:
    say = overview.messages
    assert headings(overview) == [say(one.heading) for one in workbook_columns()]
    page = status_page(overview).partition('id="agencies">')[2].partition("</thead>")[0]
    places = [page.index(f">{say(one.heading)}</th>") for one, _ in page_columns()]
    assert places == sorted(places)
    assert page.count("<th ") == len(places)
    first = next(agency_table(overview.lines, overview, 500)).split()
    shown = [say(one.heading) for one, _ in terminal_columns()]
    assert first == [heading for heading in shown if heading in first]  # columns in which nothing stands are left out
    assert first[:3] == shown[:3]


def test_a_new_column_is_one_entry(overview: Overview, monkeypatch: pytest.MonkeyPatch) -> None:
    before = status_json(overview)["agencies"]
    monkeypatch.setattr(agency_columns, "AGENCY_COLUMNS", (*AGENCY_COLUMNS, NEW))
    heading = overview.messages(NEW.heading)
    assert headings(overview)[1] == heading
    assert next(agency_table(overview.lines, overview, 500)).split()[1] == heading
    page = status_page(overview)
    assert f'<th scope="col" class="count" data-sort="number">{heading}</th>' in page
    assert page.count('<td class="count">0</td>') == len(overview.lines)
    after = status_json(overview)["agencies"]
    assert [list(one)[:3] for one in after] == [["code", "files_sent", "name"]] * len(overview.lines)
    assert [{**one, "files_sent": 0} for one in before] == after


def test_the_columns_of_a_roster_are_those_of_an_agency() -> None:
    assert tuple(HEADINGS_BY_COLUMN) == ROSTER_COLUMNS
