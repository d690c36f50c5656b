"""Archives of other kinds than zip are opened as other programs wrote them, under the same limits, or told."""

from __future__ import annotations

import bz2
import gzip
import io
import lzma
import os
import random
import shutil
import struct
import subprocess
import sys
import tarfile
import zipfile
import zlib
from collections.abc import Callable
from pathlib import Path
from typing import Any

import py7zr
import pytest
import rars

from support.inbox import NOWHERE, found, in_gbk, packed, saved
from xlsreport.archives.bundle import MAX_DIRECTORY_BYTES
from xlsreport.round.incoming.inbox import count_files, incoming_files

MEGABYTE = 1_000_000
FILES = {"年报/甲镇.xlsx": b"1" * 3000, "年报/乙镇.xlsx": os.urandom(3000), "丙.zip": packed(("丙镇.xlsx", b"3"))}
INSIDE = {"年报/甲镇.xlsx", "年报/乙镇.xlsx", "丙.zip!丙镇.xlsx"}


def by_7z(path: Path, *options: str, files: dict[str, bytes] | None = None) -> Path:
    """An archive that 7-Zip wrote; the ending says of what kind."""
    program = shutil.which("7z")
    assert program is not None, "tests/run.py installs it"
    folder = path.parent / f"{path.name} files"
    for name, data in (files or FILES).items():
        saved(folder / name, data)
    path.parent.mkdir(parents=True, exist_ok=True)
    command = [program, "a", "-bso0", *options, str(path), *sorted(one.name for one in folder.iterdir())]
    subprocess.run(command, cwd=folder, check=True)
    shutil.rmtree(folder)
    return path


def tarred(files: dict[str, bytes] | None = None) -> bytes:
    stream = io.BytesIO()
    with tarfile.open(fileobj=stream, mode="w:") as archive:
        for number, (name, data) in enumerate((files or FILES).items()):
            member = tarfile.TarInfo(name)
            member.size, member.mtime = len(data), 1000 - number
            archive.addfile(member, io.BytesIO(data))
    return stream.getvalue()


def rar(files: dict[str, bytes] | None = None, **options: Any) -> bytes:
    builder = rars.RarBuilder(**options)
    for name, data in (files or FILES).items():
        builder.add_bytes(data, name, mtime=1768500000)
    return bytes(builder.to_bytes())


def inside(path: Path) -> set[str]:
    """The ways to the files, without the archive's own name."""
    return {origin.partition("!")[2].removeprefix("a.tar!") for origin in found(path)}


@pytest.mark.engine
@pytest.mark.parametrize("options", [(), ("-m0=lzma",), ("-m0=PPMd",), ("-m0=BZip2",), ("-mx=0",), ("-ms=off",)])
def test_7z_archives_are_opened_however_they_are_packed(options: tuple[str, ...], tmp_path: Path) -> None:
    path = by_7z(tmp_path / "a.7z", *options)
    assert inside(path) == INSIDE
    assert set(found(path).values()) == {*list(FILES.values())[:2], b"3"}


@pytest.mark.engine
@pytest.mark.parametrize("options", [("-psecret",), ("-psecret", "-mhe=on")])
def test_a_7z_archive_with_a_password_is_told(options: tuple[str, ...], tmp_path: Path) -> None:
    assert found(by_7z(tmp_path / "a.7z", *options)) == {"a.7z": "locked_archive"}


@pytest.mark.engine
def test_the_files_of_a_7z_archive_are_unpacked_by_a_few(tmp_path: Path) -> None:
    """As many as do not fit into memory together come all the same, in their order, and none twice."""
    files = {f"{number:02}.bin": bytes([number]) * 10 * MEGABYTE for number in range(9)}
    path = by_7z(tmp_path / "a.7z", "-mx=1", files=files)
    contents = [file.read() for file in incoming_files([path], NOWHERE)]
    assert sorted(content[0] for content in contents) == list(range(9))
    assert {len(content) for content in contents} == {10 * MEGABYTE}


