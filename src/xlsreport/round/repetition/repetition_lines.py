"""The repetitions as lines for people."""

from __future__ import annotations

from collections.abc import Iterator

from xlsreport.checking.texts.last_year_repetition import percent
from xlsreport.checking.texts.tokens import length_in_words
from xlsreport.messages import Messages
from xlsreport.round.repetition.text_comparison import RepeatedText, RepetitionGroup, RoundRepetition
from xlsreport.submission.submission import shortened

_MAX_NAMED = 8
"""Agencies that the line of a group names; all are listed below it."""


def repetition_summary(found: RoundRepetition, messages: Messages) -> str:
    """A sentence with the numbers of compared agencies and of repetitions."""
    return messages(
        "compare.done",
        compared=found.compared,
        agencies=found.agencies,
        alike=sum(len(group.agencies) for group in found.groups),
        groups=len(found.groups),
        last_year=len({one.agency.code for one in found.last_year}),
        percent=percent(found.share),
    )


def repetition_lines(found: RoundRepetition, messages: Messages) -> Iterator[str]:
    """The groups, those who repeat last year's, what is common, and what could not be read; the summary last."""
    for number, group in enumerate(found.groups, start=1):
        yield messages("compare.group", number=number, count=len(group.agencies), agencies=_names(group, messages))
        for one in group.repeated:
            yield from _repeated(one, messages)
    if found.last_year:
        yield messages("compare.last_year_title")
        for one in found.last_year:
            yield from _repeated(one, messages)
    if found.common.passages:
        yield common_title(found, messages)
        for passage in found.common.passages:
            text = shortened(passage.text)
            extent = length_in_words(passage.length, passage.unit, messages)
            yield messages("compare.common_line", count=passage.agencies, extent=extent, text=text)
    for unread in found.unread:
        yield messages("compare.unread", code=unread.agency.code, agency=unread.agency.name, reason=unread.reason)
    yield repetition_summary(found, messages)


def common_title(found: RoundRepetition, messages: Messages) -> str:
    """A sentence that common text does not count, and how many agencies have a mostly common section."""
    return messages("compare.common_title", count=len(found.mostly_common), percent=percent(found.share))


def source_name(one: RepeatedText, messages: Messages) -> str:
    """In whose text a section stands."""
    if one.other is None:
        return messages("compare.own_last_year")
    return f"{one.other.code} {one.other.name}"


def _names(group: RepetitionGroup, messages: Messages) -> str:
    names = messages("compare.comma").join(agency.name for agency in group.agencies[:_MAX_NAMED])
    return messages("compare.and_more", names=names) if len(group.agencies) > _MAX_NAMED else names


def _repeated(one: RepeatedText, messages: Messages) -> Iterator[str]:
    yield messages(
        "compare.line",
        code=one.agency.code,
        agency=one.agency.name,
        heading=one.section.heading,
        percent=percent(one.share),
        other=source_name(one, messages),
    )
    for passage in one.passages[:1]:  # the list has more of them
        text = shortened(passage.text)
        extent = passage.extent(messages)
        yield messages("compare.passage", cell=passage.cell, other=passage.other, extent=extent, text=text)
