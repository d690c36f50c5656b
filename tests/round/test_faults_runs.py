"""Runs that are killed, interrupted or at work at the same time, and clocks that jump: all is right in the end."""

from __future__ import annotations

import json
import os
import random
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from support.commands import run
from support.depth import cases
from support.interruptible import interruptible
from support.killing import Killing, recorded
from support.patience import HANG_SECONDS
from support.rounds import filled, records, send, small_round
from xlsreport.cli.group import FOUND_ERRORS, INTERRUPTED
from xlsreport.messages import help_for, messages_for
from xlsreport.round.counting.round_state import state_of
from xlsreport.round.folder import Round
from xlsreport.round.incoming.collection import collect
from xlsreport.round.ledger.ledger import Ledger
from xlsreport.round.outgoing.distribution import distribute

pytestmark = pytest.mark.slow

EN, SAID = messages_for("en"), help_for("en")
CODES = [f"{number:03}" for number in range(1, 25)]
FAULTY, OTHERS = 4, 4
FILES = len(CODES) + OTHERS
POSIX = pytest.mark.skipif(os.name == "nt", reason="sends signals of POSIX")


@pytest.fixture(scope="module")
def inbox(tmp_path_factory: pytest.TempPathFactory) -> tuple[Round, Path]:
    """More files than one process takes, among them faulty ones, a copy and a foreign one; nothing is collected yet."""
    folder = tmp_path_factory.mktemp("runs")
    round_ = small_round(folder / "round", len(CODES))
    send(round_, folder / "in", CODES[:-FAULTY])
    send(round_, folder / "in", CODES[-FAULTY:], calls__arrived__other="many")
    (folder / "in" / "copy.xlsx").write_bytes(filled(round_, "001", revision=2))
    (folder / "in" / "foreign.xlsx").write_bytes(b"PK\x03\x04 and no more")
    (folder / "in" / "text.xlsx").write_bytes("编号".encode())
    other = small_round(folder / "other", 1)
    (folder / "in" / "other.xlsx").write_bytes(filled(other, "001"))
    return round_, folder / "in"


# Killed


@pytest.mark.parametrize("processes", [1, 2])
def test_a_run_that_is_killed_and_run_again_gives_the_ledger_of_an_undisturbed_one(
    processes: int, inbox: tuple[Round, Path], tmp_path: Path
) -> None:
    """A hundred kills over five hundred files are in ``bench/kill.py``."""
    round_, folder = inbox
    killing = Killing(round_.folder, folder, tmp_path, processes)
    draw = random.Random(processes)
    for _ in range(cases(2, 4)):
        enough, more = draw.randrange(len(CODES)), draw.uniform(0, 0.03)

        def moment(ledger: Path, enough: int = enough, more: float = more) -> None:
            until(lambda: recorded(ledger) >= enough)
            time.sleep(more)

        kill = killing.kill(moment)
        assert kill.wrong == ""
        assert kill.before >= enough


@pytest.mark.parametrize("processes", cases([2], [2, 3]))
def test_no_process_outlives_the_one_that_is_killed(processes: int, inbox: tuple[Round, Path], tmp_path: Path) -> None:
    process = started(inbox, tmp_path, "--processes", str(processes), warnings="always")
    until(lambda: recorded(tmp_path / "round" / "ledger.sqlite") > 0)
    process.kill()
    # Those that it had started hold the other end of what it prints to, until they end; they say nothing, either.
    assert process.communicate(timeout=HANG_SECONDS)[1] == ""


