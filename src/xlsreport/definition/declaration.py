"""The report definition as its file has it: frozen models that mirror the YAML."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property
from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, Discriminator, Field, StringConstraints, Tag, model_validator

from xlsreport.definition.body_kinds import BodyKind
from xlsreport.definition.change_declaration import ExplainedChange
from xlsreport.definition.claim_declaration import Claim, Id, Mention, NonEmptyText, Phrasing
from xlsreport.definition.kinds import Declared, Kind
from xlsreport.definition.reporting_period.period_calendar import PeriodCalendar
from xlsreport.definition.reporting_period.period_declaration import Period
from xlsreport.messages import Language, separates_words

Severity = Literal["error", "warning", "note"]
WhenBlank = Literal["error", "note", "nothing"]
"""The severity of a blank field of the cover; a blank figure is always an error."""
WhenEmpty = Literal[Severity, "nothing"]
"""The severity of an empty section of paragraphs; a warning can be explained."""


PageStyleName = Literal["gb-t-9704", "plain", "us-letter"]
"""The page style of the report: as China's standard for official documents prescribes, plain on A4, or as US offices
publish on Letter."""


def _entered(value: Any) -> Any:
    """Let a list of ids stand for cells that the reporter enters."""
    is_list = isinstance(value, list | tuple) and all(isinstance(item, str) for item in value)
    return dict.fromkeys(value, "entry") if is_list else value


Exceptions = Annotated[
    Mapping[Id, Literal["entry", "none"]],
    BeforeValidator(_entered, json_schema_input_type=tuple[Id, ...] | Mapping[Id, Literal["entry", "none"]]),
]
"""Single cells of a row or column, by the id of the label that crosses it, that are not as its others."""


Undefined = Literal[0] | Annotated[str, StringConstraints(min_length=1, max_length=20)]
"""What a computed figure is where its expression divides by zero: zero, or not applicable, by the mark for it."""


class ColumnLabel(Declared):
    """A column of figures, or a heading over further columns."""

    label: NonEmptyText = Field(description="The words as the form prints them; different from those beside it.")
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
        "the column or the row would compute, or a mapping of rows to entry or none, where there is no cell at all.",
    )
    span: int = Field(1, ge=1, le=30, description="How many printed columns the figures are merged over.")
    prompt: str | None = Field(
        None,
        description="What counts in the column, shown when one of its cells is selected; on a heading, for all columns "
        "below that have none. At most 255 characters, together with the row's.",
    )

    @property
    def children(self) -> tuple[ColumnLabel, ...]:
        """The labels nested in this one."""
        return self.columns


def _as_text(value: Any) -> Any:
    """Let a whole number, such as a code, stand for the text of its digits."""
    return str(value) if isinstance(value, int) and not isinstance(value, bool) else value


RowWord = Annotated[str, BeforeValidator(_as_text, json_schema_input_type=str | int)]
"""What stands beside a row in a column of labels."""


class RowLabel(Declared):
    """A row of figures, or a heading beside further rows."""

    label: str = Field(
        "",
        description="The words as the form prints them; may be left out in a table of one row, and on a heading that "
        "only names a group for rules, which then is not printed.",
    )
    id: Id | None = Field(None, description="Needed for a row of figures; on a heading it names the group for sum().")
    rows: tuple[RowLabel, ...] = Field((), description="The rows beside this heading, to any depth.")
    kind: Kind | None = Field(
        None, description="What may be entered in the row, or in all rows below; it goes before the column's kind."
    )
    total: str | None = Field(None, description="Makes the row computed: an expression over the rows of its column.")
    undefined: Undefined | None = Field(None, description="As in a column.")
    exceptions: Exceptions = Field(
        {}, alias="except", description="Columns whose cell in the row is another; as in a column."
    )
    prompt: str | None = Field(
        None,
        description="What counts in the row, shown when one of its cells is selected, before the column's; on a "
        "heading, for all rows beside it that have none.",
    )
    labels: Mapping[Id, RowWord] = Field(
        {},
        description="What stands beside the row in the table's columns of labels, by their ids; on a heading, for all "
        "rows beside it that say nothing else.",
    )

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
    tuple[NonEmptyText, ...],
    BeforeValidator(_as_lines, json_schema_input_type=NonEmptyText | tuple[NonEmptyText, ...]),
]
"""Lines of fixed words below a table."""


AnyLabel = RowLabel | ColumnLabel


class Block(Declared):
    """One grid of figures: a caption, column headings, rows."""

    caption: NonEmptyText | None = Field(None, description="Printed over the whole width, above the headings.")
    stub: str = Field("", description="What the corner above the row labels says.")
    columns: tuple[ColumnLabel, ...] = Field(
        min_length=1, description="The headings, from left to right; a column may stand in several blocks."
    )
    rows: tuple[RowLabel, ...] = Field(min_length=1, description="The rows, from the top down.")


Members = Annotated[
    Annotated[Literal["columns", "rows"], Tag("word")] | Annotated[tuple[Id, ...], Field(min_length=1), Tag("ids")],
    Discriminator(lambda value: "word" if isinstance(value, str) else "ids"),
]
"""What a rule is checked for. The discriminator keeps pydantic from reporting a misspelt word as a bad list, too."""


IMPLIED_RULES = (
    *("filled", "kind", "sign", "number", "appearance", "hundredfold", "not_applicable", "nil_return", "total"),
    "recalculated",
)
"""The ids of the rules that every definition has without declaring them; see ``checking/figures/implied_rules.py``."""


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
        'answers such as direct == "N", filled(x), joined by and, or, not.',
    )
    require: str | None = Field(None, description="A comparison between two expressions.")
    figure: str | None = Field(None, description="For explain_change: the figure, as an expression.")
    explain_change: ExplainedChange | None = Field(
        None, description="Instead of require: how far the figure may be from last year's without a reason."
    )
    statement: NonEmptyText = Field(description="The rule in the report's own words; findings quote it.")
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


class LabelColumn(Declared):
    """A further column of labels beside the rows, such as codes or units of measure."""

    id: Id = Field(description="Names the column in the labels of the rows.")
    label: str = Field("", description="What stands above the column, such as Unit.")
    side: Literal["left", "right"] = Field("right", description="On which side of the row labels it stands.")


class Comment(Declared):
    """Room below a table for what the reporter has to say about its figures."""

    label: NonEmptyText = Field(description="What stands above the room and before the printed text, such as Comments.")
    lines: int = Field(6, ge=1, le=25, description="How many lines of text the sheet has room for.")
    prompt: str | None = Field(None, description="Shown when the cell is selected; at most 255 characters.")
    when_blank: WhenEmpty = Field(
        "nothing",
        description="What it is if nothing is written. warning: needs an explanation, which is printed instead.",
    )


class Table(Declared):
    """A table of the form: one grid, or several blocks stacked into one."""

    id: Id = Field(description="The first part of the names of its figures, table.row.column.")
    title: NonEmptyText | None = Field(None, description="Printed above the table where the form has one.")
    nil_return: NonEmptyText | None = Field(
        None, description="What a reporter declares by answering yes: that every figure of the table is zero."
    )
    kind: Kind = Field(
        "count",
        validate_default=True,
        description="The kind of every figure that its row or column does not give another.",
    )
    font_size: float = Field(10, ge=6, le=16, description="Size of the table's text in the rendered report, in points.")
    caption: NonEmptyText | None = Field(None, description="As in a block.")
    stub: str = Field("", description="As in a block.")
    columns: tuple[ColumnLabel, ...] = Field((), description="As in a block.")
    rows: tuple[RowLabel, ...] = Field((), description="As in a block.")
    label_columns: tuple[LabelColumn, ...] = Field(
        (), description="Further columns of labels beside the rows, such as codes or units, in all blocks of the table."
    )
    blocks: tuple[Block, ...] = Field((), description="Instead of columns and rows: several grids, stacked.")
    remark: Remark = Field(
        (),
        description="Fixed words of the form that stand below the table, on the sheet and in print: a line or several.",
    )
    comment: Comment | None = Field(
        None, description="Room for the reporter's comments on the table, printed below it. Named table.comment."
    )
    rules: tuple[Rule, ...] = Field((), description="Rules within the table; names are those of its rows and columns.")

    @property
    def grids(self) -> tuple[Block, ...]:
        """The table's blocks, whichever way it was written."""
        if self.blocks:
            return self.blocks
        # Not validated again: a table that lacks columns or rows must come as far as the message that says so.
        return (Block.model_construct(caption=self.caption, stub=self.stub, columns=self.columns, rows=self.rows),)


