"""Checks the pattern of a text: a subset of regular expressions that any engine matches alike and in little time."""

from __future__ import annotations

import re

_MAX_LENGTH = 200
_MAX_REPEATS = 4
"""Repeats without a fixed number; each multiplies the time that an unsuitable text takes by its length."""
_ESCAPED = re.compile(r"\\.", re.DOTALL)
_IN_BRACKETS = re.compile(r"\[\^?\]?[^\]]*\]")
_TOKENS = re.compile(r"\(\?|\\[1-9bBAZzGkpPuUxN]|\)\s*(?:[*+]|\{)")
"""Beyond the subset: lookaround and flags, references and other special escapes, repeats of a group."""


def is_usable(pattern: str) -> bool:
    """Whether a pattern can be used: letters, ``[0-9]``, ``.``, ``?*+{2,4}``, ``|`` and plain groups."""
    plain = _IN_BRACKETS.sub("c", _ESCAPED.sub("e", pattern))
    repeats = len(re.findall(r"[*+]|\{\d*,\d*\}", plain))
    if len(pattern) > _MAX_LENGTH or repeats > _MAX_REPEATS or _TOKENS.search(pattern) or _TOKENS.search(plain):
        return False
    try:
        re.compile(pattern)
    except (re.error, OverflowError):
        return False
    return True
