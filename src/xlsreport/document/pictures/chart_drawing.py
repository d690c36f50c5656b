"""Draws bar charts: horizontal because labels are words, with every figure written out."""

from __future__ import annotations

import textwrap
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from io import BytesIO
from typing import Any
from xml.etree import ElementTree

import matplotlib
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import Patch

from xlsreport.document.pagination.text_width import width_in_ems
from xlsreport.document.pictures.alternative_text import ChartWords
from xlsreport.document.pictures.chart_data import Chart, ChartBar, ChartGroup, Drawing
from xlsreport.document.pictures.chart_fonts import font_for
from xlsreport.parallel.one_at_a_time import OneAtATime
from xlsreport.values import Number

_WIDTH = 320.0
"""Points: the width of a telephone, where the text is then as large as the report's."""
_TEXT = 11.0
_LABELS = 100.0
"""Points for the labels beside the bars."""
_LABEL_CHARACTERS, _LABEL_LETTERS, _LABEL_LINES = 8, 13, 3
_LINE = 14.0
_BAR, _GAP = 12.5, 6.0
_HEADING, _LEGEND, _MARGIN = 26.0, 14.0, 4.0
_DOTS_PER_INCH = 240
_NOW: Mapping[str, Any] = {"facecolor": "#1f4e79", "edgecolor": "#1f4e79"}
_BEFORE: Mapping[str, Any] = {"facecolor": "#ffffff", "edgecolor": "#1f4e79", "hatch": "////"}
"""Distinguishable by pattern without colours; the contrast of both to white is more than 3 to 1 (WCAG 1.4.11)."""
_INK = "#1a1a1a"

_SVG = "http://www.w3.org/2000/svg"
_XLINK = "http://www.w3.org/1999/xlink"
_DROPPED = (f"{{{_SVG}}}metadata", f"{{{_SVG}}}style")

ElementTree.register_namespace("", _SVG)
ElementTree.register_namespace("xlink", _XLINK)


_BY_MATPLOTLIB = OneAtATime()
"""Its settings are of the whole process: each chart sets them, and puts back what was there."""


@_BY_MATPLOTLIB
def draw_chart(chart: Chart, words: ChartWords) -> Drawing:
    """Draw a chart; the same chart gives the same bytes on the same system.

    Raises:
        PicturesError: no font has all its characters.
    """
    height = _height(chart)
    font = font_for(_words(chart, words), words.messages)
    with matplotlib.rc_context():
        matplotlib.rcdefaults()  # ignore the user's own configuration
        matplotlib.rcParams.update(_settings(font, chart.name))
        figure = Figure(figsize=(_WIDTH / 72, height / 72))
        if chart.compared:
            _draw_legend(figure, chart, height)
        top = height - _MARGIN - (_LEGEND if chart.compared else 0)
        for number, group in enumerate(chart.groups):
            body = sum(_row(bar, group) for bar in group.bars)
            top -= _HEADING + body
            axes = figure.add_axes((_LABELS / _WIDTH, top / height, 1 - (_LABELS + _MARGIN) / _WIDTH, body / height))
            _draw_group(axes, group, number, words)
        svg, png = _saved(figure, "svg"), _saved(figure, "png")
    return Drawing(_cleaned_svg(svg.decode()), png, _WIDTH, height)


def _settings(font: str, name: str) -> Any:
    return {
        "font.family": [font],
        "font.size": _TEXT,
        "hatch.linewidth": 0.8,
        "svg.fonttype": "none",
        "svg.hashsalt": name,
        "text.color": _INK,
        "text.parse_math": False,
        "ytick.color": _INK,
    }


def _saved(figure: Figure, format_: str) -> bytes:
    file = BytesIO()
    # No date and no version, so that the same chart gives the same bytes.
    metadata = {"Software": None} if format_ == "png" else {"Date": None, "Creator": None}
    figure.savefig(file, format=format_, dpi=_DOTS_PER_INCH if format_ == "png" else 72, metadata=metadata)
    return file.getvalue()


def _words(chart: Chart, words: ChartWords) -> Iterator[str]:
    yield from (chart.now, chart.before, words.figure(None), words.figure(-1234567), "-.…0123456789")
    for group in chart.groups:
        yield group.heading
        yield from (bar.label for bar in group.bars)


def _height(chart: Chart) -> float:
    rows = sum(_row(bar, group) for group in chart.groups for bar in group.bars)
    return 2 * _MARGIN + (_LEGEND if chart.compared else 0) + _HEADING * len(chart.groups) + rows


def _row(bar: ChartBar, group: ChartGroup) -> float:
    """The height of a bar with its label and the gap below."""
    bars = _BAR * (2 if group.compared else 1)
    return max(bars, _LINE * len(_label_lines(bar.label))) + _GAP


