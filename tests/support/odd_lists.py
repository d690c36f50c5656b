"""A workbook with a list of forty lines, in which cells hold what people and programs put there instead."""

from __future__ import annotations

import io
import re
import zipfile
from functools import cache

from hypothesis import strategies as st

from support.long_lists import filled_list
from xlsreport import Definition, workbook_bytes

_CELL = re.compile(r'<c r="([A-Z]+[0-9]+)"( s="[0-9]+")?[^>]*?(?:/>|>.*?</c>)')
LINES = range(5, 40)
"""The rows of the sheet that are changed."""
_ODD = (
    "<v>-5</v>",
    "<v>12.345678</v>",
    "<v>1E+20</v>",
    "<v>0.30000000000000004</v>",
    "<v>45000</v>",
    "<v>1E+999</v>",
    "<v></v>",
    "",
)
_TEXTS = (
    "N/A",
    "12件",
    "#REF!",
    " ",
    "A001",
    '=DISPIMG("x",1)',
    "2025-02-03",
    "03/04/2026",
    "Total",
    "1,234.50",
    "TRUE",
)


@cache
def list_parts() -> tuple[dict[str, bytes], str, Definition]:
    """The parts of a workbook with a list of forty lines, and which of them is the list's sheet."""
    submission = filled_list(14, 40)
    with zipfile.ZipFile(io.BytesIO(workbook_bytes(submission))) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    return (
        parts,
        max((name for name in parts if "/sheet" in name), key=lambda name: len(parts[name])),
        submission.definition,
    )


def odd_cells() -> st.SearchStrategy[list[tuple[int, str]]]:
    """Which cells of the sheet hold what instead; ``{style}`` is a format of the workbook."""
    numbers = st.sampled_from(_ODD).map(lambda held: f"{{style}}>{held}")
    texts = st.sampled_from(_TEXTS).map(lambda text: f'{{style}} t="inlineStr"><is><t>{text}</t></is>')
    formulas = st.sampled_from(("<f>A1</f><v>7.25</v>", "<f>A1</f><v></v>")).map(lambda held: f"{{style}}>{held}")
    truths = st.just('{style} t="b"><v>1</v>')
    restyled = st.integers(0, 40).map(lambda style: f' s="{style}"><v>1234.5</v>')
    return st.lists(st.tuples(st.integers(0, 10_000), numbers | texts | formulas | truths | restyled), max_size=12)


def planted(odd: list[tuple[int, str]], hidden_row: int | None) -> bytes:
    """The workbook with odd cells in its lines, and maybe with a row that is hidden."""
    parts, name, _ = list_parts()
    head, *rows = parts[name].decode().split("<row ")
    for where, what in odd:
        number = LINES[where % len(LINES)]
        cells = list(_CELL.finditer(rows[number]))
        cell = cells[where // len(LINES) % len(cells)]
        new = f'<c r="{cell[1]}"' + what.replace("{style}", cell[2] or "") + "</c>"
        rows[number] = rows[number][: cell.start()] + new + rows[number][cell.end() :]
    if hidden_row is not None:
        rows[hidden_row] = 'hidden="1" ' + rows[hidden_row]
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        for other, part in parts.items():
            archive.writestr(other, part if other != name else "<row ".join((head, *rows)).encode())
    return stream.getvalue()
