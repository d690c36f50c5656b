"""What is exported is a valid Data Package, safe in a spreadsheet program, and is read back as it was reported."""

from __future__ import annotations

import hashlib
import json
import zipfile
from collections.abc import Mapping
from decimal import Decimal
from pathlib import Path
from typing import Any

import frictionless
import pytest
from click.testing import CliRunner, Result

from support.grants import GOOD, GRANTS, at_random, grants, reported
from support.small_rounds import new_round, send
from support.works import WORKS, works
from support.works import reported as works_reported
from xlsreport import (
    PackageError,
    Place,
    Submission,
    check,
    definition_text,
    in_language,
    load_definition,
    load_package,
    messages_for,
    new_submission,
    package_files,
    packaged,
    read_workbook,
    variant_of,
    write_workbook,
)
from xlsreport.cli.group import main
from xlsreport.data_package.csv_tables import csv_bytes, csv_rows
from xlsreport.definition.definition import Definition
from xlsreport.round.exporting import round_package
from xlsreport.tabular.formula_guard import guarded, unguarded

MIXED = """\
id: ferries
edition: "1"
language: en
name: Ferries
title: "{agency}: ferries {year}"
period: {label: Period, text: "{label}", every: quarter}
bodies:
  - {id: port, label: Ports, names: [… Port]}
  - {id: town, label: Towns, names: [Hill]}
cover:
  - {id: opened, label: Opened on, kind: date, when_blank: nothing}
  - {id: phone, label: Telephone, when_blank: nothing}
sections:
  - id: trips
    heading: Trips
    sheet: Trips
    tables:
      - id: ferry
        nil_return: There were no ferries
        comment: {label: Comments}
        columns:
          - {id: trips, label: Trips}
          - {id: wait, label: Longest wait, kind: {name: count, not_applicable: {mark: nobody}}}
          - {id: rate, label: Rate, kind: {name: percent, decimals: 2}}
          - {id: ran, label: "Ran?", kind: {name: choice, options: ["Yes", "No"]}}
          - {id: since, label: Since, kind: date, required: false}
        rows: [{id: north, label: North}, {id: south, label: South, bodies: [port]}]
        rules:
          - id: change
            for: [trips]
            explain_change: {more_than: 10%, at_least: 1}
            figure: north
            statement: About as many trips as before
  - id: boats
    heading: Boats
    sheet: Boats
    bodies: [port]
    tables:
      - id: boats
        list: {most: 9}
        columns:
          - {id: report, label: Report, kind: text}
          - {id: agency, label: Agency, kind: {name: choice, options: ["-own", "Yes"]}}
          - {id: built, label: Built, kind: date}
          - {id: length, label: Length, kind: {name: amount, decimals: 3, not_applicable: {mark: n.k.}}}
  - id: news
    heading: News
    sheet: News
    narrative: {when_blank: nothing}
languages:
  fr: {words: {Trips: Trajets, nobody: personne, n.k.: inconnu, "Yes": Oui, "No": Non}}
"""
"""Kinds of bodies, languages, quarters, dates, marks, and a list whose columns are called as ours."""


OFFICES = GRANTS.with_name("offices.yaml")


def run(*arguments: str) -> Result:
    return CliRunner(env={"XLSREPORT_LANG": "en"}).invoke(main, arguments, catch_exceptions=False)


def put(folder: Path, files: Mapping[str, bytes]) -> Path:
    folder.mkdir()
    for name, data in files.items():
        (folder / name).write_bytes(data)
    return folder


def package_of(
    *submissions: Submission, definition: Definition | None = None, source: Any = GRANTS
) -> dict[str, bytes]:
    reports = [packaged(one, check(one)) for one in submissions]
    return dict(package_files(definition or grants(), definition_text(source), reports, title="Grants"))


def faults(folder: Path) -> list[list[Any]]:
    """What frictionless, by the makers of the standard, has against a package."""
    report = frictionless.validate(str(folder / "datapackage.json"), type="package")
    found: list[list[Any]] = report.flatten(["type", "rowNumber", "fieldName", "message"])
    return found


def stated(one: Submission) -> dict[str, Any]:
    """Everything that a submission states."""
    places, lines = one.definition.places, one.definition.lines
    return {
        "who": (one.agency, one.year, one.part, one.definition.locale, one.definition.variant),
        "entries": {str(place): entry.figure(places[place].kind) for place, entry in one.entries.items()},
        "lines": {
            name: [
                (line.number, {p.column: entry.figure(lines[name].places[p].kind) for p, entry in line.entries.items()})
                for line in listed
            ]
            for name, listed in one.lines.items()
            if listed
        },
        "texts": {section: lines for section, lines in one.texts.items() if lines},
        "fields": dict(one.fields),
        "field entries": {name: entry.stated for name, entry in one.field_entries.items()},
        "answers": (one.nil_returns, one.declined),
        "explanations": dict(one.explanations),
        "previous": dict(one.previous),
    }


