"""Walks through the words of a declaration that its readers see, and puts others in their place."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any, TypeVar, cast, get_args

from xlsreport.definition.declared import Declared
from xlsreport.definition.figure_kinds.kinds import Choice, WordedChoice
from xlsreport.definition.figure_kinds.not_applicable import NotApplicable
from xlsreport.definition.problems import Path
from xlsreport.definition.reader_words import SeenByReaders

D = TypeVar("D", bound=Declared)


@dataclass(frozen=True, slots=True)
class WordPlace:
    """Where a text stands.

    ``path`` has keys and numbers, as problems name places; ``names`` has ids in place of numbers where there are some,
    so that a place keeps its name when something is put before it.
    """

    path: Path = ()
    names: tuple[str, ...] = ()

    def at(self, key: str) -> WordPlace:
        """The place of a key."""
        return WordPlace((*self.path, key), (*self.names, key))

    def item(self, number: int, item: object) -> WordPlace:
        """The place of an item of a list."""
        name = getattr(item, "id", None) or str(number + 1)
        return WordPlace((*self.path, number), (*self.names, name))


Change = Callable[[str, WordPlace], str]
"""What becomes of a text at a place."""


class TranslatedNotApplicable(NotApplicable):
    """What is not applicable, with another mark than the original's."""

    original_mark: str

    @property
    def own_mark(self) -> str:
        """The original's."""
        return self.original_mark


def with_words(model: D, change: Change, place: WordPlace | None = None) -> D:
    """A declaration, or a part of it, with other words. It is not checked again: rules and names are the same."""
    values = changed_values(model, change, place or WordPlace())
    return cast(D, type(model).model_construct(model.model_fields_set, **values))


def changed_values(model: Declared, change: Change, place: WordPlace) -> dict[str, Any]:
    """The values of a declaration's fields, with other words."""
    seen = _seen_fields(type(model))
    return {
        name: _changed(getattr(model, name), change, place.at(field.alias or name), is_seen=name in seen)
        for name, field in type(model).model_fields.items()
    }


def words_of(model: Declared) -> Iterator[tuple[str, WordPlace]]:
    """Every text that readers see, in the order of the declaration."""
    found: list[tuple[str, WordPlace]] = []

    def collect(text: str, place: WordPlace) -> str:
        found.append((text, place))
        return text

    with_words(model, collect)
    return iter(found)


def _changed(value: Any, change: Change, place: WordPlace, *, is_seen: bool) -> Any:
    match value:
        case Choice() if value.options:
            options = place.at("options")
            words = tuple(change(option, options.item(n, option)) for n, option in enumerate(value.options))
            values = dict(value) | {"words": words}
            return WordedChoice.model_construct(value.model_fields_set, **values)
        case NotApplicable():
            values = dict(value) | {"mark": change(value.mark, place.at("mark")), "original_mark": value.mark}
            return TranslatedNotApplicable.model_construct(value.model_fields_set, **values)
        case Declared():
            changed: Declared = with_words(value, change, place)
            return changed
        case str():
            return change(value, place) if is_seen and value else value
        case tuple():
            items = enumerate(value)
            return tuple(_changed(item, change, place.item(n, item), is_seen=is_seen) for n, item in items)
        case Mapping():
            return {key: _changed(item, change, place.at(str(key)), is_seen=is_seen) for key, item in value.items()}
        case _:
            return value


@cache
def _seen_fields(model: type[Declared]) -> frozenset[str]:
    """The fields of a model that hold words for readers."""
    return frozenset(
        name for name, field in model.model_fields.items() if _is_marked((*field.metadata, field.annotation))
    )


def _is_marked(parts: tuple[Any, ...]) -> bool:
    """Whether a type has the mark, be it within a list or beside None."""
    return any(isinstance(part, SeenByReaders) or _is_marked(get_args(part)) for part in parts)
