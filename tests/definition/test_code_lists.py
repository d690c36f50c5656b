"""Code lists: options that several kinds and definitions share."""

from __future__ import annotations

from pathlib import Path

import pytest

from xlsreport.definition.definition import Definition
from xlsreport.definition.figure_kinds.kind_traits import OptionTraits
from xlsreport.definition.loading.definition_loading import load_definition, parse_definition, self_contained_text
from xlsreport.definition.problems import DefinitionError
from xlsreport.messages import messages_for

FORM = """\
id: awards
edition: "1"
language: en
name: Awards
title: Awards of {agency}, {year}
period: {label: Year, text: "Year {year}"}
codes:
  clusters: codes/clusters.yaml
  answers: ["Yes", "No"]
sections:
  - id: part
    heading: 1. Awards
    sheet: Awards
    tables:
      - id: t
        kind: {name: choice, codes: clusters}
        columns: [{id: a, label: A}, {id: b, label: B, kind: {name: choice, codes: answers}}]
        rows: [{id: r, label: Office}]
"""
CLUSTERS = "options:\n  - R&D\n  - Student aid, all\n  - None\n"


def written(folder: Path, form: str = FORM, clusters: str = CLUSTERS) -> Path:
    (folder / "codes").mkdir(exist_ok=True)
    (folder / "codes" / "clusters.yaml").write_text(clusters, encoding="utf-8")
    (folder / "form.yaml").write_text(form, encoding="utf-8")
    return folder / "form.yaml"


def options(definition: Definition) -> list[tuple[str, ...]]:
    kinds = [facts.kind.traits for facts in definition.places.values()]
    return [traits.options for traits in kinds if isinstance(traits, OptionTraits)]


def mistake(source: Path) -> str:
    with pytest.raises(DefinitionError) as caught:
        load_definition(source, messages_for("en"))
    return str(caught.value)


def test_kinds_have_the_options_of_their_lists(tmp_path: Path) -> None:
    assert options(load_definition(written(tmp_path))) == [("R&D", "Student aid, all", "None"), ("Yes", "No")]


def test_the_copy_of_a_round_holds_them_and_is_the_same_form(tmp_path: Path) -> None:
    source = written(tmp_path)
    text = self_contained_text(source)
    assert text is not None
    copy = parse_definition(text)
    assert options(copy) == options(load_definition(source))
    assert copy.fingerprint == load_definition(source).fingerprint


def test_a_changed_list_is_another_form(tmp_path: Path) -> None:
    before = load_definition(written(tmp_path)).fingerprint
    assert load_definition(written(tmp_path, clusters=CLUSTERS + "  - Other\n")).fingerprint != before


def test_a_definition_that_extends_another_uses_and_replaces_its_lists(tmp_path: Path) -> None:
    written(tmp_path)
    own = tmp_path / "own.yaml"
    own.write_text('extends: form.yaml\nedition: "2"\ncodes: {answers: ["Ja", "Nein"]}\n', encoding="utf-8")
    assert options(load_definition(own)) == [("R&D", "Student aid, all", "None"), ("Ja", "Nein")]


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("codes: clusters", "codes: cluster", "form.yaml:16:30: There is no code list “cluster”"),
        ("codes: clusters", "codes: clusters, options: [a]", "form.yaml:16:30: A choice has options or codes"),
        ("codes/clusters.yaml", "codes/other.yaml", "form.yaml:8:3: The code list"),
        ("codes/clusters.yaml", "../clusters.yaml", "form.yaml:8:3: “../clusters.yaml” is not below the folder"),
        ("codes/clusters.yaml", "clusters", "form.yaml:8:3: A code list is a list of texts"),
        ("codes/clusters.yaml", "{a: b}", "form.yaml:8:3: A code list is a list of texts"),
    ],
)
def test_mistakes_are_named_with_their_line(tmp_path: Path, old: str, new: str, said: str) -> None:
    assert said in mistake(written(tmp_path, FORM.replace(old, new, 1)))


@pytest.mark.parametrize(
    ("clusters", "said"),
    [
        ("options: [R&D, None, R&D]\n", "clusters.yaml:1:"),
        ("options: R&D\n", "clusters.yaml:1:1: The file of a code list has one key, options"),
        ("names: [a]\n", "clusters.yaml:1:1: The file of a code list has one key, options"),
        ("- a\n", "clusters.yaml:1:"),
        ("", "clusters.yaml:1:1: The file of a code list has one key, options"),
        ("options: [a\n", "clusters.yaml:"),
    ],
)
def test_mistakes_in_the_list_name_its_file(tmp_path: Path, clusters: str, said: str) -> None:
    assert said in mistake(written(tmp_path, clusters=clusters))


def test_a_text_has_no_folder_for_files() -> None:
    with pytest.raises(DefinitionError, match="a text without a folder"):
        parse_definition(FORM)