@pytest.mark.slow
def test_reports_are_read_back_as_they_were_stated(tmp_path: Path) -> None:
    """Of forms filled at random, with gaps, what is not of its kind, formulas as texts, texts of several lines."""
    odd = {
        "code": "-1",
        "purpose": '=HYPERLINK("x")\nsecond, "line"',
        "fund": "other",
        "amount": Decimal("0.10"),
        "loan": "y",
    }
    given = [*map(at_random, range(12)), reported([{}, odd, {}, {"purpose": "'quoted"}])]
    write_workbook(given[-1], tmp_path / "last.xlsx")
    given.append(read_workbook(tmp_path / "last.xlsx", grants()))
    folder = put(tmp_path / "package", package_of(*given))
    assert faults(folder) == []
    assert list(map(stated, load_package(folder))) == list(map(stated, given))
    entries = [{place: entry.held for place, entry in one.entries.items()} for one in load_package(folder)]
    assert entries == [{place: entry.held for place, entry in one.entries.items()} for one in given]


def test_a_package_opens_safely_in_a_spreadsheet_program() -> None:
    """Each text that would be a formula has an apostrophe before it; numbers and dates have none."""
    texts = ["=1+1", "+86 10", "-", "@SUM(A1)", "'a", "\t=1", "＝1", "plain", "a=1"]
    assert [guarded(text)[0] == "'" and guarded(text) != text for text in texts] == [True] * 7 + [False] * 2
    assert [unguarded(guarded(text)) for text in texts] == texts
    data = csv_bytes(["text", "number"], [("=1", -5), (None, Decimal("1.50"))])
    assert data == b"\xef\xbb\xbftext,number\r\n'=1,-5\r\n,1.50\r\n"
    assert next(iter(csv_rows(data))) == {"text": "'=1", "number": "-5"}


def test_the_tables_say_what_stands_where() -> None:
    files = package_of(reported([*GOOD, {"code": "C300", "amount": "many"}], 500))
    figures = {row["place"]: row for row in csv_rows(files["figures.csv"])}
    assert {key: figures["totals.all.amount"][key] for key in ("row", "column", "kind", "state", "number", "cell")} == {
        "row": "All grants",
        "column": "Amount",
        "kind": "amount",
        "state": "computed",
        "number": "500",
        "cell": "B3",
    }
    lines = list(csv_rows(files["list_grants.csv"]))
    assert [lines[1][key] for key in ("agency", "line", "sheet", "cell", "amount", "of_code", "owed", "share")] == [
        *("Bay Library", "2", "Grants", "B8", "199.5", "450", "120"),
        "60.2",
    ]
    (odd,) = csv_rows(files["line_cells.csv"])
    assert (odd["list"], odd["line"], odd["column"], odd["state"], odd["text"]) == (
        "grants",
        "4",
        "amount",
        "unfit",
        "many",
    )
    findings = {(row["rule"], row["severity"], row["cell"]) for row in csv_rows(files["findings.csv"])}
    assert ("kind", "error", "E10") in findings
    schema = next(one for one in json.loads(files["datapackage.json"])["resources"] if one["name"] == "list_grants")
    types = {field["name"]: field["type"] for field in schema["schema"]["fields"]}
    assert (types["amount"], types["purpose"], types["line"]) == ("number", "string", "integer")
    rules = {row["rule"]: row for row in csv_rows(files["rules.csv"])}
    assert (rules["once"]["table"], rules["once"]["requirement"]) == ("grants", "distinct code, purpose")


