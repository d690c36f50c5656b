"""What is given out and returned by several processes is what one makes, and a run that is killed goes on."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest

from support.patience import HANG_SECONDS
from support.rounds import records, send, small_round
from xlsreport.messages import messages_for
from xlsreport.round.files.guarded_output import digest
from xlsreport.round.folder import Round, open_round
from xlsreport.round.incoming.collection import collect
from xlsreport.round.outgoing.distribution import distribute
from xlsreport.round.outgoing.returned_workbooks import return_workbooks, to_return

pytestmark = pytest.mark.slow

EN = messages_for("en")
COUNT = 30
"""Workbooks that are returned: more than one process has made before others are started."""
GIVEN_OUT = 130
"""The same of workbooks that are given out by a command, which cannot be told to start several processes for fewer."""


@pytest.fixture(scope="module")
def given_out(tmp_path_factory: pytest.TempPathFactory) -> Round:
    """A round of which nothing is given out yet."""
    return small_round(tmp_path_factory.mktemp("many") / "round", GIVEN_OUT)


@pytest.fixture(scope="module")
def sent(tmp_path_factory: pytest.TempPathFactory) -> Round:
    """A round to which every agency has sent a faulty workbook, all of them collected."""
    folder = tmp_path_factory.mktemp("faulty")
    round_ = small_round(folder / "round", COUNT)
    paths = send(round_, folder / "in", [agency.code for agency in round_.roster], calls__arrived__other="many")
    assert [one.outcome for one in collect(round_, paths, processes=1)] == ["recorded"] * COUNT
    return round_


def copied(round_: Round, folder: Path) -> Round:
    """The same round in another folder."""
    shutil.copytree(round_.folder, folder)
    return open_round(folder, EN)


def files_in(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir() if path.name.startswith(tuple("0123456789"))}


def written_in(folder: Path) -> dict[str, str]:
    """The digest of each workbook that is there, by its name."""
    return {name: digest(data) for name, data in files_in(folder).items() if name.endswith(".xlsx")}


def issued_files(round_: Round) -> dict[Any, Any]:
    """The digest of each file that the ledger knows as given out, by its name."""
    return {row[5]: row[6] for row in records(round_.ledger_path) if row[0] == "issue"}


def test_several_processes_give_out_what_one_does(tmp_path: Path) -> None:
    one = small_round(tmp_path / "one", COUNT)
    more = copied(one, tmp_path / "more")
    done = [list(distribute(one, processes=1)), list(distribute(more, processes=2))]
    told = [[(d.agency.code, d.path.name, d.outcome) for d in each] for each in done]
    assert told[1] == told[0]
    assert [d.agency.code for d in done[0]] == [agency.code for agency in one.roster]
    files = files_in(one.subfolder("round.distributed"))
    assert len(files) == COUNT
    assert files_in(more.subfolder("round.distributed")) == files
    assert records(more.ledger_path) == records(one.ledger_path)
    assert [d.outcome for d in distribute(more, processes=2)] == ["unchanged"] * COUNT
    assert records(more.ledger_path) == records(one.ledger_path)


def test_several_processes_return_what_one_does(sent: Round, tmp_path: Path) -> None:
    one, more = copied(sent, tmp_path / "one"), copied(sent, tmp_path / "more")
    done = [list(return_workbooks(each, to_return(each), processes=n)) for n, each in ((1, one), (2, more))]
    told = [[(b.agency.code, b.revision, b.remarks, b.sentence) for b in each] for each in done]
    assert told[1] == told[0]
    assert len(told[0]) == COUNT
    files = files_in(one.subfolder("round.returned"))
    assert len(files) == 2 * COUNT
    assert files_in(more.subfolder("round.returned")) == files
    assert records(more.ledger_path) == records(one.ledger_path)
    again = list(return_workbooks(more, to_return(more), processes=2))
    assert {b.workbook.outcome for b in again if b.workbook} == {"unchanged"}
    assert records(more.ledger_path) == records(one.ledger_path)


def started(command: str, round_: Round) -> subprocess.Popen[str]:
    program = [sys.executable, "-m", "xlsreport", command, "--round", str(round_.folder)]
    environment = os.environ | {"PYTHONWARNINGS": "default", "XLSREPORT_LANG": "en"}
    return subprocess.Popen(program, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE, encoding="utf-8")


@pytest.mark.parametrize(("command", "folder"), [("distribute", "round.distributed"), ("return", "round.returned")])
def test_what_a_killed_run_has_written_is_recorded_and_the_next_goes_on_and_ends_without_a_warning(
    command: str, folder: str, given_out: Round, sent: Round, tmp_path: Path
) -> None:
    round_ = copied(given_out if command == "distribute" else sent, tmp_path / "round")
    process = started(command, round_)
    target = round_.subfolder(folder)
    end = time.monotonic() + HANG_SECONDS
    while not (target.exists() and any(target.glob("0*.xlsx"))):
        assert time.monotonic() < end, "it never wrote anything"
        time.sleep(0.002)
    process.kill()
    _, told = process.communicate(timeout=HANG_SECONDS)  # until every process that it has started has ended, too
    assert told == ""
    issued = issued_files(round_)
    assert written_in(target).items() <= issued.items()
    process = started(command, round_)
    _, told = process.communicate(timeout=HANG_SECONDS)
    assert process.returncode == 0
    assert told == ("" if command == "distribute" else EN("return.no_office", file=round_.folder / "round.yaml") + "\n")
    workbooks = written_in(target)
    assert len(workbooks) == len(round_.roster)
    assert workbooks.items() <= issued_files(round_).items()
    assert issued.items() <= issued_files(round_).items()
    of_all = [row for row in records(round_.ledger_path) if row[0] == "issue"]
    assert len(of_all) == len(round_.roster)
