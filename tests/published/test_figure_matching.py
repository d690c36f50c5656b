"""Labels lead to places: tables as reports print them, with everything that happens to them on the way."""

from __future__ import annotations

from decimal import Decimal

import pytest

from support.definitions import loaded
from support.publications import because, drawn, form_table, printed_at, publication, rows_of_texts
from support.shipped_forms import DISTINCT_FORMS
from xlsreport import Definition
from xlsreport.definition.place import Place
from xlsreport.messages import messages_for
from xlsreport.published.imported_report import MatchedFigures, Spot
from xlsreport.published.matching.figure_matching import match_figures
from xlsreport.published.publication.publication import PublishedTable

FORM = loaded("cn-gov-info-disclosure/2021")
PROACTIVE, REQUESTS, REMEDIES = (section.heading for section in FORM.sections[1:4])


def read(*blocks: str | PublishedTable, definition: Definition = FORM) -> MatchedFigures:
    return match_figures(publication(*blocks), definition, messages_for("en"))


def numbered(definition: Definition) -> dict[Place, str]:
    """A figure for each place that no other has."""
    return {place: str(1000 + number) for number, place in enumerate(definition.places)}


def row(matched: MatchedFigures, name: str) -> str:
    """The figures of a row in the order of the form's columns."""
    return " ".join(each.printed for place, each in matched.figures.items() if str(place).startswith(f"{name}."))


@pytest.mark.parametrize("name", [name for name in DISTINCT_FORMS if not name.startswith("us-fac")])
def test_every_figure_of_a_form_as_it_is_printed_is_at_its_place(name: str) -> None:
    definition = loaded(name)
    figures = numbered(definition)
    blocks: list[str | PublishedTable] = []
    for section in definition.sections:
        blocks.append(section.heading)
        for table in section.tables:
            if table.list is None and table.rows_from is None:
                blocks += [*filter(None, [table.title]), form_table(definition, table.id, figures.__getitem__)]
    matched = read(*blocks, definition=definition)
    asked = {place for place in figures if definition.tables[place.table].rows_from is None}
    wrong = {place: each.printed for place, each in matched.figures.items() if each.printed != figures[place]}
    assert wrong == {}
    missed = asked - matched.figures.keys()
    assert {definition.facts(place).kind.name for place in missed} <= {"choice", "date", "percent"}
    not_printed = {name for name, table in definition.tables.items() if table.rows_from} | set(definition.lists)
    unread = {each.name for each in matched.unread}
    assert {name for name in unread if name.partition(".")[0] not in not_printed} == set(map(str, missed))
    assert {name.partition(".")[0] for name in unread} >= not_printed


def test_where_a_figure_is_printed_is_told() -> None:
    matched = read(PROACTIVE, drawn("信息内容 | 本年处理决定数量\n行政处罚 | 12\n行政强制 | 3"))
    assert printed_at(matched, ["proactive.penalties.decisions", "proactive.coercion.decisions"]) == ["12", "3"]
    assert matched.figures[Place.parse("proactive.coercion.decisions")].spot == Spot(None, 1, 3, 2)


def test_columns_and_rows_in_another_order_are_read_by_their_labels() -> None:
    matched = read(
        PROACTIVE,
        drawn(
            """
            信息内容       | 现行有效件数 | 本年制发件数 | 本年废止件数
            行政规范性文件 | 30           | 5            | 2
            规章           | 31           | 6            | 1
            """
        ),
    )
    places = [f"proactive.{row}.{column}" for row in ("regulations", "normative") for column in _COLUMNS]
    assert printed_at(matched, places) == ["6", "1", "31", "5", "2", "30"]


_COLUMNS = ("issued", "abolished", "valid")


def test_a_table_printed_the_other_way_round_is_read_by_its_labels() -> None:
    matched = read(
        PROACTIVE,
        drawn(
            """
            项目         | 规章 | 行政规范性文件
            本年制发件数 | 6    | 5
            本年废止件数 | 1    | 2
            现行有效件数 | 31   | 30
            """
        ),
    )
    places = [f"proactive.{row}.{column}" for row in ("regulations", "normative") for column in _COLUMNS]
    assert printed_at(matched, places) == ["6", "1", "31", "5", "2", "30"]
    assert matched.figures[Place.parse("proactive.normative.issued")].spot == Spot(None, 1, 2, 3)


def test_a_row_with_a_cell_too_few_is_not_shifted() -> None:
    matched = read(PROACTIVE, drawn("信息内容 | 本年制发件数 | 本年废止件数 | 现行有效件数\n规章 | 6 | 31"))
    assert printed_at(matched, ["proactive.regulations.issued", "proactive.regulations.valid"]) == [None, None]
    assert because(matched, "proactive.regulations.issued").startswith(
        "The row “规章” (table 1, row 2) has more or fewer"
    )


