"""The final reports of all agencies whose submissions were accepted."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from xlsreport.definition.place import Place
from xlsreport.document.building import build_document
from xlsreport.document.rendering import Format, render
from xlsreport.document.site import checked_site
from xlsreport.round.distribution import workbook_name
from xlsreport.round.folder import Round
from xlsreport.round.in_parallel import in_order
from xlsreport.round.ledger import Ledger
from xlsreport.round.state import AgencyState, state_of
from xlsreport.round.stored import stored_submission
from xlsreport.round.writing import write_whole
from xlsreport.submission.submission import Number


@dataclass(frozen=True, slots=True)
class Reported:
    """The reports of one agency, or none where its state is told instead."""

    state: AgencyState
    paths: tuple[Path, ...]


def render_all(
    round_: Round,
    formats: Sequence[Format],
    folder: Path | None = None,
    *,
    site: Mapping[str, object] | None = None,
    pictures: bool = False,
    last_year: Mapping[str, Mapping[Place, Number]] | None = None,
    processes: int | None = None,
) -> Iterator[Reported]:
    """Render the submission that counts of each agency.

    Args:
        round_: the round.
        formats: in which formats.
        folder: where to; by default a folder within the round.
        site: what the web pages state about their site, beside what the round's settings say; it goes before these.
        pictures: with the pictures that the definition declares.
        last_year: the figures that pictures compare with, by the agency's code.
        processes: how many to use; by default one for each core.

    Yields:
        The reports of each agency in the order of the roster.

    Raises:
        LedgerError: the ledger cannot be read.
        PicturesError: what draws pictures is not installed.
        SiteError: what is stated about the site does not fit.
        RoundError: a report cannot be written.
    """
    stated = checked_site(dict(round_.site) | dict(site or {}), round_.definition.declaration.layout, round_.messages)
    order = _Order(tuple(formats), folder or round_.subfolder("round.reports"), stated, pictures, last_year or {})
    yield from in_order(partial(_reporter, order=order), round_, state_of(round_).agencies, processes)


@dataclass(frozen=True, slots=True)
class _Order:
    """What is to be made of each submission, and where to."""

    formats: tuple[Format, ...]
    folder: Path
    site: Mapping[str, str]
    pictures: bool
    last_year: Mapping[str, Mapping[Place, Number]]


@contextmanager
def _reporter(round_: Round, order: _Order) -> Iterator[Callable[[AgencyState], Reported]]:
    with Ledger(round_.ledger_path, round_.messages) as ledger:
        yield lambda state: _report(round_, ledger, state, order)


def _report(round_: Round, ledger: Ledger, state: AgencyState, order: _Order) -> Reported:
    if state.current is None:
        return Reported(state, ())
    before = order.last_year.get(state.agency.code)
    submission = stored_submission(round_, ledger, state.current)
    document = build_document(submission, pictures=order.pictures, previous=before)
    name = Path(workbook_name(round_, state.agency))
    paths = [order.folder / name.with_suffix(f".{format_}") for format_ in order.formats]
    for path, format_ in zip(paths, order.formats, strict=True):
        write_whole(path, render(document, format_, order.site), round_.messages)
    return Reported(state, tuple(paths))
