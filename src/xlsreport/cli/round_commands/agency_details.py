"""Prints everything that a round knows about one agency: its files and their findings."""

from __future__ import annotations

from collections.abc import Iterator

from xlsreport.round.ledger.records import Receipt
from xlsreport.round.status.overview import (
    AgencyStatus,
    ExcludedFile,
    Overview,
    departed_sentence,
    moment_text,
    recorded_text,
    verdict_text,
)
from xlsreport.round.status.readable_findings import readable_explanations, readable_findings
from xlsreport.tabular.body_names import normalise_code, normalise_name


def agency_details(line: AgencyStatus, overview: Overview) -> Iterator[str]:
    """Who the agency is, every file that it sent, and the findings of its relevant files."""
    agency, messages = line.agency, overview.messages
    yield "  ".join(filter(None, (agency.code, agency.name, line.label, line.mark)))
    facts = {"roster.parent": line.above, "roster.contact": agency.contact}
    for key, fact in facts.items():
        if fact:
            yield messages("status.fact", name=messages(key), fact=fact)
    for remark in line.remarks:
        yield f"  {remark}"
    for receipt in line.history:
        yield from _receipt(receipt, line, overview)
    others = [one for one in overview.kept_out if not one.code and _mentions(one, agency.name)]
    if others:
        yield messages("status.mentioning", count=len(others))
        yield from map(_kept_out, others)


def departed_details(name: str, overview: Overview) -> Iterator[str]:
    """What became of an agency that was given a workbook under a code or name that the roster has no longer, and its
    files.
    """
    changes, messages = overview.state.changes, overview.messages
    for change in (*changes.spoiled, *changes.recoded, *changes.departed):
        before = change.before
        if normalise_code(before.code) == normalise_code(name) or normalise_name(before.name) == normalise_name(name):
            yield "  ".join((before.code, before.name))
            yield f"  {departed_sentence(before.code, changes, messages)}"
            yield from (_kept_out(one) for one in overview.kept_out if one.code == before.code)


def _mentions(one: ExcludedFile, name: str) -> bool:
    """Whether a file that is nobody's has an agency's name in its own, or in the sentence about it."""
    return normalise_name(name) in normalise_name(f"{one.receipt.origin} {one.sentence}")


def _kept_out(one: ExcludedFile) -> str:
    return "  " + "  ".join((one.received, one.receipt.origin, one.sentence))


def _receipt(receipt: Receipt, line: AgencyStatus, overview: Overview) -> Iterator[str]:
    messages = overview.messages
    values = {
        "number": receipt.number,
        "received": moment_text(receipt) + recorded_text(receipt, messages),
        "verdict": verdict_text(receipt, line.state, overview),
        "file": receipt.origin,
    }
    yield messages("status.counted" if receipt is line.state.current else "status.came", **values)
    if receipt.sentence:
        yield f"    {receipt.sentence}"
    if receipt in line.relevant_files:
        yield from _findings(receipt, overview)


def _findings(receipt: Receipt, overview: Overview) -> Iterator[str]:
    definition, messages = overview.round_.definition, overview.messages
    for one in readable_findings(receipt, definition):
        grade = overview.grade(one.grade)
        told = messages("command.line", place=one.where, severity=grade, message=one.message, rule=one.rule)
        yield f"  {told}"
    for explanation in readable_explanations(receipt, definition):
        if not explanation.quoted:
            told = messages("status.explained_so", statement=explanation.statement, text=explanation.text)
            yield f"    {told}"
