"""The definitions that a publication may follow: all that ship, or one with the editions that it succeeds."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from xlsreport.definition.definition import Definition
from xlsreport.definition.loading.definition_loading import load_definition
from xlsreport.definition.loading.shipped_definitions import shipped_names
from xlsreport.definition.succession.earlier_editions import find_editions, own_predecessors
from xlsreport.definition.translation.translating import in_language
from xlsreport.messages import Messages


def shipped_candidates(messages: Messages) -> tuple[Definition, ...]:
    """All definitions that ship with xlsreport, in all languages that they have."""
    return tuple(one for name in shipped_names() for one in _in_all_languages(load_definition(name, messages)))


def candidates_of(source: str | None, messages: Messages) -> tuple[Definition, ...]:
    """The definition of a name or file, with its earlier editions; all that ship where there is none."""
    if source is None:
        return shipped_candidates(messages)
    return with_earlier_editions(load_definition(source, messages), [Path(source).parent], messages)


def with_earlier_editions(
    definition: Definition, folders: Iterable[Path], messages: Messages
) -> tuple[Definition, ...]:
    """A definition and the editions that it succeeds, in all languages that they have.

    Args:
        definition: the present one.
        folders: where editions are looked for that do not ship; one that is not found is passed over.
        messages: the sentences of the user's language.
    """
    own = find_editions(own_predecessors(definition), folders)
    shipped = set(shipped_names())
    names = [name for name in definition.predecessors if name != definition.name and name in shipped]
    sources: list[str | Path] = [*names, *own.values()]
    earlier = (load_definition(source, messages) for source in sources)
    return tuple(one for form in (definition, *earlier) for one in _in_all_languages(form))


def _in_all_languages(definition: Definition) -> Iterator[Definition]:
    """A definition in its own language first."""
    for locale in definition.locales:
        yield definition if locale == definition.locale else in_language(definition, locale)
