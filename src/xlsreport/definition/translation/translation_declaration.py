"""The declaration of a translation: the words of a definition in another language."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Any

from pydantic import BeforeValidator, Field

from xlsreport.definition.declared import Declared


def _or_nothing(value: Any) -> Any:
    """Let nothing at all stand for an empty text."""
    return "" if value is None else value


_Translated = Annotated[str, BeforeValidator(_or_nothing)]
"""A text in the other language; empty as long as there is none."""


class Translation(Declared):
    """All words of a definition that readers see, in another language."""

    shared: str | Mapping[str, _Translated] = Field(
        {},
        description="A file such as sentences/fr.yaml below the definition's folder, whose key sentences has what "
        "xlsreport itself says, for all definitions that name the file. What sentences says here goes before it.",
    )
    words: Mapping[str, _Translated] = Field(
        {}, description="Each text of the definition, and what it is in this language, with the same placeholders."
    )
    within: Mapping[str, Mapping[str, _Translated]] = Field(
        {},
        description="Texts that are translated otherwise in some part of the definition. The part is named by its keys "
        "and ids, such as sections.visits.tables.pool.rows.total; the innermost part counts.",
    )
    sentences: Mapping[str, _Translated] = Field(
        {},
        description="What xlsreport itself says on the sheets and in the report, by the keys that xlsreport translate "
        "writes. What is not here is said in English, or for a Chinese language in Chinese.",
    )

    @property
    def shared_sentences(self) -> Mapping[str, str]:
        """The sentences of the shared file; none before it is read."""
        return {} if isinstance(self.shared, str) else {key: said for key, said in self.shared.items() if said}

    @property
    def all_sentences(self) -> Mapping[str, str]:
        """The shared sentences, and before them its own."""
        return {**self.shared_sentences, **{key: said for key, said in self.sentences.items() if said}}

    def word(self, text: str, place: tuple[str, ...]) -> str | None:
        """The translation of a text that stands at a place, named by keys and ids; None where there is none."""
        part = self.part_of(text, place)
        return None if part is None else (self.within[part] if part else self.words)[text] or None

    def part_of(self, text: str, place: tuple[str, ...]) -> str | None:
        """The part under which the translation of a text stands; empty for all parts, None where it is nowhere."""
        for length in range(len(place), 0, -1) if self.within else ():
            part = ".".join(place[:length])
            if text in self.within.get(part, {}):
                return part
        return "" if text in self.words else None

    def path_of(self, text: str, part: str) -> tuple[str, ...]:
        """The keys below which a translation stands."""
        return ("within", part, text) if part else ("words", text)
