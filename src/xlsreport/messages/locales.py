"""How a language that the engine does not speak writes dates, numbers and names of months, by the Unicode CLDR.

The engine speaks Chinese and English, and writes their dates and numbers by itself. A translation of a definition may
be in any other language: then its sentences are English, and everything here is that language's.
"""

from __future__ import annotations

import re
from collections import ChainMap
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from functools import cache, partial
from typing import TYPE_CHECKING, Literal

from xlsreport.messages import LANGUAGES, Language, Messages, messages_for
from xlsreport.messages.number_marks import OWN_MARKS, NumberMarks
from xlsreport.messages.plural_forms import ONE_AND_OTHERS, PluralForms

if TYPE_CHECKING:
    from babel import Locale

TAG_PATTERN = r"[a-z]{2,3}(?:-[A-Z][a-z]{3})?(?:-(?:[A-Z]{2}|[0-9]{3}))?"
"""Language, script and region as tags write them ([RFC 5646]): ``fr``, ``fr-CA``, ``zh-Hant-HK``."""
PATTERN_FIELD = re.compile(r"'([^']*)'|([a-zA-Z])\2*|[^a-zA-Z']+")
"""A part of a pattern of dates ([UTS #35] part 4): a quoted text, letters that stand for a value, or other signs."""


def is_known(tag: str) -> bool:
    """Whether a tag names a language whose dates and numbers are known."""
    return tag in LANGUAGES or (re.fullmatch(TAG_PATTERN, tag) is not None and locale_of(tag) is not None)


def runs_from_right_to_left(tag: str) -> bool:
    """Whether a known language is written so, as Arabic is."""
    locale = None if tag in LANGUAGES else locale_of(tag)
    return locale is not None and locale.text_direction == "rtl"


def locale_named(written: str, locales: Sequence[str]) -> str | None:
    """Which of some languages is meant by its tag or its name: ``fr``, ``FR``, ``French``, ``français``, ``法语``."""
    wanted = _plain(written)
    for tag in locales:
        names = {tag, *_OWN_NAMES.get(tag, ())}
        if tag not in LANGUAGES and (locale := locale_of(tag)) is not None:
            names.update(filter(None, (locale.get_language_name(said) for said in (tag.replace("-", "_"), "en", "zh"))))
        if wanted in map(_plain, names):
            return tag
    return None


def tag_named(written: str) -> str | None:
    """The tag of a language that is written by its name, or otherwise than tags are: ``Spanish``, ``ES``."""
    return locale_named(written, (*LANGUAGES, *_common_tags()))


@cache
def _common_tags() -> Sequence[str]:
    from babel.localedata import locale_identifiers  # as slow to load as its locales

    return sorted(one for one in locale_identifiers() if "_" not in one)


def _plain(name: str) -> str:
    return name.strip().casefold().replace("_", "-")


_OWN_NAMES: Mapping[str, Sequence[str]] = {
    "zh-CN": ("zh", "Chinese", "中文", "汉语", "简体中文"),
    "en": ("English", "英语", "英文"),
}


def spoken_language(tag: str) -> Language:
    """The language in which the engine speaks to readers of another: Chinese to those of Chinese, else English."""
    return "zh-CN" if tag.partition("-")[0] == "zh" else "en"


def written_like(tag: str) -> Language:
    """The language of the engine whose texts are compared in the same way: Chinese where no blanks part the words."""
    return "zh-CN" if tag.partition("-")[0] in _WITHOUT_BLANKS else "en"


def between_lines(tag: str) -> str:
    """What joins the lines of a title into one; Thai and its neighbours write blanks between phrases, if not words."""
    return "" if tag.partition("-")[0] in _WITHOUT_ANY_BLANKS else " "


_WITHOUT_ANY_BLANKS = frozenset({"ja", "yue", "zh"})
_WITHOUT_BLANKS = _WITHOUT_ANY_BLANKS | {"bo", "dz", "km", "lo", "my", "th"}


