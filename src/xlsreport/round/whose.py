"""Which agency is meant by what somebody typed: a code, a name, or the part of a name by which an office calls it."""

from __future__ import annotations

from collections import Counter

from xlsreport.definition.problems import near_miss
from xlsreport.errors import RoundError
from xlsreport.messages import Messages
from xlsreport.round.likeness import plain_code, plain_name
from xlsreport.round.roster import Agency, Roster

_MOST = 8
"""Candidates that are listed."""


def agencies_named(typed: str, roster: Roster, messages: Messages) -> tuple[Agency, ...]:
    """The agency of a code, those that are called so, or else the one in whose name alone the text stands.

    Capitals, full-width forms, blanks and brackets make no difference.

    Raises:
        RoundError: there is none, with what was probably meant; or a part of a name belongs to several.
    """
    sought = plain_name(typed)
    by_code = tuple(agency for agency in roster if plain_code(agency.code) == plain_code(typed))
    by_name = tuple(agency for agency in roster if plain_name(agency.name) == sought)
    by_part = tuple(agency for agency in roster if sought and sought in plain_name(agency.name))
    found = by_code or by_name or by_part
    if not found:
        raise RoundError(messages("round.no_agency", name=typed) + _meant(sought, roster, messages))
    if len(found) > 1 and found is by_part:
        raise RoundError(messages("round.several_agencies", name=typed, **_listed(found, messages)))
    return found


def agency_named(typed: str, roster: Roster, messages: Messages) -> Agency:
    """As :func:`agencies_named`, where only one can be meant.

    Raises:
        RoundError: there is none, or there are several.
    """
    found = agencies_named(typed, roster, messages)
    if len(found) > 1:
        raise RoundError(messages("round.several_agencies", name=typed, **_listed(found, messages)))
    return found[0]


def _meant(sought: str, roster: Roster, messages: Messages) -> str:
    whole = {plain_name(agency.name): agency for agency in roster} | {plain_code(one.code): one for one in roster}
    for known in (whole, _by_end(len(sought), roster)):
        meant = near_miss(sought, known)
        if meant:
            return messages("problem.suggestion", suggestion=_called(known[meant], messages))
    return messages("round.see_agencies")


def _by_end(length: int, roster: Roster) -> dict[str, Agency]:
    """Agencies by the last characters of their names, by which an office calls them, where no two have the same."""
    ends = [(plain_name(agency.name)[-length:], agency) for agency in roster] if length else []
    counts = Counter(end for end, _ in ends)
    return {end: agency for end, agency in ends if counts[end] == 1}


def _listed(agencies: tuple[Agency, ...], messages: Messages) -> dict[str, object]:
    names = messages("wording.comma").join(_called(agency, messages) for agency in agencies[:_MOST])
    more = messages("round.and_more", names=names) if len(agencies) > _MOST else names
    return {"count": len(agencies), "agencies": more}


def _called(agency: Agency, messages: Messages) -> str:
    return messages("consolidate.named", code=agency.code, agency=agency.name)
