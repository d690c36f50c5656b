"""Dates: what is taken, what is read out of a text, what is refused, and how they are shown and printed."""

from __future__ import annotations

import datetime
import re
import unicodedata
from pathlib import Path
from typing import Literal

import openpyxl
import pytest
from babel.dates import format_date

from support.agreement import differences
from support.engines import CALCULATING, ENGINES
from support.fillings import fillings
from xlsreport import Submission, build_document, check, new_submission, read_workbook, render, write_workbook
from xlsreport.definition.definition import Definition
from xlsreport.definition.figure_kinds.kinds import Date
from xlsreport.definition.loading.definition_loading import parse_definition
from xlsreport.definition.problems import DefinitionError
from xlsreport.document.proof.verification import verify
from xlsreport.messages.written_dates import printed_date
from xlsreport.submission.typed_values.entry_parsing import may_be_two_dates, parse_entry

FORM = """\
id: visits
edition: "1"
language: en
name: Visits
title: Visits of {agency}, {year}
period: {label: Year, text: "Year {year}"}
sections:
  - id: part
    heading: 1. Visits
    sheet: Visits
    tables:
      - id: t
        columns:
          - {id: day, label: Visited on, kind: {name: date, earliest: 2025-10-01, latest: 2026-09-30}}
          - {id: any, label: Founded on, kind: date}
          - {id: found, label: Found, kind: count}
        rows: [{id: r, label: Office}]
"""
PAGE = Path(__file__).parents[2] / "docs" / "reference" / "entries.md"
ROW = re.compile(r"\| `(.+)` \| (no date|\d{4}-\d\d-\d\d) \| ([^|]+) \|")
CASES = [match.groups() for match in map(ROW.fullmatch, PAGE.read_text(encoding="utf-8").splitlines()) if match]


@pytest.fixture(scope="module")
def definition() -> Definition:
    return parse_definition(FORM)


def filled(definition: Definition, **changed: object) -> Submission:
    entries: dict[str, object] = {"day": "2026-03-01", "any": "1987-11-30", "found": 0, **changed}
    named = {f"t.r.{column}": typed for column, typed in entries.items()}
    return new_submission(definition, agency="Port", year=2026, entries=named)


def found(submission: Submission) -> list[tuple[str, str, str]]:
    return [(one.rule, one.severity, one.place) for one in check(submission)]


def saved(definition: Definition, file: Path, value: object, number_format: str | None = None) -> Submission:
    """What is read of a workbook into whose first date somebody typed something."""
    write_workbook(filled(definition), file)
    book = openpyxl.load_workbook(file)
    [cell] = [cell for row in book["Visits"] for cell in row if cell.value == datetime.datetime(2026, 3, 1)]
    cell.value = value  # type: ignore[assignment]  # whatever somebody types
    if number_format:
        cell.number_format = number_format
    book.save(file)
    return read_workbook(file, definition)


@pytest.mark.parametrize(("typed", "read", "said"), CASES, ids=lambda part: ascii(part))
def test_what_was_typed_as_a_text_is_read_as_the_page_says(typed: str, read: str, said: str) -> None:
    entry = parse_entry(typed, Date())
    assert entry is not None
    assert str(entry.meaning) == read.replace("no date", "None")
    assert may_be_two_dates(typed, "en") == ("two dates" in said)


def test_the_page_has_its_cases() -> None:
    assert len(CASES) > 25


def test_a_date_is_taken_and_written_as_a_date(definition: Definition, tmp_path: Path) -> None:
    file = tmp_path / "visits.xlsx"
    write_workbook(filled(definition), file)
    back = read_workbook(file, definition)
    assert found(back) == []
    assert back.entries == filled(definition).entries
    cells = [cell for row in openpyxl.load_workbook(file)["Visits"] for cell in row]
    shown = [(str(cell.value), cell.number_format) for cell in cells if isinstance(cell.value, datetime.datetime)]
    assert shown == [("2026-03-01 00:00:00", "yyyy-mm-dd"), ("1987-11-30 00:00:00", "yyyy-mm-dd")]


