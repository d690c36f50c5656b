"""Within the folder of a round no command has to be told the definition: the round's is meant."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import click
import pytest
from click.testing import CliRunner, Result

from support.quarterly import UK_QUARTERS, form_text
from xlsreport import build_document, new_submission, read_workbook, render, write_workbook
from xlsreport.cli.group import COMMANDS, main
from xlsreport.messages import messages_for
from xlsreport.offline.browser_engine.engine_file import BrowserEngine, write_engine
from xlsreport.round.folder import Round, open_round


def command(*arguments: object) -> Result:
    runner = CliRunner(env={"XLSREPORT_LANG": "en"})
    return runner.invoke(main, list(map(str, arguments)), catch_exceptions=False)


@pytest.fixture
def round_(begun: Path, tmp_path: Path) -> Round:
    """A copy, so that each test may do as it likes."""
    shutil.copytree(begun, tmp_path, dirs_exist_ok=True)
    return open_round(tmp_path / "q1", messages_for("en"))


@pytest.fixture(scope="module")
def begun(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a round of a form that does not ship and whose file has since been lost, and a filled workbook."""
    folder = tmp_path_factory.mktemp("begun")
    definition, roster = folder / "repairs.yaml", folder / "roster.csv"
    definition.write_text(form_text(UK_QUARTERS), encoding="utf-8")
    roster.write_text("code,name\n01,Oldham\n", encoding="utf-8")
    said = command("init", folder / "q1", "--definition", definition, "--period", "2025-Q1", "--roster", roster)
    assert said.exit_code == 0, said.output
    definition.unlink()
    round_ = open_round(folder / "q1", messages_for("en"))
    (round_.folder / "inbox" / "today").mkdir(parents=True)
    assert command("distribute", "--round", round_.folder).exit_code == 0
    (given,) = round_.subfolder("round.distributed").glob("01-*.xlsx")
    figures = {"repairs.homes.done": 2, "repairs.homes.open": 5}
    entries = new_submission(round_.definition, entries=figures).entries
    write_workbook(replace(read_workbook(given, round_.definition), entries=entries), folder / "sent.xlsx")
    sent = read_workbook(folder / "sent.xlsx", round_.definition)
    (folder / "page.html").write_bytes(render(build_document(sent), "html"))
    write_engine(folder / "engine.zip", BrowserEngine({}, {"pyodide/pyodide.mjs": b""}))
    return folder


def _is_described(said: Result, _: Path) -> bool:
    places = json.loads(said.output)["places"]
    return [one["place"] for one in places] == ["repairs.homes.done", "repairs.homes.open"]


def _is_checked(said: Result, folder: Path) -> bool:
    return said.output == f"{folder / 'sent.xlsx'} (Oldham 2025-Q1): nothing to complain about\n"


def _is_linted(said: Result, _: Path) -> bool:
    return "definition.yaml: no problems. 2 figures" in said.output


def _is_tried(said: Result, _: Path) -> bool:
    return said.output.startswith("Read as a text of Oldham about Q2 2025/26.")


def _is_begun(_: Result, folder: Path) -> bool:
    begun = open_round(folder / "q2", messages_for("en"))
    return (begun.definition.name, begun.part, len(begun.roster)) == ("repairs-return/1", 2, 1)


def _is_audited(_: Result, folder: Path) -> bool:
    (one,) = json.loads((folder / "audit.json").read_text(encoding="utf-8"))["reports"]
    return bool(one["definition"] == "repairs-return/1")


