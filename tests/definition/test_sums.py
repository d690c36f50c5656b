"""Two totals for one figure are compared by the entries that they add up."""

from __future__ import annotations

import pytest

from xlsreport.definition.figure_kinds.number_kinds import Count
from xlsreport.definition.place import Place
from xlsreport.definition.rule_language.binding import Binder
from xlsreport.definition.rule_language.entry_sums import always_agree
from xlsreport.definition.rule_language.expression import Expression
from xlsreport.definition.rule_language.name_look_up import Scope
from xlsreport.definition.rule_language.rule_parser import parse_total
from xlsreport.definition.rule_language.table_names import TableNames

ROWS, COLUMNS = ("x", "y", "both"), ("a", "b", "all")
NAMES = TableNames(
    "t",
    {name: (name,) for name in ROWS},
    {name: (name,) for name in COLUMNS},
    {(row, column): Count() for row in ROWS for column in COLUMNS},
)


def bound(text: str) -> Expression:
    return Binder({"t": NAMES}, Scope("t")).expression(parse_total(text))


TOTALS = {
    Place("t", "x", "all"): bound("x.a + x.b"),
    Place("t", "y", "all"): bound("sum(y.a, y.b)"),
    Place("t", "both", "a"): bound("x.a + y.a"),
    Place("t", "both", "b"): bound("y.b - -x.b"),
}


@pytest.mark.parametrize(
    ("one", "other", "agree"),
    [
        ("x.all + y.all", "both.a + both.b", True),
        ("x.all - y.all", "both.a - both.b", False),
        ("x.all + y.all", "both.a", False),
        ("x.a - x.a + y.b", "y.b", True),
        ("x.all * 1", "x.all * 1", False),
        ("max(x.a, x.b)", "max(x.a, x.b)", False),
    ],
)
def test_sums_of_the_same_entries_always_agree_and_nothing_else_is_said_to(one: str, other: str, agree: bool) -> None:
    assert always_agree(bound(one), bound(other), TOTALS) is agree
