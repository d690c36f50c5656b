"""Keeps what the lines of a report state, for a report that is checked again and again with other words in one line.

What a line states follows from the line, its heading, the agency and the figures; a check reads all lines anew.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from xlsreport.checking.claims import contradictions
from xlsreport.checking.claims.alike_sentences.agreement import IsRight
from xlsreport.checking.claims.prose import ProseLine
from xlsreport.checking.claims.reading.statement import Statement
from xlsreport.checking.claims.reading.statement_finder import StatementFinder

_Key = tuple[str, ProseLine, frozenset[str]]


class KeptReadings:
    """What the lines state of one report, with the same figures each time that it is checked."""

    def __init__(self) -> None:
        self._kept: dict[_Key, Any] = {}

    @contextmanager
    def used(self) -> Iterator[None]:
        """Meanwhile checks of that report read no line a second time."""
        kept = self._kept

        class Finder(StatementFinder):
            def statements(self, line: ProseLine, subjects: frozenset[str], is_right: IsRight) -> Iterator[Statement]:
                read = super().statements
                yield from _kept(kept, ("statements", line, subjects), lambda: tuple(read(line, subjects, is_right)))

            def agrees(self, line: ProseLine, subjects: frozenset[str], is_right: IsRight) -> bool:
                read = super().agrees
                agrees: bool = _kept(kept, ("agrees", line, subjects), lambda: read(line, subjects, is_right))
                return agrees

        vars(contradictions).update(StatementFinder=Finder)
        try:
            yield
        finally:
            vars(contradictions).update(StatementFinder=StatementFinder)


def _kept(kept: dict[_Key, Any], key: _Key, read: Callable[[], Any]) -> Any:
    if key not in kept:
        kept[key] = read()
    return kept[key]
