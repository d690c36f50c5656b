"""The fingerprint tells two definitions apart where a workbook of one cannot be read as one of the other."""

from __future__ import annotations

import pytest

from xlsreport.definition.loading.definition_loading import parse_definition

FORM = """\
id: harvest-return
edition: "1"
language: en
name: Harvest return
title: Harvest of {year}
period: {label: Period, text: The year}
cover: [{id: phone, label: Telephone, prompt: With its code.}]
sections:
  - id: part
    heading: Part
    sheet: Part
    guidance: [Enter 0 where there was none.]
    tables:
      - id: fruit
        font_size: 10
        columns: [{id: tons, label: Tons, prompt: In whole tons.}, {id: trees, label: Trees, kind: count}]
        rows: [{id: apples, label: Apples}, {id: all, label: All, total: apples}]
        rules: [{id: enough, require: apples.tons > 0, statement: There are apples.}]
"""


CLAIMS = """\
phrasing: {subjects: {fruit: [apples]}}
claims:
  - {id: said, statement: As said, figures: [{about: fruit, none: [no apples], equals: [fruit.apples.tons]}]}
"""


def fingerprint(text: str) -> str:
    return parse_definition(text).fingerprint


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("label: Apples", "label: Pears"),
        ("label: Tons", "label: Tonnes"),
        ("id: trees", "id: all_trees"),
        ("kind: count", "kind: signed_count"),
        ("kind: count", "kind: {name: amount}"),
        ("total: apples", "total: apples * 1"),
        ("apples.tons > 0", "apples.tons > 1"),
        ("statement: There are apples.", "statement: There are apples., severity: note"),
        ("sheet: Part", "sheet: Parts"),
        ('edition: "1"', 'edition: "2"'),
        ("title: Harvest", "title: The harvest"),
        ("label: Telephone", "label: Phone"),
        ("{id: trees, label: Trees, kind: count}", "{id: trees, label: Trees, kind: count, span: 2}"),
    ],
)
def test_it_changes_with_what_stands_in_a_cell_or_what_it_means(old: str, new: str) -> None:
    assert old in FORM
    assert fingerprint(FORM.replace(old, new)) != fingerprint(FORM)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("guidance: [Enter 0 where there was none.]", "guidance: [Leave nothing blank., Enter 0.]"),
        (
            "sections:\n",
            CLAIMS + "sections:\n",
        ),
        ("prompt: In whole tons.", "prompt: Whole tons only."),
        ("label: Tons", "label: Tons, also: [Brought in, Yield]"),
        (", prompt: With its code.", ""),
        ("name: Harvest return", "name: The return of the harvest"),
        ("font_size: 10", "font_size: 12"),
        ("id: harvest-return\n", "# a remark\nid: 'harvest-return'\n"),
        ("kind: count", "kind: {name: count}"),
        ("kind: count", "kind: {name: count, combine: max}"),
    ],
)
def test_it_stays_when_only_helpful_words_or_the_spelling_change(old: str, new: str) -> None:
    assert old in FORM
    assert fingerprint(FORM.replace(old, new)) == fingerprint(FORM)


def test_it_is_the_same_in_every_run_and_release() -> None:
    # A release that changes it makes every workbook that is out look like one of another definition.
    assert fingerprint(FORM) == "410cd7a984d89b4c18a49f1af8952c18a333d8b32b9eb2f641e93985bfaacdf8"
