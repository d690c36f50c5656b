"""The repetitions as a workbook: lists that an office sorts and filters, the greatest share first."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple, TypeVar

from xlsreport.checking.texts.last_year_repetition import SharedPassage, percent
from xlsreport.messages import Messages
from xlsreport.repetition.common_passages import CommonPassage
from xlsreport.round.repetition.repetition_lines import common_title, repetition_summary, source_name
from xlsreport.round.repetition.text_comparison import RepeatedText, RoundRepetition
from xlsreport.submission.submission import shortened
from xlsreport.workbook.office_list.list_sheet import OfficeList, list_bytes
from xlsreport.workbook.office_list.sheet_columns import SheetColumn, list_of_columns

Row = TypeVar("Row")
_MAX_CELL_TEXT = 240
"""Characters of a passage that a cell shows, enough to find it by; the JSON has the whole."""


class _Passage(NamedTuple):
    """A passage that a section shares with another text; ``group`` numbers the agencies that repeat each other."""

    repeated: RepeatedText
    passage: SharedPassage
    group: int = 0


def _columns(messages: Messages) -> tuple[SheetColumn[_Passage], ...]:
    return (
        SheetColumn("roster.code", lambda one: one.repeated.agency.code),
        SheetColumn("roster.name", lambda one: one.repeated.agency.name),
        SheetColumn("compare.section", lambda one: one.repeated.section.heading),
        SheetColumn("compare.percent", lambda one: percent(one.repeated.share)),
        SheetColumn("compare.other", lambda one: source_name(one.repeated, messages)),
        SheetColumn("status.sheet", lambda one: one.passage.cell.sheet),
        SheetColumn("status.cell", lambda one: one.passage.cell.a1),
        SheetColumn("compare.other_cell", lambda one: one.passage.other),
        SheetColumn("compare.length", lambda one: one.passage.length),
        SheetColumn("compare.text", lambda one: shortened(one.passage.text, _MAX_CELL_TEXT)),
    )


_GROUP: SheetColumn[_Passage] = SheetColumn("compare.number", lambda one: one.group)
_COMMON: tuple[SheetColumn[CommonPassage], ...] = (
    SheetColumn("compare.agencies", lambda one: one.agencies),
    SheetColumn("compare.length", lambda one: one.length),
    SheetColumn("compare.text", lambda one: shortened(one.text, _MAX_CELL_TEXT)),
)


def repetition_workbook(found: RoundRepetition, title: str, messages: Messages) -> bytes:
    """The lists as the bytes of a workbook: groups of agencies, those who repeat last year's, what is common to most.

    Args:
        found: what was found.
        title: what the round is called.
        messages: the round's language.
    """
    columns = _columns(messages)
    grouped = [
        _Passage(one, passage, number)
        for number, group in enumerate(found.groups, start=1)
        for one in group.repeated
        for passage in one.passages
    ]
    own = [_Passage(one, passage) for one in found.last_year for passage in one.passages]
    guidance = f"{title}  {repetition_summary(found, messages)}"
    lists = [
        _list("alike", guidance, (_GROUP, *columns), grouped, messages),
        _list("last_year", messages("compare.last_year_guide"), columns, own, messages),
    ]
    if found.common.passages:
        lists.append(_list("common", common_title(found, messages), _COMMON, found.common.passages, messages))
    return list_bytes(title, lists, messages)


def _list(
    name: str, guidance: str, columns: Sequence[SheetColumn[Row]], rows: Iterable[Row], messages: Messages
) -> OfficeList:
    return list_of_columns(messages(f"compare.{name}"), guidance, columns, rows, messages)
