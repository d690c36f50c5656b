"""Agencies that are renamed, merged, removed or recoded while workbooks are out, and codes that lost their zeros."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path

import openpyxl
import pytest
from click.testing import CliRunner, Result

from support.rounds import filled, roster_file, send, small_round
from xlsreport.cli import main
from xlsreport.errors import RoundError
from xlsreport.layout.workbook_layout import layout_of
from xlsreport.round.counting.roster_changes import changes_in
from xlsreport.round.counting.round_state import state_of
from xlsreport.round.folder import Round, open_round
from xlsreport.round.incoming.collection import collect
from xlsreport.round.outgoing.distribution import distribute
from xlsreport.round.outgoing.outdated_files import outdated_files
from xlsreport.round.reports import render_all
from xlsreport.round.roster.agencies import Agency
from xlsreport.round.roster.name_matching import find_lookalike
from xlsreport.round.status.overview import overview_of
from xlsreport.tabular.body_names import normalise_code, normalise_name

NOW = datetime(2026, 1, 22, tzinfo=UTC)
FIRST = [Agency("010", "Harbour"), Agency("011", "Light House"), Agency("012", "Pilots"), Agency("013", "Tugs")]


@pytest.fixture
def given_out(tmp_path: Path) -> Round:
    round_ = small_round(tmp_path / "round", FIRST)
    list(distribute(round_))
    return round_


def relisted(round_: Round, *agencies: tuple[str, str]) -> Round:
    """The same round after the office has changed its roster."""
    roster_file(round_.folder / "roster.csv", [Agency(*one) for one in agencies])
    return open_round(round_.folder, round_.messages)


def changed(round_: Round) -> Round:
    """One agency is renamed, one has another code, one is gone, and one is as it was."""
    return relisted(round_, ("010", "Port"), ("011", "Light House"), ("212", "Pilots"))


def run(round_: Round, *arguments: str) -> Result:
    return CliRunner(env={"XLSREPORT_ROUND": str(round_.folder)}).invoke(main, arguments)


def said(round_: Round, key: str, agencies: str) -> str:
    return round_.messages(f"changed.{key}", count=1, agencies=agencies)


RENAMED = ("renamed", "Harbour, now Port (010)")
RECODED = ("recoded", "Pilots (012, now 212)")
DEPARTED = ("departed", "Tugs (013)")


def test_blanks_brackets_width_and_capitals_make_no_other_name_or_code() -> None:
    assert (
        normalise_name("县教育局（本级）")
        == normalise_name(" 县 教育局(本级)\u200b")
        == normalise_name("县教育局〔本级〕")
    )
    assert normalise_name("ＰＯＲＴ Authority") == normalise_name("Port authority")
    assert normalise_name("县教育局") != normalise_name("县教育局分局")
    assert normalise_code("Ａ０1\u200b") == normalise_code("a01") != normalise_code("a1")
    assert find_lookalike("11", [Agency("011", "x"), Agency("12", "y")]) == Agency("011", "x")
    assert find_lookalike("11", [Agency("011", "x"), Agency("0011", "y")]) is None


@pytest.mark.slow
def test_status_tells_what_became_of_agencies(given_out: Round) -> None:
    round_ = changed(given_out)
    told = " ".join(run(round_, "status").stdout.split())  # lines are broken where the terminal ends
    assert f"{said(round_, *RECODED)} {said(round_, *DEPARTED)}" in told
    assert said(round_, *RENAMED) not in told
    remark = round_.messages("changed.remark", before="Harbour")
    assert told.index("010 Port") < told.index(remark) < told.index("011 Light House")
    stated = json.loads(run(round_, "status", "--format", "json").stdout)["roster_changes"]
    assert [(one["kind"], one["code"], one["now"]) for one in stated] == [
        ("renamed", "010", {"code": "010", "name": "Port"}),
        ("recoded", "012", {"code": "212", "name": "Pilots"}),
        ("departed", "013", None),
    ]


@pytest.mark.slow
@pytest.mark.parametrize("ending", ["html", "xlsx"])
def test_every_form_of_the_status_tells_who_is_gone(given_out: Round, tmp_path: Path, ending: str) -> None:
    round_ = changed(given_out)
    file = tmp_path / f"status.{ending}"
    assert run(round_, "status", "-o", str(file)).exit_code == 0
    if ending == "html":
        assert said(round_, *DEPARTED) in file.read_text(encoding="utf-8")
    else:
        cells = [cell.value for row in openpyxl.load_workbook(file).worksheets[3].iter_rows() for cell in row]
        assert said(round_, *DEPARTED) in cells


@pytest.mark.slow
def test_what_comes_back_counts_under_the_name_of_the_roster(given_out: Round, tmp_path: Path) -> None:
    files = send(given_out, tmp_path / "inbox", ["010", "012", "013"])
    round_ = changed(given_out)
    told = run(round_, "collect", str(tmp_path / "inbox")).stdout.splitlines()
    named = {"before": "Harbour", "agency": "Port", "code": "010"}
    assert told[:-1] == [
        round_.messages("changed.collected", file=files[0], **named),
        *(
            round_.messages("collect.refused", file=file, reason=round_.messages(f"identity.{key}", **values))
            for file, key, values in (
                (files[1], "recoded", {"agency": "Pilots", "code": "012", "now": "212"}),
                (files[2], "unknown_agency", {"agency": "Tugs", "code": "013"}),
            )
        ),
        said(round_, *RECODED),
        said(round_, *DEPARTED),
    ]
    assert [state.state for state in state_of(round_).agencies] == ["accepted", "missing", "missing"]


@pytest.mark.slow
def test_report_and_its_file_say_the_name_that_the_roster_has_now(given_out: Round, tmp_path: Path) -> None:
    send(given_out, tmp_path / "inbox", ["010"])
    round_ = changed(given_out)
    list(collect(round_, [tmp_path / "inbox"], processes=1))
    reported = next(iter(render_all(round_, ["html"], processes=1)))
    (path,) = reported.paths
    assert path.name.startswith("010-Port-")
    page = path.read_text(encoding="utf-8")
    assert "<title>Harbour return of Port for 2025</title>" in page
    assert "of Harbour" not in page


@pytest.mark.slow
def test_a_new_name_on_the_cover_is_not_another_agencys(given_out: Round, tmp_path: Path) -> None:
    path = tmp_path / "010.xlsx"
    path.write_bytes(filled(given_out, "010"))
    book = openpyxl.load_workbook(path)
    cell = layout_of(given_out.definition).cover.agency
    book[cell.sheet].cell(cell.row + 1, cell.column + 1).value = "Port"
    book.save(path)
    (before,) = collect(given_out, [path], processes=1)
    assert before.receipt is not None
    assert before.receipt.reason == "relabelled"
    (after,) = collect(changed(given_out), [path], processes=1)
    assert after.receipt is not None
    assert after.receipt.verdict != "refused"


@pytest.mark.slow
def test_distribute_tells_which_files_are_out_of_date(given_out: Round) -> None:
    run(given_out, "distribute", "--zip")
    round_ = changed(given_out)
    told = run(round_, "distribute").stdout.splitlines()
    first = told.index(said(round_, *RENAMED))
    reasons = {
        "010-Harbour": round_.messages("changed.stale_renamed", before="Harbour", code="010", agency="Port"),
        "012-Pilots": round_.messages("changed.stale_recoded", before="Pilots", code="012", now="212"),
        "013-Tugs": round_.messages("changed.stale_departed", before="Tugs", code="013"),
    }
    there = [path.name for path in round_.subfolder("round.distributed").iterdir()]
    names = [next(name for name in there if name.startswith(start)) for start in reasons]
    bundle = f"{round_.messages('distribute.others')}.zip"
    stale = [*zip(names, reasons.values(), strict=True), (bundle, round_.messages("changed.stale_bundle"))]
    assert told[first:] == [
        *(said(round_, *one) for one in (RENAMED, RECODED, DEPARTED)),
        round_.messages("changed.stale", count=4),
        *(round_.messages("changed.stale_file", file=name, reason=reason) for name, reason in stale),
    ]
    assert run(round_, "distribute", "--zip").stdout.count("\n  ") == 3  # the archive is as it should be now


@pytest.mark.slow
def test_nothing_is_out_of_date_where_nothing_has_changed(given_out: Round) -> None:
    assert list(outdated_files(given_out, list(distribute(given_out)))) == []
    assert list(changes_in(given_out).sentences(given_out.messages)) == []


@pytest.mark.slow
def test_codes_that_have_lost_their_zeros_get_no_second_workbook(given_out: Round, tmp_path: Path) -> None:
    files = send(given_out, tmp_path / "inbox", ["010"])
    there = sorted(given_out.subfolder("round.distributed").iterdir())
    lost = relisted(given_out, ("10", "Harbour"), ("11", "Light House"), ("12", "Pilots"), ("13", "Tugs"))
    with pytest.raises(RoundError) as caught:
        list(distribute(lost))
    named = ", ".join(f"{agency.name} ({agency.code}, now {agency.code[1:]})" for agency in FIRST)
    spoiled = lost.messages("changed.spoiled", count=4, agencies=named)
    assert str(caught.value) == lost.messages("changed.not_distributed", reason=spoiled)
    assert sorted(lost.subfolder("round.distributed").iterdir()) == there
    reason = lost.messages("identity.lost_zeros", agency="Harbour", code="010", now="10")
    assert run(lost, "collect", str(files[0])).stdout.splitlines()[:2] == [
        lost.messages("collect.refused", file=files[0], reason=reason),
        spoiled,
    ]
    mended = relisted(lost, *((agency.code, agency.name) for agency in FIRST))
    (again,) = collect(mended, files, processes=1)
    assert again.receipt is not None
    assert again.receipt.verdict == "clean"


@pytest.mark.slow
def test_what_was_accepted_under_another_code_is_told_by_the_code_of_now(given_out: Round, tmp_path: Path) -> None:
    assert run(given_out, "collect", *map(str, send(given_out, tmp_path / "in", ["012", "013"]))).exit_code == 0
    recoded = changed(given_out)
    kept_out = {one.code: one.sentence for one in overview_of(recoded, NOW).kept_out}
    assert kept_out == {
        "012": recoded.messages("identity.recoded", agency="Pilots", code="012", now="212"),
        "013": recoded.messages("status.departed", code="013"),
    }
    told = " ".join(run(recoded, "status", "012", "Tugs").stdout.split())
    assert told.index("012 Pilots") < told.index(kept_out["012"]) < told.index("013 Tugs") < told.index(kept_out["013"])
    moved = tmp_path / "212.xlsx"
    sent = str(next((tmp_path / "in").glob("*012*")))
    assert run(recoded, "migrate", sent, "--round", str(recoded.folder), "-o", str(moved)).exit_code == 0
    (came,) = collect(recoded, [moved], processes=1)
    assert came.receipt is not None
    assert (came.receipt.code, came.receipt.verdict, came.receipt.sentence) == ("212", "clean", "")
    lost = relisted(given_out, ("12", "Pilots"))
    kept_out = {one.code: one.sentence for one in overview_of(lost, NOW).kept_out}
    assert kept_out["012"] == lost.messages("identity.lost_zeros", agency="Pilots", code="012", now="12")


@pytest.mark.slow
def test_another_agency_of_a_like_code_is_a_new_one(given_out: Round) -> None:
    round_ = relisted(given_out, ("010", "Harbour"), ("011", "Light House"), ("012", "Pilots"), ("13", "Divers"))
    assert [one.outcome for one in distribute(round_)] == ["unchanged"] * 3 + ["written"]
    assert list(changes_in(round_).sentences(round_.messages)) == [said(round_, *DEPARTED)]


@pytest.mark.slow
def test_status_finds_an_agency_however_its_code_and_name_are_typed(given_out: Round) -> None:
    whole = run(given_out, "status", "011").stdout
    assert "Light House" in whole
    for typed in ("０１１", "light  house", "LIGHT HOUSE"):
        assert run(given_out, "status", typed).stdout == whole
