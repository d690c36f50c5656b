"""What the ledger says about one file, as people read it: findings graded, explanations with what they explain."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from xlsreport.definition.definition import Definition, RuleCase
from xlsreport.layout.cells import sheet_prefix
from xlsreport.messages import messages_for
from xlsreport.round.records import Receipt

Grade = Literal["error", "warning", "explained", "note"]
"""A finding's severity, where the note that an explained warning has become is told from others."""


@dataclass(frozen=True, slots=True)
class ToldFinding:
    """A finding out of the ledger."""

    grade: Grade
    sheet: str
    cell: str
    message: str
    rule: str

    @property
    def where(self) -> str:
        """The cell as ``xlsreport check`` prints it: ``'三、申请办理'!D7``."""
        return sheet_prefix(self.sheet) + self.cell


@dataclass(frozen=True, slots=True)
class ToldExplanation:
    """What a reporter typed beside a rule.

    ``case`` is the rule's case, ``statement`` what it demands, of which column or row; ``quoted`` says that a finding
    quotes the text, since the rule does not hold.
    """

    case: str
    statement: str
    text: str
    quoted: bool


def told_findings(receipt: Receipt, definition: Definition) -> tuple[ToldFinding, ...]:
    """The findings of a receipt, in the order of the sheets."""
    warnings = {case.rule for case in _explainable(definition).values()}
    return tuple(
        ToldFinding(
            grade=_grade(finding["severity"], finding["rule"] in warnings),
            sheet=finding["sheet"],
            cell=finding["cell"],
            message=finding["message"],
            rule=finding["rule"],
        )
        for finding in receipt.findings
    )


def _grade(severity: Literal["error", "warning", "note"], explainable: bool) -> Grade:
    return "explained" if severity == "note" and explainable else severity


def told_explanations(receipt: Receipt, definition: Definition) -> tuple[ToldExplanation, ...]:
    """The explanations of a receipt, in the order of the definition's rules."""
    quoted = {(finding["rule"], finding["place"]) for finding in receipt.findings if finding["severity"] == "note"}
    quoted |= {(rule, "") for rule, _ in quoted}
    return tuple(
        ToldExplanation(key, case.statement, receipt.explanations[key], (case.rule, case.place) in quoted)
        for key, case in _explainable(definition).items()
        if receipt.explanations.get(key)
    )


@dataclass(frozen=True, slots=True)
class _Case:
    """A case of a rule, or a claim, that wants an explanation.

    ``place`` is the one by which findings name a case; a claim's are about any section.
    """

    rule: str
    place: str
    statement: str


@lru_cache(maxsize=4)
def _explainable(definition: Definition) -> Mapping[str, _Case]:
    cases = {case.key: _told_case(case, definition) for case in definition.cases if case.rule.severity == "warning"}
    claims = (claim.declared for claim in definition.claims if claim.declared.severity == "warning")
    return cases | {claim.id: _Case(claim.id, "", claim.statement) for claim in claims}


def _told_case(case: RuleCase, definition: Definition) -> _Case:
    member = definition.member_name(case)
    prefix = messages_for(definition.language)("finding.member", member=member) if member else ""
    place = (*case.places, *case.previous_places)[0]
    return _Case(case.rule.id, str(place), prefix + case.rule.statement)