def mixed(folder: Path) -> tuple[Path, list[Submission]]:
    """Reports of several languages, kinds of bodies and quarters, read from workbooks."""
    form = folder / "ferries.yaml"
    form.write_text(MIXED, encoding="utf-8")
    whole = load_definition(str(form))
    port, town = variant_of(whole, ["port"]), variant_of(whole, ["town"])
    north = {"ferry.north.trips": 10, "ferry.north.wait": "nobody", "ferry.north.rate": Decimal("40.50")}
    boats = [
        {"report": "=1+1", "agency": "-own", "built": "2020-02-29", "length": Decimal("12.125")},
        {},
        {"report": "two\nlines", "agency": "Yes", "built": "soon", "length": "n.k."},
    ]
    told = {
        **north,
        "ferry.north.ran": "Yes",
        "ferry.north.since": "1 March 2025",
        "opened": "2024-12-31",
        "ferry.comment": "=Said\ntwice",
        "news": ["", "Second", "'Third"],
        "boats": boats,
        "change.trips.explanation": "The bridge was closed.",
    }
    french = in_language(port, "fr")
    other = {**north, "ferry.north.ran": "Non", "ferry.north.wait": "personne"}
    vale = {"ferry.south.trips": 0, "ferry.north.ran": "perhaps"}
    before = {Place.parse("ferry.north.trips"): 5}
    made = [
        new_submission(port, agency="Bay Port", year=2025, part=1, entries=told, previous=before),
        new_submission(french, agency="Port Nord", year=2025, part=2, entries=other),
        new_submission(town, agency="Hill", year=2025, part=1, entries={"ferry.nil_return": True}),
        new_submission(whole, agency="Vale", year=2025, part=4, entries=vale),
    ]
    read = []
    for number, one in enumerate(made):
        write_workbook(one, folder / f"{number}.xlsx")
        read.append(read_workbook(folder / f"{number}.xlsx", whole))
    return form, read


@pytest.mark.slow
def test_languages_kinds_of_bodies_and_periods_are_in_one_package(tmp_path: Path) -> None:
    form, read = mixed(tmp_path)
    folder = put(tmp_path / "package", package_of(*read, definition=read[1].definition, source=form))
    assert faults(folder) == []
    assert list(map(stated, load_package(folder))) == list(map(stated, read))
    figures = {
        (row["report"], row["place"]): (row["state"], row["number"] or row["text"], row["column"])
        for row in csv_rows((folder / "figures.csv").read_bytes())
    }
    assert figures["2", "ferry.north.trips"] == ("entered", "10", "Trips")
    assert figures["2", "ferry.north.wait"] == ("not_applicable", "nobody", "Longest wait")
    assert figures["2", "ferry.north.ran"] == ("entered", "No", "Ran?")
    assert figures["3", "ferry.south.trips"] == ("not_asked", "", "Trips")
    assert figures["3", "ferry.north.trips"] == ("nil_return", "0", "Trips")
    assert figures["4", "ferry.north.ran"] == ("unfit", "perhaps", "Ran?")
    assert figures["1", "ferry.north.since"] == ("entered", "2025-03-01", "Since")
    assert figures["1", "ferry.north.wait"] == ("not_applicable", "nobody", "Longest wait")
    boats = list(csv_rows((folder / "list_boats.csv").read_bytes()))
    assert [(one["package_agency"], one["report"], one["agency"]) for one in boats] == [
        ("Bay Port", "'=1+1", "'-own"),
        ("Bay Port", "two\nlines", "Yes"),
    ]


@pytest.mark.slow
def test_rows_for_lines_of_a_list_are_called_as_their_lines_and_unused_ones_are_left_out(tmp_path: Path) -> None:
    offices = load_definition(str(OFFICES))
    lines = [{"code": "N1", "office": "North", "staff": 3, "hears": "Y"}, {}, {"code": "S1", "office": "South"}]
    entries = {"offices": lines, "requests.offices_1.open": 4, "requests.offices_3.received": 5}
    given = new_submission(offices, agency="Bay", year=2025, entries=entries)
    folder = put(tmp_path / "package", package_of(given, definition=offices, source=OFFICES))
    assert faults(folder) == []
    assert [stated(one) for one in load_package(folder)] == [stated(given)]
    figures = {row["place"]: row for row in csv_rows((folder / "figures.csv").read_bytes())}
    rows = {place: row["row"] for place, row in figures.items() if place.startswith("requests.offices_")}
    assert set(rows.values()) == {"N1 North", "S1 South"}
    assert {place.split(".")[1] for place in rows} == {"offices_1", "offices_3"}
    assert (figures["requests.offices_1.open"]["number"], figures["requests.offices_3.open"]["state"]) == ("4", "blank")


@pytest.mark.slow
def test_lines_of_last_year_and_answers_from_lists_come_back_too(tmp_path: Path) -> None:
    earlier = works_reported(contracts=[{"number": "=C-1", "division": "Dams", "ceiling": Decimal("0.5")}], year=2024)
    given = works_reported(previous=earlier)
    write_workbook(given, tmp_path / "works.xlsx")
    read = read_workbook(tmp_path / "works.xlsx", works())
    assert any(isinstance(value, str) for value in read.previous.values())
    folder = put(tmp_path / "package", package_of(read, definition=works(), source=WORKS))
    assert faults(folder) == []
    assert [stated(one) for one in load_package(folder)] == [stated(read)]