@pytest.mark.parametrize(("typed", "language"), [("4/5/2568", "th"), ("04/05/2026", "fr"), ("4 maja 2026", "pl")])
def test_a_date_is_not_said_to_be_two_where_the_language_tells_the_order_or_has_no_such_year(
    typed: str, language: str
) -> None:
    assert not may_be_two_dates(typed, language)


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("2025-09-30", "is before 1 October 2025"),
        ("2026-10-01", "is after 30 September 2026"),
        ("03/04/2026", "may be two dates"),
        ("soon", "is not a date"),
        (True, "is not a date"),
    ],
)
def test_what_cannot_stand_there_is_an_error(definition: Definition, tmp_path: Path, typed: object, said: str) -> None:
    submission = filled(definition, day=typed) if typed is not True else saved(definition, tmp_path / "f.xlsx", typed)
    [finding] = check(submission)
    assert (finding.rule, finding.severity, finding.place) == ("kind", "error", "t.r.day")
    assert said in finding.message


@pytest.mark.parametrize(
    ("value", "number_format", "said"),
    [
        ("2026-03-05", None, "number"),
        ("5 March 2026", None, "number"),
        (46086, "General", "number"),
        (datetime.datetime(2026, 3, 5, 10, 30), "yyyy-mm-dd hh:mm", "number"),
        (20260305, "General", "number"),
        (datetime.datetime(2026, 3, 5), "d/m/yyyy", None),
    ],
)
def test_what_a_cell_holds_is_read_as_the_date_that_it_is(
    definition: Definition, tmp_path: Path, value: object, number_format: str | None, said: str | None
) -> None:
    submission = saved(definition, tmp_path / "visits.xlsx", value, number_format)
    [entry] = [entry for place, entry in submission.entries.items() if place.column == "day"]
    assert entry.meaning == datetime.date(2026, 3, 5)
    assert [one for one in found(submission) if not one[0].startswith("altered")] == (
        [(said, "warning", "t.r.day")] if said else []
    )


def test_what_was_mended_goes_back_as_it_was_typed(definition: Definition, tmp_path: Path) -> None:
    once = saved(definition, tmp_path / "visits.xlsx", "2026-03-05")
    write_workbook(once, tmp_path / "again.xlsx")
    assert read_workbook(tmp_path / "again.xlsx", definition).entries == once.entries


def test_the_workbook_takes_dates_within_the_bounds_only(definition: Definition, tmp_path: Path) -> None:
    file = tmp_path / "visits.xlsx"
    write_workbook(filled(definition), file)
    validations = openpyxl.load_workbook(file)["Visits"].data_validations.dataValidation
    limits = [(one.formula1, one.formula2) for one in validations if one.type == "date"]
    assert limits == [("45931", "46295"), ("61", "2958465")]
    prompts = [v.prompt for v in validations if v.type == "date"]
    assert prompts[0] == "A date, such as 2026-03-01. Not before 2025-10-01. Not after 2026-09-30."
    assert prompts[1] == "A date, such as 2026-03-01."


@pytest.mark.engine
@pytest.mark.parametrize("engine", CALCULATING)
def test_formulas_and_python_agree(definition: Definition, engine: str, tmp_path: Path) -> None:
    files = [tmp_path / f"{number}.xlsx" for number in range(12)]
    for submission, file in zip(fillings(definition, len(files)), files, strict=True):
        write_workbook(submission, file)
    differing = [differences(file, values) for file, values in zip(files, ENGINES[engine](files), strict=True)]
    assert [one for one in differing if one] == []


@pytest.mark.parametrize("typed", ["2026-03-01", "2026/3/1"])
def test_documents_print_it_in_words_and_machines_find_it_in_iso(definition: Definition, typed: str) -> None:
    submission = filled(definition, day=typed)
    for format_ in ("html", "docx"):
        verify(render(build_document(submission), format_), format_, submission)
    page = render(build_document(submission), "html").decode()
    assert ">1 March 2026<" in page
    assert '"t.r.day": "2026-03-01"' in page


@pytest.mark.parametrize(
    ("language", "printed"), [("en", "1 March 2026"), ("zh-CN", "2026年3月1日"), ("th", "1 มีนาคม 2026")]
)
def test_a_date_is_printed_by_language(language: str, printed: str) -> None:
    assert printed_date("2026-03-01", language) == printed


