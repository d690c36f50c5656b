"""The shipped forms of other countries: what was published is what they compute, and what cannot be is told."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from xlsreport import Definition, Place, check, load_definition, load_entries, new_submission
from xlsreport.checking.evaluation.submission_values import Values
from xlsreport.checking.line_names import named_rows
from xlsreport.definition.loading.definition_loading import load_with_hints
from xlsreport.definition.tables.line_rows import carried_figure
from xlsreport.submission.submission import PreviousValue

FOIA = "us-doj-foia/2016"
SAMPLES = Path(__file__).parents[2] / "samples"
# The published line of the whole department, typed by hand.
OVERALL = {
    "v_a": (14213, 73103, 71854, 15462),
    "v_b1": (30147, 10452, 2813, 14133, 279, 1276, 1007, 522, 8883, 299, 931, 1112, 71854),
    "vi_a": (615, 3342, 3460, 497),
    "xii_a": (10644, 229),
    "xii_d1": (67783, 73103, 67825, 71854),
}


SOME = {"Antitrust", "ATF", "CRS", "EOUST", "FBI", "FCSC", "OIP", "OLC", "PRAO", "Tax", "USPC"}
LISTS = {"iv", "v_b2", "vi_c3"}
COUNCIL, SCHOOL = "uk-style-quarterly/2025", "cn-school-statistics/2025"
FOLDERS = {COUNCIL: "uk-style-quarterly-2025", SCHOOL: "school-2025"}


@cache
def form(name: str) -> Definition:
    """Loaded once: what is asked here is what the forms compute."""
    return load_definition(name)


def foia() -> Definition:
    return form(FOIA)


@cache
def published() -> Mapping[str, Any]:
    return load_entries(SAMPLES / "us-doj-foia-2016" / "entries.yaml")


@cache
def in_part() -> Mapping[str, Any]:
    """What was published of some components: a figure of one is judged alike, and three times as fast, without others.

    Those that are changed here, and the two with the oldest requests, which the figures of the department follow.
    """
    of_all = published()
    kept = [line for line in of_all["components"] if line["name"] in SOME]
    rows = {f"components_{of_all['components'].index(line) + 1}": f"components_{n}" for n, line in enumerate(kept, 1)}
    found: dict[str, Any] = {}
    for name, value in of_all.items():
        row = next((part for part in name.split(".") if part.startswith("components_")), None)
        if row in rows or row is None:
            lines = [line for line in value if line.get("component", "ATF") in SOME] if name in LISTS else value
            found[name if row is None else name.replace(f".{row}.", f".{rows[row]}.")] = lines
    return found | {"components": kept}


@cache
def rows() -> Mapping[str, str]:
    """The row of each component by its name, in small letters."""
    return {line["name"].lower(): f"components_{number}" for number, line in enumerate(in_part()["components"], 1)} | {
        "atr": "components_1"
    }


def placed(name: str) -> str:
    """A figure by the component's name, as v_a__atf__end, in the words of the form."""
    return ".".join(rows().get(part, part) for part in name.replace("__", ".").split("."))


def found(previous: Mapping[str, int] | None = None, **changes: object) -> set[tuple[str, str]]:
    """The rule and place of each finding after some figures were changed."""
    entries = {**in_part(), **{placed(name): figure for name, figure in changes.items()}}
    known = dict(_of_last_year(previous or {}))
    submission = new_submission(foia(), agency="Department of Justice", year=2016, entries=entries, previous=known)
    return {(finding.rule, finding.place or "") for finding in check(submission)}


def _of_last_year(figures: Mapping[str, int]) -> Iterator[tuple[Place, PreviousValue]]:
    """Last year's lines with some figures in the columns that are kept of them."""
    for number, line in enumerate(in_part()["components"] if figures else (), start=1):
        yield Place("components", str(number), "name"), line["name"]
    for name, figure in figures.items():
        place = Place.parse(placed(name))
        at = foia().line_of(place)
        assert at is not None
        yield carried_figure(at[0], place)._replace(row=str(at[1])), figure


