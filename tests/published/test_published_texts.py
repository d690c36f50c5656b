"""The texts of published reports by section, who reports about which period, and what is left out and told."""

from __future__ import annotations

from pathlib import Path

import pytest

from support.definitions import loaded
from support.published_pages import page, published_report, table
from support.read_samples import read_sample, sample_document
from xlsreport import Submission, new_submission
from xlsreport.published.imported_report import Unread
from xlsreport.published.narratives.text_matching import match_texts
from xlsreport.published.publication.publication import Paragraph

SAMPLES = Path(__file__).resolve().parents[2] / "samples"
FORM = loaded("cn-gov-info-disclosure/2021")
FIGURES = table("第二十条第（一）项", "信息内容 | 本年制发件数 | 本年废止件数 | 现行有效件数", "规章 | 0 | 0 | 0")
REQUESTS = table("一、本年新收政府信息公开申请数量 | 3 | 0", "二、上年结转政府信息公开申请数量 | 0 | 0")
REMEDIES = table("行政复议 | 行政诉讼", "0 | 0")


def typed(submission: Submission) -> dict[str, tuple[str, ...]]:
    """The paragraphs that a report prints, each on its own; none for a text that is blank."""
    printed = {name: submission.paragraphs(name) for name in submission.definition.narratives}
    return {
        name: tuple(line.strip() for cell in cells for line in cell.splitlines() if line.strip())
        for name, cells in printed.items()
    }


@pytest.mark.parametrize("folder", sorted(path.parent.name for path in SAMPLES.glob("*/workbook.xlsx")))
def test_every_sample_gives_back_its_texts_agency_period_and_cover(folder: str) -> None:
    submission = read_sample(folder)
    found = match_texts(published_report(submission, sample_document(folder)), submission.definition)
    assert dict(found.texts) == typed(submission)
    assert (found.agency, found.year, found.part) == (submission.agency, submission.year, submission.part)
    printed = {name: text for name, text in submission.fields.items() if name in found.fields}
    assert dict(found.fields) == printed
    assert {name for name in submission.definition.own_lines if name in submission.fields} <= found.fields.keys()
    assert {name for name in submission.definition.comments if name in submission.fields} <= found.fields.keys()
    assert found.unread == ()  # also where a name has the comma that parts it from the e-mail address behind it
    assert found.notes == ()


def test_a_web_page_is_read_without_what_stands_around_the_report() -> None:
    found = match_texts(
        page(
            Paragraph("海州新区管理委员会", chrome=True),
            "首页",
            "当前位置：首页 > 政务公开 > 政府信息公开年报",
            Paragraph("示例市民政局2023年度政府信息公开工作年度报告", level=1),
            "来源：示例市民政局 发布时间：2024-01-20 浏览次数：18",
            "字体：大 中 小  打印本页",
            "本报告按条例要求编制，统计期限自2023年01月01日起至12月31日止。有疑问请与示例市民政局办公室联系（地址：示例路8号，邮编：000000，电话：0500-1234567）。",
            "一、总体情况",
            "（一）主动公开。全年公开信息三十条。",
            "（二）依申请公开。收到申请3件。",
            "二、主动公开政府信息情况",
            FIGURES,
            "三、收到和处理政府信息公开申请情况",
            "（单位：件）",
            REQUESTS,
            "四、因政府信息公开工作被申请行政复议、提起行政诉讼情况",
            REMEDIES,
            "五、存在的主要问题及整改措施",
            "公开渠道还不多。",
            "【关闭窗口】",
            "六、其他需要报告的事项",
            "本年没有收取信息处理费。",
            "示例市民政局",
            "2024年1月18日",
            "附件：",
            "相关链接",
            "扫一扫在手机上查看当前页面",
        ),
        FORM,
    )
    assert dict(found.texts) == {
        "overview": ("（一）主动公开。全年公开信息三十条。", "（二）依申请公开。收到申请3件。"),
        "problems": ("公开渠道还不多。",),
        "other_matters": ("本年没有收取信息处理费。",),
    }
    assert (found.agency, found.year) == ("示例市民政局", 2023)
    assert dict(found.fields) == {"office": "示例市民政局办公室", "phone": "0500-1234567", "address": "示例路8号"}
    assert (found.unread, found.notes) == ((), ())


