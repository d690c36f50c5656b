"""Figures in the text: contradictions are found, and nothing else is called one."""

from __future__ import annotations

from dataclasses import replace

import pytest
from cn2an import an2cn
from hypothesis import given, settings
from hypothesis import strategies as st

from support.files import harbour, official
from support.sentences import CONTRADICTED, FIGURES, MANY, SILENT, TRUE, TWELVE, YEAR, Case
from xlsreport import Submission, check, new_submission
from xlsreport.checking.claims.contradictions import Contradiction, contradictions
from xlsreport.checking.evaluation.submission_values import Values
from xlsreport.layout.workbook_layout import layout_of


def stated(case: Case, **figures: object) -> Submission:
    """A report whose section 一 holds the case's lines; figures that are not given are zero."""
    definition = official()
    entries: dict[str, object] = {
        str(place): 0 for table in definition.tables for place in definition.entry_places(table)
    }
    given = dict(pair.split("=") for pair in case.figures.split())
    entries |= {FIGURES[name]: float(value) if "." in value else int(value) for name, value in given.items()}
    entries |= {FIGURES[name]: value for name, value in figures.items()}
    entries["overview"] = case.text.split("/")
    return new_submission(definition, agency=case.agency, year=YEAR, entries=entries)


def found(case: Case) -> list[Contradiction]:
    submission = stated(case)
    return list(contradictions(submission, Values(submission)))


@pytest.mark.parametrize("case", TRUE, ids=lambda case: case.text)
def test_what_is_as_the_tables_say_is_no_contradiction(case: Case) -> None:
    assert [each.clause for each in found(case)] == []


@pytest.mark.parametrize("case", CONTRADICTED, ids=lambda case: case.text)
def test_what_the_tables_do_not_say_is_found(case: Case) -> None:
    assert sorted(each.written for each in found(case)) == sorted(case.found.split())


@pytest.mark.parametrize("case", SILENT, ids=lambda case: case.text)
def test_what_may_be_about_something_else_is_passed_over(case: Case) -> None:
    assert [each.clause for each in found(case)] == []


def test_the_finding_quotes_the_sentence_the_number_and_each_figure_with_its_cell() -> None:
    case = Case("先说别的。本年度收到两例依申请公开请求，已经答复。/最后一段。", "received=3 granted=3")
    (finding,) = [f for f in check(stated(case)) if f.rule == "requests_in_text"]
    assert (finding.severity, finding.place, finding.sheet, finding.cell) == (
        "warning",
        "overview",
        "一、总体情况",
        "B6",
    )
    assert (finding.found, finding.expected) == (2, 3)
    assert "“本年度收到两例依申请公开请求，已经答复。”" in finding.message
    assert "“两例”（读作 2）" in finding.message
    assert "'三、申请办理'!J7）" in finding.message
    assert "'三、申请办理'!J7:J8）" in finding.message
    assert "先说别的" not in finding.message


def test_it_stands_at_the_line_that_says_it() -> None:
    case = Case("（一）主动公开/没有数。/（二）依申请公开/全年收到申请13件。", TWELVE)
    assert [(f.cell, f.found) for f in check(stated(case)) if f.rule == "requests_in_text"] == [("B9", 13)]


def test_an_explained_one_is_a_note_that_quotes_the_explanation() -> None:
    case = Case("全年收到政府信息公开申请13件，答复13件。", TWELVE)
    submission = replace(stated(case), explanations={"requests_in_text": "含转交办理的 1 件。"})
    severities = {
        (f.severity, "含转交办理的 1 件。" in f.message) for f in check(submission) if f.rule == "requests_in_text"
    }
    assert severities == {("note", True)}


def test_one_that_is_not_explained_says_in_which_cell_it_can_be() -> None:
    submission = stated(Case("全年收到政府信息公开申请13件，答复13件。", TWELVE))
    cell = layout_of(submission.definition).checks.claim_cell("requests_in_text", "explanation")
    for finding in (f for f in check(submission) if f.rule == "requests_in_text"):
        assert finding.message.endswith(f"确有原因的，请在“{cell.sheet}”表的 {cell.a1} 说明。")


def test_what_is_not_filled_in_is_not_compared() -> None:
    case = Case("全年收到政府信息公开申请13件。", "")
    blank = stated(case, received=None)
    assert contradictions(blank, Values(blank)) == ()


