"""The findings of checked workbooks as a web page that needs neither a network nor a script.

``findings_page``, ``findings_fragment`` and ``stylesheet`` can be imported from here.

web_page.py        what others call: a whole page, a fragment of one, the style
checked_file.py    one file: verdict, sheets, findings in the order of the sheets
finding_view.py    one finding: its cells with their links, values, suspects, what else does not hold
sheet_parts.py     what stands on a sheet: its tables, list, paragraphs, the cover
cell_texts.py      what is shown of a figure
cell_marks.py      which cells findings are about
sheet_drawing.py   a part of a sheet as a table with marked cells, cut to the rows and columns that matter
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from xlsreport.lazy_names import lazy_names

if TYPE_CHECKING:
    from xlsreport.findings_page.web_page import findings_fragment as findings_fragment
    from xlsreport.findings_page.web_page import findings_page as findings_page
    from xlsreport.findings_page.web_page import stylesheet as stylesheet


_HOMES = {
    "web_page": "findings_fragment findings_page stylesheet",
}
"""The public names of each module."""

__getattr__, __dir__, __all__ = lazy_names(__name__, _HOMES)
