"""Mistakes in lists: rows that they cannot have, sheets, names of lines, and rules that are for tables only."""

from __future__ import annotations

from collections.abc import Iterator
from string import Formatter

from xlsreport.definition.declaration import Declaration, Section
from xlsreport.definition.figure_kinds.kind_traits import DateTraits, NumberTraits, TextTraits
from xlsreport.definition.loading.checks.list_print_check import list_print_problems
from xlsreport.definition.problems import Path, Problem, near_miss
from xlsreport.definition.rule_language.table_names import kind_of
from xlsreport.definition.tables.declared_paths import labels_with_paths
from xlsreport.definition.tables.labels import leaves
from xlsreport.definition.tables.rule_declaration import Rule
from xlsreport.definition.tables.table_declaration import ColumnLabel, Table

MAX_LIST_CELLS = 400_000
"""Cells of all lines of all lists together, with those beside them that say what is wrong: 5,000 lines of 40 columns
with thirty rules. LibreOffice opens 175,000 of them in seven seconds (``bench/lists.py``); how many are read
follows from the form (``spreadsheet/reading_limits.py``)."""
_BESIDE = 8
"""Cells beside a line besides those of its rules: its number, its mark, what is blank, unfit or selected."""


def list_problems(declaration: Declaration) -> Iterator[Problem]:
    """All of a definition, and rules outside of lists that are for lists only."""
    yield from _too_large(declaration)
    for number, section in enumerate(declaration.sections):
        for position, table in enumerate(section.tables):
            path = ("sections", number, "tables", position)
            if table.list is None:
                yield from _outside(path, table.rules)
            else:
                yield from _list(path, section, table)
    yield from _outside((), declaration.rules)


