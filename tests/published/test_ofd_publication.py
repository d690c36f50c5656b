from __future__ import annotations

from support.published_grids import bare, printed_grids, published, read_grids, rows_of, texts_of, zipped
from support.reports import county
from xlsreport import build_document
from xlsreport.document.content.model import PrintedTable, TableCell

HEAD = '<?xml version="1.0" encoding="UTF-8"?>'
SPACE = 'xmlns:ofd="http://www.ofdspec.org/2016"'


def ofd(*pages: str, template: str = "") -> bytes:
    """An OFD of pages, each the things that it draws; A4, counted in millimetres."""
    listed = "".join(f'<ofd:Page ID="{n + 10}" BaseLoc="Pages/Page_{n}/Content.xml"/>' for n in range(len(pages)))
    common = (
        "<ofd:CommonData><ofd:PageArea><ofd:PhysicalBox>0 0 210 297</ofd:PhysicalBox></ofd:PageArea>"
        '<ofd:TemplatePage ID="2" BaseLoc="Tpls/Tpl_0/Content.xml"/></ofd:CommonData>'
    )
    root = "<ofd:DocRoot>Doc_0/Document.xml</ofd:DocRoot>"
    parts = {
        "OFD.xml": f"{HEAD}<ofd:OFD {SPACE}><ofd:DocBody>{root}</ofd:DocBody></ofd:OFD>",
        "Doc_0/Document.xml": f"{HEAD}<ofd:Document {SPACE}>{common}<ofd:Pages>{listed}</ofd:Pages></ofd:Document>",
        "Doc_0/Tpls/Tpl_0/Content.xml": page(template),
    }
    for number, things in enumerate(pages):
        parts[f"Doc_0/Pages/Page_{number}/Content.xml"] = page(things)
    return zipped({name: part.encode() for name, part in parts.items()})


def page(things: str) -> str:
    layer = f'<ofd:Content><ofd:Layer ID="5" Type="Body">{things}</ofd:Layer></ofd:Content>'
    return f'{HEAD}<ofd:Page {SPACE}><ofd:Template TemplateID="2"/>{layer}</ofd:Page>'


def text(words: str, x: float, y: float, size: float = 4, more: str = "") -> str:
    """Words whose first letter stands at a place on the page."""
    steps = " ".join(str(size if ord(letter) > 255 else size / 2) for letter in words[:-1])
    delta = f'DeltaX="{steps}"' if steps else ""
    code = f'<ofd:TextCode X="0" Y="{size}" {delta}>{words}</ofd:TextCode>'
    place = f'Size="{size}" Boundary="{x} {y - size} 100 {size}"'
    return f'<ofd:TextObject ID="9" Font="3" {place} {more}>{code}</ofd:TextObject>'


def line(x: float, y: float, right: float, bottom: float) -> str:
    data = f"<ofd:AbbreviatedData>M 0 0 L {right - x} {bottom - y}</ofd:AbbreviatedData>"
    return f'<ofd:PathObject ID="8" Boundary="{x} {y} {right - x} {bottom - y}" LineWidth="0.3">{data}</ofd:PathObject>'


def box(x: float, y: float, right: float, bottom: float) -> str:
    """The edges of a cell."""
    return line(x, y, right, y) + line(x, bottom, right, bottom) + line(x, y, x, bottom) + line(right, y, right, bottom)


def test_texts_and_tables_are_read_by_their_places() -> None:
    table = box(20, 60, 60, 80) + box(60, 60, 100, 70) + box(60, 70, 100, 80)
    words = text("项目", 22, 66) + text("12", 70, 66) + text("7.5", 70, 76)
    repeated = text("AAAA", 22, 90).replace('DeltaX="2.0 2.0 2.0"', 'DeltaX="g 3 2.0"')
    found = published(ofd(text("一、总体情况", 20, 40, 5) + table + words + repeated, template=text("草案", 20, 20)))
    assert found.format == "ofd"
    assert texts_of(found) == ["草案", "一、总体情况", "AAAA"]
    assert [rows_of(one) for one in found.tables] == [[["项目 2x1", "12"], ["7.5"]]]


def test_slanted_texts_are_left_out_and_places_are_transformed() -> None:
    slanted = text("水印", 50, 50, 10, 'CTM="0.7 -0.7 0.7 0.7 0 0"')
    doubled = text("正文", 20, 80, 2, 'CTM="2 0 0 2 0 0"')
    assert texts_of(published(ofd(slanted + doubled))) == ["正文"]


def drawn(table: PrintedTable, top: float) -> str:
    """A table of ours with rows of 30 mm, so that every text has room in its cell."""
    total, edges = sum(table.columns), [10.0]
    for share in table.columns:
        edges.append(edges[-1] + 190 * share / total)
    return "".join(drawn_cell(cell, edges, top) for cell in table.cells)


def drawn_cell(cell: TableCell, edges: list[float], top: float) -> str:
    left, right = edges[cell.left], edges[cell.left + cell.width]
    begin, end = top + cell.top * 30, top + (cell.top + cell.height) * 30
    most = max(1, int((right - left - 1) / 2))
    pieces = [cell.text[at : at + most] for at in range(0, len(cell.text), most)]
    lines = (text(piece, left + 0.5, begin + 2.5 + 2.2 * number, 2) for number, piece in enumerate(pieces))
    return box(left, begin, right, end) + "".join(lines)


def test_the_tables_of_a_report_come_back_as_they_were_drawn() -> None:
    document = build_document(county())
    tables = [part for part in document.parts if isinstance(part, PrintedTable)]
    found = published(ofd(*(drawn(table, 20) for table in tables)))
    assert read_grids(found) == printed_grids(document)
    assert bare("".join(texts_of(found))) == ""
