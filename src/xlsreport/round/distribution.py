"""Gives out the workbooks: one for each agency, signed, with last year's figures where they are known."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path

from xlsreport.definition.place import Place
from xlsreport.round.filenames import distinct_names
from xlsreport.round.folder import Round
from xlsreport.round.handing_out import Deed, digest, hand_out
from xlsreport.round.ledger import Ledger, now
from xlsreport.round.records import Issue, parsed_figures, stated_figures
from xlsreport.round.roster import Agency
from xlsreport.submission.prefill import new_submission
from xlsreport.submission.stamp import Identity
from xlsreport.submission.stamping import signed
from xlsreport.submission.submission import Number, Submission
from xlsreport.workbook.writing import workbook_bytes

Figures = Mapping[Place, Number]


@dataclass(frozen=True, slots=True)
class Distributed:
    """The workbook of one agency; ``previous`` says whether last year's figures are in it."""

    agency: Agency
    path: Path
    deed: Deed
    previous: bool


def distribute(round_: Round, previous: Mapping[str, Figures] | None = None) -> Iterator[Distributed]:
    """Write the workbooks of all agencies, as far as they are not there as they should be.

    Args:
        round_: the round.
        previous: last year's figures by agency's code; where an agency is left out, those that it was given before.

    Yields:
        What became of each workbook, as soon as it is written and recorded.

    Raises:
        LedgerError: the ledger cannot be written.
        RoundError: a file cannot be written.
    """
    folder = round_.subfolder("round.distributed")
    with Ledger(round_.ledger_path, round_.messages) as ledger:
        given = _given(ledger)
        for agency in round_.roster:
            known = (previous or {}).get(agency.code)
            last = given.get(agency.code)
            figures = known if known is not None else last.figures if last is not None else {}
            yield _distribute(round_, ledger, agency, figures, folder / workbook_name(round_, agency), last)


@dataclass(slots=True)
class _Given:
    """What an agency was given so far: last year's figures, and the contents of its files."""

    figures: Figures = field(default_factory=dict)
    contents: set[str] = field(default_factory=set)


def _given(ledger: Ledger) -> dict[str, _Given]:
    found: dict[str, _Given] = {}
    for issue in ledger.issues():
        given = found.setdefault(issue.code, _Given())
        given.figures = parsed_figures(issue.previous)
        given.contents.add(issue.sha256)
    return found


def workbook_name(round_: Round, agency: Agency) -> str:
    """The file's name, which no other agency's has: ``013-城关镇-2025年度报告.xlsx``."""
    return f"{_stems(round_)[agency.code]}.xlsx"


@lru_cache(maxsize=1)
def _stems(round_: Round) -> Mapping[str, str]:
    """All names without their endings. A code with a hyphen and a name may read as another code and name."""
    return distinct_names(
        {a.code: round_.messages("round.workbook", code=a.code, agency=a.name, year=round_.year) for a in round_.roster}
    )


def issued_submission(round_: Round, agency: Agency, figures: Figures) -> Submission:
    """What an agency's workbook knows when it is given out for the first time."""
    blank = new_submission(round_.definition, agency=agency.name, year=round_.year, previous=figures)
    return signed(blank, Identity(round_.id, agency.code), round_.key)


def _distribute(
    round_: Round, ledger: Ledger, agency: Agency, figures: Figures, path: Path, given: _Given | None
) -> Distributed:
    data = workbook_bytes(issued_submission(round_, agency, figures))
    contents, sha256 = given.contents if given else set[str](), digest(data)
    deed = hand_out(path, data, contents, round_.messages)
    if deed != "in_use" and sha256 not in contents:
        stated = stated_figures(figures)
        ledger.record_issue(Issue(now(), agency.code, agency.name, 1, path.name, sha256, stated))
    return Distributed(agency, path, deed, bool(figures))
