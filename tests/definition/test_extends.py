"""A definition that extends another: what it becomes, where its mistakes stand, and what may not be extended."""

from __future__ import annotations

import os
import re
from pathlib import Path

import pytest

from xlsreport.definition.definition import Definition
from xlsreport.definition.loading.definition_loading import (
    load_definition,
    load_with_hints,
    parse_definition,
    self_contained_text,
)
from xlsreport.definition.loading.extension import AFTER, BEFORE, REMOVE, REPLACE, WHERE
from xlsreport.definition.loading.shipped_definitions import shipped_names
from xlsreport.definition.loading.source_tree import MAX_BASES
from xlsreport.definition.problems import DefinitionError
from xlsreport.messages import LANGUAGES, messages_for

BASE = """\
id: harbour
edition: "1"
language: en
name: Harbour
title: "Harbour of {agency} {year}"
period: {label: Period, text: "{year}"}
preamble: [One., Two.]
sections:
  - id: ships
    heading: Ships
    sheet: Ships
    tables:
      - id: arrivals
        columns:
          - {id: sail, label: Sail}
          - {id: steam, label: Steam}
          - {id: all, label: All, total: "sum(sail, steam)"}
        rows:
          - {id: spring, label: Spring, prompt: From March to May.}
          - label: Rest
            rows:
              - {id: summer, label: Summer}
              - {id: autumn, label: Autumn}
        rules:
          - {id: some, for: columns, require: spring >= 0, statement: There are ships.}
          - {id: more, for: columns, require: summer >= spring, statement: More in summer., severity: warning}
  - id: words
    heading: Words
    sheet: Words
    narrative: {}
phrasing:
  subjects: {ship: [ship], boat: [boat]}
claims:
  - id: told
    statement: What is told is so.
    figures:
      - {about: ship, phrases: ["{number} ships"], equals: [arrivals.spring.all]}
      - {about: boat, phrases: ["{number} boats"], equals: [arrivals.spring.sail]}
"""
OWN = 'extends: base.yaml\nedition: "2"\n'


