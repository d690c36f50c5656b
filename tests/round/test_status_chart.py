"""The figures behind the charts: they add up to what the round has, whatever its length."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest

from support.made_up_round import AS_OF, made_up_round
from xlsreport.round.ledger.timestamps import local_day
from xlsreport.round.status.arrival_chart import arrivals, shares
from xlsreport.round.status.overview import Overview, overview_of
from xlsreport.round.status.status_page import status_page


@pytest.fixture(scope="module")
def large(tmp_path_factory: pytest.TempPathFactory) -> Overview:
    return overview_of(made_up_round(tmp_path_factory.mktemp("large") / "round", 300), AS_OF)


def test_the_bar_shows_every_agency_once(large: Overview) -> None:
    parts = shares(large)
    assert sum(part.count for part in parts) == 300
    assert sum(part.width for part in parts) == pytest.approx(100)
    ends = [part.left + part.width for part in parts]
    assert [part.left for part in parts] == pytest.approx([0, *ends[:-1]])


def test_the_step_chart_ends_where_the_round_stands(large: Overview) -> None:
    chart = arrivals(large)
    assert chart is not None
    receipts = [receipt for one in large.lines for receipt in one.state.receipts]
    assert sum(span.good for span in chart.spans) == sum(receipt.acceptable for receipt in receipts)
    assert sum(span.files for span in chart.spans) == len(receipts)
    assert chart.now.accepted == large.count("accepted") + large.count("warnings")
    assert chart.now.sent == 300 - large.count("missing")
    days = [span.first for span in chart.spans]
    assert days == [days[0] + timedelta(number) for number in range(len(days))]
    assert (chart.step, days[-1]) == (1, large.today)
    # At the end of its last day, which is the third from the right.
    assert chart.deadline == pytest.approx(100 * (len(days) - 2) / len(days))


def test_a_bar_of_a_long_round_is_for_several_days(large: Overview) -> None:
    later = overview_of(replace(large.round_, deadline=date(2026, 11, 20)), AS_OF)
    chart = arrivals(later)
    assert chart is not None
    assert (chart.step, len(chart.spans)) == (4, 80)
    assert sum(span.files for span in chart.spans) == sum(len(one.state.receipts) for one in later.lines)
    assert f"每 {chart.step} 天收到的文件" in status_page(later)


@pytest.mark.parametrize("days", [120, 300, 3000])
def test_months_later_the_weeks_are_shown_in_which_everything_came(large: Overview, days: int) -> None:
    later = overview_of(large.round_, AS_OF + timedelta(days=days))
    chart = arrivals(later)
    assert chart is not None
    last = max(local_day(receipt.arrived) for one in later.lines for receipt in one.state.receipts)
    assert (chart.step, chart.spans[-1].last, chart.whole) == (1, last + timedelta(7), False)
    assert (chart.before, chart.after) == (0, 0)
    assert sum(span.files for span in chart.spans) == sum(len(one.state.receipts) for one in later.lines)
    assert (chart.sent, chart.now.sent) == (300 - later.count("missing"),) * 2
    assert f"图中是收到最集中的一段：{chart.spans[0].first} 至 {last + timedelta(7)}；" in status_page(later)


def test_what_came_months_before_or_after_is_counted_beside_the_chart(large: Overview) -> None:
    def moved(number: int, days: int) -> Overview:
        one = later.state.agencies[number]
        at = f"{datetime.fromisoformat(one.receipts[0].at) + timedelta(days=days):%Y-%m-%dT%H:%M:%SZ}"
        agency = replace(one, receipts=(replace(one.receipts[0], arrived=at), *one.receipts[1:]))
        agencies = tuple(agency if other is one else other for other in later.state.agencies)
        return replace(later, state=replace(later.state, agencies=agencies))

    later = overview_of(large.round_, AS_OF + timedelta(days=120))
    early, late = [number for number, one in enumerate(later.state.agencies) if len(one.receipts) == 1][:2]
    later = moved(early, -9000)
    later = moved(late, 90)
    chart = arrivals(later)
    assert chart is not None
    assert (chart.before, chart.after, chart.step) == (1, 1, 1)
    assert len(chart.spans) < 40
    assert chart.spans[0].sent >= 1
    assert chart.sent == chart.now.sent + 1 == 300 - later.count("missing")


def test_up_to_two_months_are_shown_whole(large: Overview) -> None:
    chart = arrivals(overview_of(large.round_, AS_OF + timedelta(days=30)))
    assert chart is not None
    assert (chart.whole, chart.spans[-1].last) == (True, (AS_OF + timedelta(days=30)).date())


def test_days_to_come_are_left_open(large: Overview) -> None:
    earlier = overview_of(replace(large.round_, deadline=date(2026, 2, 20)), AS_OF)
    chart = arrivals(earlier)
    assert chart is not None
    assert chart.now.first == earlier.today
    to_come = [span for span in chart.spans if span.first > earlier.today]
    assert len(to_come) == 29
    assert not any(span.files or span.sent or span.accepted for span in to_come)
    assert status_page(earlier).count('<rect class="sent"') == len(chart.spans) - len(to_come)
    assert chart.now.sent == 300 - earlier.count("missing")


def test_what_came_by_a_clock_that_was_ahead_is_not_left_out(large: Overview) -> None:
    earlier = overview_of(large.round_, AS_OF - timedelta(days=10))
    chart = arrivals(earlier)
    assert chart is not None
    assert chart.now.sent == 300 - earlier.count("missing")