class Narrative(Declared):
    """A section of paragraphs."""

    when_blank: WhenEmpty = Field(
        "error",
        description="What it is if no paragraph is written. warning: needs an explanation, which is printed instead.",
    )
    no_answer: tuple[NonEmptyText, ...] = Field(
        (),
        description="Words that alone are no answer, such as None: a section that says nothing else counts as blank. "
        "Capitals and punctuation do not matter.",
    )
    lines: int = Field(150, ge=120, le=1000, description="How many paragraphs the sheet has room for.")
    mentions: tuple[Mention, ...] = Field((), description="What the paragraphs must speak of.")


class Section(Declared):
    """One part of the report, on a sheet of its own: paragraphs or tables."""

    id: Id = Field(description="Names the section, and its paragraphs in an entries file.")
    heading: NonEmptyText = Field(description="As the report prints it.")
    former_headings: tuple[NonEmptyText, ...] = Field(
        (),
        description="Other wordings, such as last year's: one that was pasted with its text is not printed again.",
    )
    sheet: NonEmptyText = Field(
        description="The name of the sheet's tab: at most 31 characters, none of `[ ] : * ? / \\`."
    )
    guidance: tuple[NonEmptyText, ...] = Field(
        (), description="What the reporter should know, shown above the entries."
    )
    narrative: Narrative | None = Field(None, description="Makes it a section of paragraphs; {} will do.")
    tables: tuple[Table, ...] = Field((), description="Makes it a section of tables.")


