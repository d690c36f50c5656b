"""A made-up form with one list, as wide and as long as asked for, and reports that fill it."""

from __future__ import annotations

import random
from collections.abc import Iterator
from typing import Any

from xlsreport import Definition, Submission, new_submission
from xlsreport.definition.loading.definition_loading import parse_definition

_FORM = """
id: awards
edition: "1"
language: en
name: Awards
title: "{agency}\\nAwards of {year}"
period: {label: Year, text: "{year}"}
codes: {funds: [Reading fund, "Books, maps and music", Building fund, OTHER]}
cover: [{id: phone, label: Telephone}]
sections:
  - id: totals
    heading: 1. In all
    sheet: In all
    tables:
      - id: totals
        columns: [{id: amount, label: Amount, kind: {name: amount, decimals: 2}}]
        rows:
          - {id: all, label: All awards, total: sum(awards.amount)}
          - {id: loans, label: Of this loans, total: 'sum(awards.amount where loan == "Y")'}
          - {id: lines, label: Number of awards, total: count(awards)}
          - {id: ledger, label: By the ledger}
        rules:
          - {id: agrees, for: [amount], require: ledger == all, statement: The ledger has the same sum}
  - id: awards
    heading: 2. Awards
    sheet: Awards
    tables:
      - id: awards
        list: {most: MOST, name: "{code} {purpose}"}
        columns:
          - {id: code, label: Code, kind: {name: text, max_length: 4, pattern: "[A-Z][0-9]{3}"}}
          - {id: purpose, label: Purpose, kind: text}
          - {id: fund, label: Fund, kind: {name: choice, codes: funds}}
          - {id: amount, label: Amount, kind: {name: amount, decimals: 2}}
          - {id: of_code, label: Of this code, total: "sum(amount where same(code))", kind: {name: amount, decimals: 2}}
          - {id: loan, label: Loan, kind: {name: choice, options: ["Y", "N"]}}
          - {id: owed, label: Still owed, kind: {name: amount, decimals: 2}, required: {when: 'loan == "Y"'}}
          - {id: share, label: Share owed, total: 100 * owed / amount, kind: {name: percent, decimals: 1}}
FURTHER
        rules:
          - {id: owed_within, require: owed <= amount, statement: No more is owed than was lent}
          - {id: once, distinct: [code, purpose], statement: Each award stands in one line}
          - {id: large, if: loan == "Y", require: amount >= 100, statement: Loans are of 100 or more, severity: warning}
          - {id: within_all, require: amount <= totals.ledger.amount, statement: No award is more than the ledger has}
"""
_OWN_COLUMNS = 8
_KINDS = (
    "{name: amount, decimals: 2}",
    "count",
    "{name: text, max_length: 60}",
    '{name: choice, options: ["Yes", "No", Unknown]}',
    "date",
)
"""Of the further columns, by turns. Every third of them is asked for loans only."""


def long_list(columns: int = 20, most: int = 5_000) -> Definition:
    """The form, with a list of so many columns and lines."""
    return parse_definition(form_text(columns, most))


def form_text(columns: int, most: int) -> str:
    """The form as it is written."""
    further = (
        f"          - {{id: c{number}, label: Column {number}, kind: {_KINDS[number % len(_KINDS)]}"
        + (", required: {when: 'loan == \"Y\"'}}" if number % 3 == 0 else "}")
        for number in range(columns - _OWN_COLUMNS)
    )
    return _FORM.replace("MOST", str(most)).replace("FURTHER", "\n".join(further))


def made_up_lines(columns: int, count: int, seed: int = 1) -> Iterator[dict[str, Any]]:
    """So many lines that are complete and break no rule."""
    draw = random.Random(seed)
    for number in range(count):
        is_loan = draw.random() < 0.3
        amount = draw.randrange(10_000, 10_000_000) / 100
        line: dict[str, Any] = {
            "code": f"{chr(65 + number % 26)}{number % 1000:03}",
            "purpose": f"Purpose {number}",
            "fund": draw.choice(("Reading fund", "OTHER")),
            "amount": amount,
            "loan": "Y" if is_loan else "N",
        }
        if is_loan:
            line["owed"] = amount // 2
        for further in range(columns - _OWN_COLUMNS):
            if is_loan or further % 3:
                line[f"c{further}"] = _value(draw, further % len(_KINDS))
        yield line


def _value(draw: random.Random, kind: int) -> Any:
    match kind:
        case 0:
            return draw.randrange(100_000) / 100
        case 1:
            return draw.randrange(1_000)
        case 2:
            return f"Some words {draw.randrange(10_000)}"
        case 3:
            return draw.choice(("Yes", "No", "Unknown"))
        case _:
            return f"2025-{draw.randint(1, 12):02}-{draw.randint(1, 28):02}"


def filled_list(columns: int = 20, most: int = 5_000, count: int | None = None, seed: int = 1) -> Submission:
    """A report with so many lines; without a count the list is full."""
    lines = list(made_up_lines(columns, most if count is None else count, seed))
    entries = {
        "phone": "1",
        "totals.ledger.amount": round(sum(line["amount"] for line in lines), 2),
        "awards": lines,
    }
    return new_submission(long_list(columns, most), agency="Bay Library", year=2025, entries=entries)
