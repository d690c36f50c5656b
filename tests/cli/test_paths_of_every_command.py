"""Every option and argument that takes a path, with everything that a path can lead to: a sentence, and exit code 2."""

from __future__ import annotations

import os
import re
import socket
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest

from support.command_process import CommandProcess, Told, command_process
from support.files import OFFICIAL
from support.grants import GRANTS as GRANTS_FORM
from xlsreport.cli.group import COMMANDS
from xlsreport.offline.browser_engine.engine_file import BrowserEngine, write_engine

pytestmark = [pytest.mark.slow, pytest.mark.skipif(os.name == "nt", reason="makes pipes and names devices")]

GRANTS = str(GRANTS_FORM)
CLEAN = Path(__file__).resolve().parents[2] / "samples" / "shuyang-2025" / "workbook.xlsx"
INPUTS: dict[str, tuple[str, tuple[str, ...]]] = {
    "a workbook": (".xlsx", ("check", "PATH")),
    "a workbook to open": (".xlsx", ("open", "PATH", "--no-browser", "-o", os.devnull)),
    "a published report": (".html", ("import", "PATH", "--definition", OFFICIAL)),
    "published reports to audit": (".html", ("audit", "PATH", "--definition", OFFICIAL)),
    "a list of agencies to audit": (".csv", ("audit", "PATH", "--definition", OFFICIAL)),
    "a definition to check with": (".yaml", ("check", "CLEAN", "--definition", "PATH")),
    "last year's workbook": (".xlsx", ("check", "CLEAN", "--previous", "PATH")),
    "a definition to look through": (".yaml", ("lint", "PATH")),
    "a definition to describe": (".yaml", ("describe", "PATH")),
    "a definition to translate": (".yaml", ("translate", "PATH", "--to", "fr", "-o", "NEW.yaml")),
    "a definition to write": (".yaml", ("new", "PATH", "-o", "NEW.xlsx")),
    "entries in YAML": (".yaml", ("new", OFFICIAL, "-o", "NEW.xlsx", "--entries", "PATH")),
    "entries in JSON": (".json", ("new", OFFICIAL, "-o", "NEW.xlsx", "--entries", "PATH")),
    "last year's workbook for a new one": (".xlsx", ("new", OFFICIAL, "-o", "NEW.xlsx", "--previous", "PATH")),
    "lines of a list": (".csv", ("new", GRANTS, "-o", "NEW.xlsx", "--lines", "grants=PATH")),
    "a filled workbook to go on with": (".xlsx", ("new", OFFICIAL, "-o", "NEW.xlsx", "--from", "PATH")),
    "a workbook to move": (".xlsx", ("migrate", "PATH", "--to", OFFICIAL, "-o", "NEW.xlsx")),
    "a definition to move to": (".yaml", ("migrate", "CLEAN", "--to", "PATH", "-o", "NEW.xlsx")),
    "a report to compare": (".xlsx", ("diff", "CLEAN", "PATH")),
    "a published report to compare": (".html", ("diff", "CLEAN", "PATH")),
    "a definition to compare": (".yaml", ("diff", OFFICIAL, "PATH")),
    "a workbook to export": (".xlsx", ("export", "PATH", "-o", "NEW.zip")),
    "a definition for a checker": (".yaml", ("offline", "PATH", "--engine", "ENGINE", "-o", os.devnull)),
    "an engine": (".zip", ("offline", "--engine", "PATH", "-o", "NEW.html")),
    "an engine for a round": (".zip", ("distribute", "--round", "ROUND", "--with-checker", "--engine", "PATH")),
    "a workbook to render": (".xlsx", ("render", "PATH", "-o", "NEW.docx")),
    "styles": (".docx", ("render", "CLEAN", "-o", "NEW.docx", "--style", "PATH")),
    "a site": (".yaml", ("render", "CLEAN", "-o", "NEW.html", "--site", "PATH")),
    "a roster of text": (".csv", ("roster", "PATH")),
    "a roster": (".xlsx", ("roster", "PATH")),
    "a roster of LibreOffice": (".ods", ("roster", "PATH")),
    "a roster for a round": (".csv", ("init", "NEW", "--definition", OFFICIAL, "--year", "2025", "--roster", "PATH")),
    "a definition for a round": (
        ".yaml",
        ("init", "NEW", "--definition", "PATH", "--year", "2025", "--roster", "ROSTER"),
    ),
    "last year's figures": ("", ("distribute", "--round", "ROUND", "--previous", "PATH")),
    "what came in": (".xlsx", ("collect", "--round", "ROUND", "PATH", "--processes", "1")),
    "an archive that came in": (".zip", ("collect", "--round", "ROUND", "PATH", "--processes", "1")),
}
ROUNDS: dict[str, tuple[str, tuple[str, ...]]] = {
    name: ("", (name, *arguments, "--round", "PATH"))
    for name, arguments in {
        "distribute": (),
        "status": (),
        "offline": ("--engine", "ENGINE", "-o", "NEW.html"),
        "return": (),
        "decide": ("1",),
        "compare": (),
        "consolidate": (),
        "export": ("-o", "NEW.zip"),
        "migrate": ("CLEAN", "-o", "NEW.xlsx"),
        "collect": ("CLEAN",),
        "render": ("--all",),
    }.items()
}
OUTPUTS: dict[str, tuple[str, tuple[str, ...]]] = {
    "a new workbook": (".xlsx", ("new", OFFICIAL, "-o", "PATH", "--force")),
    "a moved workbook": (".xlsx", ("migrate", "CLEAN", "--to", OFFICIAL, "-o", "PATH", "--force")),
    "a workbook of a published report": (".xlsx", ("import", "PAGE.html", "-o", "PATH", "--force")),
    "an audit": (".xlsx", ("audit", "PAGE.html", "--definition", OFFICIAL, "-o", "PATH")),
    "a page of an audit": (".html", ("audit", "PAGE.html", "--definition", OFFICIAL, "--html", "PATH")),
    "a comparison of two reports": (".xlsx", ("diff", "CLEAN", "CLEAN", "-o", "PATH")),
    "a report in Word": (".docx", ("render", "CLEAN", "-o", "PATH", "--force")),
    "a report as a page": (".html", ("render", "CLEAN", "-o", "PATH")),
    "exported data": (".zip", ("export", "CLEAN", "-o", "PATH", "--force")),
    "a folder of exported data": ("", ("export", "CLEAN", "-o", "PATH", "--force")),
    "a page of findings": (".html", ("open", "CLEAN", "--no-browser", "-o", "PATH")),
    "a checker": (".html", ("offline", "--engine", "ENGINE", "-o", "PATH")),
    "an empty roster": (".xlsx", ("roster", "--template", "PATH")),
    "a list of the status": (".xlsx", ("status", "--round", "ROUND", "-o", "PATH")),
    "a page of the status": (".html", ("status", "--round", "ROUND", "-o", "PATH")),
    "a comparison": (".xlsx", ("compare", "--round", "ROUND", "-o", "PATH")),
    "a new round": ("", ("init", "PATH", "--definition", OFFICIAL, "--year", "2025", "--roster", "ROSTER")),
}


