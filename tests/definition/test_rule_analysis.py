"""What the rules of a definition say together: contradictions, rules without effect, figures that no rule sees."""

from __future__ import annotations

import sys
from collections import Counter

import pytest

from support.files import harbour
from support.fillings import DEFINITIONS, HARBOUR, fillings
from xlsreport import Definition, RuleAnalysis, SolverError, analyse_rules, load_definition
from xlsreport.checking.evaluation.submission_values import Values
from xlsreport.checking.figures.line_results import evaluate_case
from xlsreport.definition.figure_kinds.kind_traits import NumberTraits
from xlsreport.definition.loading.definition_loading import parse_definition
from xlsreport.definition.rule_language.expression import Figure
from xlsreport.messages import LANGUAGES, messages_for

z3 = pytest.importorskip("z3", reason='the extra "analysis" has no wheel for every machine')

FORM = """\
id: pond-return
edition: "1"
language: en
name: Pond return
title: "Ponds of {{agency}}, {{year}}"
period: {{label: Period, text: "The year {{year}}"}}
sections:
  - id: ponds_section
    heading: 1. Ponds
    sheet: Ponds
    tables:
      - id: ponds
        columns: [{{id: fish, label: Fish}}]
        rows:
          - {{id: a, label: A}}
          - {{id: b, label: B}}
          - {{id: c, label: C}}
          - {{id: all, label: All, total: a + b}}
          - {{id: weight, label: Weight, kind: amount}}
          - {{id: change, label: Change, kind: signed_count}}
        rules: {rules}
{more}"""
CLAIMS = """\
  - {id: story, heading: 2. Story, sheet: Story, narrative: {}}
phrasing: {subjects: {fish: [fish]}}
claims:
  - id: fish_in_text
    statement: The text counts as many fish
    figures: [{about: fish, phrases: ["{number} fish"], equals: [ponds.all.fish]}]
"""


def ponds(*rules: str, more: str = "") -> Definition:
    """A table with rules r0, r1 …; ``warning:`` before one makes it a warning."""
    written = [
        f"{{id: r{number}, for: [fish], require: '{rule.removeprefix('warning:')}', statement: s, "
        f"severity: {'warning' if rule.startswith('warning:') else 'error'}}}"
        for number, rule in enumerate(rules)
    ]
    return parse_definition(FORM.format(rules=f"[{', '.join(written)}]", more=more))


def analysed(*rules: str, seconds: float = 10) -> RuleAnalysis:
    return analyse_rules(ponds(*rules), seconds=seconds)


def contradictions(*rules: str) -> list[list[str]]:
    return [[case.key for case in cases] for cases in analysed(*rules).contradictions]


def never_broken(*rules: str) -> list[str]:
    return [case.key for case in analysed(*rules).never_broken]


def implied(*rules: str) -> dict[str, list[str]]:
    return {one.rule: [case.rule.id for case in one.by] for one in analysed(*rules).implied}


def test_rules_that_exclude_each_other_are_named_and_no_others() -> None:
    assert contradictions("a > b", "a <= 7", "b > a + 2") == [["r0.fish", "r2.fish"]]


def test_each_of_several_contradictions_is_named() -> None:
    assert contradictions("a > b", "b > a", "c > 9", "c < 4") == [["r0.fish", "r1.fish"], ["r2.fish", "r3.fish"]]


def test_what_may_be_entered_and_how_totals_come_about_belongs_to_the_contradiction() -> None:
    assert contradictions("a + b < 0") == [["r0.fish"]]
    assert contradictions("change < 0", "all < a") == [["r1.fish"]]
    assert contradictions("a * 2 == b * 2 + 1") == [["r0.fish"]], "no whole numbers"
    assert contradictions("weight * 3 == 1") == [["r0.fish"]], "no number with two decimals"


def test_a_warning_may_take_part() -> None:
    assert contradictions("a == 3", "warning:a == 4") == [["r0.fish", "r1.fish"]]


def test_rules_that_leave_one_value_only() -> None:
    fixed = analysed("all == a", "c >= a").fixed
    assert [(str(one.place), one.value) for one in fixed] == [("ponds.b.fish", 0)]
    assert [(str(one.place), str(one.value)) for one in analysed("weight * 4 == 1").fixed] == [
        ("ponds.weight.fish", "0.25")
    ]
    assert analysed("warning:b == 0").fixed == (), "a warning can be explained"


def test_rules_that_hold_whatever_is_filled_in() -> None:
    assert never_broken("a >= 0", "all >= b", "max(a, b) >= min(b, c)", "change >= 0", "weight > -1") == [
        "r0.fish",
        "r1.fish",
        "r2.fish",
        "r4.fish",
    ]


