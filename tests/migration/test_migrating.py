"""A submission in another form: every value that was read is somewhere, and what is moved is unchanged."""

from __future__ import annotations

import re
from collections import Counter
from decimal import Decimal

import pytest

from support import offices
from support.definitions import loaded
from support.depth import cases
from support.files import content, harbour, official, reread
from support.fillings import DEFINITIONS, FORMS, definition_named, fillings
from support.grants import reported
from xlsreport import (
    Definition,
    DefinitionError,
    MigrationError,
    Place,
    Submission,
    migrate,
    new_submission,
)
from xlsreport.checking.evaluation.submission_values import Values
from xlsreport.definition.loading.definition_loading import parse_definition

HEAD = """
id: works
edition: "%s"
language: en
name: Works
title: "Works of {agency} in {year}"
period: {label: Year, text: "{year}"}
"""


def count_of_values(submission: Submission) -> int:
    """How many values a submission states, counted without any regard to where they lead."""
    texts = sum(bool(line.strip()) for lines in submission.texts.values() for line in lines)
    lines = sum(len(line.entries) for of_list in submission.lines.values() for line in of_list)
    answers = len(submission.nil_returns) + len(submission.declined)
    cover = len(submission.fields) + bool(submission.agency) + bool(submission.period_code)
    unclear = sum(one.reason in ("nil", "year", "period") and bool(one.typed) for one in submission.unclear)
    rest = len(submission.entries) + len(submission.explanations) + len(submission.previous)
    return texts + lines + answers + cover + unclear + rest


@pytest.mark.slow
@pytest.mark.parametrize("name", [*DEFINITIONS, *FORMS[:2]])
def test_moved_into_its_own_form_a_submission_is_the_same(name: str) -> None:
    for filled in fillings(definition_named(name), 5, seed=5):
        expect_the_same(reread(filled))


def test_moved_into_its_own_form_a_submission_with_lists_is_the_same() -> None:
    expect_the_same(reread(reported(visits=[{"day": "2025-03-01", "guests": 7}, {}, {"guests": "many"}])))


def test_rows_that_stand_for_lines_keep_their_lines_whatever_the_list_is_called() -> None:
    expect_the_same(reread(offices.reported()))
    text = offices.OFFICES.read_text(encoding="utf-8")
    renamed = re.sub(r"\boffices\b", "bureaus", text).replace(
        'edition: "1"',
        'edition: "2"\nprevious_editions: ["1"]\nchanges_since:\n  "1": [{from: offices, to: bureaus}]',
    )
    before = offices.reported()
    found = migrate(before, parse_definition(renamed))
    assert entered(found.after) == {name.replace("offices", "bureaus"): v for name, v in entered(before).items()}
    assert [line.number for line in found.after.lines["bureaus"]] == [1, 3]
    assert not found.to_look_after


def expect_the_same(read: Submission) -> None:
    """That a submission that is moved into its own form has all that it had, and that all is counted."""
    found = migrate(read, read.definition)
    assert content(reread(found.after)) == content(read)
    assert found.counts == {"moved": count_of_values(read), "converted": 0, "to_split": 0, "dropped": 0}
    assert not found.to_look_after
    assert not found.asked_anew


@pytest.mark.slow
def test_from_2019_to_2021_every_value_is_moved_or_listed() -> None:
    earlier, present = loaded("cn-gov-info-disclosure/2019"), official()
    for filled in fillings(earlier, cases(7, 14), seed=3):
        read = reread(filled)
        found = migrate(read, present)
        assert sum(found.counts.values()) == count_of_values(read)
        after = reread(found.after)
        for value in found.values:
            if value.sort == "figure" and value.outcome == "moved":
                (target,) = value.targets
                assert after.entries[Place.parse(target)].typed == read.entries[Place.parse(value.name)].typed
        moved = Counter(value.outcome for value in found.values if value.sort == "figure")
        assert len(after.entries) >= moved["moved"]
        assert after.texts == read.texts
        assert (after.agency, after.year, after.fields) == (read.agency, read.year, read.fields)
        said = {value.because for value in found.values if value.sort == "figure" and value.outcome == "dropped"}
        assert "表里不再有这一项。" not in said  # the definition says of every figure what became of it


