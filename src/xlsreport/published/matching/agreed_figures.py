"""Several readings of one place: the same figure, or a contradiction that leaves all of them out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from xlsreport.definition.place import Place
from xlsreport.published.imported_report import PrintedFigure
from xlsreport.published.matching.grids.cell_grid import CellGrid


@dataclass(frozen=True, slots=True)
class ReadFigure:
    """A figure and the printed table that it was read in."""

    figure: PrintedFigure
    grid: CellGrid

    @property
    def said(self) -> object:
        """What it states, however it is written."""
        entry = self.figure.entry
        if entry is None:
            return None
        return entry.number if entry.number is not None else (entry.meaning, entry.not_applicable, str(entry.typed))


@dataclass(frozen=True)
class Agreed:
    """The figures that nothing contradicts, and those of places that are printed several times with different ones.

    ``doubtful`` are figures that stand once, in a table of the form of which others are contradicted.
    """

    figures: Mapping[Place, PrintedFigure]
    contradicted: Mapping[Place, Sequence[ReadFigure]]
    doubtful: Mapping[Place, ReadFigure]


def agreed(read: Mapping[Place, Sequence[ReadFigure]]) -> Agreed:
    """What several tables say together.

    Where two printed tables have different figures for one place, they are about different things, such as last year.
    Then no figure of that table of the form is taken that is not printed alike twice: nobody knows whose it is. Within
    one printed table only the place itself is in doubt, as where a subtotal stands beside its parts.
    """
    contradicted = {place: figures for place, figures in read.items() if len({each.said for each in figures}) > 1}
    twice = {place.table for place, figures in contradicted.items() if len({id(each.grid) for each in figures}) > 1}
    doubtful = {
        place: figures[0]
        for place, figures in read.items()
        if place.table in twice and place not in contradicted and len(figures) == 1
    }
    left_out = contradicted.keys() | doubtful.keys()
    kept = {place: figures[0].figure for place, figures in read.items() if place not in left_out and figures}
    return Agreed(kept, contradicted, doubtful)
