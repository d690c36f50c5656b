"""Whatever key a command prints for programs, the page about the JSON explains."""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from support.demonstration import demonstration
from xlsreport.cli.group import main

pytestmark = pytest.mark.slow

PAGE = Path(__file__).resolve().parents[2] / "docs" / "how-to" / "json.md"


def keys(value: Any) -> Iterator[str]:
    if isinstance(value, dict):
        yield from value
        value = list(value.values())
    if isinstance(value, list):
        for one in value:
            yield from keys(one)


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory, run_folder: Path) -> Path:
    return Path(shutil.copytree(demonstration("en", run_folder)[0], tmp_path_factory.mktemp("json") / "demo"))


@pytest.mark.parametrize(
    "command",
    [
        "check 收件箱/改好了.xlsx",
        "collect --round 2025年报 收件箱",
        "status --round 2025年报",
        "compare --round 2025年报",
        "consolidate --round 2025年报 --missing allow",
    ],
)
def test_every_key_is_explained(command: str, demo: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(demo)
    said = CliRunner().invoke(main, [*command.split(), "--format", "json"], catch_exceptions=False)
    explained = set(re.findall(r"[`\"](\w+)[`\"]", PAGE.read_text(encoding="utf-8")))
    assert set(keys(json.loads(said.stdout))) - explained == set()
