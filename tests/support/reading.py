"""Lets tests read workbooks as collecting does, which knows the rows of the files before: most of them are alike.

Of a file that was altered most sheets are those of the file that it was made of, byte for byte: these are parsed once.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from functools import lru_cache

import pytest

from xlsreport.spreadsheet.reading_cache import ReadingCache
from xlsreport.xlsx import opened_workbook
from xlsreport.xlsx.worksheet.sheet_parser import ParsedSheet, parse_sheet

_MOST_BYTES = 40_000_000
_BY_THEMSELVES = ("tests/abuse/", "tests/fuzz/", "tests/hostile/", "tests/xlsx/", "tests/test_object_cache.py")
"""Where each file is the first, as it is for whoever checks one: files that somebody altered, and tests of reading."""
_ALTERED = ("tests/abuse/", "tests/fuzz/")
"""Where files are a few files with something done to them."""
_KEPT_SHEETS = 90
"""Those of five filled forms, or of one as three programs save it, and some that were altered; twice, since what is
altered is read without the cache of the process."""
_OF_MEMORY = ("memory", "many_files", "costly", "linear")
"""In the names of modules that ask how much something takes."""
_shared = ReadingCache(_MOST_BYTES)
_is_shared: list[bool] = []
_is_altered: list[bool] = []


def share_what_is_read() -> None:
    """Let a file that nobody has told a cache to be read with that of the process, where a test may.

    By itself it is read with a cache of its own, by the same code. That both come to the same is what
    ``tests/xlsx/test_reading_cache.py`` and ``tests/hostile/test_twists.py`` ask.
    """
    vars(opened_workbook).update(ReadingCache=_cache, parse_sheet=_parse)


def _cache() -> ReadingCache:
    return _shared if _is_shared and _is_shared[-1] else ReadingCache()


def _parse(part: bytes, cache: ReadingCache) -> ParsedSheet:
    if _is_altered and _is_altered[-1]:
        return _parsed_once(part)
    return _parsed_once_of_all(part) if cache is _shared else parse_sheet(part, cache)


@lru_cache(_KEPT_SHEETS)
def _parsed_once(part: bytes) -> ParsedSheet:
    return parse_sheet(part, ReadingCache())


@lru_cache(_KEPT_SHEETS)
def _parsed_once_of_all(part: bytes) -> ParsedSheet:
    return parse_sheet(part, _shared)


@contextmanager
def during(item: pytest.Item) -> Iterator[None]:
    """While a test runs, with its fixtures."""
    module = item.nodeid.partition("::")[0]
    _is_shared.append(not module.startswith(_BY_THEMSELVES) and not any(name in module for name in _OF_MEMORY))
    _is_altered.append(module.startswith(_ALTERED))
    try:
        yield
    finally:
        _is_shared.pop()
        _is_altered.pop()