@POSIX
@pytest.mark.parametrize("processes", [1, 2])
def test_a_run_that_is_interrupted_ends_without_a_traceback(
    processes: int, inbox: tuple[Round, Path], tmp_path: Path
) -> None:
    """As by Ctrl+C, which all processes of a terminal are sent."""
    process = started(inbox, tmp_path, "--processes", str(processes))
    ledger = tmp_path / "round" / "ledger.sqlite"
    until(lambda: recorded(ledger) > 0)
    os.killpg(process.pid, signal.SIGINT)
    _, told = process.communicate(timeout=HANG_SECONDS)
    assert "Traceback" not in told
    # Interrupted after its last record it may have been about to end well.
    assert process.returncode in ({FOUND_ERRORS, INTERRUPTED} if recorded(ledger) == FILES else {INTERRUPTED})
    before = [row for row in records(ledger) if row[0] == "receipt"]
    said = run("collect", tmp_path / "round", inbox[1])
    after = [row for row in records(ledger) if row[0] == "receipt"]
    with Ledger(ledger, inbox[0].messages) as known:
        left = list(known.receipts())[len(before) :]
    # The files in which something is wrong may all have been recorded before the signal came.
    assert said.code == (0 if all(receipt.acceptable for receipt in left) else 1)
    assert after[: len(before)] == before
    assert len(after) == FILES


@pytest.mark.parametrize("processes", ["1", "2"])
def test_a_run_says_nothing_beside_its_result(processes: str, inbox: tuple[Round, Path], tmp_path: Path) -> None:
    process = started(inbox, tmp_path, "--processes", processes, warnings="error")
    printed, told = process.communicate(timeout=HANG_SECONDS)
    assert (process.returncode, told) == (1, "")
    assert printed


@POSIX
@pytest.mark.parametrize(("sent", "processes"), [("SIGTERM", "1"), ("SIGTERM", "2"), ("SIGHUP", "2")])
def test_a_run_that_is_ended_leaves_no_warnings(
    sent: str, processes: str, inbox: tuple[Round, Path], tmp_path: Path
) -> None:
    """Whoever it started that outlives it, such as a helper of Python's, prints to the same terminal."""
    process = started(inbox, tmp_path, "--processes", processes, warnings="always")
    until(lambda: recorded(tmp_path / "round" / "ledger.sqlite") > 0)
    process.send_signal(getattr(signal, sent))
    assert process.communicate(timeout=HANG_SECONDS)[1] == ""


@pytest.mark.skipif(sys.platform != "linux", reason="asks Linux what a process has started")
@pytest.mark.parametrize("later", cases([0, 0.1], [0, 0.01, 0.1, 0.3]))
def test_a_run_that_is_interrupted_while_it_starts_others_says_so_and_no_more(
    later: float, inbox: tuple[Round, Path], tmp_path: Path
) -> None:
    process = started(inbox, tmp_path, "--processes", "2", warnings="always")
    children = Path(f"/proc/{process.pid}/task/{process.pid}/children")
    until(lambda: bool(children.read_text(encoding="ascii")) or process.poll() is not None, every=0.002)
    time.sleep(later)
    os.killpg(process.pid, signal.SIGINT)
    _, told = process.communicate(timeout=HANG_SECONDS)
    ended_before = recorded(tmp_path / "round" / "ledger.sqlite") == FILES
    assert told == f"\n{SAID('usage.aborted')}\n" or (ended_before and told == "")


def started(inbox: tuple[Round, Path], folder: Path, *options: str, warnings: str = "default") -> subprocess.Popen[str]:
    """Collects into a copy of the round, in a process of its own, which can be interrupted wherever tests run."""
    if not (folder / "round").exists():
        shutil.copytree(inbox[0].folder, folder / "round")
    command = [sys.executable, "-m", "xlsreport", "collect", "--round", str(folder / "round"), str(inbox[1]), *options]
    environment = os.environ | {"PYTHONWARNINGS": warnings, "XLSREPORT_LANG": "en"}
    with interruptible():
        return subprocess.Popen(
            command,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            encoding="utf-8",
            start_new_session=True,
            env=environment,
        )


def until(true: Callable[[], bool], every: float = 0.02) -> None:
    """Wait until something is the case; to look for it each time takes some of the processor."""
    end = time.monotonic() + HANG_SECONDS
    while not true():
        assert time.monotonic() < end, "it never came about"
        time.sleep(every)


