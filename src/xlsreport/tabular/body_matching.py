"""Finds which body a name means where it leaves out, or adds, the province, city or county that the body belongs to.

洪泽区人民政府 and 淮安市洪泽区人民政府 are one body where only one can be meant. What may be left out in front are
whole administrative divisions ([GB/T 2260] has their levels), and what is left begins with a division of its own:
教育局 alone is that of every county, and is taken for none.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence

from xlsreport.tabular.body_names import normalise_name

_LEVEL = (
    "(?:特别行政区|特別行政區|自治区|自治區|自治州|自治县|自治縣|自治旗|地区|新区|街道|苏木"
    "|省|市|盟|州|县|縣|区|區|旗|镇|鎮|乡|鄉)"
)
_DIVISION = rf"[\u3400-\u9fff]{{1,14}}?{_LEVEL}"
_DIVISIONS = re.compile(rf"(?:{_DIVISION})+")
_BEGINS_WITH_DIVISION = re.compile(
    "(?!城市|城乡|城镇|住房|社区|乡镇|市区|地区|街道|新区|高新|开发区|园区|景区|林区|牧区|矿区|度假区|示范区|保税|综合"
    f"|经济|产业|工业|旅游|国家|自然)(?:{_DIVISION})"
)
"""Words of departments and zones that every county has (城市管理局, 经济开发区) name no division."""
_OF_DIVISION = re.compile(rf"((?:{_DIVISION})+)人民政府|((?:{_DIVISION})*[\u3400-\u9fff]{{1,14}}?街道)办事处")
"""The government of a division, which is also called by the name of the division alone."""


class BodyNames:
    """The names of some bodies, among which the one is found that another name means."""

    def __init__(self, names: Iterable[str]) -> None:
        self._same: dict[str, list[int]] = {}
        self._by_key: dict[str, list[int]] = {}
        self._by_short_form: dict[str, list[int]] = {}
        for number, name in enumerate(names):
            key = _key(name)
            self._same.setdefault(normalise_name(name), []).append(number)
            self._by_key.setdefault(key, []).append(number)
            for form in _short_forms(key):
                self._by_short_form.setdefault(form, []).append(number)

    def meant_by(self, name: str) -> tuple[int, ...]:
        """The numbers of the bodies that a name may mean: those of the same name, else those called more or less fully.

        Only where all of them have one name is it certain which body is meant.
        """
        if same := self._same.get(normalise_name(name)):
            return tuple(same)
        key = _key(name)
        if not key:
            return ()
        longer = self._by_short_form.get(key, ())
        shorter = (number for form in _short_forms(key) for number in self._by_key.get(form, ()))
        return tuple(sorted({*self._by_key.get(key, ()), *longer, *shorter}))


def may_be_same_body(one: str, other: str) -> bool:
    """Whether two names may be those of one body: one is part of the other, or they differ in what is in front."""
    first, second = normalise_name(one), normalise_name(other)
    return first in second or second in first or bool(BodyNames([one]).meant_by(other))


def fullest_names(names: Sequence[str]) -> Mapping[str, str]:
    """For each of some names a key that those have in common that mean one body.

    A name that may stand for several is kept apart: 鼓楼区 beside 南京市鼓楼区 and 徐州市鼓楼区.
    """
    keys = {name: _key(name) for name in names}
    longer: dict[str, set[str]] = {}
    for key in set(keys.values()):
        for form in _short_forms(key):
            longer.setdefault(form, set()).add(key)
    return {name: _fullest(key, longer.get(key, set())) or normalise_name(name) for name, key in keys.items()}


def _fullest(key: str, longer: Iterable[str]) -> str:
    """The fullest of the names of which a key is a short form; the key itself where these mean several bodies."""
    fullest = max(longer, key=len, default=key)
    return fullest if all(one == fullest or one in _short_forms(fullest) for one in longer) else key


def _key(name: str) -> str:
    """A normalised name, without the words that a division's government adds to the division's name."""
    whole = normalise_name(name)
    found = _OF_DIVISION.fullmatch(whole)
    return whole if found is None else found[1] or found[2]


def _short_forms(key: str) -> Iterator[str]:
    """What is left of a name without the divisions in front, as long as it begins with one."""
    for found in re.finditer(_LEVEL, key):
        rest = key[found.end() :]
        if _BEGINS_WITH_DIVISION.match(rest) and _DIVISIONS.fullmatch(key, 0, found.end()):
            yield rest
