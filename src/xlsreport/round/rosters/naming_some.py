"""Names as a sentence has room for them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TypeVar

from xlsreport.messages import Messages

_Thing = TypeVar("_Thing")
_MOST_NAMED = 10


def some(things: Sequence[_Thing], named: Callable[[_Thing], str], messages: Messages) -> str:
    """The first of many things by their names, and how many more there are."""
    listed = messages("wording.comma").join(map(named, things[:_MOST_NAMED]))
    more = len(things) - _MOST_NAMED
    return messages("roster.and_more", names=listed, count=more) if more > 0 else listed
