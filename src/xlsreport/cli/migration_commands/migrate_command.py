"""``xlsreport migrate``: filled workbooks in another edition, or a changed version, of their form."""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import click

from xlsreport.cli.common_options import (
    echo_json,
    expect_output,
    force_option,
    format_option,
    holds_something,
    processes_option,
    suffix_of,
    user_messages,
    write_guarded_output,
    write_output,
)
from xlsreport.cli.group import FOUND_ERRORS, OK, UNUSABLE
from xlsreport.cli.localised_command import command
from xlsreport.cli.parameter_types import DEFINITION, FILE, FOLDER
from xlsreport.cli.printable import echo_line
from xlsreport.cli.progress import progress
from xlsreport.cli.round_here import definition_here
from xlsreport.errors import MigrationError, OpenFileError, OutputError
from xlsreport.messages import Messages

if TYPE_CHECKING:
    from xlsreport.definition.definition import Definition
    from xlsreport.migration.migrated_file import MigratedFile
    from xlsreport.round.folder import Round
    from xlsreport.round.incoming.inbox import IncomingFile
    from xlsreport.round.outgoing.migrated_workbooks import MigrationOrder

_WORKBOOK = ".xlsx"


@command()
@click.argument("files", type=FILE, nargs=-1, required=True, metavar="OLD.xlsx...")
@click.option("-o", "--output", required=True, type=FILE, metavar="NEW.xlsx|FOLDER")
@click.option("--to", type=DEFINITION, metavar="DEFINITION")
@click.option("--from", "earlier", type=DEFINITION, multiple=True, metavar="DEFINITION")
@click.option("--round", "folder", type=FOLDER, metavar="FOLDER")
@click.option("--list", "listed", type=FILE, metavar="LIST.xlsx|.csv")
@click.option("--password")
@processes_option
@force_option
@format_option
@click.pass_context
def migrate(
    ctx: click.Context,
    files: tuple[str, ...],
    output: str,
    to: str | None,
    earlier: tuple[str, ...],
    folder: str | None,
    listed: str | None,
    password: str | None,
    processes: int | None,
    force: bool,
    format_: str,
) -> None:
    """Move filled workbooks into another edition, or a changed version, of their form."""
    from xlsreport.cli.migration_commands.migration_lines import migration_lines
    from xlsreport.migration.migrated_file import MigratedFile
    from xlsreport.migration.migration_lists import migration_csv, migration_summary, migration_workbook
    from xlsreport.round.incoming.inbox import incoming_files
    from xlsreport.round.outgoing.migrated_workbooks import migrate_workbooks

    messages = user_messages()
    if listed is not None:
        expect_output(listed, _WORKBOOK, ".csv")
    order = _order(files, to, earlier, folder, password, messages)
    found = list(incoming_files([Path(file) for file in files], Path(output if _is_folder(output) else os.devnull)))
    if suffix_of(output).lower() == _WORKBOOK and len(found) != 1:
        raise OutputError(messages("migrate.needs_folder", file=output, count=len(found)))
    moved = migrate_workbooks(order, found, processes=processes)
    targets, done = _targets(output, found), list[MigratedFile]()
    for one in progress(moved, length=lambda: len(found), label=messages("migrate.progress")):
        target = targets[len(done)]
        done.append(_written(one, target, messages, force=force))
        if format_ != "json":
            for line in migration_lines(done[-1], order.definition.messages):
                echo_line(line)
    if format_ == "json":
        echo_json([one.to_json() for one in done])
    elif len(done) > 1:
        echo_line(migration_summary(done, messages))
    if listed is not None:
        make = migration_csv if suffix_of(listed).lower() == ".csv" else migration_workbook
        write_guarded_output(listed, make(done, order.definition.messages), force=force)
    ctx.exit(_exit_code(done))


def _is_folder(path: str) -> bool:
    return os.path.isdir(path)  # noqa: PTH112 - no error for a name that no file can have


def _exit_code(done: Sequence[MigratedFile]) -> int:
    if any(one.refusal for one in done):
        return UNUSABLE
    return FOUND_ERRORS if any(one.lost or one.remarks or not one.is_exact for one in done) else OK


def _order(
    files: Sequence[str],
    to: str | None,
    earlier: Sequence[str],
    folder: str | None,
    password: str | None,
    messages: Messages,
) -> MigrationOrder:
    from xlsreport.definition.loading.definition_loading import load_definition
    from xlsreport.round.outgoing.migrated_workbooks import MigrationOrder

    round_ = _round(folder, to, messages)
    source = to or (None if round_ is None else str(round_.definition_path))
    assert source is not None  # a round was given, or a definition
    definition = _definition(source, round_, messages)
    beside = [Path(source)] if os.path.isfile(source) else []  # noqa: PTH113 - the same
    beside += [] if round_ is None else [round_.definition_path]
    folders = [path.parent for path in beside] + [
        Path(file) if _is_folder(file) else Path(file).parent for file in files
    ]
    given = tuple(load_definition(name, messages) for name in earlier)
    return MigrationOrder(definition, given, tuple(dict.fromkeys(folders)), messages.language, round_, password)


def _round(folder: str | None, to: str | None, messages: Messages) -> Round | None:
    """The round that is named, or in which the command runs; none where only a definition is named."""
    from xlsreport.round.folder import find_round

    if folder is not None:
        return find_round(Path(folder), messages)
    if to is not None:
        return None
    if definition_here() is None:
        raise click.UsageError(messages("migrate.needs_target"))
    return find_round(Path(os.environ.get("XLSREPORT_ROUND") or "."), messages)


def _definition(source: str, round_: Round | None, messages: Messages) -> Definition:
    """The form that the workbooks are to have.

    Raises:
        MigrationError: the round collects another.
    """
    from xlsreport.definition.loading.definition_loading import load_definition

    definition = load_definition(source, messages)
    if round_ is not None and definition.name != round_.definition.name:
        words = {"name": definition.name, "expected": round_.definition.name}
        raise MigrationError(messages("migrate.not_of_round", **words))
    return definition


def _targets(output: str, found: Sequence[IncomingFile]) -> Sequence[Path]:
    """Where the new workbook of each file is written: under the same name, in a folder of new ones."""
    from xlsreport.round.files.safe_filenames import distinct_names

    if suffix_of(output).lower() == _WORKBOOK:
        return [Path(output)]
    stems = {str(number): Path(one.origin.rpartition("!")[2]).stem for number, one in enumerate(found)}
    return [Path(output) / f"{name}{_WORKBOOK}" for name in distinct_names(stems).values()]


def _written(one: MigratedFile, target: Path, messages: Messages, *, force: bool) -> MigratedFile:
    """The file with where its new workbook was written; one that holds something is not written over."""
    from xlsreport.round.files.atomic_write import write_atomically

    if one.workbook is None:
        return one
    if str(target) == os.devnull:
        write_output(os.devnull, one.workbook)
    elif not force and holds_something(str(target)):
        return replace(one, refusal=messages("command.exists", file=target), workbook=None)
    else:
        try:
            write_atomically(target, one.workbook, messages)
        except OpenFileError as error:
            return replace(one, refusal=str(error), workbook=None)
    return replace(one, written=str(target), workbook=None)
