"""Finds the mistakes by which a list cannot serve as a roster, each with its line."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict

from xlsreport.definition.characters import unwritable
from xlsreport.messages import Messages
from xlsreport.round.files.safe_filenames import caseless
from xlsreport.round.roster.agencies import Agency
from xlsreport.round.roster.list_headings import REQUIRED
from xlsreport.round.roster.listed_agencies import ListedAgency, is_same_parent
from xlsreport.round.roster.name_matching import find_lookalike
from xlsreport.tabular.body_matching import BodyNames
from xlsreport.tabular.body_names import normalise_code, normalise_name
from xlsreport.tabular.listed_sheets import CellOddity

_MAX_LENGTHS = {"code": 40, "name": 200}
"""Characters; codes are part of file names, and a name is printed as the title of a report."""
_SPOILED: tuple[CellOddity, ...] = ("date", "digits", "error", "scientific", "uncalculated")
"""Oddities after which the original value is lost."""
_FORMULAS: tuple[CellOddity, ...] = ("error", "uncalculated")

_MAX_NAMED = 5
"""Lines with the same mistake that are named."""

Mistake = tuple[int, str]
"""The index of an agency in the list, and a sentence."""


def mistakes(lines: Sequence[ListedAgency], messages: Messages) -> list[str]:
    """A sentence for each mistake, in the order of the list."""
    found = sorted([*_of_single_lines(lines, messages), *_contradictions(lines, messages)])
    return [in_sheet(lines[place].sheet, sentence, messages) for place, sentence in found]


def in_sheet(sheet: str, sentence: str, messages: Messages) -> str:
    """A sentence about a line, with its sheet where there are several."""
    return messages("roster.in_sheet", sheet=sheet, sentence=sentence) if sheet else sentence


def codes_by_name(lines: Sequence[ListedAgency]) -> dict[str, str]:
    """Codes by normalised name, where it is unique, for lists that state the parent by name."""
    names = Counter(normalise_name(line.agency.name) for line in lines)
    codes = {normalise_code(line.agency.code) for line in lines}
    only = (line.agency for line in lines if names[normalise_name(line.agency.name)] == 1)
    return {normalise_name(a.name): a.code for a in only if a.name and normalise_code(a.name) not in codes}


def parents_of(lines: Sequence[ListedAgency]) -> Mapping[str, str]:
    """The codes of parents, by what the list calls them; unknown parents are left out."""
    by_code = {normalise_code(line.agency.code): line.agency.code for line in lines}
    by_name = codes_by_name(lines)
    called = {line.agency.parent for line in lines if line.agency.parent}
    found = {parent: by_code.get(normalise_code(parent)) or by_name.get(normalise_name(parent)) for parent in called}
    return {parent: code for parent, code in found.items() if code}


def _of_single_lines(lines: Sequence[ListedAgency], messages: Messages) -> Iterator[Mistake]:
    for place, line in enumerate(lines):
        values: dict[str, str] = {name: text for name, text in asdict(line.agency).items() if name != "others"}
        spoiled = {name: odd for name, odd in line.odd.items() if odd in _SPOILED and _matters(name, odd)}
        for name, odd in spoiled.items():
            column = messages(f"roster.{name}")
            yield place, messages(f"roster.odd_{odd}", line=line.line, column=column, found=values[name])
        for name in REQUIRED:
            if not values[name] and name not in spoiled:
                yield place, messages(f"roster.no_{name}", line=line.line)
        for name, limit in _MAX_LENGTHS.items():
            if (length := len(values[name])) > limit:
                yield place, messages(f"roster.long_{name}", line=line.line, length=length, limit=limit)
        for character in filter(None, map(unwritable, (*values.values(), *(text for _, text in line.agency.others)))):
            yield place, messages("roster.unwritable", line=line.line, character=character)


def _matters(name: str, odd: CellOddity) -> bool:
    """Whether an oddity changes a value: it does for codes, but not for names and telephone numbers."""
    return name in ("code", "parent") or (name == "name" and odd != "digits") or odd in _FORMULAS


def _contradictions(lines: Sequence[ListedAgency], messages: Messages) -> Iterator[Mistake]:
    """Contradictions between lines: duplicate codes, unknown parents, circles."""
    yield from _used_twice(lines, messages)
    parents = parents_of(lines)
    yield from _unknown_parents(lines, parents, messages)
    places = {line.agency.code: place for place, line in enumerate(lines)}
    above = {line.agency.code: parents.get(line.agency.parent, line.agency.parent) for line in lines}
    for circle in _circles(above):
        listed = " → ".join((*circle, circle[0]))
        place = places[circle[0]]
        yield place, messages("roster.circle", line=lines[place].line, circle=listed)


def _unknown_parents(
    lines: Sequence[ListedAgency], parents: Mapping[str, str], messages: Messages
) -> Iterator[Mistake]:
    """A mistake for each parent that is not found, however many lines name it: most often it was renamed."""
    agencies = [line.agency for line in lines]
    unknown: dict[tuple[str, str], list[int]] = {}
    for place, line in enumerate(lines):
        parent = line.agency.parent
        if parent and parent not in parents and not _is_spoiled(line):
            unknown.setdefault((line.sheet, parent), []).append(place)
    for (_, parent), places in unknown.items():
        alike, called = find_lookalike(parent, agencies), _called_otherwise(parent, agencies)
        key = "parent_like" if alike else "parent_called" if called else "unknown_parent"
        key = "same_as_none" if is_same_parent(parent) else key
        meant = alike or called
        if meant is not None and not meant.code:
            continue  # the mistake is the line that lacks its code
        like = {} if meant is None else {"like": meant.code, "agency": meant.name}
        numbers = [lines[place].line for place in places]
        named = messages("wording.comma").join(map(str, numbers[:_MAX_NAMED]))
        if len(numbers) > _MAX_NAMED:
            named = messages("roster.lines_in_all", lines=named, count=len(numbers))
        yield places[0], messages(f"roster.{key}", line=named, parent=parent, **like)


def _called_otherwise(parent: str, agencies: Sequence[Agency]) -> Agency | None:
    """The only agency whose name may be meant, without or with the city or county in front; None otherwise."""
    meant = BodyNames(agency.name for agency in agencies).meant_by(parent)
    return agencies[meant[0]] if len(meant) == 1 else None


def _is_spoiled(line: ListedAgency) -> bool:
    return line.odd.get("parent") in _SPOILED


def _used_twice(lines: Sequence[ListedAgency], messages: Messages) -> Iterator[Mistake]:
    first: dict[str, ListedAgency] = {}
    for place, line in enumerate(lines):
        code = normalise_code(caseless(line.agency.code))  # codes are part of file names
        other = first.setdefault(code, line)
        if code and other is not line:
            values = {"line": line.line, "code": line.agency.code, "first": other.line}
            key = "twice" if other.sheet == line.sheet else "twice_in_sheets"
            yield place, messages(f"roster.{key}", **values, sheet=other.sheet)


def _circles(above: Mapping[str, str]) -> Iterator[list[str]]:
    """The cycles of the hierarchy; each agency is visited once."""
    seen: set[str] = set()
    for start in above:
        path: dict[str, None] = {}
        code = start
        while code and code not in seen and code not in path:
            path[code] = None
            code = above.get(code, "")
        if code in path:
            passed = list(path)
            yield passed[passed.index(code) :]
        seen.update(path)
