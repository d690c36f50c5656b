"""Words such as 其中, behind which a text tells parts, and lists of ways by which something came."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import groupby

from xlsreport.checking.claims.patterns.figure_patterns import ElsewherePattern
from xlsreport.checking.claims.reading.line_structure import NUMBER, LineStructure

_ITEMS = re.compile("[，、：]")
"""Between what a list has."""


@dataclass(frozen=True, slots=True)
class ToldParts:
    """The parts that one line tells.

    Attributes:
        elsewhere: what leads elsewhere in it; among that are the words before parts, and those that last.
    """

    line: LineStructure
    elsewhere: Sequence[ElsewherePattern]
    _known_heads: dict[str, str] = field(default_factory=dict, compare=False)

    def heads(self, text: str) -> str:
        """What stands before the first number of each part of a text, and in no sentence behind words such as 其中.

        通过网络 in 通过网络收到8件 is told of what follows, but not 信函 in 收到8件，其中网络3件；信函5件.
        """
        return "；".join(map(self._heads_of, text.split("。")))

    def _heads_of(self, sentence: str) -> str:
        """The same of one sentence, which is found once for all numbers that come after it."""
        if (heads := self._known_heads.get(sentence)) is None:
            before = sentence
            for each in self.elsewhere:
                if each.declared.but_parts and each.words.pattern:
                    before = each.words.pattern.split(before, maxsplit=1)[0]
            parts = (part for part in before.split("；") if not self.is_list(part))
            heads = "；".join(NUMBER.split(part, maxsplit=1)[0] for part in parts)
            self._known_heads[sentence] = heads
        return heads

    def begin(self, position: int) -> int:
        """Behind the last words such as 其中 before a position in its sentence; without any, where that begins."""
        start = self.line.start_of_sentence(position)
        patterns = [each.words.pattern for each in self.elsewhere if each.declared.but_parts and each.words.pattern]
        ends = (found.end() for pattern in patterns for found in pattern.finditer(self.line.text, start, position))
        return max(ends, default=start)

    def is_list(self, part: str) -> bool:
        """Whether different lasting words have a number each: 网络8件，信函5件 says nothing of what comes after."""
        items = [item for item in _ITEMS.split(part) if NUMBER.search(item)]
        if len(items) <= 1:
            return False
        lasting = [each for each in self.elsewhere if each.declared.lasting]
        found = ["".join(each.found_in(item) for each in lasting) for item in items]
        runs = [list(run) for is_one, run in groupby(found, key=bool) if is_one]
        return runs != [] and all(len(set(run)) == len(run) > 1 for run in runs)