def test_what_became_of_the_figures_of_2019() -> None:
    earlier = loaded("cn-gov-info-disclosure/2019")
    entries = {"requests.received.natural": 7, "requests.other_handling.natural": 3}
    entries |= {
        "requests.other_handling.business": 0,
        "proactive.normative.made": 2,
        "proactive.procurement.projects": 1,
    }
    found = migrate(new_submission(earlier, agency="示例县", year=2020, entries=entries), official())
    told = {v.name: (v.outcome, v.targets, v.because) for v in found.values if v.sort == "figure"}
    rows = ("not_corrected", "fee_unpaid", "other")
    assert told.pop("requests.received.natural") == ("moved", ("requests.received.natural",), "")
    outcome, targets, because = told.pop("requests.other_handling.natural")
    assert (outcome, targets) == ("to_split", tuple(f"requests.{row}.natural" for row in rows))
    assert because.startswith("请人工拆分到：1.申请人无正当理由逾期不补正")
    zeros = tuple(f"requests.{row}.business" for row in rows)
    assert told.pop("requests.other_handling.business") == ("converted", zeros, "零的各部分都是零。")
    assert {name: outcome for name, (outcome, _, _) in told.items()} == {
        "proactive.normative.made": "dropped",
        "proactive.procurement.projects": "dropped",
    }
    assert {str(p): e.typed for p, e in found.after.entries.items()} == {
        "requests.received.natural": 7,
        **dict.fromkeys(zeros, 0),
    }
    assert len(found.asked_anew) == 7  # the columns of the first table that count otherwise


def test_a_table_declared_to_be_zero_stays_so_only_where_no_more_is_asked_for() -> None:
    earlier = loaded("cn-gov-info-disclosure/2019")
    found = migrate(new_submission(earlier, entries={"requests.nil_return": True}), official())
    assert found.after.nil_returns == {"requests"}
    before = works("1", "rows: [{id: a, label: A}, {id: b, label: B}]")
    now = works("2", "rows: [{id: a, label: A}, {id: b, label: B}, {id: c, label: C}]")
    found = migrate(new_submission(before, entries={"works.nil_return": True}), now)
    assert found.after.nil_returns == frozenset()
    assert entered(found.after) == {"works.a.n": 0, "works.b.n": 0}
    (value,) = found.values
    assert (value.outcome, value.because) == (
        "converted",
        NIL_ZEROS,
    )


NIL_ZEROS = (
    "The form asks for more now than what was declared to be zero. The 2 zeros are entered one by one; "
    "what is asked for besides is blank."
)


def works(edition: str, rows: str, changes: str = "", column: str = "{id: n, label: Number}") -> Definition:
    """A form of one table."""
    table = f"{{id: works, nil_return: None, columns: [{column}], {rows}}}"
    section = f"  - id: work\n    heading: 1. Work\n    sheet: Work\n    tables:\n      - {table}\n"
    declared = f"previous_editions: ['1']\nchanges_since:\n  '1': {changes}\n" if changes else ""
    return parse_definition(f"{HEAD % edition}{declared}sections:\n{section}")


def entered(submission: Submission) -> dict[str, object]:
    return {str(place): entry.typed for place, entry in submission.entries.items()}


ROWS = "rows: [{id: a, label: A}, {id: b, label: B}]"


@pytest.mark.parametrize(
    ("rows", "changes", "column", "expected", "outcomes"),
    [
        ("rows: [{id: b, label: B}, {id: x, label: X}, {id: a, label: A}]", "", "", {"b": 4, "a": 3},
         ("moved", "moved")),
        ("rows: [{id: a, label: A}]", "", "", {"a": 3}, ("moved", "dropped")),
        ("rows: [{id: a, label: A}, {id: c, label: B}]", "[{from: works.b, to: works.c}]", "", {"a": 3, "c": 4},
         ("moved", "moved")),
        ("rows: [{id: c, label: Both}]", "[{from: [works.a, works.b], to: works.c}]", "", {"c": 7},
         ("converted", "converted")),
        # What is declared goes before what only has the same name.
        ("rows: [{id: a, label: B}]", "[{from: works.b, to: works.a}]", "", {"a": 4}, ("dropped", "moved")),
        ("rows: [{id: b, label: B}, {id: all, label: All}]", "[{from: works.a, split: [works.all]}]", "", {"b": 4},
         ("to_split", "moved")),
        (ROWS, "", "{id: n, label: N, kind: {name: amount, unit: t}}", {}, ("dropped", "dropped")),
        (ROWS, "[{from: works.*.n, to: works.*.n, times: 0.001}]",
         "{id: n, label: N, kind: {name: amount, unit: t, decimals: 3}}",
         {"a": Decimal("0.003"), "b": Decimal("0.004")}, ("converted", "converted")),
        ("rows: [{id: a, label: A}, {id: b, label: B, total: a + 1}]", "", "", {"a": 3}, ("moved", "converted")),
        ("rows: [{id: a, label: A}, {id: b, label: B, total: a + 2}]", "", "", {"a": 3}, ("moved", "dropped")),
    ],
)  # fmt: skip
def test_rows_added_removed_renamed_joined_and_in_other_units(
    rows: str, changes: str, column: str, expected: dict[str, object], outcomes: tuple[str, ...]
) -> None:
    before = works("1", ROWS)
    found = migrate(
        new_submission(before, entries={"works.a.n": 3, "works.b.n": 4}),
        works("2", rows, changes or "[]", column or "{id: n, label: Number}"),
    )
    assert entered(found.after) == {f"works.{row}.n": value for row, value in expected.items()}
    assert tuple(value.outcome for value in sorted(found.values, key=lambda one: one.name)) == outcomes
    assert all(value.because or value.outcome == "moved" for value in found.values)


