"""Figures and paragraphs that cannot be seen, by their font or colour, or by what is shown in their place."""

from __future__ import annotations

import re
from collections.abc import Mapping

from abuse.adding import OFFICE, add_part, relate
from abuse.deed import Deed, InParts, Read, Rejected, Told, read, warning
from abuse.form import Form
from abuse.package import Package
from abuse.restyling import (
    STYLES,
    Change,
    add_before_validations,
    add_conditional,
    add_dxf,
    add_extension,
    add_table_styles,
    restyled,
)
from support.parts import MAIN

_FIGURE = "proactive.licensing.decisions"
_TABLE = "application/vnd.openxmlformats-officedocument.spreadsheetml.table+xml"


def _in_font(form: Form, font: Change, fill: str | None = None) -> Deed:
    """A figure is written in a font."""
    cell = form.cell(_FIGURE)
    name, attributes = next(iter(font.items()))
    expected = " ".join((name, *(f'{key}="{value}"' for key, value in attributes.items()))).encode()
    return Deed(
        InParts(restyled([cell], font=font, fill=fill)),
        read(warning("hidden", cell)),
        lambda file: b"<" + expected in file.parts[STYLES],
    )


def white_on_white(form: Form) -> Deed:
    """A figure is written in white on white."""
    return _in_font(form, {"color": {"rgb": "FFFFFFFF"}}, "FFFFFFFF")


def white_on_light_yellow(form: Form) -> Deed:
    """A figure is written in white on the light colour of its cell."""
    return _in_font(form, {"color": {"rgb": "FFFFFFFF"}})


def in_the_colour_of_its_cell(form: Form) -> Deed:
    """A figure is written in the colour of its cell, whose transparency no program heeds."""
    return _in_font(form, {"color": {"rgb": "00FFFBE6"}})


def white_by_theme(form: Form) -> Deed:
    """A figure is written in the white of the theme."""
    return _in_font(form, {"color": {"theme": "0"}}, "FFFFFFFF")


def white_by_theme_and_tint(form: Form) -> Deed:
    """A figure is written in the black of the theme, lightened to white."""
    return _in_font(form, {"color": {"theme": "1", "tint": "1"}}, "FFFFFFFF")


def two_colours_at_once(form: Form) -> Deed:
    """The colour of a figure is stated as black and as the theme's white, of which programs take one or the other."""
    deed = _in_font(form, {"color": {"rgb": "FF000000", "theme": "0"}})
    return Deed(deed.how, Rejected("ambiguous"), deed.shows)


def white_by_number(form: Form) -> Deed:
    """A figure is written in the white of the numbered colours."""
    return _in_font(form, {"color": {"indexed": "9"}}, "FFFFFFFF")


def dark_on_dark(form: Form) -> Deed:
    """A figure is written in black on black."""
    return _in_font(form, {"color": {"rgb": "FF000000"}}, "FF000000")


def font_of_one_point(form: Form) -> Deed:
    """A figure is written in letters of one point."""
    return _in_font(form, {"sz": {"val": "1"}})


def font_of_symbols(form: Form) -> Deed:
    """A figure is written in a font that has pictures in the place of digits."""
    return _in_font(form, {"name": {"val": "Wingdings"}})


def font_of_bars(form: Form) -> Deed:
    """A figure is written in a font that draws it as bars for a scanner."""
    return _in_font(form, {"name": {"val": "Libre Barcode 39"}})


def font_of_symbols_by_the_theme(form: Form) -> Deed:
    """A figure is written in a font of the theme's, which has pictures in the place of digits."""
    deed = _in_font(form, {"scheme": {"val": "minor"}})
    theme, faces = "xl/theme/theme1.xml", re.compile(rb'(<a:minorFont>.*?<a:latin typeface=")[^"]*')

    def change(file: Package) -> None:
        assert isinstance(deed.how, InParts)
        deed.how.change(file)
        file.parts[theme] = faces.sub(rb"\1Wingdings", file.parts[theme])

    return Deed(InParts(change), deed.outcome, lambda file: b'typeface="Wingdings"' in file.parts[theme])


