"""What the numbering at the beginning of a paragraph says about its level."""

from __future__ import annotations

import re
from collections.abc import Mapping

from xlsreport.document.model import Heading, Paragraph

_LEVELS: Mapping[str, tuple[tuple[int, re.Pattern[str]], ...]] = {
    # GB/T 9704-2012, 7.3.3: 一、 （一） 1. （1）; the section's own heading has the first level.
    "zh-CN": (
        (2, re.compile(r"[（(][一二三四五六七八九十]+[）)]")),
        (3, re.compile(r"\d{1,2}[.．、](?!\d)")),
        (4, re.compile(r"[（(]\d{1,2}[）)]")),
    ),
    "en": (
        (2, re.compile(r"\d{1,2}\.\d{1,2}\s")),
        (3, re.compile(r"\([a-z]\)\s")),
    ),
}
_SENTENCE_ENDS = {"zh-CN": "。！？；", "en": ".!?;"}
_LONGEST_HEADING = 40
"""Characters; what is longer is running text even without an end."""


def numbered(text: str, language: str) -> Heading | Paragraph:
    """A paragraph as a heading, as running text, or as running text with a heading at its beginning.

    A short numbered line in which no sentence ends is a heading. In a numbered paragraph of running text the first
    sentence is the heading that runs into the text, if it is short.
    """
    level, start = next(
        ((level, match.end()) for level, pattern in _LEVELS[language] if (match := pattern.match(text))),
        (None, 0),
    )
    if level is None:
        return Paragraph(text)
    end = _first_sentence_end(text, start, language)
    if end is None:
        return Heading(level, text) if len(text) <= _LONGEST_HEADING else Paragraph(text, level)
    if end == len(text):
        return Paragraph(text, level)
    return Paragraph(text, level, end if end <= _LONGEST_HEADING else 0)


def _first_sentence_end(text: str, start: int, language: str) -> int | None:
    """The position after the first sentence that begins at ``start``, or None where no sentence ends."""
    ends = (number + 1 for number in range(start, len(text)) if text[number] in _SENTENCE_ENDS[language])
    return next(ends, None)
