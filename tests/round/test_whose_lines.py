"""Lines of several agencies in one list: what compares lines compares those of one agency, in all engines."""

from __future__ import annotations

from pathlib import Path

import pytest

from support.agreement import differences
from support.branches import FORM, at_random, branches, entries
from support.engines import CALCULATING, ENGINES
from support.small_rounds import new_round, send
from xlsreport import check, new_submission, read_workbook, write_workbook
from xlsreport.definition.problems import DefinitionError
from xlsreport.round.consolidation.consolidating import consolidate
from xlsreport.round.consolidation.consolidation_files import write_consolidation
from xlsreport.round.consolidation.consolidation_options import ConsolidationOptions

OFFICES = (("1", "North", ""), ("2", "South", ""))
NORTH = entries(
    ["OIG", "FOIA"],
    [{"office": "OIG", "number": 1, "days": 5}, {"office": "FOIA", "number": 7, "days": 2}],
    [5, 2],
)
SOUTH = entries(["oig"], [{"office": "oig", "number": 1, "days": 40}, {"office": "oig", "number": 2, "days": 1}], [41])


@pytest.mark.engine
@pytest.mark.slow
@pytest.mark.parametrize("engine", CALCULATING)
def test_formulas_and_python_agree(engine: str, tmp_path: Path) -> None:
    form = branches()
    files = [tmp_path / f"{seed}.xlsx" for seed in range(12)]
    for seed, file in enumerate(files):
        write_workbook(at_random(form, seed), file)
    differing = [differences(file, values) for file, values in zip(files, ENGINES[engine](files), strict=True)]
    assert [one for one in differing if one] == []


@pytest.mark.slow
def test_what_holds_of_each_agency_holds_of_their_consolidation(tmp_path: Path) -> None:
    form = tmp_path / "form.yaml"
    form.write_text(FORM, encoding="utf-8")
    round_ = new_round(tmp_path, str(form), OFFICES)
    assert [one.receipt.verdict for one in send(round_, {"1": NORTH, "2": SOUTH}) if one.receipt] == ["clean"] * 2
    written = write_consolidation(round_, consolidate(round_, ConsolidationOptions(agency="Both")), tmp_path / "all")
    assert written.findings == ()
    report = read_workbook(written.report, round_.definition)
    totals = {str(place): shown for place, shown in report.shown.items() if place.table == "heard" and shown != "–"}
    assert totals == {"heard.offices_1.days": 5, "heard.offices_2.days": 2, "heard.offices_3.days": 41}


def test_lines_of_which_nobody_says_whose_they_are_are_one_agencys() -> None:
    twice = entries(["OIG", "oig "], [], [0, 0])
    said = [one.rule for one in check(new_submission(branches(), agency="Bay", year=2025, entries=twice))]
    assert said == ["office_once"]


def test_a_rule_may_be_about_the_lines_of_all_agencies() -> None:
    form = branches(FORM.replace("distinct: [code],", "distinct: [code], within: all,"))
    offices = [{"code": "OIG", "whose": "North"}, {"code": "OIG", "whose": "South"}]
    stated = {"heard.offices_1.stated": 0, "heard.offices_2.stated": 0}
    (finding,) = check(new_submission(form, agency="Bay", year=2025, entries={"offices": offices, **stated}))
    assert finding.rule == "office_once"
    with pytest.raises(DefinitionError, match="within is about lines that distinct compares"):
        branches(FORM.replace("ordered: [number],", "ordered: [number], within: all,"))
