"""What a returned workbook says of itself: known by digests in its stamp, so that what others wrote there shows."""

from __future__ import annotations

import hashlib
import html
import re
from collections.abc import Collection, Iterable, Mapping

from xlsreport.submission.anchors import comparable
from xlsreport.submission.archive import Archive
from xlsreport.submission.invisible import is_blank

_DIGITS = 8
"""Of a digest: that a line which somebody wrote has one of a thousand digests by chance is one in four million."""
_COMMENT = re.compile(
    rb"<(?:\w+:)?comment\s[^<>]*(?<!/)>(?:(?!<(?:\w+:)?comment\s|<!).)*?</(?:\w+:)?comment\s*>", re.DOTALL
)
"""One comment, without markup that hides text from :data:`_TEXT`; what does not end before the next is none."""
_TEXT = re.compile(rb"<(?:\w+:)?t(?:\s[^>]*)?>([^<]*)<")
_IS_COMMENTS = re.compile(r"xl/(?:comments/)?comments?[0-9]*\.xml", re.IGNORECASE)
"""Where programs keep comments; threaded ones are kept elsewhere, and none are ours."""
_CODED = re.compile(r"_x([0-9A-Fa-f]{4})_")
"""A character in code ([ECMA-376] part 1, 22.9.2.19), which not every program reads as one."""
_CODED_AT_MOST = 2
"""Times that a text is coded: by the program that wrote it, and in what somebody typed."""


def told_by(texts: Iterable[str]) -> tuple[str, ...]:
    """Digests of all lines of some texts, by which :func:`untold` knows them again."""
    return tuple(sorted({_digest(line) for text in texts for line in text.splitlines() if not is_blank(line)}))


def untold(text: str, told: Collection[str]) -> str:
    """The lines of a text that were not told: what somebody else wrote."""
    return "\n".join(line for line in text.splitlines() if not is_blank(line) and _digest(line) not in told)


def parts_as_issued(archive: Archive, returned_sheet: str, told: Collection[str]) -> Mapping[str, bytes]:
    """The parts without what a returned workbook has besides: its first sheet, and the comments that were told."""
    if not told:
        return archive.parts
    known = frozenset(told)
    listed = archive.sheets.get(returned_sheet)
    return {
        name: _COMMENT.sub(lambda found: b"" if _is_told(found[0], known) else found[0], part)
        if _IS_COMMENTS.fullmatch(name)
        else part
        for name, part in archive.parts.items()
        if name != listed
    }


def _is_told(comment: bytes, told: Collection[str]) -> bool:
    text = b"".join(_TEXT.findall(comment)).decode("utf-8", "replace")
    return not untold(html.unescape(text), told)


def _digest(line: str) -> str:
    """Of the letters and digits alone: programs and people change blanks and punctuation."""
    for _ in range(_CODED_AT_MOST):
        line = _CODED.sub(lambda found: chr(int(found[1], 16)), line)
    return hashlib.sha256(comparable(line).encode("utf-8", "surrogatepass")).hexdigest()[:_DIGITS]
