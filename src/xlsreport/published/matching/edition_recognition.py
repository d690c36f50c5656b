"""Decides by its labels which definition a publication follows.

Editions of a form share most of their labels. Those that only one of them has tell which it is; what is printed of
another edition by habit, such as a single row, weighs less than the labels of a whole table.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from xlsreport.definition.definition import Definition
from xlsreport.definition.tables.labels import every
from xlsreport.letter_case import caseless
from xlsreport.published.matching.labels.expected_labels import expected_blocks
from xlsreport.published.matching.labels.label_wording import wording_of
from xlsreport.published.publication.publication import Paragraph, Publication
from xlsreport.submission.label_normalising import normalise_label

_LEAST_LABELS, _LEAST_HEADINGS = 4, 2
"""So many of its labels, or headings of its sections, must be printed for a definition to be considered; of a form with
fewer labels all."""
_TELLING = 4
"""Letters of a label that is looked for within running text."""
_MAX_LINE = 120
_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?=\s*(?:年|$|\D))")
_FIRST_PARAGRAPHS = 20


@dataclass(frozen=True)
class _Fit:
    """How well a definition fits: how many of its labels are printed, and of how many."""

    definition: Definition
    printed: frozenset[str]
    glued: frozenset[str]
    headings: int

    @property
    def is_possible(self) -> bool:
        return bool(self.found) or self.headings >= _LEAST_HEADINGS

    @cached_property
    def found(self) -> frozenset[str]:
        """The labels in cells and lines of their own; else those within running text; none where they are few."""
        least = max(1, min(_LEAST_LABELS, len(self.labels)))
        several = (self.printed, self.printed | self.glued)
        return next((labels for labels in several if len(labels) >= least), frozenset())

    @cached_property
    def labels(self) -> frozenset[str]:
        """All labels of the definition."""
        return _labels(self.definition)

    @cached_property
    def missing(self) -> int:
        """How many labels and headings of sections are not printed."""
        return len(self.labels - self.found) + len(self.definition.sections) - self.headings

    @property
    def first_year(self) -> int | None:
        """The year in the name of the edition; None where it has none."""
        year = re.match(r"(?:19|20)\d\d(?!\d)", self.definition.declaration.edition)
        return int(year[0]) if year else None


def recognised_definition(publication: Publication, candidates: Sequence[Definition]) -> Definition | None:
    """The definition whose labels the publication has; None where no candidate is certain.

    Args:
        publication: what was published.
        candidates: the definitions that it may follow, such as the editions of a form.
    """
    fits = [fit for fit in _fits(publication, candidates) if fit.is_possible]
    if fits and not any(fit.found for fit in fits):  # no tables: whichever form was in use
        fits = _of_year(fits, _stated_year(publication))
        if len({fit.first_year for fit in fits}) > 1:
            return None
    fits = _best(fits, lambda fit: len(fit.found))
    fits = _best(fits, lambda fit: -fit.missing)
    if len(fits) > 1:
        fits = _of_year(fits, _stated_year(publication))
    return fits[0].definition if len(fits) == 1 else None


def _best(fits: Sequence[_Fit], merit: Callable[[_Fit], int]) -> list[_Fit]:
    """All that have the greatest merit."""
    greatest = max(map(merit, fits), default=0)
    return [fit for fit in fits if merit(fit) == greatest]


def _fits(publication: Publication, candidates: Sequence[Definition]) -> Iterator[_Fit]:
    texts = list(_texts(publication))
    lines = {wording.core for text in texts if len(text) <= _MAX_LINE and (wording := wording_of(text)) is not None}
    running = caseless(normalise_label("".join(text for text in texts if len(text) > _MAX_LINE)))
    glued = {definition.name: _within(_labels(definition), running) for definition in candidates}
    longest = frozenset[str]().union(*glued.values())
    for definition in candidates:
        headings = _cores(section.heading for section in definition.sections)
        own = frozenset(core for core in glued[definition.name] if not any(core in each != core for each in longest))
        printed = _labels(definition) & lines
        yield _Fit(definition, printed, own, sum(core in lines or core in running for core in headings))


def _within(cores: frozenset[str], running: str) -> frozenset[str]:
    """The labels that stand within running text."""
    return frozenset(core for core in cores if len(core) >= _TELLING and core in running)


def _labels(definition: Definition) -> frozenset[str]:
    """The words of all labels, captions and titles, those of lists included."""
    blocks = expected_blocks(definition)
    labels = (label.words[0] for block in blocks for label in (*block.row_labels, *block.column_labels))
    above = (words for block in blocks for words in (block.caption, block.title))
    return _cores((*labels, *above, *_words_of_lists(definition)))


def _words_of_lists(definition: Definition) -> Iterator[str]:
    """The headings of the columns of lists, their titles, and the sections of which they are a part."""
    for section in definition.sections:
        for table in section.lists:
            yield from (label.label for label in every(table.columns))
            yield table.title or section.heading


def _cores(texts: Iterable[str]) -> frozenset[str]:
    return frozenset(wording.core for wording in map(wording_of, texts) if wording is not None)


def _texts(publication: Publication) -> Iterator[str]:
    for block in publication.blocks:
        if isinstance(block, Paragraph):
            yield block.text
        else:
            yield from (cell.text for cell in block.cells)


def _of_year(fits: Sequence[_Fit], year: int | None) -> list[_Fit]:
    """Of editions that are named after years, the newest that is not of a later year."""
    known = [fit for fit in fits if fit.first_year is not None]
    if year is None or len(known) < len(fits):
        return list(fits)
    begun = [fit for fit in known if (fit.first_year or 0) <= year]
    newest = max((fit.first_year or 0 for fit in begun), default=0)
    return [fit for fit in begun if fit.first_year == newest]


def _stated_year(publication: Publication) -> int | None:
    """The year that the first paragraphs name most often."""
    paragraphs = [block.text for block in publication.blocks if isinstance(block, Paragraph)]
    years = _YEAR.findall(" ".join((publication.title, *paragraphs[:_FIRST_PARAGRAPHS])))
    counted = Counter(years).most_common(2)
    if not counted or (len(counted) > 1 and counted[0][1] == counted[1][1]):
        return None
    return int(counted[0][0])