@pytest.mark.slow
@pytest.mark.parametrize("table", OVERALL)
def test_the_published_lines_of_the_department_are_computed_from_its_components(table: str) -> None:
    values = Values(new_submission(foia(), agency="Department of Justice", year=2016, entries=dict(published())))
    row = [
        facts.place for facts in foia().places.values() if facts.place.table == table and facts.place.row == "overall"
    ]
    assert tuple(values.at(place) for place in row) == OVERALL[table]


@pytest.mark.slow
def test_nothing_is_wrong_with_the_published_figures() -> None:
    assert check(new_submission(foia(), agency="Department of Justice", year=2016, entries=dict(published()))) == ()
    assert found() == set()


@pytest.mark.slow
def test_every_table_has_the_components_once_and_then_the_department() -> None:
    submission = new_submission(foia(), agency="Department of Justice", year=2016, entries=dict(published()))
    tables = [table.id for table in foia().tables.values() if table.rows_from]
    names = {table: tuple(named_rows(submission, table).values()) for table in tables}
    appeals = {"vi_a", "vi_b", "vi_c1", "vi_c2", "vi_c4", "vi_c5", "xii_e1", "xii_e2"}
    assert {names[table] for table in appeals} == {("OIP", "USPC")}
    [components] = {names[table] for table in names.keys() - appeals}
    assert components == tuple(line["name"] for line in published()["components"])
    assert len(tables) == 29
    assert {foia().tables[table].rows[-1].id for table in tables} == {"overall"}


@pytest.mark.parametrize("name", [FOIA, "us-doj-foia/2017", COUNCIL, SCHOOL])
def test_none_needs_advice(name: str) -> None:
    assert load_with_hints(name)[1] == ()


@pytest.mark.slow
def test_the_report_of_2017_follows_on_that_of_2016() -> None:
    later = load_definition("us-doj-foia/2017")
    assert later.predecessors == ("us-doj-foia/2017", FOIA)
    assert (later.places, later.declaration.sections) == (foia().places, foia().declaration.sections)


@pytest.mark.slow
@pytest.mark.parametrize(
    ("changes", "rules"),
    [
        ({"v_a__atf__end": 1339}, {"requests_balance"}),
        ({"v_b1__atf__no_records": 183}, {"dispositions_processed"}),
        # The same total by other reasons, which the list then does not describe.
        ({"v_b1__atf__other": 127, "v_b1__atf__no_records": 181}, {"other_reasons_described"}),
        ({"v_b1__tax__other": 1}, {"other_reasons_described"}),
        ({"v_b3__fbi__ex_3": 161}, {"statutes_of_exemption_3"}),
        ({"vi_c2__uspc__other": 2}, {"other_appeal_reasons_described"}),
        ({"v_b3__crs__ex_6": 0, "v_b3__crs__ex_5": 0, "v_b3__crs__ex_7c": 0}, {"exemptions_of_denials"}),
        ({"vi_b__oip__closed": 1259}, {"appeals_processed"}),
        ({"xii_a__uspc__appeals": 1}, {"appeals_backlog"}),
        ({"xii_a__tax__appeals": 1}, {"appeals_of_others"}),
        ({"vi_a__tax__start": 1}, {"not_asked"}),
        ({"xii_a__prao__requests": 2}, {"requests_backlog"}),
        ({"xii_d1__tax__received": 94}, {"received_as_above"}),
        ({"vi_c4__uspc__median": 3}, {"not_applicable"}),
        ({"vi_c4__oip__median": "N/A"}, {"not_applicable"}),
        ({"vi_c4__oip__highest": 54}, {"appeal_days_median_high"}),
        ({"vi_c4__oip__lowest": 56}, {"appeal_days_median_low"}),
        ({"viii_a__fcsc__within_ten": 99}, {"within_ten_days"}),
        ({"vii_e__crs__days_4": 40}, {"oldest_requests_listed", "not_applicable"}),
        ({"vii_e__crs__days_3": "N/A"}, {"oldest_requests_listed", "not_applicable"}),
        ({"vii_e__crs__date_4": "2016-08-04"}, {"not_applicable"}),
        ({"vii_e__crs__date_1": "2015-13-04"}, {"kind"}),
        ({"vi_c5__oip__days_9": 334}, {"oldest_appeals_in_order"}),
        ({"xii_c__atf__date_5": "N/A"}, {"not_applicable"}),
        ({"xii_b__atf__end": 6, "xii_b__atf__received": 17}, {"oldest_consultations_listed"}),
    ],
)
def test_what_cannot_be_is_told_once_for_the_component(changes: dict[str, object], rules: set[str]) -> None:
    """One finding stands for the rules that one wrong figure breaks."""
    assert {rule for rule, _ in found(None, **changes)} == rules


