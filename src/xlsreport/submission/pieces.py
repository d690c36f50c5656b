"""What is counted of a part, or of a piece of one, whatever else is known of it."""

from __future__ import annotations

from dataclasses import dataclass, field

from xlsreport.submission.source import Elements


@dataclass(frozen=True, eq=False, slots=True)
class Piece:
    """Something that was looked at: how many tags and cells of shared strings it has, and its telling things."""

    tags: int
    string_cells: int
    elements: Elements = field(repr=False)
