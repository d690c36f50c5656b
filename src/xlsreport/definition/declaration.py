"""The report definition as it is written: sections, tables, labels, rules; frozen models that mirror the YAML."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field, StringConstraints

from xlsreport.definition.kinds import Declared, Kind

Id = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_]*$")]
"""A name that rules can use: lower-case letters, digits and underscores."""

Line = Annotated[str, StringConstraints(min_length=1)]
Severity = Literal["error", "warning", "note"]
Language = Literal["zh-CN", "en"]


class ColumnLabel(Declared):
    """A column of figures, or a heading over further columns."""

    label: Line
    id: Id | None = Field(
        None, description="Needed for a column of figures; on a heading it names the group for sum()."
    )
    columns: tuple[ColumnLabel, ...] = Field((), description="The columns under this heading, to any depth.")
    kind: Kind | None = None
    total: str | None = Field(None, description="Makes the column computed: an expression over the columns of its row.")
    span: int = Field(1, ge=1, le=30, description="How many printed columns the figures are merged over.")
    prompt: str | None = Field(None, description="Shown when a cell of the column is selected.")

    @property
    def children(self) -> tuple[ColumnLabel, ...]:
        """The labels nested in this one."""
        return self.columns


class RowLabel(Declared):
    """A row of figures, or a heading beside further rows."""

    label: str = Field("", description="May be left out in a table of one row.")
    id: Id | None = Field(None, description="Needed for a row of figures; on a heading it names the group for sum().")
    rows: tuple[RowLabel, ...] = Field((), description="The rows beside this heading, to any depth.")
    kind: Kind | None = None
    total: str | None = Field(None, description="Makes the row computed: an expression over the rows of its column.")
    prompt: str | None = Field(None, description="Shown when a cell of the row is selected.")

    @property
    def children(self) -> tuple[RowLabel, ...]:
        """The labels nested in this one."""
        return self.rows

    @property
    def span(self) -> int:
        """Rows are always one printed row high."""
        return 1


AnyLabel = RowLabel | ColumnLabel


class Block(Declared):
    """One grid of figures: a caption, column headings, rows."""

    caption: Line | None = Field(None, description="Printed over the whole width, above the headings.")
    stub: str = Field("", description="What the corner above the row labels says.")
    columns: tuple[ColumnLabel, ...] = Field(min_length=1)
    rows: tuple[RowLabel, ...] = Field(min_length=1)


class Rule(Declared):
    """What must hold between figures."""

    id: Id
    for_: Literal["columns", "rows"] | tuple[Id, ...] | None = Field(
        None,
        alias="for",
        description="Check once for each column, for each row, or for each of the listed columns or rows.",
    )
    require: str = Field(description="A comparison between two expressions.")
    statement: Line = Field(description="The rule in the report's own words; findings quote it.")
    severity: Severity = "error"


class Table(Declared):
    """A table of the form: one grid, or several blocks stacked into one."""

    id: Id
    title: Line | None = Field(None, description="Printed above the table where the form has one.")
    nil_return: Line | None = Field(
        None, description="What a reporter declares by answering yes: that every figure of the table is zero."
    )
    kind: Kind = Field(
        "count",
        validate_default=True,
        description="The kind of every figure that its row or column does not give another.",
    )
    font_size: float = Field(10, ge=6, le=16, description="Size of the table's text in the rendered report, in points.")
    caption: Line | None = Field(None, description="As in a block.")
    stub: str = Field("", description="As in a block.")
    columns: tuple[ColumnLabel, ...] = Field((), description="As in a block.")
    rows: tuple[RowLabel, ...] = Field((), description="As in a block.")
    blocks: tuple[Block, ...] = Field((), description="Instead of columns and rows: several grids, stacked.")
    rules: tuple[Rule, ...] = ()

    @property
    def grids(self) -> tuple[Block, ...]:
        """The table's blocks, whichever way it was written."""
        if self.blocks:
            return self.blocks
        return (Block(caption=self.caption, stub=self.stub, columns=self.columns, rows=self.rows),)


class Narrative(Declared):
    """A section of paragraphs."""

    required: bool = Field(True, description="Whether the section may stay empty.")
    lines: int = Field(150, ge=120, le=1000, description="How many paragraphs the sheet has room for.")


class Section(Declared):
    """One part of the report, on a sheet of its own: paragraphs or tables."""

    id: Id
    heading: Line = Field(description="As the report prints it.")
    sheet: Line = Field(description="The name of the sheet's tab.")
    guidance: tuple[Line, ...] = Field((), description="What the reporter should know, shown above the entries.")
    narrative: Narrative | None = None
    tables: tuple[Table, ...] = ()


class CoverField(Declared):
    """Something that the reporter states once on the cover, such as a telephone number."""

    id: Id
    label: Line
    prompt: str | None = None
    required: bool = True


class Period(Declared):
    """The time that the report speaks of, in words, with {year} where the year goes."""

    label: Line
    text: Line


class Declaration(Declared):
    """A whole report definition, as its YAML file has it."""

    id: Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9-]*$")]
    edition: Line
    language: Language = Field(description="The language of the report; everything that the engine says follows it.")
    name: Line = Field(description="What the form is called in a list of definitions.")
    title: Line = Field(description="The report's title, with {agency} and {year} where they go.")
    period: Period
    previous_editions: tuple[Line, ...] = Field(
        (), description="Earlier editions whose filled workbooks serve as last year's."
    )
    cover: tuple[CoverField, ...] = ()
    preamble: tuple[Line, ...] = Field(
        (),
        description="Paragraphs before the first section, with {agency}, {year}, {period} and the ids of cover fields.",
    )
    sections: tuple[Section, ...] = Field(min_length=1)
    rules: tuple[Rule, ...] = Field((), description="Rules across tables; places are written table.row.column.")
