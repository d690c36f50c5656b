"""Finds out who reports: by the title, the form's own sentences, the signature and what the page states of itself."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from difflib import SequenceMatcher
from functools import partial

from xlsreport.definition.definition import Definition
from xlsreport.messages import separates_words
from xlsreport.published.narratives.printed_sentences import (
    own_title_words,
    sentence_values,
    title_patterns,
    values_in,
)
from xlsreport.published.narratives.surrounding_lines import is_around, is_name
from xlsreport.published.publication.publication import Publication
from xlsreport.submission.narrative.section_headings import folded

_MAX_TITLE_LINES, _MAX_TITLE = 4, 240
_SHARED = {False: 4, True: 12}
"""So many letters in a row that a name has in common with the title belong to the title; True: of English words."""
_STATED = re.compile(
    r"\W*(?:发布机构|发布单位|公开机构|编制单位|填报单位|报告单位|Agency|Prepared by|Published by)\s*[:：]"
    r"\s*(?P<agency>\S.{1,58})"
)
"""How lines on a page state who published it."""
_PERIOD = re.compile(r"(?:(?:19|20)\d\d|[〇零○一二三四五六七八九]{4})?[本上全]?(?:年度?|度|季度|月份?)?")
"""Words of a title that say when and not who, as in 2022年度政府信息公开工作年度报告."""
_BODY = re.compile(
    r"(?:局|委|厅|府|处|院|校|大学|学院|中学|小学|镇|乡|街道|办|办公室|中心|会|部|队|站|所|馆|社|公司|集团|园|区|县|市|省|旗|州|台)$"
)
"""How names of bodies end: a title that has no year names one, where a line of news has other words."""
_ATTACHMENT = re.compile(r"\W*(?:附件|Attachment)\s*[0-9]{0,2}\s*[:：.]?\s*", re.IGNORECASE)
_BEHIND_A_TITLE = " 》〉”\"'"
_METADATA_TITLE, _METADATA_NAME = ("ArticleTitle", "Title", "og:title"), ("ContentSource",)
"""Names of ``meta`` elements. SiteName is not among them: bureaus publish on the site of their county."""


@dataclass(frozen=True, slots=True)
class NamedReporter:
    """A name of who reports, and whether the report's own words give it, not only the page around it."""

    name: str
    in_report: bool


@dataclass(frozen=True, slots=True)
class FoundTitle:
    """A title: the line or lines that it stands on, from which to before which, and what it says."""

    text: str
    agency: str
    year: str
    start: int = 0
    end: int = 0


def title_in(lines: Sequence[str], definition: Definition, *, whole: bool = False) -> FoundTitle | None:
    """The report's title among the lines before its first section: with the agency if some lines have it together.

    A name on lines of its own above the title belongs to it. ``whole``: all lines together are the title, if any.
    """
    if whole:
        found = _title(lines, definition)
        return None if found is None else replace(found, end=len(lines))
    best: FoundTitle | None = None
    for count in range(1, _MAX_TITLE_LINES + 1):
        for start in range(len(lines) - count + 1):
            chosen = lines[start : start + count]
            found = _title(chosen, definition)
            if found is None:
                continue
            title = FoundTitle(" ".join(chosen), found.agency, found.year, start, start + count)
            if title.agency:
                return title
            best = best or title
    return best


def is_title(line: str, definition: Definition) -> bool:
    """Whether a line is the title of a report and nothing else, however long a name makes it."""
    bare = line.rstrip(_BEHIND_A_TITLE)
    if len(bare) > _MAX_TITLE or not any(pattern.fullmatch(bare) for pattern in title_patterns(definition)):
        return False
    return _title([bare], definition) is not None


def _title(lines: Sequence[str], definition: Definition) -> FoundTitle | None:
    joined = " ".join(lines)
    if len(joined) > _MAX_TITLE:
        return None
    patterns = title_patterns(definition)
    is_dated = any("year" in pattern.groupindex for pattern in patterns)
    for pattern in patterns:
        if (found := pattern.match(joined)) is not None:
            values = values_in(found)
            agency = _cleaned(values.get("agency", ""))
            if agency and not _is_plausible(agency, definition):
                continue
            if is_dated and "year" not in values and _BODY.search(agency) is None:
                continue
            return FoundTitle(joined, agency, values.get("year", ""))
    return None


def _is_plausible(agency: str, definition: Definition) -> bool:
    """Whether a name above or before a title is none of the words of the title or of the page."""
    one_clause = agency.replace(", ", " ") if separates_words(definition.language) else agency
    if is_around(agency, definition.language) or not is_name(one_clause, definition.language):
        return False
    if _PERIOD.fullmatch(agency):
        return False
    words, name = own_title_words(definition), folded(agency)
    shared = SequenceMatcher(None, name, words, autojunk=False).find_longest_match().size
    return shared < _SHARED[separates_words(definition.language)]


def _cleaned(agency: str) -> str:
    """A name as it is printed, without what titles put around it; Chinese names have no blanks.

    What stands between a name and the rest of its title is no part of it, but for the end of its own brackets.
    """
    name = re.sub(r"^(?:关于)?(?:公布|发布|印发|报送)?《?|关于$|的$", "", agency.strip(" \t《〈“\"'·•|-—_"))
    name = re.sub(r"(?<=[\u3400-\u9fff])\s+(?=[\u3400-\u9fff])", "", name).strip()
    return name + "".join(end for start, end in ("（）", "()") if name.count(start) > name.count(end))


def reporters(
    publication: Publication,
    title: FoundTitle | None,
    front: Sequence[str],
    signature: str,
    below: Sequence[str],
    definition: Definition,
) -> Iterator[NamedReporter]:
    """Every name that is given of who reports, the most certain first.

    Args:
        publication: what was published.
        title: of the report.
        front: the lines above the first section.
        signature: the name at the end of the report.
        below: the lines below it, such as the names of attachments.
        definition: which form it is.
    """
    if title is not None and title.agency:
        yield NamedReporter(title.agency, in_report=True)
    for line in front:
        if agency := sentence_values(line, definition).certain.get("agency"):
            yield NamedReporter(_cleaned(agency), in_report=True)
    attached = (_ATTACHMENT.sub("", line) for line in below)
    of_page = filter(None, (publication.title, *map(publication.metadata.get, _METADATA_TITLE), *attached))
    named = partial(title_in, definition=definition)
    titles = [found.agency for text in of_page if (found := named([text])) is not None and found.agency]
    if signature:
        yield NamedReporter(_cleaned(signature), in_report=True)
    yield from (NamedReporter(agency, in_report=False) for agency in titles)
    for line in front:
        if (stated_by := _STATED.fullmatch(line)) is not None:
            yield NamedReporter(_cleaned(stated_by["agency"]), in_report=False)
    for name in filter(None, map(publication.metadata.get, _METADATA_NAME)):
        if is_name(name, definition.language) and not re.search(r"https?:|www\.", name):
            yield NamedReporter(_cleaned(name), in_report=False)


def are_alike(name: str, other: str) -> bool:
    """Whether two names may be of one body: one has all letters of the other, in their order."""
    shorter, longer = sorted((folded(name), folded(other)), key=len)
    letters = iter(longer)
    return all(letter in letters for letter in shorter)
