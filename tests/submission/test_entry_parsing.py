"""What people type, and the number that they mean: every row of the tables in docs/reference/entries.md."""

from __future__ import annotations

import datetime
import re
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from support.files import official, saved
from support.office import recalculated
from support.parts import cached_values
from xlsreport import Definition, Place, check, new_submission, read_workbook
from xlsreport.definition.figure_kinds.kinds import AnyKind, Choice, Text, is_numeric
from xlsreport.definition.figure_kinds.number_kinds import Amount, Count, SignedCount
from xlsreport.definition.loading.definition_loading import parse_definition
from xlsreport.layout.workbook_layout import layout_of
from xlsreport.messages import Language
from xlsreport.submission.submission import Entry
from xlsreport.submission.typed_values.chinese_numerals import NUMERALS, parse_chinese_number
from xlsreport.submission.typed_values.entry_parsing import parse_entry, why_no_number
from xlsreport.values import clock_time, exact, is_too_great, plain_number

COUNT, SIGNED, AMOUNT = Count(), SignedCount(), Amount(decimals=6)
WAN = Amount(unit="万元", decimals=6)
TONNES = Amount(unit="t", decimals=1)
CHOICE, TEXT = Choice(options=("是", "否")), Text()
KINDS: dict[str, AnyKind] = {
    "count": COUNT,
    "signed count": SIGNED,
    "amount": AMOUNT,
    "amount 万元": WAN,
    "amount t": TONNES,
    "amount £": Amount(unit="£"),
    "amount ₹": Amount(name="amount", unit="₹"),
    "amount R$": Amount(name="amount", unit="R$"),
    "amount £ million": Amount(unit="£ million"),
    "amount %": Amount(unit="%", decimals=1),
    "amount, English": Amount(decimals=2),
}

PAGE = Path(__file__).parents[2] / "docs" / "reference" / "entries.md"
ROW = re.compile(r"\| `(?P<typed>.+)` \| (?P<kind>[^|]+) \| (?P<read>[^|]+) \| (?P<said>[^|]+) \|")


@dataclass(frozen=True)
class Case:
    """A row of the page."""

    typed: str
    kind: AnyKind
    language: Language
    number: int | Decimal | None
    said: str


def cases() -> list[Case]:
    found = []
    for match in map(ROW.fullmatch, PAGE.read_text(encoding="utf-8").splitlines()):
        if match is not None:
            typed = re.sub(r"\\u([0-9a-f]{4})", lambda m: chr(int(m[1], 16)), match["typed"])
            number = None if match["read"] == "no number" else plain_number(Decimal(match["read"]))
            language: Language = "en" if match["kind"].endswith(", English") else "zh-CN"
            found.append(Case(typed, KINDS[match["kind"]], language, number, match["said"]))
    return found


CASES = cases()


def test_the_page_has_its_cases() -> None:
    assert len(CASES) > 110
    assert {case.kind for case in CASES} == set(KINDS.values())


@pytest.mark.parametrize("case", CASES, ids=lambda case: ascii(case.typed))
def test_what_was_typed_is_read_as_the_page_says(case: Case) -> None:
    entry = parse_entry(case.typed, case.kind, case.language)
    assert entry is not None
    assert entry.typed == case.typed
    if case.number is not None:
        assert (entry.number, entry.mended) == (case.number, True)
        assert case.said.startswith("warning `number`")
    elif case.said.endswith("too great"):
        assert entry.number is not None
        assert is_too_great(entry.number)
    else:
        assert entry.number is None
        assert case.said == f"error `kind`: {why_no_number(case.typed).replace('_', ' ')}"


NUMERIC = [place for place, facts in official().places.items() if not facts.computed and is_numeric(facts.kind)]
COUNTS = [place for place in NUMERIC if isinstance(official().places[place].kind, Count) and place.table == "requests"]


