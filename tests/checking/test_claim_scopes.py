"""How far the words around a number reach: brackets, labels, lists, years, and whose figure it is."""

from __future__ import annotations

from dataclasses import replace

import pytest

from support.files import official
from support.sentences import BUREAU, COUNTY, FIGURES, MANY, TOWN, TWELVE, YEAR, Case
from xlsreport import Place, Submission, check, new_submission
from xlsreport.checking.claims.contradictions import contradictions
from xlsreport.checking.evaluation.submission_values import Values
from xlsreport.submission.identity.stamp import Identity

CITY, OFFICE, SERVICE = "青原市人民政府", "青原县人民政府办公室", "青原市政务服务局"

SENTENCES = [
    # brackets and quotation marks
    Case("（二）依申请公开。不予公开5件、其他处理（含申请人主动撤回申请）8件、无法提供4件。", MANY, "5件 8件 4件"),
    Case(
        "（二）依申请公开。“予以公开”9件，「部分公开」5件，【不予公开】8件，（无法提供）4件。", MANY, "9件 5件 8件 4件"
    ),
    Case("（二）依申请公开。部分公开（区分处理的，只计这一情形，不计其他情形）5件。", MANY, "5件"),
    Case("（二）依申请公开。不予公开（属于国家秘密）的7件。", MANY, "7件"),
    Case("（二）依申请公开。予以公开10件（占67.6%），不予公开（属于内部事务信息）2件。", MANY, "67.6%"),
    Case("（二）依申请公开（线上受理（含网站）为主）。予以公开9件。", MANY, "9件"),
    # parts of a list: no more than the whole, or all of it
    Case("（二）依申请公开。收到20件，其中网络申请16件、信函申请9件。", MANY, "16件 9件"),
    Case("（二）依申请公开。收到20件，其中网络申请16件、信函申请2件。", MANY),
    Case("（二）依申请公开。收到二十件，其中网络申请十六件、信函申请九件。", MANY, "十六件 九件"),
    Case("（二）依申请公开。收到20件，网络申请16件，其中网页申请10件、邮件申请9件；信函申请4件。", MANY),
    Case("（二）依申请公开。收到20件（网络申请16件、信函申请9件）。", MANY, "16件 9件"),
    Case("（二）依申请公开。收到政府信息公开申请20件，撤件6件，受理14件。", MANY),
    Case("（二）依申请公开。收到政府信息公开申请20件，撤件6件，受理15件。", MANY, "15件"),
    # what several bodies of one report received, too
    Case("收到政府信息公开申请20件，其中县政府本级12件、县直部门9件、乡镇4件。", MANY, "12件 9件 4件", COUNTY),
    Case("收到政府信息公开申请20件。按受理机关分，县政府本级12件，县直部门7件，乡镇1件。", MANY, "", COUNTY),
    Case("全市收到政府信息公开申请500件，其中市政府本级200件，市政府部门300件。", MANY, "", TOWN),
    Case("全市收到政府信息公开申请500件。其中市政府本级收到200件，市政府部门收到300件。", MANY, "", TOWN),
    Case("收到政府信息公开申请20件。县直部门办理行政许可120件，乡镇办理30件。", MANY, "", COUNTY),
    Case(
        "收到政府信息公开申请20件。县直部门公开信息120条，乡镇30条；县直部门办理热线工单120件，乡镇30件。",
        MANY,
        "",
        COUNTY,
    ),
    # a whole that is told of another body, of which the tables have a part
    Case(
        "（二）依申请公开。全省各级行政机关全年收到申请872件，其中省政府办公厅直接受理20件，答复18件。需要说明的是，商业企业2件。",
        MANY,
        "",
        "江岳省人民政府办公厅",
    ),
    # the next number of a list whose numbers stand first is of what follows
    Case("（二）依申请公开。另有3件没有现成信息、12件电话解释清楚。", MANY),
    Case("（二）依申请公开。不予公开5件、没有现成信息12件。", MANY, "5件 12件"),
    # what headings without a mark and circled numbers are about
    Case("2依申请公开/2.2办理：办结22件，结转下年2件。", MANY, "22件"),
    Case("2信访接待/2.2办理：办结22件，结转下年2件。", MANY),
    Case("（三）申请办理。/②答复。全年答复22件。", MANY, "22件"),
    Case("（三）公租房申请办理。/②答复。全年答复22件。", MANY),
    Case("不足：①行政复议说理不够；②4件申请因不掌握而无法提供。", MANY, "4件"),
    Case("不足：①热线办理偏慢；②热线咨询的4件因不掌握而无法提供。", MANY),
    Case("（二）依申请公开。不予公开3件——第三方2件、内部管理3件。", MANY, "2件 3件"),
    # where a text comes back to the report's year, it stays there
    Case("公开方面，上年收到公开申请9件，本年收到公开申请20件。办结公开申请22件。", MANY, "22件"),
    Case("公开方面，上年收到公开申请9件，本年有所改进。办结公开申请22件。", MANY),
    # a number for each label
    Case("（二）依申请公开。予以公开、部分公开、无法提供分别为9件、4件、5件。", MANY, "9件 5件"),
    Case("（二）依申请公开。予以公开、部分公开和无法提供依次为10、5、3件。", MANY, "5件"),
    Case("（二）依申请公开。予以公开10件、部分公开4件，分别占47.6%、29.0%。", MANY, "29.0%"),
    Case("（二）依申请公开。予以公开、部分公开、无法提供分别为9件、5件。", MANY),
    Case("（二）依申请公开。收到、办结12345热线工单分别为512件、509件。", MANY),
    Case("（二）依申请公开。水政监察支队、供水中心分别收到政府信息公开申请6件、9件。", MANY),
    Case("（二）依申请公开。予以公开、部分公开的答复期限分别为15、12个工作日。", MANY),
    Case("（二）依申请公开。收到20件，分别为予以公开9件，部分公开5件，无法提供3件。", MANY, "9件 5件"),
    Case("（二）依申请公开。无法提供的是本机关不掌握（4件）和需要另行制作（0件）。", MANY, "4件"),
    Case("（二）依申请公开。收到20件。其中，网站12件；当面8件。自然人申请19件。", MANY, "19件"),
    Case("现行有效规范性文件9件，其中新制定5件；以市政府名义制发8件。", "issued=6 valid=9", "5件"),
    Case("公开规范性文件31件，其中新制定5件。", "issued=6 valid=9"),
    # what the last label of a list says of all
    Case("自然人和法人或其他组织提出的政府信息公开申请分别为18件和31件。", MANY, "31件"),
    Case("企业、协会和自然人提出的意见建议分别为12件、3件和41件。", MANY),
    # the sum of a list is right if it is one
    Case("（二）依申请公开。网上申请12件、信函申请11件，合计23件。", MANY),
    Case("（二）依申请公开。网上申请12件、信函申请11件，合计24件。", MANY, "24件"),
    Case("（二）依申请公开。延期答复12件、征求意见11件，共23件。", MANY),
    # at the beginning of a clause
    Case("（二）依申请公开。申请总量22件；低保申请总量33件。", MANY, "22件"),
    Case("（二）依申请公开。一是申请数量为22件。低保对象申请数量为33件。", MANY, "22件"),
    # rows by other names behind a label of the form
    Case("（二）依申请公开。不予处理1件，其中信访投诉类4件，予以公开9件；投诉举报类线索5件。", MANY, "4件 9件"),
    Case("全年信访投诉类事项312件。", MANY),
    # the agency's government, shortened
    Case("县政府办收到政府信息公开申请22件，市政府办收到31件。", MANY, "22件", OFFICE),
    # how requests came, behind their number, and how they were answered
    Case("政府信息公开申请12件来自网络。依申请公开信息20件，其中25件已书面回复。", MANY, "25件"),
    # words of the form's labels
    Case("（二）依申请公开。重复申请不予处理0件，需要另行制作信息而无法提供1件。", MANY, "1件"),
    Case("（二）依申请公开。法人或其他组织予以公开3件，本年度办理结果中予以公开9件。", MANY, "9件"),
    Case("（二）依申请公开。无法提供（本机关不掌握）3件，予以公开9件。", MANY, "9件", COUNTY),
    Case("（二）依申请公开。信访、举报、投诉类申请1件，保护第三方合法权益0件，部分公开5件。", MANY, "5件", COUNTY),
    Case("（二）依申请公开。申请人无正当理由逾期不补正，行政机关不再处理其政府信息公开申请5件。", MANY, "5件"),
    # a cancelling word reaches to the next mark
    Case("（二）依申请公开。受理企业申请2件、予以公开9件、主动撤回1件、部分公开5件。", MANY, "9件 5件"),
    Case("（二）依申请公开。撤回、补正的申请收到3件，予以公开9件。", MANY, "9件"),
    Case("因工伤认定、具体行政行为引发的行政复议4件，与政府信息公开无关。", "reviews=2"),
    # years by the way
    Case("（二）依申请公开。新收20件，结转至2025年6件，予以公开9件。", MANY, "6件 9件"),
    Case("（二）依申请公开。由2023年结转3件，予以公开9件，2件结转2025年度，部分公开5件。", MANY, "9件 5件"),
    Case("根据2023年工作要点，收到政府信息公开申请13件。", TWELVE, "13件"),
    Case("2023年，收到政府信息公开申请13件，办结13件。今年收到政府信息公开申请14件。", TWELVE, "14件"),
    Case("上年度制定规范性文件5件，废止2件。", "issued=6 abolished=1"),
    Case("近三年，共受理依申请公开71件。", TWELVE),
    Case("去年收到政府信息公开申请9件，今年收到政府信息公开申请13件。", TWELVE, "13件"),
    Case("2023年全年收到政府信息公开申请9件。", TWELVE),
    # what is carried over to be answered is not what was answered
    Case("（二）依申请公开。转下一年度办理答复的有2件。", MANY),
    Case("（二）依申请公开。收到20件，转下年度答复2件。", MANY),
    Case("（二）依申请公开。顺延到下年度答复的有3件。", MANY, "3件"),
    Case("（二）依申请公开。当场答复5件，代理行政诉讼案件5件。", MANY),
    Case("主动公开率70%，依申请公开占20%，不予公开占10%。", MANY),
    Case("公文公开属性：主动公开30件、依申请公开5件、不予公开6件。", MANY),
    Case("（二）依申请公开。收到申请19件，结转办理3件，共办结22件。", MANY, "19件 22件"),
    Case("（二）依申请公开。收到申请19件，信访局转办3件，办结22件。", MANY, "19件"),
    # lists of ways, and of bodies behind 其中, say nothing of what comes after
    Case("（二）依申请公开。网上申请12件、信函申请8件。予以公开9件。", MANY, "9件"),
    Case("（二）依申请公开。通过网上收到申请12件。予以公开9件。", MANY),
    Case("（二）依申请公开。收到申请20件，其中网上12件、信函7件、当面3件。", MANY, "12件 7件 3件"),
    Case("（二）依申请公开。收到申请20件，其中网上12件、信函5件、当面3件。", MANY),
    Case("（二）依申请公开。其中，市场监管局收到12件，水务局收到8件。予以公开9件。", MANY, "9件", COUNTY),
    # parts that say anew what they are about, and items of one sentence
    Case("因征地引起的行政复议9件；因政府信息公开引起的行政复议3件。", "reviews=2", "3件"),
    Case("依申请公开存在不足：一是乡镇占四成；二是无法提供的4件说理不够。", MANY, "4件", COUNTY),
    # bullets and headings of other kinds
    Case("■依申请公开/收到申请22件，办结21件。", MANY, "22件"),
    Case("【依申请公开】优化流程。/收到申请22件。/【政务服务】优化流程。/收到申请52件。", MANY, "22件"),
    # what is out of force and what was abolished may be counted together
    Case("宣布规范性文件废止6件、失效5件。", "abolished=11"),
    Case("宣布规范性文件废止6件、失效5件。", "abolished=6"),
    Case("宣布规范性文件废止6件、失效5件。", "abolished=12", "6件"),
    Case("（二）依申请公开。不予公开2件，无法提供3件，分别为1件和4件。", MANY),
    # the longest words for a body
    Case("县政府办公室网站答复。县政府办公室收到政府信息公开申请13件。", TWELVE, "", COUNTY),
    # whose figure it is
    Case("向县人民政府网站报送信息69条，收到政府信息公开申请13件，办结14件。", TWELVE, "13件 14件"),
    Case("通过县人民政府网站收到政府信息公开申请5件。", TWELVE),
    Case("县人民政府共收到政府信息公开申请200件，办结180件。", TWELVE, "", TOWN),
    Case("全县共收到政府信息公开申请300件，我镇收到申请13件，办结14件。", TWELVE, "13件 14件", TOWN),
    Case("全市共收到政府信息公开申请300件，全县收到申请25件，办结21件。", MANY, "25件", COUNTY),
    Case("市政府共受理政府信息公开申请200件，办结12件。", MANY, "", CITY),
    Case("市政府受理政府信息公开申请20件，其中自然人申请22件，企业2件；办结21件，结转下年度2件。", MANY, "22件", CITY),
    Case("全市受理政府信息公开申请25件，其中自然人申请21件；办结21件，结转下年度2件。", MANY, "25件", SERVICE),
    Case("全市受理政府信息公开申请25件，其中自然人申请31件；办结21件，结转下年度2件。", MANY, "25件 31件", SERVICE),
    Case("全市受理政府信息公开申请25件，其中自然人申请31件；办结21件，结转下年度3件。", MANY, "", SERVICE),
    Case("全县收到政府信息公开申请300件，办结280件；我办收到申请13件。", TWELVE, "13件", OFFICE),
    Case("市人民政府收到我县居民提出的政府信息公开申请8件。", MANY, "", COUNTY),
    Case("（二）依申请公开。我县各部门密切配合，收到申请13件。", TWELVE, "13件", COUNTY),
    Case("（二）依申请公开。经各部门密切配合，收到政府信息公开申请13件。", TWELVE, "", COUNTY),
    Case("市政府办公室收到政府信息公开申请13件。", TWELVE, "", "青原区人民政府办公室"),
    # Nothing names the subject: the other numbers of the sentence show it, if there are enough of them.
    Case("全年受理20件，答复22件。", MANY, "22件"),
    Case("全年受理24件，答复22件。", MANY, ""),
    Case("共受理24件，答复22件，结转下年度2件。", MANY, ""),
    Case("办理公租房申请20件，答复22件。", MANY, ""),
    Case("全年受理20件，答复22件，均为热线工单。", MANY, ""),
    Case("全年受理20件。全年答复22件。", MANY, ""),
    # Two sentences of the same body: what the second one tells may be the agency's again.
    Case("县政府办公室直接受理政府信息公开申请9件。办结21件，予以公开10件，部分公开4件。", MANY, "", COUNTY),
    Case("因治安管理处罚引起的行政复议184件。", TWELVE, ""),
    Case("废止2015年以前制定的规范性文件3件；现行有效规范性文件9件。", TWELVE, "9件"),
    # an item of a list of ways that no phrase takes belongs to its sum
    Case("（二）依申请公开。申请渠道方面，网络平台10件，邮寄8件，当面及其他2件。", MANY),
    Case("（二）依申请公开。申请渠道方面，网络平台9件，邮寄8件，当面及其他2件。", MANY, "9件 8件"),
    # figures before their labels, of each of the form's kinds
    Case("作出3件行政处罚，采取5次行政强制措施，制定2件规章。", "penalties=88", "3件 5次 2件"),
    # a part of the year right before a number, also where the other numbers are the tables'
    Case("（二）依申请公开。收到申请20件，予以公开10件；一季度收到申请6件，办结21件。", MANY),
    Case("（二）依申请公开。申请最集中的是6月，当月收到7件；最少的是2月，为1件。", MANY),
    Case("（二）依申请公开。收到申请7件，办结21件，均在当月答复。", MANY, "7件"),
    # a year in brackets above a list is that of all its numbers
    Case("申请办理（2023年）：收到政府信息公开申请31件，办结30件。", MANY),
    Case("申请办理（2024年）：收到政府信息公开申请31件，办结21件。", MANY, "31件"),
    # why others applied for reviews holds for what became of these
    Case("因道路运输处罚被申请行政复议8件；维持6件；撤销1件。", "reviews=2"),
    Case("因道路运输处罚被申请行政复议8件；因政府信息公开被申请行政复议3件。", "reviews=2", "3件"),
    # other matters behind 另有, and offices of one's own
    Case("政府信息公开申请已全部办理。另有退团退费的诉求如雪片飞来，共收3672件，办结3655件。", MANY),
    Case("第一、第二稽查局立案187户，作出行政处罚决定139份。", "penalties=88", "", "澄江市税务局"),
    Case("作出行政处罚决定139份。", "penalties=88", "139份", "澄江市税务局第一稽查局"),
]

