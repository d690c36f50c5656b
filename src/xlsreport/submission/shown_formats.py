"""The number formats of a workbook that show other figures than their cells hold."""

from __future__ import annotations

from functools import lru_cache

from xlsreport.xlsx.number_formats import built_in, shows
from xlsreport.xlsx.styles import Style, Styles


def code_of(style: Style) -> str:
    """The number format of a cell."""
    return _code(style.number, style.code)


def _code(number: int, code: str | None) -> str:
    return built_in(number) if code is None else code


@lru_cache(maxsize=64)
def all_plain(styles: Styles) -> bool:
    """Whether every format of cells shows whole numbers as they are."""
    return all(shows(code, number) for code in set(map(code_of, styles.cells)) for number in (11, -11))


def misleading_conditional(styles: Styles) -> str | None:
    """A format that cells get under a condition, and that shows other figures."""
    codes = (_code(one.number, one.code) for one in styles.conditional if one.number is not None)
    return next((code for code in codes if not shows(code, 1)), None)