def test_a_table_of_contents_and_links_to_the_sections_are_no_sections() -> None:
    headings = [section.heading for section in FORM.sections]
    body = (
        "一、总体情况",
        "公开了三十条。",
        "五、存在的主要问题及改进情况",
        "渠道不多。",
        "六、其他需要报告的事项",
        "无收费。",
    )
    found = match_texts(
        page("目录", *headings, *(f"{heading}……{n}" for n, heading in enumerate(headings)), *body), FORM
    )
    assert dict(found.texts) == {
        "overview": ("公开了三十条。",),
        "problems": ("渠道不多。",),
        "other_matters": ("无收费。",),
    }


@pytest.mark.parametrize(
    ("heading", "is_problems"),
    [
        ("五、存在的主要问题和改进措施", True),
        ("5.存在的主要问题及改进情况", True),
        ("第五部分  存在的主要问题及改进情况（2023年）", True),
        ("存在的主要问题及改进情况", True),
        ("五 、存 在 问 题 及 改 进", True),
        ("四、存在的主要问题及改进情况", True),
        ("（五）存在的主要问题及改进情况", True),
        ("（五）问题", False),
        ("五、下一步打算", True),
        ("存在的主要问题是渠道不多。", False),
        ("下一步打算", False),
    ],
)
def test_a_heading_is_known_by_its_words_and_number(heading: str, is_problems: bool) -> None:
    found = match_texts(
        page(
            "一、总体情况",
            "公开了三十条。",
            "四、政府信息公开行政复议、行政诉讼情况",
            REMEDIES,
            heading,
            "渠道还不多。",
            "六、其他需要报告的事项",
            "无收费。",
        ),
        FORM,
    )
    assert found.texts.get("problems") == (("渠道还不多。",) if is_problems else None)
    assert [one.name for one in found.unread if one.name in FORM.narratives] == ([] if is_problems else ["problems"])


def test_a_heading_that_is_known_by_its_number_alone_is_told() -> None:
    found = match_texts(
        page(
            "四、政府信息公开行政复议、行政诉讼情况",
            REMEDIES,
            "五、下一步打算",
            "多开渠道。",
            "六、其他需要报告的事项",
            "无。",
        ),
        FORM,
    )
    assert found.notes == (
        FORM.messages("narratives.by_number", found="五、下一步打算", heading="五、存在的主要问题及改进情况"),
    )


def test_a_report_without_line_ends_is_parted_where_a_heading_is_certain() -> None:
    found = match_texts(
        page(
            "报告的统计期限为2022年1月1日至2022年12月31日。一、总体情况2022年，我局做了以下工作。（一）主动公开。公开三十条。（二）依申请公开。收到3件，详见“三、收到和处理政府信息公开申请情况”。"
            "二、主动公开政府信息情况第二十条第（一）项规章000三、收到和处理政府信息公开申请情况一、本年新收330"
            "五、存在的主要问题及改进情况渠道还不多，需要改进。六、其他需要报告的事项没有其他事项，也没有收费。附件：示例县水务局2022年政府信息公开工作年度报告.doc"
        ),
        FORM,
    )
    assert dict(found.texts) == {
        "overview": (
            "2022年，我局做了以下工作。",
            "（一）主动公开。公开三十条。",
            "（二）依申请公开。收到3件，详见“三、收到和处理政府信息公开申请情况”。",
        ),
        "problems": ("渠道还不多，需要改进。",),
        "other_matters": ("没有其他事项，也没有收费。",),
    }
    assert found.year == 2022
    assert found.unread == (Unread("agency", FORM.messages("narratives.no_agency")),)
    apart = (
        "一、总体情况",
        "做了工作。",
        "五、存在的主要问题及改进情况",
        "无。",
        "附件1：示例县水务局2022年政府信息公开工作年度报告.doc",
    )
    assert match_texts(page(*apart), FORM).agency == "示例县水务局"


def test_lines_of_a_page_are_joined_and_its_headers_and_numbers_left_out() -> None:
    def sheet(number: int, *lines: str) -> list[Paragraph]:
        return [Paragraph(line, page=number) for line in ("示例县教育局信息公开", *lines, f"- {number} -")]

    found = match_texts(
        page(
            *sheet(
                1,
                "示例县教育局",
                "2023年政府信息公开工作年度报告",
                "一、总体情况",
                "我局全年通过门户网站和公众号公开了各类信息，方便师",
                "生查阅，没有发生差错。",
                "（一）主动公开情况。公开文件三十件，及时解读了其中的十",
                "件；公开招生信息八条，答复来信来电共计二百余件，全年无投",
            ),
            *sheet(
                2,
                "诉。",
                "（二）依申请公开情况",
                "收到申请3件。",
                "五、存在的主要问题及改进情况",
                "渠道还不多，网站上的栏目不全，各科室送来的信息也不够及",
                "时。",
            ),
            file_format="pdf",
        ),
        FORM,
    )
    assert found.agency == "示例县教育局"
    assert found.texts["overview"] == (
        "我局全年通过门户网站和公众号公开了各类信息，方便师生查阅，没有发生差错。",
        "（一）主动公开情况。公开文件三十件，及时解读了其中的十件；公开招生信息八条，答复来信来电共计二百余件，全年无投诉。",
        "（二）依申请公开情况",
        "收到申请3件。",
    )
    assert found.texts["problems"] == ("渠道还不多，网站上的栏目不全，各科室送来的信息也不够及时。",)


