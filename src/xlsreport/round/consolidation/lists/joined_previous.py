"""Last year's lines in a consolidation: those of all agencies, made one where this year's lines are."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from xlsreport.checking.evaluation.line_keys import folded_key, folded_text
from xlsreport.checking.evaluation.previous_lines import PreviousLine
from xlsreport.definition.definition import Definition, LineDefinition
from xlsreport.definition.figure_kinds.kinds import is_numeric
from xlsreport.definition.place import Place
from xlsreport.round.combined_figures import combine
from xlsreport.round.consolidation.contributions import Contribution
from xlsreport.submission.submission import PreviousValue
from xlsreport.values import Number


def joined_previous(form: Definition, contributions: Iterable[Contribution]) -> Mapping[Place, PreviousValue]:
    """What the lines of the consolidation are compared with, by the numbers of last year's lines.

    A list that has more of them together than it has room for has none, so that nothing is compared.
    """
    given, found = list(contributions), dict[Place, PreviousValue]()
    for name, columns in form.carried.items():
        definition = form.lines[name]
        groups = list(_groups(definition, [line for one in given for line in one.read.previous_lines.get(name, ())]))
        if len(groups) > definition.shape.most:
            continue
        for number, group in enumerate(groups, start=1):
            for column in columns:
                value = _together(definition, column, group)
                if value is not None:
                    found[column._replace(row=str(number))] = value
    return found


def _groups(definition: LineDefinition, lines: Sequence[PreviousLine]) -> Iterator[Sequence[PreviousLine]]:
    """The lines that become one: those with the same key, where this year's lines with it become one, too."""
    combined = definition.shape.combine
    key = definition.previous_key
    are_joined = combined is not None and {place.column for place in key} == set(combined.by)
    groups: dict[object, list[PreviousLine]] = {}
    for number, line in enumerate(lines):
        own = folded_key([line.get(place, "") for place in key])
        groups.setdefault(own if are_joined and "" not in own else number, []).append(line)
    return iter(groups.values())


def _together(definition: LineDefinition, column: Place, lines: Sequence[PreviousLine]) -> PreviousValue | None:
    """What lines that become one had together; None where that is not known."""
    values = [value for line in lines if (value := line.get(column)) is not None]
    if len(lines) == 1 or not values:
        return values[0] if values else None
    kind = definition.facts(column).kind
    if column in definition.previous_key or not is_numeric(kind):
        return values[0] if len({folded_text(str(value)) for value in values}) == 1 else None
    numbers = [value for value in values if isinstance(value, Number)]
    if kind.combine == "none" or len(numbers) < len(lines):
        return None
    together = combine(kind.combine, numbers)
    return together if isinstance(together, Number) else None
