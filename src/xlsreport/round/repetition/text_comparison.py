"""Compares the texts of a round's agencies with each other, and each with its own of last year."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

from xlsreport.checking.texts.last_year_repetition import SharedPassage
from xlsreport.checking.texts.repetition import DEFAULT_SHARE
from xlsreport.definition.declaration import Section
from xlsreport.repetition.common_passages import CommonText, find_common_text
from xlsreport.repetition.repetition_groups import FoundGroup, RepetitionGroups
from xlsreport.round.folder import Round
from xlsreport.round.repetition.agency_texts import AgencyTexts, UnreadableAgency, receipts_to_compare, texts_of
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
    common = find_common_text(texts, round_.definition.writing)
    comparison = RepetitionGroups(round_.definition, texts, common.runs, share)
    return RoundRepetition(
        share=share,
        agencies=len(round_.roster),
        compared=len(texts),
        groups=tuple(_group(found, texts) for found in comparison.groups()),
        last_year=tuple(_own(round_, texts)),
        common=common,
        mostly_common=tuple(texts[number].agency for number in comparison.mostly_common()),
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


def _group(found: FoundGroup, texts: Sequence[AgencyTexts]) -> RepetitionGroup:
    repeated = tuple(
        RepeatedText(texts[one.number].agency, one.section, one.share, texts[one.other].agency, one.passages)
        for one in found.repeated
    )
    return RepetitionGroup(tuple(texts[number].agency for number in found.numbers), repeated)
