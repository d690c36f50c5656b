"""What was sent in is found in folders and archives of every kind, once each, and nothing is passed over in silence."""

from __future__ import annotations

import io
import os
import random
import struct
import threading
import tracemalloc
import zipfile
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from itertools import islice
from pathlib import Path
from typing import BinaryIO

import pytest

from hostile.hostile_files import patched
from support.commands import run
from support.inbox import NOWHERE, content, found, in_gbk, packed, saved
from support.ordinary_user import an_ordinary_user, open_folder
from support.rounds import records, small_round
from xlsreport.round.incoming import inbox as incoming_inbox
from xlsreport.round.incoming.inbox import IncomingFile, count_files, incoming_files

DOCUMENT = "[Content_Types].xml"
MEGABYTE = 1_000_000


def nested(data: bytes, levels: int) -> bytes:
    for level in range(levels):
        data = packed((f"{level}.zip", data))
    return data


# Folders


def test_files_come_in_the_order_in_which_they_were_saved(tmp_path: Path) -> None:
    for name, at in (("b/2.xlsx", 20), ("a/3.xlsx", 30), ("1.xlsx", 10), ("a/0.xlsx", 30)):
        saved(tmp_path / "in" / name, name.encode(), at)
    assert list(found(tmp_path / "in").values()) == [b"1.xlsx", b"b/2.xlsx", b"a/0.xlsx", b"a/3.xlsx"]


def test_a_file_that_is_named_twice_is_found_once(tmp_path: Path) -> None:
    file = saved(tmp_path / "in" / "a.xlsx", b"a")
    assert len(list(incoming_files([file, tmp_path / "in", file], NOWHERE))) == 1


def test_what_programs_leave_behind_is_nobodys(tmp_path: Path) -> None:
    for name in ("~$a.xlsx", ".DS_Store", "Thumbs.db", ".hidden/a.xlsx", "__MACOSX/a.xlsx", "desktop.ini", "b.xlsx"):
        saved(tmp_path / "in" / name, b"")
    saved(tmp_path / "in" / "c.zip", packed(("__MACOSX/._c.xlsx", b""), ("c/~$c.xlsx", b""), ("c/c.xlsx", b"c")))
    assert set(found(tmp_path / "in")) == {str(Path("in/b.xlsx")), str(Path("in/c.zip")) + "!c/c.xlsx"}


def test_a_workbook_with_the_name_of_a_leftover_is_found(tmp_path: Path) -> None:
    """Mail programs call an attachment without a name .xlsx; a copy of a lock file's name is somebody's copy."""
    whole = packed(("[Content_Types].xml", b""))
    names = (".xlsx", ".甲镇.xlsx", "~$甲镇.xlsx", "._a.xlsx")
    for name in names:
        saved(tmp_path / "in" / name, whole)
        saved(tmp_path / "cut" / name, whole[:-22])
        saved(tmp_path / ".trash" / name, whole)
    saved(tmp_path / "c.zip", packed(*((f"c/{name}", whole) for name in names), (".trash/.xlsx", whole), (".b", b"")))
    assert found(tmp_path / "in") == {str(Path("in", name)): whole for name in names}
    assert found(tmp_path / "cut") == {}
    assert found(tmp_path / "c.zip") == {f"c.zip!c/{name}": whole for name in names}


def test_the_rounds_own_folder_is_left_out_and_told_where_it_is_named(tmp_path: Path) -> None:
    own = tmp_path / "年报"
    saved(own / "下发" / "a.xlsx", b"own")
    saved(own / "收件箱" / "b.xlsx", b"sent")
    saved(tmp_path / "c.xlsx", b"sent too")
    assert set(found(tmp_path, leave_out=own)) == {str(Path(tmp_path.name, "c.xlsx"))}
    assert found(own, leave_out=own) == {"年报": "own_folder"}
    assert list(found(own / "收件箱", leave_out=own).values()) == [b"sent"]


