"""Computes the widths of a table's printed columns so that it fits the type area."""

from __future__ import annotations

import math
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from xlsreport.definition.place import Place
from xlsreport.document.content.model import CELL_MARGINS
from xlsreport.document.pagination.text_width import widest_word, width_in_ems
from xlsreport.layout.grid import LabelBox, Role, TableGrid

_MAX_LABEL_LINE = 13
"""Characters of a row label on one line; a longer label wraps."""
_MAX_SHORT_HEADING = 3
"""Characters of a column heading that is not wrapped, such as 自然人."""
_MAX_FIGURE = 9
"""Ems of a figure that a column is widened for, fourteen digits; longer figures are set smaller."""
_TEXT_LINES, _MAX_TEXT_LINE = 2, 22
"""A text is wished to stand on so many lines, of so many ems at most."""
_MAX_WHOLE_TEXT = 8.5
"""Ems of a text that is wished to stand on one line, such as a short answer."""
_MAX_DATE = 13.5
"""Ems of a date, such as 28 de septiembre de 2026; few languages have longer ones."""
_MAX_STUB_SHARE = 0.6
"""Largest share of the table for row labels, so that figures keep their room."""
_ROOMY = 5.5
"""Ems of a column of figures that gives nothing up to row labels: a heading such as Open at start takes two lines."""
_MAX_WIDENED_SHARE = 0.7
"""The same where figures would leave more than they need, as short answers beside questions do."""
_MIN_STUB_SCALE = 0.8
"""Smallest factor by which label columns shrink where long figures need room; labels then wrap once more."""


@dataclass(frozen=True, slots=True)
class ColumnNeeds:
    """What the printed columns of a table need, in points.

    Attributes:
        stub_words: of each column of row labels, the widest word.
        stubs: the width at which row labels wrap seldom.
        whole_labels: the width at which none of them wraps that stands beside a single row.
        headings: of each column of figures, what its headings need so that no word is broken.
        legible: the same, and so that its figures can be read when they are set as small as can be.
        dated: the same, with its dates on one line.
        wished: the same, with its figures in full size.
        whole: the same, and with its short texts on one line.
        roomy: the same, and so that headings of a few words take two lines.
    """

    stub_words: tuple[float, ...]
    stubs: tuple[float, ...]
    whole_labels: tuple[float, ...]
    headings: tuple[float, ...]
    legible: tuple[float, ...]
    dated: tuple[float, ...]
    wished: tuple[float, ...]
    whole: tuple[float, ...]
    roomy: tuple[float, ...]

    @property
    def least(self) -> float:
        """The width of the whole table in which no word is broken and every figure is legible."""
        return sum(self.stub_words) + sum(self.legible)


@dataclass(frozen=True, slots=True)
class LongestFigures:
    """The longest line of each column of figures, in ems: ``upright`` and, where texts have more lines, ``across``.

    ``whole`` is that of figures and of short texts that stand on one line, as is wished where there is room, ``dates``
    that of dates. Measured once for a table, since a long list is tried in several sizes.
    """

    upright: tuple[float, ...]
    across: tuple[float, ...]
    whole: tuple[float, ...]
    dates: tuple[float, ...]


def longest_figures(grid: TableGrid, figures: Mapping[Place, str], dates: Collection[Place]) -> LongestFigures:
    """Measure the figures of a table, by what is printed at each place, and which of them are dates."""
    upright, across, on_one_line, dated = ([0.0] * (grid.width - grid.stub_width) for _ in range(4))
    for box in grid.figures:
        if box.box.width == 1:
            column = box.box.left - grid.stub_width
            text = figures.get(box.place, "")
            word, whole = widest_word(text), width_in_ems(text)
            upright[column] = max(upright[column], _line_of_figure(word, whole, _TEXT_LINES))
            across[column] = max(across[column], _line_of_figure(word, whole, grid.text_lines))
            on_one_line[column] = max(on_one_line[column], whole if whole <= _MAX_WHOLE_TEXT else 0.0)
            if box.place in dates:
                dated[column] = max(dated[column], min(whole, _MAX_DATE))
    for label in grid.labels:
        if label.role == "sum" and label.box.width == 1 and label.box.left >= grid.stub_width:
            column = label.box.left - grid.stub_width
            for longest in (upright, across, on_one_line):
                longest[column] = max(longest[column], widest_word(label.text))
    measured = (upright, across, on_one_line, dated)
    return LongestFigures(*(tuple(length + 0.1 for length in each) for each in measured))


