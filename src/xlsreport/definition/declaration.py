"""The report definition as its file has it: frozen models that mirror the YAML."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property
from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, Field, StringConstraints

from xlsreport.definition.claim_declaration import Claim, Id, Mention, Phrasing
from xlsreport.definition.declared import Declared
from xlsreport.definition.figure_kinds.kinds import AnyKind, Kind, WordedChoice
from xlsreport.definition.paper_sizes import PageStyleName
from xlsreport.definition.phrase_language.number_words import NonEmptyText
from xlsreport.definition.reader_words import OptionalWords, Words
from xlsreport.definition.reporting_period.deadline_declaration import Deadline
from xlsreport.definition.reporting_period.period_calendar import PeriodCalendar
from xlsreport.definition.reporting_period.period_declaration import Period
from xlsreport.definition.requirement import Required, required_field
from xlsreport.definition.succession.change_since import ChangeSince
from xlsreport.definition.tables.rule_declaration import Rule
from xlsreport.definition.tables.table_declaration import Table, WhenBlank, WhenEmpty
from xlsreport.definition.translation.own_sentences import sound_sentences
from xlsreport.definition.translation.translation_declaration import Translation
from xlsreport.definition.variation.body_kinds import BodyKind, asked_of_some
from xlsreport.messages import Language, Messages
from xlsreport.messages.locales import TAG_PATTERN, between_lines, messages_in, spoken_language, written_like

IMPLIED_RULES = (
    *("filled", "kind", "sign", "number", "appearance", "hundredfold", "not_applicable", "nil_return", "total"),
    *("recalculated", "not_asked", "alike", "typed_total"),
)
"""The ids of the rules that every definition has without declaring them; see ``checking/figures/implied_rules.py``."""


class Narrative(Declared):
    """A section of paragraphs."""

    when_blank: WhenEmpty = Field(
        "error",
        description="What it is if no paragraph is written. warning: needs an explanation, which is printed instead.",
    )
    no_answer: tuple[Words, ...] = Field(
        (),
        description="Words that alone are no answer, such as None: a section that says nothing else counts as blank. "
        "Capitals and punctuation do not matter.",
    )
    required: Required = required_field("a paragraph")
    lines: int = Field(150, ge=120, le=1000, description="How many paragraphs the sheet has room for.")
    mentions: tuple[Mention, ...] = Field((), description="What the paragraphs must speak of.")


class Section(Declared):
    """One part of the report, on a sheet of its own: paragraphs or tables."""

    id: Id = Field(description="Names the section, and its paragraphs in an entries file.")
    heading: Words = Field(description="As the report prints it.")
    former_headings: tuple[NonEmptyText, ...] = Field(
        (),
        description="Other wordings, such as last year's: one that was pasted with its text is not printed again.",
    )
    sheet: Words = Field(description="The name of the sheet's tab: at most 31 characters, none of `[ ] : * ? / \\`.")
    guidance: tuple[Words, ...] = Field((), description="What the reporter should know, shown above the entries.")
    narrative: Narrative | None = Field(None, description="Makes it a section of paragraphs; {} will do.")
    tables: tuple[Table, ...] = Field((), description="Makes it a section of tables and lists.")
    asked_of: tuple[Id, ...] = asked_of_some()

    @property
    def fixed_tables(self) -> tuple[Table, ...]:
        """Its tables of fixed rows, which stand on its sheet."""
        return tuple(table for table in self.tables if table.list is None)

    @property
    def lists(self) -> tuple[Table, ...]:
        """Its lists, each of which has a sheet of its own."""
        return tuple(table for table in self.tables if table.list is not None)

    def sheet_of(self, table: Table) -> str:
        """The name of the sheet of one of its tables."""
        return self.sheet if table.list is None or table.list.sheet is None else table.list.sheet


class FromRoster(Declared):
    """From which column of a round's roster a field of the cover is filled in."""

    column: NonEmptyText | None = Field(
        None, description="The column's heading. Default: the field's id, or else its label."
    )
    editable: bool = Field(
        False, description="Whether the agency may change it; otherwise the cell is locked once it is filled in."
    )


