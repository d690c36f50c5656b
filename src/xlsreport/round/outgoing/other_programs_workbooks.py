"""Workbooks that another version of the program gave out, and that say what the present one would say."""

from __future__ import annotations

from dataclasses import replace

from xlsreport.errors import RejectedWorkbookError
from xlsreport.messages import Messages
from xlsreport.submission.identity.stamp import Stamp
from xlsreport.submission.intake.open_file import open_stamped
from xlsreport.submission.stamping import stamp_for
from xlsreport.submission.submission import Submission


def says_the_same(workbook: bytes, submission: Submission, messages: Messages) -> bool:
    """Whether a workbook as it was given out states what the one of a submission would, whichever program wrote it."""
    try:
        _, _, stamp = open_stamped(workbook, messages)
    except RejectedWorkbookError:
        return False
    return _whoever_wrote_it(stamp) == _whoever_wrote_it(stamp_for(submission))


def _whoever_wrote_it(stamp: Stamp) -> Stamp:
    """A stamp without what differs between versions of the program, which the signature covers as well."""
    identity = None if stamp.identity is None else replace(stamp.identity, signature="")
    return replace(stamp, version=0, writer=0, identity=identity)