def test_what_contradicts_itself_has_no_place_or_is_missing_is_told() -> None:
    found = match_texts(
        page(
            "示例县教育局2023年政府信息公开工作年度报告",
            "统计期限为2022年1月1日至2022年12月31日。",
            "一、总体情况",
            "公开了三十条。",
            "三、收到和处理政府信息公开申请情况",
            REQUESTS,
            "本年收到的申请都按时作了答复。",
            "六、其他需要报告的事项",
            "没有收费。",
            "友情提示栏目",
            "示例县水务局",
            "2024年1月18日",
        ),
        FORM,
    )
    say = FORM.messages
    assert (found.agency, found.year) == ("示例县教育局", 2023)
    assert found.unread == (Unread("problems", say("narratives.no_heading", heading="五、存在的主要问题及改进情况")),)
    assert found.notes == (
        say(
            "narratives.beside_tables",
            heading="三、收到和处理政府信息公开申请情况",
            count=1,
            text="本年收到的申请都按时作了答复。",
        ),
        say("narratives.page_below", heading="六、其他需要报告的事项", count=1, text="友情提示栏目"),
        say("narratives.two_agencies", found="示例县教育局", other="示例县水务局"),
        say("narratives.two_periods", found="2023", other="2022"),
    )


@pytest.mark.parametrize("nothing", ["无", "无。", "没有"])
def test_that_a_section_says_nothing_is_its_text_and_no_link_below_the_page(nothing: str) -> None:
    found = match_texts(
        page("示例县教育局2023年政府信息公开工作年度报告", "六、其他需要报告的事项", "没有收费。", nothing), FORM
    )
    assert found.texts["other_matters"] == ("没有收费。", nothing)


def test_other_forms_are_read_by_their_own_words_and_periods() -> None:
    services = loaded("uk-style-quarterly/2025")
    label = services.comments["cases.comment"].label
    found = match_texts(
        page(
            "Home",
            "Northmoor Borough Council",
            "Complaints: quarterly return, Q3 2025/26",
            "Completed by Ann Example, ann@example.org.",
            "Section 1: Complaints by service",
            table("Service | Received", "Housing | 3"),
            f"{label}: Two were withdrawn.",
            "Both by telephone.",
            "2 Timeliness",
            table("Stage | Due", "Stage 1 | 3"),
            "Print this page",
        ),
        services,
    )
    assert (found.agency, found.year, found.part) == ("Northmoor Borough Council", 2025, 3)
    assert dict(found.fields) == {
        "contact": "Ann Example",
        "email": "ann@example.org",
        "cases.comment": "Two were withdrawn.\nBoth by telephone.",
    }
    assert (found.unread, found.notes) == ((), ())
    awards = loaded("us-fac-sefa/2024")
    found = match_texts(
        page(
            "Harbor City\u00a0Schedule of Expenditures of Federal Awards",
            "Audit Year 2024",
            "Notes to SEFA - Significant accounting policies:",
            "The schedule is on the modified accrual basis.",
            "Last updated 3 May 2025",
        ),
        awards,
    )
    assert (found.agency, found.year) == ("Harbor City", 2024)
    assert found.texts["accounting_policies"] == ("The schedule is on the modified accrual basis.",)


def test_more_paragraphs_than_lines_are_told_and_none_is_lost() -> None:
    room = FORM.narratives["overview"].narrative
    assert room is not None
    texts = [f"第{number}件事做完了。" for number in range(room.lines + 2)]
    submission = new_submission(FORM, agency="示例县", year=2023, entries={})
    found = match_texts(page(f"{submission.agency}2023年政府信息公开工作年度报告", "一、总体情况", *texts), FORM)
    assert found.texts["overview"] == tuple(texts)
    assert found.notes == (
        FORM.messages("narratives.too_long", heading="一、总体情况", count=room.lines + 2, room=room.lines),
    )


