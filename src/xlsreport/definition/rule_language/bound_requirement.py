"""When something is asked, with its names resolved."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from xlsreport.definition.rule_language.expression import Condition


@dataclass(frozen=True, slots=True)
class BoundRequirement:
    """When something is asked, with its names resolved: without a condition never, else where it holds.

    ``when`` is the condition as it is written.
    """

    condition: Condition | None
    when: str | None
    otherwise: Literal["empty", "optional"]
