"""Adds up the figures of a round's agencies, or refuses with what has to be settled first."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from xlsreport.definition.definition import Definition
from xlsreport.definition.place import Place
from xlsreport.definition.variation.variant import variant_of
from xlsreport.errors import RoundError, XlsreportError
from xlsreport.messages import Messages
from xlsreport.round.combined_figures import Figures, combine_columns
from xlsreport.round.consolidation.consolidation_options import ConsolidationOptions
from xlsreport.round.consolidation.contributions import Contribution, FigureOrder, contributions, figure_order
from xlsreport.round.consolidation.lists.placed_rows import with_placed_rows
from xlsreport.round.consolidation.parents import ParentComparison, compare_parents
from xlsreport.round.consolidation.scope import ConsolidationScope, agency_names, scope_of
from xlsreport.round.consolidation.uncombined_entries import only_entry
from xlsreport.round.counting.round_state import AgencyState
from xlsreport.round.folder import Round
from xlsreport.submission.submission import Entry
from xlsreport.values import Number

_MAX_LISTED = 50
"""Agencies that a refusal lists; the status of the round has all of them."""


@dataclass(frozen=True)
class Consolidation:
    """The result of a consolidation.

    ``form`` is what at least one of the agencies was asked for. ``contributions`` are the agencies that are counted,
    with their figures in the order of ``places``, which are those of the form; ``numbers`` and ``previous`` are what
    this year's and last year's figures come to. ``comparisons`` are about parents.
    """

    options: ConsolidationOptions
    scope: ConsolidationScope
    form: Definition
    places: FigureOrder
    contributions: tuple[Contribution, ...]
    numbers: Figures
    previous: Figures
    comparisons: tuple[ParentComparison, ...]

    @property
    def figures(self) -> dict[Place, Number | str]:
        """The consolidated figures of this year, where every agency that is asked has one; a mark where none is
        applicable.
        """
        numbers = zip(self.places.entries, self.numbers, strict=True)
        return {place: number for place, number in numbers if isinstance(number, Number | str)}

    @property
    def uncombined(self) -> dict[Place, Entry]:
        """The entries that are not combined, where what the agencies state leaves only one answer."""
        columns = zip(*(one.read.uncombined for one in self.contributions), strict=True)
        found = (
            (place, only_entry(entries, self.form.facts(place).mark or ""))
            for place, entries in zip(self.places.uncombined, columns, strict=True)
        )
        return {place: entry for place, entry in found if entry is not None}

    @property
    def previous_figures(self) -> dict[Place, Number]:
        """The consolidated figures of last year, where every agency was given one."""
        return {p: n for p, n in zip(self.places.previous, self.previous, strict=True) if isinstance(n, Number)}

    @property
    def unknown(self) -> tuple[Place, ...]:
        """The places without a sum, since an agency that is counted has no figure there."""
        return tuple(p for p, n in zip(self.places.entries, self.numbers, strict=True) if n is None)

    @property
    def warned(self) -> tuple[AgencyState, ...]:
        """The agencies that are counted with warnings that they have not explained."""
        return tuple(one for one in self.scope.counted if one.state == "warnings")

    @property
    def superseded(self) -> tuple[AgencyState, ...]:
        """The agencies whose newest file has errors, so that one before it is counted."""
        return tuple(one for one in self.scope.counted if one.newer_with_errors is not None)

    @property
    def undecided(self) -> tuple[AgencyState, ...]:
        """The agencies that sent several files which differ, between which the office has not decided."""
        return tuple(one for one in self.scope.counted if one.undecided)

    @property
    def twice(self) -> tuple[ParentComparison, ...]:
        """The parents that are counted although their figures seem to contain those of others."""
        return tuple(one for one in self.comparisons if one.twice)


class RefusedConsolidationError(XlsreportError):
    """A consolidation that the office has to decide about first; ``agencies`` are those concerned."""

    def __init__(self, sentence: str, agencies: tuple[AgencyState, ...], messages: Messages) -> None:
        super().__init__(sentence)
        self.agencies = agencies
        self._messages = messages

    def lines(self) -> list[str]:
        """The sentence, then a line for each agency, up to a limit."""
        listed = [
            self._messages(
                "consolidate.agency",
                code=one.agency.code,
                agency=one.agency.name,
                state=self._messages(f"status.{one.state}"),
            )
            for one in self.agencies[:_MAX_LISTED]
        ]
        more = len(self.agencies) - _MAX_LISTED
        end = [self._messages("consolidate.more", count=more)] if more > 0 else []
        return [str(self), *listed, *end]


Watch = Callable[[Iterator[Contribution], int], Iterable[Contribution]]
"""Passes on the items of an iterator, given how many there are; for showing progress."""


def consolidate(
    round_: Round, options: ConsolidationOptions, *, processes: int | None = None, watch: Watch = lambda read, _: read
) -> Consolidation:
    """Add up the figures of the agencies of a round.

    Args:
        round_: the round.
        options: what is to be added up, and what to do about what stands in the way.
        processes: how many to use for reading; by default one for each core.
        watch: sees each agency's figures as they are read.

    Raises:
        RefusedConsolidationError: agencies are missing or in error, or would be counted twice, and the wish does not
            allow it.
        RoundError: there is nothing to add up, or a file of the ledger cannot be read any more.
        LedgerError: the ledger cannot be read.
        RosterError: the roster has mistakes.
    """
    scope = scope_of(round_, options)
    _refuse_missing(scope, options, round_.messages)
    wanted = {one.agency.code: one for one in (*scope.counted, *scope.parents) if one.current is not None}
    read = {
        one.state.agency.code: one
        for one in watch(contributions(round_, wanted.values(), processes=processes), len(wanted))
    }
    form = _form(round_.definition, [read[one.agency.code] for one in scope.counted])
    places = figure_order(form)
    if form is not round_.definition:
        whole = figure_order(round_.definition)
        read = {code: replace(one, read=one.read.in_order(whole, places)) for code, one in read.items()}
    codes = [one.agency.code for one in scope.counted]
    others = [one for code, one in read.items() if code not in codes]
    read = dict(with_placed_rows(form, places, [read[code] for code in codes], others, round_.messages))
    counted = tuple(read[code] for code in codes)
    result = Consolidation(
        options,
        scope,
        form,
        places,
        counted,
        combine_columns(places.hows, (one.read.numbers for one in counted)),
        combine_columns(places.previous_hows, (one.read.previous for one in counted)),
        tuple(compare_parents(round_.roster, scope, places, read)),
    )
    _refuse_twice(result, round_.messages)
    return result


def _form(definition: Definition, counted: Sequence[Contribution]) -> Definition:
    """What at least one of the agencies was asked for; the whole form where one of them had that."""
    if any(not one.read.kinds for one in counted):
        return definition
    return variant_of(definition, {kind for one in counted for kind in one.read.kinds})


def _refuse_missing(scope: ConsolidationScope, options: ConsolidationOptions, messages: Messages) -> None:
    if scope.left_out and options.missing == "refuse":
        errors = sum(one.state == "errors" for one in scope.left_out)
        counts = {"wanted": scope.wanted, "missing": len(scope.left_out) - errors, "errors": errors}
        raise RefusedConsolidationError(messages("consolidate.refused_missing", **counts), scope.left_out, messages)
    if not scope.counted:
        raise RoundError(messages("consolidate.none_counted", wanted=scope.wanted))


def _refuse_twice(result: Consolidation, messages: Messages) -> None:
    if result.twice and result.options.twice == "refuse":
        parents = tuple(one.parent for one in result.twice)
        agencies = agency_names((one.agency for one in parents), messages)
        sentence = messages("consolidate.refused_twice", agencies=agencies)
        raise RefusedConsolidationError(sentence, (), messages)
