"""Pieces of parts: what is counted of each, and texts that are nothing else wherever they stand."""

from __future__ import annotations

from dataclasses import dataclass, field

from xlsreport.submission.soundness import string_cells
from xlsreport.submission.source import Elements, telling_elements


@dataclass(frozen=True, eq=False, slots=True)
class Piece:
    """Something that was looked at: how many tags and cells of shared strings it has, and its telling things."""

    tags: int
    string_cells: int
    elements: Elements = field(repr=False)


def is_mere_text(text: bytes) -> bool:
    """Whether a text cannot be taken for elements or attributes where only the bytes of a whole part are searched."""
    return not telling_elements(text) and not string_cells(text)
