"""A definition in another language: the same places, rules and fingerprint, with other words."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from functools import cache, cached_property
from typing import Any

from xlsreport.definition.declaration import Declaration
from xlsreport.definition.definition import Definition
from xlsreport.definition.resolving.name_resolution import resolve
from xlsreport.definition.translation.own_sentences import sound_sentences
from xlsreport.definition.translation.translation_declaration import Translation
from xlsreport.definition.translation.word_places import WordPlace, changed_values
from xlsreport.definition.variation.variant import variant_of
from xlsreport.messages import Messages
from xlsreport.messages.locales import messages_in, spoken_language


class TranslatedDeclaration(Declaration):
    """A declaration whose words are those of a translation."""

    tag: str
    translation: Translation

    @property
    def locale(self) -> str:
        """The language of the translation."""
        return self.tag

    @property
    def messages(self) -> Messages:
        """What the engine says, as far as the translation does not."""
        return messages_in(self.tag, self._sentences)

    @cached_property
    def _sentences(self) -> Mapping[str, str]:
        return sound_sentences(self.tag, self.translation.sentences)


def in_language(definition: Definition, tag: str) -> Definition:
    """A definition in one of the languages that it is translated into, or in its own.

    What says in texts which figures a report has, and what its sections must speak of, is left out: its phrases are
    those of the original's language.

    Raises:
        KeyError: there is no such translation.
    """
    whole = definition.whole or definition
    own = whole.original or whole
    return variant_of(own if tag == own.locale else _translated(own, tag), definition.variant)


@cache
def _translated(own: Definition, tag: str) -> Definition:
    translated, problems = resolve(translated_declaration(own.declaration, tag, own.declaration.languages[tag]))
    assert translated is not None, problems  # the names are those of the original
    return replace(translated, original=own)


def translated_declaration(declaration: Declaration, tag: str, translation: Translation) -> Declaration:
    """A declaration in the words of a translation; what has none keeps its own."""

    def word(text: str, place: WordPlace) -> str:
        return translation.word(text, place.names) or text

    values: dict[str, Any] = changed_values(declaration, word, WordPlace())
    values |= {"language": spoken_language(tag), "tag": tag, "translation": translation}
    values |= {"claims": (), "phrasing": None, "sections": tuple(map(_without_mentions, values["sections"]))}
    return TranslatedDeclaration.model_construct(declaration.model_fields_set, **values)


def _without_mentions(section: Any) -> Any:
    if section.narrative is None or not section.narrative.mentions:
        return section
    narrative = section.narrative.model_copy(update={"mentions": ()})
    return section.model_copy(update={"narrative": narrative})
