"""What may be entered at a place: the value kinds of a report definition."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field

MAX_DECIMALS = 6
"""Decimals of an amount, and the precision to which rules compare: 万元 to the 分. Beyond, the noise of a spreadsheet's
binary sums would reach the decimals that count."""


NUMBER_LIMIT: int = 10**15
"""No figure reaches it: a spreadsheet keeps 15 significant digits, so beyond it whole numbers lose their last ones."""


Combine = Literal["sum", "min", "max", "none"]
"""What becomes of the figures of several agencies at one place when they are made into one report."""

_Combine = Annotated[
    Combine,
    Field(
        description="What a consolidation makes of the figures of several agencies: their sum, the least or the "
        "greatest of them (zeros count), or none, as of averages, so that it is left to be written."
    ),
]


class Declared(BaseModel):
    """Base of everything that is written in a report definition: frozen, and strict about unknown keys.

    A model is built when it is first used, so that those within another are built once, with it.
    """

    model_config = ConfigDict(frozen=True, extra="forbid", defer_build=True)


class Count(Declared):
    """A whole number, zero or more."""

    name: Literal["count"] = Field("count", description="The kind's name.")
    combine: _Combine = "sum"


class SignedCount(Declared):
    """A whole number that may be negative, such as an increase or decrease."""

    name: Literal["signed_count"] = Field("signed_count", description="The kind's name.")
    combine: _Combine = "sum"


class Amount(Declared):
    """A quantity of zero or more with decimals, such as money."""

    name: Literal["amount"] = Field("amount", description="The kind's name.")
    unit: str | None = Field(
        None, description="The unit as findings name it, such as 万元; the label prints it for the reader."
    )
    decimals: int = Field(
        2, ge=0, le=MAX_DECIMALS, description="How many decimals may be entered; none is ever rounded away."
    )
    combine: _Combine = "sum"


class Text(Declared):
    """A short text in a table cell."""

    name: Literal["text"] = Field("text", description="The kind's name.")
    max_length: int = Field(200, ge=1, le=32767, description="How many characters fit.")


class Choice(Declared):
    """One of a few fixed answers."""

    name: Literal["choice"] = Field("choice", description="The kind's name.")
    options: tuple[Annotated[str, Field(min_length=1)], ...] = Field(
        min_length=1, description="The answers, none with a comma in it; at most 255 characters together."
    )


def _named(value: Any) -> Any:
    """Let ``kind: count`` stand for ``kind: {name: count}``."""
    return {"name": value} if isinstance(value, str) else value


AnyKind = Count | SignedCount | Amount | Text | Choice

Kind = Annotated[
    Annotated[AnyKind, Field(discriminator="name")],
    BeforeValidator(_named, json_schema_input_type=Literal["count", "signed_count", "amount", "text"] | AnyKind),
]
"""A value kind as a definition writes it: its name alone, or a mapping with the name and its particulars."""


def is_numeric(kind: AnyKind) -> bool:
    """Whether places of this kind hold numbers, so that rules may use them."""
    return not isinstance(kind, _OF_WORDS)


_OF_WORDS = (Text, Choice)


def combined_by(kind: AnyKind) -> Combine:
    """What becomes of the figures of several agencies at a place of this kind; texts and choices are not combined."""
    return "none" if isinstance(kind, Text | Choice) else kind.combine


def decimals_allowed(kind: AnyKind) -> int:
    """How many decimals a number of this kind may have."""
    return kind.decimals if isinstance(kind, Amount) else 0
