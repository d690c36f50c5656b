"""Which test may start a program: whoever runs the fast tests needs none but Python.

A test marked ``engine`` may start whatever tests/run.py installs, such as LibreOffice, Chromium or node. One marked
``slow`` may start Python and a shell, or take longer than a fifth of a second; a test without a mark starts no process
at all. So a test that starts a program
without saying so fails, and does not slow down or break the fast tests of a machine that lacks the program.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import pytest

ENGINE, SLOW = "engine", "slow"
_STARTS = {"subprocess.Popen": 0, "os.posix_spawn": 0}
"""Events by which Python tells that it starts a program, and which of their arguments names it."""
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


def refuse_unmarked_starts(event: str, arguments: Sequence[object]) -> None:
    """A hook of :func:`sys.addaudithook`."""
    if event not in _STARTS or not _running or _running[-1].get_closest_marker(ENGINE):
        return
    program = Path(str(arguments[_STARTS[event]]))
    if program.name in _FREE:
        return
    mark = SLOW if str(program) == sys.executable or program.name in _BESIDE_PYTHON else ENGINE
    if not _running[-1].get_closest_marker(mark):
        raise StartedInTheWrongTierError(f"mark this test with @pytest.mark.{mark}: it starts {program}")
