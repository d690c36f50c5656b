"""Work in several processes: in order, bounded, and with a sentence where the system ends one of them."""

from __future__ import annotations

import os
import pickle
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from support.rounds import make_round
from xlsreport.errors import RoundError
from xlsreport.messages import messages_for
from xlsreport.parallel.ordered_map import Worker, each
from xlsreport.round.creating import RoundOptions, create_round
from xlsreport.round.folder import Round
from xlsreport.round.processing.parallel_map import map_in_order

pytestmark = pytest.mark.slow

ZH = messages_for("zh-CN")
MANY = 200


@pytest.fixture(scope="module")
def round_(tmp_path_factory: pytest.TempPathFactory) -> Round:
    folder = tmp_path_factory.mktemp("round")
    roster = folder / "名册.csv"
    roster.write_text("编号,名称\n1,甲\n", encoding="utf-8")
    return create_round(folder / "年报", RoundOptions("cn-gov-info-disclosure/2021", 2025, roster), ZH)


@contextmanager
def squarer(round_: Round) -> Iterator[Worker[int, tuple[int, int]]]:
    yield each(lambda number: (number**2 + round_.year, os.getpid()))


@contextmanager
def killed(round_: Round) -> Iterator[Worker[int, int]]:
    yield each(lambda number: os._exit(1) if number == MANY // 2 else round_.year)


@contextmanager
def failing(round_: Round) -> Iterator[Worker[int, int]]:
    yield each(lambda number: round_.year // (number - MANY // 2))


@pytest.mark.parametrize("processes", [1, 2, 3])
def test_results_come_in_the_order_of_the_things(round_: Round, processes: int) -> None:
    results = list(map_in_order(squarer, round_, range(MANY), processes))
    assert [result for result, _ in results] == [number**2 + 2025 for number in range(MANY)]
    workers = {worker for _, worker in results}
    assert workers == {os.getpid()} if processes == 1 else os.getpid() not in workers


def test_few_things_are_done_without_other_processes(round_: Round) -> None:
    assert {worker for _, worker in map_in_order(squarer, round_, range(5), 4)} == {os.getpid()}


def test_only_so_many_things_are_taken_ahead(round_: Round) -> None:
    taken = []

    def things() -> Iterator[int]:
        for number in range(MANY):
            taken.append(number)
            yield number

    results = map_in_order(squarer, round_, things(), 2)
    next(results)
    assert len(taken) < MANY // 2
    assert len(list(results)) == MANY - 1


@pytest.mark.parametrize(("megabytes", "most"), [(1, 200), (20, 8), (70, 3)])
def test_heavy_things_are_taken_ahead_by_fewer(round_: Round, megabytes: int, most: int) -> None:
    taken = []

    def things() -> Iterator[int]:
        for number in range(MANY):
            taken.append(number)
            yield number

    results = map_in_order(squarer, round_, things(), 2, weight=lambda _: megabytes * 1_000_000)
    ahead = []
    for given, _ in enumerate(results):
        ahead.append(len(taken) - given)
    assert max(ahead[30:]) <= most  # after those by which it was seen that there are many
    assert len(ahead) == MANY


def test_a_process_that_is_ended_by_the_system_is_told_in_a_sentence(round_: Round) -> None:
    with pytest.raises(RoundError) as caught:
        list(map_in_order(killed, round_, range(MANY), 2))
    assert str(caught.value) == ZH("round.process_ended")


def test_a_mistake_of_the_work_is_not_hidden(round_: Round) -> None:
    with pytest.raises(ZeroDivisionError):
        list(map_in_order(failing, round_, range(MANY), 2))


def test_what_travels_to_a_process_does_not_grow_with_the_round(tmp_path: Path) -> None:
    few, many = make_round(tmp_path / "few", 3), make_round(tmp_path / "many", 3000)
    assert (len(few.roster), len(many.roster)) == (3, 3000)
    assert abs(len(pickle.dumps(many)) - len(pickle.dumps(few))) < 100
    assert len(pickle.loads(pickle.dumps(few)).roster) == 3  # read anew, where a process asks for it


def test_a_round_can_travel_to_a_process_that_was_started_afresh(round_: Round) -> None:
    travelled = pickle.loads(pickle.dumps(round_))
    assert (travelled.id, travelled.key, travelled.definition.name) == (round_.id, round_.key, round_.definition.name)
    assert list(travelled.definition.places) == list(round_.definition.places)
    assert isinstance(travelled.folder, Path)
