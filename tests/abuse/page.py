"""The page of the documentation that lists all abuses and what comes of them: ``python -m abuse.page`` in tests/."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from pathlib import Path

from abuse.catalogue import ABUSES, ROOMS
from abuse.deed import Deed, InCalc, InOpenpyxl, InParts, Read, Rejected
from abuse.form import EDITIONS, form
from abuse.lists.ledger_form import ledger_form
from abuse.lists.list_catalogue import LIST_ABUSES, LIST_ROOMS

PAGE = Path(__file__).resolve().parents[2] / "docs" / "explanation" / "robustness-abuses.md"

_WAYS = {InCalc: "LibreOffice", InOpenpyxl: "openpyxl", InParts: "XML"}

_INTRODUCTION = """# What is done to workbooks, and what comes of it

{count} abuses of a completely and correctly filled workbook, each done to both editions of the Chinese form
({editions}), and {lists} abuses of one with lists, whose lines the reporter adds. Their outcome is asserted exactly
by `tests/abuse/`, of the older edition in the ordinary run one of six: every figure and text that is read, and every
finding of `xlsreport check --forensic` with its severity and cell. Without `--forensic` the same is read and the same
errors and warnings are found. This page is written by `python -m abuse.page`, run in `tests/`; a test keeps it current.

*By*: LibreOffice opened the file, did it, calculated and saved; openpyxl did it and saved; or the parts of the file
were rewritten (XML), everything else left as it was.

*Outcome*: **rejected**, with the name of the sentence in the message catalogue; or read, with how many figures, texts
and the like are then stated otherwise than before, as they stand in the file, and with the rules of the findings.
"""


def page() -> str:
    """The whole page."""
    lines = [_INTRODUCTION.format(count=len(ABUSES), editions=", ".join(EDITIONS), lists=len(LIST_ABUSES))]
    for room in ROOMS:
        rows = [_row(name) for name, abuse in ABUSES.items() if abuse.__module__ == room.__name__]
        lines += _table(room.__doc__, rows)
    for room in LIST_ROOMS:
        found = (each for each in LIST_ABUSES.items() if each[1].__module__ == room.__name__)
        lines += _table(room.__doc__, [_told(name, abuse.__doc__, {"": abuse(ledger_form())}) for name, abuse in found])
    return "\n".join(lines)


def _table(heading: str | None, rows: list[str]) -> list[str]:
    columns = ["| abuse | what is done | by | outcome |", "|---|---|---|---|"]
    return [f"## {(heading or '').strip(' .')}", "", *columns, *rows, ""]


def _row(name: str) -> str:
    return _told(name, ABUSES[name].__doc__, {edition: ABUSES[name](form(edition)) for edition in EDITIONS})


def _told(name: str, what: str | None, deeds: Mapping[str, Deed]) -> str:
    outcomes = {edition: _outcome(deed) for edition, deed in deeds.items()}
    first, *_ = deeds
    same = len(set(outcomes.values())) == 1
    told = outcomes[first] if same else "; ".join(f"{edition}: {text}" for edition, text in outcomes.items())
    return f"| `{name}` | {' '.join((what or '').split())} | {_WAYS[type(deeds[first].how)]} | {told} |"


def _outcome(deed: Deed) -> str:
    match deed.outcome:
        case Rejected(key):
            return f"**rejected** (`{key}`)"
        case Read(changed, findings):
            rules = sorted({f"{severity} `{rule}`" for rule, severity, _ in findings})
            count = f"{len(changed)} statement{'s' * (len(changed) > 1)} changed" if changed else "the same is read"
            return f"{count}; {', '.join(rules) or 'no finding'}"


if __name__ == "__main__":
    # Bytes, so that no system puts in its own line ends or encoding.
    sys.stdout.buffer.write(page().encode())