@pytest.mark.engine
def test_members_of_a_7z_archive_that_are_too_large_are_told(tmp_path: Path) -> None:
    files = {"large.xlsx": bytes(65 * MEGABYTE), "x.xlsx": b"x"}
    path = by_7z(tmp_path / "a.7z", "-mx=1", files=files)
    assert sorted(map(str, found(path).values())) == [str(b"x"), "file_too_large"]


@pytest.mark.parametrize("pack", [bytes, gzip.compress, bz2.compress, lzma.compress])
def test_tar_archives_are_opened_however_they_are_packed(pack: Callable[[bytes], bytes], tmp_path: Path) -> None:
    path = saved(tmp_path / ("a.tar" if pack is bytes else "a.tar.gz"), pack(tarred()))
    assert inside(path) == INSIDE
    (first, *_) = (file.origin for file in incoming_files([path], NOWHERE))
    assert first.endswith("丙镇.xlsx"), "the one that was saved first"


def test_a_tar_archive_that_linux_programs_call_by_a_short_name(tmp_path: Path) -> None:
    assert set(found(saved(tmp_path / "a.tgz", gzip.compress(tarred({"甲.xlsx": b"1"}))))) == {"a.tgz!a.tar!甲.xlsx"}


@pytest.mark.parametrize("pack", [gzip.compress, bz2.compress, lzma.compress])
def test_a_file_that_is_packed_by_itself_is_unpacked(pack: Callable[[bytes], bytes], tmp_path: Path) -> None:
    assert found(saved(tmp_path / "甲镇.xlsx.gz", pack(b"1" * 9000))) == {"甲镇.xlsx.gz!甲镇.xlsx": b"1" * 9000}


def test_what_stands_behind_a_packed_file_is_passed_over_and_further_pieces_are_read(tmp_path: Path) -> None:
    """As gunzip does it; mail gateways and copying in blocks leave bytes behind."""
    one, other = gzip.compress(b"1" * 9000), gzip.compress(b"2")
    for number, (sent, expected) in enumerate(
        (
            (one + b"signature of a gateway", b"1" * 9000),
            (one + bytes(20_000) + other + bytes(9000) + b"\x1f", b"1" * 9000 + b"2"),
            (one[:-3], "damaged"),
            (one[:-8] + bytes(8), "damaged"),
            (one + other[:-3], "damaged"),
        )
    ):
        assert list(found(saved(tmp_path / f"{number}.xlsx.gz", sent)).values()) == [expected]


@pytest.mark.slow
@pytest.mark.parametrize("pack", [gzip.compress, bz2.compress, lzma.compress])
def test_what_unpacks_to_far_too_much_is_told(pack: Callable[[bytes], bytes], tmp_path: Path) -> None:
    assert list(found(saved(tmp_path / "a.xlsx.gz", pack(bytes(70 * MEGABYTE)))).values()) == ["file_too_large"]


def test_a_tar_archive_whose_header_claims_a_gigabyte_is_told(tmp_path: Path) -> None:
    member = tarfile.TarInfo("x")
    member.type, member.size = tarfile.XHDTYPE, 1000 * MEGABYTE
    path = saved(tmp_path / "a.tar", member.tobuf(tarfile.USTAR_FORMAT) + bytes(10_000))
    # Python 3.14 reads headers in pieces, and finds the end of the file first.
    assert list(found(path).values()) == ["damaged_archive" if sys.version_info >= (3, 14) else "archive_bomb"]


def test_a_tar_archive_whose_header_is_larger_than_any_list_is_told(tmp_path: Path) -> None:
    member = tarfile.TarInfo("x")
    member.type, member.size = tarfile.XHDTYPE, MAX_DIRECTORY_BYTES + 1
    path = saved(tmp_path / "a.tar", member.tobuf(tarfile.USTAR_FORMAT) + bytes(MAX_DIRECTORY_BYTES + 10_000))
    assert list(found(path).values()) == ["archive_bomb"]


