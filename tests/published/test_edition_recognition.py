"""Which form a publication follows is told by the labels that only one of them has."""

from __future__ import annotations

import pytest

from support.definitions import loaded
from support.publications import drawn, form_table, publication
from xlsreport import Definition
from xlsreport.definition.loading.shipped_definitions import shipped_names
from xlsreport.published.matching.edition_recognition import recognised_definition
from xlsreport.published.publication.publication import PublishedTable

NAMES = tuple(shipped_names())


def shipped(beginning: str = "") -> list[Definition]:
    """The definitions whose names begin so."""
    return [loaded(name) for name in NAMES if name.startswith(beginning)]


def printed(definition: Definition) -> list[str | PublishedTable]:
    """All fixed tables of a form, filled."""
    blocks: list[str | PublishedTable] = []
    for section in definition.sections:
        blocks += [section.heading, *(_printed(definition, table.id) for table in section.fixed_tables)]
    return blocks


def _printed(definition: Definition, table: str) -> PublishedTable:
    return form_table(definition, table, lambda place: "1")


@pytest.mark.slow
@pytest.mark.parametrize("name", NAMES)
def test_each_shipped_form_is_told_from_all_others(name: str) -> None:
    year = f"{loaded(name).declaration.edition[:4]}年"  # some editions differ in rules alone
    found = recognised_definition(publication(year, *printed(loaded(name))), shipped())
    assert found is not None
    assert found.name in {name, name.removesuffix("-fees")}  # what the latter has more is a list


def test_a_row_of_the_earlier_edition_does_not_make_it_the_earlier_edition() -> None:
    earlier, present = loaded("cn-gov-info-disclosure/2019"), loaded("cn-gov-info-disclosure/2021")
    mixed = publication(_printed(present, "proactive"), _printed(earlier, "requests"), _printed(present, "remedies"))
    assert recognised_definition(mixed, shipped("cn-gov")) is present


def test_where_no_table_was_kept_the_year_decides_between_editions() -> None:
    headings = [section.heading for section in loaded("cn-gov-info-disclosure/2021").sections]
    for year, edition in ((2020, "2019"), (2023, "2021")):
        page = publication(f"某局{year}年政府信息公开工作年度报告", *headings)
        assert recognised_definition(page, shipped("cn-gov")) is loaded(f"cn-gov-info-disclosure/{edition}")
    assert recognised_definition(publication("年度报告", *headings), shipped("cn-gov")[:2]) is None


@pytest.mark.slow
def test_a_page_about_something_else_follows_no_form() -> None:
    page = publication("机构职能", drawn("名称 | 索引号 | 发布机构\n年度报告 | 0001 | 某局\n其他 | 总计 | 2"))
    assert recognised_definition(page, shipped()) is None
