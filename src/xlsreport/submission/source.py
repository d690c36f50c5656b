"""The file that a submission was read from, as far as it matters for judging it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from xlsreport.layout.cells import CellRef, parse_range
from xlsreport.layout.positions import Positions
from xlsreport.submission.alteration import Alteration
from xlsreport.submission.stamp import Stamp

_FORMULA = re.compile(rb"""r="(?<!\wr=")([A-Z]{1,3}[0-9]{1,7})"[^<>]*><(?:\w+:)?f[\s/>]""")
"""The condition on what stands before comes second, since a pattern that begins with letters is found faster."""
_ANY_FORMULA = (b"<f>", b"<f ", b"<f/", b":f>", b":f ")
BROKEN = "broken"
"""Among what tells of an alteration: how many formulas have lost cells that they led to."""
_LOST = b"#REF!"
_BROKEN = re.compile(rb"<(?:\w+:)?f(?:\s[^<>]*)?>[^<]*" + _LOST)
_COLUMNS = re.compile(rb"<(?:\w+:)?col\s[^<>]*>")
_HIDDEN = re.compile(rb"""\bhidden\s*=\s*["'](?:1|true)["']|\bwidth\s*=\s*["']0(?:\.0*)?["']""")
_FIRST_AND_LAST = (re.compile(rb"""\bmin\s*=\s*["'](\d{1,5})["']"""), re.compile(rb"""\bmax\s*=\s*["'](\d{1,5})["']"""))
_COUNTED = (
    (b"<sheetProtection ",),
    (b"<comment ",),
    (b"<mergeCell ",),
    (b'hidden="1"', b'hidden="true"', b' ht="0"'),
)
"""What a workbook that nobody altered has as much of as when it was given out: locked sheets, comments, merged areas,
hidden rows and columns; each as programs write it."""

Elements = Mapping[object, int]
"""What tells whether somebody altered a workbook: addresses of formulas, broken ones, hidden columns, and counts."""
NOTHING: Elements = MappingProxyType({})


@dataclass(frozen=True, eq=False)
class Source:
    """One workbook file.

    ``file`` is its name; ``data`` are the bytes that were read, so that whoever looks once more looks at the same;
    ``stamp`` is what it says about itself; ``positions`` are where its cells stand; ``elements`` has its formulas,
    locked sheets and the like; ``alterations`` are what its reader noticed.
    """

    file: str
    data: bytes = field(repr=False)
    stamp: Stamp
    positions: Positions = field(repr=False)
    elements: Elements = field(default_factory=dict, repr=False)
    alterations: tuple[Alteration, ...] = ()


def telling_elements(part: bytes) -> Elements:
    """The telling things of a part, or of some of its rows; other ways of writing them count as a difference."""
    found: Counter[object] = Counter(_FORMULA.findall(part))
    found["formulas"] = sum(map(part.count, _ANY_FORMULA))
    found[BROKEN] = len(_BROKEN.findall(part)) if _LOST in part else 0
    found.update(_hidden_columns(part))
    for ways in _COUNTED:
        found[ways] = sum(map(part.count, ways))
    return {thing: number for thing, number in found.items() if number} or NOTHING


def all_elements(several: Iterable[Elements]) -> Elements:
    """The telling things of several parts together."""
    found: dict[object, int] = {}
    for elements in several:
        for thing, number in elements.items():
            found[thing] = found.get(thing, 0) + number
    return found or NOTHING


def _hidden_columns(part: bytes) -> Iterable[int]:
    """The columns of a sheet that are out of sight, which programs join and separate as they like."""
    for column in _COLUMNS.findall(part, 0, max(0, part.find(b"sheetData"))):
        if _HIDDEN.search(column):
            first, last = (found.search(column) for found in _FIRST_AND_LAST)
            if first and last:
                yield from range(int(first[1]), min(int(last[1]), 16_384) + 1)


def formula_cells(part: bytes) -> Iterator[CellRef]:
    """The cells of a sheet that have formulas, as far as they are written in the usual way."""
    for address in set(_FORMULA.findall(part)):
        area = parse_range(address.decode(), "")
        if area is not None and area.first.a1 == address.decode():
            yield area.first
