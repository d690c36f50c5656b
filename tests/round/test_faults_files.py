"""Files that cannot be written, for want of room or of rights or because something is in the way: never half of one."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from support.commands import refusal, run
from support.ordinary_user import an_ordinary_user, open_folder
from support.rounds import agencies, records, roster_file, small_round
from support.small_disk import make_room, on_a_small_disk, remount
from xlsreport import read_workbook
from xlsreport.errors import RoundError
from xlsreport.messages import messages_for
from xlsreport.round.creating import RoundOptions, create_round
from xlsreport.round.files.atomic_write import write_atomically
from xlsreport.round.files.folder_output import write_together
from xlsreport.round.folder import Round

ZH, EN = messages_for("zh-CN"), messages_for("en")
POSIX = pytest.mark.skipif(os.name == "nt", reason="permissions are other ones")


def files_in(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir() if path.is_file()}


# One file


def a_file_above(folder: Path) -> Path:
    (folder / "a").write_bytes(b"")
    return folder / "a" / "b.xlsx"


def a_file_far_above(folder: Path) -> Path:
    (folder / "a").write_bytes(b"")
    return folder / "a" / "b" / "c.xlsx"


def a_folder_there(folder: Path) -> Path:
    (folder / "a.xlsx" / "b").mkdir(parents=True)
    return folder / "a.xlsx"


def a_long_name(folder: Path) -> Path:
    return folder / ("x" * 300)


@pytest.mark.parametrize(
    ("place", "key"),
    [
        (a_file_above, "write.no_folder"),
        (a_file_far_above, "write.no_folder"),
        (a_folder_there, "write.folder"),
        (a_long_name, "write.too_long"),
    ],
)
@POSIX
def test_what_is_in_the_way_of_a_file_is_told(place: Callable[[Path], Path], key: str, tmp_path: Path) -> None:
    path = place(tmp_path)
    before = sorted(tmp_path.rglob("*"))
    with pytest.raises(RoundError) as caught:
        write_atomically(path, b"new", ZH)
    assert str(caught.value) == ZH(key, file=path)
    assert sorted(tmp_path.rglob("*")) == before


@POSIX
def test_a_name_that_the_system_cannot_have_is_told_and_leaves_nothing(tmp_path: Path) -> None:
    with pytest.raises(RoundError, match="名称里有系统不接受的字符"):
        write_atomically(tmp_path / "\ud800.xlsx", b"new", ZH)
    assert list(tmp_path.iterdir()) == []


@contextmanager
def a_folder_that_can_only_be_read() -> Iterator[Path]:
    with open_folder() as folder:
        (folder / "a.xlsx").write_bytes(b"old")
        roster_file(folder / "名册.csv", agencies(3))
        folder.chmod(0o555)
        with an_ordinary_user():
            yield folder
        folder.chmod(0o755)


@POSIX
def test_a_folder_that_can_only_be_read_is_told() -> None:
    with a_folder_that_can_only_be_read() as folder:
        for name in ("a.xlsx", "b.xlsx", "c/d.xlsx"):
            with pytest.raises(RoundError) as caught:
                write_atomically(folder / name, b"new", ZH)
            assert str(caught.value) == ZH("write.no_permission", file=folder / name)
        assert (folder / "a.xlsx").read_bytes() == b"old"
        assert len(list(folder.iterdir())) == 2


def test_a_file_is_written_over_whole(tmp_path: Path) -> None:
    write_atomically(tmp_path / "a" / "b.xlsx", b"old", ZH)
    write_atomically(tmp_path / "a" / "b.xlsx", b"new", ZH)
    assert files_in(tmp_path / "a") == {"b.xlsx": b"new"}


@pytest.mark.parametrize("before", [{}, {"a.csv": b"old"}])
def test_of_files_that_belong_together_none_is_written_where_one_cannot_be(
    before: dict[str, bytes], tmp_path: Path
) -> None:
    for name, data in before.items():
        write_atomically(tmp_path / "data" / name, data, ZH)
    too_long = "b" * 300
    with pytest.raises(RoundError) as caught:
        write_together(tmp_path / "data", {"a.csv": b"new", too_long: b"new"}, ZH)
    assert str(caught.value) == ZH("write.too_long", file=tmp_path / "data" / too_long)
    assert (tmp_path / "data").exists() is bool(before)
    assert not before or files_in(tmp_path / "data") == before
    write_together(tmp_path / "data", {"a.csv": b"new", "c.csv": b"new"}, ZH)
    assert files_in(tmp_path / "data") == {"a.csv": b"new", "c.csv": b"new"}


@pytest.mark.slow
@POSIX
def test_where_the_system_allows_no_file_of_this_size_the_disk_is_full_for_it(tmp_path: Path) -> None:
    """By a limit of the process or the file system; what was there before stays."""
    (tmp_path / "a.xlsx").write_bytes(b"old")
    code = f"""
