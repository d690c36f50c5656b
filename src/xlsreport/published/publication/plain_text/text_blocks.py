"""The lines of a text → paragraphs and tables."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator, Sequence
from typing import Literal

from xlsreport.published.publication.plain_text.aligned_columns import aligned_cells, has_fields
from xlsreport.published.publication.plain_text.pipe_rows import drawn_as_pipes, is_row, is_rule, pipe_rows
from xlsreport.published.publication.plain_text.wrapped_cells import is_wrapped, wrapped_rows
from xlsreport.published.publication.publication import Block, Paragraph, PublishedCell, PublishedTable

_Kind = Literal["pipes", "tabs", "blanks", "words"]
_HEADING = re.compile(r"(#{1,6})[ \t]+(.*?)[ \t]*#*")
_SECTION = re.compile(r"[一二三四五六七八九十]+、|#")
"""How a section begins; such a line is no part of a cell."""
_INDENTED = re.compile("\u3000{2,}")
_LONG = 200
"""Characters from which a line is several paragraphs that were put together, parted by their indents."""
_SHORT = 30
"""Characters up to which a line may be part of a cell that ends on the next one."""
_NEAR = 20
"""Lines before one that are looked at to know what it is."""
_BOLD = re.compile(r"\*\*(?=\S)(.+?)(?<=\S)\*\*")


def text_blocks(text: str, first_table: int = 1) -> list[Block]:
    """The paragraphs and tables of a text; tables are numbered from ``first_table``."""
    lines = [drawn_as_pipes(line).rstrip(" \u3000\u00a0") for line in text.splitlines()]
    blocks: list[Block] = []
    for kind, part in _parts(lines):
        if (table := _table(kind, part, first_table)) is not None:
            blocks.append(table)
            first_table += 1
        else:
            blocks.extend(paragraph for line in part for paragraph in _paragraphs(line))
    return blocks


def _parts(lines: Sequence[str]) -> Iterator[tuple[_Kind, list[str]]]:
    """Lines of one kind in a row; a short line between cells that end in "|" is part of one of them."""
    part: list[str] = []
    current: _Kind = "words"
    for number, line in enumerate(lines):
        kind, near, after = _kind(line), part[-_NEAR:], lines[number + 1 : number + 2]
        if kind == "words" and current == "pipes" and _is_within_cell(near, line, after):
            kind = "pipes"
        if kind == "words" and current == "blanks" and _is_caption(line, after):
            kind = "blanks"
        if kind == "words" and _is_quoted(near if current == "tabs" else [], line, after):
            kind = "tabs"
        if kind != current and part:
            yield current, part
            part = []
        current = kind
        part.append(line)
    if part:
        yield current, part


def _kind(line: str) -> _Kind:
    if "|" in line or (is_rule(line) and len(line) > 2):
        return "pipes"
    if "\t" in line.lstrip():
        return "tabs"
    return "blanks" if has_fields(line) else "words"


def _is_within_cell(before: Sequence[str], line: str, after: Sequence[str]) -> bool:
    return (
        is_wrapped(before)
        and 0 < len(line.strip()) <= _SHORT
        and not _SECTION.match(line.strip())
        and any("|" in each for each in after)
    )


def _is_caption(line: str, after: Sequence[str]) -> bool:
    """Whether a line stands over the rows below it, and begins no section."""
    words = line.strip()
    return 0 < len(words) <= _SHORT and not _SECTION.match(words) and any(map(has_fields, after))


def _is_quoted(before: Sequence[str], line: str, after: Sequence[str]) -> bool:
    """Whether a line is part of a cell in quotation marks, as spreadsheets copy cells of several lines."""
    if any("\t" in each for each in before) and sum(each.count('"') for each in before) % 2:
        return True
    return line.startswith('"') and line.count('"') % 2 == 1 and any('"' in each for each in after)


def _table(kind: _Kind, lines: Sequence[str], number: int) -> PublishedTable | None:
    match kind:
        case "words":
            return None
        case "blanks":
            found = aligned_cells(lines)
            return None if found is None else PublishedTable(number, tuple(found[0]), found[1])
        case "tabs":
            rows = _tabbed_cells(lines)
            if not any(len(list(filter(None, row))) > 1 for row in rows):
                return None
            return _of_rows(rows, number, exact_columns=len({len(row) for row in rows}) == 1)
        case "pipes":
            if is_wrapped(lines):
                return _of_rows(wrapped_rows(lines), number, exact_columns=False)
            if not any(is_row(line) for line in lines if not is_rule(line)):
                return None
            rows, is_exact = pipe_rows(lines)
            return _of_rows(rows, number, exact_columns=is_exact)


def _tabbed_cells(lines: Sequence[str]) -> list[list[str]]:
    """Cells between tabs; quotes are words where a cell is beyond the limit that Python has for the whole process."""
    try:
        parsed = list(csv.reader([f"{line}\n" for line in lines], delimiter="\t"))
    except csv.Error:
        parsed = [line.split("\t") for line in lines]
    return [[field.strip() for field in row] for row in parsed]


def _of_rows(rows: Sequence[Sequence[str]], number: int, *, exact_columns: bool) -> PublishedTable | None:
    if len(rows) < 2 and sum(map(len, rows)) < 3:
        return None
    cells = tuple(PublishedCell(text, r, c) for r, row in enumerate(rows) for c, text in enumerate(row))
    return PublishedTable(number, cells, exact_columns)


def _paragraphs(line: str) -> Iterator[Paragraph]:
    if (heading := _HEADING.fullmatch(line.strip())) is not None and heading[2]:
        yield Paragraph(_BOLD.sub(r"\1", heading[2]), len(heading[1]))
        return
    pieces = _INDENTED.split(line) if len(line) > _LONG else [line]
    yield from (Paragraph(text) for piece in pieces if (text := _BOLD.sub(r"\1", piece.strip(" \t\u3000\u00a0"))))
