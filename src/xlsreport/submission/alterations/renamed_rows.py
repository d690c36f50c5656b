"""Names that were typed over others in a list while the figures in the rows of its lines stayed where they were."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from xlsreport.definition.place import Place
from xlsreport.submission.alteration import Alteration, AlterationKind
from xlsreport.submission.filled_workbook import FilledWorkbook
from xlsreport.submission.identity.stamp import Stamp
from xlsreport.submission.row_names import RowDigest, line_name, name_digest, row_digests
from xlsreport.submission.submission import Submission, shortened

_MAX_NAMED = 5


def renamed_rows(workbook: FilledWorkbook, stamp: Stamp, submission: Submission) -> Iterator[Alteration]:
    """For each list: that figures which were given out with one name stand beside another line's now."""
    for name in sorted(submission.definition.row_lists):
        numbers = {one.number for one in _stayed(stamp, submission, name)}
        numbers |= set(_shown_otherwise(workbook, submission, name))
        if numbers:
            yield _alteration(submission, name, sorted(numbers))


def _stayed(stamp: Stamp, submission: Submission, name: str) -> Iterator[RowDigest]:
    """The rows whose figures are as they were given out, while the name that they had stands in another line."""
    definition = submission.definition
    given = (one for text in stamp.rows_of_lines if (one := RowDigest.parse(text)) is not None and one.list == name)
    now = {line.number: name_digest(definition, name, line) for line in submission.lines.get(name, ())}
    figures = {one.number: one.figures for one in row_digests(submission) if one.list == name}
    for one in given:
        is_elsewhere = now.get(one.number) != one.name and one.name in now.values()
        if is_elsewhere and figures.get(one.number) == one.figures:
            yield one


def _shown_otherwise(workbook: FilledWorkbook, submission: Submission, name: str) -> Iterator[int]:
    """The lines beside whose figures a table of the file shows the name of another line: it was not calculated since,
    or the names of its rows were typed over."""
    definition, positions = submission.definition, submission.positions
    names = _names(submission, name)
    for table in (table for table in definition.tables.values() if table.rows_from == name):
        laid = positions.layout.tables[table.id]
        for label in laid.grid.labels:
            at = None if label.role != "row" else definition.line_of(Place(table.id, label.id or "", ""))
            if at is None or at[1] not in names:
                continue
            cell = positions.where(laid.label_cell(label))
            shown = " ".join(workbook.text(cell).split())
            if shown != names[at[1]] and shown in names.values():
                yield at[1]


def _names(submission: Submission, name: str) -> Mapping[int, str]:
    definition = submission.definition.lines[name]
    return {line.number: line_name(definition, line) for line in submission.lines.get(name, ())}


def _alteration(submission: Submission, name: str, numbers: list[int]) -> Alteration:
    definition, positions, names = submission.definition, submission.positions, _names(submission, name)
    column = positions.layout.lists[name].column_of(definition.lines[name].entry_places(name)[0])
    cell = positions.in_line(name, numbers[0], column)
    called = [names.get(number) or definition.messages("rows.line", number=number) for number in numbers[:_MAX_NAMED]]
    words = {"names": shortened(definition.messages("wording.comma").join(called), 200), "count": len(numbers)}
    return Alteration(AlterationKind.ROWS_RENAMED, cell.to(cell), {**words, "list": _called(submission, name)})


def _called(submission: Submission, name: str) -> str:
    return submission.definition.lists[name].title or submission.definition.sheet_of_list(name)
