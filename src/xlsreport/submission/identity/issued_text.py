"""What a returned workbook says of itself: known by digests in its stamp, so that what others wrote there shows."""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Iterable

from xlsreport.opc.escaped_text import unescaped
from xlsreport.submission.invisible_characters import is_blank
from xlsreport.submission.label_normalising import normalise_label

_DIGITS = 8
"""Of a digest: that a line which somebody wrote has one of a thousand digests by chance is one in four million."""
_MAX_ESCAPES = 2
"""Times that characters of a text are in code, which not every program reads as one ([ECMA-376] part 1, 22.9.2.19): by
the program that wrote it, and in what somebody typed."""


def digests_of_issued(texts: Iterable[str]) -> tuple[str, ...]:
    """Digests of all lines of some texts, by which :func:`lines_not_issued` knows them again."""
    return tuple(sorted({_digest(line) for text in texts for line in text.splitlines() if not is_blank(line)}))


def lines_not_issued(text: str, issued_digests: Collection[str]) -> str:
    """The lines of a text that were not told: what somebody else wrote."""
    return "\n".join(line for line in text.splitlines() if not is_blank(line) and _digest(line) not in issued_digests)


def _digest(line: str) -> str:
    """Of the letters and digits alone: programs and people change blanks and punctuation."""
    for _ in range(_MAX_ESCAPES):
        line = unescaped(line)
    return hashlib.sha256(normalise_label(line).encode("utf-8", "surrogatepass")).hexdigest()[:_DIGITS]
