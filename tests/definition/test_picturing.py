"""Pictures in a definition: what they name, and every mistake in them with its line."""

from __future__ import annotations

import pytest

from xlsreport.definition.loading.definition_loading import parse_definition
from xlsreport.definition.place import Place
from xlsreport.definition.problems import DefinitionError
from xlsreport.definition.rule_language.expression import figures_in, last_year_expression

FORM = """\
id: pool-return
edition: "1"
language: en
name: Pool return
title: "Pools of {agency}, {year}"
period: {label: Period, text: "The year {year}"}
sections:
  - id: part
    heading: Part
    sheet: Part
    tables:
      - id: visits
        columns:
          - {id: adults, label: Adults}
          - {id: remark, label: Remark, kind: text}
        rows:
          - id: seasons
            label: Seasons
            rows: [{id: summer, label: Summer}, {id: winter, label: Winter}]
pictures:
  - id: in_brief
    title: "Visits in {year}"
    after: visits
    compare: previous
    groups:
      - heading: Visits
        bars:
          - {label: Summer, figure: visits.summer.adults}
          - {label: All, figure: sum(visits.seasons.adults) - 1 * visits.winter.adults / 2}
"""


def mistakes(old: str, new: str) -> list[str]:
    """What is said about the definition with one passage replaced."""
    assert FORM.count(old) == 1, f"{old!r} stands {FORM.count(old)} times in the text"
    with pytest.raises(DefinitionError) as caught:
        parse_definition(FORM.replace(old, new), "pool")
    return caught.value.lines()


def test_a_picture_is_bound_to_the_figures_that_it_shows() -> None:
    definition = parse_definition(FORM)
    assert definition.pictured_places == (Place("visits", "summer", "adults"), Place("visits", "winter", "adults"))
    assert definition.previous_places == (), "what a picture shows is not asked for in the workbook"


def test_the_same_expression_over_last_year_has_the_same_figures_of_last_year() -> None:
    [[_, tree]] = parse_definition(FORM).pictures[0].figures
    now, before = list(figures_in(tree)), list(figures_in(last_year_expression(tree)))
    assert [figure.place for figure in before] == [figure.place for figure in now]
    assert all(figure.previous for figure in before)
    assert not any(figure.previous for figure in now)


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        (
            "figure: visits.summer.adults",
            "figure: visits.sumer.adults",
            (
                "pool:28:37: pictures[0].groups[0].bars[0].figure: "
                "There is no “sumer” here. Did you mean summer?\n"
                "    visits.sumer.adults\n"
                "    ^^^^^^^^^^^^^^^^^^^"
            ),
        ),
        (
            "sum(visits.seasons.adults)",
            "visits.seasons.adults",
            (
                "pool:29:34: pictures[0].groups[0].bars[1].figure: "
                "“visits.seasons.adults” is a group of rows or columns, "
                "not one number. Write sum(visits.seasons.adults).\n"
                "    visits.seasons.adults - 1 * visits.winter.adults / 2\n"
                "    ^^^^^^^^^^^^^^^^^^^^^"
            ),
        ),
        (
            "figure: visits.summer.adults",
            "figure: visits.summer.remark",
            (
                "pool:28:37: pictures[0].groups[0].bars[0].figure: "
                "“visits.summer.remark” does not hold numbers and cannot "
                "be used here.\n"
                "    visits.summer.remark\n"
                "    ^^^^^^^^^^^^^^^^^^^^"
            ),
        ),
        (
            "figure: visits.summer.adults",
            "figure: previous.visits.summer.adults",
            (
                "pool:28:37: pictures[0].groups[0].bars[0].figure: "
                "A bar shows this year's figure; to compare with last "
                "year, write compare: previous in the picture.\n"
                "    previous.visits.summer.adults\n"
                "    ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^"
            ),
        ),
        (
            "figure: visits.summer.adults",
            'figure: "1 + 2"',
            (
                "pool:28:37: pictures[0].groups[0].bars[0].figure: "
                "This uses no figure of the report.\n"
                "    1 + 2\n"
                "    ^^^^^"
            ),
        ),
        (
            "after: visits",
            "after: visit",
            "pool:23:12: pictures[0].after: There is no “visit” here. Did you mean visits?",
        ),
        (
            'title: "Visits in {year}"',
            'title: "Visits in {month}"',
            (
                "pool:22:12: pictures[0].title: There is no {month} here; possible are: {agency}, {end}, {label}, "
                "{start}, {year}."
            ),
        ),
        (
            "compare: previous",
            "compare: previus",
            "pool:24:14: pictures[0].compare: “previus” is not one of: previous. Did you mean previous?",
        ),
        (
            "label: Summer, figure",
            "lable: Summer, figure",
            "pool:28:13: pictures[0].groups[0].bars[0]: “label” is missing.",
        ),
        (
            "      - heading: Visits\n",
            "      - heading: Visits\n        colour: red\n",
            "pool:27:9: pictures[0].groups[0].colour: There is no key “colour”.",
        ),
    ],
)
def test_a_mistake_is_told_with_its_line_and_what_was_meant(old: str, new: str, said: str) -> None:
    assert mistakes(old, new)[0] == said


def test_a_picture_has_no_more_bars_than_fit_on_a_page() -> None:
    bar = "          - {label: Summer, figure: visits.summer.adults}\n"
    parse_definition(FORM.replace(bar, bar * 16))
    assert mistakes(bar, bar * 17) == [
        (
            "pool:26:7: pictures[0].groups: "
            "This picture has 19 bars and headings, and a page has room for 18. Make two "
            "pictures of it."
        )
    ]


def test_two_pictures_have_different_ids() -> None:
    again = FORM[FORM.index("  - id: in_brief") :]
    with pytest.raises(DefinitionError) as caught:
        parse_definition(FORM + again, "pool")
    assert caught.value.lines() == ["pool:30:9: pictures[1].id: The id “in_brief” is used twice. Choose another."]
