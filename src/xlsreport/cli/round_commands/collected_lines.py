"""What ``xlsreport collect`` prints: a line for each file that needs attention; many with one message are merged."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Literal

from xlsreport.messages import Messages
from xlsreport.round.counting.roster_changes import RosterChanges
from xlsreport.round.folder import Round
from xlsreport.round.incoming.collection import CollectedFile
from xlsreport.round.ledger.records import Receipt

_MAX_LISTED = 5
"""Up to so many files with the same message have a line each; beyond that, one line names the first of them."""
_TOGETHER = {"unread": "unread_many", "refused": "refused_many"}
"""The message about many files of a kind."""


@dataclass(frozen=True, slots=True)
class FileMessage:
    """A message about one file; messages of the same ``kind`` and text can be merged into one line."""

    file: str
    text: str
    kind: Literal["unread", "refused", ""] = ""


def file_messages(one: CollectedFile, round_: Round, changes: RosterChanges) -> Iterator[FileMessage]:
    """The messages about a file that needs attention, or whose agency was renamed; none for other files."""
    messages, receipt = round_.messages, one.receipt
    if one.outcome == "unread":
        yield FileMessage(one.origin, one.sentence, "unread")
    elif receipt is None:
        yield from (
            FileMessage(one.origin, messages("collect.known", file=one.origin, remark=remark)) for remark in one.remarks
        )
    elif receipt.verdict == "refused":
        yield FileMessage(one.origin, receipt.sentence, "refused")
    else:
        agency = round_.roster.get(receipt.code or "")
        named = {"file": one.origin, "code": receipt.code, "agency": agency.name if agency else ""}
        if receipt.verdict != "clean":
            yield FileMessage(one.origin, messages("collect.checked", counts=_counted(receipt, messages), **named))
        before = changes.renamed_from(receipt.code or "")
        if before:
            yield FileMessage(one.origin, messages("changed.collected", before=before, **named))
        yield from (FileMessage(one.origin, messages("collect.line", remark=remark, **named)) for remark in one.remarks)


def _counted(receipt: Receipt, messages: Messages) -> str:
    """How many findings of each severity there are."""
    found = Counter(str(finding["severity"]) for finding in receipt.findings)
    return messages("command.counts", errors=found["error"], warnings=found["warning"], notes=found["note"])


def message_lines(file_messages: Iterable[FileMessage], messages: Messages) -> Iterator[str]:
    """The lines, in the order in which their files came."""
    together: defaultdict[object, list[FileMessage]] = defaultdict(list)
    for one in file_messages:
        together[(one.kind, one.text) if one.kind else one].append(one)
    for alike in together.values():
        if len(alike) > _MAX_LISTED:
            yield _of_many(alike, messages)
        else:
            yield from (_of_one(one, messages) for one in alike)


def _of_one(one: FileMessage, messages: Messages) -> str:
    return messages(f"collect.{one.kind}", file=one.file, reason=one.text) if one.kind else one.text


def _of_many(alike: list[FileMessage], messages: Messages) -> str:
    named = messages("wording.comma").join(one.file for one in alike[:_MAX_LISTED])
    files = messages("collect.files_more", files=named)
    return messages(f"collect.{_TOGETHER[alike[0].kind]}", count=len(alike), files=files, reason=alike[0].text)
