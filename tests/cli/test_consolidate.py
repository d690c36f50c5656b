"""``xlsreport consolidate`` from the agencies' workbooks to the published report of the agency above."""

from __future__ import annotations

import json
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from support.fillings import SAYS_ENOUGH
from support.small_rounds import YARD, Agencies, new_round, send, yard_entries
from xlsreport import check, new_submission, read_workbook, verdict_of, write_workbook
from xlsreport.cli import main
from xlsreport.cli.group import COMMANDS
from xlsreport.messages import messages_for
from xlsreport.round.folder import Round
from xlsreport.round.ledger.ledger import Ledger

OFFICIAL = "cn-gov-info-disclosure/2021"
COUNTY: Agencies = (("3301", "示例县", ""), ("01", "城关镇", "3301"), ("02", "城东乡", "3301"))
HARBOURS: Agencies = (("1", "North", ""), ("11", "Quay", "1"), ("12", "Pier", "1"), ("2", "South", ""))


def run(round_: Round, *arguments: str | Path) -> Result:
    words = [str(argument) for argument in arguments]
    named = ["--round", str(round_.folder)] if words[0] in ("consolidate", "collect", "status") else []
    return CliRunner(env={"XLSREPORT_LANG": "zh-CN"}).invoke(main, [words[0], *named, *words[1:]])


def town(round_: Round, received: int) -> dict[str, Any]:
    """A whole report of the official form, with some requests that were all granted."""
    places = [place for place, facts in round_.definition.places.items() if not facts.computed]
    zeros = {str(place): 0 for place in places if place.table != "remedies"}
    texts = {name: [f"收到申请 {received} 件。"] for name in round_.definition.narratives}
    granted = {"requests.received.natural": received, "requests.granted.natural": received}
    fees = {"proactive.fees.charged": received + Decimal("0.1")}
    return {**zeros, **texts, **granted, **fees, "remedies.nil_return": True, "office": "办公室", "phone": "1"}


@pytest.fixture
def county(tmp_path: Path) -> Round:
    round_ = new_round(tmp_path, OFFICIAL, COUNTY)
    send(round_, {"01": town(round_, 3), "02": town(round_, 4)})
    return round_


@pytest.fixture
def harbours(tmp_path: Path) -> Round:
    round_ = new_round(tmp_path, YARD, HARBOURS)
    send(round_, {"11": yard_entries(**{"work.repairs.number": 2}), "2": yard_entries()})
    return round_


def complete(report: Path, round_: Round, **figures: Any) -> None:
    """Somebody writes the texts of a report, and the figures that cannot be added up."""
    given = read_workbook(report, round_.definition)
    texts = {name: [SAYS_ENOUGH] for name in round_.definition.narratives}
    fields = dict.fromkeys(round_.definition.fields, "办公室")
    typed = new_submission(round_.definition, entries={**texts, **fields, **figures})
    entries = {**given.entries, **typed.entries}
    write_workbook(replace(given, entries=entries, texts=typed.texts, fields=typed.fields, source=None), report)


def test_the_command_is_the_last_of_a_round() -> None:
    assert list(COMMANDS)[-1] == "consolidate"


@pytest.mark.slow
def test_a_county_is_added_up_written_checked_collected_and_published(county: Round) -> None:
    result = run(county, "consolidate")
    report = county.folder / "汇总" / "3301-示例县-2025年度报告-汇总.xlsx"
    sources = county.folder / "汇总" / "3301-示例县-2025年度报告-汇总来源.xlsx"
    assert result.exit_code == 0, result.output
    assert result.output.splitlines() == [
        "示例县：汇总了 2 个单位的数据。",
        f"已生成 {report}",
        f"已生成 {sources}",
        f"{report.name} 里还有 5 处要填写：文字、封面，以及不能相加的格。填好后用 xlsreport check 检查。",
        county.messages("consolidate.collect_it", file=report.name, agency="示例县"),
    ]
    complete(report, county)
    assert run(county, "check", report).output == f"{report}（示例县 2025）：没有发现问题\n"
    rendered = county.folder / "示例县.html"
    assert run(county, "render", report, "-o", rendered).exit_code == 0
    assert ">7<" in rendered.read_text(encoding="utf-8")
    assert ">7.2<" in rendered.read_text(encoding="utf-8")
    assert run(county, "collect", report).exit_code == 0
    again = run(county, "consolidate", "-o", county.folder / "再次")
    assert "1 个上级单位自己报的数与其下级合计一致，没有重复计入。" in again.output
    twice = run(county, "consolidate", "--count-parents", "-o", county.folder / "再次")
    assert (twice.exit_code, "看来已经包含下级" in twice.stderr) == (1, True)


@pytest.mark.slow
def test_missing_agencies_are_refused_by_name(harbours: Round) -> None:
    send(harbours, {"12": yard_entries(**{"work.repairs.number": -1})})
    result = run(harbours, "consolidate", "--of", "1")
    assert result.exit_code == 1
    assert result.stdout == ""
    first, *others = result.stderr.splitlines()
    assert first.startswith("Nothing was added up. Agencies to count: 2; not sent: 0; only files with errors: 1.")
    assert others == ["  12 Pier: errors"]
    assert not (harbours.folder / "consolidated").exists()
    with Ledger(harbours.ledger_path, harbours.messages) as ledger:
        assert list(ledger.decisions()) == []


