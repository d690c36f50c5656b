"""The provenance workbook of a consolidation: from which agency, file and cell each figure comes."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from xlsreport.checking.evaluation.comparing import difference
from xlsreport.checking.evaluation.submission_values import Values
from xlsreport.definition.combining import combination_by_place
from xlsreport.definition.paper_sizes import paper_of
from xlsreport.definition.place import Place
from xlsreport.errors import WorkbookError
from xlsreport.layout.cells import CellRef
from xlsreport.layout.workbook_layout import layout_of
from xlsreport.round.combined_figures import NOT_ASKED, stated
from xlsreport.round.consolidation.about_sheet import about_sheet
from xlsreport.round.consolidation.consolidating import Consolidation
from xlsreport.round.consolidation.contributions import Contribution, UnusualFigure
from xlsreport.round.consolidation.lists.line_sources import line_sheets
from xlsreport.round.consolidation.parents import ParentComparison
from xlsreport.round.folder import Round
from xlsreport.submission.submission import Submission
from xlsreport.values import Number
from xlsreport.workbook.appearance import cell_styles
from xlsreport.workbook.draft.draft_calls import CellStyle
from xlsreport.workbook.draft.workbook_draft import RefusedError, WorkbookDraft
from xlsreport.workbook.formula.calculation import Formula
from xlsreport.workbook.office_list.list_sheet import FIRST_ROW, CellLink, ListValue, OfficeList, write_list
from xlsreport.workbook.office_list.matrix_sheet import Matrix, MatrixColumn, MatrixRow, write_matrix
from xlsreport.workbook.xlsxwriter_backend.backend import xlsx_bytes


def provenance_bytes(round_: Round, result: Consolidation, submission: Submission, as_of: str) -> bytes:
    """The provenance workbook; the same consolidation always gives the same bytes.

    Args:
        round_: the round.
        result: what was added up.
        submission: the report that came of it.
        as_of: the moment of the last record in the ledger, as the ledger writes it.

    Raises:
        WorkbookError: something does not fit the limits of Excel.
    """
    messages, sheets = round_.messages, _ProvenanceSheets(round_, result, submission)
    title = messages("consolidate.provenance", who=result.scope.agency, year=round_.in_names)
    matrix, paper = sheets.sources(), paper_of(round_.definition.declaration.page_style)
    try:
        book = WorkbookDraft(title=title, author="", font=cell_styles.FONTS[messages.language])
        write_list(book, about_sheet(round_, result, as_of), messages, paper)
        write_list(book, sheets.totals(matrix), messages, paper)
        write_matrix(book, matrix)
        for lines in line_sheets(result, messages):
            write_list(book, lines, messages, paper)
        write_list(book, sheets.oddities(), messages, paper)
        if (comments := sheets.comments()) is not None:
            write_list(book, comments, messages, paper)
        write_list(book, sheets.differences(), messages, paper)
        return xlsx_bytes(book)
    except RefusedError as error:
        raise WorkbookError(messages(f"limit.{error.key}", cell=error.where, **error.values)) from None


_AGENCY = ("roster.code", "roster.name", "consolidate.receipt")
_FILE = ("consolidate.file", "consolidate.sha")
_PLACE = ("consolidate.sheet", "consolidate.cell", "consolidate.row", "consolidate.column")
"""Headings that several sheets have, by their keys."""
_OWN = len(_AGENCY) + len(_PLACE)
"""The column of a parent's own figure; the next column has the sum of what is counted below it."""


