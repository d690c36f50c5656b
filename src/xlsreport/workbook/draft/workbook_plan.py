"""What all workbooks of a definition have in common, worked out once."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from functools import lru_cache
from typing import Any, TypeVar, TypeVarTuple

from xlsreport.definition.definition import Definition
from xlsreport.layout.workbook_layout import Layout, layout_of
from xlsreport.messages import Messages, messages_for
from xlsreport.workbook.formula.translation import Translator

_Made = TypeVar("_Made")
_Given = TypeVarTuple("_Given")

_MAX_CACHED_PLANS = 16
"""Definitions whose plans are kept; a round has one or two."""


class WorkbookPlan:
    """What is the same in every workbook of a definition, whatever a submission states.

    What is made from a plan alone (:meth:`cached`) sees no submission, so that it holds for all of them.
    """

    def __init__(self, definition: Definition) -> None:
        self.definition = definition
        self.layout: Layout = layout_of(definition)
        self.sections = {section.id: section for section in definition.sections}
        self.messages: Messages = messages_for(definition.language)
        self.translator = Translator(self.layout, self.messages)
        self._made: dict[Hashable, Any] = {}

    def cached(self, make: Callable[[WorkbookPlan, *_Given], _Made], *given: *_Given) -> _Made:
        """What a function makes of this plan and some names: made the first time, the same object ever after."""
        key = (make, given)
        if key not in self._made:
            self._made[key] = make(self, *given)
        made: _Made = self._made[key]
        return made


@lru_cache(maxsize=_MAX_CACHED_PLANS)
def workbook_plan_of(definition: Definition) -> WorkbookPlan:
    """The plan of a definition."""
    return WorkbookPlan(definition)
