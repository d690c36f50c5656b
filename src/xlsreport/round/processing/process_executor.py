"""Calls functions in other processes, by the interface of :mod:`concurrent.futures`.

The library's own executor for processes keeps its queues in order by named semaphores. Where a run is killed nobody
takes them back, and Python tells the office's terminal that they leaked. Here each process has a pipe of its own, which
ends with whoever ends: there is nothing to take back.
"""

from __future__ import annotations

import multiprocessing
import os
import signal
import threading
import traceback
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import BrokenExecutor, Executor, Future, ThreadPoolExecutor
from contextlib import contextmanager, suppress
from multiprocessing import forkserver, resource_tracker
from multiprocessing.connection import Connection, wait
from queue import SimpleQueue
from typing import Any, TypeVar

Result = TypeVar("Result")

METHOD = "forkserver" if "forkserver" in multiprocessing.get_all_start_methods() else "spawn"
"""How processes are started. A copy of this one would carry its open ledger with it, by which SQLite loses count of its
locks ([How To Corrupt An SQLite Database File] 2.6), and whatever its other threads hold."""
_UNDER_WAY = 2
"""Calls that a process is sent before the result of the first is there, so that it never waits for the next."""


class ProcessEndedError(BrokenExecutor):
    """A process ended before it had done what it was asked for."""


class ProcessExecutor(Executor):
    """Calls functions in processes, one of which is started for each call until there are enough.

    What is called, its arguments and results must be able to travel between processes. A process ignores that a
    terminal is interrupted, and ends when this one does, however that comes about.

    Args:
        most: how many processes there may be.
        start: called in each process before anything else is; what it raises is the result of every call.
        imports: modules that every process needs, imported once for all of them where the system can do so.
        method: how processes are started; on Windows there is but one, ``spawn``.
    """

    def __init__(
        self, most: int, start: Callable[[], object], imports: Sequence[str] = (), *, method: str = METHOD
    ) -> None:
        self._context: Any = multiprocessing.get_context(method)
        self._most, self._start = most, start
        if METHOD == "forkserver":
            resource_tracker.ensure_running()  # which lets interruptions through: none may come while others start
        if method == "forkserver":
            forkserver.set_forkserver_preload(list(imports))
            with _interrupted_later():
                forkserver.ensure_running()
        self._processes: list[_Process] = []
        self._free: SimpleQueue[_Process] = SimpleQueue()
        self._threads = ThreadPoolExecutor(most * _UNDER_WAY, "waiting for a process")

    def submit(self, function: Callable[..., Result], /, *args: Any, **kwargs: Any) -> Future[Result]:
        """Have a function called; where the process ends meanwhile, the result is :class:`ProcessEndedError`."""
        with _interrupted_later():
            if len(self._processes) < self._most:
                self._processes.append(_Process(self._context, self._start))
                for _ in range(_UNDER_WAY):
                    self._free.put(self._processes[-1])
            return self._threads.submit(self._called, (function, args, kwargs))

    def _called(self, call: tuple[Callable[..., Any], tuple[Any, ...], dict[str, Any]]) -> Any:
        process = self._free.get()
        try:
            return process.result_of(call)
        finally:
            self._free.put(process)

    def shutdown(self, wait: bool = True, *, cancel_futures: bool = False) -> None:
        """Let what is under way be finished, and end the processes."""
        self._threads.shutdown(wait, cancel_futures=cancel_futures)
        while wait and self._processes:
            self._processes.pop().end()


class _Process:
    """One process, and the end of its pipe that is here. Results come in the order of calls."""

    def __init__(self, context: Any, start: Callable[[], object]) -> None:
        self._connection, there = context.Pipe()
        self._process = context.Process(target=_serve, args=(there,), daemon=True)
        try:
            self._process.start()
        except (EOFError, OSError):  # there is no room for one more, or what starts them was ended
            raise ProcessEndedError from None
        finally:
            there.close()
        self._sending, self._receiving = threading.Lock(), threading.Lock()
        # By the pipe, since unpacking it imports much, and by then the process must not be open to interruptions.
        self._start: Callable[[], object] | None = start

    def result_of(self, call: object) -> Any:
        """What comes of a call; of two threads that ask at once, one sends while the other waits."""
        with self._sending:
            if self._start is not None:
                self._send(self._start)
                self._start = None
            self._send(call)
            self._receiving.acquire()  # before the next may send, so that nobody receives what another asked for
        try:
            error, result = self._received()
        finally:
            self._receiving.release()
        if error is not None:
            raise error
        return result

    def _send(self, call: object) -> None:
        try:
            self._connection.send(call)
        except OSError:
            raise ProcessEndedError from None

    def _received(self) -> tuple[BaseException | None, Any]:
        # On Windows the pipe of a process that could not even begin stays open: so it is watched as well.
        if self._connection not in wait([self._connection, self._process.sentinel]):
            raise ProcessEndedError
        try:
            received: tuple[BaseException | None, Any] = self._connection.recv()
        except (EOFError, OSError):
            raise ProcessEndedError from None
        return received

    def end(self) -> None:
        """Tell it that nothing more comes, and wait for its end."""
        self._connection.close()
        self._process.join()
        self._process.close()


@contextmanager
def _interrupted_later() -> Iterator[None]:
    """Let an interruption of the terminal wait; processes and threads that are started meanwhile never see one."""
    if not hasattr(signal, "pthread_sigmask"):
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def _serve(connection: Connection) -> None:
    """What a process does: it answers calls until no more can come."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # whoever interrupts the work means the process that hands it out
    threading.Thread(target=_end_with_parent, daemon=True).start()
    with suppress(EOFError, OSError):  # when nobody is at the other end any more
        failed = _outcome(connection.recv())[0]
        while True:
            function, args, kwargs = connection.recv()
            connection.send((failed, None) if failed is not None else _outcome(function, *args, **kwargs))


def _outcome(function: Callable[..., Any], *args: Any, **kwargs: Any) -> tuple[Exception | None, Any]:
    """What a function raises, and what it gives."""
    try:
        return None, function(*args, **kwargs)
    except Exception as error:
        error.add_note(traceback.format_exc())  # since its own traceback cannot travel
        return error, None


def _end_with_parent() -> None:
    """Where the process that hands out work is killed, this one would first finish what it is at."""
    parent = multiprocessing.parent_process()
    if parent is not None:
        wait([parent.sentinel])
        os._exit(1)
