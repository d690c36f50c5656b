"""The most likely wrong figure: exactly which one is named, with which number, and when none is."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction

from support.definitions import loaded
from support.reports import SAMPLES, sample
from support.reports import county as county_with_texts
from xlsreport import Place, Submission, read_workbook
from xlsreport.checking.evaluation.submission_values import Values
from xlsreport.checking.suspects.cause import Cause, Suspect
from xlsreport.checking.suspects.number_domain import Domain
from xlsreport.checking.suspects.suspects import find_causes, typed_totals
from xlsreport.definition.figure_kinds.kind_traits import NumberTraits
from xlsreport.layout.checklines import CaseLine
from xlsreport.submission.submission import Entry
from xlsreport.values import Number


def county() -> Submission:
    """A complete report without texts."""
    return replace(county_with_texts(), texts={})


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
    (cause,) = causes(county(), {**totals, place: totals[place] + 1000})
    assert cause.alternatives == ((Suspect(place, totals[place] + 1000, totals[place], ("only_explanation",)),),)


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


def named(cause: Cause) -> list[dict[str, Number | None]]:
    """The alternatives of a cause: the suggested numbers by place."""
    return [{str(suspect.place): suspect.suggested for suspect in suspects} for suspects in cause.alternatives]


def keys(cause: Cause) -> set[str]:
    """The lines that a cause explains: rule cases by their keys, totals by their places."""
    return {line.case.key if isinstance(line, CaseLine) else str(line.place) for line in cause.lines}


def test_all_that_one_wrong_entry_breaks_is_explained_by_it() -> None:
    wrong = with_entries(county(), requests__granted__natural=920)
    (cause,) = causes(wrong, totals_of(county()))
    assert named(cause) == [{"requests.granted.natural": 290}]
    assert cause.alternatives[0][0].because == ("only_explanation", "digits_exchanged")
    assert keys(cause) == {
        "balance.natural",
        "balance.all",
        "requests.granted.all",
        "requests.disposed.natural",
        "requests.disposed.all",
    }


def test_two_wrong_entries_with_a_column_in_common_are_two_causes() -> None:
    wrong = with_entries(county(), requests__granted__natural=920, requests__received__natural=75)
    one, other = causes(wrong, totals_of(county()))
    assert [one.certainty, other.certainty] == ["unique", "unique"]
    assert named(one) == [{"requests.received.natural": 705}]
    assert named(other) == [{"requests.granted.natural": 290}]


def test_three_wrong_entries_are_told_apart() -> None:
    wrong = with_entries(
        county(), requests__granted__natural=920, requests__other__business=7, requests__received__natural=75
    )
    assert [named(cause) for cause in causes(wrong, totals_of(county()))] == [
        [{"requests.received.natural": 705}],
        [{"requests.granted.natural": 290}],
        [{"requests.other.business": county().entries[Place.parse("requests.other.business")].number}],
    ]


def test_a_number_in_the_next_row_is_a_pair_that_changes_places() -> None:
    wrong = with_entries(county(), requests__granted__natural=99, requests__partly_granted__natural=290)
    (cause,) = causes(wrong, totals_of(county()))
    assert cause.certainty == "candidates"
    assert named(cause)[0] == {"requests.granted.natural": 290, "requests.partly_granted.natural": 99}
    assert [suspect.because for suspect in cause.alternatives[0]] == [("swapped",), ("swapped",)]


def test_a_number_in_the_next_column_of_computed_totals_is_looked_for_across_both() -> None:
    wrong = with_entries(county(), requests__third_party__natural=0, requests__third_party__business=2)
    (cause,) = causes(wrong)
    assert named(cause)[0] == {"requests.third_party.natural": 2, "requests.third_party.business": 0}


def test_a_number_in_the_text_speaks_for_the_figure_that_it_gives() -> None:
    wrong = with_entries(county_with_texts(), requests__granted__natural=92)
    (cause,) = causes(wrong)
    assert cause.certainty == "candidates"
    assert named(cause)[0] == {"requests.granted.natural": 290}
    assert cause.alternatives[0][0].because == ("text",)
    assert [contradiction.written for contradiction in cause.contradictions] == ["395件", "55.0%", "718件"]


def test_a_blank_is_named_with_the_number_that_its_row_and_column_lack() -> None:
    place = Place.parse("requests.granted.natural")
    entries = {other: entry for other, entry in county().entries.items() if other != place}
    (cause,) = causes(replace(county(), entries=entries), totals_of(county()))
    assert cause.alternatives == ((Suspect(place, None, 290, ("only_explanation",)),),)


def test_the_blanks_of_a_table_that_is_not_filled_in_yet_are_nobodys_mistake() -> None:
    entries = {place: entry for place, entry in county().entries.items() if place.column != "business"}
    assert causes(replace(county(), entries=entries), totals_of(county())) == ()


def test_the_published_totals_of_a_district_are_named() -> None:
    district = sample("hongze-2023", "cn-gov-info-disclosure/2021", "洪泽区人民政府", 2023)
    printed = {Place("remedies", "cases", name): 0 for name in ("review_all", "after_all")}
    review, after = causes(district, {**totals_of(district), **printed})
    assert (review.certainty, named(review)) == ("unique", [{"remedies.cases.review_all": 11}])
    assert (after.certainty, named(after)) == (
        "candidates",
        [{"remedies.cases.after_all": 5}, {"remedies.cases.after_upheld": 0}],
    )


def test_a_total_typed_over_its_formula_is_typed_and_one_that_is_calculated_is_not() -> None:
    definition = loaded("cn-gov-info-disclosure/2021")
    read = read_workbook(SAMPLES / "hongze-2023" / "workbook.xlsx", definition)
    typed = {Place("remedies", "cases", name): 0 for name in ("review_all", "after_all")}
    assert typed_totals(read) == typed
    assert typed_totals(read, intact=typed) == {}


def test_a_rule_across_years_alone_calls_no_figure_most_likely() -> None:
    place = Place.parse("proactive.normative.valid")
    (cause,) = causes(replace(county(), previous={place: 28}))
    assert keys(cause) == {"valid_follows.normative"}
    assert (cause.certainty, cause.possible) == ("candidates", 4)
    assert {"proactive.normative.valid": 33} in named(cause)


def test_an_explained_warning_has_no_cause() -> None:
    place = Place.parse("proactive.normative.valid")
    explained = replace(county(), previous={place: 28}, explanations={"valid_follows.normative": "清理后口径调整"})
    assert causes(explained) == ()


def test_a_suggestion_keeps_to_the_decimals_and_bounds_of_its_kind() -> None:
    percent = Domain.of(NumberTraits(prompt="amount", decimals=2, least=Decimal("0.5"), greatest=Decimal(100)))
    assert percent.contains(Fraction(3, 4))
    assert not percent.contains(Fraction(1, 4))
    assert not percent.contains(Fraction(2, 3))
    assert percent.only_at(101) is None
