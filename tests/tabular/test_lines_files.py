"""Lines of lists from files that other programs wrote, and workbooks that are made with them."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result
from openpyxl import Workbook

from support.acts import ACTS
from support.grants import GOOD, GRANTS, grants, reported
from support.office import converted
from xlsreport import (
    EntriesError,
    check,
    load_definition,
    load_lines,
    messages_for,
    new_submission,
    read_workbook,
    with_entries,
)
from xlsreport.cli.group import main
from xlsreport.definition.loading.definition_loading import parse_definition
from xlsreport.workbook.workbook_file import write_workbook

EN = messages_for("en")
LEDGER = """Extract of the ledger,,,,,,
Grant,,Fund,AMOUNT,Loan?,Still owed (EUR),Entered by
Code,Purpose,,,,,
A100,"Books, old","Books, maps and music","1,234.50",y,100,Jo
A101,=1+1,other,twelve,N,,Jo
,,,,,,
B200,"two
lines",OTHER,-5,N,,Jo
Total,,,1229.5,,,
"""
REMARKS = (
    ": 3 lines of “grants” read.",
    ", line 9, was left out: it is a total (Total).",
    ": left out, since the list has no such columns: “Entered by”.",
    " has no column for “Branch”; they stay blank.",
    ", column “Amount”: 1 value is written otherwise in the workbook, first that of line 4: “1,234.50” as 1234.5.",
    ", column “Loan”: 1 value is written otherwise in the workbook, first that of line 4: “y” as Y.",
    ", column “Fund”: 1 value is written otherwise in the workbook, first that of line 5: “other” as OTHER.",
    ", line 5, column “Amount”: “twelve” is no amount. It was written as it is.",
)


FOOTERS = """Code,Purpose,Fund,Amount,Loan
A100,Books,OTHER,1,N
B200,,,,
A101,Maps,OTHER,2,N

