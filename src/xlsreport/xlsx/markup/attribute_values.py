"""Parses values of attributes strictly: in the form that programs write, and in no other.

Parsers differ in what else they accept. Python reads ``1_0`` and full-width digits as numbers; LibreOffice reads 10.5
as ten and "01" as one. No program writes any of these, so they are refused.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from xlsreport.opc.invalid_file import InvalidFileError

_YES = ("1", "true", "on")
_NO = ("0", "false", "off")
_COUNT = re.compile(r"0|[1-9][0-9]{0,9}")
_NUMBER = re.compile(r"-?[0-9]{1,20}(?:\.[0-9]{1,40})?(?:[eE][-+]?[0-9]{1,3})?")
_MAX_LENGTH = 100_000
_MAX_OUTLINE_LEVEL = 7
"""Levels of nested groups ([ECMA-376] part 1, 18.3.1.73)."""


def flag(attributes: Mapping[str, str], name: str, default: str = "0") -> bool:
    """A truth value among attributes.

    Raises:
        InvalidFileError: it is neither true nor false, and programs take it for either.
    """
    value = attributes.get(name, default)
    if value in _YES:
        return True
    if value not in _NO:
        raise InvalidFileError("ambiguous")
    return False


def count(attributes: Mapping[str, str], name: str, default: str = "0") -> int:
    """A whole number among attributes.

    Raises:
        InvalidFileError: it is none, or written in an unusual way.
    """
    value = attributes.get(name, default)
    if not _COUNT.fullmatch(value):
        raise InvalidFileError("ambiguous")
    return int(value)


def number(attributes: Mapping[str, str], name: str) -> float | None:
    """A number among attributes; None where it is not stated.

    Raises:
        InvalidFileError: it is none, or written in an unusual way.
    """
    value = attributes.get(name)
    if value is None:
        return None
    if not _NUMBER.fullmatch(value):
        raise InvalidFileError("ambiguous")
    return float(value)


def length(attributes: Mapping[str, str], name: str, *, is_seen: bool = True) -> float | None:
    """A length among attributes, in its own unit; None where it is not stated.

    Of what is not seen it may be below zero, as Univer writes the width of hidden columns.

    Raises:
        InvalidFileError: it is no length.
    """
    found = number(attributes, name)
    if found is not None and found < 0 and not is_seen:
        return 0.0
    if found is not None and not 0 <= found < _MAX_LENGTH:
        raise InvalidFileError("ambiguous")
    return found


def outline_level(attributes: Mapping[str, str]) -> int:
    """How deep a row or column is nested in groups, from 0 to 7."""
    return min(count(attributes, "outlineLevel"), _MAX_OUTLINE_LEVEL)
