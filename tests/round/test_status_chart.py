"""The figures behind the charts: they add up to what the round has, whatever its length."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from support.made_up_round import AS_OF, made_up_round
from xlsreport.round.status.chart import arrivals, shares
from xlsreport.round.status.overview import Overview, overview_of
from xlsreport.round.status.page import status_page


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
    later = overview_of(large.round_, AS_OF + timedelta(days=300))
    chart = arrivals(later)
    assert chart is not None
    assert (chart.step, len(chart.spans)) == (4, 79)
    assert sum(span.files for span in chart.spans) == sum(len(one.state.receipts) for one in later.lines)
    assert f"每 {chart.step} 天收到的文件" in status_page(later)


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
