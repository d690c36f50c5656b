"""Whether what is not applicable is so by the condition of its place, and what is stated is not."""

from __future__ import annotations

from xlsreport.checking.evaluation.conditions import is_true
from xlsreport.checking.evaluation.figure_values import FigureValues
from xlsreport.definition.definition import Definition
from xlsreport.definition.place import Place


def is_misplaced(definition: Definition, place: Place, values: FigureValues) -> bool:
    """Whether an entry says that it is not applicable although the condition for that does not hold."""
    condition = definition.places[place].not_applicable_when
    return condition is not None and values.is_not_applicable(place) and is_true(condition, values) is False


def is_beside_the_point(definition: Definition, place: Place, values: FigureValues) -> bool:
    """Whether a number or a date is entered although the condition under which there is nothing to be stated holds."""
    condition = definition.places[place].not_applicable_when
    return condition is not None and values.is_stated(place) and is_true(condition, values) is True