Summe: 2 Zeilen,,,,
Gesamt,,,,
Printed on 3 May 2025,,,,
"""


def written(folder: Path, text: str, encoding: str = "utf-8", name: str = "ledger.csv") -> Path:
    path = folder / name
    path.write_bytes(text.encode(encoding))
    return path


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
@pytest.mark.parametrize("sign", [",", ";", "\t"])
def test_columns_are_found_by_label_and_values_are_read_as_typed_ones(tmp_path: Path, encoding: str, sign: str) -> None:
    text = io.StringIO()
    csv.writer(text, delimiter=sign).writerows(csv.reader(io.StringIO(LEDGER)))
    loaded = load_lines(grants(), "grants", written(tmp_path, text.getvalue(), encoding))
    assert loaded.lines == (
        {
            "code": "A100",
            "purpose": "Books, old",
            "fund": "Books, maps and music",
            "amount": Decimal("1234.5"),
            "loan": "Y",
            "owed": 100,
        },
        {"code": "A101", "purpose": "=1+1", "fund": "OTHER", "amount": "twelve", "loan": "N"},
        {"code": "B200", "purpose": "two\nlines", "fund": "OTHER", "amount": -5, "loan": "N"},
    )
    assert loaded.remarks == tuple(map("ledger.csv{}".format, REMARKS))


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("name,kind\na,b\n", ["no_headings", "“Code”"]),
        ("code,Amount,AMOUNT\nA100,1,2\n", ["twice", "B, C"]),
        ("code,amount\n" + "A100,1\n" * 41, ["too_many", "41", "40"]),
        ('code,amount\nA100,"1\nA101,2\n', ["open_quote", "line 2"]),
    ],
)
def test_what_cannot_be_read_is_one_sentence_and_nothing_is_read(tmp_path: Path, text: str, found: list[str]) -> None:
    with pytest.raises(EntriesError) as refusal:
        load_lines(grants(), "grants", written(tmp_path, text))
    (sentence,) = refusal.value.problems
    assert [part for part in found[1:] if part not in sentence] == []
    assert sentence.split("{")[0][:10] == EN.texts[f"lines.{found[0]}"].replace("{file}", "ledger.csv")[:10]


def test_an_id_goes_before_a_label_and_a_label_before_one_with_remarks(tmp_path: Path) -> None:
    text = "Code (old),Code,Amount,amount,purpose\nX,A100,1,2,'=1+1\n"
    loaded = load_lines(grants(), "grants", written(tmp_path, text))
    assert loaded.lines == ({"code": "A100", "amount": 2, "purpose": "=1+1"},)
    assert loaded.remarks[1] == "ledger.csv: left out, since the list has no such columns: “Code (old)”, “Amount”."


def test_other_names_of_a_column_and_marks_of_footnotes_are_understood_as_in_print(tmp_path: Path) -> None:
    form = GRANTS.read_text(encoding="utf-8").replace("label: Purpose", "label: Purpose, also: [Granted for]")
    text = "Code¹,Granted for,Amount [2],Still-owed *\nA100,Maps,5,3\n"
    loaded = load_lines(parse_definition(form), "grants", written(tmp_path, text))
    assert loaded.lines == ({"code": "A100", "purpose": "Maps", "amount": 5, "owed": 3},)


def workbook(folder: Path) -> Path:
    """A ledger as a workbook: merged headings, formats, a formula that nobody calculated, a hidden row."""
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    rows: list[list[Any]] = [
        ["No.", "Guests", "Day"],
        [1, 12, date(2025, 3, 1)],
        [2, "3 people", "1 March 2025"],
        [3, 4.5, "03/04/2025"],
        [4, "=1+1", date(2025, 5, 1)],
    ]
    for row in rows:
        sheet.append(row)
    sheet.row_dimensions[3].hidden = True
    book.create_sheet("Notes").append(["Nothing of it"])
    path = folder / "visits.xlsx"
    book.save(path)
    return path


VISITS: tuple[Mapping[str, Any], ...] = (
    {"day": "2025-03-01", "guests": 12},
    {"day": "2025-03-01", "guests": 3},
    {"day": "03/04/2025", "guests": Decimal("4.5")},
)


def test_a_workbook_is_read_as_it_is_seen(tmp_path: Path) -> None:
    loaded = load_lines(grants(), "visits", workbook(tmp_path))
    assert loaded.lines == (*VISITS, {"day": "2025-05-01"})
    told = "\n".join(loaded.remarks)
    assert "visits.xlsx: 1 hidden line was read as well." in loaded.remarks
    assert "visits.xlsx: the sheet “Sheet” was read, and no other." in loaded.remarks
    assert "visits.xlsx, line 4, column “Day”: “03/04/2025” may be two dates" in told
    assert "1 formula was never calculated, first in line 5" in told


@pytest.mark.engine
@pytest.mark.parametrize("ending", ["ods", "xls"])
def test_other_programs_formats_give_the_same(tmp_path: Path, ending: str) -> None:
    (made,) = converted([workbook(tmp_path)], tmp_path / ending, ending)
    assert load_lines(grants(), "visits", made).lines == (*VISITS, {"day": "2025-05-01", "guests": 2})


def test_a_percentage_is_what_its_cell_shows(tmp_path: Path) -> None:
    form = tmp_path / "shares.yaml"
    form.write_text(
        GRANTS.read_text(encoding="utf-8").replace(
            "{id: guests, label: Guests}", "{id: guests, label: Guests, kind: {name: percent, decimals: 1}}"
        ),
        encoding="utf-8",
    )
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    for row in (["day", "guests"], ["2025-03-01", 0.405], ["2025-03-02", 40.5]):
        sheet.append(row)
    sheet["B2"].number_format = '0.0%" of all"'
    sheet["B3"].number_format = '0.0"%"'
    book.save(tmp_path / "shares.xlsx")
    loaded = load_lines(load_definition(str(form)), "visits", tmp_path / "shares.xlsx")
    assert [line["guests"] for line in loaded.lines] == [Decimal("40.5"), Decimal("40.5")]


def test_a_text_that_a_spreadsheet_took_for_a_number_is_told(tmp_path: Path) -> None:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    for row in (["code", "purpose"], [84.01, date(2025, 2, 1)], ["A100", "Maps"], [7, "Shelves"]):
        sheet.append(row)
    book.save(tmp_path / "codes.xlsx")
    loaded = load_lines(grants(), "grants", tmp_path / "codes.xlsx")
    assert loaded.lines[0] == {"code": "84.01", "purpose": "2025-02-01"}
    assert loaded.remarks[-1].startswith("codes.xlsx, line 4, column “Code”: “7” is not written as asked for")
    told = [remark for remark in loaded.remarks if "first in line 2" in remark]
    assert ["zeros at the end are lost" in told[0], "of something like 1-2" in told[1]] == [True, True]


@pytest.mark.slow
def test_the_sheet_of_a_list_itself_is_read_and_put_into_a_filled_workbook(tmp_path: Path) -> None:
    """What is read of one workbook's sheet stands in another one, and all else of that one is as it was."""
    lines = [{}, *GOOD, {"code": "C300", "purpose": "=2*3\nA", "amount": "many", "loan": "N", "fund": "OTHER"}]
    write_workbook(reported(lines), tmp_path / "source.xlsx")
    write_workbook(reported([], 7, **{"visits.nil_return": True}), tmp_path / "filled.xlsx")
    taken = load_lines(grants(), "grants", tmp_path / "source.xlsx")
    merged = with_entries(read_workbook(tmp_path / "filled.xlsx", grants()), {"grants": taken.lines})
    write_workbook(merged, tmp_path / "new.xlsx")
    read = read_workbook(tmp_path / "new.xlsx", grants())
    expected = new_submission(grants(), entries={"grants": lines[1:]})
    figures = [
        {
            place.column: entry.figure(grants().lines["grants"].places[place].kind)
            for place, entry in one.entries.items()
        }
        for one in read.lines["grants"]
    ]
    assert figures == [
        {
            place.column: entry.figure(grants().lines["grants"].places[place].kind)
            for place, entry in one.entries.items()
        }
        for one in expected.lines["grants"]
    ]
    assert (read.agency, read.fields["phone"], str(read.entries[next(iter(read.entries))].typed)) == (
        "Bay Library",
        "1",
        "7",
    )
    assert [finding.cell for finding in check(read) if finding.rule == "kind"] == ["E10"]