@cache
def number_marks(tag: str) -> NumberMarks:
    """The signs in printed numbers; thousands are parted by a blank that keeps its width where CLDR has a narrow one,
    which few fonts have."""
    if tag in LANGUAGES:
        return OWN_MARKS
    locale = locale_of(tag)
    if locale is None:
        return OWN_MARKS
    symbols = locale.number_symbols.get("latn") or {}
    group = str(symbols.get("group", ",")).replace("\u202f", "\xa0")
    percentage = locale.percent_formats[None]
    percent = f"{percentage.prefix[0]}{{}}{percentage.suffix[0]}".replace("\u202f", "\xa0").replace(" ", "\xa0")
    own_digits = locale.other_numbering_systems.get("native") not in _NO_OTHER_DIGITS
    parts_lakhs = tuple(locale.decimal_formats[None].grouping) == (3, 2)
    takes_apostrophes = locale.territory in ("CH", "LI")
    return NumberMarks(group, str(symbols.get("decimal", ".")), percent, own_digits, parts_lakhs, takes_apostrophes)


@cache
def words_of_multiples(tag: str) -> frozenset[str]:
    """What a language writes behind a number for so many thousands or millions: Mio, Millionen, thousand, 만.

    None in Chinese, whose 万 is read as a part of the number.
    """
    locale = None if tag.partition("-")[0] == "zh" else locale_of(tag)
    formats = {} if locale is None else locale.compact_decimal_formats
    patterns = (
        str(pattern.pattern)
        for width in ("short", "long")
        for numbers in formats.get(width, {}).values()
        for pattern in numbers.values()
    )
    words = (" ".join(re.sub(r"[0'.]", " ", pattern.partition(";")[0]).split()) for pattern in patterns)
    return frozenset(filter(None, words))


_NO_OTHER_DIGITS = (None, "latn", "hanidec")
"""Numbering systems of the CLDR whose digits are 0 to 9; numerals of Chinese characters are read by other means."""


DateOrder = Literal["day_first", "month_first"]
"""Which of day and month goes first in a date in figures with the year behind: 3/4/2026."""


@cache
def date_order(tag: str) -> DateOrder | None:
    """How dates in figures are written in a language; None where the year goes first, or readers differ.

    They differ in English by country, which only a tag such as ``en-GB`` tells.
    """
    locale = None if tag in LANGUAGES else locale_of(tag)
    if locale is None:
        return None
    letters = [letter for letter in str(locale.date_formats["short"].pattern) if letter in "dMy"]
    order = "".join(dict.fromkeys(letters))
    return {"dMy": "day_first", "Mdy": "month_first"}.get(order)  # type: ignore[return-value]  # of a literal type


def written_date(day: date, tag: str) -> str:
    """A date in words, as the language writes it."""
    texts = calendar_texts(tag)
    month = texts["letter.months"].split(" ")[day.month - 1]
    return texts["letter.date"].format(year=day.year, month=month, day=day.day)


def messages_in(tag: str, sentences: Mapping[str, str] | None = None) -> Messages:
    """What the engine says to readers of a language.

    Args:
        tag: the language.
        sentences: those that a translation gives instead of the engine's own, by key.
    """
    spoken = spoken_language(tag)
    own = messages_for(spoken)
    if tag == spoken and not sentences:
        return own
    texts = {} if tag == spoken else {**calendar_texts(tag), **_mirrored_texts(tag, own)}
    said = ChainMap(dict(sentences or {}), dict(texts), own.texts)  # type: ignore[arg-type]  # only read
    return Messages(spoken, said, own=own.texts, plural=partial(plural_forms, tag))


@cache
def plural_forms(tag: str) -> PluralForms:
    """The forms of a language in the order of gettext; two, as in English, where nothing is known of it."""
    locale = None if tag in LANGUAGES else locale_of(tag)
    if locale is None:
        return ONE_AND_OTHERS
    from gettext import c2py  # neither is loaded for sentences in Chinese and English

    from babel.messages.plurals import get_plural  # likewise

    return PluralForms(c2py(get_plural(locale).plural_expr), partial(_whole_number, tag))


def _whole_number(tag: str, text: str) -> int | None:
    """A text as a number of a language: 1,000 is a thousand in English, and no whole number in Polish."""
    plain = number_marks(tag).plain(text).replace(",", "")
    return int(plain) if plain.isdecimal() else None


