"""What a number format shows of a number, and whether a person reads the number that the cell holds."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path
from random import Random

import pytest

from support.made_up_formats import made_up_format, made_up_number, reads_as, shown_by_libreoffice
from xlsreport.xlsx.number_format.displayed_numbers import (
    BUILT_IN,
    UNCHANGING,
    built_in_code,
    colour_of_number,
    displayed_text,
    is_general,
    shows_exactly,
    shows_text_exactly,
    without_suffix,
)

DRESSED: list[tuple[str, int | Decimal, str]] = [
    ("General", Decimal("12.345"), "12.345"),
    ("general", 12, "12"),
    ("G/通用格式", 12, "12"),
    ('General"天"', 12, "12天"),
    ("@", 12, "12"),
    ("0", 12, "12"),
    ("0", -12, "-12"),
    ("0.######", Decimal("9.63211"), "9.63211"),
    ("0.######", 12, "12."),
    ("#,##0", 1234567, "1,234,567"),
    ("#,##0", 123, "123"),
    ("#,##0", -1000, "-1,000"),
    ("#,##0.00", Decimal("12.5"), "12.50"),
    ("00000", 12, "00012"),
    ("???", 5, "  5"),
    ("0.0?", Decimal("1.2"), "1.2 "),
    ('0"件"', 12, "12件"),
    ('0" 件"', 12, "12 件"),
    ("0件", 12, "12件"),
    ('0"个工作日"', 12, "12个工作日"),
    ('#,##0"元"', 1200, "1,200元"),
    ('"共"0"件"', 12, "共12件"),
    ('0" m²"', 12, "12 m²"),
    ("[Red]0", 12, "12"),
    ("[红色]0", 12, "12"),
    ("[颜色10]0", 12, "12"),
    ("[Color 56]0", 12, "12"),
    ("[$-804]0", 12, "12"),
    ("[$-zh-CN]0", 12, "12"),
    ("[$￥-804]#,##0.00", 12, "￥12.00"),
    ("[$¥-804]#,##0", 12, "¥12"),
    ("[$¥-zh-CN]#,##0", 12, "¥12"),
    ("¥#,##0", 12, "¥12"),
    ("$#,##0", -12, "-$12"),
    ("[$CNY] 0.00", 12, "CNY 12.00"),
    ("[DBNum1]0", 1203, "一二〇三"),
    ("[DBNum1][$-804]G/通用格式", 1203, "一千二百〇三"),
    ("[DBNum2][$-804]G/通用格式", 1203, "壹仟贰佰零叁"),
    ("[DBNum2][$-804]General", 10_020_030, "壹仟零贰万零叁拾"),
    ("[DBNum1]General", 10, "一十"),
    ("[DBNum1]General", 0, "〇"),
    ("[DBNum3]0", 1203, "１２０３"),
    ("0;-0;;@", 0, ""),
    ("0;-0;;@", 12, "12"),
    ("0;@", -12, "-12"),
    ("0;-0;@", 0, "0"),
    ("#", 0, ""),
    ("+0;-0;0", 12, "+12"),
    ("#,##0;(#,##0)", -12, "(12)"),
    ("#,##0_);[Red](#,##0)", -12, "(12)"),
    ("0_);[Red]\\(0\\)", 12, "12 "),
    ("0_);[Red]\\(0\\)", -12, "(12)"),
    ('#,##0;"△ "#,##0', -12, "△ 12"),
    ('_ * #,##0_ ;_ * \\-#,##0_ ;_ * "-"_ ;_ @_ ', 12, " 12 "),
    ('_ * #,##0_ ;_ * \\-#,##0_ ;_ * "-"_ ;_ @_ ', -12, " -12 "),
    ('_ * #,##0_ ;_ * \\-#,##0_ ;_ * "-"_ ;_ @_ ', 0, " - "),
]
"""What only dresses a number, with what is seen."""

MISLEADING: list[tuple[str, int | Decimal, str | None]] = [
    ("0!.0000", 517645, None),
    ("0!件", 12, None),
    ("0\\.0", 125, None),
    ('0\\.0,"万"', 251000, None),
    ('0"."0,"万元"', 251000, None),
    ('0"."00', 1234, None),
    ("0\\,000", 12345, None),
    ("# ##0", 12345, None),
    ("#,##0,", 12000, "12"),
    ("0.0,", 12000, "12.0"),
    ("0,000", 12, "0,012"),
    ("0%", Decimal("0.12"), "12%"),
    ('0"‰"', 12, "12‰"),
    ("0", Decimal("12.6"), "13"),
    ("0.0", Decimal("12.65"), "12.7"),
    (".00", 12, None),
    ("0#", 5, None),
    ("0.#0", 5, None),
    ("General", 123_456_789_012, None),
    ("General", Decimal("0.00001"), None),
    ("General", Decimal("1234567.12345"), None),
    ('General"0"', 12, "120"),
    ("0", 1_234_567_890_123_456_789, None),
    ("Standard", 12, None),
    ("Estándar", 12, None),
    ("标准", 12, "标准"),
    ("TT.MM.JJJJ", 12, None),
    ("jj/mm/aaaa", 12, None),
    ('"15"', 146, "15"),
    ('"1"0', 5, "15"),
    ('0"0"', 12, "120"),
    ('0"万"', 12, "12万"),
    ('0"k"', 12, "12k"),
    ('0" Mio"', 12, "12 Mio"),
    ('0" thousand"', 12, "12 thousand"),
    ('0"打"', 12, "12打"),
    ('0"半"', 12, "12半"),
    ('0"①"', 12, "12①"),
    ('0"²"', 12, "12²"),
    ('0"Ⅳ"', 12, "12Ⅳ"),
    ('0"９"', 12, "12９"),
    ('0"三"', 12, "12三"),
    ('"十"0', 5, "十5"),
    ('0"，"', 12, "12，"),
    ('0"\u0301"', 12, "12\u0301"),
    ("\u200f0", 12, "\u200f12"),
    ("0\u200b", 12, "12\u200b"),
    ("[$万]0", 12, "万12"),
    ("0[$9]", 12, "129"),
    ("[$1-804]0", 12, "112"),
    ("0[$-804]", 12, None),
    ("[$-2000401]0", 12, None),
    ("[$-401]0", 12, None),
    ("[$-F800]0", 12, None),
    ("[$-F400]0", 12, None),
    ("[DBNum4]0", 12, None),
    ("[DBNum1]0.00", 12, None),
    ("[NatNum1]0", 12, None),
    ("[Pink]0", 12, None),
    ("[Color 57]0", 12, None),
    ('"-"0', 12, "-12"),
    ("(0)", 12, "(12)"),
    ("0-", 12, "12-"),
    ("+0", -12, "-+12"),
    ("0;0", -12, "12"),
    ("0;[Red]0", -12, "12"),
    ("0;(0", -12, "(12"),
    ("0;", -12, ""),
    (";;;", 146, ""),
    (";;;@", 146, ""),
    ("", 146, None),
    (" ", 146, " "),
    ('""', 146, ""),
    ('"无"', 146, "无"),
    ('0;-0;"三"', 0, "三"),
    ('0;-0;"1"', 0, "1"),
    ("0*0", 12, None),
    ("*90", 12, None),
    ("*-0", 12, None),
    ("* 0* ", 12, None),
    ("yyyy-mm-dd", 46024, None),
    ("[$-804]aaaa;@", 46024, None),
    ('[$-804]e"年"', 46024, None),
    ("[h]:mm", 12, None),
    ('[=12]"15";General', 12, None),
    ("[>=10]0;0", 12, None),
    ('[>100]0;"x"', 12, None),
    ("# ?/?", Decimal("0.5"), None),
    ("0.00E+00", 12345, None),
    ("0;0;0;0;0", 12, None),
    ('0"件', 12, None),
    ("[Red0", 12, None),
    ("0\\", 12, None),
    ("0_", 12, None),
    ("0*", 12, None),
    ("0" + "%" * 200, 12, None),
    ("0" * 31, 12, None),
    ("0" * 256, 12, None),
    ("[" * 300, 12, None),
    ("0", Decimal("NaN"), None),
    ("0", Decimal("1E+400"), None),
    ("0.00", Decimal("1E-400"), None),
]
"""What makes another figure of a number, or what nobody can know, with what is seen."""

OF_OFFICES = [
    *(
        "0",
        "0.00",
        "#,##0",
        "#,##0.00",
        "#,##0;-#,##0",
        "#,##0;[Red]-#,##0",
        "#,##0.00;[Red]-#,##0.00",
        "00000",
        "000000",
    ),
    *("0_ ", "0.00_ ", "#,##0_ ", "0_);\\(0\\)", "0_);[Red]\\(0\\)", "0.00_);[Red]\\(0.00\\)", "#,##0.00_);(#,##0.00)"),
    *("0_ ;[Red]\\-0\\ ", "#,##0_ ;[Red]\\-#,##0\\ ", '"¥"#,##0;"¥"\\-#,##0', '"¥"#,##0.00;[Red]"¥"\\-#,##0.00'),
    *("[$¥-804]#,##0;[Red]\\-[$¥-804]#,##0", "[$￥-804]#,##0.00;[$￥-804]\\-#,##0.00", "¥#,##0", "￥#,##0;￥-#,##0"),
    '_ [$¥-804]* #,##0_ ;_ [$¥-804]* \\-#,##0_ ;_ [$¥-804]* "-"_ ;_ @_ ',
    *('_-* #,##0.00_-;\\-* #,##0.00_-;_-* "-"??_-;_-@_-', '_("$"* #,##0_);_("$"* \\(#,##0\\);_("$"* "-"_);_(@_)'),
    *(
        '_-* #,##0\\ "€"_-;\\-* #,##0\\ "€"_-;_-* "-"??\\ "€"_-;_-@_-',
        '#,##0\\ "€";[Red]\\-#,##0\\ "€"',
        "#,##0.00\\ [$€-407]",
    ),
    *(
        "#,##0\\ [$€-1]",
        "[$€-2]\\ #,##0",
        "#,##0.00\\ [$€-40C];[Red]\\-#,##0.00\\ [$€-40C]",
        "[$$-409]#,##0;[Red]\\-[$$-409]#,##0",
    ),
    *(
        "#,##0.--\\ [$€-407];[Red]\\-#,##0.--\\ [$€-407]",
        '"¥"#,##0_);[Red]\\("¥"#,##0\\)',
        "[$¥-411]#,##0;[Red]\\-[$¥-411]#,##0",
    ),
    *(
        '0;"△ "0',
        '#,##0;"▲ "#,##0',
        "0.00_ ;\\-0.00\\ ",
        "[$-411]0",
        "[$-409]0",
        "#,##0;\\(#,##0\\)",
    ),
    *(
        '0"件"',
        '#,##0"元"',
        '0"人次"',
        '0" 件"',
        "General",
        "@",
        "G/通用格式",
        "0;-0;;@",
    ),
]
"""Formats that the lists of Excel, WPS and LibreOffice offer in five languages, and what offices use beside."""


@pytest.mark.parametrize(("code", "number", "text"), DRESSED)
def test_a_format_that_only_dresses_a_number_shows_it(code: str, number: int | Decimal, text: str) -> None:
    assert (displayed_text(code, number), shows_exactly(code, number)) == (text, True)


@pytest.mark.parametrize(
    ("code", "unit", "is_shown"),
    [
        ('0"元"', None, True),
        ('0"元"', "元", True),
        ('"¥"#,##0', "元", True),
        ("[$￥-804]0", "元", True),
        ('0"元"', "万元", False),
        ('"¥"#,##0', "万元", False),
        ('0"万元"', "万元", True),
        ('"共"0"万元"', "万元", True),
        ('0"万元"', None, False),
        ('0"万元"', "元", False),
        ('"$"0', "US dollars", True),
        ('"€"0', "US dollars", False),
        ('0" days"', "days", True),
        ('0" hours"', "days", False),
        ("#,##0_);(#,##0)", "万元", True),
        ("0", "", True),
        ('0"件"', "", False),
    ],
)
def test_beside_a_figure_stands_no_other_unit_than_that_which_is_meant(
    code: str, unit: str | None, is_shown: bool
) -> None:
    assert shows_exactly(code, 12, unit) == is_shown
    assert shows_exactly(code, 0, unit) or not is_shown


def test_built_in_numbers_that_every_edition_has_alike_are_those_of_digits_and_of_usual_dates() -> None:
    assert {1, 4, 9, 14, 22, 45, 49} <= UNCHANGING.keys()
    assert not {0, 5, 8, 23, 27, 36, 37, 44, 50, 58} & UNCHANGING.keys()  # written by Excel as an edition has them


@pytest.mark.parametrize(("code", "number", "text"), MISLEADING)
def test_a_format_that_makes_another_figure_of_a_number_does_not(
    code: str, number: int | Decimal, text: str | None
) -> None:
    assert (displayed_text(code, number), shows_exactly(code, number)) == (text, False)


@pytest.mark.parametrize(
    ("code", "is_shown"),
    [
        ("General", True),
        ("@", True),
        ("0", True),
        ("", True),
        ("yyyy-mm-dd", True),
        ("[>5]0;x", True),
        ("_ @_ ", True),
        ("[Red]@", True),
        ("0;-0;;@", True),
        ("[$-804]yyyy/m/d;@", True),
        ("0\\;0;0", True),
        (";;;", False),
        ("0;-0;0;", False),
        ('0;-0;0;"888"', False),
        ('@"0"', False),
        ('"1"@', False),
        ("@@", False),
        ("0@", False),
        ("0;@!0", False),
        ("0;0;0;@;@", False),
        ("@" * 256, False),
        ('"@', False),
        ("*9@", False),
    ],
)
def test_a_format_may_hide_texts_or_write_around_them(code: str, is_shown: bool) -> None:
    assert shows_text_exactly(code) == is_shown


@pytest.mark.parametrize("code", OF_OFFICES)
def test_formats_of_offices_show_texts(code: str) -> None:
    assert shows_text_exactly(code)


@pytest.mark.parametrize("code", OF_OFFICES)
@pytest.mark.parametrize("number", [12, -12, 1234567, -1234567, 0])
def test_formats_of_offices_show_whole_numbers(code: str, number: int) -> None:
    assert shows_exactly(code, number)


def test_formats_that_files_name_by_number_are_figures_or_dates() -> None:
    figures = {1, 2, 3, 4, 5, 6, 7, 8, *range(37, 45), 49, 0}
    assert {number for number in range(200) if shows_exactly(built_in_code(number), -12)} == figures
    assert {number for number in BUILT_IN if shows_exactly(built_in_code(number), 1234)} == figures


@pytest.mark.parametrize(
    ("code", "number", "number_of_colour"),
    [
        ("[White]0", 5, 2),
        ("[白色]0", 5, 2),
        ("[Weiß]0", 5, 2),
        ("0;[WHITE]-0", -5, 2),
        ("0;[WHITE]-0", 5, None),
        ("[Color 2]0", 5, 2),
        ("[颜色19]0", 5, 19),
        ("0", 5, None),
        ("[White", 5, None),
    ],
)
def test_a_format_may_give_a_number_a_colour(code: str, number: int, number_of_colour: int | None) -> None:
    assert colour_of_number(code, number) == number_of_colour


@pytest.mark.parametrize(
    ("code", "general"),
    [
        ("General", True),
        ('G/通用格式"件"', True),
        ("[Red]General;-0", True),
        ("0", False),
        ("@", False),
        ("General0", False),
    ],
)
def test_general_is_known_whatever_stands_around_it(code: str, general: bool) -> None:
    assert is_general(code) == general


@pytest.mark.engine
def test_what_counts_as_shown_is_shown_by_libreoffice(tmp_path: Path) -> None:
    draw = Random(20261128)
    pairs = [(code, number) for code, number, _ in DRESSED]
    pairs += [(code, draw.choice((7, -7, 4321, -4321))) for code in OF_OFFICES]
    pairs += [(made_up_format(draw), made_up_number(draw)) for _ in range(2000)]
    counted = [(code, number) for code, number in pairs if shows_exactly(code, number)]
    assert len(counted) > 400
    texts = shown_by_libreoffice(counted, tmp_path)
    assert [(pair, text) for pair, text in zip(counted, texts, strict=True) if not reads_as(text, pair[1])] == []


@pytest.mark.parametrize(
    ("code", "bare"),
    [
        ('0.#"%"', "0.#"),
        (r"0.#\%", "0.#"),
        (r"0\%;-0\%", "0;-0"),
        ("0.0%", "0.0%"),
        (r"0\\%", r"0\\%"),
    ],
)
def test_words_that_belong_behind_a_figure_are_left_out(code: str, bare: str) -> None:
    """A plain % moves the point, also behind a backslash that is shown itself."""
    assert without_suffix(code, "%") == bare


@pytest.mark.parametrize(
    "code", ["0", "#,##0", "0.", "0.00", "0.##", "#,##0.00", "0.0##", "0.#######", "0.000000000000000"]
)
def test_a_plain_format_is_judged_as_one_that_has_to_be_written_out(code: str) -> None:
    """A colour changes no digit, and a format that names one is written out."""
    draw = Random(code)
    numbers: list[int | Decimal] = [
        0,
        10**15 - 1,
        10**15,
        -(10**15),
        Decimal("NaN"),
        Decimal("Infinity"),
        Decimal("-0.0"),
    ]
    for _ in range(300):
        digits = draw.randrange(-(10 ** draw.randint(1, 18)), 10 ** draw.randint(1, 18))
        numbers += [digits, Decimal(digits).scaleb(-draw.randint(0, 19))]
    judged = [shows_exactly(code, number) for number in numbers]
    assert judged == [shows_exactly(f"[Black]{code}", number) for number in numbers]
    assert True in judged
    assert False in judged