def test_the_bounds_of_a_kind_are_known() -> None:
    required = ("weight >= 2.5", "weight < 7")
    rules = [f"{{id: r{n}, for: [fish], require: {rule}, statement: s}}" for n, rule in enumerate(required)]
    text = FORM.format(rules=f"[{', '.join(rules)}]", more="")
    bounded = text.replace("kind: amount", "kind: {name: amount, minimum: 2.5, maximum: 7.25}")
    assert [case.key for case in analyse_rules(parse_definition(bounded)).never_broken] == ["r0.fish"]
    assert analyse_rules(parse_definition(text)).never_broken == ()


def test_half_of_the_last_digit_that_is_compared_is_no_difference() -> None:
    assert never_broken("a / 3 * 3 == a", "weight + 0.0000001 > weight", "weight + 0.000001 > weight") == [
        "r0.fish",
        "r2.fish",
    ]
    assert contradictions("weight + 0.0000001 > weight") == [["r0.fish"]]


def test_rounding_and_sizes_are_understood() -> None:
    assert never_broken("round(a / 2) * 2 >= a", "abs(change) >= change", "round(weight, 1) <= weight + 0.05") == [
        "r0.fish",
        "r1.fish",
        "r2.fish",
    ]
    assert never_broken(
        "round(change / 2) * 2 >= change", "round(weight, 1) <= weight + 0.04", "round(2.5) >= 3 - a"
    ) == ["r2.fish"]
    assert contradictions("round(change / 2) == 0 - 3", "change > 0 - 5") == [["r0.fish", "r1.fish"]]
    assert contradictions("round(change / 2) == 0 - 3", "change == 0 - 5") == [], "half away from zero"


def test_rules_that_follow_from_others() -> None:
    assert implied("a <= b", "b <= c", "a <= c") == {"r2": ["r0", "r1"]}
    assert implied("a == b", "b == a", "c > 3") == {"r0": ["r1"], "r1": ["r0"]}
    assert implied("warning:a <= 3", "a <= 5") == {}, "a warning can be explained, and the error stays"
    assert implied("a <= 3", "warning:a <= 5") == {"r1": ["r0"]}


def test_last_year_may_have_been_anything() -> None:
    assert implied("a == previous.a + b", "a - previous.a >= b", "b <= 5") == {"r1": ["r0"]}
    assert never_broken("previous.all >= previous.a", "a >= previous.a") == ["r0.fish"]


def test_what_is_not_linear_is_left_out_and_told() -> None:
    found = analysed("a * b == c", "a / b <= 1", "a / 0 == 1", "2 * a <= c", "c >= 2 * a", "count(a, b) > 1")
    assert [case.key for case in found.outside] == ["r0.fish", "r1.fish", "r2.fish", "r5.fish"]
    assert [one.rule for one in found.implied] == ["r3", "r4"]
    assert "ponds.b.fish" not in {str(one.place) for one in found.unseen}, "a rule sees it, though none was asked about"


def test_figures_that_no_rule_sees() -> None:
    found = analyse_rules(ponds("all <= c + 2", "change > previous.weight", "weight >= 0", more=CLAIMS))
    assert [(str(one.place), one.claims, one.next_year) for one in found.unseen] == [
        ("ponds.weight.fish", (), ("r1",)),
    ]
    found = analyse_rules(ponds(more=CLAIMS))
    assert [(str(one.place), one.claims) for one in found.unseen] == [
        ("ponds.a.fish", ("fish_in_text",)),
        ("ponds.b.fish", ("fish_in_text",)),
        ("ponds.c.fish", ()),
        ("ponds.weight.fish", ()),
        ("ponds.change.fish", ()),
    ]


@pytest.mark.slow
def test_a_question_that_takes_too_long_is_undecided() -> None:
    """The three contradict each other, which takes more than a hundredth of a second to see."""
    rules = (
        "12345678911 * a + 98765432111 * b + 55555555553 * c == 33333333333331",
        "22801763489 * a - 15485867 * b + 32452843 * c >= 22222222222",
        "max(3 * a, 5 * b, 7 * c) - min(11 * a, 13 * b, 17 * c) == 1234567",
    )
    found = analysed(*rules, seconds=0.001)
    assert (found.contradictions, found.fixed) == ((), ())
    assert ("contradictions", None) in {(one.question, one.rule) for one in found.undecided}
    assert len(analysed(*rules, seconds=0.5).contradictions) == 1


@pytest.mark.parametrize("language", LANGUAGES)
def test_where_no_solver_is_installed_one_sentence_says_how_to_get_it(
    language: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "xlsreport.definition.rule_analysis.rule_questions", None)
    messages = messages_for(language)
    with pytest.raises(SolverError) as refused:
        analyse_rules(harbour(), messages=messages)
    assert str(refused.value) == messages("analysis.no_solver")
    assert 'pip install "xlsreport[analysis]"' in str(refused.value)


