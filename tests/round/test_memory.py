"""However large what was sent in is or becomes, collecting it takes the memory of one file at a time."""

from __future__ import annotations

import os
import zipfile
from collections.abc import Callable
from email.message import EmailMessage
from pathlib import Path

import pytest

from support.inbox import packed
from support.peak import peak_of
from support.rounds import small_round

LARGE = 60_000_000
ALLOWED = 190
"""Megabytes: the program itself takes 60, one such file as many, and there is room for what is made of it."""

pytestmark = pytest.mark.skipif(os.name == "nt", reason="measured by what POSIX counts")


def small_archive(inbox: Path) -> None:
    inner = packed(*((f"{number}.xlsx", bytes(LARGE)) for number in range(5)))
    (inbox / "a.zip").write_bytes(packed(("inner.zip", inner)))
    assert (inbox / "a.zip").stat().st_size < 16_000


def scans_in_an_archive(inbox: Path) -> None:
    with zipfile.ZipFile(inbox / "a.zip", "w", zipfile.ZIP_DEFLATED) as archive:
        for number in range(5):
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
