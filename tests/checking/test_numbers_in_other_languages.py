"""What findings say in reports of other languages: numbers with the mark before decimals (1,5 in German), dates."""

from __future__ import annotations

from decimal import Decimal

import pytest

from xlsreport import Definition, Place, check, new_submission, parse_definition
from xlsreport.checking.alteration_findings import altered_finding
from xlsreport.checking.remarks import remarks_on
from xlsreport.definition.figure_kinds.kinds import printed
from xlsreport.definition.figure_kinds.number_kinds import Amount, Percent
from xlsreport.layout.cells import CellRange, CellRef
from xlsreport.messages.locales import messages_in, number_marks
from xlsreport.published.matching.printed_entries import printed_entry
from xlsreport.submission.alteration import Alteration, AlterationKind
from xlsreport.submission.submission import Entry
from xlsreport.submission.typed_values.entry_parsing import parse_entry
from xlsreport.values import Number

DEFINITION = """
id: haushalt
edition: "1"
language: de
name: Haushalt
title: "{agency}: Haushalt {year}"
period: {label: Jahr, text: "{year}"}
sections:
  - id: mittel
    heading: Mittel
    sheet: Mittel
    tables:
      - id: t
        kind: {name: amount, decimals: 3, maximum: 9000.5}
        columns:
          - {id: plan, label: Plan}
          - {id: ist, label: Ergebnis}
          - {id: quote, label: Anteil, total: 100 * ist / plan, kind: {name: percent, decimals: 1}}
        rows: [{id: bau, label: Bau}]
        rules:
          - {id: hoechstens, for: rows, require: ist <= 1.5 * plan, statement: Nicht zu viel}
          - {id: anteil, for: rows, require: quote <= 70.5, severity: warning, statement: Nicht zu nah}
          - {id: wie, for: [bau], figure: ist, explain_change: {more_than: 10%, at_least: 1}, statement: Wie im Vorjahr}
  - {id: text, heading: Text, sheet: Text, narrative: {when_blank: nothing}}
phrasing: {subjects: {bau: [Bau]}}
claims:
  - id: im_text
    statement: Text wie Tabelle
    figures: [{about: bau, phrases: ["Bau …… {percent}"], equals: [t.bau.quote]}]
"""


ON_THE_COVER = """
cover:
  - {id: day, label: Tag, kind: date}
  - {id: people, label: Leute, kind: count}
"""


@pytest.fixture(scope="module")
def definition() -> Definition:
    return parse_definition(DEFINITION)


def said(definition: Definition, plan: object, actual: object, text: str = "", last: int | None = None) -> str:
    """All findings about one row, one below the other."""
    entries = {"t.bau.plan": plan, "t.bau.ist": actual, "text": [text] if text else []}
    previous = None if last is None else {Place("t", "bau", "ist"): last}
    submission = new_submission(definition, agency="Amt", year=2024, entries=entries, previous=previous)
    return "\n".join(finding.message for finding in check(submission))


@pytest.mark.parametrize(
    ("plan", "actual", "told"),
    [
        (1000.25, 1233.625, "Here Anteil (123,3\N{NO-BREAK SPACE}%), which must be at most 70,5\N{NO-BREAK SPACE}%"),
        (100.5, 1233.625, "Ergebnis (1233,625), which must be at most 1,5 × Plan (100,5) = 150,75"),
        ("1.233,625", 1, "“1.233,625” was typed and is counted as 1233,625"),
        (9000.625, 1, "9000,625 is above 9000,5"),
        (1, 0.1234, "0,1234"),
    ],
)
def test_rules_and_entries(definition: Definition, plan: object, actual: object, told: str) -> None:
    assert told in said(definition, plan, actual)


def test_a_change_from_last_year(definition: Definition) -> None:
    assert "1,5 this year, 3 last year, 1,5 less (50\N{NO-BREAK SPACE}%)" in said(definition, 9, 1.5, last=3)


def test_a_sentence_with_a_percentage(definition: Definition) -> None:
    assert "“63,5\N{NO-BREAK SPACE}%”, is not what the tables say: Bau · Anteil is 62,5\N{NO-BREAK SPACE}%" in said(
        definition, 8, 5, "Am Bau lag der Anteil bei 63,5%."
    )


def test_what_to_do_about_an_entry_that_had_to_be_mended() -> None:
    form = parse_definition(DEFINITION + ON_THE_COVER)
    entries = {"day": "31. März 2024", "people": "12 Personen", "t.bau.plan": "1.233,5", "t.bau.ist": 1}
    submission = new_submission(form, agency="Amt", year=2024, entries=entries)
    remarks = remarks_on(submission, check(submission), ()).about_cells
    assert {one.finding.place: one.advice for one in remarks if one.finding.rule == "number"} == {
        "day": "Enter it as a date, such as 2026-03-01.",
        "t.bau.plan": "Enter the bare number.",
    }


