"""A comparison as sentences and tables, without a format: what the terminal and the files show."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from xlsreport.comparison.declared_parts import DeclaredPart, declared_parts
from xlsreport.comparison.definition_difference import DefinitionChange, DefinitionDifferences
from xlsreport.comparison.submission_difference import Difference, DifferenceSort, SubmissionDifferences
from xlsreport.comparison.word_differences import WordRun, around_difference
from xlsreport.definition.paper_sizes import PageStyleName
from xlsreport.messages import Messages
from xlsreport.values import Number, number_text, plain_number

_WORDED_KEYS = frozenset(
    ("heading", "kind", "label", "order", "prompt", "require", "severity", "sheet", "statement", "title", "total")
)
"""Keys of definition files that have a word in the catalogues; others stand as they are written there."""
_FIGURES: tuple[DifferenceSort, ...] = ("figure", "total", "line")
_OTHERS: tuple[DifferenceSort, ...] = ("cover", "answer", "explanation", "previous")


ComparedValue = str | Number | tuple[WordRun, ...]
"""What a cell of a comparison holds: a text, a number, or a text some words of which differ."""


@dataclass(frozen=True, slots=True)
class ComparedTable:
    """A table of differences: headings with their relative widths, and rows of texts and numbers."""

    name: str
    headings: Sequence[str]
    widths: Sequence[int]
    rows: Sequence[Sequence[ComparedValue]]


@dataclass(frozen=True, slots=True)
class ComparisonReport:
    """A comparison to be shown: title, sentences about the whole, tables; how it is set on paper."""

    title: str
    sentences: Sequence[str]
    tables: Sequence[ComparedTable]
    language: str
    page_style: PageStyleName


def report_on_submissions(found: SubmissionDifferences, names: tuple[str, str]) -> ComparisonReport:
    """The differences of two submissions, which are called by ``names``, such as their files."""
    definition = found.after.definition
    messages = definition.messages
    figures, texts = _figure_rows(found, messages), _text_rows(found, messages)
    tables = (
        _table("figures", ("where", "before", "after", "by"), (46, 16, 16, 14), figures, messages),
        _table("texts", ("where", "before", "after", "words"), (14, 30, 30, 36), texts, messages),
        _table("others", ("where", "before", "after"), (40, 30, 30), _other_rows(found, messages), messages),
    )
    return ComparisonReport(
        messages("diff.title"),
        (messages("diff.sides", before=names[0], after=names[1]), summary_of_submissions(found)),
        [table for table in tables if table.rows],
        definition.locale,
        definition.declaration.page_style,
    )


def report_on_definitions(found: DefinitionDifferences) -> ComparisonReport:
    """The differences of two definitions."""
    messages, declared = found.after.messages, found.after.declaration
    rows = [_change_row(change, words, messages) for change, words in _with_words(found)]
    headings = ("what", "part", "where", "key", "before", "after")
    table = _table("changes", headings, (9, 9, 28, 12, 26, 26), rows, messages)
    sides = messages("diff.sides", before=found.before.name, after=found.after.name)
    sentences = (sides, *summary_of_definitions(found))
    return ComparisonReport(
        messages("diff.title_definitions"),
        sentences,
        [table] if rows else [],
        declared.locale,
        declared.page_style,
    )


def summary_of_submissions(found: SubmissionDifferences) -> str:
    """How much differs, in one sentence."""
    messages = found.after.definition.messages
    key = "same_submissions" if found.is_same else "summary_submissions"
    return messages(f"diff.{key}", count=len(found.differences), same=found.same)


def summary_of_definitions(found: DefinitionDifferences) -> tuple[str, str]:
    """How much differs, and what becomes of workbooks that are out."""
    messages = found.after.messages
    key = "same_definitions" if found.is_same else "summary_definitions"
    names = {"before": found.before.name, "after": found.after.name}
    return messages(f"diff.{key}", count=len(found.changes)), messages(f"diff.{found.validity}", **names)


def lines_on_submissions(found: SubmissionDifferences) -> Iterator[str]:
    """A line for each difference."""
    messages = found.after.definition.messages
    for one in found.differences:
        if one.words:
            yield messages("diff.text_line", label=one.label, words=one.words.replace("\n", " "))
            continue
        before, after = _said(one.before, messages), _said(one.after, messages)
        words = {"label": _label(one, messages), "before": before, "after": after}
        by = _signed(one.by)
        yield messages("diff.figure_line", **words, by=by) if by else messages("diff.line", **words)


def lines_on_definitions(found: DefinitionDifferences) -> Iterator[str]:
    """A line for each change."""
    messages = found.after.messages
    for change, words in _with_words(found):
        what, part, where, said, before, after = _change_row(change, words, messages)
        values = {"what": what, "part": part, "where": where, "said": said, "before": before, "after": after}
        yield messages("diff.change_line" if before or after else "diff.change_alone", **values)


def _table(
    name: str,
    headings: Sequence[str],
    widths: Sequence[int],
    rows: Sequence[Sequence[ComparedValue]],
    messages: Messages,
) -> ComparedTable:
    return ComparedTable(
        messages(f"diff.sheet_{name}"), [messages(f"diff.column_{key}") for key in headings], widths, rows
    )


def _figure_rows(found: SubmissionDifferences, messages: Messages) -> Sequence[Sequence[str | Number]]:
    return [(one.label, *_numbers(one, messages), _signed(one.by)) for one in found.differences if one.sort in _FIGURES]


def _numbers(one: Difference, messages: Messages) -> tuple[str | Number, str | Number]:
    """Both figures: as numbers, by which a spreadsheet can sort and calculate, where both are."""
    if one.by is None or one.before is None or one.after is None:
        return _said(one.before, messages), _said(one.after, messages)
    return plain_number(Decimal(one.before)), plain_number(Decimal(one.after))


def _text_rows(found: SubmissionDifferences, messages: Messages) -> Sequence[Sequence[ComparedValue]]:
    return [
        (one.label, _said(one.before, messages), _said(one.after, messages), one.runs)
        for one in found.differences
        if one.sort == "text"
    ]


def _other_rows(found: SubmissionDifferences, messages: Messages) -> Sequence[Sequence[str | Number]]:
    return [_row_of_other(one, messages) for one in found.differences if one.sort in _OTHERS]


def _row_of_other(one: Difference, messages: Messages) -> Sequence[str | Number]:
    return _label(one, messages), _said(one.before, messages), _said(one.after, messages)


def _label(one: Difference, messages: Messages) -> str:
    """What a difference is about; a figure of last year is never taken for one of this year."""
    return messages("diff.previous", label=one.label) if one.sort == "previous" else one.label


def _said(text: str | None, messages: Messages) -> str:
    if text is None:
        return messages("diff.not_asked")
    return text or messages("diff.blank")


def _signed(by: Number | None) -> str:
    return "" if by is None or by == 0 else f"+{number_text(by)}" if by > 0 else number_text(by)


def _with_words(found: DefinitionDifferences) -> Iterator[tuple[DefinitionChange, str]]:
    """Each change with what it is about, in words: the labels that it stands in, and its own."""
    parts: dict[str, DeclaredPart] = {}
    for declaration in (found.before.declaration, found.after.declaration):
        parts |= {part.name: part for part in declared_parts(declaration)}
    comma = found.after.messages("diff.within")
    for change in found.changes:
        labels, part = [change.label or change.name], parts.get(change.name)
        while part is not None and part.within:
            part = parts.get(part.within)
            if part is not None and part.label not in ("", part.name):
                labels.append(part.label.replace("\n", " "))
        yield change, comma.join(reversed(labels)).replace("\n", " ")


def _change_row(change: DefinitionChange, words: str, messages: Messages) -> Sequence[str]:
    key = messages(f"diff.key_{change.key}") if change.key in _WORDED_KEYS else change.key
    is_there = change.sort in ("changed", "moved")
    before, after = around_difference(change.before, change.after) if is_there else ("", "")
    return (
        messages(f"diff.{change.sort}"),
        messages(f"diff.part_{change.part}"),
        words,
        key,
        before,
        after,
    )
