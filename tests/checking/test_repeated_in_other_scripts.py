"""The length of a passage that is repeated is told in what its language is counted in."""

from __future__ import annotations

from dataclasses import replace

import pytest

from xlsreport import check, new_submission
from xlsreport.checking.across_years import previous_texts
from xlsreport.checking.texts.last_year_repetition import REPEATED_RULE
from xlsreport.definition.loading.definition_loading import parse_definition

FORM = """\
id: library-year
edition: "1"
language: {language}
name: Library year
title: "Library of {{agency}}, {{year}}"
period: {{label: Year, text: "Year {{year}}"}}
sections:
  - {{id: work, heading: 1. Work, sheet: Work, narrative: {{}}}}
"""
ENGLISH = "The reading room was painted, and the shelves along the northern wall were moved to make room for children. "
JAPANESE = "閲覧室の壁を塗り替え、北側の書架を移して、子どもが座って本を読める場所を新しく設けました。"
THAI = "ห้องอ่านหนังสือทาสีใหม่และย้ายชั้นหนังสือด้านทิศเหนือเพื่อให้เด็กมีที่นั่งอ่านหนังสือมากขึ้นกว่าเดิมในปีนี้"


@pytest.mark.parametrize(
    ("language", "text", "unit"),
    [("en", ENGLISH, "words"), ("ja", JAPANESE, "characters"), ("th", THAI, "characters"), ("zh-CN", JAPANESE, "字")],
)
def test_a_repeated_passage_is_counted_in_words_or_characters(language: str, text: str, unit: str) -> None:
    definition = parse_definition(FORM.format(language=language))
    last = new_submission(definition, agency="Port", year=2024, entries={"work": [text * 4]})
    now = replace(last, year=2025, previous_texts=previous_texts(definition, last))
    (told,) = [one.message for one in check(now) if one.rule == REPEATED_RULE]
    assert f" {unit}" in told.partition("”")[2], told
