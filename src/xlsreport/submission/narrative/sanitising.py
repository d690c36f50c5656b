"""Replaces characters that copying brings into a text and that would be printed as nonsense."""

from __future__ import annotations

import re
from html import unescape

from xlsreport.submission.invisible_characters import visible_text

_OWN = "\ue000-\uf8ff"
"""The private use area, which Word's symbol fonts use for bullets."""
_ODD = re.compile(f"[\t&{_OWN}]")
"""A quick test, since nearly every text has nothing to replace."""
ENTITY = re.compile("&(?:#[0-9]{2,6}|#[xX][0-9a-fA-F]{2,5}|[a-zA-Z]{2,8}[0-9]{0,2});")
"""A character as web pages write it, such as ``&nbsp;``."""
_BULLET = re.compile(rf"^[{_OWN}]\s*")
_NUMBER = "[一二三四五六七八九十]{1,3}"
_NUMBERED = re.compile(rf"^((?:第?{_NUMBER}|[（(]?(?:{_NUMBER}|[0-9]{{1,2}}))[）)、.．]{{1,2}})\t\s*")
"""Word's automatic numbering, which is copied as text followed by a tab; Chinese has no blank there."""


def sanitised(text: str) -> str:
    """A text as it is printed."""
    text = visible_text(text)
    if _ODD.search(text) is None:
        return text.strip()
    text = ENTITY.sub(lambda found: unescape(found[0]).replace("\u00a0", " "), text)
    text = _BULLET.sub("• ", visible_text(text))
    return " ".join(filter(None, map(str.strip, _NUMBERED.sub(r"\1", text).split("\t"))))


_INDENT = re.compile(f"(?<=[。！？；：”）)])\u3000{{2,}}+|(?<!\u3000)\u3000{{2,}}+(?=[（(]?{_NUMBER}[）)、])")
"""Two ideographic spaces begin a Chinese paragraph, also where line ends were lost in copying from a web page."""


def paragraphs_in(line: str) -> list[str]:
    """The paragraphs of what was typed into one cell."""
    pieces = line.splitlines()
    return [part for piece in pieces for part in _INDENT.split(piece)] if "\u3000\u3000" in line else pieces
