"""The files of this package that run in a browser, and the definitions that ship with it.

Which modules they are is found by following imports from what runs in the page, so that nobody has to keep a list.
"""

from __future__ import annotations

import ast
import hashlib
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from pathlib import Path

import xlsreport
from xlsreport.definition.loading.shipped_definitions import templates_folder

_ENTRY = "xlsreport.offline.browser_session"
_NOT_IN_BROWSERS = (
    "xlsreport.document.docx.right_to_left",
    *("xlsreport.document.docx.style_import", "xlsreport.document.docx.style_loading", "xlsreport.document.pdf"),
    *("xlsreport.document.pictures.chart_drawing", "xlsreport.document.pictures.chart_fonts"),
)
"""What is imported inside functions only, and needs the system or a library that is not in the browser."""
_SUFFIXES = {".toml", ".jinja", ".css", ".json", ".txt"}
_HELP = ".help.toml"
"""The ending of files with the words of ``--help``, which no page shows."""


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
    """The modules that the page's session needs, and what lies beside them."""
    folder = Path(xlsreport.__file__).parent
    modules = set(_modules(folder).values())
    beside = (path for home in {path.parent for path in modules} for path in home.iterdir())
    data = {path for path in beside if path.suffix in _SUFFIXES and not path.name.endswith(_HELP)}
    for path in sorted(modules | data):
        yield f"xlsreport/{path.relative_to(folder).as_posix()}", path.read_bytes()


def _modules(folder: Path) -> Mapping[str, Path]:
    """The files of the modules that the entry needs, directly or through others; packages bring their own."""
    found: dict[str, Path] = {}
    waiting = [_ENTRY]
    while waiting:
        name = waiting.pop()
        path = _file_of(name, folder)
        if name in found or path is None or name.startswith(_NOT_IN_BROWSERS):
            continue
        found[name] = path
        waiting += [name.rpartition(".")[0], *_imported_by(path.read_bytes())]
    return found


@cache
def _imported_by(source: bytes) -> Sequence[str]:
    """What a module imports; kept, since each further page of a process is made of the same modules."""
    return tuple(_imports(ast.parse(source)))


def _file_of(name: str, folder: Path) -> Path | None:
    """The file of a module or package; None where the name is that of something else."""
    if name.split(".")[0] != "xlsreport":
        return None
    place = folder.joinpath(*name.split(".")[1:])
    candidates = (place / "__init__.py", place.with_suffix(".py"))
    return next((file for file in candidates if file.is_file()), None)


def _imports(node: ast.AST) -> Iterator[str]:
    """The names of what may be modules that are imported, but not those for type checkers alone."""
    for child in ast.iter_child_nodes(node):
        match child:
            case ast.Import(names):
                yield from (alias.name for alias in names)
            case ast.ImportFrom(module, names):
                yield from (str(module), *(f"{module}.{alias.name}" for alias in names))
            case ast.If(ast.Name("TYPE_CHECKING")):
                pass
            case ast.expr():
                pass
            case _:
                yield from _imports(child)


def _definitions() -> Iterator[tuple[str, bytes]]:
    folder = templates_folder()
    for path in sorted(folder.rglob("*.yaml")):
        yield f"xlsreport/templates/{path.relative_to(folder).as_posix()}", path.read_bytes()
