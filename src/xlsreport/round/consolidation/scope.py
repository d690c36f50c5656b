"""Selects the agencies that are added up: the leaves of the roster's tree, and on request their parents."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from xlsreport.errors import RoundError
from xlsreport.messages import Messages
from xlsreport.round.consolidation.consolidation_options import ConsolidationOptions
from xlsreport.round.counting.outdated_sums import added_up
from xlsreport.round.counting.round_state import AgencyState, RoundState, state_of
from xlsreport.round.folder import Round
from xlsreport.round.roster.agencies import Agency, Roster, predecessors_of
from xlsreport.round.roster.agency_search import find_agency
from xlsreport.tabular.body_names import normalise_name

_MAX_NAMED = 20
"""Agencies that a sentence names; it says how many more there are."""


@dataclass(frozen=True)
class ConsolidationScope:
    """The agencies of a consolidation.

    ``agency`` is what the result's agency is called, ``parent`` that agency where the roster has it; ``is_named`` is
    false where only the round's own name was there to call it by. ``counted`` are
    those whose figures are added, ``left_out`` those that have sent none that count; ``parents`` are all that have
    agencies below them, counted or not. ``departed`` have sent something, and the roster has them no longer.
    """

    agency: str
    parent: Agency | None
    counted: tuple[AgencyState, ...]
    left_out: tuple[AgencyState, ...]
    parents: tuple[AgencyState, ...]
    departed: tuple[Agency, ...] = ()
    is_named: bool = True

    @property
    def wanted(self) -> int:
        """How many agencies a complete consolidation has."""
        return len(self.counted) + len(self.left_out)


def scope_of(round_: Round, options: ConsolidationOptions) -> ConsolidationScope:
    """Select the agencies as the round stands.

    Raises:
        RoundError: the roster has no such agency, or none below it, or nothing says what the result is to be called.
        RosterError: the roster has mistakes.
        LedgerError: the ledger cannot be read.
    """
    roster = round_.roster
    parent = reporting_agency(round_, options)
    state = state_of(round_)
    within = {agency.code for agency in roster.below(parent.code if parent else "")}
    if parent is not None:
        within.add(parent.code)
    states = [one for one in state.agencies if one.agency.code in within]
    parents = tuple(one for one in states if roster.children(one.agency.code))
    wanted = added_up(states, roster, with_parents=options.count_parents)
    named = options.agency.strip() or (parent.name if parent else options.otherwise)
    return ConsolidationScope(
        agency=named or round_.name,
        parent=parent,
        counted=tuple(one for one in wanted if one.current is not None),
        left_out=tuple(one for one in wanted if one.current is None),
        parents=parents,
        departed=tuple(_departed(state, states, is_whole=len(states) == len(state.agencies))),
        is_named=bool(named),
    )


def _departed(state: RoundState, within: Sequence[AgencyState], *, is_whole: bool) -> Iterator[Agency]:
    """Agencies whose figures were in the sum until they left the roster: of a part, those that one in it took over."""
    sent = {receipt.code for receipt in state.departed if receipt.acceptable}
    taken_over = {normalise_name(name) for one in within for name in predecessors_of(one.agency)}
    for change in state.changes.departed:
        names = {normalise_name(change.before.name), normalise_name(change.before.code)}
        if change.before.code in sent and (is_whole or not names.isdisjoint(taken_over)):
            yield change.before


def reporting_agency(round_: Round, options: ConsolidationOptions) -> Agency | None:
    """The agency whose report it is: the one asked for, else the single root of the roster; None if it has neither.

    Raises:
        RoundError: as :func:`scope_of` does; what came in need not be looked at for that.
        RosterError: the roster has mistakes.
    """
    roster, messages = round_.roster, round_.messages
    if options.of:
        agency = find_agency(options.of, roster, messages)
        if not roster.children(agency.code):
            raise RoundError(messages("consolidate.no_children", code=agency.code, agency=agency.name))
        return agency
    if options.agency.strip():
        return None
    parent = _only_root(roster)
    if parent is None and not (round_.name or options.otherwise):
        raise RoundError(messages("consolidate.no_name"))
    return parent


def _only_root(roster: Roster) -> Agency | None:
    roots = roster.children("")
    return roots[0] if len(roots) == 1 and roster.children(roots[0].code) else None


def agency_names(agencies: Iterable[Agency], messages: Messages) -> str:
    """Agencies with their codes, as a sentence for the office names them."""
    return listed_names([messages("consolidate.named", code=one.code, agency=one.name) for one in agencies], messages)


def listed_names(names: Sequence[str], messages: Messages) -> str:
    """The first names, and how many more there are."""
    listed = messages("wording.comma").join(names[:_MAX_NAMED])
    more = len(names) - _MAX_NAMED
    return messages("consolidate.and_more", names=listed, count=more) if more > 0 else listed
