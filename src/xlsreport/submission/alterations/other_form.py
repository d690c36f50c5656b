"""A workbook of another kind of bodies than that which reports, as the office's roster has it."""

from __future__ import annotations

from collections.abc import Sequence

from xlsreport.definition.definition import Definition
from xlsreport.definition.variation.variant import asked_names, variant_of
from xlsreport.layout.cells import CellRef
from xlsreport.messages import messages_for
from xlsreport.submission.alteration import Alteration, AlterationKind


def other_form(kinds: Sequence[str], asked: Definition, cell: CellRef) -> Alteration | None:
    """That a workbook asks for other things than its agency is to be asked for; None where it does not.

    Args:
        kinds: whose form the workbook is, as its stamp says.
        asked: the form that the agency is to have. Nothing is said where that is the whole one: its kind is not known.
        cell: of the cover, at which it is told.
    """
    whole = asked.whole
    # The form of several kinds is that of a consolidation, which the agency above sends as its own report.
    if whole is None or len(kinds) != 1 or asked_names(variant_of(whole, kinds)) == asked_names(asked):
        return None
    comma = messages_for(asked.language)("wording.comma")
    found, expected = (comma.join(whole.bodies[kind].label for kind in names) for names in (kinds, asked.variant))
    return Alteration(AlterationKind.OTHER_FORM, cell.to(cell), {"found": found, "expected": expected})
