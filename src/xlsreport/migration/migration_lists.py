"""The lists of a migration for an office: what became of each workbook, and what each agency has to look after."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from xlsreport.messages import Messages
from xlsreport.migration.migrated_file import MigratedFile
from xlsreport.migration.migration_result import OUTCOMES, MigrationOutcome
from xlsreport.workbook.office_list.list_sheet import OfficeList, list_bytes
from xlsreport.workbook.office_list.sheet_columns import SheetColumn, list_of_columns


class LookedAfter(NamedTuple):
    """A line of the list: whose workbook it is about, where to look, what was stated, and what is to be done."""

    moved: MigratedFile
    what: str
    where: str
    value: str
    todo: str


_LINES: tuple[SheetColumn[LookedAfter], ...] = (
    SheetColumn("migrate.column_code", lambda one: one.moved.code),
    SheetColumn("migrate.column_agency", lambda one: one.moved.agency),
    SheetColumn("migrate.column_file", lambda one: one.moved.file),
    SheetColumn("migrate.column_what", lambda one: one.what),
    SheetColumn("migrate.column_where", lambda one: one.where),
    SheetColumn("migrate.column_value", lambda one: one.value),
    SheetColumn("migrate.column_todo", lambda one: one.todo),
)


def _counted(outcome: MigrationOutcome) -> SheetColumn[MigratedFile]:
    return SheetColumn(f"migrate.{outcome}", lambda one: one.counts[outcome])


_FILES: tuple[SheetColumn[MigratedFile], ...] = (
    SheetColumn("migrate.column_code", lambda one: one.code),
    SheetColumn("migrate.column_agency", lambda one: one.agency),
    SheetColumn("migrate.column_file", lambda one: one.file),
    SheetColumn("migrate.column_written", lambda one: one.written or one.refusal),
    SheetColumn("migrate.read", lambda one: len(one.values)),
    *map(_counted, OUTCOMES),
    SheetColumn("migrate.column_anew", lambda one: len(one.asked_anew)),
    SheetColumn("migrate.column_remarks", lambda one: len(one.remarks)),
)


def migration_workbook(files: Sequence[MigratedFile], messages: Messages) -> bytes:
    """The lists as the bytes of a workbook: one line for each file, one for each thing to look after, what is new."""
    lines = [line for moved in files for line in lines_to_look_after(moved, messages)]
    title = messages("migrate.title")
    sheets = [
        list_of_columns(messages("migrate.sheet_files"), migration_summary(files, messages), _FILES, files, messages),
        list_of_columns(messages("migrate.sheet_values"), messages("migrate.guide_values"), _LINES, lines, messages),
    ]
    if anew := {one.name: one.label for moved in files for one in moved.asked_anew}:
        headings = [messages("migrate.column_where"), messages("migrate.column_name")]
        rows = [(label, name) for name, label in anew.items()]
        guide = messages("migrate.guide_anew", count=len(anew))
        sheets.append(OfficeList(messages("migrate.sheet_anew"), guide, headings, rows))
    return list_bytes(title, sheets, messages)


def migration_csv(files: Sequence[MigratedFile], messages: Messages) -> bytes:
    """What is to be looked after as CSV in UTF-8 with a byte order mark, by which Excel knows the encoding."""
    text = io.StringIO(newline="")
    writer = csv.writer(text)
    writer.writerow([messages(column.heading) for column in _LINES])
    for moved in files:
        for line in lines_to_look_after(moved, messages):
            writer.writerow([_harmless(str(column.value(line))) for column in _LINES])
    return text.getvalue().encode("utf-8-sig", "replace")


def _harmless(text: str) -> str:
    """A text that no spreadsheet takes for a formula."""
    return f"'{text}" if text[:1] in ("=", "+", "-", "@", "\t", "\r") else text


def lines_to_look_after(moved: MigratedFile, messages: Messages) -> Iterator[LookedAfter]:
    """Everything about a file that somebody should see, the gravest first."""
    if moved.refusal:
        yield LookedAfter(moved, messages("migrate.refused"), "", "", moved.refusal)
        return
    if not moved.is_exact:
        yield LookedAfter(moved, messages("migrate.by_labels"), "", "", messages("migrate.read_by_labels"))
    for outcome in reversed(OUTCOMES):
        for value in moved.values:
            if value.outcome == outcome and value.because:
                yield LookedAfter(moved, messages(f"migrate.{outcome}"), value.label, value.value, value.because)
    for remark in moved.remarks:
        yield LookedAfter(moved, messages("migrate.remark"), str(remark.cells), "", remark.message)


def migration_summary(files: Sequence[MigratedFile], messages: Messages) -> str:
    """A sentence about all files together."""
    done = [one for one in files if not one.refusal]
    counts = {outcome: sum(one.counts[outcome] for one in done) for outcome in OUTCOMES}
    read = sum(len(one.values) for one in done)
    return messages("migrate.summary", files=len(done), refused=len(files) - len(done), read=read, **counts)