def gradient_with_the_colour_of_letters(form: Form) -> Deed:
    """A figure stands on a gradient of which one part has the colour of its letters."""
    cell = form.cell(_FIGURE)
    stops = (("0", "FFFFFF"), ("0.5", "000000"), ("1", "FFFFFF"))
    colours = "".join(f'<stop position="{at}"><color rgb="FF{rgb}"/></stop>' for at, rgb in stops)

    def change(file: Package) -> None:
        restyled([cell], font={"color": {"rgb": "FF000000"}}, fill="FF123456")(file)
        plain = b'<patternFill patternType="solid"><fgColor rgb="FF123456"/></patternFill>'
        assert plain in file.parts[STYLES]
        gradient = f'<gradientFill degree="90">{colours}</gradientFill>'.encode()
        file.parts[STYLES] = file.parts[STYLES].replace(plain, gradient)

    return Deed(InParts(change), read(warning("hidden", cell)), lambda file: b"gradientFill" in file.parts[STYLES])


def coloured_figures(form: Form) -> Deed:
    """Figures are written in colours that can be seen: nothing is told."""
    cells = [form.cell(f"{row}.natural") for row in ("received", "carried_in", "granted")]
    fonts: tuple[Change, ...] = (
        {"color": {"rgb": "FFC00000"}},
        {"color": {"theme": "4"}},
        {"color": {"indexed": "12"}},
    )

    def change(file: Package) -> None:
        for cell, font in zip(cells, fonts, strict=True):
            restyled([cell], font=font)(file)

    return Deed(InParts(change), Read(), lambda file: b"FFC00000" in file.parts[STYLES])


def paragraph_in_white(form: Form) -> Deed:
    """A paragraph is written in white on white."""
    cell = form.overview.line(1)
    return Deed(
        InParts(restyled([cell], font={"color": {"rgb": "FFFFFFFF"}}, fill="FFFFFFFF")),
        read(warning("hidden", cell)),
        lambda file: file.value(cell) == "overview 2",
    )


def white_by_format(form: Form) -> Deed:
    """A figure is white by its number format."""
    cell = form.cell(_FIGURE)
    return Deed(
        InParts(restyled([cell], code="[White]0", fill="FFFFFFFF")),
        read(warning("hidden", cell)),
        lambda file: b"[White]0" in file.parts[STYLES],
    )


def white_by_condition(form: Form) -> Deed:
    """A figure is white on white under a condition that always holds."""
    cell = form.cell(_FIGURE)
    white = '<font><color rgb="FFFFFFFF"/></font><fill><patternFill><bgColor rgb="FFFFFFFF"/></patternFill></fill>'
    return Deed(
        InParts(lambda file: add_conditional(file, cell, white)),
        read(warning("hidden", cell)),
        lambda file: white.encode() in file.parts[STYLES],
    )


def bar_without_its_figure(form: Form) -> Deed:
    """A data bar is shown in place of a figure."""
    return _instead(form, "dataBar", '<cfvo type="min"/><cfvo type="max"/><color rgb="FF638EC6"/>', {"showValue": "0"})


def icon_without_its_figure(form: Form) -> Deed:
    """An icon is shown in place of a figure."""
    values = "".join(f'<cfvo type="percent" val="{value}"/>' for value in (0, 33, 67))
    return _instead(form, "iconSet", values, {"iconSet": "3Arrows", "showValue": "false"})


def _instead(form: Form, kind: str, content: str, attributes: Mapping[str, str]) -> Deed:
    cell = form.cell(_FIGURE)
    said = " ".join(f'{name}="{value}"' for name, value in attributes.items())
    rule = f'<cfRule type="{kind}" priority="1"><{kind} {said}>{content}</{kind}></cfRule>'
    body = f'<conditionalFormatting sqref="{cell.a1}">{rule}</conditionalFormatting>'
    return Deed(
        InParts(lambda file: add_before_validations(file, cell.sheet, body)),
        read(warning("hidden", cell)),
        lambda file: any(bar.get("showValue") in ("0", "false") for bar in file.elements(cell.sheet, kind)),
    )


