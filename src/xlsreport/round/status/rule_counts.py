"""Over a round: which rules were broken, by how many agencies, and which never."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from xlsreport.definition.declaration import IMPLIED_RULES
from xlsreport.definition.definition import Definition
from xlsreport.definition.place import Place
from xlsreport.definition.tables.line_rows import carried_figure
from xlsreport.definition.tables.table_declaration import LINE
from xlsreport.messages import Messages
from xlsreport.round.folder import Round
from xlsreport.round.ledger.records import Receipt
from xlsreport.round.status.overview import AgencyStatus, Overview
from xlsreport.round.status.readable_findings import readable_findings


@dataclass(frozen=True, slots=True)
class RuleCount:
    """How often a rule was broken in a round.

    Attributes:
        rule: its id.
        statement: what it demands; empty for what is only found about files, such as an altered workbook.
        agencies: how many agencies broke it in any file, mended by now or not.
        files: in how many files.
        open: how many agencies break it in the file that counts, or in the newest where none does, unexplained.
        explained: how many agencies explain it there.
        unchecked: for how many agencies that sent a file it was not checked, since it is not for such bodies or needs
            figures of last year that are not known.
    """

    rule: str
    statement: str
    agencies: int
    files: int
    open: int
    explained: int
    unchecked: int


def rule_counts(overview: Overview) -> tuple[RuleCount, ...]:
    """Every rule of the round's definition, in its order, and behind them what else was found."""
    definition = overview.round_.definition
    tallies = _tallied(overview)
    statements = dict(_statements(definition, definition.messages))
    others = sorted(tallies.keys() - statements.keys())
    unchecked = {rule: _unchecked(rule, overview.round_, overview.lines) for rule in statements}
    return tuple(
        RuleCount(
            rule,
            statements.get(rule, ""),
            agencies=len(tallies[rule].agencies),
            files=tallies[rule].files,
            open=len(tallies[rule].open),
            explained=len(tallies[rule].explained - tallies[rule].open),
            unchecked=unchecked.get(rule, 0),
        )
        for rule in (*statements, *others)
    )


def never_broken(counts: Iterable[RuleCount]) -> tuple[RuleCount, ...]:
    """Those that no file broke."""
    return tuple(count for count in counts if not count.files)


@dataclass(slots=True)
class _Tally:
    """The codes of agencies that broke a rule: in any file, and in the telling one without or with an explanation."""

    agencies: set[str] = field(default_factory=set)
    open: set[str] = field(default_factory=set)
    explained: set[str] = field(default_factory=set)
    files: int = 0


def _tallied(overview: Overview) -> Mapping[str, _Tally]:
    tallies: defaultdict[str, _Tally] = defaultdict(_Tally)
    for line in overview.lines:
        for receipt in line.state.receipts:
            for rule in {finding["rule"] for finding in receipt.each_rule}:
                tallies[rule].agencies.add(line.agency.code)
                tallies[rule].files += 1
        _tally_telling(line, line.state.telling, overview.round_.definition, tallies)
    return tallies


def _tally_telling(
    line: AgencyStatus, telling: Receipt | None, definition: Definition, tallies: Mapping[str, _Tally]
) -> None:
    for finding in readable_findings(telling, definition, each_rule=True) if telling else ():
        tally = tallies[finding.rule]
        (tally.explained if finding.grade == "explained" else tally.open).add(line.agency.code)


def _statements(definition: Definition, messages: Messages) -> Iterator[tuple[str, str]]:
    """What can be broken: the rules that every definition has, its own, its claims, and what sections must speak of."""
    yield from ((rule, messages(f"implied.{rule}")) for rule in IMPLIED_RULES)
    yield from ((case.rule.id, case.rule.statement) for case in definition.cases)
    yield from ((claim.id, claim.declared.statement) for claim in definition.claims)
    for section in definition.narratives.values():
        mentions = section.narrative.mentions if section.narrative is not None else ()
        yield from ((mention.id, mention.statement) for mention in mentions)


def _unchecked(rule: str, round_: Round, lines: Iterable[AgencyStatus]) -> int:
    """The agencies with a file of which no case of a rule could be checked."""
    if all(case.rule.id != rule for case in round_.definition.cases):
        return 0
    sent = (line for line in lines if line.state.telling)
    return sum(not any(_could_be_checked(rule, round_.form_for(line.agency), line)) for line in sent)


def _could_be_checked(rule: str, form: Definition, line: AgencyStatus) -> Iterator[bool]:
    """Whether each case of a rule is asked of such a body, and the figures of last year that it needs are known."""
    agency, issued = line.agency, line.state.issued
    known = set(issued.previous if issued else ())
    # Of lines of last year it is enough that there are some with the figure.
    known |= {str(Place.parse(name)._replace(row=LINE)) for name in known}
    for case in form.cases:
        if case.rule.id == rule:
            asked = case.asks(form.body_kind_of(agency.name, agency.kind))
            yield asked and known.issuperset(_carried(form, place) for place in case.previous_places)


def _carried(form: Definition, place: Place) -> str:
    """The name by which last year's figure of a place is known; of a row for a line, that of any line."""
    at = form.line_of(place)
    return str(place if at is None else carried_figure(at[0], place))
