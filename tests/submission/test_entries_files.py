"""Entries files as people write them by mistake, and as somebody writes them who means harm."""

from __future__ import annotations

import json
from datetime import datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import numpy
import pytest

from support.files import official
from support.quarterly import UK_QUARTERS, form_text
from xlsreport import EntriesError, check, load_entries, new_submission, parse_definition
from xlsreport.messages import messages_for

CHINESE, ENGLISH = messages_for("zh-CN"), messages_for("en")
FIGURE = "proactive.normative.issued"
MERGES = "m0: &m0 {a0: 1}\n" + "\n".join(f"m{n}: &m{n} {{<<: [{', '.join([f'*m{n - 1}'] * 9)}]}}" for n in range(1, 9))
MULTIPLYING = "a0: &a0 [x, x]\n" + "\n".join(f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]" for n in range(1, 30))


def refusal(folder: Path, text: str, ending: str = "yaml") -> list[str]:
    """What is said about an entries file, whether it cannot be read or cannot be used."""
    path = folder / f"entries.{ending}"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(EntriesError) as caught:
        new_submission(official(), entries=load_entries(path, messages_for("en")))
    return [problem.replace(str(path), "FILE") for problem in caught.value.problems]


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("overview: [x\n", "cannot be read at line 2, character 1. This is not valid YAML: "),
        ("phone: 1\nphone: 2\n", "cannot be read at line 2, character 1. The key “phone” is written twice"),
        ("phone: !!python/name:os.system x\n", "cannot be read at line 1, character 8. The tag "),
        ("phone: 0x" + "f" * 5_000, "cannot be read at line 1, character 8. A number here has far more digits"),
        ("phone: 0x" + "f" * 1_000_000, "cannot be read at line 1, character 8. A number here has far more digits"),
        (f"{FIGURE}: " + "9" * 5_000, "cannot be read at line 1, character 29. A number here has far more digits"),
        (f"{FIGURE}: 0x_", "cannot be read at line 1, character 29. “0x_” looks like a number and is none."),
        (
            MULTIPLYING,
            "cannot be read at line 1, character 1. With its references (*name) filled in, the file is larger",
        ),
        ("overview: " + "[" * 100_000, "cannot be read at line 1, character 70. This is nested more deeply"),
        ("overview:\n" + "- 1\n" * 900_000, "There are more keys, items and values in this file than in any report."),
        ("- x\n", "must consist of names and values; xlsreport describe lists the names."),
    ],
    ids=lambda value: value[:20],
)
def test_a_yaml_file_that_cannot_be_used_is_refused_in_one_sentence(text: str, sentence: str, tmp_path: Path) -> None:
    (said,) = refusal(tmp_path, text)
    assert said.startswith("The entries file FILE ")
    assert sentence in said
    assert "\n" not in said


def test_merged_keys_that_multiply_are_read_once(tmp_path: Path) -> None:
    said = refusal(tmp_path, MERGES)
    assert [line[:6] for line in said] == [f"没有“m{n}”" for n in range(9)]


@pytest.mark.parametrize(
    "number", ["9" * 5_000, "1e99999", "-1e99999", "1e-999999999", "1e999999999999", "0." + "1" * 5_000]
)
def test_a_number_that_nobody_could_write_out_is_refused_by_name(number: str, tmp_path: Path) -> None:
    for name in (FIGURE, "phone"):
        assert refusal(tmp_path, f'{{"{name}": {number}}}', "json") == [
            f"“{name}”的数太大或位数太多，电子表格存不下。请核对。"
        ]


@pytest.mark.parametrize("value", [0xF << 20_000, Decimal("Infinity")], ids=["int", "inf"])
def test_a_program_is_refused_such_a_number_too(value: object) -> None:
    with pytest.raises(EntriesError, match="位数太多"):
        new_submission(official(), entries={FIGURE: value})


@pytest.mark.parametrize("year", ["2025", 99999999, 1899, 2025.5])
def test_a_program_is_refused_a_year_that_no_workbook_can_state(year: Any) -> None:
    with pytest.raises(EntriesError) as caught:
        new_submission(official(), year=year)
    assert str(caught.value) == f"“{year}”不是报告的年份。请给出 1900 至 2999 的整数。"