@pytest.mark.parametrize(
    ("title", "agency"),
    [
        (["示例市统计局2024年政府信息公开工作年度报告"], "示例市统计局"),
        (["示例市统计局 2024 年度政府信息公开年报"], "示例市统计局"),
        (["示例市统计局政府信息公开工作年度报告（2024年度）"], "示例市统计局"),
        (["2024年度示例市统计局政府信息公开工作年度报告"], "示例市统计局"),
        (["《示例市统计局二〇二四年政府信息公开工作年度报告》"], "示例市统计局"),
        (["关于公布示例市统计局2024年政府信息公开工作年度报告的通知"], "示例市统计局"),
        (["示例市统计局", "2024年政府信息公开", "工作年度报告"], "示例市统计局"),
        (["示例市统计局政府信息公开工作年度报告", "统计期限自2024年1月1日起至2024年12月31日止。"], "示例市统计局"),
        (["2024年政府信息公开工作年度报告"], ""),
        (["2024年度政府信息公开工作年度报告"], ""),
        (["示例市部署政府信息公开工作年度报告", "2024年政府信息公开工作年度报告"], ""),
        (["政府信息公开年报", "2024年政府信息公开工作年度报告"], ""),
    ],
)
def test_the_agency_and_the_year_stand_in_a_title_in_many_ways(title: list[str], agency: str) -> None:
    found = match_texts(page("首页", *title, "一、总体情况", "公开了三十条。"), FORM)
    assert (found.agency, found.year) == (agency, 2024)


@pytest.mark.parametrize(
    ("form", "title", "period"),
    [
        ("uk-style-quarterly/2025", "Hill Council Complaints: quarterly return, April to June 2025", (2025, 1)),
        ("uk-style-quarterly/2025", "Hill Council Complaints: quarterly return, January–March 2025", (2024, 4)),
        ("us-doj-foia/2016", "Department of Hills: Annual FOIA Report, FY 2016", (2016, None)),
        ("us-doj-foia/2016", "Department of Hills. We notify 2016 bodies.", (None, None)),
    ],
)
def test_periods_are_known_by_their_months_and_by_what_the_form_calls_them(
    form: str, title: str, period: tuple[int | None, int | None]
) -> None:
    definition = loaded(form)
    found = match_texts(page(title, definition.sections[0].heading, table("Service | Received", "x | 3")), definition)
    assert (found.year, found.part) == period


def test_a_name_on_two_lines_is_one_where_the_markup_marks_both_as_the_title() -> None:
    lines = (Paragraph(line, level=1) for line in ("示例市", "统计局", "2024年政府信息公开工作年度报告"))
    assert match_texts(page(*lines, "一、总体情况", "公开了三十条。"), FORM).agency == "示例市统计局"


def test_the_author_s_own_headings_with_the_words_of_sections_stay_in_their_section() -> None:
    inner = ("（一）总体情况", "做了工作。", "（二）主动公开政府信息情况", "公开三十条。")
    sections = ("二、主动公开政府信息情况", FIGURES, "三、收到和处理政府信息公开申请情况", REQUESTS)
    found = match_texts(page("一、总体情况", *inner, *sections, "五、存在的主要问题及改进情况", "不多。"), FORM)
    assert found.texts["overview"] == inner


def test_headings_in_wholly_other_words_are_found_between_others_and_rows_of_tables_are_none() -> None:
    found = match_texts(
        page(
            *("一、总体情况", "公开了三十条。", "三、收到和处理政府信息公开申请情况"),
            *("一、本年新收政府信息公开申请数量", "3", "四、结转下年度继续办理", "0"),
            *("四、复议与诉讼", "五、今后怎样做", "多开渠道。", "六、其他需要报告的事项", "无。"),
        ),
        FORM,
    )
    assert found.texts["problems"] == ("多开渠道。",)
    assert [note for note in found.notes if "四、" in note] == [
        FORM.messages("narratives.by_number", found="四、复议与诉讼", heading="四、政府信息公开行政复议、行政诉讼情况")
    ]


def test_headings_and_texts_within_tables_are_found() -> None:
    framed = table("一、总体情况", "公开了三十条。", "二、主动公开政府信息情况")
    headed = table("三、收到和处理政府信息公开申请情况 | ", "一、本年新收政府信息公开申请数量 | 3", number=2)
    found = match_texts(page(framed, FIGURES, headed, "五、存在的主要问题及改进情况", "不多。"), FORM)
    assert dict(found.texts) == {"overview": ("公开了三十条。",), "problems": ("不多。",)}
    assert found.notes == ()
    found = match_texts(page("一、总体情况", "公开了三十条。", headed, "五、存在的主要问题及改进情况", "不多。"), FORM)
    assert (found.texts["overview"], found.notes) == (("公开了三十条。",), ())
