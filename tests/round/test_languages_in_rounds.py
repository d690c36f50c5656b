"""A round whose agencies report in different languages: given out, collected, returned, added up and printed."""

from __future__ import annotations

from pathlib import Path

import pytest

from support.commands import run
from support.small_rounds import filled, send
from xlsreport import RoundError, read_workbook
from xlsreport.messages import messages_for
from xlsreport.round.consolidation.consolidated_report import consolidated_submission
from xlsreport.round.consolidation.consolidating import consolidate
from xlsreport.round.consolidation.consolidation_options import ConsolidationOptions
from xlsreport.round.creating import RoundOptions, create_round
from xlsreport.round.folder import Round
from xlsreport.round.outgoing.distribution import distribute, workbook_name

pytestmark = pytest.mark.slow

FORM = """\
id: ferries
edition: "1"
language: en
name: Ferries
title: "{agency}: ferries {year}"
period: {label: Year, text: "{year}"}
sections:
  - id: trips
    heading: Trips
    sheet: Trips
    tables:
      - id: ferry
        columns:
          - {id: trips, label: Trips}
          - {id: wait, label: Longest wait, kind: {name: count, combine: max, not_applicable: {mark: nobody}}}
          - {id: ran, label: Ran?, kind: {name: choice, options: ["Yes", "No"]}}
        rows: [{id: north, label: North}, {id: south, label: South}]
        rules:
          - {id: no_trips, if: north.ran == "No", require: north.trips == 0, statement: Closed routes are closed}
languages:
  fr:
    words:
      Trips: Trajets
      Longest wait: Attente la plus longue
      nobody: personne
      Ran?: En service ?
      "Yes": Oui
      "No": Non
      North: Nord
      South: Sud
      Closed routes are closed: Une ligne fermée est fermée
    sentences: {cover.sheet: Couverture}
"""
ENTRIES = {
    "ferry.north.trips": 10,
    "ferry.north.wait": "nobody",
    "ferry.north.ran": "Yes",
    "ferry.south.trips": 5,
    "ferry.south.wait": 7,
    "ferry.south.ran": "No",
}


def new_ferries(folder: Path, *languages: str) -> Round:
    (folder / "ferries.yaml").write_text(FORM, encoding="utf-8")
    lines = [f"{code},Port {code},{language}" for code, language in enumerate(languages, start=1)]
    (folder / "names.csv").write_text("\n".join(["code,name,language", *lines]), encoding="utf-8")
    plan = RoundOptions(str(folder / "ferries.yaml"), 2025, folder / "names.csv")
    return create_round(folder / "round", plan, messages_for("en"))


@pytest.fixture(scope="module")
def ferries(tmp_path_factory: pytest.TempPathFactory) -> Round:
    round_ = new_ferries(tmp_path_factory.mktemp("ferries"), "", "fr", "French")
    list(distribute(round_))
    mistaken = {"ferry.north.ran": "No"}
    send(round_, {"1": ENTRIES, "2": ENTRIES, "3": {**ENTRIES, **mistaken}})
    return round_


def test_each_agency_gets_its_workbook_in_its_language(ferries: Round) -> None:
    given = ferries.subfolder("round.distributed")
    locales = [
        read_workbook(given / workbook_name(ferries, agency), ferries.definition).definition.locale
        for agency in ferries.roster
    ]
    assert locales == ["en", "fr", "fr"]


def test_what_comes_back_is_judged_by_the_same_rules_in_its_own_words(ferries: Round) -> None:
    submission = filled(ferries, "2", ENTRIES)
    assert submission.definition.locale == "fr"
    said = run("status", ferries.folder, "3")
    assert "Une ligne fermée est fermée" in said.out
    assert "Nord" in said.out


def test_workbooks_of_all_languages_are_added_up_in_the_office_s_own(ferries: Round) -> None:
    result = consolidate(ferries, ConsolidationOptions(missing="allow", agency="All ports"))
    report = consolidated_submission(ferries, result)
    assert report.definition.locale == "en"
    numbers = {str(place): entry.number for place, entry in report.entries.items() if entry.number is not None}
    assert numbers == {"ferry.north.trips": 20, "ferry.south.trips": 10, "ferry.south.wait": 7}
    assert [str(place) for place, entry in report.entries.items() if entry.not_applicable] == ["ferry.north.wait"]


def test_reports_and_returned_workbooks_are_in_the_language_of_what_was_sent(ferries: Round, tmp_path: Path) -> None:
    assert run("render", ferries.folder, "--all", "--to", "html").code == 0
    pages = sorted(ferries.subfolder("round.reports").rglob("*.html"))
    assert [("Nord" in page.read_text(encoding="utf-8")) for page in pages] == [False, True]
    assert run("render", ferries.folder, "--all", "--to", "html", "--language", "en", "-o", tmp_path).code == 0
    assert not any("Nord" in page.read_text(encoding="utf-8") for page in tmp_path.rglob("*.html"))
    refused = run("render", ferries.folder, "--all", "--to", "html", "--language", "de", "-o", tmp_path, language="en")
    assert (refused.code, "is not translated into “de”; there are: en, fr." in refused.err) == (2, True)
    assert run("return", ferries.folder).code == 0
    (returned,) = ferries.subfolder("round.returned").rglob("*.xlsx")
    again = read_workbook(returned, ferries.definition)
    assert again.definition.locale == "fr"
    assert {str(place): entry.stated for place, entry in again.entries.items()}["ferry.north.ran"] == "No"


def test_a_language_that_the_definition_lacks_is_told_before_anything_is_made(tmp_path: Path) -> None:
    with pytest.raises(RoundError) as refused:
        new_ferries(tmp_path, "fr", "Klingon")
    assert str(refused.value) == (
        "“Klingon” in the roster (first at Port 2) is no language of the definition; there are: en, fr. "
        "Correct it, or leave it blank for en."
    )
    assert not (tmp_path / "round").exists()
