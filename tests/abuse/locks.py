"""Protection, entry checks, names and remarks."""

from __future__ import annotations

import openpyxl
from openpyxl.styles import Protection
from openpyxl.worksheet.datavalidation import DataValidationList

from abuse.deed import Deed, InOpenpyxl, InParts, Read, calc, note, read
from abuse.form import Form
from xlsreport.layout.cells import CellRef


def sheet_unprotected(form: Form) -> Deed:
    """The protection of a sheet is removed, which needs no password."""
    name = form.requests.sheet
    return Deed(
        calc(("unprotect", name)),
        read(note("protection", name)),
        lambda file: not file.is_protected(name) and file.is_protected(form.cover),
    )


def all_sheets_unprotected(form: Form) -> Deed:
    """The protection of all sheets is removed by a program."""

    def unprotect(book: openpyxl.Workbook) -> None:
        for sheet in book.worksheets:
            sheet.protection.disable()

    return Deed(
        InOpenpyxl(unprotect),
        read(note("protection", form.cover)),
        lambda file: not any(map(file.is_protected, file.sheets)),
    )


def protected_with_another_password(form: Form) -> Deed:
    """The sheets are protected with a password of the clerk's own."""
    return Deed(
        calc(*(("protect", sheet, "geheim") for sheet in form.layout.sheets)),
        Read(),
        lambda file: all(
            element.get("hashValue") or element.get("password")
            for element in file.elements(form.cover, "sheetProtection")
        ),
    )


def labels_unlocked(form: Form) -> Deed:
    """The cells of the labels and totals of a table are unlocked, and the sheet stays protected."""
    name = form.requests.sheet
    first = CellRef(name, 0, 0)

    def unlock(book: openpyxl.Workbook) -> None:
        for row in book[name].iter_rows():
            for cell in row:
                cell.protection = Protection(locked=False)

    return Deed(
        InOpenpyxl(unlock),
        read(note("protection", first)),
        lambda file: file.is_protected(name),
    )


def entry_checks_removed(form: Form) -> Deed:
    """All entry checks of a sheet are removed."""
    name, nil = form.requests.sheet, form.requests.nil
    assert nil is not None

    def remove(book: openpyxl.Workbook) -> None:
        book[name].data_validations = DataValidationList()

    return Deed(
        InOpenpyxl(remove), read(note("validation", nil)), lambda file: not file.elements(name, "dataValidation")
    )


def name_defined(form: Form) -> Deed:
    """A name is defined for an area."""
    area = form.area("received.natural", "received.others")
    content = f"$'{area.sheet}'.$A$1:$B$2"
    return Deed(
        calc(("define_name", "本年新收", content)),
        read(note("name", form.cover)),
        lambda file: "本年新收".encode() in file.parts["xl/workbook.xml"],
    )


def broken_name_injected(form: Form) -> Deed:
    """A name is injected that refers to nothing."""
    name = '<definedName name="旧数据">#REF!</definedName>'
    return Deed(
        InParts(lambda file: file.replace("xl/workbook.xml", "</definedNames>", f"{name}</definedNames>")),
        read(note("name", form.cover)),
        lambda file: "旧数据".encode() in file.parts["xl/workbook.xml"],
    )


def name_like_a_function(form: Form) -> Deed:
    """A name is injected that is hidden and called like one that programs define for themselves."""
    name = '<definedName name="_xlnm.Auto_Open" hidden="1">Macro1!$A$1</definedName>'
    return Deed(
        InParts(lambda file: file.replace("xl/workbook.xml", "</definedNames>", f"{name}</definedNames>")),
        read(note("name", form.cover)),
        lambda file: b"Auto_Open" in file.parts["xl/workbook.xml"],
    )


def comment_added(form: Form) -> Deed:
    """A comment is added to a figure."""
    cell = form.cell("granted.natural")
    return Deed(
        calc(("remark", cell.sheet, cell.a1, "数字待核")),
        read(note("comment", cell)),
        lambda file: any("数字待核".encode() in part for part in file.parts.values()),
    )
