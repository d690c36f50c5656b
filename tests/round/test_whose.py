"""An agency is found by what the office calls it, and where that is not clear it says so."""

from __future__ import annotations

import pytest

from xlsreport.errors import RoundError
from xlsreport.messages import messages_for
from xlsreport.round.roster.agencies import Agency, Roster
from xlsreport.round.roster.agency_search import find_agencies, find_agency

ZH, EN = messages_for("zh-CN"), messages_for("en")
NAMES = {
    "001": "示例县教育局",
    "002": "示例县财政局",
    "003": "东河镇",
    "004": "西河镇",
    "005": "西河镇人民政府",
    "A6": "Harbour Office",
    "007": "同名村",
    "008": "同名村",
}
ROSTER = Roster({code: Agency(code, name) for code, name in NAMES.items()})


@pytest.mark.parametrize(
    ("typed", "codes"),
    [
        ("001", ["001"]),
        ("００１", ["001"]),
        ("a6", ["A6"]),
        ("教育局", ["001"]),
        (" 示例县 教育局 ", ["001"]),
        ("harbour", ["A6"]),
        ("西河镇", ["004"]),
        ("同名村", ["007", "008"]),
    ],
)
def test_an_agency_is_found(typed: str, codes: list[str]) -> None:
    assert [agency.code for agency in find_agencies(typed, ROSTER, ZH)] == codes


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ("示例县", "“示例县”说的可能是 2 个单位：示例县教育局（001）、示例县财政局（002）。请写编号或完整的名称。"),
        (
            "示例县教肓局",
            ZH("round.no_agency", name="示例县教肓局") + "是不是想写 示例县教育局（001）？",
        ),
        ("教肓局", ZH("round.no_agency", name="教肓局") + "是不是想写 示例县教育局（001）？"),
        ("气象站", "名册里没有编号或名称是“气象站”的单位。" + ZH("round.see_agencies")),
        ("", "名册里没有编号或名称是“”的单位。" + ZH("round.see_agencies")),
    ],
)
def test_what_is_not_clear_is_asked(typed: str, sentence: str) -> None:
    with pytest.raises(RoundError) as refused:
        find_agencies(typed, ROSTER, ZH)
    assert str(refused.value) == sentence


def test_of_many_candidates_only_the_first_are_listed() -> None:
    many = Roster({f"{number:03}": Agency(f"{number:03}", f"第{number}小学") for number in range(30)})
    with pytest.raises(RoundError, match=r"“小学”说的可能是 30 个单位：第0小学（000）、.*第7小学（007）等。"):
        find_agencies("小学", many, ZH)


def test_where_one_is_needed_a_name_that_two_have_is_asked_about() -> None:
    assert find_agency("财政局", ROSTER, EN).code == "002"
    with pytest.raises(RoundError, match="“同名村” may be any of 2 agencies"):
        find_agency("同名村", ROSTER, EN)
