"""A round with a roster, of which some agencies have filled and sent their workbooks."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from xlsreport import Submission, new_submission, read_workbook, workbook_bytes
from xlsreport.messages import messages_for
from xlsreport.round.creating import RoundOptions, create_round
from xlsreport.round.folder import Round
from xlsreport.round.incoming.collection import CollectedFile, collect
from xlsreport.round.outgoing.distribution import Figures, distribute, workbook_name

YEAR = 2025

Agencies = Sequence[tuple[str, str, str]]
"""Code, name, and the code of the agency above."""
Change = Callable[[Path], object]
"""What somebody does to a file before it is sent."""


def new_round(
    folder: Path,
    definition: str,
    agencies: Agencies,
    previous: Mapping[str, Figures] | None = None,
    name: str = "",
    categories: Mapping[str, str] | None = None,
) -> Round:
    """A round whose workbooks are given out; ``categories`` by code, where the roster says any."""
    roster = folder / "names.csv"
    said = categories or {}
    lines = ["code,name,parent,category", *(",".join((*agency, said.get(agency[0], ""))) for agency in agencies)]
    roster.write_text("\n".join(lines), encoding="utf-8")
    plan = RoundOptions(definition, YEAR, roster, name)
    round_ = create_round(folder / "round", plan, messages_for("zh-CN"))
    list(distribute(round_, previous))
    return round_


def filled(round_: Round, code: str, entries: Mapping[str, Any]) -> Submission:
    """An agency's workbook as it was given out, with entries in it."""
    agency = round_.roster.get(code)
    assert agency is not None
    given = read_workbook(round_.subfolder("round.distributed") / workbook_name(round_, agency), round_.definition)
    typed = new_submission(given.definition, entries=entries)
    known = {"agency": given.agency, "year": given.year, "previous": given.previous, "identity": given.identity}
    return replace(typed, **known)  # type: ignore[arg-type]  # fields of several types


def send(round_: Round, sent: Mapping[str, Mapping[str, Any]], change: Change | None = None) -> list[CollectedFile]:
    """Agencies fill their workbooks and send them in; ``change`` does something to each file before."""
    inbox = round_.folder.parent / "inbox"
    inbox.mkdir(exist_ok=True)
    files = []
    for code, entries in sent.items():
        file = inbox / f"{code}-{len(list(inbox.iterdir()))}.xlsx"
        file.write_bytes(workbook_bytes(filled(round_, code, entries)))
        if change is not None:
            change(file)
        files.append(file)
    return [one for file in files for one in collect(round_, [file])]


YARD = str(Path(__file__).with_name("yard.yaml"))
"""A small report, for rounds that are about many files."""


def yard_entries(**figures: Any) -> dict[str, Any]:
    """A yard's whole report: no work and no boats, but for the given figures."""
    rows, columns = ("repairs", "painting"), ("number", "days", "change", "longest", "shortest", "median")
    zeros: dict[str, Any] = {f"work.{row}.{column}": 0 for row in rows for column in columns}
    boats = {"boats.moored.start": 0, "boats.moored.end": 0, "boats.moored.keeper": "somebody"}
    return {**zeros, **boats, "notes": ["All was quiet."], **figures}
