"""What ``describe`` says of lists."""

from __future__ import annotations

from click.testing import CliRunner

from support.grants import GRANTS, grants
from xlsreport.cli import main
from xlsreport.cli.report_commands.described_definition import describe_definition
from xlsreport.definition.loading.definition_loading import parse_definition


def test_a_list_is_described_with_its_columns_and_rules() -> None:
    described = describe_definition(grants())
    assert [(one["list"], one["sheet"], one["most"], one["cells"]) for one in described["lists"]] == [
        ("visits", "Visits", 20, "B6:C25"),
        ("grants", "Grants", 40, "B7:H46"),
    ]
    columns = {column["column"]: column for column in described["lists"][1]["columns"]}
    assert columns["owed"]["cell"] == "G7"
    assert columns["owed"]["required"] == [{"when": 'loan == "Y"', "otherwise": "empty"}]
    assert columns["code"]["pattern"] == "[A-Z][0-9]{3}"
    assert columns["share"]["computed"]
    assert [rule["id"] for rule in described["lists"][1]["rules"]] == [
        "owed_within",
        "large_loans",
        "within_all",
        "once",
    ]
    assert [nil["table"] for nil in described["nil_returns"]] == ["visits", "grants"]


def test_how_a_list_is_printed_and_combined_is_described() -> None:
    written = "list: {most: 40, print: {most: 5, group: fund}, combine: {by: code}, "
    described = describe_definition(parse_definition(GRANTS.read_text("utf-8").replace("list: {most: 40, ", written)))
    assert {rule["id"]: rule["severity"] for rule in described["rules"]}["typed_total"] == "warning"
    visits, given = described["lists"]
    assert (visits["agency"], visits["combine"], visits["print"]) == (None, None, None)
    assert (given["agency"], given["combine"]) == ("branch", {"by": ["code"], "texts": "list"})
    assert (given["print"]["most"], given["print"]["rest"], given["print"]["group"]) == (5, "annex", ["fund"])


def test_lint_counts_the_rules_and_columns_of_lists() -> None:
    runner = CliRunner(env={"XLSREPORT_LANG": "en"})
    said = runner.invoke(main, ["lint", str(GRANTS)], catch_exceptions=False).output
    described = describe_definition(grants())
    rules = {rule["id"] for one in described["lists"] for rule in one["rules"]} | {"ledger_agrees"}
    columns = sum(len(one["columns"]) for one in described["lists"])
    assert f" {len(rules)} rules, " in said
    assert said.endswith(f" 2 lists of {columns} columns.\n")
