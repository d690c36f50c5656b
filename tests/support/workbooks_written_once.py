"""Workbooks of equal drafts are written once in a process; most modules write the same few forms, blank or filled.

Whether a form is composed as it should be is asked each time: only what follows of a draft is kept.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from xlsreport.workbook import workbook_file
from xlsreport.workbook.draft.draft_calls import DraftCall
from xlsreport.workbook.draft.workbook_draft import WorkbookDraft
from xlsreport.workbook.xlsxwriter_backend.backend import xlsx_bytes

_MOST_CALLS = 150_000
"""Some sixty workbooks of the official form."""
_ATTRIBUTES = {"title", "author", "font", "from_right", "frames", "sheets"}
_SHEET_ATTRIBUTES = {"name", "calls"}
_kept: dict[_Written, bytes] = {}


class _Written(NamedTuple):
    """Everything that a workbook is written of."""

    around: Sequence[Any]
    calls: Sequence[Sequence[DraftCall]]

    def __hash__(self) -> int:
        return hash((self.around[:2], *map(len, self.calls)))  # styles are mappings, which have none

    @property
    def size(self) -> int:
        """How many calls it has of its own."""
        return sum(map(len, self.calls))


def write_each_once() -> None:
    """Let a workbook that is written alone be that of an equal draft before, if there was one."""
    vars(workbook_file).update(xlsx_bytes=_bytes)


def _bytes(draft: WorkbookDraft) -> bytes:
    written = _all_of(draft)
    data = _kept.pop(written, None)
    if data is None:
        data = xlsx_bytes(draft)
    _kept[written] = data
    while len(_kept) > 1 and sum(one.size for one in _kept) > _MOST_CALLS:
        del _kept[next(iter(_kept))]  # what nobody asked for longest
    return data


def _all_of(draft: WorkbookDraft) -> _Written:
    attributes: Mapping[str, Any] = vars(draft)
    assert attributes.keys() == _ATTRIBUTES, "a draft consists of more than is compared here"
    assert all(vars(sheet).keys() == _SHEET_ATTRIBUTES for sheet in draft.sheets)
    names = tuple(sheet.name for sheet in draft.sheets)
    around = draft.title, draft.author, draft.font, draft.from_right, draft.frames, names
    return _Written(around, tuple(tuple(sheet.calls) for sheet in draft.sheets))
