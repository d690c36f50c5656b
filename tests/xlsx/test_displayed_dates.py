"""Which formats show a date as it is, and which dates cells hold."""

from __future__ import annotations

from datetime import date, datetime, time

import pytest

from xlsreport.opc.invalid_file import InvalidFileError
from xlsreport.xlsx.number_format.date_formats import Moment, moment_of, shows_day
from xlsreport.xlsx.worksheet.stored_values import stored_value


@pytest.mark.parametrize(
    "code",
    [
        *("yyyy-mm-dd", "yyyy\\-mm\\-dd", "m/d/yyyy", "d-mmm-yy", "dd.mm.yyyy", "YYYY/MM/DD", "yyyymmdd", "m-d-yy"),
        *('yyyy"年"m"月"d"日"', 'yyyy"年"m"月"d"日";@', "yyyy年m月d日", '[DBNum1][$-804]yyyy"年"m"月"d"日";@'),
        *("[$-804]yyyy/m/d", "[$-zh-CN]yyyy-mm-dd", "[$-409]d-mmm-yy;@", "[$-F800]dddd\\,\\ mmmm\\ dd\\,\\ yyyy"),
        *("[$-1010000]yyyy/m/d;@", "[$-2010000]dd/mm/yyyy", 'd" de "mmmm" de "yyyy', "[Red]yyyy-mm-dd"),
        *('[$-411]ggge"年"m"月"d"日";@', "[$-ja-JP-x-gannen]ggge年m月d日", "[$-1030411]ge.m.d", "[$-0411]gge/mm/dd"),
        *("aaaa yyyy/m/d", "m/d/yyyy h:mm", "dd/mm/yyyy hh:mm:ss AM/PM"),
    ],
)
def test_a_format_that_shows_year_month_and_day(code: str) -> None:
    assert shows_day(code)


@pytest.mark.parametrize(
    "code",
    [
        *("yyyy", "m/d", "mmm-yy", "hh:mm", "yyyy-dd-mm", "yyyy-mmmmm-dd", "General", "0", ""),
        *('yyyy\\-mm\\-"31"', '"2024-02-15"yyyy-mm-dd', "yyyy-mm-dd5", 'yyyy-mm-dd"5"', "yyyy-mm-dd*x", "yyyy-mm-dd_5"),
        *("[$-107041E]d mmmm yyyy", "[$-41E]d mmmm yyyy", "[$-th-TH]d mmmm yyyy", "[$-1170000]dd/mm/yyyy"),
        *(
            "B2dd/mm/yyyy",
            "[$-411]e年m月d日",
            "[$-411]ggg",
            "[$-404]ggge年m月d日",
            "e-mm-dd",
            "ggge年m月d日",
            "dd/mm/bbbb",
            "[White]yyyy-mm-dd",
            '[<1]yyyy-mm-dd;"2025-01-01"',
        ),
        *("yyyy-mm-dd;;;", "yyyy" + "-" * 260 + "mm-dd"),
    ],
)
def test_a_format_that_shows_something_else_or_less(code: str) -> None:
    assert not shows_day(code)


@pytest.mark.parametrize(
    "code",
    [
        *("[$-107041E]d mmmm yyyy", "[$-1070000]d/mm/yyyy;@", "[$-D070000]d mmmm yyyy", "[$-D07041E]d mmm yy;@"),
        *("[$-41E]d mmmm yyyy", "[$-D00041E]d mmm yyyy", "[$-th-TH]d mmmm yyyy", "[$-th-TH,107]d mmm yy;@"),
        *("d/m/bbbb", "[$-41E]d mmm bb", '[$-107041E]"วัน"dddd"ที่" d mmmm "พ.ศ." yyyy', "[$-107041E]d/m/yyyy h:mm"),
    ],
)
def test_a_year_of_thailands_calendar_is_that_day_to_readers_of_a_thai_report_alone(code: str) -> None:
    assert shows_day(code, "th")
    assert shows_day(code, "th-TH")
    assert not shows_day(code, "lo")
    assert not shows_day(code)


@pytest.mark.parametrize(
    "code", ["[$-107041E]mmmm yyyy", "[$-1170000]dd/mm/yyyy", '[$-107041E]d mmmm "2568"', "B2dd/mm/yyyy"]
)
def test_a_thai_format_that_shows_less_or_another_calendar(code: str) -> None:
    assert not shows_day(code, "th")


@pytest.mark.parametrize(
    ("serial", "moment"),
    [
        (45703.0, date(2025, 2, 15)),
        (45703.5, datetime(2025, 2, 15, 12)),
        (45703.9999999, datetime(2025, 2, 15, 23, 59, 59)),  # LibreOffice shows the 15th
        (0.9999999, time(23, 59, 59)),
    ],
)
def test_what_is_short_of_a_day_is_not_the_next(serial: float, moment: Moment) -> None:
    assert moment_of(serial, "m/d/yyyy", from_1904=False) == moment


@pytest.mark.parametrize(
    ("written", "moment"),
    [
        ("2025-02-15", date(2025, 2, 15)),
        ("2025-02-15T00:00:00", datetime(2025, 2, 15)),
        ("2025-02-15T10:30:00.5Z", datetime(2025, 2, 15, 10, 30, 0, 500_000)),
    ],
)
def test_a_date_of_a_strict_workbook(written: str, moment: Moment) -> None:
    assert stored_value("d", written) == moment


@pytest.mark.parametrize(
    "written", ["20250215", "2025-W10-2", "2025-02-15T23:30:00-05:00", "2025-02-15T24:00:00", "2025-02-30", "１-1"]
)
def test_a_date_that_programs_take_differently_is_refused(written: str) -> None:
    with pytest.raises(InvalidFileError):
        stored_value("d", written)
