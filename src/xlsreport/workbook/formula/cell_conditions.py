"""Conditions of formulas about what stands in one cell: whether its kind allows it, and what its text says."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import assert_never

from xlsreport.definition.figure_kinds.kind_traits import DateTraits, NumberTraits, OptionTraits, TextTraits, mark_of
from xlsreport.definition.figure_kinds.kinds import AnyKind
from xlsreport.submission.invisible_characters import punctuation
from xlsreport.values import NUMBER_LIMIT
from xlsreport.workbook.formula.formula_texts import text_literal

_BETWEEN_WORDS = "‖"
_MAX_COMPARED = 255
"""Characters of a list of options that are compared one by one."""
_MAX_LITERAL = 240
"""Characters of a text in a formula; Excel allows 255."""


def is_invalid(cell: str, kind: AnyKind) -> str:
    """A condition: a cell is filled with something that its kind does not allow."""
    match kind.traits:
        case TextTraits(max_length=limit):
            return f"LEN({cell})>{limit}"
        case DateTraits(serials=(least, greatest)):
            faults = f"{cell}<{least},{cell}>{greatest},{cell}<>INT({cell})"
            return f"IF(ISNUMBER({cell}),OR({faults}),{_is_no_mark(cell, kind)})"
        case OptionTraits(shown=options):
            return f'AND({cell}<>"",NOT({_is_option(cell, options)}))'
        case NumberTraits() as traits:
            faults = ",".join(_faults(cell, traits))
            return f"IF(ISNUMBER({cell}),OR({faults}),{_is_no_mark(cell, kind)})"
        case other:
            assert_never(other)


def _is_no_mark(cell: str, kind: AnyKind) -> str:
    """A condition of a cell without a number: it is filled, and not with the mark for what is not applicable."""
    mark = mark_of(kind.traits)
    filled = f"NOT(ISBLANK({cell}))"
    return filled if mark is None else f"IF(ISTEXT({cell}),{cell}<>{text_literal(mark)},{filled})"


def _faults(cell: str, traits: NumberTraits) -> Iterator[str]:
    """Conditions: why a number cannot stand in a cell, as ``NumberTraits.faults`` says it in Python."""
    if traits.least is not None:
        yield f"{cell}<{traits.least}"
    if traits.greatest is not None:
        yield f"{cell}>{traits.greatest}"
    if traits.is_count:
        yield f"{cell}<>INT({cell})"
    else:
        # Values calculated elsewhere and pasted may differ in the last bits, beyond the 15 digits that count.
        yield f"ABS({cell}-ROUND({cell},{traits.decimals}))>ABS({cell})*5E-16"
    yield f"ABS({cell})>={NUMBER_LIMIT:.0E}".replace("E+", "E")


def _is_option(cell: str, options: Sequence[str]) -> str:
    """A condition: a cell holds one of the options, in whatever case; a long list is searched as one text."""
    lowered = [option.lower() for option in options]
    if len("".join(lowered)) <= _MAX_COMPARED:
        return f"OR({','.join(f'EXACT(LOWER({cell}),{text_literal(option)})' for option in lowered)})"
    mark, listed = text_literal(_BETWEEN_WORDS), _BETWEEN_WORDS.join(("", *lowered, ""))
    parts = [text_literal(listed[at : at + _MAX_LITERAL]) for at in range(0, len(listed), _MAX_LITERAL)]
    return f"ISNUMBER(FIND({mark}&LOWER({cell})&{mark},{'&'.join(parts)}))"


def visible_length(cell: str) -> str:
    """A formula for the length of a text without the blanks around it, East Asian ones included."""
    return f"LEN(TRIM({_without_odd_blanks(cell)}))"


def _without_odd_blanks(cell: str) -> str:
    text = cell
    for blank in ("\u3000", "\xa0"):
        text = f'SUBSTITUTE({text},"{blank}"," ")'
    return f"CLEAN({text})"


def is_one_of(cell: str, words: Iterable[str], language: str) -> str:
    """A condition: a text is empty or one of some words, regardless of blanks around it, punctuation and case."""
    text = _without_odd_blanks(cell)
    for sign in punctuation(language):
        text = f'SUBSTITUTE({text},"{sign}","")'
    listed = _BETWEEN_WORDS.join(("", "", *words, ""))
    mark = text_literal(_BETWEEN_WORDS)
    return f"ISNUMBER(FIND({mark}&LOWER(TRIM({text}))&{mark},{text_literal(listed)}))"


def says_something(cell: str, language: str) -> str:
    """A condition: a text holds more than blanks and punctuation."""
    return f"NOT({is_one_of(cell, (), language)})"


def begins_with(cell: str, *marks: str) -> str:
    """A condition: a cell's text begins with one of some characters."""
    tests = ",".join(f"LEFT({cell},1)={text_literal(mark)}" for mark in marks)
    return f"OR({tests})"
