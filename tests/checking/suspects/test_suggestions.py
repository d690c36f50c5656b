"""Whatever is wrong: what is suggested mends what it is said to explain, and breaks nothing that held."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from decimal import Decimal
from functools import cache, partial

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from support.depth import cases
from support.files import harbour
from support.reports import sample
from xlsreport import Definition, Place, Submission, new_submission
from xlsreport.checking.evaluation.submission_values import Values
from xlsreport.checking.figures.line_results import evaluate_case
from xlsreport.checking.suspects.cause import MAX_ALTERNATIVES, Cause, Suspect
from xlsreport.checking.suspects.suspects import find_causes
from xlsreport.definition.figure_kinds.kind_traits import NumberTraits
from xlsreport.layout.checklines import CaseLine
from xlsreport.submission.submission import Entry
from xlsreport.values import Number


@dataclass(frozen=True)
class Reported:
    """A submission, and the totals that were typed; ``changed`` is what was made wrong."""

    submission: Submission = field(repr=False)
    typed: Mapping[Place, Number] = field(repr=False)
    changed: Mapping[Place, Number | None] = field(default_factory=dict)

    def with_numbers(self, numbers: Mapping[Place, Number | None]) -> Reported:
        """The same with other numbers; those without one are blank."""
        entries = {place: entry for place, entry in self.submission.entries.items() if place not in numbers}
        typed = {place: number for place, number in self.typed.items() if place not in numbers}
        for place, number in numbers.items():
            if number is not None and place in self.typed:
                typed[place] = number
            elif number is not None:
                entries[place] = Entry(number, number)
        return Reported(replace(self.submission, entries=entries), typed, numbers)

    def mended(self, suspects: tuple[Suspect, ...]) -> Reported:
        """The same as it is suggested."""
        return self.with_numbers({suspect.place: suspect.suggested for suspect in suspects})

    def broken(self, *, as_typed: bool = False) -> set[str]:
        """What does not hold: cases of rules, typed totals, and figures that cannot stand where they are.

        Findings compute every total from the entries; ``as_typed``, totals count as they were typed.
        """
        definition = self.submission.definition
        values = Values(self.submission, displayed=self.typed if as_typed else None)
        cases = (case for case in definition.cases if evaluate_case(case, self.submission, values).state in _BROKEN)
        computed = {total.place: values.of(total.expression) for total in definition.totals}
        totals = (place for place, number in self.typed.items() if computed[place] != number)
        entered = {place: entry.number for place, entry in self.submission.entries.items()} | dict(self.typed)
        faulty = (place for place, number in entered.items() if _is_faulty(definition, place, number))
        return {f"rule {case.key}" for case in cases} | {f"total {p}" for p in totals} | {f"kind {p}" for p in faulty}

    def unknown(self) -> set[str]:
        """What lacks a figure, and may prove broken once that is there."""
        values, definition = Values(self.submission), self.submission.definition
        cases = (case for case in definition.cases if evaluate_case(case, self.submission, values).state == "open")
        return {f"rule {case.key}" for case in cases} | {f"total {p}" for p in self.typed if values.at(p) is None}


_BROKEN = ("broken", "warned", "noted")


def _is_faulty(definition: Definition, place: Place, number: Number | None) -> bool:
    traits = definition.places[place].kind.traits
    return isinstance(traits, NumberTraits) and number is not None and not traits.takes(number)


def _port() -> Submission:
    """A report in English, with rules of every kind, all of which hold."""
    definition = harbour()
    names = [str(place) for table in definition.tables for place in definition.entry_places(table, numeric=True)]
    previous = {place: 14 if place.row == "arrived" else 7 for place in definition.previous_places}
    return new_submission(definition, agency="Port", year=2025, entries=dict.fromkeys(names, 7), previous=previous)


def _town() -> Submission:
    return sample("town-2020-corrected", "cn-gov-info-disclosure/2019", "某镇人民政府", 2020)


def _district() -> Submission:
    return sample("hongze-2023", "cn-gov-info-disclosure/2021", "洪泽区人民政府", 2023)


@cache
def base(name: str, *, printed: bool, last_year: bool) -> Reported:
    """A report whose rules hold."""
    submission = {"port": _port, "town": _town, "district": _district}[name]()
    if last_year and not submission.previous:
        values = Values(submission)
        carried = [place for place in submission.definition.previous_places if place.row == "carried_out"]
        known = {place: values.at(place._replace(row="carried_in")) or 0 for place in carried}
        submission = replace(submission, previous=known)
    return Reported(submission, totals_of(submission) if printed else {})


def totals_of(submission: Submission) -> Mapping[Place, Number]:
    """All totals, right, as they are printed."""
    values, places = Values(submission), submission.definition.places
    return {p: number for p, facts in places.items() if facts.computed and (number := values.at(p)) is not None}


def _causes_of(wrong: Reported) -> tuple[Cause, ...]:
    return find_causes(wrong.submission, Values(wrong.submission), wrong.typed)


NUMBERS = st.one_of(st.none(), st.integers(0, 30), st.integers(-3, 1000), st.decimals(0, 99, places=2))


@st.composite
def reported(draw: st.DrawFn) -> Reported:
    """A report with a few wrong figures."""
    name = draw(st.sampled_from(["port", "town", "district"]))
    right = base(name, printed=draw(st.booleans()), last_year=draw(st.booleans()))
    definition = right.submission.definition
    entries = [place for table in definition.tables for place in definition.entry_places(table, numeric=True)]
    wrong = draw(st.dictionaries(st.sampled_from([*entries, *right.typed]), NUMBERS, min_size=1, max_size=5))
    numbers = {p: int(n) if isinstance(n, Decimal) and n == int(n) else n for p, n in wrong.items()}
    return right.with_numbers(numbers)


def test_no_figure_is_suggested_as_it_is_since_another_beside_it_is_blank() -> None:
    """A typed total is right as soon as 0 is entered in the blank: the figures that are there need no change."""
    row, aside = partial(Place, "requests", "granted"), partial(Place, "requests", "repeated")
    numbers = {
        row("natural"): None,
        row("business"): 1,
        aside("others"): None,
        Place("requests", "to_be_made", "others"): 1,
    }
    named = [
        each
        for cause in _causes_of(base("district", printed=True, last_year=False).with_numbers(numbers))
        for suspects in cause.alternatives
        for each in suspects
    ]
    assert [(each.place, each.suggested) for each in named if each.suggested == each.found] == []
    assert (aside("others"), 0) in [(each.place, each.suggested) for each in named]


@pytest.mark.slow
@settings(max_examples=cases(25, 60), deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(reported())
def test_what_is_suggested_breaks_nothing_and_names_only_what_somebody_entered(wrong: Reported) -> None:
    not_held = wrong.broken(as_typed=True) | wrong.unknown()
    for cause in _causes_of(wrong):
        assert len(cause.alternatives) <= min(MAX_ALTERNATIVES, cause.possible)
        for suspects in cause.alternatives:
            assert len(suspects) <= 2
            for suspect in suspects:
                assert suspect.suggested != suspect.found or suspect.suggested is None
                facts = wrong.submission.definition.places[suspect.place]
                assert not facts.computed or suspect.place in wrong.typed
            if all(suspect.suggested is not None for suspect in suspects):
                assert wrong.mended(suspects).broken(as_typed=True) <= not_held


@pytest.mark.slow
@settings(
    max_examples=cases(25, 60), deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much]
)
@given(reported())
def test_what_is_suggested_as_the_only_explanation_mends_all_that_it_explains(wrong: Reported) -> None:
    causes = _causes_of(wrong)
    certain = [cause for cause in causes if cause.certainty != "candidates"]
    explained = [
        {f"rule {line.case.key}" if isinstance(line, CaseLine) else f"total {line.place}" for line in cause.lines}
        for cause in certain
    ]
    assume(certain and wrong.broken() <= set().union(*explained))
    mended = wrong
    for cause in certain:
        mended = mended.mended(cause.alternatives[0])
    assert all(explained)
    assert mended.broken() <= wrong.unknown()


@pytest.mark.slow
@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(reported())
def test_the_same_is_suggested_every_time(wrong: Reported) -> None:
    first = _causes_of(wrong)
    shuffled = replace(wrong.submission, entries=dict(reversed(list(wrong.submission.entries.items()))))
    assert find_causes(shuffled, Values(shuffled), dict(reversed(list(wrong.typed.items())))) == first


RESULTS = ("granted", "partly_granted", "third_party", "not_held", "petitions", "other", "carried_out")


@settings(max_examples=cases(25, 60), deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    st.dictionaries(st.tuples(st.sampled_from(RESULTS), st.sampled_from(("natural", "business"))), st.integers(0, 999))
)
def test_nothing_is_suggested_where_all_rules_hold(more: Mapping[tuple[str, str], int]) -> None:
    right = base("district", printed=False, last_year=True)
    numbers = {place: entry.number or 0 for place, entry in right.submission.entries.items()}
    for (row, column), number in more.items():
        numbers[Place("requests", row, column)] += number
        numbers[Place("requests", "received", column)] += number
    submission = right.with_numbers(numbers).submission
    for typed in ({}, totals_of(submission)):
        assert not Reported(submission, typed).broken()
        assert find_causes(submission, Values(submission), typed) == ()
