"""What one mistake breaks is one finding, which names the figure that is most likely wrong and what it should be."""

from __future__ import annotations

from typing import Any

import pytest

from support.files import official
from support.fillings import fillings
from support.market import DAYS, return_of_market
from xlsreport import Finding, check, new_submission, verdict_of


def findings(**changes: Any) -> tuple[Finding, ...]:
    """The findings on the market's return with changes by name."""
    return check(return_of_market(**changes))


def brief(finding: Finding) -> tuple[str, str, object, object, str | None]:
    return finding.rule, finding.cell, finding.found, finding.expected, finding.certainty


def settled(finding: Finding) -> list[tuple[str, str]]:
    return [(one.rule, one.cell) for one in finding.settles]


def test_a_wrong_total_that_breaks_three_rules_and_a_sentence_is_one_finding_with_the_right_value() -> None:
    assert findings() == ()
    (finding,) = findings(stalls__week__all=57)
    assert brief(finding) == ("across", "F7", 57, 75, "unique")
    assert (finding.severity, finding.place, finding.also) == ("error", "stalls.week.all", ())
    assert settled(finding) == [("stalls_in_text", "B4"), ("across", "F7"), ("down", "F7"), ("kept", "F7")]
    assert finding.message == (
        "Most likely wrong is “Week · All” (F7), which is 57 and should be 75 (no other figure alone would settle all "
        "of it; the text gives this number; two digits seem to be exchanged). Once that is corrected, these hold (4): "
        "Week: All is the sum of the goods (F7); All: The week is the sum of its days (F7); All: The stalls of the "
        "week are permanent or hired (F7); “75”: the text agrees with the tables ('Summary'!B4). If it is right as it "
        "is, check what is listed."
    )


def test_json_has_the_suspect_and_every_rule_in_full() -> None:
    (finding,) = findings(stalls__week__all=57)
    told = finding.to_json()
    (suspect,) = told["suspects"]
    assert suspect.pop("because")[0] == "only_explanation"
    assert suspect == {
        "place": "stalls.week.all",
        "sheet": "Stalls",
        "cell": "F7",
        "found": 57,
        "suggested": 75,
        "alternative": 1,
    }
    assert told["certainty"] == "unique"
    assert [one["rule"] for one in told["settles"]] == ["stalls_in_text", "across", "down", "kept"]
    assert all(one["settles"] == one["suspects"] == [] and one["message"] for one in told["settles"])


def test_two_wrong_cells_in_two_tables_are_two_findings() -> None:
    assert [brief(one) for one in findings(stalls__friday__fish=2, fees__rent__paid=8)] == [
        ("across", "C5", 2, 20, "unique"),
        ("settled", "C3", 8, 80, "unique"),
    ]


def test_two_exchanged_neighbours_are_one_finding_about_both_cells() -> None:
    (finding,) = findings(stalls__friday__fish=9, stalls__friday__bread=20)
    assert brief(finding) == ("down", "C5", None, None, "pair")
    assert [area.a1 for area in finding.also] == ["D5"]
    assert [(one.cell.a1, one.found, one.suggested, one.alternative) for one in finding.suspects] == [
        ("C5", 9, 20, 1),
        ("D5", 20, 9, 1),
    ]
    assert finding.message.startswith("One wrong figure does not explain this; most likely two are wrong:")


def test_a_wrong_number_in_the_text_alone_is_told_as_before() -> None:
    (finding,) = findings(summary=["In the year 57 stalls were let."])
    assert (finding.rule, finding.cell, finding.certainty, finding.settles) == ("stalls_in_text", "B4", None, ())
    assert "suspect" not in finding.message


def chinese(**changes: Any) -> tuple[Finding, ...]:
    """The findings on a report of the Chinese form in which everything else is zero."""
    zero = list(fillings(official(), 4))[3]
    entries: dict[str, Any] = {str(place): entry.typed for place, entry in zero.entries.items()}
    named = entries | {name: list(lines) for name, lines in zero.texts.items()} | dict(zero.fields)
    named |= {name.replace("__", "."): value for name, value in changes.items()}
    every = check(new_submission(official(), agency="甲县", year=2025, entries=named))
    return tuple(one for one in every if one.severity != "note")


