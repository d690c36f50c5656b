"""What comes along when a text is pasted: headings, pictures, struck-out letters, numbers where texts are asked for."""

from __future__ import annotations

from itertools import count

import openpyxl
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.styles import Font

from abuse.deed import Deed, InOpenpyxl, InParts, Read, put, read, shown, told, warning
from abuse.form import Form
from abuse.package import Package, Value
from xlsreport.layout.cells import CellRef
from xlsreport.submission.submission import Entry

_PICTURE = '_xlfn.DISPIMG("ID_0123456789ABCDEF0123456789ABCDEF",1)'
_SHOWN = f"={_PICTURE.removeprefix('_xlfn.')}"


def _lines(form: Form, *texts: str) -> dict[CellRef, Value | None]:
    return {form.overview.line(number): text for number, text in enumerate(texts)}


def heading_pasted_with_its_text(form: Form) -> Deed:
    """A section's own heading stands above its text, which the report prints by itself."""
    texts = ("一、 总体情况：", "第一段。", "第二段。")
    outcome = read(told("pasted.heading", "note", form.overview.line(0)), overview=texts)
    return Deed(put(_lines(form, *texts)), outcome, shown(_lines(form, *texts)))


def document_pasted_into_one_section(form: Form) -> Deed:
    """A whole document, from its title to its last section, is pasted into the first section."""
    texts = (
        "2025年政府信息公开工作年度报告",
        "一、总体情况",
        "第一段。",
        "— 1 —",
        "二、主动公开政府信息情况",
        "见表。",
        "五、存在的主要问题及改进情况",
        "第三段。",
    )
    kinds = {0: "title", 1: "heading", 3: "page_number"}
    findings = {told(f"pasted.{kind}", "note", form.overview.line(line)) for line, kind in kinds.items()}
    findings |= {told("pasted.other_section", "warning", form.overview.line(line)) for line in (4, 6)}
    typed = _lines(form, *texts)
    return Deed(put(typed), Read({"overview": texts}, frozenset(findings)), shown(typed))


def rows_of_a_table_among_the_paragraphs(form: Form) -> Deed:
    """A row of a table is pasted into a paragraph's cell, tabs and all."""
    typed = {form.overview.line(1): "行政许可\t12\t3"}
    outcome = read(
        told("pasted.table_row", "warning", form.overview.line(1)),
        overview=("overview 1", "行政许可\t12\t3", "overview 3"),
    )
    return Deed(put(typed), outcome, shown(typed))


def code_of_a_web_page_among_the_paragraphs(form: Form) -> Deed:
    """A text is copied out of the source of a web page."""
    text = "<p>第一段。&nbsp;</p>"
    line = form.overview.line(1)
    findings = told("pasted.markup", "warning", line), told("pasted.entity", "note", line)
    outcome = read(*findings, overview=("overview 1", text, "overview 3"))
    return Deed(put({line: text}), outcome, shown({line: text}))


def _pictured(cell: CellRef, kind: str | None = None) -> InParts:
    def change(file: Package) -> None:
        file.put(cell, "#NAME?" if kind else _SHOWN, formula=_PICTURE, kind=kind)

    return InParts(change)


def picture_for_a_paragraph(form: Form) -> Deed:
    """WPS puts a picture into a paragraph's cell."""
    cell = form.overview.line(1)
    outcome = read(told("kind", "error", cell), overview=("overview 1", _SHOWN, "overview 3"))
    return Deed(_pictured(cell), outcome, lambda file: file.formula(cell) == _PICTURE)


def picture_for_a_figure(form: Form) -> Deed:
    """WPS puts a picture into a figure's cell, and another program, which does not know it, shows an error."""
    cell = form.cell("proactive.licensing.decisions")
    outcome = Read({"proactive.licensing.decisions": Entry("#NAME?")}, frozenset({told("kind", "error", cell)}))
    return Deed(_pictured(cell, kind="e"), outcome, lambda file: file.formula(cell) == _PICTURE)


def picture_for_a_telephone_number(form: Form) -> Deed:
    """WPS puts a picture into a cell of the cover."""
    cell = form.layout.cover.fields["phone"]
    outcome = read(told("kind", "error", cell), phone=_SHOWN)
    return Deed(_pictured(cell), outcome, lambda file: file.formula(cell) == _PICTURE)


def words_struck_out_in_a_paragraph(form: Form) -> Deed:
    """A number is struck out and another typed behind it: both are read."""
    cell = form.overview.line(1)
    rich = CellRichText("收到申请", TextBlock(InlineFont(strike=True), "120"), "94件")

    def change(book: openpyxl.Workbook) -> None:
        book[cell.sheet][cell.a1] = rich

    return Deed(
        InOpenpyxl(change),
        read(told("appearance", "warning", cell), overview=("overview 1", "收到申请12094件", "overview 3")),
        lambda file: file.value(cell) == "收到申请12094件",
    )


def figure_struck_out(form: Form) -> Deed:
    """A figure is struck out as a whole, and is read all the same."""
    cell = form.cell("proactive.licensing.decisions")

    def change(book: openpyxl.Workbook) -> None:
        book[cell.sheet][cell.a1].font = Font(strike=True)

    return Deed(
        InOpenpyxl(change),
        read(told("appearance", "warning", cell)),
        lambda file: b"<strike" in file.parts["xl/styles.xml"],
    )


def mark_of_a_footnote_behind_a_number(form: Form) -> Deed:
    """A raised 1 for a footnote stands behind a number, and is read as its last digit."""
    cell = form.overview.line(1)
    rich = CellRichText("共97", TextBlock(InlineFont(vertAlign="superscript"), "1"), "件。")

    def change(book: openpyxl.Workbook) -> None:
        book[cell.sheet][cell.a1] = rich

    return Deed(
        InOpenpyxl(change),
        read(told("appearance", "warning", cell), overview=("overview 1", "共971件。", "overview 3")),
        lambda file: file.value(cell) == "共971件。",
    )


def telephone_number_as_a_number(form: Form) -> Deed:
    """A telephone number is pasted as a number, by which it loses its first zero."""
    cell = {form.layout.cover.fields["phone"]: 57112345678}
    (where,) = cell
    return Deed(put(cell), read(told("kind", "warning", where), phone="57112345678"), shown(cell))


def references_lost_on_the_checks_sheet(form: Form) -> Deed:
    """All references of the checks sheet are lost, by which nothing is checked in the workbook any more."""
    checks = form.layout.checks.sheet
    columns = ("A", "E", "F", "G")

    def change(file: Package) -> None:
        for row in count(5):
            first = CellRef(checks, row - 1, 0)
            if file.formula(first) is None:
                break
            for column in columns:
                cell = CellRef(checks, row - 1, "ABCDEFG".index(column))
                if file.formula(cell) is not None:
                    file.put(cell, "#REF!", formula="#REF!", kind="e")

    status = CellRef(checks, 4, 0)
    last = CellRef(checks, 3 + len(form.layout.checks.rows), 0)
    return Deed(
        InParts(change),
        read(warning("formula", status.to(last))),  # told once for each sheet
        lambda file: file.formula(status) == "#REF!",
    )
