"""What other programs are told so that they read the same workbooks: a template for crease, a datamap for datamaps."""

from __future__ import annotations

import csv
import io

from xlsreport import Definition, Place
from xlsreport.layout.cells import CellRef
from xlsreport.layout.workbook_layout import layout_of

_COLUMNS = {
    "natural": "自然人",
    "business": "商业企业",
    "research": "科研机构",
    "welfare": "社会公益组织",
    "law_services": "法律服务机构",
    "others": "其他",
    "all": "总计",
}
"""The columns of table three, and their headings."""


def table_three(definition: Definition) -> str:
    """A template for crease 2: every figure of table three, column by column, as whole numbers that are not negative.

    Its headings stand in several rows, of which crease reads one for each entity; so there are three entities.
    """
    layout, columns = layout_of(definition), tuple(_COLUMNS)
    cells = {column: layout.cell(Place("requests", "received", column)) for column in _COLUMNS}
    last = layout.cell(Place("requests", "carried_out", "all"))
    blocks = (("natural", columns[:1], 2), ("legal", columns[1:6], 1), ("all", columns[6:], 2))
    lines = ["template_id: requests", "description: table three", "entities:"]
    for name, block, above in blocks:
        first, end = cells[block[0]], CellRef(last.sheet, last.row, cells[block[-1]].column)
        area = f"{CellRef(first.sheet, first.row - above, first.column).a1}:{end.a1}"
        locate = f'tab: {first.sheet}, orientation: flat, cell_range: "{area}", data_starts_row: {first.row}'
        lines += [f"  - name: {name}", "    cardinality: many"]
        lines += [f"    locate: {{{locate}, duplicate_policy: ignore}}", "    fields:"]
        lines += [f"      - {{name: {c}, source_column: {_COLUMNS[c]}, type: integer, minimum: 0}}" for c in block]
    return "\n".join(lines) + "\n"


def datamap(definition: Definition) -> str:
    """A datamap for datamaps 1.1: all cells into which figures are entered, as numbers."""
    layout = layout_of(definition)
    stream = io.StringIO()
    writer = csv.writer(stream)
    writer.writerow(("cell_key", "template_sheet", "cell_reference", "type"))
    for place, facts in definition.places.items():
        if not facts.computed:
            cell = layout.cell(place)
            writer.writerow((str(place), cell.sheet, cell.a1, "NUMBER"))
    return stream.getvalue()
