"""Lines of a list that probably are the same, since their keys differ in capitals, blanks or punctuation only."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Sequence

from xlsreport.checking.evaluation.line_keys import LineKey
from xlsreport.checking.figures.list_results import CheckedLine
from xlsreport.definition.rule_language.rule_cases import DistinctRule

_ACCENTS = range(0x300, 0x370)
"""Combining marks of Latin, Greek and Cyrillic letters; those that make another letter, as in Japanese, are others."""


def alike_lines(distinct: DistinctRule, lines: Sequence[CheckedLine]) -> Iterator[Sequence[CheckedLine]]:
    """The groups of lines that a rule takes for different, though their keys are the same once normalised."""
    groups: dict[LineKey, list[tuple[LineKey, CheckedLine]]] = {}
    for line in lines:
        key = line.values.key(distinct.columns)
        if "" not in key:
            normalised = tuple(normalised_key(part) if isinstance(part, str) else part for part in key)
            groups.setdefault(normalised, []).append((key, line))
    for group in groups.values():
        if len({key for key, _ in group}) > 1:
            yield [line for _, line in group]


def normalised_key(text: str) -> str:
    """A text by its letters and digits alone, without accents; as it is where it has none."""
    decomposed = unicodedata.normalize("NFKD", text).casefold()
    letters = "".join(sign for sign in decomposed if _counts(sign))
    return unicodedata.normalize("NFC", letters) or text


def _counts(sign: str) -> bool:
    """Whether a character tells names apart: a letter, a digit, or a mark that makes another letter."""
    return unicodedata.category(sign)[0] in "LNM" and ord(sign) not in _ACCENTS
