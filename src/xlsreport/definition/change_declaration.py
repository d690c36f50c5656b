"""The declaration of a change from last year that wants a reason."""

from __future__ import annotations

import re
from decimal import Decimal

from pydantic import Field

from xlsreport.definition.declared import Declared
from xlsreport.definition.phrase_language.number_words import NonEmptyText

_PERCENTAGE = re.compile(r"([0-9]{1,4}(?:\.[0-9]{1,2})?) ?[%％]")


class ExplainedChange(Declared):
    """How far a figure may be from last year's before the reporter is asked why."""

    more_than: NonEmptyText | None = Field(
        None, description="The share of last year's figure that the difference exceeds, such as 30%; or times."
    )
    times: float | None = Field(
        None,
        ge=1.5,
        le=1000,
        description="Instead of more_than: the greater of both figures is more than so many times the smaller.",
    )
    from_zero: bool = Field(
        False,
        description="With times: whether a figure that was 0 last year counts, too, of which everything is infinitely "
        "many times as much. Then at_least alone is the limit.",
    )
    at_least: float = Field(
        ge=0, le=1e12, description="The least difference that counts, so that from 1 to 5 is no news."
    )
    units: dict[NonEmptyText, float] = Field(
        default_factory=dict,
        description="Units that a figure may be entered in by mistake, and what one is worth in the right one. Where "
        "that brings the figure close to last year's, the finding says so.",
    )

    @property
    def passes_over_zero(self) -> bool:
        """Whether nothing is asked of a figure that was 0 last year: no number is so many times as much."""
        return self.times is not None and not self.from_zero

    @property
    def share(self) -> Decimal | None:
        """``more_than`` as a number, 0.3 for 30%; None where it is not there or no percentage."""
        found = _PERCENTAGE.fullmatch(self.more_than or "")
        return None if found is None else Decimal(found[1]) / 100
