"""Names of an earlier form, as a definition writes them to say what became of them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

ANY = "*"
"""Stands for any row, such as in ``table.*.column``, and for the lines of a list."""


def fits(pattern: str, name: str) -> bool:
    """Whether a pattern is the name, or the beginning of its parts: ``table.row`` fits ``table.row.column``."""
    wanted, parts = pattern.split("."), name.split(".")
    return len(wanted) <= len(parts) and all(one in (ANY, part) for one, part in zip(wanted, parts, strict=False))


def renamed(name: str, pattern: str, target: str) -> str:
    """The name in the present form: what the pattern left open stays as it was."""
    parts, length = name.split("."), len(pattern.split("."))
    kept = [old if new == ANY else new for old, new in zip(parts, target.split("."), strict=False)]
    return ".".join((*kept, *parts[length:]))


def most_exact(patterns: Iterable[str], name: str) -> tuple[str, ...]:
    """Of those patterns that fit a name those that say most of it: one its row, another its column."""
    found = [pattern for pattern in patterns if fits(pattern, name)]
    most = max(map(_exactness, found), default=0)
    return tuple(pattern for pattern in found if _exactness(pattern) == most)


def _exactness(pattern: str) -> int:
    return sum(part != ANY for part in pattern.split("."))


def same_length(patterns: Sequence[str]) -> bool:
    """Whether names have equally many parts, so that what one leaves open has its place in the other."""
    return len({pattern.count(".") for pattern in patterns}) <= 1
