"""Makes mutants of filled workbooks: the same one for the same seed and number, wherever it is made."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from random import Random

from fuzz.archive import packed
from fuzz.bases import Base
from fuzz.by_bytes import BYTES, IN_PARTS
from fuzz.by_cells import CELLS
from fuzz.by_members import MEMBERS, Change
from fuzz.by_nodes import NODES
from fuzz.by_sheets import SHEETS

FAMILIES: Mapping[str, Mapping[str, Change]] = {
    "bytes of parts": IN_PARTS,
    "zip members": MEMBERS,
    "XML nodes": NODES,
    "cell values": CELLS,
    "list of sheets": SHEETS,
}
_WHOLE = "bytes of the file"
_WEIGHTS = {
    _WHOLE: 15,
    "bytes of parts": 15,
    "zip members": 10,
    "XML nodes": 30,
    "cell values": 25,
    "list of sheets": 5,
}


@dataclass(frozen=True, slots=True)
class Mutant:
    """A mutated workbook: what it was made of, the family of what was done to it, and what that was."""

    base: Base
    family: str
    changes: tuple[str, ...]
    data: bytes


def mutant(bases: Sequence[Base], seed: int, number: int) -> Mutant:
    """The mutant of this number: one change in half of them, two or three of any family in the others."""
    draw = Random(f"{seed}/{number}")
    base = draw.choice(bases)
    family = draw.choices(list(_WEIGHTS), list(_WEIGHTS.values()))[0]
    if family == _WHOLE:
        return _of_bytes(base, draw)
    members = base.members()
    names = [draw.choice(list(FAMILIES[family]))]
    FAMILIES[family][names[0]](base, members, draw)
    for _ in range(draw.choice((0, 0, 1, 2))):
        kinds = FAMILIES[draw.choice(list(FAMILIES))]
        names.append(draw.choice(list(kinds)))
        kinds[names[-1]](base, members, draw)
    return Mutant(base, family, tuple(names), packed(members))


def _of_bytes(base: Base, draw: Random) -> Mutant:
    data = base.archive if draw.random() < 0.7 else packed(base.members())
    names = [draw.choice(list(BYTES)) for _ in range(draw.choice((1, 1, 2, 5)))]
    for name in names:
        data = BYTES[name](data, draw)
    return Mutant(base, _WHOLE, tuple(names), data)
