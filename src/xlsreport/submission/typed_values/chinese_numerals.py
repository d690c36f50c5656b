"""Parses whole numbers in Chinese numerals: 两, 二十三, 一百零五, 十二万, 二〇二五.

cn2an parses them. It also accepts doubtful ones (一百二 as 120, 两三 as 23), so its result is written out again, and
counts only where that gives the original text.
"""

from __future__ import annotations

import re
from functools import lru_cache

NUMERALS = "零一二三四五六七八九壹贰叁肆伍陆柒捌玖〇两兩十拾百佰千仟亿億万萬"
"""All characters of numerals."""
_PLAIN = str.maketrans("壹贰叁肆伍陆柒捌玖〇两兩拾佰仟億萬", "一二三四五六七八九零二二十百千亿万")
_MAX_NUMERAL = 20
"""Characters of a numeral; figures that are written in words are far shorter."""
_MIN_DIGITS = 3
"""Digits in a row that count as a number read out, such as a year; two of them rather mean "two or three"."""

_AFTER_A_ROUND_GROUP = re.compile("(?<=[十百千][万亿])零(?=[一二三四五六七八九]千)")
"""The optional 零 of 三十万零一千."""


@lru_cache(maxsize=1_000)
def parse_chinese_number(text: str) -> int | None:
    """The number that a numeral stands for; None for what is no numeral or not grammatical, such as 一百二 or 十几."""
    if not 0 < len(text) <= _MAX_NUMERAL or any(letter not in NUMERALS for letter in text):
        return None
    from cn2an import cn2an  # slow to load, and few files have numerals

    plain = text.translate(_PLAIN)
    try:
        number = int(cn2an(plain, "normal"))
        is_right = _AFTER_A_ROUND_GROUP.sub("", plain) in _counted(number) or text.replace("〇", "零") == _read_out(
            number
        )
    except (ValueError, KeyError):  # KeyError: its own mistake with 十一 and a digit after it
        return None
    return number if is_right else None


def _counted(number: int) -> tuple[str, ...]:
    """The ways to write a number; those that begin with 十 have two."""
    from cn2an import an2cn  # as above

    written = an2cn(number)
    return (written, f"一{written}") if written.startswith("十") else (written,)


def _read_out(number: int) -> str | None:
    """A number digit by digit; None for short ones, which are not written so."""
    from cn2an import an2cn  # as above

    digits = an2cn(number, "direct")
    return digits if len(digits) >= _MIN_DIGITS else None
