"""Every example of the documentation is tried: typed, loaded or compared; or a note says why it cannot be."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml
from lxml import html

from support.demonstration import demonstration
from support.documentation import PAGES, ROOT, Example, examples
from support.shell import folder_with_the_command, run_all_here
from xlsreport import load_definition

ALL = [example for page in PAGES for example in examples(page)]
HARVEST = next(example.text for example in ALL if example.notes.get("file") == "harvest.yaml")
ELSEWHERE = {"README.md", "docs/how-to/round.md", "docs/reference/cli.md", "docs/reference/cli.en.md"}
"""Typed by ``test_documented_commands``; made from the commands themselves."""
TYPED = sorted(
    {example.page for example in ALL if example.language == "sh" and "not run" not in example.notes}
    - {ROOT / page for page in ELSEWHERE}
)
FINDS_ERRORS = {"collect", "check", "migrate", "diff"}
"""Commands that end with 1 since something has errors, is to be looked after or differs, as it is to be."""
DEMO = re.compile(r"^xlsreport demo (?!-)(\S+)")
"""The demonstration, which most pages begin with: it is run once in each language."""
LEFT_OUT = re.compile("……|\\.\\.\\.|…")
MENDED = """python3 - <<'END'
import openpyxl
from pathlib import Path
[file] = Path("退回").glob("03-*.xlsx")
book = openpyxl.load_workbook(file)
book["三、申请办理"]["D31"] = 10
book.save(file)
END"""


def _first_agency(roster: str, heading: str) -> str:
    """What writes a line below the headings of an empty roster."""
    return f"""python3 - <<'END'
