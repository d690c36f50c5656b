"""What a Word report looks like: the styles, the page and the letters that every part of it asks for."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from xlsreport.definition.declaration import Layout
from xlsreport.document.docx.markup import DECLARATION, element
from xlsreport.document.docx.page import MAIN, PageSetup, house_page
from xlsreport.document.docx.styles import HouseStyles, defaults, style_names
from xlsreport.document.house import HouseStyle, house_style


@dataclass(frozen=True, slots=True, eq=False)
class Look:
    """What a report is set in.

    ``ids`` are the ids of its styles by their roles; ``styles`` and ``theme`` (empty where there is none) are whole
    parts of the file; ``table_size`` is the size that the style of table texts has, in points.
    """

    house: HouseStyle
    language: str
    ids: Mapping[str, str]
    styles: str
    page: PageSetup
    table_size: float
    theme: str = ""

    @property
    def hint(self) -> str:
        """The run property that says to which script marks belong that both have."""
        return f'<w:rFonts w:hint="{self.house.hint}"/>'


@lru_cache(maxsize=16)
def house_look(layout: Layout, language: str) -> Look:
    """The look of a house style; the same for every report of its layout and language."""
    house, names = house_style(layout), style_names(language)
    ids = {role: name.id for role, name in names.items()}
    writer = HouseStyles(house, names, ids)
    styles = element("styles", defaults(house, language), *map(writer.style, names))
    root = styles.replace("<w:styles>", f'<w:styles xmlns:w="{MAIN}">', 1)
    return Look(house, language, ids, DECLARATION + root, house_page(house, ids), house.table.size)
