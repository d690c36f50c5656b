"""Gives each label of a list its number where the numbers stand in a list of their own.

予以公开、部分公开分别为3件、2件 goes on with 予以公开为3件、部分公开为2件, so that phrases need not know of such lists.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from xlsreport.checking.claims.patterns.figure_patterns import AnyPhrase
from xlsreport.definition.phrase_language.number_words import Joining
from xlsreport.definition.phrase_language.phrase_parser import NUMERALS

_DIGITS = "0123456789"
_MARKS = "，。；：()"
"""Marks within which the labels stand, and the numbers."""
_MAX_LABELS = 150
"""Characters that a list of labels has."""
_NO_LABELS: Sequence[str] = ()


@dataclass(frozen=True)
class RespectiveLists:
    """Finds such lists in lines, in the form in which phrases are looked for.

    Attributes:
        words: what stands between labels and numbers: 分别为.
        leads: what of it says that they go together in their order, and is left out: 分别.
        units: what may stand behind a number.
        joining: words for and, and what behind them makes them stand within a label: 法人和其他组织.
        of_all: with what begins what the last label has for all: 提出的 in 自然人、法人提出的申请.
        and_such: what stands behind labels, before what is said of all of them: 不掌握、另行制作等无法提供5件，分别为
            3件、2件.
    """

    words: AnyPhrase
    leads: AnyPhrase
    units: Sequence[str]
    joining: Joining
    of_all: AnyPhrase
    and_such: AnyPhrase

    def given_out(self, text: str) -> str:
        """A line in which each label has its number; where labels and numbers are not equally many, it stays."""
        words = self.words.pattern
        done, read, before = "", 0, _NO_LABELS
        for word in words.finditer(text) if words else ():
            if word.start() < read:
                continue
            begin = self._begin_of_labels(text, read, word.start())
            listed = self._listed.match(text, word.end())
            if listed is None:
                if "、" not in text[begin : word.start()] and self._counted.match(text, word.end()):
                    done, read = done + text[read : word.start()], word.start() + len(self._lead(word))
                continue
            numbers, labels = self._with_units(listed[1]), text[begin : word.start()]
            named = self._labels(text[read:begin], labels, numbers, before)
            if named:
                verb = word[0][len(self._lead(word)) :]
                pairs = "、".join(f"{label}{verb}{number}" for label, number in zip(named, numbers, strict=True))
                # What the labels say in common, as 热线 in 收到、办结热线工单, is named before each number.
                done += text[read : word.start()] + ("：" if labels else "") + pairs
                read, before = listed.end(), named
        return done + text[read:]

    def _lead(self, word: re.Match[str]) -> str:
        return self.leads.found_in(word[0], 0, len(word[0]))

    @cached_property
    def _number(self) -> str:
        unit = "|".join(map(re.escape, sorted(self.units, key=len, reverse=True))) or "(?!)"
        return rf"(?:[0-9]++(?:\.[0-9]++)?[万亿千]?(?:{unit}|%)?|[{NUMERALS}]{{1,8}}(?:{unit}))"

    @cached_property
    def _each(self) -> re.Pattern[str]:
        return re.compile(self._number)

    @cached_property
    def _listed(self) -> re.Pattern[str]:
        """Several numbers, behind which the clause ends."""
        return re.compile(f"({self._number}(?:(?:、|，|{self._and}){self._number})+)(?=[{_MARKS}]|$)")

    @cached_property
    def _counted(self) -> re.Pattern[str]:
        """A label with its number: 予以公开3件."""
        return re.compile(f"([^{_DIGITS}、{_MARKS}]{{2,20}}?){self._number}(?=[、{_MARKS}]|{self._and}|$)")

    @cached_property
    def _and(self) -> str:
        """A word for and, the longest first."""
        return "|".join(map(re.escape, sorted(self.joining.all, key=len, reverse=True))) or "(?!)"

    @cached_property
    def _last_two(self) -> re.Pattern[str]:
        """Between the last two labels, but not within one: 法人和其他组织."""
        within = "|".join(map(re.escape, self.joining.not_before))
        return re.compile(f"(?:{self._and})" + (f"(?!{within})" if within else ""))

    def _begin_of_labels(self, text: str, read: int, end: int) -> int:
        """Behind the last mark, or behind a number and its comma, before a position."""
        first = max(read, end - _MAX_LABELS)
        begin = max(first, *(text.rfind(mark, first, end) + 1 for mark in _MARKS))
        counted = (each.end() for each in self._each.finditer(text, begin, end))
        return max([begin, *(behind + 1 for behind in counted if text[behind : behind + 1] == "、")])

    def _with_units(self, listed: str) -> Sequence[str]:
        """The numbers of a list; where only the last has a unit, the others have the same: 6、3件."""
        found: list[str] = self._each.findall(listed)
        unit = found[-1].lstrip(f"{_DIGITS}.{NUMERALS}")
        return [each if each[-1] not in _DIGITS else each + unit for each in found]

    def _labels(self, between: str, labels: str, numbers: Sequence[str], before: Sequence[str]) -> Sequence[str]:
        """As many labels as there are numbers, of which some stand before; those of the list before or just before."""
        count = len(numbers)
        if labels:
            return self._with_what_is_common(self._parted(labels, count))
        if len(before) == count and len(between) == 1:
            return before
        near = between[-_MAX_LABELS:].removesuffix("，")
        # Labels with numbers are told shares of, and not once more how many they are.
        counted = self._counted_at_the_end(near, count) if numbers[0].endswith("%") else _NO_LABELS
        last = re.split(f"[{_MARKS}]", near)[-1]
        such = self.and_such.found_in(last, 0, len(last))
        return counted or self._parted(last[: last.find(such)] if such else last, count)

    def _counted_at_the_end(self, text: str, count: int) -> Sequence[str]:
        """The labels of the numbers with which a text ends: 予以公开3件、部分公开2件，分别占60%、40%."""
        counted = list(self._counted.finditer(text))[-count:]
        is_list = len(counted) == count and counted[-1].end() == len(text)
        return [each[1] for each in counted] if is_list else _NO_LABELS

    def _parted(self, labels: str, count: int) -> Sequence[str]:
        """The labels of a list, if it has so many; nothing otherwise."""
        *parts, last = labels.split("、")
        parts += self._last_two.split(last)
        # 甲、乙作出的许可决定、处罚决定 has two labels.
        if count < len(parts) and self._of_all(parts[-count]):
            parts = parts[-count:]
        return parts if len(parts) == count and all(parts) else _NO_LABELS

    def _with_what_is_common(self, labels: Sequence[str]) -> Sequence[str]:
        """The labels, each with what the last one has for all: 提出的申请 in 自然人、法人提出的申请分别为3件、2件."""
        *others, last = labels or ("",)
        begins = self._of_all(last) if not any(map(self._of_all, others)) else ""
        common = last[last.index(begins) :] if begins else ""
        return [*(other + common for other in others), last] if common != last else labels

    def _of_all(self, label: str) -> str:
        return self.of_all.found_in(label, 0, len(label))
