"""The page about checked files: findings lead to their cells and back, and nothing that was typed becomes markup."""

from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import lxml.html
import pytest
from lxml.html import HtmlElement

from support.grants import GOOD, GRANTS, reported
from support.market import return_of_market
from support.offices import GOOD as GOOD_WORK
from support.offices import reported as offices_reported
from support.reports import county, town
from xlsreport import Finding, Submission, check, load_definition, new_submission
from xlsreport.findings_page.web_page import findings_fragment, findings_page, stylesheet
from xlsreport.inspection.check_outcome import CheckOutcome
from xlsreport.layout.cells import CellRange, CellRef

HOSTILE = "<script>alert(1)</script><img src=x onerror=alert(2)> \" ' &amp; {{ 7 * 7 }}"


def outcome(submission: Submission, file: str = "town.xlsx") -> CheckOutcome:
    return CheckOutcome.checked(file, submission, check(submission))


def refused(file: str = "notes.txt", reason: str = "It is no workbook.") -> CheckOutcome:
    return CheckOutcome(file, None, (), reason)


def fragment(of: CheckOutcome) -> HtmlElement:
    return lxml.html.fragment_fromstring(findings_fragment(of))


def whole(page: str) -> HtmlElement:
    found = lxml.html.document_fromstring(page)
    assert isinstance(found, HtmlElement)
    return found


def words(element: HtmlElement) -> str:
    return " ".join(element.text_content().split())


def classes(element: HtmlElement) -> set[str]:
    return set(element.get("class", "").split())


def told(page: HtmlElement) -> Sequence[HtmlElement]:
    return below(page, ".finding")


def below(element: HtmlElement, *path: str) -> Sequence[HtmlElement]:
    """The elements that are reached by names of tags, or of classes with a point before them, one within another."""
    steps = (
        f"//*[contains(concat(' ', normalize-space(@class), ' '), ' {step[1:]} ')]" if step[0] == "." else f"//{step}"
        for step in path
    )
    found = element.xpath("." + "".join(steps))
    assert isinstance(found, list)
    return [each for each in found if isinstance(each, HtmlElement)]


def led_to(page: HtmlElement, link: HtmlElement) -> HtmlElement:
    """The element to which a link of the page leads."""
    return page.get_element_by_id(link.get("href").removeprefix("#"))


def test_each_finding_leads_to_its_marked_cell_and_the_cell_back_to_it() -> None:
    page = fragment(outcome(town()))
    assert [(words(one.find_class("cell")[0]), one.find_class("number")[0].text) for one in told(page)] == [
        ("B8", "1"),
        ("C20", "2"),
        ("D9:I27", "3"),
    ]
    expected = ({"warning", "text"}, {"error", "value"}, {"error", "value"})
    for finding, of_cell in zip(told(page), expected, strict=True):
        cell = led_to(page, below(finding, ".cell", "a")[0])
        assert of_cell <= classes(cell)
        (back,) = cell.find_class("lead")
        assert led_to(page, back) is finding
    (quoted,) = below(page, "mark")
    assert words(quoted).startswith("年内收到居民提出的政府信息公开申请两例"), "the sentence within its paragraph"
    blank = [cell for cell in below(page.get_element_by_id("f1s4"), "td") if {"value", "error"} <= classes(cell)]
    assert len(blank) == 114, "of a range only the first cell leads to the finding, but all are marked"


def test_the_drawing_shows_the_figures_at_the_letters_and_numbers_of_the_sheet() -> None:
    """And the verdict is one sentence with whose report it is, of which form, and how much was found."""
    page = fragment(outcome(town()))
    procurement = led_to(page, below(told(page)[1], ".cell", "a")[0]).getparent()
    assert words(procurement) == "20政府集中采购24 问题 2"
    letters = below(procurement.getparent().getparent(), "thead", "tr[1]", "th")
    assert [letter.text for letter in letters] == ["A", "B", "C", "D"]
    form = "政府信息公开工作年度报告（试行，国办公开办函〔2019〕60号）"
    assert words(page.find_class("sentence")[0]) == (
        f"✕ 《{form}》某镇人民政府 2020：有需要改正的，2 处错误，1 处警告。"
    )


def test_what_is_most_likely_wrong_and_what_it_settles_is_told_with_the_number_it_should_be() -> None:
    page = fragment(outcome(return_of_market(stalls__week__all=57)))
    (finding,) = told(page)
    (suspect,) = below(finding, ".values", "dd", "a")
    assert suspect.text == "F7"
    assert words(suspect.getparent().getparent()) == "F7 57 → 75"
    assert words(led_to(page, suspect)) == "57 → 75 finding 1"
    assert [words(below(one, ".cell")[0]) for one in below(finding, ".settled", "li")] == [
        "'Summary'!B4",
        "F7",
        "F7",
        "F7",
    ]


def test_nothing_that_was_typed_becomes_markup() -> None:
    base = town()
    section = next(iter(base.definition.narratives))
    place = next(iter(base.entries))
    submission = replace(
        base,
        agency=HOSTILE,
        texts={**base.texts, section: (HOSTILE, *base.texts[section])},
        entries={**base.entries, place: replace(base.entries[place], typed=HOSTILE, number=None)},
    )
    page = findings_page([outcome(submission, f"{HOSTILE}.xlsx"), refused(HOSTILE, HOSTILE)], "en")
    assert "<script" not in page
    parsed = whole(page)
    assert [tag for tag in ("script", "img", "iframe", "object", "form") if below(parsed, tag)] == []
    for element in parsed.iter():
        for name in map(str, element.attrib):
            assert not name.startswith("on")
            assert name != "style"
    assert HOSTILE in parsed.text_content()
    assert "49" not in words(parsed.find_class("verdict")[0])


