"""Why a number was compared or not: the same decisions as the checks', with the words and how far they reached."""

from __future__ import annotations

from typing import Any

import pytest

from support.files import official
from support.sentences import CONTRADICTED, FIGURES, SILENT, TRUE, YEAR, Case
from support.sentences_on_file import report
from xlsreport import Submission, new_submission
from xlsreport.checking.claims.contradictions import contradictions
from xlsreport.checking.claims.explanation.explaining import explain_text
from xlsreport.checking.claims.explanation.text_explanation import ExplainedNumber
from xlsreport.checking.evaluation.submission_values import Values
from xlsreport.definition.loading.definition_loading import parse_definition

FORM = """\
id: pond-return
edition: "1"
language: zh-CN
name: 池塘年报
title: "{agency}{year}年池塘年报"
period: {label: 统计期限, text: "{year}年1月1日至{year}年12月31日"}
sections:
  - id: ponds_section
    heading: 一、池塘
    sheet: 池塘
    tables:
      - id: ponds
        columns: [{id: count, label: 数量}]
        rows: [{id: fish, label: 鱼}, {id: born, label: 新生鱼}, {id: eels, label: 鳗, kind: amount}]
  - {id: story, heading: 二、情况, sheet: 情况, narrative: {}}
  - {id: more, heading: 三、其他, sheet: 其他, narrative: {}}
phrasing:
  subjects: {fish: [鱼], boats: [船]}
  units: [条]
  elsewhere:
    - {words: [其中], where: part, but_parts: true}
    - {words: [邻村], body: true}
  own: [{words: [本塘]}]
  inexact: {behind: [以上]}
  negations: [不]
claims:
  - id: fish_in_text
    statement: 文字中的鱼数与表一致
    sections: [story]
    figures:
      - {about: fish, phrases: ["新生 鱼 {number}"], equals: [ponds.born.count]}
      - about: fish
        phrases: ["鱼 [共] {number}"]
        none: [没有 鱼]
        unless: [死]
        unless_before: [原计划]
        unless_sentence: [传说]
        equals: [ponds.fish.count, ponds.fish.count + ponds.born.count]
      - {about: fish, phrases: ["逃走 {number}"], within: [洪水, 大雨], equals: [ponds.eels.count]}
      - {about: fish, phrases: ["捕 鱼 {number}"], units: {条整: 1}, equals: [ponds.eels.count]}
  - id: period_in_text
    statement: 统计期限一致
    period: ["统计期限 为"]
"""
KNOWN: dict[str, Any] = {"ponds.fish.count": 12, "ponds.born.count": 3, "ponds.eels.count": 2}


def pond(entries: dict[str, Any] | None = None) -> Submission:
    return new_submission(parse_definition(FORM), agency="东塘", year=2025, entries=entries)


def numbers(text: str, submission: Submission | None = None) -> list[ExplainedNumber]:
    found = explain_text(pond(KNOWN), text, "story") if submission is None else explain_text(submission, text)
    return [number for line in found.lines for number in line.numbers]


def told(text: str, submission: Submission | None = None) -> list[tuple[str, str, str, str]]:
    """Of each number: its first reading's verdict, words and reach; of what no phrase takes, nothing."""
    return [
        (
            each.written,
            *(
                (first.verdict, first.words, first.reach)
                if (first := next(iter(each.readings), None))
                else ("", "", "")
            ),
        )
        for each in numbers(text, submission)
    ]


@pytest.mark.parametrize(
    ("text", "written", "verdict", "words", "reach"),
    [
        ("塘里有鱼共12条。", "12条", "agrees", "", ""),
        ("塘里有鱼15条。", "15条", "agrees", "", ""),
        ("塘里有鱼7条。", "7条", "contradicts", "", ""),
        ("塘里有鱼六条。", "六条", "contradicts", "", ""),
        ("前塘鱼5条，后塘鱼7条。", "5条", "adds_up", "", ""),
        ("没有鱼。", "没有鱼", "contradicts", "", ""),
        ("东边，死鱼7条，西边没事。", "7条", "unless", "死", "死鱼7条"),
        ("原计划，放鱼7条。", "7条", "unless_before", "原计划", "原计划，放鱼7条"),
        ("放鱼7条，传说如此。后来没事。", "7条", "unless_sentence", "传说", "放鱼7条，传说如此"),
        ("放了，其中鱼7条。", "7条", "elsewhere", "其中", "放了，其中"),
        ("邻村有鱼7条。", "7条", "body", "邻村", "邻村有"),
        ("2023年放鱼7条。", "7条", "year", "2023", ""),
        ("放鱼近7条。", "7条", "", "", ""),
        ("放鱼7条以上。", "7条", "inexact", "放鱼7条以上", ""),
        ("不见鱼，不鱼7条。", "7条", "negated", "不", ""),
        ("鱼逃走7条。", "7条", "within", "洪水, 大雨", "鱼逃走7条"),
        ("船逃走7条。", "7条", "", "", ""),
        ("洪水中，鱼逃走7条。", "7条", "contradicts", "", ""),
        ("鱼塘逃船，逃走7条。", "7条", "subject", "boats", ""),
        ("有树9棵，5人。", "9", "", "", ""),
    ],
)  # fmt: skip
def test_each_decision_is_told_with_the_words_and_their_reach(
    text: str, written: str, verdict: str, words: str, reach: str
) -> None:
    assert (written, verdict, words, reach) in told(text)


