"""A package that is damaged, or that another program changed, is told with its file and row, and never half read."""

from __future__ import annotations

import csv
import hashlib
import io
import json
import os
import zipfile
from collections.abc import Callable, Mapping
from functools import cache
from pathlib import Path

import pytest

from support.grants import GRANTS, grants, reported
from xlsreport import PackageError, check, definition_text, load_package, messages_for, package_files, packaged

MESSAGES = messages_for("en")
Files = dict[str, bytes]
Table = list[list[str]]


@cache
def _written() -> Mapping[str, bytes]:
    submission = reported([{"amount": 5}, {"amount": 7}])
    reports = [packaged(submission, check(submission))]
    return dict(package_files(grants(), definition_text(GRANTS), reports, title="Grants"))


def changed(name: str, change: Callable[[Table], object]) -> Files:
    """The package with another table, whose digest is right again."""
    files = dict(_written())
    table = list(csv.reader(io.StringIO(files[name].decode("utf-8-sig"), newline="")))
    change(table)
    text = io.StringIO(newline="")
    csv.writer(text, lineterminator="\r\n").writerows(table)
    files[name] = text.getvalue().encode()
    descriptor = json.loads(files["datapackage.json"])
    for one in descriptor["resources"]:
        one["hash"] = f"sha256:{hashlib.sha256(files[one['path']]).hexdigest()}"
    return {**files, "datapackage.json": json.dumps(descriptor).encode()}


def said(folder: Path, files: Mapping[str, bytes]) -> str:
    folder.mkdir()
    for name, data in files.items():
        (folder / name).write_bytes(data)
    return refusal(folder)


def refusal(package: Path) -> str:
    with pytest.raises(PackageError) as told:
        load_package(package, MESSAGES)
    return str(told.value)


def _set(row: int, heading: str, value: str) -> Callable[[Table], object]:
    return lambda table: table[row].__setitem__(table[0].index(heading), value)


@pytest.mark.parametrize(
    ("file", "change", "row"),
    [
        ("list_grants.csv", _set(1, "amount", "NaN"), 2),
        ("list_grants.csv", _set(2, "amount", "1e999999999"), 3),
        ("list_grants.csv", _set(1, "amount", "9" * 5000), 2),
        ("list_grants.csv", lambda table: table.append(table[1]), 4),
        ("list_grants.csv", lambda table: table[2].append("more"), 3),
        ("figures.csv", _set(1, "place", "no.such.place"), 2),
        ("figures.csv", lambda table: table.append(table[1]), None),
        ("reports.csv", _set(1, "period", "2024-Q9"), 2),
        ("nil_returns.csv", _set(1, "answer", "perhaps"), 2),
    ],
)
def test_a_row_that_no_export_writes_is_told_with_its_number(
    file: str, change: Callable[[Table], object], row: int | None, tmp_path: Path
) -> None:
    files = changed(file, change)
    number = row or len(files[file].splitlines())
    assert said(tmp_path / "p", files) == MESSAGES("package.row", package=tmp_path / "p", file=file, row=number)


def test_a_file_that_is_missing_or_no_file_is_named(tmp_path: Path) -> None:
    files = {name: data for name, data in _written().items() if name != "texts.csv"}
    sentence = MESSAGES("package.missing", package=tmp_path / "p", file="texts.csv")
    assert said(tmp_path / "p", files) == sentence
    if os.name != "nt":
        os.mkfifo(tmp_path / "p" / "texts.csv")
        assert refusal(tmp_path / "p") == sentence


@pytest.mark.parametrize("descriptor", [b"", b"[]", b"[" * 100_000, b'{"resources": 1}', "中".encode("gbk")])
def test_a_descriptor_that_none_is_is_told(descriptor: bytes, tmp_path: Path) -> None:
    files = {**_written(), "datapackage.json": descriptor}
    assert said(tmp_path / "p", files) == MESSAGES("package.unreadable", package=tmp_path / "p")


def test_an_archive_of_the_folder_itself_is_read(tmp_path: Path) -> None:
    """Somebody unpacked the package, and packed its folder to send it on."""
    with zipfile.ZipFile(tmp_path / "p.zip", "w") as archive:
        for name, data in _written().items():
            archive.writestr(f"p/{name}", data)
    [read] = load_package(tmp_path / "p.zip", MESSAGES)
    assert [line.number for line in read.lines["grants"]] == [1, 2]
