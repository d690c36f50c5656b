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

    They are where a ruling line says that it is a table of columns, and all rows have as many cells. Strokes without
    anything between them, at the end of a row, fill it up and are no cells.
    """
    rows = [_cells(line) for line in lines if not is_rule(line)]
    is_drawn = any(line.lstrip().startswith(("+", "┌", "╔", "┏", "├", "╠", "┣")) for line in lines if is_rule(line))
    if is_drawn:
        rows = list(_joined(lines))
    is_ruled = any(map(is_rule, lines))
    return rows, is_ruled and len({len(row) for row in rows}) == 1


def _cells(line: str) -> list[str]:
    line = _PADDING.sub("|", line.strip()).strip()
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
