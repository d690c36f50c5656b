"""Texts of published reports that stand in another agency's report."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from xlsreport.checking.texts.last_year_repetition import SharedPassage, percent
from xlsreport.checking.texts.repetition import DEFAULT_SHARE
from xlsreport.definition.definition import Definition
from xlsreport.layout.workbook_layout import layout_of
from xlsreport.published.audit.audit_findings import AuditFinding, PageSpot
from xlsreport.repetition.common_passages import find_common_text
from xlsreport.repetition.compared_texts import ComparedTexts, SectionText
from xlsreport.repetition.repetition_groups import FoundRepetition, RepetitionGroups
from xlsreport.submission.submission import shortened

_MAX_QUOTE = 40


@dataclass(frozen=True, slots=True)
class PublishedTexts(ComparedTexts):
    """The texts of a published report.

    Attributes:
        number: of the report, by which texts are put in order.
        written_as: the name of the agency.
        sections: the texts by section.
        owner: by which reports of one agency are known to be its own.
        called: what sentences call the report.
    """

    number: int
    written_as: str
    sections: Mapping[str, SectionText]
    owner: str
    called: str

    @property
    def key(self) -> str:
        """The number, so that texts that are put in order by it stand in the order of the reports."""
        return f"{self.number:06}"


def repeated_texts(texts: Sequence[PublishedTexts], definition: Definition) -> Iterator[tuple[int, AuditFinding]]:
    """A note on each section that repeats another agency's report, with the number of the report in ``texts``."""
    common = find_common_text(texts, definition.writing)
    groups = RepetitionGroups(definition, texts, common.runs, DEFAULT_SHARE, [one.owner for one in texts])
    for group in groups.groups():
        for found in group.repeated:
            yield found.number, _finding(found, texts[found.other], definition)


def _finding(found: FoundRepetition, other: PublishedTexts, definition: Definition) -> AuditFinding:
    messages = definition.messages
    passages = [
        messages("audit.passage", text=shortened(passage.text, _MAX_QUOTE), extent=passage.extent(messages))
        for passage in found.passages
    ]
    text = messages(
        "audit.repeated",
        heading=found.section.heading,
        percent=percent(found.share),
        other=other.called,
        passages=messages("repeated.and").join(passages),
    )
    where = tuple(_spot(passage, found.section.id, definition) for passage in found.passages)
    return AuditFinding("repeated", "published.repeated", "note", text, where)


def _spot(passage: SharedPassage, section: str, definition: Definition) -> PageSpot:
    first = layout_of(definition).narratives[section].lines.first
    quoted = shortened(passage.text, _MAX_QUOTE)
    return PageSpot(definition.narratives[section].heading, None, quoted, passage.cell.row - first.row + 1)
