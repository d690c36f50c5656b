"""Units that headings name: （单位：元）, （万元）, in £000. No figure is taken in another than the printed unit."""

from __future__ import annotations

import re

from xlsreport.letter_case import caseless

_MONEY = r"(?:人民币)?[十百千万亿]*元|美元|港元|欧元"
_COUNTED = (
    *("件次", "人次", "件", "个", "個", "项", "項", "条", "條", "次", "宗", "人", "份", "起", "例", "户", "戶"),
    *("家", "名", "位", "所", "册", "台", "篇", "期", "场"),
)
"""Words for single things; a longer one stands before those that it begins with."""
_SEVERAL = rf"[十百千万亿]*(?:{'|'.join(_COUNTED)})"
_MEASURED = r"平方米|平方公里|公里|公顷|亩|米|吨|千克|公斤|小时|天|%|‰|百分比"
_UNIT = rf"(?:{_MONEY}|{_SEVERAL}|{_MEASURED})"
_NAMED = re.compile(rf"(?:计量)?单位[:：\s]*(?P<units>{_UNIT}(?:[、,，/;；和及\s]+{_UNIT})*)")
_ALONE = re.compile(rf"(?:计量)?(?:单位)?[:：\s]*(?P<units>{_UNIT})")
_BRACKETED = re.compile(r"[(（\[【〔](?P<words>[^()（）\[\]【】〔〕]*)[)）\]】〕]")
_SCALE = re.compile(
    r"(?<![a-z\d,.'])(?:thousands?|millions?|billions?|hundreds?|tausend|tsd|millionen|mio|milliarden|mrd|milliers?"
    r"|[£$€¥]?\s*'?0{3,6}s?|[£$€¥]\s*(?:m|k|mn|bn)|тыс|млн)(?![a-z0-9])"
)
_CAPTION = re.compile(
    r"(?:^[(\[]|^[£$€¥]\s*'?0|(?:^|[(\[\s])(?:all |amounts |figures |angaben )?(?:in|en|units?|в)\b)"
    r"(?:[^.]|(?<=tsd|mio|mrd|тыс|млн|руб)\.){0,30}$"
)
_MAX_CAPTION = 80
_MONEY_ONLY = re.compile(_MONEY)


def is_unit(remark: str) -> bool:
    """Whether a remark says in what is counted or measured, and nothing else."""
    return _ALONE.fullmatch(_folded(remark)) is not None


def named_unit(text: str) -> str | None:
    """The unit of the figures that a heading names, in brackets or behind 单位; None where it names none.

    Of several units that stand together, as 单位：件、万元, that of money.
    """
    folded = _folded(text)
    found = _NAMED.search(folded)
    if found is None:
        alone = (_ALONE.fullmatch(remark["words"].strip()) for remark in _BRACKETED.finditer(folded))
        found = next(filter(None, alone), None)
    if found is None:
        return None
    units: list[str] = re.findall(_UNIT, found["units"])
    return next((unit for unit in units if is_money(unit)), units[0])


def is_count(unit: str) -> bool:
    """Whether a unit is a word for single things, which leaves a number as it is."""
    return unit in _COUNTED


def is_money(unit: str) -> bool:
    """Whether a unit is one of money."""
    return _MONEY_ONLY.fullmatch(unit) is not None


def names_money(text: str) -> bool:
    """Whether a figure is printed with a unit of money: 251000元."""
    return _MONEY_ONLY.search(_folded(text)) is not None


def scale_in(text: str) -> str | None:
    """The word by which a heading says that its figures are thousands or millions."""
    found = _SCALE.search(_folded(text))
    return found[0] if found else None


def scale_below(caption: str) -> str | None:
    """The word by which a caption says so of all figures below it: (in thousands); not one that tells of thousands."""
    folded = _folded(caption).strip()
    if len(folded) > _MAX_CAPTION or _CAPTION.search(folded) is None:
        return None
    return scale_in(folded)


def _folded(text: str) -> str:
    return caseless(text)
