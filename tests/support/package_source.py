"""The source of the package, each module parsed once for all tests of a process that ask about it."""

from __future__ import annotations

import ast
from functools import cache
from pathlib import Path

import xlsreport

SOURCE = Path(xlsreport.__file__).parent
MODULES = sorted(SOURCE.rglob("*.py"))


@cache
def nodes_of(path: Path) -> tuple[ast.AST, ...]:
    """Every node of a module's syntax tree, the module itself first."""
    return tuple(ast.walk(ast.parse(path.read_text(encoding="utf-8"))))


def module_name(path: Path) -> str:
    """The dotted name by which a module is imported."""
    return ".".join(("xlsreport", *path.relative_to(SOURCE).with_suffix("").parts)).removesuffix(".__init__")
