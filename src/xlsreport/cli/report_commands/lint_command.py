"""``xlsreport lint``: check a definition of one's own."""

from __future__ import annotations

import click

from xlsreport.cli.common_options import echo_json, format_option, user_messages
from xlsreport.cli.group import FOUND_ERRORS, UNUSABLE
from xlsreport.cli.localised_command import command
from xlsreport.cli.parameter_types import FILE
from xlsreport.cli.printable import echo_line, echo_lines
from xlsreport.definition.loading.definition_loading import load_definition
from xlsreport.definition.problems import DefinitionError

_UNREAD = {"no_file", "not_a_file", "file_too_large"}
"""Problems of a file that was not even read."""


@command()
@click.argument("file", type=FILE, metavar="FILE.yaml")
@format_option
@click.pass_context
def lint(ctx: click.Context, file: str, format_: str) -> None:
    """Check the report definition FILE.yaml and report every mistake with its line."""
    messages = user_messages()
    try:
        definition = load_definition(file, messages)
    except DefinitionError as error:
        if format_ == "json":
            echo_json(
                [
                    {
                        "file": file,
                        "line": p.line,
                        "column": p.column,
                        "path": p.path,
                        "message": p.problem.text(messages),
                    }
                    for p in error.problems
                ]
            )
        else:
            echo_lines(str(error))
            echo_line(messages("command.lint_count", file=file, count=len(error.problems)))
        ctx.exit(UNUSABLE if any(p.problem.key in _UNREAD for p in error.problems) else FOUND_ERRORS)
    if format_ == "json":
        echo_json([])
        return
    rules = len({case.rule.id for case in definition.cases})
    counts = {
        "places": len(definition.places),
        "totals": len(definition.totals),
        "rules": rules,
        "claims": sum(len(claim.figures) + len(claim.declared.period) for claim in definition.claims),
    }
    echo_line(messages("command.lint_ok", file=file, **counts))
