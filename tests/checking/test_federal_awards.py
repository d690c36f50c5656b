"""The shipped schedule of federal awards: what each rule and condition tells, and that spreadsheets tell the same."""

from __future__ import annotations

import random
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from support.agreement import differences
from support.definitions import loaded
from support.depth import cases
from support.engines import ENGINES
from xlsreport import (
    Definition,
    Place,
    Submission,
    check,
    load_entries,
    new_submission,
    read_workbook,
    write_workbook,
)
from xlsreport.checking.evaluation.submission_values import Values

SAMPLE = Path(__file__).parents[2] / "samples" / "sefa-2024" / "entries.yaml"
OTHER, STATE = "OTHER CLUSTER NOT LISTED ABOVE", "STATE CLUSTER"


@cache
def sefa() -> Definition:
    return loaded("us-fac-sefa/2024")


@cache
def entries() -> Mapping[str, Any]:
    return load_entries(SAMPLE)


def reported(changes: Mapping[int, Mapping[str, Any]], **further: Any) -> Submission:
    """The sample with some lines changed, by their numbers; None clears a cell."""
    awards: list[dict[str, Any]] = [dict(line) for line in entries()["awards"]]
    for number, change in changes.items():
        changed = {**awards[number - 1], **change}
        awards[number - 1] = {name: each for name, each in changed.items() if each is not None}
    return new_submission(
        sefa(), agency="Marlow Ferry County", year=2024, entries={**entries(), "awards": awards, **further}
    )


def told(changes: Mapping[int, Mapping[str, Any]], **further: Any) -> list[tuple[str, str, str, int]]:
    """Severity, rule, place and number of cells of each finding."""
    found = check(reported(changes, **further))
    return sorted((one.severity, one.rule, one.place, sum(area.size for area in one.also) or 1) for one in found)


def test_nothing_is_wrong_with_the_sample() -> None:
    assert told({}) == []


def test_totals_are_those_of_the_awards() -> None:
    values, awards = Values(reported({})), entries()["awards"]

    def total(name: str) -> Any:
        return values.at(Place.parse(name))

    def sum_of(column: str, **having: str) -> int:
        return sum(line.get(column, 0) for line in awards if having.items() <= line.items())

    assert total("total.expended.amount") == sum_of("amount") == 12449306
    assert total("total.direct.amount") == sum_of("amount", direct="Y")
    assert total("total.indirect.amount") == sum_of("amount", direct="N")
    assert total("total.passed.amount") == sum_of("passed_amount")
    assert total("total.loans.amount") == sum_of("balance")
    assert total("total.major.amount") == sum_of("amount", major="Y")
    assert total("total.lines.amount") == len(awards)
    assert total("by_cluster.child_nutrition.amount") == sum_of("amount", cluster="CHILD NUTRITION CLUSTER") == 988505
    assert total("by_cluster.trio.amount") == 0
    assert total("by_cluster.none.amount") == sum_of("amount", cluster="N/A")
    assert total("by_cluster.all.amount") + total("by_cluster.none.amount") == total("total.expended.amount")


def test_each_line_has_the_totals_of_its_program_and_cluster() -> None:
    """Of state and other clusters by the names that were entered, whatever their capitals."""
    changes = {24: {"state_cluster": "CHILD  welfare cluster"}, 26: {"other_cluster": "Prevention Cluster"}}
    lines = Values(reported(changes)).lines["awards"].lines
    totals = {
        line.line.number: (
            line.at(Place("awards", "*", "program_total")),
            line.at(Place("awards", "*", "cluster_total")),
        )
        for line in lines
    }
    assert totals[2] == totals[3] == (804285, 988505)
    assert totals[4] == (298114, 0)
    assert totals[23] == (233871, 331411)
    assert totals[24] == (97540, 331411)
    assert totals[25] == (88650, 88650)
    assert totals[26] == (130275, 130275)


LINES: list[tuple[dict[int, dict[str, Any]], list[tuple[str, str, str, int]]]] = [
    ({1: {"reference": "AWARD-1"}}, [("error", "kind", "awards.1.reference", 1)]),
    (
        {2: {"reference": "award-0001"}},
        [("error", "kind", "awards.2.reference", 1), ("error", "reference_once", "awards.1.reference", 1)],
    ),
    ({4: {"prefix": "1"}}, [("error", "kind", "awards.4.prefix", 1)]),
    ({4: {"extension": "55"}}, [("error", "kind", "awards.4.extension", 1)]),
    ({8: {"identification": None}}, [("error", "filled", "awards.8.identification", 1)]),
    ({16: {"identification": None}}, [("error", "filled", "awards.16.identification", 1)]),
    ({4: {"identification": "Grant year 2023"}}, []),
    ({4: {"program": None}}, [("error", "filled", "awards.4.program", 1)]),
    ({4: {"amount": 298114.5}}, [("error", "kind", "awards.4.amount", 1)]),
    ({4: {"cluster": "WIC CLUSTER"}}, [("error", "kind", "awards.4.cluster", 1)]),
    ({4: {"cluster": None}}, [("error", "filled", "awards.4.cluster", 1)]),
    ({4: {"cluster": STATE}}, [("error", "filled", "awards.4.state_cluster", 1)]),
    ({4: {"state_cluster": "Any"}}, [("error", "not_asked", "awards.4.state_cluster", 1)]),
    ({4: {"cluster": OTHER}}, [("error", "filled", "awards.4.other_cluster", 1)]),
    ({23: {"other_cluster": "Any"}}, [("error", "not_asked", "awards.23.other_cluster", 1)]),
    ({4: {"loan": "Y"}}, [("error", "filled", "awards.4.balance", 1)]),
    ({4: {"loan": "Y", "balance": "N/A"}}, []),
    ({4: {"balance": 5}}, [("error", "not_asked", "awards.4.balance", 1)]),
    ({4: {"passer": None}}, [("error", "filled", "awards.4.passer", 1)]),
    ({4: {"passer_number": None}}, [("error", "filled", "awards.4.passer_number", 1)]),
    (
        {4: {"direct": "Y"}},
        [("error", "not_asked", "awards.4.passer:awards.4.passer_number", 1)],
    ),
    ({4: {"passed": "Y"}}, [("error", "filled", "awards.4.passed_amount", 1)]),
    ({4: {"passed_amount": 5}}, [("error", "not_asked", "awards.4.passed_amount", 1)]),
    ({5: {"passed_amount": 512641}}, [("error", "passed_within_expended", "awards.5.passed_amount", 1)]),
    ({4: {"report_type": "U"}}, [("error", "not_asked", "awards.4.report_type", 1)]),
    ({14: {"report_type": None}}, [("error", "filled", "awards.14.report_type", 1)]),
    ({14: {"report_type": "A", "findings": 0}}, [("error", "findings_of_opinion", "awards.14.findings", 1)]),
    ({14: {"report_type": "D", "findings": 0}}, []),
]
"""What one line cannot be."""


