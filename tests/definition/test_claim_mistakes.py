"""Mistakes in claims, phrases and mentions: each is said with its line, and with what was probably meant."""

from __future__ import annotations

import pytest

from xlsreport.definition.claim_declaration import Phrasing
from xlsreport.definition.loading.definition_loading import parse_definition
from xlsreport.definition.phrase_language.number_words import NonEmptyText
from xlsreport.definition.phrase_language.required_words import WordRequirements
from xlsreport.definition.problems import DefinitionError

FORM = """\
id: pool-return
edition: "1"
language: en
name: Pool return
title: "Pools of {agency}, {year}"
period: {label: Period, text: "The year {year}"}
sections:
  - id: visits_section
    heading: 1. Visits
    sheet: Visits
    tables:
      - id: visits
        columns: [{id: adults, label: Adults}, {id: all, label: All, total: adults}]
        rows: [{id: summer, label: Summer}, {id: winter, label: Winter}]
  - id: story
    heading: 2. Story
    sheet: Story
    narrative:
      mentions:
        - id: safety
          statement: Safety is spoken of
          aspects:
            - {name: safety, words: [safe, accident]}
phrasing:
  words:
    people: [guests, visitors]
  subjects:
    visits: [<people>]
  elsewhere:
    - words: [last year]
claims:
  - id: visits_in_text
    statement: The text counts as many visits
    sections: [story]
    figures:
      - about: visits
        phrases: ["{number} <people> came"]
        none: [no <people> came]
        equals: [visits.summer.all + visits.winter.all]
"""

MISTAKES = [
    ('<people> came"]', '<pepole> came"]', "phrasing.words", "people"),
    ("{number} <people>", "{nubmer} <people>", "placeholder", ""),
    ('"{number} <people> came"', '"some <people> came"', "{number}", ""),
    ('"{number} <people> came"', '"{number} and {number} <people> came"', "exactly one", ""),
    ('"{number} <people> came"', '"{number} <people> ["', "no partner", ""),
    ('"{number} <people> came"', '"{number} <people> …"', "between two words", ""),
    ('"{number} <people> came"', '"{number} <people> came|"', "both sides", ""),
    ("[no <people> came]", '["no {number} <people> came"]', "placeholder {number}", ""),
    ("about: visits", "about: visit", "There is no", "visits"),
    ("about: visits", "about: visits\n        despite: [compared]", "There is no", "compared"),
    ("about: visits", "about: visits\n        after: hall.visits", "There is no", "hall.visits"),
    ("sections: [story]", "sections: [stroy]", "There is no", "story"),
    ("visits.summer.all +", "visits.sumer.all +", "There is no", "summer"),
    ("visits.summer.all +", "visits.summer.all >", "left over", ""),
    ("words: [last year]", "words: [last <yaer>]", "phrasing.words", ""),
    ("people: [guests, visitors]", "people: [guests, <visitors>]", "phrasing.words", ""),
    ("words: [safe, accident]", "words: [safe, <accident>]", "phrasing.words", ""),
    (", words: [safe, accident]}", "}", "words", ""),
    ("          aspects:\n            - {name: safety, words: [safe, accident]}\n", "", "aspects or a length", ""),
    ("id: safety\n", "id: visits_in_text\n", "visits_in_text", ""),
    ("id: visits_in_text", "id: filled", "filled", ""),
    ("none: [no", "nones: [no", "nones", "none"),
]


def mistakes(text: str) -> list[str]:
    with pytest.raises(DefinitionError) as caught:
        parse_definition(text, "pool")
    return caught.value.lines()


def test_the_form_has_no_mistakes() -> None:
    assert [claim.id for claim in parse_definition(FORM).claims] == ["visits_in_text"]


@pytest.mark.parametrize(("old", "new", "said", "meant"), MISTAKES, ids=[new for _, new, _, _ in MISTAKES])
def test_each_is_told_where_it_stands(old: str, new: str, said: str, meant: str) -> None:
    assert FORM.count(old) == 1
    line = FORM[: FORM.index(old)].count("\n") + 1
    told = mistakes(FORM.replace(old, new))
    first = told[0]
    assert any(first.startswith(f"pool:{number}:") for number in range(line - 2, line + 2))
    assert said.lower() in first.lower()
    assert meant in first


WORDS = ("units", "negations", "compared_years", "then")
"""Lists of plain words."""
LISTS = [
    *(f"{key}: [%s]" for key, field in Phrasing.model_fields.items() if field.annotation == tuple[NonEmptyText, ...]),
    *("for_each: {words: [%s]}", "for_each: {words: [this], unless: [%s]}"),
]


@pytest.mark.parametrize("written", [each for each in LISTS if not each.startswith(WORDS)])
def test_every_list_of_phrases_is_looked_through(written: str) -> None:
    told = mistakes(FORM.replace("  elsewhere:\n", f"  {written % '<pepole>'}\n  elsewhere:\n"))
    assert "phrasing.words" in told[0]
    assert "people" in told[0]


def test_what_tells_a_number_before_its_parts_has_one_number() -> None:
    told = mistakes(FORM.replace("  elsewhere:\n", "  wholes: [of whom]\n  elsewhere:\n"))
    assert ["exactly one" in line for line in told] == [True]


def test_an_error_is_no_severity_of_a_claim() -> None:
    text = FORM.replace("    sections: [story]\n", "    sections: [story]\n    severity: error\n")
    assert "warning, note" in mistakes(text)[0]


@pytest.mark.parametrize(
    ("phrase", "keys"),
    [
        ("收到 …… <request> {number}", ({"收到"}, {"公开申请", "依申请公开"})),
        ("[共] 收到|受理 {number}", ({"收到", "受理"},)),
        ("{number}", ()),
        ("{year}年 [共] {number}", ({"年"},)),
    ],
)
def test_a_phrase_is_looked_for_only_where_its_words_are(phrase: str, keys: tuple[set[str], ...]) -> None:
    assert WordRequirements({"request": ["公开申请 [书]", "依申请公开"]}).of(phrase).sets == keys


EACH = FORM.replace(
    "people: [guests, visitors]", "people: [guests, visitors]\n    summer: [in July]\n    winter: [at Easter]"
)
EACH += """\
      - about: visits
        for: [summer, winter]
        phrases: ["<each> {number} <people> came"]
        unless: [not <each>]
        equals: ["visits.{each}.all"]
"""


def test_one_entry_declares_a_figure_for_each_of_its_names() -> None:
    (claim,) = parse_definition(EACH).claims
    declared = [figure.declared for figure in claim.figures]
    assert [(each.phrases, each.unless, each.equals) for each in declared[1:]] == [
        (("<summer> {number} <people> came",), ("not <summer>",), ("visits.summer.all",)),
        (("<winter> {number} <people> came",), ("not <winter>",), ("visits.winter.all",)),
    ]


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("for: [summer, winter]", "for: [summer, wintre]", ["winter"]),
        ("        for: [summer, winter]\n", "", ["phrasing.words", "phrasing.words", "cannot stand here"]),
        ('"visits.{each}.all"', '"visit.{each}.all"', ["There is no"]),
    ],
)
def test_a_mistake_in_what_is_declared_for_each_is_told_once(old: str, new: str, said: list[str]) -> None:
    told = mistakes(EACH.replace(old, new))
    assert len(told) == len(said)
    assert all(words in line for words, line in zip(said, told, strict=True))
