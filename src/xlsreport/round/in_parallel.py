"""Works on many things in several processes, and gives the results in the order of the things."""

from __future__ import annotations

import os
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import AbstractContextManager, ExitStack
from itertools import chain, islice
from typing import Any, TypeVar

from xlsreport.round.folder import Round, RoundError

Thing = TypeVar("Thing")
Result = TypeVar("Result")
Make = Callable[[Round], AbstractContextManager[Callable[[Thing], Result]]]

_ALONE_UP_TO = 24
"""Things that one process has done before others could be started."""
_BATCH = 8
"""Things that a process is handed at a time."""
_AHEAD = 4
"""Batches for each process that are under way or done before their results are taken: bounds the memory."""


def in_order(
    make: Make[Thing, Result], round_: Round, things: Iterable[Thing], processes: int | None = None
) -> Iterator[Result]:
    """Work on things, each by itself.

    A run that was ended in the middle has given the results of the first things and of no others.

    Args:
        make: a function of a module; opens what works on one thing, once in each process.
        round_: what it is made for.
        things: what to work on; they and the results must be able to travel between processes.
        processes: how many to use; by default one for each core. Few things are worked on in this one.

    Raises:
        RoundError: the system ended one of the processes.
    """
    iterator = iter(things)
    first = list(islice(iterator, _ALONE_UP_TO + 1))
    wanted = processes or os.cpu_count() or 1
    every = chain(first, iterator)
    if wanted == 1 or len(first) <= _ALONE_UP_TO:
        with make(round_) as work:
            yield from map(work, every)
        return
    try:
        yield from _in_processes(make, round_, every, wanted)
    except BrokenProcessPool:
        raise RoundError(round_.messages("round.process_ended")) from None


def _in_processes(
    make: Make[Thing, Result], round_: Round, things: Iterator[Thing], processes: int
) -> Iterator[Result]:
    under_way: deque[Future[list[Result]]] = deque()
    with ProcessPoolExecutor(processes, initializer=_start, initargs=(make, round_)) as pool:
        while batch := list(islice(things, _BATCH)):
            under_way.append(pool.submit(_work, batch))
            if len(under_way) > processes * _AHEAD:
                yield from under_way.popleft().result()
        while under_way:
            yield from under_way.popleft().result()


_OPENED = ExitStack()
_WORKERS: list[Callable[[Any], Any]] = []
"""That of this process, where it is one of several, and what it keeps open until the process ends."""


def _start(make: Make[Any, Any], round_: Round) -> None:
    _WORKERS[:] = [_OPENED.enter_context(make(round_))]


def _work(things: Sequence[Any]) -> list[Any]:
    return [_WORKERS[0](thing) for thing in things]
