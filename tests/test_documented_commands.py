"""What the README and the walk through a round show can be typed, line after line, in a folder with nothing in it."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest

from support.demonstration import TYPED, demonstration
from support.shell import folder_with_the_command, run_all_here

ROOT = Path(__file__).parents[1]
DEMO = "xlsreport-demo"
AGAIN = re.compile(r"^xlsreport demo (?!-)")
FOUND = {"collect", "check"}
"""Commands that end with 1 since something has errors, as it is to be in a practice."""


def blocks(page: str) -> list[str]:
    text = (ROOT / page).read_text(encoding="utf-8")
    return re.findall(r"^```sh\n(.*?)^```$", text, flags=re.MULTILINE | re.DOTALL)


def typed(page: str) -> list[str]:
    """Every line that is to be typed; of the README's two commands that install, what is left of the first."""
    found = [line for block in blocks(page) for line in block.splitlines() if line.strip()]
    if page != "README.md":
        return found
    install, tests, *others = found
    assert install.endswith(".venv/bin/xlsreport demo")
    assert tests == "python3 tests/run.py"
    return ["xlsreport demo", *others]


@pytest.fixture(scope="module")
def command(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return folder_with_the_command(tmp_path_factory.mktemp("bin"))


@pytest.mark.slow
def test_every_command_that_is_shown_can_be_typed_in_order(tmp_path: Path, command: Path, run_folder: Path) -> None:
    """First the README, then the walk through a round, in one folder; the first line, as all of them could, in a shell.

    The walk begins with the same demonstration, of which it is given a copy.
    """
    first, *lines = [*typed("README.md"), *typed("docs/how-to/round.md")]
    assert first == TYPED
    shutil.copytree(demonstration("zh-CN", run_folder)[0], tmp_path / DEMO)
    lines = [AGAIN.sub(f"cp -a '{tmp_path / DEMO}' ", line) for line in lines]
    done = run_all_here(lines, tmp_path, command, "zh-CN")
    assert [line for line, _, _ in done] == lines
    assert sum(line.startswith("cp") for line in lines) == 1
    for line, code, told in done:
        assert code == 0 or (code == 1 and line.split()[1] in FOUND), f"{line}\n{told}"
    for folder in ("2025年报", "示例县年报"):
        assert len(list((tmp_path / folder / "报告").glob("*.docx"))) == 7


def test_the_readme_has_the_two_commands_that_the_checks_take_first() -> None:
    assert [len(block.splitlines()) for block in blocks("README.md")[:2]] == [1, 1]


def test_what_needs_an_extra_is_in_no_block_and_names_it() -> None:
    for page in ("README.md", "docs/how-to/round.md", "docs/reference/documents.md"):
        assert not any("--pictures" in block for block in blocks(page))
        assert 'pip install "xlsreport[pictures]"' in (ROOT / page).read_text(encoding="utf-8")
