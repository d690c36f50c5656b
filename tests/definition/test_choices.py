"""Choices: options with commas, long lists, and answers in another case or width."""

from __future__ import annotations

import unicodedata
from pathlib import Path
from random import Random

import openpyxl
import pytest

from support.agreement import differences
from support.engines import CALCULATING, ENGINES
from support.fillings import fillings
from xlsreport import Submission, build_document, check, new_submission, read_workbook, render, write_workbook
from xlsreport.definition.definition import Definition
from xlsreport.definition.loading.definition_loading import parse_definition
from xlsreport.definition.problems import DefinitionError
from xlsreport.document.proof.verification import verify

CODES = [f"{number:02d} Programme number {number}, {'abc' * 3}" for number in range(60)]
FORM = f"""\
id: answers
edition: "1"
language: en
name: Answers
title: Answers of {{agency}}, {{year}}
period: {{label: Year, text: "Year {{year}}"}}
sections:
  - id: part
    heading: 1. Answers
    sheet: Answers
    tables:
      - id: t
        columns:
          - {{id: short, label: Short, kind: {{name: choice, options: ["Yes", "No", "1"]}}}}
          - {{id: comma, label: Comma, kind: {{name: choice, options: ["Yes, all", "Yes, some", "No"]}}}}
          - {{id: long, label: Long, kind: {{name: choice, options: {CODES}}}}}
          - {{id: again, label: Again, kind: {{name: choice, options: {CODES}}}}}
        rows: [{{id: r, label: Office}}]
"""


@pytest.fixture(scope="module")
def definition() -> Definition:
    return parse_definition(FORM)


def filled(definition: Definition, **changed: object) -> Submission:
    entries = {"short": "Yes", "comma": "Yes, some", "long": CODES[7], "again": CODES[59], **changed}
    named = {f"t.r.{column}": typed for column, typed in entries.items()}
    return new_submission(definition, agency="Port", year=2025, entries=named)


def found(submission: Submission) -> list[tuple[str, str, str]]:
    return [(one.rule, one.severity, one.place) for one in check(submission)]


def test_the_options_are_taken_and_come_back(definition: Definition, tmp_path: Path) -> None:
    write_workbook(filled(definition), tmp_path / "answers.xlsx")
    back = read_workbook(tmp_path / "answers.xlsx", definition)
    assert found(back) == []
    assert back.entries == filled(definition).entries


@pytest.mark.parametrize(
    ("column", "typed", "option"),
    [
        ("short", "yes", "Yes"),
        ("short", "ＹＥＳ", "Yes"),
        ("short", " no ", "No"),
        ("short", "１", "1"),
        ("comma", "yes， SOME", "Yes, some"),
        ("comma", "yes, SOME", "Yes, some"),
        ("long", CODES[3].upper(), CODES[3]),
    ],
)
def test_case_and_width_do_not_matter(
    definition: Definition, tmp_path: Path, column: str, typed: str, option: str
) -> None:
    submission = filled(definition, **{column: typed})
    assert found(submission) == [("kind", "note", f"t.r.{column}")]
    [finding] = check(submission)
    assert finding.message.endswith(f"“{typed}” was entered and is taken as “{option}”.")
    page = render(build_document(submission), "html")
    verify(page, "html", submission)
    assert f">{option}<".encode() in page
    write_workbook(submission, tmp_path / "answers.xlsx")
    assert found(read_workbook(tmp_path / "answers.xlsx", definition)) == []


def test_another_answer_is_an_error(definition: Definition) -> None:
    assert found(filled(definition, short="maybe", long="07")) == [
        ("kind", "error", "t.r.short"),
        ("kind", "error", "t.r.long"),
    ]


def test_lists_that_a_validation_cannot_hold_stand_in_cells(definition: Definition, tmp_path: Path) -> None:
    write_workbook(filled(definition), tmp_path / "answers.xlsx")
    book = openpyxl.load_workbook(tmp_path / "answers.xlsx")
    lists = [one.formula1 for one in book["Answers"].data_validations.dataValidation if one.type == "list"]
    assert lists == ['"Yes,No,1"', "'_xlsreport'!$D$1:$D$3", "'_xlsreport'!$E$1:$E$60"] or lists == [
        '"Yes,No,1"',
        "_xlsreport!$D$1:$D$3",
        "_xlsreport!$E$1:$E$60",
    ]
    assert [row[4].value for row in book["_xlsreport"].iter_rows(max_row=60)] == CODES


@pytest.mark.engine
@pytest.mark.parametrize("engine", CALCULATING)
def test_formulas_and_python_agree(definition: Definition, engine: str, tmp_path: Path) -> None:
    files = [tmp_path / f"{number}.xlsx" for number in range(8)]
    for submission, file in zip(fillings(definition, len(files)), files, strict=True):
        write_workbook(submission, file)
    draw, more = Random(1), ["yes", "NO", "1", "maybe", "yes, all", CODES[4].lower(), "04", "‖", ""]
    for number in range(6):
        entries = {column: draw.choice(more) for column in ("short", "comma", "long", "again")}
        files.append(tmp_path / f"more{number}.xlsx")
        write_workbook(filled(definition, **entries), files[-1])
    differing = [differences(file, values) for file, values in zip(files, ENGINES[engine](files), strict=True)]
    assert [one for one in differing if one] == []


def test_equal_options_and_too_many_are_mistakes() -> None:
    with pytest.raises(DefinitionError, match="The option “No” is there twice"):
        parse_definition(FORM.replace('["Yes", "No", "1"]', '["No", "Yes", "No"]'))
    with pytest.raises(DefinitionError, match="6000"):
        parse_definition(FORM.replace('["Yes", "No", "1"]', str([f"{number:020d}" for number in range(300)])))


def test_an_option_in_decomposed_letters_is_told_by_what_makes_it_another() -> None:
    form = parse_definition(
        """{id: f, edition: "1", language: en, name: F, title: "{year}", period: {label: Y, text: "{year}"},
        sections: [{id: s, heading: S, sheet: S, tables: [{id: t, columns: [{id: c, label: C}],
        rows: [{id: r, label: R, kind: {name: choice, options: [Trực tuyến, Bưu điện]}}]}]}]}"""
    )
    typed = unicodedata.normalize("NFD", "Trực tuyến")
    [finding] = check(new_submission(form, agency="A", year=2025, entries={"t.r.c": typed}))
    assert finding.severity == "note"
    assert "“Trực tuyến” was pasted with accents that are characters of their own" in finding.message
