"""A row or a heading that is a cell too long or too short shifts all that stands behind it: none of that is taken."""

from __future__ import annotations

import pytest

from support.definitions import loaded
from support.printed_publications import published_rows
from support.publications import publication
from xlsreport.messages import messages_for
from xlsreport.published.matching.figure_matching import match_figures

FORM = loaded("cn-gov-info-disclosure/2021")
HEADING = next(section.heading for section in FORM.sections if section.id == "remedies_section")
FIVE = ("结果维持", "结果纠正", "其他结果", "尚未审结", "总计")
Row = list[str | tuple[str, int] | None]


def covered(*cells: str | tuple[str, int]) -> Row:
    """A row in which wide cells are followed by what they cover."""
    row: Row = []
    for cell in cells:
        row += [cell, *[None] * (cell[1] - 1 if isinstance(cell, tuple) else 0)]
    return row


OUTER = covered(("行政复议", 5), ("行政诉讼", 10))
INNER = covered("", "", "", "", "", ("未经复议直接起诉", 5), ("复议后起诉", 5))
COLUMNS = [place for place in FORM.places if place.table == "remedies"]
FIGURES = [str(100 + number) for number in range(len(COLUMNS))]


def taken(*rows: Row) -> dict[str, str]:
    """What is read of table four: figures by the names of columns."""
    matched = match_figures(publication(HEADING, published_rows(1, rows)), FORM, messages_for("en"))
    unread = {each.name for each in matched.unread}
    assert {str(place) for place in COLUMNS if place not in matched.figures} <= unread
    return {place.column: each.printed for place, each in matched.figures.items()}


RIGHT = {place.column: figure for place, figure in zip(COLUMNS, FIGURES, strict=True)}


def test_the_table_as_it_should_be_is_read() -> None:
    assert taken(OUTER, INNER, [*FIVE * 3], [*FIGURES]) == RIGHT


@pytest.mark.parametrize("at", [0, 4, 9, 14])
def test_a_row_with_a_cell_too_many_is_not_read(at: int) -> None:
    assert taken(OUTER, INNER, [*FIVE * 3], [*FIGURES[:at], "7", *FIGURES[at:]]) == {}


@pytest.mark.parametrize("at", [0, 4, 9, 14])
def test_a_row_with_a_cell_too_few_is_not_read(at: int) -> None:
    assert taken(OUTER, INNER, [*FIVE * 3], [*FIGURES[:at], *FIGURES[at + 1 :]]) == {}


def test_a_label_that_is_printed_twice_moves_the_figures_behind_it() -> None:
    assert taken(OUTER, INNER, [*FIVE * 2, "总计", *FIVE], [*FIGURES]) == {}


def test_what_a_span_puts_below_another_heading_is_not_read() -> None:
    short = covered("", "", "", "", "", ("未经复议直接起诉", 4), ("复议后起诉", 5), "")
    read = taken(OUTER, short, [*FIVE * 3], [*FIGURES])
    assert read.items() <= RIGHT.items()
    assert "after_all" not in read


def test_a_label_that_is_left_out_moves_those_behind_it() -> None:
    """Below the same heading; what stands below others is read."""
    for at in range(5, 10):
        labels = FIVE * 3
        leaves: Row = [*labels[:at], *labels[at + 1 : 10], None, *labels[10:]]
        assert taken(OUTER, INNER, leaves, [*FIGURES]).items() <= RIGHT.items()
