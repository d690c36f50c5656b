"""Sentences about what in a list may have been read otherwise than it was meant."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from xlsreport.messages import Messages
from xlsreport.round.roster.agencies import Agency, predecessors_of
from xlsreport.round.roster.listed_agencies import ListedAgency
from xlsreport.round.roster.name_matching import lookalike_key
from xlsreport.round.roster.roster_mistakes import in_sheet
from xlsreport.round.roster.roster_reading import RosterReading
from xlsreport.round.roster.shortlist import shortlist
from xlsreport.tabular.body_names import normalise_name

_REMARKED = re.compile(
    r"[*＊※★☆▲△√?？]|[(（\[【](?:原|曾用名|formerly\b)"
    r"|[(（\[【][^()（）]*(?:撤销|撤并|合并|并入|新增|新设|删除|停用|待定|改名|更名|撤銷|合併|abolished|merged|new\b)"
    r"[^()（）]*[)）\]】]",
    re.IGNORECASE,
)
"""Remarks of the office beside a name, which would be printed in the titles of reports."""
_PARTED = re.compile("[\u2e80-\u9fff] [\u2e80-\u9fff]")
"""A blank within a Chinese name, which has none."""


def _has_letters(text: str) -> bool:
    return any(character.isalpha() for character in text)


def doubts(reading: RosterReading, messages: Messages) -> Iterator[str]:
    """A sentence for each doubt; most lists have none."""
    lines = reading.lines
    yield from _decoding(reading, messages)
    yield from _alike(lines, messages)
    yield from _shortened(lines, messages)
    yield from _changed_codes(lines, messages)
    remarked = [line for line in lines if _REMARKED.search(line.agency.name) or not _has_letters(line.agency.name)]
    fractions = [line for line in lines if line.odd.get("code") == "fraction"]
    struck, partly = (
        [line for line in lines if stroke in (line.odd.get("code"), line.odd.get("name"))]
        for stroke in ("struck", "partly_struck")
    )
    hidden = [line for line in lines if line.hidden]
    parted = [line for line in lines if _PARTED.search(line.agency.name)]
    kinds = {"hidden_rows": hidden, "fractions": fractions, "struck": struck, "partly_struck": partly}
    for key, found in {**kinds, "remarked": remarked, "parted": parted}.items():
        if found:
            yield messages(f"roster.{key}", count=len(found), lines=_places(found, messages))
    yield from _without_parent(reading, messages)
    yield from _listed_and_taken_over(lines, messages)


def _decoding(reading: RosterReading, messages: Messages) -> Iterator[str]:
    decoding = reading.decoding
    if decoding is None or not decoding.others:
        return
    others = [
        messages("roster.read_otherwise", encoding=name, text=text) for name, text in list(decoding.others.items())[:3]
    ]
    yield messages(
        "roster.doubtful_encoding",
        encoding=decoding.encoding,
        text=decoding.shown,
        others=messages("wording.comma").join(others),
    )


def _alike(lines: Sequence[ListedAgency], messages: Messages) -> Iterator[str]:
    """Agencies with the same name, and codes that look alike."""
    for found in _groups(lines, by_name=True):
        yield messages("roster.one_name", count=len(found), name=found[0].agency.name, lines=_places(found, messages))
    for found in _groups(lines, by_name=False):
        yield messages("roster.alike", lines=_places(found, messages))


def _groups(lines: Sequence[ListedAgency], *, by_name: bool) -> list[list[ListedAgency]]:
    groups: dict[str, list[ListedAgency]] = {}
    for line in lines:
        key = normalise_name(line.agency.name) if by_name else lookalike_key(line.agency.code)
        groups.setdefault(key, []).append(line)
    return [found for found in groups.values() if len(found) > 1]


def _shortened(lines: Sequence[ListedAgency], messages: Messages) -> Iterator[str]:
    """Codes of digits that are shorter than the zero-padded ones, and may have lost their zeros."""
    of_digits = [line for line in lines if line.agency.code.isdecimal()]
    shortest = min((len(line.agency.code) for line in of_digits if line.agency.code[0] == "0"), default=0)
    short = [line for line in of_digits if len(line.agency.code) < shortest]
    if short:
        yield messages("roster.shortened", lines=_places(short, messages), example=short[0].agency.code.zfill(shortest))


def _changed_codes(lines: Sequence[ListedAgency], messages: Messages) -> Iterator[str]:
    """Codes that were written with full-width or invisible characters."""
    changed = [line for line in lines if " ".join(line.typed.split()) != line.agency.code]
    if changed:
        yield messages("roster.changed_codes", count=len(changed), lines=_places(changed, messages))


def _without_parent(reading: RosterReading, messages: Messages) -> Iterator[str]:
    """Agencies without parent and children, where others have a parent."""
    roster = reading.roster
    if any(agency.parent for agency in roster):
        alone = [agency for agency in roster.children("") if not roster.children(agency.code)]
        if alone:
            yield messages("roster.without_parent", count=len(alone), agencies=shortlist(alone, _named, messages))


def _listed_and_taken_over(lines: Sequence[ListedAgency], messages: Messages) -> Iterator[str]:
    """Agencies that another is said to have taken over, and whose reports of last year remain their own."""
    taken = {normalise_name(name) for line in lines for name in predecessors_of(line.agency)}
    found = [line for line in lines if normalise_name(line.agency.name) in taken]
    if found:
        yield messages("roster.taken_over", count=len(found), lines=_places(found, messages))


def _named(agency: Agency) -> str:
    return f"{agency.code} {agency.name}"


def _places(lines: Sequence[ListedAgency], messages: Messages) -> str:
    """Lines by their numbers, with their agencies."""

    def place(line: ListedAgency) -> str:
        named = messages("roster.at_line", line=line.line, code=line.agency.code, agency=line.agency.name)
        return in_sheet(line.sheet, named, messages)

    return shortlist(lines, place, messages)
