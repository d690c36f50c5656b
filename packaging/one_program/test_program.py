"""The one program, run as an office has it: in an empty folder, without Python, with nothing on the path.

``nox -s program`` runs this beside the package that the program was built from. What both write has to be the same,
byte by byte; whether the package itself is right is told by ``tests/``.
"""

from __future__ import annotations

import io
import json
import os
import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

import py7zr
import pytest
import rars
from msoffcrypto.format.ooxml import OOXMLFile

from xlsreport import __version__
from xlsreport.cli.group import COMMANDS, FOUND_ERRORS, OK, UNUSABLE
from xlsreport.definition.loading.shipped_definitions import shipped_names

ROOT = Path(__file__).resolve().parents[2]
PROGRAM = [os.environ.get("XLSREPORT_PROGRAM", str(ROOT / "dist" / "xlsreport"))]
PACKAGE = [sys.executable, "-m", "xlsreport"]
SAMPLES = sorted(file.parent.name for file in ROOT.glob("samples/*/workbook.xlsx"))
CLEAN = ROOT / "samples" / "shuyang-2025" / "workbook.xlsx"
OF_EXCEL = "VelvetSweatshop"
"""The password by which Excel itself opens a workbook without asking."""
MANY = 60
"""Workbooks, of which several processes are started to read them."""
ENGINE = os.environ.get("XLSREPORT_ENGINE")
"""The browser engine that the program was built with, if it was."""


def environment(home: Path) -> Mapping[str, str]:
    """What is left of this process's: no path, no Python, and an empty home."""
    kept = {name: os.environ[name] for name in ("SYSTEMROOT", "TEMP", "TMP") if name in os.environ}
    return {**kept, "PATH": str(home), "HOME": str(home), "USERPROFILE": str(home), "APPDATA": str(home)}


def run(folder: Path, *arguments: object, code: int = OK, by: Sequence[str] = PROGRAM) -> bytes:
    """The output of the program, which must end as is expected, and without a traceback."""
    home = folder / "home"
    home.mkdir(exist_ok=True)
    command = [*by, *map(str, arguments)]
    done = subprocess.run(command, cwd=folder, env=environment(home), stdin=subprocess.DEVNULL, capture_output=True)
    said = (done.stdout + done.stderr).decode("utf-8", "replace")
    assert done.returncode == code, said
    assert "Traceback" not in said
    return done.stdout


def assert_same(folder: Path, *arguments: object, code: int = OK) -> None:
    assert run(folder, *arguments, code=code) == run(folder, *arguments, code=code, by=PACKAGE)


def encrypted(data: bytes) -> bytes:
    stream = io.BytesIO()
    OOXMLFile(io.BytesIO(data)).encrypt(OF_EXCEL, stream)
    return stream.getvalue()


def test_it_says_its_version(tmp_path: Path) -> None:
    assert run(tmp_path, "--version").decode().split() == ["xlsreport", __version__]


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_is_in_it(name: str, tmp_path: Path) -> None:
    assert_same(tmp_path, name, "--help")


def test_it_has_all_definitions(tmp_path: Path) -> None:
    said = run(tmp_path, "templates").decode("utf-8", "replace")
    assert [name for name in shipped_names() if name not in said] == []


@pytest.mark.parametrize("sample", SAMPLES)
def test_it_finds_what_the_package_finds(sample: str, tmp_path: Path) -> None:
    [expected] = json.loads((ROOT / "samples" / sample / "findings.json").read_text("utf-8"))
    code = FOUND_ERRORS if any(finding["severity"] == "error" for finding in expected["findings"]) else OK
    assert_same(tmp_path, "check", "--format", "json", ROOT / "samples" / sample / "workbook.xlsx", code=code)


@pytest.mark.parametrize("ending", ["docx", "html", "pdf"])
@pytest.mark.parametrize("sample", ["shuyang-2025", "us-doj-foia-2016"])
def test_its_reports_are_the_package_s(sample: str, ending: str, tmp_path: Path) -> None:
    workbook = ROOT / "samples" / sample / "workbook.xlsx"
    run(tmp_path, "render", workbook, "-o", f"program.{ending}")
    run(tmp_path, "render", workbook, "-o", f"package.{ending}", by=PACKAGE)
    made = (tmp_path / f"program.{ending}").read_bytes()
    assert len(made) > 10_000
    assert made == (tmp_path / f"package.{ending}").read_bytes()