def run(*arguments: str) -> Result:
    return CliRunner(env={"XLSREPORT_LANG": "en"}).invoke(main, arguments, catch_exceptions=False)


@pytest.mark.slow
def test_the_command_fills_lists_and_says_what_it_read(tmp_path: Path) -> None:
    ledger = written(tmp_path, "code,purpose\nA100,Maps\n")
    new = ["new", str(GRANTS), "--lines", f"grants={ledger}"]
    done = run(*new, "-o", str(tmp_path / "one.xlsx"))
    assert done.exit_code == 0
    assert done.stdout.splitlines()[0] == "ledger.csv: 1 line of “grants” read."
    read = read_workbook(tmp_path / "one.xlsx", grants())
    assert [str(entry.typed) for entry in read.lines["grants"][0].entries.values()] == ["A100", "Maps"]
    again = run("new", str(GRANTS), "--from", str(tmp_path / "one.xlsx"), "-o", str(tmp_path / "two.xlsx"))
    assert (again.exit_code, (tmp_path / "two.xlsx").read_bytes()) == (0, (tmp_path / "one.xlsx").read_bytes())
    refused = {
        ("--lines", "grant"): EN("lines.expected"),
        ("--lines", f"grant={ledger}"): EN("lines.no_list", list="grant"),
        ("--lines", f"grants={ledger}"): EN("lines.given_twice", list="grants"),
        ("--from", "one.xlsx", "--year", "2025"): EN("lines.from_alone"),
    }
    for further, sentence in refused.items():
        done = run(*new, *further, "-o", str(tmp_path / "no.xlsx"))
        assert (done.exit_code, sentence in done.stderr, (tmp_path / "no.xlsx").exists()) == (2, True, False), further


@pytest.mark.parametrize(
    ("language", "cells", "expected"),
    [
        ("en", "02/04/2025;1.234,56 30/04/2025;5.000", "2025-04-02 1234.56 2025-04-30 5000"),
        ("en", "02/04/2025;1,234.56 04/30/2025;5.000", "2025-02-04 1234.56 2025-04-30 5"),
        ("en", "02/04/2025;5,000 03/04/2025;12", "02/04/2025 5000 03/04/2025 12"),
        ("es", "02/04/2025;5.000 03/04/2025;12", "2025-04-02 5000 2025-04-03 12"),
        ("es", "2025-04-02;5.000 2025-04-03;12.50", "2025-04-02 5 2025-04-03 12.5"),
        ("en-GB", "02/04/2025;5,000 3.4.2025;0,5", "2025-04-02 5 2025-04-03 0.5"),
        ("en-US", "02/04/2025;1 30/04/2025;2", "2025-04-02 1 2025-04-30 2"),
    ],
)
def test_a_column_is_read_as_its_clear_dates_and_numbers_are_written(
    language: str, cells: str, expected: str, tmp_path: Path
) -> None:
    definition = parse_definition(ACTS.read_text("utf-8").replace("language: en", f"language: {language}"))
    rows = "\n".join(f"Act {number};{line}" for number, line in enumerate(cells.split(), start=1))
    loaded = load_lines(definition, "acts", written(tmp_path, f"Name;Day;Cost\n{rows}\n"), messages=EN)
    assert [str(line[column]) for line in loaded.lines for column in ("day", "cost")] == expected.split()


def test_dates_of_which_none_tells_the_order_are_told(tmp_path: Path) -> None:
    file = written(tmp_path, "Name;Day\nAct 1;02/04/2025\n")
    (told,) = [one for one in load_lines(load_definition(ACTS), "acts", file, messages=EN).remarks if "line 2" in one]
    assert told.endswith(
        "“02/04/2025” may be two dates, and no date of the column tells whether the day or the month comes first. "
        "It was written as it is."
    )


def test_lines_with_more_cells_than_headings_are_told(tmp_path: Path) -> None:
    """A separator within a text has moved what stands behind it; nothing must be lost in silence."""
    path = written(tmp_path, "code;purpose;amount\nA100;Books;5\nA101;Maps;music;7\nA102;Shelves;3;;\n")
    loaded = load_lines(grants(), "grants", path, messages=EN)
    (said,) = (remark for remark in loaded.remarks if "more cells" in remark)
    assert "1 line has more cells than there are headings, first line 3 (“7”)" in said


def test_what_a_program_writes_below_the_lines_is_told_and_left_out(tmp_path: Path) -> None:
    loaded = load_lines(grants(), "grants", written(tmp_path, FOOTERS), messages=EN)
    assert [line["code"] for line in loaded.lines] == ["A100", "B200", "A101"]  # one between them is a line
    below = "ledger.csv, line {}, was left out: it stands below the last line and has one cell only ({})."
    told = [remark for remark in loaded.remarks if "left out: it" in remark]
    assert [remark.partition(" Add")[0] for remark in told] == [
        below.format(6, "Summe: 2 Zeilen"),
        "ledger.csv, line 7, was left out: it is a total (Gesamt).",
        below.format(8, "Printed on 3 May 2025"),
    ]
