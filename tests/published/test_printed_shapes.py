"""Tables in shapes that reports choose and forms do not have: read where it is certain, and never shifted."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Any

import pytest

from published.test_list_matching import HEADINGS, LINES, form
from support.definitions import loaded
from support.printed_publications import published_rows
from support.publications import drawn, printed_at, publication
from xlsreport import Definition
from xlsreport.messages import messages_for
from xlsreport.published.imported_report import MatchedFigures, Spot
from xlsreport.published.matching.figure_matching import match_figures
from xlsreport.published.publication.publication import PublishedTable

EN = messages_for("en")
FORM = loaded("cn-gov-info-disclosure/2021")
PROACTIVE = FORM.sections[1].heading
GRANTS = form()
ROWS = [HEADINGS, *LINES]


def lines_of(found: MatchedFigures) -> list[list[str]]:
    """What is printed in each line of the list, in the order of the form's columns."""
    order = [place.column for place in GRANTS.lines["grants"].places]
    return [
        [{place.column: figure.printed for place, figure in line.figures.items()}.get(column, "") for column in order]
        for line in found.lines.get("grants", ())
    ]


def grants(*blocks: str | PublishedTable) -> MatchedFigures:
    return match_figures(publication("1. Grants", *blocks), GRANTS, EN, 2025)


AS_USUAL = lines_of(grants(published_rows(1, ROWS)))


def turned(rows: Sequence[Sequence[str]]) -> list[list[str]]:
    return [list(column) for column in zip(*rows, strict=True)]


def test_a_list_whose_headings_stand_below_each_other_is_read() -> None:
    found = grants(published_rows(1, turned(ROWS)))
    assert lines_of(found) == AS_USUAL
    assert EN("shape.turned", table=1, year=2025) in found.notes
    amount = next(each for place, each in found.lines["grants"][1].figures.items() if place.column == "amount")
    assert amount.spot == Spot(None, 1, 4, 3)


def test_a_turned_list_over_two_pages_goes_on() -> None:
    first, second = turned(ROWS[:3]), turned([HEADINGS, LINES[2]])
    assert lines_of(grants(published_rows(1, first, 1), published_rows(2, second, 2))) == AS_USUAL


def test_a_turned_list_with_a_cell_too_few_is_not_read() -> None:
    rows = turned(ROWS)
    rows[3].pop()
    assert lines_of(grants(published_rows(1, rows))) == []


def test_a_list_in_two_halves_beside_each_other_is_read() -> None:
    halves = [HEADINGS * 2, [*LINES[0], *LINES[2]], [*LINES[1], *[""] * 6]]
    found = grants(published_rows(1, halves))
    assert lines_of(found) == [AS_USUAL[0], AS_USUAL[1], AS_USUAL[2]]
    assert EN("shape.folded", table=1, year=2025) in found.notes
    assert {figure.spot.column for figure in found.lines["grants"][2].figures.values()} <= set(range(7, 13))


def test_halves_of_which_a_row_lacks_a_cell_or_that_something_heads_are_not_read() -> None:
    nothing = [[""] * len(HEADINGS)]  # each heading stands twice
    short = [HEADINGS * 2, [*LINES[0][:3], *LINES[0][4:], *LINES[2]], [*LINES[1], *[""] * 6]]
    assert lines_of(grants(published_rows(1, short))) == nothing
    headed: list[Any] = [[("Given", 6), *[None] * 5, ("Lent", 6), *[None] * 5], HEADINGS * 2, [*LINES[0], *LINES[2]]]
    assert lines_of(grants(published_rows(1, headed))) == nothing


def test_of_a_list_for_two_years_that_of_the_report_is_read() -> None:
    top = [("", 1), ("2024", 5), *[None] * 4, ("2025", 5), *[None] * 4]
    heads = ["No.", *HEADINGS[1:], *HEADINGS[1:]]
    other = ("9", "8", "7", "6", "2024-01-01")
    rows: list[Any] = [top, heads, *([str(number), *other, *line[1:]] for number, line in enumerate(LINES, 1))]
    found = grants(published_rows(1, rows))
    assert [line[1:] for line in lines_of(found)] == [line[1:] for line in AS_USUAL]


def cards(*between: str) -> list[str | PublishedTable]:
    found: list[str | PublishedTable] = []
    for line, text in zip(LINES, (*between, ""), strict=True):
        found += [published_rows(1, [list(pair) for pair in zip(HEADINGS, line, strict=True)]), *filter(None, [text])]
    return found


def test_a_small_table_for_each_line_is_a_line() -> None:
    found = grants(*cards("2.", f"Grant {LINES[2][1]}"))
    assert lines_of(found) == AS_USUAL
    assert EN("shape.cards", tables="1, 2, 3") in found.notes
    assert {figure.spot.table for figure in found.lines["grants"][2].figures.values()} == {3}
    wide = [[HEADINGS[at], line, HEADINGS[at + 1], LINES[0][at + 1]] for at, line in enumerate(LINES[0]) if at % 2 == 0]
    assert lines_of(grants(published_rows(1, wide))) == AS_USUAL[:1]


@pytest.mark.parametrize("between", ["2024", "Grants of the year before", f"{LINES[1][1]} 2024"])
def test_small_tables_of_another_year_are_not_joined(between: str) -> None:
    assert lines_of(grants(*cards(between, "3."))) == []


def proactive(table: str, year: int | None = 2025) -> MatchedFigures:
    return match_figures(publication(PROACTIVE, drawn(table)), FORM, EN, year)


NORMATIVE = [f"proactive.{row}.{column}" for row in ("regulations", "normative") for column in ("issued", "valid")]
PENALTIES = ["proactive.penalties.decisions", "proactive.coercion.decisions"]


