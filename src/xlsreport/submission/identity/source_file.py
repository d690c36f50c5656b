"""The file that a submission was read from, as far as checks need it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from xlsreport.layout.positions import Positions
from xlsreport.submission.alteration import Alteration
from xlsreport.submission.identity.stamp import Stamp


@dataclass(frozen=True, slots=True)
class SheetFacts:
    """The facts by which a sheet is compared cheaply with the one that was given out; rows and columns count from 0.

    Attributes:
        formulas: the rows with formulas, and the columns of these.
        broken: how many formulas have lost cells that they led to.
        merged: the merged areas.
        hidden_rows: rows that are hidden, or of no height.
        hidden_columns: the first and last of columns that are hidden, or of no width, without gaps.
        is_protected: whether the sheet is protected.
        comments: how many comments the office has not written itself.
        texts: the formulas by their cells; not compared, since programs write the same formula in different ways.
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

    Attributes:
        file: its name.
        data: the bytes that were read, so that a later inspection sees the same.
        stamp: what it states about itself.
        positions: where its cells stand.
        facts: facts of its sheets, by their names.
        alterations: what was noticed while it was read.
        is_examined: whether that is all, since it was compared already with the workbook that was given out.
    """

    file: str
    data: bytes = field(repr=False)
    stamp: Stamp
    positions: Positions = field(repr=False)
    facts: FileFacts = field(default_factory=dict, repr=False)
    alterations: tuple[Alteration, ...] = ()
    is_examined: bool = False
