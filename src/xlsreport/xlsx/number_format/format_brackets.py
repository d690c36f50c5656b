"""What stands in brackets in a number format: colours, currencies, languages, digits of another script.

Conditions (``[>100]``), times that have elapsed (``[h]``), dates as the system writes them (``[$-F800]``) and digits or
calendars of other cultures are not among them.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

_COLOURS: Mapping[str, int] = {
    name: number
    for number, names in enumerate(
        (
            "black 黑色 黑 schwarz noir 黒",
            "white 白色 白 weiß weiss blanc",
            "red 红色 红 紅色 rot rouge 赤",
            "green 绿色 绿 綠色 grün vert 緑",
            "blue 蓝色 蓝 藍色 blau bleu 青",
            "yellow 黄色 黄 黃色 gelb jaune",
            "magenta 洋红色 洋红 洋紅色 紫",
            "cyan 青色 青綠色 zyan 水",
        ),
        start=1,
    )
    for name in names.split()
}
"""The eight colours by their names, in the languages whose programs are known to write them, with Excel's numbers."""
_NUMBERED = ("color", "colour", "颜色", "色彩", "farbe", "couleur", "色")
_MAX_COLOUR = 56
_NUMERALS = {"dbnum1": 1, "dbnum2": 2, "dbnum3": 3}
_NUMBERED_LANGUAGES = """
bg:02 zh:04 cs:05 da:06 de:07 el:08 en:09 es:0a fi:0b fr:0c hu:0e is:0f it:10 ja:11 ko:12 nl:13 nb:14 pl:15 pt:16 ro:18
ru:19 hr:1a sk:1b sv:1d tr:1f id:21 uk:22 sl:24 et:25 lv:26 lt:27 vi:2a
"""
_LANGUAGES: Mapping[str, int] = {pair[:2]: int(pair[3:], 16) for pair in _NUMBERED_LANGUAGES.split()}
"""Languages that write figures with 0 to 9 and nothing else, and the lower ten bits of Windows' numbers for them."""
_EURO = ("1", "2", "x-euro1", "x-euro2")
"""What stands for a language in Excel's own formats of amounts in euros."""
_MAX_LANGUAGE = 0x7FFF
"""Above are dates as the system writes them ([$-F800], [$-F400]), digits and calendars."""


class Bracket(NamedTuple):
    """What a pair of brackets says: a text to show, a colour (1 to 56), a script of digits (1 to 3), or nothing."""

    text: str = ""
    colour: int | None = None
    numerals: int = 0


def parse_bracket(content: str) -> Bracket | None:
    """What a pair of brackets with this content says; None where that is not known for sure."""
    if content.startswith("$"):
        return _currency(content[1:])
    name = content.lower()
    if name in _NUMERALS:
        return Bracket(numerals=_NUMERALS[name])
    colour = _COLOURS.get(name) or _numbered_colour(name)
    return Bracket(colour=colour) if colour else None


def _currency(content: str) -> Bracket | None:
    """A currency's sign and a language behind a dash, of which one may be missing."""
    text, dash, language = content.rpartition("-")
    if not dash:
        return Bracket(text=content)
    if _is_language(language):
        return Bracket(text=text)
    # The dash may be one within the language: zh-CN.
    text, dash, first = text.rpartition("-")
    is_known = (first.lower() in _LANGUAGES and _is_region(language)) or f"{first}-{language}" in _EURO
    return Bracket(text=text) if dash and is_known else None


def _is_language(language: str) -> bool:
    if language.lower() in _LANGUAGES or language in _EURO:
        return True
    if not 1 <= len(language) <= 4 or set(language.lower()) - set("0123456789abcdef"):
        return False
    number = int(language, 16)
    return number <= _MAX_LANGUAGE and number & 0x3FF in _LANGUAGES.values()


def _is_region(region: str) -> bool:
    return len(region) == 2 and region.isascii() and region.isalpha()


def _numbered_colour(name: str) -> int | None:
    for word in _NUMBERED:
        number = name.removeprefix(word).strip(" ")
        if name.startswith(word) and number.isascii() and number.isdigit() and len(number) < 3:
            return int(number) if 1 <= int(number) <= _MAX_COLOUR else None
    return None
