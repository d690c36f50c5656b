"""What can be done to a workbook besides filling it in: every kind of alteration with all that any room asks of it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from enum import Enum
from typing import Literal

from xlsreport.layout.cells import CellRange, CellRef

AlterationSeverity = Literal["note", "warning"]
"""A note is harmless; a warning is for the office to look into. What cannot be read with certainty is rejected."""
OnReturn = Literal["restored", "lost", "taken"]
"""What becomes of it in a workbook that is made anew for the agency: it is as it was given out again; what was brought
in is not there; or only the figure that was read is there."""


@dataclass(frozen=True, slots=True)
class _Facts:
    """What is decided for a kind of alteration.

    Attributes:
        key: its sentence in the catalogues is ``altered.<key>``; no two kinds have the same.
        rule: findings name it ``altered.<rule>``; several kinds may share one.
        severity: of its finding.
        on_return: what becomes of it when the workbook is returned.
        only_on_request: it changes nothing, so it is reported only on request (``--forensic``).
    """

    key: str
    rule: str
    severity: AlterationSeverity
    on_return: OnReturn = "restored"
    only_on_request: bool = False


class AlterationKind(Enum):
    """All kinds of alterations.

    A new one is an entry here, a sentence in each catalogue, and the place that notices it.
    """

    _value_: _Facts

    def __init__(self, facts: _Facts) -> None:
        self.key, self.rule, self.severity = facts.key, facts.rule, facts.severity
        self.on_return, self.only_on_request = facts.on_return, facts.only_on_request

    MOVED = _Facts("moved", "moved", "note")
    SHORTENED = _Facts("shortened", "moved", "note")
    RENAMED = _Facts("renamed", "sheet", "note")
    ADDED = _Facts("added", "sheet", "note", "lost")
    ADDED_COPY = _Facts("added_copy", "sheet", "warning", "lost")
    REORDERED = _Facts("reordered", "sheet", "note")
    HIDDEN_SHEET = _Facts("hidden_sheet", "sheet", "note")
    STAMP_SHOWN = _Facts("stamp_shown", "sheet", "note")
    CHECKS_LOST = _Facts("checks_lost", "explanation", "warning", "lost")
    FINGERPRINT = _Facts("fingerprint", "stamp", "warning")
    EARLIER_FORM = _Facts("earlier_form", "form", "note")
    UNPLACED = _Facts("unplaced", "form", "note", "lost")
    STAMP_EDITED = _Facts("stamp_edited", "stamp", "warning")
    STAMP = _Facts("stamp", "stamp", "warning")
    OTHER_FORM = _Facts("other_form", "stamp", "warning", "lost")
    COVER = _Facts("cover", "cover", "warning")
    PREVIOUS = _Facts("previous", "previous", "warning")
    MACRO = _Facts("macro", "macro", "warning", "lost")
    LINK = _Facts("link", "link", "warning", "lost")
    HYPERLINK = _Facts("hyperlink", "link", "warning")
    CONNECTION = _Facts("connection", "link", "warning", "lost")
    OBJECT = _Facts("object", "object", "warning", "lost")
    PICTURE = _Facts("picture", "picture", "note", "lost")
    STRAY = _Facts("stray", "stray", "warning", "lost")
    FORMAT = _Facts("format", "format", "warning", "taken")
    FORMAT_OF_SHARE = _Facts("format_of_share", "format", "warning", "taken")
    FORMAT_OF_TOTAL = _Facts("format_of_total", "format", "warning")
    FORMAT_CONDITIONAL = _Facts("format_conditional", "format", "warning")
    FORMAT_ROUNDED = _Facts("format_rounded", "format", "warning")
    FORMAT_REPEATED = _Facts("format_repeated", "format", "warning")
    FORMAT_DAY = _Facts("format_day", "format", "warning", "taken")
    FORMAT_SPREAD = _Facts("format_spread", "format", "warning")
    FORMAT_RICH_VALUE = _Facts("format_rich_value", "format", "warning", "taken")
    DRAWN_WORDS = _Facts("drawn_words", "stray", "warning", "lost")
    COPIED = _Facts("copied", "formula", "warning")
    FORMULA_OVERWRITTEN = _Facts("formula_overwritten", "formula", "warning")
    TOTAL_OVERWRITTEN = _Facts("total_overwritten", "total", "note", only_on_request=True)
    FORMULA_LOST = _Facts("formula_lost", "formula", "warning")
    FORMULA_CHANGED = _Facts("formula_changed", "formula", "warning")
    TOTAL_CLEARED = _Facts("total_cleared", "formula", "warning")
    FORMULA_CLEARED = _Facts("formula_cleared", "formula", "warning")
    FORMULA_ENTERED = _Facts("formula_entered", "formula", "warning", "taken")
    TEXT = _Facts("text", "text", "note")
    LABEL_UNSEEN = _Facts("label_unseen", "text", "warning")
    UNPROTECTED = _Facts("unprotected", "protection", "note")
    UNLOCKED = _Facts("unlocked", "protection", "note")
    LOCKED_LINES = _Facts("locked_lines", "protection", "note")
    ROWS_RENAMED = _Facts("rows_renamed", "rows", "warning", "taken")
    VALIDATION = _Facts("validation", "validation", "note")
    HIDDEN = _Facts("hidden", "hidden", "warning")
    FILTERED = _Facts("filtered", "hidden", "note")
    HIDDEN_CUT_OFF = _Facts("hidden_cut_off", "hidden", "warning")
    HIDDEN_SMALL = _Facts("hidden_small", "hidden", "warning")
    HIDDEN_SYMBOLS = _Facts("hidden_symbols", "hidden", "warning")
    HIDDEN_COLOUR = _Facts("hidden_colour", "hidden", "warning")
    HIDDEN_SCROLLED = _Facts("hidden_scrolled", "hidden", "warning")
    HIDDEN_DRAWN = _Facts("hidden_drawn", "hidden", "warning")
    HIDDEN_CONDITIONAL = _Facts("hidden_conditional", "hidden", "warning")
    HIDDEN_STRUCK = _Facts("hidden_struck", "hidden", "warning")
    HIDDEN_TABLE_STYLE = _Facts("hidden_table_style", "hidden", "warning", "lost")
    HIDDEN_ORIGINAL = _Facts("hidden_original", "hidden", "warning")
    COVERED = _Facts("covered", "hidden", "warning")
    MERGE = _Facts("merge", "merge", "note")
    NAME = _Facts("name", "name", "note", "lost")
    COMMENT = _Facts("comment", "comment", "note", "lost")
    RETURNED_WRITTEN = _Facts("returned_written", "comment", "note", "lost")
    UNEXAMINED = _Facts("unexamined", "unexamined", "note")


@dataclass(frozen=True, slots=True)
class Alteration:
    """One thing that is not as the workbook was given out, and where; ``values`` are what its sentence says besides."""

    kind: AlterationKind
    cells: CellRange
    values: Mapping[str, object] = field(default_factory=dict)


_OF_EVERY_SHEET = (AlterationKind.UNLOCKED, AlterationKind.VALIDATION, AlterationKind.MERGE)
"""What programs that write a workbook anew lose on all of its sheets."""


def altered_sheet(kind: AlterationKind, sheet: str, **values: object) -> Alteration:
    """An alteration of a whole sheet, found at its first cell."""
    first = CellRef(sheet, 0, 0)
    return Alteration(kind, CellRange(first, first), {"sheet": sheet, **values})


def once_for_all_sheets(found: Iterable[Alteration]) -> Iterator[Alteration]:
    """What a program does to all sheets when it saves is told once, at the first, with the names of the others."""
    together: dict[AlterationKind, list[Alteration]] = {}
    for one in found:
        if one.kind in _OF_EVERY_SHEET:
            together.setdefault(one.kind, []).append(one)
        else:
            yield one
    for kind, (first, *others) in together.items():
        count = sum(int(str(one.values["count"])) for one in (first, *others))
        sheets = [name for name in dict.fromkeys(one.cells.sheet for one in others) if name != first.cells.sheet]
        yield Alteration(kind, first.cells, {**first.values, "count": count, "other_sheets": sheets})
