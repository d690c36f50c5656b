"""How like a printed text is to a label of the form.

A misprint changes a letter or two. It does not change a figure, and it does not turn "this year" into "last year":
where the letters that differ decide the meaning, two texts are different labels, however alike they look.
"""

from __future__ import annotations

import re
from enum import IntEnum

from rapidfuzz.distance import OSA, Levenshtein

from xlsreport.published.matching.labels.label_wording import Wording
from xlsreport.published.matching.labels.printed_units import is_unit


class Likeness(IntEnum):
    """From the least certain to the most."""

    NEAR = 1
    """Some letters differ."""
    SHORT = 2
    """A part of the label, or the label with a remark of the report's own."""
    VARIANT = 3
    """The same words with another number, without a number, or without the remark in brackets."""
    EXACT = 4
    """The same words, whatever their width, blanks and punctuation."""


_DECISIVE = frozenset("不非无未否免没本上下前去今明往后增减升降收支出入进退新旧男女内外正负转销已应初末有")
"""Chinese letters that turn a label into another one: which year, which direction, yes or no."""
_DECISIVE_WORDS = frozenset(
    [
        "no",
        "not",
        "non",
        "un",
        "without",
        "except",
        "last",
        "this",
        "next",
        "previous",
        "current",
        "in",
        "out",
        "from",
        "to",
        "new",
        "old",
    ]
)
_IDEOGRAPH = re.compile(r"[\u3400-\u9fff\uf900-\ufaff]")
_DIGITS = re.compile(r"\d+")
_LETTERS_PER_MISPRINT = 4
"""A label of so many letters may have one misprint; hongze-2023.pdf lacks three letters of twelve."""
_MIN_SHORT, _MIN_SHORT_WORDS = 4, 2
"""The least number of Chinese letters, or of words, of a short form."""
_MIN_WORD = 5
"""A word of fewer letters is another word if a letter differs."""


def likeness(printed: Wording, label: Wording) -> Likeness | None:
    """How like they are; None where they are different labels."""
    if printed.whole == label.whole:
        return Likeness.EXACT
    if not _remarks_fit(printed, label):
        return None
    if printed.core == label.core:
        if printed.number and label.number and printed.number != label.number:
            return Likeness.NEAR
        has_own_remark = bool(printed.remark) and not label.remark and not is_unit(printed.remark)
        return Likeness.SHORT if has_own_remark else Likeness.VARIANT
    if _is_short_form(printed, label):
        return Likeness.SHORT
    return Likeness.NEAR if misprints(printed, label) is not None else None


def misprints(printed: Wording, label: Wording) -> int | None:
    """How many letters differ; None where it is more than misprints, or another meaning."""
    ours, theirs = label.core, printed.core
    if _DIGITS.findall(ours) != _DIGITS.findall(theirs):
        return None
    if not _IDEOGRAPH.search(ours):
        return _misprinted_words(printed.words, label.words)
    most = len(ours) // _LETTERS_PER_MISPRINT
    count = OSA.distance(theirs, ours, score_cutoff=most)
    return None if count > most or _changes_meaning(theirs, ours) else count


def _changes_meaning(printed: str, label: str) -> bool:
    for change in Levenshtein.editops(printed, label):
        before = printed[change.src_pos : change.src_pos + 1]
        after = label[change.dest_pos : change.dest_pos + 1]
        if change.tag == "replace" and {before, after} <= _DECISIVE:
            return True
        if (change.tag == "delete" and before in _DECISIVE) or (change.tag == "insert" and after in _DECISIVE):
            return True
    return False


def _misprinted_words(printed: tuple[str, ...], label: tuple[str, ...]) -> int | None:
    if len(printed) != len(label):
        return None
    count = 0
    for theirs, ours in zip(printed, label, strict=True):
        if theirs == ours:
            continue
        if len(ours) < _MIN_WORD or ours in _DECISIVE_WORDS or OSA.distance(theirs, ours, score_cutoff=1) > 1:
            return None
        count += 1
    return count if count <= max(1, len(label) // 3) else None


def _is_short_form(printed: Wording, label: Wording) -> bool:
    """Whether a text is a part of a label that means the same without the rest."""
    if printed.number and label.number and printed.number != label.number:
        return False
    if not _IDEOGRAPH.search(label.core):
        return _are_words_of(printed.words, label.words)
    left, found, right = label.core.partition(printed.core)
    return bool(found) and len(printed.core) >= _MIN_SHORT and not _DECISIVE & set(left + right)


def _are_words_of(printed: tuple[str, ...], label: tuple[str, ...]) -> bool:
    size = len(printed)
    if not _MIN_SHORT_WORDS <= size < len(label):
        return False
    for start in range(len(label) - size + 1):
        if label[start : start + size] == printed:
            return not _DECISIVE_WORDS & {*label[:start], *label[start + size :]}
    return False


def _remarks_fit(printed: Wording, label: Wording) -> bool:
    """Whether what stands in brackets does not tell two labels apart; units are compared elsewhere."""
    if not printed.remark or not label.remark or printed.remark == label.remark:
        return True
    if is_unit(printed.remark) and is_unit(label.remark):
        return True
    most = len(label.remark) // _LETTERS_PER_MISPRINT
    is_alike = OSA.distance(printed.remark, label.remark, score_cutoff=most) <= most
    return is_alike and not _changes_meaning(printed.remark, label.remark)
