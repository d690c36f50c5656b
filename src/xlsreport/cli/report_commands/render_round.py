"""Makes the final reports of a whole round."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

import click

from xlsreport.cli.group import FOUND_ERRORS
from xlsreport.cli.printable import echo_line
from xlsreport.cli.progress import progress
from xlsreport.cli.report_commands.office_styles import print_left_out
from xlsreport.cli.report_commands.picture_arguments import Figures, PictureArguments
from xlsreport.cli.report_commands.render_arguments import RenderArguments
from xlsreport.cli.round_access.current_round import current_round
from xlsreport.cli.translations.language_options import chosen_locale
from xlsreport.document.format_names import FORMATS, Format
from xlsreport.document.output_formats import hindrance
from xlsreport.errors import RenderingError
from xlsreport.messages import Messages
from xlsreport.round.counting.outdated_sums import outdated_sums
from xlsreport.round.counting.round_state import state_of
from xlsreport.round.folder import Round
from xlsreport.round.outgoing.previous_year import read_last_year
from xlsreport.round.reports import (
    AgencyReports,
    RoundReportOptions,
    outdated_reports,
    render_all,
    round_style_document,
)
from xlsreport.round.roster.agencies import Agency
from xlsreport.round.roster.shortlist import shortlist


def render_round(
    ctx: click.Context,
    folder: str,
    formats: tuple[Format, ...],
    output: str | None,
    arguments: RenderArguments,
    processes: int | None,
) -> None:
    """Write the reports, then say which could not be made, and why."""
    round_ = current_round(folder)
    messages = round_.messages
    arguments.expect(formats or FORMATS)
    given = round_style_document(round_, formats or FORMATS, Path(arguments.style) if arguments.style else None)
    if given is not None:
        print_left_out(*given)
    target = Path(output) if output is not None else round_.subfolder("round.reports")
    possible = _possible(formats, messages)
    done = progress(
        render_all(round_, possible, target, options=_for_a_round(arguments, round_), processes=processes),
        length=lambda: len(round_.roster),
        label=messages("round.rendering"),
    )
    _print_results(ctx, done, target, round_)


def _for_a_round(arguments: RenderArguments, round_: Round) -> RoundReportOptions:
    return RoundReportOptions(
        page_style=arguments.page_style,
        style=Path(arguments.style) if arguments.style else None,
        site=arguments.site,
        pictures=arguments.pictures.wanted,
        last_year=_last_year_of_all(arguments.pictures, round_),
        verified=arguments.verified,
        force=arguments.force,
        language=arguments.language and chosen_locale(round_.definition, arguments.language, round_.messages),
    )


def _last_year_of_all(pictures: PictureArguments, round_: Round) -> Mapping[str, Figures] | None:
    """Last year's figures for the pictures of a round's reports, by the agency's code.

    Raises:
        LedgerError: the ledger of last year's round cannot be read.
        RoundError: it cannot be opened.
    """
    pictures.remark_on_none(round_.definition)
    if pictures.previous is None:
        return None
    before = read_last_year(Path(pictures.previous), round_, round_.definition.pictured_places)
    for remark in before.remarks:
        echo_line(remark, err=True)
    numbers = {code: figures.items() for code, figures in before.figures.items()}
    return {code: {p: one for p, one in items if not isinstance(one, str)} for code, items in numbers.items()}


def _print_results(ctx: click.Context, done: Iterable[AgencyReports], target: Path, round_: Round) -> None:
    messages = round_.messages
    rendered, doubts, outdated = 0, [], outdated_sums(round_, state_of(round_))
    left_out, warned, failed, in_use, replaced = [], list[Agency](), [], list[Path](), list[Path]()
    for one in done:
        agency = one.state.agency
        rendered += bool(one.paths)
        failed += [messages("round.failed", code=agency.code, agency=agency.name, reason=why) for why in one.failures]
        in_use += one.in_use
        replaced += one.replaced
        if one.state.undecided and one.state.current is not None and one.paths:
            names = {"code": agency.code, "agency": agency.name, "number": one.state.current.number}
            doubts.append(messages("round.undecided", **names))
        if one.paths and one.state.state == "warnings":
            warned.append(agency)
        if one.paths and agency.code in outdated:
            names = {"code": agency.code, "agency": agency.name, "remark": outdated[agency.code]}
            doubts.append(messages("round.remark", **names))
        if not one.paths and not one.failures and not one.in_use:
            state = messages(f"status.{one.state.state}")
            left_out.append(messages("round.not_rendered", code=agency.code, agency=agency.name, state=state))
    for line in (*left_out, *doubts, *filter(None, [outdated.get("")])):
        echo_line(line)
    if warned:
        agencies = shortlist(warned, lambda agency: f"{agency.code} {agency.name}", messages)
        echo_line(messages("round.with_warnings", count=len(warned), agencies=agencies))
    for line in (*failed, *(messages("command.changed", file=path) for path in in_use)):
        echo_line(line, err=True)
    echo_line(messages("round.rendered", folder=target, count=rendered, left_out=len(left_out)))
    _print_what_to_publish_anew(replaced, tuple(outdated_reports(round_, target)), messages)
    if failed or in_use:
        ctx.exit(FOUND_ERRORS)


def _print_what_to_publish_anew(replaced: Sequence[Path], outdated: Sequence[Path], messages: Messages) -> None:
    """What somebody who has published the reports of an earlier run has to do."""
    for key, paths in (("replaced", replaced), ("outdated_reports", outdated)):
        if paths:
            files = shortlist(paths, lambda path: path.name, messages)
            echo_line(messages(f"round.{key}", count=len(paths), files=files))


def _possible(wanted: tuple[Format, ...], messages: Messages) -> tuple[Format, ...]:
    """The formats that were asked for; or all that this computer can make, with a sentence about each other one.

    Raises:
        RenderingError: one that was asked for cannot be made, which is said before any report is.
    """
    reasons = {format_: hindrance(format_, messages.language) for format_ in wanted or FORMATS}
    for reason in filter(None, reasons.values()):
        if wanted:
            raise RenderingError(reason)
        echo_line(reason, err=True)
    return tuple(format_ for format_, reason in reasons.items() if reason is None)
