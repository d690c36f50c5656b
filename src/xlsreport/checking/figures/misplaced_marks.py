"""Whether what is not applicable is so by the condition of its place, and what is stated is not."""

from __future__ import annotations

from xlsreport.checking.figures.evaluation import Values, holds
from xlsreport.definition.definition import Definition
from xlsreport.definition.place import Place
from xlsreport.definition.rule_language.expression import Comparison


def is_true(condition: Comparison, values: Values) -> bool | None:
    """Whether a condition holds; None where a figure that it needs has no value."""
    left, right = values.of(condition.left), values.of(condition.right)
    return None if left is None or right is None else holds(condition.comparator, left, right)


def is_misplaced(definition: Definition, place: Place, values: Values) -> bool:
    """Whether an entry says that it is not applicable although the condition for that does not hold."""
    condition = definition.places[place].not_applicable_when
    return condition is not None and values.is_not_applicable(place) and is_true(condition, values) is False


def is_beside_the_point(definition: Definition, place: Place, values: Values) -> bool:
    """Whether a number is entered although the condition under which there is nothing to be stated holds."""
    condition = definition.places[place].not_applicable_when
    return condition is not None and values.at(place) is not None and is_true(condition, values) is True
