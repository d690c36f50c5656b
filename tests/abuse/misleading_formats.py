"""Number formats that show another figure than the cell holds."""

from __future__ import annotations

from xml.sax.saxutils import escape

from abuse.deed import Deed, InParts, Read, read, told, warning
from abuse.form import Form
from abuse.package import Package
from abuse.restyling import STYLES, add_conditional, add_extension, restyled
from xlsreport.layout.cells import CellRef
from xlsreport.submission.submission import Entry

_PLACE = "proactive.licensing.decisions"
_AMOUNTS = {"2019": "proactive.procurement.spent", "2021": "proactive.fees.charged"}
"""By edition, an amount: the older one leaves its unit open, the newer one asks for it in 万元."""


def _in_format(form: Form, code: str, outcome: Read | None = None) -> Deed:
    """A figure gets a number format, which is told at its cell."""
    cell = form.cell(_PLACE)
    written = escape(code, {'"': "&quot;"}).encode()
    return Deed(
        InParts(restyled([cell], code=code)),
        outcome or read(warning("format", cell)),
        lambda file: written in file.parts[STYLES],
    )


def point_by_an_exclamation_mark(form: Form) -> Deed:
    """A figure is shown divided by ten thousand: an exclamation mark makes a point of what follows it."""
    return _in_format(form, "0!.0000")


def point_by_a_backslash(form: Form) -> Deed:
    """The same by a backslash."""
    return _in_format(form, "0\\.0000")


def point_by_quotation_marks(form: Form) -> Deed:
    """The same by quotation marks."""
    return _in_format(form, '0"."0000')


def unit_as_a_currency(form: Form) -> Deed:
    """Ten thousand stands beside a figure as if it were a currency."""
    return _in_format(form, "[$万]0")


def amount_in_another_unit(form: Form) -> Deed:
    """An amount that is asked for in 万元 is shown as one in 元, as if it were a ten-thousandth."""
    return _amount_in(form, "元", told_in="2021")


def amount_in_its_own_unit(form: Form) -> Deed:
    """An amount that is asked for in 万元 is shown with this unit; told where the form leaves it open."""
    return _amount_in(form, "万元", told_in="2019")


def _amount_in(form: Form, unit: str, told_in: str) -> Deed:
    cell = form.cell(_AMOUNTS[form.edition])
    return Deed(
        InParts(restyled([cell], code=f'0.00####"{unit}"')),
        read(*([warning("format", cell)] if form.edition == told_in else [])),
        lambda file: f"0.00####&quot;{unit}&quot;".encode() in file.parts[STYLES],
    )


def digit_as_a_currency(form: Form) -> Deed:
    """A digit stands behind a figure as if it were a currency."""
    return _in_format(form, "0[$9]")


def chinese_numerals_by_language(form: Form) -> Deed:
    """A figure is shown in the numerals of another language."""
    return _in_format(form, "[$-2000401]0")


def thousands_in_words(form: Form) -> Deed:
    """A letter stands behind a figure that means thousands."""
    return _in_format(form, '0"k"')


def zeros_in_words(form: Form) -> Deed:
    """Three zeros stand behind a figure."""
    return _in_format(form, '0"000"')


def figure_instead_of_zero(form: Form) -> Deed:
    """A zero is shown as a three, in words."""
    cell = form.cell(_PLACE)

    def change(file: Package) -> None:
        restyled([cell], code='0;-0;"三"')(file)
        file.put(cell, 0)

    outcome = Read({_PLACE: 0}, frozenset({warning("format", cell)}))
    return Deed(InParts(change), outcome, lambda file: file.value(cell) == 0)


def nothing_shown(form: Form) -> Deed:
    """A figure is shown as nothing at all."""
    return _in_format(form, ";;;")


def only_negative_figures_shown(form: Form) -> Deed:
    """A figure is shown as nothing, since only negative ones are."""
    return _in_format(form, ";-0")


def figure_by_condition(form: Form) -> Deed:
    """A figure is shown as another one above a limit."""
    return _in_format(form, '[>100]"12";0')


def elapsed_hours(form: Form) -> Deed:
    """A figure is shown as the hours of so many days: it is no number then, but a time."""
    shown = f"{form.figure(_PLACE) * 24:02}:00:00"
    outcome = Read({_PLACE: Entry(shown)}, frozenset({told("kind", "error", form.cell(_PLACE))}))
    return _in_format(form, "[h]", outcome)


def digits_in_front(form: Form) -> Deed:
    """A digit stands before a figure, without quotation marks, as programs let it."""
    return _in_format(form, "\\10")


def scaled_by_commas(form: Form) -> Deed:
    """A figure is shown in thousands."""
    return _in_format(form, "0,")


def letters_of_one_language(form: Form) -> Deed:
    """A figure is shown as the year of an era."""
    return _in_format(form, "[$-411]e")


def fraction(form: Form) -> Deed:
    """A figure is shown as a fraction."""
    return _in_format(form, "0/8")


