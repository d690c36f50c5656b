"""What a text must have for a phrase to match it: never more than it has where the phrase does match."""

from __future__ import annotations

import random
import re

import pytest

from xlsreport.definition.phrase_language.phrase_parser import PhraseError, pattern_of, vocabulary_of
from xlsreport.definition.phrase_language.required_words import WordRequirements

LISTS = {
    "request": ["公开申请 [书]", "依申请公开"],
    "apart": ["分|别", "，别"],
    "later": ["下年 [度] [<request>]", "次年"],
}
UNITS = ("件", "万元")
PIECES = (
    *("{number}", "{percent}", "{any}", "约{number}", "{year}年", "<end>", "…", "……", "[共]", "[，|、]"),
    *("收到|受理", "，|、", "<request>", "[<request>]", "<apart>", "<later>", "[<later>|了]", "，其中|其中", "件"),
    *("<apart>*", "<later>*"),
)
WORDS = (
    *("收到", "受理", "公开申请", "书", "依申请公开", "分", "别", "下年", "次年", "度", "了", "共", "其中", "约"),
    *("，", "、", "。", " ", "12", "3.5万元", "七件", "40%", "百分之二十", "2025年", "件", "无关的字"),
)


def required_in(phrase: str, text: str) -> bool:
    return WordRequirements(LISTS).of(phrase, UNITS).are_in(text)


@pytest.mark.slow
def test_no_text_that_matches_is_passed_over() -> None:
    draw, vocabulary, matched, passed = random.Random(2025), vocabulary_of(LISTS, UNITS), 0, 0
    for _ in range(400):
        phrase = " ".join(draw.choices(PIECES, k=draw.randrange(1, 6)))
        try:
            pattern = re.compile(pattern_of(phrase, vocabulary))
        except (PhraseError, re.error):  # a gap at its end, or two numbers to compare
            continue
        requirements = WordRequirements(LISTS).of(phrase, UNITS)
        for _ in range(60):
            text = "".join(draw.choices(WORDS, k=draw.randrange(1, 14)))
            found, may_be_in = pattern.search(text), requirements.are_in(text)
            assert may_be_in or not found, (phrase, text)
            matched, passed = matched + bool(found), passed + (not may_be_in)
    assert matched > 1000
    assert passed > 5000


@pytest.mark.parametrize(
    ("phrase", "text", "is_required"),
    [
        ("受理 [共] {number}", "受理共12件", True),
        ("受理 [共] {number}", "12件受理", False),  # in another order
        ("受理 [共] {number}", "受理的公开申请12件", False),  # too far
        ("受理 …… {number}", "受理的公开申请12件", True),
        ("受理 <later>* {number}", "受理次年下年度公开申请12件", True),  # as many of a list's words as there are
        ("受理 <apart>* {number}", "受理" + "别" * 40 + "12件", False),
        ("受理 …… {number}", "受理公开申请，12件", False),  # in another clause
        ("受理 [，] {number}", "受理，12件", True),
        ("{number} [申请] 次年", "1234567890123456789012345678901234567890万元次年", True),  # however long
        ("受理 {percent}", "受理12件", False),
        ("受理 {percent}", "受理百分之二十", True),
    ],
)
def test_words_are_required_in_their_order_and_near_each_other(phrase: str, text: str, *, is_required: bool) -> None:
    assert required_in(phrase, text) is is_required


def test_letters_that_others_make_two_in_lower_case_are_as_far_as_one() -> None:
    assert required_in("受理 …… {number}", "İ" * 60 + "受理" + "İ" * 12 + "7")


@pytest.mark.parametrize("text", ["受理" * 50_000, "七" * 100_000, "约七" * 50_000, "受理，" * 30_000 + "12"])
def test_a_long_text_is_read_once(text: str) -> None:
    """What is read many times would take minutes."""
    for phrase in ("受理 …… 受理 …… {number} 次年", "约{number} 受理 约{number} 七", "{any} 受理 {number} 次年"):
        assert not required_in(phrase, text)
