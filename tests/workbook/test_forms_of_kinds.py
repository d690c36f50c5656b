"""The workbook of a kind of bodies: only what it is asked for, read as such, judged alike, and printed so."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from support.agreement import differences
from support.definitions import loaded
from support.depth import cases
from support.engines import CALCULATING, ENGINES
from support.files import content, saved
from support.fillings import fillings
from support.parts import cached_values
from xlsreport import (
    Definition,
    Place,
    RejectedWorkbookError,
    Submission,
    build_document,
    check,
    new_submission,
    read_workbook,
    render,
    verdict_of,
)
from xlsreport.definition.loading.definition_loading import parse_definition
from xlsreport.definition.place_facts import PlaceFacts
from xlsreport.definition.variation.variant import variant_of
from xlsreport.document.content.model import Heading, Paragraph, PrintedTable
from xlsreport.errors import EntriesError
from xlsreport.layout.workbook_layout import layout_of
from xlsreport.messages import messages_for
from xlsreport.submission.workbook_reader import read_workbook_bytes
from xlsreport.workbook.workbook_file import workbook_bytes
from xlsreport.workbook.workbook_series import WorkbookSeries

SERVICES = Path(__file__).parents[1] / "support" / "services.yaml"
WHOLE = loaded(SERVICES)
KINDS = {"hospital": "Bay Hospital", "school": "Bay School", "library": "Bay Library"}
TOGETHER = ("hospital", "school")


def form(*kinds: str) -> Definition:
    return variant_of(WHOLE, kinds)


def is_asked(kind: str, place: Place, facts: PlaceFacts) -> bool:
    """Whether a place is to be filled in; nothing happens on wards where there are no beds."""
    return not facts.computed and (kind == "hospital" or place.column != "wards")


def complete(kind: str, **changes: object) -> Submission:
    """A report without a mistake."""
    left = form(kind)
    figures = {str(place): 4 for place, facts in left.places.items() if is_asked(kind, place, facts)}
    held = sum(place.table == "course" and place.column in ("health", "books", "rest") for place in left.places)
    texts = {"words": ["Nothing happened."]} if "words" in left.narratives else {}
    fields = dict.fromkeys(left.cover_fields, "1234")
    entries = {**figures, "course.given.held": 4 * held, **texts, **fields, **changes}
    if kind == "school":
        entries["staff.teachers.full"] = entries["staff.nurses.full"] = 2
    return new_submission(left, agency=KINDS[kind], year=2025, entries=entries)


@pytest.mark.slow
@pytest.mark.parametrize("kinds", [*((kind,) for kind in KINDS), TOGETHER])
def test_a_workbook_comes_back_as_the_form_that_it_is(kinds: tuple[str, ...], tmp_path: Path) -> None:
    for number, submission in enumerate(fillings(form(*kinds), cases(7, 12))):
        read = read_workbook(saved(submission, tmp_path, f"{number}.xlsx"), WHOLE)
        assert read.definition is form(*kinds)
        assert read.source is not None
        assert read.source.stamp.variant == kinds
        expected, found = content(submission), content(read)
        for one in (expected, found):
            one.pop("explanations")  # those of lines that need none are not kept
        assert found["entries"] == expected["entries"] or any(e.mended for e in submission.entries.values())
        assert [a for a in read.alterations if not a.kind.only_on_request] == []


@pytest.mark.slow
@pytest.mark.parametrize("engine", CALCULATING)
@pytest.mark.parametrize("kinds", [*((kind,) for kind in KINDS), TOGETHER, ()])
def test_the_formulas_of_every_form_carry_what_an_engine_calculates(
    kinds: tuple[str, ...], engine: str, tmp_path: Path
) -> None:
    files = [saved(one, tmp_path, f"{n}.xlsx") for n, one in enumerate(fillings(form(*kinds), cases(5, 8)))]
    calculated = ENGINES[engine](files)
    assert [differences(file, values) for file, values in zip(files, calculated, strict=True)] == [{}] * len(files)


@pytest.mark.slow
@pytest.mark.parametrize("kind", KINDS)
def test_nobody_misses_what_was_not_asked(kind: str, tmp_path: Path) -> None:
    file = saved(complete(kind), tmp_path)
    read = read_workbook(file, WHOLE)
    assert check(read, forensic=True) == ()
    cover = layout_of(read.definition).cover
    assert verdict_of(check(read)) == "clean"
    assert re.findall(r"\d+", str(cached_values(file)[cover.sheet, cover.verdict.a1])) == []


def test_a_rule_for_one_kind_is_asked_in_its_form(tmp_path: Path) -> None:
    nobody = {f"staff.{row}.{column}": 0 for row in ("nurses", "teachers", "others") for column in ("full", "part")}
    read = read_workbook(saved(complete("school"), tmp_path), WHOLE)
    assert read.body_kind is WHOLE.bodies["school"]
    left = form("school")
    figures = {str(place): 4 for place, facts in left.places.items() if is_asked("school", place, facts)}
    silent = new_submission(left, agency="A Hospital", year=2025, entries={**figures, **nobody})
    assert "staffed" in {finding.rule for finding in check(silent)}  # its form tells, whatever it is called
    of_hospital = new_submission(form("hospital"), entries={"staff.others.full": 0})
    assert "staffed" not in {finding.rule for finding in check(of_hospital)}


@pytest.mark.parametrize("kind", KINDS)
def test_the_report_prints_what_was_asked(kind: str) -> None:
    document = build_document(complete(kind))
    headings = [part.text for part in document.parts if isinstance(part, Heading)]
    assert headings == [section.heading for section in form(kind).sections]
    tables = [part.table for part in document.parts if isinstance(part, PrintedTable)]
    assert tables == list(form(kind).tables)
    said = [part.text for part in document.parts if isinstance(part, Paragraph)]
    assert any("1234" in text for text in said) == (kind == "hospital")
    assert list(document.figures) == [*map(str, form(kind).places), *form(kind).comments]
    for format_ in ("docx", "html"):
        assert render(document, format_)


def test_an_entry_that_is_not_asked_for_is_refused() -> None:
    with pytest.raises(EntriesError) as raised:
        new_submission(form("school"), entries={"bed.general.number": 1, "bed.general.numbr": 1})
    assert str(raised.value).splitlines() == [
        (
            "“bed.general.number” is not asked of these bodies: Schools. Leave it out, or give the kind of body that "
            "is asked for it."
        ),
        "There is no “bed.general.numbr”; xlsreport describe lists all names.",
    ]


def test_last_years_figures_that_are_not_asked_for_are_left_out() -> None:
    known = dict.fromkeys(WHOLE.previous_places, 3)
    assert set(new_submission(form("school"), previous=known).previous) == {
        place for place in WHOLE.previous_places if place in form("school").places
    }


@pytest.mark.slow
def test_a_workbook_of_a_kind_that_there_is_no_longer_is_refused() -> None:
    data = workbook_bytes(new_submission(form("library")))
    text = SERVICES.read_text(encoding="utf-8")
    other = parse_definition(
        text.replace("id: library", "id: archive").replace("library]", "archive]").replace("[library,", "[archive,")
    )
    with pytest.raises(RejectedWorkbookError) as raised:
        read_workbook_bytes(data, "library.xlsx", other, messages_for("en"))
    assert str(raised.value) == (
        "This workbook is the form of other kinds of bodies (library) than the definition “borough-services/1” has "
        "now. Give the definition that it was made from."
    )


@pytest.mark.slow
def test_forms_that_take_turns_are_written_whole_once() -> None:
    series = WorkbookSeries()
    for kind in (*KINDS, *KINDS, *KINDS):
        submission = new_submission(form(kind), agency=KINDS[kind], year=2025)
        assert series.workbook_bytes(submission) == workbook_bytes(submission)
    assert series.written_whole == len(KINDS)


def test_the_whole_form_is_stamped_as_ever() -> None:
    read = read_workbook_bytes(workbook_bytes(new_submission(WHOLE, agency="Bay School")), "whole.xlsx", WHOLE)
    assert read.definition is WHOLE
    assert read.source is not None
    assert "variant" not in dict(read.source.stamp.rows())