@pytest.mark.parametrize("column", ["works.*.m", "works.*.n"])
@pytest.mark.parametrize("is_first", [True, False])
def test_a_row_and_a_column_that_have_changed_are_taken_together(column: str, is_first: bool) -> None:
    """In either order: a row is renamed, added to another, divided or dropped, and its column has another name."""
    rows = "rows: [{id: a, label: A}, {id: b, label: B}, {id: c, label: C}, {id: d, label: D}, {id: e, label: E}]"
    before = new_submission(works("1", rows), entries={f"works.{row}.n": at for at, row in enumerate("abcde", 1)})
    changes = [
        "{from: works.a, to: works.z}",
        "{from: [works.b, works.c], to: works.y}",
        "{from: works.d, split: [works.v, works.w]}",
        "{from: works.e, dropped: Asked elsewhere}",
    ]
    if column == "works.*.m":
        changes.insert(0 if is_first else 4, "{from: works.*.n, to: works.*.m}")
    now = "rows: [{id: z, label: Z}, {id: y, label: Y}, {id: v, label: V}, {id: w, label: W}]"
    form = works("2", now, f"[{', '.join(changes)}]", f"{{id: {column[-1]}, label: Number}}")
    found = migrate(before, form)
    assert entered(found.after) == {f"works.z.{column[-1]}": 1, f"works.y.{column[-1]}": 5}
    outcomes = {value.name: (value.outcome, value.targets) for value in found.values}
    assert outcomes["works.d.n"] == ("to_split", (f"works.v.{column[-1]}", f"works.w.{column[-1]}"))
    assert outcomes["works.e.n"][0] == "dropped"
    zero = migrate(new_submission(before.definition, entries={"works.d.n": 0}), form)
    assert entered(zero.after) == {f"works.v.{column[-1]}": 0, f"works.w.{column[-1]}": 0}


def test_no_value_takes_the_place_of_another() -> None:
    """What two changes lead to one place is there once, and a zero is not put where something is stated."""
    changes = "[{from: works.a, to: works.c}, {from: works.b.n, to: works.c.n}]"
    before = new_submission(works("1", ROWS), entries={"works.a.n": 3, "works.b.n": 4})
    found = migrate(before, works("2", "rows: [{id: c, label: C}]", changes))
    assert (entered(found.after), found.counts["moved"], found.counts["dropped"]) == ({"works.c.n": 3}, 1, 1)
    before = new_submission(works("1", ROWS), entries={"works.a.n": 0, "works.b.n": 4})
    split = "[{from: works.a, split: [works.b, works.c]}]"
    found = migrate(before, works("2", "rows: [{id: b, label: B}, {id: c, label: C}]", split))
    assert (entered(found.after), found.counts["to_split"]) == ({"works.b.n": 4}, 1)


def test_a_sum_of_which_a_part_is_blank_is_left_to_the_agency() -> None:
    now = works("2", "rows: [{id: c, label: Both}]", "[{from: [works.a, works.b], to: works.c}]")
    found = migrate(new_submission(works("1", ROWS), entries={"works.a.n": 3}), now)
    assert entered(found.after) == {}
    (value,) = found.values
    assert (value.outcome, value.value) == ("dropped", "3")
    assert value.because.startswith("It is added up with others now, of which not all are filled in.")


