"""Literal sections of XML (CDATA), written as ordinary text in the one case in which programs write them.

XMLBeans, by which Apache POI saves, and so do many document systems of offices, writes a long text with many of the two
characters that must be escaped as one literal section: a formula that joins texts by ``&``, for instance. Every parser
reads the same from both; what reads a file without one, as this package does for speed, would not.
"""

from __future__ import annotations

from collections.abc import Iterator

_BEGIN = b"><![CDATA["
_END = b"]]><"
_PARTED = b"]]>><![CDATA["
"""What XMLBeans puts in place of a bracket that would end the section too early."""
_SHORTEST, _FEWEST = 33, 6
"""Of such a text, and how many characters of it must be escaped (XMLBeans: its saver's thresholds of 32 and 5)."""


def as_ordinary_text(part: bytes) -> bytes:
    """A part in which each text that stands as a literal section is escaped instead.

    Only the whole text of an element counts, and only one that XMLBeans would write so. Every other literal section is
    left, for the parser to refuse.

    Args:
        part: the bytes of a part, in UTF-8.
    """
    return b"".join(_pieces(part)) if _BEGIN in part else part


def _pieces(part: bytes) -> Iterator[bytes]:
    at = 0
    while (begin := part.find(_BEGIN, at)) >= 0:
        text_begin = begin + len(_BEGIN)
        end = part.find(_END, text_begin)
        if end < 0:
            break
        pieces = part[text_begin:end].split(_PARTED)
        text = b">".join(pieces)
        is_sound = not any(b"]]>" in piece for piece in pieces)
        if is_sound and len(text) >= _SHORTEST and text.count(b"&") + text.count(b"<") >= _FEWEST:
            yield part[at : begin + 1]
            yield text.replace(b"&", b"&amp;").replace(b"<", b"&lt;").replace(b">", b"&gt;")
        else:
            yield part[at : end + len(_END) - 1]
        at = end + len(_END) - 1
    yield part[at:]
