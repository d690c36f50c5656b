"""What a definition is once its names are resolved: kinds, groups, totals, rule cases, names for readers."""

from __future__ import annotations

import pytest

from xlsreport.definition.definition import Definition
from xlsreport.definition.figure_kinds.kinds import AnyKind, Choice, Text, is_numeric
from xlsreport.definition.figure_kinds.number_kinds import Amount, Count, SignedCount
from xlsreport.definition.loading.definition_loading import parse_definition
from xlsreport.definition.place import Place
from xlsreport.definition.rule_language.expression import (
    Arithmetic,
    Call,
    Comparison,
    Expression,
    Figure,
    Figures,
    Negative,
    NumberLiteral,
)
from xlsreport.definition.tables.labels import depth, every, leaves, shortest_name

HEAD = """\
id: library-return
edition: "1"
language: en
name: Library return
title: Library return
period: {label: Period, text: Always}
sections:
  - id: part
    heading: Part
    sheet: Part
    tables:
"""


def defined(tables: str, rules: str = "") -> Definition:
    """A definition with one section of the given tables."""
    return parse_definition(HEAD + tables + rules)


def printed(tree: Expression | Comparison) -> str:
    """A bound expression as text: last year's places with a prime, groups in braces."""
    match tree:
        case Figure(place, previous):
            return f"{place.row}.{place.column}{'′' if previous else ''}"
        case Figures(members, label):
            return f"{{{label}: {' '.join(printed(member) for member in members)}}}"
        case Arithmetic(operator, left, right):
            return f"({printed(left)} {operator} {printed(right)})"
        case Comparison(comparator, left, right):
            return f"{printed(left)} {comparator} {printed(right)}"
        case Negative(operand):
            return f"-{printed(operand)}"
        case Call(function, arguments):
            return f"{function}({', '.join(printed(argument) for argument in arguments)})"
        case NumberLiteral(value):
            return str(value)
    raise AssertionError(f"not bound: {tree}")


def cases_of(definition: Definition) -> list[str]:
    return [f"{case.key}: {printed(case.comparison)}" for case in definition.cases]


def totals_of(definition: Definition) -> list[str]:
    return [f"{total.place.row}.{total.place.column} = {printed(total.expression)}" for total in definition.totals]


KINDS = """\
      - id: stock
        kind: {name: amount, unit: km, decimals: 3}
        columns:
          - {id: plain, label: Plain}
          - label: Group
            kind: signed_count
            columns:
              - {id: from_group, label: From the group}
              - {id: own, label: Own, kind: {name: text, max_length: 9}}
        rows:
          - {id: normal, label: Normal}
          - label: Heading
            kind: count
            rows:
              - {id: under, label: Under the heading}
              - {id: special, label: Special, kind: {name: choice, options: [good, bad]}}
"""


def test_a_kind_is_that_of_the_innermost_row_label_else_of_the_column_else_of_the_table() -> None:
    definition = defined(KINDS)
    kinds = {(place.row, place.column): facts.kind for place, facts in definition.places.items()}
    quality = Choice(options=("good", "bad"))
    assert kinds == {
        ("normal", "plain"): Amount(unit="km", decimals=3),
        ("normal", "from_group"): SignedCount(),
        ("normal", "own"): Text(max_length=9),
        ("under", "plain"): Count(),
        ("under", "from_group"): Count(),
        ("under", "own"): Count(),
        ("special", "plain"): quality,
        ("special", "from_group"): quality,
        ("special", "own"): quality,
    }


def test_a_table_counts_where_nothing_else_is_said() -> None:
    definition = defined("      - {id: t, columns: [{id: a, label: A}], rows: [{id: b, label: B}]}\n")
    assert [facts.kind for facts in definition.places.values()] == [Count()]


def test_only_counts_and_amounts_are_numbers() -> None:
    kinds: list[AnyKind] = [Count(), SignedCount(), Amount(), Text(), Choice(options=("x",))]
    assert [is_numeric(kind) for kind in kinds] == [True, True, True, False, False]
    places = defined(KINDS).entry_places
    assert len(places("stock")) == 9
    assert [str(place) for place in places("stock", numeric=False)] == [
        "stock.normal.own",
        "stock.special.plain",
        "stock.special.from_group",
        "stock.special.own",
    ]
    assert len(places("stock", numeric=True)) == 5


DEEP = """\
      - id: loans
        columns:
          - label: All media
            columns:
              - label: On paper
                columns:
                  - label: Books
                    columns:
                      - {id: novels, label: New}
                      - {id: science, label: Science}
                  - {id: maps, label: Maps}
              - {id: films, label: New}
          - {id: games, label: Games}
        rows:
          - label: Adults
            rows:
              - label: Members
                rows:
                  - label: In town
                    rows:
                      - {id: near, label: Near, prompt: Within a mile.}
                      - {id: far, label: Far}
                  - {id: outside, label: Out of town}
              - {id: guests, label: Guests}
          - label: Children
            prompt: Under sixteen.
            rows:
              - {id: small, label: Near}
"""


