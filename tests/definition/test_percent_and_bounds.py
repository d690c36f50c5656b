"""Percentages, amounts that may be negative, and the least and the greatest that a form takes."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest

from support.agreement import differences
from support.engines import CALCULATING, ENGINES
from support.fillings import fillings
from support.office import recalculated
from xlsreport import (
    Submission,
    build_document,
    check,
    new_submission,
    read_workbook,
    read_workbook_bytes,
    render,
    workbook_bytes,
    write_workbook,
)
from xlsreport.definition.definition import Definition
from xlsreport.definition.figure_kinds.number_kinds import Amount, Count, Percent
from xlsreport.definition.loading.definition_loading import parse_definition
from xlsreport.definition.problems import DefinitionError
from xlsreport.document.proof.verification import verify

FORM = """\
id: quarter
edition: "1"
language: en
name: Quarter
title: Quarter of {agency}, {year}
period: {label: Year, text: "Year {year}"}
sections:
  - id: part
    heading: 1. Figures
    sheet: Figures
    tables:
      - id: t
        columns:
          - {id: rate, label: Answered in time, kind: {name: percent, decimals: 1, maximum: 100}}
          - {id: growth, label: Change, kind: {name: percent, minimum: null}}
          - {id: balance, label: Balance, kind: {name: amount, unit: £, signed: true, minimum: -1000, maximum: 1000.5}}
          - {id: weeks, label: Weeks, kind: {name: count, minimum: 1, maximum: 53}}
          - {id: half, label: Half of it, total: rate / 2, kind: {name: percent, decimals: 1}}
        rows: [{id: r, label: Office}]
"""


@pytest.fixture(scope="module")
def definition() -> Definition:
    return parse_definition(FORM)


def filled(definition: Definition, **changed: object) -> Submission:
    entries: dict[str, object] = {"rate": 40.5, "growth": -12, "balance": Decimal("-20.5"), "weeks": 13, **changed}
    named = {f"t.r.{column}": typed for column, typed in entries.items()}
    return new_submission(definition, agency="Port", year=2025, entries=named)


def found(submission: Submission) -> list[tuple[str, str, str]]:
    return [(one.rule, one.severity, one.place) for one in check(submission)]


def test_what_fits_is_taken(definition: Definition) -> None:
    assert found(filled(definition)) == []


@pytest.mark.parametrize(
    ("column", "typed", "rule"),
    [
        ("rate", 100.5, "kind"),
        ("rate", 12.25, "kind"),
        ("rate", -1, "sign"),
        ("balance", -1001, "kind"),
        ("balance", 1001, "kind"),
        ("weeks", 0, "kind"),
        ("weeks", 54, "kind"),
    ],
)
def test_what_is_out_of_bounds_is_an_error(definition: Definition, column: str, typed: float, rule: str) -> None:
    assert found(filled(definition, **{column: typed})) == [(rule, "error", f"t.r.{column}")]


def test_a_fraction_that_may_be_a_percentage_is_told(definition: Definition) -> None:
    submission = filled(definition, rate=0.5)
    assert found(submission) == [("hundredfold", "note", "t.r.rate")]
    [finding] = check(submission)
    assert finding.message.endswith("0.5 is read as 0.5%. If 50% is meant, enter 50.")


@pytest.mark.parametrize(
    ("language", "read"),
    [
        ("tr", "0,5 is read as %0,5. If %50 is meant, enter 50."),
        ("fr", "0,5 is read as 0,5\N{NO-BREAK SPACE}%. If 50\N{NO-BREAK SPACE}% is meant, enter 50."),
        ("pl", "0,5 is read as 0,5%. If 50% is meant, enter 50."),
        ("zh-CN", "0.5 按 0.5% 计。如果要填的是 50%，请填 50。"),
    ],
)
def test_a_percentage_in_a_finding_is_written_as_in_the_language_of_the_report(language: str, read: str) -> None:
    [finding] = check(filled(parse_definition(FORM.replace("language: en", f"language: {language}")), rate=0.5))
    assert finding.message.endswith(read)


@pytest.mark.parametrize(("typed", "number"), [("40.5%", Decimal("40.5")), ("12 %", 12), ("１２％", 12)])
def test_a_percent_sign_is_understood(definition: Definition, typed: str, number: Decimal | int) -> None:
    submission = filled(definition, rate=typed)
    assert found(submission) == [("number", "warning", "t.r.rate")]
    [entry] = [entry for place, entry in submission.entries.items() if place.column == "rate"]
    assert entry.number == number


@pytest.mark.parametrize(("typed", "number"), [("(300)", -300), ("£(20.50)", Decimal("-20.5")), ("-£7", -7)])
def test_a_negative_amount_is_read_as_accountants_write_it(definition: Definition, typed: str, number: object) -> None:
    [entry] = [e for place, e in filled(definition, balance=typed).entries.items() if place.column == "balance"]
    assert entry.number == number


def test_the_workbook_says_what_it_takes_and_refuses_the_rest(definition: Definition, tmp_path: Path) -> None:
    file = tmp_path / "quarter.xlsx"
    write_workbook(filled(definition), file)
    assert found(read_workbook(file, definition)) == []
    validations = openpyxl.load_workbook(file)["Figures"].data_validations.dataValidation
    limits = [(one.formula1, one.formula2) for one in validations if one.operator in (None, "between")]
    assert ("-1000", "1000.5") in limits
    assert ("1", "53") in limits
    prompts = " ".join(one.prompt or "" for one in validations)
    assert "enter 40.5 for 40.5 %. At most 100." in prompts
    assert "it may be negative. Enter 0 where there was none. At least -1000. At most 1000.5." in prompts


@pytest.mark.engine
@pytest.mark.parametrize("engine", CALCULATING)
def test_formulas_and_python_agree(definition: Definition, engine: str, tmp_path: Path) -> None:
    files = [tmp_path / f"{number}.xlsx" for number in range(8)]
    for submission, file in zip(fillings(definition, len(files)), files, strict=True):
        write_workbook(submission, file)
    differing = [differences(file, values) for file, values in zip(files, ENGINES[engine](files), strict=True)]
    assert [one for one in differing if one] == []


def test_documents_print_the_sign(definition: Definition) -> None:
    submission = filled(definition)
    page = render(build_document(submission), "html")
    verify(page, "html", submission)
    assert b">40.5%<" in page
    assert ">−12%<".encode() in page or b">-12%<" in page


EVERYWHERE = """\
id: shares
edition: "1"
language: {language}
name: Shares
title: "{{agency}} {{year}}"
period: {{label: Year, text: "{{year}}"}}
cover: [{{id: covered, label: Covered, kind: &share {{name: percent, decimals: 2}}}}]
sections:
  - id: part
    heading: 1. Shares
    sheet: Shares
    tables:
      - {{id: t, kind: *share, columns: [{{id: share, label: Share}}], rows: [{{id: r, label: Office}}]}}
      - id: lines
        list: {{most: 5, sheet: Lines}}
        columns:
          - {{id: share, label: Share, kind: *share}}
          - {{id: cost, label: Cost, kind: {{name: amount, unit: £, decimals: 2}}}}