class CoverField(Declared):
    """Something that the reporter states once on the cover, such as a telephone number."""

    id: Id = Field(description="Names the field, and its place in the preamble: {id}.")
    label: NonEmptyText = Field(description="What is asked for, such as Telephone.")
    prompt: str | None = Field(None, description="Shown when the cell is selected; at most 255 characters.")
    when_blank: WhenBlank = Field("error", description="What it is if nothing is filled in.")
    sentence: NonEmptyText | None = Field(
        None,
        description="A paragraph that is printed after the preamble where the field is filled in, with the same "
        "placeholders.",
    )


class OwnWords(Declared):
    """Room for paragraphs that a reporter adds to the printed words of the form."""

    label: NonEmptyText = Field(description="What the lines are called on the cover, such as Added to the preamble.")
    prompt: str | None = Field(None, description="Shown when one of the lines is selected.")
    lines: int = Field(4, ge=1, le=12, description="How many paragraphs there is room for.")


class Bar(Declared):
    """One bar of a picture."""

    label: NonEmptyText = Field(
        description="What the bar stands for; a short word, since three lines of eight are shown."
    )
    figure: str = Field(description="How long it is: an expression, with places written table.row.column.")


class BarGroup(Declared):
    """Bars below a heading, all drawn to one scale."""

    heading: NonEmptyText = Field(description="What the bars have in common, with the unit where it is not plain.")
    bars: tuple[Bar, ...] = Field(min_length=1, description="The bars, from the top down.")


