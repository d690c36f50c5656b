"""The kind of a reporting body: by what the roster says, then by its name, and unknown where neither tells."""

from __future__ import annotations

import pytest

from xlsreport import load_definition, new_submission
from xlsreport.definition.loading.definition_loading import parse_definition
from xlsreport.definition.problems import DefinitionError
from xlsreport.definition.variation.body_kinds import BodyKind, body_kind_of

HARBOUR = (
    BodyKind(id="town", label="Towns", categories=("Town", "Parish"), names=("…Town Council", "Parish of …")),
    BodyKind(id="county", label="Counties", categories=("Local authority",), names=("…County Council", "The Isles")),
    BodyKind(id="district", label="Districts", categories=("Local authority",), names=("Borough of…upon Tweed",)),
)


@pytest.mark.parametrize(
    ("name", "category", "kind"),
    [
        ("Bay Town Council", "", "town"),
        ("BAY  town council ", "", "town"),
        ("Town Council of Bay", "", None),
        ("Parish of Bay", "", "town"),
        ("The Isles", "", "county"),
        ("The Isles Council", "", None),
        ("Borough of Berwick upon Tweed", "", "district"),
        ("Bay", "Parish", "town"),
        ("Bay County Council", "TOWN.", "town"),  # the roster goes before the name
        ("Bay County Council", "Local authority", "county"),
        ("Bay Town Council", "Local authority", None),  # the name decides only between kinds of that category
        ("Bay Town Council", "something else", "town"),
        ("", "", None),
    ],
)
def test_the_roster_tells_the_kind_and_the_name_where_it_does_not(name: str, category: str, kind: str | None) -> None:
    found = body_kind_of(HARBOUR, name, category)
    assert (None if found is None else found.id) == kind


@pytest.mark.parametrize("edition", ["2019", "2021"])
@pytest.mark.parametrize(
    ("name", "category", "kind"),
    [
        ("示例镇人民政府", "", "town"),
        ("清江省示例县城关镇人民政府", "", "town"),
        ("城关镇人民政府办公室", "", "town"),
        ("河东街道办事处", "", "town"),
        ("城关", "乡镇（街道）", "town"),
        ("示例县人民政府", "", "county"),
        ("示例县", "政府", "county"),
        ("示例区", "", "county"),
        ("示例市人民政府", "", "city"),  # of a district or of a county: the name does not tell
        ("示例自治区人民政府", "", "province"),
        ("北京市人民政府", "", "province"),
        ("示例县人民政府办公室", "", "office"),
        ("示例县人民政府办公室", "部门", "office"),
        ("示例市公安局东城分局", "", "department"),
        ("示例县发展和改革局", "部门", "department"),
        ("示例市城市管理委员会", "", "department"),
        ("示例省教育厅", "部门", "provincial_department"),
        ("江苏省示例市教育局", "", "provincial_department"),  # it may be the province's: no rule of cities holds
        ("国家税务总局示例县税务局", "", "branch"),
        ("国家税务总局", "", "ministry"),
        ("教育部", "", "ministry"),
        ("国务院国有资产监督管理委员会", "", "ministry"),
        ("示例经济开发区管理委员会", "", "zone"),
        ("示例综合实验区", "", "zone"),
        ("河东社区", "", "institution"),
        ("示例县档案馆", "部门", None),  # of which level does not show
        ("示例", "部门", None),
    ],
)
def test_kinds_of_chinese_bodies(edition: str, name: str, category: str, kind: str | None) -> None:
    found = load_definition(f"cn-gov-info-disclosure/{edition}").body_kind_of(name, category)
    assert (None if found is None else found.id) == kind


def test_a_submission_knows_the_kind_of_its_body_by_the_name_on_its_cover() -> None:
    definition = load_definition("cn-gov-info-disclosure/2021")
    town = new_submission(definition, agency="示例镇人民政府").body_kind
    assert town is not None
    assert town.label == "乡镇街道"
    assert new_submission(definition).body_kind is None


SMALL = """\
id: small
edition: "1"
language: en
name: Small
title: "{agency} {year}"
period: {label: Period, text: "{year}"}
bodies:
  - {id: town, label: Towns, names: […Town]}
  - BODY
sections:
  - {id: words, heading: Words, sheet: Words, narrative: {}}
"""


@pytest.mark.parametrize(
    ("body", "line"),
    [
        (
            "{id: town, label: Again, names: […Village]}",
            "small:9:10: bodies[1].id: The id “town” is used twice. Choose another.",
        ),
        (
            "{id: other, label: Others}",
            (
                "small:9:5: bodies[1]: The kind of body “other” has neither names nor categories, so that nothing tells"
                " which bodies are of it. Write one of the two."
            ),
        ),
        (
            "{id: other, label: Others, names: [… of … Town]}",
            (
                "small:9:40: bodies[1].names[0]: The name “… of … Town” cannot be compared. Write words with at most"
                " one … for any others, such as “…Town Council” or “Department of …”."
            ),
        ),
        (
            "{id: other, label: Others, names: [… town]}",
            (
                "small:9:40: bodies[1].names[0]: The name “… town” stands at the kind of body “town” before, which is"
                " the one that counts. Delete one of the two."
            ),
        ),
    ],
)
def test_kinds_that_cannot_be_told_apart_are_mistakes(body: str, line: str) -> None:
    with pytest.raises(DefinitionError) as raised:
        parse_definition(SMALL.replace("BODY", body), "small")
    assert raised.value.lines() == [line]


@pytest.mark.parametrize(
    ("written", "name"),
    [
        ("…Belediyesi", "ŞİŞLİ BELEDİYESİ"),
        ("… BAKANLIĞI", "Sağlık Bakanlığı"),
        ("…Ilıca Köyü", "ILICA KÖYÜ"),
        ("…Δήμος", "ΝΈΟΣ ΔΉΜΟΣ"),
    ],
)
def test_a_kind_is_told_by_a_name_in_capitals_of_any_language(written: str, name: str) -> None:
    assert body_kind_of([BodyKind(id="one", label="One", names=(written,))], name) is not None
