"""Workbooks in the languages of a definition say the same: entries, places, fingerprint and verdict."""

from __future__ import annotations

import json
import re
from decimal import Decimal
from functools import cache
from pathlib import Path
from random import Random
from typing import Any

import openpyxl
import pytest

from support.agreement import differences
from support.depth import IS_DEEP, cases
from support.engines import CALCULATING, ENGINES
from support.fillings import HARBOUR, fillings
from support.shipped_forms import DISTINCT_FORMS
from xlsreport import (
    Definition,
    Place,
    Submission,
    check,
    in_language,
    new_submission,
    read_workbook,
    write_workbook,
)
from xlsreport.checking.evaluation.submission_values import Values
from xlsreport.definition.figure_kinds.kind_traits import DateTraits, NumberTraits, OptionTraits, TextTraits
from xlsreport.definition.figure_kinds.number_kinds import Amount
from xlsreport.definition.loading.definition_loading import parse_definition
from xlsreport.definition.translation.word_places import WordPlace, words_of
from xlsreport.submission.typed_values.entry_parsing import parse_entry
from xlsreport.submission.typed_values.period_parsing import parse_period

LARGEST = "us-doj-foia/2016"
EVERY_FORM = [*(name for name in DISTINCT_FORMS if IS_DEEP or name != LARGEST), "harbour"]
"""But for the largest one, whose translation takes longer than all others together; a deep run takes it, too."""
MANY_PLACES = 200
"""Of a form with more as many are filled in."""


def french_word(text: str, place: WordPlace) -> str:
    """A made-up translation, with letters that English has not."""
    key, numbered = place.names[-1], place.names[-2:-1]
    if numbered == ("no_answer",):
        return text
    if key in ("mark", "undefined"):
        return "s.o."
    if key in ("title", "text") or numbered == ("preamble",) or key == "sentence":
        return text + " é"
    return f"é {text}"[: 31 if key == "sheet" else 200]


@cache
def translated(name: str) -> Definition:
    """A shipped definition that has a translation into French."""
    text = HARBOUR.read_text(encoding="utf-8") if name == "harbour" else f"extends: {name}\nedition: translated\n"
    own = parse_definition(text)
    within: dict[str, dict[str, str]] = {}
    for written, place in words_of(own.declaration):
        within.setdefault(".".join(place.names), {})[written] = french_word(written, place)
    translation = {"within": within, "sentences": {"table.yes": "Oui", "table.no": "Non", "cover.sheet": "Couverture"}}
    return parse_definition(f"{text}\nlanguages: {json.dumps({'fr': translation}, ensure_ascii=False)}\n")


def facts(submission: Submission) -> dict[str, Any]:
    """Everything that a submission states, whatever its language."""
    return {
        "entries": {
            place: (entry.number, "" if entry.not_applicable else entry.stated, entry.mended, entry.not_applicable)
            for place, entry in submission.entries.items()
        },
        "texts": submission.texts,
        "fields": submission.fields,
        "nil": (submission.nil_returns, submission.declined),
        "previous": submission.previous,
        "explanations": submission.explanations,
        "fingerprint": submission.definition.fingerprint,
        "about": (submission.agency, submission.year, submission.part),
    }


def value_at(definition: Definition, place: Place, number: int) -> object:
    """Something that can be entered at a place."""
    traits = definition.places[place].kind.traits
    match traits:
        case NumberTraits():
            if traits.own_mark is not None and number % 3 == 0:
                return traits.own_mark
            return number % 100
        case DateTraits():
            return f"2025-0{number % 9 + 1}-15"
        case OptionTraits():
            return traits.options[number % len(traits.options)]
        case TextTraits():
            return f"text {number}"[: traits.max_length]


@pytest.mark.slow
@pytest.mark.parametrize("name", EVERY_FORM)
@pytest.mark.parametrize("seed", range(cases(1, 4)))
def test_every_place_of_every_form_reads_the_same_in_both_languages(name: str, seed: int, tmp_path: Path) -> None:
    own, draw = translated(name), Random(seed)
    places = [place for place, one in own.places.items() if not one.computed]
    chosen = draw.sample(places, MANY_PLACES) if len(places) > MANY_PLACES else places
    numbers = draw.randrange(10_000)
    entries = {str(place): value_at(own, place, numbers + n) for n, place in enumerate(chosen)}
    part = 1 if own.calendar.has_parts else None
    read = []
    for language in own.locales:
        filled = new_submission(in_language(own, language), agency="Harbour", year=2025, part=part, entries=entries)
        write_workbook(filled, tmp_path / f"{language}.xlsx")
        read.append(read_workbook(tmp_path / f"{language}.xlsx", own))
    assert [submission.definition.locale for submission in read] == [own.locale, "fr"]
    assert facts(read[0]) == facts(read[1])
    findings = [check(submission) for submission in read]
    rules = [sorted((f.rule, f.severity, f.place) for f in some if f.rule not in left_out(own)) for some in findings]
    assert rules[0] == rules[1]


