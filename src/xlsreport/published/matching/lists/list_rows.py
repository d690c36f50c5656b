"""What the rows below the headings of a list are: lines, headings again, sums, or something across all columns."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Literal

from xlsreport.definition.definition import LineDefinition
from xlsreport.definition.figure_kinds.kind_traits import OptionTraits, TextTraits
from xlsreport.definition.figure_kinds.kinds import is_numeric
from xlsreport.published.matching.lists.list_grid import ListGrid, one_line
from xlsreport.published.matching.lists.printed_headings import FoundHeadings, PrintedHeadings
from xlsreport.published.publication.publication import PublishedCell
from xlsreport.submission.invisible_characters import is_blank
from xlsreport.submission.label_normalising import normalise_label
from xlsreport.submission.typed_values.entry_parsing import parse_entry
from xlsreport.tabular.total_lines import is_total

RowKind = Literal["line", "across", "alone", "sums", "torn"]
"""``across``: one text over several columns. ``alone``: one text in a single column. ``torn``: of a table whose columns
are known by their order alone, a row that has another number of cells than the headings."""
_SUMS = re.compile(
    r"(?:in(?:s)?gesamt|gesamt(?:summe)?|zwischensumme|summe|(?:sous-?)?total(?:\s*général|e|en|aux)?|totaux|ensemble|"
    r"итого|всего|suma|razem|ogółem|samtals|i alt|totalt|sammanlagt|yhteensä|zusammen|"
    r"計|계|합계|소계|汇总|本页合计)"
    r"[\s:：。.]*",
    re.IGNORECASE,
)
"""What rows of sums are called elsewhere, besides what lines of other programs are told by."""
_SUM_OF = re.compile(
    r"^(?:(?:grand |sub)?-?total|summe|zwischensumme|gesamt|somme|suma|итого|всего)\b"
    r"|\b(?:total|gesamt|insgesamt|overall)$|^(?:合计|小计|总计|共计)|(?:合计|小计|总计|共计)$",
    re.IGNORECASE,
)
GREAT_NUMBER = 987654321
"""Stands for a number in sentences of which the others are looked for."""
_FOOTER = re.compile(
    r"(?:注|说明|备注|填报人|填表人|制表人?|审核人?|负责人|联系人|联系电话|填报日期|"
    r"notes?|sources?|prepared by)\s*[:：]",
    re.IGNORECASE,
)
"""How notes and signatures below the lines begin."""
_DASHES = ("–", "—", "-", "/")
_FEW = 2
"""Cells of a row that may well have as many lines each."""
_COLUMN_NUMBERS = re.compile(r"[(（]?\s*(?:[0-9]{1,2}|[A-Z]|[甲乙丙丁])\s*[)）]?")


@dataclass(frozen=True)
class ListRow:
    """A row below the headings.

    Attributes:
        row: from 0.
        cells: by the list's columns, blank ones too.
        text: of a row that is no line, what it says.
        number: what stands in the column in which lines are numbered.
        spanned: the list's columns that a cell covers together with others.
    """

    kind: RowKind
    row: int
    cells: Mapping[str, PublishedCell]
    text: str = ""
    number: str = ""
    spanned: frozenset[str] = frozenset()
    page: int | None = None


class ListRows:
    """Tells the rows of one list."""

    def __init__(self, headings: PrintedHeadings) -> None:
        self._headings = headings
        self._line: LineDefinition = headings.definition.lines[headings.list]

    def rows(self, grid: ListGrid, found: FoundHeadings, start: int) -> Iterator[ListRow]:
        """The rows from one on, without blank ones, repeated headings and numbers of columns."""
        heading: str | None = None  # the words above sums that fill each column
        for row in range(start, grid.height):
            filled = grid.filled(row)
            if not filled or self._headings.is_heading(grid, row) or (row == start and _numbers_columns(grid, row)):
                continue
            told = self._row(grid, found, row, filled)
            if heading is not None and told.kind in ("line", "alone") and self._is_only_sums(grid, found, row, ""):
                told = replace(told, kind="sums", text=heading)
            heading = told.text if told.kind == "sums" and len(filled) == 1 else None
            yield told

    def _row(self, grid: ListGrid, found: FoundHeadings, row: int, filled: Sequence[PublishedCell]) -> ListRow:
        columns = sorted(found.columns)
        cells, several = _by_column(grid, found, row)
        numbered = None if found.number is None else grid.cell(row, found.number)
        if numbered is not None and any(grid.cell(row, at) is numbered for at in columns):
            numbered = None  # the heading of a group stands over the numbers, too
        number = "" if numbered is None or found.number is None else grid.text(row, found.number)
        page = filled[0].page
        said = [cell for cell in filled if cell is not numbered]
        lacks = self._lacks_words(cells)
        label = next(
            (text for cell in (*said, *filled) if self.is_sum(text := one_line(cell.text), in_part=lacks)), None
        )
        if label is not None and self._is_only_sums(grid, found, row, label):
            return ListRow("sums", row, cells, label, page=page)
        if said and _FOOTER.match(one_line(said[0].text)):
            return ListRow("across", row, cells, " | ".join(one_line(cell.text) for cell in said), number, page=page)
        if len(said) == 1 and len(columns) > 1:
            cell = said[0]
            wide = grid.is_apart(row, cell, columns) and cell.height == 1
            return ListRow("across" if wide else "alone", row, cells, one_line(cell.text), number, page=page)
        if self._is_torn(grid, found, row):
            return ListRow("torn", row, cells, " | ".join(one_line(cell.text) for cell in filled), number, page=page)
        spanned = frozenset(
            name
            for name, cell in cells.items()
            if not is_blank(cell.text) and len({found.columns[at] for at in columns if grid.cell(row, at) is cell}) > 1
        )
        text = " | ".join(one_line(cell.text) for cell in filled)
        return ListRow("line", row, cells, text, number, spanned | several, page)

    def _is_torn(self, grid: ListGrid, found: FoundHeadings, row: int) -> bool:
        """Whether the cells of a row may stand beside their columns, since there are more or fewer than headings.

        Pages and spreadsheets leave out blank cells at the end of a row; there, answers and dates tell.
        """
        headings, cells = grid.cells(found.bottom - 1), grid.cells(row)
        if not grid.table.exact_columns:
            return len(cells) != len(headings)
        end = max(cell.column + cell.width for cell in headings)
        last = max(cell.column + cell.width for cell in cells)
        if any(cell.column >= end for cell in grid.filled(row)) or (last > end and grid.table.page is None):
            return True  # a heading may be missing, and those behind it stand over others' columns
        texts = [cell.text.strip() for cell in grid.filled(row)]
        counts = {text.count("\n") for text in texts}
        if len(texts) > _FEW and grid.table.page is None and len(counts) == 1 and counts != {0}:
            return True  # several lines of the list stand in one row
        return last < end and (grid.table.page is None or not self._fit(grid, found, row))

    def _fit(self, grid: ListGrid, found: FoundHeadings, row: int) -> bool:
        """Whether each text of a row is one of its column's kind."""
        for at, name in found.columns.items():
            text, facts = grid.text(row, at), self._headings.facts[name]
            entry = parse_entry(text, facts.kind, self._headings.definition.locale)
            if text in _DASHES or entry is None or isinstance(facts.kind.traits, TextTraits):
                continue
            if entry.number is None and entry.meaning is None and not entry.not_applicable:
                return isinstance(facts.kind.traits, OptionTraits) and entry.typed in facts.kind.traits.options
        return True

    def _lacks_words(self, cells: Mapping[str, PublishedCell]) -> bool:
        """Whether a row lacks a text or an answer that every line must have, so that it is no line."""
        asked = (
            name
            for name, facts in self._headings.facts.items()
            if name in cells and not (facts.computed or facts.may_be_blank or is_numeric(facts.kind))
        )
        return any(is_blank(cells[name].text) for name in asked)

    def is_sum(self, text: str, *, in_part: bool = False) -> bool:
        """Whether these are the words before sums; ``in_part``: or words that begin or end with them."""
        squeezed = "".join(text.split())
        if in_part and _SUM_OF.search(text):
            return True
        return (
            is_total(text)
            or is_total(squeezed)
            or bool(_SUMS.fullmatch(text))
            or self._declared.fullmatch(text) is not None
        )

    def _is_only_sums(self, grid: ListGrid, found: FoundHeadings, row: int, label: str) -> bool:
        """Whether nothing but that label stands in the columns of texts and answers."""
        for at, name in found.columns.items():
            text = grid.text(row, at)
            if not is_numeric(self._headings.facts[name].kind) and text not in ("", label, *_DASHES):
                return False
        return True

    @cached_property
    def _declared(self) -> re.Pattern[str]:
        """What the form and its documents call sums."""
        rules, words = self._line.shape.printing, self._headings.definition.messages
        said = [
            text
            for key in ("total", "total_of", "subtotal")
            for text in words.in_each_form(f"printed_list.{key}", group="{group}", count=GREAT_NUMBER)
        ]
        texts = filter(None, (rules.total_label, rules.subtotal_label, *said))
        return re.compile("|".join(f"(?:{sentence_pattern(text)})" for text in texts), re.IGNORECASE)


