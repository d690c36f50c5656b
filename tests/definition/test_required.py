"""Questions that are asked under a condition only: in the workbook, in Python, in documents, with the same verdict."""

from __future__ import annotations

from pathlib import Path

import pytest

from support.agreement import differences
from support.depth import cases
from support.engines import CALCULATING, ENGINES, calculates
from support.fillings import fillings
from xlsreport import Submission, build_document, check, new_submission, read_workbook, render, write_workbook
from xlsreport.checking.evaluation.submission_values import Values
from xlsreport.definition.definition import Definition
from xlsreport.definition.loading.definition_loading import parse_definition
from xlsreport.definition.place import Place
from xlsreport.definition.problems import DefinitionError
from xlsreport.definition.variation.variant import variant_of
from xlsreport.document.proof.verification import verify
from xlsreport.layout.checklines import CaseLine
from xlsreport.workbook.draft.evaluated_submission import evaluate_submission

FORM = """\
id: housing
edition: "1"
language: en
name: Housing
title: Housing of {agency}, {year}
period: {label: Year, text: "Year {year}"}
sections:
  - id: part
    heading: 1. Homes
    sheet: Homes
    tables:
      - id: has
        columns: [{id: answer, label: Answer, kind: {name: choice, options: ["Yes", "No"]}}]
        rows:
          - {id: owns, label: Does it own homes?}
          - {id: lets, label: Are some let?, required: {when: owns == "Yes", otherwise: empty}}
      - id: homes
        required: {when: has.owns.answer == "Yes"}
        columns:
          - {id: number, label: Number}
          - {id: value, label: Value, kind: {name: amount, decimals: 1}}
          - {id: mean, label: Mean, total: value / number, kind: {name: amount, decimals: 2}}
        rows:
          - id: kinds
            rows:
              - {id: flats, label: Flats}
              - {id: houses, label: Houses}
          - {id: all, label: All, total: sum(kinds)}
        rules:
          - {id: enough, for: [flats, houses], require: value >= number, statement: Worth more than one each}
  - id: other
    heading: 2. Costs
    sheet: Costs
    tables:
      - id: rent
        nil_return: No rent
        columns:
          - {id: due, label: Due}
          - {id: paid, label: Paid, required: {when: due > 0, otherwise: empty}}
          - {id: left, label: Left, total: due - paid}
          - {id: why, label: Reason, kind: text, required: {when: left > 0, otherwise: optional}}
          - {id: since, label: Since, kind: date, required: {when: has.lets.answer != "No" and left > 0}}
          - {id: note, label: Note, kind: text, required: false}
          - {id: few, label: At most ten, total: "min(paid, 10)"}
          - {id: less, label: One less, total: paid - 1, kind: signed_count}
          - {id: together, label: With what is due, total: "min(paid, 10) + due"}
        rows:
          - {id: north, label: North}
          - {id: south, label: South}
        rules:
          - {id: no_more, for: rows, require: paid <= due, statement: No more is paid than due}
"""

TEXTS = (
    FORM.replace(
        "sections:\n",
        """\
cover:
  - {id: landlord, label: Landlord, required: {when: has.owns.answer == "No"}, sentence: "Rented from {landlord}."}
sections:
""",
        1,
    )
    .replace(
        "  - id: other\n",
        """\
  - id: lettings
    heading: 2. Lettings
    sheet: Lettings
    narrative: {required: {when: has.lets.answer == "Yes"}}
  - id: other
""",
    )
    .replace(
        "        nil_return: No rent\n",
        """\
        nil_return: No rent
        comment: {label: Comments, lines: 2, required: {when: north.left > 1, otherwise: optional}}
""",
    )
)
"""The same form with a field of the cover, a section of paragraphs and a comment that are asked only sometimes."""

COMPLETE: dict[str, object] = {
    "has.owns.answer": "Yes",
    "has.lets.answer": "Yes",
    "homes.flats.number": 2,
    "homes.flats.value": 10,
    "homes.houses.number": 1,
    "homes.houses.value": 8,
    "rent.north.due": 5,
    "rent.north.paid": 3,
    "rent.north.why": "late",
    "rent.north.since": "2025-03-01",
    "rent.south.due": 4,
    "rent.south.paid": 4,
}
WITHOUT_HOMES = {name: value for name, value in COMPLETE.items() if name.startswith("rent")} | {
    "has.owns.answer": "No",
    "rent.north.since": None,
}


