"""Formulas that tell of what kind the reporting body is: as the round, else as the cover says, else by the name."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial

from xlsreport.definition.loading.sheet_names import STAMP_SHEET
from xlsreport.definition.variation.body_kinds import BodyKind, NamePattern, name_pattern, plain_name
from xlsreport.layout.cells import CellRef
from xlsreport.workbook.draft.evaluated_submission import EvaluatedSubmission
from xlsreport.workbook.draft.workbook_plan import WorkbookPlan
from xlsreport.workbook.formula.calculation import Calculation
from xlsreport.workbook.formula.formula_texts import text_literal

_MARK = "|"
_MAX_LITERAL = 250
"""A text in a formula has at most 255 characters (Excel's specification)."""
_STAMP_ROWS = 60
"""Rows of the stamp in which the kind is looked for; it stands among the first fifteen."""


@dataclass(frozen=True, slots=True)
class _BodyCells:
    """The hidden cells that tell the kind of body, below each other.

    ``stated`` is what the stamp says. ``by_cover`` and ``by_name`` are a cell for each kind, of which the last has what
    was found; the first are there where the cover asks for the kind.
    """

    kind: CellRef
    name: CellRef
    stated: CellRef
    by_cover: tuple[CellRef, ...]
    by_name: tuple[CellRef, ...]


def _cells(plan: WorkbookPlan) -> _BodyCells | None:
    """Where the formulas stand; None where nothing asks for the kind of body."""
    first, kinds = plan.layout.checks.body, len(plan.definition.bodies)
    if first is None:
        return None
    asked = kinds if plan.definition.body_field is not None else 0
    kind, name, stated, *found = (
        CellRef(first.sheet, first.row + number, first.column) for number in range(3 + asked + kinds)
    )
    return _BodyCells(kind, name, stated, tuple(found[:asked]), tuple(found[asked:]))


def body_formulas(plan: WorkbookPlan) -> list[tuple[CellRef, Calculation]]:
    """The formulas below each other: the kind, the name as it is compared, and what is found kind after kind.

    Each looks at one kind and keeps what the one above it found, so that none grows longer than Excel allows.
    """
    cells = _cells(plan)
    if cells is None:
        return []
    name = Calculation(
        _plain(plan.layout.cover.agency.absolute, plan.definition.bodies.values()),
        lambda one: plain_name(one.submission.agency),
    )
    return [
        (cells.kind, Calculation(_kind_text(cells), _kind)),
        (cells.name, name),
        (cells.stated, Calculation(_stated(plan), _stated_value)),
        *_found_by_cover(plan, cells),
        *_found_by_name(plan, cells),
    ]


def _kind_text(cells: _BodyCells) -> str:
    """The kind: that of the stamp, else of the cover, else by the name."""
    if not cells.by_cover:
        return cells.by_name[-1].a1
    stated, by_cover, by_name = cells.stated.a1, cells.by_cover[-1].a1, cells.by_name[-1].a1
    return f'IF({stated}<>"",{stated},IF({by_cover}<>"",{by_cover},{by_name}))'


def contradicted_body(plan: WorkbookPlan) -> str:
    """A formula: 1 where the cover states another kind of body than the stamp or else the name tells."""
    cells = _cells(plan)
    if cells is None or not cells.by_cover:
        return "0"
    stated, by_cover, by_name = cells.stated.absolute, cells.by_cover[-1].absolute, cells.by_name[-1].absolute
    told = f'IF({stated}<>"",{stated},{by_name})'
    return f'IF(AND({by_cover}<>"",{told}<>""),IF({by_cover}<>{told},1,0),0)'


def _found_by_cover(plan: WorkbookPlan, cells: _BodyCells) -> Iterator[tuple[CellRef, Calculation]]:
    """What the cover states, kind after kind."""
    if plan.definition.body_field is None:
        return
    answer = plan.layout.cover.fields[plan.definition.body_field].absolute
    for number, (cell, kind) in enumerate(zip(cells.by_cover, plan.definition.bodies.values(), strict=True)):
        before = f"{cells.by_cover[number - 1].a1}" if number else '""'
        test = f"IF({answer}={text_literal(kind.label)},{text_literal(kind.id)},{before})"
        yield cell, Calculation(test, partial(_stated_up_to, number))


def _found_by_name(plan: WorkbookPlan, cells: _BodyCells) -> Iterator[tuple[CellRef, Calculation]]:
    """What the name tells, kind after kind; where the cover is not asked, after what the stamp says."""
    for number, (cell, kind) in enumerate(zip(cells.by_name, plan.definition.bodies.values(), strict=True)):
        before = cells.by_name[number - 1] if number else None if cells.by_cover else cells.stated
        yield cell, Calculation(_told(kind, cells.name, before), partial(_found_up_to, number))


def _plain(cell: str, kinds: Iterable[BodyKind]) -> str:
    """A name without blanks and capitals, as :func:`~xlsreport.definition.variation.body_kinds.plain_name` gives it.

    Letters with two forms are made one where a name that is looked for has them; elsewhere they decide nothing.
    """
    wanted = {letter for kind in kinds for written in kind.names for letter in plain_name(written)}
    for blank in (" ", "\u3000", "\xa0"):
        cell = f'SUBSTITUTE({cell},"{blank}","")'
    if "i" in wanted:
        cell = f'SUBSTITUTE({cell},"İ","i")'
    cell = f"LOWER({cell})"
    for letter, usual in _TWO_FORMS.items():
        if usual in wanted:
            cell = f'SUBSTITUTE({cell},"{letter}","{usual}")'
    return cell


_TWO_FORMS = {"ı": "i", "ς": "σ"}
"""As of :func:`xlsreport.letter_case.lowered`."""


def _stated(plan: WorkbookPlan) -> str:
    """The kind whose form it is, or that the stamp states, if the definition has it."""
    if len(plan.definition.variant) == 1:
        return text_literal(plan.definition.variant[0])
    looked_up = f"VLOOKUP(\"body\",'{STAMP_SHEET}'!$A$1:$B${_STAMP_ROWS},2,0)"
    known = text_literal("".join(f"{_MARK}{kind}" for kind in plan.definition.bodies) + _MARK)
    return f'IFERROR(IF(ISNUMBER(FIND("{_MARK}"&{looked_up}&"{_MARK}",{known})),{looked_up},""),"")'


def _told(kind: BodyKind, name: CellRef, before: CellRef | None) -> str:
    """What was found before, else the kind if one of its names fits."""
    patterns = [pattern for written in kind.names if (pattern := name_pattern(written)) is not None]
    tests = ",".join(_fits(patterns, name.a1))
    otherwise = f'IF(OR({tests}),{text_literal(kind.id)},"")' if tests else '""'
    return otherwise if before is None else f'IF({before.a1}<>"",{before.a1},{otherwise})'


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
    kind = evaluated.submission.known_body
    return "" if kind is None else kind.id


def _stated_up_to(number: int, evaluated: EvaluatedSubmission) -> str:
    kind, bodies = evaluated.submission.stated_body, list(evaluated.submission.definition.bodies)
    return "" if kind is None or bodies.index(kind.id) > number else kind.id


def _found_up_to(number: int, evaluated: EvaluatedSubmission) -> str:
    """What is found by the name up to a kind, or what the stamp says where the cover is not asked."""
    submission = evaluated.submission
    if submission.definition.body_field is None and (signed := _stated_value(evaluated)):
        return signed
    kind, bodies = submission.definition.body_kind_of(submission.agency), list(submission.definition.bodies)
    return "" if kind is None or bodies.index(kind.id) > number else kind.id


def _kind(evaluated: EvaluatedSubmission) -> str:
    kind = evaluated.submission.body_kind
    return "" if kind is None else kind.id