@pytest.mark.parametrize(("changes", "expected"), LINES, ids=lambda value: None)
def test_what_a_line_cannot_be_is_told(
    changes: dict[int, dict[str, Any]], expected: list[tuple[str, str, str, int]]
) -> None:
    assert told(changes) == expected


ACROSS: list[tuple[dict[int, dict[str, Any]], set[tuple[str, str]]]] = [
    ({2: {"report_type": "Q", "findings": 1}}, {("error", "program_report_alike"), ("error", "cluster_report_alike")}),
    ({1: {"report_type": "D"}}, {("error", "cluster_report_alike")}),
    ({1: {"major": "N", "report_type": None}}, {("error", "cluster_major_alike")}),
    ({3: {"major": "N", "report_type": None}}, {("error", "program_major_alike"), ("error", "cluster_major_alike")}),
    ({23: {"major": "Y", "report_type": "U"}}, {("error", "cluster_major_alike")}),
    ({number: {"major": "Y", "report_type": "U"} for number in (23, 24)}, set()),
    ({4: {"major": "Y", "report_type": "U"}}, set()),
]
"""What lines of a program or cluster cannot be together; a cluster of another name is another one."""


@pytest.mark.parametrize(("changes", "rules"), ACROSS, ids=lambda value: None)
def test_lines_of_a_program_or_cluster_are_audited_alike(
    changes: dict[int, dict[str, Any]], rules: set[tuple[str, str]]
) -> None:
    assert {(severity, rule) for severity, rule, *_ in told(changes)} == rules


@pytest.mark.parametrize(
    ("changes", "further", "expected"),
    [
        ({14: {"major": "N", "report_type": None}}, {}, ("warning", "coverage_other", "coverage.expended.share", 1)),
        ({14: {"major": "N", "report_type": None}}, {"low_risk": "Yes"}, None),
    ],
)
def test_major_programs_cover_a_part_of_what_is_expended(
    changes: dict[int, dict[str, Any]], further: dict[str, Any], expected: tuple[str, str, str, int] | None
) -> None:
    found = told(changes, **further)
    assert [one[:2] for one in found] == ([] if expected is None else [expected[:2]])


def test_a_schedule_below_the_threshold_is_noted() -> None:
    few = [line for line in entries()["awards"] if line["reference"] in ("AWARD-0005", "AWARD-0009")]
    assert ("note", "threshold") not in {one[:2] for one in told({}, awards=entries()["awards"])}
    assert ("note", "threshold") in {one[:2] for one in told({}, awards=few[:1])}


def at_random(seed: int) -> Submission:
    """The sample with cells of some lines exchanged for those of others, or cleared."""
    chance, awards = random.Random(seed), entries()["awards"]
    columns = [place.column for place, facts in sefa().lines["awards"].places.items() if not facts.computed]
    changes = {
        number: {column: chance.choice(awards).get(column) for column in chance.sample(columns, chance.randrange(5))}
        for number in chance.sample(range(1, len(awards) + 1), 12)
    }
    return reported(changes)


@pytest.mark.engine
@pytest.mark.slow
def test_formulas_come_to_what_python_comes_to(tmp_path: Path) -> None:
    """By LibreOffice alone: others take minutes for sums over 500 lines, beside each of 500 lines."""
    files = [tmp_path / f"{seed}.xlsx" for seed in range(cases(2, 6))]
    for seed, file in enumerate(files):
        write_workbook(at_random(seed), file)
    found = [
        differences(file, calculated) for file, calculated in zip(files, ENGINES["LibreOffice"](files), strict=True)
    ]
    assert found == [{}] * len(files)


@pytest.mark.slow
def test_a_file_of_the_form_is_examined_closely(tmp_path: Path) -> None:
    """Its formulas are as many as its lines; each is counted for the lines that share it."""
    file = tmp_path / "awards.xlsx"
    write_workbook(reported({}), file)
    book = openpyxl.load_workbook(file)
    book["Federal Awards"]["V9"] = 5
    book.save(file)
    found = {(one.rule, one.severity) for one in check(read_workbook(file))}
    assert ("altered.formula", "warning") in found
    assert "altered.unexamined" not in {rule for rule, _ in found}