@pytest.mark.slow
def test_the_command_exports_workbooks_and_never_writes_over_files(tmp_path: Path) -> None:
    form, read = mixed(tmp_path)
    files = [str(tmp_path / f"{number}.xlsx") for number in range(4)]
    export = ["export", *files, "--definition", str(form), "-o"]
    assert run(*export, str(tmp_path / "one.zip")).exit_code == 0
    (tmp_path / "folder").mkdir()
    (tmp_path / "folder" / "~$begun.tmp").write_bytes(b"of a run that was killed")
    assert run(*export, str(tmp_path / "folder")).exit_code == 0
    again = run(*export, str(tmp_path / "folder"))
    assert (again.exit_code, "--force" in again.stderr) == (2, True)
    assert run(*export, str(tmp_path / "two.zip"), "--force").exit_code == 0
    assert (tmp_path / "one.zip").read_bytes() == (tmp_path / "two.zip").read_bytes()
    stated_files = list(map(stated, read))
    assert [*map(stated, load_package(tmp_path / "one.zip"))] == stated_files
    assert [*map(stated, load_package(tmp_path / "folder"))] == stated_files
    reports = list(csv_rows((tmp_path / "folder" / "reports.csv").read_bytes()))
    digests = [hashlib.sha256(Path(file).read_bytes()).hexdigest() for file in files]
    assert [row["sha256"] for row in reports] == digests
    assert [(row["file"], row["bodies"], row["language"], row["period"]) for row in reports] == [
        ("0.xlsx", "port", "en", "2025-Q1"),
        ("1.xlsx", "port", "fr", "2025-Q2"),
        ("2.xlsx", "town", "en", "2025-Q1"),
        ("3.xlsx", "", "en", "2025-Q4"),
    ]
    write_workbook(reported(), tmp_path / "other.xlsx")
    other = run("export", files[0], str(tmp_path / "other.xlsx"), "--definition", str(form), "-o", str(tmp_path / "no"))
    assert (other.exit_code, (tmp_path / "no").exists()) == (2, False)
    figures = tmp_path / "folder" / "figures.csv"
    figures.write_bytes(figures.read_bytes().replace(b",10,", b",11,"))
    with pytest.raises(PackageError, match=r"figures\.csv"):
        load_package(tmp_path / "folder", messages_for("en"))
    with pytest.raises(PackageError, match="no package"):
        load_package(tmp_path / "other.xlsx", messages_for("en"))


@pytest.mark.slow
def test_a_round_is_exported_with_its_agencies_and_where_everything_comes_from(tmp_path: Path) -> None:
    round_ = new_round(tmp_path, str(GRANTS), (("1", "North", ""), ("2", "=South", "1"), ("3", "West", "1")))
    common = {"phone": "1", "visits.nil_return": True}
    sent = {
        "1": {**common, "totals.ledger.amount": 500, "grants": list(GOOD)},
        "2": {**common, "totals.ledger.amount": 50, "grants": [{}, GOOD[2]]},
    }
    receipts = [one.receipt for one in send(round_, sent)]
    done = run("export", "--round", str(round_.folder), "-o", str(tmp_path / "data.zip"))
    assert done.exit_code == 0
    assert "It has the reports of 2 agencies; 1 agency of the roster has no submission that counts." in done.stdout
    folder = put(tmp_path / "package", round_package(round_, processes=1))
    assert faults(folder) == []
    zipfile.ZipFile(tmp_path / "data.zip").extractall(tmp_path / "unpacked")
    written = {path.name: path.read_bytes() for path in (tmp_path / "unpacked").iterdir()}
    assert written == {path.name: path.read_bytes() for path in folder.iterdir()}
    agencies = [(row["code"], row["agency"], row["state"], row["report"]) for row in csv_rows(written["agencies.csv"])]
    assert agencies == [
        ("1", "North", "accepted", "1"),
        ("2", "'=South", "accepted", "2"),
        ("3", "West", "missing", ""),
    ]
    reports = list(csv_rows(written["reports.csv"]))
    assert [(row["code"], row["sha256"], row["receipt"], row["received"]) for row in reports] == [
        (one.code, one.sha256, str(one.number), one.arrived) for one in receipts if one is not None
    ]
    lines = [(row["agency"], row["line"], row["code"]) for row in csv_rows(written["list_grants.csv"])]
    assert lines == [("North", "1", "A100"), ("North", "2", "A100"), ("North", "3", "B200"), ("'=South", "2", "B200")]
    assert [one.agency for one in load_package(folder)] == ["North", "=South"]
    south = load_package(folder)[1]
    assert stated(south)["lines"] == {"grants": [(2, dict(GOOD[2]))]}
