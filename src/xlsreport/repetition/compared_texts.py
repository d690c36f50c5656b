"""The texts of one report, as they are compared with those of others."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from xlsreport.checking.texts.last_year_repetition import LocatedParagraph, paragraphs_of
from xlsreport.checking.texts.tokens import TokenisedText, Tokens, tokeniser_for
from xlsreport.submission.submission import Submission


@dataclass(frozen=True, slots=True)
class SectionText:
    """The paragraphs of a section, and their tokens."""

    paragraphs: tuple[LocatedParagraph, ...]
    pieces: tuple[Tokens, ...]


class ComparedTexts(ABC):
    """Texts by section, and the name under which they were written.

    Attributes:
        written_as: the name of the agency, which counts as one word in its texts.
        sections: the texts by section.
    """

    __slots__ = ()
    written_as: str
    sections: Mapping[str, SectionText]

    @property
    @abstractmethod
    def key(self) -> str:
        """By which texts are put in order, such as the code of the agency; different for each."""

    def text(self, section: str, language: str) -> TokenisedText:
        """One section as it is compared."""
        return self._comparable([self.sections[section]], language)

    def whole(self, language: str) -> TokenisedText:
        """All sections as one text, in which the passages of others are looked for."""
        return self._comparable(list(self.sections.values()), language)

    @property
    def paragraphs(self) -> tuple[LocatedParagraph, ...]:
        """The paragraphs of the whole text."""
        return tuple(paragraph for section in self.sections.values() for paragraph in section.paragraphs)

    def _comparable(self, sections: Sequence[SectionText], language: str) -> TokenisedText:
        paragraphs = [paragraph.text for section in sections for paragraph in section.paragraphs]
        pieces = [piece for section in sections for piece in section.pieces]
        return TokenisedText(paragraphs, tokeniser_for(language, self.written_as), pieces)


def section_texts(submission: Submission) -> Mapping[str, SectionText]:
    """The texts of a submission by section."""
    reading = tokeniser_for(submission.definition.writing, submission.agency)
    sections = {}
    for section in submission.definition.narratives:
        paragraphs = paragraphs_of(submission, section)
        pieces = tuple(reading.tokens(paragraph.text) for paragraph in paragraphs)
        sections[section] = SectionText(paragraphs, pieces)
    return sections
