"""Mistakes in ids: written twice, reserved, or another's; and labels that are equal beside each other."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from xlsreport.definition.claim_declaration import Claim, Mention
from xlsreport.definition.declaration import IMPLIED_RULES, Declaration
from xlsreport.definition.loading.checks.rule_check import check_rules
from xlsreport.definition.problems import Path, Problem
from xlsreport.definition.rule_language.name_look_up import PREVIOUS
from xlsreport.definition.tables.declared_paths import labels_with_paths, tables_with_paths
from xlsreport.definition.tables.rule_declaration import Rule
from xlsreport.definition.tables.table_declaration import AnyLabel, RowLabel, Table

_RESERVED = {PREVIOUS, "sum", "min", "max"}
"""Other functions are told from ids by their bracket: many a form has a column called count."""


def _repeated(ids: Iterable[tuple[Path, str | None]]) -> Iterator[Problem]:
    seen: set[str] = set()
    for path, name in ids:
        if name is None:
            continue
        if name in seen:
            yield Problem((*path, "id"), "duplicate_id", {"id": name})
        if name in _RESERVED:
            yield Problem((*path, "id"), "reserved", {"id": name})
        seen.add(name)


def id_problems(declaration: Declaration) -> Iterator[Problem]:
    """Ids that stand twice or are taken, and labels that are equal beside each other."""
    tables = list(tables_with_paths(declaration))
    # An entries file names sections and fields of the cover side by side.
    sections: list[tuple[Path, str]] = [(("sections", n), section.id) for n, section in enumerate(declaration.sections)]
    fields: list[tuple[Path, str]] = [(("cover", n), field.id) for n, field in enumerate(declaration.cover)]
    yield from _taken_by_own_lines(declaration, [*sections, *fields])
    yield from _repeated([*sections, *fields])
    yield from _repeated((path, table.id) for path, table in tables)
    rules: list[tuple[Path, Rule]] = [
        ((*path, "rules", n), rule) for path, table in tables for n, rule in enumerate(table.rules)
    ]
    rules += [(("rules", number), rule) for number, rule in enumerate(declaration.rules)]
    claims: list[tuple[Path, Claim]] = [(("claims", n), claim) for n, claim in enumerate(declaration.claims)]
    named: list[tuple[Path, Rule | Claim | Mention]] = [*rules, *claims, *_mentions(declaration)]
    yield from _repeated((path, rule.id) for path, rule in named)
    yield from check_rules(declaration, rules)
    yield from _repeated((("pictures", number), picture.id) for number, picture in enumerate(declaration.pictures))
    implied = ((path, rule) for path, rule in named if rule.id in IMPLIED_RULES)
    yield from (Problem((*path, "id"), "implied_rule", {"id": rule.id}) for path, rule in implied)
    table_ids = {table.id for _, table in tables}
    for path, table in tables:
        yield from _table_duplicates(path, table, table_ids)


def _taken_by_own_lines(declaration: Declaration, ids: Iterable[tuple[Path, str]]) -> Iterator[Problem]:
    """Ids that the lines of the reporter's own preamble have."""
    own = declaration.own_preamble
    taken = {f"preamble_{number}" for number in range(1, own.lines + 1)} if own else set()
    return (Problem((*path, "id"), "reserved", {"id": name}) for path, name in ids if name in taken)


def _mentions(declaration: Declaration) -> Iterator[tuple[Path, Mention]]:
    for number, section in enumerate(declaration.sections):
        for position, mention in enumerate(section.narrative.mentions if section.narrative else ()):
            yield ("sections", number, "narrative", "mentions", position), mention


def _table_duplicates(path: Path, table: Table, table_ids: set[str]) -> Iterator[Problem]:
    rows = []
    for number, block in enumerate(table.grids):
        here = (*path, "blocks", number) if table.blocks else path
        columns = list(labels_with_paths((*here, "columns"), block.columns))
        rows += list(labels_with_paths((*here, "rows"), block.rows))
        yield from _repeated((label_path, label.id) for label_path, label in columns)
        yield from _clashes(columns, table_ids)
        yield from _equal_siblings((*here, "columns"), block.columns)
        yield from _equal_siblings((*here, "rows"), block.rows, of_lines=table.rows_from)
    yield from _repeated((label_path, label.id) for label_path, label in rows)
    yield from _clashes(((where, label) for where, label in rows if label.id != table.rows_from), table_ids)


def _clashes(labels: Iterable[tuple[Path, AnyLabel]], table_ids: set[str]) -> Iterator[Problem]:
    """Rows and columns with the id of a table: the first part of a name in a rule may be a table's."""
    for path, label in labels:
        if label.id in table_ids:
            yield Problem((*path, "id"), "id_of_table", {"id": label.id})


def _equal_siblings(path: Path, labels: Sequence[AnyLabel], of_lines: str | None = None) -> Iterator[Problem]:
    """Equal labels beside each other, but for the rows of a group that stand for lines of a list."""
    seen: set[str] = set()
    own = {label.label for label in labels}
    for number, label in enumerate(labels):
        if label.label in seen:
            yield Problem((*path, number, "label"), "equal_labels", {"label": label.label})
        seen.add(label.label)
        for which, words in enumerate(label.also):
            if words in own or words in seen:
                yield Problem((*path, number, "also", which), "equal_labels", {"label": words})
        seen.update(label.also)
        if of_lines is None or label.id != of_lines:
            below = "rows" if isinstance(label, RowLabel) else "columns"
            yield from _equal_siblings((*path, number, below), label.children, of_lines)
