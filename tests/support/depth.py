"""How many cases a test takes that could take any number: a few of each kind in every run, all of them in a deep one.

``nox -s test-deep`` sets the variable; docs/explanation/coverage.md says which tests it concerns.
"""

from __future__ import annotations

import os
from typing import TypeVar

Cases = TypeVar("Cases")

IS_DEEP = bool(os.environ.get("XLSREPORT_DEEP_TESTS"))


def cases(usual: Cases, deep: Cases) -> Cases:
    """The number of cases of this run, or which they are."""
    return deep if IS_DEEP else usual
