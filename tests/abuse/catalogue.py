"""All abuses, by name."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from types import FunctionType, ModuleType

from abuse import areas, entries, foreign, formulas, labels, lines, locks, pasting, rows, sheets, sight, stamps
from abuse.deed import Abuse


def _abuses_of(module: ModuleType) -> Iterator[tuple[str, Abuse]]:
    for name, found in vars(module).items():
        if isinstance(found, FunctionType) and found.__module__ == module.__name__ and not name.startswith("_"):
            yield name, found


ROOMS = (rows, areas, sheets, labels, formulas, entries, lines, pasting, locks, sight, stamps, foreign)

ABUSES: Mapping[str, Abuse] = {name: abuse for module in ROOMS for name, abuse in _abuses_of(module)}