def listed(name: str, number: int, **changes: object) -> list[dict[str, object]]:
    """A list of the published report, as far as it is about some components, with one line changed."""
    lines = [dict(line) for line in in_part()[name]]
    lines[number - 1] |= changes
    return lines


@pytest.mark.slow
@pytest.mark.parametrize(
    ("name", "changes", "expected"),
    [
        ("iv", {"times": 1}, {("statutes_of_exemption_3", placed("v_b3.atf.ex_3"))}),
        ("iv", {"times": 0}, {("kind", "iv.1.times"), ("statutes_of_exemption_3", placed("v_b3.atf.ex_3"))}),
        (
            "iv",
            {"component": "Tax"},
            {
                ("statutes_of_exemption_3", placed("v_b3.atf.ex_3")),
                ("statutes_of_exemption_3", placed("v_b3.tax.ex_3")),
            },
        ),
        ("iv", {"citation": ""}, {("filled", "iv.1.citation")}),
        ("v_b2", {"times": 4}, {("other_reasons_described", placed("v_b1.atr.other"))}),
        (
            "v_b2",
            {"component": "Postal"},
            {("kind", "v_b2.1.component"), ("other_reasons_described", placed("v_b1.atr.other"))},
        ),
        (
            "vi_c3",
            {"component": "Tax"},
            {("reason_of_appeals", "vi_c3.1.component"), ("other_appeal_reasons_described", placed("vi_c2.oip.other"))},
        ),
        ("vi_c3", {"times": 1}, {("other_appeal_reasons_described", placed("vi_c2.oip.other"))}),
        ("vi_c3", {"description": "no request HAD been made"}, {("appeal_reason_once", "vi_c3.1.component")}),
    ],
)
def test_the_lists_of_statutes_and_reasons_add_up_to_the_tables(
    name: str, changes: dict[str, object], expected: set[tuple[str, str]]
) -> None:
    assert found(None, **{name: listed(name, 1, **changes)}) == expected


@pytest.mark.slow
def test_a_statute_has_one_total_for_all_components() -> None:
    submission = new_submission(foia(), agency="Department of Justice", year=2016, entries=dict(published()))
    lines = Values(submission).lines["iv"].lines
    of_grand_juries = [
        line for line in lines if line.line.entries[Place("iv", "*", "statute")].stated == "Fed. R. Crim. P. 6(e)"
    ]
    times = [line.at(Place("iv", "*", "times")) for line in of_grand_juries]
    assert {line.at(Place("iv", "*", "total")) for line in of_grand_juries} == {
        sum(number for number in times if number is not None)
    }


@pytest.mark.slow
def test_the_years_are_compared() -> None:
    assert found({"v_a.tax.end": 18, "v_a.tax.received": 136, "v_a.tax.processed": 127}) == set()
    rules = {rule for rule, _ in found({"v_a.tax.end": 17, "v_a.tax.received": 135, "v_a.tax.processed": 126})}
    assert rules == {"requests_carried_over", "received_of_last_year", "processed_of_last_year"}


@cache
def sample(name: str) -> Mapping[str, Any]:
    return load_entries(SAMPLES / FOLDERS[name] / "entries.yaml")