EARLIER = [
    Case("2023年，我局认真贯彻落实条例，稳步推进政府信息公开。", TWELVE, "2023年"),
    Case("没有别的。2023年度，青原县水务局制定规范性文件0件。", TWELVE, "2023年"),
    Case("二〇二二年，在上级指导下，我局全面公开。", TWELVE, "二〇二二年"),
    Case("2023年收到政府信息公开申请12件。", TWELVE, "2023年"),
    Case("2023年，我县持续推进政务公开。", TWELVE, "2023年", COUNTY),
    Case("2024年，我局收到政府信息公开申请12件。", TWELVE),
    Case("2023年，我局收到政府信息公开申请9件，答复9件。", TWELVE),
    Case("2023年，我局收到申请9件；2024年，我局收到申请12件。", TWELVE),
    Case("2023年，我局收到申请9件，今年收到12件。", TWELVE),
    Case("2025年，我局将继续推进政府信息公开。", TWELVE),
    Case("2023年，省政府制定办法，要求公开。", TWELVE),
    Case("2023年12月1日，我局制定规范性文件。", TWELVE),
    Case("2022年至2023年，我局开展培训。", TWELVE),
    Case("2023年以来，我局坚持公开。", TWELVE),
    Case("根据2023年工作要点，我局落实任务。", TWELVE),
    Case("《2023年政务公开工作要点》，我局均已落实。", TWELVE),
]
"""Sentences in a report on 2024, with the year that they speak of as if it were the report's."""


