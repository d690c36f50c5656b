"""Parts of which only so much is known: together they are no more than the whole."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from xlsreport.checking.claims.statements import Statement
from xlsreport.values import Number


def exceeds(part: Statement, statements: Sequence[Statement], wholes: Sequence[Number]) -> bool:
    """Whether a part, with others of its kind that its list tells, is more than any of the wholes that it may be of.

    What stands behind words such as 其中 may be parts of the part before it, so that a list ends there: of "online 40,
    of which website 25 and mail 15" the 40 is not added to the others.
    """
    return sum(_listed(part, statements)) > max(wholes, default=0)


def _listed(part: Statement, statements: Sequence[Statement]) -> Iterator[Number]:
    """The quantities of the list of a part; brackets are counted anew, so that a place needs the same number, too."""
    counted, begin = part.counted(), part.part_begins()
    kinds = part.pattern.figure.declared.equals
    seen: set[int] = set()
    for each in statements:
        declared, position = each.pattern.figure.declared, each.position
        alike = declared.at_most and declared.equals == kinds and each.sentence == part.sentence
        same = position in counted and counted[position].value == each.quantity.value
        if alike and same and position not in seen and each.part_begins() == begin:
            seen.add(position)
            yield each.quantity.value