def test_labels_may_be_nested_four_deep() -> None:
    definition = defined(DEEP)
    table = definition.tables["loans"]
    assert (depth(table.columns), depth(table.rows)) == (4, 4)
    assert len(definition.places) == 5 * 5
    facts = definition.places[Place("loans", "near", "novels")]
    assert facts.row_labels == ("Adults", "Members", "In town", "Near")
    assert facts.column_labels == ("All media", "On paper", "Books", "New")


def test_a_row_or_column_is_named_by_the_fewest_labels_that_tell_it_from_the_others() -> None:
    definition = defined(DEEP)
    rows = {facts.place.row: facts.row_name for facts in definition.places.values()}
    columns = {facts.place.column: facts.column_name for facts in definition.places.values()}
    assert rows == {
        "near": "In town / Near",
        "far": "Far",
        "outside": "Out of town",
        "guests": "Guests",
        "small": "Children / Near",
    }
    assert columns == {
        "novels": "Books / New",
        "science": "Science",
        "maps": "Maps",
        "films": "All media / New",
        "games": "Games",
    }


def test_a_name_that_ends_like_a_longer_one_is_given_in_full() -> None:
    assert shortest_name(("New",), [("New",), ("Books", "New")]) == "New"
    assert shortest_name(("Books", "New"), [("New",), ("Books", "New")]) == "Books / New"


def test_a_prompt_comes_from_the_innermost_label_that_has_one() -> None:
    definition = defined(DEEP)
    prompts = {place.row: facts.prompt for place, facts in definition.places.items()}
    assert prompts == {
        "near": "Within a mile.",
        "far": None,
        "outside": None,
        "guests": None,
        "small": "Under sixteen.",
    }


def test_leaves_are_walked_in_the_order_of_the_form_and_headings_before_what_they_head() -> None:
    table = defined(DEEP).tables["loans"]
    assert [path[-1].id for path in leaves(table.columns)] == ["novels", "science", "maps", "films", "games"]
    assert [label.label for label in every(table.columns)] == [
        "All media",
        "On paper",
        "Books",
        "New",
        "Science",
        "Maps",
        "New",
        "Games",
    ]


GROUPS = """\
      - id: visits
        columns:
          - id: paying
            label: Paying
            columns:
              - {id: adults, label: Adults}
              - {id: children, label: Children}
              - {id: paid, label: Paid, total: sum(paying)}
          - {id: free, label: Free}
          - {id: all, label: All, total: paid + free}
        rows:
          - id: year
            label: Year
            rows:
              - {id: summer, label: Summer}
              - {id: winter, label: Winter}
              - {id: whole, label: Whole, total: sum(year)}
"""


def test_the_sum_of_a_group_leaves_out_its_computed_members() -> None:
    totals = totals_of(defined(GROUPS))
    assert "summer.paid = sum({Paying: summer.adults summer.children})" in totals
    assert "whole.free = sum({Year: summer.free winter.free})" in totals


def test_a_total_comes_after_the_totals_that_it_needs() -> None:
    definition = defined("""\
      - id: t
        columns:
          - {id: last, label: Last, total: middle + a}
          - {id: middle, label: Middle, total: first * 2}
          - {id: first, label: First, total: a + 1}
          - {id: a, label: A}
        rows: [{id: r, label: R}]
""")
    assert totals_of(definition) == ["r.first = (r.a + 1)", "r.middle = (r.first * 2)", "r.last = (r.middle + r.a)"]


def test_where_a_computed_row_meets_a_computed_column_there_are_two_ways_and_the_columns_counts() -> None:
    definition = defined(GROUPS)
    corner = [total for total in definition.totals if total.place == Place("visits", "whole", "all")]
    assert [(total.along, printed(total.expression)) for total in corner] == [
        ("columns", "(whole.paid + whole.free)"),
        ("rows", "sum({Year: summer.all winter.all})"),
    ]
    facts = definition.places[Place("visits", "whole", "all")]
    assert facts.total is corner[0].expression
    assert facts.computed


def test_computed_places_are_no_entries() -> None:
    assert [str(place) for place in defined(GROUPS).entry_places("visits")] == [
        "visits.summer.adults",
        "visits.summer.children",
        "visits.summer.free",
        "visits.winter.adults",
        "visits.winter.children",
        "visits.winter.free",
    ]