CHANGES = [
    ("收到政府信息公开申请12件，比上年增加2件，增长20%。", ""),
    ("收到政府信息公开申请12件，比上年增加3件，增长30%。", "3件 30%"),
    ("收到政府信息公开申请12件（较2023年增长25%）。", "25%"),
    ("收到政府信息公开申请12件，同比减少2件。", "2件"),
    ("收到政府信息公开申请12件，比2023年的10件多3件，增幅为30%。", "3件 30%"),
    ("收到政府信息公开申请12件，比上年的10件多出2件，增幅为30%。", "30%"),
    ("收到政府信息公开申请12件，同比增长20%，增加3件。", "3件"),
    ("收到政府信息公开申请12件，同比增长20%，增加2件。", ""),
    ("（二）依申请公开。收到申请12件，比2023年增加2件（+25%）。", "25%"),
    ("收到政府信息公开申请12件，培训8场，增加3件。", ""),
    ("收到政府信息公开申请12件，信访同比增长5%，增加3件。", ""),
    ("政府信息公开申请总量比2023年下降20%。", "20%"),
    ("收到政府信息公开申请12件，其中征地类8件，比上年增加3件。", ""),
    ("收到政府信息公开申请12件，其中自然人申请比上年增加3件。", ""),
    ("收到政府信息公开申请12件，网站访问量比上年增长30%。", ""),
]
"""Changes since last year, when 10 were received, with the numbers that are wrong."""


