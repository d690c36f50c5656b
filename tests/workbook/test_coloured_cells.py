"""While a rule does not hold its own cells show it, and no others: looked at in LibreOffice, which colours them."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from lxml import html

from support.definitions import loaded
from support.office import converted
from support.offices import NORTH, SOUTH, offices
from xlsreport import Definition, new_submission, write_workbook
from xlsreport.definition.loading.definition_loading import parse_definition
from xlsreport.definition.place import Place
from xlsreport.workbook.appearance.cell_styles import PROBLEM_FILL, WARNED_FILL

FORM = """\
id: coloured
edition: "1"
language: en
name: Coloured cells
title: "{agency} {year}"
period: {label: Year, text: "{year}"}
sections:
  - id: one
    heading: 1. One
    sheet: One
    tables:
      - id: t
        columns: [{id: a, label: A}, {id: b, label: B}, {id: c, label: C}, {id: e, label: E}]
        rows: [{id: r, label: First}, {id: r2, label: Second}]
        rules:
          - {id: ab, for: rows, require: a <= b, statement: A is not more than B}
          - {id: ce, for: rows, require: c <= e, statement: C is not more than E}
          - {id: be, for: rows, require: b != e, statement: B is not E, severity: warning}
          - {id: down, for: columns, require: r <= r2, statement: First is not more than second}
          - {id: corner, require: r.a + r2.e < 5000, statement: The corners are small}
          - {id: again, for: [b], require: r == previous.r, statement: B is as last year, severity: warning}
          - {id: small, require: r2.b < 5000, statement: Look at B, severity: note}
  - id: two
    heading: 2. Two
    sheet: Two
    tables:
      - id: u
        columns: [{id: k, label: K}, {id: l, label: L}]
        rows: [{id: x, label: Only}]
rules:
  - {id: across, require: t.r2.c == u.x.k, statement: K is the second C}
"""
ALL_HOLD = {"r.a": 1001, "r.b": 1002, "r.c": 1003, "r.e": 1004, "r2.a": 1011, "r2.b": 1012, "r2.c": 1013, "r2.e": 1014}
BROKEN: dict[str, tuple[dict[str, Any], set[int], set[int]]] = {
    "none": ({}, set(), set()),
    "one rule of a row": ({"t.r.c": 1005, "t.r2.c": 1013}, {1005, 1004}, set()),
    "both rules of a row": ({"t.r.c": 1005, "t.r.a": 1006}, {1005, 1004, 1006, 1002}, set()),
    "a column": ({"t.r.a": 1021, "t.r.b": 1022, "t.r2.b": 1023}, {1021, 1011}, {1022}),
    "no direction": ({"t.r2.e": 4999}, {1001, 4999}, set()),
    "across sheets": ({"u.x.k": 1030}, {1013, 1030}, set()),
    "last year": ({"t.r.b": 1003, "t.r.c": 1004, "t.r.e": 1009}, set(), {1003}),
    "last year, explained": ({"t.r.b": 1003, "t.r.c": 1004, "t.r.e": 1009, "again.b.explanation": "so"}, set(), set()),
    "a warning of a row": ({"t.r2.b": 1014}, set(), {1014}),
    "a warning beside an error": ({"t.r2.b": 1014, "t.r2.c": 1015, "u.x.k": 1015}, {1015, 1014}, {1014}),
    "a note": ({"t.r2.b": 6000}, set(), set()),
}


def entries(changed: dict[str, Any]) -> dict[str, Any]:
    return {f"t.{name}": figure for name, figure in ALL_HOLD.items()} | {"u.x.k": 1013, "u.x.l": 1040} | changed


@pytest.fixture(scope="module")
def shown(tmp_path_factory: pytest.TempPathFactory, starts_engine: None) -> dict[str, dict[str, set[int]]]:
    """The figures that LibreOffice fills with each colour, by what is broken."""
    folder = tmp_path_factory.mktemp("coloured")
    definition = parse_definition(FORM)
    files = [folder / f"{number}.xlsx" for number in range(len(BROKEN))]
    for (changed, _, _), file in zip(BROKEN.values(), files, strict=True):
        previous = {Place("t", "r", "b"): 1002 if "t.r.b" not in changed or changed["t.r.b"] == 1002 else 900}
        given = entries(changed)
        write_workbook(new_submission(definition, agency="A", year=2025, entries=given, previous=previous), file)
    pages = converted(files, folder / "html", "html")
    return {name: coloured(page) for name, page in zip(BROKEN, pages, strict=True)}


def filled_cells(page: Path) -> list[tuple[str, str]]:
    """The figures of a page, each with the colour behind it."""
    cells = html.fromstring(page.read_bytes()).iter("td")
    found = [(str(cell.get("bgcolor", "")).upper(), str(cell.get("sdval", ""))) for cell in cells]
    return [(fill, figure) for fill, figure in found if fill and figure]


def coloured(page: Path) -> dict[str, set[int]]:
    cells = filled_cells(page)
    assert len(cells) >= 10
    return {
        colour: {int(float(figure)) for fill, figure in cells if fill == colour}
        for colour in (PROBLEM_FILL, WARNED_FILL)
    }


@pytest.mark.parametrize("name", BROKEN)
def test_the_cells_of_a_rule_that_does_not_hold_and_no_others(name: str, shown: dict[str, dict[str, set[int]]]) -> None:
    _, red, orange = BROKEN[name]
    assert shown[name] == {PROBLEM_FILL: red, WARNED_FILL: orange}


@pytest.mark.engine
def test_one_warning_does_not_colour_a_whole_table(tmp_path: Path) -> None:
    definition: Definition = loaded("cn-gov-info-disclosure/2021")
    figures: dict[str, Any] = {str(place): 0 for table in definition.tables for place in definition.entry_places(table)}
    figures |= {"requests.received.natural": 7, "requests.granted.natural": 7, "proactive.licensing.decisions": 7}
    previous = dict.fromkeys(definition.previous_places, 0)
    previous[Place("requests", "carried_out", "business")] = 3
    given = new_submission(definition, agency="某镇", year=2025, entries=figures, previous=previous)
    write_workbook(given, tmp_path / "one.xlsx")
    (page,) = converted([tmp_path / "one.xlsx"], tmp_path / "html", "html")
    cells = filled_cells(page)
    assert [figure for fill, figure in cells if fill == WARNED_FILL] == ["0"]
    assert [figure for fill, figure in cells if fill == PROBLEM_FILL] == []


@pytest.mark.engine
def test_a_rule_about_rows_for_lines_colours_the_row_that_breaks_it(tmp_path: Path) -> None:
    """Such rows share one conditional format, whose references move with the row, in another table of the sheet too."""
    form = offices()
    entries = {f"requests.offices_1.{name}": 2001 for name in ("open", "received", "processed")}
    entries |= {
        "requests.offices_3.open": 3001,
        "requests.offices_3.received": 3002,
        "requests.offices_3.processed": 9001,
    }
    entries |= {"appeals.offices_1.made": 4001, "appeals.offices_1.days": 5001, "appeals.overall.days": 5002}
    given = new_submission(form, agency="A", year=2025, entries={"offices": [NORTH, {}, SOUTH], **entries})
    write_workbook(given, tmp_path / "rows.xlsx")
    (page,) = converted([tmp_path / "rows.xlsx"], tmp_path / "html", "html")
    assert coloured(page) == {PROBLEM_FILL: {3001, 3002, 9001, 4001, 2001}, WARNED_FILL: set()}
