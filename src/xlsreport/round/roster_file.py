"""Reads the roster that an office keeps in Excel or as CSV, with every mistake by its line; writes an empty one."""

from __future__ import annotations

import csv
import io
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from pathlib import Path

from xlsreport.definition.characters import unwritable
from xlsreport.definition.regular_file import UnreadFileError, read_regular_file
from xlsreport.messages import Messages
from xlsreport.round.filenames import caseless
from xlsreport.round.roster import Agency, Roster
from xlsreport.submission.container import open_workbook, read_bytes
from xlsreport.submission.submission import RejectedWorkbookError, trimmed
from xlsreport.workbook.lists import List, list_bytes

COLUMNS: Mapping[str, tuple[str, ...]] = {
    "code": ("编号", "代码", "单位编号", "单位代码", "机构代码", "code", "id"),
    "name": ("名称", "单位名称", "单位", "机构名称", "name", "agency"),
    "kind": ("类别", "类型", "单位类别", "单位类型", "kind", "type"),
    "parent": ("上级", "上级编号", "上级代码", "上级单位", "parent"),
    "contact": ("联系方式", "联系人", "电话", "联系电话", "邮箱", "contact", "e-mail", "email", "phone"),
}
"""Headings by which each column is known, in either language; blanks and capitals do not count."""
REQUIRED = ("code", "name")

_HEADING_WITHIN = 10
"""A list may have a title and a date above its headings, but no more."""
_LONGEST = {"code": 40, "name": 200}
"""Characters; codes are part of file names, and a name is printed as the title of a report."""
_MOST_MEGABYTES = 16
_MOST_LISTED = 50
"""Mistakes that are told; a list with more is no roster."""
_CSV_ENCODINGS = ("utf-8-sig", "gb18030")
"""Excel in China writes CSV in the system's own encoding, of which GB 18030 is the widest."""

_ROOM = 200
"""Rows of an empty list that are made ready; more may be typed below."""

Line = tuple[int, Sequence[str]]
"""A line's number as the office sees it, from 1, and its cells as texts."""


class RosterError(Exception):
    """A list that cannot serve as a roster; ``problems`` has a sentence for each mistake."""

    def __init__(self, problems: Sequence[str]) -> None:
        super().__init__("\n".join(problems))
        self.problems = tuple(problems)

    def lines(self) -> list[str]:
        """The sentences, of which each is one line whatever names stand in it."""
        return [problem.replace("\n", " ") for problem in self.problems]


@dataclass(frozen=True, slots=True)
class _Row:
    line: int
    agency: Agency


def load_roster(path: Path, messages: Messages) -> Roster:
    """Read a roster from an .xlsx workbook or a CSV file.

    Args:
        path: the file; its first sheet with headings counts.
        messages: the language of errors.

    Raises:
        RosterError: the file cannot be read, or lines of it have mistakes; it lists them by line.
    """
    columns, lines = _table(path, messages)
    rows = list(_rows(columns, lines))
    mistakes = sorted([*_mistakes(rows, messages), *_contradictions(rows, messages)])
    problems = [sentence for _, sentence in mistakes]
    if not rows:
        problems.append(messages("roster.empty", file=path.name))
    if problems:
        more = len(problems) - _MOST_LISTED
        raise RosterError(problems[:_MOST_LISTED] + ([messages("roster.more", count=more)] if more > 0 else []))
    parents = _codes_by_name(rows)
    agencies = (replace(row.agency, parent=parents.get(row.agency.parent, row.agency.parent)) for row in rows)
    return Roster({agency.code: agency for agency in agencies})


def blank_roster(messages: Messages) -> bytes:
    """An empty list to be filled, as the bytes of an .xlsx file."""
    return filled_roster((), messages, room=_ROOM)


def filled_roster(lines: Iterable[Mapping[str, str]], messages: Messages, *, room: int = 0) -> bytes:
    """A list as the bytes of an .xlsx file; each line has what stands in the columns by the names of COLUMNS."""
    headings = [messages(f"roster.{name}") for name in COLUMNS]
    rows = [[line.get(name, "") for name in COLUMNS] for line in lines]
    sheet = List(messages("roster.sheet"), messages("roster.how"), headings, rows, room)
    return list_bytes(messages("roster.sheet"), [sheet], messages)


def _table(path: Path, messages: Messages) -> tuple[Mapping[str, int], list[Line]]:
    """Which column is which, and the lines below the headings."""
    for lines in _sheets(path, messages):
        for number, (_, cells) in enumerate(lines[:_HEADING_WITHIN]):
            columns = _columns(cells)
            if all(name in columns for name in REQUIRED):
                return columns, lines[number + 1 :]
    needed = {name: messages(f"roster.{name}") for name in REQUIRED}
    raise RosterError([messages("roster.no_headings", file=path.name, **needed)])


