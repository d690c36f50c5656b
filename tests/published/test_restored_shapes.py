"""What was lost on the way to a page and is certain all the same: spans, numbers of labels, lines of narrow cells."""

from __future__ import annotations

from dataclasses import replace

from support.definitions import loaded
from support.publications import because, drawn, printed_at, publication
from xlsreport import Definition
from xlsreport.messages import messages_for
from xlsreport.published.imported_report import MatchedFigures
from xlsreport.published.matching.figure_matching import match_figures
from xlsreport.published.publication.publication import PublishedTable

FORM = loaded("cn-gov-info-disclosure/2021")
PROACTIVE, REQUESTS, REMEDIES = (section.heading for section in FORM.sections[1:4])
SERVICES = loaded("uk-style-quarterly/2025")
COLUMNS = "自然人 | 商业企业 | 科研机构 | 社会公益组织 | 法律服务机构 | 其他 | 总计"
IDS = ("natural", "business", "research", "welfare", "law_services", "others", "all")


def read(*blocks: str | PublishedTable, definition: Definition = FORM) -> MatchedFigures:
    return match_figures(publication(*blocks), definition, messages_for("en"))


def figures(matched: MatchedFigures, row: str) -> list[str | None]:
    return printed_at(matched, [f"requests.{row}.{column}" for column in IDS])


def test_cells_with_the_words_of_the_merged_cell_that_they_were_are_one() -> None:
    matched = read(
        PROACTIVE,
        drawn(
            """
            第二十条第（五）项 | 第二十条第（五）项 | 第二十条第（五）项 | 第二十条第（五）项
            信息内容 | 本年处理决定数量 | 本年处理决定数量 | 本年处理决定数量
            行政许可 | 462 | 462 | 462
            第二十条第（六）项 | 第二十条第（六）项 | 第二十条第（六）项 | 第二十条第（六）项
            信息内容 | 本年处理决定数量 | 本年处理决定数量 | 本年处理决定数量
            行政处罚 | 5 | 6 | 6
            行政强制 | 7 | 7 | 7
            """
        ),
        REQUESTS,
        drawn(
            """
            项目 | 项目 | 申请人情况 | 申请人情况 | 申请人情况 | 申请人情况 | 申请人情况 | 申请人情况 | 申请人情况
            项目 | 项目 | 自然人 | {legal} | {legal} | {legal} | {legal} | {legal} | 总计
            项目 | 项目 | 自然人 | 商业企业 | 科研机构 | 社会公益组织 | 法律服务机构 | 其他 | 总计
            （五）不予处理 | 1.信访举报投诉类申请 | 1 | 1 | 0 | 0 | 0 | 0 | 2
            （五）不予处理 | 2.重复申请 | 6 | 5 | 4 | 3 | 2 | 1 | 21
            """.replace("{legal}", "法人或其他组织")
        ),
    )
    decisions = ["proactive.licensing.decisions", "proactive.penalties.decisions", "proactive.coercion.decisions"]
    assert printed_at(matched, decisions) == ["462", None, "7"]  # which of 5 and 6 it is, nobody knows
    assert figures(matched, "repeated") == ["6", "5", "4", "3", "2", "1", "21"]
    assert figures(matched, "petitions") == ["1", "1", "0", "0", "0", "0", "2"]


def test_headings_whose_widths_were_lost_are_read_in_the_forms_order_and_in_no_other() -> None:
    rows = """
        ^          | 自然人   | 法人或其他组织 | 总计
        ^          | ^        | 商业企业 | ^   | {} | {} | 法律服务机构 | 其他
        2.重复申请 | 6        | 5        | 4   | 3  | 2  | 1            | 21
        """
    head = "项目 | 申请人情况"
    matched = read(REQUESTS, drawn(f"{head}{rows.format('科研机构', '社会公益组织')}"))
    assert figures(matched, "repeated") == ["6", "5", "4", "3", "2", "1", "21"]
    other = read(REQUESTS, drawn(f"{head}{rows.format('社会公益组织', '科研机构')}"))
    assert figures(other, "repeated") == [None] * 7


def test_a_label_without_its_number_is_a_row_beside_its_neighbours_though_a_column_has_these_words() -> None:
    def table(*rows: str) -> PublishedTable:
        return drawn("\n".join([f"项目 | {COLUMNS}", *(f"{row} | 0 | 1 | 1 | 1 | 1 | 1 | 5" for row in rows)]))

    fee = "申请人逾期未按收费通知要求缴纳费用、行政机关不再处理其政府信息公开申请"
    matched = read(REQUESTS, table(fee, "其他", "总计", "结转下年度继续办理"))
    assert figures(matched, "other") == figures(matched, "disposed") == ["0", "1", "1", "1", "1", "1", "5"]
    alone = read(REQUESTS, table("重复申请", "其他", "结转下年度继续办理"))
    assert figures(alone, "other") == [None] * 7


