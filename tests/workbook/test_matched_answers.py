"""Sums over the lines with an answer, whatever words the answers are: Excel takes some of them for something else."""

from __future__ import annotations

from pathlib import Path

import pytest

from support.agreement import differences
from support.engines import CALCULATING, ENGINES
from xlsreport import Place, Submission, new_submission, write_workbook
from xlsreport.checking.evaluation.submission_values import Values
from xlsreport.definition.definition import Definition
from xlsreport.definition.loading.definition_loading import parse_definition
from xlsreport.layout.workbook_layout import layout_of

WORDS = ("Roads", "N/A", "true", "12", "1/2", "a*b", "what?", "=x", "<5", "May 5", "Section 8 housing programs", "~")
PLAIN = {"Roads", "N/A", "Section 8 housing programs"}
"""The words that SUMIFS and COUNTIFS take for nothing but themselves."""

FORM = """\
id: funds
edition: "1"
language: en
name: Funds
title: Funds of {agency}, {year}
period: {label: Year, text: "{year}"}
sections:
  - id: sums
    heading: 1. Sums
    sheet: Sums
    tables:
      - id: sums
        columns: [{id: amount, label: Amount}]
        rows:
ROWS
  - id: lines
    heading: 2. Lines
    sheet: Lines
    tables:
      - id: lines
        list: {most: 30}
        columns:
          - {id: fund, label: Fund, kind: {name: choice, options: OPTIONS}}
          - {id: amount, label: Amount, required: false}
          - {id: remark, label: Remark, kind: text, required: false}
"""


def quoted(word: str) -> str:
    return f"'{word}'"


def form() -> Definition:
    rows = [
        f"          - {{id: {kind}_{number}, label: {kind} {number}, total: '{call} where fund == \"{word}\")'}}"
        for number, word in enumerate(WORDS)
        for kind, call in (("sum", "sum(lines.amount"), ("lines", "count(lines"), ("remarks", "count(lines.remark"))
    ]
    options = f"[{', '.join(map(quoted, WORDS))}]"
    return parse_definition(FORM.replace("ROWS", "\n".join(rows)).replace("OPTIONS", options))


def reported() -> Submission:
    """Every word twice, once in capitals; an amount and a remark are sometimes missing."""
    lines = [
        {"fund": word.upper() if number % 2 else word, "amount": number + 1, "remark": "r" * (number % 3)}
        for number, word in enumerate((*WORDS, *WORDS[1:]))
    ]
    lines[3].pop("amount")
    return new_submission(form(), agency="Bay", year=2025, entries={"lines": lines})


def test_only_words_that_are_taken_for_nothing_else_need_no_column_of_their_own() -> None:
    laid, places = layout_of(form()).lists["lines"], form().places
    selected = {
        str(lines.where.option) for lines in laid.selected if lines.where is not None and hasattr(lines.where, "option")
    }
    assert {lines.column for lines in laid.selected} == {
        None,
        *(Place("lines", "*", name) for name in ("amount", "remark")),
    }
    assert selected == set(WORDS)
    by_word = [len([each for each in laid.selected if getattr(each.where, "option", "") == word]) for word in WORDS]
    assert [word for word, count in zip(WORDS, by_word, strict=True) if count == 1] == [
        word for word in WORDS if word in PLAIN
    ]
    assert len(places) == 3 * len(WORDS)


def test_python_adds_up_each_answer() -> None:
    values = Values(reported())
    sums = [values.at(Place("sums", f"sum_{number}", "amount")) for number in range(len(WORDS))]
    own = [number + 1 for number in range(len(WORDS))]
    again = [0, *(number + len(WORDS) for number in range(1, len(WORDS)))]
    own[3] = 0
    assert sums == [one + other for one, other in zip(own, again, strict=True)]


@pytest.mark.engine
@pytest.mark.parametrize("engine", CALCULATING)
def test_engines_add_up_the_same(engine: str, tmp_path: Path) -> None:
    file = tmp_path / "funds.xlsx"
    write_workbook(reported(), file)
    assert differences(file, ENGINES[engine]([file])[0]) == {}
