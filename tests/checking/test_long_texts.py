"""Texts and phrases of any kind are read in a time that grows with their length: none takes hours, as some once did.

Each would take minutes or years if anything in it were tried in all ways; what hangs is ended by its process's limit.
"""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest

from support.files import official
from xlsreport import DefinitionError, Submission, build_document, check, new_submission
from xlsreport.definition.loading.definition_loading import parse_definition
from xlsreport.definition.phrase_language.phrase_parser import NUMBERS, YEARS, pattern_of, vocabulary_of
from xlsreport.definition.phrase_language.phrase_patterns import MAX_WAYS

pytestmark = pytest.mark.slow

OFFICIAL = Path(__file__).parents[2] / "templates" / "cn-gov-info-disclosure" / "2021.yaml"
CELL = 32_767
_LIMIT = 240
"""Seconds for all texts together; they take some five."""
_PHRASE = "<receive> …… <request> <total>* {number}"
TEXTS = {
    "digits": ("收到政府信息公开申请", "1"),
    "numerals": ("收到政府信息公开申请", "一"),
    "brackets": ("", "（a"),
    "statements that add up": ("", "收到政府信息公开申请5件，"),
    "sentences that add up": ("", "收到政府信息公开申请5件。"),
    "numbers far from their subject": ("收到政府信息公开申请5件。", "共5件。"),
    "words of gaps": ("", "收到申请"),
    "a date that does not end": ("政府信息公开工作年度报告\n2025年1月", " "),
    "a page number that does not end": ("第1页", " "),
    "a mailbox without a host": ("", "a-"),
    "headings": ("", "一、总体情况\n"),
    "lines": ("", "一、a\n"),
    "rows of numbers": ("", "1 "),
    "own name": ("全县收到政府信息公开申请5件，", "青原县水务局"),
}


def read_all() -> None:
    """Check and print a report with each of the texts; and one whose agency has a name as long as a cell can be."""
    definition = official()
    entries = {str(place): 0 for table in definition.tables for place in definition.entry_places(table)}
    for start, repeated in TEXTS.values():
        text = (start + repeated * CELL)[:CELL]
        submission = new_submission(definition, agency="青原县水务局", year=2025, entries=entries)
        _read(Submission(definition, submission.agency, 2025, submission.entries, texts={"overview": (text,)}))
    _read(Submission(definition, "县" * CELL, 2025, texts={"overview": ("全县收到政府信息公开申请5件。",)}))


def _read(submission: Submission) -> None:
    check(submission)
    build_document(submission)


def test_no_text_hangs() -> None:
    here = Path(__file__).parent
    paths = [str(here), str(here.parent)]
    source = f"import sys; sys.path[:0] = {paths!r}; import test_long_texts as texts; texts.read_all()"
    subprocess.run([sys.executable, "-c", source], check=True, timeout=_LIMIT)


def with_phrase(phrase: str) -> str:
    """The official definition with another phrase in place of its first."""
    text = OFFICIAL.read_text(encoding="utf-8")
    assert _PHRASE in text
    return text.replace(_PHRASE, f"'{phrase}'", 1)


@pytest.mark.parametrize(
    "phrase",
    [
        "[甲] " * 30 + "{number}",
        "甲 " + "[甲] " * 30 + "乙 {number}",
        "[甲|甲甲] " * 30 + "{number}",
        "甲 …… " * 30 + "乙 {number}",
        "[甲] …… 甲 …… " * 15 + "乙 {number}",
        "{any} " * 30 + "乙 {number}",
        "甲 " + "[甲] <kind>* " * 15 + "乙 {number}",
    ],
)
def test_a_phrase_of_many_pieces_is_looked_for_once_at_each_place(phrase: str) -> None:
    definition = parse_definition(with_phrase(phrase))
    text = "信息公开申请" + "甲" * 20_000 + "1件" * 5_000 + "乙5件"
    assert check(new_submission(definition, agency="某县", year=2025, entries={"overview": [text]}))


@pytest.mark.parametrize(
    "phrase", ["甲|甲甲 " * 30 + "{number}", "甲 [甲] " * 30 + "{number}", "[甲] [甲甲] " * 15 + "乙 {number}"]
)
def test_a_phrase_with_too_many_ways_is_refused_by_name(phrase: str) -> None:
    with pytest.raises(DefinitionError) as caught:
        parse_definition(with_phrase(phrase))
    assert f"短语“{phrase[:39]}…”有 {MAX_WAYS} 种以上的读法" in str(caught.value)


def test_lists_that_double_again_and_again_are_refused() -> None:
    lists = ["a0: [甲子乙丑]", *(f"a{number}: [<a{number - 1}>丙<a{number - 1}>]" for number in range(1, 40))]
    text = OFFICIAL.read_text(encoding="utf-8")
    words = "  words:\n    request:"
    assert words in text
    text = text.replace(words, words.replace("    request:", "    " + "\n    ".join(lists) + "\n    request:"), 1)
    with pytest.raises(DefinitionError) as caught:
        parse_definition(text)
    assert "连同它用到的各组词太长了" in str(caught.value)


@pytest.mark.parametrize(
    ("phrase", "text", "found"),
    [
        ("收到 [共] [共] {number}", "收到共5件", True),
        ("收到 [共] 共收 {number}", "收到共收5件", True),
        ("收到 [共|共计] 计 {number}", "收到共计5件", True),
        ("收到 [的|的全部] {number}", "收到的全部5件", True),
        ("收到 …… 申请 {number}", "收到申请表和申请5件", True),
        ("收到 …… 申请 …… 共 {number}", "收到公开申请，共5件", False),
        ("收到 …… 申请 …… 共 {number}", "收到公开申请总共5件", True),
    ],
)
def test_what_a_phrase_finds(phrase: str, text: str, found: bool) -> None:
    pattern = pattern_of(phrase, vocabulary_of({}, ["件"]), (*NUMBERS, *YEARS))
    assert (re.search(pattern, text) is not None) is found


def test_a_number_with_more_digits_than_any_figure_is_no_figure() -> None:
    definition = official()
    entries = {str(place): 0 for table in definition.tables for place in definition.entry_places(table)}
    text = f"收到政府信息公开申请{'1' * 5_000}件。"
    submission = new_submission(definition, agency="某县", year=2025, entries={**entries, "overview": [text]})
    assert not [finding for finding in check(submission) if finding.rule == "requests_in_text"]
