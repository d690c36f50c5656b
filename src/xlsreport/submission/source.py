"""The file that a submission was read from, as far as it matters for judging it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from xlsreport.layout.positions import Positions
from xlsreport.submission.alteration import Alteration

_TELLING = (
    (b"<f>", b"<f ", b"<f/"),
    (b"<sheetProtection ",),
    (b"<comment ",),
    (b'hidden="1"', b'hidden="true"'),
)
"""What a workbook that nobody altered has as much of as when it was given out: formulas, locked sheets, comments,
hidden rows and columns; each as programs write it."""


@dataclass(frozen=True, eq=False)
class Source:
    """One workbook file.

    ``positions`` are where its cells stand; ``stamped`` says which of ``agency`` and ``year`` were given out with it;
    ``elements`` counts its formulas, locked sheets and the like; ``alterations`` are what its reader noticed.
    """

    file: str
    positions: Positions = field(repr=False)
    stamped: frozenset[str] = frozenset()
    elements: tuple[int, ...] = ()
    alterations: tuple[Alteration, ...] = ()


def telling_elements(parts: Iterable[bytes]) -> tuple[int, ...]:
    """How often each telling thing stands in a workbook's parts; other ways of writing it count as a difference."""
    known = list(parts)
    return tuple(sum(part.count(way) for part in known for way in ways) for ways in _TELLING)
