"""LINES → TABLE: a page of which each cell became a line of text, put together to rows again.

Crawlers leave pages like that: labels and figures one below another, and nothing else. A row begins with its label and
ends before the next one; how many figures it has must be the number of columns, as in any table of which only the order
of the cells is left. Blank cells leave no line behind, so that such a row has too few.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from xlsreport.published.matching.grids.cell_grid import CellGrid, grid_of_rows
from xlsreport.published.matching.grids.table_bands import is_figure
from xlsreport.published.matching.labels.label_likeness import Likeness
from xlsreport.published.matching.labels.vocabulary import LabelRole, Vocabulary
from xlsreport.published.publication.publication import Paragraph

MAX_LINE = 120
"""Characters of a line that may be a cell."""
_LEAST_FIGURES = 2
_MOST_PARTS = 3
"""Into how many lines a label may be broken."""


def table_of_lines(lines: Sequence[Paragraph], vocabulary: Vocabulary) -> CellGrid | None:
    """The table that some lines are; None where they are none."""
    texts = list(_joined([line.text for line in lines], vocabulary))
    figures = sum(map(is_figure, texts))
    labels = sum(bool(vocabulary.matches(text)) for text in texts)
    if figures < _LEAST_FIGURES or labels < _LEAST_FIGURES:
        return None
    return grid_of_rows(_rows(texts, vocabulary), lines[0].page)


def _joined(texts: Sequence[str], vocabulary: Vocabulary) -> Iterator[str]:
    """The lines, where the parts of a label that was broken into several are one again."""
    at = 0
    while at < len(texts):
        count = _parts(texts[at:], vocabulary)
        yield "".join(texts[at : at + count])
        at += count


def _parts(texts: Sequence[str], vocabulary: Vocabulary) -> int:
    """How many lines are one label; 1 where the first line is a cell of its own."""
    if is_figure(texts[0]) or vocabulary.matches(texts[0]):
        return 1
    for count in range(2, min(_MOST_PARTS, len(texts)) + 1):
        found = vocabulary.matches("".join(texts[:count]))
        if found and found[0].likeness >= Likeness.VARIANT:
            return count
    return 1


def _rows(texts: Sequence[str], vocabulary: Vocabulary) -> Iterator[Sequence[str]]:
    """The rows: the headings of columns together, each label of a row with the figures behind it."""
    heading: list[str] = []
    row: list[str] = []
    for text in texts:
        roles = _roles(text, vocabulary)
        if not roles and is_figure(text):
            if heading:
                yield heading
                heading = []
            row.append(text)
            continue
        if row:
            yield row
            row = []
        if _heads_columns(roles, follows_heading=bool(heading)):
            heading.append(text)
            continue
        if heading:
            yield heading
            heading = []
        row = [text]
    yield from filter(None, (heading, row))


def _heads_columns(roles: frozenset[LabelRole], *, follows_heading: bool) -> bool:
    """Whether a label stands above figures; one such as 总计, which may do both, does where others stand before it."""
    return bool(roles & {"column", "stub"}) and ("row" not in roles or follows_heading)


def _roles(text: str, vocabulary: Vocabulary) -> frozenset[LabelRole]:
    return frozenset(match.role for match in vocabulary.matches(text))
