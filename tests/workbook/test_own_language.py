"""A definition whose own language is neither Chinese nor English: its words as they are, dates and numbers its own."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import openpyxl
import pytest
import yaml
from click.testing import CliRunner

from support.files import saved
from xlsreport import (
    Definition,
    build_document,
    check,
    in_language,
    load_definition,
    new_submission,
    parse_definition,
    read_workbook,
    read_workbook_bytes,
    render,
    workbook_bytes,
)
from xlsreport.cli import main
from xlsreport.definition.loading.definition_loading import load_with_hints

FORM = """\
id: agua
edition: "1"
language: es
name: Agua potable
title: "{agency}: agua potable, {label}"
period: {every: quarter, label: Trimestre, text: "{start} a {end}"}
languages: {es: es.yaml}
cover: [{id: firma, label: Fecha de firma, kind: date}]
preamble: ["Informe de {agency}, {period}. Firmado el {firma}."]
sections:
  - id: servicio
    heading: 1. Servicio
    sheet: Servicio
    tables:
      - id: sistemas
        nil_return: No hubo servicio
        columns:
          - {id: muestras, label: Muestras}
          - {id: ingresos, label: Ingresos, kind: {name: amount, decimals: 2}}
        rows: [{id: rios, label: Ríos}, {id: pozos, label: Pozos}, {id: todos, label: Todos, total: rios + pozos}]
"""
SENTENCES = {
    "cover.agency": "Organismo",
    "table.yes": "sí",
    "finding.broken": "no se cumple: {statement}",
}


@pytest.fixture
def definition(tmp_path: Path) -> Definition:
    (tmp_path / "agua.yaml").write_text(FORM, encoding="utf-8")
    (tmp_path / "es.yaml").write_text(yaml.safe_dump({"sentences": SENTENCES}, allow_unicode=True), encoding="utf-8")
    loaded, hints = load_with_hints(tmp_path / "agua.yaml")
    assert [hint.problem.key for hint in hints] == ["sentence_unknown"]  # that of a finding that there is not
    return loaded


def test_words_dates_and_numbers_are_those_of_the_language(definition: Definition, tmp_path: Path) -> None:
    assert (definition.locale, definition.language, definition.locales) == ("es", "en", ("es",))
    rows: dict[str, dict[str, float]] = {
        "sistemas.rios": {"muestras": 4, "ingresos": 1234.5},
        "sistemas.pozos": {"muestras": 3, "ingresos": 2},
    }
    figures = {f"{row}.{column}": value for row, values in rows.items() for column, value in values.items()}
    submission = new_submission(
        definition, agency="Ñandú", year=2025, part=2, entries={**figures, "firma": date(2025, 7, 3)}
    )
    page = render(build_document(submission), "html").decode()
    assert '<html lang="es"' in page
    assert "Ñandú: agua potable, T2 2025" in page
    assert "1 de abril de 2025 a 30 de junio de 2025" in page
    assert "Firmado el 3 de julio de 2025." in page
    assert "1236,50" in page or "1.236,50" in page
    cover = openpyxl.load_workbook(saved(submission, tmp_path)).worksheets[0]
    labels = {str(cell.value) for row in cover.iter_rows() for cell in row if cell.value}
    assert {"Organismo", "Fecha de firma", "Overall verdict"} <= labels


def test_numbers_and_answers_are_read_as_they_are_written_in_the_language(
    definition: Definition, tmp_path: Path
) -> None:
    path = saved(new_submission(definition, agency="Ñandú", year=2025, part=2), tmp_path)
    book = openpyxl.load_workbook(path)
    sheet = book["Servicio"]
    first = next(cell for row in sheet.iter_rows() for cell in row if cell.value == "Ríos")
    typed: list[tuple[str | int, str]] = [("4", "1.234,50"), (3, "2,5")]
    for row, (samples, income) in enumerate(typed, first.row):
        sheet.cell(row, first.column + 1, samples)
        sheet.cell(row, first.column + 2, income)
    book.save(path)
    read = read_workbook(path, definition)
    assert [str(entry.number) for entry in read.entries.values()] == ["4", "1234.5", "3", "2.5"]
    assert [finding.rule for finding in check(read)] == ["filled", "number", "number", "number"]


def run(*arguments: str) -> str:
    return CliRunner(env={"XLSREPORT_LANG": "en"}).invoke(main, list(arguments), catch_exceptions=False).output


def test_only_what_xlsreport_says_itself_is_left_to_be_translated(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("agua.yaml").write_text(FORM.replace("languages: {es: es.yaml}\n", ""), encoding="utf-8")
    said = run("translate", "agua.yaml", "--to", "es", "-o", "es.yaml")
    written = yaml.safe_load(Path("es.yaml").read_text(encoding="utf-8"))
    assert list(written) == ["sentences"]
    assert not any(written["sentences"].values())
    count = len(written["sentences"])
    assert said.splitlines() == [
        f"es.yaml: {count} sentences of xlsreport to be said in es, of which {count} are missing.",
        "Name it in the definition: languages: {es: es.yaml}",
    ]
    Path("es.yaml").write_text('sentences: {cover.agency: "Organismo"}\n', encoding="utf-8")
    Path("agua.yaml").write_text(FORM, encoding="utf-8")
    assert f"{len(written['sentences']) - 1} are missing" in run(
        "translate", "agua.yaml", "--to", "es", "-o", "es.yaml"
    )
    assert load_definition("agua.yaml").messages("cover.agency") == "Organismo"


def test_entries_of_a_file_are_read_as_they_are_written_in_the_language(definition: Definition) -> None:
    entries = {"sistemas.rios.ingresos": "1.234,50", "firma": "3/4/2025"}
    submission = new_submission(definition, agency="Ñandú", year=2025, part=2, entries=entries)
    (entry,) = submission.entries.values()
    assert (str(entry.number), submission.field_entries["firma"].meaning) == ("1234.5", date(2025, 4, 3))


@pytest.mark.parametrize("language", ["es", "fr"])
def test_sentences_may_be_added_while_workbooks_are_out(language: str) -> None:
    """Names of sheets, labels of the cover and answers are then those of the workbook, which nobody need change."""
    form = yaml.safe_load(FORM)
    form["languages"] = {language: {"words": {}}}
    before = parse_definition(json.dumps(form))
    entries = {"sistemas.nil_return": True, "firma": date(2025, 7, 3)}
    given = new_submission(in_language(before, language), agency="Ñandú", year=2025, part=2, entries=entries)
    said = {**SENTENCES, "cover.sheet": "Carátula", "checks.sheet": "Control", "cover.verdict": "Resultado"}
    form["languages"] = {language: {"words": {}, "sentences": said}}
    after = parse_definition(json.dumps(form))
    read = read_workbook_bytes(workbook_bytes(given), "ñandú.xlsx", after)
    assert (read.agency, list(read.nil_returns)) == ("Ñandú", ["sistemas"])
    assert read.field_entries == given.field_entries
    assert (check(read, forensic=True), read.definition.fingerprint) == ((), after.fingerprint)
    assert in_language(read.definition, "es") is after
    assert read_workbook_bytes(workbook_bytes(read), "ñandú.xlsx", after).nil_returns == {"sistemas"}
