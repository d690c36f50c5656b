"""The most likely wrong figure: exactly which one is named, with which number, and when none is."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from support.reports import county
from xlsreport import Place, Submission
from xlsreport.checking.figures.evaluation import Values
from xlsreport.checking.suspects.cause import Cause, Suspect
from xlsreport.checking.suspects.suspects import find_causes
from xlsreport.submission.submission import Entry
from xlsreport.values import Number


def with_entries(submission: Submission, **changed: Number) -> Submission:
    """A submission with other entries; places are named ``table__row__column``."""
    entries = {Place.parse(name.replace("__", ".")): Entry(number, number) for name, number in changed.items()}
    return replace(submission, entries={**submission.entries, **entries})


def totals_of(submission: Submission) -> Mapping[Place, Number]:
    """All totals of a submission, right, as a report prints them."""
    values, places = Values(submission), submission.definition.places
    return {place: number for place in places if places[place].computed and (number := values.at(place)) is not None}


def causes(submission: Submission, typed: Mapping[Place, Number] | None = None) -> tuple[Cause, ...]:
    return find_causes(submission, Values(submission), typed or {})


def test_nothing_is_suspected_where_all_rules_hold() -> None:
    assert causes(county()) == ()
    assert causes(county(), totals_of(county())) == ()


def test_one_wrong_entry_among_printed_totals_is_found_with_the_number_it_should_have() -> None:
    wrong = with_entries(county(), requests__granted__natural=72)
    (cause,) = causes(wrong, totals_of(county()))
    right = county().entries[Place.parse("requests.granted.natural")].number
    assert right is not None
    assert cause.certainty == "unique"
    ((suspect,),) = cause.alternatives
    assert (suspect.place, suspect.found, suspect.suggested) == (Place.parse("requests.granted.natural"), 72, right)


def test_one_wrong_printed_total_is_found() -> None:
    place = Place.parse("requests.disposed.natural")
    totals = totals_of(county())
    (cause,) = causes(county(), {**totals, place: totals[place] + 3})
    assert cause.alternatives == ((Suspect(place, totals[place] + 3, totals[place], ("only_explanation",)),),)


def test_a_balance_names_all_that_could_be_it_where_these_are_few() -> None:
    (cause,) = causes(with_entries(county(), requests__granted__welfare=5))
    assert cause.certainty == "candidates"
    named = {str(suspect.place): suspect.suggested for (suspect,) in cause.alternatives}
    assert named == {
        "requests.received.welfare": 5,
        "requests.carried_in.welfare": 5,
        "requests.granted.welfare": 0,
    }


def test_a_balance_names_nobody_where_many_could_be_it_and_nothing_speaks_for_one() -> None:
    (cause,) = causes(with_entries(county(), requests__received__welfare=5))
    assert (cause.certainty, cause.alternatives) == ("candidates", ())
    assert cause.possible > 20
