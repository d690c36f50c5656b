"""Whatever lies in the inbox, collecting ends, records what is a file, says what is wrong, and takes in the rest."""

from __future__ import annotations

import os
import random
import zipfile
from pathlib import Path

import pytest

from hostile.hostile_files import HOSTILE, HostileFile
from support.commands import run
from support.rounds import filled, send, small_round
from xlsreport import new_submission, workbook_bytes
from xlsreport.messages import messages_for
from xlsreport.round.counting.round_state import state_of
from xlsreport.round.folder import Round
from xlsreport.round.incoming import collection
from xlsreport.round.incoming.collection import CollectedFile, collect
from xlsreport.round.ledger.ledger import Ledger

pytestmark = pytest.mark.slow

EN = messages_for("en")
BUNDLES = ("a zip of workbooks", "a zip of something", "zips in zips in zips", "a RAR")
"""Of these, what is in them is taken in, or it is told why not; checking looks into none."""
NOT_READ = ("no_file", "folder", "dangling_link", "not_a_file", "file_too_large")
"""What there are no bytes of, so that nothing is recorded."""
UNUSUAL = [file for file in HOSTILE if file.name not in BUNDLES and file.refusal != "folder"]


@pytest.fixture(scope="module")
def round_(tmp_path_factory: pytest.TempPathFactory) -> Round:
    return small_round(tmp_path_factory.mktemp("hostile") / "round")


@pytest.fixture(scope="module")
def plain(round_: Round) -> bytes:
    return workbook_bytes(new_submission(round_.definition, agency="Hamburg", year=2025))


@pytest.mark.skipif(os.name == "nt", reason="makes links and pipes")
@pytest.mark.parametrize("file", UNUSUAL, ids=[file.name for file in UNUSUAL])
def test_a_hostile_file_is_told_as_check_would(file: HostileFile, round_: Round, plain: bytes, tmp_path: Path) -> None:
    file.make(plain, tmp_path / "in.xlsx")
    (done,) = collect(round_, [tmp_path / "in.xlsx"])
    unread = file.refusal in NOT_READ or (file.refusal, done.outcome) == ("damaged", "unread")
    assert done.outcome == ("unread" if unread else "recorded")
    sentence = EN(f"rejected.{file.refusal}", limit=64, sheet="Summary", at=file.at)
    assert (done.sentence if done.receipt is None else done.receipt.sentence) == sentence


def test_files_around_hostile_ones_are_taken_in(tmp_path: Path) -> None:
    """As mail comes: workbooks beside bundles, bundles of bundles, and what is broken, empty or something else."""
    round_ = small_round(tmp_path / "round", 12)
    inbox = tmp_path / "收件箱"
    send(round_, inbox / "邮件", ["001", "002"])
    bundled(inbox / "三镇.zip", {f"报表/{code}.xlsx": filled(round_, code) for code in ("003", "004", "005")})
    bundled(tmp_path / "内.zip", {f"{code}.xlsx": filled(round_, code) for code in ("006", "007")})
    inner = (tmp_path / "内.zip").read_bytes()
    bundled(inbox / "外.zip", {"第一批.zip": inner, "再发.zip": inner, "说明.txt": "请查收".encode()})
    (inbox / "坏.zip").write_bytes(inner[: len(inner) // 2])
    (inbox / "空.xlsx").write_bytes(b"")
    (inbox / "~$001.xlsx").write_bytes(b"lock")
    (inbox / "随机.xlsx").write_bytes(random.Random(1).randbytes(5000))
    said = run("collect", round_.folder, inbox)
    assert said.code == 1
    assert said.err == ""
    states = {state.agency.code: state.state for state in state_of(round_).agencies}
    assert [code for code, state in states.items() if state == "accepted"] == [f"00{n}" for n in range(1, 8)]
    assert set(origins(round_)) >= {
        str(inbox / "邮件" / "001.xlsx"),
        f"{inbox / '三镇.zip'}!报表/003.xlsx",
        f"{inbox / '外.zip'}!再发.zip!006.xlsx",
    }
    refused = {Path(receipt.origin).name: receipt.sentence for receipt in state_of(round_).refused}
    assert refused == {
        "外.zip!说明.txt": EN("rejected.text"),
        "坏.zip": EN("rejected.damaged"),
        "空.xlsx": EN("rejected.empty"),
        "随机.xlsx": EN("rejected.not_xlsx"),
    }


def bundled(path: Path, members: dict[str, bytes]) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items():
            archive.writestr(zipfile.ZipInfo(name), data)


def origins(round_: Round) -> list[str]:
    with Ledger(round_.ledger_path, round_.messages) as ledger:
        return [receipt.origin for receipt in ledger.receipts()]


def test_what_arrives_while_files_are_collected_is_taken_in_the_next_time(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(collection, "_MAX_BATCH_FILES", 1)  # so that one is recorded before the next is looked at
    round_ = small_round(tmp_path / "round", 4)
    send(round_, tmp_path / "in", ["001", "002"])
    done: list[CollectedFile] = []
    for one in collect(round_, [tmp_path / "in"]):
        done.append(one)
        send(round_, tmp_path / "in", ["003"])
        (tmp_path / "in" / "002.xlsx").unlink(missing_ok=True)
    assert [one.outcome for one in done] == ["recorded", "unread"]
    assert [one.outcome for one in collect(round_, [tmp_path / "in"])] == ["known", "recorded"]
    send(round_, tmp_path / "in", ["002"])
    assert [one.outcome for one in collect(round_, [tmp_path / "in"])] == ["known", "known", "recorded"]


def test_a_file_that_is_replaced_between_two_runs_is_recorded_beside_the_first(tmp_path: Path) -> None:
    round_ = small_round(tmp_path / "round")
    (path,) = send(round_, tmp_path / "in", ["001"])
    assert [one.outcome for one in collect(round_, [path])] == ["recorded"]
    path.write_bytes(filled(round_, "001", calls__inspected__other=98))
    (second,) = collect(round_, [path])
    with Ledger(round_.ledger_path, round_.messages) as ledger:
        kept = [ledger.file_of(receipt.number) for receipt in ledger.receipts()]
    assert kept == [filled(round_, "001"), path.read_bytes()]
    assert second.receipt is not None
    assert state_of(round_).agencies[0].current == second.receipt
