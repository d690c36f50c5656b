"""What the checker says of a file, in the process of the test: the same code as in the page."""

from __future__ import annotations

import ast
import base64
import gzip
import json
import re
import shutil
import sys
from dataclasses import replace
from importlib.metadata import requires
from importlib.resources import files
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from support.files import harbour, official, saved
from support.fillings import HARBOUR
from xlsreport import EngineError, new_submission
from xlsreport.cli.browser_commands.checker_making import default_engine_path, found_engine_path, round_settings
from xlsreport.cli.group import UNUSABLE, main
from xlsreport.messages import messages_for
from xlsreport.offline.browser_engine.engine_file import (
    ENGINE_NAME,
    ENGINE_PACKAGE,
    BrowserEngine,
    read_engine,
    write_engine,
)
from xlsreport.offline.browser_engine.engine_preparation import UNUSED_MODULES
from xlsreport.offline.browser_engine.own_package import own_files
from xlsreport.offline.browser_session import CheckerSession
from xlsreport.offline.checker_page import checker_page
from xlsreport.offline.checker_settings import CheckerSettings, RoundSettings
from xlsreport.round.creating import RoundOptions, create_round
from xlsreport.submission.identity.stamp import Identity

ENGINE_RELEASE = Path(__file__).resolve().parents[2] / "packaging" / "browser_engine" / ENGINE_PACKAGE
ROUND = RoundSettings("0123456789abcdef", 2025, None, "2025 round", "County office", "2026-01-20")
ENGINE = BrowserEngine(
    {"pyodide": "1", "own": "of other sources"},
    {"pyodide/pyodide.asm.wasm": b"wasm", "libraries/one.pyc": b"one", "libraries/babel/locale-data/uk.dat": b"uk"},
)


def answer_of(settings: CheckerSettings, file: Path, folder: Path, monkeypatch: pytest.MonkeyPatch) -> dict[str, Any]:
    monkeypatch.chdir(folder)
    session = CheckerSession(settings.to_json(), str(folder))
    answer: dict[str, Any] = json.loads(session.check(0, file.name, file.read_bytes()))
    return answer


def test_settings_are_read_as_they_were_written() -> None:
    settings = CheckerSettings("en", "id: x\n", round=ROUND)
    assert CheckerSettings.from_json(settings.to_json()) == settings


