"""The same workbook has the same bytes, however many were written before it in the same process."""

from __future__ import annotations

import subprocess
import sys

import pytest

PROGRAM = """
import hashlib
from xlsreport import load_definition, new_submission, workbook_bytes
blank = new_submission(load_definition("cn-gov-info-disclosure/2021"), agency="示例县", year=2025)
print(*(hashlib.sha256(workbook_bytes(blank)).hexdigest() for _ in range(3)))
"""


@pytest.mark.slow
def test_the_first_workbook_of_a_process_is_like_those_after_it() -> None:
    told = subprocess.run([sys.executable, "-c", PROGRAM], capture_output=True, text=True, check=True).stdout.split()
    assert len(told) == 3
    assert len(set(told)) == 1
