"""How a line of text is parted: into sentences, and into stretches that say something of one number."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import accumulate

from xlsreport.checking.claims.names.bodies import NamedBodies
from xlsreport.checking.claims.patterns.claim_patterns import ClaimPatterns

_STOP = re.compile("。|；(?=[一二三四五六七八九十]是)")
"""Where a sentence ends; each item of 一是…；二是… is one."""
_MARKED_ITEM = "；；"
"""With what an item of ①…；②… begins, whose own mark reads ；."""
_LISTED = re.compile("[^，。；、0-9]*[0-9]")
"""What a list begins with behind its colon."""


def sentence_ends(text: str) -> Sequence[int]:
    """Where each sentence of a line ends, before its full stop; the last ends with the line."""
    return [*(match.start() for match in _STOP.finditer(text)), len(text)]


@dataclass(frozen=True)
class LineSentences:
    """One line, in the form in which phrases are looked for in it.

    ``counting`` are the stretches of which numbers are looked for, if it is not the whole line.
    """

    patterns: ClaimPatterns
    bodies: NamedBodies
    text: str
    heading: str
    counting: Sequence[tuple[int, int]] | None = None

    @cached_property
    def _stops(self) -> Sequence[int]:
        return sentence_ends(self.text)[:-1]

    def start_of_sentence(self, position: int) -> int:
        """Where the sentence of a position begins."""
        before = bisect_left(self._stops, position)
        return self._stops[before - 1] + 1 if before else 0

    def start_of_item(self, position: int) -> int:
        """Where the item of ①…；②… of a position begins, or else its sentence."""
        start = self.start_of_sentence(position)
        item = self.text.rfind(_MARKED_ITEM, start, position)
        return start if item < 0 else item + 1

    def end_of_sentence(self, position: int) -> int:
        """Where the sentence of a position ends, before its full stop."""
        after = bisect_left(self._stops, position)
        return self._stops[after] if after < len(self._stops) else len(self.text)

    @cached_property
    def counting_sentences(self) -> Sequence[tuple[int, int]]:
        """From where to where each sentence reaches that may have a number; only these are searched for one."""
        numbers = self.patterns.numbers
        ends = [*self._stops, len(self.text)]
        spans = zip([0, *(stop + 1 for stop in self._stops)], ends, strict=True)
        return [
            (begin, end)
            for begin, end in spans
            if self._is_looked_at(begin, end) and numbers.search(self.text, begin, end)
        ]

    def _is_looked_at(self, begin: int, end: int) -> bool:
        return self.counting is None or any(first < end and begin < last for first, last in self.counting)

    @property
    def counting_text(self) -> str:
        """Those sentences, one a line."""
        return "\n".join([self.text[begin:end] for begin, end in self.counting_sentences])

    def may_lead_elsewhere(self, begin: int, end: int) -> bool:
        """Whether words may stand between two positions that lead elsewhere.

        What a number's context has is asked of each number; sentences before its own are searched once for all.
        """
        start = self.start_of_sentence(end)
        if self.patterns.any_elsewhere.found_in(self.text, max(begin, start), end):
            return True
        first, last = bisect_left(self._stops, begin), bisect_left(self._stops, start)
        return self._leading[last] > self._leading[first]

    @cached_property
    def _leading(self) -> Sequence[int]:
        """How many sentences before each, and before the end, have words that lead elsewhere."""
        found = self.patterns.any_elsewhere.found_in
        begins = [0, *(stop + 1 for stop in self._stops)]
        has = (bool(found(self.text, begin, end)) for begin, end in zip(begins, self._stops, strict=False))
        return [*accumulate(has, initial=0)]

    def stretch(self, begin: int, end: int) -> tuple[int, int]:
        """The stretch of text between two marks in which some words stand: what is said of one number.

        A mark that only parts words is none: a comma of a list counts behind a number alone.
        """
        start, stop = self.start_of_sentence(begin), self.end_of_sentence(end)
        before, after = bisect_right(self._breaks, begin), bisect_left(self._breaks, end + 1)
        first = max(start, self._breaks[before - 1]) if before else start
        last = next((at for at in self._breaks[after:] if self._ends_stretch(at, end)), stop + 1)
        return first, min(stop, last - 1)

    def _ends_stretch(self, mark: int, end: int) -> bool:
        """Whether the mark before a position ends what is said of a number; a colon only right behind it, if a list of
        other numbers follows: 复议29起：维持16起, but not 12件：均为网上申请.
        """
        return self.text[mark - 1] != "：" or (mark - 1 == end and _LISTED.match(self.text, mark) is not None)

    @cached_property
    def _breaks(self) -> Sequence[int]:
        """The positions behind marks that part what is said of one number from what is said of another."""
        return [match.end() for match in self.patterns.breaks.finditer(self.text)]