def _draw_legend(figure: Figure, chart: Chart, height: float) -> None:
    figure.legend(
        handles=[Patch(**_NOW), Patch(**_BEFORE)],
        labels=[chart.now, chart.before],
        loc="upper right",
        bbox_to_anchor=(1 - _MARGIN / _WIDTH, 1 - _MARGIN / 2 / height),
        ncols=2,
        frameon=False,
        borderaxespad=0,
        borderpad=0,
        handlelength=1.6,
    )


def _draw_group(axes: Axes, group: ChartGroup, number: int, words: ChartWords) -> None:
    """Draw the bars of a group; vertical units are points from the top, horizontal ones those of the figures."""
    middles = list(_middles(group))
    axes.set_ylim(sum(_row(bar, group) for bar in group.bars), 0)
    axes.set_xlim(*_limits(group, words))
    for position, (bar, middle) in enumerate(zip(group.bars, middles, strict=True)):
        name = f"{number}-{position}"
        shift = _BAR / 2 if group.compared else 0
        _draw_bar(axes, bar.now, middle - shift, f"now-{name}", _NOW, words)
        if group.compared:
            _draw_bar(axes, bar.before, middle + shift, f"before-{name}", _BEFORE, words)
    axes.set_title(group.heading, loc="left", x=-_LABELS / (_WIDTH - _LABELS - _MARGIN) + 0.01, fontsize=_TEXT, pad=7)
    axes.set_yticks(middles, ["\n".join(_label_lines(bar.label)) for bar in group.bars])
    axes.tick_params(left=False, bottom=False, labelbottom=False, pad=4)
    axes.spines[:].set_visible(False)
    axes.axvline(0, color=_INK, linewidth=0.8, clip_on=False)


def _middles(group: ChartGroup) -> Iterator[float]:
    top = 0.0
    for bar in group.bars:
        row = _row(bar, group)
        yield top + row / 2
        top += row


def _draw_bar(
    axes: Axes, figure: Number | None, middle: float, name: str, look: Mapping[str, Any], words: ChartWords
) -> None:
    """Draw a bar with its figure at the end; an unknown figure gets no bar."""
    length = 0.0 if figure is None else float(figure)
    if figure is not None:
        # The outline of a bar of length 0 would look like a short bar.
        outline = 0.6 if figure else 0
        [patch] = axes.barh(middle, length, height=_BAR - 2.5, linewidth=outline, clip_on=False, **look)
        patch.set_gid(name)
    axes.annotate(
        words.figure(figure),
        (length, middle),
        xytext=(3 if length >= 0 else -3, 0),
        textcoords="offset points",
        ha="left" if length >= 0 else "right",
        va="center",
        gid=f"figure-{name}",
    )


def _limits(group: ChartGroup, words: ChartWords) -> tuple[float, float]:
    """The limits of the scale, with room for the figure at the end of the longest bar."""
    figures = [figure for bar in group.bars for figure in (bar.now, bar.before)]
    known = [float(figure) for figure in figures if figure is not None]
    least, most = min(known, default=0.0), max(known, default=0.0)
    least, most = min(least, 0.0), max(most, 0.0)
    span = most - least or 1.0
    room = max(width_in_ems(words.figure(figure)) for figure in figures) * _TEXT + 6
    share = room / (_WIDTH - _LABELS - _MARGIN)
    sides = share * (1 if least == 0 else 2)
    whole = span / (1 - min(sides, 0.9))
    return (least - (whole * share if least < 0 else 0.0), least + whole - (whole * share if least < 0 else 0.0))


def _is_wide(character: str) -> bool:
    return unicodedata.east_asian_width(character) in "WF"


def _label_lines(label: str) -> Sequence[str]:
    """A label on at most three lines; the text alternative has all of it."""
    if any(map(_is_wide, label)):
        lines = [label[at : at + _LABEL_CHARACTERS] for at in range(0, len(label), _LABEL_CHARACTERS)]
    else:
        lines = textwrap.wrap(label, _LABEL_LETTERS) or [label]
    if len(lines) > _LABEL_LINES:
        lines = [*lines[: _LABEL_LINES - 1], lines[_LABEL_LINES - 1][:-1] + "…"]
    return lines


def _cleaned_svg(svg: str) -> str:
    """The same drawing without metadata, document type and style sheet: its rules would hold for the whole page."""
    root = ElementTree.fromstring(svg)
    for parent in root.iter():
        for child in list(parent):
            if child.tag in _DROPPED:
                parent.remove(child)
    # Properties from the removed style sheet.
    root.set("stroke-linejoin", "round")
    root.set("stroke-linecap", "butt")
    return ElementTree.tostring(root, encoding="unicode")
