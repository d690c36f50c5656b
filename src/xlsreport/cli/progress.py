"""A bar that shows how far long work is, on a terminal and nowhere else."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Iterator
from typing import TypeVar

import click

T = TypeVar("T")


def progress(things: Iterable[T], *, length: Callable[[], int], label: str) -> Iterator[T]:
    """Pass things on, and show how many of them were passed, where somebody is looking."""
    if not sys.stderr.isatty():
        yield from things
        return
    with click.progressbar(things, length=length(), label=label, file=sys.stderr, show_pos=True) as bar:
        yield from bar