@pytest.mark.parametrize(("text", "wrong"), CHANGES)
def test_a_change_since_last_year_is_compared_where_that_is_known(text: str, wrong: str) -> None:
    submission = stated(Case(text, TWELVE))
    place = Place.parse("requests.received.all")
    known = replace(submission, previous={place: 10})
    assert [each.written for each in contradictions(known, Values(known))] == wrong.split()
    assert contradictions(submission, Values(submission)) == ()


def test_words_for_the_own_body_hold_by_its_kind_where_its_name_says_nothing() -> None:
    submission = stated(Case("全县收到政府信息公开申请13件。", TWELVE, agency="青原公共服务中心"))
    reports = {kind: replace(submission, identity=Identity("r", "01", body=kind)) for kind in ("county", "department")}
    assert {kind: _written(report) for kind, report in reports.items()} == {"county": ["13件"], "department": []}


def _written(submission: Submission) -> list[str]:
    return [each.written for each in contradictions(submission, Values(submission))]


@pytest.mark.parametrize("case", EARLIER, ids=lambda case: case.text)
def test_a_sentence_about_an_earlier_year_as_if_it_were_this_one_is_noted(case: Case) -> None:
    found = [each for each in check(stated(case)) if each.rule == "year_in_text"]
    assert [(each.severity, each.cell, each.expected) for each in found] == [("note", "B6", str(YEAR))] * bool(
        case.found
    )
    assert all(f"“{case.text}”" in each.message or case.found in each.message for each in found)
    assert [each.found for each in found] == case.found.split()


