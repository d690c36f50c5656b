"""The status of a round at one moment, in its language and independent of a format."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from xlsreport.checking.texts.last_year_repetition import REPEATED_RULE as REPEATED
from xlsreport.messages import Messages
from xlsreport.round.counting.outdated_sums import outdated_sums
from xlsreport.round.counting.roster_changes import RosterChanges
from xlsreport.round.counting.round_state import AgencyState, RoundState, state_of
from xlsreport.round.counting.standing_sentences import standing_sentences
from xlsreport.round.counting.state_names import ASPECTS, Aspect
from xlsreport.round.folder import Round
from xlsreport.round.ledger.records import Receipt
from xlsreport.round.ledger.timestamps import local_text
from xlsreport.round.roster.agencies import Agency
from xlsreport.round.status.readable_findings import Grade, readable_findings


@dataclass(frozen=True, slots=True)
class AgencyStatus:
    """The status of an agency, common to all forms.

    ``above`` is the name of the agency above it; ``label`` its state in words; ``mark`` says that it is late or
    overdue, or nothing; ``received`` is when its telling submission came; ``counts`` are the findings of that one;
    ``remarks`` are what else somebody should know. ``is_unneeded`` is an agency that has sent nothing and stands above
    others, so that adding up does without it.
    """

    state: AgencyState
    above: str
    label: str
    mark: str
    received: str
    counts: Counter[Grade]
    remarks: tuple[str, ...]
    is_unneeded: bool = False

    @property
    def agency(self) -> Agency:
        """The agency itself."""
        return self.state.agency

    @property
    def history(self) -> tuple[Receipt, ...]:
        """Every file received from the agency, including refused ones, in the order of recording."""
        return tuple(sorted((*self.state.receipts, *self.state.kept_out), key=lambda receipt: receipt.number))

    @property
    def relevant_files(self) -> tuple[Receipt, ...]:
        """The files whose findings are shown: the telling one, and a newer one that does not count."""
        return tuple(filter(None, (self.state.telling, self.state.newer_with_errors)))


@dataclass(frozen=True, slots=True)
class ExcludedFile:
    """A file that is kept out of the figures: the agency to which it seems to belong, and why."""

    receipt: Receipt
    received: str
    code: str
    name: str
    sentence: str


@dataclass(frozen=True, eq=False)
class Overview:
    """The status of a round at a moment; ``outdated_total`` says that the sum of all agencies no longer holds."""

    round_: Round
    as_of: datetime
    state: RoundState
    lines: tuple[AgencyStatus, ...]
    kept_out: tuple[ExcludedFile, ...]
    outdated_total: str = ""

    @property
    def messages(self) -> Messages:
        """The catalogue in the round's language."""
        return self.round_.messages

    @property
    def today(self) -> date:
        """The day of the moment, in local time."""
        return self.as_of.astimezone().date()

    @property
    def title(self) -> str:
        """What the round is called."""
        return self.round_.title

    @property
    def moment(self) -> str:
        """A sentence with the moment and the deadline."""
        parts = [self.messages("status.as_of", moment=f"{self.as_of.astimezone():%Y-%m-%d %H:%M}")]
        deadline = self.round_.deadline
        if deadline is not None:
            days = (deadline - self.today).days
            key = "days_left" if days > 0 else "last_day" if days == 0 else "days_over"
            parts.append(self.messages(f"status.{key}", deadline=deadline, days=abs(days)))
        return self.messages("status.and").join(parts)

    @property
    def summary(self) -> str:
        """How many agencies there are in each state, and how many lines count in each list."""
        counts = {name: self.count(name) for name in ASPECTS}
        summary = self.messages("status.summary", total=len(self.lines), **counts)
        unneeded = sum(line.is_unneeded for line in self.lines)
        if unneeded:
            summary = self.messages("status.above_summary", summary=summary, count=unneeded)
        if counts["undecided"]:
            summary = self.messages("status.undecided_summary", summary=summary, count=counts["undecided"])
        lines = Counter[str]()
        for line in self.lines:
            lines.update(line.state.current.lines if line.state.current else {})
        if not lines:
            return summary
        return self.messages("status.lines_summary", summary=summary, lists=_counted_lines(lines, self.round_))

    @property
    def changes(self) -> tuple[str, ...]:
        """Sentences about agencies that no longer count because the roster has changed, and about the sum of all."""
        sentences = self.state.changes.without_renamed.sentences(self.messages)
        return tuple(filter(None, (*sentences, self.outdated_total)))

    def verdict(self, receipt: Receipt) -> str:
        """The verdict on a file, in words."""
        words = {"clean": "accepted", "warnings": "warnings", "errors": "errors", "refused": "refused"}
        return self.messages(f"status.{words[receipt.verdict]}")

    def grade(self, grade: Grade) -> str:
        """The grade of a finding, in words."""
        return self.messages("status.explained" if grade == "explained" else f"severity.{grade}")

    def count(self, aspect: Aspect) -> int:
        """How many agencies are in a state, late, or undecided."""
        return len(self.chosen([aspect]))

    def chosen(self, aspects: Collection[Aspect]) -> tuple[AgencyStatus, ...]:
        """The agencies that are in one of the named states, and late or undecided if that is named."""
        states = set(aspects) - {"late", "undecided"}
        return tuple(
            line
            for line in self.lines
            if (not states or line.state.state in states)
            and ("late" not in aspects or line.state.late)
            and ("undecided" not in aspects or line.state.undecided)
        )