@pytest.mark.parametrize("case", [case for case in CASES if case.kind == COUNT], ids=lambda case: ascii(case.typed))
def test_the_check_says_of_each_what_the_page_says(case: Case) -> None:
    findings = [f for f in check(new_submission(official(), entries={str(COUNTS[0]): case.typed})) if f.cell == "D7"]
    severities = {"kind": "error", "number": "warning", "sign": "error"}
    expected = re.findall(r"`(\w+)`", case.said)
    assert sorted((f.rule, f.severity) for f in findings) == sorted((rule, severities[rule]) for rule in expected)


@pytest.mark.engine
def test_a_workbook_shows_at_once_that_a_cell_holds_no_plain_number(tmp_path: Path) -> None:
    """Calculated by a real engine: each odd thing in a row of its own, each row says that one cell is not as asked.

    Some stand in the official form, all in a table with a row for each.
    """
    texts = [case.typed for case in CASES if case.kind == COUNT]
    rows = [place for place in COUNTS if place.column == "natural"]
    long = parse_definition(LONG.format(rows=", ".join(f"{{id: r{n}, label: 第{n}行}}" for n in range(len(texts)))))
    all_rows = [Place("counts", f"r{number}", "cases") for number in range(len(texts))]
    filled = [
        new_submission(form, entries=dict(zip(map(str, places), texts, strict=False)))
        for form, places in ((official(), rows), (long, all_rows))
    ]
    files = [saved(submission, tmp_path, f"{number}.xlsx") for number, submission in enumerate(filled)]
    for submission, file in zip(filled, recalculated(files, tmp_path / "engine"), strict=True):
        values, form = cached_values(file), submission.definition
        typed = read_workbook(file, form).entries
        assert typed.keys() == submission.entries.keys()
        assert [values[beside(place, form)] for place in typed] == [form.messages("table.bad", count=1)] * len(typed)
    assert len(filled[1].entries) == len(texts) > len(filled[0].entries) == len(rows)


LONG = """\
id: typed
edition: "1"
language: zh-CN
name: 数
title: "{{agency}}{{year}}年"
period: {{label: 年度, text: "{{year}}"}}
sections:
  - id: part
    heading: 一、数
    sheet: 数
    tables:
      - id: counts
        columns: [{{id: cases, label: 件数}}, {{id: others, label: 其他}}]
        rows: [{rows}]
"""


def beside(place: Place, form: Definition) -> tuple[str, str]:
    cell = layout_of(form).tables[place.table].row_checks[place.row]
    return cell.sheet, cell.a1


@given(st.integers(-(10**14), 10**14))
def test_a_number_is_the_same_however_it_is_written(number: int) -> None:
    wide = str.maketrans("0123456789-,", "０１２３４５６７８９－，")
    for text in (str(number), f"{number:,}", f"{number:,}".translate(wide), f" {number} 件", f"{number:+d}（备注）"):
        assert parse_entry(text, SIGNED) == Entry(text, number, mended=True)
    assert parse_entry(f"{number}元", Amount(unit="元")) == Entry(f"{number}元", number, mended=True)


@given(st.text(st.one_of(st.sampled_from("0123456789,.+-eE万元件十二百零/()（ 　"), st.characters()), max_size=12))
def test_a_number_comes_only_out_of_something_that_holds_one(text: str) -> None:
    for kind in KINDS.values():
        entry = parse_entry(text, kind)
        if entry is not None and entry.number is not None:
            digits = any(letter.isascii() and letter.isdigit() for letter in plain_width(text))
            numeral = any(letter in NUMERALS for letter in text)
            assert digits or numeral or entry.number == 0


def plain_width(text: str) -> str:
    return text.translate(str.maketrans("０１２３４５６７８９", "0123456789"))


def in_words(number: int) -> str:
    """A count in Chinese numerals, as one learns to write it."""
    if number == 0:
        return "零"
    text, gap = "", False
    for group, name in ((10**4, "万"), (1, "")):
        part = number // group % 10**4
        for unit, word in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
            digit = part // unit % 10
            if digit:
                text += ("零" if gap and text else "") + "零一二三四五六七八九"[digit] + word
            gap = not digit
        text += name if part else ""
    return text


