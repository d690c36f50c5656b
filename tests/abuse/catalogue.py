"""All abuses, by name."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from types import FunctionType, ModuleType
from typing import Any

from abuse import (
    active_content,
    areas,
    entries,
    far_cells,
    filled_copies,
    foreign,
    formulas,
    labels,
    laid_out_otherwise,
    laid_over,
    lines,
    locks,
    misleading_formats,
    out_of_sight,
    pasting,
    rows,
    sheets,
    sight,
    stamps,
    struck_out,
    unseen_rows,
)
from abuse.deed import Abuse


def abuses_of(module: ModuleType) -> Iterator[tuple[str, Any]]:
    """The abuses of a module, by name."""
    for name, found in vars(module).items():
        if isinstance(found, FunctionType) and found.__module__ == module.__name__ and not name.startswith("_"):
            yield name, found


ROOMS = (
    rows,
    areas,
    unseen_rows,
    out_of_sight,
    laid_out_otherwise,
    laid_over,
    sheets,
    filled_copies,
    labels,
    formulas,
    entries,
    misleading_formats,
    lines,
    pasting,
    struck_out,
    locks,
    sight,
    stamps,
    foreign,
    active_content,
    far_cells,
)

ABUSES: Mapping[str, Abuse] = {name: abuse for module in ROOMS for name, abuse in abuses_of(module)}
