"""Whole reports for the tests of what people look at: the samples' figures, and one of nothing but extremes."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from functools import cache
from pathlib import Path

from support.definitions import loaded
from support.files import harbour
from xlsreport import Document, Submission, build_document, check, load_entries, new_submission
from xlsreport.document.content.model import Heading, Paragraph, Part, PrintedTable, TableCell

SAMPLES = Path(__file__).resolve().parents[2] / "samples"
LONG_WORD = "Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft"
LONG_NUMBER = "1234567890"
LONG_AMOUNT = "59237.2449"


@cache
def sample(folder: str, definition: str, agency: str, year: int) -> Submission:
    """The submission of a sample's entries."""
    entries = load_entries(SAMPLES / folder / "entries.yaml")
    return new_submission(loaded(definition), agency=agency, year=year, entries=entries)


def county() -> Submission:
    """A complete report of the edition in force."""
    return sample("shuyang-2025", "cn-gov-info-disclosure/2021", "沭阳县人民政府", 2025)


def town() -> Submission:
    """A report of the former edition, with blanks in it."""
    return sample("town-2020-as-published", "cn-gov-info-disclosure/2019", "某镇人民政府", 2020)


def port() -> Submission:
    """A report in English."""
    definition = harbour()
    entries: dict[str, object] = {str(p): 7 for p in definition.places if not definition.places[p].computed}
    entries |= {name: ["1.1 The year", "Ships came and went.", "(a) Nothing else."] for name in definition.narratives}
    return new_submission(definition, agency="Port of Harwich", year=2025, entries=entries)


def extreme(document: Document) -> Document:
    """The same report with words without a place to break, and with figures of ten digits."""
    parts = tuple(map(_extreme_part, document.parts))
    return replace(document, title=LONG_WORD, title_lines=(LONG_WORD,), parts=parts, draft=LONG_WORD)


def _extreme_part(part: Part) -> Part:
    match part:
        case Heading() | Paragraph():
            return replace(part, text=part.text + LONG_WORD)
        case PrintedTable():
            return replace(part, title=LONG_WORD, cells=tuple(_extreme_cells(part)))
        case _:
            return part


def _extreme_cells(table: PrintedTable) -> Iterator[TableCell]:
    for number, cell in enumerate(table.cells):
        figure = LONG_AMOUNT if number % 2 else LONG_NUMBER
        yield replace(cell, text=figure if cell.role == "figure" else cell.text + LONG_WORD)


DOCUMENTS: Mapping[str, Callable[[], Document]] = {
    "2021": lambda: build_document(county()),
    "2019, a draft": lambda: build_document(town(), draft=True, findings=check(town())),
    "English": lambda: build_document(port()),
    "pictures": lambda: build_document(county(), pictures=True),
    "extreme": lambda: extreme(build_document(county())),
    "extreme, English": lambda: extreme(build_document(port())),
}
"""Reports of both editions, in English, as a draft and full of extremes, by what is special about each."""


@cache
def document_named(name: str) -> Document:
    """One of DOCUMENTS, built when it is first asked for."""
    return DOCUMENTS[name]()
