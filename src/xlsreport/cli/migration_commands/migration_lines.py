"""What became of a workbook, as lines of text."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from xlsreport.messages import Messages
from xlsreport.migration.migrated_file import MigratedFile
from xlsreport.migration.migration_lists import LookedAfter, lines_to_look_after
from xlsreport.submission.submission import shortened

_MAX_BELOW = 40
"""Values with one reason, as far as they are named: the lines of a list may be many; the list has all."""
_MAX_ANEW = 8
"""What is asked for anew, as far as it is named; the list has all."""


def migration_lines(moved: MigratedFile, messages: Messages) -> Iterator[str]:
    """A line with the counts of a file, then one for each thing to look after; those with the same reason together."""
    if moved.refusal:
        yield messages("migrate.not_moved", file=moved.file, reason=moved.refusal)
        return
    counts = {str(outcome): count for outcome, count in moved.counts.items()}
    words = {"file": moved.file, "written": moved.written, "agency": moved.agency, "read": len(moved.values)}
    yield messages("migrate.done", **words, **counts)
    for lines in _by_reason(moved, messages).values():
        first = lines[0]
        if len(lines) == 1 or not first.value:
            stated = messages("migrate.stated", label=first.where, value=shortened(first.value)) if first.value else ""
            where = stated or first.where
            key = "line" if where else "line_alone"
            yield messages(f"migrate.{key}", what=first.what, stated=where, todo=first.todo)
            continue
        yield messages("migrate.line_alone", what=first.what, todo=first.todo)
        for line in lines[:_MAX_BELOW]:
            stated = messages("migrate.stated", label=line.where, value=shortened(line.value))
            yield messages("migrate.line_below", stated=stated)
        if len(lines) > _MAX_BELOW:
            yield messages("migrate.more_below", count=len(lines) - _MAX_BELOW)
    if moved.asked_anew:
        names = [one.label for one in moved.asked_anew[:_MAX_ANEW]]
        more = len(moved.asked_anew) - len(names)
        named = messages("wording.comma").join(names)
        if more:
            named = messages("migrate.and_more", names=named, count=more)
        yield messages("migrate.anew", count=len(moved.asked_anew), names=named)
    if moved.code and not moved.is_signed:
        yield messages("migrate.unsigned")


def _by_reason(moved: MigratedFile, messages: Messages) -> Mapping[tuple[str, str], list[LookedAfter]]:
    found: dict[tuple[str, str], list[LookedAfter]] = {}
    for line in lines_to_look_after(moved, messages):
        found.setdefault((line.what, line.todo), []).append(line)
    return found
