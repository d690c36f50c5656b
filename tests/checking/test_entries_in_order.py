"""Entries that are passed over since they are in order are such that nothing would be found about them."""

from __future__ import annotations

from decimal import Decimal

from support.long_lists import filled_list
from xlsreport.checking.evaluation.submission_values import Values
from xlsreport.checking.figures.entry_findings import Asked, EntryFindings, is_in_order
from xlsreport.layout.cells import CellRef
from xlsreport.submission.typed_values.entry_parsing import parse_entry
from xlsreport.values import Typed

TYPED: tuple[Typed, ...] = (
    *(0, 1, -1, 45_000, 2_958_466, 10**14, 10**16, Decimal("0.5"), Decimal("12.34"), Decimal("0.1234567")),
    *(
        "",
        " ",
        "12",
        "12件",
        "１２",
        "0.5",
        "40%",
        "A000",
        "A0001",
        "a000",
        "x" * 80,
        "x" * 5_000,
        "Y",
        "y",
        "N",
        "Yes",
    ),
    *("Unknown", "OTHER", "2025-02-28", "2025-02-30", "1/2/2025", "1600-01-01", "N/A", "–", "#REF!", True, False),
)


def test_nothing_is_found_about_an_entry_that_is_in_order() -> None:
    submission = filled_list(20, 3)
    definition = submission.definition.lines["awards"]
    find = EntryFindings(definition, Values(submission).lines["awards"].lines[0]).findings
    passed, found = 0, 0
    for place, facts in definition.places.items():
        for typed in TYPED:
            entry = parse_entry(typed, facts.kind, "en")
            if entry is None or facts.computed:
                continue
            told = list(find(Asked(str(place), CellRef("Awards", 4, 1), "x", facts.kind, None, place), entry))
            if is_in_order(entry, facts.kind.traits):
                assert told == [], f"{place} {typed}"
                passed += 1
            found += bool(told)
    assert passed > 100
    assert found > 100
