"""What does not hold for one reason, in brief: each rule once, with its columns or rows and their cells."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import assert_never

from xlsreport.checking.causes.findings_by_line import BrokenLine
from xlsreport.checking.claims.contradictions import Contradiction
from xlsreport.checking.findings import Finding
from xlsreport.checking.wording import Wording, cell_list
from xlsreport.layout.cells import CellRef
from xlsreport.layout.checklines import CaseLine, TotalLine
from xlsreport.layout.positions import Positions

_MAX_RULES = 5
"""Rules that a sentence names; the finding has all of them."""
_MAX_MEMBERS = 4
"""Columns, rows, totals or numbers that are named of one rule."""


@dataclass(frozen=True, slots=True)
class BrokenRule:
    """What does not hold, and the finding about it."""

    line: BrokenLine
    finding: Finding


class BrokenRuleWording:
    """Lists of broken rules in the words of one definition."""

    def __init__(self, wording: Wording, positions: Positions) -> None:
        self._wording = wording
        self._messages = wording.messages
        self._positions = positions

    def listed(self, broken: Sequence[BrokenRule], sheet: str) -> str:
        """The rules; cells on ``sheet`` are named without it."""
        groups: dict[str, list[BrokenRule]] = {}
        for rule in broken:
            groups.setdefault(self._demand(rule.line), []).append(rule)
        told = [self._group(demand, group, sheet) for demand, group in groups.items()]
        listed = self._messages("suspect.rule_comma").join(told[:_MAX_RULES])
        return listed if len(told) <= _MAX_RULES else self._messages("finding.cells_more", cells=listed)

    def explain(self, broken: Iterable[BrokenRule]) -> str:
        """Where the reasons for warnings are typed, if the figures are right; nothing where there are none."""
        cells = list(dict.fromkeys(filter(None, map(self.explanation, broken))))
        if not cells:
            return ""
        listed = cell_list(cells, cells[0].sheet, self._messages("finding.cells"))
        return self._messages("finding.explain", sheet=cells[0].sheet, cell=listed)

    def explanation(self, rule: BrokenRule) -> CellRef | None:
        """The cell for the reason of a warning."""
        if rule.finding.severity != "warning":
            return None
        match rule.line:
            case CaseLine() as line:
                return self._positions.check_cell(line, "explanation")
            case Contradiction(claim=claim):
                return self._positions.claim_cell(claim.id, "explanation")
            case TotalLine():
                return None
            case _:
                assert_never(rule.line)

    def _group(self, demand: str, rules: Sequence[BrokenRule], sheet: str) -> str:
        members = self._bounded(filter(None, (self._member(rule.line) for rule in rules)))
        cells = self._bounded(cell_list([rule.finding.cells.first], sheet, "") for rule in rules)
        member = self._messages("finding.member", member=members) if members else ""
        return self._messages("suspect.rule", member=member, rule=demand, cells=cells)

    def _demand(self, line: BrokenLine) -> str:
        """What a rule demands; for all totals the same, and for all texts."""
        match line:
            case CaseLine(case):
                return case.rule.statement
            case TotalLine():
                return self._messages("suspect.totals")
            case Contradiction():
                return self._messages("suspect.texts")
            case _:
                assert_never(line)

    def _member(self, line: BrokenLine) -> str:
        match line:
            case CaseLine(case):
                return self._wording.member(case)
            case TotalLine():
                return self._wording.place(line.place)
            case Contradiction(written=written):
                return self._messages("suspect.written", written=written)
            case _:
                assert_never(line)

    def _bounded(self, names: Iterable[str]) -> str:
        """Names as a list, each once, cut off where there are many."""
        each = list(dict.fromkeys(names))
        listed = self._messages("finding.cells").join(each[:_MAX_MEMBERS])
        return listed if len(each) <= _MAX_MEMBERS else self._messages("finding.cells_more", cells=listed)
