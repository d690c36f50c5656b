"""Checks a declaration before its names are bound: ids, labels, shapes, and the limits of Excel."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from xlsreport.definition.declaration import Declaration, Section
from xlsreport.definition.loading.checks.body_check import check_bodies, check_body_field
from xlsreport.definition.loading.checks.exception_check import exception_problems
from xlsreport.definition.loading.checks.id_check import id_problems
from xlsreport.definition.loading.checks.kind_check import condition_on_cover, kind_problems
from xlsreport.definition.loading.checks.list_check import list_problems
from xlsreport.definition.loading.checks.look_up_check import look_up_problems
from xlsreport.definition.loading.checks.placeholder_check import (
    MAX_TEMPLATE_LENGTH,
    TITLE_PLACEHOLDERS,
    placeholder_problems,
)
from xlsreport.definition.loading.checks.rows_from_check import rows_from_problems
from xlsreport.definition.loading.sheet_names import OWN_SHEETS, STAMP_SHEET, unfit_name
from xlsreport.definition.problems import Path, Problem, near_miss
from xlsreport.definition.reporting_period.deadline_declaration import Deadline
from xlsreport.definition.tables.declared_paths import labels_with_paths
from xlsreport.definition.tables.labels import leaves, prompts_of
from xlsreport.definition.tables.table_declaration import AnyLabel, Block, RowLabel, Table
from xlsreport.definition.variation.variation_check import variation_problems
from xlsreport.messages.locales import is_known, tag_named

MAX_PROMPT_LENGTH = 255
"""Characters in the input message of a data validation; Excel's specification."""


def check_consistency(declaration: Declaration) -> list[Problem]:
    """All problems that can be found without binding expressions."""
    problems = [
        *_language(declaration.language),
        *id_problems(declaration),
        *placeholder_problems(declaration),
        *_period(declaration),
        *_sheet_name_problems(declaration),
        *check_bodies(declaration),
        *variation_problems(declaration),
        *check_body_field(declaration),
        *list_problems(declaration),
        *look_up_problems(declaration),
        *rows_from_problems(declaration),
    ]
    for number, section in enumerate(declaration.sections):
        problems += _section(("sections", number), section)
    if declaration.own_preamble is not None:
        problems += _prompt(("own_preamble",), declaration.own_preamble.prompt)
    for number, field in enumerate(declaration.cover):
        problems += _prompt(("cover", number), field.prompt)
        if field.kind is not None:
            problems += kind_problems(("cover", number, "kind"), field.kind)
            problems += condition_on_cover(("cover", number, "kind", "not_applicable", "when"), field.kind)
        if field.id in TITLE_PLACEHOLDERS | {"period"}:
            problems.append(Problem(("cover", number, "id"), "reserved", {"id": field.id}))
    return problems


def _language(tag: str) -> Iterator[Problem]:
    if not is_known(tag):
        yield Problem(("language",), "language_unknown", {"language": tag}, tag_named(tag))


def _period(declaration: Declaration) -> Iterator[Problem]:
    if declaration.period.every == "month" and declaration.period.starts != "01-01":
        yield Problem(("period", "starts"), "month_starts")
    if declaration.deadline is not None:
        yield from _deadline(declaration.deadline)


def _deadline(deadline: Deadline) -> Iterator[Problem]:
    if (deadline.days_after is None) == (deadline.months_after is None):
        yield Problem(("deadline",), "deadline_measure")
    elif deadline.day is not None and deadline.months_after is None:
        yield Problem(("deadline", "day"), "deadline_day")


def _section(path: Path, section: Section) -> Iterator[Problem]:
    if (section.narrative is None) == (not section.tables):
        yield Problem(path, "section_kind", {"id": section.id})
    length = len("  ".join(section.narrative.no_answer)) if section.narrative else 0
    if length > MAX_TEMPLATE_LENGTH:
        yield Problem((*path, "narrative", "no_answer"), "too_long", {"length": length, "limit": MAX_TEMPLATE_LENGTH})
    for number, table in enumerate(section.tables):
        yield from _table((*path, "tables", number), table)


