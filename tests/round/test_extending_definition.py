"""A round carries its definition with all that it extends."""

from __future__ import annotations

from pathlib import Path

import pytest

from support.definitions import loaded
from xlsreport.definition.loading.definition_loading import load_definition
from xlsreport.definition.loading.shipped_definitions import templates_folder
from xlsreport.messages import messages_for
from xlsreport.round.creating import RoundOptions, create_round
from xlsreport.round.folder import DEFINITION_FILE, open_round

ZH = messages_for("zh-CN")
OWN = "extends: 共用/base.yaml\nedition: city\npreamble: [本市的前言，没有别的话。]\n"


def created(definition: str, folder: Path) -> Path:
    roster = folder / "名册.csv"
    roster.write_text("代码,名称\nA1,甲局\n", encoding="utf-8")
    return create_round(folder / "年报", RoundOptions(definition, 2025, roster), ZH).folder


@pytest.mark.slow
def test_a_round_does_not_change_with_what_its_definition_extends(tmp_path: Path) -> None:
    (tmp_path / "共用").mkdir()
    base, own = tmp_path / "共用" / "base.yaml", tmp_path / "own.yaml"
    base.write_text("extends: cn-gov-info-disclosure/2021\nedition: base\nname: 本省格式\n", encoding="utf-8")
    own.write_text(OWN, encoding="utf-8")
    wanted = load_definition(own)
    folder = created(str(own), tmp_path)
    base.unlink()
    own.unlink()
    definition = open_round(folder, ZH).definition
    assert definition.declaration == wanted.declaration
    assert (definition.name, definition.fingerprint) == (wanted.name, wanted.fingerprint)
    text = (folder / DEFINITION_FILE).read_text(encoding="utf-8")
    assert text.startswith(f"# {own}，连同它所沿用的全部内容。\n")
    assert "extends" not in text


@pytest.mark.slow
def test_a_round_of_the_edition_that_ships_as_an_extension_is_of_that_edition(tmp_path: Path) -> None:
    shipped = loaded("cn-gov-info-disclosure/2019")
    definition = open_round(created("cn-gov-info-disclosure/2019", tmp_path), ZH).definition
    assert (definition.declaration, definition.fingerprint) == (shipped.declaration, shipped.fingerprint)


@pytest.mark.slow
def test_a_definition_that_extends_none_is_copied_as_it_is(tmp_path: Path) -> None:
    own = tmp_path / "own.yaml"
    own.write_bytes(b"# mine\n" + (templates_folder() / "cn-gov-info-disclosure" / "2021.yaml").read_bytes())
    assert (created(str(own), tmp_path) / DEFINITION_FILE).read_bytes() == own.read_bytes()
