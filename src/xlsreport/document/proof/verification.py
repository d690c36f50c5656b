"""Verifies that a rendering says what was reported."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import zip_longest

from xlsreport.definition.paper_sizes import PageStyleName
from xlsreport.document.format_names import Format
from xlsreport.document.output_formats import read_back
from xlsreport.document.proof.expectation import Expectation, ExpectedCell, expectation_of
from xlsreport.document.proof.rendering_content import (
    UNKNOWN_SPAN,
    ReadCell,
    ReadRow,
    RenderingContent,
    UnreadableRenderingError,
)
from xlsreport.document.proof.visual_order import DrawnText
from xlsreport.document.unprintable_characters import unprintable_sentence
from xlsreport.errors import XlsreportError
from xlsreport.submission.submission import Submission, shortened


@dataclass(frozen=True, slots=True)
class Discrepancy:
    """A difference between a rendering and the report; ``name`` is the label, place or text that it is at."""

    name: str
    expected: str
    found: str


class UnfaithfulRenderingError(XlsreportError):
    """A rendering that differs from the report; ``str()`` is one sentence, ``discrepancies`` are all differences."""

    def __init__(self, sentence: str, discrepancies: tuple[Discrepancy, ...] = ()) -> None:
        super().__init__(sentence)
        self.discrepancies = discrepancies


def verify(rendering: bytes, format_: Format, submission: Submission, page_style: PageStyleName | None = None) -> None:
    """Read a rendering back and compare every figure, label and paragraph with the submission.

    Args:
        rendering: the bytes of the file.
        format_: which format they are.
        submission: what was reported.
        page_style: how it was set on paper; by default as its definition says.

    Raises:
        UnfaithfulRenderingError: something is lost, moved or changed.
    """
    messages = submission.definition.messages
    try:
        content = read_back(rendering, format_, messages)
    except UnreadableRenderingError as error:
        raise UnfaithfulRenderingError(messages("proof.unreadable", format=format_, reason=error)) from error
    found = tuple(discrepancies(content, expectation_of(submission, page_style)))
    if found:
        lost = _lost(found, content)
        if lost and content.approximate:
            raise UnfaithfulRenderingError(
                unprintable_sentence("proof.characters", lost, submission, messages, format=format_), found
            )
        first = found[0]
        names = {"name": first.name, "expected": shortened(first.expected), "found": shortened(first.found)}
        raise UnfaithfulRenderingError(messages("proof.differs", format=format_, count=len(found), **names), found)


def _lost(found: Iterable[Discrepancy], content: RenderingContent) -> Sequence[str]:
    """Missing characters that occur nowhere in a rendering: some fonts draw them without a code point."""
    read = (*content.paragraphs, *(cell.text for row in content.rows for cell in row))
    known = frozenset(_normalised("".join(read)))
    missing = dict.fromkeys(letter for one in found for letter in one.expected)
    return [letter for letter in missing if _normalised(letter) and known.isdisjoint(_normalised(letter))]


def discrepancies(content: RenderingContent, expectation: Expectation) -> Iterator[Discrepancy]:
    """All differences: row by row, then paragraph by paragraph, then the figures for machines."""
    rows = (row for row in content.rows if any(cell.text for cell in row))
    # Empty rows lose nothing, and a PDF does not show them.
    expected_rows = (row for row in expectation.rows if any(wanted.cell.text for wanted in row))
    same = _alike if content.approximate else str.__eq__
    for row, expected_row in zip_longest(rows, expected_rows, fillvalue=()):
        yield from _in_row(row, expected_row, same)
    yield from _in_paragraphs(content.paragraphs, expectation.paragraphs, same)
    yield from (Discrepancy(shortened(text), text, seen) for text, seen in content.disordered)
    if content.figures is not None:
        yield from _in_figures(content.figures, expectation.figures)


_SELECTORS = re.compile("[\u180b-\u180d\u180f\ufe00-\ufe0f\U000e0100-\U000e01ef]")
"""Variation selectors: a PDF has the selected glyph instead."""
_Same = Callable[[str, str], bool]
"""Whether two texts count as the same."""


def _alike(expected: str, found: str) -> bool:
    """Whether two texts are equal as far as an approximate reader can tell."""
    if isinstance(found, DrawnText):
        return found.shows(expected)
    return expected == found or _normalised(expected) == _normalised(found)


def _normalised(text: str) -> str:
    """A text without what an approximate reader loses: compatibility forms and variants of letters."""
    return _SELECTORS.sub("", unicodedata.normalize("NFKC", text))


def _in_row(row: ReadRow, expected: tuple[ExpectedCell, ...], same: _Same) -> Iterator[Discrepancy]:
    nothing = ExpectedCell("", ReadCell(""))
    for cell, wanted in zip_longest(row, expected):
        found, due = cell or ReadCell("—"), wanted or nothing
        if not (same(due.cell.text, found.text) and _merged_alike(found, due.cell)):
            yield _differing(due.name, due.cell, found)


def _merged_alike(found: ReadCell, expected: ReadCell) -> bool:
    spans = (found.height, expected.height), (found.width, expected.width)
    return all(have in (UNKNOWN_SPAN, due) for have, due in spans)


def _differing(name: str, expected: ReadCell, found: ReadCell) -> Discrepancy:
    """The difference of two cells: of their texts or, if these are equal, of their spans."""
    if expected.text != found.text:
        return Discrepancy(name, expected.text, found.text)
    return Discrepancy(name, *(f"{cell.text} ({cell.height}×{cell.width})" for cell in (expected, found)))


def _in_paragraphs(found: tuple[str, ...], expected: tuple[str, ...], same: _Same) -> Iterator[Discrepancy]:
    """Paragraphs must be found in order; a format may have more of them, such as the mark of a draft."""
    rest = iter(found)
    for text in expected:
        if text and not any(same(text, other) for other in rest):
            yield Discrepancy(shortened(text), text, "")
            return


def _in_figures(found: Mapping[str, str], expected: Mapping[str, str]) -> Iterator[Discrepancy]:
    for place in sorted(found.keys() | expected.keys()):
        have, due = found.get(place, "—"), expected.get(place, "—")
        if have != due:
            yield Discrepancy(place, due, have)