def sentence_pattern(text: str) -> str:
    """An expression for a sentence with any words where it has names in braces, and any number for a great one."""
    pattern = re.sub(r"\\\{\w+\\\}", ".*", re.escape(text).replace(r"\ ", r"\s*"))
    return pattern.replace(str(GREAT_NUMBER), r"[\d,. ]+")


def _by_column(grid: ListGrid, found: FoundHeadings, row: int) -> tuple[dict[str, PublishedCell], frozenset[str]]:
    """The cell of each of the list's columns, and the columns that have several filled cells below one heading."""
    cells: dict[str, PublishedCell] = {}
    several: set[str] = set()
    for at, name in found.columns.items():
        cell, before = grid.cell(row, at), cells.get(name)
        if cell is None or cell is before:
            continue
        if before is not None and not is_blank(before.text) and not is_blank(cell.text):
            several.add(name)
        if before is None or is_blank(before.text):
            cells[name] = cell
    return cells, frozenset(several)


def _numbers_columns(grid: ListGrid, row: int) -> bool:
    """Whether a row right below the headings only numbers the columns: (1) (2) (3), or 甲 1 2."""
    texts = [grid.text(row, cell.column) for cell in grid.cells(row)]
    if len(texts) < 2 or not all(_COLUMN_NUMBERS.fullmatch(text) for text in texts):
        return False
    numbers = [int(normalise_label(text)) for text in texts if normalise_label(text).isdecimal()]
    return len(numbers) >= len(texts) - 2 and numbers in ([*range(1, len(numbers) + 1)], [*range(len(numbers))])
