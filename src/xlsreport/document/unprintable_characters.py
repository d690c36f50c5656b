"""Names characters that cannot be printed and the cells that hold them."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Sequence

from xlsreport.layout.cells import CellRef
from xlsreport.messages import Messages
from xlsreport.submission.submission import Submission
from xlsreport.values import typed_text

_MAX_NAMED = 5
"""At most so many characters and cells are named."""
_KINDS = {"Co": "private", "Cn": "unassigned", "Cc": "control"}
"""Message keys for characters without a name, by general category ([UAX #44])."""


def unprintable_sentence(
    key: str, characters: Sequence[str], origin: Submission | None, messages: Messages, **words: object
) -> str:
    """The sentence that some characters cannot be printed.

    Args:
        key: of its message, which has a place for ``characters``.
        characters: without repetition.
        origin: the submission of the report; None for a letter.
        messages: in the language of the report.
        words: further values for the message.
    """
    few = characters[:_MAX_NAMED]
    named = messages("pdf.and").join(f"{character} ({_code(character)})" for character in few)
    where = messages("pdf.and_at").join(_where(character, origin, messages) for character in few)
    return messages(key, characters=named, **words) + (messages("pdf.where", where=where) if where and origin else "")


def _where(character: str, origin: Submission | None, messages: Messages) -> str:
    kind = _KINDS.get(unicodedata.category(character))
    name = messages(f"pdf.{kind}") if kind else unicodedata.name(character, "")
    cells = [str(cell) for cell in _cells_with(character, origin)] if origin else []
    listed = messages("pdf.and").join(cells[:_MAX_NAMED]) + ("…" if len(cells) > _MAX_NAMED else "")
    words = {"code": _code(character), "name": name, "cells": listed}
    return messages("pdf.character_at" if cells else "pdf.character_elsewhere", **words)


def _code(character: str) -> str:
    return f"U+{ord(character):04X}"


def _cells_with(character: str, submission: Submission) -> Iterator[CellRef]:
    """The cells that hold a character, in the received workbook or the one that would be issued."""
    positions = submission.positions
    for name, text in {"agency": submission.agency, **submission.fields}.items():
        if character in text:
            yield positions.cover_field(name)
    for _, entry, cell in submission.entries_with_cells():
        if isinstance(entry.typed, str) and character in typed_text(entry.typed):
            yield cell
    for section, lines in submission.texts.items():
        first = positions.first_line(section)
        for number, line in enumerate(lines):
            if character in line:
                yield CellRef(first.sheet, first.row + number, first.column)
