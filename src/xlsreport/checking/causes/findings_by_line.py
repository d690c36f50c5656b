"""Which findings are about which rule, total or statement: the joint between findings and what explains them."""

from __future__ import annotations

from collections.abc import Iterable

from xlsreport.checking.claims.claim_findings import cell_of
from xlsreport.checking.claims.contradictions import Contradiction
from xlsreport.checking.findings import Finding
from xlsreport.definition.definition import Definition
from xlsreport.layout.checklines import CaseLine, TotalLine
from xlsreport.layout.positions import Positions
from xlsreport.object_cache import remembered_by_object
from xlsreport.submission.submission import Submission
from xlsreport.values import plain_number

BrokenLine = CaseLine | TotalLine | Contradiction
"""What may not hold: a rule in one of its cases, a total, or a statement in a text."""

_Key = tuple[object, ...]


class FindingsByLine:
    """The findings of one submission that a wrong figure can explain, by what does not hold.

    A finding about many totals at once is about none in particular, and a note asks for nothing.
    """

    def __init__(self, findings: Iterable[Finding], submission: Submission) -> None:
        self._positions: Positions = submission.positions
        definition = submission.definition
        keys = _keys_of(definition)
        claims = {claim.id for claim in definition.claims}
        self._found: dict[_Key, list[Finding]] = {}
        for finding in findings:
            if finding.severity == "note":
                continue
            if (finding.rule, finding.place) in keys:
                self._found.setdefault((finding.rule, finding.place), []).append(finding)
            elif finding.rule in claims:
                key = (finding.rule, finding.place, finding.cells.first, finding.found)
                self._found.setdefault(key, []).append(finding)

    def __bool__(self) -> bool:
        return bool(self._found)

    def of(self, line: BrokenLine) -> Iterable[Finding]:
        """The findings about a line."""
        return self._found.get(self._key(line), ())

    def _key(self, line: BrokenLine) -> _Key:
        if not isinstance(line, Contradiction):
            return line_key(line)
        cell, quantity = cell_of(line, self._positions), line.quantity
        found = line.written if quantity is None else plain_number(quantity.value)
        return line.claim.id, line.section, cell, found


def line_key(line: CaseLine | TotalLine) -> tuple[str, str]:
    """The rule and the place by which findings name what does not hold."""
    if isinstance(line, TotalLine):
        return "total", str(line.place)
    return line.case.rule.id, line.case.named_by


@remembered_by_object()
def _keys_of(definition: Definition) -> frozenset[tuple[str, str]]:
    cases, totals = map(CaseLine, definition.cases), map(TotalLine, definition.totals)
    return frozenset((*map(line_key, cases), *map(line_key, totals)))
