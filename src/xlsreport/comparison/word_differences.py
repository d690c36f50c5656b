"""What differs between two texts: paragraph by paragraph, and within a paragraph word by word."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from typing import Literal, NamedTuple

from xlsreport.messages import Messages
from xlsreport.submission.submission import shortened

_WORDS = re.compile(r"[A-Za-z]+|[0-9]+(?:[.,][0-9]+)*|\s+|.", re.DOTALL)
"""Words and numbers of letters and digits; anything else, such as Chinese, character by character."""
_LONG, _AROUND = 160, 24
"""Characters from which on a value is shown in part, and how many are shown around what differs."""
_ALIKE = 0.3
"""Least share of the pairs of characters that two paragraphs have in common where one is the other, changed."""
_AHEAD = 20
"""How many paragraphs further down it is looked for."""
_MUCH = 1_000_000
"""Words of one paragraph times those of the other, from which on frequent words are not followed one by one."""


def paired(before: Sequence[str], after: Sequence[str]) -> Iterator[tuple[str, str]]:
    """The paragraphs of two texts side by side, in their order; what has no counterpart stands beside an empty one."""
    matcher = SequenceMatcher(None, before, after, autojunk=False)
    for tag, first, last, start, end in matcher.get_opcodes():
        if tag == "equal":
            yield from zip(before[first:last], after[start:end], strict=True)
        else:
            yield from _paired_changes(before[first:last], after[start:end])


def _paired_changes(before: Sequence[str], after: Sequence[str]) -> Iterator[tuple[str, str]]:
    """Paragraphs of which none is unchanged: each beside the next that is like it."""
    rest = list(after)
    for one in before:
        found = next((number for number, other in enumerate(rest[:_AHEAD]) if _are_alike(one, other)), None)
        if found is None:
            yield one, ""
            continue
        yield from (("", other) for other in rest[:found])
        yield one, rest[found]
        del rest[: found + 1]
    yield from (("", other) for other in rest)


def _are_alike(one: str, other: str) -> bool:
    """Whether two paragraphs share so many pairs of characters that one is the other, changed."""
    left, right = _pairs(one), _pairs(other)
    return bool(left and right) and len(left & right) >= _ALIKE * max(len(left), len(right))


def _pairs(text: str) -> set[str]:
    return {text[at : at + 2] for at in range(len(text) - 1)}


class WordRun(NamedTuple):
    """Some words that follow each other in two texts, and whether only one of these has them."""

    text: str
    change: Literal["same", "removed", "added"]


def word_runs(before: str, after: str) -> tuple[WordRun, ...]:
    """One text out of two: the words of both, those that were taken out and put in among them."""
    words, others = _WORDS.findall(before), _WORDS.findall(after)
    parts = []
    is_much = len(words) * len(others) > _MUCH
    for tag, first, last, start, end in SequenceMatcher(None, words, others, autojunk=is_much).get_opcodes():
        if tag == "equal":
            parts.append(WordRun("".join(words[first:last]), "same"))
            continue
        if removed := "".join(words[first:last]):
            parts.append(WordRun(removed, "removed"))
        if added := "".join(others[start:end]):
            parts.append(WordRun(added, "added"))
    return tuple(parts)


def marked_differences(runs: Sequence[WordRun], messages: Messages) -> str:
    """The words as plain text, such as that of a terminal, in which those that differ stand in brackets."""
    return "".join(text if change == "same" else messages(f"diff.words_{change}", text=text) for text, change in runs)


def around_difference(before: str, after: str) -> tuple[str, str]:
    """Two values as a list shows them: of long ones only what differs, with some words around it."""
    if max(len(before), len(after)) <= _LONG:
        return before, after
    alike = _beginning(before, after)
    start = max(0, alike - _AROUND)
    rest = min(len(before), len(after)) - alike
    tail = min(rest, _beginning(before[::-1], after[::-1]))
    end = max(0, tail - _AROUND)
    return _cut(before, start, end), _cut(after, start, end)


def _beginning(one: str, other: str) -> int:
    """How many characters two texts begin with alike."""
    pairs = enumerate(zip(one, other, strict=False))
    return next((number for number, (left, right) in pairs if left != right), min(len(one), len(other)))


def _cut(text: str, start: int, end: int) -> str:
    """A text without so many characters at its beginning and end."""
    kept = shortened(text[start : len(text) - end], _LONG)
    return f"{'…' if start else ''}{kept}{'…' if end and not kept.endswith('…') else ''}"
