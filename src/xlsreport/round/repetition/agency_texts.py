"""Reads the texts of a round's agencies from the stored files."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial

from xlsreport.checking.texts.last_year_repetition import SharedPassage, repeated_sections
from xlsreport.errors import RejectedWorkbookError
from xlsreport.parallel.ordered_map import Worker, each
from xlsreport.repetition.compared_texts import ComparedTexts, SectionText, section_texts
from xlsreport.round.counting.round_state import state_of
from xlsreport.round.folder import Round
from xlsreport.round.ledger.records import Receipt
from xlsreport.round.processing.parallel_map import map_in_order
from xlsreport.round.processing.round_reader import RoundReader, open_reader
from xlsreport.round.roster.agencies import Agency
from xlsreport.submission.submission import Submission


@dataclass(frozen=True, slots=True)
class RepeatedOwn:
    """A section that repeats last year's: which, how much of it, and the longest passages."""

    section: str
    share: float
    passages: tuple[SharedPassage, ...]


@dataclass(frozen=True, slots=True)
class AgencyTexts(ComparedTexts):
    """The texts of an agency by section, the name under which it wrote, and its sections that repeat last year's."""

    agency: Agency
    written_as: str
    sections: Mapping[str, SectionText]
    repeated: tuple[RepeatedOwn, ...] = ()

    @property
    def key(self) -> str:
        """The agency's code."""
        return self.agency.code


@dataclass(frozen=True, slots=True)
class UnreadableAgency:
    """An agency whose stored file cannot be read, and why."""

    agency: Agency
    reason: str


def receipts_to_compare(round_: Round) -> list[tuple[Agency, Receipt]]:
    """The receipt of each agency to compare: the one that counts, or else the newest with errors; by code.

    Raises:
        LedgerError: the ledger cannot be read.
        RosterError: the roster has mistakes.
    """
    receipts = ((state.agency, state.telling) for state in state_of(round_).agencies)
    return sorted(((agency, one) for agency, one in receipts if one is not None), key=lambda both: both[0].code)


def texts_of(
    round_: Round, chosen: Sequence[tuple[Agency, Receipt]], share: float, processes: int | None = None
) -> Iterator[AgencyTexts | UnreadableAgency]:
    """The texts of agencies, in their order.

    Args:
        round_: the round.
        chosen: as :func:`receipts_to_compare` gives them.
        share: sections of which so much stands in last year's report repeat it.
        processes: how many to use; by default one for each core.

    Raises:
        LedgerError: the ledger cannot be read.
        RoundError: the system ended one of the processes.
    """
    yield from map_in_order(partial(_reading, share=share), round_, chosen, processes)


@contextmanager
def _reading(round_: Round, share: float) -> Iterator[Worker[tuple[Agency, Receipt], AgencyTexts | UnreadableAgency]]:
    with open_reader(round_) as reader:
        yield each(lambda both: _read(reader, *both, share))


def _read(reader: RoundReader, agency: Agency, receipt: Receipt, share: float) -> AgencyTexts | UnreadableAgency:
    round_ = reader.round
    try:
        submission = reader.received_submission(receipt)
    except RejectedWorkbookError as error:
        return UnreadableAgency(agency, str(error))
    return AgencyTexts(
        agency, submission.agency, section_texts(submission), tuple(_repeated(submission, round_, share))
    )


def _repeated(submission: Submission, round_: Round, share: float) -> Iterator[RepeatedOwn]:
    if submission.previous_texts is None:
        return
    for one in repeated_sections(submission, submission.previous_texts):
        if one.repetition.share >= share:
            yield RepeatedOwn(one.section.id, one.repetition.share, tuple(one.passages(round_.messages)))
