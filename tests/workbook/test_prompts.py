"""What is shown when a cell is selected: what counts there, as its row and its column say, and what to enter."""

from __future__ import annotations

from pathlib import Path

import openpyxl
import pytest

from support.definitions import loaded
from support.fillings import DEFINITIONS
from xlsreport import Definition, DefinitionError, new_submission, write_workbook
from xlsreport.definition.loading.definition_loading import parse_definition
from xlsreport.definition.place import Place
from xlsreport.layout.workbook_layout import layout_of
from xlsreport.messages import LANGUAGES, messages_for

FORM = """\
id: prompts
edition: "1"
language: en
name: Prompts
title: T
period: {label: P, text: P}
sections:
  - id: s
    heading: S
    sheet: S
    tables:
      - id: t
        columns:
          - label: Group
            prompt: Of the group.
            columns:
              - {id: a, label: A}
              - {id: b, label: B, prompt: Of B.}
          - {id: c, label: C}
          - {id: all, label: All, total: a + b}
        rows:
          - label: Heading
            prompt: Beside the heading.
            rows:
              - {id: r, label: First}
              - {id: q, label: Second, prompt: Of the second.}
          - {id: p, label: Third}
"""
COUNT = "A whole number; enter 0 where there was none."


def shown(definition: Definition, folder: Path) -> dict[Place, tuple[str, str]]:
    """Title and words of each figure's prompt, as they stand in the file."""
    write_workbook(new_submission(definition, agency="A", year=2025), folder / "prompts.xlsx")
    book, found = openpyxl.load_workbook(folder / "prompts.xlsx"), {}
    for place in definition.places:
        cell = layout_of(definition).cell(place)
        validations = book[cell.sheet].data_validations.dataValidation
        (own,) = [each for each in validations if cell.a1 in each.sqref]
        found[place] = (own.promptTitle, own.prompt)
    return found


@pytest.mark.parametrize(
    ("row", "column", "words"),
    [
        ("r", "a", f"Beside the heading.\nOf the group.\n{COUNT}"),
        ("r", "b", f"Beside the heading.\nOf B.\n{COUNT}"),
        ("r", "c", f"Beside the heading.\n{COUNT}"),
        ("q", "b", f"Of the second.\nOf B.\n{COUNT}"),
        ("p", "a", f"Of the group.\n{COUNT}"),
        ("p", "c", COUNT),
        ("q", "all", "Calculated: All = A + B."),
    ],
)
def test_a_cell_says_what_its_row_and_its_column_say(row: str, column: str, words: str, tmp_path: Path) -> None:
    assert shown(parse_definition(FORM), tmp_path)[Place("t", row, column)][1] == words


@pytest.mark.slow
@pytest.mark.parametrize("name", DEFINITIONS)
def test_every_figure_has_a_prompt_that_excel_takes(name: str, tmp_path: Path) -> None:
    prompts = shown(loaded(name), tmp_path)
    assert all(0 < len(title) <= 32 and 0 < len(words) <= 255 for title, words in prompts.values())


@pytest.mark.slow
@pytest.mark.parametrize("edition", ["2019", "2021"])
def test_every_entry_of_the_official_form_says_what_counts_there(edition: str, tmp_path: Path) -> None:
    definition = loaded(f"cn-gov-info-disclosure/{edition}")
    usual = messages_for("zh-CN")("entry.count")
    prompts = shown(definition, tmp_path)
    assert [str(p) for p, facts in definition.places.items() if not facts.computed and prompts[p][1] == usual] == []
    carried = prompts[Place("requests", "carried_in", "natural")][1]
    assert "等于上年报告同一列的“四、结转下年度继续办理”" in carried
    assert prompts[Place("requests", "received", "all")] == (
        "不用填写",
        "由公式计算：总计 = 自然人 + “法人或其他组织”各项之和。",
    )


def test_an_engine_sentence_that_does_not_fit_any_more_is_left_out(tmp_path: Path) -> None:
    long = "x" * 240
    prompts = shown(parse_definition(FORM.replace("Of B.", long).replace("Beside the heading.", "y")), tmp_path)
    assert prompts[Place("t", "r", "b")][1] == f"y\n{long}"


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("Of B.", "x" * 256, "18"),
        ("Of the second.", "x" * 256, "26"),
        ("Beside the heading.", "x" * 240, "23"),
        ("Of the second.", "x" * 250, "26"),
    ],
)
def test_a_prompt_that_is_too_long_is_told_with_its_line(old: str, new: str, said: str) -> None:
    changed = FORM.replace("Of the group.", "Of the whole group.").replace(old, new)
    with pytest.raises(DefinitionError) as raised:
        parse_definition(changed)
    lines = [problem.line for problem in raised.value.problems]
    assert lines == [int(said)], raised.value


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_the_engine_says_of_entries_fits(language: str) -> None:
    texts = messages_for(language).texts
    for key, text in texts.items():
        if key.startswith("entry."):
            assert len(text) <= (32 if "title" in key else 225 if "error" in key else 255)
