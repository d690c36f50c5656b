"""Tables of any shape, written as pages and texts have them, are read back as the same grid."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from support.published_grids import Placed
from xlsreport import PublicationError, messages_for
from xlsreport.published.publication.plain_text.plain_text_reading import read_plain_text
from xlsreport.published.publication.publication import Publication, PublishedTable
from xlsreport.published.publication.web_page.web_page_reading import read_web_page

LETTERS = st.text("一二三总计（）“”、.-/ ab01９％&<>", min_size=1, max_size=8)
WORDS = LETTERS.map(lambda text: " ".join(text.split()) or "x")
HIDDEN = ("", "<!-- 9 -->", "<script>9</script>", "<i hidden>9</i>", "<b style='display: none'>9</b>")
INLINE = ("{}", "<p>{}</p>", "<div><span>{}</span></div>", "\n<p>\n{}\n</p>\n", "<p>{}<o:p></o:p></p>")


@st.composite
def grids(draw: st.DrawFn) -> list[Placed]:
    """The cells of a table that fill it, some of them merged."""
    height, width = draw(st.integers(2, 6)), draw(st.integers(2, 6))
    free = {(row, column) for row in range(height) for column in range(width)}
    cells: list[Placed] = []
    for row, column in sorted(free):
        if (row, column) not in free:
            continue
        widest = next((n for n in range(1, width - column + 1) if (row, column + n) not in free), 1)
        reach = draw(st.integers(1, widest)) if draw(st.booleans()) else 1
        depth = draw(st.integers(1, height - row)) if draw(st.integers(0, 3)) == 0 else 1
        taken = {(row + y, column + x) for y in range(depth) for x in range(reach)}
        if not taken <= free:
            depth, taken = 1, {(row, column + x) for x in range(reach)}
        free -= taken
        cells.append((row, column, depth, reach, draw(WORDS)))
    return cells


def rows_of_cells(cells: Sequence[Placed]) -> list[list[Placed]]:
    return [[cell for cell in cells if cell[0] == row] for row in range(max(cell[0] + cell[2] for cell in cells))]


def read(page: str) -> Publication:
    return read_web_page(page.encode(), "page.html", messages_for("en"))


def placed(table: PublishedTable) -> list[Placed]:
    return [(cell.row, cell.column, cell.height, cell.width, cell.text) for cell in table.cells]


@pytest.mark.slow
@given(grids(), st.data())
def test_a_table_of_any_shape_has_its_cells_at_their_places(cells: list[Placed], data: st.DataObject) -> None:
    tags, ends, wraps = data.draw(st.booleans()), data.draw(st.booleans()), data.draw(st.booleans())
    page = "<table>" if data.draw(st.booleans()) else "<div><TABLE border=1><colgroup><col></colgroup><tbody>"
    for row in rows_of_cells(cells):
        page += "<tr>"
        for _, _, height, width, text in row:
            tag = "th" if tags else "td"
            within = data.draw(st.sampled_from(INLINE)).format(escape(text)) + data.draw(st.sampled_from(HIDDEN))
            within = f"<table><tr><td>{within}</table>" if wraps else within
            page += f"<{tag} rowspan='{height}' colspan={width}>{within}" + (f"</{tag}>" if ends else "")
        page += "</tr>" if ends else ""
    (table,) = read(f"<p>before {page}</table><p>after").tables
    assert placed(table) == cells


@pytest.mark.slow
@given(grids())
def test_a_grid_of_a_style_sheet_and_a_table_of_roles_are_the_same(cells: list[Placed]) -> None:
    columns = max(cell[1] + cell[3] for cell in cells)
    style = f"display: grid; grid-template-columns: repeat({columns}, 1fr)"
    reach = "<i style='grid-row: span {}; grid-column: span {}'>{}</i>".format
    whole = "".join(reach(height, width, escape(text)) for _, _, height, width, text in cells)
    roles = "<div role=table>"
    for row in rows_of_cells(cells):
        parts = (f"<i role=cell aria-rowspan={h} aria-colspan={w}>{escape(text)}</i>" for _, _, h, w, text in row)
        roles += f"<div role=row>{''.join(parts)}</div>"
    found = [table for page in (f"<div style='{style}'>{whole}</div>", f"{roles}</div>") for table in read(page).tables]
    assert [placed(table) for table in found if len(cells) > 2] == ([cells] * len(found) if len(cells) > 2 else [])


FIGURES = st.sampled_from(("", "0", "12", "3.5", "一、收到", "总计", "other words"))
ROWS = st.lists(st.lists(FIGURES, max_size=4), min_size=2, max_size=6)


@given(ROWS)
def test_rows_of_cells_on_lines_of_their_own_are_found_again(rows: list[list[str]]) -> None:
    rows = [["Label", *row] for row in rows]
    fullest = max(map(len, rows)) + 2
    lines = []
    for row in (["Head"], *rows):  # the first row is filled up by more than one stroke, and tells how long all are
        lines += [f"{cell} |".strip() for cell in row] + ["|" * (fullest - len(row))]
    found = read_plain_text("\n".join(lines).encode(), "report.txt", messages_for("en"))
    (table,) = found.tables
    got: list[list[str]] = [[] for _ in range(len(rows) + 1)]
    for cell in table.cells:
        got[cell.row].append(cell.text)
    assert got == [["Head"], *rows]


@pytest.mark.slow
@given(ROWS)
def test_markdown_and_tabs_keep_each_cell_in_its_column(rows: list[list[str]]) -> None:
    assume(any(map(any, rows)))
    width = max(map(len, rows)) + 1
    filled = [["Label", *row, *[""] * (width - 1 - len(row))] for row in rows]
    ruled = ["| " + " | ".join(row) + " |" for row in filled]
    ruled.insert(1, "|---" * width + "|")
    for lines in (ruled, ["\t".join(row) for row in filled]):
        (table,) = read_plain_text("\n".join(lines).encode(), "report.txt", messages_for("en")).tables
        assert table.exact_columns
        assert placed(table) == [(r, c, 1, 1, text) for r, row in enumerate(filled) for c, text in enumerate(row)]


MARKUP = """<table> </table> <tr> </tr> <td> <td_rowspan=0> <th_colspan=99> </td> <div> </div> <p> </p> <br> <ul> <li>
<ol> <s> </s> <sup> </sup> <pre> </pre> <select> <option> <input_value=3> <iframe_srcdoc='<p>x'>
</style> <div_role=table> <style>p{display:grid} <i_role=row> <b_role=cell>
<div_style=display:table> <h1> </h1> <nav> <thead> <tfoot> <caption>
<form> <a> <![endif]> <!-- --> & 一 12 | \0"""
PIECES = st.sampled_from([piece.replace("_", " ") for piece in MARKUP.split()])


@given(st.lists(PIECES, max_size=60))
def test_whatever_stands_in_a_page_it_is_read_or_refused(pieces: list[str]) -> None:
    try:
        found = read("".join(pieces))
    except PublicationError:
        return
    for table in found.tables:
        places = [(c.row + y, c.column + x) for c in table.cells for y in range(c.height) for x in range(c.width)]
        assert len(places) == len(set(places))