@pytest.mark.engine
@pytest.mark.parametrize("options", [{}, {"format": "rar29"}, {"compression": 5, "solid": True}, {"store": True}])
def test_rar_archives_are_opened_however_they_are_packed(options: dict[str, Any], tmp_path: Path) -> None:
    files = {name: data for name, data in FILES.items() if name.endswith(".xlsx")}
    path = saved(tmp_path / "附件.rar", rar(files, **options))
    assert found(path) == {f"附件.rar!{name}": data for name, data in files.items()}
    program = shutil.which("bsdtar")
    assert program is not None, "tests/run.py installs it"
    listed = subprocess.run([program, "-tf", str(path)], capture_output=True, check=True, env={"LANG": "C.UTF-8"})
    assert set(listed.stdout.decode().split()) == set(files), "another program finds the same"


def test_a_rar_archive_with_a_password_is_told(tmp_path: Path) -> None:
    for headers in (False, True):
        data = rar(password="secret", encrypt_headers=headers)
        assert found(saved(tmp_path / "a.rar", data)) == {"a.rar": "locked_archive"}


@pytest.mark.slow
def test_members_of_a_rar_archive_that_are_too_large_are_told(tmp_path: Path) -> None:
    path = saved(tmp_path / "a.rar", rar({"large.xlsx": bytes(65 * MEGABYTE), "x.xlsx": b"x"}, compression=1))
    assert sorted(map(str, found(path).values())) == [str(b"x"), "file_too_large"]


@pytest.mark.parametrize("data", [b"Rar!\x1a\x07\x01\0" + bytes(90), b"7z\xbc\xaf\x27\x1c\0\4" + bytes(90)])
def test_an_archive_that_is_none_is_told_as_damaged_and_not_as_empty(data: bytes, tmp_path: Path) -> None:
    assert list(found(saved(tmp_path / "a.bin", data)).values()) == ["damaged_archive"]


@pytest.mark.engine
@pytest.mark.parametrize(
    "make", [lambda path: by_7z(path), lambda path: saved(path, rar()), lambda path: saved(path, tarred())]
)
def test_no_damage_to_an_archive_ends_in_an_exception(make: Callable[[Path], Path], tmp_path: Path) -> None:
    whole = make(tmp_path / "whole.7z").read_bytes()
    draw = random.Random(5)
    for trial in range(150):
        data = bytearray(whole)
        for _ in range(draw.choice((1, 1, 2, 8))):
            data[draw.randrange(len(data))] = draw.randrange(256)
        if trial % 5 == 0:
            del data[draw.randrange(len(data)) :]
        assert found(saved(tmp_path / "a.7z", bytes(data))), "nothing is said about it"


@pytest.mark.parametrize("name", ["../../x.xlsx", "/etc/x.xlsx", "a/../../../x.xlsx"])
def test_a_name_that_leads_out_of_an_archive_leads_nowhere(name: str, tmp_path: Path) -> None:
    path = saved(tmp_path / "in" / "a.tar", tarred({name: b"read"}))
    assert list(found(path).values()) == [b"read"]
    assert [file for file in tmp_path.rglob("*") if file.is_file()] == [path]


@pytest.mark.parametrize("kind", [tarfile.LNKTYPE, tarfile.SYMTYPE])
def test_links_in_a_tar_archive_are_followed_within_it_and_told_otherwise(kind: bytes, tmp_path: Path) -> None:
    stream = io.BytesIO()
    with tarfile.open(fileobj=stream, mode="w") as archive:
        file = tarfile.TarInfo("a/x.xlsx")
        file.size = 1
        archive.addfile(file, io.BytesIO(b"x"))
        for name, target in (("a/same.xlsx", "x.xlsx"), ("a/out.xlsx", "/etc/passwd"), ("a/self.xlsx", "self.xlsx")):
            link = tarfile.TarInfo(name)
            link.type, link.linkname = kind, f"a/{target}" if kind == tarfile.LNKTYPE else target
            archive.addfile(link)
    assert found(saved(tmp_path / "a.tar", stream.getvalue())) == {
        "a.tar!a/x.xlsx": b"x",
        "a.tar!a/same.xlsx": b"x",
        "a.tar!a/out.xlsx": "shortcut",
        "a.tar!a/self.xlsx": "shortcut",
    }