def left_out(definition: Definition) -> set[str]:
    """What is said about texts by phrases of the original's language."""
    declared = definition.declaration
    mentions = [mention.id for s in declared.sections if s.narrative for mention in s.narrative.mentions]
    return {*(claim.id for claim in declared.claims), *mentions, "appearance"}


@pytest.mark.engine
@pytest.mark.parametrize("engine", CALCULATING)
@pytest.mark.parametrize("name", ["harbour", "uk-style-quarterly/2025"])
def test_formulas_and_python_agree_in_a_translation(name: str, engine: str, tmp_path: Path) -> None:
    files = [tmp_path / f"{number}.xlsx" for number in range(4)]
    for submission, file in zip(fillings(in_language(translated(name), "fr"), len(files)), files, strict=True):
        write_workbook(submission, file)
    differing = [differences(file, values) for file, values in zip(files, ENGINES[engine](files), strict=True)]
    assert [one for one in differing if one] == []


@pytest.mark.parametrize("typed", ["Yes", "yes", "É YES", " é yes "])
def test_an_option_is_understood_in_either_language_and_told_unless_it_is_the_workbook_s(typed: str) -> None:
    form = in_language(translated("uk-style-quarterly/2025"), "fr")
    kind = next(one.kind for one in form.places.values() if isinstance(one.kind.traits, OptionTraits))
    assert isinstance(kind.traits, OptionTraits)
    assert kind.traits.shown == ("é Yes", "é Partly", "é No")
    entry = parse_entry(typed, kind, "fr")
    assert entry is not None
    assert (entry.stated, entry.mended) == ("Yes", True)
    plain = parse_entry("é Yes", kind, "fr")
    assert plain is not None
    assert (plain.stated, plain.mended) == ("Yes", False)


@pytest.mark.parametrize(
    ("language", "typed", "number"),
    [
        ("fr", "1 234,5", Decimal("1234.5")),
        ("fr", "1,234", Decimal("1.234")),
        ("fr", "1,234,567", 1234567),
        ("de", "1.234,5", Decimal("1234.5")),
        ("de", "1.234", 1234),
        ("de", "1,5", Decimal("1.5")),
        ("en", "1,234.5", Decimal("1234.5")),
        ("cy", "1,234", 1234),
    ],
)
def test_a_comma_in_a_typed_number_means_what_it_does_in_the_language(
    language: str, typed: str, number: object
) -> None:
    entry = parse_entry(typed, Amount(decimals=3), language)
    assert entry is not None
    assert entry.number == number


def test_a_period_is_read_by_its_name_in_the_language() -> None:
    text = HARBOUR.read_text(encoding="utf-8")
    calendar = in_language(parse_definition(quarterly(text) + "\nlanguages: {fr: {}}\n"), "fr").calendar
    assert calendar.label(2025, 3) == "T3 2025"
    assert parse_period("t3 2025", calendar) == (2025, 3)
    assert parse_period("2025-Q3", calendar) == (2025, 3)


def quarterly(text: str) -> str:
    found = re.search(r"^period:.*$", text, re.MULTILINE)
    assert found is not None
    return text.replace(found[0], 'period: {label: Quarter, text: "{label}", every: quarter}')


AWARDS = """\
id: awards
edition: "1"
language: en
name: Awards
title: "{agency}: awards {year}"
period: {label: Year, text: "{year}"}
sections:
  - id: given
    heading: Awards
    sheet: Awards
    tables:
      - id: award
        list: {most: 20, name: "{program}"}
        columns:
          - {id: program, label: Program, kind: text}
          - {id: direct, label: Direct?, kind: {name: choice, options: ["Yes", "No"]}}
          - {id: spent, label: Spent}
  - id: totals
    heading: Totals
    sheet: Totals
    tables:
      - id: sums
        columns: [{id: amount, label: Amount}]
        rows: [{id: direct, label: Direct, total: sum(award.spent where direct == "Yes")}]
languages:
  fr: {words: {Awards: Subventions, Program: Programme, "Yes": Oui, "No": Non, Spent: Dépensé, Totals: Totaux}}
"""


def test_the_lines_of_a_list_are_the_same_in_every_language(tmp_path: Path) -> None:
    own = parse_definition(AWARDS)
    lines = [{"program": "Bridges", "direct": "Yes", "spent": 5}, {"program": "Roads", "direct": "No", "spent": 7}]
    seen = []
    for language in own.locales:
        form = in_language(own, language)
        filled = new_submission(form, agency="Port", year=2025, entries={"award": lines})
        write_workbook(filled, tmp_path / f"{language}.xlsx")
        read = read_workbook(tmp_path / f"{language}.xlsx", own)
        seen.append([[entry.stated for entry in line.entries.values()] for line in read.lines["award"]])
        assert check(read) == ()
        assert Values(read).at(Place("sums", "direct", "amount")) == 5
    assert seen == [[["Bridges", "Yes", "5"], ["Roads", "No", "7"]]] * 2
    book = openpyxl.load_workbook(tmp_path / "fr.xlsx")
    assert book.sheetnames[1:3] == ["Subventions", "Totaux"]
    assert {"Oui", "Non"} <= {cell.value for row in book["Subventions"].iter_rows() for cell in row}