def test_a_form_of_which_only_the_order_of_the_cells_is_left_is_read_where_it_is_the_forms() -> None:
    figures = numbered(FORM)
    whole = form_table(FORM, "requests", figures.__getitem__)
    matched = read(REQUESTS, rows_of_texts(whole))
    assert {place: each.printed for place, each in matched.figures.items()} == {
        place: figure for place, figure in figures.items() if place.table == "requests"
    }


def test_lines_with_a_cell_each_are_rows_where_their_figures_are_as_many_as_the_columns() -> None:
    text = """
        申请人情况 自然人 法人或其他组织 总计 商业 企业 科研 机构 社会公益组织 法律服务机构 其他
        一、本年新收政府信息公开申请数量 41 2 0 0 1 0 44
        二、上年结转政府信息公开申请数量 1 2 3 4 5 15
        （三）不予公开 2.重复申请 6 5 4 3 2 1 21
    """
    matched = read(REQUESTS, *text.split(), REMEDIES)
    assert row(matched, "requests.received") == "41 2 0 0 1 0 44"
    assert row(matched, "requests.repeated") == "6 5 4 3 2 1 21"
    assert row(matched, "requests.carried_in") == ""
    assert because(matched, "requests.carried_in.all").startswith(
        "The row “二、上年结转政府信息公开申请数量” (in the text)"
    )


def test_headings_that_say_nothing_are_those_printed_before_only_where_the_rows_total_confirms_it() -> None:
    made_up = "类别 | 数据1 | 数据2 | 数据3 | 数据4 | 数据5 | 数据6 | 总计"
    matched = read(
        REQUESTS,
        "申请人情况（自然人）",
        "申请人情况（法人或其他组织）",
        drawn("商业企业 | 科研机构 | 社会公益 | 法律服务机构 | 其他\n- | - | - | - | -"),
        "申请人情况（总计）",
        "（一）予以公开",
        drawn(f"{made_up}\n予以公开 | 4 | 0 | 1 | 0 | 2 | 0 | 7"),
        "（二）部分公开",
        drawn(f"{made_up}\n部分公开 | 4 | 0 | 1 | 0 | 2 | 0 | 8"),
    )
    assert row(matched, "requests.granted") == "4 0 1 0 2 0 7"
    assert row(matched, "requests.partly_granted") == ""
    assert "say nothing, and the row has no total" in because(matched, "requests.partly_granted.natural")


def test_headings_that_say_something_else_are_not_passed_over() -> None:
    head = "申请人情况 | 自然人 | 商业企业 | 科研机构 | 社会公益组织 | 法律服务机构 | 其他 | 总计"
    other = "项目 | 本年新收件数 | 上年结转件数 | 予以公开 | 部分公开 | 不予公开 | 结转下年度 | 总计"
    figures = "4 | 0 | 1 | 0 | 2 | 0 | 7"
    matched = read(REQUESTS, drawn(f"{head}\n2.重复申请 | {figures}"), drawn(f"{other}\n3.其他 | {figures}"))
    assert printed_at(matched, ["requests.repeated.natural", "requests.repeated.all"]) == ["4", "7"]
    assert printed_at(matched, ["requests.other.natural", "requests.other.business"]) == [None, None]


def test_the_row_of_an_earlier_form_is_the_one_that_the_definition_names() -> None:
    whole = form_table(loaded("cn-gov-info-disclosure/2019"), "requests", lambda place: "3")
    matched = read(REQUESTS, whole)
    assert printed_at(matched, ["requests.other.natural", "requests.fee_unpaid.natural"]) == ["3", None]
    assert "no row was found that is “2.申请人逾期未按收费通知要求" in because(matched, "requests.fee_unpaid.natural")


def test_labels_and_digits_that_run_together_are_told_and_never_parted() -> None:
    text = "二、主动公开政府信息情况信息内容本年制发件数本年废止件数现行有效件数规章000行政规范性文件5426行政许可194"
    matched = read(text, "本年作出行政许可194件、行政处罚46件，制发行政规范性文件5件，收到政府信息公开申请14件。")
    assert matched.figures == {}
    assert because(matched, "proactive.normative.valid").startswith(f"Of “{PROACTIVE}” only labels and digits that run")
    assert because(matched, "requests.received.all").startswith(
        f"No table was found whose labels are those of “{REQUESTS}”"
    )


def test_a_form_that_was_published_empty_is_told() -> None:
    matched = read(REMEDIES, form_table(FORM, "remedies", lambda place: "\u3000"))
    assert {each.printed for each in matched.figures.values()} == {""}
    assert matched.notes == ("All 15 cells that were found are blank, as on a form that was published empty.",)


def test_a_heading_that_is_missing_or_misspelt_beyond_knowing_loses_its_own_column_alone() -> None:
    matched = read(
        REQUESTS,
        drawn(
            """
            项目       | 申请人情况 | <        | <        | <            | <            | <    | <
            ^          | 自然人     | 法人或其他组织 | <  | <            | <            | <    | 总计
            ^          | ^          | 商业企业 | 甲乙丙丁 | 社会公盖组织 | 法律服务机构 | 其他 | ^
            2.重复申请 | 6          | 5        | 4        | 3            | 2            | 1    | 21
            """
        ),
    )
    assert row(matched, "requests.repeated") == "6 5 3 2 1 21"
    assert printed_at(matched, ["requests.repeated.research"]) == [None]
    assert matched.notes == ("“社会公盖组织” was taken for “社会公益组织”.",)


