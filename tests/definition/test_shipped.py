"""The official form in both editions: every label to the character, every merge, every rule, counted by hand."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from xlsreport.definition.definition import Definition
from xlsreport.definition.figure_kinds.number_kinds import Amount, Count, SignedCount
from xlsreport.definition.loading.definition_loading import load_definition, load_with_hints
from xlsreport.definition.loading.shipped_definitions import shipped_names, shipped_path, templates_folder
from xlsreport.definition.place import Place
from xlsreport.definition.problems import DefinitionError
from xlsreport.layout.grid import LabelBox, table_grid

EDITIONS = ("2019", "2021")

# The notices' own words, typed anew: not taken from the definitions that are tested here.
SECTIONS = [
    "一、总体情况",
    "二、主动公开政府信息情况",
    "三、收到和处理政府信息公开申请情况",
    "四、政府信息公开行政复议、行政诉讼情况",
    "五、存在的主要问题及改进情况",
    "六、其他需要报告的事项",
]

PROACTIVE = {
    "2019": """
第二十条第（一）项
信息内容 | 本年新制作数量 | 本年新公开数量 | 对外公开总数量
规章
规范性文件
第二十条第（五）项
信息内容 | 上一年项目数量 | 本年增/减 | 处理决定数量
行政许可
其他对外管理服务事项
第二十条第（六）项
信息内容 | 上一年项目数量 | 本年增/减 | 处理决定数量
行政处罚
行政强制
第二十条第（八）项
信息内容 | 上一年项目数量 | 本年增/减
行政事业性收费
第二十条第（九）项
信息内容 | 采购项目数量 | 采购总金额
政府集中采购
""",
    "2021": """
第二十条第（一）项
信息内容 | 本年制发件数 | 本年废止件数 | 现行有效件数
规章
行政规范性文件
第二十条第（五）项
信息内容 | 本年处理决定数量
行政许可
第二十条第（六）项
信息内容 | 本年处理决定数量
行政处罚
行政强制
第二十条第（八）项
信息内容 | 本年收费金额（单位：万元）
行政事业性收费
""",
}

BALANCE = "（本列数据的勾稽关系为：第一项加第二项之和，等于第三项加第四项之和）"
# Each row label with the printed rows and columns that it is merged over.
OTHER_HANDLING = {
    "2019": "（六）其他处理 1x2",
    "2021": """\
