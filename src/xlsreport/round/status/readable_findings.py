"""The findings and explanations of one file in the ledger, graded and put into words."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal

from xlsreport.checking.wording import Wording
from xlsreport.definition.definition import Definition
from xlsreport.definition.rule_language.rule_cases import RuleCase
from xlsreport.definition.tables.rule_declaration import Severity
from xlsreport.layout.cells import sheet_prefix
from xlsreport.layout.checklines import BodyLine, CaseLine, LinesLine, TextLine, explained_lines
from xlsreport.messages import Messages
from xlsreport.object_cache import remembered_by_object
from xlsreport.round.ledger.records import Receipt

Grade = Literal["error", "warning", "explained", "note"]
"""A finding's severity; a note about an explained warning has a grade of its own."""


@dataclass(frozen=True, slots=True)
class ReadableFinding:
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
class ReadableExplanation:
    """An explanation that a reporter typed beside a rule.

    ``case`` is the rule's case, ``statement`` what it demands, of which column or row; ``quoted`` says that a finding
    quotes the text, since the rule does not hold.
    """

    case: str
    statement: str
    text: str
    quoted: bool


def readable_findings(
    receipt: Receipt, definition: Definition, *, each_rule: bool = False
) -> tuple[ReadableFinding, ...]:
    """The findings of a receipt, in the order of the sheets; of each rule if asked, also where one mistake broke it."""
    explainable = {(case.rule, case.place) for case in _explainable(definition).values()}
    return tuple(
        ReadableFinding(
            grade=_grade(finding["severity"], not explainable.isdisjoint(_names_of(finding))),
            sheet=finding["sheet"],
            cell=finding["cell"],
            message=finding["message"],
            rule=finding["rule"],
        )
        for finding in (receipt.each_rule if each_rule else receipt.findings)
    )


def _grade(severity: Severity, explainable: bool) -> Grade:
    return "explained" if severity == "note" and explainable else severity


def readable_explanations(receipt: Receipt, definition: Definition) -> tuple[ReadableExplanation, ...]:
    """The explanations of a receipt, in the order of the definition's rules."""
    notes = (finding for finding in receipt.findings if finding["severity"] == "note")
    quoted = {name for finding in notes for name in _names_of(finding)}
    return tuple(
        ReadableExplanation(key, case.statement, receipt.explanations[key], (case.rule, case.place) in quoted)
        for key, case in _explainable(definition).items()
        if receipt.explanations.get(key)
    )


@dataclass(frozen=True, slots=True)
class _ExplainableCase:
    """What can be explained: a case of a rule, a claim, or an empty section.

    ``place`` is the one by which findings name it; a claim's are about any section.
    """

    rule: str
    place: str
    statement: str


@remembered_by_object()
def _explainable(definition: Definition) -> Mapping[str, _ExplainableCase]:
    cases = {key: _explainable_line(line, definition) for key, line in explained_lines(definition).items()}
    claims = (claim.declared for claim in definition.claims if claim.declared.severity == "warning")
    return cases | {claim.id: _ExplainableCase(claim.id, "", claim.statement) for claim in claims}


def _names_of(finding: Mapping[str, Any]) -> tuple[tuple[str, str], tuple[str, str]]:
    """What a finding is about: a rule or claim at a place, or anywhere."""
    return (finding["rule"], finding["place"]), (finding["rule"], "")


def _explainable_line(line: CaseLine | TextLine | BodyLine | LinesLine, definition: Definition) -> _ExplainableCase:
    messages = definition.messages
    if isinstance(line, TextLine):
        wording = Wording(definition)
        statement = messages("finding.member", member=wording.text(line.name)) + wording.nothing_written(line.name)
        return _ExplainableCase("filled", line.name, statement)
    if isinstance(line, BodyLine):
        return _ExplainableCase("kind", line.field, messages("checks.body_statement"))
    if isinstance(line, LinesLine):
        return _ExplainableCase(line.rule.id, line.list, line.rule.statement)
    return _explainable_case(line.case, definition, messages)


def _explainable_case(case: RuleCase, definition: Definition, messages: Messages) -> _ExplainableCase:
    member = definition.member_name(case)
    prefix = messages("finding.member", member=member) if member else ""
    return _ExplainableCase(case.rule.id, case.named_by, prefix + case.rule.statement)
