"""What ``xlsreport check`` says of a workbook in which one wrong figure breaks several rules."""

from __future__ import annotations

import json
from pathlib import Path

from click.testing import CliRunner

from support.market import MARKET, return_of_market
from xlsreport import write_workbook
from xlsreport.cli import main


def checked(folder: Path, *options: str) -> tuple[int, str]:
    write_workbook(return_of_market(stalls__week__all=57), folder / "market.xlsx")
    given = ["check", str(folder / "market.xlsx"), "--definition", str(MARKET), *options]
    result = CliRunner().invoke(main, given)
    return result.exit_code, result.stdout


def test_one_mistake_is_counted_and_printed_once_with_the_right_value(tmp_path: Path) -> None:
    code, said = checked(tmp_path)
    summary, line = said.splitlines()
    assert code == 1
    assert summary.endswith("(Harwich 2025): 1 error, 0 warnings, 0 notes")
    assert line.startswith("  'Stalls'!F7  error  Most likely wrong is “Week · All” (F7), which is 57 and should be 75")
    assert line.endswith("[across]")


def test_json_has_one_finding_with_its_suspect(tmp_path: Path) -> None:
    code, said = checked(tmp_path, "--format", "json")
    ((finding,),) = (file["findings"] for file in json.loads(said))
    assert code == 1
    assert [(one["cell"], one["found"], one["suggested"]) for one in finding["suspects"]] == [("F7", 57, 75)]
    assert [one["rule"] for one in finding["settles"]] == ["stalls_in_text", "across", "down", "kept"]
