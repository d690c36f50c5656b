"""Finds the report definitions that ship with xlsreport, in an installed package as in a checkout."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

_PACKAGE = Path(__file__).resolve().parents[2]
_FOLDERS = (_PACKAGE / "templates", _PACKAGE.parent.parent / "templates")


def templates_folder() -> Path:
    """The folder ``<report>/<edition>.yaml`` of the shipped definitions."""
    return next((folder for folder in _FOLDERS if folder.is_dir()), _FOLDERS[0])


def shipped_names() -> Iterator[str]:
    """The names that :func:`xlsreport.load_definition` takes, sorted."""
    folder = templates_folder()
    for path in sorted(folder.glob("*/*.yaml")):
        yield f"{path.parent.name}/{path.stem}"


def shipped_path(name: str) -> Path | None:
    """The file of a shipped definition, or None where no definition bears the name."""
    return templates_folder().joinpath(f"{name}.yaml") if name in set(shipped_names()) else None