@given(st.integers(0, 10**8 - 1))
def test_a_numeral_is_read_as_the_number_that_it_was_written_for(number: int) -> None:
    assert parse_chinese_number(in_words(number)) == number


@pytest.mark.slow
def test_every_numeral_below_ten_thousand_is_read() -> None:
    assert [parse_chinese_number(in_words(number)) for number in range(10_000)] == list(range(10_000))


@pytest.mark.parametrize(
    ("typed", "number"), [("0.935550", "0.93555"), ("7.00", "7"), ("1E+2", "100"), ("-0.50", "-0.5")]
)
def test_zeros_at_the_end_of_an_exact_number_are_left_out_as_a_cell_does(typed: str, number: str) -> None:
    entry = parse_entry(Decimal(typed), Amount())
    assert entry is not None
    assert (str(entry.typed), str(entry.number), entry.mended) == (number, number, False)


@pytest.mark.parametrize("typed", [0, 7, -7, Decimal("1.25"), 10**15 - 1])
def test_a_plain_number_is_not_mended(typed: int | Decimal) -> None:
    assert parse_entry(typed, AMOUNT) == Entry(typed, typed)


@pytest.mark.parametrize("typed", ["", " ", "　", "\t\n", "\u00a0"])
@pytest.mark.parametrize("kind", [COUNT, AMOUNT, TEXT, CHOICE])
def test_blanks_are_no_entry(typed: str, kind: AnyKind) -> None:
    assert parse_entry(typed, kind) is None


def test_a_boolean_is_no_number() -> None:
    assert parse_entry(True, COUNT) == Entry(True)


@pytest.mark.parametrize("kind", [TEXT, CHOICE])
def test_texts_and_choices_are_kept_as_typed(kind: AnyKind) -> None:
    assert parse_entry("12件", kind) == Entry("12件")
    assert parse_entry(12, kind) == Entry("12")


@pytest.mark.parametrize(
    ("value", "typed"),
    [
        (3.0, 3),
        (0.1, Decimal("0.1")),
        (0.1 + 0.2, Decimal("0.3")),
        (59237.2449, Decimal("59237.2449")),
        (999999999999999.0, 999999999999999),
        (-0.0, 0),
        (1e300, 10**300),
        (5e-324, Decimal("4.94065645841247e-324")),
        (float("inf"), "inf"),
        (float("nan"), "nan"),
        (True, True),
        ("text", "text"),
        (datetime.date(2026, 1, 2), "2026-01-02"),
        (datetime.datetime(2026, 1, 2, tzinfo=datetime.UTC), "2026-01-02"),
        (datetime.time(1, 2), "01:02:00"),
        (datetime.timedelta(hours=30), "30:00:00"),
        (datetime.timedelta(hours=-30, seconds=5), "-29:59:55"),
    ],
)
def test_a_cell_value_is_exact_to_the_digits_that_a_spreadsheet_keeps(value: object, typed: object) -> None:
    found = exact(value)
    assert (found, type(found)) == (typed, type(typed))


def test_a_decimal_loses_the_zeros_at_its_end_and_nothing_else() -> None:
    long = Decimal("0." + "1234567890" * 5)
    assert plain_number(long) == long
    assert str(plain_number(Decimal("0.5000"))) == "0.5"
    assert type(plain_number(Decimal("1E+2"))) is int


@pytest.mark.parametrize("text", ["1" + " " * 30_000 + "x", "一百" + " " * 30_000 + "x", "一" * 5_000, "1" * 5_000])
def test_a_text_that_is_far_too_long_for_a_number_is_none(text: str) -> None:
    assert parse_entry(text, Count()) == Entry(text)


@pytest.mark.parametrize(
    ("number", "time"),
    [
        ("0.520833333333333", "12:30"),
        ("0.3125", "7:30"),
        ("1.52083333333333", "36:30"),
        ("0.25", None),
        ("0.52084", None),
        ("-0.3125", None),
    ],
)
def test_a_part_of_a_day_that_is_hours_and_minutes_may_have_been_typed_as_a_time(number: str, time: str | None) -> None:
    assert clock_time(Decimal(number)) == time
