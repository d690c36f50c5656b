"""Checks the kinds of bodies of a declaration: their ids, and the names by which they are told."""

from __future__ import annotations

from collections.abc import Iterator

from xlsreport.definition.declaration import Declaration
from xlsreport.definition.problems import Path, Problem
from xlsreport.definition.variation.body_kinds import BodyKind, NamePattern, name_pattern


def check_bodies(declaration: Declaration) -> Iterator[Problem]:
    """Kinds that are declared twice or cannot be told, and names that say nothing or are another kind's."""
    ids: set[str] = set()
    names: dict[NamePattern, BodyKind] = {}
    for number, kind in enumerate(declaration.bodies):
        path: Path = ("bodies", number)
        if kind.id in ids:
            yield Problem((*path, "id"), "duplicate_id", {"id": kind.id})
        ids.add(kind.id)
        if not (kind.names or kind.categories or _body_fields(declaration)):
            yield Problem(path, "body_unknown", {"id": kind.id})
        yield from _names((*path, "names"), kind, names)


def check_body_field(declaration: Declaration) -> Iterator[Problem]:
    """A field of the cover that asks for the kind of body, where there are no kinds, another such field, or a kind."""
    labels = [kind.label for kind in declaration.bodies]
    for number, position in enumerate(_body_fields(declaration)):
        path: Path = ("cover", position, "body_kind")
        if not labels:
            yield Problem(path, "body_field_without_bodies")
        if number > 0:
            yield Problem(path, "second_body_field")
        if declaration.cover[position].kind is not None:
            yield Problem(path, "body_field_of_kind")
    for number, label in enumerate(labels):
        if _body_fields(declaration) and label.casefold() in map(str.casefold, labels[:number]):
            yield Problem(("bodies", number, "label"), "equal_options", {"option": label})


def _body_fields(declaration: Declaration) -> list[int]:
    return [number for number, field in enumerate(declaration.cover) if field.body_kind]


def _names(path: Path, kind: BodyKind, taken: dict[NamePattern, BodyKind]) -> Iterator[Problem]:
    for number, written in enumerate(kind.names):
        pattern = name_pattern(written)
        if pattern is None:
            yield Problem((*path, number), "body_name", {"name": written})
        elif pattern in taken:
            yield Problem((*path, number), "body_name_taken", {"name": written, "id": taken[pattern].id})
        else:
            taken[pattern] = kind
