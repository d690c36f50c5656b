"""Texts of a submission that repeat last year's: a note for each section, with the longest passages."""

from __future__ import annotations

from collections.abc import Hashable, Iterator, Sequence
from dataclasses import dataclass

from xlsreport.checking.findings import Finding
from xlsreport.checking.texts.repetition import DEFAULT_SHARE, RUN_LENGTHS, ExaminedText, Repetition, SourceText
from xlsreport.checking.texts.tokens import (
    TokenisedText,
    Tokeniser,
    Unit,
    length_in_words,
    shingles,
    tokeniser_for,
    unit_of,
)
from xlsreport.definition.declaration import Section
from xlsreport.definition.definition import Definition
from xlsreport.layout.cells import CellRef
from xlsreport.messages import Messages
from xlsreport.object_cache import remembered_by_object
from xlsreport.submission.invisible_characters import is_blank
from xlsreport.submission.submission import PreviousTexts, Submission, shortened

REPEATED_RULE = "repeated.last_year"
"""No declared rule has this id, since ids have no dots."""
_MAX_QUOTE = 40
"""Characters by which a reader finds a passage; a finding quotes three of them."""


@dataclass(frozen=True, slots=True)
class LocatedParagraph:
    """A paragraph of a submission, and the cell that it stands in."""

    cell: CellRef
    text: str


@dataclass(frozen=True, slots=True)
class RepeatedSection:
    """A section, and how much of it stands in last year's report; ``before`` are last year's paragraphs."""

    section: Section
    paragraphs: tuple[LocatedParagraph, ...]
    text: TokenisedText
    before: PreviousParagraphs
    repetition: Repetition

    def passages(self, messages: Messages) -> Iterator[SharedPassage]:
        """The longest passages: where they are, and where they stood last year."""
        for passage in self.repetition.passages:
            yield SharedPassage(
                cell=self.paragraphs[self.text.paragraph_at(passage.first)].cell,
                other=self.before.where(passage.other, self.section, messages),
                length=passage.length,
                unit=unit_of(self.text.tokens),
                text=self.text.quote(passage.first, passage.length),
            )


@dataclass(frozen=True, slots=True)
class SharedPassage:
    """A passage for a message: its cell, where it stands in the other text, its length in tokens, its text."""

    cell: CellRef
    other: str
    length: int
    unit: Unit
    text: str

    def described(self, messages: Messages) -> str:
        """The passage in words, shortened."""
        text = shortened(self.text, _MAX_QUOTE)
        return messages(
            "repeated.passage", cell=self.cell.a1, other=self.other, extent=self.extent(messages), text=text
        )

    def extent(self, messages: Messages) -> str:
        """How long it is, in words."""
        return length_in_words(self.length, self.unit, messages)


class PreviousParagraphs:
    """Last year's paragraphs as a text that is searched, each known by its section and number."""

    def __init__(self, definition: Definition, previous: PreviousTexts) -> None:
        numbered = [
            (definition.narratives[section], number, text)
            for section, texts in previous.sections.items()
            if section in definition.narratives
            for number, text in enumerate(texts, start=1)
        ]
        self._places = [(section, number) for section, number, _ in numbered]
        texts = [text for _, _, text in numbered]
        self._text = TokenisedText(texts, tokeniser_for(definition.writing, previous.agency))
        self.source = SourceText(self._text, definition.writing)

    def where(self, token: int, section: Section, messages: Messages) -> str:
        """The paragraph of a token, in words; the section is named where it is another one."""
        other, number = self._places[self._text.paragraph_at(token)]
        key = "before" if other.id == section.id else "before_elsewhere"
        return messages(f"repeated.{key}", number=number, heading=other.heading)


def paragraphs_of(submission: Submission, section: str) -> tuple[LocatedParagraph, ...]:
    """The paragraphs of a section with their cells; one that was typed with line breaks in it is several."""
    first = submission.positions.first_line(section)
    return tuple(
        LocatedParagraph(CellRef(first.sheet, first.row + number, first.column), part.strip())
        for number, line in enumerate(submission.printed(section).lines)
        for part in line.splitlines()
        if not is_blank(part)
    )


@remembered_by_object()
def runs_of_the_form(definition: Definition) -> frozenset[Hashable]:
    """Runs of tokens that the form itself prints, which do not count as repeated."""
    language, declared = definition.writing, definition.declaration
    texts = [*declared.preamble, declared.title]
    for section in definition.sections:
        texts += [section.heading, *section.guidance]
    tokeniser = Tokeniser(language, "")
    return frozenset(run for text in texts for run in shingles(tokeniser.tokens(text), RUN_LENGTHS[language]))


def repeated_sections(submission: Submission, previous: PreviousTexts) -> Iterator[RepeatedSection]:
    """How much of each section stands in last year's report, whichever section it stood in."""
    definition = submission.definition
    before = PreviousParagraphs(definition, previous)
    for section in definition.narratives.values():
        paragraphs = paragraphs_of(submission, section.id)
        text = tokenised(paragraphs, definition.writing, submission.agency)
        subject = ExaminedText(text.tokens, definition.writing, runs_of_the_form(definition))
        repetition = before.source.repetition(subject)
        yield RepeatedSection(section, paragraphs, text, before, repetition)


def tokenised(paragraphs: Sequence[LocatedParagraph], language: str, agency: str) -> TokenisedText:
    """Paragraphs of an agency as they are compared."""
    return TokenisedText([paragraph.text for paragraph in paragraphs], tokeniser_for(language, agency))


def percent(share: float) -> int:
    """A share in percent, rounded down, so that it is never said to reach a limit that it does not reach."""
    return int(share * 100 + 1e-9)


def repeated_findings(submission: Submission) -> Iterator[Finding]:
    """A note on each section that repeats last year's, where last year's texts are known."""
    previous = submission.previous_texts
    if previous is None:
        return
    messages = submission.definition.messages
    for one in repeated_sections(submission, previous):
        if one.repetition.share >= DEFAULT_SHARE:
            first = one.paragraphs[0].cell
            text = messages(
                "repeated.last_year",
                heading=one.section.heading,
                percent=percent(one.repetition.share),
                passages=messages("repeated.and").join(
                    passage.described(messages) for passage in one.passages(messages)
                ),
            )
            yield Finding(REPEATED_RULE, "note", one.section.id, first.to(first), text)
