"""The data of a chart: groups of bars for this year and last year, and what drawing it gives."""

from __future__ import annotations

from dataclasses import dataclass

from xlsreport.checking.evaluation.submission_values import Values
from xlsreport.definition.definition import BoundPicture
from xlsreport.definition.rule_language.expression import last_year_expression
from xlsreport.values import Number


@dataclass(frozen=True, slots=True)
class ChartBar:
    """One bar: its label and its figures; None for an unknown figure."""

    label: str
    now: Number | None
    before: Number | None = None


@dataclass(frozen=True, slots=True)
class ChartGroup:
    """Bars on one scale; ``compared`` says whether last year's bars stand beside them."""

    heading: str
    bars: tuple[ChartBar, ...]

    @property
    def compared(self) -> bool:
        """Whether any figure of last year is known."""
        return any(bar.before is not None for bar in self.bars)


@dataclass(frozen=True, slots=True)
class Chart:
    """A whole chart; ``now`` and ``before`` are the names of its years, ``name`` is its id."""

    name: str
    now: str
    before: str
    groups: tuple[ChartGroup, ...]

    @property
    def compared(self) -> bool:
        """Whether some group shows last year's figures too."""
        return any(group.compared for group in self.groups)


@dataclass(frozen=True, slots=True)
class Drawing:
    """A drawing as an SVG document and as a PNG file; its size is in points."""

    svg: str
    png: bytes
    width: float
    height: float


def chart_of(bound: BoundPicture, values: Values, compared: tuple[str, str]) -> Chart:
    """The data of a declared picture, with last year's figures if it compares.

    ``compared`` is what the report's period and the one before are called.
    """
    compares = bound.picture.compare == "previous"
    groups = tuple(
        ChartGroup(
            group.heading,
            tuple(
                ChartBar(bar.label, values.of(figure), values.of(last_year_expression(figure)) if compares else None)
                for bar, figure in zip(group.bars, figures, strict=True)
            ),
        )
        for group, figures in zip(bound.picture.groups, bound.figures, strict=True)
    )
    return Chart(
        name=bound.picture.id,
        now=compared[0],
        before=compared[1],
        groups=groups,
    )
