"""The declaration of when something is asked: a cell, a section's text, a field of the cover."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, Field

from xlsreport.definition.declared import Declared


class Requirement(Declared):
    """When something must be filled in, and what it may be otherwise."""

    when: str | None = Field(
        None,
        description="A condition, as of a rule: where it holds, a blank is an error. Until it is known, nothing is "
        "said.",
    )
    otherwise: Literal["empty", "optional"] = Field(
        "empty",
        description="What it is where the condition does not hold. empty: nothing is asked, the cell turns grey, and "
        "what stands there is an error. optional: it may be filled in.",
    )


def _at_will(value: Any) -> Any:
    """Let ``required: false`` stand for what may always be left blank, and ``true`` for what is so by default."""
    match value:
        case True:
            return None
        case False:
            return {"otherwise": "optional"}
        case _:
            return value


Required = Annotated[
    Requirement | None,
    BeforeValidator(_at_will, json_schema_input_type=bool | Requirement | None),
]
"""What a definition writes behind ``required``; without it, all is asked."""


def required_field(what: str) -> Any:
    """The key ``required`` of something that is filled in."""
    return Field(
        None,
        description=f"When {what} must be filled in: a condition, and what is so otherwise. true: always, as by "
        "default. false: never, it may be left blank.",
    )


AskedState = Literal["empty", "optional", "open", "asked"]
"""What is known of a place: it must be blank, may be blank, is not decided yet, must be filled in."""

ASKED_RANKS: Mapping[AskedState, float] = {"empty": 0, "optional": 0.25, "open": 0.5, "asked": 1}
"""The same as numbers, of which formulas take the least where several conditions count."""
