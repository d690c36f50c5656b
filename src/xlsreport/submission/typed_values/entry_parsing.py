"""Parses what people type into the cell of a figure; docs/reference/entries.md has the table of cases.

What is typed gives a certain number (quoted in a warning if it was no plain number) or none; nothing is guessed.
"""

from __future__ import annotations

import re
import unicodedata
from datetime import date
from decimal import Decimal
from functools import lru_cache
from typing import assert_never

from xlsreport.definition.figure_kinds.kind_traits import DateTraits, NumberTraits, OptionTraits, TextTraits
from xlsreport.definition.figure_kinds.kinds import AnyKind
from xlsreport.messages import DEFAULT_LANGUAGE, separates_words
from xlsreport.messages.date_reading import parsed_date
from xlsreport.messages.era_dates import in_common_years, is_of_another_calendar
from xlsreport.messages.locales import DateOrder, date_order, number_marks, spoken_language
from xlsreport.spreadsheet.reordered_text import is_reordered
from xlsreport.submission.invisible_characters import is_blank
from xlsreport.submission.submission import Entry
from xlsreport.submission.typed_values import english_words
from xlsreport.submission.typed_values.chinese_numerals import NUMERALS, parse_chinese_number
from xlsreport.submission.typed_values.nothing_words import is_nothing
from xlsreport.submission.typed_values.percentages import without_percent
from xlsreport.values import EXACTLY, Number, Typed, date_of, exact, plain_number, typed_text

_MONEY = {"元": 1, "千元": 1000, "万元": 10**4, "百万元": 10**6, "亿元": 10**8}
_CHINESE_MULTIPLES = {"万": 10**4, "亿": 10**8}
_MULTIPLES = {**_CHINESE_MULTIPLES, **english_words.MULTIPLES}
_UP = ("增", "增加", "新增", "净增", "净增加", "增长", "上升", "plus", "up", "increase", "increase of", "increased by")
_DOWN = ("减", "减少", "净减", "净减少", "下降", "minus", "down", "decrease", "decrease of", "decreased by")
_DIRECTIONS = dict.fromkeys(_UP, 1) | dict.fromkeys(_DOWN, -1)
"""Words before a number, or in brackets after it, that say in which direction something changed."""
_NO_CHANGE = {"持平", "不变", "无变化", "没有变化", "未变化", "无增减", "no change", "unchanged"}
_CURRENCY = "人民币|¥"
_COUNTERS = "件个项条次宗人份起例"
_MAX_LENGTH = 400
"""Characters of a number and everything around it; the largest number of a spreadsheet has 309 digits."""
_BLANKS = " \u00a0\u2007\u2009\u202f"
_NUMBER = re.compile(
    rf"(?P<number>[+-]?(?:[0-9]{{1,3}}(?:,[0-9]{{3}})+|[0-9]{{1,2}}(?:,[0-9]{{2}})+,[0-9]{{3}}"
    rf"|[0-9]{{1,3}}(?:[{_BLANKS}][0-9]{{3}})+|[0-9]+)(?:\.[0-9]+)?)"
    r"(?P<exponent>[eE][+-]?[0-9]{1,3})?"
    rf"\s*+(?P<unit>{'|'.join(sorted((*_MONEY, *_MULTIPLES), key=len, reverse=True))})?"
    rf"\s*+(?P<counter>[{_COUNTERS}]|(?:{'|'.join(english_words.COUNTERS)})\b)?"
    r"\s*+(?P<remark>[(\[【〔].*[)\]】〕])?",
    re.DOTALL | re.IGNORECASE,
)
_IN_WORDS = re.compile(
    rf"(?P<minus>[负負]?)(?P<numeral>[{NUMERALS}]+)\s*+[{_COUNTERS}]?\s*+(?P<remark>[(\[【〔].*[)\]】〕])?", re.DOTALL
)
_UNIT_ALONE = re.compile(rf"(?:单位[:：]?)?\s*(?:人民币)?(?:[百千万亿]+[元{_COUNTERS}]?|元)")
_DIRECTED = re.compile(
    rf"(?P<way>{'|'.join(sorted(_DIRECTIONS, key=len, reverse=True))})了?\s*+[:：]?\s*+(?P<rest>[^+-].*)", re.DOTALL
)
_PRICED = re.compile(rf"(?:{_CURRENCY})\s*+(?P<rest>[0-9].*)", re.DOTALL)
_ACCOUNTING = re.compile(r"(?P<currency>[^\s\d(-]{0,3}\s*+)\((?P<rest>[^()-]*[0-9][^()]*)\)")
"""A negative number as accountants write it: (300), (£300), £(300)."""
_FOLDED = ("<wide>", "<narrow>", "<small>")
"""Decomposition types of characters in another width ([UAX #44]). Other types change the meaning, such as that of ²."""