@pytest.mark.skipif(os.name == "nt", reason="makes a link")
def test_links_in_zip_and_7z_archives_are_told(tmp_path: Path) -> None:
    link = zipfile.ZipInfo("a.xlsx")
    link.create_system, link.external_attr = 3, 0o120777 << 16
    with zipfile.ZipFile(tmp_path / "a.zip", "w") as archive:
        archive.writestr(link, "../b.xlsx")
    (tmp_path / "b.xlsx").symlink_to(saved(tmp_path / "c.xlsx", b"c").name)
    with py7zr.SevenZipFile(tmp_path / "a.7z", "w") as seven_zip:
        seven_zip.write(tmp_path / "b.xlsx", "b.xlsx")
    assert found(tmp_path / "a.zip", tmp_path / "a.7z") == {"a.zip!a.xlsx": "shortcut", "a.7z!b.xlsx": "shortcut"}


def test_members_of_a_7z_archive_that_have_one_name_all_come(tmp_path: Path) -> None:
    with py7zr.SevenZipFile(tmp_path / "a.7z", "w") as archive:
        for name, data in (("x.xlsx", b"1"), ("x.xlsx", b"2"), ("x.xlsx_0", b"3"), ("a/x.xlsx", b"4")):
            archive.writestr(data, name)
    come = [(file.origin.partition("!")[2], file.read()) for file in incoming_files([tmp_path / "a.7z"], NOWHERE)]
    assert sorted(come) == [("a/x.xlsx", b"4"), ("x.xlsx", b"1"), ("x.xlsx", b"2"), ("x.xlsx_0", b"3")]


def test_a_tar_archive_of_the_time_before_posix_is_opened(tmp_path: Path) -> None:
    data = bytearray(tarred({"x.xlsx": b"x"}))
    data[257:265] = bytes(8)
    data[148:156] = b"%06o\0 " % (sum(data[:148]) + sum(data[156:512]) + 8 * ord(" "))
    assert found(saved(tmp_path / "a.tar", bytes(data))) == {"a.tar!x.xlsx": b"x"}
    data[0] += 1
    assert found(saved(tmp_path / "b.tar", bytes(data))) == {"b.tar": bytes(data)}


# Archives in several files


@pytest.mark.engine
@pytest.mark.parametrize("ending", ["7z", "zip"])
def test_an_archive_that_was_cut_is_joined(ending: str, tmp_path: Path) -> None:
    by_7z(tmp_path / "in" / f"a.{ending}", "-v3k", "-mx=0")
    assert len(list((tmp_path / "in").iterdir())) > 2
    assert inside(tmp_path / "in") == INSIDE
    assert inside(tmp_path / "in" / f"a.{ending}.002") == INSIDE, "also where only one of them is named"
    assert count_files([tmp_path / "in"], NOWHERE) == len(list((tmp_path / "in").iterdir()))


@pytest.mark.engine
@pytest.mark.parametrize("missing", ["a.7z.001", "a.7z.002", "a.7z.003"])
def test_an_archive_of_which_a_part_is_missing_is_told_once(missing: str, tmp_path: Path) -> None:
    by_7z(tmp_path / "in" / "a.7z", "-v3k", "-mx=0")
    files = sorted(file.name for file in (tmp_path / "in").iterdir())
    assert files[-1] == "a.7z.003"
    (tmp_path / "in" / missing).unlink()
    assert list(found(tmp_path / "in").values()) == ["missing_volume"]


def test_volumes_that_cannot_be_joined_are_told_once(tmp_path: Path) -> None:
    builder = rars.RarBuilder(volume_size=2000)
    builder.add_bytes(os.urandom(5000), "甲.xlsx")
    (tmp_path / "in").mkdir()
    builder.write_volumes(str(tmp_path / "in" / "a.part1.rar"))
    for name in ("b.zip", "b.z01", "b.z02", "c.rar", "c.r00", "c.r01"):
        saved(tmp_path / "in" / name, b"PK" if name[0] == "b" else b"Rar!")
    origins = {Path(origin).name: told for origin, told in found(tmp_path / "in").items()}
    first = next(name for name in origins if name.startswith("a.part"))
    assert origins == {first: "volumes", "b.zip": "volumes", "c.rar": "volumes"}


