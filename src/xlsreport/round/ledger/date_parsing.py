"""Parses dates as people write them."""

from __future__ import annotations

import re
import unicodedata
from calendar import monthrange
from datetime import date

_BETWEEN = r"\s*[-/.‐‑–—]\s*"
_YEAR_FIRST = re.compile(rf"(\d{{4}})(?:{_BETWEEN}|\s*年\s*)(\d{{1,2}})(?:{_BETWEEN}|\s*月\s*)(\d{{1,2}})\s*[日号]?")
_RUN_TOGETHER = re.compile(r"(\d{4})(\d{2})(\d{2})")
_YEAR_LAST = re.compile(rf"(\d{{1,2}}){_BETWEEN}(\d{{1,2}}){_BETWEEN}\d{{4}}")


class NoDayError(Exception):
    """A text that is no date; ``key`` is the key of the message that says why."""

    def __init__(self, key: str) -> None:
        super().__init__(key)
        self.key = key


def parse_day(text: str) -> date:
    """The date in a text such as ``2026-01-20``, ``2026/1/20`` or ``2026年1月20日``, in digits of any width.

    The year comes first, since 1/2/2026 is in January to some and in February to others.

    Raises:
        NoDayError: it is no date.
    """
    written = unicodedata.normalize("NFKC", text).strip()
    found = _YEAR_FIRST.fullmatch(written) or _RUN_TOGETHER.fullmatch(written)
    if found is None:
        raise NoDayError("round.day_order" if _could_be_two_days(written) else "round.deadline")
    year, month, day = map(int, found.groups())
    if not year or not 1 <= month <= 12 or not 1 <= day <= monthrange(year, month)[1]:
        raise NoDayError("round.no_such_day")
    return date(year, month, day)


def _could_be_two_days(text: str) -> bool:
    found = _YEAR_LAST.fullmatch(text)
    return found is not None and all(1 <= int(number) <= 12 for number in found.groups())
