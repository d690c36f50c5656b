"""When a file came is kept apart from when it was recorded, and lateness, charts and lists go by it."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from support.commands import run
from support.rounds import filled, small_round
from xlsreport.errors import MomentError
from xlsreport.messages import messages_for
from xlsreport.round.counting.round_state import state_of
from xlsreport.round.folder import Round, open_round
from xlsreport.round.incoming import collection
from xlsreport.round.incoming.collection import collect
from xlsreport.round.incoming.inbox import IncomingFile
from xlsreport.round.ledger.timestamps import parse_moment, timestamp_now
from xlsreport.round.status.arrival_chart import arrivals
from xlsreport.round.status.overview import overview_of
from xlsreport.round.status.status_page import status_page

EN = messages_for("en")
DEADLINE = date(2026, 1, 20)
RECORDED = "2026-01-22T04:00:00Z"
"""Two days after the deadline; noon or nearly so wherever the office is."""


@pytest.fixture
def round_(tmp_path: Path) -> Round:
    return small_round(tmp_path / "round", 2, deadline=DEADLINE)


def file(round_: Round, name: str = "a", **entries: Any) -> Path:
    path = round_.folder.parent / f"{name}.xlsx"
    path.write_bytes(filled(round_, "001", **entries))
    return path


def told(round_: Round) -> dict[str, Any]:
    return dict(json.loads(run("status", round_.folder, "001", "--format", "json").out)["agencies"][0])


def in_a_mail(monkeypatch: pytest.MonkeyPatch, path: Path, moment: datetime) -> None:
    """A file that comes out of a mail of that date."""
    mail = [IncomingFile(f"{path}!a.xlsx", data=path.read_bytes(), arrived=moment)]
    monkeypatch.setattr(collection, "incoming_files", lambda paths, leave_out: iter(mail))


@pytest.mark.slow
@pytest.mark.parametrize(
    ("day", "late"), [("2026-01-19", False), ("2026-01-20", False), ("2026-01-20 23:59", False), ("2026-01-21", True)]
)
def test_a_file_on_paper_is_as_late_as_the_day_on_which_it_came(day: str, late: bool, round_: Round) -> None:
    said = run("collect", round_.folder, file(round_), "--received", day)
    assert (said.code, said.err) == (0, "")
    assert told(round_)["late"] is late
    assert told(round_)["receipts"][0]["at"] > "2026-02"
    row = next(line for line in run("status", round_.folder).out.splitlines() if line.startswith("001"))
    assert f" {day[5:10]} " in row  # a table has room for the day alone
    assert f"{day} (recorded 20" in run("status", round_.folder, "001").out


@pytest.mark.slow
def test_a_file_without_any_date_came_when_it_was_recorded(round_: Round) -> None:
    (done,) = collect(round_, [file(round_)], clock=lambda: RECORDED)
    assert done.receipt is not None
    assert (done.receipt.at, done.receipt.arrived) == (RECORDED, RECORDED)
    assert "recorded" not in run("status", round_.folder, "001").out
    assert state_of(round_).agencies[0].late


def test_a_file_of_a_mail_came_when_the_mail_did(round_: Round, monkeypatch: pytest.MonkeyPatch) -> None:
    in_a_mail(monkeypatch, file(round_), datetime(2026, 1, 20, 4, tzinfo=UTC))
    (done,) = collect(round_, [], clock=lambda: RECORDED)
    assert done.receipt is not None
    assert (done.receipt.at, done.receipt.arrived) == (RECORDED, "2026-01-20T04:00:00Z")
    assert not state_of(round_).agencies[0].late


def test_what_the_office_says_goes_before_the_date_of_a_mail(round_: Round, monkeypatch: pytest.MonkeyPatch) -> None:
    in_a_mail(monkeypatch, file(round_), datetime(2026, 1, 2, tzinfo=UTC))
    (done,) = collect(round_, [], received="2026-01-21", clock=lambda: RECORDED)
    assert done.receipt is not None
    assert done.receipt.arrived == "2026-01-21"


def test_a_mail_of_the_future_came_when_it_was_recorded(round_: Round, monkeypatch: pytest.MonkeyPatch) -> None:
    """The sender's clock was wrong."""
    in_a_mail(monkeypatch, file(round_), datetime(2199, 1, 1, tzinfo=UTC))
    (done,) = collect(round_, [], clock=lambda: RECORDED)
    assert done.receipt is not None
    assert done.receipt.arrived == RECORDED


