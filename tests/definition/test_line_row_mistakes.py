"""Mistakes in tables that take their rows from a list: where each stands, and what it says."""

from __future__ import annotations

from pathlib import Path

import pytest

from support.offices import OFFICES, offices
from xlsreport import DefinitionError
from xlsreport.definition.loading import definition_loading
from xlsreport.definition.loading.definition_loading import parse_definition
from xlsreport.definition.place import Place

FORM = Path(OFFICES).read_text("utf-8")


_RULES, _FIGURE = (f"sections[1].tables[0].rules[0].{key}" for key in ("require", "figure"))


def problem_of(text: str) -> list[tuple[str, str]]:
    with pytest.raises(DefinitionError) as found:
        parse_definition(text)
    return [(one.path, one.problem.key) for one in found.value.problems]


@pytest.mark.parametrize(
    ("written", "instead", "path", "key"),
    [
        ("rows_from: offices", "rows_from: ofices", "sections[1].tables[0].rows_from", "rows_from_unknown"),
        ("rows_from: offices", "rows_from: appeals", "sections[1].tables[0].rows_from", "rows_from_unknown"),
        ('name: "{code} {office}"', "", "sections[1].tables[0].rows_from", "rows_from_name"),
        ("most: 8", "most: 3000", "sections[1].tables[0].rows_from", "rows_from_too_large"),
        ("id: overall, label: ALL", "id: offices_3, label: ALL", "sections[1].tables[0].rows[0].id", "duplicate_id"),
        ("sum(offices), except", "sum(ofices), except", "sections[1].tables[0].rows[0].total", "unknown_name"),
        ("processed <= open + received", "open <= previous.open", _RULES, "line_row_previous"),
        (
            "require: processed <= open + received",
            "figure: open, explain_change: {at_least: 9}",
            _FIGURE,
            "line_row_previous",
        ),
        ("rows_from: offices", 'rows_when: offices.hears == "Y"', "sections[1].tables[0].rows_when", "rows_when_alone"),
        (
            "rows_from: offices",
            "rows_from: offices\n        rows_when: open > 0",
            "sections[1].tables[0].rows_when",
            "rows_when_other",
        ),
        (
            "rows_from: offices",
            'rows_from: offices\n        rows_when: offices.heard == "Y"',
            "sections[1].tables[0].rows_when",
            "unknown_name",
        ),
        ("for: [offices], if", "for: rows, if", "sections[1].tables[0].rules[1].require", "line_of_row"),
    ],
)
def test_a_mistake_is_told_where_it_stands(written: str, instead: str, path: str, key: str) -> None:
    assert written in FORM
    assert (path, key) in problem_of(FORM.replace(written, instead, 1))


def test_so_many_rows_are_refused_before_their_names_are_resolved(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(definition_loading, "resolve", lambda *_, **__: pytest.fail("it takes minutes"))
    expected = [("sections[1].tables[0].rows_from", "rows_from_too_large")]
    assert problem_of(FORM.replace("most: 8", "most: 3000", 1)) == expected


@pytest.mark.parametrize(
    ("written", "key"),
    [
        ("require: open <= sum(previous.requests.offices.left)", "line_row_others"),
        ("require: open <= previous.requests.offices_1.left", "line_row_others"),
        ("figure: sum(requests.offices.open), explain_change: {times: 2, at_least: 9}", "line_row_others"),
        ("require: open <= previous.offices.staff", "line_previous"),
    ],
)
def test_only_the_row_of_the_line_itself_is_known_of_last_year(written: str, key: str) -> None:
    text = FORM.replace('name: "{code} {office}"', 'name: "{code} {office}", previous: {key: [code]}')
    ((_, found),) = problem_of(text.replace("require: processed <= open + received", written, 1))
    assert found == key


def test_the_list_comes_first() -> None:
    head, first, second = FORM.partition("  - id: work")[0], *FORM.partition("  - id: work")[1:]
    body = second.partition("rules:\n  - {id: all_offices")
    listed = head.partition("  - id: offices")
    text = listed[0] + first + body[0] + listed[1] + listed[2] + body[1] + body[2]
    assert ("sections[0].tables[0].rows_from", "rows_from_later") in problem_of(text)


def test_rows_stand_for_lines() -> None:
    form = offices()
    assert form.line_of(Place("requests", "offices_8", "open")) == ("offices", 8)
    assert form.line_of(Place("requests", "overall", "open")) is None
    assert [place.row for place in form.entry_places("requests") if place.column == "open"] == [
        f"offices_{number}" for number in range(1, 9)
    ]
    rules = {case.rule.id: case.member for case in form.cases if case.table == "requests"}
    assert rules == {"not_more": "offices_8", "per_head": "offices_8"}
