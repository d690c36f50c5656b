"""Letters that are struck out, raised or invisible within a text, in every way that a workbook says so."""

from __future__ import annotations

from abuse.deed import Deed, InParts, Read, read, told, warning
from abuse.form import Form
from abuse.package import Package
from abuse.restyling import STYLES, add_conditional, restyled
from xlsreport.submission.submission import Entry

_FIGURE = "proactive.licensing.decisions"


def _rich(form: Form, runs: str, text: str, rule: str = "appearance") -> Deed:
    """A paragraph consists of runs of letters, kept in its cell; a finding of a rule comes of it, or of none."""
    cell = form.overview.line(1)

    def change(file: Package) -> None:
        file.put(cell, None)
        element = file.element(cell)
        element.set("t", "inlineStr")
        element.append(file.parsed(f"<is>{runs}</is>"))

    findings = [told(rule, "warning", cell)] if rule else []
    return Deed(
        InParts(change),
        read(*findings, overview=("overview 1", text, "overview 3")),
        lambda file: bool(file.elements(cell.sheet, "is")),
    )


def _run(text: str, properties: str = "") -> str:
    return f"<r>{f'<rPr>{properties}</rPr>' if properties else ''}<t>{text}</t></r>"


def struck_out_in_the_cell_itself(form: Form) -> Deed:
    """A number is struck out and another typed behind it, in a text that is kept in its cell."""
    return _rich(form, _run("120", "<strike/>") + _run("94件"), "12094件")


def struck_out_by_a_word(form: Form) -> Deed:
    """The same, said by a word."""
    return _rich(form, _run("120", '<strike val="true"/>') + _run("94件"), "12094件")


def not_struck_out(form: Form) -> Deed:
    """A run of letters says that it is not struck out: nothing is told."""
    return _rich(form, _run("120", '<strike val="false"/>') + _run("94件"), "12094件", rule="")


def white_letters_within_a_text(form: Form) -> Deed:
    """The first digits of a number are white within a text: 94 is seen, and 12094 read."""
    return _rich(form, _run("120", '<color rgb="FFFFFFFF"/>') + _run("94件"), "12094件", "altered.hidden")


def tiny_letters_within_a_text(form: Form) -> Deed:
    """The first digits of a number are one point high within a text."""
    return _rich(form, _run("120", '<sz val="1"/>') + _run("94件"), "12094件", "altered.hidden")


def raised_digits_within_a_text(form: Form) -> Deed:
    """A lowered 1 stands behind a number, and is read as its last digit."""
    return _rich(form, _run("共97") + _run("1", '<vertAlign val="subscript"/>') + _run("件"), "共971件")


def readings_over_characters(form: Form) -> Deed:
    """A text has readings over its characters, which no program takes for a part of it."""
    runs = '<t>二件</t><rPh sb="0" eb="1"><t>9</t></rPh><phoneticPr fontId="1"/>'
    return _rich(form, runs, "二件", rule="")


def figure_struck_out_by_condition(form: Form) -> Deed:
    """A figure is struck out under a condition that always holds."""
    cell = form.cell(_FIGURE)
    return Deed(
        InParts(lambda file: add_conditional(file, cell, "<font><strike/></font>")),
        read(warning("hidden", cell)),
        lambda file: b"<strike/>" in file.parts[STYLES],
    )


def figure_struck_out_by_a_word(form: Form) -> Deed:
    """A figure is struck out as a whole, said by a word."""
    cell = form.cell(_FIGURE)
    return Deed(
        InParts(restyled([cell], font={"strike": {"val": "true"}})),
        read(told("appearance", "warning", cell)),
        lambda file: b'<strike val="true"/>' in file.parts[STYLES],
    )


def figure_not_struck_out(form: Form) -> Deed:
    """A font says that it does not strike out: nothing is told."""
    cell = form.cell(_FIGURE)
    return Deed(
        InParts(restyled([cell], font={"strike": {"val": "0"}})),
        Read(),
        lambda file: b'<strike val="0"/>' in file.parts[STYLES],
    )


def struck_out_by_characters(form: Form) -> Deed:
    """Each digit of a number has a stroke across it that is a character of its own, as messengers make them."""
    text = "1\u03362\u03360\u0336 94件"
    return _rich(form, f"<t>{text}</t>", text)


def struck_out_by_characters_in_a_result(form: Form) -> Deed:
    """The same as the saved result of a formula."""
    cell, text = form.overview.line(1), "1\u03382\u0338 94件"

    return Deed(
        InParts(lambda file: file.put(cell, text)),
        read(told("appearance", "warning", cell), overview=("overview 1", text, "overview 3")),
        lambda file: file.element(cell).get("t") == "str",
    )


def digits_in_the_other_order(form: Form) -> Deed:
    """A number in a paragraph has a character before it by which 321 is seen as 123."""
    text = "\u202e321\u202c件"
    return _rich(form, f"<t>{text}</t>", text)


def figure_in_the_other_order(form: Form) -> Deed:
    """The same before a figure that is typed as text, which then is no number."""
    cell, text = form.cell(_FIGURE), "\u202e321"
    return Deed(
        InParts(lambda file: file.put(cell, text)),
        Read(
            {_FIGURE: Entry(text)},
            frozenset({told("appearance", "warning", cell), told("kind", "error", cell)}),
        ),
        lambda file: file.value(cell) == text,
    )


def crossed_out_by_a_condition(form: Form) -> Deed:
    """A conditional format draws a border from corner to corner of a figure, as LibreOffice shows it."""
    cell = form.cell(_FIGURE)
    border = '<border diagonalUp="1" diagonalDown="1"><diagonal style="thick"/></border>'
    return Deed(
        InParts(lambda file: add_conditional(file, cell, border)),
        read(warning("hidden", cell)),
        lambda file: b"diagonalUp" in file.parts[STYLES],
    )
