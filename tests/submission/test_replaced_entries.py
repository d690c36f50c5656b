"""Values that a program knows, put into a workbook that was given out or begun."""

from __future__ import annotations

from datetime import date

import pytest

from xlsreport import (
    EntriesError,
    Place,
    Submission,
    check,
    new_submission,
    parse_definition,
    read_workbook_bytes,
    with_entries,
    workbook_bytes,
)

FORM = """\
id: ports
edition: "1"
language: en
name: Ports
title: "{agency} {year}"
period: {label: Year, text: "{year}"}
cover:
  - {id: head, label: Head}
  - {id: signed, label: Signed on, kind: date}
sections:
  - id: calls
    heading: Calls
    sheet: Calls
    tables:
      - id: calls
        comment: {label: Comments}
        columns: [{id: ships, label: Ships}, {id: boats, label: Boats}]
        rows: [{id: in, label: In}, {id: out, label: Out}, {id: all, label: All, total: in + out}]
        rules: [{id: few, for: columns, require: in <= 10, statement: Few come in, severity: warning}]
      - id: wrecks
        nil_return: No wrecks
        columns: [{id: number, label: Number}]
        rows: [{id: here, label: Here}]
      - id: berths
        list: {most: 9, sheet: Berths}
        columns: [{id: name, label: Name, kind: text}, {id: length, label: Length}]
  - id: remarks
    heading: Remarks
    sheet: Remarks
    narrative: {}
"""
DEFINITION = parse_definition(FORM)
BEGUN = {
    "head": "Jo",
    "calls.in.ships": 12,
    "calls.in.boats": 3,
    "calls.out.ships": 4,
    "calls.comment": "Fog in May.",
    "few.ships.explanation": "A regatta.",
    "wrecks.nil_return": True,
    "berths": [{"name": "North", "length": 80}, {"name": "South", "length": 60}],
    "remarks": ["One.", "Two."],
}


def begun() -> Submission:
    given = new_submission(DEFINITION, agency="Port", year=2025, entries=BEGUN)
    return read_workbook_bytes(workbook_bytes(given), "port.xlsx", DEFINITION)


def stated(submission: Submission) -> dict[str, object]:
    """All that a submission states, read from a workbook that it is written into."""
    read = read_workbook_bytes(workbook_bytes(submission), "new.xlsx", DEFINITION)
    assert (read.agency, read.year) == ("Port", 2025)
    lines = [[str(entry.typed) for entry in line.entries.values()] for line in read.lines.get("berths", ())]
    return {
        **{str(place): entry.typed for place, entry in read.entries.items()},
        **read.fields,
        **{f"{rule}.explanation": text for rule, text in read.explanations.items()},
        **{section: lines for section, lines in read.texts.items() if lines},
        **{f"{table}.nil_return": True for table in read.nil_returns},
        **({"berths": lines} if lines else {}),
    }


AS_BEGUN = {**BEGUN, "berths": [["North", "80"], ["South", "60"]], "remarks": ("One.", "Two.")}


@pytest.mark.parametrize(
    ("entries", "changed"),
    [
        ({}, {}),
        ({"calls.out.boats": 5, "signed": date(2026, 2, 3)}, {"calls.out.boats": 5, "signed": "3 February 2026"}),
        ({Place("calls", "in", "boats"): "7"}, {"calls.in.boats": "7"}),
        ({"head": "Kim", "remarks": ["Three."]}, {"head": "Kim", "remarks": ("Three.",)}),
        ({"few.ships.explanation": "Two regattas."}, {"few.ships.explanation": "Two regattas."}),
        ({"berths": [{"name": "West", "length": 9}]}, {"berths": [["West", "9"]]}),
    ],
)
def test_what_is_given_replaces_what_stood_there(entries: dict[object, object], changed: dict[str, object]) -> None:
    assert stated(with_entries(begun(), entries)) == {**AS_BEGUN, **changed}


@pytest.mark.parametrize(
    ("name", "nothing"),
    [
        *(("calls.in.ships", None), ("head", ""), ("remarks", []), ("berths", [])),
        *(("few.ships.explanation", ""), ("wrecks.nil_return", False), ("calls.comment", " ")),
        *((name, None) for name in BEGUN),
    ],
)
def test_what_is_given_as_nothing_becomes_blank(name: str, nothing: object) -> None:
    assert stated(with_entries(begun(), {name: nothing})) == {k: v for k, v in AS_BEGUN.items() if k != name}


def test_a_name_that_there_is_not_is_refused() -> None:
    with pytest.raises(EntriesError, match="There is no"):
        with_entries(begun(), {"calls.in.ship": 4})


def test_a_list_without_room_for_its_lines_says_so_in_lines() -> None:
    with pytest.raises(EntriesError) as caught:
        with_entries(begun(), {"berths": [{"name": "North"}] * 10})
    assert str(caught.value).startswith("“berths” has 10 lines, and the list has room for 9.")


def test_what_was_unclear_in_a_cell_goes_with_it() -> None:
    typed = {"calls.in.ships": "12 ships (two of them late)", "calls.in.boats": "many"}
    mistaken = with_entries(begun(), typed)
    assert [one.rule for one in check(mistaken) if one.place in typed] != []
    mended = with_entries(mistaken, {"calls.in.ships": 12, "calls.in.boats": 3})
    assert [one.rule for one in check(mended) if one.place in typed and one.rule != "few"] == []