def test_a_whole_disk_is_told_and_not_walked_to_its_end(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(incoming_inbox, "MAX_FILES", 5)
    for name in ("a", "b", "c"):
        for number in range(3):
            saved(tmp_path / name / f"{number}.xlsx", name.encode())
    assert found(tmp_path) == {tmp_path.name: "too_many_files"}
    assert count_files([tmp_path], Path("none")) == 1
    # What is named beside it is taken as far as there is room.
    few = found(tmp_path / "a", tmp_path / "b", tmp_path / "c" / "0.xlsx")
    assert (few.pop("b"), len(few), set(few.values())) == ("too_many_files", 4, {b"a", b"c"})


@pytest.mark.slow
def test_collecting_a_whole_disk_records_nothing_and_says_what_to_do(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(incoming_inbox, "MAX_FILES", 5)
    round_ = small_round(tmp_path / "round")
    for number in range(6):
        saved(tmp_path / "disk" / f"{number}.xlsx", b"x")
    sentence = round_.messages("rejected.too_many_files", limit=5)
    said = run("collect", round_.folder, tmp_path / "disk", language="zh-CN")
    assert (said.code, sentence in said.out + said.err) == (2, True)
    assert [row for row in records(round_.ledger_path) if row[0] == "receipt"] == []
    said = run("distribute", round_.folder, "--previous", tmp_path / "disk", language="zh-CN")
    assert sentence in said.out + said.err


def test_a_path_that_leads_nowhere_is_told(tmp_path: Path) -> None:
    assert found(tmp_path / "none.xlsx", tmp_path / "a\0b.xlsx") == {"a\0b.xlsx": "no_file", "none.xlsx": "no_file"}


@pytest.mark.skipif(os.name == "nt", reason="makes links and pipes")
def test_links_that_lead_around_and_things_that_are_no_files_end_nothing(tmp_path: Path) -> None:
    folder = tmp_path / "in"
    saved(folder / "real" / "a.xlsx", b"a")
    (folder / "real" / "up").symlink_to(folder)
    (folder / "self").symlink_to("self")
    (folder / "gone.xlsx").symlink_to("nowhere.xlsx")
    (folder / "same.xlsx").symlink_to(folder / "real" / "a.xlsx")
    (folder / "zero.xlsx").symlink_to("/dev/zero")
    os.mkfifo(folder / "pipe.zip")
    assert found(folder) == {
        "in/real/a.xlsx": b"a",
        "in/same.xlsx": b"a",
        "in/self": "dangling_link",
        "in/gone.xlsx": "dangling_link",
        "in/zero.xlsx": "not_a_file",
        "in/pipe.zip": "not_a_file",
    }
    assert count_files([folder], NOWHERE) == 6


@pytest.mark.skipif(os.name == "nt", reason="permissions are other ones")
def test_folders_and_files_that_may_not_be_read_are_told() -> None:
    with open_folder() as folder:
        saved(folder / "in" / "a.xlsx", b"a")
        saved(folder / "in" / "locked.xlsx", b"b").chmod(0)
        saved(folder / "in" / "closed" / "c.xlsx", b"c")
        (folder / "in" / "closed").chmod(0)
        with an_ordinary_user():
            assert found(folder / "in") == {
                "in/a.xlsx": b"a",
                "in/locked.xlsx": "no_permission",
                "in/closed": "closed_folder",
            }
            assert list(found(folder / "in" / "closed").values()) == ["closed_folder"]
            assert list(found(folder / "in" / "closed" / "c.xlsx").values()) == ["no_permission"]
        (folder / "in" / "closed").chmod(0o755)


# A file that is not what it was when it was listed


def stepwise(folder: Path) -> tuple[Iterator[IncomingFile], list[Path]]:
    """Three files of which only the first has been asked for."""
    paths = [saved(folder / "in" / f"{number}.xlsx", b"as it was", number) for number in range(3)]
    files = incoming_files([folder / "in"], NOWHERE)
    assert content(next(files)) == b"as it was"
    return files, paths


def vanish(path: Path) -> None:
    path.unlink()


def become_a_folder(path: Path) -> None:
    path.unlink()
    path.mkdir()


def become_a_pipe(path: Path) -> None:
    path.unlink()
    os.mkfifo(path)


def link_to_itself(path: Path) -> None:
    path.unlink()
    path.symlink_to(path.name)


@pytest.mark.parametrize(
    ("change", "key"),
    [
        (vanish, "no_file"),
        (become_a_folder, "folder"),
        pytest.param(become_a_pipe, "not_a_file", marks=pytest.mark.skipif(os.name == "nt", reason="makes pipes")),
        pytest.param(link_to_itself, "dangling_link", marks=pytest.mark.skipif(os.name == "nt", reason="makes links")),
    ],
)
def test_a_file_that_changes_after_it_was_listed_is_told_and_the_others_come(
    change: Callable[[Path], None], key: str, tmp_path: Path
) -> None:
    files, paths = stepwise(tmp_path)
    change(paths[1])
    assert [content(file) for file in files] == [key, b"as it was"]


@pytest.mark.parametrize("change", [vanish, become_a_folder])
def test_a_file_that_changes_after_it_was_found_is_told(change: Callable[[Path], None], tmp_path: Path) -> None:
    files, paths = stepwise(tmp_path)
    second = next(files)
    change(paths[1])
    assert content(second) in ("no_file", "folder")


@contextmanager
def being_written(path: Path, write: Callable[[BinaryIO], object]) -> Iterator[None]:
    """Somebody writes to a file all the time."""
    done = threading.Event()

    def work() -> None:
        with path.open("r+b", buffering=0) as file:
            while not done.is_set():
                write(file)

    writer = threading.Thread(target=work)
    writer.start()
    try:
        yield
    finally:
        done.set()
        writer.join()


def append(file: BinaryIO) -> None:
    file.seek(0, io.SEEK_END)
    file.write(b"more")


def write_over(file: BinaryIO) -> None:
    file.seek(0)
    file.write(b"other")


def cut_short(file: BinaryIO) -> None:
    file.truncate(100)
    file.truncate(30 * MEGABYTE)


@pytest.mark.parametrize("write", [append, write_over, cut_short])
def test_a_file_that_is_written_while_it_is_read_is_told(write: Callable[[BinaryIO], object], tmp_path: Path) -> None:
    (file,) = incoming_files([saved(tmp_path / "a.xlsx", bytes(30 * MEGABYTE))], NOWHERE)
    with being_written(tmp_path / "a.xlsx", write):
        assert any(content(file) == "changing" for _ in range(1_000_000))
    assert isinstance(content(file), bytes)


# Archives


def test_archives_are_looked_into_in_any_nesting(tmp_path: Path) -> None:
    inner = packed(("甲.xlsx", b"1"), ("乙.docx", packed((DOCUMENT, b""))))
    saved(tmp_path / "in" / "a.dat", packed(("城关/一.zip", inner), ("丙.xlsx", b"2")))
    assert found(tmp_path / "in" / "a.dat") == {
        "a.dat!丙.xlsx": b"2",
        "a.dat!城关/一.zip!甲.xlsx": b"1",
        "a.dat!城关/一.zip!乙.docx": packed((DOCUMENT, b"")),
    }


def test_a_document_is_never_taken_apart_and_an_archive_of_workbooks_is_none(tmp_path: Path) -> None:
    """Documents embed workbooks in folders of theirs, and somebody may send a part of a document beside a workbook."""
    for name, part in (("a.ofd", "OFD.xml"), ("a.docx", "word/document.xml"), ("a.xmind", "content.json")):
        document = packed((part, b""), ("Doc_0/Attachs/甲.xlsx", b"1"))
        assert found(saved(tmp_path / name, document)) == {name: document}
    assert found(saved(tmp_path / "a.zip", packed(("content.xml", b"x"), ("甲.xlsx", b"1")))) == {
        "a.zip!content.xml": b"x",
        "a.zip!甲.xlsx": b"1",
    }
    assert found(saved(tmp_path / "b.zip", packed(("index.zip", packed(("甲.xlsx", b"1")))))) == {
        "b.zip!index.zip!甲.xlsx": b"1"
    }


def test_archives_are_nested_up_to_a_depth_that_is_told(tmp_path: Path) -> None:
    whole = found(saved(tmp_path / "a.zip", nested(packed(("x.xlsx", b"x")), 7)))
    assert list(whole.values()) == [b"x"]
    deeper = found(saved(tmp_path / "b.zip", nested(packed(("x.xlsx", b"x")), 8)))
    assert list(deeper.values()) == ["archive_too_deep"]


def test_members_come_in_the_order_in_which_they_were_saved(tmp_path: Path) -> None:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        for name, day in (("b", 3), ("a", 2), ("c", 1)):
            archive.writestr(zipfile.ZipInfo(name, (2026, 1, day, 0, 0, 0)), name)
    assert list(found(saved(tmp_path / "a.zip", stream.getvalue())).values()) == [b"c", b"a", b"b"]


def test_names_of_chinese_windows_are_read(tmp_path: Path) -> None:
    path = saved(tmp_path / "a.zip", in_gbk(("城关镇/年度报告.xlsx", b"1"), ("附件①.xlsx", b"2")))
    assert found(path) == {"a.zip!城关镇/年度报告.xlsx": b"1", "a.zip!附件①.xlsx": b"2"}


@pytest.mark.parametrize("name", ["../../x.xlsx", "/etc/x.xlsx", "C:/x.xlsx", "a/../../../x.xlsx", "x\x1b[2J.xlsx"])
def test_a_name_that_leads_out_of_an_archive_leads_nowhere(name: str, tmp_path: Path) -> None:
    path = saved(tmp_path / "in" / "a.zip", packed((name, b"read")))
    assert list(found(path).values()) == [b"read"]
    assert [file for file in tmp_path.rglob("*") if file.is_file()] == [path]


def test_a_thousand_files_in_a_folder_of_an_archive_are_found(tmp_path: Path) -> None:
    members = [(f"县/{number:04}.xlsx", str(number).encode()) for number in range(1000)]
    path = saved(tmp_path / "a.zip", packed(*members))
    assert sorted(map(int, found(path).values())) == list(range(1000))
    assert count_files([path], NOWHERE) == 1000


@pytest.mark.parametrize("members", [(), (("empty/", b""),), (("__MACOSX/a", b""),)])
def test_an_archive_of_nothing_is_told(members: tuple[tuple[str, bytes], ...], tmp_path: Path) -> None:
    assert found(saved(tmp_path / "a.zip", packed(*members))) == {"a.zip": "archive"}
    outer = saved(tmp_path / "b.zip", packed(("a.zip", packed(*members)), ("c.xlsx", b"c")))
    assert sorted(map(str, found(outer).values())) == ["archive", str(b"c")]


def test_a_member_with_a_password_is_told_and_the_others_come(tmp_path: Path) -> None:
    plain = packed(("a.xlsx", b"secret"), ("b.xlsx", b"b"))
    locked = patched(plain, "a.xlsx", lambda values: values.update(flags=values["flags"] | 1))
    assert list(found(saved(tmp_path / "a.zip", locked)).values()) == ["locked_archive", b"b"]


@pytest.mark.parametrize("method", [zipfile.ZIP_LZMA, zipfile.ZIP_BZIP2])
def test_a_member_that_is_packed_in_an_unusual_way_is_told(method: int, tmp_path: Path) -> None:
    assert list(found(saved(tmp_path / "a.zip", packed(("a.xlsx", b"a" * 99), method=method))).values()) == [
        "archive_packing"
    ]


def test_a_damaged_member_is_told_and_the_others_come(tmp_path: Path) -> None:
    plain = packed(("a.xlsx", b"a" * 99), ("b.xlsx", b"b"))
    damaged = patched(plain, "a.xlsx", lambda values: values.update(crc=1))
    assert list(found(saved(tmp_path / "a.zip", damaged)).values()) == ["damaged", b"b"]


def test_an_archive_that_was_cut_short_is_given_as_it_is(tmp_path: Path) -> None:
    """What is wrong with it is said when it is read as a workbook; it is kept."""
    short = packed(("a.xlsx", os.urandom(5000)))[:3000]
    assert found(saved(tmp_path / "a.zip", short)) == {"a.zip": short}
    assert list(found(saved(tmp_path / "b.zip", packed(("a.zip", short)))).values()) == [short]


@pytest.mark.slow
def test_no_damage_to_an_archive_ends_in_an_exception(tmp_path: Path) -> None:
    inner = packed(("甲.xlsx", b"1" * 500), ("乙.xlsx", os.urandom(300)))
    whole = packed(("a.zip", inner), ("b.xlsx", b"2" * 100), ("c.zip", inner), method=zipfile.ZIP_STORED)
    draw = random.Random(4)
    for trial in range(600):
        data = bytearray(whole)
        for _ in range(draw.choice((1, 1, 2, 8))):
            data[draw.randrange(len(data))] = draw.randrange(256)
        if trial % 5 == 0:
            del data[draw.randrange(len(data)) :]
        files = found(saved(tmp_path / "a.zip", bytes(data)))
        assert files, "nothing is said about it"


# Archives that come to too much


def peak(work: Callable[[], object]) -> int:
    """The most memory that Python objects take meanwhile."""
    tracemalloc.start()
    try:
        work()
        return tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()


def drained(path: Path) -> list[str]:
    """The keys of what cannot be read, without keeping the rest."""
    return [kept for kept in map(_key, incoming_files([path], NOWHERE)) if kept]


def _key(file: IncomingFile) -> str:
    return "" if file.unfit is None else file.unfit.key


def multiplied(data: bytes, times: int) -> bytes:
    return packed(*((f"{number}.zip", data) for number in range(times)))


@pytest.mark.slow
def test_bombs_within_bombs_end_soon_and_take_little_memory(tmp_path: Path) -> None:
    bomb = packed(("zeros.xlsx", bytes(60 * MEGABYTE)))
    for _ in range(4):
        bomb = multiplied(bomb, 16)
    path = saved(tmp_path / "in" / "a.zip", bomb)
    assert path.stat().st_size < MEGABYTE
    keys: list[str] = []
    assert peak(lambda: keys.extend(drained(path))) < 300 * MEGABYTE
    assert keys == ["archive_bomb"]


@pytest.mark.slow
def test_archives_that_hold_each_other_take_little_memory(tmp_path: Path) -> None:
    data = packed(("x.bin", os.urandom(50 * MEGABYTE)), method=zipfile.ZIP_STORED)
    for level in range(4):
        data = packed((f"{level}.zip", data), method=zipfile.ZIP_STORED)
    path = saved(tmp_path / "a.zip", data)
    keys: list[str] = []
    assert peak(lambda: keys.extend(drained(path))) < 300 * MEGABYTE
    assert keys == ["archive_too_large"]


@pytest.mark.slow
def test_members_that_are_too_large_are_told(tmp_path: Path) -> None:
    large = bytes(65 * MEGABYTE)
    path = saved(tmp_path / "a.zip", packed(("a.xlsx", large), ("b.zip", large), ("c.xlsx", b"c")))
    assert list(found(path).values()) == ["file_too_large", "archive_too_large", b"c"]


@pytest.mark.slow
def test_a_list_of_a_million_members_takes_little_memory(tmp_path: Path) -> None:
    path = saved(tmp_path / "a.zip", listing(b"x" * 40, 1_000_000))
    keys: list[str] = []
    assert peak(lambda: keys.extend(drained(path))) < 60 * MEGABYTE
    assert keys == ["archive_bomb"]
    assert count_files([path], NOWHERE) == 1
    inner = saved(tmp_path / "b.zip", packed(("a.zip", listing(b"x" * 40, 400_000)), ("c.xlsx", b"c")))
    assert drained(inner) == ["archive_bomb"]


@pytest.mark.slow
def test_more_members_than_any_round_has_agencies_are_told_once(tmp_path: Path) -> None:
    inner = packed(*((str(number), b"") for number in range(4_000)), method=zipfile.ZIP_STORED)
    path = saved(tmp_path / "a.zip", multiplied(inner, 50))
    assert drained(path) == ["archive_bomb"]


@pytest.mark.slow
def test_a_large_archive_of_many_workbooks_is_no_bomb(tmp_path: Path) -> None:
    """3,000 agencies, their workbooks bundled by counties and these by the province, as stored archives."""
    workbook = packed((DOCUMENT, b""), ("xl/sheet.xml", os.urandom(4_000)))
    county = packed(*((f"{number}.xlsx", workbook) for number in range(100)), method=zipfile.ZIP_STORED)
    path = saved(tmp_path / "a.zip", multiplied(county, 30))
    assert drained(path) == []
    assert sum(1 for _ in incoming_files([path], NOWHERE)) == 3000


@pytest.mark.slow
def test_files_are_unpacked_as_they_are_asked_for(tmp_path: Path) -> None:
    path = saved(tmp_path / "a.zip", packed(*((f"{number}.bin", bytes(20 * MEGABYTE)) for number in range(8))))
    assert peak(lambda: list(islice(incoming_files([path], NOWHERE), 2))) < 100 * MEGABYTE
    assert peak(lambda: _each(incoming_files([path], NOWHERE))) < 100 * MEGABYTE


def _each(files: Iterable[IncomingFile]) -> None:
    for file in files:
        file.read()


def listing(name: bytes, count: int) -> bytes:
    """An archive whose list names one member so many times."""
    content = packed(("x", b""))
    entry = content[content.index(b"PK\x01\x02") : content.index(b"PK\x05\x06")]
    entry = entry[:28] + struct.pack("<H", len(name)) + entry[30:46] + name
    start = content.index(b"PK\x01\x02")
    members = entry * count
    end = struct.pack("<4sHHHHLLH", b"PK\x05\x06", 0, 0, 0xFFFF, 0xFFFF, len(members), start, 0)
    return content[:start] + members + end
