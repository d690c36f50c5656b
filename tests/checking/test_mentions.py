"""What a section must speak of is looked for in other words too, and a note says what was not found."""

from __future__ import annotations

import pytest

from support.definitions import loaded
from support.files import official
from xlsreport import check, new_submission

ALL_FIVE = ["（一）主动发布", "（二）依申请办理", "（三）保密审查", "（四）网站", "（五）考核"]
SAID = {
    "five_aspects": (
        "overview",
        [
            (ALL_FIVE, ""),
            (ALL_FIVE[:4], "监督保障"),
            (["全年公开信息三百条。"], "依申请公开、政府信息管理、政府信息公开平台建设、监督保障"),
        ],
    ),
    "problems_analysed": (
        "problems",
        [
            (["主要问题：解读形式单一。改进措施：同步制作图解。"], ""),
            (["本年度没有发现。"], "8"),
            (["无此问题", "", "　"], "4"),
            (["解读形式单一，群众关心的内容更新不及时，专人不足。"], "改进情况或措施"),
            (["将在来年加强培训，完善制度，健全考核，优化栏目。"], "存在的问题"),
        ],
    ),
    "fee_reported": (
        "other_matters",
        [
            (["本年度没有收取信息处理费。"], ""),
            (["全年未产生费用。"], ""),
            (["没有其他需要报告的事项。"], "信息处理费的收取情况"),
        ],
    ),
}
CASES = [(rule, section, lines, missing) for rule, (section, cases) in SAID.items() for lines, missing in cases]


@pytest.mark.parametrize(("rule", "section", "lines", "missing"), CASES)
def test_a_note_names_what_was_not_found(rule: str, section: str, lines: list[str], missing: str) -> None:
    findings = [f for f in check(new_submission(official(), entries={section: lines})) if f.rule == rule]
    assert [(f.severity, f.place, f.cell) for f in findings] == ([("note", section, "B6")] if missing else [])
    assert all(missing in f.message for f in findings)


def test_a_blank_section_is_told_once_and_as_blank() -> None:
    rules = [f.rule for f in check(new_submission(official())) if f.place in ("overview", "problems", "other_matters")]
    assert rules == ["filled"] * 3


def test_the_edition_of_2019_asks_for_less() -> None:
    early = loaded("cn-gov-info-disclosure/2019")
    texts = {name: ["一切正常。"] for name in early.narratives}
    rules = {f.rule for f in check(new_submission(early, entries=texts))}
    assert rules & set(SAID) == {"problems_analysed"}
