"""YAML as people write it, as other programs write it, and as somebody writes it who means harm."""

from __future__ import annotations

import pytest

from xlsreport.definition.loading.definition_loading import parse_definition
from xlsreport.definition.problems import DefinitionError
from xlsreport.definition.yaml_source.yaml_tree import MAX_DEPTH, read_tree
from xlsreport.messages import messages_for

FORM = """\
id: small-form
edition: "1"
language: en
name: Small form
title: Small form
period: {label: Period, text: Always}
sections:
  - id: part
    heading: Part
    sheet: Part
    tables:
      - id: table_one
        columns: [{id: first, label: First}]
        rows: [{id: only, label: Only}]
"""


def said(text: str) -> str:
    """What is said about a definition that cannot be used."""
    with pytest.raises(DefinitionError) as caught:
        parse_definition(text, "form", messages_for("en"))
    return str(caught.value)


@pytest.mark.parametrize("word", ["no", "yes", "on", "off", "No", "OFF", "y", "n", "2021-01-01", "1:30", "=", "~no"])
def test_words_that_older_yaml_took_for_something_else_stay_text(word: str) -> None:
    definition = parse_definition(FORM.replace("heading: Part", f"heading: {word}"))
    assert definition.sections[0].heading == word


@pytest.mark.parametrize(
    ("written", "found"),
    [("2021", "2021"), ("0o17", "15"), ("0x1F", "31"), ("1e3", "1000.0"), ("true", "true"), (".inf", "inf")],
)
def test_numbers_and_truth_values_are_not_silently_taken_for_text(written: str, found: str) -> None:
    text = FORM.replace('edition: "1"', f"edition: {written}")
    assert said(text) == f"form:2:10: edition: This must be text, but {found} is written. Put it in quotes."


def test_a_key_that_is_written_twice_is_named_at_its_second_line() -> None:
    assert said(FORM + "name: Another\n") == (
        "form:15:1: The key “name” is written twice in the same place. Keep one of the two."
    )
    assert said(FORM.replace("{id: only, label", "{label: A, id: only, label")) == (
        "form:14:37: The key “label” is written twice in the same place. Keep one of the two."
    )


def test_a_tab_in_the_indentation_is_named() -> None:
    assert said(FORM.replace("    heading", "\theading")) == ("form:9:1: A tab cannot stand here. Indent with spaces.")


@pytest.mark.parametrize("text", ["", "\n", "# nothing\n", "---\n", "- id: x\n", "just words\n", "42\n", "~\n"])
def test_a_file_without_keys_is_told_what_it_should_have(text: str) -> None:
    assert said(text) == (
        "form:1:1: The file must consist of keys and values, with id, edition, language, sections and so on at its top"
        " level."
    )


def test_an_empty_mapping_lacks_everything() -> None:
    assert said("{}").splitlines() == [
        f"form:1:1: “{key}” is missing." for key in ["id", "edition", "language", "name", "title", "period", "sections"]
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("id: [1, 2\nname: x\n", "form:2:5: This is not valid YAML: a comma is missing between brackets"),
        ('id: "x\n', "form:2:1: This is not valid YAML: at the end of the file a quotation mark"),
        ("id: a: b\n", "form:1:6: This is not valid YAML: there is a colon too many."),
        ("id: *there\n", "form:1:5: This is not valid YAML: the name behind the asterisk is not defined before."),
        ("id: x\n---\nid: y\n", "form:2:1: This file is divided into several by “---”"),
        ("id: \0\n", "form:1:1: This is not valid YAML: there is a control character"),
        ("id: " + "9" * 5000, "form:1:5: A number here has far more digits than any figure."),
        ("id: 0x" + "f" * 5000, "form:1:5: A number here has far more digits than any figure."),
        ("a: &a [x]\n? *a\n: 1\n", "form:2:3: This must be a text, not a list and not keys with values."),
        ("a: &a {b: x}\n? *a\n: 1\n", "form:2:3: This must be a text, not a list and not keys with values."),
        ("id: x\n  edition: 1\n", "form:2:10: This is not valid YAML: there is a colon too many."),
        ("id: x\nedition\nname: y\n", "form:3:1: This is not valid YAML: a colon is missing"),
        ("id: @x\n", "form:1:5: This is not valid YAML: no value can begin with this character."),
        ("id: [x]\n- y\n", "form:2:1: This is not valid YAML: this line does not stand below those of its level."),
        ("%YAML 9\nid: x\n", "form:1:8: This is not valid YAML. Check indentation"),
        ("id: 0x_", "form:1:5: “0x_” looks like a number and is none."),
        ("id: !!python/object/apply:os.system [ls]\n", "form:1:5: The tag tag:yaml.org,2002:python/object/apply:os"),
        ("id: !secret x\n", "form:1:5: The tag !secret has no meaning here."),
        ("id: !!set {a, b}\n", "form:1:5: The tag tag:yaml.org,2002:set has no meaning"),
    ],
)
def test_what_is_no_yaml_that_a_definition_needs_is_refused_at_its_line(text: str, expected: str) -> None:
    message = said(text)
    assert message.startswith(expected)
    assert "\n" not in message