YEARS = range(1900, 3000)
"""Valid years of a report."""
_YEAR = re.compile(r"([0-9]{4})(?:\.0)?\s*(?:年度?)?")


def _parse_date_entry(typed: Typed, language: str, order: DateOrder | None) -> Entry:
    """The entry for what was typed where a date is asked for; only ``2026-03-01`` needs no second look."""
    said = in_common_years(_folded(typed), language) if isinstance(typed, str) else typed
    dates = _dates_of(said)
    if len(dates) > 1 and (known := order or date_order(language)) is not None:
        dates = _dates_of(said, known)
    if not dates and isinstance(said, str) and (day := parsed_date(said, language)) is not None:
        dates = frozenset((day,))
    day = next(iter(dates), None)
    if day is None or len(dates) > 1 or is_of_another_calendar(day, language):
        return Entry(typed)
    return Entry(typed, meaning=day, mended=typed != day.isoformat())


def may_be_two_dates(typed: Typed, language: str) -> bool:
    """Whether it depends on the reader which date something is: 03/04/2026, but not 4/5/2568 in Thai."""
    return sum(not is_of_another_calendar(day, language) for day in _dates_of(typed, date_order(language))) > 1


def _dates_of(typed: Typed, order: DateOrder | None = None) -> frozenset[date]:
    """All dates that something may stand for; a number is that of a spreadsheet's day, or digits such as 20260301."""
    if isinstance(typed, bool):
        return frozenset()
    if isinstance(typed, int) and (day := date_of(typed)) is not None:
        return frozenset((day,))
    folded = _folded(typed_text(typed))
    if not folded:
        return frozenset()
    from xlsreport.submission.typed_values.typed_dates import readings  # few forms ask for dates

    return readings(folded, order)


@lru_cache(maxsize=10_000)
def entry_of_number(value: float) -> Entry | None:
    """The entry for a float where a number is asked for; None for NaN and infinity. Cached: most numbers recur."""
    number = exact(value)
    return None if isinstance(number, str) else Entry(number, number)


def parse_entry(
    typed: Typed,
    kind: AnyKind,
    language: str = DEFAULT_LANGUAGE,
    *,
    takes_own_words: bool = False,
    order: DateOrder | None = None,
) -> Entry | None:
    """The entry for what was typed at a place of this kind, or None where nothing was.

    Args:
        typed: what the cell held.
        kind: what is asked for.
        language: of the report; where it is Chinese, an amount without a unit is taken in 元, elsewhere in any money.
            A further language also says what a comma in a number means, and whether 3/4/2026 is in April.
        takes_own_words: whether options and marks in the definition's own language are as good as those of a
            translation, as in an entries file; else they are understood, and told.
        order: which of day and month goes first, where others of the same hand tell; by default the language says.
    """
    if isinstance(typed, str) and is_blank(typed):
        return None
    match kind.traits:
        case DateTraits() as traits:
            return _parse_mark(typed, traits, takes_own_words=takes_own_words) or _parse_date_entry(
                typed, language, order
            )
        case OptionTraits() as traits:
            text = typed_text(typed)
            option = traits.option_of(text)
            is_mended = (
                option is not None and traits.word_of(option) != text and not (takes_own_words and text == option)
            )
            return Entry(text, meaning=None if option == text else option, mended=is_mended)
        case TextTraits():
            return Entry(typed_text(typed))
        case NumberTraits() as traits:
            mark = _parse_mark(typed, traits, takes_own_words=takes_own_words)
            return mark or _parse_number_entry(typed, traits, language)
        case other:
            assert_never(other)


