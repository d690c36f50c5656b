"""Shortens an enumeration to what a sentence has room for."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TypeVar

from xlsreport.messages import Messages

_Thing = TypeVar("_Thing")
_MAX_NAMED = 10


def shortlist(things: Sequence[_Thing], named: Callable[[_Thing], str], messages: Messages) -> str:
    """The names of the first items, and how many more there are."""
    listed = messages("wording.comma").join(map(named, things[:_MAX_NAMED]))
    more = len(things) - _MAX_NAMED
    return messages("roster.and_more", names=listed, count=more) if more > 0 else listed
