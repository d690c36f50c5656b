"""What headings and captions say of the unit of the figures below them."""

from __future__ import annotations

import pytest

from xlsreport.definition.figure_kinds.number_kinds import Amount
from xlsreport.published.matching.labels.printed_units import scale_below
from xlsreport.published.matching.lists.heading_units import OtherUnit, stated_unit


@pytest.mark.parametrize(
    ("caption", "scale"),
    [
        ("(in thousands)", "thousands"),
        ("Unit: thousand", "thousand"),
        ("Angaben in Tsd. EUR", "tsd"),
        ("in Millionen Euro", "millionen"),
        ("(en milliers d'euros)", "milliers"),
        ("(тыс. руб.)", "тыс"),
        ("Amounts in EUR 000", "000"),
        ("(in '000 EUR)", "'000"),
        ("£000", "£000"),
        ("In 2025 we gave 2,000 grants", None),
        ("2,000 grants were awarded", None),
        ("in 1'000 schools", None),
        ("The fund grew to 3 million.", None),
    ],
)
def test_a_caption_multiplies_only_where_it_speaks_of_all_figures(caption: str, scale: str | None) -> None:
    assert scale_below(caption) == scale


@pytest.mark.parametrize(
    ("caption", "unit"),
    [
        ("单位：万元", OtherUnit("万元", "万元")),
        ("单位：件、万元", OtherUnit("万元", "万元")),
        ("单位：美元", OtherUnit("美元", None)),
        ("单位：元", None),
        ("单位：件", None),
        ("2,000 grants were awarded", None),
        ("Unit: thousand", OtherUnit("Unit: thousand", None)),
    ],
)
def test_the_unit_of_a_list_is_that_of_its_caption(caption: str, unit: OtherUnit | None) -> None:
    assert stated_unit([caption], Amount(name="amount")) == unit
