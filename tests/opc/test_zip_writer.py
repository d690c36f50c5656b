"""Archives that are written here are what others read, and the same members give the same bytes."""

from __future__ import annotations

import io
import subprocess
import zipfile
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from xlsreport.opc.zip_writer import archive_of, deflated

NAMES = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0\\/:"), min_size=1, max_size=20)


@pytest.mark.slow
@given(st.dictionaries(NAMES, st.binary(max_size=300), max_size=6))
def test_what_was_packed_is_unpacked_in_its_order(files: dict[str, bytes]) -> None:
    with zipfile.ZipFile(io.BytesIO(archive_of(deflated(*file) for file in files.items()))) as archive:
        assert archive.testzip() is None
        assert {name: archive.read(name) for name in archive.namelist()} == files
        assert archive.namelist() == list(files)


@pytest.mark.slow
@given(st.lists(st.binary(max_size=300), max_size=5))
def test_a_member_may_be_packed_in_pieces(pieces: list[bytes]) -> None:
    with zipfile.ZipFile(io.BytesIO(archive_of([deflated("a", *pieces)]))) as archive:
        assert archive.testzip() is None
        assert archive.read("a") == b"".join(pieces)


def test_a_member_states_the_same_day_whenever_it_is_written() -> None:
    with zipfile.ZipFile(io.BytesIO(archive_of([deflated("a", b"1"), deflated("b", b"2")]))) as archive:
        assert {info.date_time for info in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}


def test_a_member_of_one_archive_may_be_one_of_another() -> None:
    first, second = deflated("一/a.xml", b"abc" * 100), deflated("b.xml", b"")
    with zipfile.ZipFile(io.BytesIO(archive_of([second, first]))) as archive:
        assert archive.read("一/a.xml") == b"abc" * 100
        assert archive.getinfo("一/a.xml").compress_size < 20


@pytest.mark.engine
def test_another_program_finds_nothing_wrong(tmp_path: Path) -> None:
    path = tmp_path / "a.zip"
    several = {"一.xml": b"<a/>" * 99, "xl/b.xml": b"<b/>" * 99, "c": b""}
    path.write_bytes(archive_of([*(deflated(*member) for member in several.items()), deflated("d", b"1" * 9, b"2")]))
    tested = subprocess.run(["7z", "t", path], capture_output=True, text=True, check=False)
    assert tested.returncode == 0, tested.stdout
    assert "Everything is Ok" in tested.stdout
