"""However large what was sent in is or becomes, collecting it takes the memory of one file at a time."""

from __future__ import annotations

import gc
import os
import tracemalloc
import zipfile
from collections.abc import Callable, Iterator
from email.message import EmailMessage
from pathlib import Path

import pytest

from support.inbox import packed
from support.peak import peak_of
from support.rounds import small_round
from xlsreport.round.incoming.inbox import incoming_files
from xlsreport.round.ledger.ledger import Ledger
from xlsreport.round.ledger.records import IssuedWorkbook

MANY = 4000
LARGE = 60_000_000
ALLOWED = 190
"""Megabytes: the program itself takes 60, one such file as many, and there is room for what is made of it."""

pytestmark = [pytest.mark.slow, pytest.mark.skipif(os.name == "nt", reason="measured by what POSIX counts")]


def small_archive(inbox: Path) -> None:
    inner = packed(*((f"{number}.xlsx", bytes(LARGE)) for number in range(3)))
    (inbox / "a.zip").write_bytes(packed(("inner.zip", inner)))
    assert (inbox / "a.zip").stat().st_size < 16_000


def scans_in_an_archive(inbox: Path) -> None:
    with zipfile.ZipFile(inbox / "a.zip", "w", zipfile.ZIP_DEFLATED) as archive:
        for number in range(3):
            archive.writestr(f"{number}.pdf", b"%PDF-1.7" + bytes([number]) * LARGE)


def scans_in_mails(inbox: Path) -> None:
    for number in range(3):
        mail = EmailMessage()
        mail["From"], mail["Subject"] = "a@example.cn", "scans"
        scan = b"%PDF-1.7" + bytes([number]) * (LARGE // 5)
        mail.add_attachment(
            packed(*((f"{n}.pdf", scan) for n in range(5))), maintype="a", subtype="b", filename="a.zip"
        )
        (inbox / f"{number}.eml").write_bytes(mail.as_bytes())


@pytest.mark.parametrize("make", [small_archive, scans_in_an_archive, scans_in_mails])
def test_collecting_takes_the_memory_of_one_file(make: Callable[[Path], None], tmp_path: Path) -> None:
    round_, inbox = small_round(tmp_path / "round"), tmp_path / "inbox"
    inbox.mkdir()
    make(inbox)
    code, megabytes = peak_of(["collect", str(inbox), "--round", str(round_.folder), "--processes", "2"])
    assert code == 1
    assert megabytes < ALLOWED


@pytest.fixture
def traced() -> Iterator[Callable[[], tuple[int, int]]]:
    """Says how many bytes Python's objects take that were made since, and took at most."""
    tracemalloc.start()
    yield tracemalloc.get_traced_memory
    tracemalloc.stop()


def test_of_files_that_wait_their_names_alone_are_held(tmp_path: Path, traced: Callable[[], tuple[int, int]]) -> None:
    for number in range(MANY):
        (tmp_path / f"{number:06}.xlsx").touch()
    assert len(list(incoming_files([tmp_path / "000000.xlsx"], tmp_path / "round"))) == 1  # loads what it needs
    gc.collect()  # or what other tests have left is counted when it goes
    before, _ = traced()
    files = incoming_files([tmp_path], tmp_path / "round")
    next(files)
    held = traced()[0] - before
    assert held / MANY < 100 + len(str(tmp_path / "000000.xlsx"))
    assert sum(1 for _ in files) == MANY - 1


def test_records_are_read_a_part_at_a_time(tmp_path: Path, traced: Callable[[], tuple[int, int]]) -> None:
    round_ = small_round(tmp_path / "round")
    figures = {f"calls.open.{number}": "1" for number in range(200)}
    with Ledger(round_.ledger_path, round_.messages) as ledger:
        with ledger.together():
            for number in range(MANY):
                ledger.record_issue(
                    IssuedWorkbook("", f"{number:06}", "甲", 1, f"{number}.xlsx", f"{number:064}", figures)
                )
        tracemalloc.clear_traces()
        assert [int(issue.code) for issue in ledger.issues()] == list(range(MANY))
        _, most = traced()
    assert most < MANY * len(str(figures)) / 4  # and a fourth of what all their figures take as text
