"""Whatever happens to a workbook, it is read right, or refused, or a finding says so.

This is a sample; the long run is ``python bench/fuzz.py --count 50000``.
"""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from random import Random

import pytest

from fuzz.archive import Member, packed
from fuzz.bases import NAMES, Base, base_named, bases
from fuzz.locating import Telling
from fuzz.mutations import FAMILIES, FIRST, Families, mutant
from fuzz.sheet import sheet_of
from fuzz.trial import silent, tried
from fuzz.truth import UNCLEAR, sheets_in
from support.depth import cases
from xlsreport import read_workbook
from xlsreport.layout.cells import CellRef

pytestmark = pytest.mark.slow

SEED = 2025
MUTANTS = cases(usual=180, deep=720)
"""Of the families that there were first; of all of them there are two thirds as many more."""
PARTS = 6
"""The sample is tested in so many parts, which can run side by side."""
FORENSIC = 20
"""One mutant of so many is also looked at thoroughly, which takes longest."""


def distinct() -> Base:
    return base_named("2021-distinct")


@pytest.mark.parametrize("part", range(PARTS))
@pytest.mark.parametrize(("families", "count"), [(FIRST, MUTANTS), (FAMILIES, 2 * MUTANTS // 3)], ids=["first", "all"])
def test_no_mutant_is_read_wrongly_in_silence_or_ends_in_another_error_than_the_declared_one(
    families: Families, count: int, part: int, tmp_path: Path
) -> None:
    failed = []
    for number in range(part, count, PARTS):
        made = mutant(bases(), SEED, number, families)
        outcome = tried(made.base, made.data, tmp_path / "mutant.xlsx", forensic=number // PARTS % FORENSIC == 0)
        if outcome.result == "failed":
            failed.append(f"{number} {made.base.name} {made.changes}: {outcome.why}")
    assert not failed, "\n".join(failed)


@pytest.mark.parametrize("name", NAMES)
def test_an_untouched_workbook_is_read_as_before(name: str, tmp_path: Path) -> None:
    base = base_named(name)
    assert base.name == name
    for data in (base.archive, packed(base.members())):
        assert tried(base, data, tmp_path / "same.xlsx", forensic=True).result == "identical"


@pytest.mark.parametrize("name", [name for family in FAMILIES.values() for name in family])
def test_every_mutation_changes_a_workbook(name: str) -> None:
    change = next(family[name] for family in FAMILIES.values() if name in family)
    base, draw = distinct(), Random(SEED)

    def changed() -> bytes:
        members = base.members()
        change(base, members, draw)
        return packed(members)

    assert any(changed() != packed(base.members()) for _ in range(8))


def test_the_same_number_makes_the_same_mutant() -> None:
    assert mutant(bases(), SEED, 7) == mutant(bases(), SEED, 7)
    assert mutant(bases(), SEED, 7) != mutant(bases(), SEED + 1, 7)


class TestTruth:
    """The judge is no good if it sees nothing."""

    cell = CellRef("三、申请办理", 6, 3)

    def telling(self, members: list[Member]) -> Telling:
        told = sheets_in(packed(members))
        assert told is not None
        return Telling(distinct(), told)

    def test_every_figure_of_a_base_is_told_as_it_was_entered(self) -> None:
        base = distinct()
        telling = self.telling(base.members())
        for place, entry in base.submission.entries.items():
            assert telling.at(base.layout.cell(place)) == [entry.typed]

    def test_a_changed_figure_is_told(self) -> None:
        members = distinct().members()
        sheet = sheet_of(distinct(), members, self.cell.sheet)
        assert sheet is not None
        sheet.put(self.cell, "n", "77.5")
        sheet.save()
        assert self.telling(members).at(self.cell) == [Decimal("77.5")]

    def test_a_figure_is_told_by_its_labels_where_rows_and_columns_were_inserted(self) -> None:
        members = distinct().members()
        before = self.telling(members).at(self.cell)
        sheet = sheet_of(distinct(), members, self.cell.sheet)
        assert sheet is not None
        sheet.shift(6, 10**6, 2, 0)
        sheet.save()
        assert self.telling(members).at(self.cell) == before

    def test_two_values_of_one_cell_are_unclear(self) -> None:
        members = distinct().members()
        sheet = sheet_of(distinct(), members, self.cell.sheet)
        assert sheet is not None
        one, other = sheet.cells[self.cell.a1], sheet.cells["E7"]
        other.set("r", one.get("r", ""))
        sheet.save()
        assert self.telling(members).at(self.cell) == [UNCLEAR]

    def test_a_figure_that_is_read_from_another_cell_is_seen(self, tmp_path: Path) -> None:
        """A workbook with two figures exchanged is judged as if it were the one before: each of them is a failure."""
        base, file = distinct(), tmp_path / "exchanged.xlsx"
        members = base.members()
        sheet = sheet_of(base, members, self.cell.sheet)
        assert sheet is not None
        sheet.exchange(self.cell, CellRef(self.cell.sheet, 6, 4))
        sheet.save()
        file.write_bytes(packed(members))
        submission = read_workbook(file)
        wrong = list(silent(base, submission, (), sheets_in(packed(base.members()))))
        assert [line.partition(":")[0] for line in wrong] == [
            "requests.received.natural at '三、申请办理'!D7",
            "requests.received.business at '三、申请办理'!E7",
        ]
        assert list(silent(base, submission, (), sheets_in(packed(members)))) == []

    def test_a_figure_that_is_dropped_is_seen(self) -> None:
        base = distinct()
        place = next(iter(base.submission.entries))
        kept = {known: entry for known, entry in base.submission.entries.items() if known != place}
        wrong = list(silent(base, replace(base.submission, entries=kept), (), sheets_in(base.archive)))
        assert [line.partition(" ")[0] for line in wrong] == [str(place)]
