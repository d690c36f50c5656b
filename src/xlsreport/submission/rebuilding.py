"""Detaches a submission from its file, so that it can be written into a new workbook."""

from __future__ import annotations

from collections.abc import Container, Mapping, Sequence
from dataclasses import replace
from typing import TypeVar

from xlsreport.definition.definition import Definition
from xlsreport.definition.place import Place
from xlsreport.definition.tables.table_declaration import LINE
from xlsreport.layout.cells import CellRef
from xlsreport.layout.positions import Positions
from xlsreport.layout.workbook_layout import layout_of
from xlsreport.submission.cell_plan import CellPlan
from xlsreport.submission.invisible_characters import is_blank
from xlsreport.submission.submission import Overflow, PreviousValue, Submission
from xlsreport.submission.unclear_reasons import UnclearCell

_Name = TypeVar("_Name")
_Stated = TypeVar("_Stated")


def in_form(submission: Submission, form: Definition) -> Submission:
    """As much of a submission as another form of the same definition asks for, to be rebuilt in it."""
    names = CellPlan(Positions(layout_of(form))).single_cells.keys() | form.narratives.keys()
    tables = {**form.tables, **form.lists}
    return replace(
        submission,
        definition=form,
        entries=_known(submission.entries, form.places),
        lines=_known(submission.lines, form.lists),
        overflow=_known(submission.overflow, form.lists),
        texts=_known(submission.texts, form.narratives),
        fields=_known(submission.fields, form.fields),
        nil_returns=submission.nil_returns & tables.keys(),
        declined=submission.declined & tables.keys(),
        previous=asked_in(form, submission.previous),
        shown=_known(submission.shown, form.places),
        unclear=tuple(one for one in submission.unclear if one.name in names or _is_in_list(one, submission, form)),
    )


def asked_in(form: Definition, figures: Mapping[Place, PreviousValue]) -> dict[Place, PreviousValue]:
    """Those of last year's figures that a form has."""
    return {place: value for place, value in figures.items() if place in form.places or form.is_carried(place)}


def _is_in_list(unclear: UnclearCell, submission: Submission, form: Definition) -> bool:
    place = submission.place_in_list(unclear.name)
    return place is not None and place.table in form.lists


def _known(stated: Mapping[_Name, _Stated], names: Container[_Name]) -> Mapping[_Name, _Stated]:
    return {name: value for name, value in stated.items() if name in names}


def rebuilt(submission: Submission) -> Submission:
    """The same content in the cells of the layout, whatever was moved in the file that it was read from.

    Where a section has more lines than its sheet has room for, empty ones are dropped; what is still too much is joined
    to the last line, each paragraph on a line of its own.
    """
    fitted = {section: _Fitted(submission, section) for section in submission.texts}
    cells = CellPlan(Positions(layout_of(submission.definition))).single_cells if submission.unclear else {}
    unclear = tuple(
        replace(one, cell=cells.get(one.name) or _cell_of_line(submission, fitted, one)) for one in submission.unclear
    )
    texts = {section: lines.texts for section, lines in fitted.items()}
    overflow = {name: _moved_back(submission, name, beyond) for name, beyond in submission.overflow.items()}
    return replace(submission, texts=texts, overflow=overflow, unclear=unclear, previous_shown=None, source=None)


def _moved_back(submission: Submission, name: str, beyond: Overflow) -> Overflow:
    """What stands below the room of a list, in the cells of the layout."""
    laid = layout_of(submission.definition).lists[name]
    cells = (laid.line_cell(place, line.number) for line in beyond.lines for place in line.entries)
    return replace(beyond, first=min(cells))


class _Fitted:
    """The lines of one section fitted to its sheet, and the new number of each."""

    def __init__(self, submission: Submission, section: str) -> None:
        lines: Sequence[str] = submission.texts[section]
        room = layout_of(submission.definition).narratives[section].size
        kept = [number for number, line in enumerate(lines) if len(lines) <= room or not is_blank(line)]
        self.texts = tuple(lines[number] for number in kept[: room - 1])
        if kept[room - 1 :]:
            self.texts += ("\n".join(lines[number] for number in kept[room - 1 :]),)
        self._places = {old: min(new, room - 1) for new, old in enumerate(kept)}

    def line(self, number: int) -> int:
        """The new number of a line, from 0."""
        return self._places.get(number, 0)


def _cell_of_line(submission: Submission, fitted: Mapping[str, _Fitted], unclear: UnclearCell) -> CellRef:
    """Where the layout has an unclear cell of a paragraph, or of a line of a list."""
    layout, name = layout_of(submission.definition), unclear.name
    place = submission.place_in_list(name)
    if place is not None:
        return layout.lists[place.table].line_cell(place._replace(row=LINE), int(place.row))
    number = unclear.cell.row - submission.positions.first_line(name).row
    return layout.narratives[name].line(fitted[name].line(number) if name in fitted else number)
