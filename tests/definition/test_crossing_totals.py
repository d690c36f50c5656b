"""Where a computed row meets a computed column: which of the two totals counts, and what lint says of it."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
import yaml

from support.engines import by_ironcalc
from xlsreport import Place, check, new_submission, write_workbook
from xlsreport.checking.evaluation.submission_values import Values
from xlsreport.definition.definition import Definition
from xlsreport.definition.loading.definition_loading import load_with_hints
from xlsreport.definition.problems import LocatedProblem

PERCENT = {"name": "percent", "decimals": 1, "combine": "none"}
OFFICES = [{"id": "north", "label": "North"}, {"id": "south", "label": "South"}]
ALL = {"id": "all", "label": "All offices", "total": "north + south"}
ENTRIES = {"t.staff.north": 10, "t.staff.south": 30, "t.temporary.north": 5, "t.temporary.south": 3}
SHARE = {"id": "share", "label": "Share", "total": "100 * temporary / staff", "kind": PERCENT, "undefined": "n/a"}


def form(folder: Path, *rows: Any, columns: Sequence[Any] = (*OFFICES, ALL)) -> tuple[Definition, list[LocatedProblem]]:
    """A form of staff in two offices and in all, with further rows, and what lint says."""
    entered = [{"id": "staff", "label": "Staff"}, {"id": "temporary", "label": "Temporary staff"}]
    table = {"id": "t", "columns": list(columns), "rows": [*entered, *rows]}
    section = {"id": "s", "heading": "Staff", "sheet": "Staff", "tables": [table]}
    text = {
        "id": "staff",
        "edition": "1",
        "language": "en",
        "name": "Staff",
        "title": "{agency}",
        "sections": [section],
    }
    file = folder / "staff.yaml"
    file.write_text(yaml.safe_dump({**text, "period": {"label": "Year", "text": "{year}"}}), encoding="utf-8")
    definition, hints = load_with_hints(file)
    return definition, list(hints)


def figure(definition: Definition, row: str) -> object:
    return Values(new_submission(definition, agency="A", year=2025, entries=ENTRIES)).at(Place("t", row, "all"))


def test_a_share_of_sums_counts_and_not_the_sum_of_shares(tmp_path: Path) -> None:
    definition, hints = form(tmp_path, SHARE)
    assert hints == []
    assert figure(definition, "share") == 20, "50 and 10 per cent"
    nobody = new_submission(definition, agency="A", year=2025, entries=dict.fromkeys(ENTRIES, 0))
    assert Values(nobody).at(Place("t", "share", "all")) is None
    assert definition.places[Place("t", "share", "all")].mark == "n/a"
    submission = new_submission(definition, agency="A", year=2025, entries=ENTRIES)
    write_workbook(submission, tmp_path / "staff.xlsx")
    assert by_ironcalc([tmp_path / "staff.xlsx"])[0]["Staff", "D5"] == 20
    assert check(submission) == ()


def test_it_is_so_whichever_of_the_two_is_the_column(tmp_path: Path) -> None:
    columns = ({"id": "a", "label": "A"}, {"id": "b", "label": "B"}, {**SHARE, "total": "100 * b / a"})
    definition, hints = form(tmp_path, {"id": "all", "label": "All", "total": "staff + temporary"}, columns=columns)
    entries = {"t.staff.a": 10, "t.staff.b": 5, "t.temporary.a": 30, "t.temporary.b": 3}
    values = Values(new_submission(definition, agency="A", year=2025, entries=entries))
    assert (values.at(Place("t", "all", "share")), hints) == (20, [])


def test_half_of_a_sum_is_the_sum_of_halves_and_a_product_is_added_up(tmp_path: Path) -> None:
    half = {"id": "half", "label": "Half", "total": "staff / 2", "kind": {"name": "amount", "decimals": 1}}
    product = {"id": "product", "label": "Product", "total": "staff * temporary"}
    definition, hints = form(tmp_path, half, product)
    assert (figure(definition, "half"), figure(definition, "product")) == (Decimal(20), 10 * 5 + 30 * 3)
    assert [(hint.path, hint.problem.key) for hint in hints] == [
        ("sections[0].tables[0].rows[3].total", "totals_differ")
    ]


@pytest.mark.parametrize("exception", [{"all": "max(north, south)"}, {"all": "none"}, ["all"]])
def test_lint_says_which_of_two_totals_counts_until_the_form_does(exception: Any, tmp_path: Path) -> None:
    most = {"id": "most", "label": "Most", "total": "max(staff, temporary)"}
    definition, [hint] = form(tmp_path, most)
    assert figure(definition, "most") == 40
    assert (hint.path, hint.problem.key) == ("sections[0].tables[0].rows[2].total", "totals_differ")
    assert hint.problem.values == {"column": "All offices", "total": "north + south", "id": "all"}
    columns = (*OFFICES, {**ALL, "except": {"most": "max(staff, temporary)"}})
    assert form(tmp_path, most, columns=columns)[1] == []
    if exception != ["all"]:
        assert form(tmp_path, {**most, "except": exception})[1] == []


def test_a_row_that_adds_up_agrees_with_a_column_that_does(tmp_path: Path) -> None:
    definition, hints = form(tmp_path, {"id": "both", "label": "Both", "total": "staff + temporary"})
    assert (figure(definition, "both"), hints) == (48, [])


def test_lint_tells_of_a_row_whose_kind_takes_the_unit_of_a_column_of_ratios(tmp_path: Path) -> None:
    ratio = {
        "id": "ratio",
        "label": "Ratio",
        "total": "100 * south / north",
        "kind": {"name": "percent", "decimals": 1},
    }
    balance = {"id": "balance", "label": "Balance", "kind": {"name": "amount", "unit": "T€", "signed": True}}
    _, [hint] = form(tmp_path, balance, columns=(*OFFICES, ratio))
    assert (hint.path, hint.problem.key) == ("sections[0].tables[0].rows[2].kind", "kinds_cross")
    assert hint.problem.values == {"column": "Ratio", "own": "T€", "others": "%"}
    assert form(tmp_path, {**balance, "kind": {"name": "percent"}}, columns=(*OFFICES, ratio))[1] == []
    assert form(tmp_path, {**balance, "except": {"ratio": "none"}}, columns=(*OFFICES, ratio))[1] == []
