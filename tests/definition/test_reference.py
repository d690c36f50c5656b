"""The page about definitions cannot drift from the code: its keys are generated, its examples are loaded."""

from __future__ import annotations

import re
import subprocess
import sys
from decimal import Decimal
from pathlib import Path

import pytest

from support.patience import HANG_SECONDS
from xlsreport.definition.loading.definition_loading import load_definition
from xlsreport.definition.loading.extension import DIRECTIVES
from xlsreport.definition.loading.sheet_names import MAX_SHEET_NAME_LENGTH
from xlsreport.definition.loading.source_tree import MAX_BASES
from xlsreport.definition.rule_language import expression, expression_parser, rule_parser
from xlsreport.definition.schema.json_schema import declaration_schema
from xlsreport.definition.schema.key_reference import BEGIN, END, key_tables, with_key_tables

PAGE = Path(__file__).parents[2] / "docs" / "reference" / "definition.md"


@pytest.fixture(scope="module")
def page() -> str:
    return PAGE.read_text(encoding="utf-8")


def test_the_list_of_keys_is_current(page: str) -> None:
    assert page == with_key_tables(page), (
        "put what `python -m xlsreport.definition.schema.key_reference` prints between the markers"
    )


@pytest.mark.slow
def test_the_command_prints_the_list_byte_for_byte() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "xlsreport.definition.schema.key_reference"],
        capture_output=True,
        check=True,
        timeout=HANG_SECONDS,
    )
    assert done.stdout == key_tables().encode()


def test_every_key_of_every_part_is_listed() -> None:
    schema = declaration_schema()
    listed = re.findall(r"^\| `(\w+)` \|", key_tables(), re.MULTILINE)
    expected = [key for model in (schema, *schema["$defs"].values()) for key in model["properties"]]
    assert sorted(listed) == sorted(expected)


def test_every_link_leads_to_a_heading() -> None:
    headings = re.findall(r"^### (.+)$", key_tables(), re.MULTILINE)
    anchors = {heading.lower().replace(":", "").replace(" ", "-") for heading in headings}
    links = set(re.findall(r"\(#([^)]+)\)", key_tables()))
    assert links
    assert links <= anchors


def test_a_page_without_markers_is_refused() -> None:
    with pytest.raises(ValueError, match="lacks"):
        with_key_tables(f"words {BEGIN} words")
    assert with_key_tables(f"a{BEGIN}old{END}b") == f"a{BEGIN}\n\n{key_tables()}\n{END}b"


def test_the_example_is_a_definition_without_mistakes(page: str, tmp_path: Path) -> None:
    (example,) = re.findall(r"<!-- example: begin -->\n\n```yaml\n(.*?)```\n\n<!-- example: end -->", page, re.DOTALL)
    file = tmp_path / "harvest.yaml"
    file.write_text(example, encoding="utf-8")
    definition = load_definition(file)
    assert (len(definition.places), len(definition.totals)) == (20, 9)
    assert [case.key for case in definition.cases] == [
        "enough.apples",
        "enough.pears",
        "enough.berries",
        "enough.all",
        "carried_over.apples",
        "carried_over.pears",
        "carried_over.berries",
        "somebody_grows",
    ]


def test_the_example_of_an_extension_extends_the_example(page: str, tmp_path: Path) -> None:
    (example,) = re.findall(r"<!-- example: begin -->\n\n```yaml\n(.*?)```\n\n<!-- example: end -->", page, re.DOTALL)
    (extension,) = re.findall(
        r"<!-- extension: begin -->\n\n```yaml\n(.*?)```\n\n<!-- extension: end -->", page, re.DOTALL
    )
    (tmp_path / "harvest.yaml").write_text(example, encoding="utf-8")
    own = tmp_path / "harvest-2.yaml"
    own.write_text(extension, encoding="utf-8")
    definition = load_definition(own)
    assert definition.predecessors == ("harvest-return/2", "harvest-return/1")
    assert [section.id for section in definition.sections] == ["harvest"]
    assert list(dict.fromkeys(place.column for place in definition.places)) == [
        "apples",
        "plums",
        "pears",
        "berries",
        "all",
    ]
    assert "growers" not in {place.row for place in definition.places}
    assert {case.rule.id: case.rule.severity for case in definition.cases} == {
        "enough": "warning",
        "carried_over": "warning",
    }
    written = [key for key in ("extends", *DIRECTIVES) if f"`{key}" not in page]
    assert written == []
    assert f"at most {['', 'one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight'][MAX_BASES]} files" in page


def test_the_grammar_is_that_of_the_parser(page: str) -> None:
    grammar = (expression_parser.__doc__ or "").split("\n\n", 1)[1].strip().splitlines()
    assert len(grammar) == 7
    assert "```text\n" + "\n".join(grammar) + "\n```\n" in page


def test_the_limits_that_the_page_names_are_those_of_the_code(page: str) -> None:
    assert f"nested {expression_parser.MAX_NESTING - 1} deep" in page
    assert f"{expression_parser.MAX_TOKENS} words and signs" in page
    assert f"at most {MAX_SHEET_NAME_LENGTH} characters" in page


def test_an_expression_with_a_comma_needs_quotes_as_the_page_says(page: str) -> None:
    assert '`{id: least, label: Least, total: "min(a, b)"}`' in page
    assert rule_parser.parse_total("0.5") == expression.NumberLiteral(Decimal("0.5"))
