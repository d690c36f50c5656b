"""Our own texts, as many kinds of offices might write them: what is noticed of mistakes in them, and no false alarm."""

from __future__ import annotations

from functools import cache
from typing import NamedTuple

import pytest

from support.depth import cases
from support.falsified_numbers import JudgedPassage, judged_in, missed_among, numbers_in
from support.marked_texts import MISSED, WHOLE, family_of, marked_files, marked_passages

_ONE_OF = cases(usual=6, deep=1)
"""One of so many numbers of a file is falsified, and the first of each kind of figure in all files."""


@cache
def first_of_each_kind() -> frozenset[tuple[str, int]]:
    """Files and positions of numbers."""
    first: dict[str, tuple[str, int]] = {}
    for path in marked_files():
        numbers = [number for passage in marked_passages(path) for number in passage.numbers]
        for position, number in enumerate(numbers):
            first.setdefault(number.kind, (path.stem, position))
    return frozenset(first.values())


class Judged(NamedTuple):
    """A file, and its passages with what a check says of them."""

    name: str
    passages: list[JudgedPassage]


@pytest.fixture(scope="module", params=marked_files(), ids=lambda path: path.stem)
def judged(request: pytest.FixtureRequest) -> Judged:
    """Each file for all of its tests, which come one after the other: its lines are read once."""
    return Judged(request.param.stem, judged_in(request.param))


def test_a_true_text_has_no_finding(judged: Judged) -> None:
    assert [alarm.message for each in judged.passages for alarm in each.false_alarms] == []


@pytest.mark.slow
def test_of_falsified_numbers_no_others_are_missed_than_those_that_are_listed(judged: Judged) -> None:
    numbers = list(numbers_in(judged.passages))
    names = [each.passage.around(number) for each, number in numbers]
    missed = MISSED.read_text(encoding="utf-8").splitlines()
    listed = [name for name in missed if name.split()[0].partition(".")[0] == judged.name]  # whole_first.2: its second
    assert [name for name in names if name in listed] == listed, "no longer written so? then run: nox -s regenerate"
    first = first_of_each_kind()
    tried = [n for n in range(len(numbers)) if n % _ONE_OF == 0 or (judged.name, n) in first]
    expected = [names[number] for number in tried if names[number] in listed]
    found = missed_among(numbers[number] for number in tried)
    assert found == expected, "better, or worse? then run: nox -s regenerate"


def test_more_than_half_of_the_passages_are_traps() -> None:
    passages = [each for path in marked_files() for each in marked_passages(path)]
    headings = [each.heading for each in passages if not each.heading.startswith(WHOLE)]
    assert 2 * sum(heading.startswith("trap") for heading in headings) > len(headings)


def test_every_kind_that_is_stated_has_its_family() -> None:
    kinds = {number.kind for path in marked_files() for each in marked_passages(path) for number in each.numbers}
    assert kinds <= family_of().keys()
