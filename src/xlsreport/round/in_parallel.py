"""Works on many things in several processes, and gives the results in the order of the things."""

from __future__ import annotations

import multiprocessing
import os
import signal
import threading
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import AbstractContextManager, ExitStack
from itertools import chain, islice
from multiprocessing.connection import wait
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
"""Batches for each process that are under way or done before their results are taken."""
_MOST_WEIGHT = 64_000_000
"""Bytes that may be under way together, besides a single thing that has more: with the above, bounds the memory."""

_FRESH = "forkserver" if "forkserver" in multiprocessing.get_all_start_methods() else "spawn"
"""How processes are started. A copy of this one would carry its open ledger with it, by which SQLite loses count of its
locks ([How To Corrupt An SQLite Database File] 2.6), and whatever its other threads hold."""


def _weightless(_: object) -> int:
    return 0


def in_order(
    make: Make[Thing, Result],
    round_: Round,
    things: Iterable[Thing],
    processes: int | None = None,
    *,
    weight: Callable[[Thing], int] = _weightless,
) -> Iterator[Result]:
    """Work on things, each by itself.

    A run that was ended in the middle has given the results of the first things and of no others.

    Args:
        make: a function of a module; opens what works on one thing, once in each process.
        round_: what it is made for.
        things: what to work on; they and the results must be able to travel between processes.
        processes: how many to use; by default one for each core. Few things are worked on in this one.
        weight: how many bytes a thing, or its result, takes.

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
        yield from _in_processes(make, round_, _batches(every, weight), wanted)
    except BrokenProcessPool:
        raise RoundError(round_.messages("round.process_ended")) from None


def _batches(things: Iterator[Thing], weight: Callable[[Thing], int]) -> Iterator[tuple[list[Thing], int]]:
    """The things by a few, and how heavy these are together."""
    batch: list[Thing] = []
    together = 0
    for thing in things:
        batch.append(thing)
        together += weight(thing)
        if len(batch) == _BATCH or together * _AHEAD > _MOST_WEIGHT:
            yield batch, together
            batch, together = [], 0
    if batch:
        yield batch, together


def _in_processes(
    make: Make[Thing, Result], round_: Round, batches: Iterator[tuple[list[Thing], int]], processes: int
) -> Iterator[Result]:
    under_way: deque[tuple[Future[list[Result]], int]] = deque()
    pool = ProcessPoolExecutor(
        processes, multiprocessing.get_context(_FRESH), initializer=_start, initargs=(make, round_)
    )
    try:
        for batch, heavy in batches:
            while under_way and (len(under_way) > processes * _AHEAD or heavy + _weight(under_way) > _MOST_WEIGHT):
                yield from under_way.popleft()[0].result()
            under_way.append((pool.submit(_work, batch), heavy))
        while under_way:
            yield from under_way.popleft()[0].result()
    finally:
        pool.shutdown(cancel_futures=True)


def _weight(under_way: Iterable[tuple[object, int]]) -> int:
    return sum(weight for _, weight in under_way)


_OPENED = ExitStack()
_WORKERS: list[Callable[[Any], Any]] = []
"""That of this process, where it is one of several, and what it keeps open until the process ends."""


def _start(make: Make[Any, Any], round_: Round) -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # whoever interrupts the work means the process that hands it out
    threading.Thread(target=_end_with_parent, daemon=True).start()
    _WORKERS[:] = [_OPENED.enter_context(make(round_))]


def _end_with_parent() -> None:
    """Where the process that hands out work is killed, nothing else would tell this one, which would wait for ever."""
    parent = multiprocessing.parent_process()
    if parent is not None:
        wait([parent.sentinel])
        os._exit(1)


def _work(things: Sequence[Any]) -> list[Any]:
    return [_WORKERS[0](thing) for thing in things]