class Picture(Declared):
    """A drawing of some of the figures, for a report that is rendered with pictures."""

    id: Id = Field(description="Names the picture; different from all others of the definition.")
    title: NonEmptyText = Field(description="Its caption, with the placeholders of the title.")
    after: Id = Field(description="The table that it stands below.")
    compare: Literal["previous"] | None = Field(
        None, description="previous: a second bar beside each shows last year's figure, where it is known."
    )
    groups: tuple[BarGroup, ...] = Field(
        min_length=1, description="What it shows; together at most 18 bars and headings, which fit on a page."
    )


class Declaration(Declared):
    """A whole report definition: what its YAML file has at the top level."""

    id: Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9-]*$")] = Field(
        description="Names the report: lower-case letters, digits and hyphens. The same in all its editions."
    )
    edition: NonEmptyText = Field(description="Which edition of the form this is, in quotes if it is a number.")
    language: Language = Field(description="The language of the report; everything that the engine says follows it.")
    page_style: PageStyleName = Field(
        "plain",
        description="The page style: how the report is set on paper. gb-t-9704: as official documents of Chinese "
        "authorities are. plain: on A4, by no country's convention. us-letter: on Letter, as offices of the United "
        "States publish.",
    )
    name: NonEmptyText = Field(description="What the form is called in a list of definitions.")
    title: NonEmptyText = Field(
        description="The report's title, with {agency}, and {year}, {start}, {end} or {label} of its period. A line "
        "break in it is one on paper; a long name alone on a line may be broken once more."
    )
    period: Period = Field(description="Its statistical period: what it is called, and when it was.")
    previous_editions: tuple[NonEmptyText, ...] = Field(
        (), description="Earlier editions whose filled workbooks serve as last year's."
    )
    bodies: tuple[BodyKind, ...] = Field(
        (), description="Kinds of bodies that report, for rules that hold for some of them only."
    )
    cover: tuple[CoverField, ...] = Field((), description="What the cover asks for besides agency and year.")
    preamble: tuple[NonEmptyText, ...] = Field(
        (),
        description="Paragraphs before the first section, with the placeholders of the title, {period} and the ids "
        "of cover fields.",
    )
    own_preamble: OwnWords | None = Field(
        None, description="Gives the cover lines below all else for paragraphs that are printed after the preamble."
    )
    codes: dict[str, str | tuple[NonEmptyText, ...]] = Field(
        {},
        description="Code lists by name, which kinds refer to: each a list of options, or a file such as "
        "codes/clusters.yaml below this one's folder, which has them under options.",
    )
    sections: tuple[Section, ...] = Field(min_length=1, description="The parts of the report, a sheet for each.")
    rules: tuple[Rule, ...] = Field((), description="Rules across tables; places are written table.row.column.")
    pictures: tuple[Picture, ...] = Field((), description="What a report that is rendered with pictures shows.")
    phrasing: Phrasing | None = Field(None, description="How the texts speak, for the claims.")
    claims: tuple[Claim, ...] = Field((), description="What the texts state about figures.")

    @property
    def one_line_title(self) -> str:
        """The title without its line breaks, with its placeholders."""
        joint = " " if separates_words(self.language) else ""
        return joint.join(line.strip() for line in self.title.splitlines())

    @cached_property
    def calendar(self) -> PeriodCalendar:
        """The periods that are reported about, with their words."""
        return PeriodCalendar(self.period, self.language)

    def names(self, agency: str, year: int | None, part: int | None) -> Mapping[str, str]:
        """What the placeholders of titles stand for in the report of an agency about a period."""
        return {"agency": agency, **self.calendar.words(year, part)}

    def report_name(self, agency: str, year: int, part: int | None = None) -> str:
        """What the report is called in a letter to an agency: the lines of its title that do not name the agency."""
        others = [line.strip() for line in self.title.splitlines() if "{agency}" not in line]
        joint = " " if separates_words(self.language) else ""
        return (joint.join(others) or self.one_line_title).format_map(self.names(agency, year, part)).strip()
