"""The styles of all cells: one fill colour for each role of a cell."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from xlsreport.definition.figure_kinds.kind_traits import DateTraits, NumberTraits
from xlsreport.definition.figure_kinds.kinds import AnyKind
from xlsreport.messages.locales import number_marks, spoken_language
from xlsreport.messages.written_dates import date_format
from xlsreport.workbook.appearance.entry_room import is_prose
from xlsreport.workbook.draft.draft_calls import CellStyle

FONTS = {"zh-CN": "宋体", "en": "Arial"}
"""Fonts that Excel, WPS and LibreOffice have or replace by one of equal width."""

_LINE = "#8EA0B4"
_INK = "#1F2A37"
_QUIET = "#5B6776"

ENTRY_FILL = "#FFFBE6"
BLANK_FILL = "#FFE9A8"
COMPUTED_FILL = "#ECEFF3"
PREVIOUS_FILL = "#E6F2E8"
LABEL_FILL = "#E3ECF7"
CAPTION_FILL = "#CFDDEF"
WARNED_FILL = "#FBD9A5"
PROBLEM_FILL = "#F9CFCB"
NOT_ASKED_FILL = "#CDD2D8"
PROBLEM_INK = "#A01208"
GOOD_INK = "#18703A"
WARNING_INK = "#9A5B00"
TAB = "#4A76A8"
TAB_CHECKS = "#3E8E5A"
TAB_RETURNED = "#C0392B"

_BOX: CellStyle = {"border": 1, "border_color": _LINE, "text_wrap": True, "font_color": _INK}
_CENTRED: CellStyle = {**_BOX, "align": "center"}
_NUMBER: CellStyle = {**_CENTRED, "text_wrap": False, "shrink": True}
"""A number or date that is wider than its column is shown smaller: it is never wrapped, and else shown as #####."""

REMARK: CellStyle = {"text_wrap": True, "font_color": _INK, "align": "left", "font_size": 10}
COMMENT_LABEL: CellStyle = {"bold": True, "font_color": _INK, "align": "left"}
REPORT_TITLE: CellStyle = {"bold": True, "font_size": 18, "align": "center", "text_wrap": True, "font_color": _INK}
HEADING: CellStyle = {"bold": True, "font_size": 15, "align": "left", "font_color": _INK}
WHOSE: CellStyle = {"font_size": 10, "align": "right", "font_color": _QUIET}
INCOMPLETE: CellStyle = {"font_size": 11, "bold": True, "align": "right", "text_wrap": True, "font_color": PROBLEM_INK}
GUIDANCE: CellStyle = {"text_wrap": True, "font_color": _QUIET, "align": "left"}
CAPTION: CellStyle = {**_CENTRED, "bold": True, "bg_color": CAPTION_FILL}
LABEL: CellStyle = {**_CENTRED, "bg_color": LABEL_FILL}
ROW_LABEL: CellStyle = {**_BOX, "bg_color": LABEL_FILL, "align": "left", "indent": 1}
FIELD_LABEL: CellStyle = {**_BOX, "bg_color": LABEL_FILL, "align": "right", "indent": 1}
QUESTION: CellStyle = {"text_wrap": True, "align": "right", "indent": 1, "font_color": _INK}
CHECK_HEADING: CellStyle = {"align": "left", "indent": 1, "font_color": _QUIET, "bold": True}
CHECK: CellStyle = {"align": "left", "indent": 1, "font_color": _QUIET}
CHECK_CENTRED: CellStyle = {"align": "center", "font_color": _QUIET, "text_wrap": True, "font_size": 10}
BELOW_LABEL: CellStyle = {"align": "left", "font_color": _QUIET, "text_wrap": True, "font_size": 10}
RETURNED_LINE: CellStyle = {"align": "left", "text_wrap": True, "font_color": _INK}
RETURNED_GROUP: CellStyle = {"align": "left", "bold": True, "font_size": 12, "font_color": PROBLEM_INK}
PREVIOUS_FIGURE: CellStyle = {**_NUMBER, "bg_color": PREVIOUS_FILL, "font_color": _QUIET}
PLAIN_TEXT: CellStyle = {**_BOX, "align": "left", "indent": 1}
PLAIN_CENTRED: CellStyle = {**_CENTRED}
CHECKED_NUMBER: CellStyle = {**_NUMBER}
PLAIN_NUMBER: CellStyle = {**_BOX, "align": "right", "indent": 1}
LISTED_ENTRY: CellStyle = {**_BOX, "align": "left", "indent": 1, "bg_color": ENTRY_FILL, "num_format": "@"}
LISTED: CellStyle = {"border": 1, "border_color": _LINE, "font_color": _INK, "align": "left"}
SMALL_LABEL: CellStyle = {**LABEL, "font_size": 9}
NAME: CellStyle = {**CAPTION, "bold": False, "font_size": 8, "font_color": _QUIET}
LISTED_FIGURE: CellStyle = {"border": 1, "border_color": _LINE, "font_color": _INK, "align": "right", "shrink": True}
LISTED_NIL: CellStyle = {**LISTED_FIGURE, "font_color": "#9AA5B1"}
LISTED_ODD: CellStyle = {**LISTED_FIGURE, "bg_color": BLANK_FILL}
TOTAL: CellStyle = {**LISTED_FIGURE, "bg_color": COMPUTED_FILL, "bold": True}
VERDICT: CellStyle = {**_BOX, "bold": True, "font_size": 13, "align": "left", "indent": 1}
LINK: CellStyle = {**_BOX, "font_color": "#1F5FA8", "underline": 1, "align": "left", "indent": 1}
ROOM_HEADING: CellStyle = {**LABEL, "font_size": 9, "font_color": _QUIET}
EXPLAIN: CellStyle = {"font_color": "#1F5FA8", "underline": 1, "align": "left", "indent": 1}
NUMBERING: CellStyle = {"align": "center", "font_color": "#9AA5B1", "font_size": 9}
LENGTH: CellStyle = {"align": "center", "font_color": _QUIET, "font_size": 9}
PARAGRAPH: CellStyle = {
    "locked": False,
    "text_wrap": True,
    "valign": "top",
    "align": "left",
    "bg_color": ENTRY_FILL,
}
"""Without the text format: Excel showed cells with more than 255 characters in it as #####."""

