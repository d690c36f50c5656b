"""Workbooks that are not what their agency was given, or not its own: each is told and kept out of the figures."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from abuse.package import Package
from support.fillings import SAYS_ENOUGH
from support.rounds import agencies, filled, make_round, roster_file
from xlsreport import new_submission, workbook_bytes
from xlsreport.definition.loading.sheet_names import STAMP_SHEET
from xlsreport.layout.cells import CellRef
from xlsreport.layout.workbook_layout import layout_of
from xlsreport.messages import messages_for
from xlsreport.round.counting.round_state import AgencyState, RoundState, state_of
from xlsreport.round.folder import Round, open_round
from xlsreport.round.incoming.collection import CollectedFile, collect
from xlsreport.round.ledger.records import Receipt
from xlsreport.round.outgoing.distribution import distribute
from xlsreport.submission.identity.stamp import Stamp
from xlsreport.submission.workbook_reader import read_workbook_bytes

pytestmark = pytest.mark.slow

ZH = messages_for("zh-CN")
SAME = "同" * 15
WITHOUT_A_NAME = ("other_year", "edition", "none")
"""Reasons whose sentence does not say whose workbook it is, so that this is added."""


@dataclass(frozen=True)
class Office:
    """A round, and where files come in."""

    round: Round
    folder: Path

    def receive(self, data: bytes, name: str = "来件.xlsx") -> Receipt:
        """Collect one file, which is recorded."""
        done = self.collect(data, name)
        assert done.receipt is not None, done
        return done.receipt

    def collect(self, data: bytes, name: str = "来件.xlsx") -> CollectedFile:
        """Collect one file."""
        (self.folder / name).write_bytes(data)
        (done,) = collect(open_round(self.round.folder, ZH), [self.folder / name])
        return done

    @property
    def state(self) -> RoundState:
        """How the round stands, read anew."""
        return state_of(open_round(self.round.folder, ZH))

    def of(self, code: str) -> AgencyState:
        """How an agency stands."""
        return next(state for state in self.state.agencies if state.agency.code == code)

    def change_roster(self, listed: Iterable[int]) -> None:
        """The roster has some of the agencies only."""
        roster_file(self.round.folder / "roster.csv", [agencies(9)[number - 1] for number in listed])


@pytest.fixture
def office(tmp_path: Path) -> Office:
    return Office(make_round(tmp_path / "round", 4), tmp_path)


def kept_out(office: Office, receipt: Receipt, reason: str, **values: object) -> None:
    """The file is refused for a reason, in its sentence, and counts for nobody."""
    assert (receipt.verdict, receipt.reason) == ("refused", reason)
    why = ZH(f"identity.{reason}", **values)
    named = ZH("identity.naming", why=why, agency="第002镇")
    assert receipt.sentence == (named if reason in WITHOUT_A_NAME else why)
    assert receipt in office.state.refused
    assert all(state.current is None for state in office.state.agencies)


# Of another round, year, edition, or of none


def _far(office: Office, name: str) -> Path:
    """A folder for a round that does not lie beside the office's."""
    far = office.folder / "far" / "away"
    far.mkdir(parents=True)
    return far / name


def test_the_workbook_of_another_round_is_kept_out(office: Office) -> None:
    other = make_round(_far(office, "other"), 4)
    kept_out(office, office.receive(filled(other, "002")), "other_round", agency="第002镇")


def test_the_workbook_of_another_year_is_kept_out(office: Office) -> None:
    other = make_round(_far(office, "other"), 4, year=2024)
    kept_out(office, office.receive(filled(other, "002")), "other_year", found=2024, expected=2025)


def test_the_workbook_of_an_earlier_edition_is_kept_out(office: Office) -> None:
    older = make_round(_far(office, "older"), 4, definition="cn-gov-info-disclosure/2019")
    names = {"found": "cn-gov-info-disclosure/2019", "expected": "cn-gov-info-disclosure/2021"}
    kept_out(office, office.receive(filled(older, "002")), "edition", **names)


