"""Words a change from last year: both figures, how far they are apart, and whether the unit may be another."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import ROUND_HALF_UP, Decimal

from xlsreport.checking.evaluation.comparing import PRECISION
from xlsreport.checking.figures.line_results import LineResult
from xlsreport.checking.number_suffix import suffix_of
from xlsreport.checking.wording import Wording, cell_list, names_along, unended
from xlsreport.definition.figure_kinds.kind_traits import NumberTraits
from xlsreport.definition.rule_language.rule_cases import RuleCase
from xlsreport.layout.cells import CellRef
from xlsreport.messages import Messages
from xlsreport.values import Number, number_text, plain_number

_TENTH = Decimal("0.1")
_CLOSE = 5
"""A figure in another unit is recognised if, converted, it is at most so many times last year's, or its part."""


def change_message(case: RuleCase, result: LineResult, cells: Sequence[CellRef], wording: Wording) -> str:
    """The finding about a change that is above its limits."""
    messages, member = wording.messages, wording.member(case)
    sign = suffix_of(wording.definition, case.sides[0])
    return messages(
        "finding.change",
        member=messages("finding.member", member=member) if member else "",
        statement=unended(case.rule.statement),
        figure=wording.spell(case.sides[0], names_along(wording, case)),
        now=wording.signed(_shown(result.left or 0, messages), sign),
        before=wording.signed(_shown(result.right or 0, messages), sign),
        distance=_distance(result, wording),
        hint=_unit_hint(case, result, wording),
        cells=cell_list(cells, cells[0].sheet, messages("finding.cells")),
    )


def _distance(result: LineResult, wording: Wording) -> str:
    messages = wording.messages
    difference, before = Decimal(result.difference or 0), Decimal(result.right or 0)
    key, size = "more" if difference > 0 else "less", _shown(abs(difference), messages)
    if before <= 0:
        return messages(f"finding.change_{key}", difference=size)
    share = (abs(difference) / before * 100).quantize(_TENTH, ROUND_HALF_UP)
    shown = wording.signed(_shown(share, messages), "%")
    return messages(f"finding.change_share_{key}", difference=size, share=shown)


def _unit_hint(case: RuleCase, result: LineResult, wording: Wording) -> str:
    """That the figure is close to last year's if it was entered in another unit."""
    units = case.rule.explain_change.units if case.rule.explain_change else {}
    now, before = Decimal(result.left or 0), Decimal(result.right or 0)
    for unit, worth in units.items():
        converted = now * Decimal(str(worth))
        if 0 < before <= converted * _CLOSE and converted <= before * _CLOSE:
            right = _unit_of(case, wording)
            words = {"unit": unit, "converted": _shown(converted, wording.messages), "right": right}
            return wording.messages(f"finding.change_unit{'' if right else '_plain'}", **words)
    return ""


def _shown(number: Number, messages: Messages) -> str:
    """A figure as text; of a ratio no more decimals than are compared."""
    exact = Decimal(number)
    return messages.number(number_text(plain_number(round(exact, PRECISION))))


def _unit_of(case: RuleCase, wording: Wording) -> str:
    traits = wording.definition.places[case.places[0]].kind.traits
    return (traits.unit or "") if isinstance(traits, NumberTraits) else ""
