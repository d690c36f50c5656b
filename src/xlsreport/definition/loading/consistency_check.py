"""Checks a declaration before its names are bound: ids, labels, shapes, and the limits of Excel."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from string import Formatter
from typing import assert_never

from xlsreport.definition.claim_declaration import Claim, Mention
from xlsreport.definition.declaration import IMPLIED_RULES, Declaration, Section
from xlsreport.definition.kind_traits import DateTraits, NumberTraits, OptionTraits, TextTraits
from xlsreport.definition.kinds import AnyKind
from xlsreport.definition.loading.body_check import check_bodies, check_body_field
from xlsreport.definition.loading.exception_check import exception_problems
from xlsreport.definition.loading.label_column_check import label_column_problems
from xlsreport.definition.loading.list_check import list_problems
from xlsreport.definition.loading.rule_check import check_rules
from xlsreport.definition.loading.text_patterns import is_usable
from xlsreport.definition.problems import Path, Problem
from xlsreport.definition.reporting_period.deadline_declaration import Deadline
from xlsreport.definition.reporting_period.period_calendar import PERIOD_WORDS
from xlsreport.definition.rule_language.binding import PREVIOUS
from xlsreport.definition.tables.declared_paths import labels_with_paths, tables_with_paths
from xlsreport.definition.tables.labels import leaves, prompts_of
from xlsreport.definition.tables.table_declaration import AnyLabel, Block, RowLabel, Rule, Table
from xlsreport.definition.variation.variation_check import variation_problems

MAX_SHEET_NAME_LENGTH = 31
"""Characters in a sheet name; Excel's specification."""
MAX_PROMPT_LENGTH = 255
"""Characters in the input message of a data validation; Excel's specification."""
MAX_LIST_LENGTH = 6_000
"""Characters of all options of a choice, which stand in formulas, whose length ends at 8192."""
MAX_TEMPLATE_LENGTH = 200
"""Characters in the title, the period and a list of words: they become parts of formulas, whose texts end at 255."""

_SHEET_NAME_FORBIDS = re.compile(r"[\[\]:*?/\\]|^'|'$")
_RESERVED = {PREVIOUS, "sum", "min", "max"}
"""Other functions are told from ids by their bracket: many a form has a column called count."""
_TITLE_PLACEHOLDERS = {"agency", *PERIOD_WORDS}
STAMP_SHEET = "_xlsreport"
"""The name of the very hidden sheet that says what the file is."""


def check_consistency(declaration: Declaration) -> list[Problem]:
    """All problems that can be found without binding expressions."""
    problems = [
        *_duplicates(declaration),
        *_placeholders(declaration),
        *_sheet_names(declaration),
        *check_bodies(declaration),
        *variation_problems(declaration),
        *check_body_field(declaration),
        *list_problems(declaration),
    ]
    for number, section in enumerate(declaration.sections):
        problems += _section(("sections", number), section)
    if declaration.own_preamble is not None:
        problems += _prompt(("own_preamble",), declaration.own_preamble.prompt)
    for number, field in enumerate(declaration.cover):
        problems += _prompt(("cover", number), field.prompt)
        if field.kind is not None:
            problems += _kind(("cover", number, "kind"), field.kind)
            problems += _never_asked(("cover", number, "kind", "not_applicable", "when"), field.kind)
        if field.id in _TITLE_PLACEHOLDERS | {"period"}:
            problems.append(Problem(("cover", number, "id"), "reserved", {"id": field.id}))
    return problems


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


def _duplicates(declaration: Declaration) -> Iterator[Problem]:
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
        yield from _equal_siblings((*here, "rows"), block.rows)
    yield from _repeated((label_path, label.id) for label_path, label in rows)
    yield from _clashes(rows, table_ids)


def _clashes(labels: Iterable[tuple[Path, AnyLabel]], table_ids: set[str]) -> Iterator[Problem]:
    """Rows and columns with the id of a table: the first part of a name in a rule may be a table's."""
    for path, label in labels:
        if label.id in table_ids:
            yield Problem((*path, "id"), "id_of_table", {"id": label.id})


def _equal_siblings(path: Path, labels: Sequence[AnyLabel]) -> Iterator[Problem]:
    seen: set[str] = set()
    for number, label in enumerate(labels):
        if label.label in seen:
            yield Problem((*path, number, "label"), "equal_labels", {"label": label.label})
        seen.add(label.label)
        yield from _equal_siblings(
            (*path, number, "rows" if isinstance(label, RowLabel) else "columns"), label.children
        )


