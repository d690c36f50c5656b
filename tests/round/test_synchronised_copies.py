"""What a program for synchronised folders puts beside a round's own files is told: which file counts, what to do."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from support.commands import run
from support.rounds import small_round
from xlsreport.messages import messages_for
from xlsreport.round.folder import Round
from xlsreport.round.synchronised_copies import copied_files

EN = messages_for("en")

OWN = ("roster.csv", "round.yaml", "definition.yaml")
COPIES = [
    "roster (1).csv",
    "roster（2）.csv",
    "roster 2.csv",
    "roster-PC1-conflict.csv",
    "roster-DESKTOP-7Q2K1LM.csv",
    "roster-LAPTOP-AB12CD34-2.csv",
    "roster (冲突的副本).csv",
    "roster(张三的冲突文件 2026-01-05 10-11-12).csv",
    "roster (Anna's conflicted copy 2026-01-05).csv",
    "roster.sync-conflict-20260105-101112-ABCDEFG.csv",
    "roster (conflicted copy 2026-01-05 101112).csv",
    "roster (SFConflict anna@example.org 2026-01-05-10-11-12).csv",
    "roster (Annas in Konflikt stehende Kopie 2026-01-05).csv",
    "round (冲突的副本).yaml",
    "round-DESKTOP-7Q2K1LM.yaml",
    "definition (1).yaml",
]
OTHERS = ["roster-2024.csv", "roster 2024.csv", "roster-draft.csv", "roster_old.csv", "roster (1).xlsx", "rosters.csv"]


@pytest.fixture
def round_(tmp_path: Path) -> Round:
    return small_round(tmp_path / "round")


@pytest.mark.parametrize("name", COPIES)
def test_a_copy_is_told_once_and_no_longer_once_it_says_the_same(name: str, round_: Round) -> None:
    real = next(round_.folder / one for one in OWN if name.startswith(Path(one).stem))
    (round_.folder / name).write_bytes(real.read_bytes() + b"\n# x")
    assert [(one.file, list(one.copies)) for one in copied_files(round_.folder)] == [(real, [round_.folder / name])]
    shutil.copy(real, round_.folder / name)
    assert list(copied_files(round_.folder)) == []


@pytest.mark.parametrize("name", OTHERS)
def test_an_office_may_keep_other_files_beside(name: str, round_: Round) -> None:
    (round_.folder / name).write_text("old", "utf-8")
    assert list(copied_files(round_.folder)) == []


@pytest.mark.slow
@pytest.mark.parametrize("command", ["status", "distribute"])
def test_commands_say_it_and_go_on(command: str, round_: Round) -> None:
    names = ("roster (1).csv", "roster (2).csv", "round (1).yaml")
    for name in names:
        (round_.folder / name).write_text("other", "utf-8")
    said = run(command, round_.folder)
    assert said.code == 0
    assert said.err.splitlines()[:2] == [
        EN("round.copies", file="round.yaml", copies=names[2], count=1),
        EN("round.copies", file="roster.csv", copies=", ".join(names[:2]), count=2),
    ]
