"""Figures in the text: contradictions are found, and nothing else is called one."""

from __future__ import annotations

import pytest

from support.files import official
from support.sentences import CONTRADICTED, FIGURES, SILENT, TRUE, YEAR, Case
from xlsreport import Submission, new_submission
from xlsreport.checking.claims.contradictions import Contradiction, contradictions
from xlsreport.checking.evaluation import Values


def stated(case: Case, **figures: object) -> Submission:
    """A report whose section 一 holds the case's lines; figures that are not given are zero."""
    definition = official()
    entries: dict[str, object] = {
        str(place): 0 for table in definition.tables for place in definition.entry_places(table)
    }
    given = dict(pair.split("=") for pair in case.figures.split())
    entries |= {FIGURES[name]: float(value) if "." in value else int(value) for name, value in given.items()}
    entries |= {FIGURES[name]: value for name, value in figures.items()}
    entries["overview"] = case.text.split("/")
    return new_submission(definition, agency=case.agency, year=YEAR, entries=entries)


def found(case: Case) -> list[Contradiction]:
    submission = stated(case)
    return list(contradictions(submission, Values(submission)))


@pytest.mark.parametrize("case", TRUE, ids=lambda case: case.text)
def test_what_is_as_the_tables_say_is_no_contradiction(case: Case) -> None:
    assert [each.clause for each in found(case)] == []


@pytest.mark.parametrize("case", CONTRADICTED, ids=lambda case: case.text)
def test_what_the_tables_do_not_say_is_found(case: Case) -> None:
    assert sorted(each.written for each in found(case)) == sorted(case.found.split())


@pytest.mark.parametrize("case", SILENT, ids=lambda case: case.text)
def test_what_may_be_about_something_else_is_passed_over(case: Case) -> None:
    assert [each.clause for each in found(case)] == []
