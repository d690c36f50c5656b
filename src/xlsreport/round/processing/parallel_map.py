"""Works on many things in several processes, and gives the results in the order of the things."""

from __future__ import annotations

import os
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Executor, Future
from contextlib import AbstractContextManager, ExitStack
from functools import partial
from typing import Any, Generic, TypeVar

from xlsreport.errors import RoundError
from xlsreport.round.folder import Round
from xlsreport.round.processing.process_executor import ProcessEndedError, ProcessExecutor

Item = TypeVar("Item")
Result = TypeVar("Result")
OpenWorker = Callable[[Round], AbstractContextManager[Callable[[Item], Result]]]
"""Opens what works on one thing: once in each process, so that whatever is kept from one thing to the next (the ledger,
what is known of workbooks that were read) belongs to what it opens, and ends with it."""

_MAX_IN_ONE_PROCESS = 24
"""Things that one process has done before others could be started."""
_BATCH = 8
"""Things that a process is handed at a time."""
_BATCHES_AHEAD = 4
"""Batches for each process that are under way or done before their results are taken."""
_MAX_BYTES_IN_FLIGHT = 64_000_000
"""Bytes that may be under way together, besides a single thing that has more: with the above, bounds the memory."""
_MAX_BYTES_SENT = _MAX_BYTES_IN_FLIGHT // 16
"""Bytes of a thing that is worked on here, since handing it to another process would take its size several times."""


def _weightless(_: object) -> int:
    return 0


def map_in_order(
    make: OpenWorker[Item, Result],
    round_: Round,
    things: Iterable[Item],
    processes: int | None = None,
    *,
    weight: Callable[[Item], int] = _weightless,
) -> Iterator[Result]:
    """Work on things, each by itself.

    A run that was ended in the middle has given the results of the first things and of no others.

    Args:
        make: a function of a module; opens what works on one thing, once in each process.
        round_: what it is made for; it travels without its roster, which a process that asks for it has to read anew.
        things: what to work on; they and the results must be able to travel between processes.
        processes: how many to use; by default one for each core. Few things are worked on in this one.
        weight: how many bytes a thing, or its result, takes.

    Raises:
        RoundError: the system ended one of the processes.
    """
    wanted = processes or usable_cores()
    here, others = _LocalWorker(make, round_), _WorkerProcesses(make, round_, wanted)
    try:
        for thing in things:
            heavy = weight(thing)
            if wanted == 1 or heavy > _MAX_BYTES_SENT:
                yield from others.finished(here)
                yield here.result(thing)
            else:
                yield from others.taken(thing, heavy, here)
            del thing  # which may be large, and the next is made before the name is bound anew
        yield from others.finished(here)
    except ProcessEndedError:
        raise RoundError(round_.messages("round.process_ended")) from None
    finally:
        others.end()
        here.end()


def usable_cores() -> int:
    """How many cores this process may use, which can be fewer than the machine has."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


class _LocalWorker(Generic[Item, Result]):
    """Works on things in this process; what does so is opened when it is first needed."""

    def __init__(self, make: OpenWorker[Item, Result], round_: Round) -> None:
        self._make, self._round = make, round_
        self._opened = ExitStack()
        self._work: Callable[[Item], Result] | None = None

    def open(self) -> Callable[[Item], Result]:
        """What works on one thing."""
        if self._work is None:
            self._work = self._opened.enter_context(self._make(self._round))
        return self._work

    def result(self, thing: Item) -> Result:
        """What comes of a thing."""
        return self.open()(thing)

    def end(self) -> None:
        """Close what was opened."""
        self._opened.close()


class _WorkerProcesses(Generic[Item, Result]):
    """Works on things in other processes, which are started once there are enough things for them."""

    def __init__(self, make: OpenWorker[Item, Result], round_: Round, processes: int) -> None:
        self._make, self._round, self._processes = make, round_, processes
        self._executor: Executor | None = None
        self._waiting: deque[tuple[Item, int]] = deque()
        self._under_way: deque[tuple[Future[list[Result]], int]] = deque()

    def taken(self, thing: Item, heavy: int, here: _LocalWorker[Item, Result]) -> Iterator[Result]:
        """Take a thing, and give the results that were waited for meanwhile."""
        self._waiting.append((thing, heavy))
        if self._executor is not None:
            if len(self._waiting) == _BATCH or _weight(self._waiting) * _BATCHES_AHEAD > _MAX_BYTES_IN_FLIGHT:
                yield from self._handed_out()
        elif len(self._waiting) > _MAX_IN_ONE_PROCESS:
            self._executor = _executor(self._make, self._round, self._processes)
            while self._waiting:
                yield from self._handed_out()
        elif _weight(self._waiting) * _BATCHES_AHEAD > _MAX_BYTES_IN_FLIGHT:  # few so far, but no more of them may wait
            yield from self.finished(here)

    def finished(self, here: _LocalWorker[Item, Result]) -> Iterator[Result]:
        """The results of all that was taken; where no processes were started, it is worked on now."""
        while self._waiting and self._executor is not None:
            yield from self._handed_out()
        while self._under_way:
            yield from self._under_way.popleft()[0].result()
        while self._waiting:
            yield here.result(self._waiting.popleft()[0])

    def _handed_out(self) -> Iterator[Result]:
        assert self._executor is not None
        batch = [self._waiting.popleft() for _ in range(min(_BATCH, len(self._waiting)))]
        things, heavy = [thing for thing, _ in batch], _weight(batch)
        del batch
        most = self._processes * _BATCHES_AHEAD
        while self._under_way and (
            len(self._under_way) > most or heavy + _weight(self._under_way) > _MAX_BYTES_IN_FLIGHT
        ):
            yield from self._under_way.popleft()[0].result()
        self._under_way.append((self._executor.submit(_work, things), heavy))

    def end(self) -> None:
        """Stop what is under way."""
        if self._executor is not None:
            self._executor.shutdown(cancel_futures=True)


def _weight(weighed: Iterable[tuple[object, int]]) -> int:
    return sum(weight for _, weight in weighed)


def _executor(make: OpenWorker[Any, Any], round_: Round, processes: int) -> Executor:
    """What calls functions in other processes: any executor of :mod:`concurrent.futures` could stand here."""
    opened = make.func if isinstance(make, partial) else make
    return ProcessExecutor(processes, partial(_start, make, round_), imports=[opened.__module__])


_OPENED: list[_LocalWorker[Any, Any]] = []
"""That of this process, where it is one of several; what it has open ends with the process."""


def _start(make: OpenWorker[Any, Any], round_: Round) -> None:
    _OPENED[:] = [_LocalWorker(make, round_)]
    _OPENED[0].open()


def _work(things: Sequence[Any]) -> list[Any]:
    return [_OPENED[0].result(thing) for thing in things]
