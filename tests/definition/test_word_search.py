"""Tests that the search for many words at once finds what searching for each of them finds."""

from __future__ import annotations

import random

from xlsreport.definition.phrase_language.word_search import WordSearch


def test_it_finds_the_same_as_looking_for_each_word() -> None:
    draw = random.Random(2025)
    for alphabet in ("公开申请件受理", "ab "):
        words = {"".join(draw.choices(alphabet, k=draw.randrange(1, 5))) for _ in range(40)}
        search = WordSearch(words)
        for _ in range(200):
            text = "".join(draw.choices(f"{alphabet}，0", k=draw.randrange(12)))
            assert search.found_in(text) == {word for word in words if word in text}, text


def test_an_empty_word_is_in_every_text() -> None:
    assert WordSearch(["", "件"]).found_in("") == {""}
    assert WordSearch([]).found_in("3件") == frozenset()
