"""Functions called in other processes: however these are started, and whatever becomes of them."""

from __future__ import annotations

import os
import signal
import sqlite3
from functools import partial

import pytest

from xlsreport.parallel.process_ended import ProcessEndedError
from xlsreport.parallel.process_executor import METHOD, ProcessExecutor

METHODS = sorted({METHOD, "spawn"})
LARGE = 2_000_000
"""Bytes: more than any pipe holds."""

pytestmark = [pytest.mark.slow, pytest.mark.parametrize("method", METHODS)]


def nothing() -> None:
    pass


def square(number: int) -> tuple[int, int]:
    return number**2, os.getpid()


def enlarged(data: bytes) -> bytes:
    return data + bytes(LARGE)


def failing(number: int) -> int:
    return 1 // number


def ended(number: int) -> int:
    os._exit(number)


def interrupted() -> str:
    os.kill(os.getpid(), signal.SIGINT)
    return "all the same"


class TooLongError(Exception):
    """As those of some libraries, which are not made anew from their sentence, or hold what cannot be sent."""

    def __init__(self, pages: int, held: object) -> None:
        super().__init__(f"{pages} pages at most")
        self.held = held


def raising_what_does_not_travel(number: int) -> None:
    raise TooLongError(12, held=number if number == 1 else lambda: number)


def refused(sentence: str) -> None:
    raise sqlite3.OperationalError(sentence)


def test_a_process_is_started_for_each_call_until_there_are_enough(
    method: str, capfd: pytest.CaptureFixture[str]
) -> None:
    with ProcessExecutor(2, nothing, method=method) as executor:
        (alone,) = executor.map(square, [3])
        results = list(executor.map(square, range(40)))
    assert alone[0] == 9
    assert [result for result, _ in results] == [number**2 for number in range(40)]
    assert len({process for _, process in (alone, *results)}) in (1, 2)
    assert os.getpid() not in {process for _, process in results}
    assert capfd.readouterr() == ("", "")


def test_calls_and_results_may_be_larger_than_a_pipe(method: str) -> None:
    with ProcessExecutor(1, nothing, method=method) as executor:
        results = list(executor.map(enlarged, [bytes([number]) * LARGE for number in range(8)]))
    assert [(result[0], len(result)) for result in results] == [(number, 2 * LARGE) for number in range(8)]


def test_what_a_function_raises_is_raised_and_says_where(method: str) -> None:
    with ProcessExecutor(1, nothing, method=method) as executor:
        with pytest.raises(ZeroDivisionError) as caught:
            executor.submit(failing, 0).result()
        assert executor.submit(failing, 1).result() == 1
    assert "in failing" in "".join(caught.value.__notes__)


def test_what_cannot_be_sent_as_it_was_raised_is_told_all_the_same(method: str) -> None:
    with ProcessExecutor(1, nothing, method=method) as executor:
        for number in (1, 2):
            with pytest.raises(RuntimeError, match="12 pages at most"):
                executor.submit(raising_what_does_not_travel, number).result()


def test_a_process_that_ends_is_told_and_prints_nothing(method: str, capfd: pytest.CaptureFixture[str]) -> None:
    with ProcessExecutor(1, nothing, method=method) as executor:
        first, second = executor.submit(ended, 0), executor.submit(square, 2)
        with pytest.raises(ProcessEndedError):
            first.result()
        with pytest.raises(ProcessEndedError):
            second.result()
    assert capfd.readouterr() == ("", "")


def test_what_cannot_be_started_is_the_result_of_every_call(method: str, capfd: pytest.CaptureFixture[str]) -> None:
    with ProcessExecutor(1, partial(refused, "no room"), method=method) as executor:
        for call in [executor.submit(square, number) for number in range(3)]:
            with pytest.raises(sqlite3.OperationalError, match="no room"):
                call.result()
    assert capfd.readouterr() == ("", "")


@pytest.mark.skipif(os.name == "nt", reason="sends a signal of POSIX")
def test_an_interruption_is_not_meant_for_a_process(method: str) -> None:
    with ProcessExecutor(1, nothing, method=method) as executor:
        assert executor.submit(interrupted).result() == "all the same"
