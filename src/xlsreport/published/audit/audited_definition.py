"""Definitions whose findings speak of a page that was published, and not of a workbook that can be filled in."""

from __future__ import annotations

from dataclasses import fields
from functools import cached_property

from xlsreport.definition.definition import Definition
from xlsreport.messages import Messages

_SAID_OTHERWISE = (
    "finding.total",
    "finding.total_no_number",
    "finding.total_range",
    "finding.total_follows",
    "finding.recalculated",
    "finding.recalculated_range",
    "finding.recalculated_mended",
    "finding.not_number",
    "finding.not_applicable",
    "finding.mended",
    "finding.mended_mark",
    "finding.option_mended",
    "finding.option_composed",
    "finding.not_option",
    "finding.no_date",
    "finding.date_either",
    "finding.date",
    "finding.decimals",
    "finding.negative",
    "finding.not_whole",
    "finding.write_text",
    "finding.write_or_explain",
    "finding.rule",
    "finding.rule_plain",
    "finding.claim",
    "finding.claim_figure",
    "finding.year_stated",
    "finding.period_stated",
    "finding.change",
    "suspect.settles",
    "suspect.figure",
    "suspect.figure_suggested",
    "suspect.figure_possible",
    "suspect.rule",
    "repeated.last_year",
    "repeated.passage",
    "pasted.markup",
    "pasted.editing",
    "pasted.garbled",
    "pasted.entity",
    "pasted.footnote",
    "pasted.object",
)
"""Sentences that would name cells of a workbook, or say what to type there."""
_UNSAID = ("finding.explain",)
"""Where in the workbook to type a reason."""


class AuditedDefinition(Definition):
    """A definition of which some sentences are said otherwise: without cells of a workbook and what to type there."""

    @cached_property
    def messages(self) -> Messages:
        """The catalogue of the report with the sentences on published reports."""
        messages = super().messages
        otherwise = {key: messages.texts[f"published_wording.{key}"] for key in _SAID_OTHERWISE}
        return messages.saying({**dict.fromkeys(_UNSAID, ""), **otherwise})


def audited_definition(definition: Definition) -> AuditedDefinition:
    """The same definition for published reports."""
    return AuditedDefinition(**{one.name: getattr(definition, one.name) for one in fields(Definition)})
