"""A round of 12 agencies with lists of 0 to 90 lines: collected, returned, corrected, added up, rendered, exported."""

from __future__ import annotations

import csv
from decimal import Decimal
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from click.testing import CliRunner

from support.grants import GRANTS
from support.small_rounds import new_round, send
from xlsreport import Submission, check, read_workbook
from xlsreport.cli.group import main
from xlsreport.round.folder import Round

pytestmark = pytest.mark.slow

SIZES = (0, 90, 1, 2, 0, 3, 21, *range(1, 6))
OFFICES = tuple((f"{number:03}", f"Library {number}", "") for number in range(1, len(SIZES) + 1))
ALL = sum(SIZES)


def lines_of(code: str, size: int) -> list[dict[str, Any]]:
    """A ledger whose amounts tell the agency and the line, with a gap after its first line."""
    lines: list[dict[str, Any]] = [
        {
            "code": f"A{number % 1000:03}",
            "purpose": f"Purpose {number} of {code}",
            "fund": "OTHER",
            "amount": 200 + int(code) + number / 4,
            "loan": "N",
        }
        for number in range(1, size + 1)
    ]
    return [*lines[:1], {}, *lines[1:]] if lines else []


TOTAL = sum(
    Decimal(str(line["amount"]))
    for (code, *_), size in zip(OFFICES, SIZES, strict=True)
    for line in lines_of(code, size)
    if line
)


def entries_of(code: str, size: int) -> dict[str, Any]:
    lines = lines_of(code, size)
    ledger = sum(line.get("amount", 0) for line in lines)
    answers = {"visits.nil_return": True, **({} if lines else {"grants.nil_return": True})}
    return {"phone": "1", "totals.ledger.amount": ledger, "grants": lines, **answers}


def run(*arguments: str) -> str:
    result = CliRunner().invoke(main, arguments)
    assert result.exit_code == 0, result.output
    return result.output


@pytest.fixture(scope="module")
def round_(tmp_path_factory: pytest.TempPathFactory) -> Round:
    """A round in which all have sent, three of them with a fault in a line."""
    folder = tmp_path_factory.mktemp("lists")
    form = folder / "form.yaml"
    text = GRANTS.read_text(encoding="utf-8").replace("list: {most: 40,", f"list: {{most: {ALL + 10},")
    form.write_text(text, encoding="utf-8")
    made = new_round(folder, str(form), OFFICES)
    sent = {code: entries_of(code, size) for (code, *_), size in zip(OFFICES, SIZES, strict=True)}
    sent["002"]["grants"][70]["amount"] *= 10
    sent["006"]["grants"][2]["fund"] = "Sheds"
    sent["007"]["grants"].append({"purpose": "Total", "amount": sent["007"]["totals.ledger.amount"]})
    files = send(made, sent)
    assert {file.receipt.code for file in files if file.receipt and file.receipt.verdict == "errors"} == {
        "002",
        "006",
        "007",
    }
    return made


def test_every_line_goes_its_way_through_a_round(round_: Round, tmp_path: Path) -> None:
    here = ("--round", str(round_.folder))
    run("return", *here)
    inbox = tmp_path / "corrected"
    inbox.mkdir()
    for file in sorted(round_.subfolder("round.returned").glob("*.xlsx")):
        correct(file, inbox / file.name)
    run("collect", str(inbox), "--processes", "2", *here)
    run("consolidate", *here, "--agency", "Coast", "-o", str(tmp_path / "all"))
    consolidated = next((tmp_path / "all").glob("*consolidated.xlsx"))
    expect_all_lines(read_workbook(consolidated, round_.definition))
    expect_sources(next((tmp_path / "all").glob("*sources.xlsx")))
    report = tmp_path / "report.html"
    run(
        "render",
        str(consolidated),
        "--definition",
        str(round_.folder / "definition.yaml"),
        "--draft",
        "-o",
        str(report),
    )
    assert report.read_text(encoding="utf-8").count('data-place="grants.') >= ALL
    run("status", *here, "-o", str(tmp_path / "status.html"))
    assert f"Library {len(SIZES)}" in (tmp_path / "status.html").read_text(encoding="utf-8")
    run("export", *here, "-o", str(tmp_path / "data"))
    with (tmp_path / "data" / "list_grants.csv").open(encoding="utf-8-sig", newline="") as table:
        rows = list(csv.DictReader(table))
    assert len(rows) == ALL
    assert sum(Decimal(row["amount"]) for row in rows) == TOTAL


def correct(file: Path, target: Path) -> None:
    """An agency mends what it was told."""
    came = openpyxl.load_workbook(file)
    sheet, code = came["Grants"], file.name[:3]
    match code:
        case "002":
            sheet["E77"] = sheet["E77"].value / 10
        case "006":
            sheet["D9"] = "OTHER"
        case _:
            for cell in sheet[29]:
                if cell.column in range(2, 9):
                    cell.value = None
    came.save(target)


def expect_all_lines(report: Submission) -> None:
    """Every line of every agency stands there once, with the agency's name."""
    found = [
        {
            place.column: entry.number if entry.number is not None else entry.stated
            for place, entry in line.entries.items()
        }
        for line in report.lines["grants"]
    ]
    expected = [
        {**line, "branch": name}
        for (code, name, _), size in zip(OFFICES, SIZES, strict=True)
        for line in lines_of(code, size)
        if line
    ]
    assert found == expected
    assert [finding.place for finding in check(report, forensic=True)] == ["phone"]


def expect_sources(file: Path) -> None:
    """Each line has beside it the agency and the cells of the file that it came from."""
    book = openpyxl.load_workbook(file)
    (sheet,) = (one for one in book if "Grants" in one.title)
    rows = [[cell.value for cell in row] for row in sheet.iter_rows(min_row=3)]
    expected = []
    for (code, name, _), size in zip(OFFICES, SIZES, strict=True):
        filled = ((number, line) for number, line in enumerate(lines_of(code, size), start=7) if line)
        expected += [(f"B{row}:H{row}", code, name, line["purpose"], line["amount"]) for row, line in filled]
    assert [(row[2], row[3], row[4], row[7], row[9]) for row in rows] == expected
    assert [row[0] for row in rows] == list(range(1, ALL + 1))
