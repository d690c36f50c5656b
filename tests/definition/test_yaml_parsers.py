"""libyaml and PyYAML's own parser: which of them a machine has makes no difference; and what both are taught."""

from __future__ import annotations

from decimal import Decimal
from random import Random
from typing import Any

import pytest

from xlsreport.definition.loading.definition_loading import parse_definition
from xlsreport.definition.loading.shipped_definitions import shipped_names, shipped_path
from xlsreport.definition.problems import DefinitionError
from xlsreport.definition.yaml_source import yaml_events
from xlsreport.definition.yaml_source.yaml_scalars import InvalidNumberError, scalar_of
from xlsreport.definition.yaml_source.yaml_tree import Node, UnreadableYamlError, plain_values, read_tree
from xlsreport.messages import messages_for

BASES = (
    "id: x\ncolumns: [{id: first, label: First}]\nrows:\n- {id: a}\n- label: 'a b'\n  text: |\n    abc\n    d\n",
    'a: &x {b: c}\nd: *x\ne:\n- <<: *x\n  f: "g\\n h"\n? key\n: value # comment\n  and more\n',
    "甲: &名 [一, 二]\n乙: *名\n丙: >-\n  三\n  四\n\n  五\n",
)
BITS = [
    *" \t\n:-[]{},&*|>'\"%@`#?~\r\\\u2028\ufeff\x85",
    "- ",
    ": ",
    "\n  ",
    "<<: ",
    "---\n",
    "...\n",
    " #",
    "? ",
    "\r\n",
]


def mutant(random: Random) -> str:
    """A small file with up to three faults, of the kind that slips of the hand make; some leave it good."""
    text = random.choice(BASES)
    for _ in range(random.choice([1, 1, 2, 3])):
        at, what = random.randrange(len(text) + 1), random.random()
        if what < 0.6:
            text = text[:at] + random.choice(BITS) + text[at:]
        else:
            text = text[:at] + text[at + random.randrange(1, 5) :]
    return text


def places(node: Node) -> Any:
    """Where everything stands in a tree, each node once; nothing has no place."""
    seen: set[int] = set()

    def walk(node: Node) -> Any:
        if id(node) in seen:
            return "again"
        seen.add(id(node))
        at = None if node.is_nothing else (node.line, node.column)
        if isinstance(node.value, dict):
            return at, [(key, pair.line, pair.column, walk(pair.value)) for key, pair in node.value.items()]
        return at, [walk(item) for item in node.value] if isinstance(node.value, list) else node.value

    return walk(node)


def taken(text: str) -> Any:
    """Values and places of a text, or its problem and where that is."""
    try:
        tree = read_tree(text)
        return plain_values(tree), places(tree)
    except UnreadableYamlError as error:
        return error.problem.problem.key, error.problem.line, error.problem.column


