"""What a published report says, and how much of it was read back: right, left blank and named, lost, or wrong."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal

from xlsreport import Definition, Document, Submission, build_document
from xlsreport.definition.figure_kinds.kinds import printed
from xlsreport.definition.place import Place
from xlsreport.definition.tables.table_declaration import LINE
from xlsreport.document.content.model import Heading, Paragraph, PrintedTable
from xlsreport.published.imported_report import ImportedReport, PrintedFigure, Unread
from xlsreport.submission.typed_values.entry_parsing import parse_entry
from xlsreport.values import NOT_ASKED_MARK

Outcome = Literal["right", "named", "lost", "wrong"]
"""``named``: left blank and told. ``lost``: left blank, and nothing told. ``wrong``: another value."""
OUTCOMES: tuple[Outcome, ...] = ("right", "named", "lost", "wrong")


@dataclass(frozen=True)
class PublishedTruth:
    """What is printed.

    Attributes:
        figures: by place, an empty text for a blank cell.
        lines: by list, in the order in which they are printed, by column.
        texts: the paragraphs by section; None where they are not known.
        form: the edition, where a form has several.
    """

    agency: str
    year: int | None
    figures: Mapping[str, str]
    lines: Mapping[str, Sequence[Mapping[str, str]]] = field(default_factory=dict)
    texts: Mapping[str, tuple[str, ...]] | None = None
    form: str = ""


@dataclass
class Reckoning:
    """How much was read back; ``faults`` names everything that is lost or wrong."""

    counts: dict[Outcome, int] = field(default_factory=lambda: dict.fromkeys(OUTCOMES, 0))
    faults: list[str] = field(default_factory=list)

    def add(self, outcome: Outcome, told: str) -> None:
        """Count one figure; ``told`` names it where that is a fault."""
        self.counts[outcome] += 1
        if outcome in ("lost", "wrong"):
            self.faults.append(f"{outcome}: {told}")


def expected_of(path: Path) -> PublishedTruth:
    """What ``expected/NAME.json`` says of a publication."""
    held: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return PublishedTruth(held["agency"], held["year"] or None, held["figures"], form=held["form"])


def rendered_truth(submission: Submission, document: Document | None = None) -> PublishedTruth:
    """What the report of a submission prints."""
    document = build_document(submission) if document is None else document
    definition = submission.definition
    tables = [part for part in document.parts if isinstance(part, PrintedTable)]
    in_annex = {table.table for table in tables if table.annex}
    figures: dict[str, str] = {}
    lines: dict[str, dict[str, dict[str, str]]] = {}
    for table in tables:
        if table.table in in_annex and not table.annex:
            continue
        for cell in table.cells:
            if cell.role != "figure":
                continue
            place = Place.parse(cell.place or "")
            text = "" if document.figures.get(str(place)) == NOT_ASKED_MARK else cell.text
            if place.table not in definition.lists:
                figures[str(place)] = text
            elif place.row.isdecimal():
                lines.setdefault(place.table, {}).setdefault(place.row, {})[place.column] = text
    for name, rows in lines.items():
        _add_groups(definition, document, name, rows)
    texts = dict(_printed_texts(submission, document))
    ordered = {name: tuple(rows.values()) for name, rows in lines.items()}
    return PublishedTruth(submission.agency, submission.year, figures, ordered, texts)


def _add_groups(definition: Definition, document: Document, name: str, rows: dict[str, dict[str, str]]) -> None:
    """Give lines what stands in the headings of their groups."""
    shape = definition.lists[name].list
    assert shape is not None
    for column in shape.printing.group:
        kind = definition.lines[name].places[Place(name, LINE, column)].kind
        for number, row in rows.items():
            figure = document.figures[str(Place(name, number, column))]
            row.setdefault(column, printed(figure, kind, definition.locale))


def _printed_texts(submission: Submission, document: Document) -> Iterator[tuple[str, tuple[str, ...]]]:
    """The paragraphs of each section that has some; the sentence that there are none is no paragraph."""
    sections = iter(submission.definition.sections)
    under: dict[str, list[str]] = {}
    section = ""
    for part in document.parts:
        if isinstance(part, Heading) and part.level == 1:
            section = next((each.id for each in sections), "")
        elif isinstance(part, Paragraph | Heading) and section:
            under.setdefault(section, []).append(part.text)
    for name in submission.definition.narratives:
        yield name, tuple(under.get(name, ())) if submission.paragraphs(name) else ()


def refused(truth: PublishedTruth) -> Reckoning:
    """What a file that is refused with a reason counts as: everything left blank and named."""
    found = Reckoning()
    lines = [line for lines in truth.lines.values() for line in lines]
    found.counts["named"] = len(list(filter(None, truth.figures.values()))) + sum(map(len, lines))
    return found


def reckoned(truth: PublishedTruth, report: ImportedReport) -> Reckoning:
    """Compare the figures that were read with those that are printed."""
    found, definition, read = Reckoning(), report.definition, report.figures
    for name, text in truth.figures.items():
        place = Place.parse(name)
        outcome = _outcome(definition, place, text, read.figures.get(place), _is_named(name, report.unread))
        figure = read.figures.get(place)
        found.add(outcome, f"{name}: {text!r} is printed, {_told(figure)}")
    for place, figure in read.figures.items():
        if str(place) not in truth.figures and figure.entry is not None:
            found.add("wrong", f"{place}: not printed, {_told(figure)}")
    for name in {**truth.lines, **read.lines}:
        _reckon_lines(found, truth, report, name)
    return found


def _reckon_lines(found: Reckoning, truth: PublishedTruth, report: ImportedReport, name: str) -> None:
    """Lines are compared in their order: one too few is many wrong figures, unless the list is named."""
    printed_lines, read = truth.lines.get(name, ()), report.figures.lines.get(name, ())
    if not read and _is_named(name, report.unread):
        found.counts["named"] += sum(map(len, printed_lines))
        return
    if len(read) != len(printed_lines):
        found.add("wrong", f"{name}: {len(printed_lines)} lines are printed, {len(read)} were read")
    for number, (row, line) in enumerate(zip(printed_lines, read, strict=False), start=1):
        for column, text in row.items():
            place = Place(name, LINE, column)
            named = any(_is_named(each, report.unread) for each in (f"{name}.{number}.{column}", f"{name}.{column}"))
            outcome = _outcome(report.definition, place, text, line.figures.get(place), named)
            figure = line.figures.get(place)
            found.add(outcome, f"{name}.{number}.{column}: {text!r} is printed, {_told(figure)}")


def _outcome(definition: Definition, place: Place, text: str, figure: PrintedFigure | None, named: bool) -> Outcome:
    kind = definition.facts(place).kind
    expected = parse_entry(text, kind, definition.locale)
    if figure is None or (figure.entry is None and expected is not None and named):
        return "right" if expected is None else "named" if named else "lost"
    if expected is None or figure.entry is None:
        return "right" if expected is figure.entry else "wrong"
    same = expected.figure(kind) == figure.entry.figure(kind)
    return "right" if same or _squeezed(expected.stated) == _squeezed(figure.entry.stated) else "wrong"


def _squeezed(text: str) -> str:
    """A text without blanks, since formats break lines differently."""
    return "".join(text.split())


def _told(figure: PrintedFigure | None) -> str:
    return "nothing was read" if figure is None else f"{figure.printed!r} was read at {figure.spot}"


def _is_named(name: str, unread: Sequence[Unread]) -> bool:
    """Whether a place, or the row, table or list that it is part of, is named as unread."""
    return any(name == each.name or name.startswith(f"{each.name}.") for each in unread)


def text_differences(truth: PublishedTruth, report: ImportedReport) -> list[str]:
    """Paragraphs that were lost, invented or changed, blanks aside; nothing where they are not known."""
    found: list[str] = []
    for section, paragraphs in (truth.texts or {}).items():
        read = [_squeezed(text) for text in report.texts.texts.get(section, ())]
        wanted = [_squeezed(text) for text in paragraphs]
        if read != wanted and not (not read and _is_named(section, report.unread)):
            at = next(
                (n for n, (a, b) in enumerate(zip(wanted, read, strict=False)) if a != b), min(len(wanted), len(read))
            )
            found.append(f"{section}: paragraph {at + 1} is {wanted[at : at + 1]}, {read[at : at + 1]} was read")
    return found


def cover_differences(truth: PublishedTruth, report: ImportedReport) -> list[str]:
    """An agency or a year that is another one than is printed."""
    read = report.texts
    found = []
    if read.agency and truth.agency and _squeezed(read.agency) != _squeezed(truth.agency):
        found.append(f"agency: {truth.agency!r} is printed, {read.agency!r} was read")
    if read.year is not None and truth.year is not None and read.year != truth.year:
        found.append(f"year: {truth.year} is printed, {read.year} was read")
    return found
