"""Lets a package name what callers may import from it without importing all of it at once."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from importlib import import_module
from typing import Any


def lazy_names(package: str, homes: Mapping[str, str]) -> Callable[[str], Any]:
    """The ``__getattr__`` of a package ([PEP 562]): it imports a public name when it is first used.

    A command which needs little starts fast, although the package offers everything.

    Args:
        package: its ``__name__``.
        homes: the module of each public name, relative to the package.
    """

    def find(name: str) -> Any:
        if name not in homes:
            raise AttributeError(f"module {package!r} has no attribute {name!r}")
        return getattr(import_module(f"{package}.{homes[name]}"), name)

    return find