def _table(path: Path, table: Table) -> Iterator[Problem]:
    if table.list is not None and not table.columns:
        return  # a mistake of its own
    direct = bool(table.columns or table.rows or table.caption or table.stub)
    if direct == bool(table.blocks) or not all(block.columns and block.rows for block in table.grids):
        yield Problem(path, "table_kind", {"id": table.id})
        return
    yield from kind_problems((*path, "kind"), table.kind)
    widths = {_width(block) for block in table.grids}
    if len(widths) > 1:
        yield Problem((*path, "blocks"), "widths", {"widths": ", ".join(map(str, sorted(widths)))})
    yield from _label_column_problems(path, table)
    for number, block in enumerate(table.grids):
        here = (*path, "blocks", number) if table.blocks else path
        for label_path, label in labels_with_paths((*here, "rows"), block.rows):
            yield from _label(label_path, label)
        for label_path, label in labels_with_paths((*here, "columns"), block.columns):
            yield from _label(label_path, label)
        yield from _prompts_together(here, block)
        yield from exception_problems(here, block)


def _width(block: Block) -> int:
    return sum(path[-1].span for path in leaves(block.columns))


def _label(path: Path, label: AnyLabel) -> Iterator[Problem]:
    if label.children:
        if label.total is not None:
            yield Problem((*path, "total"), "total_on_heading")
    elif label.id is None:
        yield Problem(path, "leaf_without_id", {"label": label.label})
    yield from _prompt(path, label.prompt)
    if label.kind is not None:
        yield from kind_problems((*path, "kind"), label.kind)


def _prompt(path: Path, prompt: str | None) -> Iterator[Problem]:
    if prompt is not None and len(prompt) > MAX_PROMPT_LENGTH:
        yield Problem((*path, "prompt"), "too_long", {"length": len(prompt), "limit": MAX_PROMPT_LENGTH})


def _prompts_together(path: Path, block: Block) -> Iterator[Problem]:
    """Prompts of rows that are too long together with that of a column."""
    reported = set()
    for where, row in _leaf_paths(block.rows):
        # The nearest label with a prompt; each is two steps below the one that heads it.
        owner = next((depth for depth in reversed(range(len(row))) if row[depth].prompt), 0)
        here = (*path, "rows", *where[: 2 * owner + 1], "prompt")
        for column in leaves(block.columns):
            prompts = prompts_of(row, column)
            length = len("\n".join(prompts))
            if length > MAX_PROMPT_LENGTH >= max(map(len, prompts)) and here not in reported:
                values = {"column": column[-1].label, "length": length, "limit": MAX_PROMPT_LENGTH}
                yield Problem(here, "prompts_together", values)
                reported.add(here)


def _leaf_paths(labels: Sequence[RowLabel]) -> Iterator[tuple[Path, tuple[RowLabel, ...]]]:
    """The path of labels to each row, with where the row is written."""
    for number, label in enumerate(labels):
        if not label.children:
            yield (number,), (label,)
        for where, below in _leaf_paths(label.children):
            yield (number, "rows", *where), (label, *below)


def _label_column_problems(path: Path, table: Table) -> Iterator[Problem]:
    """Ids of further columns of labels that are taken twice, and words for columns that there are not."""
    known: set[str] = set()
    for number, column in enumerate(table.label_columns):
        if column.id in known:
            yield Problem((*path, "label_columns", number, "id"), "duplicate_id", {"id": column.id})
        known.add(column.id)
    for number, block in enumerate(table.grids):
        here = (*path, "blocks", number) if table.blocks else path
        for label_path, label in labels_with_paths((*here, "rows"), block.rows):
            for name in label.labels if isinstance(label, RowLabel) else ():
                if name not in known:
                    yield Problem((*label_path, "labels", name), "unknown_name", {"name": name}, near_miss(name, known))


def _sheet_name_problems(declaration: Declaration) -> Iterator[Problem]:
    """Names of sheets that Excel refuses, or that stand twice."""
    messages = declaration.messages
    taken = {*(messages(key).casefold() for key in OWN_SHEETS), STAMP_SHEET}
    for path, name in _named_sheets(declaration):
        yield from unfit_name(path, name)
        if name.casefold() in taken:
            yield Problem(path, "sheet_taken", {"name": name})
        taken.add(name.casefold())


def _named_sheets(declaration: Declaration) -> Iterator[tuple[Path, str]]:
    """The names of the sheets of sections, and of lists that have one beside their section's."""
    for number, section in enumerate(declaration.sections):
        yield ("sections", number, "sheet"), section.sheet
        for position, table in enumerate(section.tables):
            if table.list is not None and table.list.sheet is not None:
                yield ("sections", number, "tables", position, "list", "sheet"), table.list.sheet