def test_a_word_that_decides_the_meaning_is_no_misprint() -> None:
    head = "项目 | 自然人 | 商业企业 | 科研机构 | 社会公益组织 | 法律服务机构 | 其他 | 总计"
    figures = "6 | 5 | 4 | 3 | 2 | 1 | 21"
    other = read(REQUESTS, drawn(f"{head}\n二、本年结转政府信息公开申请数量 | {figures}"))
    assert row(other, "requests.carried_in") == ""
    misprint = read(REQUESTS, drawn(f"{head}\n二、上年结砖政府信息公开申请数量 | {figures}"))
    assert row(misprint, "requests.carried_in") == "6 5 4 3 2 1 21"


def test_spans_that_were_lost_so_that_labels_stand_above_the_wrong_columns_shift_nothing() -> None:
    matched = read(
        REQUESTS,
        drawn(
            """
            项目       | 申请人情况
            自然人     | 法人或其他组织 | 总计
            商业企业   | 科研机构 | 社会公益组织 | 法律服务机构 | 其他
            2.重复申请 | 6          | 5        | 4        | 3            | 2            | 1    | 21
            """
        ),
    )
    assert row(matched, "requests.repeated") == "6 5 4 3 2 1 21"


def test_two_tables_with_different_figures_are_a_contradiction_that_is_named() -> None:
    this_year = drawn("信息内容 | 本年处理决定数量\n行政处罚 | 12\n行政强制 | 3")
    last_year = drawn("信息内容 | 本年处理决定数量\n行政处罚 | 11\n行政强制 | 3")
    matched = read(PROACTIVE, this_year, "上年", last_year)
    assert printed_at(matched, ["proactive.penalties.decisions", "proactive.coercion.decisions"]) == [None, "3"]
    assert because(matched, "proactive.penalties.decisions") == (
        "It is printed several times with different figures: “12” (table 1, row 2, column 2), "
        "“11” (table 2, row 2, column 2). Look which one is meant and enter it by hand."
    )


def test_a_unit_other_than_the_forms_is_converted_or_refused_but_never_ignored() -> None:
    fees = "proactive.fees.charged"
    in_yuan = read(PROACTIVE, drawn("信息内容 | 本年收费金额（单位：元）\n行政事业性收费 | 251000"))
    figure = in_yuan.figures[Place.parse(fees)]
    assert (figure.printed, str(figure.entry and figure.entry.number)) == ("251000", "25.1")
    assert in_yuan.notes == ("“251000” (table 1, row 2, column 2) stands below a heading in 元 and was taken as 25.1.",)
    above = read(PROACTIVE, "单位：元", drawn("信息内容 | 本年收费金额\n行政事业性收费 | 251000"))
    assert str(above.figures[Place.parse(fees)].entry) == str(figure.entry)
    in_dollars = read(PROACTIVE, drawn("信息内容 | 本年收费金额（单位：美元）\n行政事业性收费 | 251000"))
    assert printed_at(in_dollars, [fees]) == [None]


def test_a_row_that_the_form_does_not_have_is_named_with_its_figures() -> None:
    matched = read(PROACTIVE, drawn("信息内容 | 本年处理决定数量\n行政处罚 | 12\n行政强制 | 3\n行政确认 | 40"))
    assert matched.notes == ("A row that the form does not have was not read: “行政确认 40” (table 1, row 4).",)


def test_labels_of_the_form_in_a_table_about_something_else_lead_nowhere() -> None:
    matched = read("一、总体情况", drawn("公开渠道 | 网站 | 总计\n其他 | 5 | 9\n总计 | 5 | 9"))
    assert matched.figures == {}


def test_figures_below_a_caption_in_thousands_are_not_taken_as_they_are() -> None:
    table = drawn("信息内容 | 本年处理决定数量\n行政处罚 | 12\n行政强制 | 3")
    for caption in ("(in thousands)", "Figures in thousands", "单位：千件"):
        assert "12" not in printed_at(read(PROACTIVE, caption, table), ["proactive.penalties.decisions"])
    told = read(PROACTIVE, "Thousands came to the office.", table)
    assert printed_at(told, ["proactive.penalties.decisions"]) == ["12"]


def test_a_figure_in_another_unit_stands_in_a_workbook_in_that_of_the_form() -> None:
    place = "proactive.fees.charged"
    matched = read(PROACTIVE, drawn("信息内容 | 本年收费金额（单位：元）\n行政事业性收费 | 1100"))
    figure = matched.figures[Place.parse(place)]
    assert figure.entry is not None
    assert (figure.printed, figure.entry.held) == ("1100", Decimal("0.11"))
