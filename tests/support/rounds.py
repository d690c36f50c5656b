"""Makes rounds, and what agencies send back to them, fast enough for hundreds of files.

Writing a workbook takes a tenth of a second. So one is written for each content that tests ask for, with words in it
that stand for the agency and its identity; every agency's file is a copy of its package in which those words are
exchanged. Nothing else tells two agencies' workbooks apart, so that the copy is, part for part, what writing it would
have given: ``tests/round/test_filled.py`` compares them.
"""

from __future__ import annotations

import csv
import hashlib
import io
import sqlite3
import zipfile
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cache
from pathlib import Path
from typing import Any

from support.files import OFFICIAL
from support.fillings import HARBOUR
from xlsreport import Definition, Submission, new_submission, workbook_bytes
from xlsreport.messages import messages_for
from xlsreport.round.creating import RoundOptions, create_round
from xlsreport.round.folder import Round
from xlsreport.round.roster.agencies import Agency
from xlsreport.submission.entries_file import load_entries
from xlsreport.submission.identity.stamp import Identity, Stamp
from xlsreport.submission.stamping import signed, stamp_for

YEAR = 2025
KEPT = zipfile.ZIP_DEFLATED
_SAMPLE = Path(__file__).parents[2] / "samples" / "shuyang-2025" / "entries.yaml"
_AGENCY, _CODE, _ROUND, _OWN = "(theagency)镇", "(its code)", "(the round)", "(its own words)"
"""Words that stand for what differs between workbooks, and are found nowhere else in them. The last are a paragraph of
a length that stays the same, by which no two agencies send the same."""
_ALWAYS = (1980, 1, 1, 0, 0, 0)


def agencies(count: int) -> list[Agency]:
    """So many agencies, called 001 and so on."""
    return [Agency(f"{number:03}", f"第{number:03}镇") for number in range(1, count + 1)]


def make_round(folder: Path, listed: int | Sequence[Agency] = 3, *, definition: str = OFFICIAL, **plan: Any) -> Round:
    """A new round in a folder that does not exist.

    Args:
        folder: where; the list that it is made from is put beside it.
        listed: its agencies, or how many.
        definition: what is collected; see ``small_round`` for a quicker one.
        plan: more of :class:`RoundOptions`.
    """
    roster = roster_file(folder.with_suffix(".csv"), agencies(listed) if isinstance(listed, int) else listed)
    return create_round(folder, RoundOptions(definition, plan.pop("year", YEAR), roster, **plan), messages_for("zh-CN"))


def small_round(folder: Path, listed: int | Sequence[Agency] = 3, **plan: Any) -> Round:
    """A round of a small report in English, which is read three times as fast."""
    return make_round(folder, listed, definition=str(HARBOUR), **plan)


def roster_file(path: Path, listed: Iterable[Agency]) -> Path:
    """A list of agencies as an office keeps it."""
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(("编号", "名称", "类别", "上级", "联系方式"))
        writer.writerows((a.code, a.name, a.kind, a.parent, a.contact) for a in listed)
    return path


def sound_entries(definition: Definition) -> dict[str, Any]:
    """Entries by which all rules hold, with enough different figures to tell one agency's from another's."""
    if "calls" not in definition.tables:
        return {name: value for name, value in load_entries(_SAMPLE).items() if _is_of(definition, name)}
    always = (p for table in definition.tables for p in definition.entry_places(table))
    zeros: dict[str, Any] = {str(place): 0 for place in always if not definition.places[place].requirements}
    figures = {f"calls.{row}.cargo": number for row, number in (("open", 31), ("arrived", 41), ("left", 59))}
    figures |= {f"calls.{row}.ferry": number for row, number in (("open", 26), ("arrived", 53), ("left", 58))}
    figures |= {"calls.inspected.other": 97, "prices.water.times": 3, "prices.water.paid": 12, "cases.year.won": 7}
    texts = {"fleet.tugs.state": "good", "fleet.pilots.state": "good"}
    for row in ("quay", "lock"):
        texts |= {f"works.{row}.planned": "No", f"works.{row}.why": "Many inspections"}
    notes = {"fleet.tugs.notes": "none", "fleet.pilots.notes": "none"}
    words = {"summary": ["A quiet year."], "contact": "The harbour office", "remark": "None."}
    return zeros | figures | texts | notes | words | {"prices.power.times": 1}


