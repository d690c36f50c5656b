"""A round in a language with three plural forms: given out, filled, collected, returned, added up and printed."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import docx
import openpyxl
import pytest
import yaml

from support.commands import run
from support.small_rounds import send
from xlsreport import check, load_definition, migrate, read_workbook, workbook_bytes
from xlsreport.messages import messages_for
from xlsreport.round.consolidation.consolidated_report import consolidated_submission
from xlsreport.round.consolidation.consolidating import consolidate
from xlsreport.round.consolidation.consolidation_options import ConsolidationOptions
from xlsreport.round.creating import RoundOptions, create_round
from xlsreport.round.folder import Round
from xlsreport.round.outgoing.distribution import distribute

pytestmark = pytest.mark.slow

FORM = """\
id: biblioteki
edition: "1"
language: pl
languages: {pl: pl.yaml}
name: Sprawozdanie bibliotek
title: "{agency}: sprawozdanie za {year}"
period: {label: Rok, text: "od {start} do {end}"}
cover: [{id: podpisano, label: Data podpisania, kind: date}]
preamble: ["Za okres {period}. Podpisano {podpisano}."]
sections:
  - id: zbiory
    heading: 1. Zbiory
    sheet: Zbiory
    tables:
      - id: zbiory
        columns:
          - {id: stan, label: Liczba jednostek}
          - {id: wydatki, label: Wydatki, kind: {name: amount, decimals: 2}}
          - {id: udzial, label: Udział, kind: {name: percent, decimals: 1, combine: max}}
        rows: [{id: ksiazki, label: Książki}, {id: nuty, label: Nuty i dźwięk}]
        rules:
          - {id: zmiana, for: rows, figure: stan, explain_change: {more_than: 20%, at_least: 9}, statement: Bez zmian}
