"""A ledger that is gone, damaged, foreign, newer, held, read-only, or on a full disk: a sentence, and nothing lost."""

from __future__ import annotations

import json
import os
import re
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path, PureWindowsPath
from tempfile import TemporaryDirectory
from typing import Any, cast

import pytest

from support.commands import WHOLE_ROUND, refusal, run
from support.ordinary_user import an_ordinary_user, open_folder
from support.rounds import filled, make_round, records, send, small_round
from support.small_disk import make_room, on_a_small_disk, remount
from xlsreport.errors import LedgerError
from xlsreport.messages import messages_for
from xlsreport.round.counting.round_state import state_of
from xlsreport.round.folder import LEDGER_FILE, ROUND_FILE, Round, open_round
from xlsreport.round.incoming.collection import collect
from xlsreport.round.ledger import ledger_database
from xlsreport.round.ledger.ledger import Ledger
from xlsreport.round.ledger.ledger_schema import SCHEMA_VERSION
from xlsreport.round.ledger.records import NewReceipt
from xlsreport.round.ledger.timestamps import timestamp_now

pytestmark = pytest.mark.slow

ZH, EN = messages_for("zh-CN"), messages_for("en")
CODES = [f"{number:03}" for number in range(1, 31)]


@pytest.fixture(scope="module")
def begun(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a round that has a record, and with another file that waits."""
    folder = tmp_path_factory.mktemp("begun")
    made = make_round(folder / "round")
    send(made, folder / "in", ["001"])
    assert [one.outcome for one in collect(made, [folder / "in"])] == ["recorded"]
    send(made, folder / "in", ["002"])
    return folder


@pytest.fixture
def round_(begun: Path, tmp_path: Path) -> Round:
    """A copy of it, with which each test may do as it likes."""
    shutil.copytree(begun, tmp_path, dirs_exist_ok=True)
    return open_round(tmp_path / "round", ZH)


def asked(command: str, round_: Round) -> str:
    """The sentence with which a command refuses."""
    return refusal(command, round_.folder, *([round_.folder.parent / "in"] if command == "collect" else []))


def foreign(path: Path) -> None:
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("CREATE TABLE mail (subject TEXT)")


def written(data: bytes) -> Callable[[Path], object]:
    return lambda path: path.write_bytes(data)


NO_LEDGERS: dict[str, Callable[[Path], object]] = {
    "an empty file": written(b""),
    "bytes of no kind": written(os.urandom(10_000)),
    "a text": written("编号,名称\n".encode()),
    "a database of another program": foreign,
}


@pytest.mark.parametrize("command", WHOLE_ROUND)
@pytest.mark.parametrize("name", NO_LEDGERS)
def test_what_is_no_ledger_is_told_and_stays_as_it_is(name: str, command: str, round_: Round) -> None:
    round_.ledger_path.unlink()
    NO_LEDGERS[name](round_.ledger_path)
    before = round_.ledger_path.read_bytes()
    assert asked(command, round_) == ZH("ledger.foreign", file=round_.ledger_path)
    assert round_.ledger_path.read_bytes() == before


@pytest.mark.parametrize("command", WHOLE_ROUND)
def test_a_ledger_that_is_gone_is_told_and_not_begun_anew(command: str, round_: Round) -> None:
    round_.ledger_path.unlink()
    assert asked(command, round_) == ZH("ledger.missing", file=round_.ledger_path)
    assert not round_.ledger_path.exists()


@pytest.mark.parametrize("command", WHOLE_ROUND)
def test_a_folder_in_place_of_the_ledger_is_told(command: str, round_: Round) -> None:
    round_.ledger_path.unlink()
    round_.ledger_path.mkdir()
    assert asked(command, round_) == ZH("ledger.no_file", file=round_.ledger_path)


@pytest.mark.parametrize("command", WHOLE_ROUND)
def test_a_ledger_of_a_newer_version_is_told_and_stays_as_it_is(command: str, round_: Round) -> None:
    with closing(sqlite3.connect(round_.ledger_path)) as connection:
        connection.execute(f"PRAGMA user_version = {SCHEMA_VERSION + 1}")
    before = records(round_.ledger_path)
    expected = ZH("ledger.newer", file=round_.ledger_path, version=SCHEMA_VERSION + 1)
    assert asked(command, round_) == expected
    assert records(round_.ledger_path) == before


@pytest.mark.parametrize("command", [*WHOLE_ROUND, "return", "compare", "decide", "render"])
@pytest.mark.parametrize(("key", "value"), [("year", 2026), ("round", "0123456789abcdef")])
def test_a_folder_that_was_copied_for_another_round_is_told(
    key: str, value: int | str, command: str, round_: Round
) -> None:
    copy = round_.folder.parent / "copy"
    shutil.copytree(round_.folder, copy)
    edit_settings(copy, key, value)
    before = records(copy / LEDGER_FILE)
    names = {"found": 2025, "found_definition": round_.definition.name, "expected_definition": round_.definition.name}
    names |= {"file": copy / LEDGER_FILE, "expected": value if key == "year" else 2025}
    more: list[str | Path] = [round_.folder.parent / "in"] if command == "collect" else []
    more += ["--all"] if command == "render" else []
    assert refusal(command, copy, *more) == ZH("ledger.other_round", **names)
    assert records(copy / LEDGER_FILE) == before
    edit_settings(copy, key, round_.year if key == "year" else round_.id)
    assert run("status", copy).code == 0


@pytest.mark.parametrize("name", ["ledger (conflicted copy).sqlite", "ledger-PC2.sqlite", "ledger(冲突).sqlite"])
@pytest.mark.parametrize("command", WHOLE_ROUND)
def test_a_second_ledger_with_files_of_its_own_is_told_before_anything_is_made(
    name: str, command: str, round_: Round
) -> None:
    """As where a folder is synchronised between two computers, and both have collected."""
    other = round_.folder / name
    shutil.copy(round_.ledger_path, other)
    assert run("status", round_.folder).code == 0  # a copy that somebody has made is no harm
    before = round_.ledger_path.read_bytes()
    assert run("collect", round_.folder, round_.folder.parent / "in").code == 0
    newer = round_.ledger_path.read_bytes()
    other.write_bytes(newer)
    round_.ledger_path.write_bytes(before)
    assert asked(command, round_) == ZH("ledger.second", file=round_.ledger_path, other=other, count=1)
    assert round_.ledger_path.read_bytes() == before
    other.replace(round_.ledger_path)
    assert run("status", round_.folder).code == 0


@pytest.mark.parametrize("command", WHOLE_ROUND)
def test_a_second_ledger_with_decisions_of_its_own_is_told_as_well(command: str, round_: Round) -> None:
    """Both computers have collected the same files, and one of the offices has decided which of them counts."""
    assert run("collect", round_.folder, round_.folder.parent / "in").code == 0
    before = round_.ledger_path.read_bytes()
    assert run("decide", round_.folder, "1", "--set-aside", "--reason", "withdrawn").code == 0
    other = round_.folder / "ledger (1).sqlite"
    round_.ledger_path.rename(other)
    round_.ledger_path.write_bytes(before)
    assert asked(command, round_) == ZH("ledger.second_decisions", file=round_.ledger_path, other=other, count=1)
    assert round_.ledger_path.read_bytes() == before
    other.replace(round_.ledger_path)
    assert run("status", round_.folder).code == 0


def test_a_year_that_was_mistyped_can_be_put_right_before_anything_was_given_out(tmp_path: Path) -> None:
    """And last year's workbooks are last year's, though id and key are the same."""
    round_ = small_round(tmp_path / "round")
    edit_settings(round_.folder, "year", 2026)
    (tmp_path / "in.xlsx").write_bytes(filled(round_, "001"))
    said = run("collect", round_.folder, tmp_path / "in.xlsx")
    assert said.code == 1
    assert EN("identity.other_year", found=2025, expected=2026) in said.out
    (state, *_) = state_of(open_round(round_.folder, EN)).agencies
    assert (state.state, [one.reason for one in state.kept_out]) == ("missing", ["other_year"])


def edit_settings(folder: Path, key: str, value: int | str) -> None:
    path = folder / ROUND_FILE
    text = re.sub(f"(?m)^{key}: .*$", f"{key}: {json.dumps(value)}", path.read_text(encoding="utf-8"))
    path.write_text(text, encoding="utf-8")


@pytest.mark.parametrize("name", ["a?mode=memory", "b#c", "d%20e", "年报 2025", "f&g=h", "'i'", "j;k"])
def test_a_folder_may_be_called_anything(name: str, tmp_path: Path) -> None:
    round_ = make_round(tmp_path / name)
    send(round_, tmp_path / "in", ["001"])
    assert [one.outcome for one in collect(round_, [tmp_path / "in"])] == ["recorded"]
    kinds = [row[0] for row in records(round_.ledger_path) if row[0] != "sqlite_sequence"]
    assert kinds == ["collection", "form", "receipt", "received_file"]
    assert {path.name for path in tmp_path.iterdir()} == {name, round_.folder.with_suffix(".csv").name, "in"}


def test_a_ledger_on_a_windows_share_has_an_address_without_a_host() -> None:
    share = PureWindowsPath("//server/共享/年报/ledger.sqlite")
    assert ledger_database.sqlite_uri(cast(Path, _Absolute(share))).startswith("file:////server/%E5%85%B1")
    drive = PureWindowsPath("C:/年报/ledger.sqlite")
    assert ledger_database.sqlite_uri(cast(Path, _Absolute(drive))).startswith("file:///C:/%E5%B9%B4")


class _Absolute(PureWindowsPath):
    """A path of Windows that any system can ask."""

    def absolute(self) -> _Absolute:
        return self


def test_a_damaged_ledger_is_told(round_: Round) -> None:
    data = round_.ledger_path.read_bytes()
    round_.ledger_path.write_bytes(data[:4096] + os.urandom(len(data) - 4096))
    for command in WHOLE_ROUND:
        assert asked(command, round_) == ZH("ledger.corrupt", file=round_.ledger_path)


def test_a_ledger_that_was_cut_short_is_told(round_: Round) -> None:
    data = round_.ledger_path.read_bytes()
    round_.ledger_path.write_bytes(data[: len(data) // 4])
    assert asked("collect", round_) == ZH("ledger.corrupt", file=round_.ledger_path)


def test_a_ledger_of_which_a_part_was_removed_is_told_in_the_words_of_sqlite(round_: Round) -> None:
    with closing(sqlite3.connect(round_.ledger_path)) as connection:
        connection.execute("DROP TABLE received_file")
    told = ZH("ledger.failed", file=round_.ledger_path, reason=ZH("system.sqlite", number=1))
    assert asked("collect", round_) == told
    assert len(_receipts(round_)) == 1  # what was before, and not half of what came now


@contextmanager
def held(path: Path) -> Iterator[None]:
    """Another program is writing all the time."""
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        connection.execute("BEGIN IMMEDIATE")
        yield


def test_a_ledger_that_another_program_holds_is_told(round_: Round, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ledger_database, "_LOCK_TIMEOUT", 0.1)
    with held(round_.ledger_path):
        assert asked("collect", round_) == ZH("ledger.busy", file=round_.ledger_path)
        assert asked("distribute", round_) == ZH("ledger.busy", file=round_.ledger_path)
        assert run("status", round_.folder).code == 0  # which only reads
    assert run("collect", round_.folder, round_.folder.parent / "in").code == 0
    assert len(list(_receipts(round_))) == 2


@pytest.mark.skipif(os.name == "nt", reason="permissions are other ones")
@pytest.mark.parametrize(
    ("file", "folder", "key"), [(0o444, 0o755, "read_only"), (0o644, 0o555, "read_only"), (0o000, 0o755, "no_file")]
)
def test_a_ledger_that_one_may_not_write_or_read_is_told(file: int, folder: int, key: str) -> None:
    with open_folder() as place:
        round_ = make_round(place / "round")
        send(round_, place / "in", ["001"])
        for path in round_.folder.iterdir():
            path.chmod(0o644)
        round_.ledger_path.chmod(file)
        round_.folder.chmod(folder)
        with an_ordinary_user():
            for command in ("collect", "distribute"):
                assert asked(command, round_) == ZH(f"ledger.{key}", file=round_.ledger_path)
        round_.folder.chmod(0o755)
        assert records(round_.ledger_path) == []


def _receipts(round_: Round) -> list[str]:
    with Ledger(round_.ledger_path, round_.messages) as ledger:
        return [receipt.origin for receipt in ledger.receipts()]


# A full disk


def test_a_disk_that_is_full_is_told_and_what_was_recorded_stays(round_: Round) -> None:
    """SQLite is told that it may take no more, which it answers as for a disk; there are real ones below."""
    with Ledger(round_.ledger_path, round_.messages) as ledger:
        ledger._connection.execute(f"PRAGMA max_page_count = {ledger._pragma('page_count') + 60}")
        with pytest.raises(LedgerError) as caught:
            record_many(ledger)
        assert str(caught.value) == ZH("ledger.full", file=round_.ledger_path)
        kept = list(ledger.receipts())
    assert [receipt.origin for receipt in kept[1:]] == [f"{number}.xlsx" for number in range(len(kept) - 1)]
    assert [row[0] for row in records(round_.ledger_path)].count("received_file") == len(kept)
    assert run("collect", round_.folder, round_.folder.parent / "in").code == 0


def record_many(ledger: Ledger) -> None:
    """Record files until they would come to five megabytes."""
    for number in range(100):
        ledger.record_receipt(NewReceipt(timestamp_now(), f"{number}", f"{number}.xlsx", data=bytes(50_000)), _never)


def _never(code: str) -> NewReceipt:
    raise AssertionError(code)


def collecting(disk: Path, *options: str) -> dict[str, Any]:
    """Collects thirty files into a ledger on a disk that holds ten, then makes room and collects once more."""
    with TemporaryDirectory() as folder:
        round_ = small_round(disk / "round", len(CODES))
        send(round_, Path(folder, "in"), CODES)
        shutil.copytree(round_.folder, Path(folder, "round"))
        undisturbed = open_round(Path(folder, "round"), round_.messages)
        assert run("collect", undisturbed.folder, Path(folder, "in")).code == 0
        first = run("collect", round_.folder, Path(folder, "in"), *options, language="en")
        kept = records(round_.ledger_path)
        make_room(disk)
        second = run("collect", round_.folder, Path(folder, "in"), *options)
        whole = records(undisturbed.ledger_path)
        return {
            "first": [first.code, first.out, first.err],
            "file": str(round_.ledger_path),
            "kept": [row[0] for row in kept].count("receipt"),
            "second": second.code,
            "same": records(round_.ledger_path) == whole,
        }


def collecting_in_two_processes(disk: Path) -> dict[str, Any]:
    return collecting(disk, "--processes", "2")


@pytest.mark.parametrize("scene", [collecting, collecting_in_two_processes])
def test_collecting_on_a_full_disk_is_told_and_goes_on_later(
    scene: Callable[[Path], dict[str, Any]], tmp_path: Path
) -> None:
    seen = on_a_small_disk(scene, tmp_path / "disk", megabytes=1)
    assert seen["first"] == [2, "", EN("ledger.full", file=seen["file"]) + "\n"]
    assert 0 < seen["kept"] < len(CODES)
    assert (seen["second"], seen["same"]) == (0, True)


def only_to_be_read(disk: Path) -> list[Any]:
    """Collects into a round on a disk that was made read-only, such as a stick with a lock."""
    round_ = small_round(disk / "round")
    with TemporaryDirectory() as folder:
        send(round_, Path(folder), ["001"])
        remount(disk, "ro")
        told = [refusal("collect", round_.folder, folder), refusal("distribute", round_.folder)]
        seen = run("status", round_.folder).code
        remount(disk, "rw")
        return [told, seen, str(round_.ledger_path), run("collect", round_.folder, folder).code]


def test_a_disk_that_can_only_be_read_is_told(tmp_path: Path) -> None:
    told, seen, ledger, code = on_a_small_disk(only_to_be_read, tmp_path / "disk", megabytes=1)
    assert set(told) <= {EN("ledger.read_only", file=ledger), EN("ledger.no_file", file=ledger)}
    assert (seen, code) == (0, 0)


def without_any_room(disk: Path) -> list[Any]:
    """Collects on a disk on which there is no room at all, and asks how the round stands."""
    round_ = small_round(disk / "round")
    send(round_, disk / "in", ["001"])
    with suppress(OSError), (disk / "filler").open("wb", buffering=0) as file:
        while True:
            file.write(bytes(1000))
    told, seen = refusal("collect", round_.folder, disk / "in"), run("status", round_.folder).code
    (disk / "filler").unlink()
    return [told, seen, str(round_.ledger_path), run("collect", round_.folder, disk / "in").code]


def test_a_disk_without_any_room_is_told(tmp_path: Path) -> None:
    told, seen, ledger, code = on_a_small_disk(without_any_room, tmp_path / "disk", megabytes=1)
    assert (told, seen, code) == (EN("ledger.full", file=ledger), 0, 0)


@pytest.mark.skipif(sys.platform == "win32", reason="sets limits of POSIX")
def test_a_disk_that_fails_is_told_and_the_rest_comes_later(tmp_path: Path) -> None:
    """A limit of the process is an error that SQLite has no name for, as where a drive was pulled out."""
    round_ = small_round(tmp_path / "round", len(CODES))
    send(round_, tmp_path / "in", CODES)
    done = limited(400_000, "collect", "--round", str(round_.folder), str(tmp_path / "in"))
    told = EN("ledger.disk", file=round_.ledger_path, reason=EN("system.sqlite", number=778))
    assert (done.returncode, done.stdout, done.stderr) == (2, "", f"{told}\n")
    kept = _receipts(round_)
    assert 0 < len(kept) < len(CODES)
    assert run("collect", round_.folder, tmp_path / "in").code == 0
    assert _receipts(round_) == [str(tmp_path / "in" / f"{code}.xlsx") for code in CODES]


def limited(size: int, *arguments: str) -> subprocess.CompletedProcess[str]:
    """A run of the command that may write no file beyond a size."""
    limit = f"import resource; resource.setrlimit(resource.RLIMIT_FSIZE, ({size}, {size}))"
    code = f"{limit}; from xlsreport.cli import main; main()"
    command = [sys.executable, "-B", "-c", code, *arguments]  # without modules that are compiled and cut off
    return subprocess.run(command, capture_output=True, text=True, check=False)


def test_every_sentence_about_a_ledger_is_shown_to_be_said() -> None:
    said = set(re.findall(r'"ledger\.(\w+)"', Path(__file__).read_text(encoding="utf-8")))
    assert {key for key in EN.texts if key.startswith("ledger.")} <= {f"ledger.{key}" for key in said}
