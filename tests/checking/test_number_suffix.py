"""Percentages have their sign in findings, and so has what they are compared with."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import openpyxl
import pytest

from xlsreport import check, new_submission, read_workbook, write_workbook
from xlsreport.definition.loading.definition_loading import parse_definition

FORM = """\
id: replies
edition: "1"
language: en
name: Replies
title: Replies of {agency}, {year}
period: {label: Year, text: "{year}"}
sections:
  - id: s
    heading: 1. Replies
    sheet: Replies
    tables:
      - id: t
        columns:
          - {id: sent, label: Sent}
          - {id: share, label: In time, kind: {name: percent, decimals: 1}}
          - {id: goal, label: Goal, kind: {name: percent, decimals: 1}}
          - {id: gap, label: Gap, kind: {name: percent, decimals: 1}, total: goal - share}
        rows: [{id: all, label: All}]
        rules:
          - {id: enough, for: rows, require: share >= 80, statement: At least 80% are in time}
          - {id: together, for: rows, require: share + goal <= 150, statement: Not more than 150% together}
          - {id: small, for: rows, require: share * 2 <= 200, statement: Twice the share is at most 200}
          - {id: least, for: rows, require: "min(share, goal) <= sent", statement: Replies are at least the shares}
"""


def told(entries: Mapping[str, object]) -> dict[str, str]:
    submission = new_submission(parse_definition(FORM), agency="Port", year=2025, entries=entries)
    return {finding.rule: finding.message for finding in check(submission)}


@pytest.mark.parametrize(
    ("sent", "share", "goal", "rule", "words"),
    [
        (100, 75.4, 70, "enough", "In time (75.4%), which must be at least 80%"),
        (100, 90, 80, "together", "In time (90%) + Goal (80%) = 170%, which must be at most 150%"),
        (60, 85, 65, "least", "the least of (In time (85%), Goal (65%)) = 65%, which must be at most Sent (60)"),
    ],
)
def test_percentages_have_their_sign(sent: int, share: float, goal: int, rule: str, words: str) -> None:
    assert words in told({"t.all.sent": sent, "t.all.share": share, "t.all.goal": goal})[rule]


def test_an_altered_percentage_has_it_too(tmp_path: Path) -> None:
    definition, file = parse_definition(FORM), tmp_path / "replies.xlsx"
    entries = {"t.all.sent": 100, "t.all.share": 85, "t.all.goal": 90}
    submission = new_submission(definition, agency="Port", year=2025, entries=entries)
    write_workbook(submission, file)
    workbook = openpyxl.load_workbook(file)
    gap = next(place for place, facts in definition.places.items() if facts.computed)
    workbook["Replies"][submission.positions.cell(gap).a1] = 15
    workbook.save(file)
    [message] = [finding.message for finding in check(read_workbook(file, definition)) if finding.rule == "total"]
    assert "All · Gap: the sheet shows 15%, which must equal Goal (90%) - In time (85%) = 5%" in message