def test_the_workbook_of_a_definition_that_is_not_known_here_is_told(office: Office) -> None:
    own = office.folder / "own.yaml"
    text = office.round.definition_path.read_text(encoding="utf-8")
    own.write_text(text.replace("id: cn-gov-info-disclosure", "id: of-our-own"), encoding="utf-8")
    other = make_round(_far(office, "other"), 4, definition=str(own))
    names = {"found": "of-our-own/2021", "expected": "cn-gov-info-disclosure/2021"}
    receipt = office.receive(filled(other, "002"))
    assert (receipt.verdict, receipt.sentence) == ("refused", ZH("identity.edition", **names))
    assert receipt in office.state.refused


@pytest.mark.parametrize("year", [None, 2025])
def test_a_workbook_of_no_round_is_kept_out(year: int | None, office: Office) -> None:
    written = workbook_bytes(new_submission(office.round.definition, agency="第002镇", year=year))
    kept_out(office, office.receive(written), "none")


def test_a_workbook_of_no_round_that_is_of_another_year_is_told_to_be_that(office: Office) -> None:
    written = workbook_bytes(new_submission(office.round.definition, agency="第002镇", year=2024))
    kept_out(office, office.receive(written), "other_year", found=2024, expected=2025)


def test_a_workbook_as_it_was_given_out_is_kept_out(office: Office) -> None:
    done = list(distribute(office.round))
    receipt = office.receive(done[1].path.read_bytes())
    kept_out(office, receipt, "blank")
    assert office.of("002").state == "missing"
    assert office.of("002").kept_out == (receipt,)


# Forged


def stamp_of(data: bytes, office: Office) -> Stamp:
    source = read_workbook_bytes(data, "", office.round.definition).source
    assert source is not None
    return source.stamp


def restamped(data: bytes, office: Office, rows: Mapping[str, str]) -> bytes:
    """The stamp says something else, written by somebody who leaves all other parts as they are."""
    (office.folder / "edited").write_bytes(data)
    package = Package(office.folder / "edited")
    names = [name for name, _ in stamp_of(data, office).rows()]
    for name, value in rows.items():
        package.put(CellRef(STAMP_SHEET, names.index(name), 1), value)
    package.save(office.folder / "edited")
    return (office.folder / "edited").read_bytes()


def resaved(data: bytes, office: Office, rows: Mapping[str, str]) -> bytes:
    """The stamp says something else, and everything was saved by a program that keeps half of a workbook."""
    (office.folder / "edited.xlsx").write_bytes(data)
    book = openpyxl.load_workbook(office.folder / "edited.xlsx")
    names = [name for name, _ in stamp_of(data, office).rows()]
    for name, value in rows.items():
        book[STAMP_SHEET].cell(names.index(name) + 1, 2).value = value
    book.save(office.folder / "edited.xlsx")
    return (office.folder / "edited.xlsx").read_bytes()


def with_identity(data: bytes, office: Office, **changes: object) -> dict[str, str]:
    """A stamp of which the identity is another one, with a digest that fits."""
    stamp = stamp_of(data, office)
    assert stamp.identity is not None
    own = {"agency": changes.pop("agency", stamp.agency), "year": changes.pop("year", stamp.year)}
    identity = replace(stamp.identity, **changes)  # type: ignore[arg-type]  # fields of several types
    return dict(replace(stamp, identity=identity, **own).rows())  # type: ignore[arg-type]  # as above


Edit = Callable[[bytes, Office, Mapping[str, str]], bytes]


@pytest.mark.parametrize("edit", [restamped, resaved])
@pytest.mark.parametrize("sealed", [True, False], ids=["with a digest that fits", "without"])
def test_an_edited_code_is_a_forgery(sealed: bool, edit: Edit, office: Office) -> None:
    data = filled(office.round, "002")
    rows = with_identity(data, office, code="003") if sealed else {"code": "003"}
    kept_out(office, office.receive(edit(data, office, rows)), "forged", agency="第002镇", code="003")