import openpyxl
book = openpyxl.load_workbook("{roster}")
[code] = [cell for row in book.active.iter_rows() for cell in row if cell.value == "{heading}"]
book.active.cell(code.row + 1, code.column, "013")
book.active.cell(code.row + 1, code.column + 1, "城关镇")
book.save("{roster}")
END"""


BY_HAND = {
    "xlsreport collect 退回": MENDED,
    "xlsreport roster 名册.xlsx": _first_agency("名册.xlsx", "编号"),
    "xlsreport roster roster.xlsx": _first_agency("roster.xlsx", "Code"),
}
"""What the reader does in Excel before the command."""


@pytest.fixture(scope="module")
def command(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return folder_with_the_command(tmp_path_factory.mktemp("bin"))


def test_every_example_is_tried_or_a_note_says_why_not() -> None:
    for example in ALL:
        page = example.page.relative_to(ROOT).as_posix()
        if "not run" in example.notes:
            assert len(example.notes["not run"]) > 8, example.name
        elif page not in ELSEWHERE:
            tried = {
                "sh": True,
                "text": example.page in TYPED,
                "json": "in" in example.notes or example.page in TYPED,
                "yaml": "part" in example.notes or "file" in example.notes,
                "pycon": page == "docs/reference/library.md",  # test_examples
            }
            assert tried.get(example.language), example.name


def test_no_example_is_merely_indented() -> None:
    for page in PAGES:
        text = re.sub(r"^```.*?^```$", "", page.read_text(encoding="utf-8"), flags=re.MULTILINE | re.DOTALL)
        assert re.findall(r"(?<=\n\n)    +[^\s].*", text) == [], page


@pytest.mark.slow
@pytest.mark.parametrize("page", TYPED, ids=lambda page: page.relative_to(ROOT).as_posix())
def test_what_a_page_shows_can_be_typed_and_says_what_is_shown(
    page: Path, tmp_path: Path, command: Path, run_folder: Path
) -> None:
    shown = [example for example in examples(page) if "not run" not in example.notes]
    for example in shown:
        if "file" in example.notes:
            (tmp_path / example.notes["file"]).write_text(example.text, encoding="utf-8")
    title = page.read_text(encoding="utf-8").splitlines()[0]
    language = "zh-CN" if re.search("[\u4e00-\u9fff]", title) else "en"
    typed = [
        DEMO.sub(lambda found: f"cp -a '{demonstration(language, run_folder)[0]}' {found[1]}", line)
        for example in shown
        if example.language == "sh"
        for line in _lines(example)
    ]
    said = iter(run_all_here(typed, tmp_path, command, language))
    latest = answer = ""
    for example in shown:
        if example.language == "sh":
            done = [next(said) for _ in _lines(example)]
            for line, code, told in done:
                assert code == 0 or (code == 1 and line.split()[1] in FINDS_ERRORS), f"{line}\n{told}"
            latest, answer = "".join(told for _, _, told in done), done[-1][2]
        elif example.language == "text" and "file" not in example.notes:
            for part in LEFT_OUT.split(example.text):
                assert part.strip("\n") in latest, latest
        elif example.language == "json" and "in" not in example.notes:
            _assert_shown(json.loads(example.text), json.loads(answer))


def _lines(example: Example) -> Iterator[str]:
    """The commands of a block, with what goes before them: unseen commands, and what the reader does by hand."""
    if "before" in example.notes:
        yield example.notes["before"]
    for line in filter(str.strip, example.text.splitlines()):
        by_hand = BY_HAND.get(line.split("  #")[0].strip())
        if by_hand is not None:
            yield by_hand
        yield line


def _assert_shown(shown: Any, actual: Any) -> None:
    """What is shown is there; an example may leave keys of objects and ends of lists out."""
    if isinstance(shown, dict):
        for key, value in shown.items():
            _assert_shown(value, actual[key])
    elif isinstance(shown, list) and shown:
        for one, other in zip(shown, actual, strict=False):
            _assert_shown(one, other)
    else:
        assert shown == actual


@pytest.mark.parametrize("example", [one for one in ALL if "in" in one.notes], ids=lambda example: example.name)
def test_json_that_is_shown_stands_in_the_file(example: Example) -> None:
    text = (ROOT / example.notes["in"]).read_text(encoding="utf-8")
    if example.notes["in"].endswith(".html"):
        text = str(html.fromstring(text.encode()).xpath("string(//script[@id='figures'])"))
    _assert_shown(json.loads(example.text), json.loads(text))


def _with_rows(definition: dict[str, Any], rows: list[Any], rules: object = None) -> None:
    columns = [{"id": "number", "label": "Number"}]
    definition["sections"][0]["tables"] = [{"id": "fruit", "columns": columns, "rows": rows}]
    del definition["rules"]


def _with_table(definition: dict[str, Any], part: dict[str, Any]) -> None:
    definition["sections"][0]["tables"] = [part]
    del definition["rules"]


def _with_tables(definition: dict[str, Any], part: list[dict[str, Any]]) -> None:
    definition["sections"][0]["tables"] = part
    del definition["rules"]


def _with_keys(definition: dict[str, Any], part: dict[str, Any]) -> None:
    for key, value in part.items():
        definition[key] = [*definition[key], *value] if key == "cover" else value


EMBEDDED: dict[str, Callable[[dict[str, Any], Any], None]] = {
    "keys": _with_keys,
    "section": lambda definition, part: definition["sections"][1].update(part),
    "rows": lambda definition, part: _with_rows(definition, **part),
    "some of rows": _with_rows,
    "a table": _with_table,
    "tables": _with_tables,
    "keys of the harbour's": _with_keys,
    "keys of the Chinese form's": _with_keys,
    "keys of a form in English": _with_keys,
}
WHOLE = {
    "keys of the harbour's": ROOT / "tests" / "support" / "harbour.yaml",
    "keys of the Chinese form's": ROOT / "templates" / "cn-gov-info-disclosure" / "2021.yaml",
    "keys of a form in English": ROOT / "tests" / "support" / "records_requests.yaml",
}
"""The definitions of which an example shows other keys; else the complete example."""


@pytest.mark.parametrize("example", [one for one in ALL if "part" in one.notes], ids=lambda example: example.name)
def test_parts_of_definitions_are_accepted_where_they_stand(example: Example, tmp_path: Path) -> None:
    where = example.notes["part"]
    whole = WHOLE[where].read_text(encoding="utf-8") if where in WHOLE else HARVEST
    definition = yaml.safe_load(whole)
    EMBEDDED[where](definition, yaml.safe_load(example.text))
    file = tmp_path / "definition.yaml"
    file.write_text(yaml.safe_dump(definition, allow_unicode=True, sort_keys=False), encoding="utf-8")
    loaded = load_definition(file)
    assert loaded.places or loaded.lists


def test_definitions_that_are_shown_whole_are_accepted(tmp_path: Path) -> None:
    shown = {example.notes["file"]: example.text for example in ALL if "file" in example.notes}
    for name, text in shown.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    definitions = [name for name, text in shown.items() if text.startswith(("id:", "extends:"))]
    assert sorted(definitions) == [
        "borough-services.yaml",
        "complaints-2.yaml",
        "complaints-3.yaml",
        "complaints.yaml",
        "ferries.yaml",
        "grants.yaml",
        "harvest-2.yaml",
        "harvest.yaml",
        "informe.yaml",
        "orchard-2.yaml",
        "orchard.yaml",
        "定义.yaml",
    ]
    for name in definitions:
        loaded = load_definition(tmp_path / name)
        assert loaded.places or loaded.lists
