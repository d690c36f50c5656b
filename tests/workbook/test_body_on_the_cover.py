"""The kind of body that the cover states: after the roster's, before that by the name, in formulas and Python alike."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import openpyxl
import pytest

from support.agreement import differences
from support.engines import CALCULATING, ENGINES, calculates
from support.returning import IDENTITY, KEY
from xlsreport import Submission, check, new_submission, read_workbook, write_workbook
from xlsreport.definition.definition import Definition
from xlsreport.definition.loading.definition_loading import parse_definition
from xlsreport.definition.problems import DefinitionError
from xlsreport.definition.variation.variant import variant_of
from xlsreport.inspection.return_preparation import prepare_return
from xlsreport.layout.workbook_layout import layout_of
from xlsreport.submission.stamping import signed

FORM = """\
id: permits
edition: "1"
language: en
name: Permits
title: Permits of {agency}, {year}
period: {label: Year, text: "Year {year}"}
bodies:
  - {id: town, label: Towns, names: […Town Council], categories: [Town]}
  - {id: county, label: Counties, categories: [County], names: [County of …]}
  - {id: other, label: Other bodies}
cover:
  - {id: body, label: Kind of body, body_kind: true, prompt: As your statutes say.}
sections:
  - id: part
    heading: 1. Permits
    sheet: Permits
    tables:
      - id: t
        columns: [{id: given, label: Given}]
        rows: [{id: r, label: Permits}]
rules:
  - {id: none_by_towns, bodies: [town], require: t.r.given == 0, statement: Towns give no permits}
  - {id: some_by_others, bodies: [county, other], require: t.r.given > 0, statement: Others give some, severity: note}
"""


@pytest.fixture(scope="module")
def definition() -> Definition:
    return parse_definition(FORM)


def reported(definition: Definition, name: str, stated: str, given: int, known: str = "") -> Submission:
    """What a body reports; ``known`` is its kind in the round's roster."""
    entries = {"body": stated, "t.r.given": given}
    submission = new_submission(definition, agency=name, year=2025, entries=entries)
    return signed(submission, replace(IDENTITY, revision=1, body=known), KEY) if known else submission


def varied() -> Definition:
    """The form with a column that only towns get."""
    for_towns = "columns: [{id: no, label: No, bodies: [town]}, {id: given"
    return parse_definition(FORM.replace("columns: [{id: given", for_towns))


def found(submission: Submission) -> list[tuple[str, str, str]]:
    return [(one.rule, one.severity, one.place) for one in check(submission)]


TOWN_RULE, COUNTY_RULE = ("none_by_towns", "error", "t.r.given"), ("some_by_others", "note", "t.r.given")
OTHER = ("kind", "warning", "body")


@pytest.mark.parametrize(
    ("name", "stated", "known", "given", "expected"),
    [
        ("Bay", "", "", 1, [("filled", "error", "body")]),
        ("Bay", "Towns", "", 1, [TOWN_RULE]),
        ("Bay", "towns", "", 0, [("kind", "note", "body")]),
        ("Bay", "Counties", "", 0, [COUNTY_RULE]),
        ("Bay", "Other bodies", "", 0, [COUNTY_RULE]),
        ("Bay", "Villages", "", 0, [("kind", "error", "body")]),
        ("Bay Town Council", "Towns", "", 1, [TOWN_RULE]),
        ("Bay Town Council", "Counties", "", 1, [OTHER]),
        ("Bay Town Council", "Counties", "", 0, [COUNTY_RULE, OTHER]),
        ("Bay Town Council", "", "county", 1, []),
        ("Bay", "Counties", "town", 0, []),
    ],
)
def test_the_rules_of_the_kind_are_asked(
    definition: Definition, name: str, stated: str, known: str, given: int, expected: list[tuple[str, str, str]]
) -> None:
    assert sorted(found(reported(definition, name, stated, given, known))) == sorted(expected)


def test_the_sheet_offers_the_kinds(definition: Definition, tmp_path: Path) -> None:
    file = tmp_path / "permits.xlsx"
    write_workbook(reported(definition, "Bay", "Towns", 0), file)
    sheet = openpyxl.load_workbook(file).worksheets[0]
    cell = layout_of(definition).cover.fields["body"].a1
    [limit] = [one for one in sheet.data_validations.dataValidation if cell in str(one.sqref)]
    assert (limit.type, limit.formula1, sheet[cell].protection.locked) == (
        "list",
        '"Towns,Counties,Other bodies"',
        False,
    )