def test_a_changed_version_of_the_same_edition() -> None:
    declared = "previous_editions: []\nchanges_since:\n  '1': [{from: works.b, to: more.b}]\n"
    text = f"""{HEAD % 1}{declared}sections:
  - id: work
    heading: 1. Work
    sheet: Work
    tables:
      - {{id: works, columns: [{{id: n, label: Number}}], rows: [{{id: a, label: Renamed}}]}}
      - {{id: more, columns: [{{id: n, label: Number}}], rows: [{{id: b, label: B}}]}}
"""
    found = migrate(new_submission(works("1", ROWS), entries={"works.a.n": 3, "works.b.n": 4}), parse_definition(text))
    assert entered(found.after) == {"works.a.n": 3, "more.b.n": 4}
    assert [(value.outcome, value.because) for value in found.values] == [
        ("moved", "Called “A · Number” before, and “Renamed · Number” now."),
        ("moved", ""),
    ]


def test_lists_texts_and_explanations_follow_their_names() -> None:
    before = parse_definition(listed("1", "items", "name", "notes", "enough", ""))
    changes = "[{from: items, to: things}, {from: items.*.name, to: things.*.title}, {from: notes, to: words}, "
    changes += "{from: enough, to: at_least}, {from: items.*.place, dropped: Nobody needs it}]"
    now = parse_definition(listed("2", "things", "title", "words", "at_least", changes))
    lines = [{"name": "bridge", "n": 2, "place": "Wells"}, {}, {"name": "road", "n": 1}]
    entries = {"items": lines, "notes": ["First.", "", "Second."], "enough.explanation": "so it is"}
    found = migrate(new_submission(before, agency="X", year=2025, entries=entries), now)
    assert [
        (line.number, {p.column: e.typed for p, e in line.entries.items()}) for line in found.after.lines["things"]
    ] == [
        (1, {"title": "bridge", "n": 2}),
        (3, {"title": "road", "n": 1}),
    ]
    assert found.after.texts == {"words": ("First.", "", "Second.")}
    assert found.after.explanations == {"at_least": "so it is"}
    lost = [(value.name, value.value, value.because) for value in found.values if value.is_lost]
    assert lost == [("items.1.place", "Wells", "Nobody needs it")]
    assert sum(found.counts.values()) == 2 + 5 + 2 + 1


def test_explanations_follow_the_rows_that_their_rules_are_asked_for() -> None:
    """Also where rows exchange their names; one whose row was divided has no rule to explain any more."""

    def form(edition: str, rows: str, changes: str) -> Definition:
        return parse_definition(f"""{HEAD % edition}{changes}sections:
  - id: work
    heading: 1. Work
    sheet: Work
    tables:
      - id: works
        columns: [{{id: n, label: Number}}, {{id: m, label: More}}]
        rows: [{", ".join(f"{{id: {row}, label: {row}}}" for row in rows.split())}]
        rules: [{{id: few, for: rows, require: n <= m, statement: Not more, severity: warning}}]
""")

    changes = "[{from: works.a, to: works.b}, {from: works.b, to: works.a}, {from: works.c, to: works.new}, "
    changes += "{from: works.d, split: [works.e, works.f]}]"
    now = form("2", "a b new e f", f"previous_editions: ['1']\nchanges_since:\n  '1': {changes}\n")
    explained = {f"few.{row}.explanation": f"of {row}" for row in "abcd"}
    found = migrate(new_submission(form("1", "a b c d", ""), entries=explained), now)
    assert found.after.explanations == {"few.b": "of a", "few.a": "of b", "few.new": "of c"}
    assert [value.name for value in found.values if value.is_lost] == ["few.d.explanation"]


def listed(edition: str, name: str, column: str, text: str, rule: str, changes: str) -> str:
    """A form of a list and a text, whose names are given."""
    declared = f"previous_editions: ['1']\nchanges_since:\n  '1': {changes}\n" if changes else ""
    place = "" if changes else "\n          - {id: place, label: Place, kind: text, required: false}"
    return f"""{HEAD % edition}{declared}sections:
  - id: list_section
    heading: 1. List
    sheet: List
    tables:
      - id: {name}
        list: {{most: 5}}
        columns:
          - {{id: {column}, label: Name, kind: text}}
          - {{id: n, label: Number}}{place}
        rules:
          - {{id: {rule}, require: n >= 2, statement: Two are enough, severity: warning}}
  - id: {text}
    heading: 2. Notes
    sheet: Notes
    narrative: {{}}
"""


