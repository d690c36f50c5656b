"""Letters become lines of text, with blanks where letters stand apart."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from statistics import median

from xlsreport.published.publication.fixed_pages.drawing.drawn_page import (
    RAISED,
    UNKNOWN,
    DrawnLetter,
    with_whole_characters,
)
from xlsreport.published.publication.fixed_pages.drawing.tagged_paragraphs import TaggedParagraph

_SAME_LINE = 0.45
"""Part of the letters' size by which the baselines of one line may differ."""
_RAISED_SIZE, _RAISED_BY = 0.8, 0.15
"""A letter smaller than the others of its line, and so much higher, is a raised mark."""
_WORD_GAP, _WIDE_GAP = 0.18, 0.5
"""Parts of the letters' size: a wider gap is a blank; between Latin letters or digits, and beside Chinese ones."""
_COLUMN_GAP, _COLUMN_GAP_OF_BLANKS = 0.8, 1.6
"""Sizes of letters: words further from each other may stand in different columns; and if there are blanks between."""
_COVERED, _COVERED_IN_A_WORD = 0.5, 0.75
"""Part of a letter's width over which another is drawn, so that neither can be read; marks such as ）。 may overlap.
Between letters of an alphabet it is more: fonts draw the tail of a Q below more than half of the u behind it."""
_IDEOGRAPHIC = ("W", "F")


@dataclass(frozen=True, slots=True)
class TextLine:
    """A line of text: its letters from left to right, none of them blank.

    ``behind_blank`` are the numbers of letters before which the file has blanks.
    """

    letters: tuple[DrawnLetter, ...]
    text: str
    behind_blank: frozenset[int] = frozenset()

    @property
    def left(self) -> float:
        """Where it begins."""
        return self.letters[0].left

    @property
    def right(self) -> float:
        """Where it ends."""
        return max(letter.right for letter in self.letters)

    @property
    def baseline(self) -> float:
        """On which it stands."""
        return median(letter.baseline for letter in self.letters)

    @property
    def size(self) -> float:
        """The size of most of its letters."""
        return median(letter.size for letter in self.letters)

    @property
    def paragraph(self) -> TaggedParagraph | None:
        """The paragraph that all its letters belong to by the tags of the file."""
        first = self.letters[0].paragraph
        return first if all(letter.paragraph == first for letter in self.letters) else None

    @property
    def segments(self) -> list[TextLine]:
        """Its pieces that stand far apart."""
        pieces: list[list[DrawnLetter]] = [[self.letters[0]]]
        for number, (before, letter) in enumerate(pairwise(self.letters), 1):
            most = _COLUMN_GAP_OF_BLANKS if number in self.behind_blank else _COLUMN_GAP
            if letter.left - before.right > most * max(before.size, letter.size):
                pieces.append([])
            pieces[-1].append(letter)
        return [TextLine(tuple(piece), _text(piece)) for piece in pieces]


def lines_of(letters: Iterable[DrawnLetter]) -> list[TextLine]:
    """The lines that upright letters form, from above."""
    groups: list[list[DrawnLetter]] = []
    base = size = 0.0  # of the largest letter of the line
    for letter in sorted(letters, key=lambda one: (one.baseline, one.left)):
        if groups and letter.baseline - base <= _SAME_LINE * max(letter.size, size):
            groups[-1].append(letter)
        else:
            groups.append([letter])
            size = 0.0
        if letter.size > size:
            base, size = letter.baseline, letter.size
    lines = []
    for group in groups:
        ordered = _unspoilt(sorted(group, key=lambda one: one.left))
        seen: list[DrawnLetter] = []
        behind: set[int] = set()
        for letter in ordered:
            if letter.is_blank:
                behind.add(len(seen))
            else:
                seen.append(letter)
        if seen:
            lines.append(TextLine(tuple(seen), _text(ordered), frozenset(behind)))
    return lines


def lines_within(letters: Sequence[DrawnLetter]) -> list[TextLine]:
    """The lines of a cell; text that is turned sideways is read as it runs."""
    sideways = [letter for letter in letters if letter.turn % 180]
    if len(sideways) * 2 > len(letters):
        letters = [_laid_down(letter) for letter in sideways]
    return lines_of(letters)


