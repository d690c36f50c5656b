"""Finds where telephone numbers, URLs and e-mail addresses may be broken at the end of a line.

Programs move such a word to the next line as a whole and stretch the justified line above it. No character is inserted,
so copied text equals what was typed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

_HYPHENS = "-－‐–—"
_WORD = re.compile(
    rf"(?<![\w.])(?:0\d{{2,3}}[{_HYPHENS}]\d{{7,8}}(?:[{_HYPHENS}]\d{{1,6}})?|[48]00\d?[{_HYPHENS}]\d{{3,4}}[{_HYPHENS}]\d{{3,4}}"
    rf"|1[3-9]\d(?:\d{{8}}|[{_HYPHENS}]\d{{4}}[{_HYPHENS}]\d{{4}}))(?![\w.]*\d)"
    r"|(?<![\w.])(?:https?://|www\.)[!-~]+[\w/]|(?<![\w.+-])[\w.+-]++@[\w-]++(?:\.[\w-]++)++",
    re.ASCII,
)
"""Telephone numbers (with area code and extension, service, mobile), URLs, and e-mail addresses."""
_MARKS = frozenset(f":/@.?&=_{_HYPHENS}")
_FRAGMENT = re.compile(rf"\d{{1,4}}|[^\d{re.escape(''.join(sorted(_MARKS)))}]{{1,8}}|.", re.DOTALL | re.ASCII)


def long_words(text: str) -> Iterator[tuple[str, bool]]:
    """Split a text into parts, each with whether it is such a word."""
    reached = 0
    for word in _WORD.finditer(text):
        if word.start() > reached:
            yield text[reached : word.start()], False
        yield word[0], True
        reached = word.end()
    if reached < len(text) or not text:
        yield text[reached:], False


def breakable_fragments(text: str) -> list[str]:
    """Split a text into fragments between which a line may be broken in addition to the usual places."""
    found = [""]
    for part, is_word in long_words(text):
        first, *others = _fragments_of(part) if is_word else (part,)
        found[-1] += first  # text beside the word stays with it, so that no closing bracket begins a line
        found += others
    return found


def _fragments_of(word: str) -> Iterator[str]:
    """Punctuation stays with what precedes it; digits are grouped by four, letters by eight."""
    fragment = ""
    for part in _FRAGMENT.findall(word):
        if fragment and part not in _MARKS:
            yield fragment
            fragment = ""
        fragment += part
    yield fragment
