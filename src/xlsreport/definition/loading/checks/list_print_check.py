"""Mistakes in how a list is printed: columns that it does not have, sums of what is not added up, and placeholders."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from string import Formatter

from xlsreport.definition.figure_kinds.kinds import AnyKind
from xlsreport.definition.problems import Path, Problem, near_miss
from xlsreport.definition.tables.labels import leaves
from xlsreport.definition.tables.list_printing import ListPrinting
from xlsreport.definition.tables.table_declaration import Table

_WITH_MOST = ("rest", "annex_title", "reference")
"""What is said of lists that are too long for the report itself."""


def list_print_problems(path: Path, table: Table) -> Iterator[Problem]:
    """All mistakes in the printing of a list; ``path`` is that of the list."""
    assert table.list is not None
    rules, here = table.list.printing, (*path, "list", "print")
    kinds = column_kinds(table)
    yield from _unknown(here, rules, list(kinds))
    yield from _sums(here, rules, kinds)
    yield from _columns(here, rules, list(kinds))
    if rules.subtotal and not rules.group:
        yield Problem((*here, "subtotal"), "list_subtotal")
    for key in _WITH_MOST:
        if key in rules.model_fields_set and rules.most is None:
            yield Problem((*here, key), "list_without_most", {"name": key})
    annex = {"annex"} if rules.rest == "annex" else set()
    yield from _placeholders((*here, "subtotal_label"), rules.subtotal_label, {"group", "count"})
    yield from _placeholders((*here, "total_label"), rules.total_label, {"count"})
    yield from _placeholders((*here, "reference"), rules.reference, {"printed", "count", *annex})


def column_kinds(table: Table) -> dict[str, AnyKind]:
    """The kind of each column of a list by its id: its own, or that of a heading above it, or the table's."""
    return {
        column[-1].id or "": next((label.kind for label in reversed(column) if label.kind is not None), table.kind)
        for column in leaves(table.columns)
    }


def _unknown(here: Path, rules: ListPrinting, columns: Sequence[str]) -> Iterator[Problem]:
    for key in ("columns", "sort", "group", "subtotal", "totals"):
        names: Sequence[str] = getattr(rules, key)
        for number, name in enumerate(names):
            column = name.removeprefix("-")
            if column not in columns:
                yield Problem((*here, key, number), "unknown_name", {"name": column}, near_miss(column, columns))


def _sums(here: Path, rules: ListPrinting, kinds: dict[str, AnyKind]) -> Iterator[Problem]:
    for key, names in (("subtotal", rules.subtotal), ("totals", rules.totals)):
        for number, name in enumerate(names):
            if name in kinds and kinds[name].combine != "sum":
                yield Problem((*here, key, number), "list_sum", {"name": name})


def _columns(here: Path, rules: ListPrinting, columns: Sequence[str]) -> Iterator[Problem]:
    """Columns that are added up or group the lines, but are not printed as that."""
    left = rules.columns or [name for name in columns if name not in rules.group]
    if not left:
        yield Problem((*here, "group"), "list_all_grouped")
    for key, names in (("subtotal", rules.subtotal), ("totals", rules.totals)):
        for number, name in enumerate(names):
            if name in columns and name not in left:
                yield Problem((*here, key, number), "list_sum_unprinted", {"name": name})


def _placeholders(path: Path, text: str | None, allowed: set[str]) -> Iterator[Problem]:
    try:
        names = [name for _, name, _, _ in Formatter().parse(text or "") if name is not None]
    except ValueError:
        yield Problem(path, "braces")
        return
    for name in names:
        if name not in allowed:
            words = ", ".join(f"{{{one}}}" for one in sorted(allowed))
            yield Problem(path, "placeholder", {"name": name, "allowed": words})
