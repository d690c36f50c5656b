"""``xlsreport lint --analyse``: what the rules of a definition say together, in words and as JSON."""

from __future__ import annotations

import json
import re
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner

from support.fillings import HARBOUR
from xlsreport.cli.group import main
from xlsreport.cli.report_commands.rule_analysis_lines import RuleAnalysisLines
from xlsreport.definition.loading.definition_loading import load_definition
from xlsreport.definition.rule_analysis.analysis_results import RuleAnalysis, Undecided
from xlsreport.messages import messages_for

pytest.importorskip("z3", reason='the extra "analysis" has no wheel for every machine')

FORM = """\
id: pond-return
edition: "1"
language: en
name: Pond return
title: "Ponds of {agency}, {year}"
period: {label: Period, text: "The year {year}"}
sections:
  - id: ponds_section
    heading: 1. Ponds
    sheet: Ponds
    tables:
      - id: ponds
        columns: [{id: fish, label: Fish}, {id: eels, label: Eels}]
        rows: [{id: start, label: Start}, {id: born, label: Born}, {id: end, label: End}]
        rules:
          - {id: grows, for: columns, require: start < end, statement: Ponds grow}
          - {id: none_born, for: [eels], require: born == 0, statement: No eels are born}
          - {id: kept, for: columns, require: start <= end, statement: Nothing is lost, severity: warning}
"""
SHRINKS = """\
          - {id: shrinks, for: [fish], require: start > end + born, statement: Fewer fish are left}
"""


def lint(*arguments: Path | str, language: str = "en") -> tuple[int, str, str]:
    runner = CliRunner(env={"XLSREPORT_LANG": language})
    result = runner.invoke(main, ["lint", *map(str, arguments)], catch_exceptions=False)
    return result.exit_code, result.stdout, result.stderr


@pytest.fixture
def form(tmp_path: Path) -> Path:
    file = tmp_path / "ponds.yaml"
    file.write_text(FORM, encoding="utf-8")
    return file


def test_what_is_found_is_said_in_the_users_language_with_rule_figure_and_cell(form: Path) -> None:
    assert lint(form, "--analyse") == (
        0,
        (
            "pond-return/1: 3 rules (in 5 cases) looked at together.\n"
            "Only one value is possible: the rules leave nothing but 0 for 'Ponds'!C4 Born · Eels (ponds.born.eels). "
            "One of them most likely says more than it should.\n"
            "Without effect: kept “Nothing is lost” holds wherever these hold: grows “Ponds grow”. "
            "It finds nothing that they do not find.\n"
            "No rule sees these figures (1); a mistake in one of them breaks none:\n"
            "  'Ponds'!B4 Born · Fish (ponds.born.fish)\n"
        ),
        "",
    )
    assert lint(form, "--analyse", language="zh-CN")[1].splitlines() == [
        "pond-return/1：3 条规则（5 处）一起看：",
        "只能填一个数：按这些规则，'Ponds'!C4 Born · Eels（ponds.born.eels） 只能填 0。多半有一条规则写得过严。",
        "多余：kept“Nothing is lost”，在下列规则成立时必然成立：grows“Ponds grow”。凡是它能发现的，那些规则都能发现。",
        "没有规则核对的数（1 个），填错了没有一条规则会发现：",
        "  'Ponds'!B4 Born · Fish（ponds.born.fish）",
    ]


def test_rules_that_contradict_each_other_are_a_mistake(form: Path) -> None:
    form.write_text(FORM + SHRINKS, encoding="utf-8")
    assert lint(form, "--analyse") == (
        1,
        (
            "pond-return/1: 4 rules (in 6 cases) looked at together.\n"
            "Contradiction: nothing that can be filled in satisfies all of these: "
            "grows (Fish) “Ponds grow”; shrinks “Fewer fish are left”. Correct one of them.\n"
        ),
        "",
    )
    code, out, _ = lint(form, "--analyse", "--format", "json")
    assert code == 1
    assert json.loads(out)["contradictions"] == [["grows.fish", "shrinks.fish"]]


def test_programs_get_all_of_it(form: Path) -> None:
    code, out, _ = lint(form, "--analyse", "--seconds", "5", "--format", "json")
    assert (code, json.loads(out)) == (
        0,
        {
            "definition": "pond-return/1",
            "cases": 5,
            "unseen": [{"place": "ponds.born.fish", "claims": [], "next_year": []}],
            "contradictions": [],
            "fixed": [{"place": "ponds.born.eels", "value": 0}],
            "never_broken": [],
            "implied": [{"rule": "kept", "by": ["grows.fish", "grows.eels"]}],
            "outside": [],
            "undecided": [],
        },
    )
    page = (Path(__file__).parents[2] / "docs" / "how-to" / "json.md").read_text(encoding="utf-8")
    (told,) = re.findall(r"^With `--analyse`.*?\n\n", page, re.MULTILINE | re.DOTALL)
    assert [key for key in json.loads(out) if f"`{key}`" not in told] == []


@pytest.mark.slow
def test_a_sound_definition_is_said_to_be_sound() -> None:
    code, out, _ = lint("cn-gov-info-disclosure/2021", "--analyse", language="zh-CN")
    assert code == 0
    assert out.splitlines()[1] == "没有互相矛盾的规则，也没有不起作用的规则。"


@pytest.mark.slow
def test_what_is_idle_and_what_was_not_looked_at() -> None:
    lines = lint(HARBOUR, "--analyse")[1].splitlines()
    assert (
        "Never broken, whatever is filled in: positive_dues “Dues are not less than nothing”. "
        "It says nothing, or not what was meant." in lines
    )
    at = lines.index(messages_for("en")("analysis.outside", count=1))
    assert lines[at + 1] == "  mean_bound “Mean prices stay below half a million”"


def test_why_rules_are_left_out_is_said_once_with_all_of_them(form: Path) -> None:
    products = (
        "          - {id: area, for: [fish], require: start * born <= end, statement: The area is small}\n"
        "          - {id: share, for: columns, require: start / end <= 1, statement: The share is small}\n"
    )
    form.write_text(FORM + products, encoding="utf-8")
    lines = lint(form, "--analyse")[1].splitlines()
    at = lines.index(messages_for("en")("analysis.outside", count=2))
    assert lines[at + 1 : at + 3] == ["  area “The area is small”", "  share “The share is small”"]


def test_what_is_undecided_is_said_once_for_each_question() -> None:
    undecided = [Undecided("contradictions", None), *(Undecided("never_broken", rule) for rule in ("one", "two"))]
    analysis = RuleAnalysis(2, (), (), (), (), (), (), tuple(undecided))
    lines = [*RuleAnalysisLines(load_definition(HARBOUR), messages_for("en")).lines(analysis)]
    assert lines[1:] == [
        "Undecided within the time (--seconds): whether all rules can be satisfied at once.",
        "Undecided within the time (--seconds): whether it is possible at all to break one, two.",
    ]


def test_without_the_solver_one_sentence_says_how_to_get_it(form: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "xlsreport.definition.rule_analysis.rule_questions", None)
    assert lint(form, "--analyse") == (2, "", messages_for("en")("analysis.no_solver") + "\n")
    assert lint(form)[0] == 0, "only the analysis needs it"


def test_a_limit_without_an_analysis_is_refused(form: Path) -> None:
    code, out, err = lint(form, "--seconds", "3")
    assert (code, out) == (2, "")
    assert "--seconds goes with --analyse." in err
