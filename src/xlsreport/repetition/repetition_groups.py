"""Compares texts exactly with those that may be similar, and groups those that repeat each other."""

from __future__ import annotations

from collections.abc import Hashable, Iterator, Sequence
from dataclasses import dataclass

from xlsreport.checking.texts.last_year_repetition import SharedPassage, runs_of_the_form
from xlsreport.checking.texts.repetition import MIN_LENGTHS, ExaminedText, Repetition, SourceText
from xlsreport.checking.texts.tokens import unit_of
from xlsreport.definition.declaration import Section
from xlsreport.definition.definition import Definition
from xlsreport.repetition.candidates import candidates
from xlsreport.repetition.compared_texts import ComparedTexts


@dataclass(frozen=True, slots=True)
class FoundRepetition:
    """A section of which a share is also in another text.

    ``number`` is the index of the one who wrote it, ``other`` that of the text in which most of it stands.
    """

    number: int
    section: Section
    share: float
    other: int
    passages: tuple[SharedPassage, ...]


@dataclass(frozen=True, slots=True)
class FoundGroup:
    """Those whose texts repeat each other, by their indices, and every section that does."""

    numbers: tuple[int, ...]
    repeated: tuple[FoundRepetition, ...]

    @property
    def share(self) -> float:
        """The greatest share among them."""
        return max(one.share for one in self.repeated)


@dataclass(frozen=True, slots=True)
class _BestSource:
    """The text in which most of a section is found, by its index."""

    other: int
    repetition: Repetition


class RepetitionGroups:
    """Compares each text exactly with its candidates, and groups those that repeat each other (union-find).

    Args:
        definition: of the reports.
        texts: of all of them, in the order of their keys.
        common: runs of letters or words that do not count, besides those of the form.
        share: the least share of a section in another text that is reported, from 0 to 1.
        owners: who wrote each text, where one may have written several; these are not compared with each other.
    """

    def __init__(
        self,
        definition: Definition,
        texts: Sequence[ComparedTexts],
        common: frozenset[Hashable],
        share: float,
        owners: Sequence[Hashable] | None = None,
    ) -> None:
        self._definition, self._language = definition, definition.writing
        self._texts = texts
        self._owners = range(len(texts)) if owners is None else owners
        self._common = common | runs_of_the_form(definition)
        self._share = share
        self._subjects = [
            {
                name: ExaminedText(one.text(name, self._language).tokens, self._language, self._common)
                for name in one.sections
            }
            for one in texts
        ]
        self._best: dict[tuple[int, str], _BestSource] = {}
        self._leader = list(range(len(texts)))

    def groups(self) -> Iterator[FoundGroup]:
        """Groups of those that repeat each other, directly or through others, the greatest share first."""
        self._compare()
        members: dict[int, list[int]] = {}
        for number in range(len(self._texts)):
            members.setdefault(self._led(number), []).append(number)
        found = [self._group(numbers) for numbers in members.values() if len(numbers) > 1]
        yield from sorted(found, key=lambda group: (-group.share, -len(group.numbers), group.numbers[0]))

    def mostly_common(self) -> Iterator[int]:
        """Those with a section that consists mostly of common text."""
        least = MIN_LENGTHS[self._language]
        for number, subjects in enumerate(self._subjects):
            compared = (subject for subject in subjects.values() if len(subject.tokens) >= least)
            if any(subject.common_share >= self._share for subject in compared):
                yield number

    def _compare(self) -> None:
        asking: dict[int, list[int]] = {}
        for number, others in enumerate(candidates(self._texts, self._language, self._common)):
            for other in others:
                if self._owners[number] != self._owners[other]:
                    asking.setdefault(other, []).append(number)
        for other in sorted(asking):
            source = SourceText(self._texts[other].whole(self._language), self._language)
            for number in asking[other]:
                self._look_for(number, other, source)

    def _look_for(self, number: int, other: int, source: SourceText) -> None:
        for section, subject in self._subjects[number].items():
            repetition = source.repetition(subject)
            if repetition.share < self._share:
                continue
            self._join(number, other)
            best = self._best.get((number, section))
            if best is None or repetition.share > best.repetition.share:
                self._best[number, section] = _BestSource(other, repetition)

    def _led(self, number: int) -> int:
        """The representative of a group, with path compression."""
        while self._leader[number] != number:
            self._leader[number] = self._leader[self._leader[number]]
            number = self._leader[number]
        return number

    def _join(self, number: int, other: int) -> None:
        first, second = sorted((self._led(number), self._led(other)))
        self._leader[second] = first

    def _group(self, numbers: Sequence[int]) -> FoundGroup:
        repeated = tuple(
            self._repeated(number, section, found)
            for number in numbers
            for section in self._definition.narratives.values()
            if (found := self._best.get((number, section.id))) is not None
        )
        return FoundGroup(tuple(numbers), repeated)

    def _repeated(self, number: int, section: Section, found: _BestSource) -> FoundRepetition:
        one, other = self._texts[number], self._texts[found.other]
        text, source = one.text(section.id, self._language), other.whole(self._language)
        own, theirs = one.sections[section.id].paragraphs, other.paragraphs
        passages = tuple(
            SharedPassage(
                cell=own[text.paragraph_at(passage.first)].cell,
                other=str(theirs[source.paragraph_at(passage.other)].cell),
                length=passage.length,
                unit=unit_of(text.tokens),
                text=text.quote(passage.first, passage.length),
            )
            for passage in found.repetition.passages
        )
        return FoundRepetition(number, section, found.repetition.share, found.other, passages)
