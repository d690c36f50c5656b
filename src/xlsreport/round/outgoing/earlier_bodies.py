"""Which agency of the roster a report of last year belongs to: by its name and code, or as one that it took over."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from xlsreport.messages import Messages
from xlsreport.round.counting.roster_changes import AgencyChange
from xlsreport.round.roster.agencies import Agency, Roster, predecessors_of
from xlsreport.round.roster.shortlist import shortlist
from xlsreport.tabular.body_matching import BodyNames
from xlsreport.tabular.body_names import normalise_code, normalise_name


@dataclass(frozen=True, slots=True)
class Recipient:
    """The agency that a report of last year belongs to; None if it is nobody's.

    ``predecessor`` is the body that it took over and whose report it is, as the roster names it; empty if it is its
    own. ``remark`` says what is doubtful, and ``by_code`` whether nothing but the code speaks for the agency.
    """

    agency: Agency | None
    predecessor: str = ""
    remark: str = ""
    by_code: bool = False


class EarlierBodies:
    """The agencies of a roster, and the bodies of last year that they took over, by their names and codes.

    ``renamed`` are those that had another name when this round gave out their workbooks, and most likely last year.
    """

    def __init__(self, roster: Roster, messages: Messages, renamed: Iterable[AgencyChange] = ()) -> None:
        self._roster = roster
        self._say = messages
        self._listed = tuple(roster)
        self._names = BodyNames(agency.name for agency in self._listed)
        self._predecessors = {agency.code: predecessors_of(agency) for agency in self._listed}
        self._merged = [(agency, name) for agency in self._listed for name in self._predecessors[agency.code]]
        self._merged_names = BodyNames(name for _, name in self._merged)
        self._renamed = [(change.now, change.before.name) for change in renamed if change.now is not None]
        self._names_before = BodyNames(name for _, name in self._renamed)

    def predecessors(self, agency: Agency) -> tuple[str, ...]:
        """The bodies that an agency took over, by the names or codes by which the roster calls them."""
        return self._predecessors[agency.code]

    def may_be_called(self, name: str) -> bool:
        """Whether a name may be that of an agency or of a body that one took over."""
        return any(names.meant_by(name) for names in (self._names, self._merged_names, self._names_before))

    def recipient(self, origin: str, code: str, called: str) -> Recipient:
        """Whom a report belongs to.

        By code and name together, else by a name that only one can mean, as one that another took over or the name that
        it had before, else by code.

        Args:
            origin: where the report was found.
            code: that of its agency then, if it is known.
            called: its agency's name then.
        """
        name = called.strip()
        by_code = self._roster.get(code) if code else None
        meant = [self._listed[number] for number in self._names.meant_by(name)]
        same = [agency for agency in meant if normalise_name(agency.name) == normalise_name(name)]
        if by_code is not None and by_code in same:
            return Recipient(by_code)
        if len(same) == 1:
            return Recipient(same[0], remark=self._recoded(name, code, by_code, same[0]))
        merged = [] if same else self._merged_into(code, name)
        if len(merged) == 1:
            return Recipient(*merged[0])
        if merged:
            into = self._listed_as([agency for agency, _ in merged])
            return Recipient(
                None, remark=self._say("last_year.taken_over_twice", file=origin, agency=name, agencies=into)
            )
        before = [] if same else [self._renamed[number][0] for number in self._names_before.meant_by(name)]
        if len(before) == 1 and not meant:
            values = {"agency": before[0].name, "found": name, "code": before[0].code}
            return Recipient(before[0], remark=self._say("last_year.renamed", **values))
        if not same and len(meant) == 1 and meant[0] != by_code:
            values = {"agency": name, "listed": meant[0].name, "code": meant[0].code}
            return Recipient(meant[0], remark=self._say("last_year.called_otherwise", file=origin, **values))
        if by_code is not None:
            remark = self._say("last_year.renamed", agency=by_code.name, found=name, code=by_code.code)
            return Recipient(by_code, remark=remark, by_code=not meant)
        return Recipient(None, remark=self._nobody(origin, called, same, meant))

    def _merged_into(self, code: str, name: str) -> list[tuple[Agency, str]]:
        """Who took over a body, by its name, else by its code, each with how the roster calls it."""
        by_name = [self._merged[number] for number in self._merged_names.meant_by(name)]
        by_code = [one for one in self._merged if code and normalise_code(one[1]) == normalise_code(code)]
        return by_name or by_code

    def _recoded(self, name: str, code: str, by_code: Agency | None, now: Agency) -> str:
        """What is said where an agency is found by its name beside another code than it had."""
        values = {"agency": name, "before": code, "code": now.code}
        if by_code is not None:  # rosters are often renumbered, while names stay
            return self._say("last_year.renumbered", **values, other=by_code.name)
        return self._say("last_year.recoded", **values) if code else ""

    def _nobody(self, origin: str, name: str, same: Sequence[Agency], meant: Sequence[Agency]) -> str:
        """That a report belongs to no agency, or that nothing says to which of several."""
        say = self._say
        if same:
            codes = say("wording.comma").join(agency.code for agency in same)
            return say("last_year.two_of_name", file=origin, agency=name.strip(), count=len(same), codes=codes)
        if meant:
            return say("last_year.may_be_several", file=origin, agency=name.strip(), agencies=self._listed_as(meant))
        return say("last_year.no_agency", file=origin, agency=name)

    def _listed_as(self, agencies: Sequence[Agency]) -> str:
        return shortlist(agencies, lambda one: f"{one.code} {one.name}", self._say)
