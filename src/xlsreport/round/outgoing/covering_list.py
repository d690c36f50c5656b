"""The covering list: which workbook goes to which agency."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from xlsreport.definition.paper_sizes import paper_of
from xlsreport.definition.variation.askable_parts import varies
from xlsreport.round.files.guarded_output import OutputFile, put_unless_changed
from xlsreport.round.folder import Round
from xlsreport.round.outgoing.distribution import DistributedWorkbook
from xlsreport.round.roster.agencies import ROSTER_COLUMNS, Roster
from xlsreport.workbook.office_list.list_sheet import list_bytes
from xlsreport.workbook.office_list.sheet_columns import SheetColumn, list_of_columns


def write_covering_list(round_: Round, done: Sequence[DistributedWorkbook]) -> OutputFile:
    """Write the covering list of a distribution beside its workbooks, unless somebody has changed the present one.

    Raises:
        RoundError: it cannot be written.
    """
    messages = round_.messages
    title = messages("distribute.list")
    guidance = messages("distribute.guidance", year=round_.in_titles, name=round_.name, count=len(done))
    sheet = list_of_columns(title, guidance, _columns(round_), done, messages)
    path = round_.subfolder("round.distributed") / f"{title}.xlsx"
    data = list_bytes(title, [sheet], messages, paper_of(round_.definition.declaration.page_style))
    return put_unless_changed(path, data, messages)


def _columns(round_: Round) -> list[SheetColumn[DistributedWorkbook]]:
    """What the roster says of the agency, then the file, whose form it is, and whether it holds last year's figures."""
    yes, no = round_.messages("table.yes"), round_.messages("table.no")
    form: SheetColumn[DistributedWorkbook] = SheetColumn("distribute.form", partial(_form, round_))
    return [
        *(SheetColumn(f"roster.{name}", partial(_roster_value, name, round_.roster)) for name in ROSTER_COLUMNS),
        SheetColumn("distribute.file", lambda one: one.path.name),
        *([form] if varies(round_.definition.declaration) else []),
        SheetColumn("distribute.previous", lambda one: yes if one.previous else no),
    ]


def _form(round_: Round, one: DistributedWorkbook) -> str:
    """For which kind of bodies the form is."""
    asked = round_.form_for(one.agency)
    labels = [asked.bodies[kind].label for kind in asked.variant]
    return round_.messages("wording.comma").join(labels) or round_.messages("distribute.whole")


def _roster_value(name: str, roster: Roster, one: DistributedWorkbook) -> str:
    """A column of the roster; the agency above stands by its name."""
    value = str(getattr(one.agency, name))
    if name == "parent":
        above = roster.get(value)
        return above.name if above else ""
    return value
