"""``xlsreport demo``: the whole cycle in a folder, from the blank template to the published report."""

from __future__ import annotations

from collections.abc import Mapping
from importlib.resources import as_file, files
from itertools import count
from pathlib import Path
from typing import Any

import click

from xlsreport.cli.check import outcome_of, print_outcome
from xlsreport.cli.options import OutputError, user_messages, write_output
from xlsreport.cli.printable import echo_line
from xlsreport.definition.definition import Definition
from xlsreport.definition.loading import load_definition
from xlsreport.document.building import build_document
from xlsreport.document.rendering import render
from xlsreport.inspection.check import check
from xlsreport.messages import Messages
from xlsreport.submission.prefill import load_entries, new_submission
from xlsreport.submission.reading import read_workbook
from xlsreport.workbook.writing import workbook_bytes

_DEFINITION = "cn-gov-info-disclosure/2021"
_AGENCY, _YEAR = "示例县人民政府", 2025
_MISTAKES: Mapping[str, Any] = {"requests.carried_out.natural": 1, "proactive.fees.charged": None}
"""What a clerk in a hurry does: a carry-over that is one short, and a cell that is forgotten."""


@click.command(epilog="Example: xlsreport demo my-first-round")
@click.argument("folder", default="xlsreport-demo")
def demo(folder: str) -> None:
    """Make a template, fill it (once wrongly), check it, and render the report, all in FOLDER.

    FOLDER must be new: where it exists, a number is added to its name, and nothing is overwritten.
    """
    messages = user_messages()
    target = _new_folder(Path(folder), messages)
    definition = load_definition(_DEFINITION)
    entries = _demo_entries(definition, messages)

    blank = _write(target / "1-空白模板.xlsx", definition, {})
    echo_line(messages("demo.blank", file=blank))

    wrong = _write(target / "2-填报有误.xlsx", definition, {**entries, **_MISTAKES})
    echo_line(messages("demo.wrong", file=wrong))
    print_outcome(outcome_of(str(wrong), None, messages), messages)

    right = _write(target / "3-填报完成.xlsx", definition, entries)
    echo_line(messages("demo.right", file=right))
    print_outcome(outcome_of(str(right), None, messages), messages)

    submission = read_workbook(right)
    document = build_document(submission, draft=bool(check(submission)))
    write_output(str(target / "4-年度报告.docx"), render(document, "docx"))
    write_output(str(target / "4-年度报告.html"), render(document, "html"))
    echo_line(messages("demo.report", docx=target / "4-年度报告.docx", html=target / "4-年度报告.html"))
    echo_line(messages("demo.open", folder=target.resolve()))


def _new_folder(wanted: Path, messages: Messages) -> Path:
    names = (wanted if number == 1 else wanted.with_name(f"{wanted.name}-{number}") for number in count(1))
    folder = next(name for name in names if not name.exists())
    try:
        folder.mkdir(parents=True)
    except OSError as error:
        raise OutputError(messages("command.cannot_write", file=folder, reason=error.strerror)) from None
    return folder


def _demo_entries(definition: Definition, messages: Messages) -> dict[str, Any]:
    """The demo's figures and sentences; cells that the file leaves out are zero."""
    with as_file(files(__package__).joinpath("demo.yaml")) as path:
        given = load_entries(path, messages)
    zeros = {str(place): 0 for place, facts in definition.places.items() if not facts.computed}
    return {**zeros, **given}


def _write(path: Path, definition: Definition, entries: Mapping[str, Any]) -> Path:
    submission = new_submission(definition, agency=_AGENCY, year=_YEAR, entries=entries)
    write_output(str(path), workbook_bytes(submission))
    return path
