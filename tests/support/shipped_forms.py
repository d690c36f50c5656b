"""The shipped definitions, those once that have the same form under several names."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from xlsreport.definition.loading.shipped_definitions import shipped_names

_ONLY_NAMES = {"extends", "edition", "name", "previous_editions"}
_TEMPLATES = Path(__file__).resolve().parents[2] / "templates"


def _distinct() -> Iterator[str]:
    for name in shipped_names():
        text = (_TEMPLATES / f"{name}.yaml").read_text(encoding="utf-8")
        if not set(re.findall(r"^(\S+):", text, re.MULTILINE)) <= _ONLY_NAMES:
            yield name


DISTINCT_FORMS = tuple(_distinct())
"""Without editions that only have another name than the one that they extend: what is on their sheets is the same."""
