"""``xlsreport consolidate``: add up what the agencies of a round sent."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, get_args

import click

from xlsreport.cli.common_options import echo_json, format_option, processes_option, round_option, user_messages
from xlsreport.cli.group import FOUND_ERRORS, OK
from xlsreport.cli.localised_command import command
from xlsreport.cli.parameter_types import FILE, FOLDER, ChoiceType
from xlsreport.cli.printable import echo_line
from xlsreport.cli.progress import progress
from xlsreport.round.consolidation.consolidation_options import Answer

if TYPE_CHECKING:
    from xlsreport.checking.findings import Finding
    from xlsreport.round.consolidation.consolidating import Consolidation, RefusedConsolidationError
    from xlsreport.round.consolidation.consolidation_files import WrittenConsolidation
    from xlsreport.round.consolidation.contributions import Contribution
    from xlsreport.round.consolidation.parents import ParentComparison
    from xlsreport.round.counting.round_state import AgencyState
    from xlsreport.round.folder import Round

_answers = ChoiceType(get_args(Answer))


@command()
@round_option
@click.option("--of", metavar="CODE", default="")
@click.option("--agency", metavar="NAME", default="")
@click.option(
    "--missing",
    type=_answers,
    default="refuse",
    show_default=True,
)
@click.option(
    "--count-parents",
    is_flag=True,
)
@click.option(
    "--twice",
    type=_answers,
    default="refuse",
    show_default=True,
)
@click.option("--into", type=FILE, metavar="FILE.xlsx")
@click.option("-o", "--output", type=FOLDER, metavar="FOLDER")
@processes_option
@format_option
@click.pass_context
def consolidate(
    ctx: click.Context,
    /,
    folder: str,
    into: str | None,
    output: str | None,
    processes: int | None,
    format_: str,
    **given: Any,
) -> None:
    """Add up every figure over the roster's tree, into one workbook and another that shows where each comes from."""
    from xlsreport.cli.round_access.current_round import opened_round, recheck_changed
    from xlsreport.round.consolidation.consolidating import RefusedConsolidationError
    from xlsreport.round.consolidation.consolidating import consolidate as add_up
    from xlsreport.round.consolidation.consolidation_files import write_consolidation
    from xlsreport.round.consolidation.consolidation_options import ConsolidationOptions
    from xlsreport.round.consolidation.handed_up import agency_above
    from xlsreport.round.consolidation.scope import reporting_agency

    options = ConsolidationOptions(**given)
    if options.of and options.agency:
        raise click.UsageError(user_messages()("consolidate.of_and_agency"))
    round_ = opened_round(folder)
    if into and not (options.of or options.agency):
        options = replace(options, otherwise=agency_above(round_, Path(into)))
    reporting_agency(round_, options)  # so that a name that is missing is told before anything is checked or read
    recheck_changed(round_, processes)

    def watch(read: Iterator[Contribution], count: int) -> Iterator[Contribution]:
        return progress(read, length=lambda: count, label=round_.messages("consolidate.progress"))

    try:
        result = add_up(round_, options, processes=processes, watch=watch)
    except RefusedConsolidationError as refusal:
        _print_refusal(refusal, format_)
        ctx.exit(FOUND_ERRORS)
    written = write_consolidation(round_, result, Path(output) if output else None, Path(into) if into else None)
    others = _others(written.findings)
    if format_ == "json":
        echo_json(_to_json(result, written))
    else:
        _print(round_, result, written, others)
        if written.bearer:
            then = "collect_it" if written.is_of_round else "hand_up"
            echo_line(round_.messages(f"consolidate.{then}", file=written.report.name, agency=written.bearer))
    ctx.exit(FOUND_ERRORS if result.unknown or any(one.severity == "error" for one in others) else OK)


def _others(findings: tuple[Finding, ...]) -> tuple[Finding, ...]:
    """The findings without those about texts that are still to be written."""
    return tuple(one for one in findings if one.rule != "filled")


def _print_refusal(refusal: RefusedConsolidationError, format_: str) -> None:
    if format_ == "json":
        agencies = [_agency_json(one) for one in refusal.agencies]
        echo_json({"verdict": "refused", "sentence": str(refusal), "agencies": agencies})
        return
    for line in refusal.lines():
        echo_line(line, err=True)


def _print(round_: Round, result: Consolidation, written: WrittenConsolidation, others: tuple[Finding, ...]) -> None:
    """Print the result, and what is still to be done: texts to be written, then all other findings."""
    from xlsreport.checking.incomplete_findings import INCOMPLETE_RULE as INCOMPLETE
    from xlsreport.cli.report_commands.check_command import print_findings
    from xlsreport.round.consolidation.consolidation_sentences import consolidation_sentences

    messages = round_.messages
    for line in consolidation_sentences(round_, result):
        echo_line(line)
    for path in (written.report, written.provenance, *written.lists):
        echo_line(messages("command.written", file=path))
    to_write = len(written.findings) - len(others)
    if to_write:
        echo_line(messages("consolidate.to_write", file=written.report.name, count=to_write))
    # Incomplete figures were reported by the first lines.
    print_findings(tuple(one for one in others if one.rule != INCOMPLETE), messages)


def _to_json(result: Consolidation, written: WrittenConsolidation) -> dict[str, Any]:
    from xlsreport.checking.findings import verdict_of

    scope = result.scope
    return {
        "verdict": verdict_of(_others(written.findings)),
        "agency": scope.agency,
        "code": scope.parent.code if scope.parent else None,
        "report": str(written.report),
        "provenance": str(written.provenance),
        "lists": list(map(str, written.lists)),
        "counted": [_agency_json(one) for one in scope.counted],
        "left_out": [_agency_json(one) for one in scope.left_out],
        "departed": [one.code for one in scope.departed],
        "superseded": [one.agency.code for one in result.superseded],
        "undecided": [one.agency.code for one in result.undecided],
        "counted_twice": [one.parent.agency.code for one in result.twice],
        "parents": [_parent_json(one, result) for one in result.comparisons],
        "unknown": [str(place) for place in result.unknown],
        "kinds": list(result.form.variant),
        "not_asked": [str(place) for place in result.form.not_asked],
        "findings": [finding.to_json() for finding in written.findings],
    }


def _agency_json(one: AgencyState) -> dict[str, Any]:
    current = one.current
    return {
        "code": one.agency.code,
        "agency": one.agency.name,
        "state": one.state,
        "receipt": current.number if current else None,
        "sha256": current.sha256 if current else None,
    }


def _parent_json(one: ParentComparison, result: Consolidation) -> dict[str, Any]:
    differing = None if one.own is None else [str(place) for place, *_ in one.differences(result.places)]
    return {
        **_agency_json(one.parent),
        "differing": differing,
        "left_out": [lacks.agency.code for lacks in one.left_out],
    }
