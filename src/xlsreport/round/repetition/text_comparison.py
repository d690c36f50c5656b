"""Compares the texts of a round's agencies with each other, and each with its own of last year."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence
from dataclasses import dataclass

from xlsreport.checking.texts.last_year_repetition import SharedPassage, runs_of_the_form
from xlsreport.checking.texts.repetition import DEFAULT_SHARE, MIN_LENGTHS, ExaminedText, Repetition, SourceText
from xlsreport.definition.declaration import Section
from xlsreport.round.folder import Round
from xlsreport.round.repetition.agency_texts import AgencyTexts, UnreadableAgency, receipts_to_compare, texts_of
from xlsreport.round.repetition.candidates import candidates
from xlsreport.round.repetition.common_passages import CommonText, find_common_text
from xlsreport.round.roster.agencies import Agency


@dataclass(frozen=True, slots=True)
class RepeatedText:
    """A section of an agency's text of which a share is also in another text.

    ``other`` is the agency in whose text most of it stands; None where that is its own of last year.
    """

    agency: Agency
    section: Section
    share: float
    other: Agency | None
    passages: tuple[SharedPassage, ...]


@dataclass(frozen=True, slots=True)
class RepetitionGroup:
    """Agencies whose texts repeat each other, and every section that does."""

    agencies: tuple[Agency, ...]
    repeated: tuple[RepeatedText, ...]

    @property
    def share(self) -> float:
        """The greatest share among them."""
        return max(one.share for one in self.repeated)


@dataclass(frozen=True, slots=True)
class RoundRepetition:
    """The repetitions found in a round, the greatest share first.

    ``share`` is what was asked for; ``compared`` are the agencies whose texts were compared, of ``agencies`` in all;
    ``common`` is what more than half of them wrote alike, which does not count; ``mostly_common`` are the agencies of
    which so great a share of a section is that.
    """

    share: float
    agencies: int
    compared: int
    groups: tuple[RepetitionGroup, ...]
    last_year: tuple[RepeatedText, ...]
    common: CommonText
    mostly_common: tuple[Agency, ...]
    unread: tuple[UnreadableAgency, ...]


Watch = Callable[[Iterator[AgencyTexts | UnreadableAgency], int], Iterable[AgencyTexts | UnreadableAgency]]
"""Passes on the items of an iterator, given how many there are; for showing progress."""


def compare_texts(
    round_: Round, share: float = DEFAULT_SHARE, *, processes: int | None = None, watch: Watch = lambda read, _: read
) -> RoundRepetition:
    """Find texts that repeat another agency's, or last year's.

    Args:
        round_: the round.
        share: the least share of a section in another text that is reported, from 0 to 1.
        processes: how many to use for reading; by default one for each core.
        watch: sees each agency's texts as they are read.

    Raises:
        LedgerError: the ledger cannot be read.
        RosterError: the roster has mistakes.
        RoundError: the system ended one of the processes.
    """
    chosen = receipts_to_compare(round_)
    read = list(watch(texts_of(round_, chosen, share, processes), len(chosen)))
    texts = [one for one in read if isinstance(one, AgencyTexts)]
    common = find_common_text(texts, round_.definition.language)
    comparison = _TextComparison(round_, texts, common.runs, share)
    return RoundRepetition(
        share=share,
        agencies=len(round_.roster),
        compared=len(texts),
        groups=tuple(comparison.groups()),
        last_year=tuple(_own(round_, texts)),
        common=common,
        mostly_common=tuple(comparison.mostly_common()),
        unread=tuple(one for one in read if isinstance(one, UnreadableAgency)),
    )


def _own(round_: Round, texts: Iterable[AgencyTexts]) -> Iterator[RepeatedText]:
    sections = round_.definition.narratives
    found = [
        RepeatedText(one.agency, sections[own.section], own.share, None, own.passages)
        for one in texts
        for own in one.repeated
    ]
    yield from sorted(found, key=lambda one: -one.share)


@dataclass(frozen=True, slots=True)
class _BestSource:
    """The agency in whose text most of a section is found, by its index."""

    other: int
    repetition: Repetition


class _TextComparison:
    """Compares each agency exactly with its candidates, and groups agencies that repeat each other (union-find)."""

    def __init__(self, round_: Round, texts: Sequence[AgencyTexts], common: frozenset[Hashable], share: float) -> None:
        self._round = round_
        self._language = round_.definition.language
        self._texts = texts
        self._common = common | runs_of_the_form(round_.definition)
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

    def groups(self) -> Iterator[RepetitionGroup]:
        """Groups of agencies that repeat each other, directly or through others."""
        self._compare()
        members: dict[int, list[int]] = {}
        for number in range(len(self._texts)):
            members.setdefault(self._led(number), []).append(number)
        found = [self._group(numbers) for numbers in members.values() if len(numbers) > 1]
        yield from sorted(found, key=lambda group: (-group.share, -len(group.agencies), group.agencies[0].code))

    def mostly_common(self) -> Iterator[Agency]:
        """Agencies with a section that consists mostly of common text."""
        least = MIN_LENGTHS[self._language]
        for one, subjects in zip(self._texts, self._subjects, strict=True):
            compared = (subject for subject in subjects.values() if len(subject.tokens) >= least)
            if any(subject.common_share >= self._share for subject in compared):
                yield one.agency

    def _compare(self) -> None:
        asking: dict[int, list[int]] = {}
        for number, others in enumerate(candidates(self._texts, self._language, self._common)):
            for other in others:
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
        """The representative of an agency's group, with path compression."""
        while self._leader[number] != number:
            self._leader[number] = self._leader[self._leader[number]]
            number = self._leader[number]
        return number

    def _join(self, number: int, other: int) -> None:
        first, second = sorted((self._led(number), self._led(other)))
        self._leader[second] = first

    def _group(self, numbers: Sequence[int]) -> RepetitionGroup:
        sections = self._round.definition.narratives
        repeated = tuple(
            self._repeated(number, section, found)
            for number in numbers
            for section in sections.values()
            if (found := self._best.get((number, section.id))) is not None
        )
        return RepetitionGroup(tuple(self._texts[number].agency for number in numbers), repeated)

    def _repeated(self, number: int, section: Section, found: _BestSource) -> RepeatedText:
        one, other = self._texts[number], self._texts[found.other]
        text, source = one.text(section.id, self._language), other.whole(self._language)
        own, theirs = one.sections[section.id].paragraphs, other.paragraphs
        passages = tuple(
            SharedPassage(
                cell=own[text.paragraph_at(passage.first)].cell,
                other=str(theirs[source.paragraph_at(passage.other)].cell),
                length=passage.length,
                text=text.quote(passage.first, passage.length),
            )
            for passage in found.repetition.passages
        )
        return RepeatedText(one.agency, section, found.repetition.share, other.agency, passages)
