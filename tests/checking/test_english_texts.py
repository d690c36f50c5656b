"""Texts in a language with blanks between words: what is compared with the table, and what is passed over."""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from pathlib import Path

import pytest

from support.definitions import loaded
from xlsreport import Place, new_submission
from xlsreport.checking.claims.contradictions import contradictions
from xlsreport.checking.claims.explanation.explaining import explain_text
from xlsreport.checking.evaluation.submission_values import Values
from xlsreport.definition.definition import Definition
from xlsreport.definition.loading.definition_loading import parse_definition
from xlsreport.submission.submission import Entry, Submission

SOURCE = Path(__file__).resolve().parents[1] / "support" / "records_requests.yaml"
FORM = loaded(SOURCE)
FIGURES = {"received": 1204, "processed": 1198, "granted": 310, "backlog": 41, "appeals": 57}


def stated(text: str, form: Definition = FORM) -> Submission:
    """A return with these figures and one paragraph."""
    entries = {Place("requests", row, "number"): Entry(value, value) for row, value in FIGURES.items()}
    return replace(
        new_submission(form, agency="Harbour Office", year=2025), entries=entries, texts={"narrative": (text,)}
    )


def contradicted(text: str, form: Definition = FORM) -> list[str]:
    """The numbers of a paragraph that are not as the table has them, as they are written."""
    submission = stated(text, form)
    return [each.written for each in contradictions(submission, Values(submission))]


@pytest.mark.parametrize(
    ("text", "wrong"),
    [
        ("The office received 1,240 FOIA requests.", "1240 FOIA requests"),
        ("A quiet year: 1200 requests were received, and 1198 requests were processed.", "1200 requests"),
        ("It processed 1,189 requests, of which 310 requests were granted in full.", "1189 requests"),
        ("It processed 1,198 requests, of which 301 requests were granted in full.", "301 requests"),
        ("We closed a total of 1,918 requests.", "1918 requests"),
        ("In 2025 the office received 58 administrative appeals.", "58 administrative appeals"),
        ("At year's end 14 requests were pending.", "14 requests"),
        ("There were no administrative appeals.", "no administrative appeals"),
        ("There were 900 requests in 2024. In 2025 the office received 1,205 requests.", "1205 requests"),
    ],
)
def test_a_number_that_is_not_the_table_s_is_found(text: str, wrong: str) -> None:
    assert contradicted(text) == [wrong]


@pytest.mark.parametrize(
    "text",
    [
        "The office received 1,204 FOIA requests, processed 1,198 requests, and received 57 appeals.",
        "In 2024 the office received 900 requests.",
        "Last year it received 900 requests.",
        "Nearly 1,300 requests were received.",
        "Of these, 88 requests were received by email.",
        "The office received 12 complaints and 300 telephone calls.",
        "It closed 700 requests within ten days.",
        "Other agencies received 31 requests.",
        "The office plans to have processed 1,300 requests.",
        "Requests came from 40 states and 3 territories.",
        "It received 30 requests more than last year.",
        "Litigation went on in 5 cases.",
    ],
)
def test_what_is_true_or_of_something_else_is_passed_over(text: str) -> None:
    assert contradicted(text) == []


def test_it_is_said_why_a_number_was_passed_over() -> None:
    (line,) = explain_text(stated(""), "In 2024 the office received 900 requests.", "narrative").lines
    (number,) = (each for each in line.numbers if each.written == "900 requests")
    assert {(reading.verdict, reading.words) for reading in number.readings} >= {("year", "2024")}


@cache
def form_in(language: str) -> Definition:
    """The same form as if its words were of another language."""
    return parse_definition(SOURCE.read_text(encoding="utf-8").replace("language: en", f"language: {language}"))


@pytest.mark.parametrize(
    ("language", "right", "wrong"),
    [
        ("en", "1 204", "1 240"),
        ("de", "1.204", "1.240"),
        ("de", "1 204", "1 240"),
        ("fr", "1\u202f204", "1\xa0240"),
        ("de-CH", "1'204", "1’240"),
        ("ar", "١٬٢٠٤", "١٢٤٠"),
        ("fa", "۱۲۰۴", "۱۲۴۰"),
        ("hi", "१,२०४", "१,२४०"),
    ],
)
def test_numbers_are_read_with_the_signs_and_digits_of_the_language(language: str, right: str, wrong: str) -> None:
    form = form_in(language)
    assert contradicted(f"The office received {right} requests. Requests received were {right}.", form) == []
    assert contradicted(f"The office received {wrong} requests.", form) == ["1240 requests"]


def test_clauses_end_at_the_marks_of_other_scripts() -> None:
    text = "Last year it received 900 requests{mark} this year the office received 1240 requests"
    assert contradicted(text.format(mark=" and"), form_in("ar")) == []
    for mark in "،؛؟۔।":
        assert contradicted(text.format(mark=mark), form_in("ar")) == ["1240 requests"]
