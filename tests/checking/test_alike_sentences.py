"""Sentences that differ in digits only are searched once, and what is found out about each is as if it were alone."""

from __future__ import annotations

from itertools import islice

import pytest

from support.depth import cases
from support.files import official
from support.marked_texts import MarkedPassage, marked_files, marked_passages
from xlsreport.checking.claims.alike_sentences.digit_masking import DigitMask, digit_mask
from xlsreport.checking.claims.contradictions import contradictions
from xlsreport.checking.claims.patterns.pattern_building import patterns_for
from xlsreport.checking.claims.reading.statement_finder import StatementFinder
from xlsreport.definition.claim_declaration import Phrasing

EVERY_DIGIT = ["10", "2345", "6789"]


def wrong(passage: MarkedPassage) -> str:
    """A passage with another last digit in each second of its numbers in digits."""
    text = passage.text
    for number in passage.numbers[::2]:
        last = number.end - 1
        if text[last].isascii() and text[last].isdigit():
            text = f"{text[:last]}{(int(text[last]) + 1) % 10}{text[last + 1 :]}"
    return text


@pytest.mark.slow
def test_a_line_whose_numbers_agree_is_not_examined_and_one_that_is_gives_the_same(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    passages = [
        passage
        for path in marked_files()[:: cases(usual=12, deep=6)]
        for passage in islice(marked_passages(path), 0, None, 3)
    ]
    read = [(passage.submission(text), passage) for passage in passages for text in (passage.text, wrong(passage))]
    quickly = [contradictions(submission, passage.report.values) for submission, passage in read]
    monkeypatch.setattr(StatementFinder, "agrees", lambda *_: False)
    monkeypatch.setattr("xlsreport.checking.claims.contradictions.tells_nothing", lambda *_: False)
    closely = [contradictions(submission, passage.report.values) for submission, passage in read]
    assert quickly == closely
    assert 20 < sum(map(bool, quickly)) < len(quickly) / 2


def test_the_digits_of_numbers_are_masked_and_those_that_phrases_name_are_not() -> None:
    mask = DigitMask(["{year}年", "热线 12345", "2025"])
    assert (
        mask.masked("2025年收到306件，12025件；12345热线 7件，12345678件")
        == "2025年收到999件，12025件；12345热线 9件，12345678件"
    )
    assert mask.masked("０３件三件") == "０３件三件"


def test_a_digit_that_stands_for_others_is_in_no_phrase() -> None:
    assert DigitMask(["9件", "80%"]).masked("12件9件") == "77件9件"


def test_where_phrases_name_every_digit_nothing_is_masked() -> None:
    assert DigitMask(EVERY_DIGIT).masked("收到3件") == "收到3件"


def test_the_years_and_the_numbers_in_phrases_of_a_definition_are_told_apart() -> None:
    definition = official()
    mask = patterns_for(definition, 2025).mask
    years = "2024年、2025年和2026年"
    assert mask.masked(years) == years
    assert mask.masked("2023年12件") == mask.masked("2019年80件") != mask.masked("2019年8件")
    phrasing = Phrasing(words={"hotline": ("12345 热线",)})
    assert digit_mask(phrasing, (), 2025).masked("12345热线3件") == "12345热线9件"