def test_whole_numbers_of_other_libraries_are_numbers_and_what_is_missing_there_is_none() -> None:
    year: Any = numpy.int64(2025)
    taken = new_submission(official(), year=year, entries={FIGURE: numpy.int32(3)})
    assert [(str(place), one.number, type(one.number)) for place, one in taken.entries.items()] == [(FIGURE, 3, int)]
    assert (taken.year, type(taken.year)) == (2025, int)
    for missing in (float("nan"), numpy.float64("nan"), Decimal("NaN"), Decimal("sNaN"), _NotATime(2025, 1, 1)):
        with pytest.raises(EntriesError, match="应当是一个数、日期或文字"):
            new_submission(official(), entries={FIGURE: missing})
    with pytest.raises(EntriesError, match="位数太多"):
        new_submission(official(), entries={FIGURE: float("-inf")})


def test_entries_of_which_nobody_can_say_whether_they_are_any_are_taken() -> None:
    taken = new_submission(official(), entries=_Series({FIGURE: 3}))
    assert [entry.number for entry in taken.entries.values()] == [3]


class _Series(dict[str, int]):
    """As the Series of pandas: names with values, and an error where it should be true or false."""

    def __bool__(self) -> bool:
        raise ValueError("The truth value of a Series is ambiguous.")


class _NotATime(datetime):
    """As the NaT of pandas: a time that is no time, and unequal to itself."""

    def __eq__(self, other: object) -> bool:
        return False

    def __ne__(self, other: object) -> bool:
        return True

    __hash__ = datetime.__hash__


@pytest.mark.parametrize(
    ("period", "year", "part", "said"),
    [
        ("every: year", 2025, 1, "This report is about whole years and has no part “1”. Give the year alone."),
        (UK_QUARTERS, 2025, None, "This report is about one of 4 parts of a year: give the year, and the part as a"),
        (UK_QUARTERS, None, 1, "This report is about one of 4 parts"),
        (UK_QUARTERS, 2025, 5, "This report is about one of 4 parts"),
        (UK_QUARTERS, 2025, 0, "This report is about one of 4 parts"),
        (UK_QUARTERS, 2025, True, "This report is about one of 4 parts"),
    ],
)
def test_a_program_is_refused_a_period_that_the_report_does_not_have(
    period: str, year: int | None, part: int | None, said: str
) -> None:
    form = parse_definition(form_text(period))
    with pytest.raises(EntriesError) as caught:
        new_submission(form, year=year, part=part)
    assert str(caught.value).startswith(said)


def test_of_thousands_of_unknown_names_some_get_a_suggestion_and_the_rest_is_counted(tmp_path: Path) -> None:
    names: dict[str, Any] = {f"{FIGURE}{number}": 1 for number in range(5_000)}
    said = refusal(tmp_path, json.dumps(names), "json")
    assert len(said) == 51
    assert [FIGURE + "？" in line for line in said] == [True] * 20 + [False] * 31
    assert said[-1] == "另有 4950 处类似的错误。请先改正上面这些。"


def test_yaml_and_json_say_the_same(tmp_path: Path) -> None:
    entries = {FIGURE: 3, "proactive.fees.charged": 2.5, "overview": ["一", "二"], "requests.nil_return": True}
    for ending in ("json", "yaml"):
        path = tmp_path / f"entries.{ending}"
        path.write_text(json.dumps(entries), encoding="utf-8")
        assert load_entries(path) == {**entries, "proactive.fees.charged": pytest.approx(Decimal("2.5"))}


def test_a_date_stays_the_text_that_was_written_and_nothing_stays_nothing(tmp_path: Path) -> None:
    path = tmp_path / "entries.yaml"
    path.write_text(f"{FIGURE}: 2025-01-02\nphone:\n", encoding="utf-8")
    assert load_entries(path) == {FIGURE: "2025-01-02", "phone": None}


