"""The file that a submission was read from, as far as it matters for judging it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from xlsreport.layout.positions import Positions
from xlsreport.submission.alteration import Alteration
from xlsreport.submission.identity.stamp import Stamp


@dataclass(frozen=True, slots=True)
class SheetFacts:
    """What of a sheet is as it was given out if nobody altered it; rows and columns count from 0.

    ``formulas`` are the rows with formulas and the columns of these; ``broken`` says how many of them have lost cells
    that they led to. ``texts`` are the formulas by their cells, which programs write in ways of their own. ``comments``
    counts those that the office has not written itself.
    """

    formulas: tuple[tuple[int, tuple[int, ...]], ...]
    broken: int
    merged: frozenset[str]
    hidden_rows: tuple[int, ...]
    hidden_columns: tuple[tuple[int, int], ...]
    is_protected: bool
    comments: int
    texts: Mapping[tuple[int, int], str] = field(default_factory=dict, compare=False, repr=False)


FileFacts = Mapping[str, SheetFacts]
"""By the names of sheets."""


@dataclass(frozen=True, eq=False)
class SourceFile:
    """One workbook file.

    ``file`` is its name; ``data`` are the bytes that were read, so that whoever looks once more looks at the same;
    ``stamp`` is what it says about itself; ``positions`` are where its cells stand; ``facts`` tell whether somebody
    altered it; ``alterations`` are what its reader noticed.
    """

    file: str
    data: bytes = field(repr=False)
    stamp: Stamp
    positions: Positions = field(repr=False)
    facts: FileFacts = field(default_factory=dict, repr=False)
    alterations: tuple[Alteration, ...] = ()