@pytest.mark.slow
def test_going_on_without_them_is_said_in_the_output_in_the_check_and_in_the_report(
    harbours: Round,
) -> None:
    sentence = "These figures are incomplete. Agencies counted: 1 of 2. Not counted (1): Pier."
    result = run(harbours, "consolidate", "--of", "1", "--missing", "allow")
    assert result.exit_code == 0, result.output
    assert result.output.splitlines()[1] == sentence
    assert result.output.count(sentence) == 1
    report = harbours.folder / "consolidated" / "1-North-2025-consolidated.xlsx"
    complete(
        report,
        harbours,
        **{"work.repairs.median": 1, "work.painting.median": 1, "boats.moored.keeper": "all"},
    )
    findings = check(read_workbook(report, harbours.definition))
    assert [(one.rule, one.severity, str(one.cells), one.message) for one in findings] == [
        ("consolidated.incomplete", "warning", "'Cover'!B1", sentence)
    ]
    assert verdict_of(findings) == "warnings"
    page = harbours.folder / "north.html"
    done = run(harbours, "render", report, "-o", page, "--definition", harbours.definition_path)
    assert done.exit_code == 0, done.output
    assert sentence in page.read_text(encoding="utf-8")


@pytest.mark.slow
def test_json_has_the_same_for_programs(harbours: Round) -> None:
    refused = run(harbours, "consolidate", "--agency", "Both", "--format", "json")
    assert refused.exit_code == 1
    assert [one["code"] for one in json.loads(refused.stdout)["agencies"]] == ["12"]
    result = run(harbours, "consolidate", "--agency", "Both", "--missing", "allow", "--format", "json")
    told = json.loads(result.stdout)
    assert result.exit_code == 0
    assert (told["verdict"], told["agency"], told["code"]) == ("warnings", "Both", None)
    assert [one["code"] for one in told["counted"]] == ["11", "2"]
    assert [one["code"] for one in told["left_out"]] == ["12"]
    assert told["parents"] == [
        {
            "code": "1",
            "agency": "North",
            "state": "missing",
            "receipt": None,
            "sha256": None,
            "differing": None,
            "left_out": ["12"],
        }
    ]
    assert {one["rule"] for one in told["findings"]} == {"filled", "consolidated.incomplete"}
    assert Path(told["report"]).is_file()


@pytest.mark.slow
def test_a_parent_who_reports_something_else_is_pointed_out(harbours: Round) -> None:
    send(harbours, {"12": yard_entries(), "1": yard_entries(**{"work.repairs.number": 5})})
    result = run(harbours, "consolidate", "--of", "1")
    assert "Parents whose own figures are not what the agencies below add up to (1): North (1)." in result.output
    counted = run(harbours, "consolidate", "--of", "1", "--count-parents", "--format", "json")
    assert [one["code"] for one in json.loads(counted.stdout)["counted"]] == ["1", "11", "12"]


@pytest.mark.slow
@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (("--of", "9"), "The roster has no agency with the code or the name “9”"),
        (("--of", "2"), "“South” (2) has no agencies below it"),
        (("--missing", "allow"), "needs the name of its agency"),
        (("--of", "1", "--agency", "North"), "--agency 不能与 --of 合用"),
        (("--missing", "perhaps"), "“perhaps”不在可选之列：refuse, allow。"),
    ],
)
def test_what_cannot_be_done_is_said_in_a_sentence(arguments: tuple[str, ...], sentence: str, harbours: Round) -> None:
    result = run(harbours, "consolidate", *arguments)
    assert result.exit_code == 2
    assert sentence in result.stderr


@pytest.mark.slow
def test_many_files_are_read_in_several_processes_with_the_same_result(tmp_path: Path) -> None:
    towns = [(f"t{number}", f"Town {number}", "0") for number in range(26)]
    round_ = new_round(tmp_path, YARD, [("0", "County", ""), *towns])
    send(round_, {code: yard_entries(**{"work.repairs.number": n}) for n, (code, *_) in enumerate(towns)})
    reports = []
    for processes in ("1", "2"):
        folder = tmp_path / processes
        assert run(round_, "consolidate", "--processes", processes, "-o", folder).exit_code == 0
        reports.append([file.read_bytes() for file in sorted(folder.iterdir())])
    assert reports[0] == reports[1]
    report = next((tmp_path / "1").glob("*consolidated.xlsx"))
    numbers = [entry.number for entry in read_workbook(report, round_.definition).entries.values()]
    assert numbers[0] == sum(range(26))


def test_names_of_agencies_do_not_steer_the_terminal(tmp_path: Path) -> None:
    round_ = new_round(tmp_path, YARD, (("1", "A", ""), ("2", "B\u202ec", "1")))
    result = run(round_, "consolidate")
    assert "\u202e" not in result.stderr
    assert messages_for("en")("status.missing") in result.stderr
