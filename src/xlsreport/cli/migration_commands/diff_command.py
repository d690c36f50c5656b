"""``xlsreport diff``: two definitions, or two filled workbooks or published reports, side by side."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import click

from xlsreport.cli.common_options import (
    definition_option,
    echo_json,
    expect_output,
    force_option,
    format_option,
    suffix_of,
    user_messages,
    write_guarded_output,
)
from xlsreport.cli.group import FOUND_ERRORS, OK
from xlsreport.cli.localised_command import command
from xlsreport.cli.parameter_types import DEFINITION, FILE
from xlsreport.cli.printable import echo_line

if TYPE_CHECKING:
    from xlsreport.comparison.comparison_report import ComparisonReport
    from xlsreport.comparison.definition_difference import DefinitionDifferences

_DEFINITIONS = (".yaml", ".yml")
_ENDINGS = (".xlsx", ".docx", ".txt")


@command()
@click.argument("before", type=DEFINITION, metavar="OLD")
@click.argument("after", type=DEFINITION, metavar="NEW")
@click.option("-o", "--output", type=FILE, metavar="FILE.xlsx|.docx|.txt")
@definition_option
@force_option
@format_option
@click.pass_context
def diff(
    ctx: click.Context, before: str, after: str, output: str | None, definition: str | None, force: bool, format_: str
) -> None:
    """Lay two definitions, or two filled workbooks, side by side."""
    from xlsreport.cli.migration_commands.compared_reports import is_workbook, read_both
    from xlsreport.comparison.comparison_report import (
        lines_on_definitions,
        lines_on_submissions,
        report_on_definitions,
        report_on_submissions,
    )
    from xlsreport.comparison.definition_difference import diff_definitions
    from xlsreport.comparison.submission_comparing import diff_submissions
    from xlsreport.definition.loading.definition_loading import load_definition

    messages = user_messages()
    if output is not None:
        expect_output(output, *_ENDINGS)
    are_definitions = [_is_definition(source) for source in (before, after)]
    if any(are_definitions) != all(are_definitions):
        raise click.UsageError(messages("diff.two_sorts"))
    if all(are_definitions):
        found = diff_definitions(load_definition(before, messages), load_definition(after, messages))
        lines, report = list(lines_on_definitions(found)), report_on_definitions(found)
        told = _definitions_json(found)
        is_same = found.is_same
    else:
        first, second = read_both(before, after, definition, messages)
        sides = diff_submissions(first, second, is_one_published=is_workbook(before) != is_workbook(after))
        lines, report = list(lines_on_submissions(sides)), report_on_submissions(sides, (before, after))
        told = {"same": sides.same, "differences": [one.to_json() for one in sides.differences]}
        is_same = sides.is_same
    if format_ == "json":
        echo_json(told)
    else:
        for line in (*report.sentences[:1], *lines, *report.sentences[1:]):
            echo_line(line)
    if output is not None:
        write_guarded_output(output, _made(suffix_of(output).lower(), report, lines), force=force)
        if format_ != "json":
            echo_line(messages("command.written", file=output))
    ctx.exit(OK if is_same else FOUND_ERRORS)


def _is_definition(source: str) -> bool:
    from xlsreport.definition.loading.shipped_definitions import shipped_path

    return suffix_of(source).lower() in _DEFINITIONS or shipped_path(source) is not None


def _definitions_json(found: DefinitionDifferences) -> dict[str, Any]:
    return {
        "before": {"definition": found.before.name, "fingerprint": found.before.fingerprint},
        "after": {"definition": found.after.name, "fingerprint": found.after.fingerprint},
        "workbooks": found.validity,
        "changes": [change.to_json() for change in found.changes],
    }


def _made(suffix: str, report: ComparisonReport, lines: Sequence[str]) -> bytes:
    from xlsreport.comparison.comparison_files import comparison_document, comparison_text, comparison_workbook

    match suffix:
        case ".docx":
            return comparison_document(report)
        case ".txt":
            return comparison_text(report.sentences, lines)
        case _:
            return comparison_workbook(report)
