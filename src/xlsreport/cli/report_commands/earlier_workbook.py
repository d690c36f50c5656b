"""Reads last year's workbook, also one of an earlier edition whose definition lies beside the present one."""

from __future__ import annotations

from pathlib import Path

from xlsreport.definition.definition import Definition
from xlsreport.definition.loading.definition_loading import load_definition
from xlsreport.definition.problems import DefinitionError
from xlsreport.errors import RejectedWorkbookError
from xlsreport.messages import Messages
from xlsreport.submission.submission import Submission
from xlsreport.submission.workbook_reader import read_workbook


def read_earlier_workbook(file: str, definition: Definition, source: str | None, messages: Messages) -> Submission:
    """A workbook of a definition or of an edition that it succeeds.

    Args:
        file: the workbook.
        definition: this year's.
        source: the file of this year's definition, beside which earlier editions are looked for.
        messages: the language of refusals.

    Raises:
        RejectedWorkbookError: the file cannot be read, or the definition that it was made from is not found.
    """
    try:
        return read_workbook(file, definition, messages)
    except RejectedWorkbookError as error:
        if source is None or error.definition not in definition.predecessors:
            raise
        earlier = _edition_beside(Path(source), error.definition)
        if earlier is None:
            raise
    return read_workbook(file, earlier, messages)


def _edition_beside(source: Path, name: str) -> Definition | None:
    """The definition of a name among the files beside another; files that are none are passed over."""
    if not source.is_file():
        return None
    for path in sorted(source.parent.glob("*.y*ml")):
        try:
            found = load_definition(path)
        except DefinitionError:
            continue
        if found.name == name:
            return found
    return None
