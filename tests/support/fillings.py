"""Fills reports as badly and as well as people do, the same way every time for the same seed."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path
from random import Random
from typing import Any, assert_never

from support.definitions import loaded
from xlsreport import Definition, Submission, new_submission
from xlsreport.checking.evaluation.submission_values import Values
from xlsreport.definition.figure_kinds.kind_traits import DateTraits, NumberTraits, OptionTraits, TextTraits
from xlsreport.definition.figure_kinds.kinds import AnyKind
from xlsreport.definition.place import Place
from xlsreport.layout.checklines import explained_lines

SAYS_ENOUGH = "主动公开、依申请公开、政府信息管理、平台建设和监督保障一切正常；存在的问题正在改进，没有收取费用。"
"""Speaks of everything that a section must speak of, and of no figure."""
HARBOUR = Path(__file__).with_name("harbour.yaml")
"""A small English report with every feature that a definition can have."""

DEFINITIONS = ("cn-gov-info-disclosure/2019", "cn-gov-info-disclosure/2021", str(HARBOUR))

FORMS = ("uk-style-quarterly/2025", "cn-school-statistics/2025", "us-doj-foia/2016")
"""The shipped forms beside the Chinese one, the largest last; tests of single features need only DEFINITIONS."""

TEXTS = (
    "一句话。",
    "=1+1",
    "+8",
    "-",
    "@home",
    "'quoted'",
    '"two"',
    "  indented",
    "a\nb",
    "第 2 段 & <b>",
    "　　",
    "𠮷",
    "无",
    "　　无。",
    "没有 .",
    "N/a",
    "（无）！",
    "，……",
)
"""Paragraphs, among them such as a spreadsheet could take for something else."""

ODD_TYPING = (
    "0",
    "12.5",
    "-3",
    "12件",
    "无",
    "/",
    "many",
    "１２",
    "1,234",
    "#N/A",
    "TRUE",
    "=5",
    "一百",
    "12.5.1",
    "  7 ",
)
"""What people type instead of a plain number."""


_NAMES = (("", None), ("示例县", 2025), ("A & B", None), ("", 2024), ("示例镇人民政府", 2025), ("某 局", None))
"""Agencies and years; the kind of body is told by the name, or is not."""


def fillings(definition: Definition, count: int, seed: int = 1) -> Iterator[Submission]:
    """So many submissions: blank, all zero, declared nil, odd only against last year, then any mixture."""
    draw = Random(seed)
    places = [place for table in definition.tables for place in definition.entry_places(table)]
    zeros: dict[str, Any] = {str(place): _proper(definition.places[place].kind) for place in places}
    reasons = {f"{key}.explanation": "so it is" for key in explained_lines(definition)}
    yield new_submission(definition)
    yield _complete(definition, zeros | reasons, 0)
    yield _complete(definition, zeros | dict.fromkeys(_nil_names(definition), True), 0)
    yield _complete(definition, zeros, 3)
    for _ in range(count - 4):
        yield _Filler(definition, draw).submission()


_LISTED = 5
"""Lines of a list from which tables take their rows; further rows are for nobody, and mostly blank."""


def _listed(definition: Definition) -> dict[str, Any]:
    """The first lines of each list from which tables take their rows, without whose they are, as in a report of one."""
    lines = {name: definition.lines[name] for name in definition.row_lists}
    places = {name: [p for p in of.entry_places(name) if p.column != of.shape.agency] for name, of in lines.items()}
    return {
        name: [{p.column: _of_line(definition.facts(p).kind, number) for p in own} for number in range(_LISTED)]
        for name, own in places.items()
    }


def _of_line(kind: AnyKind, number: int) -> str | int:
    match kind.traits:
        case OptionTraits(options=options):
            return options[number % len(options)]
        case TextTraits():
            return f"No. {number}"
        case _:
            return _proper(kind)


def _is_of_nobody(definition: Definition, place: Place) -> bool:
    """Whether a place is in a row for a line that is not there."""
    at = definition.line_of(place)
    return at is not None and at[1] > _LISTED


def _nil_names(definition: Definition) -> list[str]:
    return [f"{name}.nil_return" for name, table in definition.tables.items() if table.nil_return]


def _complete(definition: Definition, entries: dict[str, Any], last_year: int) -> Submission:
    texts: dict[str, Any] = {name: ["一", SAYS_ENOUGH] for name in definition.narratives}
    fields: dict[str, Any] = dict.fromkeys(definition.fields, "9")
    fields |= {name: _proper(kind) for name, kind in definition.field_kinds.items()} | _listed(definition)
    previous = dict.fromkeys(definition.previous_places, last_year)
    known: dict[str, Any] = {"agency": "示例县", "year": 2025, "part": _part(definition, 2025), "previous": previous}
    complete = new_submission(definition, entries=entries | texts | fields, **known)
    values = Values(complete)
    asked = {place: entry for place, entry in complete.entries.items() if values.asked(place) in ("asked", "open")}
    empty = {name for name in definition.text_requirements if values.asked_text(name) == "empty"}
    kept = {name: text for name, text in complete.fields.items() if name not in empty}
    written = {name: lines for name, lines in complete.texts.items() if name not in empty}
    of_kinds = {name: entry for name, entry in complete.field_entries.items() if name not in empty}
    return replace(complete, entries=asked, fields=kept, field_entries=of_kinds, texts=written)


def _part(definition: Definition, year: int | None) -> int | None:
    """Some half year, quarter or month of a year, where the definition has such periods."""
    calendar = definition.calendar
    return year % calendar.parts + 1 if year is not None and calendar.has_parts else None


def _proper(kind: AnyKind) -> str | int:
    match kind.traits:
        case OptionTraits(options=options):
            return options[0]
        case TextTraits():
            return "fine"
        case DateTraits(serials=(least, greatest)):
            return (date(1899, 12, 30) + timedelta(days=(least + greatest) // 2)).isoformat()
        case NumberTraits():
            return 0
        case other:
            assert_never(other)


class _Filler:
    """One random filling: how dense, how large and how odd is drawn first, so that fillings differ in kind."""

    def __init__(self, definition: Definition, draw: Random) -> None:
        self._definition = definition
        self._draw = draw
        self._density = draw.choice((0.05, 0.5, 0.9, 1, 1, 1))
        self._oddity = draw.choice((0, 0, 0.02, 0.3))
        self._digits = draw.choice((1, 1, 3, 8, 14))
        self._known = draw.choice((0, 0.8, 1, 1))

    def submission(self) -> Submission:
        """Everything drawn."""
        definition, draw = self._definition, self._draw
        entries: dict[str, Any] = {}
        for place, facts in definition.places.items():
            if _is_of_nobody(definition, place) and draw.random() > 0.01:
                continue
            if not facts.computed and draw.random() < self._density:
                entries[str(place)] = self._figure(facts.kind)
        entries |= {name: draw.random() < 0.3 for name in _nil_names(definition)} | _listed(definition)
        entries |= {name: self._lines() for name in definition.narratives}
        entries |= {name: draw.choice(("", "=A1", "010-1234")) for name in definition.fields}
        for name, kind in definition.field_kinds.items():
            entries[name] = self._figure(kind) if draw.random() < self._density else None
        for key in explained_lines(definition):
            if draw.random() < 0.5:
                entries[f"{key}.explanation"] = draw.choice(("moved", "=1", " 因为 "))
        previous = {place: self._whole() for place in definition.previous_places if draw.random() < self._known}
        agency, year = draw.choice(_NAMES)
        part = _part(definition, year)
        return new_submission(definition, agency=agency, year=year, part=part, entries=entries, previous=previous)

    def _whole(self) -> int:
        return self._draw.randrange(10 ** self._draw.randint(1, self._digits))

    def _lines(self) -> list[str]:
        return [self._draw.choice(TEXTS) for _ in range(self._draw.choice((0, 1, 7)))]

    def _figure(self, kind: AnyKind) -> int | Decimal | str:
        if self._draw.random() < self._oddity:
            return self._odd()
        match kind.traits:
            case NumberTraits() as traits:
                return self._number(traits)
            case OptionTraits(options=options):
                return self._draw.choice(options)
            case DateTraits():
                return self._draw.choice(("2025-11-03", "2026-02-28", "1999-12-31", "2026/3/1", "03/04/2026", 46000))
            case TextTraits():
                return self._draw.choice(("fine", "=SUM(A1)", "+1", "@x", "0"))
            case other:
                assert_never(other)

    def _number(self, traits: NumberTraits) -> int | Decimal:
        whole = self._whole()
        if not traits.is_count:
            # A spreadsheet keeps 15 digits, before and after the point together.
            whole %= 10 ** (15 - traits.decimals)
        sign = self._draw.choice((-1, 1)) if traits.is_signed else 1
        if traits.is_count:
            return sign * whole
        return sign * (Decimal(whole) + Decimal(self._draw.randrange(10**traits.decimals)).scaleb(-traits.decimals))

    def _odd(self) -> int | Decimal | str:
        odd = (*ODD_TYPING, -3, Decimal("0.5"), Decimal("-2.25"), Decimal("1.123456789012"), Decimal("0.0000001"))
        return self._draw.choice(odd)


def definition_named(name: str) -> Definition:
    """One of DEFINITIONS, loaded."""
    return loaded(name)
