"""What the numbering at the beginning of a paragraph says about its level."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

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


@dataclass(frozen=True, slots=True)
class _Titles:
    """How a title that runs into its text is told from a sentence; the patterns are tried behind the number.

    ``run_in`` finds a title with the mark that ends it, ``spaced`` one with blanks behind it; ``figure`` is what makes
    a sentence of it, and ``verbal`` what does where nothing follows. A year is no figure. ``longest`` is of a title
    that has a line of its own, in characters.
    """

    run_in: re.Pattern[str]
    spaced: re.Pattern[str]
    figure: re.Pattern[str]
    verbal: re.Pattern[str]
    ends: re.Pattern[str]
    longest: int


_TITLES: Mapping[str, _Titles] = {
    "zh-CN": _Titles(
        # （一）主动公开情况。 or ：, of one clause or two; longer or with more of them it is a sentence.
        run_in=re.compile(r"(?=.{1,25}[。：:])[^。：:！？；!?;，,]+(?:[，,][^。：:！？；!?;，,]+)?[。：:]"),
        spaced=re.compile(r"[^。：:！？；!?;，,\s]{2,16}[\u3000 ]+(?=\S.*[。；])"),
        figure=re.compile(r"(?<!\d)(?!(?:19|20)\d\d年)\d+(?!\d)"),
        verbal=re.compile("[，,了已未没无均将应请是]"),
        ends=re.compile("[。！？；]"),
        longest=40,
    ),
    "en": _Titles(
        run_in=re.compile(r"(?=.{1,60}[.:](?:\s|$))[^.:!?;,]+(?:,[^.:!?;,]+)?[.:](?=\s|$)"),
        spaced=re.compile(r"(?!)"),  # English words have blanks between them
        figure=re.compile(r"(?<![\d.,])(?!(?:19|20)\d\d\b)\d+(?!\d)"),
        verbal=re.compile(r"\b(?:is|are|was|were|has|have|had|no|not)\b"),
        ends=re.compile(r"[.!?;](?=\s|$)"),
        longest=60,
    ),
}


def numbered(text: str, language: str) -> Heading | Paragraph:
    """A paragraph as a heading, as running text, or as running text with a heading at its beginning.

    A short numbered line in which no sentence ends is a heading. In a numbered paragraph of running text the words up
    to the first full stop or colon are the heading that runs into the text, if they are as short as titles are and
    state no figure: a sentence is none.
    """
    level, start = next(
        ((level, match.end()) for level, pattern in _LEVELS[language] if (match := pattern.match(text))),
        (None, 0),
    )
    if level is None:
        return Paragraph(text)
    titles = _TITLES[language]
    end = _title_end(text, start, titles)
    if end == len(text) and not titles.verbal.search(text, start):
        return Heading(level, text)
    if end is not None and end < len(text):
        return Paragraph(text, level, end)
    is_title = not titles.ends.search(text, start) and not titles.figure.search(text, start)
    return Heading(level, text) if is_title and len(text) <= titles.longest else Paragraph(text, level)


def _title_end(text: str, start: int, titles: _Titles) -> int | None:
    """The position after a title that begins at ``start``, or None where it is none."""
    found = titles.spaced.match(text, start) or titles.run_in.match(text, start)
    return found.end() if found and not titles.figure.search(found[0]) else None