@pytest.mark.parametrize(
    ("changes", "names"),
    [
        ({"revision": 7}, {"agency": "第002镇", "code": "002"}),
        ({"agency": "第003镇", "code": "003"}, {"agency": "第003镇", "code": "003"}),
        ({"signature": "0" * 64}, {"agency": "第002镇", "code": "002"}),
        ({"signature": ""}, {"agency": "第002镇", "code": "002"}),
        ({"signature": "ü" * 64}, {"agency": "第002镇", "code": "002"}),
        ({"code": ""}, {"agency": "第002镇", "code": ""}),
        ({"code": "../../x"}, {"agency": "第002镇", "code": "../../x"}),
        ({"year": 2024}, {"agency": "第002镇", "code": "002"}),
    ],
)
def test_whatever_is_edited_in_a_stamp_is_a_forgery(
    changes: dict[str, object], names: dict[str, object], office: Office
) -> None:
    data = filled(office.round, "002")
    edited = restamped(data, office, with_identity(data, office, **changes))
    kept_out(office, office.receive(edited), "forged", **names)


def test_an_identity_that_is_signed_by_another_key_is_a_forgery(office: Office) -> None:
    data = filled(office.round, "002", key=b"x" * 32)
    kept_out(office, office.receive(data), "forged", agency="第002镇", code="002")


def test_an_identity_that_was_moved_into_this_round_is_a_forgery(office: Office) -> None:
    other = make_round(_far(office, "other"), 4)
    data = filled(other, "002")
    edited = restamped(data, office, with_identity(data, office, round=office.round.id))
    kept_out(office, office.receive(edited), "forged", agency="第002镇", code="002")


@pytest.mark.parametrize(("column", "reason"), [(0, "none"), (1, "other_round")])
def test_a_stamp_without_its_identity_is_none_of_the_rounds(column: int, reason: str, office: Office) -> None:
    data = filled(office.round, "002")
    names = [name for name, _ in stamp_of(data, office).rows()]
    (office.folder / "edited").write_bytes(data)
    package = Package(office.folder / "edited")
    for name in ("round", "code", "revision", "signature"):
        package.put(CellRef(STAMP_SHEET, names.index(name), column), "")
    package.save(office.folder / "edited")
    receipt = office.receive((office.folder / "edited").read_bytes())
    assert receipt.code is None
    kept_out(office, receipt, reason, agency="第002镇")


# Another agency's


def with_stamp_of(data: bytes, other: bytes, office: Office) -> bytes:
    """A workbook into which the whole stamp of another was brought."""
    return restamped(data, office, dict(stamp_of(other, office).rows()))


def test_the_stamp_of_another_agency_in_ones_own_workbook_is_told(office: Office) -> None:
    edited = with_stamp_of(filled(office.round, "002"), filled(office.round, "003"), office)
    receipt = office.receive(edited)
    assert receipt.code == "003"
    kept_out(office, receipt, "relabelled", shown="第002镇", stamped="第003镇")
    assert office.of("003").kept_out == (receipt,)


def covered(data: bytes, office: Office, field: str, value: str | int) -> bytes:
    (office.folder / "edited").write_bytes(data)
    package = Package(office.folder / "edited")
    cover = layout_of(office.round.definition).cover
    package.put({"agency": cover.agency, "year": cover.year}[field], value)
    package.save(office.folder / "edited")
    return (office.folder / "edited").read_bytes()


@pytest.mark.parametrize("shown", ["第003镇", "第002 镇政府", ""])
def test_another_name_on_the_cover_is_told(shown: str, office: Office) -> None:
    receipt = office.receive(covered(filled(office.round, "002"), office, "agency", shown))
    assert receipt.code == "002"
    kept_out(office, receipt, "relabelled", shown=shown, stamped="第002镇")
    assert office.of("002").kept_out == (receipt,)


def test_another_year_on_the_cover_is_told(office: Office) -> None:
    receipt = office.receive(covered(filled(office.round, "002"), office, "year", 2024))
    assert receipt.code == "002"
    kept_out(office, receipt, "relabelled_year", shown=2024, stamped=2025)


