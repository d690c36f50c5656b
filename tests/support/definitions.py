"""Definitions that no test changes, each loaded once."""

from __future__ import annotations

import marshal
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from copy import deepcopy
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

from xlsreport import Definition, load_definition
from xlsreport.definition.loading import definition_loading
from xlsreport.definition.loading.source_tree import SourceError, SourceTree, source_tree
from xlsreport.definition.problems import Problem

_KEPT = 40
_SHIPPED = Path(__file__).resolve().parents[2] / "templates"
_examine = definition_loading._examine
_loads_anew: list[bool] = []


def loaded(source: str | Path) -> Definition:
    """A definition by its shipped name or its file, the same object for all tests of a process."""
    return _loaded(str(source))


@cache
def _loaded(source: str) -> Definition:
    return load_definition(source)


def load_each_once() -> None:
    """Let the package itself give the same definition for the same text, also where a command loads it.

    Most tests of rounds and commands open the same few forms some thousand times, and spent half of their time on it:
    each object has to be laid out and planned anew. What a definition is follows from its text alone, unless it refers
    to files beside it, and nothing changes it. The tests of loading load anew, see :func:`loading_anew`.
    """
    vars(definition_loading).update(source_tree=_tree_once, _examine=_examine_once)


def _tree_once(text: str, path: Path | None) -> SourceTree:
    if not _loads_anew:
        with suppress(_NotKeptError, SourceError):  # what is mistaken is told anew each time
            return _tree_of(text, path if path is not None and _SHIPPED in path.parents else None)
    return source_tree(text, path)


class _NotKeptError(Exception):
    """A text has mistakes, which are given, or does not say all by itself."""


@lru_cache(_KEPT)
def _tree_of(text: str, shipped: Path | None) -> SourceTree:
    tree = source_tree(text, shipped)
    if shipped is None and len(tree.files) > 1:
        raise _NotKeptError
    return tree


def _examine_once(tree: dict[str, Any], *, phrases_are_sound: bool) -> tuple[Definition | None, list[Problem]]:
    if _loads_anew:
        return _examine(tree, phrases_are_sound=phrases_are_sound)
    try:
        return _sound(marshal.dumps(tree), phrases_are_sound), []
    except ValueError:  # some values cannot be compared by their bytes
        pass
    except _NotKeptError as mistaken:  # is told anew each time
        return None, list(mistaken.args)
    # Keys that are not known are taken out of it; the tree is kept for the next who asks.
    return _examine(deepcopy(tree), phrases_are_sound=phrases_are_sound)


@lru_cache(_KEPT)
def _sound(tree: bytes, phrases_are_sound: bool) -> Definition:
    definition, problems = _examine(marshal.loads(tree), phrases_are_sound=phrases_are_sound)
    if definition is None or problems:
        raise _NotKeptError(*problems)
    return definition


@contextmanager
def loading_anew() -> Iterator[None]:
    """Meanwhile each definition is an object of its own, as outside of tests."""
    _loads_anew.append(True)
    try:
        yield
    finally:
        _loads_anew.pop()