# At the same time


@pytest.mark.parametrize("processes", ["1", "2"])
def test_two_runs_at_the_same_time_record_every_file_once(
    processes: str, inbox: tuple[Round, Path], tmp_path: Path
) -> None:
    runs = [started(inbox, tmp_path, "--format", "json", "--processes", processes) for _ in range(2)]
    printed = [run.communicate(timeout=HANG_SECONDS) for run in runs]
    assert {told for _, told in printed} == {""}
    outcomes = [one["outcome"] for out, _ in printed for one in json.loads(out)]
    files = len(list(inbox[1].iterdir()))
    assert (outcomes.count("recorded"), outcomes.count("known")) == (files, files)
    receipts = [row for row in records(tmp_path / "round" / "ledger.sqlite") if row[0] == "receipt"]
    assert sorted(Path(row[3]).name for row in receipts) == sorted(path.name for path in inbox[1].iterdir())
    assert [row[1] for row in receipts] == list(range(1, files + 1))


def test_workbooks_that_are_given_out_twice_at_the_same_time_are_whole(tmp_path: Path) -> None:
    round_ = small_round(tmp_path / "round", 12)
    command = [sys.executable, "-m", "xlsreport", "distribute", "--round", str(round_.folder)]
    runs = [subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE) for _ in range(2)]
    assert [run.communicate(timeout=HANG_SECONDS)[1] for run in runs] == [b"", b""]
    folder = round_.subfolder("round.distributed")
    assert len(list(folder.iterdir())) == 13  # with the list, and nothing that was left behind
    assert [one.outcome for one in distribute(round_)] == ["unchanged"] * 12
    assert {row[2] for row in records(round_.ledger_path) if row[0] == "issue"} == {a.code for a in round_.roster}


# A clock that jumps


def test_a_clock_that_was_turned_back_is_told_and_changes_no_order(tmp_path: Path) -> None:
    round_ = small_round(tmp_path / "round")
    files = {name: tmp_path / f"{name}.xlsx" for name in ("first", "second")}
    files["first"].write_bytes(filled(round_, "001"))
    files["second"].write_bytes(filled(round_, "001", calls__inspected__other=98))
    assert [one.outcome for one in collect(round_, [files["first"]], clock=lambda: "2199-01-01T00:00:00Z")] == [
        "recorded"
    ]
    said = run("collect", round_.folder, files["second"])
    assert (said.code, said.err) == (0, EN("collect.clock") + "\n")
    (state, *_) = state_of(round_).agencies
    assert state.current is not None
    assert (state.current.number, state.current.origin) == (2, str(files["second"]))
    assert run("collect", round_.folder, files["first"]).err == EN("collect.clock") + "\n"


def test_a_clock_that_goes_forward_is_not_told(tmp_path: Path) -> None:
    round_ = small_round(tmp_path / "round")
    paths = send(round_, tmp_path / "in", ["001", "002"])
    assert [one.outcome for one in collect(round_, [paths[0]], clock=lambda: "1999-12-31T23:59:59Z")] == ["recorded"]
    assert run("collect", round_.folder, paths[1]).err == ""


def test_a_clock_that_jumps_while_files_are_recorded_changes_no_order(tmp_path: Path) -> None:
    round_ = small_round(tmp_path / "round", 9)
    paths = send(round_, tmp_path / "in", [f"00{number}" for number in range(1, 10)])
    clock = iter(f"20{99 - number}-01-01T00:00:00Z" for number in range(9))
    done = list(collect(round_, paths, clock=lambda: next(clock)))
    assert [one.receipt.number for one in done if one.receipt] == list(range(1, 10))
    with Ledger(round_.ledger_path, round_.messages) as ledger:
        assert [receipt.origin for receipt in ledger.receipts()] == [str(path) for path in paths]
        assert ledger.last_record() == "2099-01-01T00:00:00Z"