@pytest.fixture(scope="module")
def definition() -> Definition:
    return parse_definition(FORM)


def filled(definition: Definition, entries: dict[str, object], **changed: object) -> Submission:
    given = {**entries, **{name.replace("__", "."): value for name, value in changed.items()}}
    given = {name: value for name, value in given.items() if value is not None}
    return new_submission(definition, agency="Port", year=2025, entries=given)


def found(submission: Submission) -> list[tuple[str, str, str, str]]:
    return [(one.rule, one.severity, one.place, one.cells.a1) for one in check(submission)]


def test_what_is_asked_must_be_filled_in(definition: Definition) -> None:
    assert found(filled(definition, COMPLETE)) == []
    assert found(filled(definition, COMPLETE, has__lets__answer=None, rent__north__why=None)) == [
        ("filled", "error", "has.lets.answer", "B4"),
        ("filled", "error", "rent.north.why", "E4"),
    ]


def test_what_is_not_asked_may_be_blank(definition: Definition) -> None:
    assert found(filled(definition, WITHOUT_HOMES)) == []


WRITTEN: list[tuple[dict[str, object], dict[str, object]]] = [
    (COMPLETE, {"lettings": ["Two flats."], "rent__comment": "Paid in May."}),
    (WITHOUT_HOMES, {"landlord": "The county", "rent__comment": "Paid in May."}),
    (COMPLETE, {"landlord": "The county"}),
    (WITHOUT_HOMES, {"lettings": ["Two flats."], "rent__north__paid": 5, "rent__north__why": None}),
]


@pytest.mark.engine
@pytest.mark.parametrize("engine", CALCULATING)
def test_formulas_and_python_agree(definition: Definition, engine: str, tmp_path: Path) -> None:
    submissions = [
        *calculates(engine, fillings(definition, cases(8, 12))),
        filled(definition, COMPLETE),
        filled(definition, WITHOUT_HOMES),
        filled(definition, WITHOUT_HOMES, homes__flats__number=3, has__lets__answer="No"),
        filled(definition, COMPLETE, rent__south__due=0, rent__south__paid=None),
        filled(definition, {"has.owns.answer": "No", "rent.nil_return": True}),
    ]
    texts = parse_definition(TEXTS)
    submissions += calculates(engine, fillings(parse_definition(FORM.replace("sections:\n", COVER, 1)), 6))
    submissions += calculates(engine, fillings(texts, cases(6, 8)))
    submissions += [filled(texts, entries, **changed) for entries, changed in WRITTEN]
    files = [tmp_path / f"{number}.xlsx" for number in range(len(submissions))]
    for submission, file in zip(submissions, files, strict=True):
        write_workbook(submission, file)
    differing = [differences(file, values) for file, values in zip(files, ENGINES[engine](files), strict=True)]
    assert [one for one in differing if one] == []


def test_what_is_entered_where_nothing_is_asked_is_told_once_with_its_reason(definition: Definition) -> None:
    submission = filled(
        definition, WITHOUT_HOMES, has__lets__answer="No", homes__flats__number=3, homes__houses__value="x"
    )
    assert found(submission) == [
        ("not_asked", "error", "has.lets.answer", "B4"),
        ("not_asked", "error", "homes.flats.number", "B7"),
    ]
    one, several = (finding.message for finding in check(submission))
    assert one == (
        "Are some let? · Answer: “No” is entered, but nothing is asked here: Does it own homes? · Answer is “No” (B3)."
        " Please delete it, or correct what this depends on."
    )
    assert several.startswith("2 cells are filled in although nothing is asked there (B7, C8): Does it own homes?")


def test_until_the_condition_is_known_nothing_is_said(definition: Definition) -> None:
    entries = {name: value for name, value in WITHOUT_HOMES.items() if name != "has.owns.answer"}
    assert found(filled(definition, entries)) == [("filled", "error", "has.owns.answer", "B3")]
    assert found(filled(definition, entries, homes__flats__number=2)) == [("filled", "error", "has.owns.answer", "B3")]


def test_a_question_about_what_is_not_asked_is_not_asked(definition: Definition) -> None:
    place = Place("rent", "north", "since")
    states = [
        Values(filled(definition, WITHOUT_HOMES)).asked(place),
        Values(filled(definition, COMPLETE)).asked(place),
        Values(filled(definition, COMPLETE, has__lets__answer="No")).asked(place),
        Values(filled(definition, COMPLETE, has__lets__answer=None)).asked(place),
    ]
    assert states == ["empty", "asked", "empty", "open"]