def built_in_percent(form: Form) -> Deed:
    """A figure is shown as a percentage, by the number of a built-in format that the file does not declare."""
    cell = form.cell(_PLACE)
    return Deed(
        InParts(restyled([cell], number=9)),
        read(warning("format", cell)),
        lambda file: b'numFmtId="9"' in file.parts[STYLES],
    )


def built_in_number_declared_anew(form: Form) -> Deed:
    """A built-in number is declared to be another format, which not every program takes."""
    cell = form.cell(_PLACE)

    def change(file: Package) -> None:
        restyled([cell], number=3)(file)
        file.replace(STYLES, "</numFmts>", '<numFmt numFmtId="3" formatCode="0,"/></numFmts>')

    outcome = read(warning("format", cell))
    return Deed(InParts(change), outcome, lambda file: b'numFmtId="3" formatCode="0,"' in file.parts[STYLES])


def format_by_condition(form: Form) -> Deed:
    """A format under a condition shows a figure in thousands."""
    cell = form.cell(_PLACE)
    dxf = '<numFmt numFmtId="300" formatCode="0,"/>'
    return Deed(
        InParts(lambda file: add_conditional(file, cell, dxf)),
        read(warning("format", cell)),
        lambda file: b'formatCode="0,"' in file.parts[STYLES],
    )


def format_by_condition_and_number(form: Form) -> Deed:
    """A format under a condition names a built-in number only, that of percentages."""
    cell = form.cell(_PLACE)
    dxf = '<numFmt numFmtId="10"/>'
    return Deed(
        InParts(lambda file: add_conditional(file, cell, dxf)),
        read(warning("format", cell)),
        lambda file: b'<numFmt numFmtId="10"/>' in file.parts[STYLES],
    )


def format_by_a_newer_condition(form: Form) -> Deed:
    """A format under a condition stands where newer programs keep conditions, in an extension of the sheet."""
    cell = form.cell(_PLACE)
    return Deed(
        InParts(lambda file: _add_newer_condition(file, cell, '<numFmt numFmtId="301" formatCode="0,"/>')),
        read(warning("format", cell)),
        lambda file: any(b"x14:conditionalFormatting" in part for part in file.parts.values()),
    )


def _add_newer_condition(file: Package, cell: CellRef, dxf: str) -> None:
    x14 = "http://schemas.microsoft.com/office/spreadsheetml/2009/9/main"
    xm = "http://schemas.microsoft.com/office/excel/2006/main"
    rule = (
        '<x14:cfRule type="expression" priority="1" id="{00000000-0000-0000-0000-000000000001}"><xm:f>TRUE</xm:f>'
        f"<x14:dxf>{dxf}</x14:dxf></x14:cfRule>"
    )
    listed = f"<x14:conditionalFormatting>{rule}<xm:sqref>{cell.a1}</xm:sqref></x14:conditionalFormatting>"
    add_extension(
        file,
        cell.sheet,
        f'<ext xmlns:x14="{x14}" xmlns:xm="{xm}" uri="{{78C0D931-6437-407d-A8EE-F0AAD7539E65}}">'
        f"<x14:conditionalFormattings>{listed}</x14:conditionalFormattings></ext>",
    )


def harmless_formats(form: Form) -> Deed:
    """Figures get formats that show them as they are: thousands parted, a unit, a currency, brackets, a colour."""
    codes = ("#,##0", '0"件"', "[$¥-804]#,##0", "#,##0_);(#,##0)", "[Blue]0", "G/通用格式", "0;-0;-", "_ * #,##0_ ")
    rows = (
        "received",
        "carried_in",
        "granted",
        "partly_granted",
        "state_secret",
        "third_party",
        "repeated",
        "petitions",
    )
    cells = [form.cell(f"{row}.natural") for row in rows]

    def change(file: Package) -> None:
        for cell, code in zip(cells, codes, strict=True):
            restyled([cell], code=code)(file)

    return Deed(InParts(change), Read(), lambda file: "G/通用格式".encode() in file.parts[STYLES])


def figure_with_a_data_type(form: Form) -> Deed:
    """A data type, of which the file holds the words that are shown, is tied to a figure."""
    cell = form.cell(_PLACE)
    return Deed(
        InParts(lambda file: file.element(cell).set("vm", "1")),
        read(warning("format", cell)),
        lambda file: file.element(cell).get("vm") == "1",
    )


def built_in_number_declared_as_plain(form: Form) -> Deed:
    """A figure has the built-in number of percentages, which Excel shows, and which the file declares to be whole."""
    cell = form.cell(_PLACE)

    def change(file: Package) -> None:
        restyled([cell], number=10)(file)
        file.replace(STYLES, "</numFmts>", '<numFmt numFmtId="10" formatCode="0"/></numFmts>')

    outcome = read(warning("format", cell))
    return Deed(InParts(change), outcome, lambda file: b'numFmtId="10" formatCode="0"' in file.parts[STYLES])


def total_with_a_digit_in_words(form: Form) -> Deed:
    """A zero stands behind a total in the words of its format: 1299 is shown as 12990."""
    cell = form.cell("granted.all")
    return Deed(
        InParts(restyled([cell], code='0"0"')),
        read(warning("format", cell)),
        lambda file: b"0&quot;0&quot;" in file.parts[STYLES],
    )
