"""Every way in which a report can be wrong is found, once, at its cell, in words that name the way out."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from support.definitions import loaded
from support.engines import by_ironcalc
from support.files import harbour, official, saved
from support.fillings import fillings
from support.parts import cached_values, formulas, parts, rewritten, sheet_parts, with_cell
from xlsreport import (
    Definition,
    Finding,
    Place,
    Submission,
    check,
    new_submission,
    read_workbook,
    verdict_of,
)
from xlsreport.definition.loading.definition_loading import parse_definition
from xlsreport.layout.checklines import explained_lines
from xlsreport.layout.workbook_layout import layout_of
from xlsreport.messages import messages_for

Row = tuple[str, str, str, object, object]
"""A finding as a row of a table: rule, severity, cell, found, expected."""


def rows(findings: tuple[Finding, ...]) -> list[Row]:
    return [(f.rule, f.severity, f.cell, f.found, f.expected) for f in findings]


def complete(definition: Definition, previous: int | None = 0, **changes: Any) -> Submission:
    """A report in which everything is zero and holds, with changes by name; ``None`` leaves a cell blank."""
    zero = list(fillings(definition, 4))[3]
    entries: dict[str, Any] = {str(place): entry.typed for place, entry in zero.entries.items()}
    known = {} if previous is None else dict.fromkeys(definition.previous_places, previous)
    reasons = {"not_all_cargo.arrived.explanation": "none came"} if definition is harbour() else {}
    named = entries | {name: list(lines) for name, lines in zero.texts.items()} | dict(zero.fields) | reasons
    return new_submission(
        definition,
        agency="A",
        year=2025,
        entries=named | {k.replace("__", "."): v for k, v in changes.items()},
        previous=known,
    )


def broken(submission: Submission) -> tuple[Finding, ...]:
    """A finding for each rule that does not hold, also where one finding stands for several."""
    return tuple(each for finding in check(submission) for each in finding.each_rule)


def found(definition: Definition, previous: int | None = 0, **changes: Any) -> list[Row]:
    """What does not hold because of the changes in a report that holds."""
    usual = set(rows(broken(complete(definition))))
    return [row for row in rows(broken(complete(definition, previous, **changes))) if row not in usual]


@pytest.mark.parametrize("definition", [harbour, official], ids=["harbour", "official"])
def test_a_complete_report_brings_nothing_but_notes(definition: Callable[[], Definition]) -> None:
    findings = check(complete(definition()))
    assert {finding.severity for finding in findings} <= {"note"}
    assert verdict_of(findings) == "clean"


ENTRIES: list[tuple[dict[str, Any], list[Row]]] = [
    (
        {"fleet__tugs__number": -1},
        [
            ("a_tug_for_each_pilot", "error", "B21", -1, 0),
            ("sign", "error", "B21", -1, None),
            ("disputes_need_ships", "error", "D5", 0, -1),
        ],
    ),
    ({"fleet__pilots__number": 3}, [("a_tug_for_each_pilot", "error", "B21", 0, Decimal("1.5"))]),
    ({"fleet__tugs__number": Decimal("0.5")}, [("kind", "error", "B21", Decimal("0.5"), None)]),
    ({"fleet__tugs__number": "many"}, [("kind", "error", "B21", "many", None)]),
    ({"fleet__tugs__number": "2 件"}, [("number", "warning", "B21", "2 件", None)]),
    (
        {"fleet__tugs__number": "-2"},
        [
            ("a_tug_for_each_pilot", "error", "B21", -2, 0),
            ("sign", "error", "B21", -2, None),
            ("disputes_need_ships", "error", "D5", 0, -2),
            ("number", "warning", "B21", "-2", None),
        ],
    ),
    ({"fleet__tugs__number": None}, [("filled", "error", "B21", None, None)]),
    ({"fleet__tugs__state": "bad"}, [("kind", "error", "C21", "bad", None)]),
    ({"fleet__tugs__notes": "n" * 41}, [("kind", "error", "D21", "n" * 41, None)]),
    ({"fleet__tugs__notes": "n" * 40}, []),
    ({"calls__arrived__change": -4, "calls__left__change": 4}, []),
    ({"calls__arrived__change": Decimal("-1.5")}, [("kind", "error", "G9", Decimal("-1.5"), None)]),
    ({"calls__arrived__dues": Decimal("0.123456")}, []),
    ({"calls__arrived__dues": Decimal("0.1234567")}, [("kind", "error", "H9", Decimal("0.1234567"), None)]),
    ({"calls__arrived__dues": -2}, [("positive_dues", "error", "H9", -2, -1), ("sign", "error", "H9", -2, None)]),
    (
        {"calls__left__ferry": 2},
        [
            ("arrive_then_leave", "error", "D10", 2, 0),
            ("arrive_then_leave", "error", "F10", 2, 0),
        ],
    ),
    (
        {"cases__year__won": 101, "calls__arrived__cargo": 101, "calls__arrived__ferry": 101},
        [
            ("won_limit", "note", "A5", 101, 100),
        ],
    ),
    (
        {"cases__nil_return": True, "cases__year__won": 2, "cases__year__lost": 1, "calls__arrived__ferry": 3},
        [
            ("nil_return", "error", "E2", None, None),
        ],
    ),
    ({"contact": ""}, [("filled", "error", "B7", None, None)]),
    ({"remark": ""}, [("filled", "note", "B8", None, None)]),
    ({"summary": ["　", " "]}, [("filled", "error", "B5", None, None)]),
    ({"annex": []}, []),
]


@pytest.mark.parametrize(("changes", "expected"), ENTRIES, ids=[str(next(iter(c.items())))[:40] for c, _ in ENTRIES])
def test_each_mistake_brings_its_own_findings_and_no_others(changes: dict[str, Any], expected: list[Row]) -> None:
    assert found(harbour(), **changes) == expected


def test_blank_cells_are_counted_in_ranges() -> None:
    blank = dict.fromkeys(
        f"requests__{row}__{column}"
        for row in ("received", "carried_in")
        for column in ("natural", "business", "research", "welfare", "law_services", "others")
    )
    findings = [f for f in check(complete(official(), **blank)) if f.rule == "filled"]
    (finding,) = findings
    assert (finding.cell, finding.place) == ("D7:I8", "requests.received.natural:requests.carried_in.others")
    assert finding.message == (
        "一、本年新收政府信息公开申请数量 · 自然人 至 二、上年结转政府信息公开申请数量 · 其他：共 12 格没有填。"
        "没有发生的请填 0；全表都没有发生的，请在表上方选“是”。"
    )


def test_a_blank_workbook_says_what_is_missing_in_few_findings() -> None:
    findings = check(new_submission(official()))
    assert [(f.sheet, f.cell) for f in findings] == [
        *(("封面", cell) for cell in ("B4", "B5", "B7", "B8")),
        ("一、总体情况", "B6"),
        ("二、主动公开", "B5:D6"),
        ("三、申请办理", "D7:I29"),
        ("四、复议诉讼", "A7:D7"),
        ("五、问题改进", "B6"),
        ("六、其他事项", "B6"),
    ]
    assert {f.rule for f in findings} == {"filled"}
    assert [(f.sheet, f.cell) for f in findings if f.severity == "note"] == [("封面", "B7"), ("封面", "B8")]
    empty = [("五、问题改进", "B6"), ("六、其他事项", "B6")]
    assert [(f.sheet, f.cell) for f in findings if f.severity == "warning"] == empty
    counts = [int(number) for f in findings for number in re.findall(r"共 (\d+) 格", f.message)]
    assert counts == [10, 144, 12]
    also = {f.sheet: [area.a1 for area in f.also] for f in findings if f.also}
    assert also == {
        "二、主动公开": ["B9", "B12:B13", "B16"],
        "三、申请办理": ["D31:I31"],
        "四、复议诉讼": ["F7:I7", "K7:N7"],
    }


def blanks(*names: str, **changes: Any) -> Finding:
    (finding,) = [f for f in check(complete(official(), **dict.fromkeys(names), **changes)) if f.rule == "filled"]
    return finding


def test_scattered_blanks_of_a_table_are_one_finding_with_a_list() -> None:
    names = [
        f"requests__{row}__{column}" for row in ("granted", "petitions", "other") for column in ("natural", "others")
    ]
    finding = blanks(*names, requests__received__business=1, requests__carried_out__business=1)
    assert finding.message == "共 6 格没有填：D9、I9、D22、I22、D29、I29。没有发生的请填 0。"
    assert [area.a1 for area in (finding.cells, *finding.also)] == ["D9", "I9", "D22", "I22", "D29", "I29"]


def test_a_few_blanks_are_named_by_their_labels() -> None:
    finding = blanks("proactive__regulations__issued", "proactive__coercion__decisions")
    assert finding.message == (
        "共 2 格没有填：规章 · 本年制发件数（B5）、行政强制 · 本年处理决定数量（B13）。没有发生的请填 0。"
    )


def test_a_nil_return_is_hinted_at_only_where_it_would_say_the_same() -> None:
    assert "选“是”" in blanks("requests__granted__natural").message
    some = {"requests__received__business": 1, "requests__carried_out__business": 1}
    assert "选“是”" not in blanks("requests__granted__natural", **some).message
    assert "选“是”" not in blanks("proactive__regulations__issued").message


def test_a_blank_text_or_choice_is_not_told_to_be_zero() -> None:
    changes = dict.fromkeys(("fleet__tugs__number", "fleet__tugs__state", "fleet__tugs__notes", "fleet__pilots__notes"))
    said = [f.message for f in check(complete(harbour(), **changes)) if f.rule == "filled"]
    assert said == [
        "Tugs · Number: not filled in. Enter 0 where there was none.",
        "Tugs · State: not filled in. Choose from the list.",
        "Tugs · Notes to Pilot boats · Notes: 2 cells are not filled in. Enter a text.",
    ]


MUST = [
    ("==", 3, 4, "A (3), which must equal B (4); the difference is 1"),
    ("!=", 3, 3, "A (3), which must differ from B (3)"),
    ("<=", 4, 3, "A (4), which must be at most B (3)"),
    ("<", 3, 3, "A (3), which must be less than B (3)"),
    (">=", 3, 4, "A (3), which must be at least B (4)"),
    (">", 3, 3, "A (3), which must be greater than B (3)"),
]
DEMANDS = {"==": "应当等于", "!=": "不应等于", "<=": "应当不大于", "<": "应当小于", ">=": "应当不小于", ">": "应当大于"}
COMPARED = """\
{{id: compared, edition: "1", language: {language}, name: N, title: T, period: {{label: P, text: P}},
sections: [{{id: s, heading: S, sheet: S, tables: [{{id: t, columns: [{{id: a, label: A}}, {{id: b, label: B}}],
rows: [{{id: r}}], rules: [{{id: ab, for: rows, require: a {comparator} b, statement: As it is}}]}}]}}]}}
"""


@pytest.mark.parametrize(("comparator", "a", "b", "said"), MUST)
def test_a_rule_says_what_its_comparator_demands(comparator: str, a: int, b: int, said: str) -> None:
    for language, words in (("en", said), ("zh-CN", f"A（{a}），{DEMANDS[comparator]} B（{b}）")):
        definition = parse_definition(COMPARED.format(language=language, comparator=comparator))
        given = new_submission(definition, agency="X", year=2025, entries={"t.r.a": a, "t.r.b": b})
        (message,) = [f.message for f in check(given) if f.rule == "ab"]
        assert words in message


@pytest.mark.slow
def test_a_side_with_one_name_does_not_repeat_its_value_and_brackets_are_of_the_language() -> None:
    (finding,) = [
        f
        for f in broken(
            complete(
                official(),
                5,
                proactive__regulations__valid=7,
                requests__carried_in__natural=5,
                requests__carried_out__natural=5,
            )
        )
        if f.rule == "valid_follows" and f.place == "proactive.regulations.valid"
    ]
    assert finding.message == (
        "规章：现行有效件数，等于上年现行有效件数加本年制发件数、减本年废止件数。现在 现行有效件数（7），应当等于 "
        "上年报告的现行有效件数（5） + 本年制发件数（0） - 本年废止件数（0） = 5，相差 2。请核对 D5、B5、C5、D17。"
        "确有原因的，请在“校验”表的 I10 说明。"
    )
    for sentence in (f.message for submission in fillings(official(), 25) for f in check(submission)):
        assert not re.search("[()]", re.sub("“[^”]*”", "", sentence)), sentence


@pytest.mark.slow
def test_no_finding_points_at_a_cell_that_does_not_show_the_figure(tmp_path: Path) -> None:
    last_year = dict.fromkeys(official().previous_places, 3)
    for known, pointed_at in ((None, []), (3, ["D33"])):
        file = saved(complete(official(), known), tmp_path)
        submission = read_workbook(file).with_previous(last_year, None)
        (finding,) = [
            f for f in check(submission) if f.place == "requests.carried_in.natural" and f.rule == "carried_over"
        ]
        shown = list(re.findall(r"[A-Z]\d+", finding.message.partition("请核对")[2].partition("。")[0]))
        assert shown == ["D8", *pointed_at]
        values = cached_values(file)
        assert not [cell for cell in shown if values.get((finding.sheet, cell)) == "—"]


@pytest.mark.slow
def test_an_emptied_total_is_told_as_that(tmp_path: Path) -> None:
    file = saved(complete(official()), tmp_path)
    book = openpyxl.load_workbook(file)
    book["三、申请办理"]["J9"] = None
    book.save(file)
    (message,) = [f.message for f in check(read_workbook(file)) if f.rule == "altered.formula"]
    assert message.startswith("（一）予以公开 · 总计：合计被清空")
    assert "=" not in message


@pytest.mark.slow
def test_a_total_that_shows_no_number_has_no_difference(tmp_path: Path) -> None:
    file = saved(complete(official()), tmp_path)
    book = openpyxl.load_workbook(file)
    book["三、申请办理"]["J9"] = "无"
    book.save(file)
    (message,) = [f.message for f in check(read_workbook(file)) if f.rule == "total"]
    assert message.startswith("（一）予以公开 · 总计：表中是“无”，不是数；应当等于 ")
    assert "—" not in message


EMPTY = [
    ([], None, "warning", "没有内容"),
    (["　", ""], None, "warning", "没有内容"),
    (["无"], None, "warning", "只写了“无”"),
    (["　　无。"], None, "warning", "只写了“无。”"),
    (["无", "没有"], None, "warning", "只写了“无、没有”"),
    (["N/A"], None, "warning", "只写了“N/A”"),
    ([], "新设机构，本年度尚无。", "note", "填报说明：新设机构，本年度尚无。"),
    (["无"], "新设机构", "note", "填报说明：新设机构"),
]


@pytest.mark.parametrize("edition", ["2019", "2021"])
@pytest.mark.parametrize(("lines", "reason", "severity", "said"), EMPTY)
def test_an_empty_section_wants_an_explanation(
    edition: str, lines: list[str], reason: str | None, severity: str, said: str
) -> None:
    definition = loaded(f"cn-gov-info-disclosure/{edition}")
    reasons = {} if reason is None else {"filled.problems.explanation": reason}
    findings = check(new_submission(definition, entries={"problems": lines} | reasons))
    (finding,) = [f for f in findings if f.place == "problems"]
    assert (finding.rule, finding.severity) == ("filled", severity)
    assert said in finding.message


def test_other_matters_may_be_said_to_be_none() -> None:
    findings = check(complete(official(), other_matters=["无"]))
    assert [f.rule for f in findings if f.place == "other_matters"] == ["fee_reported"]


def test_a_broken_balance_names_both_sides_and_every_cell() -> None:
    (column, total) = [f for f in broken(complete(official(), requests__received__natural=3)) if f.rule == "balance"]
    assert (column.cell, total.cell) == ("D7", "J7")
    assert (column.found, column.expected, column.severity) == (3, 0, "error")
    assert column.message.startswith("自然人：第一项加第二项之和，等于第三项加第四项之和。")
    assert "相差 3" in column.message
    assert re.findall(r"[A-Z]\d+", column.message) == ["D7", "D8", "D30", "D31"]


def test_a_rule_over_two_years_is_open_until_last_year_is_known() -> None:
    changes = {"requests__carried_in__natural": 2, "requests__carried_out__natural": 2}
    assert found(official(), None, **changes) == []
    assert found(official(), 2, requests__carried_in__natural=2, requests__carried_out__natural=2)[0][:4] == (
        "valid_follows",
        "warning",
        "D5",
        0,
    )
    assert found(official(), 0, **changes) == [
        ("carried_over", "warning", "D8", 2, 0),
        ("carried_over", "warning", "J8", 2, 0),
    ]


def test_an_explained_warning_is_a_note_that_quotes_the_explanation() -> None:
    changes: dict[str, Any] = {"requests__carried_in__natural": 2, "requests__carried_out__natural": 2}
    changes |= {f"carried_over__{member}__explanation": "上年漏报 2 件" for member in ("natural", "all")}
    findings = check(complete(official(), **changes))
    assert rows(findings) == [("carried_over", "note", "D8", 2, 0), ("carried_over", "note", "J8", 2, 0)]
    assert all(finding.message.endswith("填报说明：上年漏报 2 件") for finding in findings)
    assert verdict_of(findings) == "clean"


def filled_file(folder: Path) -> Path:
    """The official form, all zero but for one balanced column."""
    changes = {"requests__received__natural": 5, "requests__granted__natural": 5}
    return saved(complete(official(), **changes), folder)


def cell_of(place: str, definition: Definition) -> tuple[str, str]:
    cell = layout_of(definition).cell(Place.parse(place))
    return cell.sheet, cell.a1


@pytest.mark.slow
def test_a_total_that_was_typed_over_is_an_error_at_its_cell(tmp_path: Path) -> None:
    sheet, cell = cell_of("requests.received.all", official())
    book = openpyxl.load_workbook(filled_file(tmp_path))
    book[sheet][cell] = 7
    book.save(tmp_path / "typed.xlsx")
    (finding,) = check(read_workbook(tmp_path / "typed.xlsx"))
    assert rows((finding,)) == [("total", "error", "J7", 7, 5)]
    assert re.search("自然人（5） .* = 5，相差 2。", finding.message)


@pytest.mark.slow
def test_a_text_over_a_total_is_an_error_too(tmp_path: Path) -> None:
    cell = cell_of("requests.received.all", official())
    file = with_cell(filled_file(tmp_path), tmp_path / "typed.xlsx", cell, "<v>5</v>")
    assert check(read_workbook(file)) == (), "the right number, typed, changes no figure"
    book = openpyxl.load_workbook(file)
    book[cell[0]][cell[1]] = "5件"
    book.save(file)
    assert rows(check(read_workbook(file))) == [("total", "error", "J7", "5件", 5)]


@pytest.mark.slow
def test_a_number_over_a_total_whose_parts_are_blank_is_an_error(tmp_path: Path) -> None:
    file = saved(complete(harbour(), prices__berth__least=None), tmp_path)
    typed = with_cell(file, tmp_path / "typed.xlsx", cell_of("prices.berth.span", harbour()), "<v>9</v>")
    assert rows(tuple(f for f in check(read_workbook(typed, harbour())) if f.rule == "total")) == [
        ("total", "error", "C31", 9, None)
    ]


def with_total(folder: Path, content: str) -> Path:
    """A filled file of which one total, 5, holds something else."""
    file = filled_file(folder)
    cell = cell_of("requests.received.all", official())
    assert cached_values(file)[cell] == 5
    return with_cell(file, folder / "changed.xlsx", cell, content)


@pytest.mark.slow
def test_a_file_that_was_not_calculated_is_a_note_and_counts_as_calculated(tmp_path: Path) -> None:
    formula = formulas(filled_file(tmp_path))[cell_of("requests.received.all", official())]
    findings = check(read_workbook(with_total(tmp_path, f"<f>{formula}</f><v>2</v>")))
    assert rows(findings) == [("recalculated", "note", "J7", 2, 5)]
    assert verdict_of(findings) == "clean"


@pytest.mark.slow
def test_a_formula_that_was_changed_is_an_error_where_its_result_is_wrong(tmp_path: Path) -> None:
    findings = check(read_workbook(with_total(tmp_path, "<f>1+1</f><v>2</v>")))
    assert rows(findings) == [("total", "error", "J7", 2, 5), ("altered.formula", "warning", "J7", None, None)]
    assert findings[1].message.startswith("这里的公式被改成了别的公式（=1+1）（共 1 格）。")


@pytest.mark.slow
def test_formulas_whose_cells_are_gone_are_told_once_for_each_sheet_and_not_quoted(tmp_path: Path) -> None:
    file = filled_file(tmp_path)
    part = sheet_parts(parts(file))[layout_of(official()).checks.sheet]
    broken = "<f>IF(#REF!=0,#REF!,1)</f><v>0</v>"
    count = 0

    def change(name: str, text: str) -> str:
        nonlocal count
        if name != part:
            return text
        changed, count = re.subn("<f>[^<]*</f><v>[^<]*</v>", broken, text)
        return changed

    findings = check(read_workbook(rewritten(file, tmp_path / "broken.xlsx", change)))
    assert rows(findings) == [("altered.formula", "warning", "A2", None, None)]
    assert count > 0
    assert findings[0].message == messages_for("zh-CN")("altered.formula_lost", count=count)


@pytest.mark.slow
def test_a_long_formula_is_not_quoted(tmp_path: Path) -> None:
    formula = "=" + "+".join(["1"] * 30)
    findings = check(read_workbook(with_total(tmp_path, f"<f>{formula[1:]}</f><v>30</v>")))
    message = next(finding.message for finding in findings if finding.rule == "altered.formula")
    assert message.startswith("这里的公式被改成了别的公式（共 1 格）。")


@pytest.mark.slow
def test_a_file_that_was_never_calculated_is_a_few_notes_and_not_one_for_every_total(tmp_path: Path) -> None:
    file = filled_file(tmp_path)

    def stale(part: str, text: str) -> str:
        return re.sub(r"</f><v>\d+</v>", "</f><v>99</v>", text) if "worksheets" in part else text

    findings = check(read_workbook(rewritten(file, tmp_path / "stale.xlsx", stale)))
    assert {finding.rule for finding in findings} == {"recalculated"}
    assert len(findings) < 10
    assert "99" in findings[0].message


@pytest.mark.slow
def test_a_file_whose_values_are_gone_is_judged_all_the_same(tmp_path: Path) -> None:
    book = openpyxl.load_workbook(filled_file(tmp_path))
    book.save(tmp_path / "bare.xlsx")
    assert check(read_workbook(tmp_path / "bare.xlsx")) == ()


def test_figures_that_do_not_fit_stand_in_the_order_of_the_sheets_and_graver_first() -> None:
    findings = check(
        complete(
            official(),
            overview=[],
            phone="",
            proactive__fees__charged=-1,
            requests__received__natural="3件",
            remedies__cases__review_upheld=Decimal("0.5"),
            other_matters=[],
        )
    )
    assert [(f.sheet, f.cell, f.rule) for f in findings] == [
        ("封面", "B8", "filled"),
        ("一、总体情况", "B6", "filled"),
        ("二、主动公开", "B16", "sign"),
        ("三、申请办理", "D7", "balance"),  # the total of the row is part of it: one mistake breaks both
        ("三、申请办理", "D7", "number"),
        ("四、复议诉讼", "A7", "kind"),
        ("六、其他事项", "B6", "filled"),
    ]


def test_a_choice_that_is_not_offered_is_told_which_are() -> None:
    (finding,) = [f for f in check(complete(harbour(), fleet__tugs__state="bad")) if f.rule == "kind"]
    assert finding.message == messages_for("en")(
        "finding.not_option", place="Tugs · State", found="bad", options="good, fair, poor"
    )


def test_a_time_in_place_of_a_count_is_told_as_that_and_a_line_break_within_a_number_is_seen() -> None:
    typed = complete(harbour(), fleet__tugs__number=Decimal("0.520833333333333"), fleet__pilots__number="2\n1")
    told = {f.message for f in check(typed) if f.rule == "kind"}
    said = messages_for("en")
    assert told == {
        said("finding.clock_time", place="Tugs · Number", found="0.520833333333333", time="12:30"),
        said("finding.not_number", place="Pilot boats · Number", found="2⏎1"),
    }


def test_findings_go_to_json_with_numbers_as_numbers() -> None:
    (finding,) = [f for f in check(complete(harbour(), fleet__pilots__number=3)) if f.severity == "error"]
    assert finding.to_json() == {
        "rule": "a_tug_for_each_pilot",
        "severity": "error",
        "place": "fleet.tugs.number",
        "sheet": "2 Traffic & dues",
        "cell": "B21",
        "message": finding.message,
        "found": 0,
        "expected": 1.5,
        "also": ["'2 Traffic & dues'!B22"],
        "suspects": [],
        "certainty": None,
        "settles": [],
    }


def test_a_finding_about_no_figure_has_a_null_for_its_place() -> None:
    incomplete = replace(complete(harbour()), incomplete="A port is missing.")
    (finding,) = [f for f in check(incomplete) if f.rule == "consolidated.incomplete"]
    assert (finding.place, finding.to_json()["place"]) == ("", None)


@pytest.mark.slow
def test_the_same_figures_give_the_same_findings_from_memory_and_from_a_file(tmp_path: Path) -> None:
    for number, submission in enumerate(fillings(harbour(), 12, seed=9)):
        file = saved(submission, tmp_path, f"{number}.xlsx")
        assert check(read_workbook(file, harbour())) == check(submission)


@pytest.mark.parametrize(
    "typed", ["，。！", "……", "**", "（略）", "【同上】", "待补充。", "-", "／", "详见附件", "　。"]
)
def test_punctuation_and_words_for_later_are_no_answer_in_any_section(typed: str, tmp_path: Path) -> None:
    definition = official()
    texts: dict[str, Any] = {name: [typed] for name in definition.narratives}
    submission = complete(definition, **texts)
    blank = {f.place: f.severity for f in check(submission) if f.rule == "filled"}
    assert blank == {"overview": "error", "problems": "warning", "other_matters": "warning"}
    said = cached_values(saved(submission, tmp_path))
    assert said[(layout_of(definition).cover.sheet, layout_of(definition).cover.verdict.a1)] == (
        "… 尚未完成：0 处不符，1 处未填，2 条待说明"
    )


def test_a_section_may_say_none_only_where_the_form_allows_it() -> None:
    definition = official()
    texts: dict[str, Any] = {name: ["（无）！"] for name in definition.narratives}
    blank = found(definition, **texts)
    assert [row[1] for row in blank if row[0] == "filled"] == ["error", "warning"]


@pytest.mark.slow
@pytest.mark.parametrize("typed", ["　", "-", "。。。", "/", "（）"])
def test_blanks_and_punctuation_explain_nothing(typed: str, tmp_path: Path) -> None:
    definition = official()
    line = next(line for key, line in explained_lines(definition).items() if key == "carried_over.natural")
    checks = layout_of(definition).checks
    asked = checks.cell(line, "explanation")
    blank = saved(complete(definition, 3), tmp_path, "blank.xlsx")
    book = openpyxl.load_workbook(blank)
    book[asked.sheet][asked.a1] = typed
    book.save(tmp_path / "typed.xlsx")
    submission = read_workbook(tmp_path / "typed.xlsx")
    assert submission.explanations == {}
    warned = {f.place for f in check(submission) if (f.rule, f.severity) == ("carried_over", "warning")}
    assert "requests.carried_in.natural" in warned
    given = complete(definition, 3, carried_over__natural__explanation=typed)
    assert given.explanations == {}
    (calculated,) = by_ironcalc([tmp_path / "typed.xlsx"])
    assert calculated[(checks.sheet, checks.cell(line, "status").a1)] == "！ 需说明"


def test_an_empty_section_that_is_explained_asks_for_nothing_more() -> None:
    texts: dict[str, Any] = {"problems": []}
    explained = complete(official(), **texts, filled__problems__explanation="职能已经划出。")
    (finding,) = [f for f in check(explained) if f.rule == "filled"]
    assert finding.message == "“五、存在的主要问题及改进情况”没有内容。填报说明：职能已经划出。"
