"""The status as one self-contained web page, which can be read without scripts."""

from __future__ import annotations

import base64
import hashlib
from dataclasses import dataclass
from importlib.resources import files
from itertools import groupby
from typing import get_args

from xlsreport.document.html.jinja_environment import page_environment
from xlsreport.round.counting.state_names import STATES
from xlsreport.round.ledger.records import Receipt
from xlsreport.round.ledger.timestamps import local_day
from xlsreport.round.status.agency_columns import page_columns
from xlsreport.round.status.arrival_chart import arrivals, shares
from xlsreport.round.status.overview import AgencyStatus, Overview, moment_text, recorded_text, verdict_text
from xlsreport.round.status.readable_findings import (
    Grade,
    ReadableExplanation,
    ReadableFinding,
    readable_explanations,
    readable_findings,
)

_MAX_FINDINGS = 100
"""Findings of one file on the page, the most severe ones; the workbook and the JSON have all."""
_GRAVITY: tuple[Grade, ...] = get_args(Grade)


@dataclass(frozen=True, slots=True)
class _ReceivedFile:
    """A file that an agency sent; ``counts`` says that its figures are those of the agency.

    ``recorded`` is when it was recorded, where that is not when it came; ``ruled`` is what the office decided about it.
    """

    receipt: Receipt
    received: str
    verdict: str
    counts: bool
    recorded: str
    ruled: str


@dataclass(frozen=True, slots=True)
class _FileDetails:
    """The findings of a file by sheet, how many more there are, and explanations without a finding."""

    came: _ReceivedFile
    sheets: tuple[tuple[str, tuple[ReadableFinding, ...]], ...]
    more: int
    explanations: tuple[ReadableExplanation, ...]


@dataclass(frozen=True, slots=True)
class _AgencyRow:
    """An agency's line, and the details that unfold below it."""

    line: AgencyStatus
    rank: int
    told: tuple[_FileDetails, ...]
    history: tuple[_ReceivedFile, ...]


def status_page(overview: Overview) -> str:
    """The page, in the round's language; the same overview gives the same page."""
    environment = page_environment(__package__)
    script = files(__package__).joinpath("page.js").read_text(encoding="utf-8")
    return environment.get_template("page.html.jinja").render(
        overview=overview,
        say=overview.messages,
        agency_columns=page_columns(),
        rows=[_row(line, overview) for line in overview.lines],
        shares=shares(overview),
        arrivals=arrivals(overview),
        script=script,
        # The content security policy allows only the script with this digest.
        script_digest=base64.b64encode(hashlib.sha256(script.encode()).digest()).decode("ascii"),
    )


def _row(line: AgencyStatus, overview: Overview) -> _AgencyRow:
    history = tuple(_came(receipt, line, overview) for receipt in line.history)
    told = tuple(_told(came, overview) for came in history if came.receipt in line.relevant_files)
    return _AgencyRow(line, STATES.index(line.state.state), told, history)


def _came(receipt: Receipt, line: AgencyStatus, overview: Overview) -> _ReceivedFile:
    messages, standing = overview.messages, line.state.standing
    named = standing.named if standing.named and standing.named.receipt == receipt.number else None
    ruling = standing.set_aside.get(receipt.number) or named
    return _ReceivedFile(
        receipt=receipt,
        received=moment_text(receipt),
        verdict=verdict_text(receipt, line.state, overview),
        counts=receipt is line.state.current,
        recorded=recorded_text(receipt, messages),
        ruled=messages("status.ruled", day=local_day(ruling.at), reason=ruling.reason) if ruling else "",
    )


def _told(came: _ReceivedFile, overview: Overview) -> _FileDetails:
    definition = overview.round_.definition
    findings = readable_findings(came.receipt, definition)
    shown = _gravest(findings)
    return _FileDetails(
        came=came,
        sheets=tuple((sheet, tuple(group)) for sheet, group in groupby(shown, key=lambda one: one.sheet)),
        more=len(findings) - len(shown),
        explanations=tuple(one for one in readable_explanations(came.receipt, definition) if not one.quoted),
    )


def _gravest(findings: tuple[ReadableFinding, ...]) -> list[ReadableFinding]:
    """The most severe findings, as many as the page shows, in the order of the sheets."""
    ranked = sorted(range(len(findings)), key=lambda number: _GRAVITY.index(findings[number].grade))
    return [findings[number] for number in sorted(ranked[:_MAX_FINDINGS])]
