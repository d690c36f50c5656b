"""A kind of figure is one entry: its words are in every language, and Excel and Python judge a number alike by it."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from functools import cached_property
from pathlib import Path
from typing import Any, get_args

import pytest
import xlsxwriter

from support.engines import CALCULATING, ENGINES
from xlsreport.definition.figure_kinds.kind_traits import NumberTraits, OptionTraits
from xlsreport.definition.figure_kinds.kinds import KINDS, AnyKind, Choice, Date, Text
from xlsreport.definition.figure_kinds.number_kinds import Amount, Combine, Count, Percent, SignedCount
from xlsreport.messages import Language, messages_for
from xlsreport.submission.typed_values.entry_parsing import parse_entry
from xlsreport.values import NUMBER_LIMIT, Number
from xlsreport.workbook.formula.cell_conditions import is_invalid


class Share(Amount):
    """A kind that no definition has yet: percentages within bounds."""

    @cached_property
    def traits(self) -> NumberTraits:
        return NumberTraits(prompt="amount", decimals=1, least=-50, greatest=100, unit="%", suffix=" %")


SAMPLES: dict[str, list[AnyKind]] = {
    "count": [Count(), Count(minimum=1, maximum=53)],
    "signed_count": [SignedCount(), SignedCount(minimum=-5)],
    "amount": [
        *(Amount(), Amount(unit="万元", decimals=6), Amount(decimals=0)),
        *(Amount(signed=True), Amount(unit="£", signed=True, maximum=Decimal("0.5"))),
    ],
    "percent": [Percent(), Percent(minimum=None, maximum=Decimal(100))],
    "date": [Date(), Date(earliest=date(2025, 10, 1), latest=date(2026, 9, 30))],
    "text": [Text()],
    "choice": [Choice(options=("yes", "no"))],
}
"""Each kind with the particulars that change what it is asked; a new kind needs a line here."""

NUMERIC = [kind for kinds in SAMPLES.values() for kind in kinds if isinstance(kind.traits, NumberTraits)] + [Share()]
NUMBERS: list[Number] = [0, 1, -1, -50, -51, 100, 101, NUMBER_LIMIT - 1, NUMBER_LIMIT, -NUMBER_LIMIT, 1 - NUMBER_LIMIT]
NUMBERS += map(Decimal, ("0.5", "-0.5", "12.25", "100.1", "0.123456", "0.1234567", "-50.1", "9999999999999.9"))


def test_every_kind_is_tried_here() -> None:
    assert list(SAMPLES) == list(KINDS)


@pytest.mark.parametrize("language", get_args(Language))
@pytest.mark.parametrize("name", KINDS)
def test_every_kind_has_its_words(name: str, language: str) -> None:
    texts = messages_for(language).texts
    assert f"kind.{name}" in texts
    assert f"entry.error_{name}" in texts
    for kind in SAMPLES[name]:
        assert f"entry.{kind.traits.prompt}" in texts


@pytest.mark.parametrize("name", KINDS)
def test_every_kind_is_documented(name: str) -> None:
    page = Path(__file__).parents[2] / "docs" / "reference" / "definition.md"
    assert f"### kind: {name}\n" in page.read_text(encoding="utf-8")


@pytest.mark.parametrize("name", KINDS)
def test_every_kind_says_how_it_combines(name: str) -> None:
    assert {kind.combine for kind in SAMPLES[name]} <= set(get_args(Combine))


@pytest.mark.parametrize("engine", CALCULATING)
def test_a_number_is_invalid_in_the_workbook_where_it_is_in_python(engine: str, tmp_path: Path) -> None:
    file = tmp_path / "numbers.xlsx"
    expected: dict[Any, Any] = {}
    with xlsxwriter.Workbook(file) as book:
        sheet = book.add_worksheet("S")
        for row, number in enumerate(NUMBERS):
            sheet.write_number(row, 0, float(number))
            for column, kind in enumerate(NUMERIC, start=1):
                condition = f"=IF({is_invalid(f'A{row + 1}', kind)},1,0)"
                sheet.write_formula(row, column, condition, value=-1)
                expected["S", f"{chr(65 + column)}{row + 1}"] = 1 - kind.traits.takes(number)
    (found,) = ENGINES[engine]([file])
    assert {cell: float(value) for cell, value in found.items()} == expected


@pytest.mark.parametrize(
    ("number", "faults"),
    [
        (-51, ("below",)),
        (Decimal("100.25"), ("above", "decimals")),
        (NUMBER_LIMIT, ("too_great",)),
        (Decimal("-50"), ()),
        (100, ()),
    ],
)
def test_bounds_and_decimals(number: Number, faults: tuple[str, ...]) -> None:
    assert Share().traits.faults(number) == faults


@pytest.mark.parametrize(
    ("typed", "number"),
    [
        ("12.5%", Decimal("12.5")),
        ("12.5 %", Decimal("12.5")),
        ("减12.5%", Decimal("-12.5")),
        ("12.5（下降）", Decimal("-12.5")),
        ("12件", None),
        ("¥12", None),
        ("12元", None),
        ("十二", None),
        ("不变", 0),
    ],
)
def test_a_new_kind_is_read_by_its_traits(typed: str, number: Number | None) -> None:
    entry = parse_entry(typed, Share())
    assert entry is not None
    assert entry.number == number


def test_formats_show_all_decimals_and_what_stands_behind() -> None:
    assert (Share().traits.cell_format(), Share().traits.whole_format()) == ('0.#" %"', '0" %"')
    assert (Amount().traits.cell_format(), Amount().traits.whole_format()) == ("0.##", "0")
    assert (Count().traits.cell_format(), Count().traits.whole_format()) == ("0", None)
    assert Share().traits.printed(Decimal("12.5")) == "12.5 %"


@pytest.mark.parametrize(
    ("options", "typed", "option"),
    [
        (("Evet", "Hayır"), "HAYIR", "Hayır"),
        (("iyi", "kötü"), "İYİ", "iyi"),
        (("Sınır", "Sinir"), "SINIR", None),  # it may be either
        (("Sınır", "Sinir"), "Sinir", "Sinir"),
    ],
)
def test_turkish_answers_in_capitals_are_understood(options: tuple[str, ...], typed: str, option: str | None) -> None:
    assert OptionTraits(prompt="choice", options=options).option_of(typed) == option


def test_options_that_differ_by_a_dot_keep_their_words() -> None:
    traits = OptionTraits(prompt="choice", options=("Sınır", "Sinir"), words=("Border", "Nerve"))
    assert traits.word_of("Sinir") == "Nerve"
