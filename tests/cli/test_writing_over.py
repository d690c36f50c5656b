"""What stands where a command writes: an untouched file of ours is replaced, all else is left and told."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import docx
import pytest
from click.testing import CliRunner, Result

from support.commands import run as run_in
from support.files import OFFICIAL, official, saved
from support.ordinary_user import an_ordinary_user, open_folder
from support.rounds import make_round, send
from xlsreport import new_submission
from xlsreport.cli import main
from xlsreport.messages import messages_for
from xlsreport.round.folder import Round
from xlsreport.round.incoming.collection import collect

ZH = messages_for("zh-CN")
POSIX = pytest.mark.skipif(os.name == "nt", reason="permissions are other ones")


def run(*arguments: str | Path) -> Result:
    return CliRunner(env={"XLSREPORT_LANG": "zh-CN"}).invoke(main, list(map(str, arguments)), catch_exceptions=False)


def refused(result: Result, sentence: str) -> None:
    assert (result.exit_code, result.stdout, result.stderr) == (2, "", f"{sentence}\n")


def filled(folder: Path, agency: str = "某镇") -> Path:
    return saved(new_submission(official(), agency=agency, year=2025), folder, f"{agency}.xlsx")


def edit(path: Path) -> bytes:
    """Change a word, as a leader does; gives what is in the file then."""
    word = docx.Document(str(path))
    word.paragraphs[0].add_run("（定稿）")
    word.save(str(path))
    return path.read_bytes()


# One report


@pytest.mark.slow
@pytest.mark.parametrize("ending", ["docx", "html", "pdf"])
def test_an_untouched_report_is_replaced_without_asking(ending: str, tmp_path: Path) -> None:
    report = tmp_path / f"报告.{ending}"
    said = []
    for agency in ("某镇", "某镇", "另一个镇"):
        result = run("render", filled(tmp_path, agency), "--draft", "-o", report)
        assert (result.exit_code, result.stdout) == (0, f"已生成 {report}\n")
        said.append(report.read_bytes())
    assert said[0] == said[1] != said[2]


@pytest.mark.slow
def test_an_untouched_report_is_known_under_another_name_and_in_another_place(tmp_path: Path) -> None:
    first, moved = tmp_path / "a.docx", tmp_path / "定稿" / "b.docx"
    assert run("render", filled(tmp_path), "--draft", "-o", first).exit_code == 0
    moved.parent.mkdir()
    shutil.move(first, moved)
    assert run("render", filled(tmp_path, "另一个镇"), "--draft", "-o", moved).exit_code == 0


@pytest.mark.slow
def test_an_edited_report_is_left_and_told_and_replaced_when_that_is_asked_for(tmp_path: Path) -> None:
    report, workbook = tmp_path / "报告.docx", filled(tmp_path)
    assert run("render", workbook, "--draft", "-o", report).exit_code == 0
    written, edited = report.read_bytes(), edit(report)
    refused(run("render", workbook, "--draft", "-o", report), ZH("command.changed", file=report))
    assert report.read_bytes() == edited
    assert run("render", workbook, "--draft", "-o", report, "--force").exit_code == 0
    assert report.read_bytes() == written


@pytest.mark.slow
@pytest.mark.parametrize("name", ["公函.docx", "页面.html", "公函.pdf"])
def test_what_is_not_ours_is_left(name: str, tmp_path: Path) -> None:
    (tmp_path / name).write_bytes(b"somebody's own")
    refused(
        run("render", filled(tmp_path), "--draft", "-o", tmp_path / name), ZH("command.changed", file=tmp_path / name)
    )
    assert (tmp_path / name).read_bytes() == b"somebody's own"


# A round


@pytest.fixture
def round_(tmp_path: Path) -> Round:
    """Two agencies, both of which have sent their reports."""
    made = make_round(tmp_path / "年报", 2)
    send(made, tmp_path / "收件箱", ["001", "002"])
    list(collect(made, [tmp_path / "收件箱"]))
    return made


@pytest.mark.slow
def test_of_a_rounds_reports_those_that_a_leader_has_edited_are_left_and_told(round_: Round) -> None:
    assert run_in("render", round_.folder, "--all", "--to", "docx", "--to", "html").code == 0
    folder = round_.subfolder("round.reports")
    report = folder / "001-第001镇-2025年度报告.docx"
    edited = edit(report)
    said = run_in("render", round_.folder, "--all", "--to", "docx", "--to", "html")
    assert (said.code, said.err.splitlines()) == (1, [ZH("command.changed", file=report)])
    assert said.out.splitlines() == [ZH("round.rendered", folder=folder, count=2, left_out=0)]
    assert report.read_bytes() == edited
    assert run_in("render", round_.folder, "--all", "--to", "docx", "--force").code == 0
    assert report.read_bytes() != edited


@pytest.mark.slow
@pytest.mark.parametrize(
    ("command", "name"), [("status", "进度.xlsx"), ("status", "进度.html"), ("compare", "查重.xlsx")]
)
def test_a_list_or_page_that_somebody_has_changed_is_left(
    command: str, name: str, round_: Round, tmp_path: Path
) -> None:
    target = tmp_path / name
    for _ in range(2):
        assert run_in(command, round_.folder, "-o", target).code == 0
    changed = target.read_bytes() + b"\n"
    target.write_bytes(changed)
    said = run_in(command, round_.folder, "-o", target)
    assert (said.code, said.err) == (2, f"{ZH('command.changed', file=target)}\n")
    assert target.read_bytes() == changed
    assert run_in(command, round_.folder, "-o", target, "--force").code == 0
    assert target.read_bytes() != changed


@pytest.mark.slow
def test_the_roster_is_not_written_over_by_a_status_that_was_given_its_name(round_: Round) -> None:
    """A name that was mistyped costs nobody a list."""
    roster = round_.folder / "roster.xlsx"
    roster.write_bytes(b"PK somebody's list")
    said = run_in("status", round_.folder, "-o", roster)
    assert said.code == 2
    assert roster.read_bytes() == b"PK somebody's list"


@pytest.mark.slow
def test_a_covering_list_or_bundle_that_somebody_has_changed_is_left_and_told(round_: Round) -> None:
    assert run_in("distribute", round_.folder, "--zip").code == 0
    folder = round_.subfolder("round.distributed")
    changed = [folder / "下发清单.xlsx", folder / "其他单位.zip"]
    for path in changed:
        path.write_bytes(path.read_bytes() + b"\n")
    said = run_in("distribute", round_.folder, "--zip")
    assert said.err.splitlines() == [ZH("write.changed", file=path) for path in changed]
    for path in changed:
        path.unlink()
    assert run_in("distribute", round_.folder, "--zip").err == ""
    assert all(path.is_file() for path in changed)


# What cannot be written


def to_new(target: Path, folder: Path) -> Result:
    return run("new", OFFICIAL, "--force", "-o", target)


def to_render(target: Path, folder: Path) -> Result:
    return run("render", filled(folder), "--draft", "--force", "-o", target.with_suffix(".docx"))


def to_roster(target: Path, folder: Path) -> Result:
    return run("roster", "--template", target)


WRITERS = pytest.mark.parametrize("write", [to_new, to_render, to_roster])
Writer = Callable[[Path, Path], Result]


@WRITERS
def test_a_missing_folder_is_told_and_not_made(write: Writer, tmp_path: Path) -> None:
    target = tmp_path / "发布" / "a.xlsx"
    result = write(target, tmp_path)
    (sentence,) = result.stderr.splitlines()
    assert result.exit_code == 2
    assert sentence.endswith(f"没有文件夹 {target.parent}。请先建立它，或核对路径。")
    assert not target.parent.exists()


@WRITERS
def test_a_folder_is_told(write: Writer, tmp_path: Path) -> None:
    for suffix in (".xlsx", ".docx"):
        (tmp_path / f"a{suffix}").mkdir()
    result = write(tmp_path / "a.xlsx", tmp_path)
    assert result.exit_code == 2
    assert "不是普通文件，而是文件夹，没有写入。" in result.stderr


@pytest.mark.parametrize("write", [to_new, to_render])
def test_a_read_only_file_is_left(write: Writer, tmp_path: Path) -> None:
    for suffix in (".xlsx", ".docx"):
        (tmp_path / f"a{suffix}").write_bytes(b"old")
        (tmp_path / f"a{suffix}").chmod(0o444)
    result = write(tmp_path / "a.xlsx", tmp_path)
    assert result.exit_code == 2
    assert "它是只读文件，没有改动。" in result.stderr
    assert all((tmp_path / f"a{suffix}").read_bytes() == b"old" for suffix in (".xlsx", ".docx"))


@pytest.mark.slow
@POSIX
def test_a_file_that_is_held_by_somebody_else_is_left_and_no_passing_file_stays() -> None:
    """As on Windows where Word has it open: beside it may be written, but it cannot be replaced."""
    with open_folder() as folder:
        (folder / "a.xlsx").write_bytes(b"old")
        (folder / "a.xlsx").chmod(0o666)
        folder.chmod(0o1777)
        with an_ordinary_user():
            refused(to_new(folder / "a.xlsx", folder), ZH("write.open", file=folder / "a.xlsx"))
        assert [path.name for path in folder.iterdir()] == ["a.xlsx"]
        assert (folder / "a.xlsx").read_bytes() == b"old"


@pytest.mark.slow
@POSIX
def test_a_full_disk_is_told_by_every_command_and_what_was_there_stays(tmp_path: Path) -> None:
    workbook = filled(tmp_path)
    for command, name in (("new", "a.xlsx"), ("render", "a.docx")):
        target = tmp_path / name
        target.write_bytes(b"old")
        arguments = [command, OFFICIAL if command == "new" else str(workbook), "-o", str(target), "--force"]
        arguments += [] if command == "new" else ["--draft"]
        code = f"""
