"""Leftovers of other programs in copied texts: code of web pages, comments, broken links, rows of tables."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from xlsreport.definition.tables.rule_declaration import Severity
from xlsreport.submission.narrative.sanitising import ENTITY

LeftoverKind = Literal["markup", "editing", "garbled", "table_row", "footnote", "entity", "object"]


@dataclass(frozen=True, slots=True)
class Leftover:
    """Leftovers of one kind: the first one, its line (from 0), and the number of lines with such."""

    kind: LeftoverKind
    severity: Severity
    line: int
    text: str
    count: int


_PATTERNS: tuple[tuple[LeftoverKind, Severity, re.Pattern[str]], ...] = (
    ("markup", "warning", re.compile(r"</?[a-zA-Z][a-zA-Z0-9:]{0,12}(?:\s[^<>]{0,300})?/?>")),
    (
        "editing",
        "warning",
        re.compile(
            r"批注\s*[\[［【][^\]］】]{1,20}[\]］】]\s*[:：]|(?:Commented|Comment)\s*\[[^\]]{1,20}\]\s*:"
            r"|(?:删除的内容|带格式的|设置了?格式)\s*[:：]|\b(?:Deleted|Formatted)\s*:"
            r"|错误\s*[!！]\s*(?:未|没有|超|书签|引用)[^。]{0,20}|Error!\s*(?:Reference|Bookmark|No|Hyperlink)[^.]{0,30}"
        ),
    ),
    (
        "garbled",
        "warning",
        re.compile("\ufffd|锟斤拷|烫烫烫|屯屯屯|â€[\u0080-\u2122]|(?:[ÃÂäåæçèé][\u0080-\u00bf]{1,2}){2}"),
    ),
    ("footnote", "note", re.compile(r"[\[［](?:注|注释)?\s*[0-9]{1,2}[\]］]|(?<=[\u3001-\u9fff])[¹²³⁴-⁹]+")),
)
_OBJECT = "\ufffc"
"""Stands for a picture or an object that was not copied with its text; it is not printed."""
_FIRST_LOOK = re.compile(
    "[<\\[［¹²³⁴-⁹\ufffd锟烫屯âÃÂäåæçèé]|批注|Comment|删除的内容|带格式|设置|Deleted|Formatted|错误|Error!"
)
"""Matches whatever any of the patterns matches; most lines are ruled out by this one search."""
_NUMBER = r"[-+]?[0-9][0-9,，]*(?:\.[0-9]+)?%?"
_ROW_OF_NUMBERS = re.compile(rf"{_NUMBER}(?:\s+{_NUMBER}){{2,}}")
_IS_NUMBER = re.compile(_NUMBER)
_MIN_CELLS, _MIN_NUMBERS = 3, 2


def leftovers_in(typed: Sequence[str], printed: Sequence[str]) -> Iterator[Leftover]:
    """What is left of other programs in the lines of a section.

    Args:
        typed: as they were typed; some leftovers are removed when they are printed.
        printed: as they are printed.
    """
    found: dict[tuple[LeftoverKind, Severity], list[tuple[int, str]]] = {}
    for line, (before, after) in enumerate(zip(typed, printed, strict=True)):
        for kind, severity, text in _in_line(before, after):
            found.setdefault((kind, severity), []).append((line, text))
    for (kind, severity), places in found.items():
        line, text = places[0]
        yield Leftover(kind, severity, line, text, len({line for line, _ in places}))


def _in_line(typed: str, printed: str) -> Iterator[tuple[LeftoverKind, Severity, str]]:
    if _FIRST_LOOK.search(printed):
        for kind, severity, pattern in _PATTERNS:
            if (match := pattern.search(printed)) is not None:
                yield kind, severity, match[0]
    if _OBJECT in typed:
        yield "object", "note", typed
    if "&" in typed and (entity := ENTITY.search(typed)):
        yield "entity", "note", entity[0]
    if printed and (printed[0].isdigit() or "\t" in typed) and (row := _table_row(typed)):
        yield "table_row", "warning", row


def _table_row(typed: str) -> str | None:
    """The first line of a text that is a row of a table: cells with tabs between them, or nothing but numbers."""
    for line in typed.splitlines():
        cells = [cell.strip() for cell in line.split("\t") if cell.strip()]
        numbers = sum(_IS_NUMBER.fullmatch(cell) is not None for cell in cells)
        if (len(cells) >= _MIN_CELLS and numbers >= _MIN_NUMBERS) or _ROW_OF_NUMBERS.fullmatch(line.strip()):
            return line
    return None
