"""The text alternative of a chart, with every figure."""

from __future__ import annotations

from dataclasses import dataclass

from xlsreport.document.pictures.chart_data import Chart, ChartBar, ChartGroup
from xlsreport.messages import Messages
from xlsreport.messages.number_marks import NumberMarks
from xlsreport.values import Number, number_text


@dataclass(frozen=True, slots=True)
class ChartWords:
    """How a chart says what it shows.

    Attributes:
        messages: of the report's language.
        marks: the signs in its numbers; None where reports of its page style do not group digits.
    """

    messages: Messages
    marks: NumberMarks | None = None

    def figure(self, figure: Number | None) -> str:
        """A figure with all its digits, or the word for an unknown one."""
        if figure is None:
            return self.messages("picture.unknown")
        return number_text(figure) if self.marks is None else self.marks.grouped(number_text(figure))


def alternative(caption: str, chart: Chart, words: ChartWords) -> str:
    """The chart in sentences."""
    groups = words.messages("picture.between_groups").join(_group(group, words) for group in chart.groups)
    return words.messages("picture.alternative", caption=caption, groups=groups)


def _group(group: ChartGroup, words: ChartWords) -> str:
    bars = words.messages("picture.between_bars").join(_bar(bar, group, words) for bar in group.bars)
    return words.messages("picture.group", heading=group.heading, bars=bars)


def _bar(bar: ChartBar, group: ChartGroup, words: ChartWords) -> str:
    now = words.figure(bar.now)
    if not group.compared:
        return words.messages("picture.bar", label=bar.label, now=now)
    return words.messages("picture.compared_bar", label=bar.label, now=now, before=words.figure(bar.before))
