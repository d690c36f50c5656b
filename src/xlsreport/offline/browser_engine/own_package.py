"""The files of this package that run in a browser, and the definitions that ship with it."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from pathlib import Path

import xlsreport
from xlsreport.definition.loading.shipped_definitions import templates_folder

_LEFT_OUT = (
    *("__main__", "cli/", "data_package/", "definition/rule_analysis/", "definition/schema/", "published/", "round/"),
    *("document/docx/style_import/", "document/docx/style_loading", "document/pdf/", "tabular/"),
    *("document/pictures/chart_drawing", "document/pictures/chart_fonts"),
    *("offline/browser_engine/", "offline/checker_page", "offline/page/"),
)
"""What needs the system, or a library that is not in the browser; and what checking one file has no use for."""
_SUFFIXES = {".py", ".toml", ".jinja", ".css", ".js", ".json", ".txt"}


def own_files() -> Mapping[str, bytes]:
    """The files by their names from the folder that is on Python's path, in a fixed order."""
    return {**dict(_package()), **dict(_definitions())}


def digest_of(files: Mapping[str, bytes]) -> str:
    """The SHA-256 of names and contents, by which compiled code is told to be that of other sources."""
    digest = hashlib.sha256()
    for name, data in sorted(files.items()):
        digest.update(f"{name}\0{len(data)}\0".encode() + data)
    return digest.hexdigest()


def _package() -> Iterator[tuple[str, bytes]]:
    folder = Path(xlsreport.__file__).parent
    for path in sorted(folder.rglob("*")):
        name = path.relative_to(folder).as_posix()
        if path.suffix in _SUFFIXES and "__pycache__" not in name and not name.startswith((*_LEFT_OUT, "templates/")):
            yield f"xlsreport/{name}", path.read_bytes()


def _definitions() -> Iterator[tuple[str, bytes]]:
    folder = templates_folder()
    for path in sorted(folder.rglob("*.yaml")):
        yield f"xlsreport/templates/{path.relative_to(folder).as_posix()}", path.read_bytes()