import pathlib, resource
from xlsreport.messages import messages_for
from xlsreport.errors import RoundError
from xlsreport.round.files.atomic_write import write_atomically
from xlsreport.round.files.folder_output import write_together
resource.setrlimit(resource.RLIMIT_FSIZE, (9, 9))
try:
    write_atomically(pathlib.Path({str(tmp_path / "a.xlsx")!r}), b"x" * 10, messages_for("en"))
except RoundError as error:
    print(error)
"""
    done = subprocess.run([sys.executable, "-B", "-c", code], capture_output=True, text=True, check=True)
    expected = EN("write.full", file=tmp_path / "a.xlsx")
    assert done.stdout == f"{expected}\n"
    assert files_in(tmp_path) == {"a.xlsx": b"old"}


def too_large(disk: Path) -> list[Any]:
    """Writes a file that does not fit over one that does."""
    (disk / "a.xlsx").write_bytes(b"old")
    try:
        write_atomically(disk / "a.xlsx", bytes(500_000), ZH)
    except RoundError as error:
        told = str(error)
    return [told, [[path.name, path.read_text(encoding="utf-8")] for path in disk.iterdir()]]


def only_to_be_read(disk: Path) -> str:
    remount(disk, "ro")
    try:
        write_atomically(disk / "a.xlsx", b"new", ZH)
    except RoundError as error:
        return str(error)
    return ""


@pytest.mark.slow
def test_a_disk_that_can_only_be_read_is_told(tmp_path: Path) -> None:
    told = on_a_small_disk(only_to_be_read, tmp_path / "disk", megabytes=1)
    assert told == ZH("write.read_only", file=tmp_path / "disk" / "a.xlsx")


@pytest.mark.slow
def test_a_file_that_does_not_fit_on_the_disk_is_told_and_the_old_one_stays(tmp_path: Path) -> None:
    told, left = on_a_small_disk(too_large, tmp_path / "disk", megabytes=0.2)
    assert told == ZH("write.full", file=tmp_path / "disk" / "a.xlsx")
    assert left == [["a.xlsx", "old"]]


# Giving out


def on_a_disk_for_some(disk: Path) -> dict[str, Any]:
    """Gives out twenty workbooks on a disk that holds few of them, then makes room and goes on."""
    round_ = small_round(disk / "round", 20)
    first = run("distribute", round_.folder, language="en")
    folder = round_.subfolder("round.distributed")
    there = files_in(folder)
    make_room(disk)
    second = run("distribute", round_.folder)
    return {
        "first": [first.code, first.out, first.err],
        "ledger": str(round_.ledger_path),
        "next": str(folder / f"{len(there) + 1:03}-第{len(there) + 1:03}镇-2025 report.xlsx"),
        "there": sorted(there),
        "recorded": [row[5] for row in records(round_.ledger_path) if row[0] == "issue"],
        "second": [second.code, second.err],
        "whole": [read_workbook(path, round_.definition).agency for path in sorted(folder.glob("0*.xlsx"))],
    }


@pytest.mark.slow
def test_giving_out_on_a_full_disk_is_told_and_goes_on_later(tmp_path: Path) -> None:
    seen = on_a_small_disk(on_a_disk_for_some, tmp_path / "disk", megabytes=0.45)
    told = {EN("write.full", file=seen["next"]), EN("ledger.full", file=seen["ledger"])}  # whichever is the first
    assert seen["first"][:2] == [2, ""]
    assert seen["first"][2].removesuffix("\n") in told
    assert 0 < len(seen["there"]) < 20
    assert seen["second"] == [0, ""]
    assert seen["whole"] == [agency.name for agency in agencies(20)]
    assert seen["recorded"][: len(seen["there"])] == seen["there"]
    assert len(seen["recorded"]) == 20


@pytest.fixture
def round_(tmp_path: Path) -> Round:
    return small_round(tmp_path / "round")


def test_something_in_the_place_of_the_folder_is_told(round_: Round) -> None:
    folder = round_.subfolder("round.distributed")
    folder.write_bytes(b"")
    expected = EN("write.no_folder", file=folder / "001-第001镇-2025 report.xlsx")
    assert refusal("distribute", round_.folder) == expected


@pytest.mark.slow
@POSIX
@pytest.mark.parametrize("key", ["folder", "not_a_file"])
def test_what_is_no_file_is_left_alone_and_told_where_it_should_be_bundled(key: str, round_: Round) -> None:
    path = round_.subfolder("round.distributed") / "001-第001镇-2025 report.xlsx"
    path.parent.mkdir()
    path.mkdir() if key == "folder" else os.mkfifo(path)
    said = run("distribute", round_.folder, "--zip")
    told = EN("distribute.unread", file=path, reason=EN(f"rejected.{key}"))
    assert (said.code, said.err.splitlines()) == (2, [EN("distribute.in_use", file=path), told])
    assert len(files_in(path.parent)) == 3  # the other two, and the list


@pytest.mark.slow
@POSIX
def test_a_folder_of_workbooks_that_can_only_be_read_is_told() -> None:
    with open_folder() as place:
        assert run("distribute", small_round(place / "other").folder).code == 0  # what is imported late is imported now
        round_ = small_round(place / "round")
        folder = round_.subfolder("round.distributed")
        folder.mkdir()
        for path in (round_.folder, *round_.folder.iterdir()):
            path.chmod(0o777)
        folder.chmod(0o555)
        with an_ordinary_user():
            told = refusal("distribute", round_.folder)
        assert told == EN("write.no_permission", file=folder / "001-第001镇-2025 report.xlsx")
        assert files_in(folder) == {}
        # What could not be written is not known as given out either; the next run writes and records it.
        assert [row for row in records(round_.ledger_path) if row[0] == "issue"] == []
        folder.chmod(0o777)
        assert run("distribute", round_.folder).code == 0
        given = sorted(name for name in files_in(folder) if name.startswith("0"))
        assert [row[5] for row in records(round_.ledger_path) if row[0] == "issue"] == given
        assert len(given) == 3


# Beginning


def beginning(disk: Path) -> list[Any]:
    """Begins a round on a disk that is too small for its ledger, then on one that is not."""
    roster = roster_file(disk / "名册.csv", agencies(3))
    plan = RoundOptions("cn-gov-info-disclosure/2021", 2025, roster)
    try:
        create_round(disk / "年报", plan, ZH)
    except Exception as error:  # which one is what the test asks
        told = [type(error).__name__, str(error)]
    left = [path.name for path in disk.iterdir()]
    make_room(disk)
    return [told, left, len(create_round(disk / "年报", plan, ZH).roster)]


@pytest.mark.slow
@pytest.mark.parametrize("megabytes", [0.012, 0.03, 0.06, 0.1])
def test_a_round_that_cannot_be_begun_leaves_nothing_behind(megabytes: float, tmp_path: Path) -> None:
    (kind, sentence), left, count = on_a_small_disk(beginning, tmp_path / "disk", megabytes)
    expected = {ZH("ledger.full", file=tmp_path / "disk" / "年报" / "ledger.sqlite")}
    expected |= {ZH("write.full", file=tmp_path / "disk" / "年报" / name) for name in ("definition.yaml", "roster.csv")}
    assert kind in ("LedgerError", "RoundError")
    assert sentence in expected
    assert (left, count) == (["名册.csv"], 3)


def test_a_folder_that_holds_something_is_not_begun_in(tmp_path: Path) -> None:
    roster = roster_file(tmp_path / "名册.csv", agencies(3))
    (tmp_path / "年报").mkdir()
    (tmp_path / "年报" / "key").write_bytes(b"somebody's own")
    with pytest.raises(RoundError) as caught:
        create_round(tmp_path / "年报", RoundOptions("cn-gov-info-disclosure/2021", 2025, roster), ZH)
    assert str(caught.value) == ZH("round.exists", folder=tmp_path / "年报")
    assert files_in(tmp_path / "年报") == {"key": b"somebody's own"}


@POSIX
@pytest.mark.parametrize(("name", "key"), [("年报", "no_permission"), ("a.xlsx/年报", "no_folder")])
def test_a_round_where_one_may_not_write_is_told(name: str, key: str) -> None:
    with a_folder_that_can_only_be_read() as folder:
        with pytest.raises(RoundError) as caught:
            create_round(folder / name, RoundOptions("cn-gov-info-disclosure/2021", 2025, folder / "名册.csv"), ZH)
        assert str(caught.value) == ZH(f"write.{key}", file=folder / name)
