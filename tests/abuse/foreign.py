"""Parts that were not in the workbook as it was given out: links, macros, objects, pictures, connections."""

from __future__ import annotations

from typing import Any

import openpyxl
from openpyxl.chart import BarChart, Reference

from abuse.deed import Deed, InOpenpyxl, InParts, Told, note, read, warning
from abuse.form import Form
from abuse.package import Package

_RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def _with_part(name: str, relation: str, finding: Told, kind: str = "application/octet-stream", body: str = "") -> Deed:
    """A part is added and related to the workbook, as programs do it."""

    def add(file: Package) -> None:
        file.parts[name] = body.encode() or b"\xd0\xcf\x11\xe0"
        override = f'<Override PartName="/{name}" ContentType="{kind}"/></Types>'
        file.replace("[Content_Types].xml", "</Types>", override)
        target = name.removeprefix("xl/")
        item = f'<Relationship Id="rIdX" Type="{relation}" Target="{target}"/></Relationships>'
        file.replace("xl/_rels/workbook.xml.rels", "</Relationships>", item)

    return Deed(InParts(add), read(finding), lambda file: name in file.parts)


def external_link_injected(form: Form) -> Deed:
    """A link to another workbook is injected."""
    body = (
        '<externalLink xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">'
        f'<externalBook xmlns:r="{_RELATIONS}" r:id="rId1"/></externalLink>'
    )
    kind = "application/vnd.openxmlformats-officedocument.spreadsheetml.externalLink+xml"
    name = "xl/externalLinks/externalLink1.xml"
    return _with_part(name, f"{_RELATIONS}/externalLink", warning("link", form.cover), kind, body)


def figure_fetched_from_another_workbook(form: Form) -> Deed:
    """A figure is entered as a formula that fetches it from another workbook."""
    linked, cell = external_link_injected(form), form.cell("granted.natural")
    assert isinstance(linked.how, InParts)
    link = linked.how.change

    def fetch(file: Package) -> None:
        link(file)
        file.put(cell, form.figure("granted.natural"), "[1]Sheet1!$A$1")

    return Deed(
        InParts(fetch),
        read(warning("link", form.cover), warning("formula", cell)),
        lambda file: str(file.formula(cell)).startswith("[1]"),
    )


def connection_injected(form: Form) -> Deed:
    """A connection to a database is injected."""
    body = (
        '<connections xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">'
        '<connection id="1" name="x" type="5" refreshedVersion="6"/></connections>'
    )
    kind = "application/vnd.openxmlformats-officedocument.spreadsheetml.connections+xml"
    return _with_part("xl/connections.xml", f"{_RELATIONS}/connections", warning("link", form.cover), kind, body)


def macro_injected(form: Form) -> Deed:
    """A project of macros is injected."""
    relation = "http://schemas.microsoft.com/office/2006/relationships/vbaProject"
    kind = "application/vnd.ms-office.vbaProject"
    return _with_part("xl/vbaProject.bin", relation, warning("macro", form.cover), kind)


def object_embedded(form: Form) -> Deed:
    """A file is embedded as an object."""
    return _with_part("xl/embeddings/oleObject1.bin", f"{_RELATIONS}/oleObject", warning("object", form.cover))


def picture_added(form: Form) -> Deed:
    """A picture, such as a scanned stamp, is added."""
    return _with_part("xl/media/image1.png", f"{_RELATIONS}/image", note("picture", form.cover), "image/png")


def chart_added(form: Form) -> Deed:
    """A chart is added to a table's sheet."""
    name = form.requests.sheet

    def add(book: openpyxl.Workbook) -> None:
        sheet: Any = book[name]  # which might be a sheet of only a chart
        chart = BarChart()
        chart.add_data(Reference(sheet, min_col=5, min_row=8, max_row=12))
        sheet.add_chart(chart, "P4")

    return Deed(
        InOpenpyxl(add),
        read(note("picture", form.cover)),
        lambda file: any(part.startswith("xl/charts/") for part in file.parts),
    )


def text_box_added(form: Form) -> Deed:
    """A text box with words is laid over a sheet: it may hide figures, and what it says is not read."""
    body = (
        '<xdr:wsDr xmlns:xdr="http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing" '
        'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"><xdr:sp><xdr:txBody><a:p><a:r>'
        "<a:t>15</a:t></a:r></a:p></xdr:txBody></xdr:sp></xdr:wsDr>"
    )
    kind = "application/vnd.openxmlformats-officedocument.drawing+xml"
    return _with_part("xl/drawings/drawing1.xml", f"{_RELATIONS}/drawing", warning("stray", form.cover), kind, body)
