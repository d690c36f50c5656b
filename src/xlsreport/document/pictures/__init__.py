"""Charts of a report's figures, as the definition declares them."""

from __future__ import annotations

import logging
from collections.abc import Mapping
from dataclasses import replace

from xlsreport.checking.evaluation.submission_values import Values
from xlsreport.definition.definition import BoundPicture
from xlsreport.definition.place import Place
from xlsreport.document.content.model import DrawnPicture
from xlsreport.document.page_styles.named_page_styles import page_style_named
from xlsreport.document.pictures.alternative_text import ChartWords, alternative
from xlsreport.document.pictures.chart_data import Chart, Drawing, chart_of
from xlsreport.errors import PicturesError
from xlsreport.messages.locales import number_marks
from xlsreport.submission.submission import Submission
from xlsreport.values import Number

__all__ = ["Pictures", "PicturesError"]


class Pictures:
    """The pictures of one submission.

    Args:
        submission: what was reported.
        previous: last year's figures, as far as they are known.
    """

    def __init__(self, submission: Submission, previous: Mapping[Place, Number]) -> None:
        self._submission = submission
        self._values = Values(replace(submission, previous=previous))
        definition = submission.definition
        groups_digits = page_style_named(definition.declaration.page_style).aligns_figures
        self._words = ChartWords(definition.messages, number_marks(definition.locale) if groups_digits else None)

    def below(self, table: str) -> list[DrawnPicture]:
        """The pictures below a table.

        Raises:
            PicturesError: the library that draws, or a font, is not installed.
        """
        pictures = self._submission.definition.pictures
        return [self._picture(bound) for bound in pictures if bound.picture.after == table]

    def _picture(self, bound: BoundPicture) -> DrawnPicture:
        submission = self._submission
        caption = bound.picture.title.format_map(submission.names)
        chart = chart_of(bound, self._values, _compared_labels(submission))
        words = alternative(caption, chart, self._words)
        drawing = _drawn(chart, self._words)
        return DrawnPicture(caption, words, drawing.svg, drawing.png, drawing.width, drawing.height)


def _compared_labels(submission: Submission) -> tuple[str, str]:
    """What the report's period is called, and the one before with which it is compared."""
    messages, calendar = submission.definition.messages, submission.definition.calendar
    year, part = submission.year, submission.part
    if year is None:
        return messages("picture.this_year"), messages("picture.last_year")
    return calendar.label(year, part), calendar.label(*calendar.before(year, part))


def _drawn(chart: Chart, words: ChartWords) -> Drawing:
    # Matplotlib logs a long warning if it cannot cache its list of fonts.
    logging.getLogger("matplotlib").setLevel(logging.ERROR)
    try:
        from xlsreport.document.pictures.chart_drawing import draw_chart  # Matplotlib is an optional dependency
    except ImportError as error:
        raise PicturesError(words.messages("picture.no_library")) from error
    return draw_chart(chart, words)
