"""What the style of a table does to the cells of the table ([ECMA-376] part 1, 18.5.1 and 18.8.83).

Excel's own styles leave everything legible, and a file only names them. One that the file brings with it may not.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from xlsreport.layout.cells import CellRange, parse_range
from xlsreport.opc.safe_xml import parse_xml
from xlsreport.xlsx.appearance.hiding_reasons import VisualStyle
from xlsreport.xlsx.appearance.visual_style import restyled
from xlsreport.xlsx.cell_format.style_sheet import DifferentialFormat, StyleSheet
from xlsreport.xlsx.package.workbook_package import Package

_WHOLE = "wholeTable"


@dataclass(frozen=True, slots=True)
class StyledTable:
    """A table with a style that came with the file.

    Attributes:
        area: its cells.
        whole: what applies to all of them.
        parts: what applies besides to some: a heading, every other row …
    """

    area: CellRange
    whole: DifferentialFormat
    parts: Sequence[DifferentialFormat]

    @property
    def strikes_out(self) -> bool:
        """Whether it strikes out what is in some cell."""
        return any(one.font is not None and one.font.is_struck for one in (self.whole, *self.parts))

    def variants(self, style: VisualStyle, styles: StyleSheet) -> Iterator[VisualStyle]:
        """How the contents of one of its cells may be drawn, wherever in the table it is."""
        everywhere = restyled(style, self.whole, None, styles.palette)
        yield everywhere
        for part in self.parts:
            yield restyled(everywhere, part, None, styles.palette)


def styled_tables(package: Package, part: str, styles: StyleSheet) -> Iterator[StyledTable]:
    """The tables on a sheet, by the name of its part, whose styles came with the file."""
    for one in package.relationships(part):
        if one.kind == "table" and one.target in package.parts and styles.tables:
            root = parse_xml(package.parts[one.target])
            area = parse_range(root.attributes.get("ref", ""), "")
            named = [info.attributes.get("name", "") for info in root.all("tableStyleInfo")]
            formats = styles.tables.get(named[-1], {}) if named else {}
            if area is not None and formats:
                parts = tuple(own for kind, own in formats.items() if kind != _WHOLE)
                yield StyledTable(area, formats.get(_WHOLE, DifferentialFormat()), parts)
