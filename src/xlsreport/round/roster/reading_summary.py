"""Summarises what was read from a list, so that a person notices a misreading at a glance."""

from __future__ import annotations

import codecs
from collections import Counter
from collections.abc import Collection, Iterator

from xlsreport.messages import Messages
from xlsreport.round.roster.agencies import Agency
from xlsreport.round.roster.list_headings import READ_COLUMNS, ListColumn
from xlsreport.round.roster.listed_agencies import SkippedLine
from xlsreport.round.roster.roster_doubts import doubts
from xlsreport.round.roster.roster_mistakes import in_sheet
from xlsreport.round.roster.roster_reading import RosterReading, UsedSheet
from xlsreport.round.roster.shortlist import shortlist
from xlsreport.tabular.plain_headings import plain_heading

_SHOWN_AGENCIES = 5
"""Agencies that are shown."""
_MAX_TEXT = 60


def reading_summary(reading: RosterReading, messages: Messages, used: Collection[str] = ()) -> Iterator[str]:
    """Lines about a list: its sheets and columns, counts by kind and parent, the first agencies, and all doubts.

    ``used`` are the headings, as they are compared, of further columns that the workbooks' cover takes.
    """
    yield from _sheets(reading, messages, used)
    if reading.decoding is not None:
        name = codecs.lookup(reading.decoding.encoding).name.removesuffix("-sig")
        yield messages("roster.read_encoding", encoding=name.upper())
    if reading.form in ("xls", "xlsb"):
        yield messages("roster.hidden_unseen")
    if reading.left_out:
        yield messages(
            "roster.read_left_out", lines=shortlist(reading.left_out, lambda one: _left_out(one, messages), messages)
        )
    yield from _counts(reading, messages)
    first = list(reading.roster)[:_SHOWN_AGENCIES]
    key = "read_first" if len(reading.roster) > _SHOWN_AGENCIES else "read_all"
    yield messages(f"roster.{key}", count=len(first), agencies=shortlist(first, _shown, messages))
    for sentence in doubts(reading, messages):
        yield messages("roster.look", sentence=sentence)


def _sheets(reading: RosterReading, messages: Messages, used: Collection[str]) -> Iterator[str]:
    for one in reading.taken:
        if one.sheet.name:
            yield messages("roster.read_sheet", sheet=one.sheet.name, count=one.count)
        yield messages(
            "roster.read_columns", line=one.sheet.lines[one.headings.index].number, columns=_columns(one, messages)
        )
        further = one.headings.unused
        on_cover = [column for column in further if plain_heading(column.heading) in used]
        for key, columns in (("cover", on_cover), ("unused", [one for one in further if one not in on_cover])):
            if columns:
                listed = shortlist(columns, lambda column: _heading(column, messages), messages)
                yield messages(f"roster.read_{key}", columns=listed)
    for key in ("hidden", "no_list"):
        names: tuple[str, ...] = getattr(reading, key)
        if names:
            quoted = [messages("roster.quoted", name=name) for name in names]
            yield messages(f"roster.sheets_{key}", sheets=shortlist(quoted, str, messages))


def _columns(one: UsedSheet, messages: Messages) -> str:
    columns = ((name, column) for name in READ_COLUMNS for column in one.headings.columns.get(name, ()))
    sentences = [
        messages("roster.column", column=messages(f"roster.{name}"), heading=_heading(c, messages))
        for name, c in columns
    ]
    return messages("wording.comma").join(sentences)


def _heading(column: ListColumn, messages: Messages) -> str:
    return messages("roster.heading", heading=column.heading, letter=_letter(column.position))


def _letter(position: int) -> str:
    """The letter of a column in a spreadsheet."""
    before, last = divmod(position, 26)
    return (_letter(before - 1) if before else "") + chr(ord("A") + last)


def _left_out(one: SkippedLine, messages: Messages) -> str:
    text = one.text if len(one.text) <= _MAX_TEXT else f"{one.text[:_MAX_TEXT]}…"
    sentence = messages(f"roster.left_{one.why}", line=one.line, text=text)
    return in_sheet(one.sheet, sentence, messages)


def _counts(reading: RosterReading, messages: Messages) -> Iterator[str]:
    """How many agencies there are of each kind, and below each parent."""
    roster = reading.roster
    kinds = Counter(agency.kind for agency in roster)
    if any(kinds):
        listed = [(kind or messages("roster.no_kind"), count) for kind, count in kinds.most_common()]
        yield messages("roster.read_kinds", counts=shortlist(listed, lambda one: _count(*one, messages), messages))
    parents = Counter(agency.parent for agency in roster)
    if any(parents):
        above = [(_name_above(roster.get(code), messages), count) for code, count in parents.most_common()]
        yield messages("roster.read_parents", counts=shortlist(above, lambda one: _count(*one, messages), messages))


def _count(name: str, count: int, messages: Messages) -> str:
    return messages("roster.counted", name=name, count=count)


def _name_above(agency: Agency | None, messages: Messages) -> str:
    return messages("roster.no_parent") if agency is None else _shown(agency)


def _shown(agency: Agency) -> str:
    return f"{agency.code} {agency.name}"
