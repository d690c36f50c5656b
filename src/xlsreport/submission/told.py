"""What a returned workbook says of itself: known by digests in its stamp, so that what others wrote there shows."""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Iterable

from xlsreport.submission.anchors import comparable
from xlsreport.submission.invisible import is_blank
from xlsreport.xlsx.rich_text import decoded

_DIGITS = 8
"""Of a digest: that a line which somebody wrote has one of a thousand digests by chance is one in four million."""
_CODED_AT_MOST = 2
"""Times that characters of a text are in code, which not every program reads as one ([ECMA-376] part 1, 22.9.2.19): by
the program that wrote it, and in what somebody typed."""


def told_by(texts: Iterable[str]) -> tuple[str, ...]:
    """Digests of all lines of some texts, by which :func:`untold` knows them again."""
    return tuple(sorted({_digest(line) for text in texts for line in text.splitlines() if not is_blank(line)}))


def untold(text: str, told: Collection[str]) -> str:
    """The lines of a text that were not told: what somebody else wrote."""
    return "\n".join(line for line in text.splitlines() if not is_blank(line) and _digest(line) not in told)


def _digest(line: str) -> str:
    """Of the letters and digits alone: programs and people change blanks and punctuation."""
    for _ in range(_CODED_AT_MOST):
        line = decoded(line)
    return hashlib.sha256(comparable(line).encode("utf-8", "surrogatepass")).hexdigest()[:_DIGITS]
