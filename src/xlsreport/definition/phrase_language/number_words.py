"""The declaration of words that stand beside numbers and between labels, and say what a number is."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field, StringConstraints

from xlsreport.definition.declared import Declared

NonEmptyText = Annotated[str, StringConstraints(min_length=1)]
Words = tuple[NonEmptyText, ...]


class ForEach(Declared):
    """What says that a number of one is no count: every one of them gets something, as in 一件一策."""

    words: Words = Field(min_length=1, description="Phrases that begin with the number itself.")
    unless: Words = Field((), description="Phrases that begin so too, and are a count after all.")


class Inexact(Declared):
    """Words beside a number that is not exact, or that is no count at all."""

    before: Words = Field((), description="Words right before it, such as about; no phrases.")
    behind: Words = Field((), description="Words right behind it and its unit; no phrases.")
    another: Words = Field((), description="Words right before a one that is one more then, as in 另一件; no phrases.")
    ranges: Words = Field(
        (), description="Words between the two numbers or years of a range, such as to, besides a dash; no phrases."
    )
    kinds: Words = Field(
        (), description="Words right behind how many kinds were named, as in 许可、处罚两项; no phrases."
    )


class Joining(Declared):
    """Words between the labels of a list, besides the comma of lists; no phrases."""

    all: Words = Field((), description="Words for and.")
    any: Words = Field((), description="Words for or.")
    not_before: Words = Field(
        (), description="Words right behind a word for and with which it stands within a label, as in 法人和其他组织."
    )
