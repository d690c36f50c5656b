"""What a newcomer is told to type can be typed: tasks, programs and files are there, and hooks fetch nothing."""

from __future__ import annotations

import ast
import re
import tomllib
from pathlib import Path

import pytest
import yaml

from support.package_source import MODULES
from test_architecture import ROOMS
from xlsreport.cli.group import COMMANDS

ROOT = Path(__file__).resolve().parent.parent
CONTRIBUTING = ROOT / "CONTRIBUTING.md"
NAMING_TASKS = [
    file
    for pattern in (
        "*.md",
        "*.py",
        ".ci/run",
        ".pre-commit-config.yaml",
        "docs/**/*.md",
        "samples/*.md",
        "tests/*/*.py",
    )
    for file in sorted(ROOT.glob(pattern))
]
TASK_WORDS = re.compile(r"\bnox -s((?: [a-z][\w.-]*)+)")
BESIDE_THE_FLOW = {"values", "errors", "lazy_names", "letter_case", "object_cache"}
"""Single modules that the rooms share."""
FENCE = re.compile(r"^```sh\n(.*?)^```$", re.MULTILINE | re.DOTALL)


def tasks() -> set[str]:
    """The names of the tasks, read from their file, since nox itself is not installed wherever tests run."""
    tree = ast.parse((ROOT / "noxfile.py").read_text(encoding="utf-8"))
    pythons = next(
        ast.literal_eval(node.value)
        for node in tree.body
        if isinstance(node, ast.Assign) and ast.unparse(node.targets[0]) == "PYTHONS"
    )
    names = set()
    for node in tree.body:
        if isinstance(node, ast.FunctionDef) and "nox.session" in " ".join(map(ast.unparse, node.decorator_list)):
            given = re.search(r"name='([^']+)'", ast.unparse(node.decorator_list[0]))
            names.add(given[1] if given else node.name)
    return names | {f"test-pythons-{python}" for python in pythons}


def typed() -> list[str]:
    """Every line that the page shows to be typed, without its remark."""
    blocks = FENCE.findall(CONTRIBUTING.read_text(encoding="utf-8"))
    return [line.split("  #")[0].strip() for block in blocks for line in block.splitlines() if line.strip()]


def test_every_task_that_is_named_is_there() -> None:
    for file in NAMING_TASKS:
        for words in TASK_WORDS.findall(file.read_text(encoding="utf-8")):
            assert set(words.split()) <= tasks(), file


def installed() -> set[str]:
    """What tests/run.py installs, by name."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    needed = [*project["optional-dependencies"]["dev"], *project["optional-dependencies"]["test"]]
    return {re.split(r"[^\w-]", one)[0] for one in needed}


@pytest.mark.parametrize("line", typed())
def test_every_command_that_is_shown_can_be_typed(line: str) -> None:
    program, *arguments = line.split()
    if program == "xlsreport":
        assert arguments[0] in COMMANDS
    else:
        assert program in {"git", "cd", ".", "python", "python3", *installed()}
    files = [word.split("::")[0] for word in arguments if re.match(r"(src|tests|docs|templates)/|.*\.py$", word)]
    assert [file for file in files if not (ROOT / file).exists()] == []


def test_the_flow_has_the_rooms_in_the_order_of_their_imports_and_names_what_is_there() -> None:
    rows = re.findall(r"^\| (`\w+/`.*?) \|.*\| (.*) \|$", CONTRIBUTING.read_text(encoding="utf-8"), re.MULTILINE)
    rooms = [room for row, _ in rows for room in re.findall(r"`(\w+)/`", row)]
    assert rooms == [room for room in reversed(ROOMS) if room not in BESIDE_THE_FLOW]
    source = "".join(path.read_text(encoding="utf-8") for path in MODULES)
    for _, entries in rows:
        for entry in re.findall(r"`(\w+)`", entries):
            assert re.search(rf"^(?:def|class) {entry}\b", source, re.MULTILINE), entry


def test_the_versions_of_python_stand_everywhere_alike() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    classified = [line.rpartition(" ")[2] for line in project["classifiers"] if re.search(r":: 3\.\d+$", line)]
    assert {f"test-pythons-{version}" for version in classified} == {task for task in tasks() if "pythons-" in task}
    assert project["requires-python"] == f">={classified[0]}"


def test_hooks_fetch_nothing_and_hold_no_version() -> None:
    hooks = yaml.safe_load((ROOT / ".pre-commit-config.yaml").read_text(encoding="utf-8"))
    assert [repository["repo"] for repository in hooks["repos"]] == ["local"]
    for hook in hooks["repos"][0]["hooks"]:
        assert hook["language"] == "unsupported", "the tool of the environment is used"
        assert "additional_dependencies" not in hook
