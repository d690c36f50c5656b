"""Tells the lines of a list that are agencies from titles, notes, totals and the template's example."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cache
from typing import Literal

from xlsreport.messages import LANGUAGES, messages_for
from xlsreport.round.roster.agencies import ROSTER_COLUMNS, Agency
from xlsreport.round.roster.list_headings import READ_COLUMNS, ListHeadings, is_heading
from xlsreport.tabular.listed_sheets import CellOddity, ListedSheet, ListLine
from xlsreport.tabular.plain_headings import plain_heading
from xlsreport.tabular.total_lines import is_total

SkipReason = Literal["headings", "note", "total"]
"""Why a line is not an agency."""

_COUNTED = re.compile(r"(?:以上)?(?:总|總)?共(?:计|計|有)?\s*[0-9]+\s*(?:个|家|個).*")
_NOTE_WORDS = (
    r"(?:注\s*[0-9]*|备注|備註|说明|說明|填表人?|制表人?|製表人?|填报人|审核人?|联系人|单位负责人|负责人|截至|截止"
    r"|notes?|n\.b\.|source|prepared by|as of)"
)
_NOTE = re.compile(rf"{_NOTE_WORDS}(?:$|[\s:：.．、，,日说时明\d])", re.IGNORECASE)
_SIGNED = re.compile(rf"{_NOTE_WORDS}\s*[:：]", re.IGNORECASE)
"""A note over several columns, such as who made the list and who checked it."""
_SECTION = re.compile(r"(?:[一二三四五六七八九十]{1,3}[、.．]|[(（][一二三四五六七八九十]{1,3}[)）]).+")
_ORDINAL = re.compile(r"[(（]?[一二三四五六七八九十]{1,3}[)）]?[、.．]?")
"""Ordinals of a list's parts, which stand in the column of codes."""
_PAGE = re.compile(
    r"第\s*[0-9]+\s*[页頁](?:\s*[,，、/]?\s*共\s*[0-9]+\s*[页頁])?|page [0-9]+(?: of [0-9]+)?"
    r"|[(（]?[续續接](?:[上前])?[表页頁][)）]?",
    re.IGNORECASE,
)
_NONE = re.compile(r"无|無|无上级|[-—–―－/／\\]+|none|n/?a", re.IGNORECASE)
_SAME_PARENT = re.compile(r"同上|[〃″\"“”]|ditto", re.IGNORECASE)
"""What offices write for no parent or no predecessor, and for the parent of the line before."""
_INVISIBLE = re.compile("[\u00ad\u180e\u200b\u200e\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff]")
"""Invisible characters that copying leaves; joiners (U+200C, U+200D) are kept, since some languages spell with them."""
_SPREAD = re.compile(r"(?<=[\u2e80-\u9fff]) (?=[\u2e80-\u9fff])")
_ALL_SPREAD = re.compile(r"[\u2e80-\u9fff](?: [\u2e80-\u9fff])+")
"""A name whose letters are spread over the width of its cell, each apart from the next: 教 育 局."""
_BROKEN = re.compile(r"(?<=[\u2e80-\u9fff\uff00-\uffef])[ \u3000]*[\r\n]+[ \u3000]*(?=[\u2e80-\u9fff\uff00-\uffef])")

_SCIENTIFIC = re.compile(r"[0-9](?:\.[0-9]+)?[Ee]\+[0-9]{2,3}")
_MONTH = "(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)"
_DATE = re.compile(
    rf"[0-9]{{1,2}}月[0-9]{{1,2}}日|[0-9]{{4}}年[0-9]{{1,2}}月(?:[0-9]{{1,2}}日)?|[0-9]{{1,2}}-{_MONTH}|{_MONTH}-[0-9]{{2}}"
    r"|[0-9]{4}[/-][0-9]{1,2}[/-][0-9]{1,2}(?:[ T][0-9:]+)?|[0-9]{1,2}/[0-9]{1,2}/[0-9]{4}"
)
"""Dates as spreadsheets export them, such as they make of 1-2."""


@dataclass(frozen=True, slots=True)
class ListedAgency:
    """An agency as the list has it: ``sheet`` is empty where there is only one, ``line`` counts from 1.

    ``odd`` is what is odd about its values, and ``typed`` its code as the list writes it.
    """

    sheet: str
    line: int
    agency: Agency
    hidden: bool = False
    odd: Mapping[str, CellOddity] = field(default_factory=dict)
    typed: str = ""


@dataclass(frozen=True, slots=True)
class SkippedLine:
    """A line below the headings that is not an agency."""

    sheet: str
    line: int
    why: SkipReason
    text: str


def listed_agencies(
    sheet: ListedSheet, headings: ListHeadings, called: str = ""
) -> Iterator[ListedAgency | SkippedLine]:
    """The lines below the headings that are not blank.

    Args:
        sheet: with the list.
        headings: of the sheet.
        called: the sheet's name, where sentences need it.
    """
    before: ListedAgency | None = None
    lines = sheet.lines[headings.index + headings.height :]
    in_parts = _is_in_parts(lines, headings)
    parent = ""
    for line in lines:
        why = "note" if in_parts and _ORDINAL.fullmatch(_code(line, headings)) else _skip_reason(line, headings)
        if why is not None:
            yield SkippedLine(called, line.number, why, line.text)
            continue
        found = _read(line, headings, called)
        if found is None:
            continue
        found = replace(found, agency=replace(found.agency, parent=_parent(found.agency.parent, parent)))
        parent = found.agency.parent
        if before is not None and _is_same(line, headings, found, before):
            contact = " ".join(dict.fromkeys(filter(None, (before.agency.contact, found.agency.contact))))
            before = replace(before, agency=replace(before.agency, contact=contact))
            continue
        if before is not None:
            yield before
        before = found
    if before is not None:
        yield before


