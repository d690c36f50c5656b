"""The shipped forms of other countries: what was published is what they compute, and what cannot be is told."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from xlsreport import Definition, Place, check, load_definition, load_entries, new_submission
from xlsreport.checking.figures.evaluation import Values
from xlsreport.definition.loading.definition_loading import load_with_hints

FOIA = "us-doj-foia/2016"
ENTRIES = Path(__file__).parents[2] / "samples" / "us-doj-foia-2016" / "entries.yaml"
# The published line of the whole department, typed by hand.
OVERALL = {
    "v_a": (14213, 73103, 71854, 15462),
    "v_b1": (30147, 10452, 2813, 14133, 279, 1276, 1007, 522, 8883, 299, 931, 1112, 71854),
    "vi_a": (615, 3342, 3460, 497),
    "xii_a": (10644, 229),
    "xii_d1": (67783, 73103, 67825, 71854),
}


@cache
def foia() -> Definition:
    return load_definition(FOIA)


@cache
def published() -> Mapping[str, Any]:
    return load_entries(ENTRIES)


def found(previous: Mapping[str, int] | None = None, **changes: object) -> set[tuple[str, str]]:
    """The rule and place of each finding after some figures were changed."""
    entries = {**published(), **{name.replace("__", "."): figure for name, figure in changes.items()}}
    known = {Place.parse(name): number for name, number in (previous or {}).items()}
    told = check(new_submission(foia(), agency="Department of Justice", year=2016, entries=entries, previous=known))
    return {(finding.rule, finding.place or "") for finding in told}


@pytest.mark.parametrize("table", OVERALL)
def test_the_published_lines_of_the_department_are_computed_from_its_components(table: str) -> None:
    values = Values(new_submission(foia(), agency="Department of Justice", year=2016, entries=dict(published())))
    row = [
        facts.place for facts in foia().places.values() if facts.place.table == table and facts.place.row == "overall"
    ]
    assert tuple(values.at(place) for place in row) == OVERALL[table]


def test_nothing_is_wrong_with_the_published_figures() -> None:
    assert found() == set()


def test_every_table_has_the_components_once_and_then_the_department() -> None:
    rows = {table: tuple(dict.fromkeys(p.row for p in foia().places if p.table == table)) for table in foia().tables}
    appeals = {"vi_a", "vi_b", "vi_c1", "vi_c2", "xii_e1", "xii_e2"}
    assert {rows[table] for table in appeals} == {("oip", "uspc", "overall")}
    [components] = {rows[table] for table in rows.keys() - appeals}
    assert (len(components), components[-1]) == (38, "overall")


def test_it_needs_no_advice() -> None:
    assert load_with_hints(FOIA)[1] == ()


@pytest.mark.parametrize(
    ("changes", "rules"),
    [
        ({"v_a__atf__end": 1339}, {"requests_balance"}),
        ({"v_b1__atf__other": 127}, {"dispositions_processed"}),
        ({"v_b3__crs__ex_6": 0, "v_b3__crs__ex_5": 0, "v_b3__crs__ex_7c": 0}, {"exemptions_of_denials"}),
        ({"vi_b__oip__closed": 1259}, {"appeals_processed"}),
        ({"xii_a__uspc__appeals": 1}, {"appeals_backlog"}),
        ({"xii_a__prao__requests": 2}, {"requests_backlog"}),
        ({"xii_d1__tax__received": 94}, {"received_as_above"}),
    ],
)
def test_what_cannot_be_is_told_once_for_the_component(changes: dict[str, object], rules: set[str]) -> None:
    """One finding stands for the rules that one wrong figure breaks."""
    assert {rule for rule, _ in found(None, **changes)} == rules


def test_the_years_are_compared() -> None:
    assert found({"v_a.tax.end": 18, "v_a.tax.received": 136, "v_a.tax.processed": 127}) == set()
    told = {rule for rule, _ in found({"v_a.tax.end": 17, "v_a.tax.received": 135, "v_a.tax.processed": 126})}
    assert told == {"requests_carried_over", "received_of_last_year", "processed_of_last_year"}
