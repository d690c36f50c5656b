"""How the sheets look: one colour for each thing that a cell can be."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from xlsreport.definition.kinds import Amount, AnyKind, Text
from xlsreport.workbook.book import Style

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
PROBLEM_INK = "#A01208"
GOOD_INK = "#18703A"
WARNING_INK = "#9A5B00"
TAB = "#4A76A8"
TAB_CHECKS = "#3E8E5A"
TAB_RETURNED = "#C0392B"

_BOX: Style = {"border": 1, "border_color": _LINE, "text_wrap": True, "font_color": _INK}
_CENTRED: Style = {**_BOX, "align": "center"}

TITLE: Style = {"bold": True, "font_size": 18, "align": "center", "text_wrap": True, "font_color": _INK}
HEADING: Style = {"bold": True, "font_size": 15, "align": "left", "font_color": _INK}
WHOSE: Style = {"font_size": 10, "align": "right", "font_color": _QUIET}
INCOMPLETE: Style = {"font_size": 11, "bold": True, "align": "right", "text_wrap": True, "font_color": PROBLEM_INK}
GUIDANCE: Style = {"text_wrap": True, "font_color": _QUIET, "align": "left"}
CAPTION: Style = {**_CENTRED, "bold": True, "bg_color": CAPTION_FILL}
LABEL: Style = {**_CENTRED, "bg_color": LABEL_FILL}
ROW_LABEL: Style = {**_BOX, "bg_color": LABEL_FILL, "align": "left", "indent": 1}
FIELD_LABEL: Style = {**_BOX, "bg_color": LABEL_FILL, "align": "right", "indent": 1}
QUESTION: Style = {"text_wrap": True, "align": "right", "indent": 1, "font_color": _INK}
CHECK_HEADING: Style = {"align": "left", "indent": 1, "font_color": _QUIET, "bold": True}
CHECK: Style = {"align": "left", "indent": 1, "font_color": _QUIET}
CHECK_CENTRED: Style = {"align": "center", "font_color": _QUIET, "text_wrap": True, "font_size": 10}
BELOW_LABEL: Style = {"align": "left", "font_color": _QUIET, "text_wrap": True, "font_size": 10}
RETURNED_LINE: Style = {"align": "left", "text_wrap": True, "font_color": _INK}
RETURNED_GROUP: Style = {"align": "left", "bold": True, "font_size": 12, "font_color": PROBLEM_INK}
PREVIOUS: Style = {**_CENTRED, "bg_color": PREVIOUS_FILL, "font_color": _QUIET}
PLAIN: Style = {**_BOX, "align": "left", "indent": 1}
PLAIN_CENTRED: Style = {**_CENTRED}
PLAIN_NUMBER: Style = {**_BOX, "align": "right", "indent": 1}
LISTED_ENTRY: Style = {**_BOX, "align": "left", "indent": 1, "bg_color": ENTRY_FILL, "num_format": "@"}
LISTED: Style = {"border": 1, "border_color": _LINE, "font_color": _INK, "align": "left"}
SMALL_LABEL: Style = {**LABEL, "font_size": 9}
NAME: Style = {**CAPTION, "bold": False, "font_size": 8, "font_color": _QUIET}
LISTED_FIGURE: Style = {"border": 1, "border_color": _LINE, "font_color": _INK, "align": "right"}
LISTED_NIL: Style = {**LISTED_FIGURE, "font_color": "#9AA5B1"}
LISTED_ODD: Style = {**LISTED_FIGURE, "bg_color": BLANK_FILL}
TOTAL: Style = {**LISTED_FIGURE, "bg_color": COMPUTED_FILL, "bold": True}
VERDICT: Style = {**_BOX, "bold": True, "font_size": 13, "align": "left", "indent": 1}
LINK: Style = {**_BOX, "font_color": "#1F5FA8", "underline": 1, "align": "left", "indent": 1}
ROOM_HEADING: Style = {**LABEL, "font_size": 9, "font_color": _QUIET}
EXPLAIN: Style = {"font_color": "#1F5FA8", "underline": 1, "align": "left", "indent": 1}
NUMBERING: Style = {"align": "center", "font_color": "#9AA5B1", "font_size": 9}
LENGTH: Style = {"align": "center", "font_color": _QUIET, "font_size": 9}
PARAGRAPH: Style = {
    "locked": False,
    "text_wrap": True,
    "valign": "top",
    "align": "left",
    "bg_color": ENTRY_FILL,
}
"""Not in text format: Excel has shown such cells as ##### where they hold more than 255 characters."""

