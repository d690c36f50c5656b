"""Runs the demonstration step by step: what the office does, and what its agencies send."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import get_args

from xlsreport.cli.browser_commands.checker_making import found_engine_path, round_checker
from xlsreport.cli.common_options import write_guarded_output, write_output
from xlsreport.cli.demonstration.demo_replies import DEMO_COUNTY, DEMO_OFF, replies_of
from xlsreport.cli.demonstration.demo_reports import DemoReports
from xlsreport.definition.loading.definition_loading import load_definition
from xlsreport.document.format_names import FORMATS
from xlsreport.document.output_formats import hindrance
from xlsreport.messages import Messages
from xlsreport.round.consolidation.consolidating import consolidate
from xlsreport.round.consolidation.consolidation_files import write_consolidation
from xlsreport.round.consolidation.consolidation_options import ConsolidationOptions
from xlsreport.round.counting.round_state import state_of
from xlsreport.round.counting.state_names import STATES
from xlsreport.round.creating import RoundOptions, create_round
from xlsreport.round.files.guarded_output import OutputFile
from xlsreport.round.folder import Round
from xlsreport.round.incoming.collection import collect
from xlsreport.round.ledger.records import Judgement
from xlsreport.round.outgoing.covering_list import write_covering_list
from xlsreport.round.outgoing.distribution import distribute
from xlsreport.round.outgoing.previous_year import read_last_year, remember_texts
from xlsreport.round.outgoing.returned_workbooks import return_workbooks, to_return
from xlsreport.round.repetition.repetition_workbook import repetition_workbook
from xlsreport.round.repetition.text_comparison import compare_texts
from xlsreport.round.reports import render_all
from xlsreport.round.roster.roster_template import filled_roster
from xlsreport.round.status.overview import overview_of
from xlsreport.round.status.status_page import status_page
from xlsreport.submission.entries_file import new_submission
from xlsreport.submission.workbook_reader import read_workbook
from xlsreport.workbook.workbook_file import workbook_bytes

_DEFINITION, _YEAR = "cn-gov-info-disclosure/2021", 2025
_NAME, _OFFICE, _DEADLINE = "示例县年度报告", "示例县政府办公室", date(2026, 1, 20)
_AS_OF = datetime(2026, 1, 23, 9, 0, tzinfo=UTC)
_ALONE = 1
"""Processes: a dozen files are read in less time than another process takes to start."""

_ROSTER, _BEFORE, _ROUND, _INBOX = "名册.xlsx", "上年工作簿", f"{_YEAR}年报", "收件箱"
_PAGE, _LIST, _MENDED = "进度.html", "查重.xlsx", "改好了.xlsx"
"""Names of files and folders."""


class DemoRound:
    """A round in an empty folder, described in the language of ``messages``."""

    def __init__(self, folder: Path, messages: Messages) -> None:
        self._folder = folder
        self._messages = messages
        self._definition = load_definition(_DEFINITION)
        self._reports = DemoReports(self._definition)
        self._agencies = {agency.code: agency for agency in self._reports.agencies}

    def run(self) -> Iterator[str]:
        """Do everything; gives a line for each step when it is done."""
        say, folder = self._messages, self._folder
        roster, lines = folder / _ROSTER, [agency.line for agency in self._reports.agencies]
        write_output(str(roster), filled_roster(lines, self._definition.messages))
        yield say("demo.roster", file=roster, count=len(self._agencies))
        yield self._typed(f"roster {_ROSTER}")
        round_ = self._begun(roster)
        yield say("demo.distributed", folder=round_.subfolder("round.distributed"), year=_YEAR - 1)
        yield self._typed(
            f"init {_ROUND} --definition {_DEFINITION} --year {_YEAR} --roster {_ROSTER} --name {_NAME} "
            f"--office {_OFFICE} --deadline {_DEADLINE}"
        )
        yield self._in_round(f"distribute --previous {_BEFORE}")
        yield from self._collected(round_)
        page = folder / _PAGE
        write_guarded_output(str(page), status_page(overview_of(round_, _AS_OF)).encode(), force=False)
        yield say("demo.status", file=page, states=self._states(round_))
        yield self._in_round(f"status -o {_PAGE}")
        yield self._compared(round_)
        yield self._in_round(f"compare -o {_LIST}")
        yield from self._returned(round_)
        yield from self._added_up(round_)
        formats = [format_ for format_ in FORMATS if hindrance(format_, self._definition.language) is None]
        reports = sum(bool(one.paths) for one in render_all(round_, formats, processes=_ALONE))
        named = say("wording.comma").join(formats)
        yield say("demo.reports", folder=round_.subfolder("round.reports"), count=reports, formats=named)
        yield self._in_round("render --all")
        yield from self._checker(round_)
        names = {"page": page.name, "returned": round_.subfolder("round.returned").relative_to(folder)}
        yield say("demo.again")
        yield say("demo.open", folder=folder.resolve(), **names)

    def _checker(self, round_: Round) -> Iterator[str]:
        """The checker of the round, where the browser engine is prepared; else how to prepare it."""
        if not found_engine_path().is_file():
            yield self._messages("demo.no_checker")
            yield self._typed("offline --prepare")
            return
        page = self._folder / round_.messages("offline.file_name")
        write_output(str(page), round_checker(round_, None, self._messages))
        yield self._messages("demo.checker", file=page)
        yield self._in_round(f"offline -o {page.name}")

    def _typed(self, command: str) -> str:
        """The command that does a step, as it is typed in the folder of the demonstration."""
        return self._messages("demo.command", command=f"xlsreport {command}")

    def _in_round(self, command: str) -> str:
        name, _, rest = command.partition(" ")
        return self._typed(f"{name} --round {_ROUND} {rest}".rstrip())

    def _begun(self, roster: Path) -> Round:
        """A new round whose workbooks are distributed with last year's figures."""
        before = self._folder / _BEFORE
        before.mkdir()
        for agency in (one for one in self._agencies.values() if one.size):
            submission = self._reports.last_year(agency, _YEAR - 1)
            write_output(str(before / f"{agency.name}{_YEAR - 1}.xlsx"), workbook_bytes(submission))
        plan = RoundOptions(_DEFINITION, _YEAR, roster, _NAME, _DEADLINE, _OFFICE)
        round_ = create_round(self._folder / _ROUND, plan, self._messages)
        known = read_last_year(before, round_)
        remember_texts(round_, known.texts)
        write_covering_list(round_, list(distribute(round_, known.figures)))
        return round_

    def _collected(self, round_: Round) -> Iterator[str]:
        """Collect the files of each day."""
        (self._folder / _INBOX).mkdir()
        for reply in replies_of(round_, self._reports, self._messages):
            path = self._folder / _INBOX / reply.name
            write_output(str(path), reply.data)
            verdicts = self._collect(round_, path, reply.day)
            counts = {key: verdicts[key] for key in get_args(Judgement)}
            yield self._messages("demo.collected", day=reply.day, file=path, **counts)
            yield self._in_round(f"collect {_INBOX}/{reply.name}")

    def _collect(self, round_: Round, path: Path, day: str) -> Counter[str]:
        done = collect(round_, [path], processes=_ALONE, clock=_at(day))
        return Counter(one.receipt.verdict for one in done if one.receipt is not None)

    def _compared(self, round_: Round) -> str:
        """A list of those whose texts repeat each other or last year's."""
        found = compare_texts(round_, processes=_ALONE)
        file = self._folder / _LIST
        write_guarded_output(str(file), repetition_workbook(found, round_.title, round_.messages), force=False)
        alike = sum(len(group.agencies) for group in found.groups)
        return self._messages("demo.compared", file=file, alike=alike, last_year=len(found.last_year))

    def _returned(self, round_: Round) -> Iterator[str]:
        """Return the faulty workbooks; one agency corrects its own and sends it again."""
        returned = [one for one in return_workbooks(round_, to_return(round_)) if one.workbook is not None]
        for one in returned:
            yield self._messages(
                "demo.returned", agency=one.agency.name, file=one.workbook.path if one.workbook else ""
            )
        yield self._in_round("return")
        for one in returned:
            if one.agency.code == DEMO_OFF and one.workbook is not None:
                yield from self._mended(round_, one.workbook)

    def _mended(self, round_: Round, returned: OutputFile) -> Iterator[str]:
        """One agency corrects what was returned, and sends it again."""
        submission = read_workbook(returned.path, self._definition)
        right = new_submission(self._definition, entries=self._reports.this_year(self._agencies[DEMO_OFF])).entries
        mended = replace(submission, entries=right, source=None)
        path = self._folder / _INBOX / _MENDED
        write_output(str(path), workbook_bytes(mended))
        self._collect(round_, path, "2026-01-23")
        yield self._messages("demo.mended", agency=submission.agency, file=path)
        yield self._in_round(f"collect {_INBOX}/{_MENDED}")

    def _added_up(self, round_: Round) -> Iterator[str]:
        result = consolidate(round_, ConsolidationOptions(of=DEMO_COUNTY, missing="allow"), processes=_ALONE)
        written = write_consolidation(round_, result)
        left_out = len(result.scope.left_out)
        yield self._messages("demo.added_up", report=written.report, sources=written.provenance, left_out=left_out)
        yield self._in_round(f"consolidate --of {DEMO_COUNTY} --missing allow")

    def _states(self, round_: Round) -> str:
        state = state_of(round_, _AS_OF.date())
        counts = (f"{self._messages(f'status.{name}')} {len(state.of(name))}" for name in STATES)
        return self._messages("status.and").join(counts)


def _at(day: str) -> Callable[[], str]:
    return lambda: f"{day}T02:00:00Z"
