"""Makes mutants of filled workbooks: the same one for the same seed and number, wherever it is made."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from random import Random

from fuzz.archive import packed
from fuzz.bases import Base
from fuzz.by_attributes import ATTRIBUTES
from fuzz.by_bytes import BYTES, IN_PARTS
from fuzz.by_cells import CELLS
from fuzz.by_headers import HEADERS
from fuzz.by_members import MEMBERS, Change
from fuzz.by_nodes import NODES
from fuzz.by_relations import RELATIONS
from fuzz.by_sheets import SHEETS
from fuzz.by_sight import SIGHT
from fuzz.by_vocabularies import VOCABULARIES

Families = Mapping[str, Mapping[str, Change]]

FIRST: Families = {
    "bytes of parts": IN_PARTS,
    "zip members": MEMBERS,
    "XML nodes": NODES,
    "cell values": CELLS,
    "list of sheets": SHEETS,
}
"""Those that the first runs drew from, so that their seeds still make the same mutants."""
FAMILIES: Families = {
    **FIRST,
    "attributes": ATTRIBUTES,
    "vocabularies": VOCABULARIES,
    "headers of members": HEADERS,
    "relations": RELATIONS,
    "what is seen": SIGHT,
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
_MORE = {"attributes": 20, "vocabularies": 20, "headers of members": 15, "relations": 15, "what is seen": 30}
_WEIGHTS_OF_ALL = _WEIGHTS | _MORE


@dataclass(frozen=True, slots=True)
class Mutant:
    """A mutated workbook: what it was made of, the family of what was done to it, and what that was."""

    base: Base
    family: str
    changes: tuple[str, ...]
    data: bytes


def mutant(bases: Sequence[Base], seed: int, number: int, families: Families = FAMILIES) -> Mutant:
    """The mutant of this number: one change in half of them, two or three of any family in the others."""
    draw = Random(f"{seed}/{number}")
    base = draw.choice(bases)
    weights = {name: weight for name, weight in _WEIGHTS_OF_ALL.items() if name in families or name == _WHOLE}
    family = draw.choices(list(weights), list(weights.values()))[0]
    if family == _WHOLE:
        return _of_bytes(base, draw)
    members = base.members()
    names = [draw.choice(list(families[family]))]
    families[family][names[0]](base, members, draw)
    for _ in range(draw.choice((0, 0, 1, 2))):
        kinds = families[draw.choice(list(families))]
        names.append(draw.choice(list(kinds)))
        kinds[names[-1]](base, members, draw)
    return Mutant(base, family, tuple(names), packed(members))


def _of_bytes(base: Base, draw: Random) -> Mutant:
    data = base.archive if draw.random() < 0.7 else packed(base.members())
    names = [draw.choice(list(BYTES)) for _ in range(draw.choice((1, 1, 2, 5)))]
    for name in names:
        data = BYTES[name](data, draw)
    return Mutant(base, _WHOLE, tuple(names), data)
