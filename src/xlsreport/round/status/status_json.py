"""The status as JSON for programs, with keys instead of sentences."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import asdict
from datetime import UTC
from typing import Any

from xlsreport.definition.definition import Definition
from xlsreport.round.counting.roster_changes import RosterChanges
from xlsreport.round.counting.round_state import AgencyState
from xlsreport.round.counting.state_names import ASPECTS
from xlsreport.round.folder import Round
from xlsreport.round.ledger.records import Receipt
from xlsreport.round.ledger.rulings import Ruling
from xlsreport.round.status.agency_columns import json_fields
from xlsreport.round.status.overview import AgencyStatus, ExcludedFile, Overview
from xlsreport.round.status.readable_findings import readable_explanations
from xlsreport.round.status.rule_counts import rule_counts


def status_json(overview: Overview, lines: Sequence[AgencyStatus] | None = None) -> dict[str, Any]:
    """The status as JSON has it; moments are in UTC, as in the ledger, or a day alone where the office stated one.

    Args:
        overview: how the round stands.
        lines: the agencies to list, by default all; the totals are always those of the round.
    """
    round_ = overview.round_
    return {
        "round": {
            "id": round_.id,
            "name": round_.name,
            "definition": round_.definition.name,
            "year": round_.year,
            **({"period": round_.period_code} if round_.part is not None else {}),
            "deadline": round_.deadline.isoformat() if round_.deadline else None,
        },
        "as_of": overview.as_of.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ"),
        "totals": {
            "agencies": len(overview.lines),
            **{aspect: overview.count(aspect) for aspect in ASPECTS},
            "kept_out": len(overview.kept_out),
        },
        "agencies": [_agency(line.state, round_) for line in (overview.lines if lines is None else lines)],
        "kept_out": [_kept_out(one) for one in overview.kept_out],
        "rules": [asdict(count) for count in rule_counts(overview)],
        "roster_changes": list(_changes(overview.state.changes)),
    }


def _changes(changes: RosterChanges) -> Iterator[dict[str, Any]]:
    """What became of agencies since their workbooks were given out."""
    for kind in ("renamed", "spoiled", "recoded", "departed"):
        for change in getattr(changes, kind):
            now = {"code": change.now.code, "name": change.now.name} if change.now else None
            yield {"kind": kind, "code": change.before.code, "name": change.before.name, "now": now}


def _agency(state: AgencyState, round_: Round) -> dict[str, Any]:
    issued, definition = state.issued, round_.definition
    return {
        **dict(json_fields(state)),
        "form": list(round_.form_for(state.agency).variant),
        "current": state.current.number if state.current else None,
        "latest": state.latest.number if state.latest else None,
        "issued": {"at": issued.at, "file": issued.file, "revision": issued.revision} if issued else None,
        "decided": _ruling(state.standing.named),
        "set_aside": [_ruling(ruling) for ruling in state.standing.set_aside.values()],
        "undecided": [{"number": one.receipt.number, "why": one.why} for one in state.undecided],
        "receipts": [_receipt(receipt, definition) for receipt in state.receipts],
        "kept_out": [receipt.number for receipt in state.kept_out],
    }


def _receipt(receipt: Receipt, definition: Definition) -> dict[str, Any]:
    return {
        **_file(receipt),
        "revision": receipt.revision,
        "verdict": receipt.verdict,
        "findings": [dict(finding) for finding in receipt.findings],
        "explanations": [
            {"case": one.case, "statement": one.statement, "text": one.text}
            for one in readable_explanations(receipt, definition)
        ],
    }


def _kept_out(one: ExcludedFile) -> dict[str, Any]:
    reason = one.receipt.reason or "departed"
    return {**_file(one.receipt), "code": one.code or None, "reason": reason, "sentence": one.sentence}


def _file(receipt: Receipt) -> dict[str, Any]:
    times = {"at": receipt.at, "arrived": receipt.arrived}
    return {"number": receipt.number, **times, "sha256": receipt.sha256, "origin": receipt.origin}


def _ruling(ruling: Ruling | None) -> dict[str, Any] | None:
    return None if ruling is None else {"number": ruling.receipt, "at": ruling.at, "reason": ruling.reason}
