"""Dates that are not applicable, such as that of the third oldest request where only two are pending."""

from __future__ import annotations

import datetime
import re
from pathlib import Path

import openpyxl
import pytest

from support.agreement import differences
from support.depth import cases
from support.engines import CALCULATING, ENGINES, calculates
from support.fillings import fillings
from support.returning import received, returned
from xlsreport import Submission, build_document, check, new_submission, read_workbook, render, write_workbook
from xlsreport.definition.definition import Definition
from xlsreport.definition.figure_kinds.kinds import Date
from xlsreport.definition.loading.definition_loading import parse_definition
from xlsreport.definition.place import Place
from xlsreport.document.proof.verification import verify
from xlsreport.layout.workbook_layout import layout_of

FORM = """\
id: oldest
edition: "1"
language: en
name: Oldest
title: Oldest of {agency}, {year}
period: {label: Year, text: "Year {year}"}
cover: [{id: audited, label: Audited on, kind: {name: date, not_applicable: {mark: never}}}]
sections:
  - id: pending
    heading: 1. Pending
    sheet: Pending
    tables:
      - id: pending
        columns: [{id: end, label: At the end}]
        rows: [{id: va, label: VA}]
  - id: oldest
    heading: 2. Oldest
    sheet: Oldest
    tables:
      - id: oldest
        columns:
          - id: first
            label: Oldest
            kind: {name: date, latest: 2026-09-30, not_applicable: {when: pending.va.end < 1}}
          - {id: second, label: 2nd, kind: {name: date, not_applicable: {mark: none, when: days == 0}}}
          - {id: days, label: Days}
        rows: [{id: va, label: VA}]
"""
ENTRIES: dict[str, object] = {
    "pending.va.end": 1,
    "audited": "never",
    "oldest.va.first": "2025-10-01",
    "oldest.va.second": "none",
    "oldest.va.days": 0,
}


@pytest.fixture(scope="module")
def definition() -> Definition:
    return parse_definition(FORM)


def filled(definition: Definition, **changed: object) -> Submission:
    """The sound report, with some entries changed; ``__`` stands for the point of a place."""
    entries = ENTRIES | {name.replace("__", "."): typed for name, typed in changed.items()}
    return new_submission(definition, agency="Port", year=2026, entries=entries)


def found(submission: Submission) -> list[tuple[str, str, str]]:
    return [(one.rule, one.severity, one.place) for one in check(submission)]


@pytest.mark.parametrize(
    ("changed", "expected"),
    [
        ({}, []),
        ({"oldest__va__second": "NONE", "audited": "Never"}, []),
        ({"oldest__va__second": "N/A"}, [("number", "warning", "oldest.va.second")]),
        ({"audited": "n/a"}, [("number", "warning", "audited")]),
        ({"audited": "soon"}, [("kind", "error", "audited")]),
        ({"oldest__va__first": "N/A"}, [("not_applicable", "error", "oldest.va.first")]),
        ({"pending__va__end": 0}, [("not_applicable", "warning", "oldest.va.first")]),
        ({"oldest__va__second": "2026-01-01"}, [("not_applicable", "warning", "oldest.va.second")]),
        ({"oldest__va__second": "2026-01-01", "oldest__va__days": 4}, []),
        ({"oldest__va__first": "not sure"}, [("kind", "error", "oldest.va.first")]),
        ({"oldest__va__first": ""}, [("filled", "error", "oldest.va.first")]),
        ({"pending__va__end": "", "oldest__va__first": "N/A"}, [("filled", "error", "pending.va.end")]),
    ],
)
def test_the_mark_is_judged_as_that_of_a_number(
    definition: Definition, changed: dict[str, object], expected: list[tuple[str, str, str]]
) -> None:
    assert found(filled(definition, **changed)) == expected


def test_the_words_are_those_of_dates(definition: Definition) -> None:
    [misplaced] = check(filled(definition, oldest__va__first="N/A"))
    [beside] = check(filled(definition, pending__va__end=0))
    assert misplaced.message == (
        "VA · Oldest: N/A is entered, but by the figures there is a date to be stated. Enter the date."
    )
    assert beside.message == (
        "VA · Oldest: 1 October 2025 is entered, but by the figures there is no date to be stated. "
        "Enter N/A, or correct the figures."
    )


CHANGES: list[dict[str, object]] = [
    {},
    {"oldest__va__first": "N/A"},
    {"oldest__va__first": "n/a", "pending__va__end": 0},
    {"oldest__va__second": "2026-01-01", "audited": "2026-01-01"},
    {"oldest__va__second": "not applicable", "audited": "n/a"},
    {"pending__va__end": 0},
    {"pending__va__end": "", "oldest__va__first": "N/A"},
    {"oldest__va__first": "2026-10-01", "audited": "soon"},
    {"oldest__va__first": "1 May 2026", "pending__va__end": 0},
]


@pytest.mark.engine
@pytest.mark.parametrize("engine", CALCULATING)
def test_formulas_and_python_agree(definition: Definition, engine: str, tmp_path: Path) -> None:
    any_ones = calculates(engine, fillings(definition, cases(8, 20)))
    submissions = [*(filled(definition, **changed) for changed in CHANGES), *any_ones]
    files = [tmp_path / f"{number}.xlsx" for number in range(len(submissions))]
    for submission, file in zip(submissions, files, strict=True):
        write_workbook(submission, file)
    differing = [differences(file, values) for file, values in zip(files, ENGINES[engine](files), strict=True)]
    assert [one for one in differing if one] == []


def test_the_workbook_takes_dates_and_the_mark(definition: Definition, tmp_path: Path) -> None:
    file = tmp_path / "oldest.xlsx"
    write_workbook(filled(definition), file)
    back = read_workbook(file, definition)
    assert back.entries == filled(definition).entries
    assert back.field_entries == filled(definition).field_entries
    book = openpyxl.load_workbook(file)
    cell = layout_of(definition).cell(Place.parse("oldest.va.first"))
    assert book["Oldest"][cell.a1].value == datetime.datetime(2025, 10, 1)
    [limit] = [one for one in book["Oldest"].data_validations.dataValidation if cell.a1 in str(one.sqref)]
    assert (limit.type, len(limit.formula1) < 256) == ("custom", True)
    assert limit.prompt == "A date, such as 2026-03-01. Not after 2026-09-30. Enter N/A where it is not applicable."


def test_documents_print_the_mark(definition: Definition) -> None:
    submission = filled(definition, oldest__va__second="not applicable")
    for format_ in ("html", "docx"):
        verify(render(build_document(submission), format_), format_, submission)
    page = render(build_document(submission), "html").decode()
    assert re.findall(r">(none|1 October 2025)<", page) == ["1 October 2025", "none"]
    assert '"oldest.va.second": "none"' in page


def test_what_does_not_belong_goes_back_with_a_remark(definition: Definition, tmp_path: Path) -> None:
    came = received(filled(definition, oldest__va__first="N/A", audited="soon"), tmp_path)
    remarks = returned(came, tmp_path / "returned.xlsx")
    assert [(remark.label, remark.finding.rule) for remark in remarks.errors] == [
        ("Audited on", "kind"),
        ("VA · Oldest", "not_applicable"),
    ]


def test_without_it_the_fingerprint_is_what_it_was() -> None:
    plain = FORM.replace(", not_applicable: {mark: never}", "")
    assert parse_definition(plain).fingerprint != parse_definition(FORM).fingerprint
    assert Date().traits.mark is None
