"""Reads a list of agencies, with the details by which a person notices a misreading."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from xlsreport.errors import RosterError
from xlsreport.messages import Messages
from xlsreport.round.roster.agencies import Roster
from xlsreport.round.roster.list_headings import REQUIRED, ListHeadings, find_headings, heading_cells, nearly_headings
from xlsreport.round.roster.listed_agencies import ListedAgency, SkippedLine, listed_agencies
from xlsreport.round.roster.roster_mistakes import in_sheet, mistakes, parents_of
from xlsreport.tabular.list_file import ListFormat, UnreadListError, list_format, parse_list, read_list_bytes
from xlsreport.tabular.listed_sheets import Decoding, ListedFile, ListedSheet

_MAX_LISTED = 50
"""Mistakes that an error lists."""


@dataclass(frozen=True, slots=True)
class UsedSheet:
    """A sheet whose agencies were taken, and by which headings."""

    sheet: ListedSheet
    headings: ListHeadings
    count: int


@dataclass(frozen=True, slots=True)
class RosterReading:
    """A roster, and how it was read.

    ``taken`` are the sheets that it was read from, ``hidden`` those that are not shown and ``no_list`` those that have
    no headings, none of which was read; ``lines`` are the agencies in their places, ``left_out`` the lines that are
    none. ``text`` is the whole of a list that is kept as text, decoded as ``decoding`` says.
    """

    roster: Roster
    form: ListFormat
    taken: tuple[UsedSheet, ...]
    hidden: tuple[str, ...]
    no_list: tuple[str, ...]
    lines: tuple[ListedAgency, ...]
    left_out: tuple[SkippedLine, ...]
    decoding: Decoding | None = None
    text: str | None = field(default=None, repr=False)


def read_roster(path: Path, messages: Messages, *, encoding: str = "", language: str = "") -> RosterReading:
    """Read a roster and keep how it was read.

    Every visible sheet with headings is read, including its hidden and filtered rows.

    Args:
        path: an .xlsx, .xls, .et, .xlsb or .ods workbook, or a text such as CSV; what it is called does not matter.
        messages: the language of errors.
        encoding: that of a text, where the office says so.
        language: of the report, where it is known, which helps to tell the encoding of a text.

    Raises:
        RosterError: the file cannot be read, or lines of it have mistakes; it lists them by line.
    """
    form, listed = _opened(path, messages, encoding, language)
    taken, no_list = _taken(listed)
    if not taken:
        raise RosterError([_no_headings(listed, path, messages)])
    _expect_one_beside(taken, messages)
    found = list(_lines(taken))
    lines = [line for line in found if isinstance(line, ListedAgency)]
    _expect_sound(lines, path, messages)
    parents = parents_of(lines)
    agencies = [replace(line.agency, parent=parents.get(line.agency.parent, "")) for line in lines]
    return RosterReading(
        Roster({agency.code: agency for agency in agencies}),
        form,
        tuple(_counted(taken, lines)),
        tuple(sheet.name for sheet in listed.sheets if not sheet.visible and _says_something(sheet)),
        tuple(no_list),
        tuple(lines),
        tuple(line for line in found if isinstance(line, SkippedLine)),
        listed.decoding,
        listed.text,
    )


def _opened(path: Path, messages: Messages, encoding: str, language: str) -> tuple[ListFormat, ListedFile]:
    try:
        data = read_list_bytes(path, messages)
        form = list_format(data, path, messages)
        return form, parse_list(data, form, path, encoding, messages, heading_cells, language)
    except UnreadListError as error:
        raise RosterError([messages(f"roster.{error.key}", **error.values)]) from None


def load_roster(path: Path, messages: Messages, *, encoding: str = "", language: str = "") -> Roster:
    """The roster that :func:`read_roster` reads, without how it was read.

    Raises:
        RosterError: the file cannot be read, or lines of it have mistakes; it lists them by line.
    """
    return read_roster(path, messages, encoding=encoding, language=language).roster


def _taken(listed: ListedFile) -> tuple[list[tuple[ListedSheet, ListHeadings]], list[str]]:
    """The visible sheets with headings, and the names of other visible sheets with content."""
    taken, no_list = [], []
    for sheet in listed.sheets:
        if not sheet.visible:
            continue
        headings = find_headings(sheet.lines)
        if headings is not None:
            taken.append((sheet, headings))
        elif _says_something(sheet):
            no_list.append(sheet.name)
    return taken, no_list


def _says_something(sheet: ListedSheet) -> bool:
    return any(line.text for line in sheet.lines)


def _no_headings(listed: ListedFile, path: Path, messages: Messages) -> str:
    hidden = [sheet.name for sheet in listed.sheets if not sheet.visible and find_headings(sheet.lines)]
    if hidden:
        return messages("roster.only_hidden", file=path.name, sheets=messages("wording.comma").join(hidden))
    needed = {name: messages(f"roster.{name}") for name in REQUIRED}
    nearly = next(filter(None, (nearly_headings(sheet.lines) for sheet in listed.sheets if sheet.visible)), None)
    if nearly is None:
        return messages("roster.no_headings", file=path.name, **needed)
    line, missing = nearly
    lacking = messages("wording.comma").join(messages("roster.quoted", name=needed[name]) for name in missing)
    seen = {"line": line.number, "found": line.text, "missing": lacking}
    return messages("roster.missing_heading", file=path.name, **seen)


def _expect_one_beside(taken: Sequence[tuple[ListedSheet, ListHeadings]], messages: Messages) -> None:
    """Refuse a second list to the right of the first, which would not be read."""
    for sheet, headings in taken:
        again = headings.beside()
        lines = sheet.lines[headings.index + headings.height :]
        if again is not None and any(all(line.cell(column.position).strip() for column in again) for line in lines):
            line = sheet.lines[headings.index].number
            sentence = messages("roster.beside", line=line, code=again[0].heading, name=again[1].heading)
            raise RosterError([in_sheet(sheet.name if len(taken) > 1 else "", sentence, messages)])


def _lines(taken: Sequence[tuple[ListedSheet, ListHeadings]]) -> Iterator[ListedAgency | SkippedLine]:
    for sheet, headings in taken:
        yield from listed_agencies(sheet, headings, sheet.name if len(taken) > 1 else "")


def _counted(taken: Sequence[tuple[ListedSheet, ListHeadings]], lines: Sequence[ListedAgency]) -> Iterator[UsedSheet]:
    for sheet, headings in taken:
        yield UsedSheet(sheet, headings, sum(line.sheet in ("", sheet.name) for line in lines))


def _expect_sound(lines: Sequence[ListedAgency], path: Path, messages: Messages) -> None:
    problems = mistakes(lines, messages)
    if not lines:
        problems.append(messages("roster.empty", file=path.name))
    if problems:
        more = len(problems) - _MAX_LISTED
        raise RosterError(problems[:_MAX_LISTED] + ([messages("roster.more", count=more)] if more > 0 else []))