def test_what_the_roster_knows_is_filled_in_and_locked(definition: Definition, tmp_path: Path) -> None:
    file = tmp_path / "permits.xlsx"
    write_workbook(reported(definition, "Bay", "", 0, known="county"), file)
    sheet = openpyxl.load_workbook(file).worksheets[0]
    cell = sheet[layout_of(definition).cover.fields["body"].a1]
    assert (cell.value, cell.protection.locked) == ("Counties", True)
    assert found(read_workbook(file, definition)) == [COUNTY_RULE]


def test_who_types_over_it_is_told_and_the_roster_counts(definition: Definition, tmp_path: Path) -> None:
    file = tmp_path / "permits.xlsx"
    write_workbook(reported(definition, "Bay", "", 1, known="county"), file)
    book = openpyxl.load_workbook(file)
    cell = layout_of(definition).cover.fields["body"].a1
    book.worksheets[0][cell].value = "Towns"
    book.save(file)
    came = read_workbook(file, definition)
    findings = [one for one in check(came) if one.place == "body"]
    assert [(one.rule, one.severity, one.cells.first.a1) for one in findings] == [("kind", "warning", cell)]
    assert findings[0].message.startswith(
        "The cover says that the body is of the kind “Towns”; the office's list has it as “Counties”, and that counts."
    )
    goes_back, remarks = prepare_return(came, replace(IDENTITY, body="county"), KEY)
    assert goes_back.fields["body"] == "Counties"
    assert [remark.label for remark in remarks.warnings] == ["Kind of body"]


def test_that_it_is_locked_is_no_alteration(definition: Definition, tmp_path: Path) -> None:
    file = tmp_path / "permits.xlsx"
    write_workbook(reported(definition, "Bay", "", 1, known="county"), file)
    assert check(read_workbook(file, definition), forensic=True) == ()


def test_an_explanation_settles_another_kind_than_the_name_tells(definition: Definition) -> None:
    entries = {"body": "Counties", "t.r.given": 1, "kind.body.explanation": "Our name is from before the reform."}
    [finding] = check(new_submission(definition, agency="Bay Town Council", year=2025, entries=entries))
    assert (finding.rule, finding.severity, finding.place) == ("kind", "note", "body")
    assert finding.message.endswith("Explanation: Our name is from before the reform.")


@pytest.mark.engine
@pytest.mark.parametrize("engine", CALCULATING)
def test_formulas_and_python_agree(definition: Definition, engine: str, tmp_path: Path) -> None:
    names, stated = ("Bay", "Bay Town Council", "County of Bay"), ("", "Towns", "counties", "Other bodies", "Villages")
    known = ("", "town", "no longer declared")
    cases = [(definition, name, one, body) for name in names for one in stated for body in known]
    cases += [(variant_of(varied(), ("county",)), name, "", body) for name in names for body in known[:2]]
    cases = calculates(engine, cases, 4)
    files = [tmp_path / f"{number}.xlsx" for number in range(len(cases))]
    for number, ((form, name, one, body), file) in enumerate(zip(cases, files, strict=True)):
        write_workbook(reported(form, name, one, number % 2, body), file)
    differing = [differences(file, values) for file, values in zip(files, ENGINES[engine](files), strict=True)]
    assert [one for one in differing if one] == []


@pytest.mark.parametrize(
    ("right", "wrong", "said"),
    [
        ("body_kind: true", "body_kind: true, kind: count", "Delete its kind"),
        ("label: Other bodies", "label: towns", "twice"),
        ("prompt: As your statutes say.}", "when_blank: note}\n  - {id: two, label: Two, body_kind: true}", "already"),
        (", body_kind: true", "", "neither names nor categories"),
    ],
)
def test_mistakes_are_named(right: str, wrong: str, said: str) -> None:
    with pytest.raises(DefinitionError, match=said):
        parse_definition(FORM.replace(right, wrong))


def test_there_must_be_kinds() -> None:
    start, end = FORM.index("bodies:"), FORM.index("cover:")
    text = FORM[:start] + FORM[end : FORM.index("rules:")]
    with pytest.raises(DefinitionError, match="there are no kinds under bodies"):
        parse_definition(text)


def test_whose_form_it_is_stands_there_locked(tmp_path: Path) -> None:
    definition = variant_of(varied(), ("county",))
    submission = new_submission(definition, agency="Bay Town Council", year=2025, entries={"t.r.given": 0})
    assert found(submission) == [COUNTY_RULE]
    file = tmp_path / "permits.xlsx"
    write_workbook(submission, file)
    cell = openpyxl.load_workbook(file).worksheets[0][layout_of(definition).cover.fields["body"].a1]
    assert (cell.value, cell.protection.locked) == ("Counties", True)
    assert found(read_workbook(file, varied())) == [COUNTY_RULE]
