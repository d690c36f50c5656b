"""Moves a submission into another form."""

from __future__ import annotations

from dataclasses import replace

from xlsreport.definition.definition import Definition
from xlsreport.definition.succession.succession import Succession, succession_between
from xlsreport.definition.translation.translating import in_language
from xlsreport.definition.variation.variant import variant_of
from xlsreport.errors import MigrationError
from xlsreport.layout.cells import CellRef
from xlsreport.layout.positions import Positions
from xlsreport.layout.workbook_layout import layout_of
from xlsreport.migration.figure_migration import FigureMigration
from xlsreport.migration.migration_result import MigratedValue, Migration
from xlsreport.migration.nil_migration import NilMigration
from xlsreport.migration.text_migration import TextMigration
from xlsreport.migration.value_notes import ValueNotes, asked_anew
from xlsreport.submission.entries_file import NIL_RETURN
from xlsreport.submission.rebuilding import rebuilt
from xlsreport.submission.submission import Submission
from xlsreport.submission.unclear_reasons import UnclearCell


def migrate(submission: Submission, definition: Definition) -> Migration:
    """Move what a workbook states into another edition, or a changed version, of its form.

    Args:
        submission: as :func:`xlsreport.read_workbook` gives it, by the definition that it was made from.
        definition: the form that it is to have. What is the same has the same name in both, unless
            ``changes_since`` says otherwise.

    Raises:
        MigrationError: the two are not forms of the same report, or about other periods.
    """
    expect_same_report(submission, definition)
    present = _form_for(submission, definition)
    succession = succession_between(submission.definition, present)
    notes = ValueNotes(submission, succession)
    nil = NilMigration(submission, succession, notes)
    figures = FigureMigration(submission, succession, notes, nil.zeros)
    texts = TextMigration(submission, succession, notes)
    after = Submission(
        definition=present,
        agency=submission.agency,
        year=submission.year,
        part=submission.part,
        nil_returns=frozenset(nil.kept),
        declined=frozenset(nil.declined),
        previous_texts=submission.previous_texts,
        incomplete=submission.incomplete,
        identity=submission.identity if present.fingerprint == submission.definition.fingerprint else None,
    )
    after = rebuilt(texts.filled_in(figures.filled_in(after)))
    unclear, further = _unclear(submission, succession, notes)
    after = replace(after, unclear=unclear)
    values = (*texts.values, *nil.values, *figures.values(after), *further)
    return Migration(submission, after, values, asked_anew(succession))


def expect_same_report(submission: Submission, definition: Definition) -> None:
    """Refuse a submission of another report than a definition is of, or about periods of another length.

    Raises:
        MigrationError: it is.
    """
    earlier, messages = submission.definition, definition.messages
    if earlier.declaration.id != definition.declaration.id:
        raise MigrationError(messages("migrate.other_report", found=earlier.name, expected=definition.name))
    if earlier.calendar.parts != definition.calendar.parts:
        raise MigrationError(messages("migrate.other_periods", found=earlier.name, expected=definition.name))


def _form_for(submission: Submission, definition: Definition) -> Definition:
    """The form in the language of the workbook and for its kind of bodies, as far as there is one."""
    earlier = submission.definition
    form = in_language(definition, earlier.locale) if earlier.locale in definition.locales else definition
    return variant_of(form, [kind for kind in earlier.variant if kind in definition.bodies])


def _unclear(
    before: Submission, succession: Succession, notes: ValueNotes
) -> tuple[tuple[UnclearCell, ...], tuple[MigratedValue, ...]]:
    """Answers and years that are neither, which the new workbook shows as they are; others are read as texts."""
    present = Positions(layout_of(succession.present))
    kept, values = [], []
    for one in before.unclear:
        if one.reason not in ("nil", "year", "period") or not one.typed:
            continue
        found = succession.destination(one.name)
        table = found.name.partition(".")[0]
        is_nil = one.name.endswith(f".{NIL_RETURN}")
        cell = _nil_cell(present, table) if is_nil else present.cover_field("year")
        if is_nil and (found.change is not None or cell is None):
            values.append(notes.lost("answer", one.name, one.typed, found, notes.sentence("no_nil")))
            continue
        assert cell is not None
        kept.append(replace(one, name=found.name, cell=cell))
        values.append(notes.moved("answer" if is_nil else "cover", one.name, one.typed, found.name))
    return tuple(kept), tuple(values)


def _nil_cell(present: Positions, table: str) -> CellRef | None:
    """The cell of a table's answer; None where the form has no such table, or does not ask."""
    is_there = table in present.layout.tables or table in present.layout.lists
    return present.nil(table) if is_there else None
