"""Remembers what was computed for an object as long as the object lives, and no longer.

``functools.cache`` keeps its arguments for ever: a process that loads definitions again and again, as a server does,
would hold every definition that it ever loaded, with its layout of megabytes.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache, partial, wraps
from typing import Any, Concatenate, ParamSpec, TypeVar

Owner = TypeVar("Owner")
Others = ParamSpec("Others")
Result = TypeVar("Result")

_KEPT = "_remembered"


class _Remembered(dict[str, Callable[..., Any]]):
    """By function, what remembers its results; nothing of it goes into copies and pickles of the object."""

    def __reduce__(self) -> tuple[type[_Remembered], tuple[()]]:
        return _Remembered, ()


Function = Callable[Concatenate[Owner, Others], Result]


def remembered_by_object(
    most: int | None = None,
) -> Callable[[Function[Owner, Others, Result]], Function[Owner, Others, Result]]:
    """Decorate a pure function: its results are kept in its first argument, an object without slots.

    Args:
        most: how many results are kept for each object; by default all, where the other arguments are few.
    """

    def decorate(
        function: Callable[Concatenate[Owner, Others], Result],
    ) -> Callable[Concatenate[Owner, Others], Result]:
        name = f"{function.__module__}.{function.__qualname__}"

        @wraps(function)
        def remembered(owner: Owner, /, *others: Others.args, **named: Others.kwargs) -> Result:
            kept: _Remembered | None = owner.__dict__.get(_KEPT)
            if kept is None:
                kept = owner.__dict__[_KEPT] = _Remembered()
            if name not in kept:
                kept[name] = lru_cache(most)(partial(function, owner))
            result: Result = kept[name](*others, **named)
            return result

        return remembered

    return decorate


def forget(owner: object) -> None:
    """Let go of what is remembered for an object, so that it is worked out anew; for measurements."""
    owner.__dict__.pop(_KEPT, None)