def test_other_figures_that_are_blank_do_not_matter() -> None:
    case = Case("全年收到政府信息公开申请两例。", "")
    partly = stated(case, granted=None)
    assert [each.written for each in contradictions(partly, Values(partly))] == ["两例"]


def test_without_a_year_nothing_is_compared() -> None:
    unknown = replace(stated(Case("全年收到政府信息公开申请13件。", TWELVE)), year=None)
    assert contradictions(unknown, Values(unknown)) == ()


WAYS = [
    "收到政府信息公开申请{}件。",
    "全年共受理依申请公开{}件，均已答复。",
    "{}年收到{}件政府信息公开申请。",
    "（二）依申请公开。新收申请{}件。",
]
WRITINGS = ["digits", "wide", "words", "spaced", "two"]
NUMERALS = dict(zip(range(1, 100), [an2cn(number) for number in range(1, 100)], strict=True))


@pytest.mark.slow
@given(
    st.integers(1, 99), st.sampled_from(WAYS), st.sampled_from(["digits", "wide", "words", "spaced", "two"]), st.data()
)
def test_a_number_is_right_in_any_writing_and_a_changed_one_is_found(
    number: int, way: str, writing: str, data: st.DataObject
) -> None:
    other = data.draw(st.integers(1, 99).filter(lambda other: other != number))

    def written(value: int) -> str:
        forms = {
            "wide": str(value).translate(str.maketrans("0123456789", "０１２３４５６７８９")),
            "words": NUMERALS[value],
            "spaced": f" {value} ",
            "two": "两" if value == 2 else NUMERALS[value],
        }
        return str(forms.get(writing, value))

    def text(value: int) -> str:
        return way.format(YEAR, written(value)) if way.startswith("{}") else way.format(written(value))

    figures = f"received={number} granted={number}"
    assert found(Case(text(number), figures)) == []
    assert len(found(Case(text(other), figures))) == 1


@pytest.mark.slow
@given(
    st.text(
        st.sampled_from("收到政府信息公开申请12两三件，。；（）()：《》年2024其中无未结转上年占%、予以行政复议 \n"),
        max_size=300,
    )
)
@settings(max_examples=200)
def test_no_text_is_beyond_reading(text: str) -> None:
    found(Case(text.replace("/", ""), MANY))


HOSTILE = [
    "收到" * 20_000,
    "收到政府信息公开申请" * 5_000,
    "收到政府信息公开申请13件。" * 3_000,
    "收到政府信息公开申请13件，" * 3_000,
    "2024年申请1件，" * 5_000,
    "（" * 30_000,
    "依申请公开。" * 8_000,
    "1" * 50_000,
    "一" * 50_000,
    "未收到" + "，" * 40_000,
    "收到依申请公开" + " " * 30_000 + "1件",
    "《" * 40_000,
]


@pytest.mark.slow
@pytest.mark.parametrize("text", HOSTILE, ids=lambda text: text[:14])
def test_a_hostile_line_is_read_to_its_end(text: str) -> None:
    hostile = replace(stated(Case("", MANY)), texts={"overview": (text[:32_767],) * 6})
    contradictions(hostile, Values(hostile))


ENGLISH = [
    ("In the year 12 ships called.", []),
    ("In the year 13 ships called.", ["13"]),
    ("In the year 13 vessels arrived, of which 4 were ferries.", ["13", "4"]),
    ("In the year 12 vessels arrived, of which 3 were ferries.", []),
    ("No ships called.", ["No ships called"]),
    ("More than 13 ships called.", []),
    ("About 20 ships called.", []),
    ("Last year 20 ships called.", []),
    ("In 2024 20 ships called.", []),
    ("In 2025, 1,300 ships called.", ["1300"]),
    ("Pilots went out 13 times.", []),
    ("13 pilots were hired.", []),
]


@pytest.mark.parametrize(("text", "expected"), ENGLISH, ids=[text for text, _ in ENGLISH])
def test_an_english_report_is_read_likewise(text: str, expected: list[str]) -> None:
    definition = harbour()
    entries: dict[str, object] = {
        str(place): 0 for table in definition.tables for place in definition.entry_places(table, numeric=True)
    }
    entries |= {"calls.arrived.cargo": 9, "calls.arrived.ferry": 3, "summary": [text]}
    submission = new_submission(definition, agency="Port of A", year=2025, entries=entries)
    assert [each.written for each in contradictions(submission, Values(submission))] == expected
