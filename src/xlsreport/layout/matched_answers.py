"""What Excel's SUMIFS and COUNTIFS select of a list by themselves, so that no hidden column selects it line by line."""

from __future__ import annotations

from xlsreport.definition.definition import Definition
from xlsreport.definition.figure_kinds.kind_traits import OptionTraits
from xlsreport.definition.figure_kinds.kinds import is_numeric, shown_word
from xlsreport.definition.place import Place
from xlsreport.definition.rule_language.expression import Answered, Function, LineFigures

_LONGEST_DATE = 20
"""No number, date or time is written with more characters."""
_LOGICAL = ("true", "false")


def answer_matched(definition: Definition, function: Function, lines: LineFigures) -> tuple[Place, str] | None:
    """The choice and the word in its cells by which lines are selected, where that alone selects them.

    None where a word might be taken for something else: SUMIFS and COUNTIFS have signs of their own, and read numbers,
    dates and logical values in texts.
    """
    match lines.where:
        case Answered(option=option, figure=figure, negated=False) if figure is not None and not lines.same:
            place = figure.place
        case _:
            return None
    if place.table != lines.list or not _is_summed(definition, function, lines):
        return None
    kind = definition.facts(place).kind
    word = shown_word(option, kind)
    return (place, word) if isinstance(kind.traits, OptionTraits) and _is_plain(word) else None


def _is_summed(definition: Definition, function: Function, lines: LineFigures) -> bool:
    if function not in ("sum", "count"):
        return False
    return lines.column is None or is_numeric(definition.facts(lines.column).kind)


def _is_plain(word: str) -> bool:
    if not word[0].isalpha() or any(sign in word for sign in "~*?") or word.lower() in _LOGICAL:
        return False
    return len(word) > _LONGEST_DATE or not any(character.isdigit() for character in word)
