"""Divides the lines of a publication among the sections of a report."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from xlsreport.definition.definition import Definition
from xlsreport.published.narratives.published_headings import HeadingCandidate, PublishedHeadings
from xlsreport.published.narratives.report_lines import ReportLine
from xlsreport.submission.narrative.section_headings import folded

_FOLLOWED, _BY_ITS_KIND = 0.5, 0.5
"""What speaks for a heading besides its words: that no other one follows it at once, and that what follows is of the
kind of its section. In a table of contents neither is so."""
_LISTED, _MIN_LIST = 1.0, 3
"""What speaks for a heading that others stand right above or below of; so many of them make a list."""
_SENTENCE_END = re.compile(r"[。！？；.!?;”）)]\s*$")
_INNER = re.compile(r"(?<=[。！？；])\s*(?=[（(][一二三四五六七八九十]{1,2}[）)])")
"""Where the author's own headings begin in a paragraph in which line ends were lost."""
_MAX_HEADING = 40


@dataclass(frozen=True, slots=True)
class OutlinedSection:
    """A section that was found.

    Attributes:
        section: which one of the definition, from 0.
        heading: as it was written.
        by_number: whether only its number and its place between others say that it is this section's heading.
        lines: what stands between it and the next heading.
    """

    section: int
    heading: str
    by_number: bool
    lines: tuple[ReportLine, ...]


@dataclass(frozen=True, slots=True)
class ReportOutline:
    """What stands before the first section, and the sections that were found, in their order."""

    front: tuple[ReportLine, ...]
    sections: tuple[OutlinedSection, ...]


@dataclass(frozen=True, slots=True)
class _Found:
    """A heading, on which of the lines it stands, and whether it was taken by its number alone."""

    line: int
    candidate: HeadingCandidate
    by_number: bool = False


def outline_of(lines: Sequence[ReportLine], definition: Definition, headings: PublishedHeadings) -> ReportOutline:
    """The lines by section: the headings are those that are in the definition's order and have most in their favour."""
    lines = list(_parted(lines, headings))
    candidates = {
        number: found
        for number, line in enumerate(lines)
        if line.text and (found := headings.candidate(line.text, line.level)) is not None
    }
    by_words = _best_in_order(lines, candidates, definition)
    placed = sorted([*by_words, *_by_number(lines, by_words, definition, headings)], key=lambda one: one.line)
    first = placed[0].line if placed else len(lines)
    ends = [*(one.line for one in placed[1:]), len(lines)] if placed else []
    sections = (
        OutlinedSection(
            one.candidate.section,
            one.candidate.heading,
            one.by_number,
            (*_rest(lines[one.line], one.candidate), *lines[one.line + 1 : end]),
        )
        for one, end in zip(placed, ends, strict=True)
    )
    return ReportOutline(tuple(lines[:first]), tuple(sections))


def _rest(line: ReportLine, candidate: HeadingCandidate) -> Iterator[ReportLine]:
    if candidate.rest:
        yield replace(line, text=candidate.rest, level=None, table=None)


def _parted(lines: Iterable[ReportLine], headings: PublishedHeadings) -> Iterator[ReportLine]:
    """The lines, parted before headings that stand within one since line ends were lost."""
    for line in lines:
        begins = list(headings.inside(line.text)) if line.is_paragraph and line.level is None else []
        if not begins:
            yield line
            continue
        for start, end in pairwise([0, *begins, len(line.text)]):
            for piece in _INNER.split(line.text[start:end]):
                if text := piece.strip():
                    yield replace(line, text=text)


def _best_in_order(
    lines: Sequence[ReportLine], candidates: dict[int, HeadingCandidate], definition: Definition
) -> list[_Found]:
    """The chain of headings, each of a later section than the one before, that together have the greatest weight."""
    listed = frozenset(_listed(candidates))
    best: dict[int, tuple[float, tuple[_Found, ...]]] = {}  # by the section of the last heading
    for number, candidate in candidates.items():
        weight = _LISTED if number in listed else candidate.weight
        weight += _support(number, lines, candidates, candidate, definition)
        before = [chain for section, chain in best.items() if section < candidate.section]
        total, chain = max(before, key=lambda one: one[0], default=(0.0, ()))
        if total + weight >= best.get(candidate.section, (0.0, ()))[0]:
            best[candidate.section] = total + weight, (*chain, _Found(number, candidate))
    return list(max(best.values(), key=lambda one: one[0], default=(0.0, ()))[1])


def _listed(candidates: dict[int, HeadingCandidate]) -> Iterator[int]:
    """Headings of a list, such as a table of contents: at least three right below each other, in their order."""
    run: list[int] = []
    for number, candidate in candidates.items():
        if not run or run[-1] != number - 1 or candidates[run[-1]].section >= candidate.section:
            run = []
        run.append(number)
        if len(run) >= _MIN_LIST:
            yield from run[:-1]


def _support(
    number: int,
    lines: Sequence[ReportLine],
    candidates: dict[int, HeadingCandidate],
    candidate: HeadingCandidate,
    definition: Definition,
) -> float:
    if candidate.rest:
        return _FOLLOWED + _BY_ITS_KIND
    if number + 1 >= len(lines) or number + 1 in candidates:
        return 0.0
    has_tables = definition.sections[candidate.section].narrative is None
    return _FOLLOWED + (_BY_ITS_KIND if has_tables == (lines[number + 1].table is not None) else 0.0)


def _by_number(
    lines: Sequence[ReportLine], found: list[_Found], definition: Definition, headings: PublishedHeadings
) -> Iterator[_Found]:
    """Headings in wholly other words, between those of earlier and of later sections, and with the number between."""
    rows = frozenset(folded(facts.row_name) for facts in definition.places.values())
    for before, behind in pairwise(found):
        at = before.line
        for section in range(before.candidate.section + 1, behind.candidate.section):
            between = range(at + 1, behind.line)
            likely = [number for number in between if _may_be(lines[number].text, section, rows, headings)]
            if len(likely) == 1:
                at = likely[0]
                yield _Found(at, HeadingCandidate(section, 1.0, lines[at].text), by_number=True)


def _may_be(text: str, section: int, rows: frozenset[str], headings: PublishedHeadings) -> bool:
    """Whether a line is short, ends no sentence, has the number of a section, and is no row of a table."""
    if len(text) > _MAX_HEADING or _SENTENCE_END.search(text) is not None or folded(text) in rows:
        return False
    return headings.section_with_number(headings.number_of_line(text)) == section
