"""Detects the encoding of names in archives that do not state it."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence

_MAINLAND, _TRADITIONAL, _WESTERN = "gb18030", "big5hkscs", "cp437"
"""The code pages of Chinese Windows, simplified and traditional, and the default of the zip format."""
_COMMON = {_MAINLAND: (range(0xB0, 0xD8), range(0xA1, 0xFF)), _TRADITIONAL: (range(0xA4, 0xC7), range(0x40, 0xFF))}
"""Ranges of the two bytes of each code page's common characters, of which names mostly consist."""
_CERTAIN_SHARE = 0.8


def decoded_names(names: Sequence[bytes]) -> list[str]:
    """The names of one archive as their sender saw them, as far as can be known.

    macOS and Linux write UTF-8, Windows its code page. One system wrote all names, so they are decoded alike.
    """
    together = b"/".join(names)
    page = "utf-8" if _is_utf_8(together) else _code_page(together)
    return [_decoded(name, page) for name in names]


def _decoded(name: bytes, page: str) -> str:
    try:
        return name.decode(page)
    except UnicodeDecodeError:  # archives to which several systems added
        return name.decode(_code_page(name))


def _is_utf_8(names: bytes) -> bool:
    """Whether the names are UTF-8, and not a few Chinese characters of a code page that are valid UTF-8 by chance.

    By chance gives letters from U+0180 to U+07FF only; accented Latin letters and three-byte characters are certain.
    """
    try:
        text = names.decode()
    except UnicodeDecodeError:
        return False
    foreign = [letter for letter in text if letter > "\x7f"]
    by_chance = all("\u0180" <= letter <= "\u07ff" for letter in foreign)
    return not foreign or not by_chance or _common_share(names, _MAINLAND) < 1


def _code_page(names: bytes) -> str:
    mainland, traditional = _common_share(names, _MAINLAND), _common_share(names, _TRADITIONAL)
    if mainland >= _CERTAIN_SHARE or mainland > traditional:
        return _MAINLAND
    if traditional >= _CERTAIN_SHARE:
        return _TRADITIONAL
    return _MAINLAND if mainland >= 0 and not _is_latin(names.decode(_WESTERN)) else _WESTERN


def _is_latin(text: str) -> bool:
    return all("LATIN" in unicodedata.name(letter, "") for letter in text if letter > "\x7f")


def _common_share(names: bytes, page: str) -> float:
    """The share of common characters among those beyond ASCII; negative if the names cannot be decoded."""
    first, second = _COMMON[page]
    try:
        letters = [letter.encode(page) for letter in names.decode(page) if letter > "\x7f"]
    except UnicodeError:
        return -1
    common = sum(len(letter) == 2 and letter[0] in first and letter[1] in second for letter in letters)
    return common / len(letters) if letters else 1