_SIDES_NAMED = {"table.nil": "mirrored.table_nil", "table.none": "mirrored.table_none"}
"""Sentences that say at which side something stands, and what they are on a sheet that runs from right to left."""


def _mirrored_texts(tag: str, own: Messages) -> Mapping[str, str]:
    return {key: own.texts[other] for key, other in _SIDES_NAMED.items()} if runs_from_right_to_left(tag) else {}


@cache
def calendar_texts(tag: str) -> Mapping[str, str]:
    """The messages that name months, quarters and days, and the mark before decimals; all of the engine's own where the
    language is not known.
    """
    locale = locale_of(tag)
    if locale is None:
        own = messages_for(spoken_language(tag)).texts
        return {key: own[key] for key in ("letter.months", "letter.date", "wording.decimal", "wording.percent")}
    pattern = DATES.get(tag.partition("-")[0]) or locale.date_formats["long"].pattern
    in_dates, letters = _template(pattern)
    alone, letters_alone = _template(locale.datetime_skeletons["yMMMM"].pattern)
    quarters = locale.quarters["stand-alone"]["abbreviated"]
    return {
        "letter.date": in_dates,
        "letter.months": " ".join(_months(locale, letters)),
        "period.month": alone,
        "period.months": " ".join(_months(locale, letters_alone)),
        "wording.decimal": number_marks(tag).decimal,
        "wording.percent": number_marks(tag).percent.format("{number}"),
        "period.quarter": " ".join(_unbroken(quarters[number]) for number in range(1, 5)),
        **_PERIOD_NAMES.get(tag.partition("-")[0], {}),
    }


DATES: Mapping[str, str] = {"vi": "d MMMM 'năm' y"}
"""Dates that reports write otherwise than the CLDR: 31 tháng 12 năm 2025, where it has 31 tháng 12, 2025."""


_PERIOD_NAMES: Mapping[str, Mapping[str, str]] = {
    "ja": {
        "period.calendar_year": "{year}年",
        "period.year_by_start": "{year}年度",
        "period.year_by_end": "{year}年度",
        "period.part": "{year}{part}",
        "period.half_year": "上半期 下半期",
        "period.quarter": "第1四半期 第2四半期 第3四半期 第4四半期",
    },
    "ko": {
        "period.calendar_year": "{year}년",
        "period.year_by_start": "{year}년도",
        "period.year_by_end": "{year}년도",
        "period.part": "{year} {part}",
        "period.half_year": "상반기 하반기",
    },
}
"""What periods are called where the year goes first, and 2025/26 means nothing; the CLDR does not have all of it."""


def _template(pattern: str) -> tuple[str, str]:
    """A pattern as a message with ``{day}``, ``{month}`` and ``{year}``, and the letters that stand for its month."""
    parts, month = [], "MMMM"
    for found in PATTERN_FIELD.finditer(pattern):
        text, letter = found[0], found[2]
        match letter:
            case "d" | "y":
                parts.append("{day}" if letter == "d" else "{year}")
            case "M" | "L":
                month = text
                parts.append("{month}")
            case None:
                parts.append((found[1] or "'") if text.startswith("'") else text)
            case _:  # such as an era, which nobody needs, nor the blank behind it
                continue
    return "".join(parts).strip().replace("  ", " ").replace("\u202f", "\xa0"), month


NUMBERED_MONTH = 2
"""Letters for a month that is a number; three are its short name, and four its name."""


def _months(locale: Locale, letters: str) -> Iterator[str]:
    names = locale.months["stand-alone" if letters.startswith("L") else "format"]["wide"]
    for number in range(1, 13):
        yield str(number) if len(letters) <= NUMBERED_MONTH else _unbroken(names[number])


def _unbroken(name: str) -> str:
    """A name without blanks that break a list of names."""
    return name.replace(" ", "\xa0")


@cache
def locale_of(tag: str) -> Locale | None:
    """What the CLDR has about a language; None for a tag that it does not know."""
    from babel import Locale, UnknownLocaleError  # takes longer to load than all catalogues; most reports need it not

    try:
        return Locale.parse(tag, sep="-")
    except (UnknownLocaleError, ValueError):
        return None
