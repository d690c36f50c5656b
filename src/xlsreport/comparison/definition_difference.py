"""What differs between two definitions of a report, and what that means for workbooks that are out."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Any, Literal

from xlsreport.comparison.declared_parts import DeclaredPart, PartSort, declared_parts
from xlsreport.definition.definition import Definition
from xlsreport.layout.landmarks import landmarks_of
from xlsreport.layout.workbook_layout import layout_of

ChangeSort = Literal["added", "removed", "changed", "moved"]
Validity = Literal["valid", "readable", "without_checks", "to_migrate", "other_edition", "other_report"]
"""What becomes of workbooks of the first definition where the second takes its place: they stay as valid as they were;
they are read with a warning; the same without the reasons that agencies gave; they have to be moved; they are told as
those of another edition, or of another report."""


@dataclass(frozen=True, slots=True)
class DefinitionChange:
    """One change of a form.

    Attributes:
        sort: what was done.
        part: to what.
        name: the id of that.
        label: its words, where it was renamed those it had before.
        key: of a change: the key of the definition file that says something else now.
        before: what it said; of what was moved, where it stood.
        after: what it says.
    """

    sort: ChangeSort
    part: PartSort
    name: str
    label: str
    key: str = ""
    before: str = ""
    after: str = ""

    def to_json(self) -> Mapping[str, Any]:
        """The change for the command's JSON."""
        return {name: getattr(self, name) for name in ("sort", "part", "name", "label", "key", "before", "after")}


@dataclass(frozen=True, eq=False)
class DefinitionDifferences:
    """Two definitions side by side: ``changes`` from the first to the second, in the order of the form."""

    before: Definition
    after: Definition
    changes: tuple[DefinitionChange, ...]
    validity: Validity

    @property
    def is_same(self) -> bool:
        """Whether they say the same."""
        return not self.changes


def diff_definitions(before: Definition, after: Definition) -> DefinitionDifferences:
    """What was added, removed, changed and moved between two definitions, and whether workbooks stay valid."""
    parts = declared_parts(before.declaration), declared_parts(after.declaration)
    changes = tuple(_changes(*parts))
    return DefinitionDifferences(before, after, changes, validity_of(before, after))


def validity_of(before: Definition, after: Definition) -> Validity:
    """What becomes of workbooks of one definition where another takes its place."""
    if before.declaration.id != after.declaration.id:
        return "other_report"
    if before.name != after.name:
        return "other_edition"
    if before.fingerprint == after.fingerprint:
        return "valid"
    marks, others = dict(landmarks_of(before)), dict(landmarks_of(after))
    checks = layout_of(before).checks.sheet, layout_of(after).checks.sheet
    same_checks = marks.pop(checks[0]) == others.pop(checks[1])
    if marks != others or _cells(before) != _cells(after):
        return "to_migrate"
    return "readable" if same_checks else "without_checks"


def _cells(definition: Definition) -> object:
    """Where everything stands that is entered."""
    layout = layout_of(definition)
    lists = {name: (laid.first_line_row, laid.entries) for name, laid in layout.lists.items()}
    lines = {name: laid.lines for name, laid in layout.narratives.items()}
    return {place: layout.cell(place) for place in definition.places}, dict(layout.fields), lists, lines


def _changes(before: Sequence[DeclaredPart], after: Sequence[DeclaredPart]) -> Iterator[DefinitionChange]:
    old = {(part.sort, part.name): part for part in before}
    new = {(part.sort, part.name): part for part in after}
    went = _elsewhere([p for k, p in old.items() if k not in new], [p for k, p in new.items() if k not in old])
    came = {id(target): source for source, target in went}
    for key, part in new.items():
        known = old.get(key) or came.get(id(part))
        if known is None:
            yield DefinitionChange("added", part.sort, part.name, part.label, after=part.within)
            continue
        if known.name != part.name or known.within != part.within:
            yield DefinitionChange("moved", part.sort, part.name, part.label, "", known.name, part.name)
        yield from _said_otherwise(known, part)
    gone = {id(source) for source, _ in went}
    for key, part in old.items():
        if key not in new and id(part) not in gone:
            yield DefinitionChange("removed", part.sort, part.name, part.label, before=part.within)
    yield from _reordered(old, new)


def _elsewhere(
    gone: Sequence[DeclaredPart], come: Sequence[DeclaredPart]
) -> Sequence[tuple[DeclaredPart, DeclaredPart]]:
    """Rows and columns that stand in another table now, by the same id and the same words."""
    rest = list(come)
    found = []
    for part in gone:
        own = part.name.rpartition(".")[2]
        same = (
            one
            for one in rest
            if part.sort in ("row", "column")
            and (one.sort, one.name.rpartition(".")[2], one.label) == (part.sort, own, part.label)
        )
        if (target := next(same, None)) is not None:
            rest.remove(target)
            found.append((part, target))
    return found


def _said_otherwise(before: DeclaredPart, after: DeclaredPart) -> Iterator[DefinitionChange]:
    for key in dict.fromkeys((*before.says, *after.says)):
        old, new = before.says.get(key, ""), after.says.get(key, "")
        if old != new:
            yield DefinitionChange("changed", after.sort, after.name, before.label, key, old, new)


_Parts = Mapping[tuple[PartSort, str], DeclaredPart]


def _reordered(old: _Parts, new: _Parts) -> Iterator[DefinitionChange]:
    """Parts that stand at another place among those beside them that both forms have."""
    kept = [key for key in new if key in old and old[key].within == new[key].within]
    for within in dict.fromkeys((key[0], new[key].within) for key in kept):
        after = [key for key in kept if (key[0], new[key].within) == within]
        before = [key for key in old if key in after]
        matcher = SequenceMatcher(None, before, after, autojunk=False)
        settled = {after[n] for block in matcher.get_matching_blocks() for n in range(block.b, block.b + block.size)}
        for key in after:
            if key not in settled:
                part, places = new[key], (str(before.index(key) + 1), str(after.index(key) + 1))
                yield DefinitionChange("moved", part.sort, part.name, part.label, "order", *places)