import resource
from xlsreport.cli import main
resource.setrlimit(resource.RLIMIT_FSIZE, (99, 99))
main({arguments!r})
"""
        done = subprocess.run(
            [sys.executable, "-B", "-c", code],  # else 99 bytes are kept of each module that is compiled
            capture_output=True,
            text=True,
            check=False,
            env={**os.environ, "XLSREPORT_LANG": "en"},
        )
        assert (done.returncode, done.stdout) == (2, "")
        assert done.stderr == f"{messages_for('en')('write.full', file=target)}\n"
        assert target.read_bytes() == b"old"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["a.docx", "a.xlsx", "某镇.xlsx"]


@POSIX
def test_a_file_keeps_its_permissions_and_a_link_stays_one(tmp_path: Path) -> None:
    kept, linked = tmp_path / "a.xlsx", tmp_path / "b.xlsx"
    kept.write_bytes(b"old")
    kept.chmod(0o640)
    linked.symlink_to(kept)
    assert to_new(linked, tmp_path).exit_code == 0
    assert linked.is_symlink()
    assert (kept.stat().st_mode & 0o777, kept.read_bytes()[:2]) == (0o640, b"PK")


@POSIX
def test_of_a_link_that_leads_nowhere_the_folder_is_named_that_is_missing(tmp_path: Path) -> None:
    link, missing = tmp_path / "a.xlsx", tmp_path / "没有"
    link.symlink_to(missing / "b.xlsx")
    refused(to_new(link, tmp_path), ZH("write.missing_folder", file=link, folder=missing))


@pytest.mark.parametrize("name", ["报告", "-", ".docx", "报告."])
def test_a_report_whose_name_says_no_format_is_refused_with_those_that_there_are(name: str, tmp_path: Path) -> None:
    sentence = ZH("command.no_ending", file=name, known=".docx、.html 或 .pdf")
    refused(run("render", filled(tmp_path), "--draft", "-o", name), sentence)


@pytest.mark.parametrize("name", ["a.xls", "a.XLSM", "a.et", "a.csv", "a.docx", "a"])
def test_a_workbook_under_a_name_of_another_format_is_refused(name: str, tmp_path: Path) -> None:
    target = tmp_path / name
    key = "ending" if target.suffix else "no_ending"
    sentence = ZH(f"command.{key}", file=target, suffix=target.suffix, known=".xlsx")
    refused(run("new", OFFICIAL, "-o", target), sentence)
    refused(run("roster", "--template", target), sentence)
    assert list(tmp_path.iterdir()) == []


def test_an_ending_in_capitals_is_the_same(tmp_path: Path) -> None:
    assert run("new", OFFICIAL, "-o", tmp_path / "A.XLSX").exit_code == 0


# Before the work is done


@pytest.mark.slow
@pytest.mark.parametrize(
    ("command", "name"),
    [
        (["audit", "absent.html", "-o"], "list.xlsx"),
        (["audit", "absent.html", "--html"], "page.html"),
        (["import", "absent.html", "-o"], "report.xlsx"),
        (["open", "absent.xlsx", "--no-browser", "-o"], "page.html"),
        (["render", "absent.xlsx", "-o"], "report.docx"),
        (["export", "absent.xlsx", "-o"], "data.zip"),
        (["diff", "absent.xlsx", "other.xlsx", "-o"], "list.xlsx"),
        (["offline", "--engine", "absent.zip", "-o"], "page.html"),
    ],
)
def test_what_cannot_be_written_is_told_before_anything_is_read(command: list[str], name: str, tmp_path: Path) -> None:
    output = tmp_path / "没有" / name
    refused(run(*command, output), ZH("write.missing_folder", file=output, folder=output.parent))
    output.parent.mkdir()
    assert run(*command, output).exit_code == 2
    assert {file.name for file in output.parent.iterdir()} <= {name}
