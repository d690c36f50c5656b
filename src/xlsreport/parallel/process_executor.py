"""Calls functions in other processes, by the interface of :mod:`concurrent.futures`.

The standard library's ``ProcessPoolExecutor`` uses named semaphores. If a run is killed they are not released, and
Python warns on the terminal that they leaked. Here each process has a pipe of its own, which the system closes with the
process, so nothing can leak.
"""

from __future__ import annotations

import multiprocessing
import os
import pickle
import signal
import threading
import traceback
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Executor, Future, ThreadPoolExecutor
from contextlib import contextmanager, suppress
from multiprocessing import forkserver, resource_tracker
from multiprocessing.connection import Connection, wait
from queue import SimpleQueue
from typing import Any, TypeVar

from xlsreport.parallel.process_ended import ProcessEndedError

Result = TypeVar("Result")

METHOD = "forkserver" if "forkserver" in multiprocessing.get_all_start_methods() else "spawn"
"""How processes are started. Not by ``fork``: the child would inherit the open ledger, which breaks the locks of SQLite
([How To Corrupt An SQLite Database File] 2.6), and locks that other threads hold."""
_UNDER_WAY = 2
"""Calls that a process is sent before it has returned the first result, so that it is never idle."""


class ProcessExecutor(Executor):
    """Calls functions in processes, which are started with the first calls, one for each.

    Functions, arguments and results must be picklable. The processes ignore interrupts of the terminal, and end when
    the parent process ends, even if it is killed.

    Args:
        most: the maximum number of processes.
        start: called first in each process; an exception that it raises is the result of every call.
        imports: modules that every process needs; with ``forkserver`` they are imported once for all.
        method: how processes are started; Windows has ``spawn`` only.
    """

    def __init__(
        self, most: int, start: Callable[[], object], imports: Sequence[str] = (), *, method: str = METHOD
    ) -> None:
        self._context: Any = multiprocessing.get_context(method)
        self._most, self._start = most, start
        if METHOD == "forkserver":
            resource_tracker.ensure_running()  # it does not block interrupts, so start it before they are blocked
        if method == "forkserver":
            forkserver.set_forkserver_preload(list(imports))
            with _interrupted_later():
                forkserver.ensure_running()
        self._processes: list[_Process] = []
        self._free: SimpleQueue[_Process] = SimpleQueue()
        self._threads = ThreadPoolExecutor(most * _UNDER_WAY, "waiting for a process")

    def submit(self, function: Callable[..., Result], /, *args: Any, **kwargs: Any) -> Future[Result]:
        """Call a function in a process; if that ends meanwhile, the future raises :class:`ProcessEndedError`."""
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
        """Finish the calls in progress, and end the processes."""
        self._threads.shutdown(wait, cancel_futures=cancel_futures)
        while wait and self._processes:
            self._processes.pop().end()


class _Process:
    """One process and this end of its pipe. Results come in the order of calls."""

    def __init__(self, context: Any, start: Callable[[], object]) -> None:
        self._connection, there = context.Pipe()
        self._process = context.Process(target=_serve, args=(there,), daemon=True)
        try:
            self._process.start()
        except (EOFError, OSError):  # no resources for another process, or the fork server has ended
            raise ProcessEndedError from None
        finally:
            there.close()
        self._sending, self._receiving = threading.Lock(), threading.Lock()
        # Sent by the pipe: unpickling it imports modules, which must not be interrupted.
        self._start: Callable[[], object] | None = start

    def result_of(self, call: object) -> Any:
        """The result of a call; of two concurrent threads, one may send while the other waits for its result."""
        with self._sending:
            if self._start is not None:
                self._send(self._start)
                self._start = None
            self._send(call)
            self._receiving.acquire()  # before the next may send, so that results match their calls
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
        # On Windows the pipe of a process that failed to start stays open, so the process is watched as well.
        if self._connection not in wait([self._connection, self._process.sentinel]):
            raise ProcessEndedError
        try:
            received: tuple[BaseException | None, Any] = self._connection.recv()
        except (EOFError, OSError):
            raise ProcessEndedError from None
        return received

    def end(self) -> None:
        """Close the pipe, which ends the process, and wait for its end."""
        self._connection.close()
        self._process.join()
        self._process.close()


@contextmanager
def _interrupted_later() -> Iterator[None]:
    """Block interrupts of the terminal; processes and threads that are started meanwhile keep them blocked."""
    if not hasattr(signal, "pthread_sigmask"):
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def _serve(connection: Connection) -> None:
    """The main function of a process: it answers calls until the pipe is closed."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # interrupts are handled by the parent process
    threading.Thread(target=_end_with_parent, daemon=True).start()
    with suppress(EOFError, OSError):  # the other end was closed
        failed = _outcome(connection.recv())[0]
        while True:
            function, args, kwargs = connection.recv()
            connection.send((failed, None) if failed is not None else _outcome(function, *args, **kwargs))


def _outcome(function: Callable[..., Any], *args: Any, **kwargs: Any) -> tuple[Exception | None, Any]:
    """The exception or the result of a function."""
    try:
        return None, function(*args, **kwargs)
    except Exception as error:
        error.add_note(traceback.format_exc())  # since a traceback cannot be pickled
        return (error if _travels(error) else RuntimeError(traceback.format_exc())), None


def _travels(error: Exception) -> bool:
    """Whether another process gets the same; some errors of libraries can be sent, and not be made anew there."""
    try:
        pickle.loads(pickle.dumps(error))
    except Exception:
        return False
    return True


def _end_with_parent() -> None:
    """End with the parent process, without finishing the present call."""
    parent = multiprocessing.parent_process()
    if parent is not None:
        wait([parent.sentinel])
        os._exit(1)
