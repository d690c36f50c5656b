"""Workbooks that are returned, as tests need them in a line."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from support.files import content, saved
from xlsreport import Submission, read_workbook
from xlsreport.checking.remarks import Remarks
from xlsreport.inspection.return_preparation import prepare_return
from xlsreport.submission.identity.stamp import Identity
from xlsreport.submission.stamping import signed
from xlsreport.workbook.workbook_file import workbook_bytes

KEY = b"k" * 32
IDENTITY = Identity("0123456789abcdef", "013", revision=2)


def received(submission: Submission, folder: Path) -> Submission:
    """What a round receives: the submission in a workbook that it had given out."""
    issued = signed(submission, replace(IDENTITY, revision=1), KEY)
    return read_workbook(saved(issued, folder, "received.xlsx"), submission.definition)


def returned(came: Submission, file: Path) -> Remarks:
    """Write the workbook that goes back for one that came."""
    submission, remarks = prepare_return(came, IDENTITY, KEY)
    file.write_bytes(workbook_bytes(submission, remarks=remarks))
    return remarks


def everything(submission: Submission) -> dict[str, object]:
    """All that a reporter stated, unclear answers and the refusal of a nil return among it."""
    unclear = [(one.reason, one.name, one.typed) for one in submission.unclear]
    return {**content(submission), "declined": submission.declined, "unclear": unclear}
