"""What the definition says about one place, and the expressions that compute it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from xlsreport.definition.declaration import CoverField
from xlsreport.definition.figure_kinds.kind_traits import mark_of
from xlsreport.definition.figure_kinds.kinds import AnyKind
from xlsreport.definition.place import Place
from xlsreport.definition.rule_language.bound_requirement import BoundRequirement
from xlsreport.definition.rule_language.expression import Condition, Expression


@dataclass(frozen=True, slots=True)
class PlaceFacts:
    """What the definition says about one place.

    ``row_labels`` and ``column_labels`` run from the outermost label to the innermost; ``row_name`` and
    ``column_name`` are the shortest words that tell row and column from the table's others. ``total`` is the bound
    expression of a computed place, ``undefined`` what it is where that divides by zero. ``mark`` is what stands there
    where it is not applicable; None where that cannot be. ``not_applicable_when`` says of an entry when that is right.
    ``requirements`` say of an entry when it is asked; without any, it always is.
    """

    place: Place
    row_labels: tuple[str, ...]
    column_labels: tuple[str, ...]
    row_name: str
    column_name: str
    kind: AnyKind
    prompt: str | None
    total: Expression | None
    undefined: Literal[0] | str | None = None
    mark: str | None = None
    not_applicable_when: Condition | None = None
    requirements: tuple[BoundRequirement, ...] = ()

    @property
    def may_be_blank(self) -> bool:
        """Whether there may be nothing to be entered at the place."""
        return bool(self.requirements)

    @property
    def row_or_column_name(self) -> str:
        """The row's name, or the column's where rows have no words."""
        return self.row_name or self.column_name

    @property
    def computed(self) -> bool:
        """Whether the place is a total rather than an entry."""
        return self.total is not None


@dataclass(frozen=True, slots=True, eq=False)
class Total:
    """One expression that gives the value of a computed place.

    Where a computed row meets a computed column there are two, if both add up the same entries.

    ``along`` says whether the expression runs over the columns of its row or over the rows of its column; None where it
    is that of a single cell which does neither.
    """

    place: Place
    expression: Expression
    along: Literal["columns", "rows"] | None


_OPTIONAL = BoundRequirement(None, None, "optional")


def facts_of_field(field: CoverField, kind: AnyKind, requirements: tuple[BoundRequirement, ...]) -> PlaceFacts:
    """The field as an entry of its kind; one that may be left blank counts as one that is not asked while it is."""
    return PlaceFacts(
        place=Place.of_field(field.id),
        row_labels=(),
        column_labels=(field.label,),
        row_name="",
        column_name=field.label,
        kind=kind,
        prompt=field.prompt,
        total=None,
        mark=mark_of(kind.traits),
        requirements=requirements or (() if field.when_blank == "error" else (_OPTIONAL,)),
    )
