"""What is found: the figures that would explain why rules do not hold, and how certain that is."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from xlsreport.definition.place import Place
from xlsreport.layout.checklines import CaseLine, TotalLine
from xlsreport.values import Number

if TYPE_CHECKING:  # findings are known to those, too, who read no texts
    from xlsreport.checking.claims.contradictions import Contradiction

Reason = Literal[
    "only_explanation",
    "last_year",
    "text",
    "digits_exchanged",
    "digit_dropped",
    "digit_doubled",
    "decimal_shifted",
    "left_out",
    "counted_twice",
    "swapped",
    "linked",
    "calculated",
    "overwritten",
]
"""Why a figure is suspected.

``only_explanation``: no other figure explains all of it. ``last_year``: a rule that compares with last year's figures
then holds. ``text``: a sentence of the report gives the suggested number. ``digits_exchanged``, ``digit_dropped``,
``digit_doubled``, ``decimal_shifted``: how the number was mistyped. ``left_out``, ``counted_twice``: the figure is
wrong by just one of those that it adds up. ``swapped``: it and the figure beside, above or below it change places.
``linked``, ``calculated``: its cell has a formula where a number is asked for, the first one reads another workbook.
``overwritten``: a number was typed over the formula of this total.
"""

Certainty = Literal["unique", "pair", "candidates"]
"""``unique``: one figure explains all of it, no other does, and two equations or a strong reason speak for its number.
``pair``: the same of two figures, where none explains it alone. ``candidates``: several explanations are possible, or
nothing confirms the only one; those that something speaks for are named."""

MAX_ALTERNATIVES = 3
"""Explanations of one cause that are named."""


@dataclass(frozen=True, slots=True)
class Suspect:
    """A figure that is most likely wrong.

    Attributes:
        place: an entry, or a total that was typed.
        found: what it is; None for a blank entry.
        suggested: what it should be; None where several numbers would do and nothing speaks for one of them.
        because: what speaks for it, the strongest first.
    """

    place: Place
    found: Number | None
    suggested: Number | None
    because: tuple[Reason, ...]


@dataclass(frozen=True, slots=True)
class Cause:
    """One mistake, as far as it can be told from the figures, and everything that it explains.

    Attributes:
        lines: the rules and totals that do not hold because of it, in the order of the checks sheet.
        contradictions: the statements in the texts that equal the figures as they are suggested, but not as they are.
        certainty: how certain the alternatives are.
        alternatives: each is a set of figures that together explain everything, the most likely first; at most
            ``MAX_ALTERNATIVES``, and none where many figures could be it and nothing speaks for one of them.
        possible: how many explanations of this size there are, whether anything speaks for them or not.
    """

    lines: tuple[CaseLine | TotalLine, ...]
    certainty: Certainty
    alternatives: tuple[tuple[Suspect, ...], ...]
    possible: int = 1
    contradictions: tuple[Contradiction, ...] = ()
