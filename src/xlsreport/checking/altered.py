"""Words what was done to a workbook as findings, beside those about its figures."""

from __future__ import annotations

from xlsreport.checking.findings import Finding
from xlsreport.messages import Messages
from xlsreport.submission.alteration import GRADES, Alteration


def altered_finding(alteration: Alteration, messages: Messages) -> Finding:
    """The finding for an alteration: a note where it is harmless, a warning where somebody should look into it."""
    text = messages(f"altered.{alteration.key}", **{"sheet": alteration.cells.sheet, **alteration.values})
    return Finding(f"altered.{alteration.kind}", GRADES[alteration.kind], "", alteration.cells, text)
