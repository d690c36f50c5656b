"""Gives each label of a list the number that all of them have: 甲、乙各2件 goes on as 甲2件、乙2件."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from xlsreport.checking.claims.patterns.figure_patterns import AnyPhrase
from xlsreport.definition.phrase_language.phrase_parser import NUMERALS

_LABELS = "[^，。；：、()0-9]{2,20}"
_MAX_LABELS = 12
_MAX_MORE = 1
"""Characters by which the last label may be longer; what is longer says something of all: 许可、处罚案卷评查各100件."""


@dataclass(frozen=True)
class SharedNumbers:
    """Finds such lists in lines, in the form in which phrases are looked for.

    Attributes:
        words: what stands between the labels and their number: 各, 均为.
        units: what may stand behind a number.
        joint: the pattern of what stands between the labels.
        of_all: what the last of them may end with, which is said of all: 的.
        and_such: what may stand behind the last of them: 等.
        kinds: what stands behind how many they are: 项.
    """

    words: AnyPhrase
    units: Sequence[str]
    joint: str
    of_all: AnyPhrase
    and_such: AnyPhrase
    kinds: Sequence[str]

    def given_out(self, text: str) -> str:
        """A line in which each label has its number."""
        return self._listed.sub(self._each, text) if self.words.phrases and self._said.search(text) else text

    @cached_property
    def _said(self) -> re.Pattern[str]:
        return re.compile(self.words.pattern.pattern if self.words.pattern else "(?!)")

    @cached_property
    def _listed(self) -> re.Pattern[str]:
        unit = "|".join(map(re.escape, sorted(self.units, key=len, reverse=True))) or "(?!)"
        number = f"[0-9]+ ?(?:{unit})?|[{NUMERALS}]{{1,8}}(?:{unit})|零"
        labels = f"{_LABELS}(?:(?:{self.joint}){_LABELS}){{1,{_MAX_LABELS}}}?"
        clause = f"(?<![^，。；：、()])(?P<labels>{labels})(?:{self._said.pattern})"
        return re.compile(f"{clause}(?P<number> ?(?:{number}))(?=[，。；、)]|$)")

    @cached_property
    def _how_many(self) -> re.Pattern[str]:
        """Behind the labels, how many they are: 行政许可、行政处罚两项."""
        such, kinds = self.and_such.pattern, "|".join(map(re.escape, self.kinds))
        return re.compile(f"(?:{such.pattern if such else ''})?[{NUMERALS}]{{1,2}}(?:{kinds or '(?!)'})$")

    def _each(self, match: re.Match[str]) -> str:
        *labels, last = re.split(self.joint, self._how_many.sub("", match["labels"]))
        ends = self.of_all.pattern.finditer(last) if self.of_all.pattern else ()
        last = next((last[: end.start()] for end in ends if end.end() == len(last)), last)
        if len(last) > max(map(len, labels)) + _MAX_MORE:
            return match[0]
        labels.append(last)
        return "、".join(f"{label}{match['number']}" for label in labels)
