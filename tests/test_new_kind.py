"""A kind of number that no definition has yet goes from its one entry through every room to the printed report."""

from __future__ import annotations

from decimal import Decimal
from functools import cached_property
from pathlib import Path
from typing import Any

import pytest

from support.agreement import differences
from support.engines import CALCULATING, ENGINES
from support.fillings import fillings
from support.parts import parts
from xlsreport import Definition, check, load_definition, new_submission, read_workbook, write_workbook
from xlsreport.definition.figure_kinds.kind_traits import NumberTraits
from xlsreport.definition.figure_kinds.number_kinds import Amount
from xlsreport.definition.resolving.name_resolution import resolve
from xlsreport.document.content.model import PrintedTable
from xlsreport.document.content.report_builder import build_document
from xlsreport.document.format_names import Format
from xlsreport.document.html import render_html
from xlsreport.document.output_formats import render
from xlsreport.document.proof.verification import verify

FORM = """\
id: shares
edition: "1"
language: en
name: Shares
title: Shares
period: {label: Period, text: Always}
sections:
  - id: part
    heading: Part
    sheet: Part
    tables:
      - id: shares
        columns: [{id: won, label: Won}, {id: lost, label: Lost}, {id: all, label: All, total: won + lost}]
        rows: [{id: here, label: Here}, {id: there, label: There}]
        rules: [{id: whole, for: rows, require: all <= 100, statement: All is at most 100 %.}]
"""


class Share(Amount):
    """Percentages from -50 to 100: bounds, a unit and a suffix, none of which a shipped kind has all of."""

    @cached_property
    def traits(self) -> NumberTraits:
        return NumberTraits(prompt="amount", decimals=1, least=-50, greatest=100, unit="%", suffix=" %")


@pytest.fixture
def definition(tmp_path: Path) -> Definition:
    """The form with every figure of the new kind, whose class stands where a declared one would."""
    file = tmp_path / "shares.yaml"
    file.write_text(FORM, encoding="utf-8")
    declaration = load_definition(str(file)).declaration
    (section,) = declaration.sections
    (table,) = section.tables
    table = table.model_copy(update={"kind": Share()})
    section = section.model_copy(update={"tables": (table,)})
    definition, problems = resolve(declaration.model_copy(update={"sections": (section,)}))
    assert definition is not None
    assert problems == []
    return definition


def returned(definition: Definition, entries: dict[str, Any], folder: Path) -> list[tuple[str, str, str]]:
    """What a check finds in a workbook that came back with these entries."""
    file = folder / "returned.xlsx"
    write_workbook(new_submission(definition, agency="A", year=2025, entries=entries), file)
    return [(one.rule, one.severity, one.place) for one in check(read_workbook(file, definition))]


def filled(**entries: Any) -> dict[str, Any]:
    figures = {f"shares.{row}.{column}": 0 for row in ("here", "there") for column in ("won", "lost")}
    return figures | {f"shares.{name.replace('_', '.')}": value for name, value in entries.items()}


def test_what_fits_is_accepted_and_its_format_misleads_nobody(definition: Definition, tmp_path: Path) -> None:
    entries = filled(here_won=Decimal("12.5"), here_lost=-50, there_won=100)
    assert returned(definition, entries, tmp_path) == []
    assert b'formatCode="0.#&quot; %&quot;"' in parts(tmp_path / "returned.xlsx")["xl/styles.xml"]


def test_what_does_not_fit_is_told(definition: Definition, tmp_path: Path) -> None:
    entries = filled(here_won=101, here_lost=-51, there_won=Decimal("0.25"), there_lost="12件")
    kinds = [found for found in returned(definition, entries, tmp_path) if found[0] == "kind"]
    assert kinds == [
        ("kind", "error", "shares.here.won"),
        ("kind", "error", "shares.here.lost"),
        ("kind", "error", "shares.there.won"),
        ("kind", "error", "shares.there.lost"),
    ]


def test_the_same_format_on_a_figure_of_another_kind_misleads(definition: Definition, tmp_path: Path) -> None:
    """Its suffix belongs to one kind, and is no harmless unit elsewhere."""
    file = tmp_path / "returned.xlsx"
    entries = filled(here_won=Decimal("12.5"))
    write_workbook(new_submission(definition, agency="A", year=2025, entries=entries), file)
    plain = load_definition(str(tmp_path / "shares.yaml"))
    assert "altered.format" in {one.rule for one in check(read_workbook(file, plain))}


@pytest.mark.parametrize("engine", CALCULATING)
def test_formulas_and_python_agree(definition: Definition, engine: str, tmp_path: Path) -> None:
    files = [tmp_path / f"{number}.xlsx" for number in range(10)]
    for submission, file in zip(fillings(definition, len(files)), files, strict=True):
        write_workbook(submission, file)
    found = [differences(file, values) for file, values in zip(files, ENGINES[engine](files), strict=True)]
    assert [one for one in found if one] == []


@pytest.mark.parametrize("format_", ["html", "docx"])
def test_it_is_printed_with_its_suffix_and_proved(definition: Definition, format_: Format) -> None:
    submission = new_submission(definition, agency="A", year=2025, entries=filled(here_won=Decimal("12.5")))
    document = build_document(submission)
    assert "12.5 %" in {cell.text for part in document.parts if isinstance(part, PrintedTable) for cell in part.cells}
    verify(render(document, format_), format_, submission)


def test_machines_find_the_bare_figure(definition: Definition) -> None:
    submission = new_submission(definition, agency="A", year=2025, entries=filled(here_won=Decimal("12.5")))
    page = render_html(build_document(submission))
    assert ">12.5 %<" in page
    assert '"shares.here.won": 12.5' in page
