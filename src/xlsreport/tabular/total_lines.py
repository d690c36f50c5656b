"""Tells the totals below a table from its lines."""

from __future__ import annotations

import re

_TOTAL = re.compile(
    r"(?:合计|总计|共计|小计|(?:单位)?总数|单位合计|合計|總計|小計|(?:grand|sub)?[ -]?total|sum"
    r"|(?:gesamt|zwischen)?summe|gesamt(?:betrag)?|totaux|totale|totaal|suma|итого|всего)"
    r"(?:\s*[:：=]?\s*[共有]?\s*[0-9,]+\s*(?:个|家|個)?\s*(?:单位|部门|机构|單位|agencies|units)?)?[:：。.]?",
    re.IGNORECASE,
)


def is_total(text: str) -> bool:
    """Whether a cell says that its line adds up the others."""
    return _TOTAL.fullmatch(text) is not None
