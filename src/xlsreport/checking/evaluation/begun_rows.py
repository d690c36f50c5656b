"""The numbers of a submission whose tables are not all filled in, as far as they can be known."""

from __future__ import annotations

from collections.abc import Iterator, Sequence, Set

from xlsreport.checking.evaluation.submission_values import Values
from xlsreport.definition.definition import Definition
from xlsreport.definition.place import Place
from xlsreport.object_cache import remembered_by_object
from xlsreport.submission.submission import Submission


def values_with_begun_rows(submission: Submission, values: Values) -> Values:
    """The values, where a blank counts as zero in a row that has a number other than zero.

    Whoever had 5 requests of natural persons and none of companies often leaves those cells blank. A row without
    any such number may be still to be filled in, so that nothing is known of it.

    Args:
        submission: what was entered.
        values: those of it where a blank is none; they are given back where no such row has a blank.
    """
    blank = dict.fromkeys(_left_blank(submission), 0)
    return Values(submission, displayed=blank) if blank else values


def _left_blank(submission: Submission) -> Iterator[Place]:
    entered = submission.entries
    for places in _rows_of(submission.definition):
        if not entered.keys() >= places and any((entry := entered.get(place)) and entry.number for place in places):
            yield from places - entered.keys()


@remembered_by_object()
def _rows_of(definition: Definition) -> Sequence[Set[Place]]:
    """The rows of numbers that must all be filled in. Cached, since many reports have the same definition."""
    rows: dict[tuple[str, str], dict[Place, None]] = {}
    for table in definition.tables:
        for place in definition.entry_places(table, numeric=True):
            if not definition.places[place].may_be_blank:  # else a blank may be all that is to be said
                rows.setdefault((place.table, place.row), {})[place] = None
    return tuple(places.keys() for places in rows.values())
