"""Words for nothing and dates of an era, in reports whose language has them."""

from __future__ import annotations

from datetime import date

import pytest

from xlsreport.definition.figure_kinds.kinds import Date
from xlsreport.definition.figure_kinds.number_kinds import Count
from xlsreport.submission.typed_values.entry_parsing import parse_entry


@pytest.mark.parametrize(
    ("typed", "language", "meaning"),
    [
        ("令和6年5月1日", "ja", "2024-05-01"),
        ("令和元年 5月 1日", "ja-JP", "2019-05-01"),
        ("Ｒ６．１２．３", "ja", "2024-12-03"),
        ("h31/4/30", "ja", "2019-04-30"),
        ("平成31年5月7日", "ja", "2019-05-07"),  # as forms have it that were printed before the era ended
        ("昭和64年1月7日", "ja", "1989-01-07"),
        ("令和6年2月30日", "ja", None),
        ("平成32年1月1日", "ja", None),
        ("平成元年1月7日", "ja", None),
        ("令和0年6月1日", "ja", None),
        ("6年5月1日", "ja", None),
        ("R6.5/1", "ja", None),
        ("中華民國 113 年 5 月 1 日", "zh-Hant-TW", "2024-05-01"),
        ("113/5/1", "zh-TW", "2024-05-01"),
        ("13/5/1", "zh-TW", None),
        ("113/5/1", "zh-CN", None),
        *(
            (text, "th", "2024-05-01")
            for text in ("1 พฤษภาคม 2567", "1/5/2567", "01/05/2567", "2567-05-01", "1.5.2567")
        ),
        *(
            (text, "th-TH", "2024-05-01")
            for text in ("1 พ.ค. 2567", "๑ พฤษภาคม ๒๕๖๗", "๑/๕/๒๕๖๗", "1 พฤษภาคม พ.ศ. 2567")
        ),
        ("วันพุธที่ 1 พฤษภาคม พ.ศ. 2567", "th", "2024-05-01"),
        ("วันที่ 1 พฤษภาคม พุทธศักราช 2567", "th", "2024-05-01"),
        ("29/2/2567", "th", "2024-02-29"),
        ("1 พฤษภาคม 2024", "th", "2024-05-01"),
        ("1 พฤษภาคม ค.ศ. 2024", "th", "2024-05-01"),
        ("วันจันทร์ที่ 1 พฤษภาคม 2567", "th", None),
        ("29/2/2568", "th", None),  # 2025 has no such day
        ("1/5/67", "th", None),  # 2024 or 1967
        ("1 พฤษภาคม 67", "th", None),
        ("1 พฤษภาคม พ.ศ. 2024", "th", None),  # 1481
        ("1 พฤษภาคม ค.ศ. 2567", "th", None),
        ("1/2/2483", "th", None),  # this year began in April
        ("1/5/2567", "lo", None),  # years there begin in spring
        ("2567-05-01", "km", None),
        ("令和6年5月1日", "zh-CN", None),
    ],
)
def test_a_year_of_an_era_is_read_where_the_language_counts_by_it(
    typed: str, language: str, meaning: str | None
) -> None:
    entry = parse_entry(typed, Date(), language)
    assert entry is not None
    day = date.fromisoformat(meaning) if meaning else None
    assert (entry.meaning, entry.mended) == (day, day is not None)


@pytest.mark.parametrize(
    ("typed", "language", "number"),
    [
        *(("١٢٠", "ar", 120), ("١٬٢٣٤", "ar-EG", 1234), ("١٬٢٣٤", "ar-MA", 1234), ("۱۲٬۳۴۵", "fa", 12345)),
        *(("१२", "hi", 12), ("๑๒", "th", 12), ("1'234", "de-CH", 1234), ("١٢،٥", "ar", None)),
        *(("١٢", "zh-CN", None), ("١٢", "fr", None), ("1'234", "de", None)),
    ],
)
def test_digits_and_signs_of_its_own_are_read_in_a_language_that_has_them(
    typed: str, language: str, number: int | None
) -> None:
    entry = parse_entry(typed, Count(), language)
    assert entry is not None
    assert (entry.number, entry.mended) == (number, number is not None)


@pytest.mark.parametrize(
    ("typed", "language", "is_nothing"),
    [
        *(("なし", "ja", True), ("該当なし", "ja", True), ("Keine", "de-AT", True), ("Néant", "fr", True)),
        *(("لا يوجد", "ar", True), ("không có", "vi", True), ("Nil", "fr", True), ("无", "ja", True)),
        *(("صفر", "ar-EG", True), ("SIFIR", "tr", True), ("YOK", "tr", True), ("אין", "he", True), ("صفر", "fa", True)),
        *(("なし", "zh-CN", False), ("keine", "en", False), ("néant 3", "fr", False)),
    ],
)
def test_a_word_for_nothing_is_zero_in_its_own_language(typed: str, language: str, is_nothing: bool) -> None:
    entry = parse_entry(typed, Count(), language)
    assert entry is not None
    assert (entry.number, entry.mended) == ((0, True) if is_nothing else (None, False))
