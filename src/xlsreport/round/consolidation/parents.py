"""Compares the figures of agencies that have others below them with the sum of those below."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from xlsreport.definition.definition import Definition
from xlsreport.definition.figure_kinds.number_kinds import Combine
from xlsreport.definition.place import Place
from xlsreport.round.combined_figures import NOT_ASKED, Figure, Figures, combine_columns
from xlsreport.round.consolidation.contributions import Contribution, FigureOrder
from xlsreport.round.consolidation.scope import ConsolidationScope
from xlsreport.round.counting.round_state import AgencyState
from xlsreport.round.folder import Round
from xlsreport.round.ledger.records import parsed_figures
from xlsreport.round.roster.agencies import Agency, Roster
from xlsreport.submission.rebuilding import asked_in
from xlsreport.submission.submission import PreviousValue
from xlsreport.values import Number

_MIN_NONZERO_FIGURES = 8
"""Figures other than zero; a parent that is nowhere below the sum of so many has hardly got there by chance."""


@dataclass(frozen=True, slots=True)
class ParentComparison:
    """A parent's own figures beside the sum of the agencies below it.

    ``own`` is None where the parent sent nothing that counts; ``left_out`` are agencies below it whose figures the sum
    lacks. ``twice`` says that its own figures are counted and seem to have those of others in them.
    """

    parent: AgencyState
    own: Contribution | None
    below: Figures
    left_out: tuple[AgencyState, ...]
    twice: bool

    def differences(self, places: FigureOrder) -> Iterator[tuple[Place, Figure, Figure]]:
        """The places where the two differ, with both figures."""
        if self.own is not None:
            for place, own, below in zip(places.entries, self.own.read.numbers, self.below, strict=True):
                if own != below and NOT_ASKED not in (own, below):
                    yield place, own, below


def own_previous(round_: Round, parent: Agency | None, form: Definition) -> Mapping[Place, PreviousValue]:
    """Last year's figures as the agency above has been given them in its own workbook; none where it has none.

    They go before the sum of what those below were given, which lacks whoever was merged or dissolved since.

    Raises:
        LedgerError: the ledger cannot be read.
    """
    if parent is None:
        return {}
    with round_.open_ledger() as ledger:
        issued, _ = ledger.last_year(parent.code)
    return {} if issued is None else asked_in(form, parsed_figures(issued))


def compare_parents(
    roster: Roster, scope: ConsolidationScope, places: FigureOrder, read: Mapping[str, Contribution]
) -> Iterator[ParentComparison]:
    """Compare every parent of a scope with what is counted below it.

    Args:
        roster: who stands above whom.
        scope: who is counted.
        places: the order of figures.
        read: the figures by agency's code, of the counted ones and of parents.
    """
    counted = {one.agency.code for one in scope.counted}
    left_out = {one.agency.code: one for one in scope.left_out}
    for parent in scope.parents:
        below = roster.below(parent.agency.code)
        own = read.get(parent.agency.code)
        figures = _figures((agency for agency in below if agency.code in counted), read)
        is_counted = parent.agency.code in counted
        yield ParentComparison(
            parent,
            own,
            combine_columns(places.hows, figures),
            tuple(left_out[agency.code] for agency in below if agency.code in left_out),
            is_counted and own is not None and _holds_others(own, roster, parent.agency, places.hows, read),
        )


def _figures(agencies: Iterator[Agency] | Sequence[Agency], read: Mapping[str, Contribution]) -> list[Figures]:
    return [read[agency.code].read.numbers for agency in agencies if agency.code in read]


def _holds_others(
    own: Contribution, roster: Roster, parent: Agency, hows: Sequence[Combine], read: Mapping[str, Contribution]
) -> bool:
    """Whether a parent's figures seem to contain those below it: of all, of the leaves, or of the children."""
    below = roster.below(parent.code)
    ends = [agency for agency in below if not roster.children(agency.code)]
    summed = [number for number, how in enumerate(hows) if how == "sum"]
    typed = [own.read.numbers[number] for number in summed]
    for others in (below, ends, roster.children(parent.code)):
        figures = combine_columns(hows, _figures(others, read))
        if _is_in(typed, [figures[number] for number in summed]):
            return True
    return False


def _is_in(whole: list[Figure], part: list[Figure]) -> bool:
    """Whether figures equal those of a part, or are nowhere less than the many figures of a part."""
    asked = [both for both in zip(whole, part, strict=True) if NOT_ASKED not in both]
    if all(one == other for one, other in asked):
        return any(other for _, other in asked)  # two reports of zeros prove nothing
    pairs = [(one, other) for one, other in asked if isinstance(one, Number) and isinstance(other, Number)]
    return all(one >= other for one, other in pairs) and sum(other != 0 for _, other in pairs) >= _MIN_NONZERO_FIGURES
