"""Lets a package name what callers may import from it without importing all of it at once."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from importlib import import_module
from typing import Any


def lazy_names(
    package: str, homes: Mapping[str, str], *others: str
) -> tuple[Callable[[str], Any], Callable[[], list[str]], list[str]]:
    """The ``__getattr__``, ``__dir__`` and ``__all__`` of a package ([PEP 562]).

    A public name is imported when it is first used, so that a command which needs little starts fast. Type checkers
    and editors read the imports of the package for type checking, which name the same.

    Args:
        package: its ``__name__``.
        homes: the public names of each module, with blanks between them; modules are relative to the package.
        others: public names that the package has itself.
    """
    modules = {name: module for module, names in homes.items() for name in names.split()}
    listed = sorted((*modules, *others))

    def find(name: str) -> Any:
        if name not in modules:
            raise AttributeError(f"module {package!r} has no attribute {name!r}")
        return getattr(import_module(f"{package}.{modules[name]}"), name)

    return find, lambda: listed, listed
