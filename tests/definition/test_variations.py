"""What only some kinds of bodies are asked for: what is left of a form for the others, and mistakes in saying so."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest

from xlsreport import Definition, Place, load_definition
from xlsreport.definition.loading.definition_loading import parse_definition
from xlsreport.definition.problems import DefinitionError
from xlsreport.definition.rule_language.expression import Arithmetic, Call, Figure, Figures, Filled, Not, figures_in
from xlsreport.definition.variation.body_kinds import BodyKind
from xlsreport.definition.variation.pruning import ALWAYS, NEVER, pruned_condition
from xlsreport.definition.variation.variant import form_of, variant_of

SERVICES = Path(__file__).parents[1] / "support" / "services.yaml"
TEXT = SERVICES.read_text(encoding="utf-8")


@cache
def whole() -> Definition:
    return load_definition(SERVICES)


def form(*kinds: str) -> Definition:
    return variant_of(whole(), kinds)


def mistakes(*changes: tuple[str, str]) -> list[str]:
    text = TEXT
    for old, new in changes:
        assert text.count(old) == 1
        text = text.replace(old, new)
    with pytest.raises(DefinitionError) as raised:
        parse_definition(text, "services")
    return [line.partition(" ")[2] for line in raised.value.lines()]


# What is left


def test_each_kind_has_its_sections_tables_and_fields() -> None:
    tables = {kind: list(form(kind).tables) for kind in whole().bodies}
    assert tables == {
        "hospital": ["staff", "bed", "course"],
        "school": ["staff", "pupil", "course"],
        "library": ["staff", "course"],
    }
    assert [section.id for section in form("library").sections] == ["people", "lessons", "words"]
    assert [section.heading for section in form("library").sections][1] == "III. Lessons"  # as in the whole form
    assert list(form("school").fields) == ["phone", "staff.comment"]
    assert list(form("hospital").fields) == ["phone", "beds_contact", "staff.comment"]


def test_rows_columns_and_headings_without_any_are_left_out() -> None:
    staff = form("library").tables["staff"]
    assert [row.id for row in staff.rows] == ["others", "all"]
    assert [column.id for column in staff.columns] == ["full", "part", "total"]
    assert [column.id for column in form("hospital").tables["course"].columns[1].columns] == ["health", "rest"]


def test_a_paragraph_that_needs_a_field_is_left_out_with_it() -> None:
    assert form("school").declaration.preamble == whole().declaration.preamble[:1]
    assert form("hospital").declaration.preamble == whole().declaration.preamble


def test_sums_go_over_what_is_asked_for() -> None:
    total = form("library").places[Place("staff", "others", "total")].total
    assert total is not None
    assert [str(figure.place) for figure in figures_in(total)] == ["staff.others.full", "staff.others.part"]
    both = form("hospital").places[Place("staff", "all", "full")].total
    assert both is not None
    assert [figure.place.row for figure in figures_in(both)] == ["doctors", "nurses", "others"]


def test_a_rule_is_passed_over_where_it_needs_what_is_not_asked_for() -> None:
    rules = {kind: {case.rule.id for case in form(kind).cases} for kind in whole().bodies}
    assert "taught" in rules["school"]
    assert not {"taught", "pupils"} & rules["hospital"]
    assert not {"year", "beds_staffed"} & rules["school"]
    assert "quiet" in rules["library"]  # what is not asked for is not filled
    assert "quiet" in rules["hospital"]
    # The night has no column there, so that nothing is left of the rule about it.
    assert "nights" not in rules["school"]


def test_a_rule_for_some_kinds_is_settled_in_the_form_of_one() -> None:
    assert all(not case.rule.bodies for kind in whole().bodies for case in form(kind).cases)
    assert "staffed" not in {case.rule.id for case in form("hospital").cases}
    assert {"staffed"} <= {case.rule.id for case in form("school").cases}


def test_a_change_is_compared_over_what_is_asked_for() -> None:
    (change,) = (case for case in form("school").cases if case.rule.id == "change")
    assert list(map(str, change.previous_places)) == ["staff.all.full"]


def test_pictures_and_claims_keep_what_can_be_shown() -> None:
    (picture,) = form("school").pictures
    assert [bar.label for bar in picture.picture.groups[0].bars] == ["Teachers", "Others"]
    assert form("hospital").claims == ()  # its section of paragraphs is not there
    (claim,) = form("school").claims
    assert [list(map(str, (f.place for f in figures_in(tree)))) for tree in claim.figures[0].equals] == [
        ["staff.all.total"]
    ]


def test_whoever_is_of_no_known_kind_is_asked_for_everything() -> None:
    assert form_of(whole(), None) is whole()
    assert variant_of(whole(), ()) is whole()


def test_a_definition_without_such_parts_is_the_form_of_all() -> None:
    towns = load_definition(SERVICES.with_name("towns.yaml"))
    assert form_of(towns, BodyKind(id="town", label="Towns", names=("…",))) is towns


def test_several_kinds_together_have_no_cell_where_one_crosses_the_other() -> None:
    together = variant_of(whole(), ("hospital", "school"))
    assert Place("staff", "teachers", "full") in together.places
    assert Place("staff", "nurses", "night") in together.places
    assert Place("staff", "teachers", "night") not in together.places  # of schools and of hospitals
    assert Place("staff", "teachers", "night") in whole().places
    assert set(together.places) == set(form("hospital").places) | set(form("school").places)


def test_several_kinds_together_lack_a_text_of_another() -> None:
    text = TEXT.replace("    bodies: [school, library]\n    narrative", "    bodies: [library]\n    narrative")
    together = variant_of(parse_definition(text), ["hospital", "school"])
    assert "words" not in together.narratives
    assert together.variant == ("hospital", "school")


def test_the_order_and_the_names_of_places_are_those_of_the_whole_form() -> None:
    for kind in whole().bodies:
        left = form(kind)
        assert list(left.places) == [place for place in whole().places if place in left.places]
        assert {place: facts.row_name for place, facts in left.places.items()}.items() <= {
            place: facts.row_name for place, facts in whole().places.items()
        }.items()
        assert set(left.not_asked) == set(whole().places) - set(left.places)


@pytest.mark.parametrize("kind", ["hospital", "school", "library"])
def test_the_form_of_a_kind_is_the_definition_by_name_and_fingerprint(kind: str) -> None:
    assert (form(kind).name, form(kind).fingerprint) == (whole().name, whole().fingerprint)


def test_the_fingerprint_changes_with_who_is_asked_and_not_with_how_kinds_are_told() -> None:
    def fingerprint(old: str, new: str) -> str:
        assert TEXT.count(old) == 1
        return parse_definition(TEXT.replace(old, new)).fingerprint

    assert fingerprint("label: At night, bodies: [hospital]", "label: At night") != whole().fingerprint
    assert fingerprint("names: […School, Academy of …]", "names: […School]") == whole().fingerprint
    assert fingerprint("{id: staffed, bodies: [school, library],", "{id: staffed,") == whole().fingerprint


def test_a_form_that_extends_another_says_otherwise_who_is_asked(tmp_path: Path) -> None:
    (tmp_path / "services.yaml").write_text(TEXT, encoding="utf-8")
    (tmp_path / "own.yaml").write_text(
        """\
