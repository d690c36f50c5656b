"""Finds an agency by what somebody typed: a code, a name, or a part of a name."""

from __future__ import annotations

from collections import Counter

from xlsreport.definition.problems import near_miss
from xlsreport.errors import RoundError
from xlsreport.messages import Messages
from xlsreport.round.roster.agencies import Agency, Roster
from xlsreport.tabular.body_matching import BodyNames
from xlsreport.tabular.body_names import normalise_code, normalise_name

_MAX_LISTED = 8
"""Candidates that an error lists."""


def find_agencies(typed: str, roster: Roster, messages: Messages) -> tuple[Agency, ...]:
    """The agency of a code, the agencies of a name, or else the only one whose name contains the text.

    A name may also leave out or add the province, city or county in front. Capitals, full-width forms, blanks and
    brackets make no difference.

    Raises:
        RoundError: there is none, with a suggestion; or several names contain the text.
    """
    sought = normalise_name(typed)
    by_code = tuple(agency for agency in roster if normalise_code(agency.code) == normalise_code(typed))
    by_name = roster.called(typed)
    by_part = tuple(agency for agency in roster if sought and sought in normalise_name(agency.name))
    found = by_code or by_name or by_part or _called_otherwise(typed, roster)
    if not found:
        raise RoundError(messages("round.no_agency", name=typed) + _suggestion(sought, roster, messages))
    if len(found) > 1 and found not in (by_code, by_name):
        raise RoundError(messages("round.several_agencies", name=typed, **_listed(found, messages)))
    return found


def _called_otherwise(typed: str, roster: Roster) -> tuple[Agency, ...]:
    listed = tuple(roster)
    return tuple(listed[number] for number in BodyNames(agency.name for agency in listed).meant_by(typed))


def find_agency(typed: str, roster: Roster, messages: Messages) -> Agency:
    """As :func:`find_agencies`, where only one can be meant.

    Raises:
        RoundError: there is none, or there are several.
    """
    found = find_agencies(typed, roster, messages)
    if len(found) > 1:
        raise RoundError(messages("round.several_agencies", name=typed, **_listed(found, messages)))
    return found[0]


def _suggestion(sought: str, roster: Roster, messages: Messages) -> str:
    whole = {normalise_name(agency.name): agency for agency in roster} | {
        normalise_code(one.code): one for one in roster
    }
    for known in (whole, _by_end(len(sought), roster)):
        meant = near_miss(sought, known)
        if meant:
            return messages("problem.suggestion", suggestion=_called(known[meant], messages))
    return messages("round.see_agencies")


def _by_end(length: int, roster: Roster) -> dict[str, Agency]:
    """Agencies by the last characters of their names, where these are unique; offices often use the end of a name."""
    ends = [(normalise_name(agency.name)[-length:], agency) for agency in roster] if length else []
    counts = Counter(end for end, _ in ends)
    return {end: agency for end, agency in ends if counts[end] == 1}


def _listed(agencies: tuple[Agency, ...], messages: Messages) -> dict[str, object]:
    names = messages("wording.comma").join(_called(agency, messages) for agency in agencies[:_MAX_LISTED])
    more = messages("round.and_more", names=names) if len(agencies) > _MAX_LISTED else names
    return {"count": len(agencies), "agencies": more}


def _called(agency: Agency, messages: Messages) -> str:
    return messages("consolidate.named", code=agency.code, agency=agency.name)
