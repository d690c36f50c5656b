"""Lines of text become paragraphs: by indents, ends of lines, and distances."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

from xlsreport.published.publication.fixed_pages.drawing.drawn_page import UNKNOWN
from xlsreport.published.publication.fixed_pages.page_tables.page_table import PageBlock, PageTable
from xlsreport.published.publication.fixed_pages.text_lines import TextLine, is_ideographic
from xlsreport.published.publication.publication import Paragraph

_INDENT, _USUAL_INDENT = 1.2, 2.6
"""Sizes of letters by which a first line is indented at least, and at most where paragraphs are begun so."""
_HYPHENATED = re.compile(r"\w[-‐]$")
_SHORT, _SHORT_OF_INDENTED = 1.6, 4.0
"""Sizes of letters that the last line of a paragraph leaves free at least; and where paragraphs begin with an indent,
so that the next line without one most likely goes on."""
_FULL_LINES = 3
"""So many lines that end below each other show where lines end."""
_OTHER_SIZE = 0.12
_LARGE = 1.15
"""A title is so much larger than most lines."""
_TITLE_PITCH = 2.4
"""Sizes of letters between the baselines of a title's lines, at most."""
_WIDER = 1.2
"""A distance between lines that is so much wider than usual parts paragraphs."""
_NUMBERED = re.compile(r"[（(][一二三四五六七八九十]{1,2}[）)]|[一二三四五六七八九十]{1,2}、")
"""How a paragraph of an outline begins; in running text what is numbered so does not follow the end of a sentence."""
_OPENING = "（《〈“‘「『〔【([{"
"""Letters that do not end a line, so that the next goes with them."""


@dataclass(frozen=True, slots=True)
class Margins:
    """Where the lines of a page usually begin, and where they end at the furthest; the size of most of them."""

    left: float
    right: float
    size: float
    indents: bool


def margins_of(page: Sequence[PageBlock], paper: tuple[float, float]) -> Margins:
    """The margins of a page, by its lines and tables; ``paper`` is where the page itself begins and ends.

    Where no lines end below each other, as on a cover, the right margin is taken to be as wide as the left.
    """
    lines = [block for block in page if not isinstance(block, PageTable)]
    rights = [block.columns[-1] for block in page if isinstance(block, PageTable) and block.columns]
    if not lines:
        return Margins(0.0, max(rights, default=0.0), 0.0, indents=False)
    counts = Counter(round(line.left) for line in lines)
    left = min((at for at, count in counts.items() if count > 1), default=min(counts))  # one line may stick out
    size = median(line.size for line in lines)
    indented = sum(_INDENT * size < line.left - left < _USUAL_INDENT * size for line in lines)
    right = max([*rights, *(line.right for line in lines)])
    if not rights and sum(right - line.right < size for line in lines) < _FULL_LINES:
        right = max(right, paper[1] - max(0.0, left - paper[0]))
    return Margins(left, right, size, indents=indented >= 2)


def paragraphs_of(lines: Sequence[tuple[int, TextLine]], margins: Mapping[int, Margins]) -> list[Paragraph]:
    """The paragraphs of lines that follow each other without a table between.

    Args:
        lines: each with its page; from above.
        margins: those of each page.
    """
    if not lines:
        return []
    pitch = _pitch(line for _, line in lines)
    paragraphs: list[tuple[int, list[TextLine]]] = [(lines[0][0], [lines[0][1]])]
    for (page, before), (next_page, line) in pairwise(lines):
        if _parts(before, line, margins[page], margins[next_page], pitch if page == next_page else None):
            paragraphs.append((next_page, []))
        paragraphs[-1][1].append(line)
    return [_joined(page, found) for page, found in paragraphs]


def _pitch(lines: Iterable[TextLine]) -> float:
    """The usual distance between the baselines of lines, in sizes of their letters."""
    pitches = [
        (two.baseline - one.baseline) / two.size
        for one, two in pairwise(lines)
        if two.baseline > one.baseline and abs(one.size - two.size) <= _OTHER_SIZE * two.size
    ]
    return median(pitches) if pitches else 0.0


def _parts(before: TextLine, line: TextLine, above: Margins, here: Margins, pitch: float | None) -> bool:
    """Whether a line begins a new paragraph; ``pitch`` is None where it is on another page."""
    size = max(before.size, line.size)
    if pitch is not None and before.paragraph is not None and line.paragraph is not None:
        return before.paragraph != line.paragraph
    if abs(before.size - line.size) > _OTHER_SIZE * size:
        return True
    if before.text.endswith("。") and _NUMBERED.match(line.text):
        return True
    distance = line.baseline - before.baseline
    if pitch is not None and _is_title(before, line, here) and distance < _TITLE_PITCH * size:
        return False
    if pitch is not None and distance > _WIDER * pitch * size:
        return True
    indent, indent_before = line.left - here.left, before.left - above.left
    if indent > _INDENT * size and indent - indent_before > -_INDENT * size / 2:
        return True
    goes_on = here.indents and indent < _INDENT * size / 2 and is_ideographic(line.letters[0].character)
    return above.right - before.right > (_SHORT_OF_INDENTED if goes_on else _SHORT) * size + _first_word(line)


def _is_title(before: TextLine, line: TextLine, margins: Margins) -> bool:
    """Whether two lines are of one title: large, and centred below each other."""
    centres = (before.left + before.right) / 2, (line.left + line.right) / 2
    return line.size > _LARGE * margins.size and abs(centres[0] - centres[1]) < line.size * 0.6


def _first_word(line: TextLine) -> float:
    """The width that the first word of a line would need at the end of the line before; Chinese breaks anywhere."""
    first = line.letters[0]
    if is_ideographic(first.character):
        return 2 * first.size if first.character in _OPENING else 0.0
    end = first
    for before, letter in pairwise(line.letters):
        if letter.left - before.right > 0.15 * letter.size or is_ideographic(letter.character):
            break
        end = letter
    return end.right - line.left


def _is_within_a_number(before: TextLine, line: TextLine) -> bool:
    """Whether a line of Chinese text ends between two digits: they are of one number, since blanks part none there."""
    digits = before.letters[-1].character + line.letters[0].character
    return digits.isdigit() and any(is_ideographic(letter.character) for letter in before.letters)


def _joined(page: int, lines: Sequence[TextLine]) -> Paragraph:
    text = lines[0].text
    for before, line in pairwise(lines):
        is_close = is_ideographic(before.letters[-1].character) or is_ideographic(line.letters[0].character)
        is_close |= _HYPHENATED.search(before.text) is not None  # a line may end behind a hyphen, as in 000-123
        is_close |= _is_within_a_number(before, line)
        text += line.text if is_close else f" {line.text}"
    bare = text.lstrip(f"{UNKNOWN} ")  # a bullet or an icon
    tagged = lines[0].paragraph
    return Paragraph(text if bare[:1].isdigit() else bare, tagged.level if tagged else None, page)
