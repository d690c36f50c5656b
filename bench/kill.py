"""Kills ``xlsreport collect`` at random moments, collects once more, and compares the ledger with an undisturbed run's.

Run it by ``python bench/kill.py [--kills 100] [--files 500] [--processes 1,2] [--seed N]`` in an environment with the
test extras. All columns of the ledger but the times count, the files that it keeps included; SQLite must find it sound,
and no process may be left over. It ends with 1 where anything is wrong.
"""

from __future__ import annotations

import argparse
import random
import secrets
import sys
import time
from collections import Counter
from pathlib import Path
from tempfile import TemporaryDirectory

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "tests"))

from support.killing import Kill, Killing, Moment
from support.rounds import filled, make_round, send
from xlsreport.round.folder import Round

_COPIED = "同" * 15
_BANDS = 10
"""Parts of a run for which the kills are counted."""


def inbox(round_: Round, folder: Path, count: int) -> Path:
    """So many files, as they come: one in twenty faulty, and some that are copies, foreign or no workbooks at all."""
    codes = [agency.code for agency in round_.roster]
    strange = {
        "再发.xlsx": filled(round_, codes[0], revision=2),
        "抄.xlsx": filled(round_, codes[1], own_words="同" * 15),
    }
    strange |= {"抄来.xlsx": filled(round_, codes[2], own_words="同" * 15), "半.xlsx": filled(round_, codes[3])[:9_000]}
    strange |= {"说明.txt": "请查收".encode()}
    faulty = max(1, count // 20)
    send(round_, folder, codes[: count - faulty - len(strange)])
    send(round_, folder, codes[count - faulty : count], proactive__fees__charged="多", requests__received__natural=None)
    for name, data in strange.items():
        (folder / name).write_bytes(data)
    return folder


def main() -> int:
    """Run, print a table for each number of processes, and say by the exit code whether all was right."""
    parser = argparse.ArgumentParser(description="Kills collect, and compares what comes of running it again.")
    parser.add_argument("--kills", type=int, default=100, help="for each number of processes (%(default)s)")
    parser.add_argument("--files", type=int, default=500, help="to be collected (%(default)s)")
    parser.add_argument("--processes", default="1,2", help="numbers of processes (%(default)s)")
    parser.add_argument("--seed", type=int, default=secrets.randbelow(10**6), help="by default another for each run")
    chosen = parser.parse_args()
    print(f"seed {chosen.seed}")
    wrong = 0
    with TemporaryDirectory() as name:
        folder = Path(name)
        round_ = make_round(folder / "round", chosen.files)
        inbox(round_, folder / "in", chosen.files)
        for processes in map(int, chosen.processes.split(",")):
            killing = Killing(round_.folder, folder / "in", folder / "work", processes)
            wrong += killed(killing, processes, chosen)
    return 1 if wrong else 0


def killed(killing: Killing, processes: int, chosen: argparse.Namespace) -> int:
    """Kill so often; how often something was wrong."""
    draw = random.Random(f"{chosen.seed} {processes}")
    kills: list[Kill] = []
    for number in range(chosen.kills):
        moment = draw.uniform(0, killing.seconds)
        kills.append(killing.kill(_after(moment)))
        if kills[-1].wrong:
            print(f"kill {number} after {moment:.2f} s: {kills[-1].wrong}")
        print(f"{number + 1} of {chosen.kills} with {processes} processes", file=sys.stderr, flush=True)
    print(summary(kills, processes, chosen.files, killing.seconds), flush=True)
    return sum(bool(kill.wrong) for kill in kills)


def _after(seconds: float) -> Moment:
    return lambda _: time.sleep(seconds)


def summary(kills: list[Kill], processes: int, files: int, seconds: float) -> str:
    """A Markdown table: how many kills came when how much was recorded, and how many ledgers were wrong."""
    found = Counter(_band(kill, files) for kill in kills)
    names = [
        "none",
        *(f"up to {(n + 1) * 100 // _BANDS} %" for n in range(_BANDS)),
        "all",
        "the run had ended by itself",
    ]
    rows = [f"| {name} | {found[name]} |" for name in names if found[name]]
    wrong = sum(bool(kill.wrong) for kill in kills)
    told = f"{processes} processes: {len(kills)} kills of a run over {files} files that takes {seconds:.1f} s"
    head = ["| recorded before the kill | kills |", "|---|--:|"]
    return "\n".join([f"\n{told} undisturbed; {wrong} ledgers wrong.\n", *head, *rows])


def _band(kill: Kill, files: int) -> str:
    if kill.ended_by_itself:
        return "the run had ended by itself"
    if kill.before in (0, files):
        return "none" if kill.before == 0 else "all"
    return f"up to {min(_BANDS, kill.before * _BANDS // files + 1) * 100 // _BANDS} %"


if __name__ == "__main__":
    sys.exit(main())