（六）其他处理 3x1
1.申请人无正当理由逾期不补正、行政机关不再处理其政府信息公开申请 1x1
2.申请人逾期未按收费通知要求缴纳费用、行政机关不再处理其政府信息公开申请 1x1
3.其他 1x1""",
}
REQUESTS = """\
一、本年新收政府信息公开申请数量 1x3
二、上年结转政府信息公开申请数量 1x3
三、本年度办理结果 {results}x1
（一）予以公开 1x2
（二）部分公开（区分处理的，只计这一情形，不计其他情形） 1x2
（三）不予公开 8x1
1.属于国家秘密 1x1
2.其他法律行政法规禁止公开 1x1
3.危及“三安全一稳定” 1x1
4.保护第三方合法权益 1x1
5.属于三类内部事务信息 1x1
6.属于四类过程性信息 1x1
7.属于行政执法案卷 1x1
8.属于行政查询事项 1x1
（四）无法提供 3x1
1.本机关不掌握相关政府信息 1x1
2.没有现成信息需要另行制作 1x1
3.补正后申请内容仍不明确 1x1
（五）不予处理 5x1
1.信访举报投诉类申请 1x1
2.重复申请 1x1
3.要求提供公开出版物 1x1
4.无正当理由大量反复申请 1x1
5.要求行政机关确认或重新出具已获取信息 1x1
{other_handling}
（七）总计 1x2
四、结转下年度继续办理 1x3"""

OUTCOMES = ["结果维持", "结果纠正", "其他结果", "尚未审结", "总计"]


@pytest.fixture(scope="module", params=EDITIONS)
def edition(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture(scope="module")
def form(edition: str) -> Definition:
    return load_definition(f"cn-gov-info-disclosure/{edition}")


def boxes(definition: Definition, table: str, *roles: str) -> list[LabelBox]:
    """The labels of some roles as they are printed, from the top down and from the left to the right."""
    found = [label for label in table_grid(definition, table).labels if label.role in roles]
    return sorted(found, key=lambda label: (label.box.top, label.box.left))


def merged(label: LabelBox) -> str:
    return f"{label.text} {label.box.height}x{label.box.width}"


def test_both_editions_ship_under_their_names() -> None:
    chinese = [name for name in shipped_names() if name.startswith("cn-gov-info-disclosure/")]
    assert set(chinese) == {f"cn-gov-info-disclosure/{edition}" for edition in (*EDITIONS, "2021-fees")}


@pytest.mark.parametrize("name", list(shipped_names()))
def test_what_is_not_looked_through_when_a_shipped_definition_is_loaded_is_sound(name: str) -> None:
    looked_through, _ = load_with_hints(name)
    assert load_definition(name).fingerprint == looked_through.fingerprint


def test_what_extends_a_shipped_definition_is_looked_through(tmp_path: Path) -> None:
    own = tmp_path / "own.yaml"
    own.write_text(
        "extends: cn-gov-info-disclosure/2021\nid: own\nphrasing:\n  asides: [<nothing>]\n", encoding="utf-8"
    )
    with pytest.raises(DefinitionError, match="nothing"):
        load_definition(own)


def test_a_name_that_ships_leads_to_its_file_and_another_to_none() -> None:
    assert shipped_path("cn-gov-info-disclosure/2021") == templates_folder() / "cn-gov-info-disclosure" / "2021.yaml"
    assert shipped_path("cn-gov-info-disclosure/2020") is None
    assert shipped_path("../templates/cn-gov-info-disclosure/2021") is None
    assert shipped_path(str(Path("cn-gov-info-disclosure", "2021.yaml"))) is None


def test_the_six_sections_have_the_notice_s_headings(form: Definition) -> None:
    assert [section.heading for section in form.sections] == SECTIONS
    assert [bool(section.tables) for section in form.sections] == [False, True, True, True, False, False]


def test_the_report_is_named_and_dated_as_the_notice_says(form: Definition, edition: str) -> None:
    assert form.name == f"cn-gov-info-disclosure/{edition}"
    assert form.declaration.one_line_title == "{agency}{year}年政府信息公开工作年度报告"
    assert form.declaration.period.text == "{year}年1月1日至{year}年12月31日"
    assert "《中华人民共和国政府信息公开条例》第四十九条、第五十条" in form.declaration.preamble[0]


def test_a_report_of_2021_follows_on_one_of_the_edition_before() -> None:
    assert load_definition("cn-gov-info-disclosure/2021").predecessors == (
        "cn-gov-info-disclosure/2021",
        "cn-gov-info-disclosure/2019",
    )
    assert load_definition("cn-gov-info-disclosure/2019").predecessors == ("cn-gov-info-disclosure/2019",)


def test_table_two_reads_as_the_notice_prints_it(form: Definition, edition: str) -> None:
    lines: dict[int, list[str]] = {}
    for label in boxes(form, "proactive", "caption", "stub", "column", "row"):
        lines.setdefault(label.box.top, []).append(label.text)
    assert "\n".join(" | ".join(texts) for texts in lines.values()) == PROACTIVE[edition].strip()


def test_table_two_is_four_columns_wide_and_its_captions_span_them(form: Definition) -> None:
    grid = table_grid(form, "proactive")
    assert (grid.width, grid.stub_width) == (4, 1)
    assert {(label.box.left, label.box.width, label.box.height) for label in boxes(form, "proactive", "caption")} == {
        (0, 4, 1)
    }


def test_table_two_spreads_fewer_figures_over_its_width(form: Definition, edition: str) -> None:
    spans = [
        (figure.place.row, figure.place.column, figure.box.left, figure.box.width)
        for figure in table_grid(form, "proactive").figures
        if figure.box.width > 1
    ]
    assert (
        spans
        == {
            "2019": [("fees", "change", 2, 2), ("procurement", "spent", 2, 2)],
            "2021": [
                ("licensing", "decisions", 1, 3),
                ("penalties", "decisions", 1, 3),
                ("coercion", "decisions", 1, 3),
                ("fees", "charged", 1, 3),
            ],
        }[edition]
    )


def test_the_headings_of_table_two_are_merged_like_their_figures(form: Definition) -> None:
    grid = table_grid(form, "proactive")
    columns = {(label.box.top, label.box.left): label.box.width for label in boxes(form, "proactive", "column")}
    for block in grid.blocks:
        heading = block.top + block.heading_rows - 1
        for figure in grid.figures:
            if heading < figure.box.top < block.bottom:
                assert columns[heading, figure.box.left] == figure.box.width


def test_table_two_counts_except_for_money_and_changes(form: Definition, edition: str) -> None:
    kinds = {
        f"{place.row}.{place.column}": facts.kind
        for place, facts in form.places.items()
        if place.table == "proactive" and facts.kind != Count()
    }
    changes = ["licensing", "other_services", "penalties", "coercion", "fees"]
    assert (
        kinds
        == {
            "2019": {f"{row}.change": SignedCount() for row in changes} | {"procurement.spent": Amount(decimals=6)},
            "2021": {"fees.charged": Amount(unit="万元", decimals=6)},
        }[edition]
    )


def test_table_three_has_the_notice_s_rows_each_merged_as_printed(form: Definition, edition: str) -> None:
    expected = REQUESTS.format(
        results={"2019": 20, "2021": 22}[edition], other_handling=OTHER_HANDLING[edition]
    ).splitlines()
    # Headings stand beside their first row, so from the top down and the left to the right is the order of reading.
    assert [merged(label) for label in boxes(form, "requests", "row")] == expected


def test_table_three_has_the_notice_s_columns_in_three_rows_of_headings(form: Definition) -> None:
    assert [(merged(label), label.box.top, label.box.left) for label in boxes(form, "requests", "stub", "column")] == [
        (f"{BALANCE} 3x3", 0, 0),
        ("申请人情况 1x7", 0, 3),
        ("自然人 2x1", 1, 3),
        ("法人或其他组织 1x5", 1, 4),
        ("总计 2x1", 1, 9),
        ("商业企业 1x1", 2, 4),
        ("科研机构 1x1", 2, 5),
        ("社会公益组织 1x1", 2, 6),
        ("法律服务机构 1x1", 2, 7),
        ("其他 1x1", 2, 8),
    ]


def test_table_three_has_ten_columns_and_no_subtotals(form: Definition, edition: str) -> None:
    grid = table_grid(form, "requests")
    rows = {"2019": 23, "2021": 25}[edition]
    assert (grid.width, grid.height) == (10, rows + 3)
    assert len(form.places_of("requests")) == rows * 7 == {"2019": 161, "2021": 175}[edition]
    computed = {(place.row, place.column) for place, facts in form.places.items() if facts.computed}
    in_table = {pair for pair in computed if Place("requests", *pair) in form.places}
    assert {row for row, column in in_table if column != "all"} == {"disposed"}
    assert len(in_table) == rows + 7 - 1


def test_table_four_is_one_row_of_fifteen_figures_under_three_rows_of_headings(form: Definition) -> None:
    assert [(merged(label), label.box.top, label.box.left) for label in boxes(form, "remedies", "column")] == [
        ("行政复议 1x5", 0, 0),
        ("行政诉讼 1x10", 0, 5),
        *[(f"{text} 2x1", 1, left) for left, text in enumerate(OUTCOMES)],
        ("未经复议直接起诉 1x5", 1, 5),
        ("复议后起诉 1x5", 1, 10),
        *[(f"{text} 1x1", 2, left) for left, text in enumerate([*OUTCOMES, *OUTCOMES], start=5)],
    ]
    grid = table_grid(form, "remedies")
    assert (grid.width, grid.height, grid.stub_width, len(grid.figures)) == (15, 4, 0, 15)
    assert boxes(form, "remedies", "row", "stub", "caption") == []


def test_there_are_as_many_figures_as_the_notice_prints(form: Definition, edition: str) -> None:
    counts = Counter(place.table for place in form.places)
    assert (
        counts
        == {
            "2019": {"proactive": 22, "requests": 161, "remedies": 15},
            "2021": {"proactive": 10, "requests": 175, "remedies": 15},
        }[edition]
    )


def test_the_arithmetic_of_one_year_is_balances_column_totals_row_totals_and_three_more(
    form: Definition, edition: str
) -> None:
    within = [case for case in form.cases if not case.previous_places]
    balances = [case for case in within if case.rule.severity == "error"]
    along = Counter((total.place.table, total.along) for total in form.totals)
    rows = {"2019": 23, "2021": 25}[edition]
    assert {case.rule.id for case in balances} == {"balance"}
    assert (
        Counter((case.rule.id, case.rule.severity) for case in within if case not in balances)
        == {
            "2019": {
                ("total_enough", "warning"): 2,
                ("no_regulations", "warning"): 1,
                ("items_not_negative", "warning"): 5,
            },
            "2021": {("valid_enough", "warning"): 2, ("no_regulations", "warning"): 1, ("fees_in_yuan", "note"): 1},
        }[edition]
    )
    assert len(balances) == 7
    assert along == {("requests", "rows"): 7, ("requests", "columns"): rows, ("remedies", "columns"): 3}
    assert len(balances) + len(form.totals) == {"2019": 40, "2021": 42}[edition]


def test_what_last_year_says_is_compared_and_only_warned_of(form: Definition, edition: str) -> None:
    across = [case for case in form.cases if case.previous_places and case.change is None]
    assert {case.rule.severity for case in across} == {"warning"}
    assert (
        Counter(case.rule.id for case in across)
        == {
            "2019": {"carried_over": 7, "items_follow": 5},
            "2021": {"carried_over": 7, "valid_follows": 2},
        }[edition]
    )


def test_what_is_far_from_last_year_is_noted_and_never_asked_for(form: Definition, edition: str) -> None:
    far = [case for case in form.cases if case.change is not None]
    assert {case.rule.severity for case in far} == {"note"}
    assert (
        Counter(case.rule.id for case in far)
        == {
            "2019": {"decisions_far": 4, "spent_far": 1, "received_far": 1},
            "2021": {"decisions_far": 3, "fees_far": 1, "received_far": 1},
        }[edition]
    )


def parts(definition: Definition, place: str) -> set[str]:
    """The rows or columns that a total adds up."""
    (total,) = (total for total in definition.totals if str(total.place) == place)
    position = 1 if total.along == "rows" else 2
    from_expression = str(total.expression).split("Place(")[1:]
    return {text.split("'")[position * 2 + 1] for text in from_expression}


def test_the_total_of_the_results_adds_up_every_way_of_disposing(form: Definition, edition: str) -> None:
    rows = [
        row for place in form.places if place.table == "requests" and place.column == "natural" for row in [place.row]
    ]
    others = {"received", "carried_in", "disposed", "carried_out"}
    assert parts(form, "requests.disposed.natural") == set(rows) - others
    assert len(set(rows) - others) == {"2019": 19, "2021": 21}[edition]


def test_the_total_of_the_applicants_adds_up_persons_and_the_five_kinds_of_organisation(form: Definition) -> None:
    assert parts(form, "requests.granted.all") == {
        "natural",
        "business",
        "research",
        "welfare",
        "law_services",
        "others",
    }


@pytest.mark.parametrize("group", ["review", "direct", "after"])
def test_each_total_of_table_four_adds_up_its_four_outcomes(form: Definition, group: str) -> None:
    assert parts(form, f"remedies.cases.{group}_all") == {
        f"{group}_{outcome}" for outcome in ("upheld", "corrected", "other", "pending")
    }
