"""Units that headings and captions state: a figure in another unit than its place has would be wrong by a factor."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass

from xlsreport.definition.figure_kinds.kind_traits import NumberTraits
from xlsreport.definition.figure_kinds.kinds import AnyKind
from xlsreport.letter_case import caseless
from xlsreport.published.matching.labels.printed_units import is_count, is_money, scale_below
from xlsreport.tabular.plain_headings import remarks_of

_STATED = re.compile(r"(?:单位|單位|units?)\s*[:：]\s*([^\s();；。]+)", re.IGNORECASE)
_CONVERTED = {"元", "千元", "万元", "百万元", "千万元", "亿元"}
"""Units of money in which an entry can be typed."""
_OWN = "元"
"""What an amount is in that has no unit, as entries are parsed."""
_PARTING = re.compile(r"[、,，/和及]|\band\b")


@dataclass(frozen=True, slots=True)
class OtherUnit:
    """A unit that is not the place's own; ``written`` is how it follows a number, where that can be converted."""

    words: str
    written: str | None


def heading_unit(heading: str, label: str, kind: AnyKind) -> OtherUnit | None:
    """The unit that a heading states beside what the form's own label says; None where it is the place's own."""
    own = {_plain(remark) for remark in remarks_of(label)}
    stated = [remark for remark in remarks_of(heading) if _plain(remark) not in own]
    return _foreign(stated, kind)


def stated_unit(texts: Iterable[str], kind: AnyKind) -> OtherUnit | None:
    """The unit that a caption states for all figures below it, such as 单位：万元; None where it is the place's own."""
    traits = kind.traits
    if not isinstance(traits, NumberTraits):
        return None
    units = [
        unit
        for text in texts
        for found in _STATED.findall(unicodedata.normalize("NFKC", text))
        for unit in _PARTING.split(found)
    ]
    multiples = [text for text in texts if scale_below(text) is not None]
    fitting = [unit for unit in units if unit and is_money(unit) != traits.is_count]
    return _foreign(fitting or multiples, kind)


def _foreign(stated: Iterable[str], kind: AnyKind) -> OtherUnit | None:
    traits = kind.traits
    if not isinstance(traits, NumberTraits):
        return None
    for remark in stated:
        unit = _plain(remark)
        if unit.isdecimal():  # the number of a note
            continue
        if unit == _plain(traits.unit or ("" if traits.is_count else _OWN)) or (traits.is_count and is_count(unit)):
            continue
        if traits.is_share and unit in ("%", "percent", "per cent", "百分比"):
            continue
        return OtherUnit(remark, unit if unit in _CONVERTED and not traits.is_count else None)
    return None


def _plain(text: str) -> str:
    folded = caseless(text)
    return re.sub(r"^(?:单位|單位|units?|in)[:：\s]+", "", folded).strip()