def test_the_figures_and_texts_of_another_agency_are_told(office: Office) -> None:
    assert office.receive(filled(office.round, "001", own_words=SAME)).verdict == "clean"
    receipt = office.receive(filled(office.round, "002", own_words=SAME), "二.xlsx")
    assert (receipt.verdict, receipt.reason, receipt.code) == ("refused", "copy", "002")
    assert receipt.sentence == ZH("identity.copy", agency="第002镇", other="第001镇", code="001")
    assert office.state.refused == (receipt,)
    assert (office.of("001").state, office.of("002").state) == ("accepted", "missing")
    office.change_roster([2, 3, 4])  # 002 reports for 001 as well, whose file does not count any more
    assert office.receive(filled(office.round, "002", own_words=SAME), "再.xlsx").verdict == "clean"


def test_the_same_report_once_more_from_the_same_agency_is_no_copy(office: Office) -> None:
    assert office.receive(filled(office.round, "001")).verdict == "clean"
    assert office.receive(filled(office.round, "001", revision=2)).verdict == "clean"


def test_reports_of_nothing_are_no_copies(office: Office) -> None:
    """Villages where nothing happened are alike."""
    definition = office.round.definition
    places = [place for table in definition.tables for place in definition.entry_places(table)]
    nothing: dict[str, Any] = {str(place).replace(".", "__"): 0 for place in places}
    # Texts that speak of no figure.
    nothing |= {section: [SAYS_ENOUGH] for section in ("overview", "problems", "other_matters")}
    for code in ("001", "002", "003"):
        assert office.receive(filled(office.round, code, own_words=SAME, **nothing), f"{code}.xlsx").verdict == "clean"


# Agencies that left, and files that came before


def test_an_agency_that_is_not_in_the_roster_is_told_and_counts_once_it_is(office: Office) -> None:
    data = filled(office.round, "002")
    office.change_roster([1, 3, 4])
    kept_out(office, office.receive(data), "unknown_agency", agency="第002镇", code="002")
    assert office.collect(data).outcome == "known"
    office.change_roster([1, 2, 3, 4])
    assert office.receive(data).verdict == "clean"  # as the sentence promises
    assert office.of("002").state == "accepted"
    assert office.state.refused == ()
    assert office.collect(data).outcome == "known"


def test_what_is_a_forgery_by_a_wrong_key_counts_once_the_key_is_restored(office: Office) -> None:
    data = filled(office.round, "002")
    key = office.round.folder / "key"
    right = key.read_bytes()
    key.chmod(0o600)
    key.write_bytes(b"0" * 64)
    kept_out(office, office.receive(data), "forged", agency="第002镇", code="002")
    key.write_bytes(right)
    assert office.receive(data).verdict == "clean"
    assert office.state.refused == ()


def test_an_earlier_revision_that_comes_late_does_not_count(office: Office) -> None:
    second = office.receive(filled(office.round, "002", revision=2), "新.xlsx")
    first = office.receive(filled(office.round, "002", revision=1), "旧.xlsx")
    assert (first.verdict, second.verdict) == ("clean", "clean")
    assert office.of("002").current == second
    assert office.of("002").receipts == (second, first)


def test_an_earlier_revision_counts_while_the_later_one_has_errors(office: Office) -> None:
    first = office.receive(filled(office.round, "002", revision=1), "旧.xlsx")
    second = office.receive(filled(office.round, "002", revision=2, proactive__fees__charged="多"), "新.xlsx")
    assert (first.verdict, second.verdict) == ("clean", "errors")
    assert (office.of("002").current, office.of("002").latest) == (first, second)


def test_a_round_that_was_copied_takes_in_what_the_first_one_gave_out(office: Office) -> None:
    """A backup, or a folder that was moved to another computer, is the same round."""
    shutil.copytree(office.round.folder, office.folder / "copy")
    copy = Office(open_round(office.folder / "copy", ZH), office.folder)
    assert copy.receive(filled(office.round, "002")).verdict == "clean"


def test_no_refusal_changes_what_was_accepted_before(office: Office) -> None:
    accepted = office.receive(filled(office.round, "002"), "一.xlsx")
    data = filled(office.round, "003")
    office.receive(restamped(data, office, with_identity(data, office, code="002")), "二.xlsx")
    office.receive(covered(filled(office.round, "002", problems=["无。"]), office, "agency", "第003镇"), "三.xlsx")
    assert office.of("002").current == accepted
    assert len(office.of("002").kept_out) == 1
    assert len(office.state.refused) == 2
