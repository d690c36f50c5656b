"""Slips that are looked for where a rule leaves a range: only those that few numbers of the range would be."""

from __future__ import annotations

from decimal import Decimal

import pytest

from xlsreport.checking.suspects.slips import meant_instead
from xlsreport.values import Number


@pytest.mark.parametrize(
    ("found", "is_count", "meant"),
    [
        (219, True, {129, 291}),
        (1221, True, {2121, 1221, 121, 1212}),
        (30, True, set()),  # a zero more or less leads into every range
        (31, True, {13}),
        (
            Decimal("2.5"),
            False,
            {Decimal("5.2"), 25, 250, 2500, 25000, *(Decimal(25).scaleb(-n) for n in (2, 3, 4, 5))},
        ),
    ],
)
def test_what_a_number_may_have_been_mistyped_of(found: Number, is_count: bool, meant: set[Number]) -> None:
    assert set(meant_instead(found, is_count=is_count)) == meant
