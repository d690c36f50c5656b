"""What the paragraphs before a table say about it: which section, which table, which headings it continues."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from xlsreport.definition.definition import Definition
from xlsreport.published.matching.labels.expected_labels import ExpectedBlock, ExpectedLabel
from xlsreport.published.matching.labels.label_likeness import Likeness
from xlsreport.published.matching.labels.label_wording import wording_of
from xlsreport.published.matching.labels.vocabulary import Vocabulary

_PARTS = re.compile(r"[(（\[【〔]([^()（）\[\]【】〔〕]*)[)）\]】〕]")
_PAGE_FURNITURE = re.compile(r"\W*(?:第\s*)?\d{0,4}\s*(?:页.*)?\W*|[-—–\s]*续\s*表?.*", re.DOTALL)
_MAX_HEADING = 200
"""Characters of the longest paragraph that may be a heading."""


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What was printed before a table, or above a band of it.

    Attributes:
        section: the section whose heading was printed last.
        titled: the blocks of the table whose title was printed last.
        captioned: the blocks whose caption was printed since the last table.
        labels: labels of rows and columns in the paragraphs since the last table.
        texts: these paragraphs.
    """

    section: str | None = None
    titled: frozenset[ExpectedBlock] = frozenset()
    captioned: frozenset[ExpectedBlock] = frozenset()
    labels: frozenset[ExpectedLabel] = frozenset()
    texts: tuple[str, ...] = ()

    def speaks_of(self, block: ExpectedBlock) -> bool:
        """Whether what was printed last leads to a block."""
        return block.section == self.section or block in self.titled or block in self.captioned

    def chosen(self, blocks: frozenset[ExpectedBlock]) -> frozenset[ExpectedBlock]:
        """Of some blocks those that the caption, the title or the section names; all where none does."""
        in_section = frozenset(block for block in blocks if block.section == self.section)
        for named in (self.captioned, self.titled, in_section):
            if blocks & named:
                blocks &= named
        return blocks

    def captioned_by(self, text: str, vocabulary: Vocabulary) -> Surroundings:
        """With words that head a table, above it or within it."""
        captioned, labels, titled = self.captioned, self.labels, frozenset[ExpectedBlock]()
        for match in (match for part in heading_parts(text) for match in vocabulary.matches(part)):
            if match.role == "title":
                titled |= {match.block}
            elif match.likeness >= Likeness.VARIANT and match.role == "caption":
                captioned |= {match.block}
            elif match.likeness >= Likeness.VARIANT and match.role != "stub":
                labels |= {match.label}
        return Surroundings(self.section, titled or self.titled, captioned, labels, (*self.texts, text))

    def without_texts(self) -> Surroundings:
        """Where a table, or a paragraph that is no heading, was printed since."""
        return Surroundings(self.section, self.titled)


class PublicationContext:
    """The surroundings at a point of a publication.

    Attributes:
        now: what was printed before this point.
        continues: whether nothing but page numbers stands between the last table and this point.
    """

    def __init__(self, definition: Definition, vocabulary: Vocabulary) -> None:
        self.now = Surroundings()
        self.continues = False
        self._vocabulary = vocabulary
        headings = (
            (words, section.id)
            for section in definition.sections
            for words in (section.heading, *section.former_headings)
        )
        self._headings = {wording.core: section for words, section in headings if (wording := wording_of(words))}

    def paragraph(self, text: str) -> None:
        """Take note of a paragraph."""
        if _PAGE_FURNITURE.fullmatch(text):
            return
        self.continues = False
        if len(text) > _MAX_HEADING:
            self.now = self.now.without_texts()
            return
        section = self.section_of(text)
        if section is not None:
            self.now = Surroundings(section)
        self.now = self.now.captioned_by(text, self._vocabulary)

    def section_of(self, text: str) -> str | None:
        """The section whose heading a text is."""
        wording = wording_of(text) if len(text) <= _MAX_HEADING else None
        return self._headings.get(wording.core) if wording else None

    def end_table(self) -> None:
        """Take note that a table ends here."""
        self.continues = True
        self.now = self.now.without_texts()


def with_caption(now: Surroundings, texts: Iterator[str], vocabulary: Vocabulary) -> Surroundings:
    """Surroundings within a table, where captions stand above a band of it."""
    found = list(texts)
    if found:
        now = replace(now, captioned=frozenset())
    for text in found:
        now = now.captioned_by(text, vocabulary)
    return now


def heading_parts(text: str) -> Iterator[str]:
    """A heading, then what stands before and within its brackets, each of which may be a label."""
    yield text
    within = _PARTS.findall(text)
    if within:
        yield _PARTS.sub("", text)
        yield from within
