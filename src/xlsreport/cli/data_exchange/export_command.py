"""``xlsreport export``: what was reported as a Data Package, of a whole round or of single workbooks."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from xlsreport.cli.common_options import (
    definition_option,
    expect_writable,
    force_option,
    holds_something,
    naming_refused_file,
    processes_option,
    round_option,
    suffix_of,
    user_messages,
    write_output,
)
from xlsreport.cli.localised_command import command
from xlsreport.cli.parameter_types import FILE
from xlsreport.cli.printable import echo_line
from xlsreport.cli.progress import progress
from xlsreport.cli.round_here import definition_or_here
from xlsreport.errors import OutputError, PackageError
from xlsreport.messages import Messages

if TYPE_CHECKING:
    from xlsreport.data_package.packaging import PackagedReport
    from xlsreport.definition.definition import Definition
    from xlsreport.submission.submission import Submission

_ARCHIVE = ".zip"


@command()
@click.argument("files", type=FILE, nargs=-1, metavar="[FILE.xlsx]...")
@click.option("-o", "--output", type=FILE, required=True, metavar="PATH")
@definition_option
@round_option
@processes_option
@force_option
def export(
    files: tuple[str, ...],
    output: str,
    definition: str | None,
    folder: str,
    processes: int | None,
    force: bool,
) -> None:
    """Write what was reported as a Data Package: CSV tables with their schemas, and the definition."""
    from xlsreport.opc.zip_writer import archive_of, deflated
    from xlsreport.round.files.folder_output import write_together

    messages = user_messages()
    _refuse_to_overwrite(output, force, messages)
    if suffix_of(output).lower() == _ARCHIVE:
        expect_writable(output)
    remark = ""
    if files:
        content = _of_files(files, definition, messages)
    else:
        content, remark = _of_round(folder, processes, messages)
    if suffix_of(output).lower() == _ARCHIVE:
        write_output(output, archive_of(deflated(name, data) for name, data in content.items()))
    else:
        write_together(Path(output), content, messages)
    echo_line(messages("command.written", file=output))
    if remark:
        echo_line(remark)


def _of_round(folder: str, processes: int | None, messages: Messages) -> tuple[Mapping[str, bytes], str]:
    """The files, and a sentence about agencies that are not in them."""
    from xlsreport.cli.round_access.current_round import current_round
    from xlsreport.round.exporting import round_package

    round_ = current_round(folder)
    counted = 0

    def watch(reports: Iterator[PackagedReport], count: int) -> Iterator[PackagedReport]:
        nonlocal counted
        counted = count
        return progress(reports, length=lambda: count, label=messages("package.progress"))

    content = round_package(round_, processes=processes, watch=watch)
    lacking = len(round_.roster) - counted
    return content, messages("package.lacking", count=counted, lacking=lacking) if lacking else ""


def _of_files(files: Sequence[str], definition: str | None, messages: Messages) -> Mapping[str, bytes]:
    from xlsreport.data_package.definition_text import definition_text
    from xlsreport.data_package.packaging import package_files
    from xlsreport.data_package.whole_forms import whole_form
    from xlsreport.definition.loading.definition_loading import load_definition

    source = definition_or_here(definition)
    loaded = load_definition(source, messages) if source else None
    read = [_read(file, loaded, messages) for file in files]
    form = whole_form(read[0].definition)
    for file, one in zip(files, read, strict=True):
        if (other := whole_form(one.definition)).fingerprint != form.fingerprint:
            words = {"first": files[0], "form": form.name, "second": file, "other": other.name}
            raise PackageError(messages("package.two_definitions", **words))
    reports = [_packaged(file, one) for file, one in zip(files, read, strict=True)]
    return package_files(form, definition_text(source or form.name), reports, title=form.declaration.name)


def _read(file: str, definition: Definition | None, messages: Messages) -> Submission:
    from xlsreport.submission.workbook_reader import read_workbook

    with naming_refused_file(file, messages):
        return read_workbook(file, definition, messages)


def _packaged(file: str, submission: Submission) -> PackagedReport:
    from xlsreport.checking.findings import verdict_of
    from xlsreport.data_package.packaging import packaged
    from xlsreport.inspection.submission_check import check

    findings = check(submission)
    return packaged(submission, findings, file=Path(file).name, verdict=verdict_of(findings))


def _refuse_to_overwrite(output: str, force: bool, messages: Messages) -> None:
    """Refuse to write over a package or into a folder that has files of others."""
    from xlsreport.data_package.packaging import DESCRIPTOR

    is_archive, folder = suffix_of(output).lower() == _ARCHIVE, Path(output)
    if holds_something(output) or _has_files(folder):
        is_ours = is_archive or holds_something(str(folder / DESCRIPTOR))
        if not (force and is_ours):
            raise OutputError(messages("package.exists", path=output))


def _has_files(folder: Path) -> bool:
    from xlsreport.round.files.folder_output import is_begun_file

    try:
        return any(not is_begun_file(path.name) for path in folder.iterdir())
    except (OSError, ValueError):  # there is none, or no path that the system takes
        return False
