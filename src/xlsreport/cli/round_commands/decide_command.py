"""``xlsreport decide``: which of an agency's files counts."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

import click

from xlsreport.cli.common_options import round_option
from xlsreport.cli.localised_command import command
from xlsreport.cli.parameter_types import WholeNumberType
from xlsreport.cli.printable import echo_line
from xlsreport.messages import Messages

if TYPE_CHECKING:
    from xlsreport.round.counting.deciding import DecisionResult
    from xlsreport.round.folder import Round
    from xlsreport.round.ledger.rulings import RulingKind


@command()
@click.argument("number", required=False, type=WholeNumberType(1), metavar="[NUMBER]")
@round_option
@click.option("--counts", is_flag=True)
@click.option("--set-aside", is_flag=True)
@click.option("--received", metavar="YYYY-MM-DD")
@click.option("--take-back", is_flag=True)
@click.option("--reason", default="", metavar="TEXT")
def decide(
    number: int | None,
    folder: str,
    counts: bool,
    set_aside: bool,
    received: str | None,
    take_back: bool,
    reason: str,
) -> None:
    """Decide which of an agency's files counts."""
    from xlsreport.cli.round_access.current_round import current_round
    from xlsreport.round.counting.deciding import decide as decide_about
    from xlsreport.round.ledger.timestamps import local_text, parse_moment

    round_ = current_round(folder)
    messages = round_.messages
    chosen: dict[RulingKind, bool] = {
        "counts": counts,
        "set_aside": set_aside,
        "arrived": received is not None,
        "taken_back": take_back,
    }
    kinds = [kind for kind, is_chosen in chosen.items() if is_chosen]
    if number is None and not kinds:
        _list(round_)
        return
    if len(kinds) > 1:
        raise click.UsageError(messages("decide.one_only"))
    if number is None or not kinds:
        raise click.UsageError(messages("decide.which"))
    if not reason.strip():
        raise click.UsageError(messages("decide.no_reason"))
    day = parse_moment(received, messages) if received is not None else ""
    day_text = local_text(day) if day else ""
    _print_decision(decide_about(round_, number, kinds[0], reason.strip(), day), messages, day_text)


def _list(round_: Round) -> None:
    from xlsreport.round.status.decision_list import decision_lines
    from xlsreport.round.status.overview import overview_of

    overview = overview_of(round_, datetime.now(UTC))
    for line in decision_lines(overview):
        echo_line(line)


def _print_decision(done: DecisionResult, messages: Messages, day: str) -> None:
    """Print what was decided, about whom, and which file counts now."""
    agency, receipt = done.state.agency, done.receipt
    names = {"number": receipt.number, "code": agency.code, "agency": agency.name, "file": receipt.origin}
    echo_line(messages(f"decide.{done.kind}", **names, day=day))
    state, current = messages(f"status.{done.state.state}"), done.state.current
    if current is None:
        echo_line(messages("decide.nothing_counts", state=state))
    else:
        echo_line(messages("decide.now_counts", number=current.number, state=state))
