"""Labels and other fixed words that are cleared, changed and exchanged."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import openpyxl
from openpyxl.formatting.formatting import ConditionalFormattingList

from abuse.deed import Deed, InOpenpyxl, InParts, Read, Rejected, calc, note, put, read, shown, warning
from abuse.form import Form, right
from abuse.package import Package
from abuse.restyling import STYLES, add_conditional, restyled
from xlsreport.layout.cells import CellRef
from xlsreport.layout.sheet_layouts import CHECK_COLUMNS

_LABEL, _OTHER = "（一）予以公开", "（二）部分公开"


def label_cleared(form: Form) -> Deed:
    """The label of a row is deleted."""
    cell = form.label("（一）予以公开")
    return Deed(calc(("clear", cell.sheet, cell.a1)), Rejected("labels"), lambda file: file.value(cell) is None)


def label_changed(form: Form) -> Deed:
    """The label of a row is changed into another."""
    return _relabelled({form.label("（一）予以公开"): "（一）不予公开"}, Rejected("labels"))


def labels_exchanged(form: Form) -> Deed:
    """The labels of two rows are exchanged."""
    words = "1.属于国家秘密", "2.其他法律行政法规禁止公开"
    cells = map(form.label, reversed(words))
    return _relabelled(dict(zip(cells, words, strict=True)), Rejected("labels"))


def column_headings_exchanged(form: Form) -> Deed:
    """The headings of two columns are exchanged."""
    words = "商业企业", "科研机构"
    cells = map(form.label, reversed(words))
    return _relabelled(dict(zip(cells, words, strict=True)), Rejected("labels"))


def label_in_other_punctuation(form: Form) -> Deed:
    """A label gets half-width brackets and a blank, as programs and people write it."""
    return _relabelled({form.label("（一）予以公开"): "(一) 予以公开"}, Read())


def section_on_the_checks_sheet_changed(form: Form) -> Deed:
    """The name of a section in a line of the checks sheet is changed."""
    status = form.status("balance.natural")
    cell = right(status, CHECK_COLUMNS.index("section"))
    return _relabelled({cell: "别处"}, read(note("text", cell)))


def heading_changed(form: Form) -> Deed:
    """The heading of a table's sheet is changed."""
    heading = form.layout.sections["requests_section"].heading
    return _relabelled({heading: "三、申请"}, read(note("text", heading)))


def guidance_cleared(form: Form) -> Deed:
    """The guidance on a sheet is deleted, and its row is kept."""
    (guidance,) = form.layout.sections["requests_section"].guidance
    return _relabelled({guidance: None}, read(note("text", guidance)))


def _relabelled(words: Mapping[CellRef, str | None], outcome: Read | Rejected) -> Deed:
    return Deed(put(words), outcome, shown(words))


def heading_changed_and_sheet_renamed(form: Form) -> Deed:
    """The sheet of a table is renamed, and its heading is changed: nothing is left to find it by."""
    heading = form.layout.sections["requests_section"].heading
    return Deed(
        calc(("text", heading.sheet, heading.a1, "申请"), ("rename", heading.sheet, "申请")),
        Rejected("missing_sheet"),
        lambda file: heading.sheet not in file.sheets,
    )


def fonts_and_colours_changed(form: Form) -> Deed:
    """Figures are written in white on white."""
    area = form.area("received.natural", "received.others")
    return Deed(
        calc(("in_white", area.sheet, area.a1)),
        read(warning("hidden", area)),
        lambda file: file.value(area.first) == form.figure("received.natural"),
    )


def formats_dropped(form: Form) -> Deed:
    """All conditional formats of a sheet are removed."""
    name = form.requests.sheet

    def drop(book: openpyxl.Workbook) -> None:
        book[name].conditional_formatting = ConditionalFormattingList()

    return Deed(InOpenpyxl(drop), Read(), lambda file: not file.elements(name, "conditionalFormatting"))


def label_in_words_of_its_format(form: Form) -> Deed:
    """The number format of a label shows that of another row in its place: figures were typed by what was seen."""
    return _seen_otherwise(form, restyled([form.label(_LABEL)], code=f';;;"{_OTHER}"'))


def label_in_words_of_a_condition(form: Form) -> Deed:
    """The same by the number format of a conditional format."""
    dxf = f'<numFmt numFmtId="310" formatCode=";;;&quot;{_OTHER}&quot;"/>'
    return _seen_otherwise(form, lambda file: add_conditional(file, form.label(_LABEL), dxf))


def label_struck_out(form: Form) -> Deed:
    """A label is struck out, as if its row were not to be filled in."""
    deed = _seen_otherwise(form, restyled([form.label(_LABEL)], font={"strike": {"val": "1"}}))
    return Deed(deed.how, deed.outcome, lambda file: b"<strike" in file.parts[STYLES])


def _seen_otherwise(form: Form, change: Callable[[Package], None]) -> Deed:
    """A label holds what it was given out with, and is seen otherwise."""
    told_at = warning("text", form.label(_LABEL))
    return Deed(InParts(change), read(told_at), lambda file: _OTHER.encode() in file.parts[STYLES])
