"""Mistakes in what refers to another list: each is told where it stands, with what to do."""

from __future__ import annotations

import pytest

from support.works import WORKS
from xlsreport.definition.loading.definition_loading import parse_definition
from xlsreport.definition.problems import DefinitionError

FORM = WORKS.read_text(encoding="utf-8")

MISTAKES = [
    ("options_from: contracts.number", "options_from: contract.number", "contracts"),
    ("options_from: contracts.number", "options_from: contracts.numbr", "number"),
    ("options_from: contracts.number", "options_from: contracts", "options_from names a list"),
    ("options_from: contracts.number", "options_from: offices.staff", "There is no list “offices”"),
    ("options_from: contracts.number", "options_from: contracts.ceiling", "no column of texts or choices"),
    ("options_from: contracts.number", "options: [A], options_from: contracts.number", "Leave out options or"),
    (
        "label: Number, kind: {name: text, max_length: 12}",
        "label: Number, kind: {name: choice}",
        "“options” is missing",
    ),
    ("label: Number, kind: {name: text, max_length: 12}", "label: Number, kind: {name: choice, options: []}", "empty"),
    (
        "label: Number, kind: {name: text, max_length: 12}",
        "label: Number, kind: {name: choice, options_from: contracts.number}",
        "take their options from each other",
    ),
    ("where contract == this.number", "where contract == this.numbr", "number"),
    ("where contract == this.number", "where contract == number", "this.number"),
    ("where contract == this.number", "where contract == contract", "this.contract"),
    ("where contract == this.number", "where payments.amount == this.number", "can never be the same"),
    ("where contract == this.number", "where contract == row.label", "has no meaning here"),
    ("where contract == this.number", "where amount > this.ceiling", "by == and and"),
    ("sum(payments.amount where contract == this", "max(payments.amount where contract == this", "added up or counted"),
    ("paid <= ceiling", "paid <= this.ceiling", "by == and and"),
    ("ceiling where division == row.label", "ceiling where division == row.code", "code"),
    ("ceiling where division == row.label", "ceiling where division == column.label", "has no meaning here"),
    ("ceiling where division == row.label", "ceiling where ceiling == row.label", "can never be the same"),
    ('{id: west, label: "Mains, west"}', "{id: west}", "Name the lines by its id"),
    ("ordered: [day, -amount]", "ordered: [day, -amont]", "amount"),
    ("ordered: [day, -amount]", "ordered: [contract]", "order of texts"),
    ("ordered: [day, -amount]", "ordered: [day], require: amount > 0", "Make two rules of it"),
    ("ordered: [day, -amount]", "ordered: [day], alike: note", "beside distinct"),
    ("for: [dams, west, patrol]", "ordered: [agreed]", "ordered is for lists"),
    ("previous: {key: [number]", "previous: {key: [numbr]", "number"),
    ("previous: {key: [number]", "previous: {key: [paid]", "cannot be the key"),
    ("where contract == this.number", "where previous.amount == this.ceiling", "not compared with those of the"),
]


@pytest.mark.parametrize(("old", "new", "said"), MISTAKES)
def test_a_mistake_is_told(old: str, new: str, said: str) -> None:
    assert old in FORM
    text = FORM.replace(old, new, 1)
    with pytest.raises(DefinitionError) as caught:
        parse_definition(text)
    assert said in str(caught.value)
    changed = next(number for number, line in enumerate(text.splitlines(), 1) if line not in FORM.splitlines())
    assert 0 <= changed - caught.value.problems[0].line <= 5