extends: services.yaml
edition: "2"
sections:
  - {id: beds, bodies: [hospital, library]}
  - id: people
    tables:
      - id: staff
        rows: [{id: trained, rows: [{id: nurses, $remove: [bodies]}]}]
""",
        encoding="utf-8",
    )
    own = load_definition(tmp_path / "own.yaml")
    library = variant_of(own, ["library"])
    assert list(library.tables) == ["staff", "bed", "course"]
    assert Place("staff", "nurses", "full") in library.places
    assert Place("staff", "doctors", "full") not in library.places


# Conditions


def test_what_is_not_asked_for_is_not_filled_and_has_no_answer() -> None:
    here, gone = Figure(Place("t", "r", "here")), Figure(Place("t", "r", "gone"))
    asked = {here.place}
    assert pruned_condition(Filled((gone,)), asked) == NEVER
    assert pruned_condition(Not(Filled((gone,))), asked) == ALWAYS
    assert pruned_condition(Filled((here, gone)), asked) == Filled((here,))


@pytest.mark.parametrize(
    ("source", "left"),
    [
        ("here + gone", "here"),
        ("gone + here", "here"),
        ("here - gone", "here"),
        ("gone - here", "-here"),
        ("here * gone", None),
        ("100 * gone / here", None),
        ("here + 1", "here + 1"),
        ("gone + 1", None),
        ("sum(here, gone)", "sum(here)"),
        ("max(gone)", None),
    ],
)
def test_a_sum_is_over_what_there_is_and_nothing_else_is(source: str, left: str | None) -> None:
    from xlsreport.definition.rule_language.binding import Binder
    from xlsreport.definition.rule_language.name_look_up import Scope
    from xlsreport.definition.rule_language.rule_parser import parse_total
    from xlsreport.definition.rule_language.table_names import names_of
    from xlsreport.definition.tables.table_declaration import ColumnLabel, RowLabel, Table
    from xlsreport.definition.variation.pruning import pruned

    columns = (ColumnLabel(id="here", label="Here"), ColumnLabel(id="gone", label="Gone"))
    names = {"t": names_of(Table(id="t", columns=columns, rows=(RowLabel(id="r", label="R"),)))}
    binder = Binder(names, Scope("t", "rows", "r"))
    found = pruned(binder.expression(parse_total(source)), {Place("t", "r", "here")})
    assert found == (None if left is None else binder.expression(parse_total(left)))


def test_a_group_of_which_one_is_left_is_that_one() -> None:
    from xlsreport.definition.variation.pruning import pruned

    here, other, gone = (Figure(Place("t", name, "c")) for name in ("here", "other", "gone"))
    tree = Call("sum", (Figures((here, other, gone), "Group"),))
    assert pruned(tree, {here.place}) == Call("sum", (here,))
    assert pruned(tree, {here.place, other.place}) == Call("sum", (Figures((here, other), "Group"),))
    assert pruned(Arithmetic("/", tree, gone), {here.place}) is None


# Mistakes


def test_a_kind_that_is_not_declared() -> None:
    assert mistakes(("label: Doctors, bodies: [hospital]", "label: Doctors, bodies: [hospitl]")) == [
        (
            "sections[0].tables[0].rows[0].rows[0].bodies[0]: There is no kind of body “hospitl” under bodies. "
            "Did you mean hospital?"
        )
    ]


def test_a_kind_that_is_not_asked_for_what_is_around() -> None:
    assert mistakes(("{id: general, label: General}", "{id: general, label: General, bodies: [school]}"))[0] == (
        "sections[1].tables[0].rows[0].bodies[0]: Bodies of the kind “school” are not asked for what this stands in, "
        "so that they are never asked for this. Take the kind out here, or add it there."
    )


def test_a_total_of_which_nothing_is_left() -> None:
    assert mistakes(
        (
            "label: Nights in %, total: 100 * night / total, bodies: [hospital]",
            "label: Nights in %, total: 100 * night / total",
        )
    ) == [
        f"sections[0].tables[0].columns[4].total: {kind} are asked for none of the figures that this computes. Say by "
        "bodies: who is, or add a figure that they are asked for."
        for kind in ("Schools", "Libraries")
    ]


def test_a_kind_for_which_nothing_is_left() -> None:
    text = (
        TEXT.replace("    sheet: People\n", "    sheet: People\n    bodies: [hospital, school]\n")
        .replace("    sheet: Lessons\n", "    sheet: Lessons\n    bodies: [hospital, school]\n")
        .replace("    bodies: [school, library]\n    narrative", "    bodies: [school]\n    narrative")
        .replace("{id: staffed, bodies: [school, library],", "{id: staffed, bodies: [school],")
        .replace("label: Books, bodies: [library, school]", "label: Books, bodies: [school]")
    )
    with pytest.raises(DefinitionError) as raised:
        parse_definition(text, "services")
    assert [line.partition(" ")[2] for line in raised.value.lines()] == [
        (
            "bodies[2]: Nothing of the form is for bodies of the kind “library”. Leave bodies: away at a section, or "
            "name the kind there."
        )
    ]


def test_a_rule_for_a_kind_that_lacks_its_figures() -> None:
    assert mistakes(("{id: pupils, require", "{id: pupils, bodies: [school, library], require")) == [
        (
            "rules[0].bodies[1]: Libraries are not asked for the figures of this rule, so that it can never be checked "
            "for them. Take the kind out here."
        )
    ]


def test_blocks_that_are_no_longer_equally_wide() -> None:
    bed = """\
        columns:
          - {id: number, label: Number}
          - {id: days, label: Days of use}
        rows:
          - {id: general, label: General}
          - {id: intensive, label: Intensive}
          - {id: together, label: Together, total: general + intensive}
"""
    blocks = """\
        blocks:
          - columns: [{id: number, label: Number}, {id: days, label: Days of use}]
            rows: [{id: general, label: General}, {id: intensive, label: Intensive}]
          - columns: [{id: number, label: Number}, {id: days, label: Days of use, bodies: [hospital]}]
            rows: [{id: together, label: Together, total: general + intensive}]
"""
    # A bed of which the blocks are equal for hospitals, and a school that has one column less in the second.
    found = mistakes(
        (bed, blocks),
        ("    sheet: Beds\n    bodies: [hospital]\n", "    sheet: Beds\n    bodies: [hospital, school]\n"),
    )
    assert found == [
        (
            "sections[1].tables[0].blocks: In the workbook of Schools the blocks of the table are not equally wide: 1, "
            "2 printed columns. Say bodies: of the same columns in all blocks, or adjust span."
        )
    ]