def text_of(lines: Sequence[TextLine]) -> str:
    """The text of a cell, its lines parted by a line feed; text that runs from above is read as it runs."""
    columns = _columns_from_above(lines)
    return "\n".join(columns if columns is not None else (line.text for line in lines))


def _base(group: Sequence[DrawnLetter]) -> float:
    """The baseline of a line: that of its largest letter."""
    return max(group, key=lambda letter: letter.size).baseline


def _laid_down(letter: DrawnLetter) -> DrawnLetter:
    """A letter that is turned sideways, as it is when one turns the page to read it."""
    if letter.turn == 90:
        left, right, baseline = -letter.bottom, -letter.top, letter.baseline
    else:
        left, right, baseline = letter.top, letter.bottom, -letter.baseline
    return DrawnLetter(letter.character, left, right, baseline - letter.size, baseline, baseline, letter.size)


def _unspoilt(letters: Sequence[DrawnLetter]) -> list[DrawnLetter]:
    """The letters of a line; where two are drawn over each other, one that stands for what cannot be read."""
    kept: list[DrawnLetter] = []
    for letter in letters:
        before = kept[-1] if kept else None
        if before is not None and before.character.isalnum() and letter.character.isalnum():
            covered = _COVERED_IN_A_WORD if _is_of_an_alphabet(before, letter) else _COVERED
            common = before.right - letter.left
            if common > covered * min(before.right - before.left, letter.right - letter.left) > 0:
                kept[-1] = _unknown(before)
                continue
        kept.append(letter)
    return kept


def _is_of_an_alphabet(*letters: DrawnLetter) -> bool:
    return all(one.character.isalpha() and not is_ideographic(one.character) for one in letters)


def _unknown(letter: DrawnLetter) -> DrawnLetter:
    return replace(letter, character=UNKNOWN)


def _text(letters: Sequence[DrawnLetter]) -> str:
    """The text of letters from left to right."""
    base = _base(letters)
    size = max(letter.size for letter in letters)
    pieces: list[str] = []
    before: DrawnLetter | None = None
    has_blank = False
    run: list[DrawnLetter] = []
    for letter in letters:
        if letter.is_blank:
            has_blank = has_blank or letter.right - letter.left > 0
            continue
        if before is not None and (has_blank or _stand_apart(before, letter)):
            pieces += with_whole_characters(run), " "
            run = []
        is_raised = letter.size < _RAISED_SIZE * size and base - letter.baseline > _RAISED_BY * size
        run.append(_raised(letter) if is_raised else letter)
        before, has_blank = letter, False
    return "".join((*pieces, with_whole_characters(run)))


def _raised(letter: DrawnLetter) -> DrawnLetter:
    return replace(letter, character=letter.character.translate(RAISED))


def _stand_apart(before: DrawnLetter, letter: DrawnLetter) -> bool:
    """Whether a gap between two letters is a blank."""
    is_wide = is_ideographic(before.character) or is_ideographic(letter.character)
    return letter.left - before.right > (_WIDE_GAP if is_wide else _WORD_GAP) * max(before.size, letter.size)


def is_ideographic(character: str) -> bool:
    """Whether a letter is one of those that are set without blanks between them."""
    return unicodedata.east_asian_width(character[0]) in _IDEOGRAPHIC if len(character) == 1 else True


def _columns_from_above(lines: Sequence[TextLine]) -> list[str] | None:
    """The text of lines that are read from above in columns, the right one first; None where they are not.

    Such a cell has two or three columns of Chinese letters, further apart from each other than from those below.
    """
    count = len(lines[0].letters) if lines else 0
    if len(lines) < 3 or not 2 <= count <= 3 or any(len(line.letters) > count for line in lines):
        return None
    letters = [letter for line in lines for letter in line.letters]
    if not all(is_ideographic(letter.character) for letter in letters):
        return None
    across = min(two.left - one.left for line in lines for one, two in pairwise(line.letters)) if count > 1 else 0
    down = max(two.baseline - one.baseline for one, two in pairwise(lines))
    if across <= down * 1.15:
        return None
    edges = [letter.left for letter in lines[0].letters]
    columns = [[one for one in letters if abs(one.left - edge) < across / 2] for edge in reversed(edges)]
    return ["".join(letter.character for letter in column) for column in columns]