@pytest.mark.parametrize(
    ("right", "wrong", "where", "key"),
    [
        ("name: Small", "name：Small", "4:1", "wide_colon"),
        ("name: Small", "name:Small", "4:1", "colon_without_blank"),
        ("  - id: part", "  - id：part", "8:1", "wide_colon"),
        ("    heading: Part", "    heading ： Part", "9:1", "wide_colon"),
        ("        rows: [", "        rows：[", "14:1", "wide_colon"),
    ],
)
def test_a_colon_that_is_none_is_told_in_its_own_line(right: str, wrong: str, where: str, key: str) -> None:
    assert right in FORM
    assert said(FORM.replace(right, wrong)) == f"form:{where}: {messages_for('en')(f'problem.{key}')}"


@pytest.mark.parametrize(
    ("wrong", "where", "key"),
    [
        ("{id: count, kind: {name：number}}", "1:26", "wide_colon"),
        ("{id：count, label: Count}", "1:8", "wide_colon"),
        ("{id: count, kind: {name:number}}", "1:26", "colon_without_blank"),
        ("{\n  more_than： 30%,\n  label: x}", "2:3", "wide_colon"),
        ("{id: count，label: Count}", "1:1", "wide_comma"),
        ("{label: 'Count'，id: count}", "1:1", "wide_comma"),
        ("[{id: one}，{id: two}]", "1:1", "wide_comma"),
        ("[{id: one，\n  label: One}]", "1:1", "wide_comma"),
    ],
)
def test_a_wide_colon_or_comma_between_braces_is_told_as_that(wrong: str, where: str, key: str) -> None:
    assert said(f"rows: {wrong}\n") == f"form:{where}: {messages_for('en')(f'problem.{key}')}"


@pytest.mark.parametrize(
    ("wrong", "behind"),
    [
        ("{id: one，label：One}", "[{id: "),
        ("{label: One，id：one}", "[{label: "),
        ("{id: one, label: One, kind: {name: amount, decimals: 2，unit：EUR}}", "decimals: "),
        ("{id: one, label: One}], rules: [{id: all, for: [one，two], require: one > 0, statement: S}", "for: ["),
    ],
)
def test_a_value_that_was_meant_to_be_several_is_told_as_a_wide_comma(wrong: str, behind: str) -> None:
    """YAML reads {id: one，label：One} as one value, which then cannot stand there, or another key is missed."""
    table = f"{{id: table_one, columns: [{{id: first, label: First}}], rows: [{wrong}]}}"
    text = FORM[: FORM.index("id: table_one")] + table + "\n"
    column = text.splitlines()[11].rindex(behind) + len(behind) + 1
    assert said(text) == f"form:12:{column}: {messages_for('en')('problem.wide_comma')}"


@pytest.mark.parametrize(
    "text",
    [
        "{at: 'a：b'}",
        "{'注：三日': x, 'http://a.example': y}",
        "{label: 甲，乙}",
        "[注：三日，五日]",
        "\n  注：三日:\n  a:b:\n",
    ],
)
def test_a_text_may_have_these_signs(text: str) -> None:
    assert read_tree(f"rows: {text}\n")


def test_a_text_above_a_mistake_may_have_a_wide_colon() -> None:
    """It would be told as the mistake, which it is not: without it the parser stops at the same place."""
    expected = "form:4:8: This is not valid YAML: there is a colon too many."
    assert said("id: |-\n  Text\n  注：三日内\nname: a: b\n").startswith(expected)


