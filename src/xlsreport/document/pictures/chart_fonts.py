"""Finds an installed font that has every character of a chart, so that none is drawn as an empty box."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import suppress
from functools import cache

from matplotlib import font_manager

from xlsreport.errors import PicturesError
from xlsreport.messages import Messages

_LATIN = ("Arial", "Helvetica", "Liberation Sans", "DejaVu Sans")
_CHINESE = (
    "SimHei",
    "Heiti SC",
    "Microsoft YaHei",
    "PingFang SC",
    "Noto Sans CJK SC",
    "Source Han Sans SC",
    "Noto Sans SC",
    "WenQuanYi Zen Hei",
    "Noto Serif CJK SC",
    "SimSun",
)
"""In order of preference: the names of 黑体 on different systems, then free fonts."""
_FIRST_CHINESE = "\u2e80"


def font_for(texts: Iterable[str], messages: Messages) -> str:
    """The name of an installed font that has every character of some texts.

    Raises:
        PicturesError: there is none.
    """
    needed = {ord(character) for text in texts for character in text if not character.isspace()}
    families = (*_LATIN, *_CHINESE) if all(chr(code) < _FIRST_CHINESE for code in needed) else _CHINESE
    found = next(_having(needed, families), None)
    if found is None and _take_in_new_fonts():
        found = next(_having(needed, families), None)
    if found is None:
        raise PicturesError(messages("picture.no_font"))
    return found


def _having(needed: set[int], families: Iterable[str]) -> Iterator[str]:
    for family in families:
        with suppress(ValueError):  # no such family is installed
            path = font_manager.findfont(family, fallback_to_default=False)
            if needed <= font_manager.get_font(path).get_charmap().keys():
                yield family


@cache
def _take_in_new_fonts() -> bool:
    """Add fonts that were installed after Matplotlib cached its list."""
    known = {entry.fname for entry in font_manager.fontManager.ttflist}
    for path in font_manager.findSystemFonts():
        if path not in known:
            with suppress(OSError, RuntimeError, ValueError):  # ignore a broken font
                font_manager.fontManager.addfont(path)
    return True
