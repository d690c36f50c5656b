"""What ``describe`` says of lists."""

from __future__ import annotations

from support.grants import grants
from xlsreport.cli.report_commands.describe_command import describe_definition


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
