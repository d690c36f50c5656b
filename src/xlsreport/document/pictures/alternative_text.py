"""The text alternative of a chart, with every figure."""

from __future__ import annotations

from xlsreport.document.pictures.chart_data import Chart, ChartBar, ChartGroup
from xlsreport.messages import Messages
from xlsreport.values import Number, number_text


def alternative(caption: str, chart: Chart, messages: Messages) -> str:
    """The chart in sentences."""
    groups = messages("picture.between_groups").join(_group(group, messages) for group in chart.groups)
    return messages("picture.alternative", caption=caption, groups=groups)


def _group(group: ChartGroup, messages: Messages) -> str:
    bars = messages("picture.between_bars").join(_bar(bar, group, messages) for bar in group.bars)
    return messages("picture.group", heading=group.heading, bars=bars)


def _bar(bar: ChartBar, group: ChartGroup, messages: Messages) -> str:
    now = figure_text(bar.now, messages)
    if not group.compared:
        return messages("picture.bar", label=bar.label, now=now)
    before = figure_text(bar.before, messages)
    return messages("picture.compared_bar", label=bar.label, now=now, before=before)


def figure_text(figure: Number | None, messages: Messages) -> str:
    """A figure with all its digits, or the word for an unknown one."""
    return messages("picture.unknown") if figure is None else number_text(figure)