def test_where_totals_are_formulas_a_wrong_cell_and_the_total_of_its_row_are_one_finding_with_candidates() -> None:
    base = {"requests__received__natural": 741, "requests__granted__natural": 700, "requests__not_held__natural": 41}
    assert chinese(**base) == ()
    (finding,) = chinese(**{**base, "requests__granted__natural": 70})
    assert (finding.rule, finding.cell, finding.certainty) == ("balance", "D7", "candidates")
    assert settled(finding) == [("balance", "D7"), ("balance", "J7")]
    assert 1 <= len(finding.suspects) <= 3
    assert (finding.suspects[0].cell.a1, finding.suspects[0].suggested) == ("D9", 700)
    assert finding.message.startswith("自然人：第一项加第二项之和，等于第三项加第四项之和。")
    assert "下列 1 处也不符：总计：第一项加第二项之和，等于第三项加第四项之和（J7）。" in finding.message
    assert finding.message.endswith(
        "有线索的一种可能是：“（一）予以公开 · 自然人”（D9）现在是 70，可能应为 700（像是小数点错了位）。"
        "另有 22 种可能，没有线索支持。"
    )


def test_sentences_that_the_likeliest_candidate_agrees_with_are_part_of_its_finding() -> None:
    text = ["本年新收政府信息公开申请741件，上年结转0件。", "全年办结741件，其中予以公开700件。"]
    base = {"requests__received__natural": 741, "requests__granted__natural": 700, "requests__not_held__natural": 41}
    assert [one for one in chinese(**base, overview=text) if one.rule == "requests_in_text"] == []
    (finding,) = chinese(**{**base, "requests__granted__natural": 70}, overview=text)
    assert finding.suspects[0].because[0] == "text"
    assert {rule for rule, _ in settled(finding)} == {"balance", "requests_in_text"}
    assert "确有原因的" not in finding.message, "an error is not explained"


def test_a_balance_that_nothing_speaks_for_is_one_finding_that_names_no_figure() -> None:
    (finding,) = chinese(requests__received__natural=3)
    assert (finding.rule, finding.cell, finding.suspects) == ("balance", "D7", ())
    assert settled(finding) == [("balance", "D7"), ("balance", "J7")]
    assert "可能" not in finding.message


def test_an_explained_warning_is_no_part_of_a_cause() -> None:
    changed = {"stalls__week__all": 57}
    reason = {"stalls_in_text.explanation": "Counted without the strangers."}
    every = findings(**changed, **{key.replace(".", "__"): text for key, text in reason.items()})
    assert [(one.rule, one.severity) for one in every] == [("stalls_in_text", "note"), ("across", "error")]
    assert settled(every[1]) == [("across", "F7"), ("down", "F7"), ("kept", "F7")]


def test_the_verdict_is_that_of_the_gravest_rule() -> None:
    every = findings(stalls__week__all=57)
    assert {one.severity for one in every[0].settles} == {"error", "warning"}
    assert verdict_of(every) == "errors"


def test_a_negative_number_that_breaks_rules_is_one_finding_with_the_sign_among_them() -> None:
    (finding,) = findings(stalls__friday__fish=-20)
    assert (finding.cell, finding.found, finding.expected) == ("C5", -20, 20)
    assert settled(finding) == [("sign", "C5"), ("across", "F5"), ("down", "C7")]


@pytest.mark.parametrize("wrong", [0, 7500])
def test_long_lists_of_rules_are_cut_off_in_the_sentence_and_whole_in_the_finding(wrong: int) -> None:
    days = {f"stalls__{day}__all": wrong for day in DAYS}
    every = findings(**days)
    assert sum(len(one.each_rule) for one in every) >= len(DAYS)
    assert all(len(one.message) < 1500 for one in every)
