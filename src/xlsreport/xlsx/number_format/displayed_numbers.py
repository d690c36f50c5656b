"""What a number format shows of a number, and whether that is the number as it is.

This follows Excel, WPS and LibreOffice where they agree. Whatever is not certain counts as misleading: a needless
warning is better than a figure that shows one number and counts as another.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from decimal import ROUND_HALF_UP, Context, Decimal
from functools import lru_cache
from typing import NamedTuple

from xlsreport.spreadsheet.opened_spreadsheet import OwnWords
from xlsreport.values import SIGNIFICANT_DIGITS
from xlsreport.xlsx.number_format.date_formats import BUILT_IN_DATES
from xlsreport.xlsx.number_format.format_code import (
    MAX_PLACES,
    FormatSection,
    NumberPattern,
    UnknownFormatError,
    parse_sections,
    parse_text_section,
)
from xlsreport.xlsx.number_format.number_affixes import BLANKS, means_zero, sign_is_right, without_plus
from xlsreport.xlsx.number_format.numeral_scripts import as_spoken, digit_by_digit

_MAX_EXPONENT = 15
_MAX_GENERAL = 11
"""Characters of a number in the format General; it rounds longer ones, or writes them with an exponent."""
_MIN_GENERAL = Decimal("0.0001")
"""General writes smaller numbers with an exponent."""
_PLAIN = re.compile(r"(?:#,##)?0(?:\.(0{1,7}#{0,7}|#{1,15}))?")
"""Formats of digits alone, with no more decimals than a number keeps."""
_EXACT = Context(prec=2 * MAX_PLACES + SIGNIFICANT_DIGITS + _MAX_EXPONENT, rounding=ROUND_HALF_UP)

BUILT_IN: Mapping[int, str] = {
    0: "General",
    1: "0",
    2: "0.00",
    3: "#,##0",
    4: "#,##0.00",
    5: '"¥"#,##0;"¥"\\-#,##0',
    6: '"¥"#,##0;[Red]"¥"\\-#,##0',
    7: '"¥"#,##0.00;"¥"\\-#,##0.00',
    8: '"¥"#,##0.00;[Red]"¥"\\-#,##0.00',
    9: "0%",
    10: "0.00%",
    11: "0.00E+00",
    12: "# ?/?",
    13: "# ??/??",
    37: "#,##0 ;(#,##0)",
    38: "#,##0 ;[Red](#,##0)",
    39: "#,##0.00;(#,##0.00)",
    40: "#,##0.00;[Red](#,##0.00)",
    41: '_ * #,##0_ ;_ * \\-#,##0_ ;_ * "-"_ ;_ @_ ',
    42: '_ ¥* #,##0_ ;_ ¥* \\-#,##0_ ;_ ¥* "-"_ ;_ @_ ',
    43: '_ * #,##0.00_ ;_ * \\-#,##0.00_ ;_ * "-"??_ ;_ @_ ',
    44: '_ ¥* #,##0.00_ ;_ ¥* \\-#,##0.00_ ;_ ¥* "-"??_ ;_ @_ ',
    48: "##0.0E+0",
    49: "@",
}
"""Built-in formats, which files name by number only ([ECMA-376] part 1, 18.8.30; 5 to 8 and 41 to 44 as in Chinese
editions, whose currency signs differ). Numbers that are not listed are dates, times, or unknown."""
UNCHANGING: Mapping[int, str] = {
    number: code
    for number, code in {**BUILT_IN, **BUILT_IN_DATES}.items()
    if number in (*range(1, 5), *range(9, 23), *range(45, 50))
}
"""Those that every edition of Excel has alike; of the others, files declare what they mean in theirs."""
_DATE = "yyyy-mm-dd"
_PER_CENT = 2
"""The places by which a format moves the point of a percentage."""


class _Displayed(NamedTuple):
    """What is seen of a number: words around it, the figure in digits 0 to 9, and as it is written."""

    before: str
    figure: str
    written: str
    after: str
    minus: bool
    own_sign: bool

    @property
    def text(self) -> str:
        return "-" * self.minus + self.before + self.written + self.after


def built_in_code(number: int) -> str:
    """The code of a built-in format; that of a date where the number is not known."""
    return BUILT_IN.get(number) or BUILT_IN_DATES.get(number, _DATE)


def displayed_text(code: str, number: int | Decimal) -> str | None:
    """What a cell shows of a number, or None where that is not certain.

    Signs between thousands and before decimals are those of English; a program shows those of its own language.

    Args:
        code: The format as files hold it, in any case: ``#,##0.00``.
        number: What the cell holds.
    """
    found = _displayed(code, number)
    return None if found is None else found.text


@lru_cache(maxsize=4096)
def shows_exactly(code: str, number: int | Decimal, unit: str | None = None) -> bool:
    """Whether a format shows a number as it is: its digits, decimals and sign, and nothing that makes another figure.

    A unit or currency beside the figure is harmless where ``unit`` does not say which is meant. A zero may be a dash
    or blank, and another script's digits are the same figure (:mod:`~xlsreport.xlsx.number_format.numeral_scripts`).
    """
    found = _displayed(code, number)
    if found is None:
        return False
    if number == 0 and not found.figure.strip(" "):
        return means_zero(found.before + found.after)
    figure = found.figure.strip(" ")
    before = found.before if number < 0 else without_plus(found.before)
    # An amount may have dashes in place of its decimals: 12.--
    behind = found.after.removeprefix("--") if figure.endswith(".") else found.after
    units = (unit,) if number else (unit, None)  # nothing is nothing in any unit
    return _is_number(figure, abs(Decimal(number))) and any(
        sign_is_right(before, behind, is_negative=found.own_sign, unit=one) for one in units
    )


def have_room(codes: Iterable[str], written: Iterable[str]) -> bool:
    """Whether all of some formats are plain and have room for all digits of numbers as they are written in a file.

    It is told of a whole column of a list at once, which may have thousands of different numbers; those with an
    exponent, or of too many digits, are left to :func:`shows_exactly`.
    """
    decimals = list(map(_plain_decimals, codes))
    if None in decimals:
        return False
    room = min((places for places in decimals if places is not None), default=0)
    return _plain_numbers(room).fullmatch(" ".join(("", *filter(None, written)))) is not None


@lru_cache(maxsize=SIGNIFICANT_DIGITS)
def _plain_numbers(decimals: int) -> re.Pattern[str]:
    """Numbers of so many decimals at most, a blank before each, none with more digits than a spreadsheet keeps."""
    kept = min(decimals, SIGNIFICANT_DIGITS // 2)
    fraction = rf"(?:\.[0-9]{{1,{kept}}})?" if kept else ""
    return re.compile(rf"(?: -?[0-9]{{1,{SIGNIFICANT_DIGITS - kept}}}{fraction})*+")


def _plain_decimals(code: str) -> int | None:
    """How many decimals a plain format has room for; None for any other format."""
    plain = _PLAIN.fullmatch(code)
    return None if plain is None else len(plain[1] or "")


@lru_cache(maxsize=1024)
def without_suffix(code: str, suffix: str) -> str:
    """A format without the words that belong behind every figure of its cell, which make no other figure of it.

    They stand in quotes, or letter by letter behind a backslash, as LibreOffice writes a single one.
    """
    if not suffix:
        return code
    escaped = "".join(rf"\\{re.escape(letter)}" for letter in suffix)
    return re.sub(rf'"{re.escape(suffix)}"|(?<!\\){escaped}', "", code)


def shows_in_own_words(code: str, number: int | Decimal, words: OwnWords) -> bool:
    """Whether a format shows a number as it is, where some words belong beside it."""
    if words.hundredths:
        return _shows_percentage_exactly(code, number)
    return shows_exactly(without_suffix(code, words.suffix), number, words.unit)


def _shows_percentage_exactly(code: str, number: int | Decimal) -> bool:
    """Whether a format shows all digits of a percentage: 40.5% of 0.405, and not 41%."""
    found = _displayed(code, number)
    if found is None or not shows_percent(code):
        return False
    is_right = sign_is_right(found.before, found.after, is_negative=found.own_sign, unit="%")
    return is_right and _is_number(found.figure.strip(" "), abs(Decimal(number)) * 100)


def shows_percent(code: str) -> bool:
    """Whether a format shows a number as hundredths with their sign: 0.405 as 40.5%."""
    try:
        section = parse_sections(code)[0]
    except UnknownFormatError:
        return False
    return section.figure is not None and section.figure.scale == _PER_CENT and "%" in section.before + section.after


@lru_cache(maxsize=1024)
def shows_text_exactly(code: str) -> bool:
    """Whether a format shows texts as they are: ``;;;`` shows none, and ``@"0"`` more than there is."""
    try:
        section = parse_text_section(code)
    except UnknownFormatError:
        return False
    return section is None or not (section.before + section.after).strip(BLANKS)


def colour_of_number(code: str, number: int | Decimal) -> int | None:
    """The colour that a format gives to a number, by Excel's number of it (1, black, to 56); None for none."""
    try:
        return _section(parse_sections(code), number).colour
    except UnknownFormatError:
        return None