TRIED: dict[str, tuple[tuple[str, ...], Callable[[Result, Path], bool]]] = {
    "describe": (("describe", "--format", "json"), _is_described),
    "lint": (
        ("lint",),
        _is_linted,
    ),
    "lint --try": (("lint", "--try", "Twelve", "--agency", "Oldham", "--period", "2025-Q2"), _is_tried),
    "translate": (
        ("translate", "--to", "fr", "-o", "FOLDER/fr.yaml"),
        lambda _, folder: "Homes" in (folder / "fr.yaml").read_text(encoding="utf-8"),
    ),
    "new": (("new", "-o", "FOLDER/new.xlsx"), lambda _, folder: (folder / "new.xlsx").exists()),
    "check": (("check", "FOLDER/sent.xlsx"), _is_checked),
    "open": (
        ("open", "FOLDER/sent.xlsx", "--no-browser", "-o", "FOLDER/found.html"),
        lambda _, folder: (folder / "found.html").exists(),
    ),
    "offline": (
        ("offline", "--engine", "FOLDER/engine.zip", "-o", "FOLDER/checker.html"),
        lambda _, folder: (folder / "checker.html").exists(),
    ),
    "export": (
        ("export", "FOLDER/sent.xlsx", "-o", "FOLDER/data.zip"),
        lambda _, folder: (folder / "data.zip").exists(),
    ),
    "render": (("render", "FOLDER/sent.xlsx", "-o", "FOLDER/r.html"), lambda _, folder: (folder / "r.html").exists()),
    "import": (("import", "FOLDER/page.html"), lambda said, _: "repairs-return/1, Oldham, 2025-Q1" in said.output),
    "audit": (("audit", "FOLDER/page.html", "-o", "FOLDER/audit.json"), _is_audited),
    "diff": (("diff", "FOLDER/sent.xlsx", "FOLDER/page.html"), lambda said, _: "sent.xlsx" in said.output),
    "migrate": (
        ("migrate", "FOLDER/sent.xlsx", "-o", "FOLDER/moved.xlsx"),
        lambda _, folder: (folder / "moved.xlsx").exists(),
    ),
    "init": (("init", "FOLDER/q2", "--period", "2025-Q2"), _is_begun),
}


def test_every_command_that_takes_a_definition_is_tried() -> None:
    with click.Context(main) as ctx:
        taking = {
            name
            for name in COMMANDS
            for one in getattr(main.get_command(ctx, name), "params", ())
            if "DEFINITION" in str(one.metavar) or one.name == "definition"
        }
    assert taking == {name.split()[0] for name in TRIED}


@pytest.mark.slow
@pytest.mark.parametrize("below", [".", "inbox", "inbox/today"])
@pytest.mark.parametrize("name", TRIED)
def test_inside_a_round(name: str, below: str, round_: Round, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(round_.folder / below)
    _expect(name, round_.folder.parent)


@pytest.mark.slow
@pytest.mark.parametrize("name", TRIED)
def test_the_round_that_the_environment_names(
    name: str, round_: Round, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XLSREPORT_ROUND", str(round_.folder))
    monkeypatch.chdir(tmp_path)
    _expect(name, tmp_path)


def _expect(name: str, folder: Path) -> None:
    arguments, is_right = TRIED[name]
    said = command(*(one.replace("FOLDER", str(folder)) for one in arguments))
    assert said.exit_code == 0, said.output
    assert is_right(said, folder), said.output


@pytest.mark.parametrize(
    ("name", "sentence"),
    [
        ("describe", "DEFINITION is missing"),
        ("lint", "DEFINITION is missing"),
        ("lint --try", "Name the definition"),
        ("new", "DEFINITION is missing"),
        ("translate", "DEFINITION is missing"),
        ("check", "“repairs-return/1”"),
        ("render", "“repairs-return/1”"),
        ("init", "--definition is missing"),
    ],
)
def test_elsewhere_a_definition_is_asked_for(
    name: str, sentence: str, round_: Round, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(round_.folder.parent)
    said = command(*(one.replace("FOLDER", str(round_.folder.parent)) for one in TRIED[name][0]))
    assert said.exit_code == 2
    assert sentence in " ".join(said.output.split())


def test_elsewhere_a_roster_is_asked_for(round_: Round, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(round_.folder.parent)
    said = command("init", "q2", "--definition", "uk-style-quarterly/2025", "--period", "2025-Q2")
    assert said.exit_code == 2
    assert "--roster is missing" in said.output


def test_what_is_given_counts_more_than_the_round(round_: Round, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(round_.folder)
    said = command("describe", "uk-style-quarterly/2025", "--format", "json")
    assert json.loads(said.output)["definition"] == "uk-style-quarterly/2025"
