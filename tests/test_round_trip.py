"""What goes out into a workbook comes back from it."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from support.depth import cases
from support.files import content, harbour, official, reread
from support.fillings import fillings
from xlsreport import Definition, Submission, check, new_submission
from xlsreport.definition.figure_kinds.kinds import AnyKind, Choice, is_numeric
from xlsreport.definition.figure_kinds.number_kinds import Amount, SignedCount

TEXTS = st.text(
    st.one_of(
        st.sampled_from("=+-@'\"\\&<>_x0041 \t\n　，。１Aé𠮷"),
        st.characters(exclude_categories=["Cs", "Cc", "Cn", "Co"]),
    ),
    max_size=40,
)
"""What people and word processors put into cells; control characters other than tab and line feed are tested apart."""

LINES = st.one_of(TEXTS, st.sampled_from(["=1+1", "+86 10", "@all", "-", "_x000D_", "'='", "0012", "1e5", "TRUE"]))


def typed(kind: AnyKind) -> st.SearchStrategy[Any]:
    """What may be entered at a place of a kind, rightly or wrongly."""
    match kind:
        case Choice(options=options):
            return st.one_of(st.sampled_from(options), LINES)
        case Amount():
            numbers = st.decimals(0, 10**9 - 1, allow_nan=False, places=6)
            return st.one_of(numbers, st.sampled_from([Decimal("-0.5"), "251000元", "—"]))
        case kind if is_numeric(kind):
            least = -(10**15) + 1 if isinstance(kind, SignedCount) else -3
            return st.one_of(st.integers(least, 10**15 - 1), st.sampled_from(["/", "12件", "1,234", "３", "none"]))
        case _:
            return LINES


@st.composite
def filled(draw: st.DrawFn, definition: Definition) -> Submission:
    """Any submission that can be prefilled."""
    places = st.sampled_from(sorted(place for place, facts in definition.places.items() if not facts.computed))
    entries: dict[str, Any] = {}
    for place in draw(st.lists(places, max_size=12, unique=True)):
        entries[str(place)] = draw(typed(definition.places[place].kind))
    for name in definition.narratives:
        entries[name] = draw(st.lists(LINES, max_size=4))
    for name in definition.fields:
        entries[name] = draw(LINES)
    for name, table in definition.tables.items():
        if table.nil_return:
            entries[f"{name}.nil_return"] = draw(st.booleans())
    for case in definition.cases:
        if case.rule.severity == "warning":
            entries[f"{case.key}.explanation"] = draw(LINES)
    numbers = st.one_of(st.integers(0, 10**15 - 1), st.decimals(0, 10**6, allow_nan=False, places=3))
    previous = draw(st.dictionaries(st.sampled_from(definition.previous_places), numbers, max_size=5))
    year = draw(st.one_of(st.none(), st.integers(1949, 2199)))
    return new_submission(definition, agency=draw(LINES), year=year, entries=entries, previous=previous)


@pytest.mark.slow
@pytest.mark.parametrize("make", [harbour, official])
def test_whatever_is_filled_in_is_read_back(make: Callable[[], Definition]) -> None:
    @settings(max_examples=cases(15, 40), deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))
    @given(filled(make()))
    def holds(submission: Submission) -> None:
        again = reread(submission)
        assert content(again) == content(submission)
        assert check(again) == check(submission)

    holds()


@pytest.mark.parametrize(
    "text", ["a\r\nb", "a\rb", "bell\x07", "_x000D_", "a_x0041_b", "tab\tbed", "\ufeffbom", "  two "]
)
def test_a_paragraph_with_unusual_characters_is_read_back(text: str) -> None:
    submission = new_submission(harbour(), entries={"summary": [text, "", text], "contact": text})
    assert content(reread(submission)) == content(submission)


def test_totals_that_were_written_are_displayed_as_they_are_calculated() -> None:
    submission = next(s for s in fillings(official(), 3) if s.nil_returns)
    shown = reread(submission).shown
    assert set(shown.values()) == {0}
    assert len(shown) == sum(facts.computed for facts in official().places.values())
