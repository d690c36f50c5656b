"""What a rendering must say, taken from the submission and the printed grid of its tables.

The tables of the rendered document are not used, since a loss on the way to them would go unnoticed.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from xlsreport.checking.figures.evaluation import Values
from xlsreport.checking.wording import Wording
from xlsreport.definition.kinds import is_numeric, printed
from xlsreport.definition.place import Place
from xlsreport.document.content.model import Heading, LetterLine, Paragraph
from xlsreport.document.content.report_builder import build_document
from xlsreport.document.proof.rendering_content import ReadCell, visible
from xlsreport.layout.grid import FigureBox, LabelBox, TableGrid, table_grid
from xlsreport.submission.submission import Submission
from xlsreport.values import Number, is_number, number_text, typed_text


@dataclass(frozen=True, slots=True)
class ExpectedCell:
    """A cell that must be there, and its name in an error."""

    name: str
    cell: ReadCell


@dataclass(frozen=True, slots=True)
class Expectation:
    """The rows of all tables, the paragraphs in their order, and the figures by place."""

    rows: tuple[tuple[ExpectedCell, ...], ...]
    paragraphs: tuple[str, ...]
    figures: dict[str, str]


@lru_cache(maxsize=1)
def expectation_of(submission: Submission) -> Expectation:
    """What every rendering of a submission must say; cached, since the formats are verified one after the other."""
    reported = _Reported(submission)
    definition = submission.definition
    tables = [table.id for section in definition.sections for table in section.tables]
    return Expectation(
        rows=tuple(row for table in tables for row in reported.rows(table_grid(definition, table))),
        paragraphs=tuple(_paragraphs(submission)),
        figures={str(place): visible(reported.figure(place)) for place in definition.places},
    )


def _paragraphs(submission: Submission) -> Iterator[str]:
    document = build_document(submission)
    yield visible("".join(document.title_lines))
    for part in document.parts:
        if isinstance(part, Heading | Paragraph | LetterLine):
            yield visible(part.text)


class _Reported:
    """The printed values of a submission."""

    def __init__(self, submission: Submission) -> None:
        self._submission = submission
        self._values = Values(submission)
        self._wording = Wording(submission.definition)

    def figure(self, place: Place) -> str:
        """The figure as machines find it, all its digits; empty where none is known."""
        value = self._value(place)
        return number_text(value) if is_number(value) else str(value or "")

    def _value(self, place: Place) -> Number | str | None:
        if is_numeric(self._submission.definition.places[place].kind):
            return self._values.at(place)
        entry = self._submission.entries.get(place)
        return None if entry is None else typed_text(entry.typed)

    def _printed(self, place: Place) -> str:
        return printed(self._value(place), self._submission.definition.places[place].kind)

    def rows(self, grid: TableGrid) -> Iterator[tuple[ExpectedCell, ...]]:
        """The cells that begin in each row; renderers fill gaps of the form with empty cells."""
        boxes: list[LabelBox | FigureBox] = [*grid.labels, *grid.figures]
        begun = {(box.box.top, box.box.left): box for box in boxes}
        taken = {
            (row, column)
            for box in boxes
            for row in range(box.box.top, box.box.bottom)
            for column in range(box.box.left, box.box.right)
        }
        for row in range(grid.height):
            yield tuple(
                self._cell(begun[row, column]) if (row, column) in begun else ExpectedCell("", ReadCell(""))
                for column in range(grid.width)
                if (row, column) in begun or (row, column) not in taken
            )

    def _cell(self, box: LabelBox | FigureBox) -> ExpectedCell:
        height, width = box.box.height, box.box.width
        if isinstance(box, LabelBox):
            return ExpectedCell(box.text, ReadCell(visible(box.text), height, width))
        text = visible(self._printed(box.place))
        return ExpectedCell(self._wording.place(box.place), ReadCell(text, height, width))
