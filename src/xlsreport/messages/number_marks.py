"""The signs in the numbers of a language, and how a number with them is read."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import cached_property

_BLANKS = "[ \xa0\u2009\u202f]"
_APOSTROPHES = "['’]"
_PARTED_BY_APOSTROPHES = re.compile(r"(?<![0-9.,'’])([1-9][0-9]{0,2}(?:['’][0-9]{3})+)(?:[.,]([0-9]+))?(?![0-9'’])")
"""A number as in Switzerland: 1'234.50. No sign behind its apostrophes parts thousands."""
_OWN_GROUP, _OWN_DECIMAL, _OWN_PERCENT = "٬", "٫", "٪"
"""Between thousands, before decimals and for percent where the digits are Arabic ones."""


@dataclass(frozen=True)
class NumberMarks:
    """The signs in the printed numbers of a language.

    ``percent`` is how a percentage is written, with the number in braces: ``{} %`` in French, ``%{}`` in Turkish.
    ``own_digits`` says that it has digits of its own as well, such as ١٢٣ in Arabic, which are read and not printed;
    ``parts_lakhs`` that groups before the last three digits have two, as in India: 12,34,567;
    ``takes_apostrophes`` that people write 1'234.50, whatever the CLDR has, as in French and Italian of Switzerland.
    """

    group: str
    decimal: str
    percent: str
    own_digits: bool = False
    parts_lakhs: bool = False
    takes_apostrophes: bool = False

    def grouped(self, number: str) -> str:
        """A number that is written with a point, with its thousands parted."""
        whole, point, decimals = number.partition(".")
        sign, digits = ("-", whole[1:]) if whole.startswith("-") else ("", whole)
        places = r"(?=(?:\d\d)*\d{3}$)" if self.parts_lakhs else r"(?=(?:\d{3})+$)"
        return self.localised(sign + re.sub(rf"(?<=\d){places}", ",", digits) + point + decimals)

    def localised(self, number: str) -> str:
        """A number that is written with a point and, between its thousands, commas."""
        return number.translate({ord(","): self.group, ord("."): self.decimal})

    def with_sign(self, number: str, sign: str) -> str:
        """A written number with the sign of its kind: behind it, or where the language writes that of percentages."""
        if sign != "%":
            return number + sign
        minus, digits = ("-", number[1:]) if number.startswith("-") else ("", number)
        return minus + self.percent.format(digits)

    def plain(self, typed: str) -> str:
        """What somebody typed, with a point in numbers before their decimals, and nothing between their thousands.

        A number that has its commas otherwise, such as 1,234,567 in French, stays as it is, and so does 0.500 in
        German: no thousands begin with 0. Commas between thousands stay where a point is before decimals.
        """
        if self.own_digits and not typed.isascii():
            typed = "".join(map(self._plain_sign, typed))
        if self.takes_apostrophes:
            typed = _PARTED_BY_APOSTROPHES.sub(_without_apostrophes, typed)
        if self._grouping is None:
            return typed
        return self._number.sub(self._without_grouping, typed)

    def _plain_sign(self, sign: str) -> str:
        marks = {_OWN_GROUP: self.group, _OWN_DECIMAL: self.decimal, _OWN_PERCENT: "%"}
        digit = unicodedata.decimal(sign, None)
        return marks.get(sign, sign) if digit is None else str(digit)

    @cached_property
    def _grouping(self) -> str | None:
        """A pattern for what parts thousands; None where nothing has to be changed."""
        if (self.group, self.decimal) == (",", "."):
            return None
        if not self.group.strip():
            return _BLANKS
        return _APOSTROPHES if self.group in _APOSTROPHES else re.escape(self.group)

    @cached_property
    def _number(self) -> re.Pattern[str]:
        decimal = re.escape(self.decimal)
        grouped = rf"[1-9][0-9]{{0,2}}(?:{self._grouping}[0-9]{{3}})+(?:{decimal}[0-9]+)?"
        return re.compile(rf"(?<![0-9])(?<![0-9][.,])(?:{grouped}|[0-9]+{decimal}[0-9]+)(?![0-9]|[.,][0-9])")

    def _without_grouping(self, found: re.Match[str]) -> str:
        return re.sub(self._grouping or "", "", found[0]).replace(self.decimal, ".")


def _without_apostrophes(found: re.Match[str]) -> str:
    return re.sub(_APOSTROPHES, "", found[1]) + (f".{found[2]}" if found[2] else "")


OWN_MARKS = NumberMarks(",", ".", "{}%")
"""The signs in Chinese and English."""
