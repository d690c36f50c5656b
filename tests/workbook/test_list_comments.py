"""The reporter's comment on a list: it stands above the headings on the sheet, and below the lines in the report."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from support.grants import GRANTS
from xlsreport import Submission, build_document, check, new_submission, read_workbook, write_workbook
from xlsreport.definition.definition import Definition
from xlsreport.definition.loading.definition_loading import parse_definition

WHEN = 'required: {when: "totals.ledger.amount > 1", otherwise: empty}'
COMMENT = f"        comment: {{label: On the grants, lines: 9, when_blank: warning, {WHEN}}}\n"
LINE: Mapping[str, Any] = {"code": "A100", "purpose": "Shelves", "fund": "OTHER", "amount": 2, "loan": "N"}


def form() -> Definition:
    head, lists, rest = GRANTS.read_text("utf-8").partition("        list: {most: 40")
    return parse_definition(f"{head}{COMMENT}{lists}{rest}")


def reported(amount: int = 2, comment: str = "") -> Submission:
    entries: dict[str, Any] = {"phone": "1", "visits.nil_return": True, "totals.ledger.amount": amount}
    entries |= {"grants": [{**LINE, "amount": amount}], "grants.comment": comment}
    return new_submission(form(), agency="Coast", year=2025, entries=entries)


def told(submission: Submission) -> list[tuple[str, str, str, str]]:
    return [(one.severity, one.rule, one.place, str(one.cells)) for one in check(submission, forensic=True)]


def test_it_is_asked_as_a_comment_on_a_table_is() -> None:
    assert told(reported()) == [("warning", "filled", "grants.comment", "'Grants'!A4")]
    assert told(reported(amount=1)) == []
    assert told(reported(amount=1, comment="Few.")) == [("error", "not_asked", "grants.comment", "'Grants'!A4")]
    assert told(reported(comment="All of them were paid.")) == []


@pytest.mark.slow
def test_what_is_written_is_read_back_and_printed_below_the_lines(tmp_path: Path) -> None:
    write_workbook(reported(comment="All were paid.\nNone is open."), tmp_path / "grants.xlsx")
    found = read_workbook(tmp_path / "grants.xlsx", form())
    assert found.fields["grants.comment"] == "All were paid.\nNone is open."
    assert told(found) == []
    texts = [getattr(part, "text", None) for part in build_document(found).parts]
    assert texts[texts.index("On the grants: All were paid.") + 1] == "None is open."
