"""Which characters a text may have: those of XML 1.0, of which workbooks and Word documents are made.

Control characters, halves of surrogate pairs, U+FFFE and U+FFFF are not: a file with one of them is not XML, and no
program opens it. A definition with one is refused: its author can correct it, and its labels must be read back as they
were written. In the texts of an office or a reporter, such a character comes from copying. Nobody sees it and
nothing prints it, so that it is left out on writing.
"""

from __future__ import annotations

import re

_NOT_IN_XML = re.compile("[\\x00-\\x08\\x0b\\x0c\\x0e-\\x1f\\ud800-\\udfff\\ufffe\\uffff]")
"""The few that are not rather than the many that are: of a set, each character takes time to compile."""
WITHOUT_BLANKS = r"\u0e00-\u0eff\u1000-\u11ff\u1780-\u17ff\u2e80-\ua4cf\uac00-\ud7af\uf900-\ufaff\uff00-\uffef"
"""Letters of languages without blanks between words, from Thai to Korean, as a class of patterns has them; lines end
between any two of them."""


def unwritable(text: str) -> str | None:
    """The first character of a text that no workbook can hold, by its number, such as ``U+0001``; None without one."""
    found = _NOT_IN_XML.search(text)
    return f"U+{ord(found[0]):04X}" if found else None


def writable(text: str) -> str:
    """The text without the characters that no workbook can hold."""
    return _NOT_IN_XML.sub("", text)
