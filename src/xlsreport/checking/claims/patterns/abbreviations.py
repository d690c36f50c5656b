"""Words that a definition writes with a full stop, such as Mio. €: in texts that stop ends no sentence."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from xlsreport.definition.definition import Definition
from xlsreport.object_cache import remembered_by_object

_WORD = re.compile(r"(?<![^\s|\[(])[^\W\d_][^\s|<>\[\]{}()]*\.(?![^\s|\])])")
"""A word of a phrase that ends with a full stop: Mio. and Art. in Mio. €|Art. {any}."""


@remembered_by_object()
def abbreviations_of(definition: Definition) -> re.Pattern[str] | None:
    """What finds the words with a full stop in a text; None where the definition has none."""
    declaration = definition.declaration
    told = [declaration.phrasing, *declaration.claims]
    texts = [text for one in told if one is not None for text in _texts(one.model_dump(exclude={"statement"}))]
    words = {word for text in texts for word in _WORD.findall(text)}
    found = "|".join(map(re.escape, sorted(words, key=len, reverse=True)))
    return re.compile(rf"(?<!\w)(?:{found})(?=\s)", re.IGNORECASE) if found else None


def _texts(told: Any) -> Iterator[str]:
    match told:
        case str():
            yield told
        case dict():
            for name, one in told.items():
                yield from (*_texts(name), *_texts(one))
        case list() | tuple() | set() | frozenset():
            for one in told:
                yield from _texts(one)
        case _:
            return


def stops_within(text: str, abbreviations: re.Pattern[str] | None) -> frozenset[int]:
    """The places of the full stops in a text that end no sentence, since they belong to a word."""
    if abbreviations is None:
        return frozenset()
    return frozenset(found.end() - 1 for found in abbreviations.finditer(text))