def test_a_file_of_one_line_may_have_that_mistake_too() -> None:
    assert said("name：Small\n") == f"form:1:1: {messages_for('en')('problem.wide_colon')}"


def test_parts_may_be_written_once_and_referred_to() -> None:
    text = FORM.replace("columns: [", "columns: &same [")
    text += """\
      - id: table_two
        columns: *same
        rows: [{id: only, label: Only}]
      - id: table_three
        columns: *same
        rows:
          - &row {id: one, label: One}
          - {<<: *row, id: two, label: Two}
"""
    definition = parse_definition(text)
    assert [str(place) for place in definition.places] == [
        "table_one.only.first",
        "table_two.only.first",
        "table_three.one.first",
        "table_three.two.first",
    ]


def test_a_mistake_in_a_part_that_is_referred_to_is_reported_where_it_is_written() -> None:
    text = FORM.replace("columns: [{id", "columns: &same [{id").replace("label: First", "labl: First")
    text += """\
      - id: table_two
        columns: *same
        rows: [{id: only, label: Only}]
"""
    assert [line.split(": ")[0] for line in said(text).splitlines()] == [
        "form:13:25",
        "form:13:25",
        *["form:13:37"] * 2,
    ]


def doubling(levels: int) -> str:
    """A few lines that stand for nine to the power of ``levels`` items once their references are filled in."""
    lines = ["a0: &a0 [x, x, x, x, x, x, x, x, x]"]
    lines += [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]" for n in range(1, levels)]
    return "\n".join(lines)


HOSTILE = {
    "references that multiply": doubling(30),
    "a reference to itself": "id: &a [*a]\nname: &b {c: *b}\n",
    "brackets": "id: " + "[" * 20_000,
    "brackets that close": "id: " + "[" * 20_000 + "]" * 20_000,
    "braces": "{a: " * 5_000 + "}" * 5_000,
    "indentation": "\n".join(f"{' ' * depth}a:" for depth in range(2_000)),
    "hyphens": "- " * 5_000 + "x",
    "complex keys": "? " * 2_000 + "x",
    "a long text": "id: " + "x" * 1_000_000,
    "an unknown key of great length": "x" * 100_000 + ": y",
    "a list without end": "id:\n" + "- 1\n" * 200_000,
    "digits of a version": f"%YAML {'9' * 5_000}.1\n---\nid: x\n",
    "digits in base 16": "id: 0x" + "f" * 1_000_000,
    "quotes": 'id: "' + '\\"' * 100_000,
}


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE.keys())
def test_a_hostile_file_is_refused_and_does_not_keep_the_reader_for_ever(text: str) -> None:
    assert said(text).startswith("form:")


def test_references_that_multiply_are_refused_by_name() -> None:
    assert said(doubling(9)) == (
        "form:1:1: With its references (*name) filled in, the file is larger than any report, or has no end."
        " Write the parts out."
    )


def test_nesting_is_refused_where_it_becomes_too_deep() -> None:
    assert said("id: " + "[" * MAX_DEPTH) == (
        f"form:1:{4 + MAX_DEPTH}: This is nested more deeply than any report needs. Check the brackets and the"
        " indentation."
    )


def test_keys_that_are_no_texts_are_unknown_keys_like_others() -> None:
    assert said(FORM + "7: x\n") == "form:15:1: 7: There is no key “7”."


@pytest.mark.parametrize(
    ("written", "number"),
    [("\\x01", "U+0001"), ("\\e[2J", "U+001B"), ("\\uffff", "U+FFFF"), ("\\ud800", "U+D800"), ("\\0", "U+0000")],
)
def test_a_character_that_no_workbook_can_hold_is_refused_where_it_is_written(written: str, number: str) -> None:
    sentence = f"There is a character here that no workbook can hold ({number}), most likely brought along by copying."
    assert said(FORM.replace("label: First", f'label: "{written}"')) == (
        f"form:13:38: sections[0].tables[0].columns[0].label: {sentence} Remove it."
    )


@pytest.mark.slow
def test_a_file_of_more_values_than_any_report_has_is_refused_before_it_is_all_read() -> None:
    assert said("id:\n" + "- 1\n" * 200_000) == (
        "form:99999:3: There are more keys, items and values in this file than in any report. Check that it is the"
        " right file."
    )
