"""Last year's workbook of an earlier edition of an integrator's own definition."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner

from support.quarterly import form_text
from xlsreport import load_definition, new_submission, read_workbook, write_workbook
from xlsreport.cli.group import main
from xlsreport.definition.place import Place

FIGURES = {"repairs.homes.done": 3, "repairs.homes.open": 4}


@pytest.fixture
def editions(tmp_path: Path) -> Path:
    text = form_text("")
    (tmp_path / "old.yaml").write_text(text, encoding="utf-8")
    newer = text.replace('edition: "1"', 'edition: "2"\nprevious_editions: ["1"]')
    (tmp_path / "now.yaml").write_text(newer, encoding="utf-8")
    old = load_definition(tmp_path / "old.yaml")
    write_workbook(new_submission(old, agency="Oldham", year=2024, entries=FIGURES), tmp_path / "2024.xlsx")
    return tmp_path


def run(folder: Path, *arguments: str) -> tuple[int, str]:
    result = CliRunner(env={"XLSREPORT_LANG": "en"}).invoke(
        main, [str(folder / one) if "." in one else one for one in arguments], catch_exceptions=False
    )
    return result.exit_code, result.output


NEW = ("new", "now.yaml", "-o", "2025.xlsx", "--agency", "Oldham", "--year", "2025", "--previous", "2024.xlsx")


def test_an_edition_beside_the_definition_is_found(editions: Path) -> None:
    assert run(editions, *NEW)[0] == 0
    now = load_definition(editions / "now.yaml")
    assert read_workbook(editions / "2025.xlsx", now).previous == {Place.parse("repairs.homes.open"): 4}
    filled = new_submission(now, agency="Oldham", year=2025, entries={**FIGURES, "repairs.homes.done": 0})
    write_workbook(filled, editions / "filled.xlsx")
    checked = run(editions, "check", "filled.xlsx", "--definition", "now.yaml", "--previous", "2024.xlsx")
    assert checked == (0, f"{editions / 'filled.xlsx'} (Oldham 2025): nothing to complain about\n")


def test_an_edition_that_is_nowhere_is_refused(editions: Path) -> None:
    (editions / "old.yaml").unlink()
    code, said = run(editions, *NEW)
    assert code == 2
    assert "repairs-return/1" in said