SPENT = """
id: ausgaben
edition: "1"
language: {language}
name: Ausgaben
title: "{{agency}} {{year}} Ausgaben"
period: {{label: Jahr, text: "{{year}}"}}
sections:
  - id: s
    heading: S
    sheet: S
    tables:
      - id: t
        kind: {{name: amount, decimals: 1}}
        columns: [{{id: c, label: Betrag}}, {{id: p, label: Anteil, kind: percent}}]
        rows: [{{id: r, label: Bau}}]
  - {{id: text, heading: Text, sheet: Text, narrative: {{when_blank: nothing}}}}
phrasing: {{subjects: {{bau: [Bau]}}}}
claims:
  - id: im_text
    statement: Text wie Tabelle
    figures:
      - {{about: bau, phrases: ["Bau …… {{number}}"], units: {{{units}}}, equals: [t.r.c]}}
      - {{about: bau, phrases: ["Bau …… {{percent}}"], equals: [t.r.p]}}
"""


@pytest.mark.parametrize(
    ("language", "units", "text", "told"),
    [
        ("de", "Mio. €: 1000, T€: 1", "Für den Bau 1,5 Mio. € gezahlt. Danke.", "1,5 Mio. €"),
        ("de", "Mio. €: 1000, T€: 1", "Für den Bau 1,2 Mio. € gezahlt.", None),
        ("de", "T€: 1", "Der Bau der Stadt. Bezahlt wurden 1,5 T€.", None),
        ("de", "", "Für den Bau wurden 15 Tausend gezahlt.", None),
        ("de", "", "Für den Bau wurden 15 gezahlt.", "15"),
        ("pt-BR", "", "Bau: 15 mil", None),
        ("ko", "", "Bau 는 1만 2천 명이다.", None),
        ("ko", "", "Bau 는 15명이다.", "15"),
        ("en", "", "For Bau 1.5 million were spent.", None),
        ("de", "", "Am Bau lag der Anteil bei 40 %.", "40\N{NO-BREAK SPACE}%"),
        ("fr", "", "Bau : 40\u202f%", "40\N{NO-BREAK SPACE}%"),
        ("tr", "", "Bau %40 oldu.", "%40"),
        ("de", "", "Am Bau lag der Anteil bei 30 %.", None),
    ],
)
def test_numbers_in_texts_of_other_languages(language: str, units: str, text: str, told: str | None) -> None:
    form = parse_definition(SPENT.format(language=language, units=units))
    entries = {"t.r.c": 1200, "t.r.p": 30, "text": [text]}
    findings = check(new_submission(form, agency="Amt", year=2024, entries=entries))
    found = [finding.message for finding in findings if finding.rule == "im_text"]
    assert [f"What it states there, “{told}”" in message for message in found] == ([] if told is None else [True])


@pytest.mark.parametrize(("language", "share", "limit"), [("tr", "%123,3", "%70,5"), ("eu", "% 123,3", "% 70,5")])
def test_the_sign_of_a_percentage_stands_where_the_language_has_it(language: str, share: str, limit: str) -> None:
    form = parse_definition(DEFINITION.replace("language: de", f"language: {language}"))
    assert f"Here Anteil ({share}), which must be at most {limit}".replace("% ", "%\N{NO-BREAK SPACE}") in said(
        form, 1000.25, 1233.625
    )


@pytest.mark.parametrize("language", ["tr", "eu", "de", "ar"])
@pytest.mark.parametrize(("number", "digits"), [(Decimal("92.5"), "92.5"), (Decimal("-3.5"), "-3.5"), (40, "40")])
def test_a_printed_percentage_is_read_back(language: str, number: Number, digits: str) -> None:
    kind, marks = Percent(minimum=None), number_marks(language)
    shown = printed(number, kind, language)
    assert shown == marks.with_sign(marks.localised(digits), "%")
    assert printed_entry(shown, kind, language) == Entry(number, number)
    typed = parse_entry(shown, kind, language)
    assert typed is not None
    assert typed.number == number


def test_cells_show_the_sign_in_front_too() -> None:
    traits = Percent(decimals=2).traits
    assert traits.cell_format(number_marks("tr")) == '"%"0.##'
    assert traits.whole_format(number_marks("eu")) == '"%"0'
    assert traits.cell_format(number_marks("fr")) == '0.##"%"'


@pytest.mark.parametrize("language", ["de-CH", "fr-CH", "it-CH"])
@pytest.mark.parametrize(
    ("typed", "number"),
    [("1'234.50", Decimal("1234.5")), ("1’234,500", Decimal("1234.5")), ("12'345'678", 12345678), ("1'23.5", None)],
)
def test_apostrophes_between_thousands_are_read_in_each_language_of_switzerland(
    language: str, typed: str, number: Number | None
) -> None:
    entry = parse_entry(typed, Amount(decimals=2), language)
    assert entry is not None
    assert entry.number == number


@pytest.mark.parametrize(
    ("language", "shown"), [("tr", "%92,5"), ("fr", "92,5\N{NO-BREAK SPACE}%"), ("pl", "92,5%"), ("en", "92.5%")]
)
def test_every_percentage_of_a_sentence_has_its_sign_where_the_language_writes_it(language: str, shown: str) -> None:
    messages = messages_in(language)
    cell = CellRef("s", 0, 0)
    values = {"format": "0%", "value": Decimal("92.5"), "count": 1}
    altered = Alteration(AlterationKind.FORMAT_OF_SHARE, CellRange(cell, cell), values)
    assert f"was read as {shown} " in altered_finding(altered, messages).message
    whole = shown.replace(messages("wording.decimal") + "5", "")
    said = messages("repeated.last_year", percent=92, heading="", passages="", in_this_period="")
    assert said.startswith(f"{whole} of the text")
