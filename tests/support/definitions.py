"""Definitions that no test changes, each loaded once."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from xlsreport import Definition, load_definition


def loaded(source: str | Path) -> Definition:
    """A definition by its shipped name or its file, the same object for all tests of a process."""
    return _loaded(str(source))


@cache
def _loaded(source: str) -> Definition:
    return load_definition(source)