@pytest.fixture(autouse=True)
def base(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    file = tmp_path / "base.yaml"
    file.write_text(BASE, encoding="utf-8")
    return file


def extended(changes: str, head: str = OWN) -> Definition:
    Path("own.yaml").write_text(head + changes, encoding="utf-8")
    definition = load_definition("own.yaml")
    # What is written out for a round is the same definition.
    text = self_contained_text("own.yaml")
    assert text is not None
    assert parse_definition(text).declaration == definition.declaration
    return definition


def mistakes(changes: str, head: str = OWN, language: str = "en") -> str:
    Path("own.yaml").write_text(head + changes, encoding="utf-8")
    with pytest.raises(DefinitionError) as refused:
        load_definition("own.yaml", messages_for(language))
    return str(refused.value)


def rows(definition: Definition) -> list[str]:
    return list(dict.fromkeys(place.row for place in definition.places))


def in_table(text: str) -> str:
    return f"sections:\n  - id: ships\n    tables:\n      - id: arrivals\n{text}"


def test_what_is_not_written_is_the_base_s() -> None:
    base, own = load_definition("base.yaml"), extended("name: Second harbour\n")
    assert own.declaration == base.declaration.model_copy(update={"edition": "2", "name": "Second harbour"})
    assert (own.name, own.places.keys(), own.fingerprint) == ("harbour/2", base.places.keys(), own.fingerprint)


def test_a_label_is_overridden_and_keeps_what_is_beside_it() -> None:
    row = extended(in_table("        rows: [{id: spring, label: Early}]\n")).tables["arrivals"].rows[0]
    assert (row.label, row.prompt) == ("Early", "From March to May.")


@pytest.mark.parametrize(
    ("where", "expected"),
    [
        ("", ["spring", "summer", "autumn", "winter"]),
        (", $after: spring", ["spring", "winter", "summer", "autumn"]),
        (", $before: spring", ["winter", "spring", "summer", "autumn"]),
        (", $before: {label: Rest}", ["spring", "winter", "summer", "autumn"]),
    ],
)
def test_an_added_row_comes_last_or_where_it_is_said(where: str, expected: list[str]) -> None:
    assert rows(extended(in_table(f"        rows: [{{id: winter, label: Winter{where}}}]\n"))) == expected


def test_rows_that_are_added_one_behind_the_other_keep_their_order() -> None:
    both = (
        "        rows:\n          - {id: w1, label: W1, $after: spring}\n          - {id: w2, label: W2, $after: w1}\n"
    )
    assert rows(extended(in_table(both))) == ["spring", "w1", "w2", "summer", "autumn"]


def test_a_row_of_the_base_is_moved() -> None:
    nested = "        rows: [{label: Rest, rows: [{id: autumn, $before: summer}]}]\n"
    assert rows(extended(in_table(nested))) == ["spring", "autumn", "summer"]


def test_a_section_a_row_a_rule_and_a_key_are_removed() -> None:
    assert [s.id for s in extended("sections: [{id: words, $remove: true}]\n").sections] == ["ships"]
    fewer = extended(
        in_table("        rules: [{id: more, $remove: true}]\n        rows: [{label: Rest, $remove: true}]\n")
    )
    assert rows(fewer) == ["spring"]
    assert [case.key for case in fewer.cases] == ["some.sail", "some.steam", "some.all"]
    assert extended("$remove: [preamble]\n").declaration.preamble == ()


def test_a_list_of_texts_is_replaced_and_one_of_items_where_that_is_said() -> None:
    assert extended("preamble: [Three.]\n").declaration.preamble == ("Three.",)
    one = extended(in_table("        rules: {$replace: []}\n        rows: {$replace: [{id: spring, label: Year}]}\n"))
    assert rows(one) == ["spring"]


def test_a_kind_that_is_changed_keeps_nothing_of_the_former_one() -> None:
    Path("base.yaml").write_text(
        BASE.replace("label: Sail}", "label: Sail, kind: {name: amount, unit: t}}"), encoding="utf-8"
    )
    table = extended(in_table("        columns: [{id: sail, kind: {name: count}}]\n")).tables["arrivals"]
    assert table.columns[0].kind is not None
    assert table.columns[0].kind.name == "count"


def test_items_without_an_id_are_found_by_their_values() -> None:
    changes = (
        "claims:\n  - id: told\n    figures:\n      - {$where: {about: boat}, $remove: true}\n"
        "      - $where: {equals: [arrivals.spring.all]}\n        equals: [arrivals.summer.all]\n"
    )
    (figure,) = extended(changes).declaration.claims[0].figures
    assert (figure.about, figure.equals) == ("ship", ("arrivals.summer.all",))
    both = extended("claims: [{id: told, figures: [{$where: {}, part: true}]}]\n").declaration.claims[0].figures
    assert [figure.part for figure in both] == [True, True]


def test_bases_extend_each_other_from_folder_to_folder() -> None:
    Path("forms").mkdir()
    Path("forms/base.yaml").write_text(BASE, encoding="utf-8")
    Path("forms/second.yaml").write_text('extends: base.yaml\nedition: "2"\nname: Second\n', encoding="utf-8")
    third = extended("title: Third\n", 'extends: forms/second.yaml\nedition: "3"\n').declaration
    assert (third.edition, third.name, third.title, third.id) == ("3", "Second", "Third", "harbour")


def test_a_shipped_definition_is_extended_by_its_name_also_from_a_text() -> None:
    text = "extends: cn-gov-info-disclosure/2021\nid: city-form\nsections: [{id: problems, heading: 五、问题}]\n"
    city, shipped = parse_definition(text), load_definition("cn-gov-info-disclosure/2021")
    assert city.name == "city-form/2021"
    assert city.narratives["problems"].heading == "五、问题"
    assert list(city.places) == list(shipped.places)


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ("nme: x\n", "own.yaml:3:1: nme: There is no key “nme”. Did you mean name?"),
        ("$remove: [nothing]\n", "own.yaml:3:10: The definition that this extends has no “nothing” here."),
        (
            "sections: [{id: nowhere, $remove: true}]\n",
            "own.yaml:3:12: sections[0]: The definition that this extends has no “nowhere” here.",
        ),
        (
            "sections: [{id: words, $after: nowhere}]\n",
            "own.yaml:3:32: sections[0]: There is no such item here, beside which this one could stand.",
        ),
        ("$after: ships\n", "own.yaml:1:1: “$after” cannot stand here; it belongs to an item of a list."),
        (
            "sections: [{id: words, narrative: {$replace: {}, lines: 3}}]\n",
            "own.yaml:3:35: sections[0].narrative: Beside $replace there can be no other key.",
        ),
        (
            "sections: [{id: words, $remove: yes please}]\n",
            "own.yaml:3:33: sections[0]: $remove takes true on an item, or the names of keys in [ ].",
        ),
        (
            "claims: [{id: told, figures: [{$where: {about: rafts}}]}]\n",
            "own.yaml:3:40: claims[0].figures[0]: The definition that this extends has no item here with these values.",
        ),
        (
            "sections: [{id: words, heading: A}, {id: words, heading: B, sheet: C, narrative: {}}]\n",
            "own.yaml:3:42: sections[2].id: The id “words” is used twice. Choose another.",
        ),
    ],
)
def test_a_mistake_in_the_extension_is_named_with_its_line(changes: str, expected: str) -> None:
    assert mistakes(changes) == expected