def column_needs(
    grid: TableGrid,
    font_size: float,
    figures: LongestFigures,
    figure_size: float,
    *,
    landscape: bool = False,
) -> ColumnNeeds:
    """What the columns of a table need.

    Args:
        grid: the table as it is printed.
        font_size: in points.
        figures: as they are measured.
        figure_size: to which figures may be made smaller, in points.
        landscape: whether the table lies across the page, so that its texts may have more lines.
    """

    def points(ems: Iterable[float], size: float = font_size) -> tuple[float, ...]:
        return tuple(width * size + CELL_MARGINS for width in ems)

    columns = range(grid.stub_width, grid.width)
    headings = _wide_enough_for_spanners(grid, points(_heading(grid, column) for column in columns), font_size)
    longest = figures.upright
    least, least_size = longest, min(font_size, figure_size)
    if landscape and grid.text_lines > _TEXT_LINES:  # texts give way to figures
        least, least_size = figures.across, font_size
    wished = tuple(map(max, headings, points(longest)))
    legible = tuple(map(max, headings, points(least, least_size)))
    return ColumnNeeds(
        stub_words=points(_widest_word(grid, column) for column in range(grid.stub_width)),
        stubs=points(_stub(grid, column) for column in range(grid.stub_width)),
        whole_labels=points(_stub(grid, column, math.inf) for column in range(grid.stub_width)),
        headings=headings,
        legible=legible,
        dated=tuple(map(max, legible, points(figures.dates))),
        wished=wished,
        whole=tuple(map(max, wished, points(figures.whole))),
        roomy=tuple(map(max, wished, points(_ROOMY for _ in columns))),
    )


def printed_column_widths(needs: ColumnNeeds, type_width: float, *, widens_labels: bool = False) -> tuple[float, ...]:
    """The width of each printed column in points; together they fill the type area.

    Args:
        needs: of the columns.
        type_width: how wide the type area is, in points.
        widens_labels: whether row labels get what the figures leave.
    """
    scale = _stub_scale(sum(needs.stubs), sum(needs.wished), type_width)
    stubs = [max(word, width * scale) for word, width in zip(needs.stub_words, needs.stubs, strict=True)]
    stubs = _yielding(stubs, needs.stub_words, sum(stubs) + sum(needs.legible) - type_width)
    if widens_labels:
        stubs = _widened(stubs, needs.whole_labels, type_width, sum(needs.roomy))
    room = type_width - sum(stubs)
    # Texts can take a line more, whereas nobody parts a date.
    firm = _on_one_line(needs.legible, needs.dated, room - sum(needs.legible))
    return (*stubs, *_shared(room, firm, map(max, firm, needs.wished), map(max, firm, needs.whole)))


def _yielding(stubs: list[float], words: Iterable[float], missing: float) -> list[float]:
    """Label columns that give up what the figures miss, down to their widest words."""
    spare = [width - word for width, word in zip(stubs, words, strict=True)]
    if missing <= 0 or not sum(spare):
        return stubs
    share = min(1.0, missing / sum(spare))
    return [width - share * more for width, more in zip(stubs, spare, strict=True)]


def _widened(stubs: list[float], whole: Iterable[float], type_width: float, figures: float) -> list[float]:
    """Label columns that take what the figures leave, until no label is wrapped or most of the table is theirs."""
    wanted = [max(0.0, label - width) for label, width in zip(whole, stubs, strict=True)]
    room = min(type_width - figures, _MAX_WIDENED_SHARE * type_width) - sum(stubs)
    if room <= 0 or not sum(wanted):
        return stubs
    share = min(1.0, room / sum(wanted))
    return [width + share * more for width, more in zip(stubs, wanted, strict=True)]


