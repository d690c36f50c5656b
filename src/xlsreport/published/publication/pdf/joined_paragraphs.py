"""Lines of text become paragraphs: by indents, ends of lines, and distances."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from itertools import pairwise
from statistics import median

from xlsreport.published.publication.pdf.text_lines import TextLine, is_ideographic

_INDENT = 1.2
"""Sizes of letters by which a first line is indented at least."""
_SHORT = 1.6
"""Sizes of letters that the last line of a paragraph leaves free at least, where lines are justified."""
_LARGE = 1.15
"""A title is so much larger than most lines."""
_OTHER_SIZE = 0.12
_WIDER = 1.35
"""A distance between lines that is so much wider than usual parts paragraphs."""


def paragraphs_of(lines: Sequence[tuple[int, TextLine]]) -> list[tuple[int, str]]:
    """The paragraphs of lines that follow each other without a table between, each with its page.

    Args:
        lines: each with its page; from above.
    """
    if not lines:
        return []
    margins = _Margins([line for _, line in lines])
    paragraphs: list[tuple[int, list[TextLine]]] = [(lines[0][0], [lines[0][1]])]
    for (page, before), (next_page, line) in pairwise(lines):
        if margins.parts(before, line, is_new_page=page != next_page):
            paragraphs.append((next_page, []))
        paragraphs[-1][1].append(line)
    return [(page, _joined(found)) for page, found in paragraphs]


class _Margins:
    """Where the lines of a text usually begin and end, and how far they are apart."""

    def __init__(self, lines: Sequence[TextLine]) -> None:
        self._left = min(line.left for line in lines)
        common = Counter(round(line.left) for line in lines).most_common(1)[0]
        if common[1] >= 3:
            self._left = min(self._left, common[0]) if common[0] - self._left < 3 else common[0]
        self._right = max(line.right for line in lines)
        self._size = median(line.size for line in lines)
        pitches = [two.baseline - one.baseline for one, two in pairwise(lines) if two.baseline > one.baseline]
        self._pitch = median(pitches) if pitches else 0.0

    def parts(self, before: TextLine, line: TextLine, *, is_new_page: bool) -> bool:
        """Whether a line begins a new paragraph."""
        size = max(before.size, line.size)
        if abs(before.size - line.size) > _OTHER_SIZE * size:
            return True
        if not is_new_page and line.baseline - before.baseline > _WIDER * self._pitch:
            return True
        if self._is_title(before, line):
            return False
        if line.left - self._left > _INDENT * size and line.left - before.left > -_INDENT * size / 2:
            return True
        free = self._right - before.right
        return free > _SHORT * size + self._first_word(line)

    def _is_title(self, before: TextLine, line: TextLine) -> bool:
        """Whether two lines are of one title: large, and centred below each other."""
        centres = (before.left + before.right) / 2, (line.left + line.right) / 2
        return line.size > _LARGE * self._size and abs(centres[0] - centres[1]) < line.size * 0.6

    def _first_word(self, line: TextLine) -> float:
        """The width that the first word of a line would need at the end of the line before; Chinese breaks anywhere."""
        if is_ideographic(line.letters[0].character):
            return 0.0
        end = line.letters[0]
        for before, letter in pairwise(line.letters):
            if letter.left - before.right > 0.15 * letter.size or is_ideographic(letter.character):
                break
            end = letter
        return end.right - line.left


def _joined(lines: Sequence[TextLine]) -> str:
    text = lines[0].text
    for before, line in pairwise(lines):
        is_close = is_ideographic(before.letters[-1].character) or is_ideographic(line.letters[0].character)
        text += line.text if is_close else f" {line.text}"
    return text