def test_what_a_number_counts_for_is_named_with_cell_and_value() -> None:
    (number,) = numbers("塘里有鱼7条。")
    (reading,) = number.compared
    assert (reading.claim, reading.phrase, reading.matched) == ("fish_in_text", "鱼 [共] {number}", "鱼7条")
    assert [(one.name, one.cells, one.value) for one in reading.figures] == [
        ("鱼 · 数量", "'池塘'!B3", 12),
        ("鱼 · 数量 + 新生鱼 · 数量", "'池塘'!B3:B4", 15),
    ]


def test_an_earlier_figure_takes_a_number_and_a_longer_phrase_that_is_right_keeps_it() -> None:
    assert told("新生鱼3条。") == [("3条", "agrees", "", "")]
    assert told("捕鱼12条整。") == [("12条", "agrees", "", "")], "though another would read 12条整"
    (number,) = numbers("新生鱼7条。")
    assert [(one.phrase, one.verdict) for one in number.readings] == [("新生 鱼 {number}", "contradicts")]


def test_remarks_in_brackets_are_read_by_themselves_and_dates_are_no_numbers() -> None:
    assert [each.written for each in numbers("2025年3月5日，塘里有鱼7条（含小鱼2条，〔2025〕8号）。")] == ["7条", "2条"]


def test_without_figures_it_is_said_what_numbers_count_for_and_which_words_cancel() -> None:
    nothing = pond()
    assert told("塘里有鱼12条，其中鱼3条。", nothing) == [
        ("12条", "unknown", "", ""),
        ("3条", "elsewhere", "其中", "塘里有鱼12条，其中"),
    ]
    assert told("塘里有鱼12条。", pond({"ponds.born.count": 1})) == [("12条", "unknown", "", "")]


@pytest.mark.parametrize(
    ("text", "written", "verdict", "words", "agreeing", "may_be_part"),
    [
        (
            "邮件往来较多，补寄材料6份。答复中予以公开72件，部分公开34件，不予公开42件，其他处理9件。",
            *("72件", "contradicts", "邮件", (3, 4), False),
        ),
        (
            "累计予以公开7件；部分公开34件，不予公开43件。",
            *("43件", "elsewhere", "累计", (1, 3), False),
        ),
        (
            "2023年底上线的系统共登记18件。办结结果为予以公开70件，部分公开34件，不予公开42件，无法提供27件，不予处理15件。",
            *("70件", "year", "2023", (4, 5), True),
        ),
    ],
)
def test_of_what_far_words_reach_it_is_told_how_many_numbers_agree(
    text: str, written: str, verdict: str, words: str, agreeing: tuple[int, int], may_be_part: bool
) -> None:
    submission = report("青原县水务局", "（二）依申请公开情况", text)
    (number,) = (each for each in numbers(text, submission) if each.written == written)
    (found,) = (each for each in number.readings if each.agreeing)
    told = (found.verdict, found.words, found.agreeing, found.may_be_part)
    assert told == (verdict, words, agreeing, may_be_part)
    right = [each for each in numbers(text, submission) if each.written == "34件"]
    assert [reading.agreeing for each in right for reading in each.compared] == [None]


WITH_WHOLES = FORM.replace(
    "  units: [条]",
    """\
  units: [条]
  wholes: ["{number} … [，] 内有"]
  for_each: {words: ["一 [条] 一"], unless: ["一 [条] 一般"]}""",
).replace('{about: fish, phrases: ["新生 鱼', '{about: fish, part: true, phrases: ["新生 鱼')


@pytest.mark.parametrize(
    ("text", "written", "verdict", "without"),
    [
        ("查看9条，内有新生鱼7条。", "7条", "another_whole", "contradicts"),
        ("查看九条的内有新生鱼7条。", "7条", "another_whole", "contradicts"),
        ("查看5条，内有新生鱼7条。", "7条", "contradicts", "contradicts"),
        ("鱼12条，内有新生鱼7条。", "7条", "contradicts", "contradicts"),
        ("鱼一条一策。", "一条", "inexact", "contradicts"),
        ("鱼一条一般。", "一条", "contradicts", "contradicts"),
    ],
)
def test_a_definition_says_what_tells_a_whole_and_what_is_no_count(
    text: str, written: str, verdict: str, without: str
) -> None:
    submission = new_submission(parse_definition(WITH_WHOLES), agency="东塘", year=2025, entries=KNOWN)
    found = [{number: verdict for number, verdict, *_ in told(text, each)} for each in (submission, pond(KNOWN))]
    assert [each[written] for each in found] == [verdict, without]


def test_a_section_for_which_a_claim_is_not_read_is_told() -> None:
    (line,) = explain_text(pond(KNOWN), "塘里有鱼7条。", "more").lines
    assert [one.verdict for number in line.numbers for one in number.readings] == ["section"]


