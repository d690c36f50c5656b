"""Maps a function over many items in several processes; the results come in the order of the items."""

from __future__ import annotations

import os
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import AbstractContextManager, ExitStack
from functools import partial
from typing import TYPE_CHECKING, Any, Generic, TypeVar

if TYPE_CHECKING:
    from concurrent.futures import Executor, Future

Context = TypeVar("Context")
Item = TypeVar("Item")
Result = TypeVar("Result")
Worker = Callable[[Iterable[Item]], Iterator[Result]]
"""Gives the results of items, in their order. It may take several items before it gives the result of the first."""
OpenWorker = Callable[[Context], AbstractContextManager[Worker[Item, Result]]]
"""Opens a worker, once in each process. What it keeps (the ledger, a reading cache) is released with it."""

_MAX_IN_ONE_PROCESS = 24
"""Items that one process handles in less time than others take to start."""
_BATCH = 8
"""Items that are sent to a process at a time."""
_BATCHES_AHEAD = 4
"""Batches for each process that are in flight or wait for their results to be taken."""
_MAX_BYTES_IN_FLIGHT = 64_000_000
"""Bytes of all items in flight, apart from a single larger one; bounds the memory."""
_MAX_BYTES_SENT = _MAX_BYTES_IN_FLIGHT // 16
"""Bytes of an item that is sent to another process; sending a larger one would take several times its size."""


def each(function: Callable[[Item], Result]) -> Worker[Item, Result]:
    """A worker that takes one item after the other."""
    return partial(map, function)


def no_weight(_: object) -> int:
    """The default: items that are small."""
    return 0


def map_in_order(
    make: OpenWorker[Context, Item, Result],
    context: Context,
    items: Iterable[Item],
    processes: int | None = None,
    *,
    weight: Callable[[Item], int] = no_weight,
) -> Iterator[Result]:
    """Map a worker over items that do not depend on each other.

    A run that is interrupted has given the results of the first items and of no others.

    Args:
        make: a function of a module that opens a worker.
        context: what workers are opened with, such as the round; it must be picklable.
        items: what to map over; they and the results must be picklable.
        processes: how many to use; by default one for each core. Few items are handled in the present process.
        weight: the bytes of an item or its result.

    Raises:
        ProcessEndedError: the system ended one of the processes.
    """
    wanted = processes or usable_cores()
    here, others = _LocalWorker(make, context), _WorkerProcesses(make, context, wanted)
    try:
        if wanted == 1:
            yield from here.results(items)
            return
        for item in items:
            heavy = weight(item)
            if heavy > _MAX_BYTES_SENT:
                yield from others.finished(here)
                yield from here.results([item])
            else:
                yield from others.taken(item, heavy, here)
            del item  # frees a large item before the next is made
        yield from others.finished(here)
    finally:
        others.end()
        here.end()


def usable_cores() -> int:
    """The cores that this process may use, possibly fewer than the machine has."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


class _LocalWorker(Generic[Context, Item, Result]):
    """A worker in this process, opened on first use."""

    def __init__(self, make: OpenWorker[Context, Item, Result], context: Context) -> None:
        self._make, self._context = make, context
        self._opened = ExitStack()
        self._work: Worker[Item, Result] | None = None

    def open(self) -> Worker[Item, Result]:
        """The worker."""
        if self._work is None:
            self._work = self._opened.enter_context(self._make(self._context))
        return self._work

    def results(self, items: Iterable[Item]) -> Iterator[Result]:
        """The results of items."""
        return self.open()(items)

    def end(self) -> None:
        """Close the worker."""
        self._opened.close()


class _WorkerProcesses(Generic[Context, Item, Result]):
    """Workers in other processes, which are started once there are enough items."""

    def __init__(self, make: OpenWorker[Context, Item, Result], context: Context, processes: int) -> None:
        self._make, self._context, self._processes = make, context, processes
        self._executor: Executor | None = None
        self._waiting: deque[tuple[Item, int]] = deque()
        self._under_way: deque[tuple[Future[list[Result]], int]] = deque()

    def taken(self, item: Item, heavy: int, here: _LocalWorker[Context, Item, Result]) -> Iterator[Result]:
        """Accept an item, and give results that are due."""
        self._waiting.append((item, heavy))
        if self._executor is not None:
            if len(self._waiting) == _BATCH or _weight(self._waiting) * _BATCHES_AHEAD > _MAX_BYTES_IN_FLIGHT:
                yield from self._handed_out()
        elif len(self._waiting) > _MAX_IN_ONE_PROCESS:
            self._executor = _executor(self._make, self._context, self._processes)
            while self._waiting:
                yield from self._handed_out()
        elif _weight(self._waiting) * _BATCHES_AHEAD > _MAX_BYTES_IN_FLIGHT:  # few items so far, but large ones
            yield from self.finished(here)

    def finished(self, here: _LocalWorker[Context, Item, Result]) -> Iterator[Result]:
        """The results of all accepted items; without processes, they are handled now."""
        while self._waiting and self._executor is not None:
            yield from self._handed_out()
        while self._under_way:
            yield from self._under_way.popleft()[0].result()
        if self._waiting:
            yield from here.results(self._taken_back())

    def _taken_back(self) -> Iterator[Item]:
        while self._waiting:
            yield self._waiting.popleft()[0]

    def _handed_out(self) -> Iterator[Result]:
        assert self._executor is not None
        batch = [self._waiting.popleft() for _ in range(min(_BATCH, len(self._waiting)))]
        items, heavy = [item for item, _ in batch], _weight(batch)
        del batch
        most = self._processes * _BATCHES_AHEAD
        while self._under_way and (
            len(self._under_way) > most or heavy + _weight(self._under_way) > _MAX_BYTES_IN_FLIGHT
        ):
            yield from self._under_way.popleft()[0].result()
        self._under_way.append((self._executor.submit(_work, items), heavy))

    def end(self) -> None:
        """Cancel what is in flight."""
        if self._executor is not None:
            self._executor.shutdown(cancel_futures=True)


def _weight(weighed: Iterable[tuple[object, int]]) -> int:
    return sum(weight for _, weight in weighed)


def _executor(make: OpenWorker[Any, Any, Any], context: object, processes: int) -> Executor:
    """The executor; any executor of :mod:`concurrent.futures` could be used here."""
    opened = make.func if isinstance(make, partial) else make
    from xlsreport.parallel.process_executor import ProcessExecutor  # few files are worked on in this process

    return ProcessExecutor(processes, partial(_start, make, context), imports=[opened.__module__])


_OPENED: list[_LocalWorker[Any, Any, Any]] = []
"""The worker of this process, if it is one of several; it is closed by the end of the process."""


def _start(make: OpenWorker[Any, Any, Any], context: object) -> None:
    _OPENED[:] = [_LocalWorker(make, context)]
    _OPENED[0].open()


def _work(items: Sequence[Any]) -> list[Any]:
    return list(_OPENED[0].results(items))
