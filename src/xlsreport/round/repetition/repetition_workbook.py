"""What repeats what as a workbook: lists that an office sorts and filters, the gravest first."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from xlsreport.checking.texts.last_year_repetition import percent
from xlsreport.messages import Messages
from xlsreport.round.repetition.repetition_lines import common_title, repetition_summary, source_name
from xlsreport.round.repetition.text_comparison import RepeatedText, RoundRepetition
from xlsreport.submission.submission import shortened
from xlsreport.workbook.office_list.list_sheet import ListValue, OfficeList, list_bytes

_REPEATED = (
    "roster.code",
    "roster.name",
    "compare.section",
    "compare.percent",
    "compare.other",
    "status.sheet",
    "status.cell",
    "compare.other_cell",
    "compare.length",
    "compare.text",
)
_COMMON = ("compare.agencies", "compare.length", "compare.text")
_MAX_CELL_TEXT = 240
"""Characters of a passage that a cell shows, enough to find it by; the JSON has the whole."""

_Row = Sequence[ListValue]


def repetition_workbook(found: RoundRepetition, title: str, messages: Messages) -> bytes:
    """The lists as the bytes of a workbook: groups of agencies, those who repeat last year's, what is common to most.

    Args:
        found: what was found.
        title: what the round is called.
        messages: the round's language.
    """
    grouped: list[_Row] = [
        [number, *row]
        for number, group in enumerate(found.groups, start=1)
        for one in group.repeated
        for row in _rows(one, messages)
    ]
    own = [row for one in found.last_year for row in _rows(one, messages)]
    common: list[_Row] = [
        [one.agencies, one.length, shortened(one.text, _MAX_CELL_TEXT)] for one in found.common.passages
    ]
    lists = [
        _list(
            messages,
            "alike",
            f"{title}  {repetition_summary(found, messages)}",
            ("compare.number", *_REPEATED),
            grouped,
        ),
        _list(messages, "last_year", messages("compare.last_year_guide"), _REPEATED, own),
    ]
    if common:
        lists.append(_list(messages, "common", common_title(found, messages), _COMMON, common))
    return list_bytes(title, lists, messages)


def _list(messages: Messages, name: str, guidance: str, headings: Iterable[str], rows: Sequence[_Row]) -> OfficeList:
    return OfficeList(messages(f"compare.{name}"), guidance, [messages(key) for key in headings], rows)


def _rows(one: RepeatedText, messages: Messages) -> Iterator[_Row]:
    """A line for each of the longest passages."""
    for passage in one.passages:
        yield [
            one.agency.code,
            one.agency.name,
            one.section.heading,
            percent(one.share),
            source_name(one, messages),
            passage.cell.sheet,
            passage.cell.a1,
            passage.other,
            passage.length,
            shortened(passage.text, _MAX_CELL_TEXT),
        ]
