"""The structure of the code is a promise: imports run one way, and each big library has one room."""

from __future__ import annotations

import ast
from collections import Counter
from collections.abc import Iterator
from functools import cache
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path

import click
import pytest

import xlsreport
from support.package_source import MODULES, SOURCE, module_name, nodes_of

ROOMS = [
    "cli",
    "round",
    "published",
    "comparison",
    "migration",
    "data_package",
    "offline",
    "findings_page",
    "inspection",
    "document",
    "workbook",
    "repetition",
    "checking",
    "tabular",
    "archives",
    "submission",
    "xlsx",
    "spreadsheet",
    "opc",
    "layout",
    "definition",
    "values",
    "messages",
    "errors",
    "parallel",
    "lazy_names",
    "letter_case",
    "object_cache",
]
"""From the top down: a room may import from itself and from the rooms after it."""

APART = {("inspection", "document"), ("document", "workbook")}
"""Rooms that know nothing of each other, though one stands above the other: to render a report needs no check, no
openpyxl and no XlsxWriter."""
SUB_ROOMS = {
    "cli": [
        "command_reference",
        "demonstration",
        "round_commands",
        "migration_commands",
        "browser_commands",
        "report_commands",
        "published_commands",
        "data_exchange",
        "translations",
        "round_access",
        "group",
        "usage_errors",
        "site_options",
        "body_options",
        "period_options",
        "common_options",
        "localised_command",
        "parameter_types",
        "text_columns",
        "progress",
        "printable",
        "help_page",
        "user_language",
        "round_here",
    ],
    "round": [
        "creating",
        "exporting",
        "consolidation",
        "repetition",
        "reports",
        "status",
        "outgoing",
        "incoming",
        "processing",
        "counting",
        "synchronised_copies",
        "folder",
        "round_settings",
        "round_key",
        "combined_figures",
        "ledger",
        "roster",
        "files",
    ],
    "xlsx": [
        "opened_workbook",
        "appearance",
        "worksheet",
        "cell_format",
        "number_format",
        "markup",
        "package",
    ],
    "submission": [
        "workbook_reader",
        "alterations",
        "unclear_cells",
        "relocation",
        "intake",
        "lists",
        "filled_workbook",
        "rebuilding",
        "cell_plan",
        "stamping",
        "row_names",
        "entries_file",
        "typed_values",
        "lines_by_column",
        "submission",
        "unclear_reasons",
        "narrative",
        "identity",
        "alteration",
        "label_normalising",
        "invisible_characters",
    ],
}
"""The same within a room: its modules and the rooms within it, from the top down."""
FORMATS = ["xlsx"]
"""Rooms that read a file format, each by the protocols of ``spreadsheet/``."""
MAX_MODULES = 15
"""Of a folder; more of them get rooms of their own."""
MAX_LINES = 320
"""Of a module; a longer one has two things to tell, and is parted where they part."""

HOMES = {
    "babel": ["messages"],
    "charset_normalizer": ["published/publication", "tabular"],
    "click": ["cli"],
    "cn2an": ["submission"],
    "cssselect": ["published/publication/web_page"],
    "jinja2": ["document/html"],
    "lxml": ["document/docx", "opc", "published/publication", "tabular"],
    "markupsafe": ["document/html"],
    "matplotlib": ["document/pictures"],
    "msoffcrypto": ["submission"],
    "olefile": ["published/publication", "archives"],
    "openpyxl": ["inspection", "published/publication/sheets", "tabular"],
    "oxmsg": ["archives"],
    "pikepdf": ["document/pdf"],
    "py7zr": ["archives"],
    "pydantic": ["definition"],
    "pydantic_core": ["definition"],
    "pypdfium2": ["document/pdf", "published/publication/fixed_pages"],
    "python_calamine": ["tabular"],
    "rapidfuzz": ["published"],
    "rars": ["archives"],
    "rensa": ["repetition"],
    "sqlite3": ["round/ledger"],
    "typst": ["document/pdf"],
    "xlrd": ["published/publication/sheets"],
    "xlsxwriter": ["workbook"],
    "yaml": ["definition"],
    "z3": ["definition/rule_analysis"],
}
"""Which rooms may import a library from outside."""

NOT_FOR_EVERY_MACHINE = {"z3"}
"""Libraries of extras that have no wheel for some machines on which the tests run."""


@cache
def imports_of(path: Path) -> tuple[str, ...]:
    """Every module that a file imports."""
    return tuple(_imports(path))


def _imports(path: Path) -> Iterator[str]:
    for node in nodes_of(path):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}: relative import"
            yield str(node.module)
            inner = (f"{node.module}.{alias.name}" for alias in node.names)  # each may be a module of that package
            yield from filter(is_own_module, inner)


@cache
def is_own_module(name: str) -> bool:
    path = SOURCE.parent / name.replace(".", "/")
    return name.startswith("xlsreport.") and (path.with_suffix(".py").is_file() or path.is_dir())


def room_of(path: Path) -> str:
    return path.relative_to(SOURCE).parts[0].removesuffix(".py")


def test_imports_run_from_the_upper_rooms_to_the_lower() -> None:
    doors = {"__init__", "__main__"}  # of the package, which everybody enters by
    own = [path for path in MODULES if room_of(path) not in doors]
    assert [
        f"{module_name(path)} imports {module}"
        for path in own
        for module in imports_of(path)
        if not_below(path, module)
    ] == []


