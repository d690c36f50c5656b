"""What two publications of one report say differently: the web page and the Word file, for instance."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from difflib import SequenceMatcher

from xlsreport.checking.wording import Wording
from xlsreport.published.imported_report import ImportedReport, PrintedFigure, Spot


@dataclass(frozen=True, slots=True)
class PrintedDifference:
    """A figure, a line of a list or a paragraph that two publications print differently.

    Attributes:
        label: the row and column, or the section.
        one: what the first prints; empty for a blank cell, and where there is no such paragraph.
        other: what the second prints.
        spot: where the first prints it.
        other_spot: where the second does.
        is_text: whether it is a paragraph.
    """

    label: str
    one: str
    other: str
    spot: Spot | None = None
    other_spot: Spot | None = None
    is_text: bool = False


def differences(one: ImportedReport, other: ImportedReport) -> tuple[PrintedDifference, ...]:
    """What two publications print differently, in the order of the report.

    A figure that could not be read in one of them is not compared.
    """
    return (*_figures(one, other), *_lines(one, other), *_texts(one, other))


def _figures(one: ImportedReport, other: ImportedReport) -> Iterator[PrintedDifference]:
    wording, theirs = Wording(one.definition), other.figures.figures
    for place, figure in one.figures.figures.items():
        if place in theirs and not _agree(figure, theirs[place]):
            yield _difference(wording.place(place), figure, theirs[place])


def _lines(one: ImportedReport, other: ImportedReport) -> Iterator[PrintedDifference]:
    messages = one.definition.messages
    for name, lines in one.figures.lines.items():
        theirs = other.figures.lines.get(name, ())
        places = one.definition.lines[name].places
        for number, (line, their) in enumerate(zip(lines, theirs, strict=False), start=1):
            row = messages("rows.line", number=number)
            for place in line.figures.keys() & their.figures.keys():
                if not _agree(line.figures[place], their.figures[place]):
                    label = messages("checks.place", row=row, column=places[place].column_name)
                    yield _difference(label, line.figures[place], their.figures[place])
        if len(lines) != len(theirs) and name in other.figures.lines:
            yield PrintedDifference(messages("audit.lines_of", name=name), str(len(lines)), str(len(theirs)))


def _texts(one: ImportedReport, other: ImportedReport) -> Iterator[PrintedDifference]:
    unread = {name.name for report in (one, other) for name in report.texts.unread}
    for section in one.definition.narratives.values():
        if section.id in unread or section.id not in one.texts.texts or section.id not in other.texts.texts:
            continue
        own, theirs = _paragraphs(one.texts.texts, section.id), _paragraphs(other.texts.texts, section.id)
        own_plain, plain = ["".join(text.split()) for text in own], ["".join(text.split()) for text in theirs]
        for tag, first, end, start, stop in SequenceMatcher(None, own_plain, plain, autojunk=False).get_opcodes():
            if tag != "equal" and "".join(own_plain[first:end]) != "".join(
                plain[start:stop]
            ):  # not only parted otherwise
                said, told = "\n".join(own[first:end]), "\n".join(theirs[start:stop])
                yield PrintedDifference(section.heading, said, told, is_text=True)


def _paragraphs(texts: Mapping[str, tuple[str, ...]], section: str) -> tuple[str, ...]:
    return tuple(text.strip() for text in texts[section] if text.strip())


def _agree(one: PrintedFigure, other: PrintedFigure) -> bool:
    if one.entry is None or other.entry is None:
        return one.entry is other.entry
    if one.entry.number is not None and other.entry.number is not None:
        return one.entry.number == other.entry.number
    return "".join(one.entry.stated.split()) == "".join(other.entry.stated.split())


def _difference(label: str, one: PrintedFigure, other: PrintedFigure) -> PrintedDifference:
    return PrintedDifference(label, one.printed, other.printed, one.spot, other.spot)
