"""Changes of the roster since workbooks were given out: agencies renamed, recoded, or no longer there.

The roster as it is now decides: it is the office's word, it can be corrected in one place, and a report that the office
publishes must bear the name that the body has on that day. A workbook keeps the name that it was given out with.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from xlsreport.messages import Messages
from xlsreport.round.folder import Round
from xlsreport.round.ledger.records import IssuedName, IssuedWorkbook
from xlsreport.round.roster.agencies import Agency, Roster
from xlsreport.round.roster.name_matching import lookalike_key
from xlsreport.round.roster.shortlist import shortlist
from xlsreport.tabular.body_names import normalise_name


@dataclass(frozen=True, slots=True)
class AgencyChange:
    """One agency before and now; ``now`` is None if the roster no longer has it."""

    before: Agency
    now: Agency | None


@dataclass(frozen=True, slots=True)
class RosterChanges:
    """All differences between the issued workbooks and the roster.

    ``renamed`` have the code that they had and another name than on some workbook. The others have lost their code:
    ``spoiled`` are those whose name stands beside a code that differs from theirs in nothing but zeros at its beginning
    and the like, ``recoded`` those whose name stands beside another one, and ``departed`` those of which the roster has
    nothing any more.
    """

    renamed: tuple[AgencyChange, ...] = ()
    spoiled: tuple[AgencyChange, ...] = ()
    recoded: tuple[AgencyChange, ...] = ()
    departed: tuple[AgencyChange, ...] = ()

    def renamed_from(self, code: str) -> str:
        """The name on an agency's issued workbook if it was renamed since; else empty."""
        return next((change.before.name for change in self.renamed if change.before.code == code), "")

    @property
    def without_renamed(self) -> RosterChanges:
        """The changes by which workbooks that come back do not count."""
        return replace(self, renamed=())

    def sentences(self, messages: Messages) -> Iterator[str]:
        """A sentence for each kind of change."""
        kinds: tuple[tuple[str, Sequence[AgencyChange], Callable[[AgencyChange], str]], ...] = (
            ("spoiled", self.spoiled, lambda change: _with_codes(change, messages)),
            ("renamed", self.renamed, lambda change: _with_names(change, messages)),
            ("recoded", self.recoded, lambda change: _with_codes(change, messages)),
            ("departed", self.departed, lambda change: _before(change, messages)),
        )
        for key, changes, named in kinds:
            if changes:
                agencies = shortlist(changes, named, messages)
                yield messages(f"changed.{key}", count=len(changes), agencies=agencies)


def roster_changes(roster: Roster, issues: Iterable[IssuedWorkbook | IssuedName]) -> RosterChanges:
    """The changes since workbooks were issued."""
    names: dict[str, list[str]] = {}
    span: dict[str, tuple[int, int]] = {}
    for number, issue in enumerate(issues):
        names.setdefault(issue.code, []).append(issue.name)
        span[issue.code] = span.get(issue.code, (number, number))[0], number
    found: dict[str, list[AgencyChange]] = {"renamed": [], "spoiled": [], "recoded": [], "departed": []}
    for code, given in names.items():
        now = roster.get(code)
        if now is None:
            same = roster.called(given[-1])
            later = [one for one in same if one.code not in span or span[one.code][0] > span[code][1]]
            now = successor(code, later)
            kind = (
                "departed"
                if now is None
                else "spoiled"
                if lookalike_key(now.code) == lookalike_key(code)
                else "recoded"
            )
            found[kind].append(AgencyChange(Agency(code, given[-1]), now))
            continue
        others = [name for name in given if name != now.name and normalise_name(name) != normalise_name(now.name)]
        if others:
            found["renamed"].append(AgencyChange(Agency(code, others[-1]), now))
    return RosterChanges(**{kind: tuple(changes) for kind, changes in found.items()})


def changes_in(round_: Round) -> RosterChanges:
    """The changes of a round's roster since its workbooks were issued.

    Raises:
        LedgerError: the ledger cannot be read.
    """
    with round_.open_ledger() as ledger:
        return roster_changes(round_.roster, ledger.names_given())


def successor(code: str, same: Sequence[Agency]) -> Agency | None:
    """Of the agencies of a name, the one that probably took over a code: the only one, or the only one whose code looks
    like it.
    """
    alike = [agency for agency in same if lookalike_key(agency.code) == lookalike_key(code)]
    found = alike or same
    return found[0] if len(found) == 1 else None


def _with_codes(change: AgencyChange, messages: Messages) -> str:
    code = change.now.code if change.now else ""
    return messages("changed.with_codes", before=change.before.code, code=code, agency=change.before.name)


def _with_names(change: AgencyChange, messages: Messages) -> str:
    name = change.now.name if change.now else ""
    return messages("changed.with_names", before=change.before.name, agency=name, code=change.before.code)


def _before(change: AgencyChange, messages: Messages) -> str:
    return messages("changed.before", code=change.before.code, agency=change.before.name)
