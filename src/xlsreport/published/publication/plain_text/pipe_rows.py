"""Tables whose cells are parted by "|", a row on each line, as Markdown and programs for the terminal write them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

_RULE = re.compile(r"[\s|:+=─━═┼╋╬┬┴├┤┌┐└┘╔╗╚╝╠╣╦╩┏┓┗┛┣┫┳┻╞╡╪-]*")
_DASH = re.compile(r"[-=]{3}|[─━═]")
"""Fewer hyphens are what people write for nothing."""
_DRAWN = str.maketrans("│┃║｜¦", "|||||")
_UNESCAPED = re.compile(r"(?<!\\)\|")
_PADDING = re.compile(r"\|{2,}\s*$")
_MIN_COLUMNS = 3
_BREAK = re.compile(r"<br\s*/?>", re.IGNORECASE)
_BOLD = re.compile(r"(\*\*|__)(?=\S)(.+?)(?<=\S)\1")


def drawn_as_pipes(line: str) -> str:
    """A line whose vertical strokes, however drawn, are "|"."""
    return line.translate(_DRAWN)


def is_rule(line: str) -> bool:
    """Whether a line is the ruling line of a table."""
    return _RULE.fullmatch(line) is not None and _DASH.search(line) is not None


def is_row(line: str) -> bool:
    """Whether a line has several cells, or stands between strokes."""
    parts = _UNESCAPED.split(line.strip())
    return len(parts) > 2 or (len(parts) == 2 and all(part.strip() for part in parts))


def pipe_rows(lines: Sequence[str]) -> tuple[list[list[str]], bool]:
    """The rows of a table, and whether the cells of one column are at the same place in all of them.

    They are where a ruling line says that it is a table of columns, and all rows have as many cells; or where blank
    cells within the rows show it. Other strokes without anything between them, at the end of a row, fill it up and are
    no cells.
    """
    rows = [_cells(line) for line in lines if not is_rule(line)]
    is_drawn = any(line.lstrip().startswith(("+", "┌", "╔", "┏", "├", "╠", "┣")) for line in lines if is_rule(line))
    if is_drawn:
        rows = list(_joined(lines))
    is_ruled = any(map(is_rule, lines))
    if not is_ruled and _is_whole(whole := [_parted(line.strip()) for line in lines]):
        return whole, True
    return rows, is_ruled and len({len(row) for row in rows}) == 1


def _is_whole(rows: Sequence[Sequence[str]]) -> bool:
    """Whether cells at the same place of their rows are of one column: all are filled, or blanks keep the columns.

    They do where they stand within rows, and fill up none that has figures. Programs that lose spans put all blank
    cells of a row behind its words.
    """
    if len({len(row) for row in rows}) != 1 or len(rows[0]) < _MIN_COLUMNS:
        return False
    shortened = [row for row in rows if not row[-1]]
    has_gaps = any(not cell for row in rows for cell in row[: _last_filled(row)])
    return not shortened or (has_gaps and not any(_may_be_filled_up(row) for row in shortened))


def _may_be_filled_up(row: Sequence[str]) -> bool:
    """Whether blank cells at the end of a row may stand for no columns: it has figures, or several words and no gap."""
    filled = row[: _last_filled(row)]
    has_figures = any(cell and not any(map(str.isalpha, cell)) for cell in filled)
    return has_figures or (len(filled) > 1 and all(filled))


def _last_filled(row: Sequence[str]) -> int:
    return max((number for number, cell in enumerate(row, 1) if cell), default=0)


def _cells(line: str) -> list[str]:
    return _parted(_PADDING.sub("|", line.strip()).strip())


def _parted(line: str) -> list[str]:
    line = line.removeprefix("|")
    if line.endswith("|") and not line.endswith("\\|"):
        line = line[:-1]
    return [cell_text(cell) for cell in _UNESCAPED.split(line)]


def _joined(lines: Sequence[str]) -> Iterator[list[str]]:
    """The rows between ruling lines, each of which may take several lines."""
    open_rows: list[list[str]] = []
    for line in [*lines, "+-"]:
        if not is_rule(line):
            open_rows.append(_cells(line))
        elif open_rows:
            if len({len(row) for row in open_rows}) == 1:
                yield ["\n".join(filter(None, cells)) for cells in zip(*open_rows, strict=True)]
            else:
                yield from open_rows
            open_rows = []


def cell_text(cell: str) -> str:
    """The words of a cell without the marks of Markdown."""
    cell = _BREAK.sub("\n", cell.replace("\\|", "|"))
    return "\n".join(part.strip() for part in _BOLD.sub(r"\2", cell).split("\n")).strip()
