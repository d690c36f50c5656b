"""Which test may start a program: whoever runs the fast tests needs none but Python.

A test marked ``engine`` may start whatever tests/run.py installs, such as LibreOffice, Chromium or node. One marked
``slow`` may start Python and a shell, or take longer than a fifth of a second; a test without a mark starts no process
at all. So a test that starts a program
without saying so fails, and does not slow down or break the fast tests of a machine that lacks the program.
"""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from functools import wraps
from pathlib import Path
from typing import Any

import pytest

ENGINE, SLOW = "engine", "slow"
_BESIDE_PYTHON = ("sh", "bash", "unshare", "mount")
_FREE = ("fc-list",)  # which matplotlib asks for fonts, and does without
_LARGE_FORM = "us-doj-foia"
"""The shipped form with seven thousand figures: whatever is done with it takes ten times as long."""
_running: list[pytest.Item] = []


class StartedInTheWrongTierError(BaseException):
    """A test starts a program without the mark for it; no ``except Exception`` of the code that is tested hides it."""


def mark_tests(items: Sequence[pytest.Item]) -> None:
    """Mark the tests that use a fixture which asks for the fixture ``starts_engine``, and cases of the large form."""
    for item in items:
        if "starts_engine" in getattr(item, "fixturenames", ()):
            item.add_marker(ENGINE)
        if _LARGE_FORM in item.name:
            item.add_marker(SLOW)


@contextmanager
def running(item: pytest.Item) -> Iterator[None]:
    """While a test runs, from the setting up of its fixtures on."""
    _running.append(item)
    try:
        yield
    finally:
        _running.remove(item)


def refuse_unmarked_starts() -> None:
    """Let Python look at the mark of the test before it starts a program.

    A hook of ``sys.addaudithook`` would see all starts by itself, but is called for each ``id()``, too, of which some
    tests need a million.
    """
    started = subprocess.Popen.__init__

    @wraps(started)
    def marked(self: Any, args: Any, *more: Any, **options: Any) -> None:
        named = options.get("executable") or (args if isinstance(args, str | os.PathLike) else args[0])
        _refuse_unmarked("sh" if options.get("shell") else named)
        started(self, args, *more, **options)

    setattr(subprocess.Popen, "__init__", marked)  # noqa: B010 (assigned, mypy would forbid it)


def _refuse_unmarked(named: object) -> None:
    if not _running or _running[-1].get_closest_marker(ENGINE):
        return
    program = Path(str(named))
    if program.name in _FREE:
        return
    mark = SLOW if str(program) == sys.executable or program.name in _BESIDE_PYTHON else ENGINE
    if not _running[-1].get_closest_marker(mark):
        raise StartedInTheWrongTierError(f"mark this test with @pytest.mark.{mark}: it starts {program}")