def _too_large(declaration: Declaration) -> Iterator[Problem]:
    """Lists that would make a workbook larger than one that is read."""
    cells = 0
    for number, section in enumerate(declaration.sections):
        for position, table in enumerate(section.tables):
            if table.list is not None:
                wide = sum(1 for _ in leaves(table.columns)) + len(table.rules) + _BESIDE
                cells += table.list.most * wide
                if cells > MAX_LIST_CELLS:
                    room = max(0, table.list.most - (cells - MAX_LIST_CELLS) // wide - 1)
                    path = ("sections", number, "tables", position, "list", "most")
                    yield Problem(path, "list_too_large", {"most": table.list.most, "room": room})
                    return


def _outside(path: Path, rules: tuple[Rule, ...]) -> Iterator[Problem]:
    for number, rule in enumerate(rules):
        for key, columns in (("distinct", rule.distinct), ("ordered", rule.ordered)):
            if columns:
                yield Problem((*path, "rules", number, key), "distinct_of_table", {"word": key})


def _list(path: Path, section: Section, table: Table) -> Iterator[Problem]:
    if table.rows or table.blocks or table.label_columns or table.caption or not table.columns:
        yield Problem(path, "list_rows", {"id": table.id})
        return
    columns = [column[-1].id or "" for column in leaves(table.columns)]
    yield from _sheet(path, section, table)
    yield from _name(path, table, columns)
    yield from _agency(path, table)
    yield from _combine(path, table)
    yield from _previous((*path, "list", "previous", "key"), table)
    yield from list_print_problems(path, table)
    for where, label in labels_with_paths((*path, "columns"), table.columns):
        if isinstance(label, ColumnLabel) and (label.exceptions or label.span > 1):
            yield Problem((*where, "except" if label.exceptions else "span"), "list_cell")
    has_previous = table.list is not None and table.list.previous is not None
    for number, rule in enumerate(table.rules):
        yield from _rule((*path, "rules", number), rule, columns, has_previous=has_previous)
        yield from _ordered((*path, "rules", number, "ordered"), rule, table)


def _sheet(path: Path, section: Section, table: Table) -> Iterator[Problem]:
    """A list has a sheet of its own: the section's where it is alone there."""
    assert table.list is not None
    is_alone = len(section.tables) == 1
    if not is_alone and table.list.sheet is None:
        yield Problem((*path, "list"), "list_sheet", {"id": table.id})
    elif is_alone and table.list.sheet is not None:
        yield Problem((*path, "list", "sheet"), "list_sheet_alone", {"sheet": section.sheet})


def _agency(path: Path, table: Table) -> Iterator[Problem]:
    assert table.list is not None
    columns = {column[-1].id: column[-1] for column in leaves(table.columns)}
    named = table.list.agency
    if named is None:
        return
    if named not in columns:
        yield Problem(
            (*path, "list", "agency"), "unknown_name", {"name": named}, near_miss(named, filter(None, columns))
        )
    elif not isinstance((columns[named].kind or table.kind).traits, TextTraits) or columns[named].total is not None:
        yield Problem((*path, "list", "agency"), "list_agency", {"name": named})


def _combine(path: Path, table: Table) -> Iterator[Problem]:
    """Lines of several agencies are the same by what is entered in them."""
    assert table.list is not None
    columns = {column[-1].id or "": column[-1] for column in leaves(table.columns)}
    for number, name in enumerate(table.list.combine.by if table.list.combine is not None else ()):
        here = (*path, "list", "combine", "by", number)
        if name not in columns:
            yield Problem(here, "unknown_name", {"name": name}, near_miss(name, columns))
        elif columns[name].total is not None:
            yield Problem(here, "list_combine_computed", {"name": name})


def _name(path: Path, table: Table, columns: list[str]) -> Iterator[Problem]:
    assert table.list is not None
    here = (*path, "list", "name")
    try:
        names = [name for _, name, _, _ in Formatter().parse(table.list.name or "") if name is not None]
    except ValueError:
        yield Problem(here, "braces")
        return
    for name in names:
        if name not in columns:
            allowed = ", ".join(f"{{{column}}}" for column in columns)
            yield Problem(here, "placeholder", {"name": name, "allowed": allowed})


def _rule(path: Path, rule: Rule, columns: list[str], *, has_previous: bool) -> Iterator[Problem]:
    if rule.for_ is not None:
        yield Problem((*path, "for"), "list_for")
    if rule.explain_change is not None and not has_previous:
        yield Problem((*path, "explain_change"), "list_change")
    if rule.stands_in_for is not None:
        yield Problem((*path, "stands_in_for"), "list_change")
    for number, column in enumerate(rule.distinct):
        if column not in columns:
            found = near_miss(column, columns)
            yield Problem((*path, "distinct", number), "unknown_name", {"name": column}, found)


def _ordered(path: Path, rule: Rule, table: Table) -> Iterator[Problem]:
    """Programs do not agree on the order of texts, so that lines are in order of numbers or dates only."""
    columns = {column[-1].id: kind_of(table, (), column) for column in leaves(table.columns)}
    for number, written in enumerate(rule.ordered):
        name = written.removeprefix("-")
        if name not in columns:
            yield Problem((*path, number), "unknown_name", {"name": name}, near_miss(name, filter(None, columns)))
        elif not isinstance(columns[name].traits, NumberTraits | DateTraits):
            yield Problem((*path, number), "ordered_text", {"name": name})


def _previous(path: Path, table: Table) -> Iterator[Problem]:
    """Columns by which a line is found in last year's list, which both sheets must compare alike."""
    declared = None if table.list is None else table.list.previous
    columns = {column[-1].id: (kind_of(table, (), column), column[-1].total) for column in leaves(table.columns)}
    for number, name in enumerate(() if declared is None else declared.key):
        if name not in columns:
            yield Problem((*path, number), "unknown_name", {"name": name}, near_miss(name, filter(None, columns)))
            continue
        kind, total = columns[name]
        if total is not None or isinstance(kind.traits, DateTraits):
            yield Problem((*path, number), "previous_key", {"name": name})
