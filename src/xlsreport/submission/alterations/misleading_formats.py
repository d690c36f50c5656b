"""Cells that show another figure or day than the one that is read, by their number formats."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from decimal import ROUND_HALF_UP, Decimal

from xlsreport.definition.figure_kinds.kind_traits import DateTraits, NumberTraits
from xlsreport.definition.figure_kinds.kinds import AnyKind
from xlsreport.definition.place_facts import PlaceFacts
from xlsreport.layout.cells import CellRef, rectangles
from xlsreport.spreadsheet.opened_spreadsheet import ANY_WORDS, PERCENTAGE, OwnWords
from xlsreport.submission.alteration import Alteration, AlterationKind
from xlsreport.submission.alterations.hidden_entries import own_words
from xlsreport.submission.filled_workbook import FilledWorkbook
from xlsreport.submission.lines_by_column import by_columns
from xlsreport.submission.submission import Entry, Submission
from xlsreport.values import EXACTLY, Number, decimals_of, exact, is_number, plain_number


def misleading_formats(workbook: FilledWorkbook, submission: Submission) -> Iterator[Alteration]:
    """One alteration for all figures, and one for all dates, of a sheet under the same misleading format.

    Numbers with too many digits or decimals are left out: they have an error of their own, which quotes them. Dates
    that were mended are told anyway.
    """
    # Where every format shows whole numbers as they are, these need not be looked up.
    sure = (int,) if workbook.opened.shows_integers else ()
    numbers = dict(_shown_numbers(workbook, submission, sure))
    for kind, are_shares in ((AlterationKind.FORMAT, False), (AlterationKind.FORMAT_OF_SHARE, True)):
        figures = (
            (cell, workbook.sheet(cell).misleading_format(cell.row, cell.column, number, words), _read(number, words))
            for cell, (number, words) in numbers.items()
            if words.hundredths == are_shares
        )
        yield from _alterations(kind, figures)
    totals = (
        (cell, workbook.sheet(cell).misleading_format(cell.row, cell.column, number, words), number)
        for cell, number, words in _shown_totals(workbook)
    )
    yield from _alterations(AlterationKind.FORMAT_OF_TOTAL, totals)
    days = (
        (
            cell,
            workbook.sheet(cell).misleading_day(cell.row, cell.column, submission.definition.locale),
            entry.meaning.isoformat(),
        )
        for entry, cell in _where_dates_are_asked_for(submission)
        if isinstance(entry.meaning, date) and not entry.mended
    )
    yield from _alterations(AlterationKind.FORMAT_DAY, days)


def _alterations(
    kind: AlterationKind, shown: Iterable[tuple[CellRef, str | None, Number | str]]
) -> Iterator[Alteration]:
    """What is told of cells, each with the format that misleads, or None, and with what it holds."""
    misleading: dict[tuple[str, str], dict[CellRef, Number | str]] = {}
    for cell, code, held in shown:
        if code is not None:
            misleading.setdefault((cell.sheet, code), {})[cell] = held
    for (_, code), cells in misleading.items():
        area = rectangles(list(cells))[0]
        yield Alteration(kind, area, {"format": code, "value": cells[area.first], "count": len(cells)})


def _read(number: Number, words: OwnWords) -> Number:
    """The figure that is read of what a cell holds."""
    return plain_number(Decimal(number) * 100) if words.hundredths else number


def _where_dates_are_asked_for(submission: Submission) -> Iterator[tuple[Entry, CellRef]]:
    """Entries with their cells: of lists, those of columns for dates."""
    definition, positions = submission.definition, submission.positions
    yield from ((entry, positions.cover_field(name)) for name, entry in submission.field_entries.items())
    for place, entry in submission.entries.items():
        if isinstance(entry.meaning, date):
            yield entry, positions.cell(place)
    for name, lines in submission.lines.items():
        columns = [p for p, facts in definition.lines[name].places.items() if isinstance(facts.kind.traits, DateTraits)]
        by_column = by_columns(lines, columns)
        for place in columns:
            for number, stated in zip(by_column.numbers, by_column.column(place).entries, strict=True):
                if stated is not None:
                    yield stated, positions.line_cell(place, number)


def _shown_numbers(
    workbook: FilledWorkbook, submission: Submission, sure: tuple[type, ...]
) -> Iterator[tuple[CellRef, tuple[Number, OwnWords]]]:
    """The numbers that are read, with their cells, but for types that are certain to be shown as they are.

    Each with the words that belong beside it.
    """
    positions = submission.positions
    for kind, entry, cell in _entered(workbook, submission, sure):
        number = entry.typed
        traits = kind.traits
        if not is_number(number) or not isinstance(traits, NumberTraits) or "too_great" in traits.faults(number):
            continue
        if entry.mended:  # a spreadsheet's own percentage: no other number needs to be mended
            if entry.number is not None and decimals_of(entry.number) <= traits.decimals:
                yield cell, (number, PERCENTAGE)
            continue
        is_percentage = workbook.sheet(cell).shows_percent(cell.row, cell.column)
        if traits.is_share and number == 0 and is_percentage:
            continue  # 0% is 0 %
        # Of 0.21 where 21% is seen the quoted number alone says nothing.
        if decimals_of(number) <= traits.decimals or is_percentage:
            yield cell, (number, own_words(traits))
    for cell, value in _where_texts_are_asked_for(workbook):
        typed = exact(value)
        if is_number(typed) and not isinstance(typed, sure):
            yield cell, (typed, ANY_WORDS)
    for place, number in submission.previous.items():
        if not isinstance(number, str) and not isinstance(number, sure):
            yield positions.previous_cell(place), (number, ANY_WORDS)


def _shown_totals(workbook: FilledWorkbook) -> Iterator[tuple[CellRef, Number, OwnWords]]:
    """The numbers that calculated cells hold, with as many decimals as they are asked to show."""
    sure = workbook.opened.shows_integers
    for facts, cell, value in _calculated(workbook):
        if not isinstance(value, float) or (sure and value.is_integer()):
            continue
        traits, number = facts.kind.traits, exact(value)
        if isinstance(traits, NumberTraits) and is_number(number) and "too_great" not in traits.faults(number):
            least = Decimal(1).scaleb(-traits.decimals)
            yield cell, plain_number(Decimal(number).quantize(least, ROUND_HALF_UP, EXACTLY)), own_words(traits)


def _calculated(workbook: FilledWorkbook) -> Iterator[tuple[PlaceFacts, CellRef, object]]:
    """Calculated cells and what they hold; without the columns of lists that certainly show all digits."""
    definition, positions = workbook.definition, workbook.positions
    for place, value in workbook.items(workbook.plan.totals):
        yield definition.places[place], positions.cell(place), value
    for name, lines in definition.lines.items():
        for facts in (facts for facts in lines.places.values() if facts.computed):
            if not _shows_digits(workbook, facts):
                first = positions.line_cell(facts.place, 1)
                held = workbook.sheet(first).column(first.column, first.row)[: positions.layout.lists[name].most]
                yield from ((facts, first._replace(row=row), value) for row, value in enumerate(held, first.row))


def _entered(
    workbook: FilledWorkbook, submission: Submission, sure: tuple[type, ...]
) -> Iterator[tuple[AnyKind, Entry, CellRef]]:
    """Entries with what is asked for and where they stand, but for types that are certain to be shown as they are, and
    for columns of lists that certainly show all digits."""
    definition, positions = submission.definition, submission.positions
    for name, entry in submission.field_entries.items():
        if not isinstance(entry.typed, sure):
            yield definition.field_kinds[name], entry, positions.cover_field(name)
    for place, entry in submission.entries.items():
        if not isinstance(entry.typed, sure):
            yield definition.places[place].kind, entry, positions.cell(place)
    for name, lines in submission.lines.items():
        places = definition.lines[name].places
        entered = {place: facts for place, facts in places.items() if not facts.computed}
        doubted = {place for place, facts in entered.items() if not _shows_digits(workbook, facts)}
        for line in lines if doubted else ():
            for place, entry in line.entries.items():
                if place in doubted and not isinstance(entry.typed, sure):
                    yield places[place].kind, entry, positions.line_cell(place, line.number)


def _shows_digits(workbook: FilledWorkbook, facts: PlaceFacts) -> bool:
    """Whether no number of a column of a list can be shown otherwise than it is."""
    traits, first = facts.kind.traits, workbook.positions.line_cell(facts.place, 1)
    if not isinstance(traits, NumberTraits):
        return True
    return workbook.sheet(first).shows_digits(first.column, first.row, traits.suffix)


def _where_texts_are_asked_for(workbook: FilledWorkbook) -> Iterator[tuple[CellRef, object]]:
    """The cells of the cover's fields and of comments, and those of paragraphs without text, and what they hold."""
    kinds = workbook.definition.field_kinds
    for name in ("year", *(name for name in workbook.layout.fields if name not in kinds)):
        cell = workbook.positions.cover_field(name)
        yield cell, workbook.held(cell)
    for section, lines in workbook.filled_lines.items():
        first = workbook.positions.first_line(section)
        for number, value in lines.items():
            if not isinstance(value, str):
                yield CellRef(first.sheet, first.row + number, first.column), value
        yield from workbook.split_cells(section)