def is_general(code: str) -> bool:
    """Whether a format is General, or General with words around it: it rounds where its column is narrow."""
    try:
        figure = parse_sections(code)[0].figure
    except UnknownFormatError:
        return False
    return code != "@" and figure is not None and figure.general


def _is_number(figure: str, number: Decimal) -> bool:
    """Whether digits are read as this number everywhere; 0,012 is not, where a comma stands before decimals."""
    if figure in {"", "."} or figure.startswith("0,") or " " in figure:
        return False
    return Decimal(figure.replace(",", "")) == number


def _displayed(code: str, number: int | Decimal) -> _Displayed | None:
    exact = Decimal(number)
    if not exact.is_finite() or (exact and abs(exact.adjusted()) > _MAX_EXPONENT):
        return None
    if (
        len(exact.as_tuple().digits) > SIGNIFICANT_DIGITS
        and len(exact.normalize(_EXACT).as_tuple().digits) > SIGNIFICANT_DIGITS
    ):
        return None
    try:
        sections = parse_sections(code)
        return _written(_section(sections, number), exact, own_sign=number < 0 and len(sections) > 1)
    except UnknownFormatError:
        return None


def _section(sections: Sequence[FormatSection], number: int | Decimal) -> FormatSection:
    if number < 0 and len(sections) > 1:
        return sections[1]
    return sections[2] if number == 0 and len(sections) > 2 else sections[0]


