"""What was computed for an object is remembered as long as the object lives, and no longer."""

from __future__ import annotations

import copy
import gc
import pickle
from dataclasses import dataclass
from weakref import ref

import pytest

from support.files import harbour
from support.fillings import HARBOUR, fillings
from xlsreport import Definition, check, in_language, load_definition, workbook_bytes
from xlsreport.definition.succession.succession import succession_between
from xlsreport.definition.variation.variant import variant_of
from xlsreport.layout.workbook_layout import layout_of
from xlsreport.object_cache import forget, remembered_by_object
from xlsreport.published.matching.labels.vocabulary import vocabulary_of
from xlsreport.submission.alterations.hidden_entries import hidden_queries
from xlsreport.submission.narrative.section_headings import headings_of
from xlsreport.submission.relocation import unmoved


@dataclass(frozen=True, eq=False)
class Form:
    size: int


CALLS: list[tuple[int, int]] = []


@remembered_by_object(most=2)
def squares(form: Form, by: int = 1) -> list[int]:
    CALLS.append((form.size, by))
    return [by * number**2 for number in range(form.size)]


@pytest.fixture(autouse=True)
def no_calls() -> None:
    CALLS.clear()


def test_each_object_is_asked_once_whatever_equals_it() -> None:
    one, other = Form(3), Form(3)
    assert squares(one) is squares(one)
    assert squares(one) is not squares(other)
    assert squares(one, by=2) == [0, 2, 8]
    assert CALLS == [(3, 1), (3, 1), (3, 2)]
    forget(one)
    assert squares(one) == squares(other)
    assert len(CALLS) == 4


def test_of_one_object_as_many_results_are_kept_as_are_wanted() -> None:
    form = Form(2)
    for by in (1, 2, 3, 3, 2, 1):
        squares(form, by)
    assert CALLS == [(2, 1), (2, 2), (2, 3), (2, 1)]


def test_copies_and_pickles_know_nothing_of_it() -> None:
    form = Form(2)
    squares(form)
    for again in (pickle.loads(pickle.dumps(form)), copy.deepcopy(form)):
        squares(again)
    assert len(CALLS) == 3


def alive(objects: list[ref[Definition]]) -> int:
    gc.collect()
    return sum(one() is not None for one in objects)


@pytest.mark.slow
def test_a_definition_that_was_written_and_checked_is_let_go(loads_anew: None) -> None:
    assert layout_of(harbour()) is layout_of(harbour())
    known = []
    for _ in range(3):
        definition = load_definition(HARBOUR)
        hidden_queries(unmoved(layout_of(definition)))
        headings_of(definition)
        variant_of(definition, ())
        vocabulary_of(definition)
        succession_between(definition, definition)
        known.append(ref(definition))
    del definition
    assert alive(known) == 0


@pytest.mark.slow
def test_of_definitions_with_which_everything_is_done_no_more_than_the_latest_stays(loads_anew: None) -> None:
    known = []
    for _ in range(4):
        definition = load_definition(HARBOUR.with_name("yard.yaml"))
        [*_, filled] = fillings(in_language(definition, definition.locale), 5)
        workbook_bytes(filled)
        check(filled)
        known.append(ref(definition))
    del definition, filled
    assert alive(known) <= 1