def test_a_mistake_that_the_base_has_now_is_named_with_the_base_s_line() -> None:
    said = mistakes(in_table("        rows: [{label: Rest, rows: [{id: summer, $remove: true}]}]\n"))
    line = BASE[: BASE.index("require: summer")].count("\n") + 1
    assert said.splitlines()[0].startswith(f"base.yaml:{line}:")
    assert "There is no “summer” here." in said
    mixed = mistakes("nme: x\n" + in_table("        rows: [{label: Rest, rows: [{id: summer, $remove: true}]}]\n"))
    assert [line.split(":")[0] for line in mixed.splitlines() if ".yaml:" in line] == ["own.yaml", "base.yaml"]


def test_a_base_that_is_no_yaml_is_named_with_its_line() -> None:
    Path("base.yaml").write_text(BASE + "a: b: c\n", encoding="utf-8")
    assert mistakes("").startswith(f"base.yaml:{BASE.count(chr(10)) + 1}:5: This is not valid YAML")


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(
    ("named", "key"),
    [
        ("../base.yaml", "extends_place"),
        ("forms/../../base.yaml", "extends_place"),
        ("/etc/base.yaml", "extends_place"),
        ("C:/forms/base.yaml", "extends_place"),
        ("C:base.yaml", "extends_place"),
        ("'forms\\base.yaml'", "extends_place"),
        ("'\\\\server\\share\\base.yaml'", "extends_place"),
        ("//server/share/base.yaml", "extends_place"),
        ("missing.yaml", "extends_file"),
        ("folder.yaml", "extends_file"),
        ("pipe.yaml", "extends_file"),
        ("'a\\0.yaml'", "extends_place"),
        (f"{'a' * 300}.yaml", "extends_file"),
        ("/dev/stdin", "extends_name"),
        ("'-'", "extends_name"),
        ("cn-gov-info-disclosure/2012", "extends_name"),
        ("../templates/cn-gov-info-disclosure/2021", "extends_name"),
        ("[base.yaml]", "extends_no_name"),
        ("''", "extends_no_name"),
        ("", "extends_no_name"),
        ("own.yaml", "extends_cycle"),
    ],
)
def test_what_cannot_be_extended_is_refused_in_one_sentence(named: str, key: str, language: str) -> None:
    Path("folder.yaml").mkdir()
    if hasattr(os, "mkfifo"):
        os.mkfifo("pipe.yaml")
    said = mistakes("", f'edition: "2"\nextends: {named}\n', language)
    sentence = re.escape(messages_for(language).texts[f"problem.{key}"]).replace(r"\{name\}", ".*")
    assert re.fullmatch(f"own.yaml:2:1: {sentence}(.*)", said)


