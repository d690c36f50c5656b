"""A progress bar for long work, shown on a terminal only."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Iterator
from typing import TypeVar

import click

T = TypeVar("T")


def progress(things: Iterable[T], *, length: Callable[[], int], label: str) -> Iterator[T]:
    """Pass items on, and show on a terminal how many were passed of how many."""
    if not sys.stderr.isatty():
        yield from things
        return
    with click.progressbar(things, length=length(), label=label, file=sys.stderr, show_pos=True) as bar:
        yield from bar