def newer_bar_without_its_figure(form: Form) -> Deed:
    """A data bar of newer programs is shown in place of a figure."""
    cell = form.cell(_FIGURE)
    x14 = "http://schemas.microsoft.com/office/spreadsheetml/2009/9/main"
    xm = "http://schemas.microsoft.com/office/excel/2006/main"
    values = '<x14:cfvo type="autoMin"/><x14:cfvo type="autoMax"/>'
    bar = f'<x14:dataBar minLength="0" maxLength="100" showValue="0">{values}</x14:dataBar>'
    rule = f'<x14:cfRule type="dataBar" id="{{00000000-0000-0000-0000-000000000002}}">{bar}</x14:cfRule>'
    listed = f"<x14:conditionalFormatting>{rule}<xm:sqref>{cell.a1}</xm:sqref></x14:conditionalFormatting>"
    xml = (
        f'<ext xmlns:x14="{x14}" xmlns:xm="{xm}" uri="{{78C0D931-6437-407d-A8EE-F0AAD7539E65}}">'
        f"<x14:conditionalFormattings>{listed}</x14:conditionalFormattings></ext>"
    )
    return Deed(
        InParts(lambda file: add_extension(file, cell.sheet, xml)),
        read(warning("hidden", cell)),
        lambda file: file.root(cell.sheet).find(f".//{{{x14}}}dataBar") is not None,
    )


def figure_filling_its_cell(form: Form) -> Deed:
    """A figure is repeated as often as its cell has room: 1 is shown as 1111111."""
    cell = form.cell(_FIGURE)
    return Deed(
        InParts(restyled([cell], alignment={"horizontal": "fill"})),
        read(warning("format", cell)),
        lambda file: b'horizontal="fill"' in file.parts[STYLES],
    )


def figure_indented_out_of_its_cell(form: Form) -> Deed:
    """A figure is indented so far that nothing of it is left in its cell."""
    cell = form.cell(_FIGURE)
    return Deed(
        InParts(restyled([cell], alignment={"horizontal": "left", "indent": "40"})),
        read(warning("hidden", cell)),
        lambda file: b'indent="40"' in file.parts[STYLES],
    )


def zeros_not_shown(form: Form) -> Deed:
    """A sheet shows no zeros, which people choose for a quiet look: no figure is hidden."""
    sheet = form.requests.sheet
    return Deed(
        InParts(lambda file: file.elements(sheet, "sheetView")[0].set("showZeros", "0")),
        Read(),
        lambda file: file.elements(sheet, "sheetView")[0].get("showZeros") == "0",
    )


def _in_a_table(form: Form, changes: str, *findings: Told) -> Deed:
    """Figures become a table with a style of the file's own, or with one of Excel's; ``changes`` as of a ``dxf``."""
    area, sheet = form.area("granted.natural", "partly_granted.business"), form.requests.sheet
    name = "Own" if changes else "TableStyleMedium2"
    columns = "".join(f'<tableColumn id="{n}" name="{n}"/>' for n in range(1, 2 + area.last.column - area.first.column))
    table = (
        f'<table xmlns="{MAIN[1:-1]}" id="1" name="T" displayName="T" ref="{area.a1}" headerRowCount="0">'
        f'<tableColumns count="2">{columns}</tableColumns><tableStyleInfo name="{name}" showRowStripes="1"/></table>'
    )

    def change(file: Package) -> None:
        add_part(file, "xl/tables/table9.xml", table.encode(), _TABLE)
        relate(file, file.part(sheet), ("rIdT", f"{OFFICE}/table", "/xl/tables/table9.xml"))
        parts = file.parsed(f'<tableParts xmlns:r="{OFFICE}" count="1"><tablePart r:id="rIdT"/></tableParts>')
        file.root(sheet).append(parts)
        if changes:
            number = add_dxf(file, changes)
            element = f'<tableStyle name="Own" count="1"><tableStyleElement type="wholeTable" dxfId="{number}"/>'
            add_table_styles(file, f'<tableStyles count="1">{element}</tableStyle></tableStyles>')

    return Deed(InParts(change), read(*findings), lambda file: "xl/tables/table9.xml" in file.parts)


def figures_paled_by_a_table_style(form: Form) -> Deed:
    """Figures are made a table whose style gives them the colour of their cells."""
    area = form.area("granted.natural", "partly_granted.business")
    return _in_a_table(form, '<font><color rgb="FFFFFBE6"/></font>', warning("hidden", area))


def figures_struck_out_by_a_table_style(form: Form) -> Deed:
    """Figures are made a table whose style strikes them out."""
    area = form.area("granted.natural", "partly_granted.business")
    return _in_a_table(form, "<font><strike/></font>", warning("hidden", area))


def figures_in_a_table(form: Form) -> Deed:
    """Figures are made a table with one of the styles that Excel offers: they are seen as they are."""
    return _in_a_table(form, "")
