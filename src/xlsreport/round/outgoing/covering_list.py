"""The list that says which workbook goes to whom."""

from __future__ import annotations

from collections.abc import Sequence

from xlsreport.round.files.guarded_output import OutputFile, write_unless_changed
from xlsreport.round.folder import Round
from xlsreport.round.outgoing.distribution import DistributedWorkbook
from xlsreport.workbook.office_list.list_sheet import OfficeList, list_bytes

_COLUMNS = ("code", "name", "kind", "parent", "contact")


def write_covering_list(round_: Round, done: Sequence[DistributedWorkbook]) -> OutputFile:
    """Write the covering list of a distribution beside its workbooks, unless somebody has changed the one there.

    Raises:
        RoundError: it cannot be written.
    """
    messages = round_.messages
    headings = [messages(f"roster.{name}") for name in _COLUMNS]
    headings += [messages("distribute.file"), messages("distribute.previous")]
    title = messages("distribute.list")
    guidance = messages("distribute.guidance", year=round_.year, name=round_.name, count=len(done))
    sheet = OfficeList(title, guidance, headings, [_row(round_, one) for one in done])
    path = round_.subfolder("round.distributed") / f"{title}.xlsx"
    return OutputFile(path, write_unless_changed(path, list_bytes(title, [sheet], messages), messages))


def _row(round_: Round, one: DistributedWorkbook) -> list[str]:
    agency, messages = one.agency, round_.messages
    above = round_.roster.get(agency.parent)
    known = messages("table.yes" if one.previous else "table.no")
    return [agency.code, agency.name, agency.kind, above.name if above else "", agency.contact, one.path.name, known]
