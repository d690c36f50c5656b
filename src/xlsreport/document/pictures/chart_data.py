"""What a picture shows, as numbers and words: groups of bars, this year's and last year's."""

from __future__ import annotations

from dataclasses import dataclass

from xlsreport.checking.figures.evaluation import Values
from xlsreport.definition.definition import BoundPicture
from xlsreport.definition.rule_language.expression import last_year_expression
from xlsreport.messages import Messages
from xlsreport.values import Number


@dataclass(frozen=True, slots=True)
class ChartBar:
    """One bar: what it stands for, and its figures, None where one is not known."""

    label: str
    now: Number | None
    before: Number | None = None


@dataclass(frozen=True, slots=True)
class ChartGroup:
    """Bars of one scale; ``compared`` says that last year's stand beside them."""

    heading: str
    bars: tuple[ChartBar, ...]

    @property
    def compared(self) -> bool:
        """Whether there is anything of last year to show."""
        return any(bar.before is not None for bar in self.bars)


@dataclass(frozen=True, slots=True)
class Chart:
    """A whole picture; ``now`` and ``before`` are how its two years are called, ``name`` tells it from the others."""

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


def chart_of(bound: BoundPicture, values: Values, year: int | None, messages: Messages) -> Chart:
    """The numbers of a picture; last year's are left out where the picture does not compare."""
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
        now=messages("picture.this_year") if year is None else messages("picture.year", year=year),
        before=messages("picture.last_year") if year is None else messages("picture.year", year=year - 1),
        groups=groups,
    )
