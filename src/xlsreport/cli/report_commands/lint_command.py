"""``xlsreport lint``: check a definition of one's own."""

from __future__ import annotations

from typing import Any, Literal

import click

from xlsreport.cli.common_options import echo_json, format_option, user_messages
from xlsreport.cli.group import FOUND_ERRORS, UNUSABLE
from xlsreport.cli.localised_command import command
from xlsreport.cli.parameter_types import FILE
from xlsreport.cli.printable import echo_line, echo_lines
from xlsreport.definition.loading.definition_loading import load_with_hints
from xlsreport.definition.problems import DefinitionError, LocatedProblem
from xlsreport.messages import Messages

_UNREAD = {"no_file", "not_a_file", "file_too_large"}
"""Problems by which a file was not read at all."""


@command()
@click.argument("file", type=FILE, metavar="FILE.yaml")
@format_option
@click.pass_context
def lint(ctx: click.Context, file: str, format_: str) -> None:
    """Check the report definition FILE.yaml and report every mistake with its line."""
    messages = user_messages()
    try:
        definition, hints = load_with_hints(file, messages)
    except DefinitionError as error:
        if format_ == "json":
            echo_json([_as_json(problem, "error", file, messages) for problem in error.problems])
        else:
            echo_lines(str(error))
            echo_line(messages("command.lint_count", file=file, count=len(error.problems)))
        ctx.exit(UNUSABLE if any(p.problem.key in _UNREAD for p in error.problems) else FOUND_ERRORS)
    if format_ == "json":
        echo_json([_as_json(hint, "note", file, messages) for hint in hints])
        return
    for hint in hints:
        echo_lines(hint.text(file, messages))
    rules = len({case.rule.id for case in definition.cases})
    counts = {
        "places": len(definition.places),
        "totals": len(definition.totals),
        "rules": rules,
        "claims": sum(len(claim.figures) + len(claim.declared.period) for claim in definition.claims),
    }
    echo_line(messages("command.lint_ok", file=file, **counts))


def _as_json(
    located: LocatedProblem, severity: Literal["error", "note"], file: str, messages: Messages
) -> dict[str, Any]:
    return {
        "file": located.file or file,
        "line": located.line,
        "column": located.column,
        "path": located.path,
        "severity": severity,
        "message": located.problem.text(messages),
    }
