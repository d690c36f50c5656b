"""The first sheet of the provenance: what was added up and how, who is missing, and what to look at."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from xlsreport.layout.cells import CellRef
from xlsreport.round.consolidation.consolidating import Consolidation
from xlsreport.round.consolidation.consolidation_sentences import incomplete_sentence
from xlsreport.round.consolidation.lists.line_sources import line_sheet_names
from xlsreport.round.counting.round_state import AgencyState
from xlsreport.round.folder import Round
from xlsreport.round.ledger.timestamps import local_text
from xlsreport.workbook.office_list.list_sheet import CellLink, ListValue, OfficeList

_Line = tuple[ListValue, str]


def about_sheet(round_: Round, result: Consolidation, as_of: str) -> OfficeList:
    """The sheet; ``as_of`` is the moment of the last record in the ledger, as the ledger writes it."""
    messages = round_.messages
    headings = [messages("consolidate.about_what"), messages("consolidate.about_said")]
    lines: list[_Line] = [*_facts(round_, result, as_of), *_agencies(round_, result), *_sheets(round_, result)]
    return OfficeList(messages("consolidate.about"), messages("consolidate.about_guidance"), headings, lines)


def _facts(round_: Round, result: Consolidation, as_of: str) -> Iterator[_Line]:
    messages, scope = round_.messages, result.scope
    declaration = round_.definition.declaration
    parent = scope.parent
    if lacking := incomplete_sentence(round_, result):
        yield messages("consolidate.about_incomplete"), lacking
    named = {"agency": scope.agency, "code": parent.code if parent else ""}
    yield messages("consolidate.about_agency"), messages("consolidate.named", **named) if parent else scope.agency
    yield messages("consolidate.about_report"), f"{declaration.name} [{round_.definition.name}]"
    yield messages("consolidate.about_year"), round_.period_code
    yield messages("consolidate.about_round"), f"{round_.name} [{round_.id}]".strip()
    yield messages("consolidate.about_as_of"), local_text(as_of)
    how = "parents_counted" if result.options.count_parents else "ends_counted"
    yield messages("consolidate.about_how"), messages(f"consolidate.{how}")
    yield messages("consolidate.about_counted"), str(len(scope.counted))


def _agencies(round_: Round, result: Consolidation) -> Iterator[_Line]:
    """Agencies that are missing or whose figures need a look: for each group a count, then a line for each agency."""
    groups: tuple[tuple[str, Sequence[AgencyState]], ...] = (
        ("left_out", result.scope.left_out),
        ("warned", result.warned),
        ("superseded", result.superseded),
        ("twice", [one.parent for one in result.twice]),
    )
    if result.undecided:
        groups = (*groups, ("undecided", result.undecided))
    for key, states in groups:
        yield round_.messages(f"consolidate.about_{key}"), str(len(states))
        for one in states:
            named = {"code": one.agency.code, "agency": one.agency.name}
            state = round_.messages(f"status.{one.state}")
            yield "", round_.messages("consolidate.agency", **named, state=state).strip()
    if departed := result.scope.departed:
        yield round_.messages("consolidate.about_departed"), str(len(departed))
        for gone in departed:
            yield "", round_.messages("consolidate.named", code=gone.code, agency=gone.name)


def _sheets(round_: Round, result: Consolidation) -> Iterator[_Line]:
    """Links to the other sheets, with what each is for."""
    comments = ("comments",) if result.form.comments else ()
    for key in ("totals", "sources", "oddities", *comments, "differences"):
        sheet = round_.messages(f"consolidate.{key}")
        yield CellLink(CellRef(sheet, 0, 0), sheet), round_.messages(f"consolidate.about_{key}")
        if key == "sources":
            for name, of_list in line_sheet_names(result.form, round_.messages).items():
                combines = result.form.lines[name].shape.combine is not None
                about = "consolidate.about_lines" if combines else "consolidate.lines_of_one"
                yield CellLink(CellRef(of_list, 0, 0), of_list), round_.messages(about)