def not_below(path: Path, module: str) -> bool:
    """Whether a module of the package is in a room from which another one must not import."""
    if not module.startswith("xlsreport."):
        return False
    room, target = room_of(path), module.split(".")[1]
    return ROOMS.index(target) < ROOMS.index(room) or (room, target) in APART


@pytest.mark.parametrize("room", SUB_ROOMS)
def test_imports_within_a_room_run_one_way_too(room: str) -> None:
    order = SUB_ROOMS[room]
    for path in sorted((SOURCE / room).rglob("*.py")):
        here = path.relative_to(SOURCE / room).parts[0].removesuffix(".py")
        targets = {m.split(".")[2] for m in imports_of(path) if m.startswith(f"xlsreport.{room}.")}
        assert here == "__init__" or all(order.index(target) >= order.index(here) for target in targets), str(path)


def test_a_folder_has_no_more_modules_than_can_be_overlooked() -> None:
    modules = Counter(path.parent.relative_to(SOURCE).as_posix() for path in MODULES if path.name != "__init__.py")
    assert {folder: count for folder, count in modules.items() if count > MAX_MODULES} == {}


def test_no_two_modules_have_one_name() -> None:
    names = Counter(path.name for path in MODULES if path.name not in ("__init__.py", "__main__.py"))
    assert [name for name, count in names.items() if count > 1] == []


def test_a_module_is_no_longer_than_can_be_read_at_once() -> None:
    lengths = {module_name(path): len(path.read_text(encoding="utf-8").splitlines()) for path in MODULES}
    assert {name: length for name, length in lengths.items() if length > MAX_LINES} == {}


def test_one_module_of_the_submission_knows_the_file_formats() -> None:
    knows = {
        path.relative_to(SOURCE).as_posix()
        for path in (SOURCE / "submission").rglob("*.py")
        for module in imports_of(path)
        if module.split(".")[1:2] and module.split(".")[1] in FORMATS
    }
    assert knows == {"submission/intake/open_file.py"}


def test_each_library_from_outside_stays_in_its_rooms() -> None:
    assert [
        f"{path} imports {module}" for path in MODULES for module in imports_of(path) if is_away(path, module)
    ] == []


def is_away(path: Path, module: str) -> bool:
    """Whether a module is of a library that has its rooms, and the path is in none of them."""
    homes, here = HOMES.get(module.split(".")[0]), path.relative_to(SOURCE).as_posix()
    return homes is not None and not any(here.startswith(f"{home}/") for home in homes)


def test_no_two_modules_import_each_other() -> None:
    needs = {module_name(path): set(imports_of(path)) for path in MODULES}
    needs.pop("xlsreport")
    done: set[str] = set()
    while ready := {name for name, needed in needs.items() if not (needed & needs.keys()) - done - {name}} - done:
        done |= ready
    assert done == needs.keys(), f"in a circle: {sorted(needs.keys() - done)}"


def test_an_import_inside_a_function_has_its_reason_beside_it() -> None:
    """Of commands and their options it is always the same: ``--help`` needs nothing of what they work with."""
    for path in MODULES:
        if path.is_relative_to(SOURCE / "cli"):
            continue
        functions = [node for node in nodes_of(path) if isinstance(node, ast.FunctionDef)]
        inner = [node for node in nodes_of(path) if isinstance(node, ast.Import | ast.ImportFrom) and node.col_offset]
        lines = path.read_text(encoding="utf-8").splitlines() if inner else []
        for node in inner:
            within = any(f.lineno <= node.lineno <= (f.end_lineno or 0) for f in functions)
            assert not within or "#" in lines[node.lineno - 1], f"{path}:{node.lineno}"


INTERNAL_ERRORS = {
    "ExpressionError",
    "InvalidFileError",
    "InvalidNumberError",
    "NoDayError",
    "NotShownError",
    "PhraseError",
    "PortableError",
    "ProcessEndedError",
    "RefusedError",
    "SnapshotError",
    "SourceError",
    "SyntaxProblemError",
    "TooManyCellsError",
    "InvalidStyleError",
    "OtherLabelsError",
    "UnknownFormatError",
    "UnfitPackageError",
    "UnreadFileError",
    "UnreadListError",
    "UnreadablePublicationError",
    "UnreadableRenderingError",
    "UnreadableTextError",
    "UnreadableYamlError",
}
"""Those that one module raises and another of the project turns into a sentence, which a caller is told."""


def test_every_error_that_a_caller_can_meet_belongs_to_one_family_and_is_exported() -> None:
    for path in MODULES:
        libraries = NOT_FOR_EVERY_MACHINE.intersection(imports_of(path))
        if all(map(find_spec, libraries)):
            import_module(module_name(path))
    errors = [error for error in descendants(Exception) if error.__module__.startswith("xlsreport.")]
    family = [error for error in errors if issubclass(error, xlsreport.XlsreportError)]
    misuse = [error.__name__ for error in errors if issubclass(error, click.UsageError)]
    others = {error.__name__ for error in errors if error not in family} - set(misuse)
    assert {name for name in others if not name.startswith("_")} == INTERNAL_ERRORS
    assert {error.__name__ for error in family} <= set(xlsreport.__all__)


def descendants(base: type[Exception]) -> set[type[Exception]]:
    return {base}.union(*(descendants(each) for each in base.__subclasses__()))
