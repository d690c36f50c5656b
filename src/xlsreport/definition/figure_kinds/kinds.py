"""What may be entered at a place: the value kinds of a report definition, one class for each.

A class says how a definition declares the kind. Its ``traits`` are what every room asks about it, so that a new kind
of number is a class here, its words in the message catalogues, and nothing else.
"""

from __future__ import annotations

from datetime import date
from functools import cached_property
from typing import Annotated, Any, Literal, assert_never, get_args

from pydantic import BeforeValidator, ConfigDict, Field, model_validator
from pydantic_core import PydanticCustomError

from xlsreport.definition.declared import Declared
from xlsreport.definition.figure_kinds.kind_traits import DateTraits, NumberTraits, OptionTraits, TextTraits
from xlsreport.definition.figure_kinds.not_applicable import NotApplicable, mark_of, may_not_apply, own_mark_of
from xlsreport.definition.figure_kinds.number_kinds import Amount, Combine, Count, Percent, SignedCount
from xlsreport.definition.reader_words import Words
from xlsreport.messages.locales import number_marks
from xlsreport.messages.written_dates import printed_date
from xlsreport.values import (
    EARLIEST_DATE,
    LATEST_DATE,
    MAX_CELL_TEXT,
    NOT_ASKED_MARK,
    Number,
)


def _is_written_as_date(value: Any) -> Any:
    """Refuse what pydantic would take for a date, such as seconds since 1970."""
    if isinstance(value, str | date | None):
        return value
    raise PydanticCustomError("date_parsing", "not yyyy-mm-dd")


_Day = Annotated[date, BeforeValidator(_is_written_as_date, json_schema_input_type=date)]


class Date(Declared):
    """A day, such as that of an inspection."""

    name: Literal["date"] = Field("date", description="The kind's name.")
    earliest: _Day | None = Field(None, description="The first day that may be entered, as 2025-10-01.")
    latest: _Day | None = Field(None, description="The last day that may be entered.")
    not_applicable: NotApplicable | None = may_not_apply()

    @property
    def combine(self) -> Combine:
        """Dates of several agencies are not combined."""
        return "none"

    @cached_property
    def traits(self) -> DateTraits:
        """Days within their bounds."""
        return DateTraits(
            prompt="date",
            earliest=self.earliest or EARLIEST_DATE,
            latest=self.latest or LATEST_DATE,
            mark=mark_of(self.not_applicable),
            own_mark=own_mark_of(self.not_applicable),
        )


class Text(Declared):
    """A short text in a table cell."""

    name: Literal["text"] = Field("text", description="The kind's name.")
    max_length: int = Field(200, ge=1, le=MAX_CELL_TEXT, description="How many characters fit.")
    lines: int | None = Field(
        None,
        ge=1,
        le=20,
        description="How many lines the empty cell has room for. Default: as max_length asks.",
    )
    pattern: str | None = Field(
        None,
        description="How the whole text is written, as a regular expression; a check tells, the workbook does not.",
    )

    @property
    def combine(self) -> Combine:
        """Texts of several agencies are not combined."""
        return "none"

    @cached_property
    def traits(self) -> TextTraits:
        """A text with a limit."""
        return TextTraits(prompt="text", max_length=self.max_length, lines=self.lines, pattern=self.pattern)


def _one_of_three(schema: dict[str, Any]) -> None:
    """A definition has a choice's options, or says where they stand: in a code list or in what the reporter fills."""
    schema["required"] = [key for key in schema.get("required", ()) if key != "options"]
    if not schema["required"]:
        del schema["required"]


MAX_LISTED = 255
"""Characters of an answer that stands in a list: what COUNTIF compares; Excel's specification."""


class Choice(Declared):
    """One of some answers, which stand here, in a code list, or in a list that the reporter fills."""

    model_config = ConfigDict(json_schema_extra=_one_of_three)

    name: Literal["choice"] = Field("choice", description="The kind's name.")
    options: tuple[Words, ...] = Field(
        description="The answers; at most 6000 characters together.", json_schema_extra={"minItems": 1}
    )
    codes: str | None = Field(None, description="Instead of options: the name of a code list.")
    options_from: str | None = Field(
        None,
        description="Instead of options: a column of a list, as components.name, in which the reporter writes them.",
    )

    @model_validator(mode="before")
    @classmethod
    def _options_stand_elsewhere(cls, declared: Any) -> Any:
        """A choice whose options the reporter writes has none of its own."""
        if isinstance(declared, dict) and "options_from" in declared and "options" not in declared:
            return {**declared, "options": ()}
        return declared

    @property
    def combine(self) -> Combine:
        """Answers of several agencies are not combined."""
        return "none"

    @cached_property
    def traits(self) -> OptionTraits | TextTraits:
        """The declared options; a text where these are what the reporter writes in a list."""
        if self.options_from is None:
            return OptionTraits(prompt="choice", options=self.options)
        name, _, column = self.options_from.partition(".")
        return TextTraits(prompt="listed", max_length=MAX_LISTED, lines=1, source=(name, column), refusal="listed")


class WordedChoice(Choice):
    """A choice whose options are shown in other words, in the same order: those of a translation, or labels for ids."""

    words: tuple[str, ...]

    @cached_property
    def traits(self) -> OptionTraits:
        """The options with their words."""
        return OptionTraits(prompt="choice", options=self.options, words=self.words)


AnyKind = Count | SignedCount | Amount | Percent | Date | Text | Choice

KINDS: dict[str, type[AnyKind]] = {kind.model_fields["name"].default: kind for kind in get_args(AnyKind)}
"""Every kind by its name, in the order in which they are documented."""


def _named(value: Any) -> Any:
    """Let ``kind: count`` stand for ``kind: {name: count}``."""
    return {"name": value} if isinstance(value, str) else value


def _names_alone() -> Any:
    """The literal type of the names that may stand alone: of kinds that need no particulars."""
    needed = {name: any(field.is_required() for field in kind.model_fields.values()) for name, kind in KINDS.items()}
    return Literal.__getitem__(tuple(name for name in KINDS if not needed[name]))


Kind = Annotated[
    Annotated[AnyKind, Field(discriminator="name")],
    BeforeValidator(_named, json_schema_input_type=_names_alone() | AnyKind),
]
"""A value kind as a definition writes it: its name alone, or a mapping with the name and its particulars."""


def is_numeric(kind: AnyKind) -> bool:
    """Whether places of this kind hold numbers, so that rules may use them."""
    return isinstance(kind.traits, NumberTraits)


def is_date(kind: AnyKind) -> bool:
    """Whether places of this kind hold dates."""
    return isinstance(kind.traits, DateTraits)


def is_calculable(kind: AnyKind) -> bool:
    """Whether expressions may use places of this kind, whose cells hold numbers or the numbers of dates."""
    return isinstance(kind.traits, NumberTraits | DateTraits)


def shown_word(option: str, kind: AnyKind) -> str:
    """How an option of a choice is shown; any other text stays as it is."""
    return kind.traits.word_of(option) if isinstance(kind.traits, OptionTraits) else option


def printed(value: Number | str | None, kind: AnyKind, language: str) -> str:
    """What a document prints of the value at a place of this kind; nothing where none is known."""
    if value is None:
        return ""
    if value == NOT_ASKED_MARK:
        return NOT_ASKED_MARK
    match kind.traits:
        case NumberTraits() as traits:
            return value if isinstance(value, str) else traits.printed(value, number_marks(language))
        case DateTraits():
            return printed_date(value, language)
        case OptionTraits() as traits:
            return traits.word_of(str(value))
        case TextTraits():
            return str(value)
        case other:
            assert_never(other)
