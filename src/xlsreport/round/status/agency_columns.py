"""The columns of the table of agencies, which every form of the status shows: workbook, terminal, page and JSON.

A new column is one entry of :data:`AGENCY_COLUMNS`. It says what the column is called, what it holds, and which forms
show it at which position; no form keeps a list of its own.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from xlsreport.round.counting.round_state import AgencyState
from xlsreport.round.status.overview import AgencyStatus
from xlsreport.round.status.readable_findings import Grade
from xlsreport.workbook.appearance.cell_styles import LATE, STATE
from xlsreport.workbook.draft.draft_calls import CellStyle
from xlsreport.workbook.office_list.list_sheet import ListValue, StyledText

Value = str | int | None
"""What a column holds: a text, a count, or None where there is nothing to count."""


@dataclass(frozen=True, slots=True)
class InWorkbook:
    """How the list of the workbook shows a column: its position, and the style of its cells where it is not plain."""

    position: int
    style: Callable[[AgencyStatus], CellStyle] | None = None


@dataclass(frozen=True, slots=True)
class InTerminal:
    """How the terminal shows a column.

    The other fields are for a terminal that the whole table does not fit: ``wraps`` marks the one column that is
    wrapped into the room which the others leave; ``narrow`` shortens a text; ``below`` moves the column out of the
    table, and gives the texts that stand below the agency's line instead.
    """

    position: int
    wraps: bool = False
    narrow: Callable[[str], str] | None = None
    below: Callable[[AgencyStatus], Sequence[str]] | None = None


@dataclass(frozen=True, slots=True)
class OnPage:
    """How the web page shows a column: its CSS classes, how it is sorted, and by which part of the template."""

    position: int
    css_class: str
    sort: Literal["text", "number", ""] = "text"
    cell: Literal["plain", "name", "state", "count", "time", "words"] = "plain"


@dataclass(frozen=True, slots=True)
class InJson:
    """Under which name JSON has the fact, and as which value."""

    position: int
    name: str
    value: Callable[[AgencyState], Any]


@dataclass(frozen=True, slots=True)
class AgencyColumn:
    """One column: the catalogue's key of its heading, its value, and its place in each form that shows it."""

    heading: str
    value: Callable[[AgencyStatus], Value]
    workbook: InWorkbook | None = None
    terminal: InTerminal | None = None
    page: OnPage | None = None
    json: InJson | None = None

    def cell(self, line: AgencyStatus) -> ListValue:
        """The value as a cell of the workbook."""
        value = self.value(line)
        style = self.workbook.style if self.workbook else None
        return StyledText(str(value), style(line)) if style and value else value


def _count(grade: Grade) -> Callable[[AgencyStatus], Value]:
    """How many findings of a grade there are; None where the agency sent nothing that could have any."""
    return lambda line: line.counts[grade] if line.state.telling else None


def _origin(line: AgencyStatus) -> Value:
    return line.state.telling.origin if line.state.telling else ""


def _lines(state: AgencyState) -> dict[str, int]:
    """How many lines each list of the telling submission has."""
    return dict(state.telling.lines) if state.telling else {}


def _line_count(line: AgencyStatus) -> Value:
    """How many lines all lists have together; None where there are none, or nothing came. Remarks say it by list."""
    return sum(_lines(line.state).values()) or None


AGENCY_COLUMNS = (
    AgencyColumn(
        "roster.code",
        lambda line: line.agency.code,
        InWorkbook(10),
        InTerminal(10),
        OnPage(10, "code"),
        InJson(10, "code", lambda state: state.agency.code),
    ),
    AgencyColumn(
        "roster.name",
        lambda line: line.agency.name,
        InWorkbook(20),
        InTerminal(20, wraps=True),
        OnPage(20, "name", cell="name"),
        InJson(20, "name", lambda state: state.agency.name),
    ),
    AgencyColumn(
        "roster.kind",
        lambda line: line.agency.kind,
        InWorkbook(30),
        json=InJson(30, "kind", lambda state: state.agency.kind or None),
    ),
    AgencyColumn(
        "roster.parent",
        lambda line: line.above,
        InWorkbook(40),
        json=InJson(40, "parent", lambda state: state.agency.parent or None),
    ),
    AgencyColumn(
        "status.state",
        lambda line: line.label,
        InWorkbook(50, lambda line: STATE[line.state.state]),
        InTerminal(30),
        OnPage(30, "standing", "number", "state"),
        InJson(60, "state", lambda state: state.state),
    ),
    AgencyColumn(
        "status.time_limit",
        lambda line: line.mark,
        InWorkbook(60, lambda _: LATE),
        InTerminal(40),
        json=InJson(70, "late", lambda state: state.late),
    ),
    AgencyColumn(
        "status.received",
        lambda line: line.received,
        InWorkbook(70),
        InTerminal(50, narrow=lambda text: text[len("2026-") : len("2026-01-20")]),
        OnPage(70, "time", cell="time"),
    ),
    AgencyColumn(
        "severity.error", _count("error"), InWorkbook(80), InTerminal(60), OnPage(40, "count", "number", "count")
    ),
    AgencyColumn(
        "severity.warning", _count("warning"), InWorkbook(90), InTerminal(70), OnPage(50, "count", "number", "count")
    ),
    AgencyColumn(
        "status.explained",
        _count("explained"),
        InWorkbook(100),
        InTerminal(80),
        OnPage(60, "count explained", "number", "count"),
    ),
    AgencyColumn(
        "status.remarks",
        lambda line: " ".join(line.remarks),
        InWorkbook(110),
        InTerminal(100, below=lambda line: line.remarks),
    ),
    AgencyColumn(
        "roster.contact",
        lambda line: line.agency.contact,
        InWorkbook(120),
        InTerminal(90, below=lambda line: [line.agency.contact]),
        OnPage(80, "contact", "", "words"),
        InJson(50, "contact", lambda state: state.agency.contact or None),
    ),
    AgencyColumn("status.origin", _origin, InWorkbook(130)),
    AgencyColumn("status.lines", _line_count, json=InJson(80, "lines", _lines)),
)
"""All columns. Positions are counted by tens within a form, so that a column can be put between two others."""


def workbook_columns() -> list[AgencyColumn]:
    """The columns of the workbook's list, from left to right."""
    shown = [(one, one.workbook) for one in AGENCY_COLUMNS if one.workbook is not None]
    return [one for one, _ in sorted(shown, key=lambda both: both[1].position)]


def terminal_columns() -> list[tuple[AgencyColumn, InTerminal]]:
    """The columns of the terminal's table, from left to right, each with how it is shown."""
    shown = [(one, one.terminal) for one in AGENCY_COLUMNS if one.terminal is not None]
    return sorted(shown, key=lambda both: both[1].position)


def page_columns() -> list[tuple[AgencyColumn, OnPage]]:
    """The columns of the page's table, from left to right, each with how it is shown."""
    shown = [(one, one.page) for one in AGENCY_COLUMNS if one.page is not None]
    return sorted(shown, key=lambda both: both[1].position)


def json_fields(state: AgencyState) -> Iterator[tuple[str, Any]]:
    """What the columns say of an agency in JSON, by name."""
    shown = (one.json for one in AGENCY_COLUMNS if one.json is not None)
    return ((one.name, one.value(state)) for one in sorted(shown, key=lambda one: one.position))