def strange_inputs(folder: Path, ending: str) -> dict[str, str]:
    """What is no file that can be read, under names that end as the command asks."""

    def link(name: str, target: str | Path) -> str:
        (folder / f"{name}{ending}").symlink_to(target)
        return str(folder / f"{name}{ending}")

    os.mkfifo(folder / "pipe")
    with socket.socket(socket.AF_UNIX) as listening:
        listening.bind(os.path.relpath(folder / "socket"))
    with (folder / f"endless{ending}").open("wb") as file:
        file.truncate(10**12)
    return {
        "a pipe": link("a_pipe", folder / "pipe"),
        "a socket": link("a_socket", folder / "socket"),
        "zeros without end": link("zeros", "/dev/zero"),
        "a full device": link("full", "/dev/full"),
        "nothing": link("null", "/dev/null"),
        "memory": link("memory", "/proc/self/mem"),
        "the system's log": link("log", "/proc/kmsg"),
        "a circle of links": link("circle", folder / f"circle{ending}"),
        "a file of a terabyte": str(folder / f"endless{ending}"),
        "a name that is too long": str(folder / ("a" * 300 + ending)),
        "a path that is too long": str(folder) + "/b" * 3_000 + ending,
        "a file as a folder": str(folder / f"endless{ending}" / f"x{ending}"),
        "an empty path": "",
    }


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory, process: CommandProcess) -> Mapping[str, str]:
    """A round of two agencies, its roster, and a place for what is written."""
    folder = tmp_path_factory.mktemp("world")
    roster = folder / "roster.csv"
    roster.write_text("编号,单位\n001,甲镇\n002,乙镇\n", encoding="utf-8")
    made = ["init", str(folder / "round"), "--definition", OFFICIAL, "--year", "2025", "--roster", str(roster)]
    assert [told.code for told in process.told([made])] == [0]
    engine = folder / "engine.zip"
    write_engine(engine, BrowserEngine({}, {"pyodide/pyodide.mjs": b"", "libraries/one.pyc": b""}))
    files = {"ROUND": folder / "round", "ROSTER": roster, "CLEAN": CLEAN, "NEW": folder / "new", "ENGINE": engine}
    files["PAGE"] = CLEAN.with_name("report")
    return {name: str(path) for name, path in files.items()}


