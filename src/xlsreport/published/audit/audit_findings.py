"""What an audit tells of published reports: findings with where to look in the page."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from xlsreport.definition.tables.rule_declaration import Severity
from xlsreport.messages import Messages
from xlsreport.published.imported_report import Spot

FaultKind = Literal[
    "edition",
    "identity",
    "missing",
    "entry",
    "total",
    "rule",
    "last_year",
    "text",
    "period",
    "content",
    "repeated",
    "publications",
]
"""Kinds of fault, in the order in which they are listed: the form is that of earlier years; the page is another body's
or another year's than the list says; something is printed blank; an entry is no plain figure; a total is not the sum; a
rule does not hold; figures do not agree with last year's; a text contradicts a table; another statistical period; a
text lacks what it is asked for; a text repeats another; two publications of one report differ."""


@dataclass(frozen=True, slots=True)
class PageSpot:
    """Where to look in a published report.

    Attributes:
        label: the row and column, or the section, in the words of the report.
        spot: of a figure, where it is printed.
        printed: what is printed there.
        paragraph: of a text, which of the section it is, from 1.
    """

    label: str
    spot: Spot | None = None
    printed: str = ""
    paragraph: int | None = None

    def described(self, messages: Messages) -> str:
        """Where it is, in words: page, table, row and column as far as they are known."""
        if self.paragraph is not None:
            return messages("audit.at_paragraph", paragraph=self.paragraph)
        return "" if self.spot is None else spot_text(self.spot, messages)


def spot_text(spot: Spot, messages: Messages) -> str:
    """Page, table, row and column as far as they are known, in words."""
    numbers = {"page": spot.page, "table": spot.table, "row": spot.row, "column": spot.column}
    said = [messages(f"audit.at_{name}", number=number) for name, number in numbers.items() if number is not None]
    return messages("audit.at_joint").join(said)


@dataclass(frozen=True, slots=True)
class AuditFinding:
    """A fault of a published report.

    Attributes:
        kind: what kind of fault it is.
        rule: the id of the rule that does not hold; see :class:`~xlsreport.checking.findings.Finding`.
        severity: as ``check`` has it.
        message: what is wrong, in the language of the report.
        where: where to look; the first is what the finding is about.
        expected: what should be printed there, where that is known.
    """

    kind: FaultKind
    rule: str
    severity: Severity
    message: str
    where: tuple[PageSpot, ...] = ()
    expected: str = ""
