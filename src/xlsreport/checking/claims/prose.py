"""Normalises lines of text for the matching of phrases: width, punctuation, remarks in brackets, headings."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import cached_property

_WIDE = re.compile("[（）％．－０-９Ａ-Ｚａ-ｚ]")
_THOUSANDS = re.compile(r"(?<=[0-9])[,，](?=[0-9]{3}(?![0-9]))")
_STOP = {True: re.compile(r"[.](?=\s|$)"), False: re.compile(r"(?<![0-9A-Za-z])[.](?![0-9A-Za-z])|[.]$")}
"""Where a full stop ends a sentence, in languages with and without blanks between words."""
_TITLE = re.compile(r"《[^《》。]{0,80}》")
_BRACKETED = re.compile(r"\(([^()。]{0,200})\)")
_REMARK = re.compile(_BRACKETED.pattern + "(?![0-9零〇一二两三四五六七八九十百])")
"""A remark in brackets. Before a number it is none: it says what is counted, as in （属于国家秘密）1件."""
_NUMBERED = re.compile(
    r"(?:[（(][一二三四五六七八九十0-9]{1,3}[)）]|[一二三四五六七八九十]{1,3}[、是]|[0-9]{1,2}[.、．])"
)
_LEAD = re.compile("[^。：，:,]{0,40}")


def without_blanks(text: str, *, spaced: bool) -> str:
    """A line without the blanks that mean nothing.

    Args:
        text: as it was typed.
        spaced: whether blanks part words, as they do in English; in Chinese there are none that mean anything.
    """
    return (" " if spaced else "").join(text.split())


def normalised(text: str, *, spaced: bool) -> str:
    """A line without needless blanks as phrases are looked for in it."""
    text = _WIDE.sub(lambda match: unicodedata.normalize("NFKC", match[0]), text)
    text = _THOUSANDS.sub("", text)
    if "." in text:
        text = _STOP[spaced].sub("。", text)
    for mark, other in (("，", ","), ("；", ";"), ("：", ":"), ("。", "!"), ("。", "?"), ("。", "！"), ("。", "？")):
        text = text.replace(other, mark)
    return _TITLE.sub("《》", text) if "《" in text else text


@dataclass(frozen=True)
class ProseLine:
    """One line: with what is in brackets left out, and with the brackets turned to commas.

    ``heading`` are the words above it, or with which it begins, that say what it is about.
    """

    text: str
    heading: str

    @cached_property
    def bare(self) -> str:
        """The text without remarks in brackets."""
        return _REMARK.sub("", self.text) if "(" in self.text else self.text

    @cached_property
    def inside(self) -> str:
        """What is in brackets, by itself."""
        return "，".join(_BRACKETED.findall(self.text)) if "(" in self.text else ""

    @cached_property
    def flat(self) -> str:
        """The text with what is in brackets as clauses of its own."""
        return _BRACKETED.sub(r"，\1，", self.text) if "(" in self.text else self.text


def heading_of(text: str) -> str:
    """The numbered words that a line is, or begins with, such as （二）依申请公开情况; empty where it has none."""
    numbered = _NUMBERED.match(text)
    if numbered is None:
        return ""
    lead = _LEAD.match(text, numbered.end())
    return text[: lead.end()] if lead else ""
