"""The declaration of what became of the names of an earlier form."""

from __future__ import annotations

from typing import Annotated, Any

from pydantic import BeforeValidator, Field, StringConstraints

from xlsreport.definition.declared import Declared
from xlsreport.definition.phrase_language.number_words import NonEmptyText

EarlierName = Annotated[str, StringConstraints(pattern=r"^[A-Za-z_]\w*(\.(\*|[A-Za-z_]\w*)){0,2}$")]
"""A name as in an entries file, or its beginning: ``table``, ``table.row``, ``table.*.column``; a section, a field of
the cover, a rule."""


def _as_names(value: Any) -> Any:
    """Let a single name stand for a list of one."""
    return (value,) if isinstance(value, str) else value


OneOrMoreNames = Annotated[
    tuple[EarlierName, ...],
    Field(min_length=1),
    BeforeValidator(_as_names, json_schema_input_type=EarlierName | tuple[EarlierName, ...]),
]


class ChangeSince(Declared):
    """What became of something that an earlier form asks for."""

    from_: OneOrMoreNames = Field(
        alias="from",
        description="What it was called: table, table.row, table.*.column, table.row.column, a section, a field of the "
        "cover, a rule. With to, several are combined: figures are added up, paragraphs and lines follow each other.",
    )
    to: EarlierName | None = Field(None, description="What it is called now, a name of as many parts.")
    times: float | None = Field(
        None, gt=0, le=1e12, description="With to: what a figure is multiplied by, where its unit has changed."
    )
    split: tuple[EarlierName, ...] = Field(
        (),
        description="Instead of to: the parts into which it has to be divided by hand; a zero is zero in each.",
    )
    dropped: NonEmptyText | None = Field(
        None, description="Instead of to: why it is not asked for any more, in words for the office."
    )

    @property
    def is_renaming(self) -> bool:
        """Whether it says no more than what something is called now."""
        return self.to is not None and len(self.from_) == 1 and self.times is None

    @property
    def targets(self) -> tuple[str, ...]:
        """The names of the present form that it speaks of."""
        return self.split if self.to is None else (self.to,)
