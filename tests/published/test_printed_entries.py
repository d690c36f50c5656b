"""What documents add to figures is no oddity of what was reported."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from xlsreport.definition.figure_kinds.kinds import AnyKind, Date
from xlsreport.definition.figure_kinds.number_kinds import Amount, Count, Percent
from xlsreport.published.matching.printed_entries import printed_entry


@pytest.mark.parametrize(
    ("text", "kind", "language", "typed", "mended"),
    [
        ("1,879", Count(), "en", 1879, False),
        ("12", Count(), "zh-CN", 12, False),
        ("-1,234.50", Amount(decimals=2, signed=True), "en", Decimal("-1234.5"), False),
        ("1.879,50", Amount(decimals=2), "de", Decimal("1879.5"), False),
        ("62.5%", Percent(decimals=1), "en", Decimal("62.5"), False),
        ("3 March 2025", Date(), "en", "2025-03-03", False),
        ("18,79", Count(), "en", "18,79", False),
        ("012", Count(), "en", "012", True),
        ("12（其中修订2件）", Count(), "zh-CN", "12（其中修订2件）", True),
        ("03/04/2025", Date(), "en", "03/04/2025", False),
    ],
)
def test_a_printed_figure_is_what_was_reported(
    text: str, kind: AnyKind, language: str, typed: Any, mended: bool
) -> None:
    entry = printed_entry(text, kind, language)
    assert entry is not None
    assert (entry.typed, entry.mended) == (typed, mended)
