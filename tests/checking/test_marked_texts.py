"""Our own texts, as many kinds of offices might write them: what is noticed of mistakes in them, and no false alarm."""

from __future__ import annotations

from pathlib import Path

import pytest

from support.falsified_numbers import JudgedPassage, missed_in
from support.marked_texts import MISSED, WHOLE, family_of, marked_files, marked_passages

FILES = pytest.mark.parametrize("path", marked_files(), ids=lambda path: path.stem)


@FILES
def test_a_true_text_has_no_finding(path: Path) -> None:
    judged = map(JudgedPassage, marked_passages(path))
    assert [alarm.message for each in judged for alarm in each.false_alarms] == []


@pytest.mark.slow
@FILES
def test_of_falsified_numbers_no_others_are_missed_than_those_that_are_listed(path: Path) -> None:
    names = MISSED.read_text(encoding="utf-8").splitlines()
    listed = [name for name in names if name.split()[0].partition(".")[0] == path.stem]  # whole_first.2: its second
    assert missed_in(path) == listed, "better, or worse? then run: nox -s regenerate"


def test_more_than_half_of_the_passages_are_traps() -> None:
    passages = [each for path in marked_files() for each in marked_passages(path)]
    headings = [each.heading for each in passages if not each.heading.startswith(WHOLE)]
    assert 2 * sum(heading.startswith("trap") for heading in headings) > len(headings)


def test_every_kind_that_is_stated_has_its_family() -> None:
    kinds = {number.kind for path in marked_files() for each in marked_passages(path) for number in each.numbers}
    assert kinds <= family_of().keys()
