"""A form whose tables have a row for each line of a list (offices.yaml), and reports of it."""

from __future__ import annotations

import random
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from support.definitions import loaded
from xlsreport import Definition, Submission, new_submission
from xlsreport.checking.across_years import previous_values
from xlsreport.definition.loading.definition_loading import parse_definition
from xlsreport.definition.place import Place
from xlsreport.submission.submission import PreviousValue

OFFICES = Path(__file__).parent / "offices.yaml"

NORTH: Mapping[str, Any] = {"code": "N1", "office": "North", "staff": 3, "shared": 1, "hears": "Y"}
SOUTH: Mapping[str, Any] = {"code": "S2", "office": "South", "staff": 2, "hears": "N"}
GOOD: Mapping[str, Any] = {
    "requests.offices_1.open": 1,
    "requests.offices_1.received": 5,
    "requests.offices_1.processed": 4,
    "requests.offices_3.open": 0,
    "requests.offices_3.received": 2,
    "requests.offices_3.processed": 2,
    "appeals.offices_1.made": 1,
    "appeals.offices_1.days": 3.5,
    "appeals.offices_3.days": 2,
    "appeals.overall.days": 3.5,
}


def offices() -> Definition:
    """The form."""
    return loaded(str(OFFICES))


_BY_CODE = (
    ('name: "{code} {office}"', 'name: "{code} {office}", previous: {key: [code], new: note}'),
    (
        "          - {id: not_more, for",
        """          - {id: carried, for: [offices], require: open == previous.left, statement: What was left is open}
          - id: change
            for: [offices]
            figure: received
            explain_change: {more_than: 50%, at_least: 20}
            statement: Requests received
          - {id: not_more, for""",
    ),
)
"""What makes the form one whose offices are found in last year's list by their codes."""
WEST: Mapping[str, Any] = {"code": "W3", "office": "West", "staff": 1, "hears": "N"}
LAST_YEAR: Mapping[str, Any] = {
    "requests.offices_1.open": 0,
    "requests.offices_1.received": 2,
    "requests.offices_1.processed": 2,
    "requests.offices_3.open": 1,
    "requests.offices_3.received": 60,
    "requests.offices_3.processed": 60,
    "requests.offices_4.open": 0,
    "requests.offices_4.received": 1,
    "requests.offices_4.processed": 0,
}


def text_by_code() -> str:
    """The form with rules that compare the rows for offices with those that they had last year."""
    return _with(_BY_CODE)


def _with(changes: Iterable[tuple[str, str]]) -> str:
    """The form with some of its words exchanged."""
    text = OFFICES.read_text("utf-8")
    for written, instead in changes:
        assert written in text
        text = text.replace(written, instead, 1)
    return text


def offices_by_code() -> Definition:
    """What that text says."""
    return parse_definition(text_by_code())


def last_year(
    lines: Sequence[Mapping[str, Any]] = (SOUTH, {}, NORTH, WEST), figures: Mapping[str, Any] = LAST_YEAR
) -> Submission:
    """Last year's report, in which the offices stand in another order, with one that is gone now."""
    return reported(lines, figures, form=offices_by_code(), year=2024)


def of_both_years(
    lines: Sequence[Mapping[str, Any]] = (NORTH, {}, SOUTH), figures: Mapping[str, Any] = GOOD
) -> Submission:
    """A report with last year's figures."""
    form = offices_by_code()
    return reported(lines, figures, form=form, previous=previous_values(form, 2025, last_year()))


_OF_HEARING = (
    ("Made, required: {when: 'offices.hears == \"Y\"'}}", "Made}"),
    (
        "There were no appeals\n        rows_from: offices\n",
        'There were no appeals\n        rows_from: offices\n        rows_when: offices.hears == "Y"\n',
    ),
    (
        "          - {id: not_more, for",
        """          - id: once
            for: [offices]
            require: count(offices where code == this.offices.code) == 1
            statement: Each office has a code of its own
          - {id: not_more, for""",
    ),
)
"""What makes the form one in which the offices that hear appeals have rows of their own, and codes are looked up."""


def text_of_hearing() -> str:
    """The form, where only the offices that hear appeals have a row for them."""
    return _with(_OF_HEARING)


def offices_of_hearing() -> Definition:
    """What that text says."""
    return parse_definition(text_of_hearing())


def reported(
    lines: Sequence[Mapping[str, Any]] = (NORTH, {}, SOUTH),
    figures: Mapping[str, Any] = GOOD,
    *,
    form: Definition | None = None,
    year: int = 2025,
    previous: Mapping[Place, PreviousValue] | None = None,
    **further: Any,
) -> Submission:
    """A report of some offices, by default of two with a gap between them."""
    entries = {"phone": "1", "offices": list(lines), **figures, **further}
    return new_submission(form or offices(), agency="Bay Council", year=year, entries=entries, previous=previous)


def at_random(seed: int) -> Submission:
    """A report with gaps in the list, and figures missing, unfit, and beside lines that nobody listed.

    One of two has last year's figures; in one of four only some offices have rows for appeals.
    """
    chance = random.Random(seed)

    def line() -> dict[str, Any]:
        if chance.random() < 0.3:
            return {}
        values = {
            "code": chance.choice(("N1", "S2", 7, " x  y ")),
            "office": chance.choice(("North", "South / East", "“West”", "North")),
            "staff": chance.choice((0, 1, 3, 12, "four", 2.5)),
            "shared": chance.choice((0, 1, 5)),
            "hears": chance.choice(("Y", "N", "y", "perhaps")),
        }
        return {column: value for column, value in values.items() if chance.random() < 0.85}

    lines = [line() for _ in range(chance.randrange(9))]
    figures: dict[str, Any] = {}
    for place, facts in offices().places.items():
        begun = place.row == "overall" or any(
            place.row == f"offices_{number}" and one for number, one in enumerate(lines, 1)
        )
        if not facts.computed and chance.random() < (0.9 if begun else 0.05):
            usual = (0, 1, 4, 250, 2.5, "N/A", "5 cases") if place.column == "days" else (0, 1, 4, 250, "about 3")
            figures[str(place)] = "seen" if place.column == "note" else chance.choice(usual)
    figures["appeals.nil_return"] = chance.random() < 0.2
    if seed % 4 == 3:
        return reported(lines, figures, form=offices_of_hearing())
    if seed % 2:
        return reported(lines, figures)
    form = offices_by_code()
    before = {
        place: value
        for number in range(1, chance.randrange(1, 6))
        for column in form.carried["offices"]
        for place in (column._replace(row=str(number)),)
        if chance.random() < 0.9
        for value in (chance.choice((0, 1, 250) if ":" in column.column else ("N1", "S2", "x Y", "North")),)
    }
    return reported(lines, figures, form=form, previous=before)
