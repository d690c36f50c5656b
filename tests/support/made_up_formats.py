"""Number formats made up at random, what LibreOffice shows of them, and an independent reading of that."""

from __future__ import annotations

import csv
import re
import unicodedata
from collections.abc import Sequence
from decimal import Decimal
from pathlib import Path
from random import Random

import cn2an
import xlsxwriter

from support.office import converted

_AS_SHOWN = "csv:Text - txt - csv (StarCalc):9,34,76,1,,0,false,true,true"
"""LibreOffice's filter for texts: parted by tabs, UTF-8, and numbers as their cells show them."""

_FIGURES = (
    *("0", "0", "0.0", "0.00", "#,##0", "#,##0.00", "#", "?", "??0", "0.0#", "0.??", "#,##0.###", "00000", "General"),
    *(
        "0,000",
        "0,",
        "0.0,",
        "0%",
        "0.00E+00",
        "# ?/?",
        "0.",
        ".00",
        "#.##",
        "G/通用格式",
        "@",
        "yyyy-mm-dd",
        "[h]",
        "0#",
    ),
    *('0"."00', "0\\.0", "0!.0", "0 000", "#,#", "##,##", "0.--", "0.0.0", "?,??0", "0/0", "", "0;0", "0,0,0", "0.#?0"),
)
_WORDS = (
    *(
        '"件"',
        '" 件"',
        '"元"',
        "元",
        "\\ ",
        " ",
        "_ ",
        "_)",
        "_9",
        "* ",
        "*0",
        "*-",
        '"k"',
        '"万"',
        '"0"',
        '"1"',
        "\\9",
        "！",
    ),
    *(
        "!9",
        "!件",
        "[$9]",
        "[$万]",
        "[$€-407]",
        "[$¥-804]",
        "[$1-804]",
        "[$-804]",
        "[$-2000401]",
        "¥",
        "$",
        "€",
        "%",
        "‰",
    ),
    *(
        "(",
        ")",
        "\\(",
        "\\)",
        "-",
        "+",
        "\\-",
        '"-"',
        "．",
        "，",
        "①",
        "²",
        "Ⅳ",
        "三",
        "\u200b",
        "\u200f",
        "\u0301",
        "９",
    ),
    *(
        "a",
        "m",
        "E",
        '"m²"',
        '" kg"',
        '" Mio"',
        '"△ "',
        '"',
        "[",
        "]",
        "\\",
        "_",
        "*",
        ";",
        "'",
        "~",
        "/",
        ":",
        "\u3000",
    ),
)
_BEGINNINGS = (
    *(
        "[Red]",
        "[White]",
        "[红色]",
        "[Color 5]",
        "[DBNum1]",
        "[DBNum2]",
        "[DBNum3]",
        "[DBNum1][$-804]",
        "[DBNum4]",
        "[>5]",
    ),
    *(
        "[$-804]",
        "[$-409]",
        "[$-F800]",
        "[=0]",
        "[$-401]",
        "[DBNum2][$-804]",
        "[DBNum3][$-804]",
        "[$-zh-CN]",
        "[NatNum1]",
    ),
)
_MINUS = ("-", "\\-", '"-"', "(", "\\(", "[Red]-", "[Red]", "[Red]\\(", '"△ "', "_-")
_ZEROS = ('"-"', '_ * "-"_ ', '"三"', '"无"', "0", '"-"??', "", '""')


def made_up_format(draw: Random) -> str:
    """A format as somebody might write it, or no format at all."""
    kind = draw.random()
    if kind < 0.2:
        return "".join(draw.choice((*_FIGURES, *_WORDS, *_BEGINNINGS)) for _ in range(draw.randint(1, 6)))
    sections = [_section(draw)]
    if kind > 0.5:
        sections.append(draw.choice(_MINUS) + _section(draw, plain=kind > 0.7))
    if kind > 0.8:
        sections.append(draw.choice(_ZEROS))
    if kind > 0.9:
        sections.append(draw.choice(("@", "_ @_ ", "", '"x"')))
    return ";".join(sections)


def _section(draw: Random, *, plain: bool = False) -> str:
    def some(words: Sequence[str], chance: float) -> str:
        return draw.choice(words) if draw.random() < chance and not plain else ""

    figure = draw.choice(_FIGURES[:12] if draw.random() < 0.6 else _FIGURES)
    behind = some(_WORDS, 0.4) + (")" if plain and draw.random() < 0.3 else "")
    return some(_BEGINNINGS, 0.3) + some(_WORDS, 0.3) + some(_WORDS, 0.1) + figure + behind + some(_WORDS, 0.1)


def made_up_number(draw: Random) -> int | Decimal:
    """A number as reports have them: mostly small and whole."""
    size = 10 ** draw.randint(1, draw.choice((3, 6, 12)))
    number = draw.choice((0, 1, 7, 10, 12, 1000, 517645, *(draw.randrange(size) for _ in range(8))))
    sign = draw.choice((1, 1, 1, -1))
    if draw.random() < 0.3:
        return sign * Decimal(number % 10**9).scaleb(-draw.randint(1, 3))
    return sign * number


def shown_by_libreoffice(pairs: Sequence[tuple[str, int | Decimal]], folder: Path) -> list[str]:
    """What LibreOffice shows of each number by its format, in one start; it calls General by that name alone."""
    file = folder / "formats.xlsx"
    with xlsxwriter.Workbook(str(file)) as book:
        sheet = book.add_worksheet()
        sheet.set_column(0, 0, 80)
        for row, (code, number) in enumerate(pairs):
            sheet.write_number(
                row, 0, float(number), book.add_format({"num_format": code.replace("G/通用格式", "General")})
            )
            sheet.write_string(row, 1, "end")  # so that no row is empty
    text = converted([file], folder, _AS_SHOWN)[0].read_text(encoding="utf-8")
    return [row[0] for row in csv.reader(text.splitlines(), delimiter="\t")]


_UNITS = ("m²", "m³", "km²", "第")
_RUN = re.compile(r"\d{1,3}(?:,\d{3})+(?:\.\d*)?|\d*\.\d+|\d+\.?")
_SIGN = re.compile("[-−–—△▲(－负]")
_NUMERALS = re.compile("[零〇一二三四五六七八九十百千万亿壹贰叁肆伍陆柒捌玖拾佰仟０-９]+")


def reads_as(text: str, number: int | Decimal) -> bool:
    """Whether a person reads this text as this number: an independent judge, which knows nothing of formats."""
    for unit in _UNITS:
        text = text.replace(unit, "")
    text = _in_digits(text)
    runs = _RUN.findall(text)
    rest = _RUN.sub("", text)
    if any(unicodedata.numeric(letter, None) is not None or letter in "%‰.," for letter in rest):
        return False
    if number == 0:
        return not runs or (len(runs) == 1 and Decimal(runs[0].replace(",", "")) == 0)
    if len(runs) != 1 or Decimal(runs[0].replace(",", "")) != abs(number):
        return False
    return len(_SIGN.findall(rest.replace("--", "") if text.count("--") else rest)) == (number < 0)


def _in_digits(text: str) -> str:
    """A text with its Chinese numerals, if it has one row of them, in digits."""
    runs = _NUMERALS.findall(text)
    if len(runs) != 1:
        return text
    plain = "".join(str(unicodedata.digit(letter, letter)) for letter in runs[0].replace("〇", "零"))
    plain = plain.lstrip("零") or "0"
    try:
        number = plain if plain.isdigit() else str(cn2an.cn2an(plain, "smart"))
    except (ValueError, KeyError):  # as the library says that these are no numerals
        return text
    return text.replace(runs[0], number)
