"""Over a round: how often each rule was broken, by how many agencies, how many explain it, and which never was."""

from __future__ import annotations

import json
import shutil
from dataclasses import replace
from io import BytesIO
from pathlib import Path

import openpyxl
import pytest

from support.commands import run
from support.round_under_way import AS_OF, CLEAN, LATE, shared_round
from xlsreport.cli.round_commands.rule_table import rule_table
from xlsreport.definition.declaration import IMPLIED_RULES
from xlsreport.definition.variation.body_kinds import BodyKind
from xlsreport.messages import messages_for
from xlsreport.round.folder import Round, open_round
from xlsreport.round.ledger.records import NewReceipt
from xlsreport.round.status.overview import Overview, overview_of
from xlsreport.round.status.rule_counts import RuleCount, never_broken, rule_counts
from xlsreport.round.status.status_json import status_json
from xlsreport.round.status.status_workbook import status_workbook


@pytest.fixture(scope="module")
def overview() -> Overview:
    return overview_of(shared_round(), AS_OF)


@pytest.fixture
def own_round(tmp_path: Path) -> Round:
    """A copy of the round that a test may change."""
    shutil.copytree(shared_round().folder, tmp_path / "round")
    return open_round(tmp_path / "round", shared_round().messages)


def counted(overview: Overview, rule: str) -> tuple[int, int, int, int, int]:
    (one,) = (count for count in rule_counts(overview) if count.rule == rule)
    return one.agencies, one.files, one.open, one.explained, one.unchecked


def record(round_: Round, code: str, *rules: str) -> None:
    """A further file of an agency, which breaks some rules as warnings."""
    findings = tuple(
        {"rule": rule, "severity": "warning", "place": "x", "sheet": "s", "cell": "A1", "message": "m"}
        for rule in rules
    )
    with round_.open_ledger() as ledger:
        new = NewReceipt("2026-01-21T00:00:00Z", "f" * 64, "x.xlsx", code, 1, "warnings", findings=findings)
        assert ledger.record_receipt(new, lambda _: new) is not None


@pytest.mark.slow
def test_what_broke_a_rule_is_counted_by_agencies_and_files_and_what_of_it_is_left(overview: Overview) -> None:
    broken = {one.rule: counted(overview, one.rule) for one in rule_counts(overview) if one.files}
    assert broken == {"balance": (2, 2, 1, 0, 0), "carried_over": (2, 2, 1, 1, 0)}


@pytest.mark.slow
def test_every_rule_of_the_definition_is_there_once_in_its_order(overview: Overview) -> None:
    rules = [one.rule for one in rule_counts(overview)]
    assert len(rules) == len(set(rules))
    declared = dict.fromkeys(case.rule.id for case in overview.round_.definition.cases)
    assert rules[: len(IMPLIED_RULES) + len(declared)] == [*IMPLIED_RULES, *declared]
    definition = overview.round_.definition
    assert {case.rule.id for case in definition.cases} | {claim.id for claim in definition.claims} <= set(rules)
    assert {"five_aspects", "problems_analysed", "fee_reported"} <= set(rules)


def test_rules_that_no_file_broke(overview: Overview) -> None:
    never = {one.rule: one.statement for one in never_broken(rule_counts(overview))}
    assert never["valid_follows"] == "现行有效件数，等于上年现行有效件数加本年制发件数、减本年废止件数"
    assert never["nil_return"] == "选了“是”（全部为零）的表，每格都是 0 或空白"
    assert "balance" not in never


def test_what_is_mended_is_counted_and_not_open(own_round: Round) -> None:
    before = overview_of(own_round, AS_OF)
    record(own_round, CLEAN, "balance", "altered.moved")
    record_clean = counted(overview_of(own_round, AS_OF), "balance")
    assert record_clean[0] == counted(before, "balance")[0] + 1
    assert record_clean[2] == counted(before, "balance")[2] + 1
    assert rule_counts(overview_of(own_round, AS_OF))[-1] == RuleCount("altered.moved", "", 1, 1, 1, 0, 0)


def test_a_rule_that_needs_last_year_says_for_how_many_it_was_not_checked(overview: Overview) -> None:
    assert counted(overview, "valid_follows")[4] == 0
    lines = tuple(replace(line, state=replace(line.state, issued=None)) for line in overview.lines)
    without = replace(overview, lines=lines)
    sent = sum(line.state.telling is not None for line in lines)
    assert counted(without, "valid_follows") == (0, 0, 0, 0, sent)
    assert counted(without, "balance")[4] == 0
    text = "\n".join(rule_table(rule_counts(without), overview.messages, 200))
    assert f"（{sent} 个单位没有核对：不适用于这类单位，或者缺上年数）" in text


def test_a_rule_for_other_kinds_of_bodies_was_not_checked(overview: Overview) -> None:
    definition = overview.round_.definition
    county_only = (BodyKind(id="county", label="县", names=("…县",)),)
    declaration = definition.declaration.model_copy(update={"bodies": county_only})
    cases = tuple(
        replace(case, rule=case.rule.model_copy(update={"bodies": ("county",)})) if case.rule.id == "balance" else case
        for case in definition.cases
    )
    changed = replace(overview.round_, definition=replace(definition, declaration=declaration, cases=cases))
    counties = [line for line in overview.lines if line.state.telling and line.agency.name.endswith("县")]
    sent = [line for line in overview.lines if line.state.telling]
    assert 0 < len(counties) < len(sent)
    assert counted(replace(overview, round_=changed), "balance")[4] == len(sent) - len(counties)


def test_json_and_the_workbook_have_all_of_them(overview: Overview) -> None:
    told = json.loads(json.dumps(status_json(overview)))["rules"]
    counts = rule_counts(overview)
    assert [(one["rule"], one["agencies"], one["files"], one["open"], one["explained"]) for one in told] == [
        (one.rule, one.agencies, one.files, one.open, one.explained) for one in counts
    ]
    sheet = openpyxl.load_workbook(BytesIO(status_workbook(overview)))["规则"]
    rows = [[cell.value for cell in row] for row in sheet.iter_rows(min_row=2)]
    assert rows[0] == ["规则", "规则要求", "违反过的单位", "文件", "现在还有", "已说明", "没有核对"]
    assert [row[0] for row in rows[1:]] == [one.rule for one in counts]


@pytest.mark.slow
def test_the_command_lists_what_was_broken_first_and_then_what_never_was(own_round: Round) -> None:
    said = run("status", own_round.folder, "--rules")
    assert said.code == 0
    lines = said.out.splitlines()
    assert lines[0] == "违反过的规则，单位多的在前："
    never = next(number for number, text in enumerate(lines) if text.startswith("没有一份文件违反过的规则"))
    assert any(text.startswith("carried_over ") for text in lines[:never])
    assert any(text.startswith("  kind  填的是所要求的类型") for text in lines[never:])


def test_it_is_about_the_whole_round(own_round: Round) -> None:
    said = run("status", own_round.folder, "--rules", LATE, language="en")
    assert (said.code, said.out) == (2, "")
    assert messages_for("en")("status.rules_alone") in said.err
