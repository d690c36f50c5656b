"""The numbers that can stand at a place, as bounds and a step, so that narrowing them is exact."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from math import ceil, floor

from xlsreport.checking.suspects.linear_form import Exact, exact
from xlsreport.definition.figure_kinds.kind_traits import NumberTraits
from xlsreport.values import NUMBER_LIMIT


@dataclass(frozen=True, slots=True)
class Domain:
    """The multiples of a step between two bounds, both among them."""

    step: Exact
    least: Exact
    greatest: Exact

    @classmethod
    def of(cls, traits: NumberTraits) -> Domain:
        """All that a kind of number takes."""
        step = exact(Fraction(1, 10 ** (0 if traits.is_count else traits.decimals)))
        least = 1 - NUMBER_LIMIT if traits.least is None else traits.least
        greatest = NUMBER_LIMIT - 1 if traits.greatest is None else traits.greatest
        return cls(step, exact(Fraction(least)), exact(Fraction(greatest)))

    def contains(self, number: Exact) -> bool:
        """Whether a number is among them."""
        if not self.least <= number <= self.greatest:
            return False
        return number.denominator == 1 if self.step == 1 else Fraction(number, self.step).denominator == 1

    def only_at(self, number: Exact) -> Domain | None:
        """The domain of one number; None if it is not among them."""
        return Domain(self.step, exact(number), exact(number)) if self.contains(number) else None

    def up_to(self, limit: Exact, *, strictly: bool) -> Domain | None:
        """Those that are at most a limit, or less; None where there is none."""
        steps = Fraction(limit, self.step)
        greatest = exact((ceil(steps) - 1 if strictly else floor(steps)) * self.step)
        return self._between(self.least, min(greatest, self.greatest))

    def down_to(self, limit: Exact, *, strictly: bool) -> Domain | None:
        """Those that are at least a limit, or greater; None where there is none."""
        steps = Fraction(limit, self.step)
        least = exact((floor(steps) + 1 if strictly else ceil(steps)) * self.step)
        return self._between(max(least, self.least), self.greatest)

    def _between(self, least: Exact, greatest: Exact) -> Domain | None:
        return Domain(self.step, least, greatest) if least <= greatest else None

    def nearest(self, number: Exact) -> Exact:
        """The one that is least away from a number, which is a multiple of the step."""
        return min(max(number, self.least), self.greatest)

    @property
    def only(self) -> Exact | None:
        """The number where it is only one."""
        return self.least if self.least == self.greatest else None
