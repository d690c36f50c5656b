"""Formulas and colours for what is asked under a condition only, by the hidden cells that say whether it is."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from functools import partial

from xlsreport.checking.evaluation.asking import asked_by
from xlsreport.definition.requirement import ASKED_RANKS, AskedState
from xlsreport.definition.rule_language.bound_requirement import BoundRequirement
from xlsreport.layout.cells import CellRange, CellRef
from xlsreport.values import Number, plain_number
from xlsreport.workbook.appearance import cell_styles
from xlsreport.workbook.draft.workbook_draft import SheetDraft
from xlsreport.workbook.draft.workbook_plan import WorkbookPlan
from xlsreport.workbook.formula.calculation import Calculation


def asked_state(plan: WorkbookPlan, requirements: tuple[BoundRequirement, ...]) -> Calculation:
    """Whether entries are asked, as a number; see ``ASKED_RANKS``."""
    return Calculation(
        plan.translator.asked(requirements),
        lambda evaluated: asked_rank(asked_by(requirements, evaluated.values)),
    )


def asked_rank(asked: AskedState) -> Number:
    """What is known of whether something is asked, as formulas show it; see ``ASKED_RANKS``."""
    return plain_number(Decimal(str(ASKED_RANKS[asked])))


def text_asked_state(plan: WorkbookPlan, name: str) -> Calculation:
    """The same of a section of paragraphs, a comment or a field of the cover."""
    return asked_state(plan, plan.definition.text_requirements[name])


def where_asked(plan: WorkbookPlan, name: str, count: str) -> str:
    """A number where a text is asked, else 0."""
    cell = plan.layout.asked_texts.get(name)
    return count if cell is None else f"IF({cell.absolute}={ASKED_RANKS['asked']},{count},0)"


def where_not_asked(plan: WorkbookPlan, name: str, count: str) -> str:
    """A number where a text is to be left empty, else 0."""
    cell = plan.layout.asked_texts.get(name)
    return "0" if cell is None else f"IF({cell.absolute}={ASKED_RANKS['empty']},{count},0)"


def missing_if_asked(plan: WorkbookPlan, name: str, blank: str) -> str:
    """A condition on a text's own sheet: it is blank although it is asked."""
    cell = plan.layout.asked_texts.get(name)
    return blank if cell is None else f"AND({blank},{cell.fixed}={ASKED_RANKS['asked']})"


def colour_text_not_asked(plan: WorkbookPlan, sheet: SheetDraft, name: str, area: CellRange) -> None:
    """Grey where a text is not asked; what is written there is a problem."""
    cell = plan.layout.asked_texts.get(name)
    if cell is not None:
        empty = f"{cell.fixed}={ASKED_RANKS['empty']}"
        filled: Callable[[CellRef], str] = partial(_is_filled, empty)
        sheet.colour_when([area], filled, cell_styles.WHEN_PROBLEM)
        sheet.colour_when([area], lambda _: empty, cell_styles.WHEN_NOT_ASKED)


def _is_filled(further: str, cell: CellRef) -> str:
    return f"AND(LEN({cell.a1})>0,{further})"