def test_a_figure_on_several_lines_of_a_narrow_cell_counts_where_a_total_confirms_it() -> None:
    heads = "行政复议 | < | < | < | <\n结果维持 | 结果纠正 | 其他结果 | 尚未审结 | 合计"
    names = [f"remedies.cases.review_{column}" for column in ("upheld", "corrected", "other", "pending", "all")]

    def broken(total: str) -> MatchedFigures:
        table = drawn(f"{heads}\n120/4 | 3 | 0 | 1 | {total}")
        cells = (
            replace(cell, text=cell.text.replace("/", "\n"), is_broken="/" in cell.text and cell.text[0].isdecimal())
            for cell in table.cells
        )
        return read(REMEDIES, PublishedTable(1, tuple(cells)))

    assert printed_at(broken("1208"), names) == ["1204", "3", "0", "1", "1208"]
    refused = broken("128")
    assert printed_at(refused, names) == [None, "3", "0", "1", "128"]
    assert because(refused, names[0]).startswith("“1204” (table 1, row 3, column 1) stands on several lines")


def test_a_blank_cell_that_may_belong_to_the_label_is_no_figure_where_only_the_order_of_cells_is_left() -> None:
    heads = f"项目 | | | {COLUMNS}"
    rows = "重复申请 | 6 | 5 | 4 | 3 | 2 | 1 | 21\n（六）其他处理 | | 1 | 2 | 3 | 4 | 5 | 15"
    matched = read(REQUESTS, drawn(f"{heads}\n{rows}", exact=False))  # the last row lacks a figure
    assert figures(matched, "repeated") == ["6", "5", "4", "3", "2", "1", "21"]
    assert figures(matched, "other") == [None] * 7


def test_a_figure_below_an_unknown_heading_that_can_only_be_a_column_where_the_form_asks_none_shows_a_slip() -> None:
    heads = "Remedy | Complaints | Amouxt inz L"
    remedies = SERVICES.sections[2].heading
    names = [f"money.{row}.complaints" for row in ("apology", "compensation")]
    matched = read(remedies, drawn(f"{heads}\nApology | 99 | 14\nCompensation | 6 | 2"), definition=SERVICES)
    assert printed_at(matched, names) == [None, "6"]
    blank = read(remedies, drawn(f"{heads}\nApology | 14 | –\nCompensation | 6 | 2"), definition=SERVICES)
    assert printed_at(blank, names) == ["14", "6"]


def test_a_date_on_several_lines_is_no_date_and_and_is_written_in_two_ways() -> None:
    questions = ("When was the complaints procedure adopted?", "By when are all of these staff to be trained?")
    table = drawn(f"Date | Day\n{questions[0]} | 4 March/2021\n{questions[1]} | 5 May 2025/6 May 2025")
    cells = (replace(cell, text=cell.text.replace("/", "\n")) for cell in table.cells)
    heading = SERVICES.sections[2].heading
    matched = read(heading, PublishedTable(1, tuple(cells)), definition=SERVICES)
    assert printed_at(matched, ["dates.adopted.day", "dates.trained_by.day"]) == ["4 March 2021", None]
    rows = "Service | Received\nHighways & parking | 8\nHousing | 9"
    services = read(SERVICES.sections[0].heading, drawn(rows), definition=SERVICES)
    assert printed_at(services, ["cases.highways.received", "cases.housing.received"]) == ["8", "9"]


def test_the_sum_of_a_group_is_not_its_last_row_and_marks_of_remarks_are_no_digits() -> None:
    rows = (
        "（六）其他处理 | < | 6 | 5 | 4 | 3 | 2 | 1 | 21",
        "^ | 2.逾期未缴费 | 2 | 0 | 0 | 0 | 0 | 0 | 2",
        "^ | 3.其他 | 4 | 5 | 4 | 3 | 2 | 1 | 19*",
    )
    heads = f"项目 | < | {COLUMNS}"
    matched = read(REQUESTS, drawn("\n".join([heads, rows[0], *(each.replace("^", "", 1) for each in rows[1:])])))
    assert figures(matched, "other") == ["4", "5", "4", "3", "2", "1", "19*"]
    assert [
        entry.number
        for place, each in matched.figures.items()
        if str(place) == "requests.other.all" and (entry := each.entry)
    ] == [19]
    assert matched.foreign[0].words[0] == "（六）其他处理"
    alone = read(REQUESTS, drawn("\n".join([heads, rows[0]])))
    assert figures(alone, "other") == ["6", "5", "4", "3", "2", "1", "21"]


def test_a_short_row_that_ends_with_a_blank_is_not_counted_where_the_headings_end_with_one() -> None:
    heads = "第二十条第（一）项 | | |\n信息内容 | 本年制发件数 | 本年废止件数 | 现行有效件数 | ."
    cells = drawn(f"{heads}\n规章 | 5 | 6 | .").cells  # one of the three figures is missing
    blank = tuple(replace(cell, text="") if cell.text == "." else cell for cell in cells)
    names = [f"proactive.regulations.{column}" for column in ("issued", "abolished", "valid")]
    assert printed_at(read(PROACTIVE, PublishedTable(1, blank)), names) == [None] * 3
