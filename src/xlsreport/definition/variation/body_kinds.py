"""Kinds of reporting bodies, such as towns and departments, and how the kind of one is told from roster and name."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from pydantic import Field

from xlsreport.definition.claim_declaration import Id
from xlsreport.definition.declared import Declared
from xlsreport.definition.phrase_language.number_words import NonEmptyText
from xlsreport.definition.reader_words import Words
from xlsreport.letter_case import caseless, lowered

GAP = "…"
"""Stands for any characters in the pattern of a name."""


def asked_of_some() -> Any:
    """The key ``bodies`` of whatever only some kinds of bodies are asked for."""
    return Field(
        (),
        alias="bodies",
        description="Only bodies of these kinds are asked for it: the workbooks and reports of others do not have it. "
        "Default: all are.",
    )


class BodyKind(Declared):
    """A kind of reporting bodies that reports otherwise than others."""

    id: Id = Field(description="Names the kind in rules; different from the others.")
    label: Words = Field(description="What findings call it, such as Towns.")
    categories: tuple[NonEmptyText, ...] = Field(
        (),
        description="What an office's roster writes as the category of such a body. Several kinds may have the same: "
        "then the name decides between them.",
    )
    names: tuple[NonEmptyText, ...] = Field(
        (),
        description="What such bodies are called, with one … for any words: …Town Council, Department of …. "
        "The first kind with a name that fits is meant. Capitals and blanks do not matter.",
    )


@dataclass(frozen=True, slots=True)
class NamePattern:
    """How a name begins and ends; ``begin`` alone is the whole name where there is no gap."""

    begin: str
    end: str
    has_gap: bool

    def fits(self, name: str) -> bool:
        """Whether a name, as :func:`plain_name` gives it, is of this pattern."""
        if not self.has_gap:
            return name == self.begin
        return len(name) >= len(self.begin) + len(self.end) and name.startswith(self.begin) and name.endswith(self.end)


def plain_name(name: str) -> str:
    """A name as it is compared: without blanks and capitals. A formula does the same, so that it stays this simple."""
    for blank in (" ", "\u3000", "\xa0"):
        name = name.replace(blank, "")
    return lowered(name)


@lru_cache(maxsize=1_000)
def name_pattern(written: str) -> NamePattern | None:
    """The pattern that is written; None where it says nothing or has two gaps.

    Cached, since every workbook asks for all patterns several times.
    """
    text = plain_name(written).replace("...", GAP).replace(GAP * 2, GAP)
    begin, gap, end = text.partition(GAP)
    return None if GAP in end or not (begin or end) else NamePattern(begin, end, bool(gap))


def body_kind_of(kinds: Sequence[BodyKind], name: str, category: str = "") -> BodyKind | None:
    """The kind of a body; None where nothing tells.

    A category that several kinds have leaves the choice between these to the name, one that no kind has leaves it to
    the name alone.

    Args:
        kinds: those that a definition declares, in its order.
        name: of the body.
        category: what the roster says of it.
    """
    wanted = _plain_category(category)
    of_category = [kind for kind in kinds if wanted and wanted in map(_plain_category, kind.categories)]
    if len(of_category) == 1:
        return of_category[0]
    plain = plain_name(name)
    return next((kind for kind in of_category or kinds if _is_called(kind, plain)), None)


def _is_called(kind: BodyKind, plain: str) -> bool:
    patterns = map(name_pattern, kind.names)
    return any(pattern is not None and pattern.fits(plain) for pattern in patterns)


def _plain_category(category: str) -> str:
    """A category without what people write in different ways: width, capitals, blanks and punctuation."""
    folded = caseless(category)
    return "".join(letter for letter in folded if unicodedata.category(letter)[0] not in "PZC")