def _written(section: FormatSection, number: Decimal, *, own_sign: bool) -> _Displayed:
    minus = number < 0 and not own_sign
    if section.figure is None:
        if minus:
            raise UnknownFormatError  # whether a minus stands before words is not written anywhere
        return _Displayed(section.before, "", "", section.after, minus=False, own_sign=own_sign)
    figure = _general(abs(number)) if section.figure.general else _digits(section.figure, abs(number))
    if number < 0 and not figure.strip("0., "):
        raise UnknownFormatError  # programs differ in the sign of what they round to nothing
    written = _in_script(section, figure) if section.numerals else figure
    return _Displayed(section.before, figure, written, section.after, minus, own_sign)


def _general(number: Decimal) -> str:
    """What the format General shows of a number that it neither rounds nor writes with an exponent."""
    text = f"{number:f}"
    text = text.rstrip("0").rstrip(".") if "." in text else text
    if len(text) > _MAX_GENERAL or 0 < number < _MIN_GENERAL:
        raise UnknownFormatError
    return text


def _digits(figure: NumberPattern, number: Decimal) -> str:
    """A number, rounded and filled up as the placeholders say."""
    least = Decimal(1).scaleb(-len(figure.decimals))
    text = f"{number.scaleb(figure.scale, _EXACT).quantize(least, context=_EXACT):f}"
    whole, _, decimals = text.partition(".")
    whole = "" if whole == "0" else whole
    whole = _padding(figure.whole[: max(0, len(figure.whole) - len(whole))]) + whole
    if figure.grouped:
        whole = f"{whole[: len(whole) % 3]},{','.join(whole[i : i + 3] for i in range(len(whole) % 3, len(whole), 3))}"
    kept = decimals.rstrip("0")
    kept += _padding(figure.decimals[len(kept) :])
    return whole.strip(",") + "." * figure.has_point + kept


def _padding(placeholders: str) -> str:
    """What placeholders show where the number has no digit."""
    return placeholders.replace("#", "").replace("?", " ")


def _in_script(section: FormatSection, figure: str) -> str:
    """A whole figure in the digits of another script."""
    if not (figure.isascii() and figure.isdigit()) or section.figure is None:
        raise UnknownFormatError
    return (
        as_spoken(int(figure), section.numerals) if section.figure.general else digit_by_digit(figure, section.numerals)
    )