def ruled(rule: str) -> list[str]:
    """The cases of one rule in the table of groups, its keys after the id separated by semicolons."""
    keys = "".join(f"            {line.strip()}\n" for line in rule.split(";"))
    return cases_of(defined(f"{GROUPS}        rules:\n          - id: r\n{keys}            statement: So it is.\n"))


@pytest.mark.parametrize(
    ("rule", "cases"),
    [
        ("require: summer.all >= winter.all", ["r: summer.all >= winter.all"]),
        ("require: visits.summer.all > 0", ["r: summer.all > 0"]),
        (
            "for: rows; require: adults >= children",
            [
                "r.summer: summer.adults >= summer.children",
                "r.winter: winter.adults >= winter.children",
                "r.whole: whole.adults >= whole.children",
            ],
        ),
        (
            "for: columns; require: summer >= winter",
            [
                "r.adults: summer.adults >= winter.adults",
                "r.children: summer.children >= winter.children",
                "r.paid: summer.paid >= winter.paid",
                "r.free: summer.free >= winter.free",
                "r.all: summer.all >= winter.all",
            ],
        ),
        (
            "for: [free, adults]; require: summer >= 1",
            ["r.free: summer.free >= 1", "r.adults: summer.adults >= 1"],
        ),
        (
            "for: [winter]; require: free < all",
            ["r.winter: winter.free < winter.all"],
        ),
        (
            "for: [paying, adults]; require: summer >= 1",
            ["r.adults: summer.adults >= 1", "r.children: summer.children >= 1"],
        ),
        (
            "for: [year]; require: free == previous.free",
            ["r.summer: summer.free == summer.free′", "r.winter: winter.free == winter.free′"],
        ),
        (
            "require: sum(year.free, previous.year.free, 2) != min(summer.paying)",
            [
                (
                    "r: sum({Year: summer.free winter.free}, {Year: summer.free′ winter.free′}, 2)"
                    " != min({Paying: summer.adults summer.children})"
                )
            ],
        ),
        (
            "for: [winter]; require: -max(paying) < summer.free / 2",
            ["r.winter: -max({Paying: winter.adults winter.children}) < (summer.free / 2)"],
        ),
    ],
)
def test_a_rule_is_applied_to_what_it_is_for(rule: str, cases: list[str]) -> None:
    assert ruled(rule) == cases


def test_a_case_lists_each_place_once_and_this_year_apart_from_last() -> None:
    rules = """\
rules:
  - id: follows
    require: visits.summer.all == visits.summer.all + previous.visits.winter.all - visits.winter.free
    statement: It follows.
"""
    definition = defined(GROUPS, rules)
    (case,) = definition.cases
    assert (case.table, case.member, case.along, case.key) == (None, None, None, "follows")
    assert [str(place) for place in case.places] == ["visits.summer.all", "visits.winter.free"]
    assert [str(place) for place in case.previous_places] == ["visits.winter.all"]
    assert definition.previous_places == case.previous_places


def test_a_group_of_one_may_stand_for_its_member() -> None:
    text = GROUPS.replace("              - {id: children, label: Children}\n", "")
    assert "summer.paid = sum(summer.adults)" in totals_of(defined(text))


def test_columns_of_the_same_id_in_several_blocks_are_one_column() -> None:
    definition = defined("""\
      - id: acts
        blocks:
          - caption: First
            columns: [{id: number, label: Number}, {id: change, label: Change}]
            rows: [{id: laws, label: Laws}]
          - caption: Second
            columns: [{id: number, label: How many, span: 2}]
            rows: [{id: orders, label: Orders}, {id: notes, label: Notes}]
        rules:
          - {id: some, for: rows, require: number > 0, statement: There are some.}
          - {id: all, for: [number], require: laws + orders > notes, statement: There are more.}
""")
    assert [str(place) for place in definition.places] == [
        "acts.laws.number",
        "acts.laws.change",
        "acts.orders.number",
        "acts.notes.number",
    ]
    assert cases_of(definition) == [
        "some.laws: laws.number > 0",
        "some.orders: orders.number > 0",
        "some.notes: notes.number > 0",
        "all.number: (laws.number + orders.number) > notes.number",
    ]


def test_what_a_definition_holds_is_found_by_id() -> None:
    text = GROUPS + "  - {id: story, heading: Story, sheet: Story, narrative: {}}\n"
    text += "cover: [{id: phone, label: Telephone}]\nprevious_editions: ['0']\n"
    definition = defined(text)
    assert list(definition.tables) == ["visits"]
    assert list(definition.narratives) == ["story"]
    assert list(definition.fields) == ["phone"]
    assert definition.predecessors == ("library-return/1", "library-return/0")
    assert len(definition.places_of("visits")) == 15
