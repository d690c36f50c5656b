"""Tells headings from running text by the numbering at the beginning of a paragraph."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from xlsreport.document.content.model import Heading, Paragraph
from xlsreport.document.page_styles.gb_t_9704 import LEVELS
from xlsreport.document.page_styles.page_style import Levels


@dataclass(frozen=True, slots=True)
class _TitleRules:
    """Patterns that tell a title from a sentence; they are tried behind the number.

    ``run_in`` matches a title with the mark that ends it, ``spaced`` one with blanks behind it. ``sentence`` matches
    what occurs in sentences only; years and numbers that name a service are excepted. ``verbal`` matches what makes a
    sentence of a line that nothing follows. ``longest`` is the length of a title on its own line, in characters.
    """

    run_in: re.Pattern[str]
    spaced: re.Pattern[str]
    sentence: re.Pattern[str]
    verbal: re.Pattern[str]
    ends: re.Pattern[str]
    longest: int


_YEAR = r"(?:[1１][9９]|[2２][0０])\d\d"
"""Also in full-width digits."""
_SERVICE = r"\d+(?:[”’\"]|政务|便民|热线|平台)"
"""A service that is named by its number, as “12345”热线."""
_ENGLISH_CLAUSE = r"(?:[^.:!?;,]|(?<=\b[A-Z][a-z])\.(?=\s))+"

_TITLES: Mapping[str, _TitleRules] = {
    "zh-CN": _TitleRules(
        # （一）主动公开情况。 or ：, with one or two clauses; anything longer is a sentence.
        run_in=re.compile(r"(?=.{1,25}[。：:])[^。：:！？；!?;，,]+(?:[，,][^。：:！？；!?;，,]+)?[。：:]"),
        spaced=re.compile(r"[^。：:！？；!?;，,\s]{2,16}[\u3000 ]+(?=\S.*[。；])"),
        # A figure, or the beginning of a list: （一）渠道方面，一是……。
        sentence=re.compile(rf"(?<!\d)(?!{_YEAR}年|{_SERVICE})\d+(?!\d)|[一二三四五六七八九十]是"),
        # Words such as 申请, 回应, 应急, 无障碍, 均等 and 未来 are excepted: titles contain them.
        verbal=re.compile(
            "[，,已没将是]|了(?!解)|未(?!来|成年)|无(?!障碍|偿)|(?<!平)均(?!等|衡)|(?<!申)请|(?<![回响供反适])应(?![急用对])"
        ),
        ends=re.compile("[。！？；]"),
        longest=40,
    ),
    "en": _TitleRules(
        # A point after two letters, as in St. or Dr., ends no sentence.
        run_in=re.compile(rf"(?=.{{1,60}}[.:](?:\s|$)){_ENGLISH_CLAUSE}(?:,{_ENGLISH_CLAUSE})?[.:](?=\s|$)"),
        spaced=re.compile(r"(?!)"),  # English words are separated by blanks
        sentence=re.compile(r"(?<![\d.,])(?!(?:19|20)\d\d\b)\d+(?!\d)"),
        verbal=re.compile(r"\b(?:is|are|was|were|has|have|had|no|not)\b"),
        ends=re.compile(r"[.!?;](?=\s|$)"),
        longest=60,
    ),
}


def classify_paragraph(text: str, language: str, levels: Mapping[str, Levels] = LEVELS) -> Heading | Paragraph:
    """A paragraph as a heading, as running text, or as running text with a heading at its beginning.

    A short numbered line in which no sentence ends is a heading. In a numbered paragraph of running text, the words up
    to the first full stop or colon are a run-in heading if they are short and contain no figure.

    Args:
        text: of the paragraph.
        language: of the report.
        levels: the page style's numbering of headings.
    """
    level, start = next(
        ((level, match.end()) for level, pattern in levels[language] if (match := pattern.match(text))),
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
    is_title = not titles.ends.search(text, start) and not titles.sentence.search(text, start)
    return Heading(level, text) if is_title and len(text) <= titles.longest else Paragraph(text, level)


def _title_end(text: str, start: int, titles: _TitleRules) -> int | None:
    """The position after a title that begins at ``start``; None if there is no title."""
    found = titles.spaced.match(text, start) or titles.run_in.match(text, start)
    return found.end() if found and not titles.sentence.search(found[0]) else None
