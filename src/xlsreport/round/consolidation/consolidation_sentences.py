"""Sentences about the result of a consolidation, and what the office should know about it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from xlsreport.checking.wording import Wording
from xlsreport.messages import Messages, separates_words
from xlsreport.round.consolidation.consolidating import Consolidation
from xlsreport.round.consolidation.lists.lists_left_out import long_list_sentences
from xlsreport.round.consolidation.parents import own_previous
from xlsreport.round.consolidation.scope import agency_names, listed_names
from xlsreport.round.counting.round_state import AgencyState
from xlsreport.round.folder import Round


def incomplete_sentence(round_: Round, result: Consolidation) -> str:
    """Which agencies are missing, and which lists the report has no room for; empty if it is complete."""
    between = " " if separates_words(round_.definition.language) else ""
    return between.join(_lacking(round_, result))


def _lacking(round_: Round, result: Consolidation) -> Iterator[str]:
    scope, messages = result.scope, round_.messages
    if scope.left_out:
        counts = {"wanted": scope.wanted, "counted": len(scope.counted), "count": len(scope.left_out)}
        # By name only: the report is read by people who do not know the codes.
        names = listed_names([one.agency.name for one in scope.left_out], messages)
        yield messages("consolidate.incomplete", agencies=names, **counts)
    yield from long_list_sentences(round_, result)


def consolidation_sentences(round_: Round, result: Consolidation) -> Iterator[str]:
    """Sentences about who was counted, who is missing, what to look at, and how parents compare with the sums below."""
    messages = round_.messages
    yield messages("consolidate.done", agency=result.scope.agency, count=len(result.contributions))
    if not result.scope.is_named:
        yield messages("consolidate.named_by_round", agency=result.scope.agency)
    yield from _lacking(round_, result)
    worth_a_look: tuple[tuple[str, Sequence[AgencyState]], ...] = (
        ("warned", result.warned),
        ("superseded", result.superseded),
        ("undecided", result.undecided),
        ("twice", [one.parent for one in result.twice]),
    )
    for key, states in worth_a_look:
        if states:
            agencies = agency_names((one.agency for one in states), messages)
            yield messages(f"consolidate.{key}", count=len(states), agencies=agencies)
    if departed := result.scope.departed:
        yield messages("consolidate.departed", count=len(departed), agencies=agency_names(departed, messages))
    if result.unknown:
        places = listed_names(list(map(Wording(round_.definition).place, result.unknown)), messages)
        yield messages("consolidate.unknown_figures", count=len(result.unknown), places=places)
    own = {} if result.options.count_parents else own_previous(round_, result.scope.parent, result.form)
    differing = [place for place, number in result.previous_figures.items() if own and own.get(place) != number]
    if differing:
        yield messages("consolidate.own_previous", agency=result.scope.agency, count=len(differing))
    yield from _parents(result, messages)


def _parents(result: Consolidation, messages: Messages) -> Iterator[str]:
    compared = [one for one in result.comparisons if one.own is not None]
    differing = [one.parent for one in compared if any(one.differences(result.places))]
    if not compared or result.options.count_parents:
        return
    sheet = messages("consolidate.differences")
    if differing:
        counts = {"count": len(differing), "agencies": agency_names((one.agency for one in differing), messages)}
        yield messages("consolidate.parents_differ", sheet=sheet, **counts)
    else:
        yield messages("consolidate.parents_agree", count=len(compared))