def test_the_outcome_is_that_of_the_command(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    entries = {"proactive.licensing.decisions": -1}
    file = saved(new_submission(official(), agency="示例县", year=2025, entries=entries), tmp_path)
    (tmp_path / "session").mkdir()
    answer = answer_of(CheckerSettings("zh-CN"), file, tmp_path / "session", monkeypatch)
    monkeypatch.chdir(file.parent)
    result = CliRunner().invoke(main, ["check", file.name, "--format", "json"])
    assert [answer["outcome"]] == json.loads(result.stdout)
    assert answer["errors"] == sum(finding["severity"] == "error" for finding in answer["outcome"]["findings"])


def issued(year: int, round_id: str | None, tmp_path: Path) -> Path:
    identity = None if round_id is None else Identity(round_id, "013", signature="0" * 32)
    return saved(replace(new_submission(official(), agency="示例县", year=year), identity=identity), tmp_path)


@pytest.mark.slow
@pytest.mark.parametrize(
    ("year", "round_id", "state", "words"),
    [
        (2025, ROUND.id, "returned", "本次下发"),
        (2024, "f" * 16, "other", "2024"),
        (2025, "f" * 16, "other", "示例县"),
        (2025, None, "other", "不是"),
    ],
)
def test_it_says_whether_the_workbook_is_one_of_the_round(
    year: int, round_id: str | None, state: str, words: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = issued(year, round_id, tmp_path)
    (tmp_path / "session").mkdir()
    settings = CheckerSettings("zh-CN", name=official().name, round=ROUND)
    remark = answer_of(settings, file, tmp_path / "session", monkeypatch)["round"]
    assert remark["state"] == state
    assert words in remark["sentence"]


@pytest.mark.slow
def test_the_page_has_its_parts_and_no_address() -> None:
    page = checker_page(ENGINE, CheckerSettings("en", round=ROUND), ["fr"]).decode()
    text = re.search(r'id="engine">([^<]*)</script>', page)
    assert text is not None
    packed = base64.b85decode(text[1].replace("/", "<"))
    content = gzip.decompress(packed[4 : 4 + int.from_bytes(packed[:4])])
    size = int.from_bytes(content[:4], "little")
    header = dict(json.loads(content[4 : 4 + size]))
    assert list(header) == ["settings.json", "pyodide.asm.wasm", "packages.zip"]
    assert len(content) == 4 + size + sum(header.values())
    assert b"one.pyc" in content
    assert b"uk.dat" not in content  # a language that nothing in the page is written in
    assert set(re.findall(r"https?://[^\"'` ]+", page.replace(text[1], ""))) <= {"https://parts.invalid/"}
    assert "County office" in page


def top_level_imports(source: bytes) -> set[str]:
    tree = ast.parse(source)
    named = {alias.name for node in tree.body if isinstance(node, ast.Import) for alias in node.names}
    return named | {str(node.module) for node in tree.body if isinstance(node, ast.ImportFrom)}


def pinned_libraries() -> set[str]:
    """The names of the libraries that are packed for browsers."""
    pinned = files("xlsreport.offline.browser_engine").joinpath("requirements.txt").read_text("utf-8")
    return set(re.findall(r"(?m)^(\S+)==", pinned))


def top_package(library: str) -> str:
    """What is written behind ``import`` for a library."""
    return {"pyyaml": "yaml"}.get(library, library.replace("-", "_"))


@pytest.mark.slow
def test_nothing_that_goes_into_the_page_needs_what_is_left_out_of_it() -> None:
    """Neither rooms of this package, nor libraries that are not pinned for browsers, nor modules of Python."""
    sources = {name: data for name, data in own_files().items() if name.endswith(".py")}
    own = {name.removesuffix(".py").removesuffix("/__init__").replace("/", ".") for name in sources}
    assert {name.split(".")[1] for name in own if "." in name}.isdisjoint({"cli", "parallel", "published", "round"})
    libraries = {top_package(library) for library in pinned_libraries()}
    unused = tuple(f"{name.rstrip('./').replace('/', '.')}." for name in UNUSED_MODULES)
    for name, source in sources.items():
        for needed in top_level_imports(source):
            top = needed.split(".")[0]
            assert needed in own or top in libraries or top in sys.stdlib_module_names, f"{name} imports {needed}"
            assert not f"{needed}.".startswith(unused), f"{name} imports {needed}"


@pytest.mark.slow
def test_no_library_goes_into_the_page_that_nothing_in_it_needs() -> None:
    """Each is imported by this package, or required by one that is."""
    trees = [ast.parse(data) for name, data in own_files().items() if name.endswith(".py")]
    nodes = [node for tree in trees for node in ast.walk(tree)]
    imported = {alias.name for node in nodes if isinstance(node, ast.Import) for alias in node.names}
    imported |= {str(node.module) for node in nodes if isinstance(node, ast.ImportFrom)}
    tops = {name.split(".")[0] for name in imported}
    waiting = [library for library in pinned_libraries() if top_package(library) in tops]
    needed: set[str] = set()
    while waiting:
        library = waiting.pop()
        needed.add(library)
        named = (re.split(r"[^\w.-]", line)[0].lower() for line in requires(library) or () if "extra ==" not in line)
        waiting += {name.replace("_", "-") for name in named} - needed
    assert pinned_libraries() <= needed


@pytest.mark.slow
def test_pages_are_the_same_from_the_same() -> None:
    assert checker_page(ENGINE, CheckerSettings("en")) == checker_page(ENGINE, CheckerSettings("en"))


def test_an_engine_is_read_as_it_was_written(tmp_path: Path) -> None:
    write_engine(tmp_path / "engine.zip", ENGINE)
    assert read_engine(tmp_path / "engine.zip", messages_for("en")) == ENGINE


def test_an_installed_engine_is_found(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The package for releases; an engine that was prepared on this computer goes before it."""
    for name in ("HOME", "XDG_CONFIG_HOME", "APPDATA"):
        monkeypatch.setenv(name, str(tmp_path / "home"))
    shutil.copytree(ENGINE_RELEASE, tmp_path / "site" / ENGINE_PACKAGE, ignore=shutil.ignore_patterns("*.zip"))
    monkeypatch.syspath_prepend(tmp_path / "site")
    assert not found_engine_path().is_file()
    write_engine(tmp_path / "site" / ENGINE_PACKAGE / ENGINE_NAME, ENGINE)
    assert found_engine_path() == tmp_path / "site" / ENGINE_PACKAGE / ENGINE_NAME
    write_engine(default_engine_path(), ENGINE)
    assert found_engine_path() == default_engine_path()


@pytest.mark.slow
def test_what_is_no_engine_is_told(tmp_path: Path) -> None:
    result = CliRunner().invoke(main, ["offline", "--engine", str(tmp_path / "none.zip"), "-o", "x.html"])
    assert result.exit_code == UNUSABLE
    assert "xlsreport offline --prepare" in result.output
    (tmp_path / "text.zip").write_text("no zip")
    with pytest.raises(EngineError, match="cannot be read as a browser engine"):
        read_engine(tmp_path / "text.zip", messages_for("en"))


def test_a_definition_of_ones_own_goes_into_the_page(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    own = harbour()
    file = saved(new_submission(own, agency="Bay", year=2025), tmp_path)
    (tmp_path / "session").mkdir()
    text = Path(HARBOUR).read_text(encoding="utf-8")
    answer = answer_of(CheckerSettings("en", definition=text), file, tmp_path / "session", monkeypatch)
    assert answer["outcome"]["definition"] == own.name
    assert answer["outcome"]["verdict"] != "rejected"


@pytest.mark.slow
def test_the_checker_of_a_round_goes_out_with_its_workbooks(tmp_path: Path) -> None:
    """It has neither the round's key nor any agency."""
    (tmp_path / "roster.csv").write_text("编号,单位\n001,甲镇政府\n", encoding="utf-8")
    made = RoundOptions("cn-gov-info-disclosure/2021", 2025, tmp_path / "roster.csv")
    round_ = create_round(tmp_path / "round", made, messages_for("zh-CN"))
    write_engine(tmp_path / "engine.zip", ENGINE)
    command = ["distribute", "--round", str(round_.folder), "--with-checker", "--engine", str(tmp_path / "engine.zip")]
    result = CliRunner().invoke(main, command)
    assert result.exit_code == 0, result.output
    page = (round_.subfolder("round.distributed") / "检查.html").read_text(encoding="utf-8")
    settings, _ = round_settings(round_)
    assert settings.round is not None
    assert (settings.round.id, settings.round.year) == (round_.id, 2025)
    for secret in ("甲镇政府", round_.key.hex(), base64.b64encode(round_.key).decode()):
        assert secret not in page
        assert secret not in settings.to_json()