def _code(line: ListLine, headings: ListHeadings) -> str:
    position = headings.position("code")
    return "" if position is None else clean_code(line.cell(position))


def _is_in_parts(lines: Sequence[ListLine], headings: ListHeadings) -> bool:
    """Whether codes such as 一 number the parts of a list: if there are decimal codes as well."""
    codes = list(filter(None, (_code(line, headings) for line in lines)))
    return any(map(_ORDINAL.fullmatch, codes)) and any(any(map(str.isdecimal, code)) for code in codes)


def _parent(written: str, before: str) -> str:
    """The parent that is meant; ``before`` is that of the line before."""
    if is_same_parent(written) and before:
        return before
    return "" if _NONE.fullmatch(written) else written


def is_same_parent(written: str) -> bool:
    """Whether a list says that the parent is that of the line before."""
    return _SAME_PARENT.fullmatch(written) is not None


def clean(text: str) -> str:
    """A text without invisible characters, and with one blank for several blanks or a line break.

    A line break between Chinese characters only fits the column's width, so it is removed.
    """
    return " ".join(_BROKEN.sub("", _INVISIBLE.sub("", text)).split())


def clean_code(text: str) -> str:
    """A code in half-width characters, without invisible ones."""
    folded = "".join(map(_narrow, text))
    return " ".join("".join(c for c in folded if unicodedata.category(c) != "Cf").lstrip("'’").split())


def _narrow(character: str) -> str:
    """The ordinary form of a full-width or half-width character; other characters, such as ², are kept."""
    kind, _, plain = unicodedata.decomposition(character).partition(" ")
    return chr(int(plain, 16)) if kind in ("<wide>", "<narrow>") and " " not in plain else character


def _read(line: ListLine, headings: ListHeadings, called: str) -> ListedAgency | None:
    values: dict[str, str] = dict.fromkeys(READ_COLUMNS, "")
    odd: dict[str, CellOddity] = {}
    for name, columns in headings.columns.items():
        texts = [_value(line, name, column.position) for column in columns]
        values[name] = " ".join(dict.fromkeys(filter(None, texts)))
        found = [line.odd[column.position] for column in columns if column.position in line.odd]
        if found:
            odd[name] = found[0]
        if name in ("code", "parent") and name not in odd and (written := _written_oddity(values[name])):
            odd[name] = written
    if not any(values.values()) and not odd:
        return None
    position = headings.position("code")
    typed = "" if position is None else line.cell(position)
    further = ((plain_heading(one.heading), clean(line.cell(one.position))) for one in headings.unused)
    agency = Agency(**values, others=tuple((heading, text) for heading, text in further if text))
    return ListedAgency(called, line.number, agency, line.hidden, odd, typed)


def _written_oddity(code: str) -> CellOddity | None:
    """Into what a spreadsheet converted a code before the list was exported as text."""
    if _SCIENTIFIC.fullmatch(code):
        return "scientific"
    return "date" if _DATE.fullmatch(code) else None


def _value(line: ListLine, name: str, position: int) -> str:
    text = line.cell(position)
    if clean(text) in _examples():
        return ""
    if name == "predecessors":  # one in a line
        lines = filter(None, map(clean, text.splitlines()))
        return "、".join(line for line in lines if not _NONE.fullmatch(line))
    if name == "code":
        return clean_code(text)
    return _SPREAD.sub("", clean(text)) if name == "name" and _ALL_SPREAD.fullmatch(clean(text)) else clean(text)


@cache
def _examples() -> frozenset[str]:
    """The cells of the template's example line, in each language."""
    return frozenset(
        messages_for(language)(f"roster.example_{name}") for language in LANGUAGES for name in ROSTER_COLUMNS
    )


def _skip_reason(line: ListLine, headings: ListHeadings) -> SkipReason | None:
    code, name = (headings.position(column) or 0 for column in ("code", "name"))
    texts = _closed(line.cell(code)), _closed(line.cell(name))
    own = [text for column, cell in enumerate(line.cells) if column not in line.from_left and (text := _closed(cell))]
    if not own:
        return None
    if any(texts) and all(is_heading(text) for text in texts if text):
        return "headings"
    if any(is_total(text) or _COUNTED.fullmatch(text) for text in (own[0], *texts)):
        return "total"
    is_wide = max(code, name) in line.from_left and texts[0] == texts[1]  # one cell over both columns
    is_alone = len(own) == 1 and (any(kind.fullmatch(own[0]) for kind in (_SECTION, _PAGE)) or _is_sentence(own[0]))
    is_note = _SIGNED.match(own[0] if own[0] in texts else "") is not None
    is_note = is_note or (not all(texts) and (is_alone or _NOTE.match(own[0]) is not None))
    used = any(line.cell(column.position).strip() for columns in headings.columns.values() for column in columns)
    return "note" if is_wide or is_note or (not used and _has_letters(own)) else None


def _closed(text: str) -> str:
    """A text without the blanks that spread Chinese words over a cell: 合　计."""
    return _SPREAD.sub("", clean(text))


def _is_sentence(text: str) -> bool:
    return text.endswith(("。", "；", "！")) or (" " in text and text.endswith("."))


def _has_letters(texts: list[str]) -> bool:
    return any(character.isalpha() for text in texts for character in text)


def _is_same(line: ListLine, headings: ListHeadings, found: ListedAgency, before: ListedAgency) -> bool:
    """Whether a line continues the agency before it, since code and name are in merged cells."""
    positions = [headings.position(name) for name in ("code", "name")]
    same = (found.agency.code, found.agency.name) == (before.agency.code, before.agency.name)
    return same and all(position in line.from_above for position in positions)
