"""Headings as they are compared, whoever wrote them."""

from __future__ import annotations

import re
import unicodedata

from xlsreport.letter_case import caseless

_REMARK = re.compile(r"\(([^()]*)\)|\[([^\[\]]*)\]")
_LETTERS = re.compile(r"[\W_]+")
_OF = re.compile(r"(name|code|type|kind) of (?:the )?(.+)")
"""The name of the body is the body name."""


def plain_heading(text: str) -> str:
    """A heading for comparison: without blanks, brackets and punctuation, in one width and case."""
    folded = caseless(text)
    seen = "".join(character for character in folded if unicodedata.category(character) != "Cf")
    return _LETTERS.sub("", _OF.sub(r"\2 \1", _REMARK.sub("", " ".join(seen.split()))))


def remarks_of(heading: str) -> tuple[str, ...]:
    """What stands in brackets in a heading, in its usual width."""
    folded = unicodedata.normalize("NFKC", heading)
    return tuple(text.strip() for pair in _REMARK.findall(folded) if (text := pair[0] or pair[1]).strip())


def without_remarks(heading: str) -> str:
    """A heading without what stands in brackets."""
    return _REMARK.sub("", unicodedata.normalize("NFKC", heading))
