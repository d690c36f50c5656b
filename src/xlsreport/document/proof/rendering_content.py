"""What a rendering says, whatever its format: the rows of its tables, and its running text."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass

from xlsreport.submission.invisible_characters import visible_text

UNKNOWN_SPAN = 0
"""The height or width of a cell whose rendering does not say over how many others it is merged."""


@dataclass(frozen=True, slots=True)
class ReadCell:
    """A cell as it was read: its text, and over how many printed rows and columns it is merged."""

    text: str
    height: int = 1
    width: int = 1


ReadRow = tuple[ReadCell, ...]
"""The cells that begin in one printed row, from left to right; those that reach into it from above are not of it."""


@dataclass(frozen=True, slots=True)
class RenderingContent:
    """Everything that is compared: the rows of all tables, one after the other, and the paragraphs.

    ``figures`` are those for machines, as texts by place, where the format carries them. ``approximate`` says that
    the reader takes ligatures and other compatible forms apart, and loses letters of texts that run from right to left:
    neither is then a sign of a change in the rendering.
    """

    rows: tuple[ReadRow, ...]
    paragraphs: tuple[str, ...]
    figures: Mapping[str, str] | None = None
    approximate: bool = False


class UnreadableRenderingError(Exception):
    """A rendering that is no file of its format, or has not the parts of one; ``str()`` says what is missing."""


_DROPPED = ("Cc", "Cf", "Cs", "Cn", "Zs", "Zl", "Zp")
_PLAIN = re.compile("[!-~\u4e00-\u9fff、。，：；（）“”《》]*")


def visible(text: str) -> str:
    """A text without its blanks and without characters that no format can hold: formats break lines as they must."""
    if _PLAIN.fullmatch(text):
        return text
    return "".join(letter for letter in visible_text(text) if unicodedata.category(letter) not in _DROPPED)


def runs_from_right(text: str) -> bool:
    """Whether there is a letter in a text that is written from right to left, as Hebrew and Arabic are."""
    return not text.isascii() and any(unicodedata.bidirectional(letter) in ("R", "AL") for letter in text)