def test_it_reads_published_reports(tmp_path: Path) -> None:
    """In each format by the library that does; by several processes, as everywhere where there are several cores."""
    published = [ROOT / "samples" / "shuyang-2025" / f"report.{ending}" for ending in ("html", "docx", "pdf")]
    told = json.loads(run(tmp_path, "audit", "--format", "json", *published))
    assert [one["figures"]["printed"] > 0 for one in told["reports"]] == [True] * len(published)
    assert_same(tmp_path, "audit", "--format", "json", *published)


def test_it_shows_findings_as_a_page(tmp_path: Path) -> None:
    run(tmp_path, "open", "--no-browser", "-o", "found.html", CLEAN)
    assert CLEAN.name in (tmp_path / "found.html").read_text("utf-8")


def test_it_runs_the_whole_demonstration(tmp_path: Path) -> None:
    run(tmp_path, "demo", "round")
    reports = [file.suffix for file in (tmp_path / "round").glob("2025年报/报告/**/*") if file.is_file()]
    assert {ending: reports.count(ending) for ending in (".docx", ".html", ".pdf")} == dict.fromkeys(
        (".docx", ".html", ".pdf"), 8
    )
    assert (tmp_path / "round" / "进度.html").stat().st_size > 0


def a_round(folder: Path, agencies: int) -> None:
    rows = "".join(f"{number:02},示例{number:02}局\n" for number in range(1, agencies + 1))
    (folder / "roster.csv").write_text("代码,单位名称\n" + rows, encoding="utf-8")
    facts = ("--definition", "cn-gov-info-disclosure/2021", "--year", "2025", "--roster", "roster.csv")
    run(folder, "init", "R", *facts, "--name", "示例", "--office", "示例办", "--deadline", "2026-01-20")
    run(folder, "distribute", "--round", "R")


def test_several_processes_read_a_round(tmp_path: Path) -> None:
    a_round(tmp_path, MANY)
    options = ("--round", "R", "--processes", "2", "--format", "json")
    told = json.loads(
        run(tmp_path, "collect", *options, *sorted(tmp_path.glob("R/下发/*报告.xlsx")), code=FOUND_ERRORS)
    )
    assert [one["reason"] for one in told] == ["blank"] * MANY


def test_it_opens_archives_and_encrypted_workbooks(tmp_path: Path) -> None:
    a_round(tmp_path, 2)
    inbox = tmp_path / "inbox"
    inbox.mkdir()
    locked = tmp_path / "locked.xlsx"
    locked.write_bytes(encrypted(CLEAN.read_bytes()))
    assert_same(tmp_path, "check", locked)
    with py7zr.SevenZipFile(inbox / "a.7z", "w") as archive:
        archive.writestr(CLEAN.read_bytes(), "in7z.xlsx")
    builder = rars.RarBuilder()
    builder.add_bytes(CLEAN.read_bytes(), "inrar.xlsx", mtime=1768500000)
    (inbox / "b.rar").write_bytes(bytes(builder.to_bytes()))
    told = json.loads(run(tmp_path, "collect", "--round", "R", "--format", "json", "inbox", code=FOUND_ERRORS))
    assert {Path(one["file"]).name for one in told} == {"a.7z!in7z.xlsx", "b.rar!inrar.xlsx"}


def test_a_mistake_is_told_in_a_sentence(tmp_path: Path) -> None:
    run(tmp_path, "check", "nothing.xlsx", code=UNUSABLE)


@pytest.mark.skipif(ENGINE is None, reason="built without a browser engine: XLSREPORT_ENGINE names none")
def test_it_makes_the_same_checker(tmp_path: Path) -> None:
    run(tmp_path, "offline", "-o", "program.html")
    run(tmp_path, "offline", "--engine", ENGINE, "-o", "package.html", by=PACKAGE)
    assert (tmp_path / "program.html").read_bytes() == (tmp_path / "package.html").read_bytes()
