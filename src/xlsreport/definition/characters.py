"""Which characters a text may have: those of XML 1.0, of which workbooks and Word documents are made.

Control characters, halves of surrogate pairs, U+FFFE and U+FFFF are none of them: a file with one is no longer XML, and
no program opens it. A definition with one is refused, since its author can mend it, and its labels must come back as
they were written. In what an office or a reporter states, such a character is the debris of copying, which nobody sees
and nothing prints: it is left out where it is written.
"""

from __future__ import annotations

import re

_NOT_IN_XML = re.compile("[^\t\n\r\\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def unwritable(text: str) -> str | None:
    """The first character of a text that no workbook can hold, by its number, such as ``U+0001``; None without one."""
    found = _NOT_IN_XML.search(text)
    return f"U+{ord(found[0]):04X}" if found else None


def writable(text: str) -> str:
    """The text without the characters that no workbook can hold."""
    return _NOT_IN_XML.sub("", text)