@pytest.mark.slow
def test_the_solver_and_the_checks_take_every_rule_alike() -> None:
    """In random fillings, each rule that is no question of products holds for both or for neither."""
    from xlsreport.definition.rule_analysis.rule_constraints import RuleConstraints  # imports the solver

    definition = harbour()
    constraints = RuleConstraints(definition)
    translated = {case: constraints.constraint(case) for case in definition.cases}
    kept = {case: demand for case, demand in translated.items() if demand is not None}
    assert len(kept) == len(definition.cases) - 2
    outcomes = set()
    for submission in fillings(definition, 60):
        values = Values(submission)
        found = {variable: _units(figure, definition, values) for figure, variable in constraints.units.items()}
        known = [
            (variable, z3.IntVal(units, constraints.context)) for variable, units in found.items() if units is not None
        ]
        for case, demand in kept.items():
            state = evaluate_case(case, submission, values).state
            decided = z3.simplify(z3.substitute(demand, *known))
            if state in ("open", "no_previous") or not (z3.is_true(decided) or z3.is_false(decided)):
                continue
            assert z3.is_true(decided) == (state == "holds"), case.key
            outcomes.add((case.rule.id, state == "holds"))
    assert {rule for rule, holds in outcomes if holds} == {case.rule.id for case in kept}
    assert len({rule for rule, holds in outcomes if not holds}) >= 6


def _units(figure: Figure, definition: Definition, values: Values) -> int | None:
    """How many of its smallest unit a figure is; None where it is unknown, or nothing that may be entered."""
    number, traits = values.at(figure.place, previous=figure.previous), definition.places[figure.place].kind.traits
    assert isinstance(traits, NumberTraits)
    if number is None or not traits.takes(number):
        return None
    return int(number * 10 ** (0 if traits.is_count else traits.decimals))


BODIES = """
bodies:
  - {id: town, label: Towns, names: […Town]}
  - {id: county, label: Counties, names: […County]}
"""


def for_bodies(*rules: tuple[str, str]) -> RuleAnalysis:
    """The analysis of rules, each with the kinds of bodies that it is for."""
    written = ", ".join(
        f"{{id: r{number}, for: [fish], bodies: [{bodies}], require: '{rule}', statement: s}}"
        for number, (bodies, rule) in enumerate(rules)
    )
    return analyse_rules(
        parse_definition(FORM.format(rules=f"[{written}]", more="").replace("sections:", f"{BODIES}sections:"))
    )


def test_rules_for_different_bodies_neither_contradict_nor_imply_each_other() -> None:
    found = for_bodies(("town", "a == 1"), ("county", "a == 2"), ("", "b >= 0 + 1"), ("county", "b >= 2"))
    assert (found.contradictions, found.implied, found.fixed) == ((), (), ())
    found = for_bodies(("town", "a == 1"), ("county, town", "a == 2"), ("", "a < 9"))
    assert [[case.rule.id for case in cases] for cases in found.contradictions] == [["r0", "r1"]]
    found = for_bodies(("", "a >= 2"), ("county", "a >= 1"))
    assert [one.rule for one in found.implied] == ["r1"]


def test_a_rule_that_needs_last_years_figures_implies_none_that_does_not() -> None:
    """Of the first year, only the second says something."""
    assert implied("a == previous.a + b", "a >= b") == {}
    assert implied("a == previous.a + b", "a >= previous.a") == {"r1": ["r0"]}


SHIPPED = {
    "cn-gov-info-disclosure/2021": {"remedies": 12},
    "cn-gov-info-disclosure/2019": {"proactive": 2, "remedies": 12},
}


def test_numbers_of_the_cover_in_totals_and_rules_are_left_outside() -> None:
    text = FORM.format(rules="[{id: r0, for: [fish], require: all <= 5, statement: s}]", more="")
    text = text.replace("total: a + b", "total: a + cover.ha") + "cover: [{id: ha, label: Ha, kind: count}]\n"
    found = analyse_rules(parse_definition(text))
    assert [case.key for case in found.outside] == ["r0.fish"]
    assert [one.place.row for one in found.unseen] == ["b", "c", "weight", "change"]


@pytest.mark.slow
@pytest.mark.parametrize("name", DEFINITIONS[:2])
def test_the_rules_of_the_shipped_definitions_are_sound(name: str) -> None:
    """What no rule sees is explained in docs/explanation/rules-together.md."""
    found = analyse_rules(load_definition(name))
    assert (found.contradictions, found.fixed, found.never_broken, found.implied) == ((), (), (), ())
    assert (found.outside, found.undecided) == ((), ())
    assert Counter(one.place.table for one in found.unseen) == SHIPPED[name]


@pytest.mark.slow
def test_of_the_definitions_for_tests_the_analysis_names_what_was_written_to_be_idle() -> None:
    yard = analyse_rules(load_definition(HARBOUR.with_name("yard.yaml")))
    assert [case.key for case in yard.never_broken] == ["ordered.repairs", "ordered.painting", "ordered.all"]
    found = analyse_rules(harbour())
    assert {case.rule.id for case in found.never_broken} == {"busy", "positive_dues"}
    assert {case.rule.id for case in found.outside} == {"mean_bound"}
    for each in (yard, found):
        assert (each.contradictions, each.fixed, each.implied, each.undecided) == ((), (), (), ())
