"""What the matching has found, and what not, before it is put into words."""

from __future__ import annotations

from dataclasses import dataclass

from xlsreport.published.matching.agreed_figures import Agreed
from xlsreport.published.matching.confirmation import Values
from xlsreport.published.matching.place_readings import Readings


@dataclass(frozen=True, slots=True)
class MatchingOutcome:
    """All that there is to be said.

    Attributes:
        readings: the cells by place, and what was refused.
        values: what these cells say.
        together: what they say together.
        glued: the tables whose labels and digits run together in the text.
    """

    readings: Readings
    values: Values
    together: Agreed
    glued: frozenset[str]
