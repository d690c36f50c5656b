"""The lines of the checks sheet: everything that the workbook verifies, in the order of the form."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import assert_never

from xlsreport.definition.declaration import Section
from xlsreport.definition.declared_report import comment_name
from xlsreport.definition.definition import Definition
from xlsreport.definition.place import Place
from xlsreport.definition.place_facts import Total
from xlsreport.definition.rule_language.rule_cases import RuleCase
from xlsreport.definition.tables.rule_declaration import Rule, Severity
from xlsreport.definition.tables.table_declaration import Table
from xlsreport.object_cache import remembered_by_object


@dataclass(frozen=True, slots=True)
class CoverLine:
    """How many cells of the cover are blank for which that is an error, or a note."""

    severity: Severity


@dataclass(frozen=True, slots=True)
class CoverKindLine:
    """How many cells of the cover do not hold what their kind asks for."""


@dataclass(frozen=True, slots=True)
class BodyLine:
    """Whether the cover states another kind of body than the roster or the name tells."""

    field: str


@dataclass(frozen=True, slots=True)
class TextLine:
    """Whether a section of paragraphs, or the comment below a table, says nothing."""

    name: str
    severity: Severity


@dataclass(frozen=True, slots=True)
class NotAskedLine:
    """Whether a section of paragraphs, a comment or a field of the cover says something where nothing is asked."""

    name: str


@dataclass(frozen=True, slots=True)
class FilledLine:
    """How many entry cells of a table are blank; none are where a nil return is declared."""

    table: str


@dataclass(frozen=True, slots=True)
class KindLine:
    """How many entries of a table are not of the kind that their place asks for."""

    table: str


@dataclass(frozen=True, slots=True)
class NilLine:
    """How many entries of a table contradict its nil return."""

    table: str


@dataclass(frozen=True, slots=True)
class TotalLine:
    """Whether a computed place shows what its expression gives."""

    total: Total

    @property
    def place(self) -> Place:
        """The computed place."""
        return self.total.place


@dataclass(frozen=True, slots=True)
class CaseLine:
    """Whether a rule holds in one of its cases."""

    case: RuleCase


@dataclass(frozen=True, slots=True)
class RoomLine:
    """How many cells are filled below the lines of a list for which there is room."""

    list: str


@dataclass(frozen=True, slots=True, eq=False)
class LinesLine:
    """How many lines of a list break one of its rules, by whose id it is the same line."""

    list: str
    rule: Rule

    def __eq__(self, other: object) -> bool:
        return isinstance(other, LinesLine) and (self.list, self.rule.id) == (other.list, other.rule.id)

    def __hash__(self) -> int:
        return hash((self.list, self.rule.id))


CountLine = (
    CoverLine
    | CoverKindLine
    | BodyLine
    | TextLine
    | NotAskedLine
    | FilledLine
    | KindLine
    | NilLine
    | RoomLine
    | LinesLine
)
"""A line that counts what is missing or wrong; it holds where there is none."""

CheckLine = CountLine | TotalLine | CaseLine


def severity_of(line: CheckLine) -> Severity:
    """The severity of the line where it does not hold."""
    match line:
        case CaseLine(case):
            return case.rule.severity
        case LinesLine(rule=rule):
            return rule.severity
        case CoverLine(severity) | TextLine(_, severity):
            return severity
        case BodyLine():
            return "warning"
        case CoverKindLine() | NotAskedLine() | FilledLine() | KindLine() | NilLine() | RoomLine() | TotalLine():
            return "error"
        case _:
            assert_never(line)


def explanation_key(line: CheckLine) -> str | None:
    """The key of the reporter's explanation of a line; None where there is nothing to explain.

    No declared rule is called ``filled`` or ``kind``, so that these keys are not those of rule cases.
    """
    if severity_of(line) != "warning":
        return None
    match line:
        case CaseLine(case):
            return case.key
        case TextLine(name):
            return f"filled.{name}"
        case BodyLine(field):
            return f"kind.{field}"
        case LinesLine(rule=rule):
            return rule.id
        case CoverLine() | CoverKindLine() | NotAskedLine() | RoomLine() | TotalLine():
            return None
        case FilledLine() | KindLine() | NilLine():
            return None
        case _:
            assert_never(line)


@remembered_by_object()
def explained_lines(definition: Definition) -> Mapping[str, CaseLine | TextLine | BodyLine | LinesLine]:
    """The lines that may be explained, by the names of their explanations."""
    explainable = CaseLine | TextLine | BodyLine | LinesLine
    lines = (line for line in check_lines(definition) if isinstance(line, explainable))
    return {key: line for line in lines if (key := explanation_key(line)) is not None}


@remembered_by_object()
def check_lines(definition: Definition) -> tuple[CheckLine, ...]:
    """All lines: the cover, then section by section, then the rules across tables."""
    return tuple(_lines(definition))


def _lines(definition: Definition) -> Iterator[CheckLine]:
    yield CoverLine("error")
    if any(field.when_blank == "note" for field in definition.cover_fields.values()):
        yield CoverLine("note")
    if definition.field_kinds:
        yield CoverKindLine()
    if definition.body_field is not None:
        yield BodyLine(definition.body_field)
    for name in definition.cover_fields:
        yield from _not_asked(definition, name)
    for section in definition.sections:
        yield from _section_lines(definition, section)
    yield from (CaseLine(case) for case in definition.cases if case.table is None)


def _section_lines(definition: Definition, section: Section) -> Iterator[CheckLine]:
    if section.narrative is not None and section.narrative.when_blank != "nothing":
        yield TextLine(section.id, section.narrative.when_blank)
    yield from _not_asked(definition, section.id)
    for table in section.tables:
        if table.list is not None:
            yield from _list_lines(definition, table)
            continue
        if definition.entry_places(table.id):
            yield FilledLine(table.id)
            yield KindLine(table.id)
        if table.nil_return is not None:
            yield NilLine(table.id)
        yield from (CaseLine(case) for case in definition.cases if case.table == table.id)
        order = {place: number for number, place in enumerate(definition.places)}
        totals = [total for total in definition.totals if total.place.table == table.id]
        yield from (TotalLine(t) for t in sorted(totals, key=lambda total: (total.along or "", order[total.place])))
        yield from _about_comment(definition, table)


def _about_comment(definition: Definition, table: Table) -> Iterator[TextLine | NotAskedLine]:
    """The lines about the comment below a table or list."""
    if table.comment is not None and table.comment.when_blank != "nothing":
        yield TextLine(comment_name(table.id), table.comment.when_blank)
    yield from _not_asked(definition, comment_name(table.id))


def _not_asked(definition: Definition, name: str) -> Iterator[NotAskedLine]:
    """The line about a text that is to be left empty in some cases."""
    if any(one.otherwise == "empty" for one in definition.text_requirements.get(name, ())):
        yield NotAskedLine(name)


def _list_lines(definition: Definition, table: Table) -> Iterator[CheckLine]:
    yield from (RoomLine(table.id), FilledLine(table.id), KindLine(table.id))
    if table.nil_return is not None:
        yield NilLine(table.id)
    line = definition.lines[table.id]
    rules = {rule.id: rule for rule in line.rules}
    yield from (LinesLine(table.id, rules[rule.id]) for rule in table.rules if rule.id in rules)
    yield from (LinesLine(table.id, rule) for rule in line.previous_rules)
    yield from _about_comment(definition, table)
