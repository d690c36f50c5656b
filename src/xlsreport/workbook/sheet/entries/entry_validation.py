"""Data validation of entry cells: what may be typed there, and what is said about it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, Literal, assert_never

from xlsreport.checking.wording import Wording
from xlsreport.definition.figure_kinds.kind_traits import (
    DateTraits,
    NumberTraits,
    OptionTraits,
    TextTraits,
    listed_in,
    mark_of,
)
from xlsreport.definition.figure_kinds.kinds import MAX_LISTED, AnyKind
from xlsreport.definition.loading.checks.consistency_check import MAX_PROMPT_LENGTH
from xlsreport.layout.cells import CellRange, CellRef, rectangles
from xlsreport.layout.sheet_layouts import TableLayout
from xlsreport.messages import Messages
from xlsreport.values import EARLIEST_DATE, LATEST_DATE, NUMBER_LIMIT, number_text
from xlsreport.workbook.draft.workbook_draft import SheetDraft
from xlsreport.workbook.draft.workbook_plan import WorkbookPlan
from xlsreport.workbook.formula.cell_conditions import is_invalid
from xlsreport.workbook.sheet.entries.entry_colours import colour_unfit, show_whole_numbers
from xlsreport.workbook.sheet.entries.option_lists import source_of

_MAX_WHOLE_NUMBER = NUMBER_LIMIT - 1


def validate_entries(plan: WorkbookPlan, sheet: SheetDraft, table: TableLayout) -> None:
    """Give every figure's cell a prompt and every entry's a limit; equal ones share a validation."""
    entries: dict[tuple[AnyKind, str | None, bool], list[CellRef]] = {}
    computed: dict[str, list[CellRef]] = {}
    totals = [total for total in reversed(plan.definition.totals) if total.place.table == table.grid.table]
    wordings = {total.place: Wording(plan.definition).total(total) for total in totals}
    for facts in plan.definition.places_of(table.grid.table):
        cell = table.cell(facts.place)
        if facts.computed:
            how = plan.messages("entry.computed", total=wordings[facts.place])
            short = how if len(how) <= MAX_PROMPT_LENGTH else plan.messages("entry.computed_long")
            computed.setdefault(short, []).append(cell)
        else:
            turns_grey = any(one.otherwise == "empty" for one in facts.requirements)
            entries.setdefault((facts.kind, facts.prompt, turns_grey), []).append(cell)
    for (kind, prompt, turns_grey), cells in entries.items():
        for areas, options in _validations(plan, kind, prompt, rectangles(cells)):
            sheet.validation(areas, _with_grey(plan.messages, options) if turns_grey else options)
    for how, cells in computed.items():
        texts = {"input_title": plan.messages("entry.title_computed"), "input_message": how}
        sheet.validation(rectangles(cells), {"validate": "any", **texts})


def limit_entries(
    plan: WorkbookPlan, sheet: SheetDraft, kind: AnyKind, prompt: str | None, areas: list[CellRange]
) -> None:
    """Give some cells of one kind their prompt and limits, and a colour while they hold something else."""
    for limited, options in _validations(plan, kind, prompt, areas):
        sheet.validation(limited, options)
    colour_unfit(sheet, kind, areas)
    show_whole_numbers(plan, sheet, kind, areas)


def _with_grey(messages: Messages, options: Mapping[str, Any]) -> dict[str, Any]:
    """A validation that says, where there is room, that a grey cell is left blank."""
    said = f"{options['input_message']}{messages('entry.where_grey')}"
    return {**options, "input_message": said if len(said) <= MAX_PROMPT_LENGTH else options["input_message"]}


def _validations(
    plan: WorkbookPlan, kind: AnyKind, prompt: str | None, areas: list[CellRange]
) -> Iterator[tuple[list[CellRange], dict[str, Any]]]:
    """The validations of the entries of one kind."""
    options = _options(plan, kind, prompt)
    if mark_of(kind.traits) is None:
        yield areas, options
        return
    texts = {key: text for key, text in options.items() if key.startswith(("input_", "error_"))}
    for area in areas:  # programs disagree on the cell from which a formula over several areas is relative
        yield [area], {"validate": "custom", "value": f"=NOT({is_invalid(area.first.a1, kind)})", **texts}


def validate_nil(plan: WorkbookPlan, sheet: SheetDraft, cell: CellRef, prompt: Literal["nil", "none"] = "nil") -> None:
    """Offer yes and no as answers to the nil return: of a table that all is zero, or of a list that there is none."""
    messages = plan.messages
    answers = [messages("table.yes"), messages("table.no")]
    texts = _texts(messages, messages(f"entry.{prompt}"), messages("entry.error_choice"), None)
    sheet.validation([CellRange(cell, cell)], {"validate": "list", "source": answers, **texts})


def _options(plan: WorkbookPlan, kind: AnyKind, prompt: str | None) -> dict[str, Any]:
    """What Excel lets be typed where a kind is asked for, and what it says about that."""
    messages = plan.messages
    values: Mapping[str, object]
    traits, source = kind.traits, plan.definition.source_of(kind)
    if listed_in(traits) is not None and source is None:  # bodies of this kind are not asked for the list
        traits = TextTraits(prompt="text", max_length=MAX_LISTED)
    match traits:
        case NumberTraits():
            allowed, values = _between(traits), {"decimals": traits.decimals, "unit": traits.unit}
        case DateTraits(serials=(least, greatest)):
            allowed = {"validate": "date", "criteria": "between", "minimum": least, "maximum": greatest}
            values = {}
        case TextTraits() if source is not None:
            allowed = {"validate": "list", "source": f"={plan.translator.list_formulas.options(source)}"}
            values = {"sheet": plan.definition.sheet_of_list(source.table)}
        case TextTraits(max_length=limit):
            allowed, values = {"validate": "length", "criteria": "<=", "value": limit}, {"limit": limit}
        case OptionTraits(shown=options):
            allowed, values = {"validate": "list", "source": source_of(plan, options)}, {}
        case other:
            assert_never(other)
    said = [messages(f"entry.{traits.prompt}", **values)]
    if isinstance(traits, NumberTraits):
        said += _bounds(messages, traits)
    if isinstance(traits, DateTraits):
        said += _first_and_last(messages, traits)
    refusal = messages(f"entry.error_{traits.refusal}", **values)
    if (mark := mark_of(traits)) is not None:
        said.append(messages("entry.mark", mark=mark))
        refusal += messages("entry.error_mark", mark=mark)
    return {
        **allowed,
        **_texts(messages, "".join(said), refusal, prompt),
    }


def _bounds(messages: Messages, traits: NumberTraits) -> Iterator[str]:
    """The least and the greatest number, where they are not those of any quantity."""
    if traits.least:
        yield messages("entry.at_least", least=number_text(traits.least))
    if traits.greatest is not None:
        yield messages("entry.at_most", greatest=number_text(traits.greatest))


def _first_and_last(messages: Messages, traits: DateTraits) -> Iterator[str]:
    """The first and the last day that may be entered."""
    if traits.earliest > EARLIEST_DATE:
        yield messages("entry.not_before", day=traits.earliest.isoformat())
    if traits.latest < LATEST_DATE:
        yield messages("entry.not_after", day=traits.latest.isoformat())


def _between(traits: NumberTraits) -> dict[str, Any]:
    return {
        "validate": "integer" if traits.is_count else "decimal",
        "criteria": "between",
        "minimum": -_MAX_WHOLE_NUMBER if traits.least is None else traits.least,
        "maximum": _MAX_WHOLE_NUMBER if traits.greatest is None else traits.greatest,
    }


def _texts(messages: Messages, prompt_of_kind: str, error: str, prompt: str | None) -> dict[str, str]:
    """Prompt and error message of a cell: the definition's prompt, then that of the kind, if both fit."""
    both = "\n".join(filter(None, (prompt, prompt_of_kind)))
    return {
        "input_title": messages("entry.title"),
        "input_message": both if len(both) <= MAX_PROMPT_LENGTH else prompt or prompt_of_kind,
        "error_title": messages("entry.error_title"),
        "error_message": error,
    }
