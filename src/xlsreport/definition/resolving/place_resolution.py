"""What the definition says about each place of a table."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from xlsreport.definition.place import Place
from xlsreport.definition.place_facts import PlaceFacts
from xlsreport.definition.rule_language.expression import (
    Expression,
)
from xlsreport.definition.rule_language.table_names import kind_of
from xlsreport.definition.tables.crossings import has_cell
from xlsreport.definition.tables.labels import leaves, prompts_of, shortest_name
from xlsreport.definition.tables.line_rows import line_rows
from xlsreport.definition.tables.table_declaration import Table
from xlsreport.messages import Messages


def facts_of_places(table: Table, totals: Mapping[Place, Expression], messages: Messages) -> Iterator[PlaceFacts]:
    """The places of a table, row by row, with their labels, kinds and expressions."""
    of_lines = line_rows(table)
    all_rows = [tuple(label.label for label in path) for block in table.grids for path in leaves(block.rows)]
    for block in table.grids:
        columns = list(leaves(block.columns))
        column_labels = [tuple(label.label for label in path) for path in columns]
        column_names = [shortest_name(labels, column_labels) for labels in column_labels]
        for row in leaves(block.rows):
            row_labels = tuple(label.label for label in row)
            row_name = shortest_name(row_labels, all_rows)
            for column, labels, column_name in zip(columns, column_labels, column_names, strict=True):
                if not has_cell(row[-1], column[-1]):
                    continue
                place = Place(table.id, row[-1].id or "", column[-1].id or "")
                if place.row in of_lines:
                    row_name = messages("rows.line", number=of_lines[place.row])
                    row_labels = (row_name,)
                yield PlaceFacts(
                    place=place,
                    row_labels=tuple(label for label in row_labels if label),
                    column_labels=labels,
                    row_name=row_name,
                    column_name=column_name,
                    kind=kind_of(table, row, column),
                    prompt="\n".join(prompts_of(row, column)) or None,
                    total=totals.get(place),
                )
