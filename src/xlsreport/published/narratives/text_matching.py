"""Finds the texts of a report's sections, and who reports about which period."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from itertools import takewhile
from typing import Literal

from xlsreport.definition.definition import Definition
from xlsreport.messages import Messages
from xlsreport.published.imported_report import MatchedTexts, Unread
from xlsreport.published.narratives.cover_values import own_preamble, printed_cover, uncertain_fields
from xlsreport.published.narratives.period_recognition import FoundPeriod, periods_stated, year_of
from xlsreport.published.narratives.printed_sentences import is_draft_mark
from xlsreport.published.narratives.published_headings import PublishedHeadings, published_headings_of
from xlsreport.published.narratives.report_lines import ReportLine, report_lines
from xlsreport.published.narratives.report_outline import ReportOutline, outline_of
from xlsreport.published.narratives.reporter_recognition import (
    FoundTitle,
    NamedReporter,
    are_alike,
    is_title,
    reporters,
    title_in,
)
from xlsreport.published.narratives.section_texts import section_texts
from xlsreport.published.narratives.surrounding_lines import is_around, is_date
from xlsreport.published.narratives.wrapped_lines import joined_lines
from xlsreport.published.publication.publication import Paragraph, Publication
from xlsreport.submission.submission import shortened

_MAX_FRONT = 300
"""Paragraphs above the first section that are looked at; the navigation of a site has some hundred."""
_OPENING = 3
"""Paragraphs of the first section that may state the period, where no preamble does."""


def match_texts(publication: Publication, definition: Definition, messages: Messages | None = None) -> MatchedTexts:
    """The paragraphs of each section without tables, headings and what belongs to the page around the report.

    Sections are found by their headings' words; the agency and the period by the title, the form's own sentences, the
    signature and what the page states of itself. What is not found is named as unread, and what contradicts itself in
    a note.

    Args:
        publication: what was published.
        definition: which form it is.
        messages: the sentences of the user's language; by default that of the definition.
    """
    headings = published_headings_of(definition)

    def stands_alone(line: ReportLine) -> bool:
        return _is_heading(line, headings) or is_draft_mark(line.text, definition) or line.text in titles

    single = list(report_lines(publication))
    above = takewhile(lambda line: not _is_heading(line, headings), single)
    titles = {line.text for line in above if is_title(line.text, definition)}  # further down, a sentence may end so
    lines = joined_lines(single, publication.format, stands_alone)
    outline = outline_of(lines, definition, headings)
    return _TextMatcher(publication, definition, outline, messages or definition.messages).matched()


def _is_heading(line: ReportLine, headings: PublishedHeadings) -> bool:
    return bool(line.text) and headings.candidate(line.text, line.level) is not None


@dataclass(slots=True)
class _TextMatcher:
    publication: Publication
    definition: Definition
    outline: ReportOutline
    messages: Messages
    unread: list[Unread] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    contradicted: dict[Literal["agency", "year"], str] = field(default_factory=dict)

    def matched(self) -> MatchedTexts:
        front = [line.text for line in self._front]
        title = self._whole_name(title_in(front, self.definition)) or self._title_beside()
        agency = "" if title is None else title.agency
        texts = section_texts(self.outline, agency, self.definition, self.publication.format, self.messages)
        self.unread += texts.unread
        self.notes += texts.notes
        agency = self._agency(
            list(reporters(self.publication, title, front, texts.signature, texts.below, self.definition))
        )
        period = self._period(title, front, next(iter(texts.texts.values()), ()))
        below = [line for line in front[title.end if title is not None else 0 :] if not is_date(line)]
        fields = {**printed_cover(front, self.definition), **self._own_lines(below), **texts.comments}
        for name in uncertain_fields(front, self.definition):
            if name not in fields:
                label = self.definition.cover_fields[name].label
                self.unread.append(Unread(name, self._say("uncertain_field", label=label)))
        year, part = (None, None) if period is None else period
        notes = (*self.notes, *self.contradicted.values())
        return MatchedTexts(texts.texts, agency, year, part, fields, tuple(self.unread), notes, self.contradicted)

    @property
    def _front(self) -> list[ReportLine]:
        """The paragraphs right above the first section, where title and preamble stand."""
        return [line for line in self.outline.front if line.is_paragraph][-_MAX_FRONT:]

    def _whole_name(self, title: FoundTitle | None) -> FoundTitle | None:
        """A title with the line above it, where a long name stands on two lines that the markup marks alike."""
        lines = self._front
        if title is None or not title.start or not title.agency or self.definition.language != "zh-CN":
            return title
        above, first = lines[title.start - 1], lines[title.start]
        is_alike = above.level is not None and above.level == first.level
        is_at_top = self.publication.format != "html" and title.start == 1 and above.level == first.level
        longer = title_in([line.text for line in lines[title.start - 1 : title.end]], self.definition, whole=True)
        return longer if longer is not None and first.text == title.agency and (is_alike or is_at_top) else title

    def _title_beside(self) -> FoundTitle | None:
        """The title that only the page around the report has, in its header or its markup."""
        chrome = (block.text for block in self.publication.blocks if isinstance(block, Paragraph) and block.chrome)
        found = title_in([self.publication.title, *chrome], self.definition)
        return None if found is None else replace(found, start=0, end=0)

    def _agency(self, found: list[NamedReporter]) -> str:
        if not found:
            self.unread.append(Unread("agency", self._say("no_agency")))
            return ""
        chosen = found[0].name
        other = next((one.name for one in found if one.in_report and not are_alike(one.name, chosen)), None)
        if other is not None:
            self.contradicted["agency"] = self._say("two_agencies", found=chosen, other=other)
        return chosen

    def _period(self, title: FoundTitle | None, front: Sequence[str], opening: Sequence[str]) -> FoundPeriod | None:
        """The title's period, else the one that is stated; that they differ is a note."""
        calendar = self.definition.calendar
        in_title = periods_stated([title.text] if title is not None else [], self.definition)
        stated = periods_stated(front, self.definition) or periods_stated(opening[:_OPENING], self.definition)
        year = None if title is None else year_of(title.year)
        chosen = in_title[0] if in_title else FoundPeriod(year, None) if year and not calendar.has_parts else None
        chosen = chosen or (stated[0] if stated else None)
        if chosen is None:
            self.unread.append(Unread("year", self._say("no_period" if calendar.has_parts else "no_year")))
        elif stated and chosen not in stated:
            found, other = (calendar.in_sentences(*period) for period in (chosen, stated[0]))
            self.contradicted["year"] = self._say("two_periods", found=found, other=other)
        return chosen

    def _own_lines(self, front: Sequence[str]) -> dict[str, str]:
        """The reporter's own paragraphs behind the form's sentences, as far as the cover has lines for them."""
        names = list(self.definition.own_lines)
        language = self.definition.language
        own = [line for line in own_preamble(front, self.definition) if not is_around(line, language)]
        if len(own) > len(names):
            self.notes.append(self._say("own_preamble", count=len(own) - len(names), text=shortened(own[len(names)])))
        return dict(zip(names, own, strict=False))

    def _say(self, key: str, **values: object) -> str:
        return self.messages(f"narratives.{key}", **values)
