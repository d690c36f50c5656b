"""Texts with room for several lines, and texts that must be written in one way."""

from __future__ import annotations

from pathlib import Path

import openpyxl
import pytest

from xlsreport import Submission, check, new_submission, read_workbook, write_workbook
from xlsreport.definition.figure_kinds.kinds import Text
from xlsreport.definition.loading.checks.kind_check import is_usable_pattern
from xlsreport.definition.loading.definition_loading import parse_definition
from xlsreport.definition.problems import DefinitionError

FORM = """\
id: awards
edition: "1"
language: en
name: Awards
title: Awards of {agency}, {year}
period: {label: Year, text: "Year {year}"}
sections:
  - id: part
    heading: 1. Awards
    sheet: Awards
    tables:
      - id: t
        columns:
          - {id: number, label: Number, kind: {name: text, pattern: "[0-9]{2}\\\\.[0-9A-Z]{3}"}, prompt: As 10.555.}
          - {id: code, label: Code, kind: {name: text, max_length: 8, pattern: "[A-Z]+|none"}}
          - {id: why, label: Why, kind: {name: text, max_length: 900, lines: 8}}
        rows: [{id: r, label: Office}]
"""
DEFINITION = parse_definition(FORM)


def filled(**changed: object) -> Submission:
    entries = {"number": "10.555", "code": "ABC", "why": "so", **changed}
    named = {f"t.r.{column}": typed for column, typed in entries.items()}
    return new_submission(DEFINITION, agency="Port", year=2025, entries=named)


@pytest.mark.parametrize("typed", ["10.555", " 10.55A "])
def test_what_is_written_as_asked_for_is_taken(typed: str) -> None:
    assert check(filled(number=typed)) == ()


@pytest.mark.parametrize("typed", ["10.5555", "1.555", "10,555", "x10.555", "10.555\n1"])
def test_what_is_not_is_an_error_that_quotes_the_prompt(typed: str) -> None:
    [finding] = check(filled(number=typed))
    assert (finding.rule, finding.severity, finding.place) == ("kind", "error", "t.r.number")
    assert finding.message.endswith("written as asked for: As 10.555.")


def test_the_whole_text_counts_in_every_alternative() -> None:
    assert check(filled(code="none")) == ()
    [finding] = check(filled(code="none1"))
    assert finding.message.endswith("asked for: “[A-Z]+|none”.")


def test_a_workbook_gives_the_room_and_reads_the_same(tmp_path: Path) -> None:
    file = tmp_path / "awards.xlsx"
    write_workbook(filled(number="wrong"), file)
    assert [(one.rule, one.cell) for one in check(read_workbook(file, DEFINITION))] == [("kind", "B3")]
    assert max(one.height or 0 for one in openpyxl.load_workbook(file)["Awards"].row_dimensions.values()) > 8 * 15


@pytest.mark.parametrize(
    "pattern", ["[0-9]{2}\\.[0-9A-Z]{3}", "[A-Z]+|none", "(a|b)?c*", "年[0-9]{4}", "[*+(]+", "\\(a\\)"]
)
def test_simple_patterns_are_usable(pattern: str) -> None:
    assert is_usable_pattern(pattern)


@pytest.mark.parametrize(
    "pattern", ["[", "(a+)+", "(ab)*", "(a){2}", "(?=a)", "(?i)a", "(a)\\1", "a*a*a*a*a*b", "a" * 201, "\\bword", "a**"]
)
def test_others_are_not(pattern: str) -> None:
    assert not is_usable_pattern(pattern)


def test_a_mistake_is_named_with_its_line() -> None:
    with pytest.raises(DefinitionError, match=r"15:.*kind\.pattern: This is no pattern that can be used"):
        parse_definition(FORM.replace('"[A-Z]+|none"', '"([A-Z]+)+"'))


def test_a_text_without_them_is_as_it_was() -> None:
    assert Text().traits == Text(lines=None, pattern=None).traits


@pytest.mark.parametrize("prompt", ["As 10.555.", "As 10.555"])
def test_a_finding_ends_its_sentences_once_however_the_form_s_words_end(prompt: str) -> None:
    rule = "\n        rules: [{id: most, for: rows, require: number < 10, statement: There are few.}]"
    form = FORM.replace("As 10.555.", prompt).replace("number, label: Number, kind", "text, label: Number, kind")
    columns = form.replace("        columns:", "        columns:\n          - {id: number, label: Count}")
    definition = parse_definition(columns.rstrip() + rule)
    entries = {"t.r.number": 12, "t.r.text": "x", "t.r.code": "1", "t.r.why": "so"}
    said = [one.message for one in check(new_submission(definition, agency="Port", year=2025, entries=entries))]
    assert [message for message in said if ".." in message] == []
    assert "There are few. Here Count (12)" in said[0]
    assert [message.partition(" is not ")[2] for message in said[1:]] == [
        "written as asked for: As 10.555.",
        "written as asked for: “[A-Z]+|none”.",
    ]