def test_zeros_before_a_number_are_kept_and_a_figure_is_one_all_the_same(tmp_path: Path) -> None:
    path = tmp_path / "entries.yaml"
    path.write_text(f"phone: 057112345678\naddress: 0012\n{FIGURE}: 012\n", encoding="utf-8")
    submission = new_submission(official(), entries=load_entries(path))
    assert submission.fields == {"phone": "057112345678", "address": "0012"}
    assert [entry.number for entry in submission.entries.values()] == [12]


def test_a_heading_in_an_entries_file_is_left_out_of_the_report_and_told(tmp_path: Path) -> None:
    path = tmp_path / "entries.yaml"
    path.write_text("overview: |\n  一、总体情况\n  本年做了三件事。\n", encoding="utf-8")
    submission = new_submission(official(), agency="某镇", year=2025, entries=load_entries(path))
    assert submission.paragraphs("overview") == ("本年做了三件事。",)
    assert [(f.rule, f.cell) for f in check(submission) if f.place == "overview" and "." in f.rule] == [
        ("pasted.heading", "B6")
    ]


@pytest.mark.parametrize("ending", ["json", "yaml"])
@pytest.mark.parametrize(
    "number",
    [
        "1e999999999",
        "1E-999999999",
        "-1.5E+999999999",
        "1e99999999999999999999",  # no Decimal can have this exponent, nor the next two
        "1E-99999999999999999999",
        "0e99999999999999999999",
        "1e-400",  # a cell would hold 0
    ],
)
def test_a_number_with_an_exponent_beyond_every_figure_is_refused_by_name(
    number: str, ending: str, tmp_path: Path
) -> None:
    said = refusal(tmp_path, f'{{"{FIGURE}": {number}, "overview": {number}}}', ending)
    assert said == [CHINESE("entries.too_great", name=name) for name in (FIGURE, "overview")]


@pytest.mark.parametrize("number", ["9" * 300_000, "0." + "1" * 300_000, "1e" + "9" * 300_000, "-Infinity"])
def test_so_is_one_of_hundreds_of_thousands_of_digits_or_none_at_all_in_json(number: str, tmp_path: Path) -> None:
    assert refusal(tmp_path, f'{{"{FIGURE}": {number}}}', "json") == [CHINESE("entries.too_great", name=FIGURE)]


def test_nan_in_json_is_no_number(tmp_path: Path) -> None:
    assert refusal(tmp_path, f'{{"{FIGURE}": NaN}}', "json") == [CHINESE("entries.not_place", name=FIGURE)]


@pytest.mark.parametrize("number", ["9" * 300_000, "0." + "1" * 300_000, "1e" + "9" * 300_000])
def test_in_yaml_it_is_refused_where_it_stands(number: str, tmp_path: Path) -> None:
    (said,) = refusal(tmp_path, f"{FIGURE}: {number}\n")
    assert "cannot be read at line 1, character 29. A number here has far more digits" in said


def test_the_smallest_numbers_that_a_cell_holds_are_taken(tmp_path: Path) -> None:
    path = tmp_path / "entries.json"
    path.write_text(f'{{"proactive.fees.charged": 2.5e-307, "{FIGURE}": 0e-400}}', encoding="utf-8")
    entries = new_submission(official(), entries=load_entries(path)).entries
    assert sorted(float(entry.number or 0) for entry in entries.values()) == [0, 2.5e-307]


@pytest.mark.parametrize(
    ("text", "key"),
    [
        (f'{{"{FIGURE}": 1, "phone": "2", "{FIGURE}": 1}}', FIGURE),
        ('{"overview": [{"a": 1, "a": 2}]}', "a"),
        (f'{{"{"x" * 5000}": 1, "{"x" * 5000}": 2}}', "x" * 79 + "…"),
    ],
)
def test_json_with_the_same_key_twice_is_refused_as_yaml_is(text: str, key: str, tmp_path: Path) -> None:
    assert refusal(tmp_path, text, "json") == [ENGLISH("entries.repeated", file="FILE", name=key)]
