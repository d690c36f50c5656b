"""That nothing may be there to be stated, such as the median of no cases, and the mark that says so."""

from __future__ import annotations

from typing import Any

from pydantic import Field

from xlsreport.definition.declared import Declared
from xlsreport.definition.reader_words import OptionalWords


class NotApplicable(Declared):
    """That nothing may be there to be stated, such as the median of no cases."""

    mark: OptionalWords = Field(
        "N/A",
        min_length=1,
        max_length=20,
        pattern=r"^[^\s*?~=<>#\"'+@][^*?~\"]*$",
        description="What is then entered and printed; no number.",
    )
    when: str | None = Field(
        None,
        description="A condition, as of a rule, of when it is right: then the mark is expected, else it is an error. "
        "Without it the mark may stand anywhere.",
    )

    @property
    def own_mark(self) -> str:
        """The mark in the definition's own language, which a translation takes, too."""
        return self.mark


def may_not_apply() -> Any:
    """The field of a kind that may be not applicable."""
    return Field(None, description="That it may be not applicable: neither blank nor zero.")


def mark_of(not_applicable: NotApplicable | None) -> str | None:
    """The mark by which a kind says that it is not applicable; None where it always is."""
    return None if not_applicable is None else not_applicable.mark


def own_mark_of(not_applicable: NotApplicable | None) -> str | None:
    """The same in the definition's own language."""
    return None if not_applicable is None else not_applicable.own_mark
