"""What an office may ask of a consolidation."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Answer = Literal["refuse", "allow"]


@dataclass(frozen=True, slots=True)
class ConsolidationOptions:
    """Which agencies a consolidation adds up, and what it does about what stands in the way.

    Attributes:
        of: code or name of the agency whose report is made of those below it; empty for the whole roster.
        agency: what the result's agency is called where it is none of the roster.
        otherwise: the same where neither these nor the roster say it; else it is called as the round is.
        count_parents: whether agencies with others below them reported about themselves only, so that their figures
            are added to those of the others; otherwise a parent's figures are taken for the sum of its children's.
        missing: whether to go on without agencies that have sent nothing, or only files with errors.
        twice: whether to add a parent's figures although they seem to contain those of its children.
    """

    of: str = ""
    agency: str = ""
    otherwise: str = ""
    count_parents: bool = False
    missing: Answer = "refuse"
    twice: Answer = "refuse"
