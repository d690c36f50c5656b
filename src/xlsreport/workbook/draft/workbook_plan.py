"""The plan of a workbook: everything that depends on the definition alone, computed once."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from typing import Any, TypeVar, TypeVarTuple

from xlsreport.definition.definition import Definition
from xlsreport.layout.workbook_layout import Layout, layout_of
from xlsreport.messages import Messages
from xlsreport.object_cache import remembered_by_object
from xlsreport.workbook.formula.rule_formulas.translation import Translator

_Made = TypeVar("_Made")
_Given = TypeVarTuple("_Given")


class WorkbookPlan:
    """What every workbook of a definition shares.

    Functions given to :meth:`cached` get no submission, so their results hold for all of them.
    """

    def __init__(self, definition: Definition) -> None:
        self.definition = definition
        self.layout: Layout = layout_of(definition)
        self.sections = {section.id: section for section in definition.sections}
        self.messages: Messages = definition.messages
        self.translator = Translator(self.layout, self.messages)
        self._made: dict[Hashable, Any] = {}

    def cached(self, make: Callable[[WorkbookPlan, *_Given], _Made], *given: *_Given) -> _Made:
        """The result of a function of this plan and some arguments; the same object on every call."""
        key = (make, given)
        if key not in self._made:
            self._made[key] = make(self, *given)
        made: _Made = self._made[key]
        return made


@remembered_by_object()
def workbook_plan_of(definition: Definition) -> WorkbookPlan:
    """The plan of a definition."""
    return WorkbookPlan(definition)
