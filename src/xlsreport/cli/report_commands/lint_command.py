"""``xlsreport lint``: check a definition of one's own."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal, NamedTuple

import click

from xlsreport.cli.common_options import echo_json, format_option, user_messages
from xlsreport.cli.group import FOUND_ERRORS, OK, UNUSABLE
from xlsreport.cli.localised_command import command
from xlsreport.cli.parameter_types import DEFINITION, FILE, WholeNumberType
from xlsreport.cli.period_options import period_option, year_option
from xlsreport.cli.printable import echo_line, echo_lines
from xlsreport.cli.round_here import definition_or_here
from xlsreport.messages import Messages

if TYPE_CHECKING:
    from xlsreport.definition.definition import Definition
    from xlsreport.definition.problems import LocatedProblem


@command()
@click.argument("file", required=False, type=DEFINITION, metavar="[DEFINITION]")
@click.option("--analyse", is_flag=True)
@click.option("--seconds", type=WholeNumberType(1, 3600), metavar="SECONDS")
@click.option("--try", "text", metavar="TEXT")
@click.option("--agency", metavar="NAME")
@year_option
@period_option
@click.option("--entries", type=FILE, metavar="FILE")
@format_option
@click.pass_context
def lint(
    ctx: click.Context,
    file: str | None,
    analyse: bool,
    seconds: int | None,
    text: str | None,
    agency: str | None,
    year: int | None,
    period: str,
    entries: str | None,
    format_: str,
) -> None:
    """Check a report definition and report every mistake with its line."""
    from xlsreport.definition.loading.definition_loading import UNREAD_FILE, load_with_hints
    from xlsreport.definition.problems import DefinitionError
    from xlsreport.definition.rule_analysis.rule_analysing import SECONDS

    messages = user_messages()
    if seconds and not analyse:
        raise click.UsageError(messages("command.goes_with", option="--seconds", other="--analyse"))
    for option, value in (("--agency", agency), ("--year", year), ("--period", period), ("--entries", entries)):
        if value and text is None:
            raise click.UsageError(messages("command.goes_with", option=option, other="--try"))
    file = definition_or_here(file)
    if file is None:
        if text is None:
            raise click.MissingParameter(ctx=ctx, param=ctx.command.params[0])
        _try(text, None, _Circumstances(agency, year, period, entries), format_, messages)
        return
    from xlsreport.workbook.excel_limits import workbook_problems  # loads what writes workbooks

    try:
        definition, hints = load_with_hints(file, messages, workbook_problems)
    except DefinitionError as error:
        if format_ == "json":
            echo_json([_as_json(problem, "error", file, error.messages) for problem in error.problems])
        else:
            echo_lines(str(error))
            echo_line(messages("command.lint_count", file=file, count=len(error.problems)))
        ctx.exit(UNUSABLE if any(p.problem.key in UNREAD_FILE for p in error.problems) else FOUND_ERRORS)
    if text is not None:
        _try(text, definition, _Circumstances(agency, year, period, entries), format_, messages)
        return
    if analyse:
        ctx.exit(_analyse(definition, seconds or SECONDS, format_, messages))
    if format_ == "json":
        echo_json([_as_json(hint, "note", file, messages) for hint in hints])
        return
    for hint in hints:
        echo_lines(hint.text(file, messages))
    lists = definition.lines.values()
    rules = {case.rule.id for case in definition.cases} | {rule.id for one in lists for rule in one.rules}
    counts = {
        "places": len(definition.places),
        "totals": len(definition.totals),
        "rules": len(rules),
        "claims": sum(claim.known_numbers for claim in definition.claims),
    }
    of_lists = {"lists": len(lists), "columns": sum(len(one.places) for one in lists)}
    said = messages("command.lint_lists", **of_lists) if lists else ""
    echo_line(messages("command.lint_ok", file=file, **counts) + said)


class _Circumstances(NamedTuple):
    """Whose text about which period is tried, and the file with whose figures it is compared."""

    agency: str | None
    year: int | None
    period: str
    figures: str | None


def _try(text: str, definition: Definition | None, given: _Circumstances, format_: str, messages: Messages) -> None:
    """Print what becomes of the numbers of a text."""
    from xlsreport.cli.report_commands.text_trial import submission_for_trial, trial_json, trial_lines  # loads checks

    submission = submission_for_trial(definition, *given, messages)
    if format_ == "json":
        echo_json(trial_json(text, submission))
    else:
        echo_lines("\n".join(trial_lines(text, submission, given.figures, messages)))


def _analyse(definition: Definition, seconds: float, format_: str, messages: Messages) -> int:
    """Print what the rules say together; the exit code is that of mistakes where some contradict each other."""
    from xlsreport.definition.rule_analysis.rule_analysing import analyse_rules

    analysis = analyse_rules(definition, seconds=seconds, messages=messages)
    if format_ == "json":
        echo_json({"definition": definition.name, **analysis.to_json()})
    else:
        from xlsreport.cli.report_commands.rule_analysis_lines import RuleAnalysisLines  # loads layout and wording

        echo_lines("\n".join(RuleAnalysisLines(definition, messages).lines(analysis)))
    return FOUND_ERRORS if analysis.contradictions else OK


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
