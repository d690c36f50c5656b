"""Two versions of a form: what was added, removed, changed and moved, and what becomes of workbooks that are out."""

from __future__ import annotations

from pathlib import Path

import pytest

from xlsreport import diff_definitions
from xlsreport.definition.loading.definition_loading import parse_definition

YARD = Path(__file__).parents[1] / "support" / "yard.yaml"
FORM = YARD.read_text(encoding="utf-8")


FEW = "{id: few, require: repairs.number <= 99, statement: Few}"


@pytest.mark.parametrize(
    ("before", "after", "expected", "validity"),
    [
        ("", "", [], "valid"),
        ("{id: number, label: Number}", "{id: number, label: Number, prompt: All of them.}",
         [("changed", "column", "work.number", "prompt", "", "All of them.")], "valid"),
        ("label: Painting}", "label: Paint}", [("changed", "row", "work.painting", "label", "Painting", "Paint")],
         "to_migrate"),
        ("require: number >= 0", "require: number > 0",
         [("changed", "rule", "ordered", "require", "number >= 0", "number > 0")], "readable"),
        ("          - {id: moored, label: Moored}\n",
         "          - {id: moored, label: Moored}\n          - {id: sunk, label: Sunk}\n",
         [("added", "row", "boats.sunk", "", "", "boats")], "to_migrate"),
        ("{id: start, label: At the start}", "{id: start, label: At the start, kind: amount}",
         [("changed", "column", "boats.start", "kind", "", "name: amount")], "readable"),
        ("          - {id: repairs, label: Repairs}\n          - {id: painting, label: Painting}\n",
         "          - {id: painting, label: Painting}\n          - {id: repairs, label: Repairs}\n",
         [("moved", "row", "work.painting", "order", "2", "1")], "to_migrate"),
        ("severity: warning", "severity: note",
         [("changed", "rule", "carried", "severity", "warning", "note")], "readable"),
        ("{id: ordered, for: rows, ", "{id: sorted, for: rows, ",
         [("added", "rule", "sorted", "", "", "work"), ("removed", "rule", "ordered", "", "work", "")], "readable"),
        ("        rules:\n          - {id: o", f"        rules:\n          - {FEW}\n          - {{id: o",
         [("added", "rule", "few", "", "", "work")], "without_checks"),
        ('edition: "1"', 'edition: "2"', [("changed", "form", "", "edition", "1", "2")], "other_edition"),
        ("id: yard-return", "id: yards", [], "other_report"),
    ],
)  # fmt: skip
def test_one_change(before: str, after: str, expected: list[tuple[str, ...]], validity: str) -> None:
    assert before in FORM
    found = diff_definitions(parse_definition(FORM), parse_definition(FORM.replace(before, after, 1)))
    changes = [(one.sort, one.part, one.name, one.key, one.before, one.after) for one in found.changes]
    assert (changes, found.validity) == (expected, validity)
    assert found.is_same is not bool(expected)


def test_a_row_that_went_to_another_table() -> None:
    row = "          - {id: painting, label: Painting}\n"
    moved = FORM.replace(row, "").replace("repairs + painting", "repairs")
    moved = moved.replace(
        "          - {id: moored, label: Moored}\n", "          - {id: moored, label: Moored}\n" + row
    )
    found = diff_definitions(parse_definition(FORM), parse_definition(moved))
    assert [(one.sort, one.name, one.before, one.after) for one in found.changes if one.part == "row"] == [
        ("changed", "work.all", "repairs + painting", "repairs"),
        ("moved", "boats.painting", "work.painting", "boats.painting"),
    ]
