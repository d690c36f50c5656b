"""Recognises the lines that the office itself wrote into a returned workbook, by digests in its stamp.

Such comments and the sheet with the list of remarks are no alterations; whatever somebody else wrote there is one.
"""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Iterable

from xlsreport.opc.escaped_text import unescaped
from xlsreport.submission.invisible_characters import is_blank
from xlsreport.submission.label_normalising import normalise_label

_DIGITS = 8
"""Hexadecimal digits of a digest (32 bits): with a thousand digests, a foreign line has one of them by chance with a
probability of 1000 / 2**32, one in four million."""
_MAX_ESCAPES = 2
"""How often a text may be escaped ([ECMA-376] part 1, 22.9.2.19), since not every program resolves escapes: once by
the program that wrote it, and once in what somebody typed."""


def digests_of_issued(texts: Iterable[str]) -> tuple[str, ...]:
    """Digests of all lines of some texts, for :func:`lines_not_issued`."""
    return tuple(sorted({_digest(line) for text in texts for line in text.splitlines() if not is_blank(line)}))


def lines_not_issued(text: str, issued_digests: Collection[str]) -> str:
    """The lines of a text that have none of these digests: what somebody else wrote."""
    return "\n".join(line for line in text.splitlines() if not is_blank(line) and _digest(line) not in issued_digests)


def _digest(line: str) -> str:
    """The digest of a line's letters and digits; programs and people change blanks and punctuation."""
    for _ in range(_MAX_ESCAPES):
        line = unescaped(line)
    return hashlib.sha256(normalise_label(line).encode("utf-8", "surrogatepass")).hexdigest()[:_DIGITS]