def _parse_number_entry(typed: Typed, traits: NumberTraits, language: str) -> Entry:
    if isinstance(typed, bool):
        return Entry(typed)
    if isinstance(typed, Decimal) and typed.is_finite():
        typed = plain_number(typed)  # as a cell holds it, without zeros at its end
    if isinstance(typed, int | Decimal):
        return Entry(typed, typed)
    folded = _folded(typed)
    if is_nothing(folded, language):
        return Entry(typed, 0, mended=True)
    plain = number_marks(language).plain(folded)
    number = _parse_number(plain, traits, any_money=separates_words(spoken_language(language))) if plain else None
    return Entry(typed, number, mended=number is not None)


def _folded(typed: str) -> str:
    """A text in its usual width without blanks around it; empty where it is too long or shown in another order."""
    return "".join(map(_fold, typed)).strip() if len(typed) <= _MAX_LENGTH and not is_reordered(typed) else ""


def _parse_mark(typed: Typed, traits: NumberTraits | DateTraits, *, takes_own_words: bool) -> Entry | None:
    """The entry for the mark of a place, or for words that mean the same; spreadsheets compare without case too."""
    if traits.mark is None or not isinstance(typed, str):
        return None
    folded, marks = _folded(typed), (traits.mark, traits.own_mark or traits.mark)
    if (
        folded.lower() not in ("".join(map(_fold, mark)).lower() for mark in marks)
        and folded.upper() not in _NOT_APPLICABLE
    ):
        return None
    plain = marks if takes_own_words else marks[:1]
    return Entry(typed, mended=typed.lower() not in map(str.lower, plain), not_applicable=True)


def _parse_number(folded: str, traits: NumberTraits, *, any_money: bool) -> Number | None:
    sign = 1
    accounting = _ACCOUNTING.fullmatch(folded) if traits.is_signed else None
    if accounting is not None:
        folded, sign = accounting["currency"] + accounting["rest"], -1
    if not traits.is_count:
        unpriced = english_words.without_currency(folded, traits.unit, takes_any=any_money)
        if unpriced is None:
            return None
        folded = unpriced
    number = _parse_change(folded.lower(), traits) if traits.is_signed else _parse_priced(folded, traits)
    return None if number is None else sign * number


def _parse_change(folded: str, traits: NumberTraits) -> Number | None:
    """A number that may be negative, whose sign may be a word: 减4, 4（减）."""
    if folded in _NO_CHANGE:
        return 0
    directed = _DIRECTED.fullmatch(folded)
    if directed is not None:
        number = _parse_priced(directed["rest"], traits)
        return None if number is None else _DIRECTIONS[directed["way"]] * number
    match = _NUMBER.fullmatch(folded)
    way = _DIRECTIONS.get((match["remark"] or "")[1:-1].strip()) if match else None
    number = _parse_priced(folded, traits)
    if way is None or number is None:
        return number
    return None if number < 0 else way * number


def _parse_priced(folded: str, traits: NumberTraits) -> Number | None:
    """A number that may be money with its sign before it: ¥12, 人民币12万元."""
    priced = None if traits.is_count else _PRICED.fullmatch(folded)
    if priced is None:
        return _parse_plain(folded, traits)
    amount = priced["rest"]
    if any(unit in amount for unit in _MONEY):
        return _parse_plain(amount, traits)
    return None if traits.unit else _parse_plain(f"{amount}元", traits)  # ¥12 in a cell for 万元 may mean either


def _parse_plain(folded: str, traits: NumberTraits) -> Number | None:
    """A number with a sign, a unit and a remark at most, in digits or in words."""
    match = _NUMBER.fullmatch(_without_own_unit(folded, traits))
    if match is None:
        return _parse_words(folded, traits)
    digits = re.sub(rf"[,{_BLANKS}]", "", match["number"])
    factor = _factor(match["unit"], match["counter"], traits)
    if factor is None or _is_unit(match["remark"]):
        return None
    number = Decimal(digits + (match["exponent"] or ""))
    return plain_number(EXACTLY.multiply(number, factor))


