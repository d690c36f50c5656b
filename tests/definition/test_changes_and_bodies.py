"""Rules about changes from last year and rules for some bodies only: what is declared, described and mistaken."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from xlsreport import load_definition
from xlsreport.cli import main
from xlsreport.definition.loading.definition_loading import parse_definition
from xlsreport.definition.problems import DefinitionError

TOWNS = Path(__file__).parents[1] / "support" / "towns.yaml"
TEXT = TOWNS.read_text(encoding="utf-8")
SHARE, TIMES = (
    "{more_than: 30%, at_least: 20}",
    "{times: 5, from_zero: true, at_least: 10, units: {EUR: 0.001, mEUR: 1000}}",
)


def mistakes(old: str, new: str) -> list[str]:
    assert TEXT.count(old) == 1
    with pytest.raises(DefinitionError) as raised:
        parse_definition(TEXT.replace(old, new), "towns")
    # Where it stands is counted in lines of the file; the path says it as well.
    return [line.partition(" ")[2] for line in raised.value.lines()]


AT = "sections[0].tables[0].rules"


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        (
            "bodies: [county]",
            "bodies: [country]",
            f"{AT}[1].bodies[0]: There is no kind of body “country” under bodies. Did you mean county?",
        ),
        (
            f"explain_change: {SHARE}",
            "require: permits > 0",
            (
                f"{AT}[2].figure: A rule with require has its figures in it. Move the expression there, or write "
                "explain_change instead of require."
            ),
        ),
        (
            "            figure: permits\n",
            "",
            f"{AT}[2]: The rule “share” does not say which figure may change. Write figure: and an expression.",
        ),
        (
            "            figure: money\n",
            "            require: money > 0\n",
            f"{AT}[3]: The rule “times” needs either require or explain_change, and not both.",
        ),
        (
            f"            explain_change: {SHARE}\n",
            "",
            f"{AT}[2]: The rule “share” needs either require or explain_change, and not both.",
        ),
        (SHARE, "{at_least: 20}", f"{AT}[2].explain_change: Write either more_than or times, and not both."),
        (
            SHARE,
            "{more_than: 30%, times: 2, at_least: 20}",
            f"{AT}[2].explain_change: Write either more_than or times, and not both.",
        ),
        (SHARE, "{more_than: 30%}", f"{AT}[2].explain_change: “at_least” is missing."),
        (
            SHARE,
            "{more_then: 30%, at_least: 20}",
            f"{AT}[2].explain_change.more_then: There is no key “more_then”. Did you mean more_than?",
        ),
        (
            SHARE,
            "{more_than: much, at_least: 20}",
            f"{AT}[2].explain_change.more_than: “much” is no percentage, such as 30%.",
        ),
        (TIMES, "{times: 1, at_least: 10}", f"{AT}[3].explain_change.times: This must be at least 1.5."),
        (
            "EUR: 0.001",
            "EUR: 1",
            (
                f"{AT}[3].explain_change.units.EUR: What one “EUR” is worth in the right unit must be above 0, "
                "and not 1."
            ),
        ),
        (
            "last year\n            severity: note",
            "last year\n            severity: error",
            (
                f"{AT}[3].severity: A change from last year may have good reasons and so is no error. Write "
                "warning or note."
            ),
        ),
        (
            "figure: permits",
            "figure: permits - previous.permits",
            (
                f"{AT}[2].figure: The figure is compared with that of last year by itself. Leave out previous.\n    "
                "permits - previous.permits\n    ^^^^^^^^^^^^^^^^^^^^^^^^^^"
            ),
        ),
        (
            "figure: permits",
            "figure: 7 * 2",
            (
                f"{AT}[2].figure: Neither side uses a figure of the report; such a rule says nothing.\n    7 * "
                "2\n    ^^^^^"
            ),
        ),
        (
            "figure: permits",
            "figure: permit",
            f"{AT}[2].figure: There is no “permit” here. Did you mean permits?\n    permit\n    ^^^^^^",
        ),
        (
            "stands_in_for: grows",
            "stands_in_for: few",
            (
                f"{AT}[5].stands_in_for: This rule can stand in only for one of its table that needs last year's"
                " figures of the same rows or columns, and needs none itself; “few” is not such a rule, or this one is"
                " not."
            ),
        ),
        (
            "id: harbour, label: Harbours",
            "id: harbour, lable: Harbours",
            "bodies[2].lable: There is no key “lable”. Did you mean label?",
        ),
    ],
)
def test_a_rule_that_cannot_be_meant_is_told(old: str, new: str, expected: str) -> None:
    assert expected in mistakes(old, new)


def test_a_change_is_a_warning_unless_the_rule_says_otherwise() -> None:
    rules = {case.rule.id: case.rule.severity for case in load_definition(str(TOWNS)).cases}
    assert rules == {
        "no_laws": "warning",
        "few": "error",
        "share": "warning",
        "times": "note",
        "grows": "warning",
        "enough": "note",
        "ratio": "warning",
    }


def test_last_years_figures_that_a_change_needs_stand_in_the_workbook() -> None:
    needed = {str(place) for place in load_definition(str(TOWNS)).previous_places}
    rows = {"laws.money", "permits.first", "permits.second", "permits.money", "refused.first", "refused.second"}
    assert needed == {f"given.{one}" for one in rows}


def test_describe_says_for_whom_a_rule_is_and_which_change_it_allows() -> None:
    told = CliRunner().invoke(main, ["describe", str(TOWNS), "--format", "json"])
    description = json.loads(told.stdout)
    rules = {rule["id"]: rule for rule in description["rules"]}
    assert rules["no_laws"]["bodies"] == ["town", "harbour"]
    assert rules["no_laws"]["explain_change"] is None
    assert rules["share"]["bodies"] == []
    assert rules["share"]["explain_change"] == {
        "more_than": "30%",
        "times": None,
        "from_zero": False,
        "at_least": 20.0,
        "units": {},
    }
    assert description["bodies"][2] == {"id": "harbour", "label": "Harbours", "categories": ["Port"], "names": []}
    text = CliRunner().invoke(main, ["describe", str(TOWNS)]).stdout
    assert (
        "  share  warning  Permits are as many as last year  (more than 30% and at least 20 from last year)  2\n"
        in text
    )
    assert "  few  error  Counties permit little  [county]  1\n" in text


def test_the_fingerprint_of_a_definition_without_them_is_as_it_was() -> None:
    """Workbooks are out whose stamp has the fingerprint that an earlier xlsreport computed."""
    plain = (
        TEXT[: TEXT.index("        rules:")]
        + "        rules: [{id: few, require: permits.first <= 3, statement: Few}]\n"
    )
    without = plain[: plain.index("bodies:")] + plain[plain.index("sections:") :]
    assert parse_definition(without).fingerprint == parse_definition(plain).fingerprint
    assert parse_definition(without).fingerprint == "5383a6eb5a9ca5f097e123efac85f782c3bdbf0b49726d4d5821a8a7d51a9204"
