"""A round of three agencies, and what their clerks do with the workbooks that they are given."""

from __future__ import annotations

import shutil
from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from support.files import OFFICIAL, official
from support.fillings import SAYS_ENOUGH
from xlsreport import Submission, new_submission, read_workbook, write_workbook
from xlsreport.messages import messages_for
from xlsreport.round.creating import RoundOptions, create_round
from xlsreport.round.folder import Round, open_round
from xlsreport.round.incoming.collection import CollectedFile, collect
from xlsreport.round.outgoing.distribution import distribute

AGENCIES = {"013": "城关镇人民政府", "014": "李家村", "015": "王家村"}
YEAR = 2025
_FOLDER = TemporaryDirectory(prefix="xlsreport-tests-")
UNBALANCED: Mapping[str, Any] = {"requests.received.natural": 3}
"""Three requests came and none was disposed of: an error in the column and in the total."""
UNEXPLAINED: Mapping[str, Any] = {"requests.carried_in.natural": 3, "requests.carried_out.natural": 3}
"""Carried over, while last year had none left: a warning, where last year is known."""


def small_round(folder: Path, deadline: date | None = None, office: str = "示例县政府办公室") -> Round:
    """A round whose workbooks are given out: a copy of one that was made before, if it was like this."""
    shutil.copytree(_made(deadline, office), folder, dirs_exist_ok=True)
    return open_round(folder / "round", messages_for("zh-CN"))


@cache
def _made(deadline: date | None, office: str) -> Path:
    folder = Path(_FOLDER.name, str(_made.cache_info().currsize))
    folder.mkdir()
    roster = folder / "roster.csv"
    roster.write_text("编号,名称\n" + "".join(f"{code},{name}\n" for code, name in AGENCIES.items()), encoding="utf-8")
    plan = RoundOptions(OFFICIAL, YEAR, roster, "2025年度", deadline, office)
    round_ = create_round(folder / "round", plan, messages_for("zh-CN"))
    none_left = dict.fromkeys(official().previous_places, 0)
    list(distribute(round_, dict.fromkeys(AGENCIES, none_left)))
    return folder


def filled(round_: Round, code: str, entries: Mapping[str, Any], workbook: Path | None = None) -> Submission:
    """What a clerk makes of a workbook, by default of the one given out first: zeros everywhere but in the entries."""
    given = workbook or next(round_.subfolder("round.distributed").glob(f"{code}-*.xlsx"))
    blank = read_workbook(given, round_.definition)
    zeros: dict[str, Any] = {
        str(place): 0 for table in round_.definition.tables for place in round_.definition.entry_places(table)
    }
    texts = {name: [SAYS_ENOUGH] for name in round_.definition.narratives}
    content = new_submission(round_.definition, entries=zeros | texts | dict(entries))
    return replace(content, agency=blank.agency, year=blank.year, previous=blank.previous, identity=blank.identity)


def send(round_: Round, submission: Submission, name: str = "sent.xlsx") -> CollectedFile:
    """What becomes of a filled workbook that is sent in."""
    inbox = round_.folder.parent / "inbox"
    inbox.mkdir(exist_ok=True)
    write_workbook(submission, inbox / name)
    (collected,) = collect(round_, [inbox / name], processes=1)
    return collected
