"""Rules of a report definition as the file has them, and how grave it is where one does not hold."""

from __future__ import annotations

from typing import Annotated, Any, Literal, get_args

from pydantic import Discriminator, Field, Tag, model_validator

from xlsreport.definition.change_declaration import ExplainedChange
from xlsreport.definition.claim_declaration import Id
from xlsreport.definition.declared import Declared
from xlsreport.definition.reader_words import Words

Severity = Literal["error", "warning", "note"]
SEVERITIES: tuple[Severity, ...] = get_args(Severity)
"""From the gravest to the lightest."""


Members = Annotated[
    Annotated[Literal["columns", "rows"], Tag("word")] | Annotated[tuple[Id, ...], Field(min_length=1), Tag("ids")],
    Discriminator(lambda value: "word" if isinstance(value, str) else "ids"),
]
"""What a rule is checked for. The discriminator keeps pydantic from reporting a misspelt word as a bad list, too."""


class Rule(Declared):
    """What must hold between figures."""

    id: Id = Field(description="Names the rule in findings; different from all others of the definition.")
    for_: Members | None = Field(
        None,
        alias="for",
        description="Check once for each column, for each row, or for each of the listed columns or rows.",
    )
    bodies: tuple[Id, ...] = Field(
        (),
        description="Only where a body of one of these kinds reports; where the kind is not known, the rule is silent. "
        "Default: for all.",
    )
    stands_in_for: Id | None = Field(
        None,
        description="Another rule of the table that needs last year's figures: this one is asked only where they are "
        "not known.",
    )
    if_: str | None = Field(
        None,
        alias="if",
        description="A condition over figures of this year: only where it holds the rule is asked. Comparisons, "
        'answers such as direct == "N", texts such as starts(code, "U"), filled(x), joined by and, or, not.',
    )
    require: str | None = Field(None, description="A comparison between two expressions.")
    distinct: tuple[Id, ...] = Field(
        (), description="In a list, instead of require: columns that no two lines have the same together."
    )
    within: Literal["agency", "all"] = Field(
        "agency",
        description="With distinct: among which lines of a consolidation. agency: those of one agency, where the list "
        "has a column that says whose line it is. all: all of them.",
    )
    alike: Literal["warning", "note", "nothing"] = Field(
        "warning",
        description="With distinct: what it is if lines differ only in capitals, width, blanks, accents and "
        "punctuation, as St. Mary's and St Marys. A check tells, the workbook does not.",
    )
    ordered: tuple[Annotated[str, Field(pattern=r"^-?[A-Za-z_]\w*$")], ...] = Field(
        (),
        description="In a list, instead of require: columns of numbers or dates by which the lines are in order, the "
        "first before the others; with - before it, from the greatest down.",
    )
    figure: str | None = Field(None, description="For explain_change: the figure, as an expression.")
    explain_change: ExplainedChange | None = Field(
        None, description="Instead of require: how far the figure may be from last year's without a reason."
    )
    statement: Words = Field(description="The rule in the report's own words; findings quote it.")
    severity: Severity = Field(
        "error",
        description="error: cannot be. warning: needs an explanation from the reporter; the default with "
        "explain_change. note: only said.",
    )

    @model_validator(mode="before")
    @classmethod
    def _changes_are_warnings(cls, declared: Any) -> Any:
        """A change may have good reasons, so that it is a warning unless the rule says otherwise."""
        if isinstance(declared, dict) and "explain_change" in declared and "severity" not in declared:
            return {**declared, "severity": "warning"}
        return declared