def _or_heading(value: Any) -> Any:
    """Let ``from_roster: true`` stand for the column of the field's own name, and a text for its heading."""
    return {} if value is True else {"column": value} if isinstance(value, str) else value


FromRosterOrHeading = Annotated[
    FromRoster | None,
    BeforeValidator(_or_heading, json_schema_input_type=Literal[True] | str | FromRoster | None),
]


class CoverField(Declared):
    """Something that the reporter states once on the cover, such as a telephone number."""

    id: Id = Field(description="Names the field, and its place in the preamble: {id}.")
    label: Words = Field(description="What is asked for, such as Telephone.")
    kind: Kind | None = Field(None, description="What may be entered, as in a table. Default: any text.")
    body_kind: bool = Field(
        False,
        description="Asks what kind of body reports: the cell offers the labels of bodies. Its answer counts where the "
        "roster of a round says nothing.",
    )
    prompt: OptionalWords | None = Field(None, description="Shown when the cell is selected; at most 255 characters.")
    when_blank: WhenBlank = Field("error", description="What it is if nothing is filled in.")
    required: Required = required_field("the field")
    from_roster: FromRosterOrHeading = Field(
        None,
        description="Filled in by a round, from a column of its roster, where that has something. true: the column is "
        "called as the field; or its heading.",
    )
    sentence: Words | None = Field(
        None,
        description="A paragraph that is printed after the preamble where the field is filled in, with the same "
        "placeholders.",
    )
    asked_of: tuple[Id, ...] = asked_of_some()


class OwnWords(Declared):
    """Room for paragraphs that a reporter adds to the printed words of the form."""

    label: Words = Field(description="What the lines are called on the cover, such as Added to the preamble.")
    prompt: OptionalWords | None = Field(None, description="Shown when one of the lines is selected.")
    lines: int = Field(4, ge=1, le=12, description="How many paragraphs there is room for.")


class Bar(Declared):
    """One bar of a picture."""

    label: Words = Field(description="What the bar stands for; a short word, since three lines of eight are shown.")
    figure: str = Field(description="How long it is: an expression, with places written table.row.column.")


class BarGroup(Declared):
    """Bars below a heading, all drawn to one scale."""

    heading: Words = Field(description="What the bars have in common, with the unit where it is not plain.")
    bars: tuple[Bar, ...] = Field(min_length=1, description="The bars, from the top down.")


class Picture(Declared):
    """A drawing of some of the figures, for a report that is rendered with pictures."""

    id: Id = Field(description="Names the picture; different from all others of the definition.")
    title: Words = Field(description="Its caption, with the placeholders of the title.")
    after: Id = Field(description="The table that it stands below.")
    compare: Literal["previous"] | None = Field(
        None, description="previous: a second bar beside each shows last year's figure, where it is known."
    )
    groups: tuple[BarGroup, ...] = Field(
        min_length=1, description="What it shows; together at most 18 bars and headings, which fit on a page."
    )


def _as_it_is(value: Any) -> Any:
    """Files of translations are read before a declaration is made."""
    return value


TranslationOrFile = Annotated[Translation, BeforeValidator(_as_it_is, json_schema_input_type=str | Translation)]