LINED: CellStyle = {"bg_color": ENTRY_FILL, "border": 1, "border_color": "#EFE8CB"}
"""Shown by a condition that is always true: LibreOffice skips empty pages if no other borders are on them."""

ROOM: CellStyle = {"locked": False, "text_wrap": False, "valign": "top", "align": "left"}
"""The style of whole columns; a conditional format fills them as far as there are lines. Not wrapped: the columns are
narrow, and a wrapped text would make its row as high as a page."""

UNWRITTEN: CellStyle = {"locked": True}
"""A blank, locked cell within unlocked columns."""

CHOICE: CellStyle = {**_CENTRED, "locked": False, "bg_color": ENTRY_FILL, "bold": True}
FIELD: CellStyle = {
    **_BOX,
    "locked": False,
    "bg_color": ENTRY_FILL,
    "align": "left",
    "indent": 1,
    "num_format": "@",
}
COMMENT: CellStyle = {**PARAGRAPH, "border": 1, "border_color": _LINE, "font_color": _INK, "indent": 1}
YEAR_FIELD: CellStyle = {**FIELD, "num_format": "0"}
FIXED_FIELD: CellStyle = {**_BOX, "bg_color": COMPUTED_FILL, "align": "left", "indent": 1}
EXPLANATION_FIELD: CellStyle = {
    **_BOX,
    "locked": False,
    "bg_color": ENTRY_FILL,
    "align": "left",
    "indent": 1,
    "num_format": "@",
}

STATE: Mapping[str, CellStyle] = {
    "accepted": {"bg_color": "#DFF1E7", "font_color": "#0F5733"},
    "warnings": {"bg_color": "#FDEEC8", "font_color": "#684500"},
    "errors": {"bg_color": "#FBE0DD", "font_color": "#8C1A10"},
    "missing": {"bg_color": "#E6EAEF", "font_color": "#3B4653"},
}
"""The states of agencies, in the colours of the status page."""
LATE: CellStyle = {"font_color": "#8C1A10", "bold": True}

FRAME_ERROR: CellStyle = {"border": 2, "border_color": "#D0321E"}
FRAME_WARNING: CellStyle = {"border": 2, "border_color": "#D98200"}
"""Borders of the cells that a returned workbook has remarks on; they stay whatever the fill shows."""

WHEN_BLANK: CellStyle = {"bg_color": BLANK_FILL}
WHEN_NOT_ASKED: CellStyle = {"bg_color": NOT_ASKED_FILL, "font_color": _QUIET}
WHEN_PROBLEM: CellStyle = {"bg_color": PROBLEM_FILL, "font_color": PROBLEM_INK}
WHEN_WARNED: CellStyle = {"bg_color": WARNED_FILL, "font_color": WARNING_INK}
WHEN_BAD_MARK: CellStyle = {"font_color": PROBLEM_INK, "bold": True}
WHEN_WARNING_MARK: CellStyle = {"font_color": WARNING_INK, "bold": True}
WHEN_GOOD_MARK: CellStyle = {"font_color": GOOD_INK}

LEGEND: Mapping[str, str] = {
    "entry": ENTRY_FILL,
    "blank": BLANK_FILL,
    "computed": COMPUTED_FILL,
    "previous": PREVIOUS_FILL,
    "problem": PROBLEM_FILL,
    "warned": WARNED_FILL,
}
"""The fills that the legend explains, by the last part of their message key."""


@cache
def _shown(kind: AnyKind, locale: str) -> str:
    """The number format of a cell of a kind."""
    traits = kind.traits
    match traits:
        case DateTraits():
            return date_format(spoken_language(locale))
        case NumberTraits():
            return traits.cell_format(number_marks(locale))
        case _:
            return traits.cell_format


def field_style(kind: AnyKind, locale: str) -> CellStyle:
    """The style of a field of the cover that is of a kind."""
    return {**FIELD, "num_format": _shown(kind, locale)}


def wrapped(style: CellStyle) -> CellStyle:
    """The style for a text, which may stand where a number is asked for: shown smaller it could not be read."""
    return {**{name: value for name, value in style.items() if name != "shrink"}, "text_wrap": True}


def figure_style(kind: AnyKind, computed: bool, locale: str) -> CellStyle:
    """The style of a figure's cell."""
    shown = _shown(kind, locale)
    base = _NUMBER if isinstance(kind.traits, NumberTraits | DateTraits) else _CENTRED
    if computed:
        return {**base, "bg_color": COMPUTED_FILL, "bold": True, "num_format": shown}
    side: CellStyle = {"align": "left", "indent": 1} if is_prose(kind.traits) else {}
    return {**base, **side, "locked": False, "bg_color": ENTRY_FILL, "num_format": shown}
