"""What may be entered at a place: the value kinds of a report definition, one class for each.

A class says how a definition declares the kind. Its ``traits`` are what every room asks about it, so that a new kind
of number is a class here, its words in the message catalogues, and nothing else.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from functools import cached_property
from typing import Annotated, Any, Literal, Self, assert_never, get_args

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, WithJsonSchema
from pydantic_core import PydanticCustomError

from xlsreport.definition.kind_traits import DateTraits, NumberTraits, OptionTraits, TextTraits
from xlsreport.definition.reader_words import OptionalWords, Words
from xlsreport.messages.locales import number_marks
from xlsreport.messages.written_dates import printed_date
from xlsreport.values import (
    EARLIEST_DATE,
    LATEST_DATE,
    MAX_CELL_TEXT,
    MAX_DECIMALS,
    NOT_ASKED_MARK,
    Number,
    plain_number,
)

Combine = Literal["sum", "min", "max", "none"]
"""What becomes of the figures of several agencies at one place when they are made into one report."""

_Combine = Annotated[
    Combine,
    Field(
        description="What a consolidation makes of the figures of several agencies: their sum, the least or the "
        "greatest of them (zeros count), or none, as of averages, so that it is left to be written."
    ),
]


_Exact = Annotated[Decimal, WithJsonSchema({"type": "number"})]
"""A number as it was written."""


def _bound(which: str) -> Any:
    return Field(None, description=f"The {which} number that may be entered.")


class Declared(BaseModel):
    """Base of everything that is written in a report definition: frozen, and strict about unknown keys.

    A model is built when it is first used, so that those within another are built once, with it.
    """

    model_config = ConfigDict(frozen=True, extra="forbid", defer_build=True)

    def model_copy(self, *, update: Mapping[str, Any] | None = None, deep: bool = False) -> Self:
        """A copy with other values, which has nothing of what was calculated from the former ones."""
        copied = super().model_copy(update=update, deep=deep)
        for name in copied.__dict__.keys() - type(self).model_fields.keys():
            del copied.__dict__[name]
        return copied


class NotApplicable(Declared):
    """That nothing may be there to be stated, such as the median of no cases."""

    mark: OptionalWords = Field(
        "N/A",
        min_length=1,
        max_length=20,
        pattern=r"^[^\s*?~=<>#\"'+@][^*?~\"]*$",
        description="What is then entered and printed; no number.",
    )
    when: str | None = Field(
        None,
        description="A condition, as of a rule, of when it is right: then the mark is expected, else it is an error. "
        "Without it the mark may stand anywhere.",
    )

    @property
    def own_mark(self) -> str:
        """The mark in the definition's own language, which a translation takes, too."""
        return self.mark


def _may_not_apply() -> Any:
    return Field(None, description="That it may be not applicable: neither blank nor zero.")


class Count(Declared):
    """A whole number, zero or more."""

    name: Literal["count"] = Field("count", description="The kind's name.")
    minimum: Annotated[int, Field(ge=0)] | None = _bound("least")
    maximum: Annotated[int, Field(ge=0)] | None = _bound("greatest")
    combine: _Combine = "sum"
    not_applicable: NotApplicable | None = _may_not_apply()

    @cached_property
    def traits(self) -> NumberTraits:
        """Whole numbers of things that can be counted."""
        return NumberTraits(
            prompt="count",
            is_count=True,
            least=self.minimum or 0,
            greatest=self.maximum,
            mark=_mark(self),
            own_mark=_own_mark(self),
        )


class SignedCount(Declared):
    """A whole number that may be negative, such as an increase or decrease."""

    name: Literal["signed_count"] = Field("signed_count", description="The kind's name.")
    minimum: int | None = _bound("least")
    maximum: int | None = _bound("greatest")
    combine: _Combine = "sum"
    not_applicable: NotApplicable | None = _may_not_apply()

    @cached_property
    def traits(self) -> NumberTraits:
        """As of a count, without a least number."""
        return NumberTraits(
            prompt="signed_count",
            is_count=True,
            least=self.minimum,
            greatest=self.maximum,
            mark=_mark(self),
            own_mark=_own_mark(self),
        )


