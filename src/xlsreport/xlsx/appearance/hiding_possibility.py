"""Tells by formats, rows and lengths whether anything of a sheet could be hidden.

Of most files nothing can, so that no cell has to be inspected by itself.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import chain

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
    colour_of_number,
    is_general,
    shows_in_own_words,
    shows_text_exactly,
    without_suffix,
)
from xlsreport.xlsx.worksheet.sheet_cells import SheetCells

_LOW, _NARROW = 13.0, 3.0
"""Points and digits. Lower rows and narrower columns are inspected; ours are higher and wider. So are rows that are too
low for the largest letters."""
_SAMPLES = (None, 1, -1, 0)
"""A text, and numbers that a format may colour differently."""
_MAX_JUDGED = 32
"""Combinations of formats whose result is cached; workbooks of one definition share them, one for each sheet."""


def could_hide(sheet: SheetCells, query: CellQuery, styles: StyleSheet) -> bool:
    """Whether something about a sheet could hide one of these cells, or change what it shows."""
    frame = sheet.frame
    rows, groups = sheet.skeleton.filled(query)
    used = frozenset(style for _, style in groups)
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
    return _formats_could_hide(styles, used, rules) or _could_be_cramped(sheet, query, styles, used)


def _could_be_cramped(sheet: SheetCells, query: CellQuery, styles: StyleSheet, used: frozenset[int]) -> bool:
    """Whether something may be shrunk until it cannot be read, or rounded to fit, as far as its length tells.

    The cells of our own figures are shrunk to fit, so that these never show as ``####``; hardly any is that long.
    """
    formats = {number: styles.of(number) for number in used}
    fitted = {number: one for number, one in formats.items() if one.is_shrunk or is_general(one.format_code)}
    if not fitted:
        return False
    geometry = SheetGeometry(sheet)
    for column, style, numbers, others in sheet.written(query):
        if style in fitted and _are_cramped(fitted[style], geometry.width(column), numbers, others):
            return True
    return False


def _are_cramped(own: CellFormat, width: float | None, numbers: Sequence[str], others: Sequence[str]) -> bool:
    """Whether the longest of some cells of a format is too long for their column."""
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


@remembered_by_object(_MAX_JUDGED)
def _formats_could_hide(styles: StyleSheet, used: frozenset[int], rules: frozenset[tuple[int, bool]]) -> bool:
    """Whether one of some cell formats could hide something, by itself or together with a conditional format."""
    known = [
        (styles.conditional[number], is_for_whole) for number, is_for_whole in rules if number < len(styles.conditional)
    ]
    changes = [own for own, _ in known]
    if any(own.strikes_out or _could_mislead(own, is_for_whole=is_for_whole) for own, is_for_whole in known):
        return True
    return any(_format_could_hide(style, styles.palette, changes) for style in map(styles.of, used))


def _could_mislead(own: DifferentialFormat, *, is_for_whole: bool) -> bool:
    numbers = (11, -11) if is_for_whole else (11, -11, Decimal("1.5"))
    return any(misleading_code(own, number) for number in (None, *numbers))


def _format_could_hide(style: CellFormat, palette: Palette, changes: Sequence[DifferentialFormat]) -> bool:
    if style.is_repeated or style.is_spread or style.rotation or style.indent > 1:
        return True
    if any(hiding_reason(one, CellGeometry(), "1") for one in set(_looks(style, palette, changes))):
        return True
    return not shows_text_exactly(style.format_code)


def _looks(style: CellFormat, palette: Palette, changes: Sequence[DifferentialFormat]) -> Iterator[VisualStyle]:
    """How a format shows texts and numbers, by itself and where one of the conditional formats applies."""
    by_colour = {None if one is None else colour_of_number(style.format_code, one): one for one in _SAMPLES}
    plain = {sample: visual_style_of(style, palette, sample) for sample in by_colour.values()}
    yield from plain.values()
    for own in changes:  # without a number format it does the same to all that look alike
        for sample in plain if own.code is None else _SAMPLES:
            yield restyled(plain.get(sample) or visual_style_of(style, palette, sample), own, sample, palette)


def misleading_code(own: DifferentialFormat, number: Number | None, words: OwnWords = NO_WORDS) -> str | None:
    """The number format of a conditional format, where it shows another figure, or another text."""
    if own.code is None:
        return None
    if number is None:
        return None if shows_text_exactly(without_suffix(own.code, words.suffix)) else own.code
    return None if shows_in_own_words(own.code, number, words) else own.code
