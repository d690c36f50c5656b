"""What people type, and the number that they mean."""

from __future__ import annotations

from decimal import Decimal

import pytest

from xlsreport.definition.kinds import Amount, AnyKind, Choice, Count, SignedCount, Text
from xlsreport.submission.normalise import exact, plain_number, read_entry
from xlsreport.submission.submission import Entry

COUNT, SIGNED, AMOUNT = Count(), SignedCount(), Amount()
WAN = Amount(unit="万元", decimals=6)
CHOICE, TEXT = Choice(options=("是", "否")), Text()

MENDED = [
    ("１２", COUNT, 12),
    ("1,234", COUNT, 1234),
    ("1，234，567", COUNT, 1234567),
    ("12件", COUNT, 12),
    ("3 件", COUNT, 3),
    ("22（其中修订16件）", COUNT, 22),
    ("22(16 revised)", COUNT, 22),
    ("/", COUNT, 0),
    ("／", COUNT, 0),
    ("-", COUNT, 0),
    ("——", COUNT, 0),
    ("—", AMOUNT, 0),
    ("无", COUNT, 0),
    (" 无 ", COUNT, 0),
    ("7", COUNT, 7),
    ("+8", SIGNED, 8),
    ("-8", SIGNED, -8),
    ("−8", SIGNED, -8),
    ("－８", SIGNED, -8),
    ("　9　", COUNT, 9),
    ("1\u00a0000", COUNT, 1000),
    ("12.50", AMOUNT, Decimal("12.5")),
    ("12.0", COUNT, 12),
    ("0.1元", Amount(unit="元"), Decimal("0.1")),
    ("251000元", WAN, Decimal("25.1")),
    ("2.5亿元", WAN, 25000),
    ("3万元", WAN, 3),
    ("3万元", AMOUNT, 3),
    ("251000元", AMOUNT, 251000),
    ("1 234 567.89", AMOUNT, Decimal("1234567.89")),
]

NO_NUMBER = [
    "many",
    "一百",
    "12.5.1",
    "1,23",
    "12件8",
    "1e5",
    "#N/A",
    "=5",
    "12-13",
    "约12",
    "12%",
    "()",
    "9" * 301,
    "TRUE",
]


@pytest.mark.parametrize(("typed", "kind", "number"), MENDED)
def test_a_number_is_taken_out_of_what_was_typed_and_that_is_noted(
    typed: str, kind: AnyKind, number: int | Decimal
) -> None:
    assert read_entry(typed, kind) == Entry(typed, number, mended=True)


@pytest.mark.parametrize("typed", NO_NUMBER)
def test_what_holds_no_number_is_kept_as_typed(typed: str) -> None:
    assert read_entry(typed, COUNT) == Entry(typed)


@pytest.mark.parametrize("typed", [0, 7, -7, Decimal("1.25"), 10**15 - 1])
def test_a_plain_number_is_not_mended(typed: int | Decimal) -> None:
    assert read_entry(typed, AMOUNT) == Entry(typed, typed)


@pytest.mark.parametrize("typed", ["", " ", "　", "\t\n", "\u00a0"])
@pytest.mark.parametrize("kind", [COUNT, AMOUNT, TEXT, CHOICE])
def test_blanks_are_no_entry(typed: str, kind: AnyKind) -> None:
    assert read_entry(typed, kind) is None


def test_a_boolean_is_no_number() -> None:
    assert read_entry(True, COUNT) == Entry(True)


@pytest.mark.parametrize("kind", [TEXT, CHOICE])
def test_texts_and_choices_are_kept_as_typed(kind: AnyKind) -> None:
    assert read_entry("12件", kind) == Entry("12件")
    assert read_entry(12, kind) == Entry("12")


@pytest.mark.parametrize(
    ("value", "typed"),
    [
        (3.0, 3),
        (0.1, Decimal("0.1")),
        (0.1 + 0.2, Decimal("0.3")),
        (59237.2449, Decimal("59237.2449")),
        (999999999999999.0, 999999999999999),
        (-0.0, 0),
        (1e300, 10**300),
        (5e-324, Decimal("4.94065645841247e-324")),
        (float("inf"), "inf"),
        (float("nan"), "nan"),
        (True, True),
        ("text", "text"),
    ],
)
def test_a_cell_value_is_exact_to_the_digits_that_a_spreadsheet_keeps(value: object, typed: object) -> None:
    found = exact(value)
    assert (found, type(found)) == (typed, type(typed))


def test_a_decimal_loses_the_zeros_at_its_end_and_nothing_else() -> None:
    long = Decimal("0." + "1234567890" * 5)
    assert plain_number(long) == long
    assert str(plain_number(Decimal("0.5000"))) == "0.5"
    assert type(plain_number(Decimal("1E+2"))) is int
