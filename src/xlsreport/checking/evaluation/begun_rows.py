"""The numbers of a submission whose tables are not all filled in, as far as they can be known."""

from __future__ import annotations

from collections.abc import Iterator

from xlsreport.checking.evaluation.submission_values import Values
from xlsreport.definition.place import Place
from xlsreport.submission.submission import Submission


def values_with_begun_rows(submission: Submission) -> Values:
    """The values, where a blank counts as zero in a row that has a number other than zero.

    Whoever had 5 requests of natural persons and none of companies often leaves those cells blank. A row without
    any such number may be still to be filled in, so that nothing is known of it.
    """
    return Values(submission, displayed=dict.fromkeys(_left_blank(submission), 0))


def _left_blank(submission: Submission) -> Iterator[Place]:
    rows: dict[tuple[str, str], list[Place]] = {}
    facts = submission.definition.places
    for table in submission.definition.tables:
        for place in submission.definition.entry_places(table, numeric=True):
            if facts[place].may_be_blank:
                continue  # a blank may be all that is to be said
            rows.setdefault((place.table, place.row), []).append(place)
    for places in rows.values():
        entries = {place: submission.entries.get(place) for place in places}
        if any(entry is not None and entry.number for entry in entries.values()):
            yield from (place for place, entry in entries.items() if entry is None)
