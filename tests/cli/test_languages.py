"""The commands about languages: a translation is begun, filled in, used for workbooks and reports."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
import yaml
from click.testing import CliRunner, Result

from xlsreport import load_definition, read_workbook
from xlsreport.cli import main
from xlsreport.definition.loading.definition_loading import load_with_hints
from xlsreport.definition.translation.translating import in_language
from xlsreport.messages import LANGUAGES, messages_for

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
    sheet: Trips by route
    tables:
      - id: ferry
        columns: [{id: trips, label: Trips}, {id: ran, label: Ran?, kind: {name: choice, options: ["Yes", "No"]}}]
        rows: [{id: north, label: North}, {id: south, label: South}]
"""
WELSH = {
    "Ferries": "Fferïau",
    "{agency}: ferries {year}": "{agency}: fferïau {year}",
    "Year": "Blwyddyn",
    "Trips": "Teithiau",
    "Trips by route": "Teithiau fesul llwybr",
    "Ran?": "Wedi rhedeg?",
    "Yes": "Do",
    "No": "Naddo",
    "North": "Gogledd",
    "South": "De",
}


def run(*arguments: str, language: str = "en") -> Result:
    return CliRunner(env={"XLSREPORT_LANG": language}).invoke(main, list(arguments), catch_exceptions=False)


@pytest.fixture
def form(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "ferries.yaml").write_text(FORM, encoding="utf-8")
    return tmp_path


def begin(to: str = "cy", output: str = "cy.yaml") -> str:
    return run("translate", "ferries.yaml", "--to", to, "-o", output).output


def fill_in(file: Path) -> None:
    """Somebody writes the translations between the quotation marks, and names the file in the definition."""
    text = file.read_text(encoding="utf-8")
    for original, word in WELSH.items():
        assert f'  {json.dumps(original)}: ""\n' in text
        text = text.replace(f'  {json.dumps(original)}: ""\n', f"  {json.dumps(original)}: {json.dumps(word)}\n")
    file.write_text(text, encoding="utf-8")
    (file.parent / "ferries.yaml").write_text(FORM + "languages: {cy: cy.yaml}\n", encoding="utf-8")


def test_a_translation_is_begun_with_every_text_once_and_where_it_stands(form: Path) -> None:
    assert begin() == (
        "cy.yaml: 10 texts to be translated into cy, of which 10 are missing.\n"
        "Name it in the definition: languages: {cy: cy.yaml}\n"
    )
    written = (form / "cy.yaml").read_text(encoding="utf-8")
    assert list(yaml.safe_load(written)["words"]) == list(WELSH)
    assert '  # sections.trips.heading and 1 more\n  "Trips": ""\n' in written
    assert '  # "Cover"\n  cover.sheet: ""\n' in written


def test_nobody_translates_what_is_said_in_the_language_already(form: Path) -> None:
    begin("zh-CN", "zh.yaml")
    written = yaml.safe_load((form / "zh.yaml").read_text(encoding="utf-8"))
    assert (list(written), list(written["words"])) == (["words"], list(WELSH))


def test_what_is_translated_is_kept_and_what_is_new_is_added(form: Path) -> None:
    begin()
    fill_in(form / "cy.yaml")
    [left] = load_with_hints(form / "ferries.yaml")[1]
    assert left.problem.key == "sentences_empty", "the words are all there, the program's own sentences are not"
    changed = FORM.replace("label: South", "label: East") + "languages: {cy: cy.yaml}\n"
    (form / "ferries.yaml").write_text(changed, encoding="utf-8")
    assert begin() == "cy.yaml: 10 texts to be translated into cy, of which 1 is missing.\n"
    words = yaml.safe_load((form / "cy.yaml").read_text(encoding="utf-8"))["words"]
    assert words["East"] == ""
    assert words["South"] == "De", "what is no longer needed is kept, too, for who knows what comes back"
    assert '# No longer in the definition:\n  "South"' in (form / "cy.yaml").read_text(encoding="utf-8")
    assert words["North"] == "Gogledd"


@pytest.mark.parametrize("named", ["cy.yaml", "{shared: cy.yaml}"])
@pytest.mark.parametrize("text", ["", "# to be translated\n"])
def test_an_empty_file_is_told_as_that_with_what_belongs_into_it(text: str, named: str, form: Path) -> None:
    (form / "cy.yaml").write_text(text, encoding="utf-8")
    (form / "ferries.yaml").write_text(f"{FORM}languages: {{cy: {named}}}\n", encoding="utf-8")
    said = messages_for("en")("problem.languages_not_mapping")
    assert run("lint", "ferries.yaml").output.splitlines()[0] == f"cy.yaml:1:1: {said}"


def test_sentences_of_which_none_is_filled_in_are_not_begun_once_more(form: Path) -> None:
    begin()
    fill_in(form / "cy.yaml")
    [left] = load_with_hints(form / "ferries.yaml")[1]
    assert left.problem.text(messages_for("en")).startswith("None of the sentences in cy is filled in yet, so that ")


def test_a_long_text_is_begun_and_read(form: Path) -> None:
    long = "word " * 300
    (form / "ferries.yaml").write_text(f"{FORM}preamble: [{long.strip()}]\n", encoding="utf-8")
    begin()
    assert long.strip() in yaml.safe_load((form / "cy.yaml").read_text(encoding="utf-8"))["words"]
    (form / "ferries.yaml").write_text(f"{FORM}preamble: [{long.strip()}]\nlanguages: {{cy: cy.yaml}}\n")
    assert load_definition("ferries.yaml").locales == ("en", "cy")


