"""Texts without regard to case: the four letters i of Turkish, and places in a text that stay where they are."""

from __future__ import annotations

import re
import sys
from dataclasses import replace
from datetime import date

import pytest

from xlsreport import new_submission
from xlsreport.checking.claims.contradictions import contradictions
from xlsreport.checking.evaluation.submission_values import Values
from xlsreport.definition.loading.definition_loading import parse_definition
from xlsreport.letter_case import caseless, lowered
from xlsreport.messages.date_reading import parsed_date
from xlsreport.tabular.body_names import normalise_name

TURKISH = """
id: bilgi-edinme
edition: "1"
language: tr
name: Bilgi edinme
title: "{agency}"
period: {label: Yıl, text: "{start} - {end}", every: year}
sections:
  - id: requests
    heading: Başvurular
    sheet: Başvurular
    tables:
      - {id: requests, stub: Tür, columns: [{id: number, label: Sayı}], rows: [{id: all, label: Hepsi}]}
  - {id: text, heading: Açıklama, sheet: Açıklama, narrative: {}}
phrasing: {subjects: {requests: [bilgi edinme]}}
claims:
  - id: in_text
    statement: Sayılar
    figures: [{about: requests, equals: [requests.all.number], phrases: ["{number} DİLEKÇE", "{number} Ilıca işi"]}]
"""
FORM = parse_definition(TURKISH)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("IĞDIR BELEDİYESİ", "Iğdır Belediyesi"),
        ("ŞIRNAK", "şırnak"),
        ("ｉ", "İ"),
        ("STRASSE", "Straße"),
        ("ΔΗΜΟΣ", "Δημος"),
    ],
)
def test_names_are_one_whatever_their_case_and_width(one: str, other: str) -> None:
    assert caseless(one) == caseless(other)
    assert normalise_name(one) == normalise_name(other)


def test_small_letters_stand_where_the_letters_stood() -> None:
    every = "".join(map(chr, [*range(0xD800), *range(0xE000, sys.maxunicode + 1)]))
    assert len(lowered(every)) == len(every)


@pytest.mark.parametrize("pair", ["iI", "ıI", "iİ", "ıi", "aA", "ñÑ", "σΣ", "ςΣ", "ςσ", "яЯ", "äÄ", "ǆǄ"])
def test_what_a_pattern_takes_for_one_letter_is_one(pair: str) -> None:
    assert re.fullmatch(pair[0], pair[1], re.IGNORECASE)
    assert lowered(pair[0]) == lowered(pair[1])


@pytest.mark.parametrize("written", ["5 ARALIK 2025", "5 Aralık 2025", "5 aralık 2025 Cuma", "05.12.2025"])
def test_turkish_months_in_capitals(written: str) -> None:
    assert parsed_date(written, "tr") == date(2025, 12, 5)


@pytest.mark.parametrize(
    "text", ["2025: 14 dilekçe.", "2025: 14 DİLEKÇE.", "BİLGİ EDİNME: 14 ILICA İŞİ.", "14 ılıca işi"]
)
def test_a_phrase_is_found_in_capitals_and_small_letters(text: str) -> None:
    requests = {"requests.all.number": 15}
    blank = new_submission(FORM, agency="Ilıca", year=2025, entries=requests)
    submission = replace(blank, texts={"text": (f"Bilgi edinme: {text}",)})
    (found,) = contradictions(submission, Values(submission))
    assert found.written == "14"
