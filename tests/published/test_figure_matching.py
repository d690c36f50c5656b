"""Labels lead to places: tables as reports print them, with everything that happens to them on the way."""

from __future__ import annotations

import pytest

from support.publications import because, drawn, form_table, printed_at, publication, rows_of_texts
from xlsreport import Definition, load_definition
from xlsreport.definition.loading.shipped_definitions import shipped_names
from xlsreport.definition.place import Place
from xlsreport.messages import messages_for
from xlsreport.published.imported_report import MatchedFigures, Spot
from xlsreport.published.matching.figure_matching import match_figures
from xlsreport.published.publication.publication import PublishedTable

FORM = load_definition("cn-gov-info-disclosure/2021")
PROACTIVE, REQUESTS, REMEDIES = (section.heading for section in FORM.sections[1:4])


def read(*blocks: str | PublishedTable, definition: Definition = FORM) -> MatchedFigures:
    return match_figures(publication(*blocks), definition, messages_for("en"))


def numbered(definition: Definition) -> dict[Place, str]:
    """A figure for each place that no other has."""
    return {place: str(1000 + number) for number, place in enumerate(definition.places)}


@pytest.mark.parametrize("name", [name for name in shipped_names() if not name.startswith("us-fac")])
def test_every_figure_of_a_form_as_it_is_printed_is_at_its_place(name: str) -> None:
    definition = load_definition(name)
    figures = numbered(definition)
    blocks: list[str | PublishedTable] = []
    for section in definition.sections:
        blocks.append(section.heading)
        for table in section.tables:
            if table.list is None and table.rows_from is None:
                blocks += [*filter(None, [table.title]), form_table(definition, table.id, figures.__getitem__)]
    matched = read(*blocks, definition=definition)
    asked = {place for place in figures if definition.tables[place.table].rows_from is None}
    wrong = {place: each.printed for place, each in matched.figures.items() if each.printed != figures[place]}
    assert wrong == {}
    missed = asked - matched.figures.keys()
    assert {definition.facts(place).kind.name for place in missed} <= {"choice", "date", "percent"}
    assert {unread.name for unread in matched.unread} == {*map(str, missed), *definition.lists}


def test_where_a_figure_is_printed_is_told() -> None:
    matched = read(PROACTIVE, drawn("信息内容 | 本年处理决定数量\n行政处罚 | 12\n行政强制 | 3"))
    assert printed_at(matched, ["proactive.penalties.decisions", "proactive.coercion.decisions"]) == ["12", "3"]
    assert matched.figures[Place.parse("proactive.coercion.decisions")].spot == Spot(None, 1, 3, 2)


def test_columns_and_rows_in_another_order_are_read_by_their_labels() -> None:
    matched = read(
        PROACTIVE,
        drawn(
            """
            信息内容       | 现行有效件数 | 本年制发件数 | 本年废止件数
            行政规范性文件 | 30           | 5            | 2
            规章           | 31           | 6            | 1
            """
        ),
    )
    places = [f"proactive.{row}.{column}" for row in ("regulations", "normative") for column in _COLUMNS]
    assert printed_at(matched, places) == ["6", "1", "31", "5", "2", "30"]


_COLUMNS = ("issued", "abolished", "valid")


def test_a_table_printed_the_other_way_round_is_read_by_its_labels() -> None:
    matched = read(
        PROACTIVE,
        drawn(
            """
            项目         | 规章 | 行政规范性文件
            本年制发件数 | 6    | 5
            本年废止件数 | 1    | 2
            现行有效件数 | 31   | 30
            """
        ),
    )
    places = [f"proactive.{row}.{column}" for row in ("regulations", "normative") for column in _COLUMNS]
    assert printed_at(matched, places) == ["6", "1", "31", "5", "2", "30"]
    assert matched.figures[Place.parse("proactive.normative.issued")].spot == Spot(None, 1, 2, 3)


def test_a_row_with_a_cell_too_few_is_not_shifted() -> None:
    matched = read(PROACTIVE, drawn("信息内容 | 本年制发件数 | 本年废止件数 | 现行有效件数\n规章 | 6 | 31"))
    assert printed_at(matched, ["proactive.regulations.issued", "proactive.regulations.valid"]) == [None, None]
    assert because(matched, "proactive.regulations.issued").startswith(
        "The row “规章” (table 1, row 2) has more or fewer"
    )


def test_a_form_of_which_only_the_order_of_the_cells_is_left_is_read_where_it_is_the_forms() -> None:
    figures = numbered(FORM)
    whole = form_table(FORM, "requests", figures.__getitem__)
    matched = read(REQUESTS, rows_of_texts(whole))
    assert {place: each.printed for place, each in matched.figures.items()} == {
        place: figure for place, figure in figures.items() if place.table == "requests"
    }


def test_two_tables_with_different_figures_are_a_contradiction_that_is_named() -> None:
    this_year = drawn("信息内容 | 本年处理决定数量\n行政处罚 | 12\n行政强制 | 3")
    last_year = drawn("信息内容 | 本年处理决定数量\n行政处罚 | 11\n行政强制 | 3")
    matched = read(PROACTIVE, this_year, "上年", last_year)
    assert printed_at(matched, ["proactive.penalties.decisions", "proactive.coercion.decisions"]) == [None, "3"]
    assert because(matched, "proactive.penalties.decisions") == (
        "It is printed several times with different figures: “12” (table 1, row 2, column 2), "
        "“11” (table 2, row 2, column 2). Look which one is meant and enter it by hand."
    )


def test_a_unit_other_than_the_forms_is_converted_or_refused_but_never_ignored() -> None:
    fees = "proactive.fees.charged"
    in_yuan = read(PROACTIVE, drawn("信息内容 | 本年收费金额（单位：元）\n行政事业性收费 | 251000"))
    figure = in_yuan.figures[Place.parse(fees)]
    assert (figure.printed, str(figure.entry and figure.entry.number)) == ("251000", "25.1")
    assert in_yuan.notes == ("“251000” (table 1, row 2, column 2) stands below a heading in 元 and was taken as 25.1.",)
    above = read(PROACTIVE, "单位：元", drawn("信息内容 | 本年收费金额\n行政事业性收费 | 251000"))
    assert str(above.figures[Place.parse(fees)].entry) == str(figure.entry)
    in_dollars = read(PROACTIVE, drawn("信息内容 | 本年收费金额（单位：美元）\n行政事业性收费 | 251000"))
    assert printed_at(in_dollars, [fees]) == [None]


def test_a_row_that_the_form_does_not_have_is_named_with_its_figures() -> None:
    matched = read(PROACTIVE, drawn("信息内容 | 本年处理决定数量\n行政处罚 | 12\n行政强制 | 3\n行政确认 | 40"))
    assert matched.notes == ("A row that the form does not have was not read: “行政确认 40” (table 1, row 4).",)


def test_labels_of_the_form_in_a_table_about_something_else_lead_nowhere() -> None:
    matched = read("一、总体情况", drawn("公开渠道 | 网站 | 总计\n其他 | 5 | 9\n总计 | 5 | 9"))
    assert matched.figures == {}
