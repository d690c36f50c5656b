"""English words and signs that people type beside a number, and what they mean."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache

MULTIPLES: Mapping[str, int] = {"thousand": 10**3, "million": 10**6, "billion": 10**9}

COUNTERS = (
    *("cases", "case", "requests", "request", "appeals", "appeal", "applications", "application"),
    *("complaints", "complaint", "items", "item", "persons", "person", "people", "staff", "employees", "employee"),
    *("records", "record", "files", "file", "documents", "document", "decisions", "decision", "visits", "visit"),
)
"""What is counted; no units of time or measure, of which the cell may ask for another."""

_CURRENCIES: Mapping[str, frozenset[str]] = {
    "£": frozenset({"£", "gbp", "pound", "pounds", "pounds sterling"}),
    "$": frozenset({"$", "us$", "usd", "dollar", "dollars", "us dollars"}),
    "€": frozenset({"€", "eur", "euro", "euros"}),
    "₹": frozenset({"₹", "inr", "rs", "rs.", "rupee", "rupees", "रु", "रु.", "रुपये", "रुपए"}),
    "R$": frozenset({"r$", "brl", "real", "reais"}),
}
"""Currencies by their sign, with the names that it has as a unit, in lower case."""
_SIGN_OF = {name: sign for sign, names in _CURRENCIES.items() for name in names}
_NAMED = "|".join(re.escape(name) for name in sorted(_SIGN_OF, key=len, reverse=True))
_PRICED = rf"(?P<minus>-?)\s*+(?P<currency>{_NAMED})\s*+(?P<rest>[0-9(].*)"
_NAMED_BEHIND = rf"(?P<rest>.*[0-9)a-z])\s*+(?P<currency>{_NAMED})"
_MULTIPLE_IN_UNIT = re.compile(r"thousand|million|billion|000|\bk\b|\bm\b", re.IGNORECASE)


@cache
def _priced() -> tuple[re.Pattern[str], ...]:
    """A number with a currency before or behind it; compiled when something is no plain number."""
    return tuple(re.compile(pattern, re.DOTALL | re.IGNORECASE) for pattern in (_PRICED, _NAMED_BEHIND))


def without_currency(text: str, unit: str | None, *, takes_any: bool) -> str | None:
    """A number without the sign or name of its currency: ``-£12`` and ``12 pounds`` where pounds are asked for.

    Args:
        text: what was typed.
        unit: the unit that is asked for.
        takes_any: whether any currency will do where no unit is asked for.

    Returns:
        None where the currency is another than the one that is asked for; the text itself where it names none.
    """
    if unit is not None and unit.startswith("₹"):
        text = text.removesuffix("/-").rstrip()  # as in Rs. 500/-
    found = next((match for pattern in _priced() if (match := pattern.fullmatch(text))), None)
    if found is None:
        return text
    sign = _SIGN_OF[found["currency"].lower()]
    fits = takes_any if unit is None else unit.lower() in _CURRENCIES[sign] or unit.startswith(sign)
    return found.groupdict().get("minus", "") + found["rest"] if fits else None


def says_multiple(unit: str | None) -> bool:
    """Whether a unit counts in thousands or millions, so that a number with such a word may mean either."""
    return unit is not None and _MULTIPLE_IN_UNIT.search(unit) is not None
