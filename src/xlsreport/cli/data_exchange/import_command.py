"""``xlsreport import``: read published reports back, and write workbooks to fill on."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from xlsreport.cli.common_options import (
    definition_option,
    echo_json,
    expect_writable,
    force_option,
    format_option,
    holds_something,
    suffix_of,
    user_messages,
    write_output,
)
from xlsreport.cli.group import OK, UNUSABLE
from xlsreport.cli.localised_command import command
from xlsreport.cli.parameter_types import FILE
from xlsreport.cli.period_options import given_period, period_option, year_option
from xlsreport.cli.printable import echo_error, echo_line
from xlsreport.cli.round_here import definition_or_here
from xlsreport.errors import OutputError, PublicationError
from xlsreport.messages import Messages

if TYPE_CHECKING:
    from xlsreport.published.imported_report import ImportedReport, Unread
    from xlsreport.submission.submission import Submission

_WORKBOOK = ".xlsx"
_NAMED = 3
"""Places that one line about what could not be read names."""


@dataclass(frozen=True, slots=True)
class _Output:
    """Where the workbook of a report goes, and where what was found of it."""

    workbook: str
    found: str


@command("import")
@click.argument("files", nargs=-1, required=True, type=FILE, metavar="FILE...")
@click.option("-o", "--output", type=FILE, metavar="PATH")
@definition_option
@click.option("--agency", default="")
@year_option
@period_option
@format_option
@force_option
@click.pass_context
def import_(
    ctx: click.Context,
    files: tuple[str, ...],
    output: str | None,
    definition: str | None,
    agency: str,
    year: int | None,
    period: str,
    format_: str,
    force: bool,
) -> None:
    """Read published reports back."""
    from xlsreport.published.candidate_definitions import candidates_of
    from xlsreport.published.imported_json import imported_json
    from xlsreport.published.imported_submission import submission_of
    from xlsreport.published.report_import import import_report

    messages = user_messages()
    if len(files) > 1 and agency:
        raise click.UsageError(messages("import.one_agency"))
    outputs = {} if output is None else _outputs(files, output, force, messages)
    candidates = candidates_of(definition_or_here(definition), messages)
    listed: list[dict[str, Any]] = []
    exit_code = OK
    for file in files:
        try:
            report = import_report(file, candidates, messages)
        except PublicationError as error:
            echo_error(error)
            exit_code = UNUSABLE
            continue
        stated = given_period(report.definition, year, period, messages)
        submission = submission_of(report, agency=agency, year=stated[0], part=stated[1])
        found = imported_json(report, submission, messages)
        listed.append(found)
        if format_ == "text":
            _print(report, submission, messages)
        if file in outputs:
            _write(outputs[file], submission, found)
            if format_ == "text":
                echo_line(messages("command.written", file=outputs[file].workbook))
    if format_ == "json" and (listed or len(files) > 1):
        echo_json(listed if len(files) > 1 else listed[0])
    ctx.exit(exit_code)


def _outputs(files: Sequence[str], output: str, force: bool, messages: Messages) -> Mapping[str, _Output]:
    """Where each report goes: into the workbook that is named, or into workbooks of a folder, named like the files.

    Raises:
        OutputError: a workbook is there already, and is not to be written over; or several reports would become one.
    """
    is_workbook = suffix_of(output).lower() == _WORKBOOK
    if is_workbook and len(files) > 1:
        raise OutputError(messages("import.several", file=output))
    stems = [Path(output).with_suffix("")] if is_workbook else list(_in_folder(files, Path(output)))
    outputs = {
        file: _Output(f"{stem}{_WORKBOOK}", f"{stem}{messages('import.found_ending')}")
        for file, stem in zip(files, stems, strict=True)
    }
    for written in outputs.values():
        if not force and holds_something(written.workbook):
            raise OutputError(messages("command.exists", file=written.workbook))
    if is_workbook:
        expect_writable(output)
    else:
        _make_folder(Path(output), messages)
    return outputs


def _in_folder(files: Sequence[str], folder: Path) -> Iterator[Path]:
    """The names of the files without their endings; with them where several differ in nothing else."""
    from xlsreport.round.files.safe_filenames import distinct_names

    stems = Counter(Path(file).stem for file in files)
    names = (Path(file).stem if stems[Path(file).stem] == 1 else Path(file).name for file in files)
    return (folder / name for name in distinct_names({str(number): name for number, name in enumerate(names)}).values())


def _make_folder(folder: Path, messages: Messages) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except (OSError, ValueError):
        raise OutputError(messages("import.no_folder", folder=folder)) from None


def _write(output: _Output, submission: Submission, found: Mapping[str, Any]) -> None:
    from xlsreport.workbook.workbook_file import workbook_bytes

    write_output(output.workbook, workbook_bytes(submission))
    text = json.dumps(found, ensure_ascii=False, indent=2)
    write_output(output.found, f"{text}\n".encode())


def _print(report: ImportedReport, submission: Submission, messages: Messages) -> None:
    """Print how much was read, then what was not, and what else is to be looked at."""
    from xlsreport.published.imported_json import all_notes, left_unread

    figures = [*report.figures.figures.values()]
    figures += (one for lines in report.figures.lines.values() for line in lines for one in line.figures.values())
    blank = sum(figure.entry is None for figure in figures)
    notes, unread = list(all_notes(report, submission, messages)), left_unread(report, submission)
    echo_line(
        messages(
            "import.read",
            file=report.file,
            definition=report.definition.name,
            agency=submission.agency or "—",
            period=submission.period_code or "—",
            figures=len(figures) - blank,
            blank=blank,
            paragraphs=sum(map(len, report.texts.texts.values())),
            unread=len(unread),
            notes=len(notes),
        )
    )
    for because, names in _by_reason(unread).items():
        listed = messages("command.comma").join(names[:_NAMED])
        key = "import.unread" if len(names) <= _NAMED else "import.unread_more"
        echo_line(messages(key, names=listed, count=len(names), because=because))
    for note in notes:
        echo_line(messages("import.note", note=note))


def _by_reason(unread: Sequence[Unread]) -> Mapping[str, list[str]]:
    found: dict[str, list[str]] = {}
    for one in unread:
        found.setdefault(one.because, []).append(one.name)
    return found
