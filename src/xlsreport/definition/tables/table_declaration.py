"""Tables of a report definition as the file has them: labels, blocks, rules, words around them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, Field, StringConstraints, model_validator

from xlsreport.definition.claim_declaration import Id
from xlsreport.definition.declared import Declared
from xlsreport.definition.figure_kinds.kinds import Kind
from xlsreport.definition.phrase_language.number_words import NonEmptyText
from xlsreport.definition.reader_words import OptionalWords, SeenByReaders, Words
from xlsreport.definition.requirement import Required, required_field
from xlsreport.definition.tables.list_declaration import Lines
from xlsreport.definition.tables.rule_declaration import Rule, Severity
from xlsreport.definition.variation.body_kinds import asked_of_some

WhenBlank = Literal["error", "note", "nothing"]
"""The severity of a blank field of the cover; a blank figure is always an error."""


WhenEmpty = Literal[Severity, "nothing"]
"""The severity of an empty section of paragraphs; a warning can be explained."""


def _entered(value: Any) -> Any:
    """Let a list of ids stand for cells that the reporter enters."""
    is_list = isinstance(value, list | tuple) and all(isinstance(item, str) for item in value)
    return dict.fromkeys(value, "entry") if is_list else value


_CellException = Literal["entry", "none"] | NonEmptyText

Exceptions = Annotated[
    Mapping[Id, NonEmptyText],
    BeforeValidator(_entered, json_schema_input_type=tuple[Id, ...] | Mapping[Id, _CellException]),
]
"""Single cells of a row or column, by the id of the label that crosses it, that are not as its others: ``entry``,
``none``, or the expression that computes the cell."""


Undefined = Literal[0] | Annotated[str, StringConstraints(min_length=1, max_length=20), SeenByReaders()]
"""What a computed figure is where its expression divides by zero: zero, or not applicable, by the mark for it."""


def also_called(what: str) -> Any:
    """The field for other words that stand for a label in reports that were made without this program."""
    return Field(
        (),
        description=f"Other words for {what} in published reports, such as an earlier form's or a short form: they are "
        "recognised where reports are read back and where `new --lines` reads a list, and printed nowhere.",
    )


class ColumnLabel(Declared):
    """A column of figures, or a heading over further columns."""

    label: Words = Field(description="The words as the form prints them; different from those beside it.")
    also: tuple[NonEmptyText, ...] = also_called("the column")
    id: Id | None = Field(
        None, description="Needed for a column of figures; on a heading it names the group for sum()."
    )
    columns: tuple[ColumnLabel, ...] = Field((), description="The columns under this heading, to any depth.")
    kind: Kind | None = Field(None, description="What may be entered in the column, or in all columns below.")
    total: str | None = Field(None, description="Makes the column computed: an expression over the columns of its row.")
    undefined: Undefined | None = Field(
        None,
        description="What a computed figure is where its expression divides by zero: 0, or a mark such as N/A for what "
        "is not applicable. Default: it stays blank.",
    )
    exceptions: Exceptions = Field(
        {},
        alias="except",
        description="Rows whose cell in the column is another: a list of rows where the reporter enters a figure that "
        "the column or the row would compute, or a mapping of rows to entry, to none, where there is no cell at all, "
        "or to an expression over rows of the column and columns of the row, which computes this cell alone.",
    )
    required: Required = required_field("a cell of the column, or of all columns below,")
    span: int = Field(1, ge=1, le=30, description="How many printed columns the figures are merged over.")
    prompt: OptionalWords | None = Field(
        None,
        description="What counts in the column, shown when one of its cells is selected; on a heading, for all columns "
        "below that have none. At most 255 characters, together with the row's.",
    )
    asked_of: tuple[Id, ...] = asked_of_some()

    @property
    def children(self) -> tuple[ColumnLabel, ...]:
        """The labels nested in this one."""
        return self.columns


def _as_text(value: Any) -> Any:
    """Let a whole number, such as a code, stand for the text of its digits."""
    return str(value) if isinstance(value, int) and not isinstance(value, bool) else value


RowWord = Annotated[str, BeforeValidator(_as_text, json_schema_input_type=str | int), SeenByReaders()]
"""What stands beside a row in a column of labels."""


class RowLabel(Declared):
    """A row of figures, or a heading beside further rows."""

    label: OptionalWords = Field(
        "",
        description="The words as the form prints them; may be left out in a table of one row, and on a heading that "
        "only names a group for rules, which then is not printed.",
    )
    also: tuple[NonEmptyText, ...] = also_called("the row")
    id: Id | None = Field(None, description="Needed for a row of figures; on a heading it names the group for sum().")
    rows: tuple[RowLabel, ...] = Field((), description="The rows beside this heading, to any depth.")
    kind: Kind | None = Field(
        None, description="What may be entered in the row, or in all rows below; it goes before the column's kind."
    )
    total: str | None = Field(None, description="Makes the row computed: an expression over the rows of its column.")
    undefined: Undefined | None = Field(None, description="As in a column.")
    exceptions: Exceptions = Field(
        {},
        alias="except",
        description="Columns whose cell in the row is another; as in a column.",
    )
    required: Required = required_field("a cell of the row, or of all rows beside the heading,")
    prompt: OptionalWords | None = Field(
        None,
        description="What counts in the row, shown when one of its cells is selected, before the column's; on a "
        "heading, for all rows beside it that have none.",
    )
    labels: Mapping[Id, RowWord] = Field(
        {},
        description="What stands beside the row in the table's columns of labels, by their ids; on a heading, for all "
        "rows beside it that say nothing else.",
    )
    asked_of: tuple[Id, ...] = asked_of_some()

    @property
    def children(self) -> tuple[RowLabel, ...]:
        """The labels nested in this one."""
        return self.rows

    @property
    def span(self) -> int:
        """Rows are always one printed row high."""
        return 1


def _as_lines(value: Any) -> Any:
    """Let a single text stand for a list of one."""
    return (value,) if isinstance(value, str) else value


Remark = Annotated[
    tuple[Words, ...],
    BeforeValidator(_as_lines, json_schema_input_type=NonEmptyText | tuple[NonEmptyText, ...]),
]
"""Lines of fixed words below a table."""


AnyLabel = RowLabel | ColumnLabel


class Block(Declared):
    """One grid of figures: a caption, column headings, rows."""

    caption: Words | None = Field(None, description="Printed over the whole width, above the headings.")
    stub: OptionalWords = Field("", description="What the corner above the row labels says.")
    columns: tuple[ColumnLabel, ...] = Field(
        min_length=1, description="The headings, from left to right; a column may stand in several blocks."
    )
    rows: tuple[RowLabel, ...] = Field(min_length=1, description="The rows, from the top down.")
    asked_of: tuple[Id, ...] = asked_of_some()


class LabelColumn(Declared):
    """A further column of labels beside the rows, such as codes or units of measure."""

    id: Id = Field(description="Names the column in the labels of the rows.")
    label: OptionalWords = Field("", description="What stands above the column, such as Unit.")
    side: Literal["left", "right"] = Field("right", description="On which side of the row labels it stands.")


class Comment(Declared):
    """Room below a table for what the reporter has to say about its figures."""

    label: Words = Field(description="What stands above the room and before the printed text, such as Comments.")
    lines: int = Field(6, ge=1, le=25, description="How many lines of text the sheet has room for.")
    prompt: OptionalWords | None = Field(None, description="Shown when the cell is selected; at most 255 characters.")
    when_blank: WhenEmpty = Field(
        "nothing",
        description="What it is if nothing is written. warning: needs an explanation, which is printed instead. With "
        "required the default is error.",
    )
    required: Required = required_field("the comment")

    @model_validator(mode="before")
    @classmethod
    def _is_missed(cls, declared: Any) -> Any:
        """A comment that is required in some cases is missed in these unless the definition says otherwise."""
        if isinstance(declared, dict) and declared.get("required") and "when_blank" not in declared:
            return {**declared, "when_blank": "error"}
        return declared


LINE = "*"
"""The id of the row that stands for each line of a list."""


class Table(Declared):
    """A table of the form: one grid, several blocks stacked into one, or a list of lines."""

    id: Id = Field(description="The first part of the names of its figures, table.row.column.")
    title: Words | None = Field(None, description="Printed above the table where the form has one.")
    nil_return: Words | None = Field(
        None, description="What a reporter declares by answering yes: that every figure of the table is zero."
    )
    kind: Kind = Field(
        "count",
        validate_default=True,
        description="The kind of every figure that its row or column does not give another.",
    )
    required: Required = required_field("a cell of the table")
    font_size: float = Field(10, ge=6, le=16, description="Size of the table's text in the rendered report, in points.")
    caption: Words | None = Field(None, description="As in a block.")
    stub: OptionalWords = Field("", description="As in a block.")
    columns: tuple[ColumnLabel, ...] = Field((), description="As in a block.")
    rows: tuple[RowLabel, ...] = Field((), description="As in a block.")
    list: Lines | None = Field(
        None, description="Instead of rows: makes it a list, whose lines the reporter adds; {} will do."
    )
    rows_from: Id | None = Field(
        None,
        description="A list that stands before the table: the table then has one row for each of its lines, named as "
        "the list names them. Rows that are declared as well, such as a total, stand below these.",
    )
    rows_when: str | None = Field(
        None,
        description="A condition over the columns of that list, each with the list's name: of the lines for which it "
        "holds alone the table has rows. Default: of all lines.",
    )
    label_columns: tuple[LabelColumn, ...] = Field(
        (), description="Further columns of labels beside the rows, such as codes or units, in all blocks of the table."
    )
    blocks: tuple[Block, ...] = Field((), description="Instead of columns and rows: several grids, stacked.")
    remark: Remark = Field(
        (),
        description="Fixed words of the form that stand below the table, on the sheet and in print: a line or several.",
    )
    comment: Comment | None = Field(
        None,
        description="Room for the reporter's comments on the table, printed below it. Named table.comment. "
        "On the sheet of a list it stands above the headings.",
    )
    rules: tuple[Rule, ...] = Field((), description="Rules within the table; names are those of its rows and columns.")
    asked_of: tuple[Id, ...] = asked_of_some()

    @property
    def grids(self) -> tuple[Block, ...]:
        """The table's blocks, whichever way it was written."""
        if self.blocks:
            return self.blocks
        rows = self.rows if self.list is None else (RowLabel.model_construct(id=LINE),)
        # Not validated again: a table that lacks columns or rows must come as far as the message that says so.
        return (Block.model_construct(caption=self.caption, stub=self.stub, columns=self.columns, rows=rows),)
