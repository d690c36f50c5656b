"""Puts entries and lines of lists into what a workbook holds already."""

from __future__ import annotations

from collections.abc import Container, Iterable, Mapping
from dataclasses import replace
from typing import Any, TypeVar

from xlsreport.checking.line_names import name_of_row
from xlsreport.definition.place import Place
from xlsreport.errors import EntriesError
from xlsreport.submission.entries_file import EXPLANATION, NIL_RETURN, new_submission
from xlsreport.submission.rebuilding import rebuilt
from xlsreport.submission.row_names import line_name
from xlsreport.submission.submission import Entry, Submission, with_known_body
from xlsreport.submission.typed_values.listed_answers import with_listed_answers

T = TypeVar("T")


def with_entries(submission: Submission, entries: Mapping[Any, Any]) -> Submission:
    """A submission with other values under some names, to be written into a new workbook; all else stays as it is.

    Args:
        submission: such as :func:`xlsreport.read_workbook` gives it.
        entries: as of :func:`xlsreport.new_submission`. What is given as None or an empty text becomes blank, a list
            without lines and a section without paragraphs are emptied.

    Raises:
        EntriesError: as of :func:`xlsreport.new_submission`; or tables have figures for a line that is not among the
            new ones.
    """
    named = {str(name): value for name, value in entries.items()}
    given = new_submission(submission.definition, entries=named)
    answered = {name.removesuffix(_NIL) for name in named if name.endswith(_NIL)}
    figures = {str(place): entry for place, entry in _with_their_lines(submission, given, named).items()}
    whole = replace(
        submission,
        entries={Place.parse(name): entry for name, entry in {**_others(figures, named), **_by_name(given)}.items()},
        lines={**_others(submission.lines, named), **given.lines},
        overflow=_others(submission.overflow, named),
        texts={**_others(submission.texts, named), **given.texts},
        fields={**_others(submission.fields, named), **given.fields},
        field_entries={**_others(submission.field_entries, named), **given.field_entries},
        explanations={**_others(submission.explanations, _explained(named)), **given.explanations},
        nil_returns=(submission.nil_returns - answered) | given.nil_returns,
        declined=submission.declined - answered,
        unclear=tuple(one for one in submission.unclear if not {one.name, one.name.partition(".")[0]} & named.keys()),
    )
    return rebuilt(with_listed_answers(with_known_body(whole)))


_NIL, _EXPLANATION = f".{NIL_RETURN}", f".{EXPLANATION}"


def _others(stated: Mapping[str, T], named: Container[str]) -> Mapping[str, T]:
    """What is stated under other names."""
    return {name: value for name, value in stated.items() if name not in named}


def _by_name(submission: Submission) -> Mapping[str, Entry]:
    return {str(place): entry for place, entry in submission.entries.items()}


def _explained(named: Iterable[str]) -> Container[str]:
    return {name.removesuffix(_EXPLANATION) for name in named if name.endswith(_EXPLANATION)}


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
