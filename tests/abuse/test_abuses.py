"""Whatever was done to a workbook, it is read as it is and what was done is said, or it is refused."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import fields, replace
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from click.testing import CliRunner

from abuse.catalogue import ABUSES
from abuse.deed import InCalc, Rejected, differences, seen
from abuse.form import EDITIONS, form
from abuse.making import made
from abuse.page import PAGE, page
from support.depth import IS_DEEP, cases
from support.returning import IDENTITY, KEY, everything
from xlsreport import Finding, Place, RejectedWorkbookError, Submission, check, read_workbook
from xlsreport.checking.judgement import Judgement
from xlsreport.checking.remarks import Remarks
from xlsreport.cli.group import main
from xlsreport.inspection.return_preparation import prepare_return
from xlsreport.inspection.submission_check import Examination, examine
from xlsreport.layout.workbook_layout import layout_of
from xlsreport.messages import Language, messages_for
from xlsreport.spreadsheet.reading_cache import ReadingCache
from xlsreport.submission.submission import Entry, Line
from xlsreport.submission.typed_values.entry_parsing import is_error
from xlsreport.submission.unclear_reasons import UnclearCell
from xlsreport.workbook.workbook_file import workbook_bytes
from xlsreport.xlsx.worksheet.rich_text import overlaid

_FEWEST = 45
_EACH = cases(usual=6, deep=1)
"""One of so many abuses is done to the older edition: no line of the package knows of which edition a file is."""
_TOLD_OTHERWISE = {"figures_of_two_columns_exchanged"}
"""Abuses of which other rules tell in the older edition: it has other rules."""
_RETURNED = frozenset(list(ABUSES)[:: cases(usual=3, deep=1)])
"""For these the workbook that goes back is written and read; most of these differ in a figure or a remark."""
_KNOWN_OF_RETURNED = ReadingCache()
"""Of the workbooks that go back, which resemble each other; those that came are read without one."""
_READ_BACK: list[tuple[tuple[list[Any], Remarks], _ReadBack]] = []
"""All that workbooks were written of, each with what was read of it."""
_GONE_WITH_THE_FILE = ("text_value", "text_parted", "text_number", "formula", "struck", "raised")


@cache
def names_for(edition: str) -> Sequence[str]:
    """The abuses that are done to an edition; those to the older one need no LibreOffice, but in a deep run."""
    names = list(ABUSES)
    if edition == EDITIONS[-1]:
        return names
    some = sorted({*names[::_EACH], *_TOLD_OTHERWISE}, key=names.index)
    return [name for name in some if IS_DEEP or not isinstance(ABUSES[name](form(edition)).how, InCalc)]


def abused(edition: str, everywhere: Path) -> Path:
    """A folder with the abused workbooks of an edition."""
    return made(edition, names_for(edition), everywhere)


def said(submission: Submission, *, forensic: bool) -> tuple[Finding, ...]:
    """All findings but the notes about what the paragraphs, which are no more than numbered, do not speak of."""
    sections = submission.definition.narratives.values()
    asked = {mention.id for section in sections if section.narrative for mention in section.narrative.mentions}
    every = (each for finding in check(submission, forensic=forensic) for each in finding.each_rule)
    # What is only unlikely of a body or beside last year is about the figures, not about what was done to the file.
    asked |= {case.rule.id for case in submission.definition.cases if case.rule.bodies or case.rule.explain_change}
    return tuple(finding for finding in every if finding.rule not in asked)


@pytest.mark.parametrize(("edition", "name"), [(edition, name) for edition in EDITIONS for name in names_for(edition)])
def test_what_was_done_comes_out_as_expected(edition: str, name: str, everywhere: Path, tmp_path: Path) -> None:
    """And what was read of some of the files stands in those that are returned for them."""
    filled = form(edition)
    file = abused(edition, everywhere) / f"{name}.xlsx"
    outcome = ABUSES[name](filled).outcome
    if isinstance(outcome, Rejected):
        with pytest.raises(RejectedWorkbookError) as caught:
            read_workbook(file)
        assert outcome.key in keys_of(str(caught.value), filled.definition.language), str(caught.value)
        return
    submission = read_workbook(file)
    assert differences(filled.submission, submission) == outcome.changed
    findings = said(submission, forensic=True)
    assert seen(findings) == outcome.findings
    assert len(findings) == len(outcome.findings), "something is said twice"
    if edition == EDITIONS[-1]:  # what follows takes long, and the editions do not differ in it
        graver = [finding for finding in findings if finding.severity != "note"]
        assert [finding for finding in said(submission, forensic=False) if finding.severity != "note"] == graver
        if name in _RETURNED:
            expect_returned_as_read(submission, tmp_path / "returned.xlsx")


def expect_returned_as_read(came: Submission, file: Path) -> None:
    submission, remarks = prepare_return(came, IDENTITY, KEY)
    again = _read_back(submission, remarks, file)
    assert everything(again.submission) == lasting(came)
    assert again.examination == Examination((), again.plainly_added)
    cells = set(layout_of(came.definition).sheets)
    assert all(remark.finding.sheet in cells for remark in remarks.about_cells)


class _ReadBack(NamedTuple):
    """What is read of a workbook that goes back, and what is found in it."""

    submission: Submission
    examination: Examination
    plainly_added: frozenset[Place]


def _read_back(submission: Submission, remarks: Remarks, file: Path) -> _ReadBack:
    """Written and read once for all abuses of which the very same workbook comes, such as those that hide a cell."""
    written = [getattr(submission, one.name) for one in fields(submission)], remarks
    for known, read in _READ_BACK:
        if known == written:
            return read
    file.write_bytes(workbook_bytes(submission, remarks=remarks))
    again = read_workbook(file, submission.definition, cache=_KNOWN_OF_RETURNED)
    _READ_BACK.append((written, _ReadBack(again, examine(again), _plainly_added(again))))
    return _READ_BACK[-1][1]


def _plainly_added(submission: Submission) -> frozenset[Place]:
    """The totals of lists that spreadsheets calculate without the numbers that stand there as texts."""
    mended = {facts.place for facts, entry, _ in submission.entries_with_cells() if entry.mended and entry.number}
    of_lists = {place for place in mended if place.table in submission.definition.lists}
    return frozenset(Judgement(submission).wrong_totals if of_lists else ())


def lasting(came: Submission) -> dict[str, object]:
    """What stays: what was no text is one from now on, options and dates stand as they are asked for, and nothing is
    struck out or raised by its font; what a formula did not give is not there; of a picture there is its formula if it
    was read as a text; and where a text had more lines than there is room for, the empty ones are gone.
    """
    stays = [
        one for one in came.unclear if one.reason not in _GONE_WITH_THE_FILE or _is_struck_by_characters(one, came)
    ]
    unclear = tuple(one for one in stays if not _is_error(one))
    rooms = {name: laid.size for name, laid in layout_of(came.definition).narratives.items()}
    texts = {
        name: lines if len(lines) <= rooms[name] else tuple(filter(None, lines)) for name, lines in came.texts.items()
    }
    lists = {name: tuple(map(_as_asked, lines)) for name, lines in came.lines.items()}
    return everything(replace(came, unclear=unclear, texts=texts, lines=lists))


def _as_asked(line: Line) -> Line:
    """A line whose options and dates are written as they are asked for."""
    entries = dict(line.entries)
    for place, entry in entries.items():
        if entry.mended and not (isinstance(entry.meaning, date) and isinstance(entry.typed, str)) and entry.meaning:
            day = entry.meaning if isinstance(entry.meaning, date) else None
            entries[place] = Entry(str(entry.meaning), meaning=day)
    return replace(line, entries=entries)


def _is_struck_by_characters(one: UnclearCell, came: Submission) -> bool:
    return one.reason == "struck" and bool(overlaid("".join(came.texts.get(one.name, ()))))


def _is_error(one: UnclearCell) -> bool:
    return one.reason == "picture" and is_error(one.typed)


def keys_of(sentence: str, language: Language) -> list[str]:
    """The refusals of the message catalogue that a sentence may be, whatever is named in it."""
    texts = messages_for(language).texts
    patterns = {key: re.sub(r"\\\{\w+\\\}", ".*", re.escape(text)) for key, text in texts.items()}
    return [
        key.removeprefix("rejected.")
        for key, pattern in patterns.items()
        if key.startswith("rejected.") and re.fullmatch(pattern, sentence)
    ]


@pytest.mark.parametrize("edition", EDITIONS)
def test_the_form_to_which_it_is_done_has_nothing_to_say(edition: str, everywhere: Path) -> None:
    submission = read_workbook(abused(edition, everywhere) / "base.xlsx")
    assert differences(form(edition).submission, submission) == {}
    assert said(submission, forensic=True) == ()


def test_the_command_looks_deeper_only_when_asked(everywhere: Path) -> None:
    file = abused("2021", everywhere) / "total_retyped_right.xlsx"
    run = CliRunner().invoke
    plain, forensic = (run(main, ["check", *options, str(file)]) for options in ([], ["--forensic"]))
    assert "altered.total" not in plain.output
    assert "altered.total" in forensic.output
    assert plain.exit_code == forensic.exit_code == 0


def test_the_catalogue_is_large_and_each_abuse_is_described() -> None:
    assert len(ABUSES) >= _FEWEST
    for name, abuse in ABUSES.items():
        assert (abuse.__doc__ or "").endswith("."), name


def test_the_page_of_abuses_is_current() -> None:
    assert PAGE.read_text(encoding="utf-8") == page(), "write anew what `python -m abuse.page` prints, run in tests/"