def test_the_page_of_several_files_leads_to_each_and_every_anchor_is_unique() -> None:
    outcomes = [outcome(town()), outcome(county(), "a/county.xlsx"), outcome(town(), "b/county.xlsx"), refused()]
    page = whole(findings_page(outcomes, "en"))
    names = [element.get("id") for element in page.iter() if element.get("id")]
    assert len(names) == len(set(names))
    assert {link.get("href").removeprefix("#") for link in below(page, "a")} <= set(names)
    assert [words(each) for each in below(page, ".files", "li")] == [
        "town.xlsx 2 处错误，1 处警告",
        "a/county.xlsx 没有发现问题",
        "b/county.xlsx 2 处错误，1 处警告",
        "notes.txt cannot be read",
    ]
    assert words(below(page.get_element_by_id("f4"), ".advice")[0]) == "It is no workbook."
    assert [article.get("lang") for article in below(page, "article")] == ["zh-CN", "zh-CN", "zh-CN", "en"]


def test_nothing_but_its_own_style_may_be_loaded() -> None:
    page = findings_page([refused()], "en")
    (style,) = re.findall("<style>(.*)</style>", page, re.DOTALL)
    assert style == stylesheet()
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    (policy,) = (each for each in below(whole(page), "meta") if each.get("http-equiv") == "Content-Security-Policy")
    assert policy.get("content", "").startswith(f"default-src 'none'; style-src 'sha256-{digest}'")
    assert "url(" not in style
    assert "@import" not in style


def listed(folder: Path, lines: Sequence[Mapping[str, Any]]) -> CheckOutcome:
    """A report with more lines than the form of the other tests has room for."""
    file = folder / "grants.yaml"
    file.write_text(GRANTS.read_text(encoding="utf-8").replace("most: 40", "most: 5000"), encoding="utf-8")
    entries = {"phone": "1", "totals.ledger.amount": 500, "visits.nil_return": True, "grants": list(lines)}
    definition = load_definition(str(file))
    return outcome(new_submission(definition, agency="Bay Library", year=2025, entries=entries))


@pytest.mark.slow
def test_of_a_long_list_only_the_faulty_lines_and_their_neighbours_are_drawn(tmp_path: Path) -> None:
    lines = [{**GOOD[0], "code": f"A{number}", "purpose": f"{number}"} for number in range(100, 400)]
    lines[49]["amount"] = "much"
    page = fragment(listed(tmp_path, lines))
    cell = next(each for each in below(page, "td") if words(each).startswith("much"))
    table = next(cell.iterancestors("table"))
    assert [words(below(row, ".line")[0]) for row in below(table, "tbody", "tr")] == ["49", "50", "51"]
    assert "error" in classes(cell)
    assert words(page.find_class("cut")[0]) == (
        "Drawn are 3 of 300 rows: those in which something is to be corrected, and the ones next to them."
    )


@pytest.mark.slow
def test_thousands_of_findings_are_cut_off_with_a_sentence(tmp_path: Path) -> None:
    lines = [{**GOOD[0], "code": f"A{number}", "purpose": f"{number}"} for number in range(1000, 1500)]
    checked = listed(tmp_path, lines)
    one = Finding("sign", "error", "grants", CellRef("Grants", 9, 4).to(CellRef("Grants", 9, 4)), "It is wrong.")
    many = (replace(one, cells=CellRange(cell, cell)) for cell in (CellRef("Grants", row, 4) for row in range(9, 4009)))
    page = fragment(replace(checked, findings=tuple(many)))
    assert len(told(page)) == 100
    assert words(page.find_class("more")[0]) == (
        "And 3900 more findings on this sheet. Correct these first, then check again."
    )
    assert len(below(page, "tbody", "tr")) == 62


def test_a_list_without_lines_is_drawn_with_the_answer_that_is_missing() -> None:
    submission = reported([])
    nil = submission.positions.nil("grants")
    assert nil is not None
    finding = Finding("nil_return", "error", "grants.nil_return", CellRange(nil, nil), "Answer yes or no.")
    page = fragment(CheckOutcome.checked("a.xlsx", submission, (finding,)))
    cell = led_to(page, below(page, ".finding", ".cell", "a")[0])
    assert {"value", "error"} <= classes(cell)
    assert words(cell.getparent()).startswith("4No grants were received")


def test_rows_for_the_lines_of_a_list_are_drawn_with_their_names_and_those_of_no_line_are_not() -> None:
    page = fragment(outcome(offices_reported(figures={**GOOD_WORK, "requests.offices_3.processed": 5})))
    cell = next(each for each in below(page, "td") if "error" in classes(each))
    rows = below(next(cell.iterancestors("table")), "tbody", "tr")
    assert [words(below(row, ".beside")[0]) for row in rows] == ["N1 North", "S2 South", "ALL OFFICES"]
    assert words(below(cell.getparent(), ".beside")[0]) == "S2 South"
