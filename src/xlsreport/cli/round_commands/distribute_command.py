"""``xlsreport distribute``: write the workbooks of a round."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from xlsreport.cli.common_options import round_option, user_messages
from xlsreport.cli.group import FOUND_ERRORS, OK
from xlsreport.cli.localised_command import command
from xlsreport.cli.parameter_types import FILE
from xlsreport.cli.printable import echo_line
from xlsreport.cli.progress import progress
from xlsreport.messages import Messages

if TYPE_CHECKING:
    from xlsreport.round.files.guarded_output import OutputFile
    from xlsreport.round.folder import Round
    from xlsreport.round.outgoing.distribution import DistributedWorkbook
    from xlsreport.round.outgoing.previous_year import LastYearEntries
    from xlsreport.round.roster.agencies import Agency

_KEPT = {"in_use": "distribute.in_use", "open": "write.open"}
"""Outcomes of a workbook that was left as it is, and what is said of it."""
_KEPT_OF_OFFICE = {"in_use": "write.changed", "open": "write.open"}
"""The same of the office's own files."""


@command()
@round_option
@click.option("--previous", type=FILE, metavar="PATH")
@click.option("--zip", "bundle", is_flag=True)
@click.option("--with-checker", is_flag=True)
@click.option("--engine", type=FILE, metavar="FILE")
@click.pass_context
def distribute(
    ctx: click.Context, folder: str, previous: str | None, bundle: bool, with_checker: bool, engine: str | None
) -> None:
    """Write one locked workbook for each agency of the roster, and a list of what goes to whom."""
    from xlsreport.cli.browser_commands.checker_making import round_checker
    from xlsreport.cli.round_access.current_round import opened_round
    from xlsreport.round.files.guarded_output import put_unless_changed
    from xlsreport.round.outgoing.covering_list import write_covering_list
    from xlsreport.round.outgoing.distribution import distribute as distribute_workbooks
    from xlsreport.round.outgoing.previous_year import read_last_year, remember_texts
    from xlsreport.round.outgoing.zip_bundles import write_bundles

    round_ = opened_round(folder)
    messages = round_.messages
    checker = round_checker(round_, engine, user_messages()) if with_checker else None
    before = read_last_year(Path(previous), round_) if previous else None
    for remark in before.remarks if before else ():
        echo_line(remark, err=True)
    if before:
        remember_texts(round_, before.texts)
    outcomes = distribute_workbooks(round_, before.figures if before else None)
    done = list(progress(outcomes, length=lambda: len(round_.roster), label=messages("distribute.progress")))
    for one in done:
        if one.outcome in _KEPT:
            echo_line(messages(_KEPT[one.outcome], file=one.path), err=True)
    counts = Counter[str](one.outcome for one in done)
    known = sum(one.previous for one in done)
    target = round_.subfolder("round.distributed")
    echo_line(messages("distribute.done", folder=target, **_counted(counts), previous=known))
    for sentence in _not_found(round_, before, done) if before else ():
        echo_line(sentence, err=True)
    others = [write_covering_list(round_, done)]
    if checker is not None:
        others.append(put_unless_changed(target / messages("offline.file_name"), checker, messages))
    is_whole = all(one.outcome != "open" for one in done)  # a bundle would carry the old one
    bundles = list(write_bundles(round_, done)) if bundle and is_whole else []
    for output in (*others, *bundles):
        _print_output(output, messages)
    changes = _changes(round_, done, [output.path for output in bundles])
    for sentence in (*_anew(round_, done), *_whole_forms(round_), *changes):
        echo_line(sentence)
    is_open = not is_whole or any(output.outcome == "open" for output in (*others, *bundles))
    ctx.exit(FOUND_ERRORS if is_open else OK)


def _not_found(round_: Round, before: LastYearEntries, done: Sequence[DistributedWorkbook]) -> Iterator[str]:
    """What earlier workbooks did not have: figures that rules need, and agencies."""
    from xlsreport.checking.across_years import sentence_on_lacking
    from xlsreport.round.roster.shortlist import shortlist

    for edition, lacking in before.lacking.items():
        if lacking:
            yield sentence_on_lacking(round_.definition, edition, lacking)
    missing = [one.agency for one in done if not one.previous and one.agency.code not in before.figures]
    if missing:
        agencies = shortlist(missing, lambda agency: _missing_one(agency, before, round_.messages), round_.messages)
        yield round_.messages("last_year.none_of", count=len(missing), agencies=agencies)


def _anew(round_: Round, done: Sequence[DistributedWorkbook]) -> Iterator[str]:
    """Who was given another workbook before, so that an office knows whom to send the new one."""
    from xlsreport.round.roster.shortlist import shortlist

    agencies = [one.agency for one in done if one.is_anew]
    if agencies:
        named = shortlist(agencies, lambda agency: f"{agency.code} {agency.name}", round_.messages)
        yield round_.messages("distribute.anew", count=len(agencies), agencies=named)


def _whole_forms(round_: Round) -> Iterator[str]:
    """Which agencies are asked for everything since their kind is not known, where others are not."""
    from xlsreport.definition.variation.askable_parts import varies
    from xlsreport.round.consolidation.scope import listed_names

    messages = round_.messages
    if not varies(round_.definition.declaration):
        return
    agencies = [agency for agency in round_.roster if not round_.form_for(agency).variant]
    if agencies:
        names = [messages("consolidate.named", code=agency.code, agency=agency.name) for agency in agencies]
        yield messages("distribute.whole_form", count=len(agencies), agencies=listed_names(names, messages))


def _missing_one(agency: Agency, before: LastYearEntries, messages: Messages) -> str:
    """An agency, and how it stands with it in the earlier round."""
    if agency.code not in before.unaccepted:
        return f"{agency.code} {agency.name}"
    state = messages(f"status.{before.unaccepted[agency.code]}")
    return messages("last_year.none_yet", code=agency.code, agency=agency.name, state=state)


def _changes(round_: Round, done: Sequence[DistributedWorkbook], bundled: Sequence[Path]) -> Iterator[str]:
    """What became of agencies since workbooks were first given out, and which of these are out of date."""
    from xlsreport.round.counting.roster_changes import changes_in
    from xlsreport.round.outgoing.outdated_files import outdated_files

    messages = round_.messages
    yield from changes_in(round_).sentences(messages)
    stale = list(outdated_files(round_, done, bundled))
    if stale:
        yield messages("changed.stale", count=len(stale))
        yield from (messages("changed.stale_file", file=one.path.name, reason=one.sentence) for one in stale)


def _print_output(output: OutputFile, messages: Messages) -> None:
    if output.outcome in _KEPT_OF_OFFICE:
        echo_line(messages(_KEPT_OF_OFFICE[output.outcome], file=output.path), err=True)
    else:
        echo_line(messages("command.written", file=output.path))


def _counted(counts: Counter[str]) -> dict[str, int]:
    kept = sum(counts[outcome] for outcome in _KEPT)
    return {"written": counts["written"], "unchanged": counts["unchanged"], "in_use": kept}
