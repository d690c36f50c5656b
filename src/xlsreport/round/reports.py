"""The final reports of all agencies whose submissions were accepted."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from xlsreport.document.building import build_document
from xlsreport.document.docx.reading_styles import read_style_document
from xlsreport.document.docx.style_document import StyleDocument
from xlsreport.document.failure import RenderingError
from xlsreport.document.rendering import Format, render
from xlsreport.round.distribution import workbook_name
from xlsreport.round.folder import Round
from xlsreport.round.in_parallel import in_order
from xlsreport.round.ledger import Ledger
from xlsreport.round.state import AgencyState, state_of
from xlsreport.round.stored import stored_submission
from xlsreport.round.writing import write_whole


@dataclass(frozen=True, slots=True)
class Reported:
    """The reports of one agency, or none where its state is told instead.

    ``failures`` are sentences about formats that its report could not be made in.
    """

    state: AgencyState
    paths: tuple[Path, ...]
    failures: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _How:
    """What the reports are to be, and where they go."""

    formats: tuple[Format, ...]
    folder: Path
    style: StyleDocument | None


def render_all(
    round_: Round,
    formats: Sequence[Format],
    folder: Path | None = None,
    *,
    style: Path | None = None,
    processes: int | None = None,
) -> Iterator[Reported]:
    """Render the submission that counts of each agency.

    Args:
        round_: the round.
        formats: in which formats.
        folder: where to; by default a folder within the round.
        style: the document whose styles and page those for Word have; by default the one in the round's folder, if any.
        processes: how many to use; by default one for each core.

    Yields:
        The reports of each agency in the order of the roster.

    Raises:
        LedgerError: the ledger cannot be read.
        RoundError: a report cannot be written.
        StyleError: the styles cannot be taken from the document.
    """
    how = _How(tuple(formats), folder or round_.subfolder("round.reports"), _style(round_, formats, style))
    yield from in_order(partial(_reporter, how=how), round_, state_of(round_).agencies, processes)


def _style(round_: Round, formats: Sequence[Format], style: Path | None) -> StyleDocument | None:
    path = style or round_.style_path
    return None if path is None or "docx" not in formats else read_style_document(path, round_.messages)


@contextmanager
def _reporter(round_: Round, how: _How) -> Iterator[Callable[[AgencyState], Reported]]:
    with Ledger(round_.ledger_path, round_.messages) as ledger:
        yield lambda state: _report(round_, ledger, state, how)


def _report(round_: Round, ledger: Ledger, state: AgencyState, how: _How) -> Reported:
    if state.current is None:
        return Reported(state, ())
    document = build_document(stored_submission(round_, ledger, state.current))
    name = Path(workbook_name(round_, state.agency))
    paths, failures = [], []
    for format_ in how.formats:
        path = how.folder / name.with_suffix(f".{format_}")
        try:
            content = render(document, format_, style=how.style)
        except RenderingError as error:
            failures.append(str(error))
            continue
        write_whole(path, content, round_.messages)
        paths.append(path)
    return Reported(state, tuple(paths), tuple(failures))
