"""Checks what is for some kinds of bodies only: that the kinds are there, and that each of them gets a sound form."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from xlsreport.definition.declaration import Declaration
from xlsreport.definition.definition import Definition
from xlsreport.definition.place import Place
from xlsreport.definition.problems import Path, Problem, near_miss
from xlsreport.definition.tables.crossings import ENTERED, NOT_THERE
from xlsreport.definition.tables.declared_paths import blocks_with_paths, labels_with_paths, tables_with_paths
from xlsreport.definition.tables.labels import leaves
from xlsreport.definition.tables.rule_declaration import Rule
from xlsreport.definition.tables.table_declaration import AnyLabel
from xlsreport.definition.variation.askable_parts import askable_parts, varies
from xlsreport.definition.variation.variant import VariantMaker


def variation_problems(declaration: Declaration) -> Iterator[Problem]:
    """Kinds that are not declared, and parts that nobody would be asked for."""
    kinds = [kind.id for kind in declaration.bodies]
    for path, part, around in askable_parts(declaration):
        for number, kind in enumerate(part.asked_of):
            if kind not in kinds:
                yield Problem((*path, "bodies", number), "unknown_body", {"name": kind}, near_miss(kind, kinds))
            elif around is not None and kind not in around:
                yield Problem((*path, "bodies", number), "body_outside", {"name": kind})


def variant_problems(definition: Definition) -> Iterator[Problem]:
    """What is wrong with the forms of single kinds of bodies, in a definition that is sound as a whole."""
    if not varies(definition.declaration):
        return
    rules = _rules(definition.declaration)
    for number, kind in enumerate(definition.bodies.values()):
        made = VariantMaker(definition, (kind.id,))
        if not made.declaration.sections:
            yield Problem(("bodies", number), "body_without_form", {"id": kind.id})
            continue
        yield from _widths(definition.declaration, made.declaration, kind.label)
        for path in dict.fromkeys(_total_path(definition, total.place) for total in made.uncomputable):
            yield Problem(path, "total_not_asked", {"label": kind.label})
        asked = {case.rule.id for case in made.cases()}
        for name, (path, rule) in rules.items():
            if kind.id in rule.bodies and name not in asked:
                at = rule.bodies.index(kind.id)
                yield Problem((*path, "bodies", at), "rule_not_asked", {"label": kind.label})


def _rules(declaration: Declaration) -> Mapping[str, tuple[Path, Rule]]:
    """All rules by their ids, each with where it is written."""
    listed: list[tuple[Path, tuple[Rule, ...]]] = [(("rules",), declaration.rules)]
    listed += [((*path, "rules"), table.rules) for path, table in tables_with_paths(declaration)]
    return {rule.id: ((*path, number), rule) for path, rules in listed for number, rule in enumerate(rules)}


def _widths(whole: Declaration, left: Declaration, label: str) -> Iterator[Problem]:
    """Tables whose blocks are equally wide in the whole form, and not in that of a kind."""
    tables = {table.id: table for _, table in tables_with_paths(left)}
    for path, table in tables_with_paths(whole):
        blocks = tables[table.id].grids if table.id in tables else ()
        widths = {sum(leaf[-1].span for leaf in leaves(block.columns)) for block in blocks}
        if len(widths) > 1:
            yield Problem(
                (*path, "blocks"), "body_widths", {"label": label, "widths": ", ".join(map(str, sorted(widths)))}
            )


def _total_path(definition: Definition, place: Place) -> Path:
    """Where the expression of a computed place is written: at its single cell, else at its column, else at its row."""
    path, table = next(each for each in tables_with_paths(definition.declaration) if each[1].id == place.table)
    single, whole = [], []
    for block_path, block in blocks_with_paths(path, table):
        sides: tuple[tuple[str, Sequence[AnyLabel], str, str], ...] = (
            ("columns", block.columns, place.column, place.row),
            ("rows", block.rows, place.row, place.column),
        )
        for along, labels, own, crossing in sides:
            for where, label in labels_with_paths((*block_path, along), labels):
                if label.id == own and label.exceptions.get(crossing, NOT_THERE) not in (ENTERED, NOT_THERE):
                    single.append((*where, "except", crossing))
                elif label.id == own and label.total is not None:
                    whole.append((*where, "total"))
    return next(iter((*single, *whole)), path)