@pytest.fixture
def without_libyaml(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(yaml_events, "CParser", None)


def test_libyaml_is_there_on_the_machines_that_test() -> None:
    assert vars(yaml_events)["CParser"] is not None


@pytest.mark.slow
def test_both_parsers_take_eight_hundred_mutants_alike(monkeypatch: pytest.MonkeyPatch) -> None:
    random = Random(20261128)
    mutants = [mutant(random) for _ in range(800)]
    by_libyaml = [taken(text) for text in mutants]
    monkeypatch.setattr(yaml_events, "CParser", None)
    for text, expected in zip(mutants, by_libyaml, strict=True):
        assert taken(text) == expected, repr(text)
    good = sum(isinstance(one[0], dict) for one in by_libyaml)
    assert 100 < good < 700  # or nothing would be shown about the good, or the bad, among them


@pytest.mark.parametrize("name", list(shipped_names()))
def test_both_parsers_take_the_shipped_definitions_alike(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    path = shipped_path(name)
    assert path is not None
    text = path.read_text(encoding="utf-8")
    by_libyaml = taken(text)
    assert isinstance(by_libyaml[0], dict)
    monkeypatch.setattr(yaml_events, "CParser", None)
    assert taken(text) == by_libyaml


GOOD: dict[str, tuple[str, dict[str, Any]]] = {
    "tabs around values": ("a:\tb\t# c\nd: [\te,\tf]\n", {"a": "b", "d": ["e", "f"]}),
    "a tab within words": ("a: b\tc\n", {"a": "b\tc"}),
    "a tab behind a bar": ("a: |\t\n  b\n", {"a": "b\n"}),
    "a question between brackets": ("a: {b: What is it?, c: why? so}\n", {"a": {"b": "What is it?", "c": "why? so"}}),
    "a colon before a bracket": ("a: {b: Of which:}\n", {"a": {"b": "Of which:"}}),
    "Chinese names of references": ("a: &同一 b\nc: *同一\n", {"a": "b", "c": "b"}),
    "a name that is given twice": ("a: &x b\nc: &x d\ne: *x\n", {"a": "b", "c": "d", "e": "d"}),
    "ends of lines of other programs": ("a: b\u2028c\nd: e\ufefff\x85g\n", {"a": "b\u2028c", "d": "e\ufefff\x85g"}),
    "several lines": ("a: b\n c\n\n d\ne: f\n", {"a": "b c\nd", "e": "f"}),
    "a text of a web address": ("a: [http://x.cn/?b=c#d, e]\n", {"a": ["http://x.cn/?b=c#d", "e"]}),
    "keys that look like numbers": ("007: a\ntrue: b\n1e3: c\n~: d\n", {"007": "a", "true": "b", "1e3": "c", "~": "d"}),
    "merged keys": ("a: &x {b: 1, c: 2}\nd: {<<: *x, c: 3}\n", {"a": {"b": 1, "c": 2}, "d": {"c": 3, "b": 1}}),
    "merged keys of several": (
        "a: [&x {b: 1}, &y {b: 2, c: 3}]\nd: {<<: [*x, *y]}\n",
        {"a": [{"b": 1}, {"b": 2, "c": 3}], "d": {"b": 1, "c": 3}},
    ),
    "a merge sign in quotes": ("a: {'<<': b}\n", {"a": {"<<": "b"}}),
}


@pytest.mark.parametrize(("text", "expected"), GOOD.values(), ids=GOOD)
def test_what_libyaml_takes(text: str, expected: dict[str, Any]) -> None:
    assert plain_values(read_tree(text)) == expected


@pytest.mark.usefixtures("without_libyaml")
@pytest.mark.parametrize(("text", "expected"), GOOD.values(), ids=GOOD)
def test_what_the_parser_in_python_takes(text: str, expected: dict[str, Any]) -> None:
    assert plain_values(read_tree(text)) == expected


MANY = "\n".join(f"k{number}: &k{number} {number}" for number in range(2_000))
WIDE = "a: &a {" + ", ".join(f"k{number}: 1" for number in range(1_000)) + "}\n"
BAD: dict[str, tuple[str, str]] = {
    "merges that multiply": (
        WIDE + "b:\n" + "- {<<: *a}\n" * 1_000,
        "form:100:4: There are more keys, items and values in this file than in any report.",
    ),
    "a merge with itself": ("a: &a {<<: *a}\n", "form:1:8: With its references (*name) filled in"),
    "a merge with what it lies in": ("a: &a {b: {<<: *a}, c: d}\n", "form:1:12: With its references"),
    "a merge with a text": ("a: {<<: b}\n", "form:1:5: This is not valid YAML. Check"),
    "two merges": ("a: &a {b: c}\nd: {<<: *a, <<: *a}\n", "form:2:13: The key “<<” is written twice"),
    "more names than anything needs": (MANY + "\n" + MANY, "form:2001:1: The key “k0” is written twice"),
    "nesting without end": ("[" * 100_000, "form:1:61: This is nested more deeply"),
    "an alias before a blank": ("a: * b\n", "form:1:5: This is not valid YAML: the name behind the asterisk"),
    "a binary": ("a: !!binary aGk=\n", "form:1:4: The tag tag:yaml.org,2002:binary has no meaning here."),
    "an object": ("a: !!python/name:os.system ''\n", "form:1:4: The tag tag:yaml.org,2002:python/name:os.system"),
    "a control character": ("a: b\nc: d\x1b[2J\n", "form:2:1: This is not valid YAML: there is a control character"),
    "half a character": ("a: \ud800\n", "form:1:1: This is not valid YAML: there is a control character"),
    "a character beyond all": ('a: "\\UFFFFFFFF"\n', "form:1:7: This is not valid YAML. Check"),
    "two documents": ("a: b\n---\na: c\n", "form:2:1: This file is divided into several by “---”"),
    "documents without end": ("a: b\n" + "---\na: c\n" * 10_000, "form:2:1: This file is divided into several"),
    "the same key as number and as text": ("1: a\n'1': b\n", "form:2:1: The key “1” is written twice"),
    "a number without digits": ("a: 0x_\n", "form:1:4: “0x_” looks like a number and is none."),
    "a fraction without end": ("a: 1." + "0" * 5_000, "form:1:4: A number here has far more digits than any figure."),
    "a text without its end": (
        'a: "' + "\\\\" * 50_000,
        "form:1:100005: This is not valid YAML: at the end",
    ),
}


@pytest.mark.parametrize(("text", "expected"), BAD.values(), ids=BAD)
def test_what_is_refused_and_where(text: str, expected: str) -> None:
    with pytest.raises(DefinitionError) as caught:
        parse_definition(text, "form", messages_for("en"))
    assert str(caught.value).startswith(expected)
    assert len(str(caught.value)) < 1_000


@pytest.mark.usefixtures("without_libyaml")
@pytest.mark.parametrize(("text", "expected"), BAD.values(), ids=BAD)
def test_what_the_parser_in_python_refuses_and_where(text: str, expected: str) -> None:
    test_what_is_refused_and_where(text, expected)


@pytest.mark.parametrize(
    ("word", "value", "as_written"),
    [
        ("017", 17, "017"),
        ("0", 0, 0),
        ("-017", -17, -17),
        ("1_000", 1000, 1000),
        ("+5", 5, 5),
        ("0b101", 5, 5),
        ("-0x1F", -31, -31),
        ("1234567890123456.78", 1234567890123456.78, Decimal("1234567890123456.78")),
        ("1e3", 1000.0, Decimal(1000)),
        ("-.inf", float("-inf"), Decimal("-Infinity")),
        ("1e9999999999999999999", float("inf"), Decimal("Infinity")),
        ("12:30", "12:30", "12:30"),
        ("2025-12-31", "2025-12-31", "2025-12-31"),
        ("1.2.3", "1.2.3", "1.2.3"),
        (".", ".", "."),
        ("-", "-", "-"),
        ("no", "no", "no"),
        ("Null", None, None),
        ("TRUE", True, True),
    ],
)
def test_what_a_word_stands_for(word: str, value: object, as_written: object) -> None:
    for found, expected in ((scalar_of(word), value), (scalar_of(word, as_written=True), as_written)):
        assert (found, type(found)) == (expected, type(expected))


def test_a_word_is_no_number_where_none_can_be_made_of_it() -> None:
    for word, key in (("0x_", "no_number"), ("9" * 5_000, "digits"), ("0b_", "no_number")):
        with pytest.raises(InvalidNumberError) as caught:
            scalar_of(word)
        assert caught.value.key == key