def test_a_stated_period_is_told() -> None:
    text = "统计期限为2025年1月1日至2025年12月31日。\n统计期限为2024年1月1日至2024年12月31日。"
    found = explain_text(pond(KNOWN), text, "story")
    assert [(period.written, period.is_right) for line in found.lines for period in line.periods] == [
        ("2025年1月1日至2025年12月31日", True),
        ("2024年1月1日至2024年12月31日", False),
    ]


def test_a_text_of_the_report_is_read_in_its_place_and_only_its_own_numbers_are_told() -> None:
    own = pond({**KNOWN, "story": ["（一）鱼的情况", "先说别的9条。逃走7条。洪水来了。"], "more": ["无关。"]})
    found = explain_text(own, "逃走7条")
    assert found.in_place
    (line,) = found.lines
    assert (line.section, line.number) == ("story", 2)
    assert [(number.written, number.sentence) for number in line.numbers] == [("7条", "逃走7条")]
    assert [one.verdict for one in line.numbers[0].readings] == ["within"]
    (line,) = explain_text(own, "先说别的9条。逃走").lines
    assert [number.written for number in line.numbers] == ["9条", "7条"]
    assert not explain_text(own, "逃走8条").in_place


def test_a_definition_without_claims_reads_nothing() -> None:
    text = FORM[: FORM.index("phrasing:")]
    submission = new_submission(parse_definition(text), agency="东塘", year=2025, entries=KNOWN)
    assert explain_text(submission, "塘里有鱼7条。").lines == ()


def test_the_explanation_is_json() -> None:
    (line,) = explain_text(pond(KNOWN), "邻村有鱼7条。").to_json()["lines"]
    assert line == {
        "section": "story",
        "number": 1,
        "text": "邻村有鱼7条。",
        "periods": [],
        "numbers": [
            {
                "written": "7条",
                "sentence": "邻村有鱼7条",
                "readings": [
                    {
                        "claim": "fish_in_text",
                        "phrase": "鱼 [共] {number}",
                        "matched": "鱼7条",
                        "figures": [
                            {"name": "鱼 · 数量", "cells": "'池塘'!B3", "value": 12.0},
                            {"name": "鱼 · 数量 + 新生鱼 · 数量", "cells": "'池塘'!B3:B4", "value": 15.0},
                        ],
                        "verdict": "body",
                        "words": "邻村",
                        "reach": "邻村有",
                        "agreeing": None,
                        "may_be_part": False,
                    }
                ],
            }
        ],
    }


def stated(case: Case) -> Submission:
    """A report whose first section holds the case's lines; figures that are not given are zero."""
    definition = official()
    entries: dict[str, object] = {
        str(place): 0 for table in definition.tables for place in definition.entry_places(table)
    }
    given = dict(pair.split("=") for pair in case.figures.split())
    entries |= {FIGURES[name]: float(value) if "." in value else int(value) for name, value in given.items()}
    entries["overview"] = case.text.split("/")
    return new_submission(definition, agency=case.agency, year=YEAR, entries=entries)


@pytest.mark.parametrize("case", [*TRUE, *CONTRADICTED, *SILENT], ids=lambda case: case.text)
def test_what_the_explanation_calls_a_contradiction_is_what_the_checks_call_one(case: Case) -> None:
    submission = stated(case)
    found = explain_text(submission, case.text.replace("/", "\n"))
    called = {
        (line.section, line.number - 1, number.written)
        for line in found.lines
        for number in line.numbers
        if any(one.verdict == "contradicts" for one in number.readings)
    }
    called |= {
        (line.section, line.number - 1, period.written)
        for line in found.lines
        for period in line.periods
        if not period.is_right
    }
    wrong = contradictions(submission, Values(submission))
    none = {(each.section, each.line, each.clause) for each in wrong if each.written == each.clause}
    assert called == {(each.section, each.line, each.written) for each in wrong} | none


def test_a_part_that_counts_the_lines_of_a_list_may_go_on_from_a_sentence_before() -> None:
    """It stands in no row and no column of a table, by which parts of one list are known otherwise."""
    nets = """\
  - id: nets
    heading: 三、网
    sheet: 网
    tables: [{id: nets, list: {most: 5}, columns: [{id: name, label: 名, kind: text}]}]
phrasing:
"""
    counted = '      - {about: fish, part: true, phrases: ["网 {number}"], equals: [count(nets)]}\n'
    form = FORM.replace("phrasing:\n", nets).replace("  - id: period_in_text", f"{counted}  - id: period_in_text")
    entries = {**KNOWN, "nets": [{"name": "大"}]}
    submission = new_submission(parse_definition(form), agency="东塘", year=2025, entries=entries)
    assert [one[:2] for one in told("鱼的会30条。网5条。", submission)] == [("30条", ""), ("5条", "another_whole")]
    assert [one[:2] for one in told("鱼共12条。网5条。", submission)] == [("12条", "agrees"), ("5条", "contradicts")]
