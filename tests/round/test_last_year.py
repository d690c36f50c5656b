"""Last year's figures: out of last year's round, or out of a folder of workbooks, for the right agency or for none."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

import xlsreport
from support.definitions import loaded
from support.fillings import SAYS_ENOUGH
from xlsreport.cli import main
from xlsreport.definition.place import Place
from xlsreport.messages import messages_for
from xlsreport.round.counting.round_state import state_of
from xlsreport.round.creating import RoundOptions, create_round
from xlsreport.round.folder import Round
from xlsreport.round.incoming.collection import collect
from xlsreport.round.outgoing.distribution import issued_submission
from xlsreport.round.outgoing.previous_year import read_last_year

pytestmark = pytest.mark.slow

ZH = messages_for("zh-CN")
DEFINITION = loaded("cn-gov-info-disclosure/2021")
OLDER = loaded("cn-gov-info-disclosure/2019")
CARRIED_OUT = Place.parse("requests.carried_out.natural")
VALID = Place.parse("proactive.normative.valid")


def make_round(folder: Path, year: int, lines: str = "1,甲镇\n2,乙镇\n") -> Round:
    roster = folder.with_suffix(".csv")
    roster.write_text("编号,名称\n" + lines, encoding="utf-8")
    return create_round(folder, RoundOptions(DEFINITION.name, year, roster), ZH)


def entries(definition: xlsreport.Definition, carried_out: int) -> dict[str, Any]:
    """A complete report of an agency that received some requests and answered none of them."""
    zeros: dict[str, Any] = {str(place): 0 for place, facts in definition.places.items() if not facts.computed}
    texts = {name: [SAYS_ENOUGH] for name in definition.narratives}
    figures = {"requests.received.natural": carried_out, "requests.carried_out.natural": carried_out}
    return {**zeros, **texts, **figures, **dict.fromkeys(definition.fields, "9")}


def filled(definition: xlsreport.Definition, agency: str, year: int, carried_out: int) -> xlsreport.Submission:
    return xlsreport.new_submission(definition, agency=agency, year=year, entries=entries(definition, carried_out))


def sent_to(round_: Round, code: str, carried_out: int, **changes: Any) -> bytes:
    """The workbook of an agency of a round, filled."""
    issued = issued_submission(round_, round_.roster.agencies[code], changes.pop("previous", {}))
    known = xlsreport.new_submission(DEFINITION, entries={**entries(DEFINITION, carried_out), **changes})
    sent = replace(issued, entries=known.entries, texts=known.texts, fields=known.fields)
    return xlsreport.workbook_bytes(replace(sent, explanations=known.explanations))


@pytest.fixture
def this_year(tmp_path: Path) -> Round:
    return make_round(tmp_path / "2025", 2025)


def test_out_of_a_folder_of_workbooks_by_name(this_year: Round, tmp_path: Path) -> None:
    folder = tmp_path / "上年"
    (folder / "各镇").mkdir(parents=True)
    xlsreport.write_workbook(filled(DEFINITION, "甲镇", 2024, 7), folder / "各镇" / "随便什么名字.xlsx")
    xlsreport.write_workbook(filled(OLDER, "乙镇", 2024, 3), folder / "2019版.xlsx")
    xlsreport.write_workbook(filled(DEFINITION, "丙镇", 2024, 1), folder / "3.xlsx")
    (folder / "说明.txt").write_text("不是工作簿", encoding="utf-8")
    found = read_last_year(folder, this_year)
    assert {code: figures[CARRIED_OUT] for code, figures in found.figures.items()} == {"1": 7, "2": 3}
    assert found.figures["1"][VALID] == 0
    assert VALID not in found.figures["2"]  # the edition of 2019 did not ask for it
    assert sorted(found.remarks) == sorted(
        [
            ZH("last_year.no_agency", file=folder / "3.xlsx", agency="丙镇"),
            ZH("last_year.unfit", file=folder / "说明.txt", reason=ZH("rejected.text")),
        ]
    )


def test_of_two_workbooks_of_one_agency_neither_is_taken(this_year: Round, tmp_path: Path) -> None:
    folder = tmp_path / "上年"
    folder.mkdir()
    for number in (1, 2):
        xlsreport.write_workbook(filled(DEFINITION, "甲镇", 2024, number), folder / f"{number}.xlsx")
    found = read_last_year(folder, this_year)
    assert found.figures == {}
    expected = ZH("last_year.twice", agency="甲镇", other=folder / "1.xlsx", file=folder / "2.xlsx")
    assert found.remarks == [expected]


def test_a_workbook_of_another_year_is_not_last_years(this_year: Round, tmp_path: Path) -> None:
    file = tmp_path / "更早.xlsx"
    xlsreport.write_workbook(filled(DEFINITION, "甲镇", 2023, 5), file)
    found = read_last_year(file, this_year)
    reason = ZH("previous.year", found=2023, expected=2024)
    assert (found.figures, found.remarks) == ({}, [ZH("last_year.unfit", file=file, reason=reason)])


def test_out_of_last_years_round_by_code_whatever_the_name_is_now(tmp_path: Path) -> None:
    before = make_round(tmp_path / "2024", 2024, "1,甲乡\n2,乙镇\n3,丙镇\n")
    inbox = tmp_path / "收件箱"
    inbox.mkdir()
    (inbox / "a.xlsx").write_bytes(sent_to(before, "1", 8))
    (inbox / "b.xlsx").write_bytes(sent_to(before, "2", 4, **{"requests.received.natural": -1}))
    assert [one.receipt.verdict for one in collect(before, [inbox]) if one.receipt] == ["clean", "errors"]
    now = make_round(tmp_path / "2025", 2025)
    found = read_last_year(before.folder, now)
    assert {code: figures[CARRIED_OUT] for code, figures in found.figures.items()} == {"1": 8}
    assert found.remarks == [ZH("last_year.renamed", code="1", found="甲乡", agency="甲镇")]


@pytest.mark.parametrize("first", ["1", "2"])
def test_a_code_that_was_given_to_another_agency_does_not_take_its_own_report_away(first: str, tmp_path: Path) -> None:
    """The first town is gone, the second has its code now: what bears its name is its report, in whatever order."""
    before = make_round(tmp_path / "2024", 2024, "1,丙乡\n2,甲镇\n")
    inbox = tmp_path / "收件箱"
    inbox.mkdir()
    for place, code in enumerate((first, "1" if first == "2" else "2")):
        (inbox / f"{place}.xlsx").write_bytes(sent_to(before, code, int(code)))
    collect(before, [inbox])
    found = read_last_year(inbox, make_round(tmp_path / "2025", 2025, "1,甲镇\n3,乙镇\n"))
    assert {code: figures[CARRIED_OUT] for code, figures in found.figures.items()} == {"1": 2}
    gone = ZH("last_year.no_agency", file=inbox / ("0.xlsx" if first == "1" else "1.xlsx"), agency="丙乡")
    assert gone in found.remarks
    assert [one for one in found.remarks if "按同一单位处理" in one] == []


def test_the_rules_across_years_run_at_collection(this_year: Round, tmp_path: Path) -> None:
    folder = tmp_path / "上年"
    folder.mkdir()
    xlsreport.write_workbook(filled(DEFINITION, "甲镇", 2024, 7), folder / "甲.xlsx")
    xlsreport.write_workbook(filled(DEFINITION, "乙镇", 2024, 7), folder / "乙.xlsx")
    run = CliRunner(env={"XLSREPORT_ROUND": str(this_year.folder)})
    assert run.invoke(main, ["distribute", "--previous", str(folder)]).exit_code == 0
    previous = read_last_year(folder, this_year).figures
    inbox = tmp_path / "收件箱"
    inbox.mkdir()
    (inbox / "甲.xlsx").write_bytes(sent_to(this_year, "1", 0, previous=previous["1"]))
    case_keys = [case.key for case in DEFINITION.cases if case.rule.id == "carried_over"]
    reasons = {f"{key}.explanation": "上年误计" for key in case_keys}
    explained = sent_to(this_year, "2", 0, previous=previous["2"], **reasons)
    (inbox / "乙.xlsx").write_bytes(explained)
    assert run.invoke(main, ["collect", str(inbox)]).exit_code == 0
    states = {state.agency.code: state for state in state_of(this_year).agencies}
    first = states["1"].current
    assert first is not None
    assert states["1"].state == "warnings"
    assert {finding["rule"] for finding in first.findings} == {"carried_over"}
    assert all("上年" in str(finding["message"]) for finding in first.findings)
    second = states["2"].current
    assert second is not None
    assert states["2"].state == "accepted"
    assert set(second.explanations.values()) == {"上年误计"}


def test_last_years_figures_count_as_they_were_given_out(this_year: Round, tmp_path: Path) -> None:
    folder = tmp_path / "上年"
    folder.mkdir()
    xlsreport.write_workbook(filled(DEFINITION, "甲镇", 2024, 7), folder / "甲.xlsx")
    run = CliRunner(env={"XLSREPORT_ROUND": str(this_year.folder)})
    assert run.invoke(main, ["distribute", "--previous", str(folder)]).exit_code == 0
    previous = dict(read_last_year(folder, this_year).figures["1"])
    inbox = tmp_path / "收件箱"
    inbox.mkdir()
    # As if the clerk had unlocked the sheet and made last year's figure fit; the signature is of what was given out.
    issued = issued_submission(this_year, this_year.roster.agencies["1"], previous)
    known = xlsreport.new_submission(DEFINITION, entries=entries(DEFINITION, 0))
    altered = replace(issued, previous={**previous, CARRIED_OUT: 0}, entries=known.entries, texts=known.texts)
    (inbox / "甲.xlsx").write_bytes(xlsreport.workbook_bytes(altered))
    [one] = collect(this_year, [inbox])
    assert one.receipt is not None
    assert one.receipt.reason == "forged"  # the digest of last year's figures is signed, too


def test_brackets_width_and_blanks_do_not_decide_whose_workbook_it_is(tmp_path: Path) -> None:
    round_ = make_round(tmp_path / "2025", 2025, "1,甲镇（本级）\n2,乙镇\n")
    folder = tmp_path / "上年"
    folder.mkdir()
    xlsreport.write_workbook(filled(DEFINITION, "甲镇 (本级)", 2024, 7), folder / "1.xlsx")
    xlsreport.write_workbook(filled(DEFINITION, "乙\u3000镇", 2024, 3), folder / "2.xlsx")
    found = read_last_year(folder, round_)
    assert {code: figures[CARRIED_OUT] for code, figures in found.figures.items()} == {"1": 7, "2": 3}
    assert found.remarks == []


def test_of_two_agencies_of_one_name_none_is_taken_and_it_is_told(tmp_path: Path) -> None:
    round_ = make_round(tmp_path / "2025", 2025, "1,甲镇（本级）\n2,甲镇(本级)\n")
    file = tmp_path / "上年.xlsx"
    xlsreport.write_workbook(filled(DEFINITION, "甲镇本级", 2024, 7), file)
    found = read_last_year(file, round_)
    told = ZH("last_year.two_of_name", file=file, agency="甲镇本级", count=2, codes="1、2")
    assert (found.figures, found.remarks) == ({}, [told])


def test_codes_that_were_counted_anew_lead_to_no_other_agency(tmp_path: Path) -> None:
    before = make_round(tmp_path / "2024", 2024, "1,甲镇\n2,乙镇\n03,丙镇\n")
    inbox = tmp_path / "收件箱"
    inbox.mkdir()
    for code, figure in (("1", 8), ("2", 5), ("03", 3)):
        (inbox / f"{code}.xlsx").write_bytes(sent_to(before, code, figure))
    assert [one.receipt.verdict for one in collect(before, [inbox]) if one.receipt] == ["clean"] * 3
    now = make_round(tmp_path / "2025", 2025, "1,乙镇\n2,甲镇\n3,丙镇\n")
    found = read_last_year(before.folder, now)
    assert {code: figures[CARRIED_OUT] for code, figures in found.figures.items()} == {"1": 5, "2": 8, "3": 3}
    assert found.remarks == [
        ZH("last_year.renumbered", before="1", agency="甲镇", other="乙镇", code="2"),
        ZH("last_year.renumbered", before="2", agency="乙镇", other="甲镇", code="1"),
        ZH("last_year.recoded", before="03", agency="丙镇", code="3"),
    ]


def test_a_path_that_leads_nowhere_stops_before_anything_is_given_out(tmp_path: Path) -> None:
    round_ = make_round(tmp_path / "round", 2024)
    nowhere = tmp_path / "上年"
    result = CliRunner().invoke(main, ["distribute", "--round", str(round_.folder), "--previous", str(nowhere)])
    assert (result.exit_code, result.stderr.strip()) == (2, round_.messages("last_year.missing", path=nowhere))
    assert not round_.subfolder("round.distributed").exists()