YEARS = (
    """
        信息内容       | 2024年       | <            | 2025年       | <
        ^              | 本年制发件数 | 现行有效件数 | 本年制发件数 | 现行有效件数
        规章           | 1            | 2            | 6            | 31
        行政规范性文件 | 3            | 4            | 5            | 30
        """,
    """
        信息内容       | 本年制发件数 | <    | <      | 现行有效件数 | <    | <
        ^              | 2025年 | 2024年 | 增减 | 2025年 | 2024年 | 增减
        规章           | 6      | 1      | 5    | 31     | 2      | 29
        行政规范性文件 | 5      | 3      | 2    | 30     | 4      | 26
        """,
)


@pytest.mark.parametrize("table", YEARS)
def test_of_figures_of_two_years_those_of_the_report_are_read(table: str) -> None:
    found = proactive(table)
    assert printed_at(found, NORMATIVE) == ["6", "31", "5", "30"]
    assert EN("shape.years", table=1, year=2025) in found.notes
    assert printed_at(proactive(table, None), NORMATIVE) == [None] * 4
    assert printed_at(proactive(table, 2022), NORMATIVE) == [None] * 4


def test_years_in_place_of_the_only_heading_are_read() -> None:
    found = proactive("信息内容 | 2025年 | 2024年 | 同比\n行政处罚 | 12 | 9 | 33%\n行政强制 | 3 | 2 | 50%")
    assert printed_at(found, PENALTIES) == ["12", "3"]


@pytest.mark.parametrize(
    "table",
    [
        "信息内容 | 2025年 | 2024年\n规章 | 12 | 9\n行政规范性文件 | 3 | 2",
        """
        信息内容 | 2024年 | 2025年 | |
        ^ | 本年制发件数 | 现行有效件数 | 本年制发件数 | 现行有效件数
        规章 | 1 | 2 | 6 | 31
        """,
        """
        信息内容 | 2024年 | < | 2025年 | <
        ^ | 本年制发件数 | 现行有效件数 | 现行有效件数 | 本年制发件数
        规章 | 1 | 2 | 31 | 6
        """,
        """
        信息内容       | 2025年       | <            | 2024年       | <
        ^              | 本年制发件数 | 现行有效件数 | 本年制发件数 | 现行有效件数
        规章           | 6            | 1            | 2
        """,
    ],
)
def test_years_over_other_labels_lost_spans_and_missing_cells_are_not_read(table: str) -> None:
    assert printed_at(proactive(table), NORMATIVE) == [None] * 4


def test_labels_and_figures_in_two_pairs_of_columns_are_read() -> None:
    found = proactive("信息内容 | 本年处理决定数量 | 信息内容 | 本年处理决定数量\n行政处罚 | 12 | 行政强制 | 3")
    assert printed_at(found, PENALTIES) == ["12", "3"]


def test_labels_in_two_languages_are_read_in_the_form_s_and_names_are_no_translations() -> None:
    found = proactive(
        """
        信息内容 Content | 本年制发件数 / Issued this year | 现行有效件数（In force）
        规章 Regulations | 6 | 31
        行政规范性文件 Normative documents | 5 | 30
        """
    )
    assert printed_at(found, NORMATIVE) == ["6", "31", "5", "30"]
    assert EN("shape.bilingual", table=1, year=2025) in found.notes
    other = proactive("信息内容 | Local 现行有效件数 | Central 现行有效件数\n规章 | 6 | 31\n行政规范性文件 | 5 | 30")
    assert printed_at(other, NORMATIVE) == [None] * 4


def shapes() -> Iterator[tuple[Definition, PublishedTable, dict[str, set[str]]]]:
    """Tables in all shapes, with what may be read at each place of the form."""
    for table in YEARS:
        yield (
            FORM,
            drawn(table),
            {place: {figure} for place, figure in zip(NORMATIVE, ("6", "31", "5", "30"), strict=True)},
        )
    pairs = "信息内容 | 本年处理决定数量 | 信息内容 | 本年处理决定数量\n行政处罚 | 12 | 行政强制 | 3"
    yield FORM, drawn(pairs), {PENALTIES[0]: {"12"}, PENALTIES[1]: {"3"}}
    by_column = {
        f"grants.{place.column}": {line[at] for line in LINES} for at, place in enumerate(GRANTS.lines["grants"].places)
    }
    yield GRANTS, published_rows(1, turned(ROWS)), by_column
    yield GRANTS, published_rows(1, [HEADINGS * 2, [*LINES[0], *LINES[2]], [*LINES[1], *[""] * 6]]), by_column


@pytest.mark.slow
def test_whatever_cell_is_left_out_or_said_twice_no_figure_is_read_at_another_place() -> None:
    for definition, table, right in shapes():
        for gone in table.cells:
            for by in (-1, 1):
                cells = tuple(
                    replace(cell, column=cell.column + by)
                    if cell.row == gone.row and cell.column > gone.column
                    else cell
                    for cell in table.cells
                    if by > 0 or cell is not gone
                )
                again = [replace(gone, column=gone.column + 1)] if by > 0 else []
                whole = tuple(sorted((*cells, *again), key=lambda cell: (cell.row, cell.column)))
                section = PROACTIVE if definition is FORM else "1. Grants"
                found = match_figures(publication(section, replace(table, cells=whole)), definition, EN, 2025)
                read = {str(place): figure for place, figure in found.figures.items()}
                for line in found.lines.get("grants", ()):
                    read |= {f"grants.{place.column}{line.spot}": figure for place, figure in line.figures.items()}
                wrong = {
                    name: figure.printed
                    for name, figure in read.items()
                    if figure.printed not in {"", *right.get(name.partition("Spot")[0], ())}
                }
                assert wrong == {}, (gone, by)