def test_why_a_figure_of_last_year_is_not_compared_any_more_is_said() -> None:
    def form(edition: str, changes: str, unit: str, rows: str, before: str) -> Definition:
        return parse_definition(f"""{HEAD % edition}{changes}sections:
  - id: part
    heading: 1. Works
    sheet: Works
    tables:
      - id: works
        kind: {{name: amount, unit: {unit}}}
        columns: [{{id: cost, label: Cost}}]
        rows: [{rows}]
        rules: [{{id: more, for: [{before}], require: cost >= previous.cost, statement: Costs rise}}]
""")

    a, b, c, ab = (f"{{id: {row}, label: {row}}}" for row in ("a", "b", "c", "ab"))
    earlier = form("1", "", "EUR", f"{a}, {b}, {c}", "a, b, c")
    previous = {Place("works", row, "cost"): 7 for row in "abc"}
    before = new_submission(earlier, agency="Port", year=2025, previous=previous)
    changes = "previous_editions: ['1']\nchanges_since:\n  '1': [{from: [works.a, works.b], to: works.ab}]\n"
    now = form("2", changes, "kEUR", f"{ab}, {c}", "ab, c")
    dropped = form("2", "previous_editions: ['1']\n", "EUR", f"{a}, {b}, {c}", "a")
    told = [
        [value.because for value in migrate(before, form_).values if value.sort == "previous" and value.is_lost]
        for form_ in (now, dropped)
    ]
    other = "What is asked for now has another unit or other parts, so that it is not compared with this figure of"
    assert told == [[f"{other} last year."] * 3, ["This figure of last year is not compared any more."] * 2]


def test_lists_that_become_one_stand_one_below_the_other() -> None:
    def form(edition: str, lists: str, changes: str) -> Definition:
        sections = "".join(
            f"  - id: {name}_section\n    heading: {name}\n    sheet: {name}\n    tables:\n"
            f"      - {{id: {name}, list: {{most: 3}}, columns: [{{id: n, label: Number}}]}}\n"
            for name in lists.split()
        )
        return parse_definition(f"{HEAD % edition}{changes}sections:\n{sections}")

    now = form("2", "c", "previous_editions: ['1']\nchanges_since:\n  '1': [{from: [a, b], to: c}]\n")
    entries = {"a": [{"n": 1}, {"n": 2}], "b": [{"n": 3}, {"n": 4}]}
    found = migrate(new_submission(form("1", "a b", ""), entries=entries), now)
    assert [(line.number, *[e.typed for e in line.entries.values()]) for line in found.after.lines["c"]] == [
        (1, 1),
        (2, 2),
        (3, 3),
    ]
    # There is no room for it: it stands below the others, as in a workbook into which too much was pasted.
    assert [line.number for line in found.after.overflow["c"].lines] == [4]
    assert Values(found.after).lines["c"].lines[0].at(Place("c", "*", "n")) == 1
    assert sum(found.counts.values()) == 4


def test_other_reports_and_other_periods_are_refused() -> None:
    with pytest.raises(MigrationError) as refused:
        migrate(new_submission(harbour()), official())
    assert str(refused.value).startswith(f"工作簿是“{harbour().name}”，和“{official().name}”不是同一种报告")


@pytest.mark.parametrize(
    ("changes", "problem"),
    [
        ("{'3': []}", "changes_since.3: “3” is neither this edition nor one of previous_editions."),
        ("{'1': [{from: works.x}]}", "changes_since.1[0]: Say one of three things of what it was: to"),
        (
            "{'1': [{from: a, to: works, dropped: no}]}",
            "changes_since.1[0]: Say one of three things of what it was: to",
        ),
        ("{'1': [{from: a, dropped: no, times: 2}]}", "changes_since.1[0].times: times goes with to"),
        ("{'1': [{from: works.x, to: works}]}", "changes_since.1[0].to: “works” has more or fewer parts"),
        ("{'1': [{from: x, to: wroks}]}", "changes_since.1[0].to: Nothing here is called “wroks”"),
        (
            "{'1': [{from: x, split: [works.a, works.c]}]}",
            "changes_since.1[0].split[1]: Nothing here is called “works.c”",
        ),
        (
            "{'1': [{from: x, dropped: a}, {from: x, dropped: b}]}",
            "changes_since.1[1].from: “x” is named in two changes",
        ),
        (
            "{'1': [{from: x, to: works}, {from: y, to: works}]}",
            "changes_since.1[1].to: Another change leads to “works”",
        ),
        ("{'1': [{from: x..y, dropped: a}]}", "changes_since.1[0].from"),
    ],
)
def test_a_mistake_in_what_is_declared_is_told_where_it_stands(changes: str, problem: str) -> None:
    text = f"""{HEAD % 2}previous_editions: ['1']
changes_since: {changes}
sections:
  - {{id: work, heading: W, sheet: W, tables: [{{id: works, columns: [{{id: n, label: N}}], {ROWS}}}]}}
"""
    with pytest.raises(DefinitionError) as wrong:
        parse_definition(text, "form.yaml")
    assert problem in str(wrong.value)
