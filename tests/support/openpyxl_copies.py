"""Workbooks that openpyxl read before: whoever reads the same bytes again gets a copy of what it made of them."""

from __future__ import annotations

import copyreg
import hashlib
import pickle
import warnings
from collections.abc import Mapping
from io import BytesIO
from pathlib import Path
from typing import Any

import openpyxl
from openpyxl.utils.indexed_list import IndexedList

_read = openpyxl.load_workbook
_WAYS = {"data_only", "rich_text"}
"""Other arguments leave the file open."""
_MOST_BYTES = 60_000_000
_seen: set[tuple[Any, ...]] = set()
_kept: dict[tuple[Any, ...], bytes] = {}


def read_each_once() -> None:
    """Let openpyxl read a file once for all tests of a process that read the same bytes.

    Tests change a cell or two of the same few workbooks, some hundred times: a copy takes a ninth of the time that
    reading does. It is saved as the workbook itself would be, but for the numbers of formats, as
    ``tests/test_openpyxl_copies.py`` says.
    """
    openpyxl.load_workbook = _load


def _load(filename: Any, *arguments: Any, **ways: Any) -> openpyxl.Workbook:
    data = filename.getvalue() if isinstance(filename, BytesIO) else _bytes_of(filename)
    if data is None or arguments or not ways.keys() <= _WAYS:
        return _read(filename, *arguments, **ways)
    key = hashlib.sha256(data).digest(), *sorted(ways.items())
    if key in _kept:
        kept = _kept[key] = _kept.pop(key)  # those that are asked for stay
        copy: openpyxl.Workbook = pickle.loads(kept)
        return copy
    with warnings.catch_warnings(record=True) as told:
        book = _read(filename, **ways)
    for one in told:
        warnings.warn_explicit(one.message, one.category, one.filename, one.lineno)
    if key in _seen and not told:
        _keep(key, book)
    _seen.add(key)
    return book


def _bytes_of(name: Any) -> bytes | None:
    """The bytes of a file; of one that is not there openpyxl itself tells."""
    path = Path(name) if isinstance(name, str | Path) else None
    return path.read_bytes() if path is not None and path.is_file() else None


def _keep(key: tuple[Any, ...], book: openpyxl.Workbook) -> None:
    """Keep a workbook, unless something in it cannot be copied, and let go of those nobody asked for longest."""
    pickled = BytesIO()
    try:
        _Pickler(pickled, pickle.HIGHEST_PROTOCOL).dump(book)
    except (TypeError, pickle.PicklingError):
        return
    _kept[key] = pickled.getvalue()
    while sum(map(len, _kept.values())) > _MOST_BYTES:
        del _kept[next(iter(_kept))]


class _Pickler(pickle.Pickler):
    dispatch_table: Mapping[type, Any]


def _indexed_list(items: list[Any], state: dict[str, Any]) -> IndexedList[Any]:
    """Its own way to add items leaves out equal ones, so that the numbers of what follows would change."""
    copied: IndexedList[Any] = IndexedList()
    list.extend(copied, items)
    vars(copied).update(state)
    return copied


_Pickler.dispatch_table = copyreg.dispatch_table | {IndexedList: lambda own: (_indexed_list, (list(own), vars(own)))}