def test_a_blank_beside_a_number_counts_as_zero_and_a_blank_row_is_not_known() -> None:
    case = Case("（二）依申请公开。收到申请13件。予以公开7件。部分公开1件。", "")
    complete = stated(case)
    kept = {"requests.received.natural": 12, "requests.granted.natural": 6, "requests.partly_granted.natural": 0}
    partly = new_submission(complete.definition, agency=BUREAU, year=YEAR, entries={**kept, "overview": [case.text]})
    found = contradictions(partly, Values(partly))
    assert {(each.written, each.compared[0].value) for each in found} == {("13件", 12), ("7件", 6)}


def stated(case: Case) -> Submission:
    """A report whose first section holds the case's text; figures that are not given are zero."""
    definition = official()
    entries: dict[str, object] = {
        str(place): 0 for table in definition.tables for place in definition.entry_places(table)
    }
    entries |= {FIGURES[name]: int(value) for name, value in (pair.split("=") for pair in case.figures.split())}
    return new_submission(
        definition, agency=case.agency, year=YEAR, entries=entries | {"overview": case.text.split("/")}
    )


@pytest.mark.parametrize("case", SENTENCES, ids=lambda case: case.text)
def test_words_count_where_they_stand_and_no_further(case: Case) -> None:
    submission = stated(case)
    found = [each.written for each in contradictions(submission, Values(submission))]
    assert sorted(found) == sorted(case.found.split())