@pytest.mark.parametrize("language", LANGUAGES)
def test_another_file_is_not_overwritten(form: Path, language: str) -> None:
    result = run("translate", "ferries.yaml", "--to", "cy", "-o", "ferries.yaml", language=language)
    assert result.exit_code == 2
    assert messages_for(language)("command.no_translation_file", file="ferries.yaml") in result.output
    assert (form / "ferries.yaml").read_text(encoding="utf-8") == FORM


@pytest.mark.parametrize(("to", "key"), [("en", "language_own"), ("xx", "language_unknown")])
def test_languages_that_cannot_be_are_refused(form: Path, to: str, key: str) -> None:
    result = run("translate", "ferries.yaml", "--to", to, "-o", "x.yaml")
    assert result.exit_code == 2
    assert messages_for("en")(f"problem.{key}", language=to) in result.output


@pytest.mark.parametrize("named", ["cy", "CY", "Welsh", "Cymraeg", "威尔士语"])
def test_a_workbook_is_written_in_the_language_that_is_named(form: Path, named: str) -> None:
    begin()
    fill_in(form / "cy.yaml")
    assert run("new", "ferries.yaml", "--language", named, "-o", "x.xlsx").exit_code == 0
    read = read_workbook("x.xlsx", load_definition("ferries.yaml"))
    assert (read.definition.locale, read.definition.declaration.name) == ("cy", "Fferïau")


def test_a_language_without_a_translation_is_refused(form: Path) -> None:
    result = run("new", "ferries.yaml", "--language", "fr", "-o", "x.xlsx")
    assert result.exit_code == 2
    assert "The definition ferries/1 is not translated into “fr”; there are: en." in result.output


def test_a_report_is_in_the_workbook_s_language_or_in_another_one(form: Path) -> None:
    begin()
    fill_in(form / "cy.yaml")
    figures = {"ferry.north.trips": 1200, "ferry.south.trips": 3, "ferry.north.ran": "Yes", "ferry.south.ran": "No"}
    (form / "figures.json").write_text(json.dumps(figures), encoding="utf-8")
    about = ("--agency", "Port", "--year", "2025", "--entries", "figures.json")
    assert run("new", "ferries.yaml", "--language", "cy", *about, "-o", "x.xlsx").exit_code == 0
    for language, words in (
        ((), ("Gogledd", "Naddo", 'lang="cy"')),
        (("--language", "en"), ("North", "No", "ferries")),
    ):
        command = ("render", "x.xlsx", "--definition", "ferries.yaml", "-o", "x.html", "--force", *language)
        assert run(*command).exit_code == 0
        page = (form / "x.html").read_text(encoding="utf-8")
        assert all(word in page for word in words)
    assert "Gogledd" not in page


def test_a_definition_is_described_in_each_language(form: Path) -> None:
    begin()
    fill_in(form / "cy.yaml")
    described = [
        json.loads(run("describe", "ferries.yaml", "--language", to, "--format", "json").output) for to in ("en", "cy")
    ]
    assert [one["language"] for one in described] == ["en", "cy"]
    assert described[0]["languages"] == described[1]["languages"] == ["en", "cy"]
    assert [one["places"][0]["sheet"] for one in described] == ["Trips by route", "Teithiau fesul llwybr"]
    assert [one["places"][0]["place"] for one in described] == ["ferry.north.trips"] * 2


def test_sentences_that_forms_share_are_not_asked_for_and_are_said(form: Path) -> None:
    begin()
    fill_in(form / "cy.yaml")
    (form / "sentences").mkdir()
    (form / "sentences" / "cy.yaml").write_text(
        'sentences: {cover.sheet: "Clawr", table.yes: "ie"}\n', encoding="utf-8"
    )
    words = yaml.safe_load((form / "cy.yaml").read_text(encoding="utf-8")) | {"shared": "sentences/cy.yaml"}
    words["sentences"] = {"table.yes": "oes"}
    (form / "cy.yaml").write_text(yaml.safe_dump(words, allow_unicode=True), encoding="utf-8")
    begin()
    written = yaml.safe_load((form / "cy.yaml").read_text(encoding="utf-8"))
    assert written["shared"] == "sentences/cy.yaml"
    assert "cover.sheet" not in written["sentences"]
    messages = in_language(load_definition("ferries.yaml"), "cy").messages
    assert (messages("cover.sheet"), messages("table.yes")) == ("Clawr", "oes")


def test_a_shared_sentence_that_is_unknown_is_told_where_it_stands(form: Path) -> None:
    (form / "shared.yaml").write_text("sentences:\n  cover.shet: x\n", encoding="utf-8")
    (form / "ferries.yaml").write_text(FORM + "languages: {cy: {shared: shared.yaml}}\n", encoding="utf-8")
    assert "shared.yaml:2:3: languages.cy.shared.cover.shet: " in run("lint", "ferries.yaml").output


def test_a_shared_file_that_is_not_there_is_told(form: Path) -> None:
    (form / "ferries.yaml").write_text(FORM + "languages: {cy: {shared: none.yaml}}\n", encoding="utf-8")
    result = run("lint", "ferries.yaml")
    assert result.exit_code == 1
    assert "ferries.yaml:15:18: " in result.output
    assert "none.yaml" in result.output
