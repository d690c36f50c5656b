"""The value kinds of numbers."""

from __future__ import annotations

from decimal import Decimal
from functools import cached_property
from typing import Annotated, Any, Literal

from pydantic import Field, WithJsonSchema

from xlsreport.definition.declared import Declared
from xlsreport.definition.figure_kinds.kind_traits import NumberTraits
from xlsreport.definition.figure_kinds.not_applicable import NotApplicable, mark_of, may_not_apply, own_mark_of
from xlsreport.definition.reader_words import OptionalWords
from xlsreport.values import (
    MAX_DECIMALS,
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


class Count(Declared):
    """A whole number, zero or more."""

    name: Literal["count"] = Field("count", description="The kind's name.")
    minimum: Annotated[int, Field(ge=0)] | None = _bound("least")
    maximum: Annotated[int, Field(ge=0)] | None = _bound("greatest")
    combine: _Combine = "sum"
    not_applicable: NotApplicable | None = may_not_apply()

    @cached_property
    def traits(self) -> NumberTraits:
        """Whole numbers of things that can be counted."""
        return NumberTraits(
            prompt="count",
            is_count=True,
            least=self.minimum or 0,
            greatest=self.maximum,
            mark=mark_of(self.not_applicable),
            own_mark=own_mark_of(self.not_applicable),
        )


class SignedCount(Declared):
    """A whole number that may be negative, such as an increase or decrease."""

    name: Literal["signed_count"] = Field("signed_count", description="The kind's name.")
    minimum: int | None = _bound("least")
    maximum: int | None = _bound("greatest")
    combine: _Combine = "sum"
    not_applicable: NotApplicable | None = may_not_apply()

    @cached_property
    def traits(self) -> NumberTraits:
        """As of a count, without a least number."""
        return NumberTraits(
            prompt="signed_count",
            is_count=True,
            least=self.minimum,
            greatest=self.maximum,
            mark=mark_of(self.not_applicable),
            own_mark=own_mark_of(self.not_applicable),
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
    not_applicable: NotApplicable | None = may_not_apply()

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
            mark=mark_of(self.not_applicable),
            own_mark=own_mark_of(self.not_applicable),
        )


class Percent(Declared):
    """A share of something in per cent: 40.5 is 40.5 %."""

    name: Literal["percent"] = Field("percent", description="The kind's name.")
    decimals: int = Field(1, ge=0, le=MAX_DECIMALS, description="How many decimals may be entered.")
    minimum: _Exact | None = Field(Decimal(0), description="The least number; null for any, as of a growth.")
    maximum: _Exact | None = _bound("greatest")
    combine: _Combine = "none"
    not_applicable: NotApplicable | None = may_not_apply()

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
            mark=mark_of(self.not_applicable),
            own_mark=own_mark_of(self.not_applicable),
        )


def _number(bound: Decimal | None) -> Number | None:
    return None if bound is None else plain_number(bound)
