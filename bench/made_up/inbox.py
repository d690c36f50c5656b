"""A round with any number of agencies, and the inbox into which all of them have sent their workbooks."""

from __future__ import annotations

import hashlib
import os
import time
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from functools import cache
from multiprocessing import get_context
from pathlib import Path
from random import Random

from bench.made_up.copies import this_year
from bench.made_up.faults import draw_fault
from bench.made_up.figures import Figures, figures
from bench.made_up.texts import texts
from support.rounds import YEAR, make_round
from xlsreport import new_submission
from xlsreport.messages import messages_for
from xlsreport.round.folder import Round, open_round
from xlsreport.round.ledger.ledger import Ledger
from xlsreport.round.ledger.records import IssuedWorkbook, stated_figures
from xlsreport.round.ledger.timestamps import timestamp_now
from xlsreport.round.roster.agencies import Agency
from xlsreport.submission.identity.stamp import Identity
from xlsreport.submission.stamping import signed
from xlsreport.workbook.workbook_series import WorkbookSeries

_NEIGHBOURS = 25
"""Agencies that write from one model, as those of one county do; so their workbooks can be written as one series."""
_FIRST, _SECOND = "河山江湖海林石田阳阴东西南北城平安宁和兴", "口头桥坪塘岗洼庄集店湾岭岸滩沟关坊圩铺屯"


@dataclass(frozen=True)
class Wanted:
    """How many agencies, of which draw, with which share of faults; maybe without files that no program can read.

    Those with ``long_texts`` have each its own, of which some are copies; else neighbours write from one model.
    """

    count: int
    seed: int = 1
    faults: float = 0.05
    only_readable: bool = False
    long_texts: bool = False


def make(folder: Path, wanted: Wanted, processes: int | None = None) -> tuple[Round, Path]:
    """Make the round and fill the inbox beside it, on as many cores as there are."""
    round_ = make_round(folder / "round", agencies(wanted.count))
    inbox = folder / "in"
    inbox.mkdir()
    chunks = range(0, wanted.count, _NEIGHBOURS)
    with ProcessPoolExecutor(processes or os.cpu_count(), get_context("spawn")) as pool:
        jobs = [pool.submit(_send, round_.folder, inbox, wanted, first) for first in chunks]
        for job in jobs:
            job.result()
    with Ledger(round_.ledger_path, round_.messages) as ledger:
        for number, agency in enumerate(round_.roster):
            ledger.record_issue(_issue(round_, agency, _drawn(round_, wanted, number)[1]))
    return round_, inbox


def agencies(count: int) -> list[Agency]:
    """So many agencies: townships and offices, a county above each twenty-four of them."""
    listed = []
    for number in range(count):
        county = number - number % _NEIGHBOURS
        name = f"{_name(county)}县人民政府" if number == county else f"{_name(county)}县{_name(number)}镇人民政府"
        listed.append(Agency(f"{number:06}", name, parent="" if number == county else f"{county:06}"))
    return listed


def _name(number: int) -> str:
    syllables = _FIRST[number % 20] + _SECOND[number // 20 % 20]
    return syllables if number < 400 else syllables + _FIRST[number // 400 % 20] + _SECOND[number // 8000 % 20]


def _drawn(round_: Round, wanted: Wanted, number: int) -> tuple[Random, Figures]:
    draw = Random(f"{wanted.seed} {number}")
    return draw, figures(round_.definition, draw)


def _send(folder: Path, inbox: Path, wanted: Wanted, first: int) -> None:
    """Write the workbooks of some neighbours."""
    round_ = _opened(folder)
    series = WorkbookSeries()
    listed = list(round_.roster)
    for number in range(first, min(first + _NEIGHBOURS, wanted.count)):
        agency = listed[number]
        path = inbox / f"{agency.code}.xlsx"
        path.write_bytes(_workbook(round_, agency, wanted, number, series))
        saved = time.time() - wanted.count + number  # in the order of the roster, whichever process was the first
        os.utime(path, (saved, saved))


@cache
def _opened(folder: Path) -> Round:
    """Once in a process: a roster of 50,000 agencies takes longer to read than their workbooks to write."""
    return open_round(folder, messages_for("zh-CN"))


def _workbook(round_: Round, agency: Agency, wanted: Wanted, number: int, series: WorkbookSeries) -> bytes:
    draw, known = _drawn(round_, wanted, number)
    turns = Random(f"{wanted.seed} {number // _NEIGHBOURS} turns")
    written = texts(turns, agency.name, YEAR, known)
    if wanted.long_texts:
        written = this_year(wanted.seed, number)
    entries = dict(known.entries) | written | _contact(agency, draw)
    fault = draw_fault(draw, wanted.faults, only_readable=wanted.only_readable)
    if fault is not None:
        fault.entries(entries, draw)
    blank = new_submission(round_.definition, agency=agency.name, year=YEAR, entries=entries, previous=known.previous)
    submission = signed(blank, Identity(round_.id, agency.code), round_.key)
    if fault is None:
        return series.workbook_bytes(submission)
    submission = fault.identity(submission)
    return fault.file(series.workbook_bytes(submission), submission)


def _contact(agency: Agency, draw: Random) -> dict[str, str]:
    return {
        "office": f"{agency.name.removesuffix('人民政府')}党政办公室",
        "phone": f"000-{draw.randrange(10**8):08}",
        "address": f"{agency.name.removesuffix('人民政府')}府前路{draw.randint(1, 300)}号",
    }


def _issue(round_: Round, agency: Agency, known: Figures) -> IssuedWorkbook:
    """What the agency was given before it filled this in, as far as the ledger keeps it."""
    sha256 = hashlib.sha256(agency.code.encode()).hexdigest()
    return IssuedWorkbook(
        timestamp_now(), agency.code, agency.name, 1, f"{agency.code}.xlsx", sha256, stated_figures(known.previous)
    )
