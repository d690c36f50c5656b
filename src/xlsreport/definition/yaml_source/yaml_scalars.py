"""The values of plain (unquoted) scalars by YAML 1.2: numbers, truth values, null, or the text itself."""

from __future__ import annotations

import re
from collections.abc import Mapping
from decimal import Decimal, InvalidOperation

MAX_DIGITS = 1_000
"""Characters of a number: converting thousands of digits takes long, and no sentence can quote them."""

Scalar = str | int | float | Decimal | bool | None

_WORDS: Mapping[str, bool | None] = {
    **dict.fromkeys(("", "~", "null", "Null", "NULL")),
    **dict.fromkeys(("true", "True", "TRUE"), True),
    **dict.fromkeys(("false", "False", "FALSE"), False),
}
_INTEGER = re.compile(r"[-+]?(?:0b[01_]+|0o[0-7_]+|0x[0-9a-fA-F_]+|[0-9][0-9_]*)")
_FRACTION = re.compile(r"[-+]?(?:[0-9][0-9_]*(?:\.[0-9_]*)?|\.[0-9][0-9_]*)(?:[eE][-+]?[0-9]+)?")
_INFINITE_OR_NAN = re.compile(r"([-+]?)\.(?:inf|Inf|INF)|\.(?:nan|NaN|NAN)")
_WITH_ZEROS = re.compile("0[0-9]+")
_BASES = {"0b": 2, "0o": 8, "0x": 16}


class InvalidNumberError(Exception):
    """A word that looks like a number and is none, or has too many digits; ``key`` is that of the problem."""

    def __init__(self, key: str) -> None:
        super().__init__(key)
        self.key = key


def scalar_of(word: str, *, as_written: bool = False) -> Scalar:
    """The value of a word by the core schema of [YAML 1.2] section 10.3, with underscores between digits.

    Dates, and what YAML 1.1 took for truth values or for numbers to the base of 60, are texts.

    Args:
        word: as it is written.
        as_written: lose nothing: a whole number with zeros before it stays a text, since it may be a telephone number;
            one with a fraction becomes a Decimal.

    Raises:
        NoNumberError: it can be no number.
    """
    if word in _WORDS:
        return _WORDS[word]
    if word[0] not in "+-.0123456789":
        return word
    if as_written and _WITH_ZEROS.fullmatch(word):
        return word
    if _INTEGER.fullmatch(word):
        return _whole(word)
    kind = Decimal if as_written else float
    if (endless := _INFINITE_OR_NAN.fullmatch(word)) is not None:
        return kind("nan" if endless[1] is None else f"{endless[1]}inf")
    if not _FRACTION.fullmatch(word):
        return word
    _expect_few_digits(word)
    digits = word.replace("_", "")
    return decimal_of(digits) if as_written else float(digits)


def _whole(word: str) -> int:
    _expect_few_digits(word)
    digits = word.replace("_", "").lstrip("+-")
    try:
        number = int(digits[2:], base) if (base := _BASES.get(digits[:2])) else int(digits)
    except ValueError:
        raise InvalidNumberError("no_number") from None
    return -number if word.startswith("-") else number


def decimal_of(digits: str) -> Decimal:
    """A number as it is written; infinity where the exponent is beyond a Decimal's."""
    try:
        return Decimal(digits)
    except InvalidOperation:
        return Decimal("inf")


def _expect_few_digits(word: str) -> None:
    if len(word) > MAX_DIGITS:
        raise InvalidNumberError("digits")
