"""The content of a rendering in any format: the rows of its tables, and its running text."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass

from xlsreport.messages.text_direction import has_letters_from_right
from xlsreport.submission.invisible_characters import visible_text

UNKNOWN_SPAN = 0
"""The height or width of a cell whose rendering does not tell its span."""


@dataclass(frozen=True, slots=True)
class ReadCell:
    """A cell as it was read: its text and its span in printed rows and columns."""

    text: str
    height: int = 1
    width: int = 1


ReadRow = tuple[ReadCell, ...]
"""The cells that begin in one printed row, from left to right, without those that reach into it from above."""


@dataclass(frozen=True, slots=True)
class RenderingContent:
    """Everything that is compared: the rows of all tables, one after the other, and the paragraphs.

    ``figures`` are those for machines, as texts by place, if the format has them. ``approximate``: the reader
    decomposes ligatures and other compatibility forms, so that such differences do not count. ``disordered`` are texts
    whose letters are drawn in another order than they are read in, or over another text, each with what a person sees.
    ``site`` is what a web page states about the site that publishes it, by name.
    """

    rows: tuple[ReadRow, ...]
    paragraphs: tuple[str, ...]
    figures: Mapping[str, str] | None = None
    approximate: bool = False
    disordered: tuple[tuple[str, str], ...] = ()
    site: Mapping[str, str] | None = None


class UnreadableRenderingError(Exception):
    """A rendering that is no file of its format or lacks parts; ``str()`` says which."""


_DROPPED = ("Cc", "Cf", "Cs", "Cn", "Zs", "Zl", "Zp")
_PLAIN = re.compile("[!-~\u4e00-\u9fff、。，：；（）“”《》]*")


class VisibleText(str):
    """A visible text and the whole of it: among letters from right to left, blanks decide where figures are drawn."""

    __slots__ = ("whole",)
    whole: str

    def __new__(cls, text: str, whole: str) -> VisibleText:
        """A text without blanks, and with them."""
        self = super().__new__(cls, text)
        self.whole = whole
        return self


def visible(text: str) -> str:
    """A text without blanks, since formats break lines differently, and without characters that no format can hold."""
    if _PLAIN.fullmatch(text):
        return text
    seen = "".join(letter for letter in visible_text(text) if unicodedata.category(letter) not in _DROPPED)
    return VisibleText(seen, text) if has_letters_from_right(seen) else seen
