"""Whatever is done to the sheets of lists, they are read as they are and what was done is said, or they are refused."""

from __future__ import annotations

from pathlib import Path

import pytest

from abuse.deed import Rejected, differences, seen
from abuse.lists.ledger_form import ledger_form
from abuse.lists.list_catalogue import LIST_ABUSES
from abuse.making import make
from abuse.test_abuses import expect_returned_as_read, keys_of
from support.depth import cases
from support.made_once import made_once
from xlsreport import RejectedWorkbookError, check, read_workbook

_FEWEST = 60
_RETURNED = frozenset(list(LIST_ABUSES)[:: cases(usual=3, deep=1)])
"""For these the workbook that goes back is written and read."""


@pytest.fixture(scope="session")
def abused(everywhere: Path) -> Path:
    """A folder with the abused workbooks."""
    form = ledger_form()
    deeds = {name: abuse(form) for name, abuse in LIST_ABUSES.items()}
    return made_once(everywhere / "lists", lambda folder: make(form.submission, deeds, folder))


@pytest.mark.parametrize("name", LIST_ABUSES)
def test_what_was_done_to_a_list_comes_out_as_expected(name: str, abused: Path, tmp_path: Path) -> None:
    """And what was read of some of the files stands in those that are returned for them."""
    form = ledger_form()
    file, outcome = abused / f"{name}.xlsx", LIST_ABUSES[name](form).outcome
    if isinstance(outcome, Rejected):
        with pytest.raises(RejectedWorkbookError) as caught:
            read_workbook(file, form.definition)
        assert outcome.key in keys_of(str(caught.value), form.definition.language), str(caught.value)
        return
    submission = read_workbook(file, form.definition)
    assert differences(form.submission, submission) == outcome.changed
    findings = check(submission, forensic=True)
    assert seen(findings) == outcome.findings
    assert len(findings) == len(outcome.findings), "something is said twice"
    graver = [finding for finding in findings if finding.severity != "note"]
    assert [finding for finding in check(submission) if finding.severity != "note"] == graver
    if name in _RETURNED:
        expect_returned_as_read(submission, tmp_path / "returned.xlsx")


def test_the_list_to_which_it_is_done_has_nothing_to_say(abused: Path) -> None:
    submission = read_workbook(abused / "base.xlsx", ledger_form().definition)
    assert differences(ledger_form().submission, submission) == {}
    assert check(submission, forensic=True) == ()


def test_the_catalogue_of_lists_is_large_and_each_abuse_is_described() -> None:
    assert len(LIST_ABUSES) >= _FEWEST
    for name, abuse in LIST_ABUSES.items():
        assert (abuse.__doc__ or "").endswith("."), name
