"""Finds the definitions of earlier editions among files."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from xlsreport.definition.definition import Definition
from xlsreport.definition.loading.definition_loading import load_definition
from xlsreport.definition.loading.shipped_definitions import shipped_path
from xlsreport.definition.problems import DefinitionError


def own_predecessors(definition: Definition) -> tuple[str, ...]:
    """The earlier editions of a definition that do not ship with xlsreport, as ``id/edition``."""
    return tuple(name for name in definition.predecessors if name != definition.name and shipped_path(name) is None)


def find_editions(names: Iterable[str], folders: Iterable[Path]) -> Mapping[str, Path]:
    """The files of definitions by name, as far as some folder has them; of several the first one is meant.

    Files that are no definitions, or have mistakes, are passed over.
    """
    wanted, found = set(names), dict[str, Path]()
    for folder in dict.fromkeys(folders):
        for path in sorted(folder.glob("*.y*ml")):
            if wanted <= found.keys():
                return found
            name = _name_of(path)
            if name in wanted:
                found.setdefault(name, path)
    return found


def definitions_beside(report: str, folders: Iterable[Path]) -> Iterator[Definition]:
    """All definitions of a report, by its id, among the files of some folders; others are passed over."""
    for folder in dict.fromkeys(folders):
        for path in sorted(folder.glob("*.y*ml")):
            try:
                found = load_definition(path)
            except DefinitionError:
                continue
            if found.declaration.id == report:
                yield found


def _name_of(path: Path) -> str | None:
    try:
        return load_definition(path).name
    except DefinitionError:
        return None
