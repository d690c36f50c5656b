"""Files that came in some other way than as the plain workbook: read, or told in a sentence that is true of them."""

from __future__ import annotations

import io
import sys
from pathlib import Path

import msoffcrypto.format.ooxml
import pytest

from support.files import harbour
from support.outcomes import outcome
from support.rounds import filled, send, small_round
from xlsreport import RejectedWorkbookError, new_submission, read_workbook, workbook_bytes
from xlsreport.messages import messages_for
from xlsreport.round.consolidation.consolidating import consolidate
from xlsreport.round.consolidation.consolidation_options import ConsolidationOptions
from xlsreport.round.incoming.collection import CollectedFile, collect

ZH, EN = messages_for("zh-CN"), messages_for("en")
PLAIN = workbook_bytes(new_submission(harbour()))


def encrypted(data: bytes, password: str) -> bytes:
    stream = io.BytesIO()
    msoffcrypto.format.ooxml.OOXMLFile(io.BytesIO(data)).encrypt(password, stream)
    return stream.getvalue()


def refusal(name: str, data: bytes, folder: Path) -> str:
    (folder / name).write_bytes(data)
    with pytest.raises(RejectedWorkbookError) as caught:
        read_workbook(folder / name, messages=ZH)
    return str(caught.value)


def collected(name: str, data: bytes, folder: Path) -> CollectedFile | None:
    """What became of the one file in a folder; None where it was passed over."""
    round_ = small_round(folder / "round")
    (folder / "in").mkdir()
    (folder / "in" / name).write_bytes(data)
    done = list(collect(round_, [folder / "in"]))
    assert len(done) < 2
    return done[0] if done else None


@pytest.mark.slow
def test_a_workbook_that_excel_opens_without_asking_is_read_as_the_workbook_in_it() -> None:
    locked = encrypted(PLAIN, "VelvetSweatshop")
    assert locked.startswith(b"\xd0\xcf\x11\xe0")
    assert outcome(locked, harbour()) == outcome(PLAIN, harbour())
    assert "rejected" not in outcome(PLAIN, harbour())


@pytest.mark.slow
@pytest.mark.parametrize("password", ["secret", "velvetsweatshop"])
def test_a_workbook_with_a_password_is_told(password: str) -> None:
    assert outcome(encrypted(PLAIN, password)) == {"rejected": ZH("rejected.encrypted")}


@pytest.mark.slow
def test_an_encrypted_workbook_is_recorded_as_it_came_and_added_up(tmp_path: Path) -> None:
    round_ = small_round(tmp_path / "round", 2)
    send(round_, tmp_path / "in", ["001"])
    (tmp_path / "in" / "二.xlsx").write_bytes(encrypted(filled(round_, "002"), "VelvetSweatshop"))
    assert [one.receipt and one.receipt.verdict for one in collect(round_, [tmp_path / "in"])] == ["clean", "clean"]
    assert [one.outcome for one in collect(round_, [tmp_path / "in"])] == ["known", "known"]
    assert consolidate(round_, ConsolidationOptions(agency="All"), processes=1).figures


def test_a_password_that_takes_too_long_to_try_is_not_tried() -> None:
    slow = encrypted(PLAIN, "VelvetSweatshop").replace(b'spinCount="100000"', b'spinCount="999999"')
    assert outcome(slow) == {"rejected": ZH("rejected.encrypted")}


def test_an_encrypted_workbook_is_told_where_nothing_can_decrypt_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "msoffcrypto.exceptions", None)  # as on machines for which it was not built
    for password in ("VelvetSweatshop", "secret"):
        assert outcome(encrypted(PLAIN, password)) == {"rejected": ZH("rejected.maybe_default_password")}


@pytest.mark.parametrize("cut", [600, 2000, 9000])
def test_a_damaged_encrypted_workbook_is_told(cut: int) -> None:
    assert set(outcome(encrypted(PLAIN, "VelvetSweatshop")[:cut])) == {"rejected"}


@pytest.mark.parametrize(
    ("name", "key", "passed_over"),
    [
        (".甲镇.xlsx.icloud", "not_downloaded", False),
        ("甲镇.xlsx.crdownload", "unfinished_download", False),
        ("甲镇.xlsx.part", "unfinished_download", False),
        ("甲镇.xlsx.tmp", "unfinished_download", False),
        ("甲镇.xlsx.download", "unfinished_download", False),
        ("甲镇.xlsx.lnk", "shortcut", False),
        ("~$甲镇.xlsx", "lock_file", True),
        (".~lock.甲镇.xlsx#", "lock_file", True),
        ("Thumbs.db", "system_file", True),
        (".DS_Store", "system_file", True),
        ("desktop.ini", "system_file", True),
        ("._甲镇.xlsx", "system_file", True),
    ],
)
def test_what_programs_put_beside_files_or_in_their_place_is_told(
    name: str, key: str, passed_over: bool, tmp_path: Path
) -> None:
    """Collecting passes over what nobody sent, and tells what stands for something that somebody did."""
    assert refusal(name, b"bplist00 whatever", tmp_path) == ZH(f"rejected.{key}")
    done = collected(name, b"bplist00 whatever", tmp_path)
    assert done is None if passed_over else done is not None and done.sentence == EN(f"rejected.{key}")


def test_a_workbook_is_read_whatever_its_name_is(tmp_path: Path) -> None:
    (tmp_path / "甲镇.xlsx.part").write_bytes(PLAIN)
    assert read_workbook(tmp_path / "甲镇.xlsx.part", harbour()).source is not None


def test_half_a_download_is_no_damaged_workbook(tmp_path: Path) -> None:
    sentence = ZH("rejected.unfinished_download")
    assert refusal("甲镇.xlsx.part", PLAIN[: len(PLAIN) // 2], tmp_path) == sentence
    assert refusal("甲镇.xlsx", PLAIN[: len(PLAIN) // 2], tmp_path) != sentence