def test_what_is_not_asked_counts_as_nothing(definition: Definition) -> None:
    values = Values(filled(definition, COMPLETE, rent__south__due=0, rent__south__paid=None))
    assert [values.shown(Place("rent", "south", column)) for column in ("due", "paid", "left")] == [0, "–", 0]
    written = [values.shown(Place("rent", "south", column)) for column in ("few", "less", "together")]
    assert written == ["–", "–", 0]  # a number that is written in an expression is no figure
    assert Values(filled(definition, COMPLETE)).shown(Place("rent", "south", "few")) == 4
    values = Values(filled(definition, WITHOUT_HOMES, homes__flats__number=3))
    shown = [values.shown(Place("homes", row, "number")) for row in ("flats", "houses", "all")]
    assert shown == [3, "–", 3]


def test_a_rule_about_what_is_not_asked_does_not_apply(definition: Definition) -> None:
    results = evaluate_submission(filled(definition, WITHOUT_HOMES)).results
    states = {line.case.key: result.state for line, result in results.items() if isinstance(line, CaseLine)}
    assert states["enough.flats"] == "not_applicable"
    assert states["no_more.south"] == "holds"


def test_the_workbook_comes_to_the_verdict_of_the_check(definition: Definition, tmp_path: Path) -> None:
    for number, (entries, ready) in enumerate([(COMPLETE, True), (WITHOUT_HOMES, True), ({}, False)]):
        submission = filled(definition, entries)
        file = tmp_path / f"{number}.xlsx"
        write_workbook(submission, file)
        assert (evaluate_submission(submission).verdict.open == 0) is ready
        assert found(read_workbook(file, definition)) == found(submission)
    wrong = filled(definition, WITHOUT_HOMES, homes__flats__number=3)
    assert evaluate_submission(wrong).verdict.broken == 1


def test_a_nil_return_leaves_blank_what_is_not_asked(definition: Definition) -> None:
    submission = filled(definition, {"has.owns.answer": "No", "rent.nil_return": True})
    assert found(submission) == []
    values = Values(submission)
    assert [values.shown(Place("rent", "north", column)) for column in ("due", "paid", "left")] == [0, "–", 0]


def _shows_a_dash(values: Values, place: Place) -> bool:
    """Whether nothing is asked at a place; what may be left blank is printed as blank."""
    return values.shown(place) == "–" and values.asked(place) != "optional"


@pytest.mark.parametrize("entries", [COMPLETE, WITHOUT_HOMES])
def test_documents_print_a_dash_where_nothing_is_asked(definition: Definition, entries: dict[str, object]) -> None:
    submission = filled(definition, entries)
    page = render(build_document(submission), "html")
    verify(page, "html", submission)
    printed = page.decode().count(">–<")
    values = Values(submission)
    assert printed == sum(_shows_a_dash(values, place) for place in definition.places)


def test_conditions_leave_the_fingerprint_of_forms_without_one(definition: Definition) -> None:
    without = parse_definition(FORM.replace(', required: {when: owns == "Yes", otherwise: empty}', ""))
    assert without.fingerprint != definition.fingerprint


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        (
            'when: owns == "Yes"',
            'when: owns == "Yess"',
            "rows[1].required.when: owns has no option “Yess”. Did you mean Yes?",
        ),
        (
            'when: owns == "Yes"',
            'when: lets == "Yes"',
            "rows[1].required.when: Whether this is asked depends on itself: has.lets.answer → has.lets.answer.",
        ),
        ("when: due > 0", "when: left > 0", "depends on itself: rent.north.paid → rent.north.left → rent.north.paid."),
        (
            "otherwise: optional",
            "otherwise: optionnal",
            "required.otherwise: “optionnal” is not one of: empty, optional. Did you mean optional?",
        ),
        (
            "total: due - paid}",
            "total: due - paid, required: {when: due > 0}}",
            "columns[2].required: All these cells are computed",
        ),
        ("required: false", "required: {otherwise: empty}", "columns[5].required: Nothing could ever be entered here."),
        ("required: false", "required: {wen: due > 0}", "Did you mean when?"),
        ("required: false", 'required: "yes"', "required"),
        ('has.owns.answer == "Yes"}', 'has.ouns.answer == "Yes"}', "There is no “ouns” here. Did you mean owns?"),
        ('has.owns.answer == "Yes"}', '"previous.homes.flats.number > 0"}', "this year's figures only"),
        ("when: due > 0", "when: due = 0", "Did you mean ==?"),
    ],
)
def test_mistakes_are_named_with_their_place(old: str, new: str, message: str) -> None:
    assert old in FORM
    with pytest.raises(DefinitionError) as error:
        parse_definition(FORM.replace(old, new, 1))
    assert message in str(error.value)


