"""Tests share the definitions that they load; what is in a file decides, and the tests of loading get their own."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from support.definitions import loading_anew
from support.fillings import HARBOUR
from xlsreport import DefinitionError, load_definition


def test_the_same_text_is_the_same_definition_wherever_it_lies(tmp_path: Path) -> None:
    text = HARBOUR.read_text(encoding="utf-8")
    copy, other = tmp_path / "copy.yaml", tmp_path / "other.yaml"
    copy.write_text(text, encoding="utf-8")
    other.write_text(text.replace('edition: "', 'edition: "another '), encoding="utf-8")
    assert load_definition(copy) is load_definition(HARBOUR)
    assert load_definition(other) is not load_definition(HARBOUR)
    assert load_definition(other).declaration.edition.startswith("another ")
    with loading_anew():
        assert load_definition(HARBOUR) is not load_definition(HARBOUR)


def test_what_a_definition_extends_is_read_where_it_lies(tmp_path: Path) -> None:
    text = HARBOUR.read_text(encoding="utf-8")
    found = []
    for name in ("one", "two"):
        folder = tmp_path / name
        folder.mkdir()
        (folder / "base.yaml").write_text(
            re.sub("^title: .*", f"title: {name} {{year}}", text, flags=re.MULTILINE), encoding="utf-8"
        )
        (folder / "form.yaml").write_text("extends: base.yaml\nedition: ours\n", encoding="utf-8")
        found.append(load_definition(folder / "form.yaml").declaration.title)
    assert found == ["one {year}", "two {year}"]


def test_mistakes_are_told_of_each_file_by_its_name(tmp_path: Path) -> None:
    for name in ("one.yaml", "two.yaml"):
        (tmp_path / name).write_text("id: x\n", encoding="utf-8")
        with pytest.raises(DefinitionError, match=name):
            load_definition(tmp_path / name)