def _stub_scale(stubs: float, figures: float, type_width: float) -> float:
    if not stubs:
        return 1.0
    widest = min(1.0, _MAX_STUB_SHARE * type_width / stubs)
    return max(widest * _MIN_STUB_SCALE, min(widest, (type_width - figures) / stubs))


def _shared(room: float, firm: Iterable[float], wished: Iterable[float], whole: Iterable[float]) -> list[float]:
    """Equal widths, except for columns that want more; if there is not enough room, headings come first."""
    firm, wished = list(firm), list(wished)
    if sum(firm) >= room:
        return [width * room / sum(firm) for width in firm]
    if sum(wished) >= room:
        granted = (room - sum(firm)) / (sum(wished) - sum(firm))
        return [least + granted * (width - least) for least, width in zip(firm, wished, strict=True)]
    wished = _on_one_line(wished, list(whole), room - sum(wished))
    share = _equal_share(room, wished)
    return [max(width, share) for width in wished]


def _on_one_line(wished: Sequence[float], whole: Sequence[float], spare: float) -> list[float]:
    """What columns want, with short texts on one line in as many as there is room for: part of it would be no use."""
    more = [long - width for long, width in zip(whole, wished, strict=True)]
    widths = list(wished)
    for column in sorted(range(len(more)), key=more.__getitem__):
        if more[column] <= spare:
            widths[column], spare = whole[column], spare - more[column]
    return widths


def _equal_share(room: float, wished: list[float]) -> float:
    """The width of each column that wants no more than that, after the others have got what they want."""
    left = room
    for number, width in enumerate(sorted(wished, reverse=True)):
        share = left / (len(wished) - number)
        if width <= share:
            return share
        left -= width
    return 0.0


def _stub(grid: TableGrid, column: int, most: float = _MAX_LABEL_LINE) -> float:
    """The width of a column of row labels, in characters, with lines of ``most`` beside a single row."""
    lines = (_line(label, most) for label in _labels(grid, "row", column))
    return max(lines, default=_MAX_SHORT_HEADING) + 0.5


def _line(label: LabelBox, most: float) -> float:
    """The line length of a row label, in characters: labels beside several rows are set on two or three lines."""
    width = width_in_ems(label.text)
    if label.box.height == 1:
        return min(width, most)
    return math.ceil(width / (2 if label.box.height <= 8 else 3))


def _widest_word(grid: TableGrid, column: int) -> float:
    """The width that a column of row labels needs so that no word is broken, in characters."""
    labels = (*_labels(grid, "row", column), *_labels(grid, "stub", column))
    return max((widest_word(label.text) for label in labels), default=0.0) + 0.2


def _heading(grid: TableGrid, column: int) -> float:
    """The width that a heading needs, in characters: a short one stays on one line, a longer one keeps its words."""
    needs = [0.0]
    for label in _labels(grid, "column", column):
        width = width_in_ems(label.text)
        needs.append(width if width <= _MAX_SHORT_HEADING else max(2.0, widest_word(label.text)))
    return max(needs) + 0.2


def _wide_enough_for_spanners(grid: TableGrid, widths: Iterable[float], font_size: float) -> tuple[float, ...]:
    """The widths of columns, wide enough for the words of headings that are merged over several."""
    grown = list(widths)
    for label in grid.labels:
        if label.role != "column" or label.box.width == 1:
            continue
        own = range(label.box.left - grid.stub_width, label.box.right - grid.stub_width)
        missing = (widest_word(label.text) + 0.2) * font_size + CELL_MARGINS - sum(grown[column] for column in own)
        for column in own:
            grown[column] += max(0.0, missing) / label.box.width
    return tuple(grown)


def _line_of_figure(word: float, whole: float, text_lines: int) -> float:
    """The line length of a figure or text by its widest word: a figure stands on one line, a text on a few."""
    if whole <= word:
        return min(word, _MAX_FIGURE)
    return max(min(word, _MAX_FIGURE), min(whole / text_lines, _MAX_TEXT_LINE))


def _labels(grid: TableGrid, role: Role, column: int) -> Iterator[LabelBox]:
    """The labels that occupy one column alone."""
    return (label for label in grid.labels if (label.role, label.box.left, label.box.width) == (role, column, 1))