@pytest.mark.parametrize(
    "changes",
    ["a: b: c\n", "codes: {towns: missing.yaml}\n", "languages: {fr: missing.yaml}\n", "cover: [{$remove: false}]\n"],
)
def test_mistakes_are_told_in_the_language_of_the_base_where_the_definition_has_none(changes: str) -> None:
    Path("own.yaml").write_text(f'extends: base.yaml\nedition: "2"\n{changes}', encoding="utf-8")
    with pytest.raises(DefinitionError) as refused:
        load_definition("own.yaml")
    assert refused.value.messages.language == ("zh-CN" if changes.startswith("a") else "en")


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_is_no_yaml_is_told_in_the_language_that_it_names(language: str) -> None:
    with pytest.raises(DefinitionError) as refused:
        parse_definition(f"id: harbour\nlanguage: '{language}'\na: b: c\n")
    assert refused.value.messages.language == language


@pytest.mark.parametrize("language", LANGUAGES)
def test_mistakes_in_the_base_are_told_in_the_language_of_the_definition(language: str) -> None:
    Path("base.yaml").write_text(BASE + "a: b: c\n", encoding="utf-8")
    Path("own.yaml").write_text(f'extends: base.yaml\nlanguage: {language}\nedition: "2"\n', encoding="utf-8")
    with pytest.raises(DefinitionError) as refused:
        load_definition("own.yaml")
    assert refused.value.messages.language == language


def test_links_do_not_lead_out_of_the_folder(tmp_path: Path) -> None:
    Path("inside").mkdir()
    Path("inside/base.yaml").symlink_to(tmp_path / "base.yaml")
    Path("inside/loop.yaml").symlink_to("loop.yaml")
    Path("inside/dead.yaml").symlink_to("nowhere.yaml")
    for base, key in (
        ("base.yaml", "extends_place"),
        ("loop.yaml", "extends_link"),
        ("dead.yaml", "extends_link"),
        ("none.yaml", "extends_file"),
    ):
        Path("inside/own.yaml").write_text(f'extends: {base}\nedition: "2"\n', encoding="utf-8")
        with pytest.raises(DefinitionError) as refused:
            load_definition("inside/own.yaml")
        assert refused.value.problems[0].problem.key == key


def test_a_text_without_a_folder_extends_no_file() -> None:
    with pytest.raises(DefinitionError, match="a text without a folder"):
        parse_definition(OWN, messages=messages_for("en"))


def test_definitions_that_extend_each_other_in_a_circle_are_refused() -> None:
    Path("base.yaml").write_text('extends: other.yaml\nedition: "1"\n', encoding="utf-8")
    Path("other.yaml").write_text('extends: base.yaml\nedition: "3"\n', encoding="utf-8")
    assert mistakes("").startswith("other.yaml:1:1: This extends base.yaml, which is this definition itself")


def test_a_chain_may_have_so_many_definitions_and_no_more() -> None:
    for number in range(MAX_BASES + 1):
        extends = f"extends: d{number - 1}.yaml\nedition: e{number}\n" if number else BASE
        Path(f"d{number}.yaml").write_text(extends, encoding="utf-8")
    assert extended("", f"extends: d{MAX_BASES - 1}.yaml\nedition: last\n").name == "harbour/last"
    assert f"More than {MAX_BASES} definitions" in mistakes("", f"extends: d{MAX_BASES}.yaml\nedition: last\n")