def _sheets(path: Path, messages: Messages) -> Iterator[list[Line]]:
    if path.suffix.lower() in (".csv", ".txt", ".tsv"):
        yield _csv_lines(path, messages)
        return
    try:
        workbook = open_workbook(read_bytes(path, messages), messages)
        for sheet in workbook.sheets:
            width = 1 + max((column for _, column in workbook.cells(sheet).filled), default=-1)
            yield [
                (row + 1, [workbook.text(sheet, row, column) for column in range(width)])
                for row in range(workbook.cells(sheet).height)
            ]
    except RejectedWorkbookError as error:
        raise RosterError([messages("roster.unreadable", file=path.name, reason=error)]) from None


def _csv_lines(path: Path, messages: Messages) -> list[Line]:
    try:
        data = read_regular_file(path, _MOST_MEGABYTES)
    except UnreadFileError as error:
        reason = messages(f"rejected.{error.key}", **error.values)
        raise RosterError([messages("roster.unreadable", file=path.name, reason=reason)]) from None
    for encoding in _CSV_ENCODINGS:
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        delimiter = max(",;\t", key=text.partition("\n")[0].count)
        reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
        try:
            return [(reader.line_num, cells) for cells in reader]
        except csv.Error:
            break
    raise RosterError([messages("roster.not_csv", file=path.name)])


def _columns(cells: Sequence[str]) -> dict[str, int]:
    """Which column holds what; of two that could, the first."""
    known = {heading: name for name, headings in COLUMNS.items() for heading in headings}
    found: dict[str, int] = {}
    for position, cell in enumerate(cells):
        name = known.get("".join(cell.split()).casefold().replace("\ufeff", ""))
        if name is not None:
            found.setdefault(name, position)
    return found


def _rows(columns: Mapping[str, int], lines: list[Line]) -> Iterator[_Row]:
    """The lines that say something."""
    for line, cells in lines:
        values = {name: _cell(cells, position) for name, position in columns.items()}
        if any(values.values()):
            yield _Row(line, Agency(**values))


def _cell(cells: Sequence[str], position: int) -> str:
    return " ".join(trimmed(cells[position]).split()) if position < len(cells) else ""


def _mistakes(rows: Sequence[_Row], messages: Messages) -> Iterator[tuple[int, str]]:
    """What is wrong with single lines, each with its number."""
    for row in rows:
        values = asdict(row.agency)
        for name in REQUIRED:
            if not values[name]:
                yield row.line, messages(f"roster.no_{name}", line=row.line)
        for name, limit in _LONGEST.items():
            if (length := len(values[name])) > limit:
                yield row.line, messages(f"roster.long_{name}", line=row.line, length=length, limit=limit)
        for character in filter(None, map(unwritable, values.values())):
            yield row.line, messages("roster.unwritable", line=row.line, character=character)


def _contradictions(rows: Sequence[_Row], messages: Messages) -> Iterator[tuple[int, str]]:
    """What is wrong with lines as they stand together, each with its number."""
    first: dict[str, int] = {}
    for row in rows:
        code = caseless(row.agency.code)  # codes become names of files
        if code and first.setdefault(code, row.line) != row.line:
            yield row.line, messages("roster.twice", line=row.line, code=row.agency.code, first=first[code])
    parents, lines = _codes_by_name(rows), {row.agency.code: row.line for row in rows}
    above = {row.agency.code: parents.get(row.agency.parent, row.agency.parent) for row in rows}
    for row in rows:
        if row.agency.parent and parents.get(row.agency.parent, row.agency.parent) not in lines:
            yield row.line, messages("roster.unknown_parent", line=row.line, parent=row.agency.parent)
    for circle in _circles(above):
        listed = " → ".join((*circle, circle[0]))
        yield lines[circle[0]], messages("roster.circle", line=lines[circle[0]], circle=listed)


def _circles(above: Mapping[str, str]) -> Iterator[list[str]]:
    """The agencies that stand above themselves; each is looked at once."""
    seen: set[str] = set()
    for start in above:
        path: dict[str, None] = {}
        code = start
        while code and code not in seen and code not in path:
            path[code] = None
            code = above.get(code, "")
        if code in path:
            passed = list(path)
            yield passed[passed.index(code) :]
        seen.update(path)


def _codes_by_name(rows: Sequence[_Row]) -> dict[str, str]:
    """Codes of agencies that are called by a name which only one of them has, for lists that say 上级单位 by name."""
    names = Counter(row.agency.name for row in rows)
    codes = {row.agency.code for row in rows}
    only = (row.agency for row in rows if names[row.agency.name] == 1)
    return {agency.name: agency.code for agency in only if agency.name and agency.name not in codes}
