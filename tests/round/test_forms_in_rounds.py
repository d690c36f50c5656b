"""A round whose agencies are asked for partly different things: given out, collected, returned and added up."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from python_calamine import CalamineWorkbook

from support.commands import run
from support.definitions import loaded
from support.small_rounds import Agencies, filled, new_round, send
from xlsreport import Place, check, read_workbook, workbook_bytes
from xlsreport.checking.evaluation.submission_values import Values
from xlsreport.definition.figure_kinds.number_kinds import Combine
from xlsreport.definition.place_facts import PlaceFacts
from xlsreport.definition.variation.variant import variant_of
from xlsreport.round.combined_figures import NOT_ASKED, Figure, combine
from xlsreport.round.consolidation.consolidated_report import consolidated_submission
from xlsreport.round.consolidation.consolidating import Consolidation, consolidate
from xlsreport.round.consolidation.consolidation_files import write_consolidation
from xlsreport.round.consolidation.consolidation_options import ConsolidationOptions
from xlsreport.round.folder import Round, open_round
from xlsreport.round.incoming.collection import collect
from xlsreport.round.outgoing.distribution import workbook_name
from xlsreport.round.outgoing.returned_workbooks import return_workbooks, to_return
from xlsreport.round.status.overview import overview_of
from xlsreport.round.status.rule_counts import rule_counts

pytestmark = pytest.mark.slow

SERVICES = str(Path(__file__).parents[1] / "support" / "services.yaml")
WHOLE = loaded(SERVICES)
AGENCIES: Agencies = (
    ("0", "Borough of Bay", ""),
    ("1", "Bay Hospital", "0"),
    ("2", "Hill Clinic", "0"),  # by its category
    ("3", "Bay School", "0"),
    ("4", "Academy of the Hill", "0"),
    ("5", "Bay Library", "0"),
)
CATEGORIES = {"2": "Clinic", "3": "School"}
KINDS = {"1": "hospital", "2": "hospital", "3": "school", "4": "school", "5": "library"}


def services(folder: Path) -> Round:
    return new_round(folder, SERVICES, AGENCIES, categories=CATEGORIES)


def is_asked(kind: str, place: Place, facts: PlaceFacts) -> bool:
    """Whether a place is to be filled in; nothing happens on wards where there are no beds."""
    return not facts.computed and (kind == "hospital" or place.column != "wards")


def entries(kind: str, figure: int = 4, **changes: Any) -> dict[str, Any]:
    """A report without a mistake."""
    left = variant_of(WHOLE, (kind,))
    figures = {str(place): figure for place, facts in left.places.items() if is_asked(kind, place, facts)}
    if kind == "school":
        figures |= {"staff.teachers.full": 1, "staff.nurses.full": 1}
    about = [place for place in left.places if place.table == "course" and place.column in ("health", "books", "rest")]
    texts = {"words": ["Nothing happened."]} if "words" in left.narratives else {}
    fields = dict.fromkeys(left.cover_fields, "1234")
    return {**figures, "course.given.held": figure * len(about), **texts, **fields, **changes}


def all_sent(round_: Round, **changes: Mapping[str, Any]) -> None:
    done = send(round_, {code: entries(kind, int(code), **changes.get(f"a{code}", {})) for code, kind in KINDS.items()})
    assert [one.receipt.verdict for one in done if one.receipt] == ["clean"] * len(KINDS)


def added(round_: Round, **options: Any) -> Consolidation:
    return consolidate(round_, ConsolidationOptions(**options), processes=1)


# Giving out and collecting


def test_every_agency_is_given_the_form_of_its_kind(tmp_path: Path) -> None:
    round_ = services(tmp_path)
    folder = round_.subfolder("round.distributed")
    given = {
        agency.code: read_workbook(folder / workbook_name(round_, agency), round_.definition).definition.variant
        for agency in round_.roster
    }
    assert given == {"0": (), **{code: (kind,) for code, kind in KINDS.items()}}


def test_each_form_is_checked_as_what_it_is(tmp_path: Path) -> None:
    round_ = services(tmp_path)
    all_sent(round_)
    counts = {one.rule: one for one in rule_counts(overview_of(round_, datetime.now(UTC)))}
    assert counts["year"].unchecked == 3  # of beds, of which only the two hospitals tell
    assert counts["pupils"].unchecked == 3
    assert counts["staffed"].unchecked == 2
    assert counts["parts"].unchecked == 0


def test_what_an_agency_is_asked_for_and_left_blank_is_a_mistake(tmp_path: Path) -> None:
    round_ = services(tmp_path)
    (one,) = send(
        round_, {"1": {name: value for name, value in entries("hospital").items() if "bed.general" not in name}}
    )
    assert one.receipt is not None
    assert one.receipt.verdict == "errors"
    assert [finding["place"] for finding in one.receipt.findings] == ["bed.general.number:bed.general.days"]


def test_a_returned_workbook_is_of_the_same_form(tmp_path: Path) -> None:
    round_ = services(tmp_path)
    send(round_, {"3": {**entries("school"), "course.given.held": 99}})
    (back,) = return_workbooks(round_, to_return(round_), processes=1)
    assert back.workbook is not None
    read = read_workbook(back.workbook.path, round_.definition)
    assert read.definition.variant == ("school",)
    assert [finding.rule for finding in check(read)] == ["parts"]


def test_last_years_figures_come_as_far_as_they_are_asked_for(tmp_path: Path) -> None:
    figures = dict.fromkeys(WHOLE.previous_places, 4)
    round_ = new_round(tmp_path, SERVICES, AGENCIES, dict.fromkeys(KINDS, figures), categories=CATEGORIES)
    assert set(filled(round_, "3", {}).previous) == {Place("staff", "all", "full")}
    assert set(filled(round_, "1", {}).previous) == {Place("staff", "all", "full"), Place("staff", "doctors", "part")}


def test_the_covering_list_and_the_command_say_whose_form_each_is(tmp_path: Path) -> None:
    round_ = services(tmp_path)
    said = run("distribute", round_.folder, language="en").out.splitlines()
    assert said[-1] == (
        "Agencies of no known kind (1): Borough of Bay (0). They were given all parts of the form. Kinds are told by "
        "the category in the roster and by the name."
    )
    path = round_.subfolder("round.distributed") / f"{round_.messages('distribute.list')}.xlsx"
    rows = CalamineWorkbook.from_path(str(path)).get_sheet_by_index(0).to_python()
    head = next(row for row in rows if "form for" in row)
    forms = [row[head.index("form for")] for row in rows[rows.index(head) + 1 :]]
    assert forms == ["all parts", "Hospitals", "Hospitals", "Schools", "Schools", "Libraries"]


def test_the_status_says_whose_form_each_agency_has(tmp_path: Path) -> None:
    round_ = services(tmp_path)
    agencies = json.loads(run("status", round_.folder, "--format", "json", language="en").out)["agencies"]
    assert {one["code"]: one["form"] for one in agencies} == {"0": [], **{c: [kind] for c, kind in KINDS.items()}}


# Another kind than the roster says


def with_category(round_: Round, code: str, category: str) -> Round:
    """The round after the office has corrected a category of its roster."""
    roster = next(round_.folder.glob("*.csv"))
    lines = roster.read_text(encoding="utf-8").splitlines()
    changed = [line.rpartition(",")[0] + f",{category}" if line.startswith(f"{code},") else line for line in lines]
    roster.write_text("\n".join(changed), encoding="utf-8")
    return open_round(round_.folder, round_.messages)


def test_the_form_of_another_kind_than_the_roster_says_does_not_count_and_goes_back_as_the_right_one(
    tmp_path: Path,
) -> None:
    round_ = services(tmp_path)
    workbook = tmp_path / "filled.xlsx"
    workbook.write_bytes(workbook_bytes(filled(round_, "4", entries("school", 4))))
    round_ = with_category(round_, "4", "Clinic")
    (got,) = collect(round_, [workbook])
    assert got.receipt is not None
    assert got.receipt.verdict == "errors"
    assert [(one["rule"], one["severity"], one["message"]) for one in got.receipt.findings] == [
        (
            "altered.stamp",
            "error",
            (
                "This is the form of Schools, and the roster has the agency among Hospitals, who are asked for partly "
                "different things. Correct the roster, or have the agency fill in its own form."
            ),
        )
    ]
    (back,) = return_workbooks(round_, to_return(round_), processes=1)
    assert back.workbook is not None
    assert back.remarks is not None
    assert [one.finding.rule for one in back.remarks.altered] == ["altered.stamp"]
    read = read_workbook(back.workbook.path, round_.definition)
    assert read.definition.variant == ("hospital",)
    kept = {place: entry.typed for place, entry in read.entries.items()}
    assert kept[Place("staff", "nurses", "full")] == 1
    assert kept[Place("course", "given", "rest")] == 4
    assert all(place in read.definition.places for place in kept)
    assert {one.place for one in check(read) if one.severity == "error"} >= {"bed.general.number:bed.intensive.days"}


def test_a_category_that_changes_nothing_about_the_form_is_no_mistake(tmp_path: Path) -> None:
    round_ = with_category(services(tmp_path), "1", "Hospital")
    (got,) = send(round_, {"1": entries("hospital", 1)})
    assert got.receipt is not None
    assert got.receipt.verdict == "clean"


# Adding up


def test_a_figure_is_added_up_over_those_who_are_asked_for_it(tmp_path: Path) -> None:
    round_ = services(tmp_path)
    all_sent(round_)
    result = added(round_)
    figures = {str(place): number for place, number in result.figures.items()}
    assert figures["bed.general.number"] == 1 + 2
    assert figures["pupil.first.girls"] == 3 + 4
    assert figures["staff.others.full"] == 1 + 2 + 3 + 4 + 5
    assert figures["staff.nurses.part"] == 1 + 2 + 3 + 4
    assert "staff.teachers.night" not in figures  # no school is asked for nights
    assert result.unknown == ()
    report = consolidated_submission(round_, result)
    assert check(report) != ()
    assert {finding.rule for finding in check(report)} == {"filled"}
    assert [finding.place for finding in check(report)] == ["phone", "beds_contact", "words"]
    assert Values(report).at(Place("staff", "all", "total")) is not None


def test_what_no_agency_is_asked_for_is_not_in_the_report(tmp_path: Path) -> None:
    round_ = new_round(tmp_path, SERVICES, (AGENCIES[0], *AGENCIES[3:]), categories=CATEGORIES)
    done = send(round_, {code: entries(KINDS[code], int(code)) for code in ("3", "4", "5")})
    assert {one.receipt.verdict for one in done if one.receipt} == {"clean"}
    result = added(round_)
    assert result.form.variant == ("school", "library")
    assert not any(place.table == "bed" for place in result.figures)
    written = write_consolidation(round_, result)
    read = read_workbook(written.report, round_.definition)
    assert read.definition is variant_of(round_.definition, ("school", "library"))
    assert Values(read).at(Place("staff", "all", "full")) == (1 + 1 + 3) + (1 + 1 + 4) + 5
    assert {finding.rule for finding in written.findings} == {"filled"}


@pytest.mark.parametrize(
    ("how", "figures", "result"),
    [
        ("sum", (1, NOT_ASKED, 3), 4),
        ("sum", (1, NOT_ASKED, None), None),  # one who is asked and has no figure leaves no sum
        ("sum", (NOT_ASKED, NOT_ASKED), NOT_ASKED),
        ("sum", (NOT_ASKED, "N/A"), "N/A"),
        ("min", (NOT_ASKED, 5, 7), 5),
        ("max", (NOT_ASKED, 5, 7), 7),
        ("none", (NOT_ASKED, 5), None),
        ("none", (NOT_ASKED,), NOT_ASKED),
    ],
)
def test_what_is_not_asked_leaves_sums_alone(how: Combine, figures: Sequence[Figure], result: Figure) -> None:
    assert combine(how, figures) == result


def test_the_provenance_says_who_was_not_asked(tmp_path: Path) -> None:
    round_ = services(tmp_path)
    all_sent(round_)
    written = write_consolidation(round_, added(round_))
    book = CalamineWorkbook.from_path(str(written.provenance))
    rows = book.get_sheet_by_name(round_.messages("consolidate.sources")).to_python()
    names = next(row for row in rows if "bed.general.number" in row)
    at = names.index("bed.general.number")
    said = {row[0]: row[at] for row in rows[rows.index(names) + 1 :]}
    assert said == {"1": 1, "2": 2, "3": "not asked", "4": "not asked", "5": "not asked"}


def test_a_parent_is_compared_where_both_are_asked(tmp_path: Path) -> None:
    agencies: Agencies = (("1", "Bay Hospital", ""), ("3", "Bay School", "1"), ("5", "Bay Library", "1"))
    round_ = new_round(tmp_path, SERVICES, agencies)
    send(round_, {"1": entries("hospital", 8), "3": entries("school", 3), "5": entries("library", 5)})
    (compared,) = added(round_).comparisons
    differing = {str(place) for place, *_ in compared.differences(added(round_).places)}
    assert not any("bed." in place or "pupil." in place or "doctors" in place for place in differing)
    assert "staff.others.full" not in differing  # 8 = 3 + 5


def test_the_command_says_what_was_not_asked(tmp_path: Path) -> None:
    round_ = new_round(tmp_path, SERVICES, (AGENCIES[0], *AGENCIES[3:]), categories=CATEGORIES)
    send(round_, {code: entries(KINDS[code], int(code)) for code in ("3", "4", "5")})
    said = json.loads(run("consolidate", round_.folder, "--format", "json", language="en").out)
    assert said["kinds"] == ["school", "library"]
    assert "bed.general.number" in said["not_asked"]
    assert said["unknown"] == []