class _ProvenanceSheets:
    """Makes the sheets that are about figures."""

    def __init__(self, round_: Round, result: Consolidation, submission: Submission) -> None:
        self._result = result
        self._submission = submission
        self._definition = result.form
        self._layout = layout_of(result.form)
        self._messages = round_.messages
        self._numbers = {place: number for number, place in enumerate(result.places.entries)}

    def _headings(self, *keys: str) -> list[str]:
        return [self._messages(key) for key in keys]

    def _list(self, key: str, headings: list[str], rows: list[list[ListValue]]) -> OfficeList:
        return OfficeList(
            self._messages(f"consolidate.{key}"), self._messages(f"consolidate.about_{key}"), headings, rows
        )

    def _words(self, place: Place, cell: CellRef | None = None) -> list[ListValue]:
        """How a reader finds a place: sheet, cell, row label and column label."""
        at, facts = cell or self._layout.cell(place), self._definition.facts(place)
        return [at.sheet, at.a1, facts.row_name, facts.column_name]

    def sources(self) -> Matrix:
        """Who contributed what: a row for each agency, a column for each figure."""
        places = self._result.places
        columns = [
            MatrixColumn(
                [str(word) for word in self._words(place)],
                str(place),
                how,
                stated(total),
                self._definition.facts(place).mark,
            )
            for place, how, total in zip(places.entries, places.hows, self._result.numbers, strict=True)
        ]
        return Matrix(
            sheet=self._messages("consolidate.sources"),
            guidance=self._messages("consolidate.about_sources"),
            labels=self._headings(*_AGENCY, *_FILE),
            sides=[*self._headings(*_PLACE), self._messages("consolidate.total")],
            columns=columns,
            rows=list(map(self._source, self._result.contributions)),
        )

    def _source(self, contribution: Contribution) -> MatrixRow:
        agency, receipt = contribution.state.agency, contribution.receipt
        labels = (agency.code, agency.name, str(receipt.number), receipt.origin, receipt.sha256)
        not_asked = self._messages("consolidate.not_asked")
        figures = [not_asked if figure is NOT_ASKED else figure for figure in contribution.read.numbers]
        return MatrixRow(labels, figures, self._marks(contribution))

    def _marks(self, contribution: Contribution) -> Mapping[int, CellStyle]:
        """Styles of cells: pale where a table is declared to be zero or nothing is asked, coloured where unusual."""
        oddities = contribution.read.oddities
        unasked = (number for number, figure in enumerate(contribution.read.numbers) if figure is NOT_ASKED)
        marks: dict[int, CellStyle] = dict.fromkeys(unasked, cell_styles.LISTED_NIL)
        if not oddities:
            return marks
        nil = {one.place.table for one in oddities if one.reasons == ("nil",)}
        odd = {one.place for one in oddities if one.reasons != ("nil",)}
        for place, number in self._numbers.items():
            if place in odd:
                marks[number] = cell_styles.LISTED_ODD
            elif place.table in nil and contribution.read.numbers[number] == 0:
                marks[number] = cell_styles.LISTED_NIL
        return marks

    def totals(self, matrix: Matrix) -> OfficeList:
        """Every figure of the report in its order, with a link to its column."""
        headings = [*self._headings(*_PLACE), *self._headings("consolidate.total", "consolidate.how", "consolidate.go")]
        values, how = Values(self._submission), combination_by_place(self._definition)
        rows: list[list[ListValue]] = []
        for place, facts in (*self._definition.places.items(), *self._definition.calculated_fields.items()):
            number = self._numbers.get(place)
            if number is not None:
                cell, total = matrix.total_cell(number), stated(self._result.numbers[number])
                shown: ListValue = None if total is None else Formula(cell.absolute, total)
                end: list[ListValue] = [
                    shown,
                    self._how(how[place]),
                    CellLink(cell, self._messages("consolidate.look")),
                ]
            elif facts.computed:
                end = [values.shown(place), self._how("total"), None]
            else:
                end = [self._uncombined(place), self._how("none"), None]
            rows.append([*self._words(place), *end])
        return self._list("totals", headings, rows)

    def _uncombined(self, place: Place) -> ListValue:
        """What stands at a place that is not combined; nothing where that is left to be written."""
        entry = self._result.uncombined.get(place)
        if entry is None:
            return None
        return entry.printed(self._definition.facts(place).kind, self._definition.locale)

    def comments(self) -> OfficeList | None:
        """Everything that agencies have written below tables; None where nobody is asked to."""
        if not self._definition.comments:
            return None
        headings = self._headings(*_AGENCY, "consolidate.sheet", "consolidate.cell", "consolidate.comment")
        rows: list[list[ListValue]] = []
        for name in self._definition.comments:
            cell = self._layout.fields[name]
            for one in self._result.contributions:
                if (text := one.read.comments.get(name)) is not None:
                    agency = one.state.agency
                    rows.append([agency.code, agency.name, one.receipt.number, cell.sheet, cell.a1, text])
        return self._list("comments", headings, rows)

    def _how(self, key: str) -> str:
        return self._messages(f"consolidate.how_{key}")

    def oddities(self) -> OfficeList:
        """The figures that are not simply the number in their cell of the form."""
        headings = [*self._headings(*_AGENCY, *_PLACE)]
        headings += self._headings("consolidate.typed", "consolidate.counted_as", "consolidate.why")
        rows = [self._oddity(one, oddity) for one in self._result.contributions for oddity in one.read.oddities]
        return self._list("oddities", headings, rows)

    def _oddity(self, contribution: Contribution, oddity: UnusualFigure) -> list[ListValue]:
        agency, read = contribution.state.agency, contribution.read
        counted = stated(read.numbers[self._numbers[oddity.place]])
        words = self._words(oddity.place, oddity.cell)
        if oddity.reasons == ("nil",):
            words[2:] = ["", ""]
        why = self._messages("wording.comma").join(self._messages(f"consolidate.why_{one}") for one in oddity.reasons)
        return [agency.code, agency.name, contribution.receipt.number, *words, oddity.typed, counted, why]

    def differences(self) -> OfficeList:
        """The places where a parent's own figure differs from the sum below it."""
        headings = [*self._headings(*_AGENCY, *_PLACE)]
        headings += self._headings("consolidate.own", "consolidate.below", "consolidate.difference")
        rows: list[list[ListValue]] = []
        for comparison in self._result.comparisons:
            for row in self._compared(comparison):
                own, below = row[_OWN : _OWN + 2]
                gap = _difference(own, below, FIRST_ROW + len(rows))
                rows.append([*row[: _OWN + 2], gap, *row[_OWN + 2 :]])
        return self._list("differences", [*headings, self._messages("consolidate.note"), *self._headings(*_FILE)], rows)

    def _compared(self, comparison: ParentComparison) -> Iterator[list[ListValue]]:
        """A line for each place that differs; without any, a line with the reason."""
        agency, own = comparison.parent.agency, comparison.own
        if own is None:
            note = self._messages("consolidate.note_none")
            yield [agency.code, agency.name, *[None] * 7, note, None, None]
            return
        notes = []
        if comparison.left_out:
            notes.append(self._messages("consolidate.note_left_out", count=len(comparison.left_out)))
        if comparison.twice:
            notes.append(self._messages("consolidate.note_twice"))
        note, file = "".join(notes), [own.receipt.origin, own.receipt.sha256]
        named: list[ListValue] = [agency.code, agency.name, own.receipt.number]
        differences = list(comparison.differences(self._result.places))
        cells = {oddity.place: oddity.cell for oddity in own.read.oddities if oddity.reasons != ("nil",)}
        for place, typed, below in differences:
            yield [*named, *self._words(place, cells.get(place)), stated(typed), stated(below), note, *file]
        if not differences:
            yield [*named, *[None] * 6, self._messages("consolidate.note_same") + note, *file]


def _difference(own: ListValue, below: ListValue, row: int) -> ListValue:
    """The parent's figure minus the sum, as a formula of the two cells."""
    if not isinstance(own, Number) or not isinstance(below, Number):
        return None
    first, second = CellRef("", row, _OWN), CellRef("", row, _OWN + 1)
    return Formula(f"{first.a1}-{second.a1}", difference(own, below))