def test_true_is_what_is_so_without_the_key() -> None:
    written = FORM.replace("label: Number}", "label: Number, required: true}").replace(
        "id: rent\n", "id: rent\n        required: true\n"
    )
    assert written.count("required: true") == 2
    assert parse_definition(written).declaration == parse_definition(FORM).declaration


@pytest.mark.parametrize(
    ("written", "expected"),
    list(
        zip(
            WRITTEN,
            [
                [],
                [],
                [("not_asked", "landlord"), ("filled", "lettings"), ("filled", "rent.comment")],
                [("filled", "landlord"), ("not_asked", "lettings")],
            ],
            strict=True,
        )
    ),
)
def test_texts_are_asked_under_conditions_too(
    written: tuple[dict[str, object], dict[str, object]], expected: list[tuple[str, str]], tmp_path: Path
) -> None:
    texts = parse_definition(TEXTS)
    submission = filled(texts, written[0], **written[1])
    assert [(one.rule, one.place) for one in check(submission)] == expected
    verdict = evaluate_submission(submission).verdict
    told = [rule for rule, _ in expected]
    assert (verdict.broken, verdict.unfilled) == (told.count("not_asked"), told.count("filled"))
    file = tmp_path / "written.xlsx"
    write_workbook(submission, file)
    assert [(one.rule, one.place) for one in check(read_workbook(file, texts))] == expected


def test_a_section_that_is_not_asked_says_so_in_print() -> None:
    submission = filled(parse_definition(TEXTS), WITHOUT_HOMES, landlord="The county", rent__comment="Paid in May.")
    page = render(build_document(submission), "html")
    verify(page, "html", submission)
    assert "Not applicable." in page.decode()
    assert "Rented from The county." in page.decode()


def test_a_kind_of_body_that_is_not_asked_the_question_is_not_asked_what_follows() -> None:
    form = FORM.replace("sections:", "bodies:\n  - {id: shop, label: Shops, names: [Shop]}\nsections:", 1)
    form = form.replace("      - id: has\n", "      - id: has\n        bodies: [hall]\n").replace(
        "  - {id: shop,", "  - {id: hall, label: Halls, names: [Hall]}\n  - {id: shop,"
    )
    shop = variant_of(parse_definition(form), ("shop",))
    values = Values(new_submission(shop, agency="Shop", year=2025))
    assert values.asked(Place("homes", "flats", "number")) == "empty"
    assert values.asked(Place("rent", "north", "paid")) == "open"


COVER = """\
cover:
  - {id: lets, label: Does it let?, kind: {name: choice, options: ["Yes", "No"]}}
  - {id: agent, label: Agent?, kind: {name: choice, options: ["Yes", "No"]}, required: {when: cover.lets == "Yes"}}
  - {id: name, label: Name of the agent, required: {when: cover.agent == "Yes"}}
sections:
"""


def test_a_field_of_the_cover_may_depend_on_another() -> None:
    form = parse_definition(FORM.replace("sections:\n", COVER, 1))
    blank: list[set[str]] = []
    for answers in ({"lets": "No"}, {"lets": "Yes"}, {"lets": "Yes", "agent": "Yes"}, {"lets": "Yes", "agent": "No"}):
        submission = filled(form, {**WITHOUT_HOMES, **answers})
        assert evaluate_submission(submission).verdict.unfilled == len(found(submission))
        blank.append({place for _, _, place, _ in found(submission)})
    assert blank == [set(), {"agent"}, {"name"}, set()]
    assert Values(filled(form, {**WITHOUT_HOMES, "lets": "No"})).asked_text("name") == "empty"


def test_fields_of_the_cover_that_depend_on_each_other_are_told() -> None:
    form = FORM.replace("sections:\n", COVER, 1).replace('cover.lets == "Yes"', "filled(cover.name)")
    with pytest.raises(DefinitionError, match=r"depends on itself: cover\.(agent → cover\.name|name → cover\.agent)"):
        parse_definition(form)