"""


@pytest.mark.parametrize("language", ["en", "fr", "tr"])
def test_whole_percentages_are_shown_as_they_are_wherever_they_stand(language: str) -> None:
    definition = parse_definition(EVERYWHERE.format(language=language))
    lines = [{"share": 11, "cost": 7}, {"share": 2.5, "cost": 7.25}]
    entries = {"covered": 11, "t.r.share": 11, "lines": lines}
    given = new_submission(definition, agency="Port", year=2025, entries=entries)
    assert check(read_workbook_bytes(workbook_bytes(given), "port.xlsx", definition), forensic=True) == ()


def test_percentages_are_not_added_up_over_agencies() -> None:
    assert Percent().combine == "none"
    assert (Count(minimum=1).traits.least, Amount(signed=True).traits.least) == (1, None)


@pytest.mark.parametrize(
    "kind", ["{name: count, minimum: -1}", "{name: amount, minimum: many}", "{name: percent, decimals: 7}"]
)
def test_mistakes_are_named(kind: str) -> None:
    with pytest.raises(DefinitionError, match="kind"):
        parse_definition(FORM.replace("{name: count, minimum: 1, maximum: 53}", kind))


@pytest.mark.parametrize(
    ("held", "number_format", "number"),
    [
        (0.405, "0.0%", Decimal("40.5")),
        (0.4, "0%", 40),
        (1, "0.00%", 100),
        (0.405, "0.00\\ %", Decimal("40.5")),
        (0, "0%", 0),
        (40.5, '0.0"%"', Decimal("40.5")),
        (40.5, "General", Decimal("40.5")),
    ],
)
def test_a_cell_in_the_percent_format_is_read_as_it_shows(
    definition: Definition, tmp_path: Path, held: float, number_format: str, number: Decimal | int
) -> None:
    file = tmp_path / "quarter.xlsx"
    write_workbook(filled(definition), file)
    book = openpyxl.load_workbook(file)
    [cell] = [cell for row in book["Figures"] for cell in row if cell.value == Decimal("40.5")]
    cell.value, cell.number_format = held, number_format
    book.save(file)
    submission = read_workbook(file, definition)
    [entry] = [entry for place, entry in submission.entries.items() if place.column == "rate"]
    assert entry.number == number
    is_percent = number != held
    told = [one for one in check(submission) if one.place == "t.r.rate" or one.rule == "altered.format"]
    assert [(one.rule, one.severity) for one in told] == ([("hundredfold", "note")] if is_percent else [])
    write_workbook(submission, tmp_path / "again.xlsx")
    again = read_workbook(tmp_path / "again.xlsx", definition)
    assert [entry.typed for place, entry in again.entries.items() if place.column == "rate"] == [number]


@pytest.mark.parametrize(
    ("column", "held", "number_format", "told"),
    [
        ("rate", 0.405, "0%", "another percentage than the cell has: this one was read as 40.5%"),
        ("rate", 0.4, '0%" of all"', "another percentage than the cell has: this one was read as 40%"),
        ("weeks", 0.21, "0%", "another figure than the cell holds: this one holds 0.21"),
    ],
)
def test_where_a_percent_format_shows_another_figure_than_is_read_it_is_told(
    definition: Definition, tmp_path: Path, column: str, held: float, number_format: str, told: str
) -> None:
    """The note about a percentage says what the cell holds, and never that it shows what it does not show."""
    file = tmp_path / "quarter.xlsx"
    write_workbook(filled(definition), file)
    book = openpyxl.load_workbook(file)
    cells = read_workbook(file, definition).positions
    (place,) = [place for place in definition.places if place.column == column]
    cell = book["Figures"][cells.cell(place).a1]
    cell.value, cell.number_format = held, number_format
    book.save(file)
    findings = check(read_workbook(file, definition))
    (altered,) = [one for one in findings if one.rule == "altered.format"]
    assert told in altered.message
    assert not any("shows 40.5%" in one.message for one in findings)


@pytest.mark.parametrize(
    ("kind", "bounds"),
    [
        ("{name: count, minimum: 9, maximum: 5}", ("9", "5")),
        ("{name: amount, maximum: -1}", ("0", "-1")),
        ("{name: percent, minimum: 50, maximum: 49.5}", ("50", "49.5")),
    ],
)
def test_bounds_between_which_there_is_no_number_are_told(kind: str, bounds: tuple[str, str]) -> None:
    with pytest.raises(DefinitionError) as error:
        parse_definition(FORM.replace("{name: count, minimum: 1, maximum: 53}", kind))
    (problem,) = error.value.problems
    assert problem.path == "sections[0].tables[0].columns[3].kind.maximum"
    least, greatest = bounds
    assert f"the least is {least}, and the greatest {greatest}." in str(error.value)


@pytest.mark.engine
def test_totals_of_a_cell_in_the_percent_format_are_calculated_from_what_it_shows(
    definition: Definition, tmp_path: Path
) -> None:
    """The workbook that was sent calculates with 0.405; the one that is returned holds 40.5 and agrees."""
    file, again = tmp_path / "quarter.xlsx", tmp_path / "again.xlsx"
    write_workbook(filled(definition), file)
    book = openpyxl.load_workbook(file)
    [cell] = [cell for row in book["Figures"] for cell in row if cell.value == Decimal("40.5")]
    cell.value, cell.number_format = 0.405, "0.0%"
    book.save(file)
    [sent] = recalculated([file], tmp_path / "sent")
    submission = read_workbook(sent, definition)
    [told] = [one for one in check(submission) if one.rule == "recalculated"]
    assert (told.severity, told.place, told.expected) == ("note", "t.r.half", Decimal("20.3"))
    assert f"what {cell.coordinate} holds; with the number that is read there it is 20.3%" in told.message
    write_workbook(submission, again)
    [returned] = recalculated([again], tmp_path / "returned")
    read = read_workbook(returned, definition)
    assert [typed for place, typed in read.shown.items() if place.column == "half"] == [Decimal("20.3")]
    assert check(read) == ()
