"""Labels that stand in two languages in one cell: 自然人 Natural persons."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace

from xlsreport.published.matching.printed_shapes.known_labels import KnownLabels
from xlsreport.published.publication.publication import PublishedCell, PublishedTable

_CHINESE = "[\u3400-\u9fff]"
_WORDS = r"[^\u3400-\u9fff]*[A-Za-z\u00c0-\u024f]{3,}[^\u3400-\u9fff]*"
"""Words of a language with Latin letters, without any Chinese letter among them; no mere abbreviation."""
_CHINESE_FIRST = re.compile(rf"(?P<one>[^A-Za-z]*{_CHINESE}[^A-Za-z]*?)[\s/|]*[(（\[]?(?P<other>{_WORDS})", re.DOTALL)
_LATIN_FIRST = re.compile(rf"(?P<one>{_WORDS}?)[\s/|]*[(（\[]?(?P<other>{_CHINESE}[^A-Za-z]*)", re.DOTALL)
_BOTH = re.compile(rf"(?:{_CHINESE}.*[A-Za-z]|[A-Za-z].*{_CHINESE})", re.DOTALL)
_LEAST = 2
"""Labels that must be translated; in a single one, the words of the other language may tell it from another."""


def in_one_language(table: PublishedTable, known: KnownLabels) -> PublishedTable | None:
    """A table whose labels stand in the definition's language alone; None where they do not stand in two.

    One label is translated by the same words throughout: ``Windows 用户数`` beside ``Linux 用户数`` are two labels, and
    no translations.
    """
    halves = {id(cell): both for cell in table.cells if (both := _halves(cell, known)) is not None}
    pairs = set(halves.values())
    if len(pairs) < _LEAST or not len({one for one, _ in pairs}) == len({other for _, other in pairs}) == len(pairs):
        return None
    if len(halves) < sum(known.knows(cell.text) for cell in table.cells):
        return None
    return replace(table, cells=tuple(_said(cell, halves) for cell in table.cells))


def _halves(cell: PublishedCell, known: KnownLabels) -> tuple[str, str] | None:
    """The label in the definition's language, and the other; None where a cell has no two, or is a label as it is."""
    if _BOTH.search(cell.text) is None or known.knows(cell.text):
        return None
    found = [both for both in _parted(cell.text) if known.knows(both[0])]
    return found[0] if len(found) == 1 else None


def _parted(text: str) -> Iterator[tuple[str, str]]:
    for pattern in (_CHINESE_FIRST, _LATIN_FIRST):
        if (both := pattern.fullmatch(text.strip())) is not None:
            one, other = (both[name].strip(" \n\t/|()（）[]") for name in ("one", "other"))
            yield one, other
            yield other, one


def _said(cell: PublishedCell, halves: Mapping[int, tuple[str, str]]) -> PublishedCell:
    return replace(cell, text=halves[id(cell)][0]) if id(cell) in halves else cell