@pytest.mark.slow
def test_of_two_files_the_one_that_came_later_counts_in_whatever_order_they_are_recorded(round_: Round) -> None:
    new, old = file(round_, "new", calls__inspected__other=98), file(round_, "old")
    assert run("collect", round_.folder, new, "--received", "2026-01-12").code == 0
    said = run("collect", round_.folder, old, "--received", "2026-01-10")
    assert "no. 2 (received 2026-01-10) are not those of no. 1 (received 2026-01-12). No. 1 counts" in said.out
    assert told(round_)["current"] == 1
    assert run("collect", round_.folder, file(round_, "now", calls__inspected__other=99)).code == 0
    assert told(round_)["current"] == 3


@pytest.mark.slow
def test_a_time_of_arrival_can_be_put_right(round_: Round) -> None:
    assert len(list(collect(round_, [file(round_)], clock=lambda: RECORDED))) == 1
    again = run("collect", round_.folder, file(round_), "--received", "2026-01-18")
    assert again.out.splitlines()[-1] == EN("collect.received_known", count=1)
    assert told(round_)["late"]
    said = run("decide", round_.folder, "1", "--received", "2026-01-18", "--reason", "postmark")
    assert said.out.startswith("No. 1 (001 第001镇, ")
    assert not told(round_)["late"]
    assert told(round_)["receipts"][0]["arrived"] == "2026-01-18"
    assert run("decide", round_.folder, "1", "--take-back", "--reason", "no").code == 0
    assert told(round_)["receipts"][0]["arrived"] == RECORDED


def test_a_day_that_is_still_to_come_is_refused_before_anything_is_recorded(round_: Round) -> None:
    tomorrow = (datetime.now().astimezone() + timedelta(days=1)).date().isoformat()
    said = run("collect", round_.folder, file(round_), "--received", tomorrow)
    assert (said.code, said.out, said.err) == (2, "", EN("moment.to_come", found=tomorrow) + "\n")
    assert told(round_)["receipts"] == []


@pytest.mark.slow
def test_the_charts_count_a_file_on_the_day_on_which_it_came(round_: Round) -> None:
    list(collect(round_, [file(round_)], received="2026-01-15", clock=lambda: RECORDED))
    overview = overview_of(open_round(round_.folder, EN), datetime(2026, 1, 22, 12, tzinfo=UTC))
    chart = arrivals(overview)
    assert chart is not None
    assert [span.first for span in chart.spans if span.files] == [date(2026, 1, 15)]
    page = status_page(overview)
    assert '<span class="year">2026-</span>01-15</span> <span class="clock"></span>' in page


@pytest.mark.parametrize(
    ("text", "written"), [("2026-01-20", "2026-01-20"), (" 2026-01-20 ", "2026-01-20"), ("2026年1月20日", "2026-01-20")]
)
def test_a_day_is_kept_as_a_day(text: str, written: str) -> None:
    assert parse_moment(text, EN) == written


def test_a_time_is_that_of_the_office() -> None:
    local = datetime(2026, 1, 20, 9, 30).astimezone()
    assert parse_moment("2026/1/20 9：30", EN) == parse_moment("2026-01-20 09:30", EN)
    assert parse_moment("2026-01-20 09:30", EN) == local.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    assert parse_moment(datetime.now().astimezone().date().isoformat(), EN) <= timestamp_now()


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("", "round.deadline"),
        ("yesterday", "round.deadline"),
        ("2026-02-30", "round.no_such_day"),
        ("2026-01-20 25:00", "moment.no_time"),
        ("2026-01-20 9:3x", "moment.no_time"),
        ("09:30", "round.deadline"),
    ],
)
def test_what_is_no_date_is_told(text: str, key: str) -> None:
    with pytest.raises(MomentError) as caught:
        parse_moment(text, EN)
    assert str(caught.value) == EN(key, found=text)
