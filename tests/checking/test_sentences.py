"""Every way to write a figure of the official form: each number is compared with its own figure, and no other is."""

from __future__ import annotations

from functools import cache

import pytest

from support.sentences_on_file import Sentence, report, sentences
from xlsreport import Finding, check
from xlsreport.checking.claims.claim_findings import claim_findings
from xlsreport.checking.claims.contradictions import contradictions
from xlsreport.checking.evaluation.submission_values import Values

KINDS = {
    "requests": "requests_in_text",
    "lifted": "requests_in_text",
    "applicants": "requests_in_text",
    "results": "requests_in_text",
    "remedies": "remedies_in_text",
    "proactive": "proactive_in_text",
}
"""The claim that the sentences of each file belong to."""
MORE = 1000
"""What is added to a number to make it wrong: no figure of the report is so much more than another."""
STATED = [(claim, each) for name, claim in KINDS.items() for each in sentences(name)]


def told(sentence: Sentence, text: str) -> list[Finding]:
    submission = report(sentence.agency, sentence.heading, text)
    return [found for found in check(submission) if found.rule.endswith("_in_text")]


def told_of_texts(sentence: Sentence, text: str) -> list[Finding]:
    """What the texts are found to say, which a check tells beside all else; the figures are those of every sentence."""
    submission = report(sentence.agency, sentence.heading, text)
    contradicted = contradictions(submission, figures_of_all())
    return list(claim_findings(contradicted, submission, submission.positions))


@cache
def figures_of_all() -> Values:
    return Values(report(""))


def wrong(sentence: Sentence, place: int) -> str:
    """A number that the report has nowhere, written as this one is."""
    begin, written = sentence.numbers[place]
    if sentence.text[begin + len(written) :].startswith("%"):
        return f"{(float(written) + 27.13) % 100:.2f}"
    number = float(written.replace(",", "")) + MORE
    return str(number if "." in written else int(number))


@pytest.mark.parametrize("sentence", [each for _, each in STATED], ids=lambda each: each.text)
def test_what_is_as_the_tables_say_is_passed_over(sentence: Sentence) -> None:
    assert [(each.found, each.message) for each in told(sentence, sentence.text)] == []


@pytest.mark.parametrize(("claim", "sentence"), STATED, ids=lambda each: getattr(each, "text", ""))
def test_each_number_is_found_when_it_is_another(claim: str, sentence: Sentence) -> None:
    cell = "B7" if sentence.heading else "B6"
    for place in range(len(sentence.numbers)):
        other = wrong(sentence, place)
        (found,) = told_of_texts(sentence, sentence.with_number(place, other))
        assert (found.rule, found.sheet, found.cell) == (claim, "一、总体情况", cell)
        assert f"“{other}" in found.message


@pytest.mark.parametrize("sentence", list(sentences("traps")), ids=lambda each: each.text)
def test_what_is_about_something_else_is_passed_over(sentence: Sentence) -> None:
    assert [(each.found, each.message) for each in told(sentence, sentence.text)] == []


WHOLES = [
    ("办结198件，其中予以公开72件。", ["72件"]),
    ("某人提出30件，其中予以公开7件、部分公开5件。", []),
    ("某人提出30件，其中予以公开77件。", ["77件"]),
    ("予以公开72件、部分公开35件。", ["35件", "72件"]),
    ("不予公开42件，其中属于国家秘密9件。", ["9件"]),
    ("不予公开43件，其中属于国家秘密2件。", ["43件"]),
    ("召开会商会30次，予以公开7件。", ["7件"]),
]
"""Texts under 依申请公开, and the numbers in them that are found, in any order."""


@pytest.mark.parametrize(("text", "expected"), WHOLES, ids=[text for text, _ in WHOLES])
def test_a_part_is_compared_where_its_whole_is_the_tables_or_none_is_named(text: str, expected: list[str]) -> None:
    submission = report("青原县水务局", "（二）依申请公开情况", text)
    found = contradictions(submission, Values(submission))
    assert sorted(each.written for each in found) == sorted(expected)
