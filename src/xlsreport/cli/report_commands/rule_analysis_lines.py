"""What an analysis of rules found, in lines for people."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from xlsreport.checking.wording import Wording
from xlsreport.definition.definition import Definition
from xlsreport.definition.place import Place
from xlsreport.definition.rule_analysis.analysis_results import Question, RuleAnalysis, Undecided, UnseenFigure
from xlsreport.definition.rule_language.rule_cases import RuleCase
from xlsreport.layout.workbook_layout import layout_of
from xlsreport.messages import Messages
from xlsreport.values import number_text


class RuleAnalysisLines:
    """Says what was found about one definition in the user's language, and names its rules and figures in its own."""

    def __init__(self, definition: Definition, messages: Messages) -> None:
        self._definition = definition
        self._messages = messages.comparing(definition.calendar.compared)
        self._layout = layout_of(definition)
        self._wording = Wording(definition)

    def lines(self, analysis: RuleAnalysis) -> Iterator[str]:
        """First what has to be mended, last what no rule sees."""
        rules = len({case.rule.id for case in self._definition.cases})
        yield self._messages("analysis.heading", definition=self._definition.name, rules=rules, cases=analysis.cases)
        findings = [*self._findings(analysis)]
        yield from findings or [self._messages("analysis.no_finding")]
        yield from self._unseen(analysis.unseen)

    def _findings(self, analysis: RuleAnalysis) -> Iterator[str]:
        for cases in analysis.contradictions:
            yield self._messages("analysis.contradiction", rules=self._rules(cases))
        for fixed in analysis.fixed:
            yield self._messages("analysis.fixed", place=self._place(fixed.place), value=number_text(fixed.value))
        for group in _by_rule(analysis.never_broken):
            yield self._messages("analysis.never_broken", rules=self._rules(group))
        for implied in analysis.implied:
            own = [case for case in self._definition.cases if case.rule.id == implied.rule]
            yield self._messages("analysis.implied", rule=self._rules(own), others=self._rules(implied.by))
        if outside := _by_rule(analysis.outside):
            yield self._messages("analysis.outside", count=len(outside))
            yield from (f"  {self._rule(group)}" for group in outside)
        yield from self._undecided(analysis.undecided)

    def _undecided(self, undecided: Iterable[Undecided]) -> Iterator[str]:
        rules: dict[Question, list[str]] = {}
        for one in undecided:
            rules.setdefault(one.question, []).append(one.rule or "")
        comma = self._messages("command.comma")
        for question, asked in rules.items():
            yield self._messages(f"analysis.undecided_{question}", rules=comma.join(asked))

    def _unseen(self, unseen: Sequence[UnseenFigure]) -> Iterator[str]:
        if unseen:
            yield self._messages("analysis.unseen", count=len(unseen))
        comma = self._messages("command.comma")
        for figure in unseen:
            claims = self._messages("analysis.by_claims", claims=comma.join(figure.claims)) if figure.claims else ""
            later = self._messages("analysis.next_year", rules=comma.join(figure.next_year)) if figure.next_year else ""
            yield f"  {self._place(figure.place)}{claims}{later}"

    def _place(self, place: Place) -> str:
        cell = self._layout.cell(place)
        return self._messages("analysis.place", name=self._wording.place(place), cell=cell, place=place)

    def _rules(self, cases: Iterable[RuleCase]) -> str:
        """Rules by id and statement, each with the columns or rows that are meant, where not all of them are."""
        return self._messages("analysis.and").join(map(self._rule, _by_rule(cases)))

    def _rule(self, cases: Sequence[RuleCase]) -> str:
        rule = cases[0].rule
        every = sum(case.rule.id == rule.id for case in self._definition.cases)
        names = self._messages("command.comma").join(map(self._definition.member_name, cases))
        members = self._messages("analysis.members", names=names) if len(cases) < every else ""
        return self._messages("analysis.rule", rule=rule.id, statement=rule.statement, members=members)


def _by_rule(cases: Iterable[RuleCase]) -> Sequence[Sequence[RuleCase]]:
    groups: dict[str, list[RuleCase]] = {}
    for case in cases:
        groups.setdefault(case.rule.id, []).append(case)
    return [*groups.values()]
