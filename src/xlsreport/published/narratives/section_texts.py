"""The paragraphs of each section, and what stands in it that the form has no room for."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace

from xlsreport.definition.declaration import Section
from xlsreport.definition.definition import Definition
from xlsreport.messages import Messages
from xlsreport.published.imported_report import Unread
from xlsreport.published.narratives.report_lines import ReportLine
from xlsreport.published.narratives.report_outline import OutlinedSection, ReportOutline
from xlsreport.published.narratives.surrounding_lines import end_of_report, is_button, without_surroundings
from xlsreport.published.narratives.table_comments import words_beside_tables
from xlsreport.published.publication.publication import PublishedFormat
from xlsreport.submission.narrative.section_headings import folded
from xlsreport.submission.submission import shortened

_SENTENCE_END = re.compile(r"[。！？；.!?;:：…][”’』」）)\]]*$")
_MAX_TAIL = 25
"""Letters of a line below a web page's report that no sentence ends in, such as the name of a link."""
_NOTHING = frozenset(
    ("无", "没有", "无其他", "不适用", "不涉及", "none", "nil", "na", "notapplicable", "néant", "aucun", "keine")
)
"""What a section without content says, as :func:`folded`; no line of the page around the report."""
_MAX_ANNEXES = 30


@dataclass(slots=True)
class SectionTexts:
    """What was read: texts, comments by their names, the name that signs, the lines below, and what is to be said."""

    texts: dict[str, tuple[str, ...]] = field(default_factory=dict)
    comments: dict[str, str] = field(default_factory=dict)
    signature: str = ""
    below: tuple[str, ...] = ()
    unread: list[Unread] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)


def section_texts(
    outline: ReportOutline, agency: str, definition: Definition, file_format: PublishedFormat, messages: Messages
) -> SectionTexts:
    """What stands in the sections.

    Args:
        outline: the lines by section.
        agency: who reports, as far as the title says.
        definition: which form it is.
        file_format: in which it is published; below a web page's report stand more lines than below others.
        messages: the sentences of the user's language.
    """
    return _SectionReader(outline, agency, definition, file_format, messages).read()


class _SectionReader:
    def __init__(
        self,
        outline: ReportOutline,
        agency: str,
        definition: Definition,
        file_format: PublishedFormat,
        messages: Messages,
    ) -> None:
        self._outline = outline
        self._agency = agency
        self._definition = definition
        self._is_page = file_format == "html"
        self._messages, own = messages, definition.messages
        self._found = SectionTexts()
        nothing = (own("wording.text_not_asked"), own("wording.nothing_written"))
        self._nothing = frozenset(map(folded, nothing))
        annexes = (own("printed_list.annex", number=number) for number in range(1, _MAX_ANNEXES))
        self._annexes = tuple(map(folded, annexes)) if definition.lists else ()

    def read(self) -> SectionTexts:
        """Everything of all sections."""
        present = {one.section for one in self._outline.sections}
        for one in self._outline.sections:
            self._take(one, is_last=one is self._outline.sections[-1], before_missing=one.section + 1 not in present)
        for number, section in enumerate(self._definition.sections):
            if section.narrative is not None and number not in present:
                self._say_unread(section, "no_heading")
        return self._found

    def _take(self, one: OutlinedSection, *, is_last: bool, before_missing: bool) -> None:
        section = self._definition.sections[one.section]
        if one.by_number:
            self._note("by_number", found=one.heading, heading=section.heading)
        lines: Sequence[ReportLine] = one.lines
        if is_last:
            lines = self._without_surroundings(section, lines)
        if section.narrative is None:
            beside = words_beside_tables(section, lines, self._definition)
            self._found.comments |= beside.comments
            if beside.others:
                self._note_texts("beside_tables", section, beside.others)
            return
        if any(not line.is_paragraph for line in lines):
            lines = self._without_tables(section, lines, ends_there=before_missing and not is_last)
        self._found.texts[section.id] = tuple(self._paragraphs(lines))
        room = section.narrative.lines
        if len(self._found.texts[section.id]) > room:
            self._note("too_long", heading=section.heading, count=len(self._found.texts[section.id]), room=room)

    def _paragraphs(self, lines: Iterable[ReportLine]) -> Iterator[str]:
        for line in lines:
            if not is_button(line.text, self._definition.language) and folded(line.text) not in self._nothing:
                yield line.text

    def _without_tables(self, section: Section, lines: Sequence[ReportLine], *, ends_there: bool) -> list[ReportLine]:
        """The paragraphs beside tables. Where the next section was not found, those below may be of that."""
        first = next(number for number, line in enumerate(lines) if not line.is_paragraph)
        kept = list(lines[:first] if ends_there else lines)
        left = [line.text for line in lines[first:] if line.is_paragraph] if ends_there else []
        if left:
            self._note_texts("below_table", section, left)
        else:
            self._note("table_in_text", heading=section.heading)
        return [line for line in kept if line.is_paragraph]

    def _without_surroundings(self, section: Section, lines: Sequence[ReportLine]) -> Sequence[ReportLine]:
        annex = next((n for n, line in enumerate(lines) if folded(line.text).startswith(self._annexes)), len(lines))
        if self._annexes and annex < len(lines):
            return lines[:annex]
        end = end_of_report(lines, self._agency, self._definition.language)
        self._found.signature = end.signature
        self._found.below = tuple(line.text for line in end.below)
        kept = [replace(line, text=without_surroundings(line.text)) for line in end.lines]
        tail: list[str] = []
        while self._is_page and len(kept) > 1 and _is_tail(kept[-1]):
            tail.insert(0, kept.pop().text)
        tail += (line.text for line in end.below if len(line.text) > _MAX_TAIL and _SENTENCE_END.search(line.text))
        if tail:
            self._note_texts("page_below", section, tail)
        return kept

    def _say_unread(self, section: Section, key: str) -> None:
        self._found.unread.append(Unread(section.id, self._messages(f"narratives.{key}", heading=section.heading)))

    def _note(self, key: str, **values: object) -> None:
        self._found.notes.append(self._messages(f"narratives.{key}", **values))

    def _note_texts(self, key: str, section: Section, texts: Sequence[str]) -> None:
        self._note(key, heading=section.heading, count=len(texts), text=shortened(texts[0]))


def _is_tail(line: ReportLine) -> bool:
    is_short = line.is_paragraph and len(line.text) <= _MAX_TAIL and folded(line.text) not in _NOTHING
    return is_short and _SENTENCE_END.search(line.text) is None