def test_volumes_within_an_archive_are_told_once(tmp_path: Path) -> None:
    path = saved(
        tmp_path / "a.zip", packed(*((f"b.part{number}.rar", b"Rar!") for number in (1, 2, 3)), ("x.xlsx", b"x"))
    )
    assert found(path) == {"a.zip!b.part1.rar": "volumes", "a.zip!x.xlsx": b"x"}


# Names in zip archives that do not say how they are written


def silent(*names: bytes) -> bytes:
    """An archive of names in some encoding, without the bit that says UTF-8."""
    data = packed(*((f"{number:02}".ljust(len(name), "?"), b"%d" % number) for number, name in enumerate(names)))
    for number, name in enumerate(names):
        data = data.replace(f"{number:02}".encode().ljust(len(name), b"?"), name)
    return data


@pytest.mark.parametrize(
    ("encoding", "names"),
    [
        ("utf-8", ["年报/河口镇人民政府.xlsx", "年报/盖章扫描.pdf"]),
        ("utf-8", ["Résumé.xlsx"]),
        ("utf-8", ["Отчёт за год.xlsx"]),
        ("gbk", ["城关镇/年度报告.xlsx", "附件①.xlsx"]),
        ("gbk", ["一.xlsx"]),
        ("gbk", ["联通.xlsx"]),
        ("gbk", ["朱镕村.xlsx"]),
        ("gb18030", ["㙟镇.xlsx", "甲.xlsx"]),
        ("big5", ["年報/臺北市政府.xlsx"]),
        ("big5", ["香港特別行政區.xlsx", "說明.xlsx"]),
        ("cp437", ["Résumé à signer.xlsx"]),
    ],
)
def test_names_are_never_garbled(encoding: str, names: list[str], tmp_path: Path) -> None:
    path = saved(tmp_path / "a.zip", silent(*(name.encode(encoding) for name in names)))
    assert sorted(origin.removeprefix("a.zip!") for origin in found(path)) == sorted(names)


def test_a_name_in_utf_8_beside_the_usual_one_counts_if_it_was_made_for_it(tmp_path: Path) -> None:
    for checksum, shown in ((zlib.crc32(b"?.xlsx"), "甲.xlsx"), (1, "?.xlsx")):
        extra = struct.pack("<BL", 1, checksum) + "甲.xlsx".encode()
        field = struct.pack("<HH", 0x7075, len(extra)) + extra
        data = packed(("?.xlsx", b"1"))
        end = data.index(b"PK\x05\x06")
        entry = data.index(b"PK\x01\x02")
        listed = bytearray(data[entry:end])
        struct.pack_into("<H", listed, 30, len(field))
        closing = bytearray(data[end:])
        struct.pack_into("<L", closing, 12, len(listed) + len(field))
        path = saved(tmp_path / "a.zip", data[:entry] + bytes(listed) + field + bytes(closing))
        assert found(path) == {f"a.zip!{shown}": b"1"}


def test_backslashes_between_folders_are_shown_as_slashes(tmp_path: Path) -> None:
    assert set(found(saved(tmp_path / "a.zip", in_gbk(("年报\\甲.xlsx", b"1"))))) == {"a.zip!年报/甲.xlsx"}


_WITHOUT = """
import sys
from pathlib import Path
for name in ("py7zr", "rars", "msoffcrypto", "msoffcrypto.exceptions"):
    sys.modules[name] = None  # as Python itself marks what cannot be imported
from xlsreport.round.incoming.inbox import incoming_files
print(*(file.unfit and file.unfit.key for file in incoming_files([Path(name) for name in sys.argv[1:]], Path("/none"))))
"""


@pytest.mark.engine
def test_where_no_library_is_installed_an_archive_is_told(tmp_path: Path) -> None:
    paths = [str(by_7z(tmp_path / "a.7z")), str(saved(tmp_path / "b.rar", rar()))]
    ran = subprocess.run([sys.executable, "-c", _WITHOUT, *paths], capture_output=True, text=True, check=True)
    assert ran.stdout.split() == ["other_archive", "other_archive"]
