"""Forms whose formulas would be too long for Excel are told by lint; the longest that fit are written."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import openpyxl
import pytest
import yaml
from click.testing import CliRunner

from support.long_lists import long_list
from xlsreport import check, new_submission, read_workbook, write_workbook
from xlsreport.cli import main
from xlsreport.definition.loading.definition_loading import parse_definition
from xlsreport.workbook.excel_limits import workbook_problems

MOST = 8192
"""Characters of a formula; Excel's specification."""


def wide_form(columns: int, rules: int = 0) -> str:
    """A form of so many columns that may be not applicable, with so many rules for each row."""
    kind = {"name": "count", "not_applicable": {"mark": "N/A", "when": "c0 == 0"}}
    declared = {
        "id": "wide",
        "edition": "1",
        "language": "en",
        "name": "Wide",
        "title": "Wide {agency} {year}",
        "period": {"label": "Year", "text": "{year}"},
    }
    listed = [
        {
            "id": f"rule{n}",
            "for": "rows",
            "if": f"c{n} > 0 and filled(c{n + 1})",
            "require": f"c{n} <= c{n + 1}",
            "statement": f"{n} is right",
        }
        for n in range(rules)
    ]
    cells: list[dict[str, Any]] = [{"id": "c0", "label": "First"}]
    cells += [
        {"id": f"c{n}", "label": f"Column {n}", "kind": kind if not rules else "count"} for n in range(1, columns)
    ]
    table = {"id": "t", "columns": cells, "rows": [{"id": "a", "label": "A"}], "rules": listed}
    section = {"id": "s", "heading": "1. Wide", "sheet": "A long name of a sheet", "tables": [table]}
    return yaml.safe_dump({**declared, "sections": [section]}, sort_keys=False)


def longest_formula(file: Path) -> int:
    cells = (cell.value for sheet in openpyxl.load_workbook(file) for row in sheet for cell in row)
    return max(len(value) for value in cells if isinstance(value, str) and value.startswith("="))


def test_a_form_near_the_limit_is_written_and_checked(tmp_path: Path) -> None:
    definition, file = parse_definition(wide_form(32)), tmp_path / "wide.xlsx"
    assert list(workbook_problems(definition)) == []
    entries = {f"t.a.c{number}": number + 1 for number in range(32)}
    write_workbook(new_submission(definition, agency="Port", year=2025, entries=entries), file)
    assert 0.75 * MOST < longest_formula(file) < MOST
    assert check(read_workbook(file, definition)) == ()


@pytest.mark.parametrize(("columns", "rules"), [(60, 0), (60, 40)])
def test_lint_tells_the_table_of_a_form_beyond_the_limit(columns: int, rules: int, tmp_path: Path) -> None:
    form = tmp_path / "wide.yaml"
    form.write_text(wide_form(columns, rules), encoding="utf-8")
    [problem] = workbook_problems(parse_definition(form.read_text(encoding="utf-8")))
    assert (problem.path, problem.key) == (("sections", 0, "tables", 0), "formula_too_long")
    assert int(str(problem.values["length"])) > MOST
    result = CliRunner().invoke(main, ["lint", str(form)], env={"LANG": "en_US.UTF-8"})
    assert result.exit_code == 1
    assert "sections[0].tables[0]: The workbook of this form cannot be written: a formula of the table" in result.output


def test_a_list_that_is_too_wide_is_told_at_the_list() -> None:
    [problem] = workbook_problems(long_list(columns=130, most=2))
    assert (problem.path, problem.key) == (("sections", 1, "tables", 0), "formula_too_long")
