"""Libraries that only one thread at a time may use, in programs that read and render in several."""

from __future__ import annotations

import os
from collections.abc import Callable
from functools import wraps
from threading import RLock
from typing import ParamSpec, TypeVar

Arguments = ParamSpec("Arguments")
Result = TypeVar("Result")


class OneAtATime:
    """Decorates functions: while a thread is in one of them, others wait before all of them.

    A process that is copied by ``fork`` is copied while no thread is in any, so that the copy finds the library whole
    and does not wait for a thread that it does not have.
    """

    def __init__(self) -> None:
        self._lock = RLock()
        if hasattr(os, "register_at_fork"):  # Windows copies no process
            release = self._lock.release
            os.register_at_fork(before=self._lock.acquire, after_in_parent=release, after_in_child=release)

    def __call__(self, function: Callable[Arguments, Result]) -> Callable[Arguments, Result]:
        """The function, behind the lock."""

        @wraps(function)
        def alone(*arguments: Arguments.args, **named: Arguments.kwargs) -> Result:
            with self._lock:
                return function(*arguments, **named)

        return alone


BY_PDFIUM = OneAtATime()
"""PDFium keeps state of the process, and other threads run while it works: two of them in it can end the process."""
