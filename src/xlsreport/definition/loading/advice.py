"""What ``lint`` advises on a definition that can be used: figures that may not come out as their author expects."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from xlsreport.definition.definition import Definition
from xlsreport.definition.figure_kinds.kind_traits import NumberTraits
from xlsreport.definition.figure_kinds.kinds import AnyKind
from xlsreport.definition.figure_kinds.number_kinds import Amount
from xlsreport.definition.place import Place
from xlsreport.definition.problems import Path, Problem
from xlsreport.definition.rule_language.entry_sums import is_quotient, is_sum
from xlsreport.definition.rule_language.expression import Expression, Rounded
from xlsreport.definition.rule_language.rule_parser import parse_total
from xlsreport.definition.tables.crossings import expression_at, is_excepted
from xlsreport.definition.tables.declared_paths import blocks_with_paths, labels_with_paths, tables_with_paths
from xlsreport.definition.tables.labels import leaves
from xlsreport.definition.tables.table_declaration import AnyLabel, Block, ColumnLabel, Table

_PERCENT = ("%", "％", "per cent", "percent", "百分比")
"""Units of shares, which are not added up over agencies."""


def advice_on(definition: Definition) -> Iterator[Problem]:
    """What should be looked at in a definition, in its order."""
    for path, table in tables_with_paths(definition.declaration):
        yield from _compared_across_agencies(path, table)
        for block_path, block in blocks_with_paths(path, table):
            yield from _rounded_without_kind(definition, block_path, table, block)
            yield from _different_totals(definition, block_path, table, block)
            yield from _crossing_kinds(definition, block_path, table, block)
            for along, labels in (("columns", block.columns), ("rows", block.rows)):
                for label_path, label in labels_with_paths((*block_path, along), labels):
                    yield from _added_shares((*label_path, "kind"), label)


def _compared_across_agencies(path: Path, table: Table) -> Iterator[Problem]:
    """Errors that a consolidation would make of lines that different agencies have in common."""
    if table.list is None or table.list.agency is not None or table.list.combine is not None:
        return
    for number, rule in enumerate(table.rules):
        if rule.distinct and rule.severity == "error" and "within" not in rule.model_fields_set:
            yield Problem((*path, "rules", number, "distinct"), "distinct_across")


def _rounded_without_kind(definition: Definition, path: Path, table: Table, block: Block) -> Iterator[Problem]:
    """Computed columns, rows and single cells whose figures are rounded to whole numbers without anybody saying so.

    A kind with decimals is one that somebody wrote, be it for the whole table.
    """
    for along, labels in (("columns", block.columns), ("rows", block.rows)):
        for label_path, label in labels_with_paths((*path, along), labels):
            if label.children or label.kind is not None:
                continue
            is_column = isinstance(label, ColumnLabel)
            crossing: Sequence[AnyLabel] = block.rows if is_column else block.columns
            # A crossing label may give the kind, as those of amounts do where a row adds up the columns of a form.
            for other in (leaf[-1] for leaf in leaves(crossing) if all(step.kind is None for step in leaf)):
                single = expression_at(label, other) is not None
                if not single and (label.total is None or is_excepted(label, other)):
                    continue
                row, column = (other, label) if is_column else (label, other)
                facts = definition.places.get(Place(table.id, row.id or "", column.id or ""))
                total = None if facts is None else facts.total
                if isinstance(total, Rounded) and not total.declared and not total.decimals:
                    where = ("except", other.id or "") if single else ("total",)
                    yield Problem((*label_path, *where), "total_without_kind")
                    break


def _different_totals(definition: Definition, path: Path, table: Table, block: Block) -> Iterator[Problem]:
    """Computed rows that meet a computed column in a cell for which both give other figures, so that one counts.

    Of a quotient and a sum it is plain which; rows for the lines of a list have totals of their own.
    """
    if table.rows_from is not None:
        return
    counted = Counter(total.place for total in definition.totals)
    columns = [leaf[-1] for leaf in leaves(block.columns)]
    for label_path, row in labels_with_paths((*path, "rows"), block.rows):
        for column in columns:
            if row.total is None or column.total is None or is_excepted(row, column) or is_excepted(column, row):
                continue
            place = Place(table.id, row.id or "", column.id or "")
            facts = definition.places.get(place)
            if facts is None or facts.mark is not None or counted[place] != 1:
                continue
            both = parse_total(row.total), parse_total(column.total)
            if not any(map(is_quotient, both)) and not _are_multiples(both):
                values = {"column": column.label, "total": column.total, "id": column.id or ""}
                yield Problem((*label_path, "total"), "totals_differ", values)
                break


def _crossing_kinds(definition: Definition, path: Path, table: Table, block: Block) -> Iterator[Problem]:
    """Rows whose kind takes its unit away from a column of ratios, as that of amounts does from a column in %."""
    ratios = [
        (leaf[-1], kind)
        for leaf in leaves(block.columns)
        if leaf[-1].total is not None
        and is_quotient(parse_total(leaf[-1].total))
        and (kind := next((one.kind for one in reversed(leaf) if one.kind is not None), None)) is not None
    ]
    for label_path, label in labels_with_paths((*path, "rows"), block.rows):
        if label.kind is None:
            continue
        rows = [leaf[-1].id or "" for leaf in leaves((label,))]
        for column, kind in ratios:
            own, others = _unit_of(label.kind), _unit_of(kind)
            if own != others and any(Place(table.id, row, column.id or "") in definition.places for row in rows):
                values = {"column": column.label, "own": own or "–", "others": others or "–"}
                yield Problem((*label_path, "kind"), "kinds_cross", values)
                break


def _unit_of(kind: AnyKind) -> str:
    traits = kind.traits
    return (traits.unit or traits.suffix) if isinstance(traits, NumberTraits) else ""


def _are_multiples(both: Sequence[Expression]) -> bool:
    """Whether two expressions come to the same whichever is calculated first, since one takes multiples of a sum."""
    return all(is_sum(one, weighted=True) for one in both) and not all(map(is_sum, both))


def _added_shares(path: Path, label: AnyLabel) -> Iterator[Problem]:
    kind = label.kind
    if (
        isinstance(kind, Amount)
        and (kind.unit or "").strip().lower() in _PERCENT
        and "combine" not in kind.model_fields_set
    ):
        yield Problem(path, "percent_combine", {"unit": kind.unit})
