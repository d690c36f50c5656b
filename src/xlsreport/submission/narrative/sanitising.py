"""Characters that copying brings into a text and that would print as nonsense: what is printed in their place."""

from __future__ import annotations

import re
from html import unescape

from xlsreport.submission.invisible_characters import visible_text

_OWN = "\ue000-\uf8ff"
"""Characters that each font has of its own, such as the bullets of Word's fonts."""
_ODD = re.compile(f"[\t&{_OWN}]")
"""One look says of nearly every text that there is nothing to mend."""
ENTITY = re.compile("&(?:#[0-9]{2,6}|#[xX][0-9a-fA-F]{2,5}|[a-zA-Z]{2,8}[0-9]{0,2});")
"""A character as web pages write it, such as ``&nbsp;``."""
_BULLET = re.compile(rf"^[{_OWN}]\s*")
_NUMBER = "[一二三四五六七八九十]{1,3}"
_NUMBERED = re.compile(rf"^((?:第?{_NUMBER}|[（(]?(?:{_NUMBER}|[0-9]{{1,2}}))[）)、.．]{{1,2}})\t\s*")
"""Word's own numbering, which comes as a text with a tab behind it; Chinese has no blank there."""


def sanitised(text: str) -> str:
    """A text as it is printed, the same where there is nothing to mend."""
    text = visible_text(text)
    if _ODD.search(text) is None:
        return text.strip()
    text = ENTITY.sub(lambda found: unescape(found[0]).replace("\u00a0", " "), text)
    text = _BULLET.sub("• ", visible_text(text))
    return " ".join(filter(None, map(str.strip, _NUMBERED.sub(r"\1", text).split("\t"))))


_INDENT = re.compile(f"(?<=[。！？；：”）)])\u3000{{2,}}+|(?<!\u3000)\u3000{{2,}}+(?=[（(]?{_NUMBER}[）)、])")
"""Two wide blanks begin a paragraph in Chinese, and stand where it began if a web page lost its lines in copying."""


def paragraphs_in(line: str) -> list[str]:
    """The paragraphs of what was typed into one cell."""
    pieces = line.splitlines()
    return [part for piece in pieces for part in _INDENT.split(piece)] if "\u3000\u3000" in line else pieces