class Declaration(Declared):
    """A whole report definition: what its YAML file has at the top level."""

    id: Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9-]*$")] = Field(
        description="Names the report: lower-case letters, digits and hyphens. The same in all its editions."
    )
    edition: NonEmptyText = Field(description="Which edition of the form this is, in quotes if it is a number.")
    language: NonEmptyText = Field(
        description="The language of all words here, as a tag such as zh-CN, en, es or pt-BR. Dates and numbers are "
        "its own; what xlsreport says itself is Chinese or English, unless languages has its sentences.",
        json_schema_extra={"pattern": f"^{TAG_PATTERN}$"},
    )
    page_style: PageStyleName = Field(
        "plain",
        description="The page style: how the report is set on paper. gb-t-9704: as official documents of Chinese "
        "authorities are. plain: on A4, by no country's convention. us-letter: on Letter, as offices of the United "
        "States publish.",
    )
    name: Words = Field(description="What the form is called in a list of definitions.")
    title: Words = Field(
        description="The report's title, with {agency}, and {year}, {start}, {end} or {label} of its period. A line "
        "break in it is one on paper; a long name alone on a line may be broken once more."
    )
    period: Period = Field(description="Its statistical period: what it is called, and when it was.")
    deadline: Deadline | None = Field(
        None,
        description="The last day on which a report may be sent in, such as {days_after: 20}; a round has it unless "
        "its own settings have another.",
    )
    previous_editions: tuple[NonEmptyText, ...] = Field(
        (), description="Earlier editions whose filled workbooks serve as last year's."
    )
    changes_since: Mapping[NonEmptyText, tuple[ChangeSince, ...]] = Field(
        {},
        description="What became of what earlier editions ask for, by edition, for xlsreport migrate and for last "
        "year's figures; under its own edition, what was changed since an earlier version of this definition.",
    )
    bodies: tuple[BodyKind, ...] = Field(
        (),
        description="Kinds of bodies that report, for rules that hold for some of them only, and for sections, tables, "
        "rows, columns and fields of the cover that only some are asked for.",
    )
    cover: tuple[CoverField, ...] = Field((), description="What the cover asks for besides agency and year.")
    preamble: tuple[Words, ...] = Field(
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
    languages: Mapping[str, TranslationOrFile] = Field(
        {},
        description="Translations of all words by language, such as fr: each a file such as translations/fr.yaml below "
        "this one's folder, or the same written here.",
    )
    phrasing: Phrasing | None = Field(None, description="How the texts speak, for the claims.")
    claims: tuple[Claim, ...] = Field((), description="What the texts state about figures.")

    @property
    def locale(self) -> str:
        """The language in which the report is written, as a tag such as ``fr``: its own, unless it is a translation."""
        return self.language

    @property
    def messages(self) -> Messages:
        """What the engine says about the report, as far as it can in the report's language."""
        return messages_in(self.language, self._own_sentences)

    @property
    def engine_language(self) -> Language:
        """The language in which the engine speaks about the report."""
        return spoken_language(self.language)

    @property
    def writing(self) -> Language:
        """The language whose texts are compared as those of the report: by characters or by words."""
        return written_like(self.language)

    @cached_property
    def _own_sentences(self) -> Mapping[str, str]:
        own = self.languages.get(self.language)
        return {} if own is None else sound_sentences(self.language, own.all_sentences)

    @property
    def one_line_title(self) -> str:
        """The title without its line breaks, with its placeholders."""
        joint = between_lines(self.language)
        return joint.join(line.strip() for line in self.title.splitlines())

    @cached_property
    def field_kinds(self) -> Mapping[str, AnyKind]:
        """What may be entered in those fields of the cover that do not take any text."""
        kinds = ((field.id, self._body_choice if field.body_kind else field.kind) for field in self.cover)
        return {name: kind for name, kind in kinds if kind is not None}

    @property
    def _body_choice(self) -> AnyKind | None:
        """The kinds of bodies by their ids, shown by their labels; None where there are none."""
        if not self.bodies:
            return None
        return WordedChoice(
            options=tuple(kind.id for kind in self.bodies), words=tuple(kind.label for kind in self.bodies)
        )

    @cached_property
    def calendar(self) -> PeriodCalendar:
        """The periods that are reported about, with their words."""
        return PeriodCalendar(self.period, self.messages)

    def names(self, agency: str, year: int | None, part: int | None) -> Mapping[str, str]:
        """What the placeholders of titles stand for in the report of an agency about a period."""
        return {"agency": agency, **self.calendar.words(year, part)}

    def report_name(self, agency: str, year: int, part: int | None = None) -> str:
        """What the report is called in a letter to an agency: the lines of its title that do not name the agency."""
        others = [line.strip() for line in self.title.splitlines() if "{agency}" not in line]
        joint = between_lines(self.language)
        return (joint.join(others) or self.one_line_title).format_map(self.names(agency, year, part)).strip()
