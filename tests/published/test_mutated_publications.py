"""Whatever happens to a printed table on its way, no figure is ever read at another place than its own.

Each place has a figure that no other has. A figure that is read must be that of its place; all others must be named.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from support.definitions import loaded
from support.publications import form_table, publication, rows_of_texts
from xlsreport import Definition
from xlsreport.definition.place import Place
from xlsreport.messages import messages_for
from xlsreport.published.matching.figure_matching import match_figures
from xlsreport.published.publication.publication import PublishedCell, PublishedTable

NAMES = (
    "cn-gov-info-disclosure/2021",
    "cn-gov-info-disclosure/2019",
    "cn-school-statistics/2025",
    "uk-style-quarterly/2025",
)
FORMS = {name: loaded(name) for name in NAMES}
FIGURES: Mapping[str, Mapping[Place, str]] = {
    name: {place: str(1000 + 7 * number) for number, place in enumerate(form.places)} for name, form in FORMS.items()
}

Cells = list[PublishedCell]
Mutation = Callable[[Cells, random.Random], Cells]


def is_number(cell: PublishedCell) -> bool:
    return cell.text.isdecimal()


def is_label(cell: PublishedCell) -> bool:
    return bool(cell.text) and not is_number(cell)


def figure_rows(cells: Cells) -> list[int]:
    return sorted({cell.row for cell in cells if is_number(cell)})


def misspelt(cells: Cells, chance: random.Random) -> Cells:
    """One letter in eight of the labels is another one."""

    def spelt(text: str) -> str:
        return "".join(chance.choice("甲乙丙丁戊己庚辛kxqz") if chance.random() < 1 / 8 else letter for letter in text)

    return [cell if is_number(cell) else replace(cell, text=spelt(cell.text)) for cell in cells]


def some_misspelt(cells: Cells, chance: random.Random) -> Cells:
    """One letter of one label in three is another one."""

    def spelt(text: str) -> str:
        at = chance.randrange(len(text)) if text else 0
        return f"{text[:at]}{chance.choice('甲乙丙丁kxqz')}{text[at + 1 :]}"

    return [
        replace(cell, text=spelt(cell.text)) if is_label(cell) and chance.random() < 1 / 3 else cell for cell in cells
    ]


def rows_exchanged(cells: Cells, chance: random.Random) -> Cells:
    """Two rows change places, with all that stands in them alone."""
    rows = figure_rows(cells)
    first, second = chance.choice(rows), chance.choice(rows)
    exchanged = {first: second, second: first}
    alike = [{(each.column, each.width) for each in _alone(cells, row)} for row in (first, second)]
    if alike[0] != alike[1] or _headings_of(cells, first) != _headings_of(cells, second):
        return cells
    moved = {id(cell) for row in (first, second) for cell in _alone(cells, row)}
    return [replace(cell, row=exchanged[cell.row]) if id(cell) in moved else cell for cell in cells]


def _alone(cells: Cells, row: int) -> Cells:
    return [cell for cell in cells if cell.row == row and cell.height == 1]


def _headings_of(cells: Cells, row: int) -> list[str]:
    """What stands above a row and nearest to it, and beside it over several rows."""
    heading = max((cell.row for cell in cells if cell.row < row and not is_number(cell) and cell.column > 0), default=0)
    tall = [cell.text for cell in cells if cell.height > 1 and cell.row <= row < cell.row + cell.height]
    return [*tall, *(cell.text for cell in cells if cell.row == heading and cell.column > 0 and not is_number(cell))]


def columns_exchanged(cells: Cells, chance: random.Random) -> Cells:
    """Two columns of figures change places below the same heading."""
    columns = sorted({cell.column for cell in cells if is_number(cell)})
    first, second = chance.choice(columns), chance.choice(columns)
    chains = [
        [cell.text for cell in cells if cell.column < column < cell.column + cell.width and not is_number(cell)]
        for column in (first, second)
    ]
    shapes = [
        {(each.row, each.height) for each in cells if each.column == column and each.width == 1}
        for column in (first, second)
    ]
    wide = any(cell.column in (first, second) and cell.width > 1 for cell in cells)
    if chains[0] != chains[1] or shapes[0] != shapes[1] or wide:
        return cells
    exchanged = {first: second, second: first}
    return [replace(cell, column=exchanged.get(cell.column, cell.column)) for cell in cells]


def row_missing(cells: Cells, chance: random.Random) -> Cells:
    """A row is not printed."""
    gone = chance.choice(figure_rows(cells))
    return [
        replace(cell, height=cell.height - 1) if cell.row < gone < cell.row + cell.height else _moved_up(cell, gone)
        for cell in cells
        if not (cell.row == gone and cell.height == 1)
    ]


def _moved_up(cell: PublishedCell, gone: int) -> PublishedCell:
    if cell.row > gone:
        return replace(cell, row=cell.row - 1)
    return replace(cell, height=cell.height - 1) if cell.row == gone else cell


def spans_lost(cells: Cells, chance: random.Random) -> Cells:
    """Merged cells keep their words in the first cell; the others are blank."""
    rows_too = chance.random() < 0.5
    found: Cells = []
    for cell in cells:
        height = cell.height if rows_too else 1
        found.append(replace(cell, width=1, height=1 if rows_too else cell.height))
        found += [
            PublishedCell("", cell.row + down, cell.column + right, 1 if rows_too else cell.height)
            for down in range(height)
            for right in range(cell.width)
            if down or right
        ]
    return found


def spans_forgotten(cells: Cells, chance: random.Random) -> Cells:
    """Merged cells become single ones, and the cells behind them move to the left."""
    return list(replace(PublishedTable(1, tuple(rows_of_texts(PublishedTable(1, tuple(cells))).cells))).cells)


def row_spans_forgotten(cells: Cells, chance: random.Random) -> Cells:
    """Cells that reach down over several rows stand in the first one alone, and the others move to the left."""
    tall = [cell for cell in cells if cell.height > 1]
    return [
        replace(cell, height=1, column=cell.column - sum(_reaches(each, cell) * each.width for each in tall))
        for cell in cells
    ]


def _reaches(tall: PublishedCell, cell: PublishedCell) -> bool:
    return tall.row < cell.row < tall.row + tall.height and tall.column < cell.column


def cell_missing(cells: Cells, chance: random.Random) -> Cells:
    """A figure is not printed, and those behind it move to the left."""
    gone = chance.choice([cell for cell in cells if is_number(cell)])
    return [
        replace(cell, column=cell.column - gone.width) if cell.row == gone.row and cell.column > gone.column else cell
        for cell in cells
        if cell is not gone
    ]


def cell_too_many(cells: Cells, chance: random.Random) -> Cells:
    """A blank cell, or one with a figure, stands before a figure, which moves to the right."""
    at = chance.choice([cell for cell in cells if is_number(cell)])
    text = chance.choice(["", "99"])
    moved = [
        replace(cell, column=cell.column + 1) if cell.row == at.row and cell.column >= at.column else cell
        for cell in cells
    ]
    return [*moved, PublishedCell(text, at.row, at.column)]


def figures_merged(cells: Cells, chance: random.Random) -> Cells:
    """A figure is merged with the cell at its right, whose figure is not printed or stands in the same cell."""
    first = chance.choice([cell for cell in cells if is_number(cell)])
    second = next((cell for cell in cells if cell.row == first.row and cell.column == first.column + first.width), None)
    if second is None:
        return cells
    text = chance.choice([first.text, f"{first.text}\n{second.text}"])
    merged = replace(first, text=text, width=first.width + second.width)
    return [merged if cell is first else cell for cell in cells if cell is not second]


def some_blank(cells: Cells, chance: random.Random) -> Cells:
    """Some figures are not filled in."""
    return [replace(cell, text="") if is_number(cell) and chance.random() < 0.3 else cell for cell in cells]


def heading_missing(cells: Cells, chance: random.Random) -> Cells:
    """One label above the figures is not printed."""
    first = figure_rows(cells)[0]
    above = [cell for cell in cells if cell.row < first and not is_number(cell)]
    gone = chance.choice(above) if above else None
    return [replace(cell, text="") if cell is gone else cell for cell in cells]


def turned(cells: Cells, chance: random.Random) -> Cells:
    """Rows and columns are exchanged."""
    return [replace(cell, row=cell.column, column=cell.row, height=cell.width, width=cell.height) for cell in cells]


def unchanged(cells: Cells, chance: random.Random) -> Cells:
    """The table as it is."""
    return cells


MUTATIONS: tuple[Mutation, ...] = (
    *(misspelt, some_misspelt, rows_exchanged, columns_exchanged, row_missing, spans_lost, spans_forgotten),
    *(row_spans_forgotten, cell_missing, cell_too_many, figures_merged, some_blank, heading_missing, turned),
)


def split(cells: Cells, chance: random.Random, *, exact: bool) -> Iterator[str | PublishedTable]:
    """The table in two parts at a row, with a page number, the headings once more, or nothing between them."""
    rows = figure_rows(cells)
    at = chance.choice(rows)
    crossing = any(cell.row < at < cell.row + cell.height for cell in cells)
    if crossing or at == rows[0] or chance.random() < 0.5:
        yield PublishedTable(1, tuple(cells), exact)
        return
    above = [cell for cell in cells if cell.row < at]
    below = [replace(cell, row=cell.row - at) for cell in cells if cell.row >= at]
    yield PublishedTable(1, tuple(above), exact)
    yield from chance.choice([[], ["- 3 -"], ["续表"]])
    yield PublishedTable(1, tuple(below), exact)


COUNTS: tuple[Mutation, ...] = (cell_missing, cell_too_many, figures_merged)
"""Two of them in one row cancel each other out: that table looks as if it were right, to everybody."""


def in_order(mutations: Sequence[Mutation]) -> Iterator[Mutation]:
    """A table is first printed in another way, and then has its faults: one at most in the number of cells."""
    counted = [mutation for mutation in mutations if mutation in COUNTS]
    first = (columns_exchanged, rows_exchanged, turned)
    yield from (mutation for mutation in mutations if mutation in first)
    yield from (mutation for mutation in mutations if mutation not in (*first, *counted[1:]))


def published_blocks(
    definition: Definition, figures: Mapping[Place, str], mutations: Sequence[Mutation], chance: random.Random
) -> Iterator[str | PublishedTable]:
    """The tables of a form, changed."""
    for section in definition.sections:
        if chance.random() < 0.9:
            yield section.heading
        for table in section.fixed_tables:
            cells = list(form_table(definition, table.id, figures.__getitem__).cells)
            for mutation in in_order(mutations):
                cells = mutation(cells, chance) if figure_rows(cells) else cells
            exact = chance.random() < 0.8
            if figure_rows(cells):
                yield from split(cells, chance, exact=exact)


@pytest.mark.slow
@pytest.mark.parametrize("name", NAMES)
@settings(max_examples=40, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))
@given(
    mutations=st.lists(st.sampled_from(MUTATIONS), min_size=1, max_size=3),
    seed=st.integers(min_value=0, max_value=10**9),
)
def test_no_figure_is_read_at_another_place(name: str, mutations: list[Mutation], seed: int) -> None:
    definition, figures = FORMS[name], FIGURES[name]
    blocks = published_blocks(definition, figures, mutations, random.Random(seed))
    matched = match_figures(publication(*blocks), definition, messages_for("en"))
    wrong = {
        str(place): (each.printed, figures[place])
        for place, each in matched.figures.items()
        if each.printed not in ("", figures[place])
    }
    assert wrong == {}
    named = {unread.name for unread in matched.unread}
    assert {str(place) for place in figures if place not in matched.figures} == named