LINED: Style = {"bg_color": ENTRY_FILL, "border": 1, "border_color": "#EFE8CB"}
"""What cells for paragraphs show by a condition that is always true: where there are no borders but these, LibreOffice
does not print pages on which nothing is written."""

ROOM: Style = {"locked": False, "text_wrap": False, "valign": "top", "align": "left"}
"""Of whole columns, so that the fill is left to the condition, which ends with the lines. Not wrapped: the columns are
narrow, and a wrapped text would make its row as high as a page."""

UNWRITTEN: Style = {"locked": True}
"""Blank and closed, in columns that are open."""

CHOICE: Style = {**_CENTRED, "locked": False, "bg_color": ENTRY_FILL, "bold": True}
FIELD: Style = {
    **_BOX,
    "locked": False,
    "bg_color": ENTRY_FILL,
    "align": "left",
    "indent": 1,
    "num_format": "@",
}
YEAR_FIELD: Style = {**FIELD, "num_format": "0"}
FIXED_FIELD: Style = {**_BOX, "bg_color": COMPUTED_FILL, "align": "left", "indent": 1}
EXPLANATION: Style = {
    **_BOX,
    "locked": False,
    "bg_color": ENTRY_FILL,
    "align": "left",
    "indent": 1,
    "num_format": "@",
}

STATE: Mapping[str, Style] = {
    "accepted": {"bg_color": "#DFF1E7", "font_color": "#0F5733"},
    "warnings": {"bg_color": "#FDEEC8", "font_color": "#684500"},
    "errors": {"bg_color": "#FBE0DD", "font_color": "#8C1A10"},
    "missing": {"bg_color": "#E6EAEF", "font_color": "#3B4653"},
}
"""The states of agencies, in the colours of the page that shows them."""
LATE: Style = {"font_color": "#8C1A10", "bold": True}

FRAME_ERROR: Style = {"border": 2, "border_color": "#D0321E"}
FRAME_WARNING: Style = {"border": 2, "border_color": "#D98200"}
"""What stays around the cells that a returned workbook is about, whatever their fill says since."""

WHEN_BLANK: Style = {"bg_color": BLANK_FILL}
WHEN_PROBLEM: Style = {"bg_color": PROBLEM_FILL, "font_color": PROBLEM_INK}
WHEN_WARNED: Style = {"bg_color": WARNED_FILL, "font_color": WARNING_INK}
WHEN_BAD_MARK: Style = {"font_color": PROBLEM_INK, "bold": True}
WHEN_WARNING_MARK: Style = {"font_color": WARNING_INK, "bold": True}
WHEN_GOOD_MARK: Style = {"font_color": GOOD_INK}
WHEN_WHOLE: Style = {"num_format": "0"}

LEGEND: Mapping[str, str] = {
    "entry": ENTRY_FILL,
    "blank": BLANK_FILL,
    "computed": COMPUTED_FILL,
    "previous": PREVIOUS_FILL,
    "problem": PROBLEM_FILL,
    "warned": WARNED_FILL,
}
"""What each fill means, by the last part of its message key."""


def figure_format(kind: AnyKind) -> str:
    """The number format that shows every decimal that was entered."""
    if isinstance(kind, Amount) and kind.decimals:
        return "0." + "#" * kind.decimals
    return "@" if isinstance(kind, Text) else "0"


@cache
def figure_style(kind: AnyKind, computed: bool) -> Style:
    """The style of a figure's cell."""
    if computed:
        return {**_CENTRED, "bg_color": COMPUTED_FILL, "bold": True, "num_format": figure_format(kind)}
    return {**_CENTRED, "locked": False, "bg_color": ENTRY_FILL, "num_format": figure_format(kind)}
