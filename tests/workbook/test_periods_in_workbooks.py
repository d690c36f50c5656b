"""Titles and periods in the workbook: formulas over the year or the code of the period, as Python words them."""

from __future__ import annotations

from pathlib import Path

import openpyxl
import pytest

from support.engines import CALCULATING, ENGINES
from support.files import saved
from support.quarterly import UK_QUARTERS, US_YEARS, form
from xlsreport import Submission, check, new_submission, read_workbook
from xlsreport.checking.across_years import with_previous_year
from xlsreport.errors import PreviousError
from xlsreport.layout.workbook_layout import layout_of

FIGURES = {"repairs.homes.done": 3, "repairs.homes.open": 1}
LEAP = 'starts: "03-01"'
PERIODS = [
    ("", None),
    (US_YEARS, None),
    (LEAP, None),
    (UK_QUARTERS, 1),
    (UK_QUARTERS, 4),
    ("every: half_year", 2),
    ("every: month", 2),
]


def quarterly(period: str = UK_QUARTERS, part: int | None = 1, year: int = 2023, language: str = "en") -> Submission:
    return new_submission(form(period, language), agency="Oldham", year=year, part=part, entries=FIGURES)


@pytest.mark.slow
@pytest.mark.parametrize("engine", CALCULATING)
def test_engines_word_the_period_as_python_does(engine: str, tmp_path: Path) -> None:
    cases = [quarterly(*one, language=language) for one in PERIODS for language in ("en", "zh-CN")]
    files = [saved(case, tmp_path, f"{number}.xlsx") for number, case in enumerate(cases)]
    for case, values in zip(cases, ENGINES[engine](files), strict=True):
        cover = layout_of(case.definition).cover
        shown = {str(values[(cover.sheet, cell.a1)]) for cell in (cover.title, cover.period)}
        title = "{agency}: repairs, {label}".format_map(case.names)
        assert shown == {title, "{start} to {end} ({label})".format_map(case.names)}


@pytest.mark.parametrize(("period", "part"), PERIODS)
def test_a_workbook_keeps_its_period(period: str, part: int | None, tmp_path: Path) -> None:
    read = read_workbook(saved(quarterly(period, part), tmp_path), form(period))
    assert (read.year, read.part) == (2023, part)
    assert [finding.message for finding in check(read, forensic=True)] == []


def typed(tmp_path: Path, period: str, what: str | int) -> Submission:
    definition = form(period)
    file = saved(new_submission(definition, agency="Oldham", entries=FIGURES), tmp_path)
    book = openpyxl.load_workbook(file)
    cover = layout_of(definition).cover
    book[cover.sheet][cover.year.a1] = what
    book.save(file)
    return read_workbook(file, definition)


@pytest.mark.parametrize(
    ("what", "part", "rules"),
    [
        ("2025-Q1", 1, []),
        ("Q3 2025", 3, [("number", "warning", "year")]),
        ("summer", None, [("kind", "error", "year")]),
    ],
)
def test_the_reporter_states_the_period_where_it_is_not_given(
    what: str, part: int | None, rules: list[tuple[str, str, str]], tmp_path: Path
) -> None:
    read = typed(tmp_path, UK_QUARTERS, what)
    assert read.part == part
    assert [(f.rule, f.severity, f.place) for f in check(read) if f.place == "year"] == rules


def test_a_blank_period_is_asked_for(tmp_path: Path) -> None:
    file = saved(new_submission(form(UK_QUARTERS), agency="Oldham", entries=FIGURES), tmp_path)
    findings = check(read_workbook(file, form(UK_QUARTERS)))
    assert [f.message for f in findings if f.place == "year"] == [
        "“Period of the report” on the cover is not filled in. Please enter it."
    ]


def test_another_period_on_the_cover_than_was_given_out_is_an_alteration(tmp_path: Path) -> None:
    file = saved(quarterly(), tmp_path)
    book = openpyxl.load_workbook(file)
    cover = layout_of(form(UK_QUARTERS)).cover
    book[cover.sheet][cover.year.a1] = "2023-Q2"
    book.save(file)
    read = read_workbook(file, form(UK_QUARTERS))
    assert (read.year, read.part) == (2023, 1)
    (stated,) = [f for f in check(read) if f.rule == "altered.stamp"]
    assert "2023-Q2" in stated.message
    assert "2023-Q1" in stated.message


def test_rules_compare_with_the_period_before() -> None:
    now = quarterly(part=1, year=2025)
    before = quarterly(part=4, year=2024)
    assert with_previous_year(now, before).previous
    with pytest.raises(PreviousError) as caught:
        with_previous_year(now, quarterly(part=1, year=2024))
    assert str(caught.value) == "The earlier workbook is about Q1 2024/25; it should be about Q4 2024/25."


def test_rules_compare_with_the_same_period_of_the_year_before_where_declared() -> None:
    period = f"{UK_QUARTERS}, compare: year_before"
    now = quarterly(period, part=1, year=2025)
    assert with_previous_year(now, quarterly(period, part=1, year=2024)).previous
    with pytest.raises(PreviousError):
        with_previous_year(now, quarterly(period, part=4, year=2024))


@pytest.mark.parametrize(
    ("period", "part", "words"),
    [
        ("", None, "Last year: Homes"),
        (UK_QUARTERS, 1, "Period before: Homes"),
        (f"{UK_QUARTERS}, compare: year_before", 1, "Same period of last year: Homes"),
    ],
)
def test_the_sheet_says_with_which_period_it_compares(
    period: str, part: int | None, words: str, tmp_path: Path
) -> None:
    book = openpyxl.load_workbook(saved(quarterly(period, part), tmp_path))
    assert words in {cell.value for row in book["Part"].iter_rows() for cell in row}