def _without_own_unit(folded: str, traits: NumberTraits) -> str:
    """A text without the unit of its place; units of Chinese money are converted elsewhere."""
    if traits.is_share:
        return without_percent(folded)
    unit = traits.unit.lower() if traits.unit and traits.unit not in _MONEY else ""
    return folded[: -len(unit)].rstrip() if unit and folded.lower().endswith(unit) else folded


def _fold(letter: str) -> str:
    """A character in its usual width; empty for invisible ones, which copying brings along."""
    if unicodedata.category(letter) == "Cf":
        return ""
    if letter in "−﹣－":
        return "-"
    if letter == "\u3000":
        return " "
    kind, _, plain = unicodedata.decomposition(letter).partition(" ")
    return chr(int(plain, 16)) if kind in _FOLDED and " " not in plain else letter


def _parse_words(text: str, traits: NumberTraits) -> Number | None:
    """A count in Chinese numerals; quantities are not written so."""
    match = _IN_WORDS.fullmatch(text)
    if match is None or not traits.is_count or _is_unit(match["remark"]):
        return None
    number = parse_chinese_number(match["numeral"])
    return -number if number is not None and match["minus"] else number


def _is_unit(remark: str | None) -> bool:
    """Whether a remark in brackets is only the unit of the number, which may differ from the unit of its place."""
    return _UNIT_ALONE.fullmatch((remark or "")[1:-1].strip()) is not None


def _factor(unit: str | None, counter: str | None, traits: NumberTraits) -> Decimal | None:
    """The factor from a typed unit to the unit of the place; None where they do not fit."""
    unit = unit and unit.lower()
    own = "" if traits.is_count else traits.unit or "元"  # what is asked for without a unit is taken in 元
    if unit in _MONEY:
        return None if own not in _MONEY or counter else Decimal(_MONEY[unit]) / Decimal(_MONEY[own])
    if not traits.is_count and (counter or (unit and _may_mean_either(unit, traits.unit))):
        return None  # and money is not counted in pieces
    return Decimal(_MULTIPLES.get(unit or "", 1))


def _may_mean_either(multiple: str, unit: str | None) -> bool:
    """Whether a number with a multiple, such as 3万 in a cell for 万元, may mean the multiple or the unit."""
    return bool(unit) if multiple in _CHINESE_MULTIPLES else english_words.says_multiple(unit)


def parse_year(typed: Typed | None) -> int | None:
    """The year in a cell, as a number or as text such as ``2025年度``; None where there is none."""
    match = _YEAR.fullmatch("".join(map(_fold, typed_text(typed))).strip())
    return int(match[1]) if match and int(match[1]) in YEARS and not isinstance(typed, bool) else None


def is_error(text: str) -> bool:
    """Whether a text is what a formula without a result shows."""
    shown = text.strip()
    return shown[:1] in ("#", "E", "e") and _ERRORS.fullmatch(shown) is not None


_ERRORS = re.compile(r"#(?:REF|VALUE|DIV/0|NAME|NUM|NULL|SPILL|CALC)[!?]|#GETTING_DATA|Err:\d+", re.IGNORECASE)
_DATES = re.compile(r"\d{4}-\d\d-\d\d(?:T\d\d:\d\d.*)?|-?\d{2,}:\d\d:\d\d.*")
_NOT_APPLICABLE = {"N/A", "#N/A", "NA", "不适用", "不涉及", "NOT APPLICABLE"}


def why_no_number(typed: Typed) -> str:
    """Why a cell holds no number, as the key of the sentence that says so."""
    if isinstance(typed, bool):
        return "boolean"
    text = str(typed).strip()
    if is_error(text):
        return "error_value"
    if _DATES.fullmatch(text):
        return "date"
    return "not_applicable" if text.upper() in _NOT_APPLICABLE else "not_number"
