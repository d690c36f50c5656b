"""Submissions out of the ledger: read once more from the file that came, so that every figure has one source."""

from __future__ import annotations

from collections.abc import Mapping

from xlsreport.definition.place import Place
from xlsreport.round.folder import Round
from xlsreport.round.ledger import Ledger
from xlsreport.round.records import Receipt, parsed_figures, unpacked_texts
from xlsreport.submission.reading import read_workbook_bytes
from xlsreport.submission.submission import Number, Submission


def stored_submission(round_: Round, ledger: Ledger, receipt: Receipt) -> Submission:
    """The submission of a receipt that was not refused.

    Raises:
        LedgerError: the ledger cannot be read.
        RejectedWorkbookError: this version of xlsreport cannot read the file any more.
    """
    data = ledger.file_of(receipt.number)
    if data is None:
        raise LookupError(f"no file is kept for receipt {receipt.number}")
    submission = read_workbook_bytes(data, receipt.origin, round_.definition, round_.messages)
    return with_issued_previous(submission, ledger)


def with_issued_previous(submission: Submission, ledger: Ledger) -> Submission:
    """With last year's figures as the agency was given them, whatever the file says now, and with last year's texts."""
    code = submission.identity.code if submission.identity is not None else None
    if code is None:
        return submission
    issued, texts = ledger.previous(code), ledger.last_year_text(code)
    figures: Mapping[Place, Number] = submission.previous if issued is None else parsed_figures(issued)
    return submission.with_previous(figures, None if texts is None else unpacked_texts(texts))
