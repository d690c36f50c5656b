"""What is left of what a page draws: letters once, without those that are struck out; lines joined to whole ones."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from xlsreport.published.publication.fixed_pages.drawing.drawn_page import DrawnLetter, DrawnPage, RulingLine

_SAME = 3.0
"""Points: lines not further from each other are one, as the two of a double line."""
_SMALLEST, _FURTHEST = 0.5, 1e5
"""Points: smaller letters are not legible, and no page is so large (ISO 32000-1, annex C: 14,400)."""
_STRUCK_FROM, _STRUCK_TO = 0.18, 0.55
"""Parts of a letter's size above its baseline, between which a line through it strikes it out."""


def cleaned_page(
    number: int,
    letters: Sequence[DrawnLetter],
    horizontal: Iterable[RulingLine],
    vertical: Iterable[RulingLine],
    picture_share: float = 0.0,
    recognised: int = 0,
    paper: tuple[float, float] = (0.0, 0.0),
) -> DrawnPage:
    """A page of what its file draws; ``paper`` is where it begins and ends, the others are as in
    :class:`DrawnPage`.
    """
    flat, high = _merged_lines(horizontal), _merged_lines(vertical)
    once = _without_doubles([letter for letter in letters if _is_legible(letter)])
    strokes = _strokes(flat, high)
    kept = tuple(letter for letter in once if not any(_goes_through(stroke, letter) for stroke in strokes))
    return DrawnPage(number, kept, flat, high, picture_share, recognised, len(once) - len(kept), *paper)


def _is_legible(letter: DrawnLetter) -> bool:
    """Whether a letter has a size and a place that can be on a page."""
    places = letter.left, letter.right, letter.top, letter.bottom, letter.baseline
    return _SMALLEST <= letter.size < _FURTHEST and all(-_FURTHEST < place < _FURTHEST for place in places)


def _merged_lines(lines: Iterable[RulingLine]) -> tuple[RulingLine, ...]:
    """Lines of which those that continue or cover each other are one."""
    groups: list[list[RulingLine]] = []
    for line in sorted((one for one in lines if 0 < one.length < _FURTHEST), key=lambda one: one.at):
        if groups and line.at - groups[-1][-1].at <= _SAME and line.at - groups[-1][0].at <= _SAME:
            groups[-1].append(line)
        else:
            groups.append([line])
    return tuple(merged for group in groups for merged in _joined(group))


def _joined(group: list[RulingLine]) -> Iterator[RulingLine]:
    at = sum(line.at * line.length for line in group) / sum(line.length for line in group)
    group.sort(key=lambda line: line.begin)
    begin, end = group[0].begin, group[0].end
    for line in group[1:]:
        if line.begin > end + _SAME:
            yield RulingLine(at, begin, end)
            begin, end = line.begin, line.end
        end = max(end, line.end)
    yield RulingLine(at, begin, end)


def _strokes(horizontal: Iterable[RulingLine], vertical: Sequence[RulingLine]) -> list[RulingLine]:
    """The horizontal lines that meet no vertical one, as those of tables do."""
    return [line for line in horizontal if not any(_meet(line, other) for other in vertical)]


def _meet(flat: RulingLine, high: RulingLine) -> bool:
    return flat.begin - 2 <= high.at <= flat.end + 2 and high.begin - 2 <= flat.at <= high.end + 2


def _goes_through(line: RulingLine, letter: DrawnLetter) -> bool:
    above = letter.baseline - line.at
    return (
        letter.turn == 0
        and _STRUCK_FROM * letter.size < above < _STRUCK_TO * letter.size
        and line.begin - 1 <= (letter.left + letter.right) / 2 <= line.end + 1
    )


def _without_doubles(letters: Sequence[DrawnLetter]) -> list[DrawnLetter]:
    """The letters, each once: some programs draw one twice, a little apart, so that it looks bold."""
    seen: dict[tuple[str, int, int], list[DrawnLetter]] = {}
    kept = []
    for letter in letters:
        near = max(letter.size * 0.25, 0.1)
        at = round(letter.left / near), round(letter.baseline / near)
        around = [(letter.character, at[0] + x, at[1] + y) for x in (-1, 0, 1) for y in (-1, 0, 1)]
        is_double = any(
            abs(one.left - letter.left) < near and abs(one.baseline - letter.baseline) < near
            for key in around
            for one in seen.get(key, ())
        )
        if not is_double:
            seen.setdefault((letter.character, *at), []).append(letter)
            kept.append(letter)
    return kept