"""
BLANK_CELLS = "{unfilled:puste pole|puste pola|pustych pól}"
SENTENCES = {
    "verdict.ready": "✓ Gotowe do wysłania",
    "verdict.open": f"… {{broken}}/{{warned}}, {{unfilled}} {BLANK_CELLS}",
    "section.unfilled": "… {count} {count:puste pole|puste pola|pustych pól}",
    "blank.area": "{place}: {count} {count:pole niewypełnione|pola niewypełnione|pól niewypełnionych}.",
}
LETTER = {"letter.opening": "Otrzymaliśmy {date} plik „{file}” ({report}, {digest}); {counts}."}
WHOLE = {
    "podpisano": "2026-01-12",
    "zbiory.ksiazki.stan": 52340,
    "zbiory.ksiazki.wydatki": 45210.5,
    "zbiory.ksiazki.udzial": 92.5,
    "zbiory.nuty.stan": 40,
    "zbiory.nuty.wydatki": 0,
    "zbiory.nuty.udzial": 0.5,
}
LACKING = {name: value for name, value in WHOLE.items() if "wydatki" not in name}


def new_polish(folder: Path, year: int, sentences: Mapping[str, str] = {}) -> Round:
    folder.mkdir()
    (folder / "form.yaml").write_text(FORM, encoding="utf-8")
    said = yaml.safe_dump({"sentences": {**SENTENCES, **sentences}}, allow_unicode=True)
    (folder / "pl.yaml").write_text(said, encoding="utf-8")
    (folder / "names.csv").write_text("code,name\n1,Łódź\n2,Żary", encoding="utf-8")
    plan = RoundOptions(str(folder / "form.yaml"), year, folder / "names.csv")
    return create_round(folder / "round", plan, messages_for("en"))


@pytest.fixture(scope="module")
def last_year(tmp_path_factory: pytest.TempPathFactory) -> Round:
    round_ = new_polish(tmp_path_factory.mktemp("polish") / "2024", 2024)
    list(distribute(round_))
    send(round_, {"1": WHOLE, "2": WHOLE})
    return round_


def text_of(letter: Path) -> str:
    return "\n".join(paragraph.text for paragraph in docx.Document(str(letter)).paragraphs)


def said_of(round_: Round) -> str:
    """What is found in the workbook of the first agency, without the breaks of lines."""
    return " ".join(run("status", round_.folder, "1", language="en").out.split())


def returned(round_: Round) -> tuple[Path, Path]:
    assert run("return", round_.folder).code == 0
    folder = round_.subfolder("round.returned")
    return next(folder.glob("*.xlsx")), next(folder.glob("*.docx"))


def test_what_is_blank_is_counted_with_the_form_that_the_number_asks_for(tmp_path: Path) -> None:
    round_ = new_polish(tmp_path / "2025", 2025)
    list(distribute(round_))
    send(round_, {"1": LACKING})
    assert ": 2 pola niewypełnione." in said_of(round_)
    workbook, letter = returned(round_)
    cells = openpyxl.load_workbook(workbook, data_only=True)["Cover"]
    shown = {str(cell.value) for row in cells.iter_rows() for cell in row}
    assert {"… 0/0, 2 puste pola", "… 2 puste pola"} <= shown
    assert "the overall verdict on the cover says “✓ Gotowe do wysłania”" in text_of(letter)


def test_a_letter_is_polish_once_its_sentences_are(tmp_path: Path) -> None:
    round_ = new_polish(tmp_path / "2025", 2025, LETTER)
    list(distribute(round_))
    send(round_, {"1": LACKING})
    _, letter = returned(round_)
    written = text_of(letter)
    assert "Otrzymaliśmy" in written
    assert docx.Document(str(letter)).core_properties.language == "pl"


def test_what_was_sent_is_added_up_and_printed(last_year: Round) -> None:
    result = consolidate(last_year, ConsolidationOptions(missing="allow", agency="Razem"))
    report = consolidated_submission(last_year, result)
    found = {str(place): entry.number for place, entry in report.entries.items()}
    assert (found["zbiory.ksiazki.stan"], found["zbiory.ksiazki.wydatki"]) == (104680, 90421)
    assert run("render", last_year.folder, "--all", "--to", "html", "--to", "docx").code == 0
    page = next(last_year.subfolder("round.reports").rglob("*.html")).read_text(encoding="utf-8")
    for printed in (
        "od 1 stycznia 2024 do 31 grudnia 2024",
        "Podpisano 12 stycznia 2026.",
        "52 340",
        "45 210,50",
        "92,5%",
    ):
        assert printed.replace(" ", "\N{NO-BREAK SPACE}") in page.replace(" ", "\N{NO-BREAK SPACE}")


def test_the_figures_of_last_year_are_compared_with_and_go_into_another_edition(
    last_year: Round, tmp_path: Path
) -> None:
    round_ = new_polish(tmp_path / "2025", 2025)
    assert run("distribute", round_.folder, "--previous", last_year.folder).code == 0
    send(round_, {"1": {**WHOLE, "zbiory.ksiazki.stan": 72340}})
    assert "Liczba jednostek: 72340 this year, 52340 last year, 20000 more (38,2%)" in said_of(round_)
    sent = next((tmp_path / "2025" / "inbox").glob("1-*.xlsx"))
    form = (tmp_path / "2025" / "form.yaml").read_text(encoding="utf-8").replace('edition: "1"', 'edition: "2"')
    (tmp_path / "2025" / "newer.yaml").write_text(form, encoding="utf-8")
    newer = load_definition(tmp_path / "2025" / "newer.yaml")
    moved = migrate(read_workbook(sent, round_.definition), newer)
    (tmp_path / "moved.xlsx").write_bytes(workbook_bytes(moved.after))
    again = read_workbook(tmp_path / "moved.xlsx", newer)
    assert {str(place): entry.number for place, entry in again.entries.items()}["zbiory.ksiazki.udzial"] == 92.5
    assert [finding.rule for finding in check(again) if finding.severity == "error"] == []