@pytest.fixture(scope="module")
def process() -> Iterator[CommandProcess]:
    """Runs the commands of all tests."""
    with command_process() as running:
        yield running


def commands_of(command: tuple[str, ...], world: Mapping[str, str], paths: Mapping[str, str]) -> list[list[str]]:
    names = dict(world)

    def named(word: str, path: str) -> str:
        stem, dot, ending = word.partition(".")
        return (
            word.replace("PATH", path)
            if word.endswith("PATH")
            else names[stem] + dot + ending
            if stem in names
            else word
        )

    return [[named(word, path) for word in command] for path in paths.values()]


def is_refusal(told: Told) -> bool:
    """Whether a command ended by itself, in a sentence or two, and not in a traceback."""
    lines = [line for line in told.said.splitlines() if line.strip()]
    return told.code == 2 and 1 <= len(lines) <= 3 and "Traceback" not in told.said and "Error:" not in lines[0]


@pytest.mark.parametrize(("ending", "command"), [*INPUTS.values(), *ROUNDS.values()], ids=[*INPUTS, *ROUNDS])
def test_whatever_is_named_to_be_read(
    ending: str, command: tuple[str, ...], world: Mapping[str, str], process: CommandProcess, tmp_path: Path
) -> None:
    paths = strange_inputs(tmp_path, ending)
    if command[0] == "distribute" and "--previous" in command:  # a file that cannot serve is told, and the rest is done
        for unfit in ("a file of a terabyte", "memory", "the system's log"):
            del paths[unfit]
    told = process.told(commands_of(command, world, paths))
    assert {name: one for name, one in zip(paths, told, strict=True) if not is_refusal(one)} == {}
    assert not list(Path(world["NEW"]).parent.glob("new*"))


@pytest.mark.parametrize(("ending", "command"), INPUTS.values(), ids=INPUTS)
def test_a_link_that_leads_nowhere_is_told_as_that(
    ending: str, command: tuple[str, ...], world: Mapping[str, str], process: CommandProcess, tmp_path: Path
) -> None:
    link = tmp_path / f"dead{ending}"
    link.symlink_to("nowhere")
    (told,) = process.told(commands_of(command, world, {"link": str(link)}))
    assert re.search("leads nowhere|失效的链接", told.said)


@pytest.mark.parametrize(("ending", "command"), OUTPUTS.values(), ids=OUTPUTS)
def test_whatever_is_named_to_be_written(
    ending: str, command: tuple[str, ...], world: Mapping[str, str], process: CommandProcess, tmp_path: Path
) -> None:
    paths = strange_inputs(tmp_path, ending)
    for writable in ("a file of a terabyte", "nothing", "a file as a folder", "memory"):
        del paths[writable]  # is replaced, or told by other tests
    (tmp_path / f"a_folder{ending}").mkdir()
    paths["a folder"] = str(tmp_path / f"a_folder{ending}")
    if not ending:
        del paths["a folder"]  # which is what it makes, or fills
    told = process.told(commands_of(command, world, paths))
    assert {name: one for name, one in zip(paths, told, strict=True) if not is_refusal(one)} == {}


def test_every_command_that_takes_a_path_is_here() -> None:
    tried = {arguments[0] for _, arguments in [*INPUTS.values(), *ROUNDS.values(), *OUTPUTS.values()]}
    assert set(COMMANDS) - tried == {"templates", "demo"}


def test_a_demonstration_goes_where_a_folder_can_be_made(tmp_path: Path, process: CommandProcess) -> None:
    paths = {"too long": str(tmp_path / ("a" * 300)), "here": ".", "above all": "/", "empty": ""}
    told = process.told([["demo", path] for path in paths.values()])
    assert {name: one for name, one in zip(paths, told, strict=True) if not is_refusal(one)} == {}
