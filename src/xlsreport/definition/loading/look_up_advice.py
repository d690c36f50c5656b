"""What ``lint`` advises on totals that look up lines of a list by the words of their row or column."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from xlsreport.definition.definition import Definition
from xlsreport.definition.figure_kinds.kind_traits import OptionTraits, listed_in
from xlsreport.definition.place import Place
from xlsreport.definition.problems import Path, Problem, near_miss
from xlsreport.definition.rule_language.expression import lists_in
from xlsreport.definition.tables.crossings import is_excepted
from xlsreport.definition.tables.declared_paths import blocks_with_paths, labels_with_paths, tables_with_paths
from xlsreport.definition.tables.labels import leaves
from xlsreport.definition.tables.table_declaration import AnyLabel, ColumnLabel, Table


def look_up_advice(definition: Definition) -> Iterator[Problem]:
    """Computed columns and rows in which some cell looks for words that no line can have, so that it is always 0."""
    for path, table in tables_with_paths(definition.declaration):
        for block_path, block in blocks_with_paths(path, table):
            for along, labels in (("columns", block.columns), ("rows", block.rows)):
                side: Sequence[AnyLabel] = block.rows if along == "columns" else block.columns
                crossing = [leaf[-1] for leaf in leaves(side)]
                for label_path, label in labels_with_paths((*block_path, along), labels):
                    if not label.children and label.total is not None:
                        yield from _of_label(definition, label_path, table, label, crossing)


def _of_label(
    definition: Definition, path: Path, table: Table, label: AnyLabel, crossing: Sequence[AnyLabel]
) -> Iterator[Problem]:
    is_column = isinstance(label, ColumnLabel)
    for other in crossing:
        row, column = (other, label) if is_column else (label, other)
        facts = definition.places.get(Place(table.id, row.id or "", column.id or ""))
        total = None if facts is None else facts.total
        if total is None or is_excepted(label, other) or (not is_column and column.total is not None):
            continue
        for lines in lists_in(total):
            for place, word in zip(lines.same, lines.own, strict=False):
                if not isinstance(word, str):
                    continue
                options = _options(definition, place)
                values = {"word": word, "id": other.id or "", "column": f"{place.table}.{place.column}"}
                if options and _plain(word) not in map(_plain, options):
                    yield Problem((*path, "total"), "look_up_no_option", values, near_miss(word, options))
                elif not options and other.total is not None:
                    yield Problem((*path, "total"), "look_up_of_total", values)


def _options(definition: Definition, place: Place) -> Sequence[str]:
    """The options of a column of a list; none where it takes any text, or what the reporter lists."""
    traits = definition.lines[place.table].places[place].kind.traits
    return traits.options if isinstance(traits, OptionTraits) and listed_in(traits) is None else ()


def _plain(word: str) -> str:
    return " ".join(word.split()).casefold()