def _placeholders(declaration: Declaration) -> Iterator[Problem]:
    preamble = _TITLE_PLACEHOLDERS | {"period"} | {field.id for field in declaration.cover}
    yield from _template(("title",), declaration.title, _TITLE_PLACEHOLDERS)
    yield from _template(("period", "text"), declaration.period.text, set(PERIOD_WORDS))
    for number, picture in enumerate(declaration.pictures):
        yield from _template(("pictures", number, "title"), picture.title, _TITLE_PLACEHOLDERS)
    for number, paragraph in enumerate(declaration.preamble):
        yield from _template(("preamble", number), paragraph, preamble)
    for number, field in enumerate(declaration.cover):
        if field.sentence is not None:
            yield from _template(("cover", number, "sentence"), field.sentence, preamble)
    if declaration.period.every == "month" and declaration.period.starts != "01-01":
        yield Problem(("period", "starts"), "month_starts")
    yield from _deadline(declaration.deadline)
    in_formulas: list[tuple[Path, str]] = [
        (("title",), declaration.title),
        (("period", "text"), declaration.period.text),
    ]
    for path, text in in_formulas:
        if len(text) > MAX_TEMPLATE_LENGTH:
            yield Problem(path, "too_long", {"length": len(text), "limit": MAX_TEMPLATE_LENGTH})


def _deadline(deadline: Deadline | None) -> Iterator[Problem]:
    if deadline is None:
        return
    if (deadline.days_after is None) == (deadline.months_after is None):
        yield Problem(("deadline",), "deadline_measure")
    elif deadline.day is not None and deadline.months_after is None:
        yield Problem(("deadline", "day"), "deadline_day")


def _template(path: Path, text: str, allowed: set[str]) -> Iterator[Problem]:
    try:
        names = [_whole(*parts) for _, *parts in Formatter().parse(text) if parts[0] is not None]
    except ValueError:
        yield Problem(path, "braces")
        return
    for name in names:
        if name not in allowed:
            yield Problem(
                path, "placeholder", {"name": name, "allowed": ", ".join(f"{{{a}}}" for a in sorted(allowed))}
            )


def _whole(name: str | None, specification: str | None, conversion: str | None) -> str:
    """All that stands between the braces; ``!`` and ``:`` start no format in a workbook."""
    return f"{name}{f'!{conversion}' if conversion else ''}{f':{specification}' if specification else ''}"


def _sheet_names(declaration: Declaration) -> Iterator[Problem]:
    messages = declaration.messages
    own = (messages(key).casefold() for key in ("cover.sheet", "checks.sheet", "returned.sheet"))
    taken = {*own, STAMP_SHEET}
    for path, name in _named_sheets(declaration):
        if len(name) > MAX_SHEET_NAME_LENGTH:
            yield Problem(path, "too_long", {"length": len(name), "limit": MAX_SHEET_NAME_LENGTH})
        if _SHEET_NAME_FORBIDS.search(name):
            yield Problem(path, "sheet_characters", {"name": name})
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
    yield from _kind((*path, "kind"), table.kind)
    widths = {_width(block) for block in table.grids}
    if len(widths) > 1:
        yield Problem((*path, "blocks"), "widths", {"widths": ", ".join(map(str, sorted(widths)))})
    yield from label_column_problems(path, table)
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
        yield from _kind((*path, "kind"), label.kind)


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


def _kind(path: Path, kind: AnyKind) -> Iterator[Problem]:
    match kind.traits:
        case OptionTraits(options=options):
            yield from _options((*path, "options"), options)
        case DateTraits(serials=(earliest, latest)):
            if earliest > latest:
                yield Problem((*path, "latest"), "crossed_dates")
        case TextTraits(pattern=pattern):
            if pattern is not None and not is_usable(pattern):
                yield Problem((*path, "pattern"), "text_pattern")
        case NumberTraits(least=least, greatest=greatest):
            if least is not None and greatest is not None and least > greatest:
                yield Problem((*path, "maximum"), "crossed_bounds", {"least": least, "greatest": greatest})
        case other:
            assert_never(other)


def _never_asked(path: Path, kind: AnyKind) -> Iterator[Problem]:
    """A condition on figures for what is stated on the cover before there are any."""
    declared = getattr(kind, "not_applicable", None)
    if declared is not None and declared.when is not None:
        yield Problem(path, "cover_condition")


def _options(path: Path, options: Sequence[str]) -> Iterator[Problem]:
    if (twice := next((option for option in options if options.count(option) > 1), None)) is not None:
        yield Problem(path, "equal_options", {"option": twice})
    length = len(",".join(options))
    if length > MAX_LIST_LENGTH:
        yield Problem(path, "too_long", {"length": length, "limit": MAX_LIST_LENGTH})
