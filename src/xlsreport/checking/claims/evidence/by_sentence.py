"""The statements of a line by the sentences that they stand in, so that nobody goes through a long line for each."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from xlsreport.checking.claims.reading.statement import Statement


def by_sentence(statements: Iterable[Statement]) -> Mapping[int, Sequence[Statement]]:
    """The statements of each sentence, in their order, by its number in the line."""
    found: dict[int, list[Statement]] = {}
    for each in statements:
        found.setdefault(each.sentence, []).append(each)
    return found