class Amount(Declared):
    """A quantity with decimals, such as money: zero or more, unless it is signed."""

    name: Literal["amount"] = Field("amount", description="The kind's name.")
    unit: OptionalWords | None = Field(
        None, description="The unit as findings name it, such as 万元; the label prints it for the reader."
    )
    decimals: int = Field(
        2, ge=0, le=MAX_DECIMALS, description="How many decimals may be entered; none is ever rounded away."
    )
    signed: bool = Field(False, description="Whether it may be negative, such as a loss or a refund.")
    minimum: _Exact | None = _bound("least")
    maximum: _Exact | None = _bound("greatest")
    combine: _Combine = "sum"
    not_applicable: NotApplicable | None = _may_not_apply()

    @cached_property
    def traits(self) -> NumberTraits:
        """Quantities in a unit; where none is declared, money is taken in 元."""
        prompt = "amount_unit" if self.unit else "amount"
        if self.signed:
            prompt = "signed_amount_unit" if self.unit else "signed_amount"
        least = _number(self.minimum)
        return NumberTraits(
            prompt=prompt,
            decimals=self.decimals,
            least=0 if least is None and not self.signed else least,
            greatest=_number(self.maximum),
            unit=self.unit,
            mark=_mark(self),
            own_mark=_own_mark(self),
        )


class Percent(Declared):
    """A share of something in per cent: 40.5 is 40.5 %."""

    name: Literal["percent"] = Field("percent", description="The kind's name.")
    decimals: int = Field(1, ge=0, le=MAX_DECIMALS, description="How many decimals may be entered.")
    minimum: _Exact | None = Field(Decimal(0), description="The least number; null for any, as of a growth.")
    maximum: _Exact | None = _bound("greatest")
    combine: _Combine = "none"
    not_applicable: NotApplicable | None = _may_not_apply()

    @cached_property
    def traits(self) -> NumberTraits:
        """Hundredths, printed with their sign."""
        return NumberTraits(
            prompt="percent",
            decimals=self.decimals,
            least=_number(self.minimum),
            greatest=_number(self.maximum),
            unit="%",
            suffix="%",
            is_share=True,
            mark=_mark(self),
            own_mark=_own_mark(self),
        )


def _mark(kind: Count | SignedCount | Amount | Percent | Date) -> str | None:
    return None if kind.not_applicable is None else kind.not_applicable.mark


def _own_mark(kind: Count | SignedCount | Amount | Percent | Date) -> str | None:
    return None if kind.not_applicable is None else kind.not_applicable.own_mark


def _number(bound: Decimal | None) -> Number | None:
    return None if bound is None else plain_number(bound)


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
    not_applicable: NotApplicable | None = _may_not_apply()

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
            mark=_mark(self),
            own_mark=_own_mark(self),
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


def _one_of_two(schema: dict[str, Any]) -> None:
    """A definition has a choice's options or names a code list; loading puts the options in its place."""
    schema["required"] = [key for key in schema.get("required", ()) if key != "options"]
    if not schema["required"]:
        del schema["required"]


class Choice(Declared):
    """One of a few fixed answers, which stand here or in a code list."""

    model_config = ConfigDict(json_schema_extra=_one_of_two)

    name: Literal["choice"] = Field("choice", description="The kind's name.")
    options: tuple[Words, ...] = Field(min_length=1, description="The answers; at most 6000 characters together.")
    codes: str | None = Field(None, description="Instead of options: the name of a code list.")

    @property
    def combine(self) -> Combine:
        """Answers of several agencies are not combined."""
        return "none"

    @cached_property
    def traits(self) -> OptionTraits:
        """The declared options."""
        return OptionTraits(prompt="choice", options=self.options)


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