def overview_of(round_: Round, as_of: datetime) -> Overview:
    """How a round stands.

    Args:
        round_: the round.
        as_of: the present moment, with its time zone.

    Raises:
        LedgerError: the ledger cannot be read.
        RosterError: the roster has mistakes.
    """
    state = state_of(round_, as_of.astimezone().date())
    outdated = outdated_sums(round_, state)
    lines = tuple(_line(one, round_, state.changes, outdated.get(one.agency.code, "")) for one in state.agencies)
    return Overview(round_, as_of, state, lines, tuple(_kept_out(state, round_)), outdated.get("", ""))


def moment_text(receipt: Receipt) -> str:
    """When a file arrived, in local time."""
    return local_text(receipt.arrived)


def recorded_text(receipt: Receipt, messages: Messages) -> str:
    """When a file was recorded, if that is not when it arrived."""
    return "" if receipt.arrived == receipt.at else messages("status.recorded_on", day=local_text(receipt.at))


def verdict_text(receipt: Receipt, state: AgencyState, overview: Overview) -> str:
    """The verdict on a file, in words, and whether the office has set it aside."""
    aside = receipt.number in state.standing.set_aside
    words = [overview.verdict(receipt)] + ([overview.messages("status.set_aside")] if aside else [])
    return overview.messages("status.and").join(words)


def _line(state: AgencyState, round_: Round, changes: RosterChanges, outdated: str) -> AgencyStatus:
    messages = round_.messages
    above = round_.roster.get(state.agency.parent)
    findings = readable_findings(state.telling, round_.definition) if state.telling else ()
    mark = ("late" if state.current else "overdue") if state.late else ""
    return AgencyStatus(
        state=state,
        above=above.name if above else "",
        label=messages(f"status.{state.state}"),
        mark=messages(f"status.{mark}") if mark else "",
        received=moment_text(state.telling) if state.telling else "",
        counts=Counter(finding.grade for finding in findings),
        remarks=tuple(filter(None, (outdated, *_remarks(state, round_, changes)))),
        is_unneeded=_is_unneeded(state, round_),
    )


def _is_unneeded(state: AgencyState, round_: Round) -> bool:
    return state.state == "missing" and bool(round_.roster.children(state.agency.code))


def _counted_lines(lines: Mapping[str, int], round_: Round) -> str:
    """How many lines lists have, by their titles."""
    lists, messages = round_.definition.lists, round_.messages
    counted = (
        (table.title or round_.definition.sheet_of_list(name), lines[name])
        for name, table in lists.items()
        if name in lines
    )
    return messages("wording.comma").join(messages("roster.counted", name=name, count=count) for name, count in counted)


def _remarks(state: AgencyState, round_: Round, changes: RosterChanges) -> Iterator[str]:
    messages = round_.messages
    if state.telling is not None and state.telling.lines:
        yield messages("status.lines_remark", lists=_counted_lines(state.telling.lines, round_))
    before = changes.renamed_from(state.agency.code)
    if before:
        yield messages("changed.remark", before=before)
    yield from standing_sentences(state.standing, messages)
    if state.telling is not None and any(finding["rule"] == REPEATED for finding in state.telling.findings):
        yield messages("status.repeated_last_year")
    if state.kept_out:
        yield messages("status.some_kept_out", count=len(state.kept_out))
    if _is_unneeded(state, round_):
        yield messages("status.above")
    if state.issued is None:
        yield messages("status.not_issued")


def departed_sentence(code: str, changes: RosterChanges, messages: Messages) -> str:
    """Why the files of an agency whose code is not in the roster do not count."""
    for key, kind in (("lost_zeros", changes.spoiled), ("recoded", changes.recoded)):
        for change in kind:
            if change.before.code == code and change.now is not None:
                return messages(f"identity.{key}", agency=change.before.name, code=code, now=change.now.code)
    return messages("status.departed", code=code)


def _kept_out(state: RoundState, round_: Round) -> Iterator[ExcludedFile]:
    whose = {receipt.number: one.agency for one in state.agencies for receipt in one.kept_out}
    for receipt in sorted((*state.refused, *state.departed), key=lambda receipt: receipt.number):
        agency, code = whose.get(receipt.number), receipt.code or ""
        sentence = receipt.sentence or departed_sentence(code, state.changes, round_.messages)
        named = (agency.code, agency.name) if agency else (code, "")
        yield ExcludedFile(receipt, moment_text(receipt), *named, sentence)
