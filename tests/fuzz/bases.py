"""The workbooks that are mutated: every place holds a figure of its own, so that nothing can move unseen."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from fuzz.archive import DEFLATED, Member, packed
from fuzz.truth import At, labels_in
from support.files import saved
from support.fillings import DEFINITIONS, definition_named, fillings
from support.parts import sheet_parts
from xlsreport import Definition, Place, Submission, check, new_submission, read_workbook
from xlsreport.checking.findings import Finding
from xlsreport.definition.figure_kinds.kinds import Choice, Text
from xlsreport.definition.loading.sheet_names import STAMP_SHEET
from xlsreport.layout.cells import CellRef
from xlsreport.layout.workbook_layout import Layout, layout_of

_SEED = 31


@dataclass(frozen=True, eq=False)
class Base:
    """A filled workbook, in parts, with what was read from it before anything happened to it."""

    name: str
    submission: Submission
    findings: tuple[Finding, ...]
    contents: Mapping[str, bytes]
    labels: Mapping[str, Mapping[At, str]]

    @property
    def definition(self) -> Definition:
        """What it is a workbook of."""
        return self.submission.definition

    @property
    def layout(self) -> Layout:
        """Where everything stands in it."""
        return layout_of(self.definition)

    def members(self) -> list[Member]:
        """Its parts, to be changed."""
        return [Member(name, content) for name, content in self.contents.items()]

    @cached_property
    def archive(self) -> bytes:
        """The file as programs write it, compressed."""
        return packed(Member(name, content, DEFLATED) for name, content in self.contents.items())

    @cached_property
    def parts(self) -> Mapping[str, str]:
        """The part of each sheet."""
        return sheet_parts(self.contents)

    @cached_property
    def entry_cells(self) -> tuple[CellRef, ...]:
        """The cells of figures that are entered, this year's and last year's."""
        entered = [place for place, facts in self.definition.places.items() if not facts.computed]
        cells = [self.layout.cell(place) for place in entered]
        return (*cells, *map(self.layout.previous_cell, self.definition.previous_places))

    @cached_property
    def total_cells(self) -> tuple[CellRef, ...]:
        """The cells of figures that are calculated."""
        return tuple(self.layout.cell(place) for place, facts in self.definition.places.items() if facts.computed)

    @cached_property
    def nil_cells(self) -> tuple[CellRef, ...]:
        """The cells in which tables are declared to be all zero."""
        return tuple(table.nil for table in self.layout.tables.values() if table.nil is not None)

    @cached_property
    def stamp_cells(self) -> tuple[CellRef, ...]:
        """The values on the stamp's sheet."""
        return tuple(CellRef(STAMP_SHEET, row, 1) for row, column in self.labels[STAMP_SHEET] if column == 1)

    @cached_property
    def label_cells(self) -> tuple[CellRef, ...]:
        """Everything that nobody is to change."""
        sheets = {table.sheet for table in self.layout.tables.values()} | {self.layout.cover.sheet}
        return tuple(CellRef(sheet, *at) for sheet in sorted(sheets) for at in self.labels[sheet])


_KINDS = ("distinct", "nil", "typed")
NAMES = tuple(f"{Path(name).stem}-{kind}" for name in DEFINITIONS for kind in _KINDS)


def bases() -> tuple[Base, ...]:
    """Of every definition: a workbook of figures that all differ, one as people fill it in, and a nil return."""
    return tuple(base for name in DEFINITIONS for base in _bases_of(name))


@cache
def _bases_of(name: str) -> tuple[Base, ...]:
    with TemporaryDirectory() as folder:
        return tuple(_made_in(Path(folder), name))


def _made_in(folder: Path, name: str) -> Iterator[Base]:
    definition = definition_named(name)
    blank = saved(new_submission(definition), folder, "blank.xlsx").read_bytes()
    labels = labels_in(blank)
    drawn = list(fillings(definition, 12, seed=_SEED))
    chosen = {"distinct": _distinct(definition), "nil": drawn[2], "typed": max(drawn[4:], key=lambda s: len(s.entries))}
    for kind, submission in chosen.items():
        file = saved(submission, folder, "base.xlsx")
        with zipfile.ZipFile(io.BytesIO(file.read_bytes())) as archive:
            contents = {part: archive.read(part) for part in archive.namelist()}
        again = read_workbook(file, definition)
        yield Base(f"{Path(name).stem}-{kind}", again, check(again), contents, labels)


def _distinct(definition: Definition) -> Submission:
    entries: dict[str, Any] = {}
    number = 1000
    for place, facts in definition.places.items():
        if not facts.computed:
            number += 7
            entries[str(place)] = _figure(definition, place, number)
    previous = {place: 500_000 + 3 * n for n, place in enumerate(definition.previous_places)}
    texts: dict[str, Any] = {name: [f"{name} {n}" for n in range(1, 5)] for name in definition.narratives}
    fields = {name: f"{name} 1" for name in definition.fields}
    return new_submission(definition, agency="示例县", year=2025, entries=entries | texts | fields, previous=previous)


def _figure(definition: Definition, place: Place, number: int) -> int | str:
    match definition.places[place].kind:
        case Choice(options=options):
            return options[number % len(options)]
        case Text():
            return f"text {number}"
        case _:
            return number


def base_named(name: str) -> Base:
    """One of the NAMES."""
    definition, kind = divmod(NAMES.index(name), len(_KINDS))
    return _bases_of(DEFINITIONS[definition])[kind]