def test_a_blank_date_is_asked_for(definition: Definition) -> None:
    [finding] = check(filled(definition, day=None))
    assert (finding.rule, finding.message.endswith("Enter a date.")) == ("filled", True)


@pytest.mark.parametrize(
    "kind", ["{name: date, earliest: soon}", "{name: date, earliest: 2026}", "{name: date, latest: 2026-02-30}"]
)
def test_mistakes_are_named(kind: str) -> None:
    with pytest.raises(DefinitionError, match=r"This must be a date such as 2025-10-01\."):
        parse_definition(FORM.replace("kind: date}", f"kind: {kind}}}"))


def test_bounds_that_leave_no_day_are_named() -> None:
    with pytest.raises(DefinitionError, match=r"The last day is before the first one\."):
        parse_definition(FORM.replace("latest: 2026-09-30", "latest: 2025-09-30"))


@pytest.mark.parametrize(
    "tag", ["fr", "de", "es", "pt-BR", "ru", "pl", "hu", "el", "ar", "he", "hi", "vi", "ja", "zh-TW", "lt", "th"]
)
def test_a_date_in_words_of_the_report_s_language_is_understood(tag: str) -> None:
    for month in range(1, 13):
        day = datetime.date(2023, month, 6)
        entry = parse_entry(printed_date(day, tag), Date(), tag)
        assert (entry and entry.meaning, entry and entry.mended) == (day, True)


@pytest.mark.parametrize("width", ["medium", "long", "full"])
def test_a_date_is_understood_in_every_form_that_has_the_whole_year(width: Literal["medium", "long", "full"]) -> None:
    day = datetime.date(2024, 7, 10)
    tags = "bg ca cs da de el es et eu fa fi he hr hu is ja ka kk ko lt lv mk mn nl pl pt ru sk sr sv th tr uk uz"
    for tag in tags.split():
        written = format_date(day, width, locale=tag)
        entry = parse_entry(written, Date(), tag)
        assert (tag, written, entry and entry.meaning) == (tag, written, day)


@pytest.mark.parametrize(
    ("typed", "tag", "read"),
    [
        ("1er avril 2023", "fr", datetime.date(2023, 4, 1)),
        ("6 NOV. 2023", "fr", datetime.date(2023, 11, 6)),
        ("6.\u00a0Dez 2023", "de", datetime.date(2023, 12, 6)),
        ("30 février 2023", "fr", None),
        ("12 stycznia 2026 r.", "pl", datetime.date(2026, 1, 12)),
        ("12.01.2026 roku", "pl", datetime.date(2026, 1, 12)),
        ("12. siječnja 2026. godine", "hr", datetime.date(2026, 1, 12)),
        ("12 јануари 2026 г.", "mk", datetime.date(2026, 1, 12)),
        ("2024. 7. 10.", "ko", datetime.date(2024, 7, 10)),
        ("10. 7. 2024.", "hr", datetime.date(2024, 7, 10)),
        ("mercredi 10 juillet 2024", "fr", datetime.date(2024, 7, 10)),
        ("Mittwoch 10. Juli 2024", "de", datetime.date(2024, 7, 10)),
        ("Donnerstag, 10. Juli 2024", "de", None),
        ("10.07.24", "de", None),
        ("6 novembre", "fr", None),
        ("6 novembre 2023", "de", None),
        ("«05» марта 2025 года", "ru", datetime.date(2025, 3, 5)),
        ("31 дек. 2025г.", "ru", datetime.date(2025, 12, 31)),
        ("31 грудня 2025 року", "uk", datetime.date(2025, 12, 31)),
        ("ngày 31 tháng 12 năm 2025", "vi", datetime.date(2025, 12, 31)),
        (unicodedata.normalize("NFD", "Ngày 31 tháng 12, 2025"), "vi", datetime.date(2025, 12, 31)),
    ],
)
def test_what_else_people_write_of_a_date_in_words(typed: str, tag: str, read: datetime.date | None) -> None:
    entry = parse_entry(typed, Date(), tag)
    assert entry is not None
    assert entry.meaning == read
