"""What a report definition says without its names being resolved: titles, periods, the cover, the parts by id."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from string import Formatter

from xlsreport.definition.declaration import CoverField, Declaration, Section
from xlsreport.definition.figure_kinds.kinds import AnyKind
from xlsreport.definition.place import Place
from xlsreport.definition.reporting_period.period_calendar import PeriodCalendar
from xlsreport.definition.tables.list_declaration import Lines
from xlsreport.definition.tables.rule_declaration import Rule
from xlsreport.definition.tables.table_declaration import LINE, Comment, Table
from xlsreport.definition.variation.body_kinds import BodyKind, body_kind_of
from xlsreport.messages import Language, Messages


def comment_name(table: str) -> str:
    """What entries files, findings and the JSON call the comment below a table."""
    return f"{table}.comment"


@dataclass(frozen=True, eq=False)
class DeclaredReport:
    """A report as it is declared."""

    declaration: Declaration

    @property
    def name(self) -> str:
        """How commands and the workbook's stamp name the definition: ``id/edition``."""
        return f"{self.declaration.id}/{self.declaration.edition}"

    @property
    def language(self) -> Language:
        """The language in which the engine speaks about the report: ``zh-CN`` or ``en``."""
        return self.declaration.engine_language

    @property
    def writing(self) -> Language:
        """The language whose texts are compared as those of the report: by characters or by words."""
        return self.declaration.writing

    @property
    def locale(self) -> str:
        """The language in which the report is written, as a tag: a translation may be in any, such as ``fr``."""
        return self.declaration.locale

    @property
    def messages(self) -> Messages:
        """What the engine says about the report, whose sentences speak of its periods."""
        return self.calendar.messages

    @property
    def calendar(self) -> PeriodCalendar:
        """The periods that are reported about, with their words."""
        return self.declaration.calendar

    def deadline(self, year: int, part: int | None) -> date | None:
        """The last day for the report about a period; None where the definition has none."""
        declared = self.declaration.deadline
        return None if declared is None else declared.after(self.calendar.last_day(year, part))

    @property
    def sections(self) -> tuple[Section, ...]:
        """The report's parts, in order."""
        return self.declaration.sections

    @cached_property
    def tables(self) -> Mapping[str, Table]:
        """All tables of fixed rows by id, in order."""
        return {table.id: table for section in self.sections for table in section.tables if table.list is None}

    @cached_property
    def lists(self) -> Mapping[str, Table]:
        """All lists by id, in order."""
        return {table.id: table for section in self.sections for table in section.tables if table.list is not None}

    @cached_property
    def narratives(self) -> Mapping[str, Section]:
        """The sections of paragraphs, by id."""
        return {section.id: section for section in self.sections if section.narrative is not None}

    @cached_property
    def fields(self) -> Mapping[str, CoverField | Comment]:
        """All that is one text in one cell: the cover's fields, then the comments below tables."""
        return {**self.cover_fields, **self.comments}

    @cached_property
    def comments(self) -> Mapping[str, Comment]:
        """The comments below tables and lists by their names, ``table.comment``, in the order of the form."""
        tables = [table for section in self.sections for table in section.tables]
        return {comment_name(table.id): table.comment for table in tables if table.comment is not None}

    @cached_property
    def cover_fields(self) -> Mapping[str, CoverField]:
        """The cover's fields by id, in their order; last the lines for the reporter's own preamble."""
        return {**{field.id: field for field in self.declaration.cover}, **self.own_lines}

    @property
    def field_kinds(self) -> Mapping[str, AnyKind]:
        """What may be entered in those fields of the cover that do not take any text."""
        return self.declaration.field_kinds

    @cached_property
    def body_field(self) -> str | None:
        """The field of the cover that asks what kind of body reports; None where none does."""
        return next((field.id for field in self.declaration.cover if field.body_kind), None)

    @cached_property
    def own_lines(self) -> Mapping[str, CoverField]:
        """The lines of the cover for paragraphs that are printed after the preamble, by their names, in their order."""
        own = self.declaration.own_preamble
        if own is None:
            return {}
        names = {f"preamble_{number}": number for number in range(1, own.lines + 1)}
        return {
            name: CoverField(id=name, label=f"{own.label} {number}", prompt=own.prompt, when_blank="nothing")
            for name, number in names.items()
        }

    @cached_property
    def bodies(self) -> Mapping[str, BodyKind]:
        """The kinds of reporting bodies by id, in order."""
        return {kind.id: kind for kind in self.declaration.bodies}

    def body_kind_of(self, name: str, category: str = "") -> BodyKind | None:
        """The kind of a body by its name and what the roster says of it; None where nothing tells."""
        return body_kind_of(self.declaration.bodies, name, category)

    def sheet_of_list(self, name: str) -> str:
        """The name of the sheet of a list."""
        section = next(section for section in self.sections if any(table.id == name for table in section.tables))
        shape = next(table.list for table in section.tables if table.id == name)
        return (shape.sheet if shape is not None else None) or section.sheet

    @cached_property
    def predecessors(self) -> tuple[str, ...]:
        """The definitions whose filled workbooks serve as last year's, as ``id/edition``."""
        return (
            self.name,
            *(f"{self.declaration.id}/{edition}" for edition in self.declaration.previous_editions),
        )


class DeclaredLines(DeclaredReport):
    """The lines of one list as they are declared: what is said of each of them, and of last year's."""

    list: str

    @cached_property
    def tables(self) -> Mapping[str, Table]:
        """The list alone."""
        return {table.id: table for section in self.sections for table in section.tables if table.id == self.list}

    @property
    def shape(self) -> Lines:
        """What the definition says of the list's lines."""
        lines = self.tables[self.list].list
        assert lines is not None
        return lines

    @cached_property
    def previous_rules(self) -> tuple[Rule, ...]:
        """What is said of lines that were not there last year, and of those that are there no more."""
        declared = self.shape.previous
        if declared is None:
            return ()
        told = (
            ("new", self.messages("list.new_statement"), declared.new),
            ("gone", self.messages("list.gone_statement"), declared.gone),
        )
        # Their ids are such as no declared rule can have.
        return tuple(
            Rule(id=key, statement=statement, severity=severity).model_copy(update={"id": f"{self.list}.{key}"})
            for key, statement, severity in told
            if severity != "nothing"
        )

    @property
    def previous_key(self) -> tuple[Place, ...]:
        """The columns by which a line is found in last year's list."""
        declared = self.shape.previous
        return () if declared is None else tuple(Place(self.list, LINE, column) for column in declared.key)

    @property
    def named_columns(self) -> frozenset[str]:
        """The columns in the name of a line."""
        return frozenset(name for _, name, _, _ in Formatter().parse(self.shape.name or "") if name)
