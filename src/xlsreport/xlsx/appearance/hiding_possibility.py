"""Tells by formats, rows and lengths whether anything of a sheet could be hidden.

Of most files nothing can, so that no cell has to be inspected by itself.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from decimal import Decimal
from itertools import chain
from typing import NamedTuple

from xlsreport.object_cache import remembered_by_object
from xlsreport.spreadsheet.opened_spreadsheet import NO_WORDS, CellQuery, OwnWords
from xlsreport.values import Number
from xlsreport.xlsx.appearance.hiding_reasons import (
    MIN_HEIGHT,
    MIN_ZOOM,
    STANDARD_SIZE,
    CellGeometry,
    VisualStyle,
    has_room,
    hiding_reason,
    most_characters,
)
from xlsreport.xlsx.appearance.sheet_geometry import SheetGeometry
from xlsreport.xlsx.appearance.visual_style import restyled, visual_style_of
from xlsreport.xlsx.cell_format.colours import Palette
from xlsreport.xlsx.cell_format.style_sheet import CellFormat, DifferentialFormat, StyleSheet
from xlsreport.xlsx.number_format.displayed_numbers import (
    is_general,
    shows_in_own_words,
    shows_text_exactly,
    without_suffix,
)
from xlsreport.xlsx.worksheet.sheet_cells import SheetCells
from xlsreport.xlsx.worksheet.sheet_rows import NUMBER

_LOW, _NARROW = 13.0, 3.0
"""Points and digits. Lower rows and narrower columns are inspected; ours are higher and wider. So are rows that are too
low for the largest letters."""
_SAMPLES = (None, 1, -1, 0)
"""A text, and numbers that a format may colour differently."""


class _FittedCells(NamedTuple):
    """Cells of one width and format that are shrunk until they fit, or whose numbers are rounded so that they do.

    ``numbers`` and ``others`` are the indexes of their values.
    """

    format: CellFormat
    width: float | None
    numbers: Sequence[int]
    others: Sequence[int]


def could_hide(sheet: SheetCells, query: CellQuery, styles: StyleSheet) -> bool:
    """Whether something about a sheet could hide one of these cells, or change what it shows."""
    used = sheet.skeleton.formats_of(query)
    formats = (styles.palette, styles.conditional, *map(styles.of, used), *map(styles.has, used))
    could, fitted = sheet.skeleton.latest(
        ("hiding", query),
        (sheet.frame, *formats),
        lambda: (_could_hide_any(sheet, query, styles), tuple(_fitted_cells(sheet, query, styles))),
    )
    return could or any(_are_cramped(one, sheet.written_at(one.numbers), sheet.texts_at(one.others)) for one in fitted)


def _could_hide_any(sheet: SheetCells, query: CellQuery, styles: StyleSheet) -> bool:
    """The same, whatever the cells hold."""
    frame = sheet.frame
    rows, used = sheet.skeleton.filled(query)[0], sheet.skeleton.formats_of(query)
    sizes = [styles.of(number).font.size or STANDARD_SIZE for number in used]
    low = max(_LOW, MIN_HEIGHT * max(sizes, default=0))
    if any(row.is_hidden or row.outline or row.stand_ins or _is_below(low, row.height) for row in rows):
        return True
    is_odd = frame.zoom < MIN_ZOOM or frame.first_reached != (0, 0) or frame.hides_rows
    has_own = not any(row.unstated for row in rows) and all(map(styles.has, used))
    if not has_own and any(columns.style for columns in frame.columns):
        return True
    if (
        is_odd
        or _is_below(low, frame.default_height)
        or frame.has_rules_of_their_own
        or _has_narrow_columns(sheet, query)
    ):
        return True
    rules = frozenset([(rule.format, rule.is_for_whole) for rule in frame.conditionals if rule.format is not None])
    return _formats_could_hide(styles, used, rules)


def _fitted_cells(sheet: SheetCells, query: CellQuery, styles: StyleSheet) -> Iterator[_FittedCells]:
    """The cells whose length decides whether they can be read.

    Those of our own figures are shrunk to fit, so that they never show as ``####``; hardly any is that long.
    """
    kinds, geometry = sheet.skeleton.kinds, SheetGeometry(sheet)
    alike: dict[tuple[int, float | None], list[int]] = {}
    for (column, style), places in sheet.skeleton.filled(query)[1].items():
        alike.setdefault((style, geometry.width(column)), []).extend(places)
    for (style, width), places in alike.items():
        own = styles.of(style)
        numbers = [place for place in places if kinds[place] == NUMBER]
        if own.is_shrunk or (numbers and is_general(own.format_code)):
            others = [place for place in places if kinds[place] != NUMBER] if own.is_shrunk else ()
            yield _FittedCells(own, width, numbers, others)


def _are_cramped(cells: _FittedCells, numbers: Sequence[str], others: Sequence[str]) -> bool:
    """Whether the longest of some cells is too long for their column, as far as its length tells."""
    own, width = cells.format, cells.width
    size = own.font.size or STANDARD_SIZE
    if is_general(own.format_code) and numbers and not has_room(max(numbers, key=len), width, size):
        return True
    if not own.is_shrunk:
        return False
    longest = max(map(len, chain(numbers, others)), default=0)
    written = "".join(numbers)
    if "e" in written or "E" in written:
        return True
    # More than is shown: separators of thousands, and all that the format adds.
    return longest * 4 / 3 + len(own.format_code) > most_characters(size, own.indent, width)


def _has_narrow_columns(sheet: SheetCells, query: CellQuery) -> bool:
    first, last = query.columns
    default = sheet.frame.default_width
    return (default is not None and default < _NARROW) or any(
        some.first <= last and some.last >= first and (some.is_hidden or some.outline or _is_narrow(some.width))
        for some in sheet.frame.columns
    )


def _is_below(low: float, height: float | None) -> bool:
    return height is not None and height < low


def _is_narrow(width: float | None) -> bool:
    return width is not None and width < _NARROW


def _formats_could_hide(styles: StyleSheet, used: Iterable[int], rules: frozenset[tuple[int, bool]]) -> bool:
    """Whether one of some cell formats could hide something, by itself or together with a conditional format."""
    known = [
        (styles.conditional[number], is_for_whole) for number, is_for_whole in rules if number < len(styles.conditional)
    ]
    changes = [own for own, _ in known]
    if any(own.strikes_out or _could_mislead(own, is_for_whole=is_for_whole) for own, is_for_whole in known):
        return True
    formats = [styles.of(number) for number in used]
    if any(_is_unusual(style) or not shows_text_exactly(style.format_code) for style in formats):
        return True
    drawn = {one for number in used for one in _drawn(styles, number)}
    return any(hiding_reason(one, CellGeometry(), "1") for one in _styles_with_changes(drawn, changes, styles.palette))


def _could_mislead(own: DifferentialFormat, *, is_for_whole: bool) -> bool:
    numbers = (11, -11) if is_for_whole else (11, -11, Decimal("1.5"))
    return any(misleading_code(own, number) for number in (None, *numbers))


def _is_unusual(style: CellFormat) -> bool:
    return style.is_repeated or style.is_spread or style.rotation > 0 or style.indent > 1


def _styles_with_changes(
    drawn: Collection[tuple[VisualStyle, int | None]], changes: Iterable[DifferentialFormat], palette: Palette
) -> Collection[VisualStyle]:
    """How cells are seen in which samples are drawn, by themselves and where one of the conditional formats applies."""
    alike = dict(drawn).items()  # a format without a code does the same to all that look alike
    changed = {
        restyled(style, own, sample, palette)
        for own in changes
        for style, sample in (alike if own.code is None else drawn)
    }
    return changed | {style for style, _ in alike}


@remembered_by_object()
def _drawn(styles: StyleSheet, number: int) -> frozenset[tuple[VisualStyle, int | None]]:
    """How a format shows each of the samples."""
    return frozenset((visual_style_of(styles.of(number), styles.palette, sample), sample) for sample in _SAMPLES)


def misleading_code(own: DifferentialFormat, number: Number | None, words: OwnWords = NO_WORDS) -> str | None:
    """The number format of a conditional format, where it shows another figure, or another text."""
    if own.code is None:
        return None
    if number is None:
        return None if shows_text_exactly(without_suffix(own.code, words.suffix)) else own.code
    return None if shows_in_own_words(own.code, number, words) else own.code
