"""A round with tables of a row for each line of a list: figures stay with the office that they are of."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pytest

from support.offices import GOOD, NORTH, OFFICES, SOUTH, WEST, last_year, text_by_code, text_of_hearing
from support.small_rounds import new_round, send
from xlsreport import check, load_definition
from xlsreport.checking.across_years import previous_values
from xlsreport.checking.evaluation.submission_values import Values
from xlsreport.checking.line_names import named_rows
from xlsreport.definition.place import Place
from xlsreport.errors import RoundError
from xlsreport.round.consolidation.consolidated_report import consolidated_submission
from xlsreport.round.consolidation.consolidating import consolidate
from xlsreport.round.consolidation.consolidation_options import ConsolidationOptions
from xlsreport.values import NOT_ASKED_MARK

pytestmark = pytest.mark.slow

FIGURES = ("open", "received", "processed")


def test_each_office_keeps_its_figures_in_a_consolidation(tmp_path: Path) -> None:
    round_ = new_round(tmp_path, str(OFFICES), (("1", "North", ""), ("2", "West", "")))
    sent = {
        "1": {"phone": "1", "offices": [NORTH, {}, SOUTH], **GOOD},
        "2": {
            "phone": "1",
            "offices": [{"code": "W1", "office": "West", "staff": 4, "hears": "N"}],
            "requests.offices_1.open": 7,
            "requests.offices_1.received": 8,
            "requests.offices_1.processed": 9,
            "appeals.offices_1.days": 6,
            "appeals.offices_1.note": "Moved in May",
            "appeals.overall.days": 6,
        },
    }
    assert [one.receipt.verdict for one in send(round_, sent) if one.receipt is not None] == ["clean"] * 2
    result = consolidate(round_, ConsolidationOptions(agency="Coast"), processes=1)
    report = consolidated_submission(round_, result)
    assert [line.number for line in report.lines["offices"]] == [1, 2, 3]
    stated = {str(place): entry.typed for place, entry in report.entries.items()}
    assert {name: stated.get(name) for name in stated if name.startswith("requests.")} == {
        **{f"requests.offices_1.{name}": number for name, number in (("open", 1), ("received", 5), ("processed", 4))},
        **{f"requests.offices_2.{name}": number for name, number in (("open", 0), ("received", 2), ("processed", 2))},
        **{f"requests.offices_3.{name}": number for name, number in (("open", 7), ("received", 8), ("processed", 9))},
    }
    assert stated["appeals.offices_3.days"] == 6
    assert stated["appeals.offices_3.note"] == "Moved in May"
    assert "appeals.overall.days" not in stated
    assert {(one.rule, one.place) for one in check(report) if one.severity == "error"} == {
        ("filled", "appeals.overall.days"),
        ("filled", "phone"),
    }
    moved = {(one.place, str(one.cell)) for read in result.contributions for one in read.read.oddities}
    assert (Place("requests", "offices_3", "open"), "'Work'!B5") in moved


def test_lines_that_become_one_have_their_figures_together(tmp_path: Path) -> None:
    form = OFFICES.read_text("utf-8").replace("list: {most: 8,", "list: {most: 8, combine: {by: [code]},")
    shared = "- {id: shared_within,"
    form = form.replace(shared, "- {id: once, distinct: [code], statement: Once each}\n          " + shared)
    (tmp_path / "offices.yaml").write_text(form, "utf-8")
    round_ = new_round(tmp_path, str(tmp_path / "offices.yaml"), (("1", "East", ""), ("2", "West", "")))
    one = {"phone": "1", "offices": [{**NORTH, "hears": "N"}], "appeals.offices_1.days": 1, "appeals.overall.days": 1}
    figures = {"open": 1, "received": 20, "processed": 3}
    sent = {
        "1": {**one, **{f"requests.offices_1.{name}": number for name, number in figures.items()}},
        "2": {
            **one,
            "offices": [SOUTH, {**NORTH, "hears": "N"}],
            "appeals.offices_2.days": 2,
            **{f"requests.offices_{n}.{name}": 10 * n for n in (1, 2) for name in figures},
        },
    }
    assert [one.receipt.verdict for one in send(round_, sent) if one.receipt is not None] == ["clean"] * 2
    result = consolidate(round_, ConsolidationOptions(agency="Coast"), processes=1)
    stated = {str(place): entry.typed for place, entry in consolidated_submission(round_, result).entries.items()}
    received = {name: number for name, number in stated.items() if name.endswith(".received")}
    assert received == {"requests.offices_1.received": 40, "requests.offices_2.received": 10}


def test_offices_without_a_row_in_a_table_stay_without_in_a_consolidation(tmp_path: Path) -> None:
    (tmp_path / "hearing.yaml").write_text(text_of_hearing(), "utf-8")
    round_ = new_round(tmp_path, str(tmp_path / "hearing.yaml"), (("1", "East", ""), ("2", "West", "")))
    north = {name: number for name, number in GOOD.items() if name != "appeals.offices_3.days"}
    alone = {f"requests.offices_1.{name}": 2 for name in FIGURES}
    heard = {"appeals.offices_1.made": 2, "appeals.offices_1.days": 4, "appeals.overall.days": 4}
    sent = {
        "1": {"phone": "1", "offices": [NORTH, {}, SOUTH], **north},
        "2": {"phone": "1", "offices": [{**WEST, "hears": "Y"}], **alone, **heard},
    }
    assert [one.receipt.verdict for one in send(round_, sent) if one.receipt is not None] == ["clean"] * 2
    report = consolidated_submission(round_, consolidate(round_, ConsolidationOptions(agency="Coast"), processes=1))
    assert list(named_rows(report, "appeals").values()) == ["N1 North", "W3 West"]
    values = Values(report)
    assert [
        values.shown(Place("appeals", row, "made")) for row in ("offices_1", "offices_2", "offices_3", "overall")
    ] == [
        *(1, NOT_ASKED_MARK, 2),
        3,
    ]
    assert {one.rule for one in check(report) if one.severity == "error"} == {"filled"}


def test_no_line_is_left_out(tmp_path: Path) -> None:
    round_ = new_round(tmp_path, str(OFFICES), (("1", "East", ""), ("2", "West", "")))
    lines = [{**SOUTH, "code": f"S{number}"} for number in range(5)]
    figures = {f"requests.offices_{n}.{name}": 1 for n in range(1, 6) for name in ("open", "received", "processed")}
    days = {f"appeals.{row}.days": 1 for row in (*(f"offices_{number}" for number in range(1, 6)), "overall")}
    entries = {"phone": "1", "offices": lines, **figures, **days}
    send(round_, {"1": entries, "2": entries})
    with pytest.raises(RoundError, match="room for 8 lines"):
        consolidate(round_, ConsolidationOptions(agency="Coast"), processes=1)


def test_rows_of_a_consolidation_are_compared_with_those_of_its_lines_last_year(tmp_path: Path) -> None:
    path = tmp_path / "form.yaml"
    path.write_text(text_by_code(), encoding="utf-8")
    form = load_definition(path)

    def alone(opened: int, received: int, processed: int) -> Mapping[str, int]:
        return {f"requests.offices_1.{name}": n for name, n in zip(FIGURES, (opened, received, processed), strict=True)}

    before = {"1": last_year(), "2": last_year([WEST], alone(0, 3, 2))}
    known = {code: previous_values(form, 2025, report) for code, report in before.items()}
    round_ = new_round(tmp_path, str(path), (("1", "North", ""), ("2", "West", "")), previous=known)
    of_west = {**alone(1, 1, 2), "appeals.offices_1.days": 1, "appeals.overall.days": 1}
    sent = {
        "1": {"phone": "1", "offices": [NORTH, {}, SOUTH], **GOOD},
        "2": {"phone": "1", "offices": [WEST], **of_west},
    }
    assert [one.receipt.verdict for one in send(round_, sent) if one.receipt is not None] == ["warnings", "clean"]
    report = consolidated_submission(round_, consolidate(round_, ConsolidationOptions(agency="Coast"), processes=1))
    of_rows = {str(place): value for place, value in report.previous.items() if place.column == "requests:left"}
    assert of_rows == {f"offices.{number}.requests:left": left for number, left in enumerate((0, 1, 1, 1), start=1)}
    compared = {(one.rule, one.place) for one in check(report) if one.rule in ("carried", "change")}
    assert compared == {("change", "requests.offices_1.received")}
