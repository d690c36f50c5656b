"""Sheets of which there are two: one that is read, and one that is seen."""

from __future__ import annotations

from typing import Any

from abuse.adding import OFFICE, add_chart_sheet, add_part, relate
from abuse.deed import Deed, InParts, Rejected, Told, calc, note, read, told, warning
from abuse.form import Form
from abuse.package import Package
from xlsreport.layout.cells import CellRef


def _copied(form: Form, copy: str, position: int, *findings: Told, state: str = "hidden", rename: str = "") -> Deed:
    """The sheet of a table is copied, another figure stands on the copy, and the original is hidden."""
    name, cell = form.requests.sheet, form.cell("received.natural")
    steps: list[tuple[Any, ...]] = [
        ("copy_sheet", name, "x_", position),
        ("rename", "x_", copy),
        ("number", copy, cell.a1, 888),
        ("show_sheet", name, False),
    ]
    return Deed(
        calc(*steps),
        read(warning("hidden", name), note("sheet", copy), *findings),
        lambda file: file.sheets[name] == "hidden" and file.value(CellRef(copy, cell.row, cell.column)) == 888,
    )


def original_hidden_behind_its_copy(form: Form) -> Deed:
    """The sheet of a table is copied, the copy filled in otherwise, and the original hidden, which is the one read."""
    return _copied(form, f"{form.requests.sheet}_2", 4)


def original_hidden_before_its_copy(form: Form) -> Deed:
    """The same where the copy stands before the original."""
    return _copied(form, f"{form.requests.sheet}_2", 0)


def original_hidden_behind_a_copy_of_nearly_its_name(form: Form) -> Deed:
    """The same where the copy has the name of the original with a blank behind it, as people see it."""
    return _copied(form, f"{form.requests.sheet} ", 3)


def original_hidden_behind_a_copy_of_any_name(form: Form) -> Deed:
    """The same where the copy is called something else."""
    return _copied(form, "Sheet1", 9)


def original_very_hidden_behind_its_copy(form: Form) -> Deed:
    """The same where the program does not even offer to show the original."""
    name, copy, cell = form.requests.sheet, f"{form.requests.sheet} (2)", form.cell("received.natural")

    def change(file: Package) -> None:
        _copy_part(file, name, copy)
        file.replace("xl/workbook.xml", f'<sheet name="{name}" ', f'<sheet name="{name}" state="veryHidden" ')
        file.parts["xl/worksheets/copy.xml"] = file.parts["xl/worksheets/copy.xml"].replace(
            f"<v>{form.figure('received.natural')}</v>".encode(), b"<v>888</v>", 1
        )

    return Deed(
        InParts(change),
        read(warning("hidden", name), note("sheet", copy)),
        lambda file: file.sheets[name] == "veryHidden" and file.value(CellRef(copy, cell.row, cell.column)) == 888,
    )


def _copy_part(file: Package, name: str, copy: str) -> None:
    kind = "application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"
    add_part(file, "xl/worksheets/copy.xml", file.parts[file.part(name)], kind)
    relate(file, "xl/workbook.xml", ("rIdC", f"{OFFICE}/worksheet", "worksheets/copy.xml"))
    file.replace("xl/workbook.xml", "</sheets>", f'<sheet name="{copy}" sheetId="99" r:id="rIdC"/></sheets>')


def original_hidden_behind_a_chart_sheet(form: Form) -> Deed:
    """The sheet of a table is hidden, and a sheet with a picture of other figures has nearly its name."""
    name, other = form.requests.sheet, f"{form.requests.sheet} "

    def change(file: Package) -> None:
        file.replace("xl/workbook.xml", f'<sheet name="{name}" ', f'<sheet name="{name}" state="hidden" ')
        add_chart_sheet(file, other, "xl/chartsheets/sheet1.xml")

    return Deed(
        InParts(change),
        read(warning("hidden", name), note("sheet", other), note("picture", form.cover)),
        lambda file: file.sheets[name] == "hidden" and other in file.sheets,
    )


def text_sheet_hidden_behind_its_copy(form: Form) -> Deed:
    """The sheet of a section of paragraphs is copied, another text stands on the copy, and the original is hidden."""
    name, cell = form.overview.sheet, form.overview.line(0)
    copy = f"{name}（2）"
    return Deed(
        calc(("copy_sheet", name, copy, 2), ("text", copy, cell.a1, "另一段"), ("show_sheet", name, False)),
        read(warning("hidden", name), note("sheet", copy)),
        lambda file: file.sheets[name] == "hidden" and file.value(CellRef(copy, cell.row, cell.column)) == "另一段",
    )


def cover_hidden_behind_its_copy(form: Form) -> Deed:
    """The cover is copied, another person stands on the copy, and the original is hidden."""
    name, cell = form.cover, form.layout.cover.fields["phone"]
    copy = f"{name}_2"
    return Deed(
        calc(("copy_sheet", name, copy, 0), ("text", copy, cell.a1, "123"), ("show_sheet", name, False)),
        read(warning("hidden", name), note("sheet", copy)),
        lambda file: file.sheets[name] == "hidden" and file.value(CellRef(copy, cell.row, cell.column)) == "123",
    )


def copy_with_the_name_of_the_original(form: Form) -> Deed:
    """The original is renamed and hidden, and its copy, filled in otherwise, has its name: the copy is read."""
    name, cell = form.requests.sheet, form.cell("received.natural")
    other, figure = f"{name}_2", form.figure("received.natural")

    def change(file: Package) -> None:
        _copy_part(file, name, other)
        part = file.parts["xl/worksheets/copy.xml"]
        shown = part.replace(f"<v>{figure}</v>".encode(), f"<v>{figure + 1}</v>".encode(), 1)
        file.parts["xl/worksheets/copy.xml"] = shown
        file.replace("xl/workbook.xml", f'<sheet name="{name}" ', '<sheet name="x" state="hidden" ')
        file.replace("xl/workbook.xml", f'<sheet name="{other}" ', f'<sheet name="{name}" ')
        file.replace("xl/workbook.xml", '<sheet name="x" ', f'<sheet name="{other}" ')

    return Deed(
        InParts(change),
        read(
            note("sheet", other),
            note("sheet", form.cover),
            told("recalculated", "note", form.cell("received.all")),
            *(told("balance", "error", form.cell(f"received.{column}")) for column in ("natural", "all")),
            requests__received__natural=figure + 1,
        ),
        lambda file: file.value(cell) == figure + 1,
    )


def text_sheets_with_each_others_names(form: Form) -> Deed:
    """The sheets of two sections of paragraphs get each other's names."""
    first, second = (form.layout.narratives[name].sheet for name in ("overview", "problems"))
    return Deed(
        calc(("rename", first, "x"), ("rename", second, first), ("rename", "x", second)),
        Rejected("labels"),
        lambda file: list(file.sheets).index(first) > list(file.sheets).index(second),
    )