def told(name: str, changes: Mapping[str, object], previous: Mapping[str, int] | None = None) -> list[tuple[str, ...]]:
    """Severity, rule and place of the findings of a sample after some figures were changed."""
    entries = {**sample(name), **changes}
    known = {Place.parse(place): number for place, number in (previous or {}).items()}
    definition = form(name)
    part = 1 if definition.calendar.has_parts else None
    submission = new_submission(definition, agency="Any", year=2025, part=part, entries=entries, previous=known)
    return [(finding.severity, finding.rule, finding.place or "") for finding in check(submission)]


MISSED = ("note", "target_met", "replies.stage_2.share")
DANGEROUS = ("note", "no_danger", "buildings.dangerous.value")


@pytest.mark.parametrize(
    ("changes", "more"),
    [
        ({}, []),
        ({"cases.waste.upheld": 500}, [("error", "closed_enough", "cases.waste.upheld")]),
        ({"replies.stage_1.in_time": 549}, [("error", "part_of_replies", "replies.stage_1.in_time")]),
        ({"money.refund.complaints": 300}, [("error", "remedies_upheld", "money.refund.complaints")]),
        ({"money.refund.paid": -20}, []),
        ({"money.refund.paid": 0}, [("error", "paid_out", "money.refund.paid")]),
        ({"practice.reviewed.answer": "Partly"}, []),
        ({"practice.reviewed.answer": "No"}, [("warning", "lessons_reviewed", "cases.all.upheld")]),
        ({"money.refund.paid": 20.005}, [("error", "kind", "money.refund.paid")]),
        ({"practice.trained.answer": "Soon"}, [("error", "kind", "practice.trained.answer")]),
        ({"practice.trained.answer": "Yes"}, [("error", "not_asked", "dates.trained_by.day")]),
        ({"money.refund.complaints": 0}, [("error", "not_asked", "money.refund.paid")]),
    ],
)
def test_of_a_council_what_cannot_be_is_told(changes: dict[str, object], more: list[tuple[str, ...]]) -> None:
    """Beside the missed target, which the sample explains."""
    found = [one for one in told(COUNCIL, changes) if one[1] != "all_replied"]
    assert sorted(found) == sorted([MISSED, *more])


def test_of_a_council_the_growth_against_the_return_before_is_to_be_explained() -> None:
    assert told(COUNCIL, {}, {"cases.all.received": 440}) == [MISSED]
    assert ("warning", "received_far", "cases.all.received") in told(COUNCIL, {}, {"cases.all.received": 430})


@pytest.mark.parametrize(
    ("changes", "more"),
    [
        ({}, []),
        ({"students.grade_1.girls": 249}, [("error", "girls_of_all", "students.grade_1.girls")]),
        ({"students.grade_6.classes": 3}, [("warning", "class_size", "students.grade_6.per_class")]),
        ({"staff.college.total": 7}, [("error", "degrees_of_teachers", "staff.college.total")]),
        ({"buildings.teaching.value": 12861}, [("error", "teaching_of_floor", "buildings.teaching.value")]),
    ],
)
def test_of_a_school_the_parts_are_not_more_than_the_whole(
    changes: dict[str, object], more: list[tuple[str, ...]]
) -> None:
    found = told(SCHOOL, changes)
    assert {(severity, rule) for severity, rule, _ in found} == {DANGEROUS[:2], *(one[:2] for one in more)}


def test_of_a_school_the_growth_is_to_be_explained() -> None:
    assert told(SCHOOL, {}, {"students.all.enrolled": 1308}) == [DANGEROUS]
    assert ("warning", "enrolled_far", "students.all.enrolled") in told(SCHOOL, {}, {"students.all.enrolled": 1300})
    explained = {"enrolled_far.all.explanation": "并入一所村小。"}
    assert ("note", "enrolled_far", "students.all.enrolled") in told(SCHOOL, explained, {"students.all.enrolled": 1300})
