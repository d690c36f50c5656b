"""The rule language: what is printed is parsed again to the same tree, and no error but its own comes out."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal
from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from xlsreport.definition.place import Place
from xlsreport.definition.rule_language.expression import (
    Arithmetic,
    Call,
    Comparator,
    Comparison,
    Expression,
    ExpressionError,
    Figure,
    Figures,
    Function,
    LineFigures,
    Name,
    Negative,
    NumberLiteral,
    Operator,
    Parts,
    Rounded,
    figures_in,
)
from xlsreport.definition.rule_language.expression_parser import MAX_NESTING, MAX_TOKENS
from xlsreport.definition.rule_language.rule_parser import parse_comparison, parse_total
from xlsreport.values import MAX_DECIMALS

OPERATORS: list[Operator] = ["+", "-", "*", "/"]
COMPARATORS: list[Comparator] = ["==", "!=", "<=", ">=", "<", ">"]
OF_SEVERAL: list[Function] = [name for name in get_args(Function) if name != "abs"]
"""The functions that take any number of arguments."""


def name(text: str) -> Name:
    """A name without its whereabouts."""
    return Name(tuple(text.split(".")), 0, 0)


def printed(tree: Expression) -> str:
    """The tree as text, with just the brackets that it needs."""
    match tree:
        case NumberLiteral(value):
            return format(value, "f")
        case Name(parts):
            return ".".join(parts)
        case Negative(operand):
            return f"-{bracketed(operand, isinstance(operand, Arithmetic))}"
        case Call(function, arguments):
            return f"{function}({', '.join(printed(argument) for argument in arguments)})"
        case Arithmetic(operator, left, right):
            of_products = operator in "*/"
            left_text = bracketed(left, of_products and is_sum(left))
            right_text = bracketed(right, is_sum(right) or (of_products and isinstance(right, Arithmetic)))
            return f"{left_text} {operator} {right_text}"
        case Rounded(operand, decimals):
            return f"round({printed(operand)}, {decimals})"
        case Parts(separator, _, name=text) if text is not None:
            return f'parts({".".join(text.parts)}, "{separator}")'
        case Figure() | Figures() | LineFigures() | Parts():
            raise AssertionError("not written in expressions")


def bracketed(tree: Expression, needed: bool) -> str:
    return f"({printed(tree)})" if needed else printed(tree)


def is_sum(tree: Expression) -> bool:
    return isinstance(tree, Arithmetic) and tree.operator in "+-"


def anywhere(tree: Expression) -> Expression:
    """The tree with the whereabouts of its names left out."""
    match tree:
        case Name():
            return replace(tree, start=0, end=0)
        case Negative(operand):
            return Negative(anywhere(operand))
        case Arithmetic(operator, left, right):
            return Arithmetic(operator, anywhere(left), anywhere(right))
        case Call(function, arguments):
            return Call(function, tuple(anywhere(argument) for argument in arguments))
        case Rounded(operand, decimals, declared):
            return Rounded(anywhere(operand), decimals, declared)
        case _:
            return tree


identifiers = st.from_regex(r"[a-z][a-z0-9_]{0,6}", fullmatch=True)
numbers = st.decimals(min_value=0, max_value=10**9, places=3) | st.integers(0, 10**12).map(Decimal)
operands: st.SearchStrategy[Expression] = st.one_of(
    numbers.map(NumberLiteral),
    st.lists(identifiers, min_size=1, max_size=4).map(lambda parts: Name(tuple(parts), 0, 0)),
)


def larger(inner: st.SearchStrategy[Expression]) -> st.SearchStrategy[Expression]:
    return st.one_of(
        inner.map(Negative),
        st.builds(Arithmetic, st.sampled_from(OPERATORS), inner, inner),
        st.builds(Call, st.sampled_from(OF_SEVERAL), st.lists(inner, min_size=1, max_size=3).map(tuple)),
        st.builds(Call, st.just("abs"), st.tuples(inner)),
        st.builds(Rounded, inner, st.integers(0, MAX_DECIMALS), st.just(True)),
    )


trees = st.recursive(operands, larger, max_leaves=25)
texts = st.text(alphabet="ab1.0 +-*/()<>=!,_summinx\n\t九é", max_size=40) | st.text(max_size=40)


@pytest.mark.slow
@given(trees)
def test_a_tree_that_is_printed_is_parsed_to_the_same_tree(tree: Expression) -> None:
    assert anywhere(parse_total(printed(tree))) == tree


@pytest.mark.slow
@given(trees, st.sampled_from(COMPARATORS), trees)
def test_a_comparison_that_is_printed_is_parsed_to_the_same(
    left: Expression, comparator: Comparator, right: Expression
) -> None:
    parsed = parse_comparison(f"{printed(left)} {comparator} {printed(right)}")
    assert Comparison(parsed.comparator, anywhere(parsed.left), anywhere(parsed.right)) == Comparison(
        comparator, left, right
    )


@pytest.mark.slow
@given(trees)
def test_spaces_change_nothing(tree: Expression) -> None:
    text = printed(tree)
    assert anywhere(parse_total(f"\n {text} \t".replace(" ", "  "))) == tree
    assert anywhere(parse_total(text.replace(" ", ""))) == tree
    assert anywhere(parse_total(text.replace(" ", "\u3000\xa0"))) == tree


def marked(parse: Callable[[str], object], text: str) -> tuple[int, int] | None:
    """What of a text is refused, if anything."""
    try:
        parse(text)
    except ExpressionError as error:
        return error.start, error.end
    return None


@given(texts, st.sampled_from([parse_total, parse_comparison]))
def test_any_text_is_either_parsed_or_refused_with_a_place_in_it(text: str, parse: Callable[[str], object]) -> None:
    # The end of the text is a place too: what is missing there is marked just behind the last character.
    start, end = marked(parse, text) or (0, 1)
    assert 0 <= start < end <= len(text) + 1


@pytest.mark.slow
@given(trees)
def test_each_name_knows_where_it_stands(tree: Expression) -> None:
    text = printed(tree)
    pending = [parse_total(text)]
    while pending:
        match pending.pop():
            case Name(parts, start, end):
                assert text[start:end] == ".".join(parts)
            case Negative(operand):
                pending.append(operand)
            case Arithmetic(_, left, right):
                pending += [left, right]
            case Call(_, arguments):
                pending += arguments


@pytest.mark.parametrize(
    ("text", "tree"),
    [
        ("a - b - c", Arithmetic("-", Arithmetic("-", name("a"), name("b")), name("c"))),
        ("a - (b - c)", Arithmetic("-", name("a"), Arithmetic("-", name("b"), name("c")))),
        ("a / b * c", Arithmetic("*", Arithmetic("/", name("a"), name("b")), name("c"))),
        ("a + b * c", Arithmetic("+", name("a"), Arithmetic("*", name("b"), name("c")))),
        ("-a * b", Arithmetic("*", Negative(name("a")), name("b"))),
        ("a - -1", Arithmetic("-", name("a"), Negative(NumberLiteral(Decimal(1))))),
        ("--a", Negative(Negative(name("a")))),
        ("sum", name("sum")),
        ("t.sum.max", name("t.sum.max")),
        ("sum (a)", Call("sum", (name("a"),))),
        ("min(a, 2.50)", Call("min", (name("a"), NumberLiteral(Decimal("2.50"))))),
    ],
)
def test_operators_bind_as_in_arithmetic(text: str, tree: Expression) -> None:
    assert anywhere(parse_total(text)) == tree


def test_a_number_is_kept_to_its_last_digit() -> None:
    assert parse_total("0.10000000000000000000000000001") == NumberLiteral(Decimal("0.10000000000000000000000000001"))


@pytest.mark.parametrize(
    ("text", "key", "at_fault"),
    [
        ("", "operand", ""),
        ("   ", "operand", ""),
        ("a b", "rest", "b"),
        ("a == b", "rest", "=="),
        ("2a", "rest", "a"),
        ("1.2.3", "character", "."),
        ("a.", "character", "."),
        ("a..b", "character", "."),
        (".5", "character", "."),
        ("a % b", "character", "%"),
        ("自然人 + 1", "character", "自"),
        ("a +  ，b", "character", "，"),
        ("１ + 1", "character", "１"),
        ("+ a", "operand", "+"),
        ("a + * b", "operand", "*"),
        ("()", "operand", ")"),
        ("sum()", "operand", ")"),
        ("sum(a, )", "operand", ")"),
        ("(a", "close", ""),
        ("(a, b)", "close", ","),
        ("sum(a b)", "close", "b"),
        ("a)", "rest", ")"),
        ("median(a)", "function", "median"),
        ("t.sum(a)", "function", "t.sum"),
    ],
)
def test_a_mistake_is_named_and_marked(text: str, key: str, at_fault: str) -> None:
    with pytest.raises(ExpressionError) as caught:
        parse_total(text)
    assert (caught.value.key, text[caught.value.start : caught.value.end]) == (key, at_fault)


@pytest.mark.parametrize("text", ["a", "a +", "a = b", "a => b", "a == b == c", "a === b", "== b"])
def test_a_rule_has_exactly_one_comparison(text: str) -> None:
    with pytest.raises(ExpressionError):
        parse_comparison(text)


@pytest.mark.parametrize(("opening", "closing"), [("(", ")"), ("-", ""), ("sum(", ")")])
def test_nesting_ends_where_excel_refuses_it(opening: str, closing: str) -> None:
    def nested(depth: int) -> str:
        return f"{opening * depth}a{closing * depth}"

    assert parse_total(nested(MAX_NESTING - 1))
    with pytest.raises(ExpressionError) as caught:
        parse_total(nested(MAX_NESTING))
    assert caught.value.key == "deep"


def test_nesting_side_by_side_does_not_add_up() -> None:
    assert parse_total(" + ".join(["((a))"] * (MAX_NESTING + 1)))


def test_an_expression_of_any_length_is_refused_rather_than_exhausting_the_stack() -> None:
    longest = "a" + " + a" * (MAX_TOKENS // 2 - 1)
    assert sum(1 for _ in figures_in(parse_total(longest))) == 0
    with pytest.raises(ExpressionError) as caught:
        parse_total(longest + " + a")
    assert caught.value.key == "long"
    with pytest.raises(ExpressionError):
        parse_total("(" * 100_000)


def test_figures_are_listed_in_the_order_of_the_text_with_repetitions() -> None:
    first, second = Figure(Place("t", "r", "a")), Figure(Place("t", "r", "b"), previous=True)
    tree = Comparison(
        "==",
        Arithmetic("+", first, Negative(second)),
        Call("sum", (Figures((second, first), "Group"), NumberLiteral(Decimal(1)), first)),
    )
    assert list(figures_in(tree)) == [first, second, second, first, first]


parts = st.text(alphabet="abcdefghijklmnopqrstuvwxyz0123456789_", min_size=1, max_size=8)


@given(st.builds(Place, parts, parts, parts))
def test_a_place_that_is_printed_is_read_back(place: Place) -> None:
    assert Place.parse(str(place)) == place


@pytest.mark.parametrize("text", ["", "table", "table.row", "table.row.column.more"])
def test_a_place_has_exactly_three_parts(text: str) -> None:
    with pytest.raises(ValueError, match="values to unpack"):
        Place.parse(text)
