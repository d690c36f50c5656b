"""Options, marks and kinds of bodies on the cover in a translation: read and checked as the original's."""

from __future__ import annotations

import json
from pathlib import Path

import openpyxl
import pytest

from support.agreement import differences
from support.engines import CALCULATING, ENGINES
from xlsreport import Definition, Submission, check, in_language, new_submission, read_workbook, write_workbook
from xlsreport.definition.loading.definition_loading import parse_definition
from xlsreport.definition.translation.word_places import words_of
from xlsreport.layout.workbook_layout import layout_of

FORM = """\
id: dogs
edition: "1"
language: en
name: Dogs
title: "{agency}: dogs in {year}"
period: {label: Year, text: "{year}"}
bodies: [{id: city, label: City, names: [City of …]}, {id: district, label: District}]
cover:
  - {id: body, label: Council, body_kind: true}
  - {id: pound, label: Own pound, kind: {name: choice, options: ["Yes", "No"]}}
  - {id: adopted, label: Adopted, kind: {name: date, not_applicable: {mark: never}}}
preamble: ["{agency} ({body}): {pound}, {adopted}."]
sections:
  - id: dogs
    heading: 1. Dogs
    sheet: Dogs
    tables:
      - id: dogs
        columns: [{id: taken, label: Taken, required: {when: cover.pound == "Yes"}}]
        rows: [{id: all, label: All}]
rules: [{id: cities, bodies: [city], require: dogs.all.taken > 9, statement: Cities take ten}]
"""
WORDS = {"City": "Ville", "District": "Canton", "Yes": "Oui", "No": "Non", "never": "jamais"}


@pytest.fixture(scope="module")
def original() -> Definition:
    texts = {text for text, _ in words_of(parse_definition(FORM).declaration)}
    words = {text: WORDS.get(text, text if "{" in text else f"é {text}") for text in texts}
    return parse_definition(f"{FORM}languages: {json.dumps({'fr': {'words': words}}, ensure_ascii=False)}\n")


def filled(definition: Definition, **changed: object) -> Submission:
    entries = {"body": "city", "pound": "Yes", "adopted": "never", "dogs.all.taken": 10}
    return new_submission(definition, agency="Bay", year=2025, entries=entries | changed)


def found(submission: Submission) -> list[tuple[str, str]]:
    return [(one.rule, one.place) for one in check(submission)]


CHANGES: list[tuple[dict[str, object], list[tuple[str, str]]]] = [
    ({}, []),
    ({"dogs.all.taken": 3}, [("cities", "dogs.all.taken")]),
    ({"body": "Canton", "dogs.all.taken": 3}, []),
    ({"pound": "Non"}, [("not_asked", "dogs.all.taken")]),
    ({"pound": "Peut-être"}, [("kind", "pound"), ("not_asked", "dogs.all.taken")]),
    ({"adopted": "2025-03-01"}, []),
]


@pytest.mark.parametrize(("changed", "expected"), CHANGES)
def test_what_is_written_in_french_is_read_and_checked_as_in_english(
    original: Definition, changed: dict[str, object], expected: list[tuple[str, str]], tmp_path: Path
) -> None:
    submission = filled(in_language(original, "fr"), **changed)
    write_workbook(submission, tmp_path / "dogs.xlsx")
    back = read_workbook(tmp_path / "dogs.xlsx", original)
    assert sorted(found(back)) == sorted(found(submission)) == sorted(expected)
    assert back.fields == submission.fields
    assert back.body_kind is not None
    assert back.body_kind.id == ("district" if changed.get("body") == "Canton" else "city")


def test_the_cells_hold_french_words(original: Definition, tmp_path: Path) -> None:
    french = in_language(original, "fr")
    write_workbook(filled(french), tmp_path / "dogs.xlsx")
    sheet = openpyxl.load_workbook(tmp_path / "dogs.xlsx").worksheets[0]
    cells = layout_of(french).cover.fields
    assert {name: sheet[cell.a1].value for name, cell in cells.items()} == {
        "body": "Ville",
        "pound": "Oui",
        "adopted": "jamais",
    }
    lists = {one.formula1 for one in sheet.data_validations.dataValidation if one.type == "list"}
    assert lists == {'"Ville,Canton"', '"Oui,Non"'}


@pytest.mark.engine
@pytest.mark.parametrize("engine", CALCULATING)
def test_formulas_and_python_agree(original: Definition, engine: str, tmp_path: Path) -> None:
    files = [tmp_path / f"{number}.xlsx" for number in range(len(CHANGES))]
    for (changed, _), file in zip(CHANGES, files, strict=True):
        write_workbook(filled(in_language(original, "fr"), **changed), file)
    differing = [differences(file, values) for file, values in zip(files, ENGINES[engine](files), strict=True)]
    assert [one for one in differing if one] == []
