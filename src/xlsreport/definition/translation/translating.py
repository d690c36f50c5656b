"""A definition in another language: the same places, rules and fingerprint, with other words."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from xlsreport.definition.declaration import Declaration
from xlsreport.definition.definition import Definition
from xlsreport.definition.problems import unknown_name
from xlsreport.definition.resolving.name_resolution import resolve
from xlsreport.definition.translation.word_places import WordPlace, changed_values
from xlsreport.definition.variation.variant import variant_of
from xlsreport.object_cache import remembered_by_object


def in_language(definition: Definition, tag: str) -> Definition:
    """A definition in one of the languages that it is translated into, or in its own.

    What says in texts which figures a report has, and what its sections must speak of, is left out: its phrases are
    those of the original's language.

    Raises:
        UnknownNameError: there is no such translation.
    """
    whole = definition.whole or definition
    own = whole.original or whole
    if tag not in own.locales:
        raise unknown_name(tag, own.locales, own.messages)
    return variant_of(own if tag == own.locale else _translated(own, tag), definition.variant)


def before_its_sentences(definition: Definition) -> Definition | None:
    """A definition as it was before xlsreport's own sentences were said in its language; None where they are not.

    Workbooks that were given out then have the engine's own words, and names of sheets.
    """
    whole = definition.whole or definition
    spoken = whole.declaration.languages.get(whole.locale)
    if spoken is None or not spoken.all_sentences:
        return None
    return variant_of(_said_by_engine(whole), definition.variant)


@remembered_by_object()
def _said_by_engine(whole: Definition) -> Definition:
    declaration = whole.declaration
    spoken = declaration.languages[whole.locale].model_copy(update={"sentences": {}, "shared": {}})
    values = dict(declaration) | {"languages": {**declaration.languages, whole.locale: spoken}}
    said, problems = resolve(Declaration.model_construct(declaration.model_fields_set, **values))
    assert said is not None, problems  # all names are the same
    return replace(said, original=whole.original or whole)


@remembered_by_object()
def _translated(own: Definition, tag: str) -> Definition:
    translated, problems = resolve(translated_declaration(own.declaration, tag))
    assert translated is not None, problems  # the names are those of the original
    return replace(translated, original=own)


def translated_declaration(declaration: Declaration, tag: str) -> Declaration:
    """A declaration in the words of one of its translations; what has none keeps its own."""
    translation = declaration.languages[tag]

    def word(text: str, place: WordPlace) -> str:
        return translation.word(text, place.names) or text

    values: dict[str, Any] = changed_values(declaration, word, WordPlace())
    values |= {"language": tag, "claims": (), "phrasing": None}
    values |= {"sections": tuple(map(_without_mentions, values["sections"]))}
    return Declaration.model_construct(declaration.model_fields_set, **values)


def _without_mentions(section: Any) -> Any:
    if section.narrative is None or not section.narrative.mentions:
        return section
    narrative = section.narrative.model_copy(update={"mentions": ()})
    return section.model_copy(update={"narrative": narrative})