def _is_of(definition: Definition, name: str) -> bool:
    return "." not in name or any(name == str(place) for place in definition.places)


def filled(
    round_: Round,
    code: str,
    *,
    agency: str | None = None,
    revision: int = 1,
    key: bytes | None = None,
    own_words: str = "",
    **entries: Any,
) -> bytes:
    """The workbook of an agency as it comes back, all rules holding.

    Args:
        round_: which gave it out.
        code: the agency's.
        agency: its name, where that is not in the roster.
        revision: how often it was given out.
        key: by which it is signed, where that is not the round's.
        own_words: a paragraph of fifteen characters; by default one that no other agency has.
        entries: what is entered otherwise, ``__`` standing for points; None for what is left blank.
    """
    known = round_.roster.get(code)
    name = agency if agency is not None else known.name if known is not None else f"({code})"
    model, submission = _model(
        _Content(round_.definition.fingerprint, round_.year, revision, *_frozen(entries, round_))
    )
    own = signed(replace(submission, agency=name), Identity(round_.id, code, revision), key or round_.key)
    words = {_OWN: own_words or hashlib.sha256(f"{name}{code}".encode()).hexdigest()[: len(_OWN)]}
    assert len(words[_OWN]) == len(_OWN), "a length is shown beside it"
    return exchanged(model, words | _differences(stamp_for(submission), stamp_for(own)))


def send(round_: Round, folder: Path, codes: Iterable[str], **entries: Any) -> list[Path]:
    """The workbooks of agencies in a folder, called by their codes."""
    folder.mkdir(parents=True, exist_ok=True)
    paths = [folder / f"{code}.xlsx" for code in codes]
    for path in paths:
        path.write_bytes(filled(round_, path.stem, **entries))
    return paths


def exchanged(package: bytes, words: Mapping[str, str]) -> bytes:
    """A package of which every part has other words where these stand."""
    parts = zipfile.ZipFile(io.BytesIO(package))
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", KEPT) as copy:
        for name in parts.namelist():
            text = parts.read(name).decode()
            for old, new in words.items():
                text = text.replace(_escaped(old), _escaped(new))
            copy.writestr(zipfile.ZipInfo(name, _ALWAYS), text, KEPT)
    return stream.getvalue()


def _escaped(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def _differences(old: Stamp, new: Stamp) -> dict[str, str]:
    """What stands in one stamp for what is in another."""
    return {was: now for (_, was), (_, now) in zip(old.rows(), new.rows(), strict=True) if was != now and was}


@dataclass(frozen=True)
class _Content:
    """All that decides what stands in a workbook but its agency and identity."""

    fingerprint: str
    year: int
    revision: int
    entries: tuple[tuple[str, Any], ...]
    definition: Definition = field(compare=False)


def _frozen(entries: Mapping[str, Any], round_: Round) -> tuple[tuple[tuple[str, Any], ...], Definition]:
    named = ((name.replace("__", "."), tuple(v) if isinstance(v, list) else v) for name, v in entries.items())
    return tuple(sorted(named)), round_.definition


@cache
def _model(content: _Content) -> tuple[bytes, Submission]:
    """A workbook with words that stand for its agency and identity, and what was written into it."""
    form = content.definition
    given = {name: value for name, value in (sound_entries(form) | dict(content.entries)).items() if value is not None}
    first = next(iter(form.narratives))
    given[first] = [*given.get(first, ()), _OWN]
    blank = new_submission(form, agency=_AGENCY, year=content.year, entries=given)
    submission = signed(blank, Identity(_ROUND, _CODE, content.revision), b"")
    return workbook_bytes(submission), submission


def records(ledger: Path) -> list[tuple[Any, ...]]:
    """All that a ledger has but the times, the files themselves included; it must be sound."""
    connection = sqlite3.connect(ledger)
    try:
        assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        rows: list[tuple[Any, ...]] = []
        for (table,) in connection.execute("SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY name"):
            columns = [row[1] for row in connection.execute(f"PRAGMA table_info({table})") if row[1] != "at"]
            rows += [
                (table, *row) for row in connection.execute(f"SELECT {', '.join(columns)} FROM {table} ORDER BY 1")
            ]
        return rows
    finally:
        connection.close()
