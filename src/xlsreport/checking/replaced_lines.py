"""Puts lines of a list into what a workbook holds already."""

from __future__ import annotations

from collections.abc import Container, Mapping, Sequence
from dataclasses import replace
from typing import Any

from xlsreport.checking.line_names import name_of_row
from xlsreport.definition.place import Place
from xlsreport.errors import EntriesError
from xlsreport.submission.entries_file import new_submission
from xlsreport.submission.rebuilding import rebuilt
from xlsreport.submission.row_names import line_name
from xlsreport.submission.submission import Entry, Submission


def with_lines(submission: Submission, lines: Mapping[str, Sequence[Mapping[str, Any]]]) -> Submission:
    """A submission with other lines of some lists, to be written into a new workbook; all else stays as it is.

    Args:
        submission: such as :func:`xlsreport.read_workbook` gives it.
        lines: by the id of the list, as in an entries file; without lines it is emptied.

    Raises:
        EntriesError: as of :func:`xlsreport.new_submission`; or tables have figures for a line that is not among the
            new ones.
    """
    given = new_submission(submission.definition, entries=lines)
    kept = {name: found for name, found in submission.lines.items() if name not in lines}
    whole = replace(
        submission,
        entries=_with_their_lines(submission, given, lines),
        lines={**kept, **given.lines},
        overflow={name: count for name, count in submission.overflow.items() if name not in lines},
        unclear=tuple(one for one in submission.unclear if one.name.partition(".")[0] not in lines),
    )
    return rebuilt(whole)


def _with_their_lines(submission: Submission, given: Submission, replaced: Container[str]) -> Mapping[Place, Entry]:
    """The entries of tables, those in rows for the lines of a list where the line of the same name stands now."""
    definition, entries = submission.definition, dict[Place, Entry]()
    now = {name: _numbers(given, name) for name in definition.row_lists if name in replaced}
    lost: dict[str, None] = {}
    for place, entry in submission.entries.items():
        at = definition.line_of(place)
        if at is None or at[0] not in now:
            entries[place] = entry
            continue
        called = name_of_row(submission, place)
        numbers = now[at[0]].get(called.casefold(), [])
        if called and len(numbers) == 1:
            entries[place._replace(row=f"{at[0]}_{numbers[0]}")] = entry
        else:
            lost[called or definition.messages("rows.line", number=at[1])] = None
    if lost:
        names = definition.messages("wording.comma").join(lost)
        raise EntriesError([definition.messages("entries.rows_without_line", names=names)])
    return entries


def _numbers(given: Submission, name: str) -> Mapping[str, list[int]]:
    """The numbers of the new lines by what they are called."""
    found: dict[str, list[int]] = {}
    for line in given.lines.get(name, ()):
        found.setdefault(line_name(given.definition.lines[name], line).casefold(), []).append(line.number)
    return found