def test_a_base_in_another_encoding_or_too_large_is_refused() -> None:
    Path("base.yaml").write_bytes(BASE.encode("utf-16"))
    assert "base.yaml, is not in UTF-8" in mistakes("")
    Path("base.yaml").write_bytes(b"#" * 4_000_001)
    assert "larger than 4 MB" in mistakes("")


def test_a_base_may_begin_with_a_byte_order_mark() -> None:
    Path("base.yaml").write_bytes(BASE.encode("utf-8-sig"))
    assert extended("").name == "harbour/2"


def test_an_extension_has_a_name_of_its_own() -> None:
    assert "Give it an id or an edition of its own." in mistakes("name: Same\n", "extends: base.yaml\n")


@pytest.mark.parametrize(
    "bomb",
    [
        "a: &a [x, x, x, x, x, x, x, x, x, x]\n"
        + "".join(f"{b}: &{b} [{', '.join([f'*{a}'] * 10)}]\n" for a, b in zip("abcdefg", "bcdefgh", strict=True)),
        "sections: &s [{id: ships, tables: *s}]\n",
        "claims:\n  - id: told\n    figures:\n" + "      - {$where: {about: no}}\n" * 40_000,
    ],
)
def test_what_would_take_long_is_refused_at_once(bomb: str) -> None:
    many = "      - {about: ship, phrases: ['{number} x'], equals: [arrivals.spring.all]}\n" * 5_000
    Path("base.yaml").write_text(BASE + many, encoding="utf-8")
    said = mistakes(bomb)
    assert said.count("\n") == 0
    assert "than any report" in said or "than in any report" in said


def test_the_base_is_not_changed_by_what_extends_it() -> None:
    again = BASE.replace("narrative: {}", "narrative: &n {no_answer: [none]}") + (
        "  - id: told_too\n    statement: Also.\n    period: [period]\n"
    )
    Path("base.yaml").write_text(
        again.replace("phrasing:", "  - {id: more_words, heading: M, sheet: M, narrative: *n}\nphrasing:"), "utf-8"
    )
    own = extended("sections: [{id: words, narrative: {no_answer: [nil]}}]\n")
    narratives = [section.narrative for section in own.narratives.values()]
    assert [narrative.no_answer for narrative in narratives if narrative] == [("nil",), ("none",)]


@pytest.mark.parametrize("key", [REMOVE, REPLACE, AFTER, BEFORE, WHERE])
def test_the_keys_of_an_extension_mean_nothing_elsewhere(key: str) -> None:
    with pytest.raises(DefinitionError, match=re.escape(f"There is no key “{key}”")):
        parse_definition(f"{BASE}{key}: x\n", messages=messages_for("en"))


def test_the_former_name_of_the_page_style_is_read_with_a_hint() -> None:
    Path("base.yaml").write_text(f"{BASE}layout: gb-t-9704\n", encoding="utf-8")
    definition, hints = load_with_hints("base.yaml")
    assert definition.declaration.page_style == "gb-t-9704"
    (hint,) = hints
    line = BASE.count("\n") + 1
    said = hint.text("base.yaml", messages_for("en"))
    assert said.startswith(f"base.yaml:{line}:1: “layout” is now called “page_style”. The old name is still read;")
    Path("own.yaml").write_text(f"{OWN}page_style: plain\n", encoding="utf-8")
    definition, hints = load_with_hints("own.yaml")
    assert (definition.declaration.page_style, [hint.file for hint in hints]) == ("plain", ["base.yaml"])
    with pytest.raises(DefinitionError, match="There is no key “layout”"):
        parse_definition(f"{BASE}layout: plain\npage_style: plain\n", messages=messages_for("en"))


@pytest.mark.parametrize("name", list(shipped_names()))
def test_what_ships_has_no_hints(name: str) -> None:
    assert load_with_hints(name)[1] == ()
