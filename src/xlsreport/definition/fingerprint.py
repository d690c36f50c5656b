"""The fingerprint of a definition: a digest of all that decides where figures stand and what they mean."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from typing import Any

from xlsreport.definition.declaration import Declaration

_KEYS_OUTSIDE_FINGERPRINT = {
    "bodies",
    "guidance",
    "former_headings",
    "prompt",
    "sentence",
    "own_preamble",
    "font_size",
    "combine",
    "page_style",
    "pictures",
    "print",
    "phrasing",
    "claims",
    "mentions",
    "no_answer",
    "codes",
    "languages",
    "alike",
    "also",
    "deadline",
    "changes_since",
    "from_roster",
}
"""Keys that the fingerprint leaves out, besides the definition's name. Changing them neither moves a cell nor changes
what a figure means, so that an office may correct them while workbooks are out."""


_WITHOUT_EFFECT: Mapping[str, object] = {
    "stands_in_for": None,
    "figure": None,
    "explain_change": None,
    "exceptions": {},
    "minimum": None,
    "maximum": None,
    "pattern": None,
    "lines": None,
    "signed": False,
    "remark": [],
    "comment": None,
    "label_columns": [],
    "labels": {},
    "not_applicable": None,
    "undefined": None,
    "body_kind": False,
    "if_": None,
    "required": None,
    "from_zero": False,
    "list": None,
    "options_from": None,
    "rows_from": None,
    "rows_when": None,
    "distinct": [],
    "ordered": [],
    "within": "agency",
    "previous": None,
    "every": "year",
    "starts": "01-01",
    "named_after": "start",
    "compare": "previous",
    "asked_of": [],
}
"""Keys of which a definition of an earlier xlsreport had none, with the value that changes nothing."""


_EQUIVALENT_VALUES = {("when_blank", "warning"): "note"}
"""Values that have the same fingerprint as another one: an empty section has the same line on the checks sheet, whether
it is a warning or a note."""


def fingerprint_of(declaration: Declaration) -> str:
    """A SHA-256 digest of a declaration, without what may be corrected while workbooks are out."""
    dumped = _fingerprinted(declaration.model_dump(mode="json", exclude={"name"}))
    for field in dumped["cover"]:
        if field["kind"] is None:  # a field of any text, as all were once
            del field["kind"]
    dumped["title"] = declaration.one_line_title  # where its lines end decides nothing about figures
    return hashlib.sha256(json.dumps(dumped, ensure_ascii=False, sort_keys=True).encode()).hexdigest()


def _fingerprinted(value: Any) -> Any:
    if isinstance(value, dict):
        kept = {key: item for key, item in value.items() if _counts(key, item)}
        return {key: _fingerprinted(_equivalent(key, item)) for key, item in kept.items()}
    if isinstance(value, list):
        return [_fingerprinted(item) for item in value]
    return value


def _counts(key: str, item: Any) -> bool:
    return key not in _KEYS_OUTSIDE_FINGERPRINT and not (key in _WITHOUT_EFFECT and item == _WITHOUT_EFFECT[key])


def _equivalent(key: str, item: Any) -> Any:
    return _EQUIVALENT_VALUES.get((key, item), item) if isinstance(item, str) else item
