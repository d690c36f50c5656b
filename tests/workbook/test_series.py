"""A series gives every workbook byte for byte as it is when it is written alone, whatever its submissions hold."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from typing import Any, NamedTuple

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from support.definitions import loaded
from support.depth import cases
from support.files import harbour, official
from support.fillings import DEFINITIONS, fillings
from workbook.regenerate_golden import GOLDEN
from xlsreport import Definition, Submission, WorkbookError, new_submission, workbook_bytes
from xlsreport.definition.place import Place
from xlsreport.submission.identity.stamp import Identity
from xlsreport.submission.stamping import signed
from xlsreport.values import Number
from xlsreport.workbook.composition import compose_workbook
from xlsreport.workbook.workbook_series import WorkbookSeries, differ_in_contents_only

pytestmark = pytest.mark.slow

LOADED = [loaded(name) for name in (*DEFINITIONS, str(GOLDEN / "definition.yaml"))]
"""Both editions of the official form, and two English reports."""

KEY = b"k" * 32

ODD_NAMES = (
    *("", " ", "示例县", "A & B", "P&G", "<b>'\"</b>", "<r>&</r>", "<si>", "=1+1", "+1", "@x", "#N/A", "TRUE", "007"),
    *("  blanks   within  ", "\tTab", "line\nline", "line\r\nline", "a\x00\x01\x1b\ufffe\ud800b", "_x0041_", "\u200b"),
    *("城关镇", "是", "否", "—", "封面", "校验", "合计", "总计", "Yes", "1", "cn-gov-info-disclosure/2021", "agency"),
    *("😀" * 200, "长" * 200, "x" * 300, "{agency}", "%s", "&[Picture]", "🏛️ 市政府", "𠮷"),
)
"""Among them words that stand in the workbook anyway, so that the numbers of its shared strings move."""

FIGURES: st.SearchStrategy[Number] = st.one_of(
    st.sampled_from([0, 1, 7, 10**14, 10**15 - 1, -5, 10**17, Decimal("0.1"), Decimal("-0"), Decimal("1.0")]),
    st.sampled_from([Decimal("1E-400"), Decimal("-1E-400"), Decimal("1.00000000000000000001"), Decimal("9.63211")]),
    st.integers(-(10**15), 10**15),
    st.decimals(-(10**9), 10**9, places=4),
)


class GivenOut(NamedTuple):
    """What an office states of one agency before anything is entered."""

    agency: str
    year: int | None
    previous: dict[str, Number]
    identity: Identity | None

    def submission(self, definition: Definition) -> Submission:
        previous = {Place.parse(place): figure for place, figure in self.previous.items()}
        submission = Submission(definition, agency=self.agency, year=self.year, previous=previous)
        return submission if self.identity is None else signed(submission, self.identity, KEY)


def given_out(definition: Definition) -> st.SearchStrategy[GivenOut]:
    labels = sorted({facts.row_name for facts in definition.places.values()})
    words = st.one_of(st.sampled_from([*ODD_NAMES, *labels]), st.text(max_size=40))
    places = [str(place) for place in definition.previous_places]
    identities = st.builds(Identity, words, words, st.integers(1, 3))
    return st.builds(
        GivenOut,
        agency=words,
        year=st.sampled_from([2025, 2025, 2025, 2024, None]),
        previous=st.one_of(
            st.fixed_dictionaries({}, optional=dict.fromkeys(places, FIGURES)),
            st.fixed_dictionaries(dict.fromkeys(places, FIGURES)),
            FIGURES.map(lambda figure: dict.fromkeys(places, figure)),
        ),
        identity=st.one_of(st.none(), identities, identities),
    )


@settings(max_examples=cases(10, 30))
@given(data=st.data(), definition=st.sampled_from(range(len(LOADED))), password=st.sampled_from([None, "Opensesame"]))
def test_a_series_writes_what_is_written_alone(data: st.DataObject, definition: int, password: str | None) -> None:
    series = WorkbookSeries(password=password)
    for given_to in data.draw(st.lists(given_out(LOADED[definition]), min_size=2, max_size=5)):
        submission = given_to.submission(LOADED[definition])
        assert series.workbook_bytes(submission) == workbook_bytes(submission, password=password)


def roster(definition: Definition, count: int) -> Iterator[Submission]:
    """A round as it is: every agency with its name, its code and what it reported last year."""
    names = [*dict.fromkeys(name for name in ODD_NAMES if name.strip()), *(f"城关镇{n}" for n in range(count))]
    for number, name in enumerate(names[:count]):
        previous = dict.fromkeys(definition.previous_places, number * 7 % 11)
        submission = new_submission(definition, agency=name, year=2025, previous=previous)
        yield signed(submission, Identity("2025 年报", f"{number:04}", 1), KEY)


@pytest.mark.parametrize("definition", LOADED, ids=lambda definition: definition.name)
def test_a_round_writes_one_workbook_whole_and_of_the_others_only_what_differs(definition: Definition) -> None:
    series = WorkbookSeries()
    for submission in roster(definition, cases(16, 48)):
        assert series.workbook_bytes(submission) == workbook_bytes(submission)
    assert series.written_whole == cases(1, 3)  # the deep run has two names whose titles take more than two lines


def test_titles_of_two_and_of_three_lines_may_take_turns() -> None:
    series = WorkbookSeries()
    for name in ("城关镇", "城关镇" * 12, "乡", "城关镇" * 13, "镇"):
        submission = new_submission(official(), agency=name, year=2025)
        assert series.workbook_bytes(submission) == workbook_bytes(submission)
    assert series.written_whole == 2


@pytest.mark.parametrize("definition", LOADED, ids=lambda definition: definition.name)
def test_a_series_takes_submissions_that_are_filled_in_as_well(definition: Definition) -> None:
    series = WorkbookSeries()
    for submission in fillings(definition, cases(7, 14), seed=5):
        assert series.workbook_bytes(submission) == workbook_bytes(submission)


def test_figures_alone_are_exchanged_too() -> None:
    """A workbook that is filled in like the one before, as when a round is consolidated from tables."""
    series = WorkbookSeries()
    places = [str(place) for place in official().entry_places("requests")]
    for number in (0, 3, Decimal("2.5"), "many", "城关镇", 10**16):
        submission = new_submission(official(), agency="甲", year=2025, entries=dict.fromkeys(places, number))
        assert series.workbook_bytes(submission) == workbook_bytes(submission)
    assert series.written_whole == 1


def test_a_series_may_change_from_one_report_to_another() -> None:
    series = WorkbookSeries()
    for definition in (*LOADED, *LOADED):
        for agency in ("甲", "乙"):
            submission = new_submission(definition, agency=agency, year=2025)
            assert series.workbook_bytes(submission) == workbook_bytes(submission)


@pytest.mark.parametrize(
    "change",
    [{"previous": {next(iter(harbour().previous_places)): 10**400}}, {"agency": "x" * 32768}],
    ids=["figure", "agency"],
)
def test_what_excel_cannot_hold_is_refused_as_ever_and_the_series_goes_on(change: dict[str, Any]) -> None:
    series = WorkbookSeries()
    good = new_submission(harbour(), agency="Port", year=2025)
    bad = replace(good, **change)
    for submission in (good, replace(good, agency="Quay")):
        series.workbook_bytes(submission)
    with pytest.raises(WorkbookError) as alone:
        workbook_bytes(bad)
    with pytest.raises(WorkbookError) as in_series:
        series.workbook_bytes(bad)
    assert str(in_series.value) == str(alone.value)
    assert series.workbook_bytes(good) == workbook_bytes(good)
    assert series.written_whole == 1


@pytest.mark.parametrize(
    "change",
    [
        {"agency": ""},
        {"year": None},
        {"identity": Identity("round", "code")},
        {"texts": {"summary": ("a paragraph",)}},
    ],
    ids=lambda change: next(iter(change)),
)
def test_workbooks_that_differ_in_more_than_contents_are_told_apart(change: dict[str, Any]) -> None:
    one = new_submission(harbour(), agency="Port", year=2025)
    assert differ_in_contents_only(
        compose_workbook(one, None), compose_workbook(replace(one, agency="Quay", year=2024), None)
    )
    assert not differ_in_contents_only(compose_workbook(one, None), compose_workbook(replace(one, **change), None))
    assert not differ_in_contents_only(compose_workbook(one, None), compose_workbook(one, "Opensesame"))


@pytest.mark.parametrize(
    "insides",
    ["PlainWorksheet.element", "PlainWorksheet.header_element", "PartsWorkbook.strings", "core_part"],
)
def test_where_xlsxwriter_writes_otherwise_than_thought_every_workbook_is_written_whole(
    insides: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As after a change in XlsxWriter: then a series is slow, and none of its workbooks is wrong."""
    module = "workbook_series" if insides == "core_part" else "xlsxwriter_backend.xlsxwriter_internals"
    monkeypatch.setattr(f"xlsreport.workbook.{module}.{insides}", lambda *_: [b"<c></c>"] * 2)
    series = WorkbookSeries()
    for agency in ("Port", "Quay", "Pier"):
        submission = new_submission(harbour(), agency=agency, year=2025)
        assert series.workbook_bytes(submission) == workbook_bytes(submission)
    assert series.written_whole == 3
