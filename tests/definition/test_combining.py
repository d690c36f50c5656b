"""What a consolidation may make of a figure is declared with its kind, and follows for totals from their entries."""

from __future__ import annotations

import pytest

from support.files import harbour, official
from xlsreport.definition.combining import combination_by_place
from xlsreport.definition.loading.definition_loading import parse_definition
from xlsreport.definition.problems import DefinitionError

FORM = """\
id: delays
edition: "1"
language: en
name: Delays
title: Delays of {year}
period: {label: Period, text: The year}
sections:
  - id: part
    heading: Part
    sheet: Part
    tables:
      - id: delay
        columns:
          - {id: cases, label: Cases}
          - {id: days, label: Days, kind: {name: amount, decimals: 1}}
          - {id: longest, label: Longest, kind: {name: count, combine: max}}
          - {id: shortest, label: Shortest, kind: {name: signed_count, combine: min}}
          - {id: median, label: Median, kind: {name: amount, combine: none}}
          - {id: kept, label: Kept, kind: {name: choice, options: [yes sir, no]}}
          - {id: remark, label: Remark, kind: text}
          - {id: both, label: Both, kind: {name: amount, decimals: 1}, total: cases + days}
          - {id: whole, label: Whole, total: cases + days}
          - {id: mean, label: Mean, kind: amount, total: days / cases}
          - {id: span, label: Span, total: longest - shortest}
          - {id: more, label: More, total: both - 1}
        rows: [{id: simple, label: Simple}]
"""


def test_each_figure_is_summed_unless_its_kind_says_otherwise() -> None:
    found = {place.column: how for place, how in combination_by_place(parse_definition(FORM)).items()}
    entries = {"cases": "sum", "days": "sum", "longest": "max", "shortest": "min", "median": "none"}
    texts = {"kept": "none", "remark": "none"}
    # Rounded totals do not add up to the rounded total.
    totals = {"both": "sum", "whole": "none", "mean": "none", "span": "none", "more": "none"}
    assert found == entries | texts | totals


def test_every_figure_of_the_official_form_is_a_sum() -> None:
    assert set(combination_by_place(official()).values()) == {"sum"}


def test_a_total_of_totals_is_a_sum_and_a_mean_is_not() -> None:
    found = {str(place): how for place, how in combination_by_place(harbour()).items()}
    assert found["calls.handled.all"] == found["calls.gap.cargo"] == found["calls.handled.dues"] == "sum"
    assert found["calls.gap.dues"] == "none", "rounded to the whole numbers of its row"
    assert found["prices.water.mean"] == found["prices.berth.span"] == found["cases.year.share"] == "none"


def test_another_word_is_refused_where_it_stands() -> None:
    with pytest.raises(DefinitionError) as raised:
        parse_definition(FORM.replace("combine: none", "combine: average"))
    assert "sum, min, max, none" in str(raised.value)
    assert ".columns[4].kind.combine" in str(raised.value)


def test_a_text_is_not_to_be_combined() -> None:
    with pytest.raises(DefinitionError, match="combine"):
        parse_definition(FORM.replace("kind: text", "kind: {name: text, combine: max}"))
