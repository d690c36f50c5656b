"""The deadline of a round: as the definition says, unless it is given or its settings have another."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from support.quarterly import UK_QUARTERS, form_text
from xlsreport.cli.group import main
from xlsreport.messages import messages_for
from xlsreport.round.folder import open_round


def command(*arguments: object) -> Result:
    runner = CliRunner(env={"XLSREPORT_LANG": "en"})
    result = runner.invoke(main, list(map(str, arguments)), catch_exceptions=False)
    assert result.exit_code == 0, result.output
    return result


def deadline_of(folder: Path) -> str:
    return str(open_round(folder, messages_for("en")).deadline)


@pytest.fixture
def begin(tmp_path: Path) -> list[object]:
    definition, roster = tmp_path / "repairs.yaml", tmp_path / "roster.csv"
    definition.write_text(form_text(UK_QUARTERS) + "deadline: {days_after: 20}\n", encoding="utf-8")
    roster.write_text("code,name\n01,Oldham\n", encoding="utf-8")
    return ["init", tmp_path / "q1", "--definition", definition, "--period", "2025-Q1", "--roster", roster]


def test_it_is_the_definitions(begin: list[object], tmp_path: Path) -> None:
    said = command(*begin).output
    file = tmp_path / "q1" / "round.yaml"
    assert f"The deadline is 2025-07-20, as the definition says; deadline in {file} changes it." in said
    assert 'deadline: "2025-07-20"' in file.read_text(encoding="utf-8")
    assert deadline_of(tmp_path / "q1") == "2025-07-20"
    status = json.loads(command("status", "--round", tmp_path / "q1", "--format", "json").stdout)
    assert status["round"]["deadline"] == "2025-07-20"
    assert "deadline 2025-07-20" in command("status", "--round", tmp_path / "q1").output


def test_what_is_given_counts(begin: list[object], tmp_path: Path) -> None:
    said = command(*begin, "--deadline", "2025-07-11").output
    assert "as the definition says" not in said
    assert deadline_of(tmp_path / "q1") == "2025-07-11"


def test_one_before_the_end_of_the_period_is_asked_about(begin: list[object], tmp_path: Path) -> None:
    said = command(*begin, "--deadline", "2025-06-20").output
    assert "Note: the deadline 2025-06-20 is before the end of the period (2025-06-30)." in said


@pytest.mark.parametrize(
    ("setting", "expected"), [('"2025-08-01"', "2025-08-01"), ('""', "None"), ("", "None"), (None, "2025-07-20")]
)
def test_the_settings_may_have_another_or_none(
    setting: str | None, expected: str, begin: list[object], tmp_path: Path
) -> None:
    command(*begin)
    file = tmp_path / "q1" / "round.yaml"
    line = "" if setting is None else f"deadline: {setting}"
    file.write_text(file.read_text(encoding="utf-8").replace('deadline: "2025-07-20"', line), encoding="utf-8")
    assert deadline_of(tmp_path / "q1") == expected


def test_describe_tells_it(begin: list[object], tmp_path: Path) -> None:
    described = command("describe", tmp_path / "repairs.yaml", "--format", "json").stdout
    assert json.loads(described)["deadline"] == {"days_after": 20}
    assert "Deadline (from the end of the period):\n  days_after: 20\n" in command("describe", begin[3]).stdout
