"""Tests that the search for many phrases at once finds what looking at each of them finds."""

from __future__ import annotations

import random

from xlsreport.definition.phrase_language.phrase_search import PhraseSearch
from xlsreport.definition.phrase_language.required_words import WordRequirements

PHRASES = [
    "收到|受理 … 申请 {number}",
    "{number}",
    "申请 公开 {number}",
    "[公开] {number}",
    "不予公开 {number}",
    "Filed {number}",
]
REQUIRED = {phrase: WordRequirements({}).of(phrase, ["件"]) for phrase in PHRASES}


def test_it_finds_the_same_in_the_same_order_as_looking_at_each_phrase() -> None:
    draw = random.Random(2025)
    search = PhraseSearch(REQUIRED.items())
    words = ["收到", "受理", "申请", "公开", "不予", "filed ", "3件", "，"]
    found = set()
    for _ in range(300):
        text = "".join(draw.choices(words, k=draw.randrange(6)))
        expected = [phrase for phrase in PHRASES if REQUIRED[phrase].are_somewhere_in(text)]
        assert search.found_in(text) == expected, text
        found.update(expected)
    assert found == set(PHRASES)


def test_a_phrase_without_words_may_be_in_any_text() -> None:
    assert PhraseSearch(REQUIRED.items()).found_in("") == ["{number}", "[公开] {number}"]
