"""Formulas that tell of what kind the reporting body is: as the round says, else by the name on the cover."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import partial

from xlsreport.definition.body_kinds import BodyKind, NamePattern, name_pattern, plain_name
from xlsreport.definition.loading.consistency_check import STAMP_SHEET
from xlsreport.layout.cells import CellRef
from xlsreport.workbook.draft.evaluated_submission import EvaluatedSubmission
from xlsreport.workbook.draft.workbook_plan import WorkbookPlan
from xlsreport.workbook.formula.formula_texts import text_literal
from xlsreport.workbook.formula.translation import Calculation

_MARK = "|"
_MAX_LITERAL = 250
"""A text in a formula has at most 255 characters (Excel's specification)."""
_STAMP_ROWS = 60
"""Rows of the stamp in which the kind is looked for; it stands among the first fifteen."""


def body_formulas(plan: WorkbookPlan) -> list[tuple[CellRef, Calculation]]:
    """The formulas below each other: the kind, the name as it is compared, and what is found kind after kind.

    Each looks at one kind and keeps what the one above it found, so that none grows longer than Excel allows.
    """
    first = plan.layout.checks.body
    if first is None:
        return []
    name, stated, *found = (
        CellRef(first.sheet, first.row + number, first.column) for number in range(1, 3 + len(plan.definition.bodies))
    )
    formulas = [
        (first, Calculation(found[-1].a1, _kind)),
        (name, Calculation(_plain(plan.layout.cover.agency.absolute), lambda one: plain_name(one.submission.agency))),
        (stated, Calculation(_stated(plan), _stated_value)),
    ]
    for number, (cell, kind) in enumerate(zip(found, plan.definition.bodies.values(), strict=True)):
        before = (stated, *found)[number]
        formulas.append((cell, Calculation(_told(kind, name, before), partial(_found_up_to, number))))
    return formulas


def _plain(cell: str) -> str:
    """A name without blanks and capitals, as :func:`~xlsreport.definition.body_kinds.plain_name` gives it."""
    for blank in (" ", "\u3000", "\xa0"):
        cell = f'SUBSTITUTE({cell},"{blank}","")'
    return f"LOWER({cell})"


def _stated(plan: WorkbookPlan) -> str:
    """The kind that the stamp states, if the definition has it."""
    looked_up = f"VLOOKUP(\"body\",'{STAMP_SHEET}'!$A$1:$B${_STAMP_ROWS},2,0)"
    known = text_literal("".join(f"{_MARK}{kind}" for kind in plan.definition.bodies) + _MARK)
    return f'IFERROR(IF(ISNUMBER(FIND("{_MARK}"&{looked_up}&"{_MARK}",{known})),{looked_up},""),"")'


def _told(kind: BodyKind, name: CellRef, before: CellRef) -> str:
    """What was found before, else the kind if one of its names fits."""
    patterns = [pattern for written in kind.names if (pattern := name_pattern(written)) is not None]
    tests = ",".join(_fits(patterns, name.a1))
    otherwise = f'IF(OR({tests}),{text_literal(kind.id)},"")' if tests else '""'
    return f'IF({before.a1}<>"",{before.a1},{otherwise})'


def _fits(patterns: Sequence[NamePattern], name: str) -> Iterator[str]:
    """Conditions of which one holds if a name is of one of the patterns; those of one length are looked up at once."""
    wanted: dict[str, list[str]] = {}
    for pattern in patterns:
        begin, end = pattern.begin, pattern.end
        if begin and end:
            starts = f"EXACT(LEFT({name},{len(begin)}),{text_literal(begin)})"
            stops = f"EXACT(RIGHT({name},{len(end)}),{text_literal(end)})"
            yield f"AND(LEN({name})>={len(begin) + len(end)},{starts},{stops})"
        elif not pattern.has_gap:
            wanted.setdefault(name, []).append(begin)
        else:
            side, words = ("LEFT", begin) if begin else ("RIGHT", end)
            wanted.setdefault(f"{side}({name},{len(words)})", []).append(words)
    for part, words_of_length in wanted.items():
        for listed in _lists(words_of_length):
            yield f"ISNUMBER(FIND({text_literal(_MARK)}&{part}&{text_literal(_MARK)},{text_literal(listed)}))"


def _lists(words: Sequence[str]) -> Iterator[str]:
    """Words between marks, in as many texts as Excel's limit of their length asks for."""
    listed = _MARK
    for word in words:
        if len(listed) + len(word) >= _MAX_LITERAL:
            yield listed
            listed = _MARK
        listed += word + _MARK
    yield listed


def _stated_value(evaluated: EvaluatedSubmission) -> str:
    identity = evaluated.submission.identity
    bodies = evaluated.submission.definition.bodies
    return identity.body if identity is not None and identity.body in bodies else ""


def _found_up_to(number: int, evaluated: EvaluatedSubmission) -> str:
    kind, bodies = _kind(evaluated), list(evaluated.submission.definition.bodies)
    is_found = _stated_value(evaluated) or (kind and bodies.index(kind) <= number)
    return kind if is_found else ""


def _kind(evaluated: EvaluatedSubmission) -> str:
    kind = evaluated.submission.body_kind
    return "" if kind is None else kind.id
