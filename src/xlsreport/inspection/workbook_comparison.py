"""Compares a workbook that came back with the one that was given out, and lists the alterations."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from xlsreport.checking.wording import Wording
from xlsreport.definition.loading.sheet_names import STAMP_SHEET
from xlsreport.definition.place import Place
from xlsreport.inspection.canonical_formulas import CanonicalForms
from xlsreport.inspection.cell_areas import grouped_areas
from xlsreport.inspection.deleted_lines import DeletedLines
from xlsreport.inspection.list_comparison import LongListComparison
from xlsreport.inspection.snapshot import SheetSnapshot, Snapshot
from xlsreport.layout.cells import CellRange, CellRef, rectangles
from xlsreport.layout.positions import Positions
from xlsreport.layout.sheet_layouts import CHECK_COLUMNS
from xlsreport.spreadsheet.opened_spreadsheet import BROKEN_REFERENCE
from xlsreport.submission.alteration import Alteration, AlterationKind, altered_sheet, once_for_all_sheets
from xlsreport.submission.identity.issued_text import lines_not_issued
from xlsreport.submission.label_normalising import normalise_label
from xlsreport.submission.submission import shortened
from xlsreport.values import exact, typed_text

_CHECK_COLUMNS = range(len(CHECK_COLUMNS))
_NOTICE = re.compile(r"\A\s*\[[^\]]{1,40}\].{1,600}?linkid=870924\s*[^\n:：]{1,20}[:：]", re.DOTALL)
"""The notice that Excel puts before a threaded comment for programs that do not support them."""


@dataclass(frozen=True)
class WorkbookComparison:
    """Two looks at a workbook: as it was given out, and as it came back; ``positions`` leads from one to the other.

    ``right_totals`` are the cells of computed places that display what the entries give, ``wrong_totals`` those that
    display something else; ``unreadable_cells`` are those of entries of which another finding says that they cannot be
    read. ``issued_digests`` are digests of the lines of comments that a returned workbook was given out with.
    ``earlier``: an earlier writer wrote the workbook that was given out, so that only what every writer writes alike
    is compared: the formulas of totals, references that are broken, what may be entered where, locks. ``filled_in`` are
    fields of the cover that the round filled in and locked, so that nothing may be entered there. ``long_lists`` have
    the lines that the two looks leave out, ``deleted`` are unused lines that are gone.
    """

    issued: Snapshot
    returned: Snapshot
    positions: Positions
    right_totals: frozenset[CellRef] = frozenset()
    wrong_totals: frozenset[CellRef] = frozenset()
    unreadable_cells: frozenset[CellRef] = frozenset()
    issued_digests: frozenset[str] = frozenset()
    earlier: bool = False
    filled_in: frozenset[CellRef] = frozenset()
    long_lists: tuple[LongListComparison, ...] = ()
    deleted: DeletedLines = field(default_factory=lambda: DeletedLines({}))

    def alterations(self) -> Iterator[Alteration]:
        """Everything that differs, sheet by sheet; what all sheets may have lost alike is told once."""
        return once_for_all_sheets(self._of_all_sheets())

    def _of_all_sheets(self) -> Iterator[Alteration]:
        pairs = list(self._pairs())
        if self._is_copy:
            cover = self.positions.sheet(self.positions.layout.cover.sheet)
            yield altered_sheet(AlterationKind.COPIED, cover, count=sum(len(issued.formulas) for issued, _ in pairs))
        for issued, returned in pairs:
            if not self._is_copy:
                yield from self._formulas(issued, returned)
                yield from self._validations(issued, returned)
            yield from self._locks(issued, returned)
            if not self.earlier:
                yield from self._texts(issued, returned)
            if not (self.earlier or self._is_copy):
                yield from self._merges(issued, returned)
            yield from self._comments(returned)
        for lines in () if self._is_copy else self.long_lists:
            yield from lines.alterations()
        yield from self._shortened()
        yield from self._protection(pairs)
        yield from self._names()
        if (listed := self.returned.sheets.get(self.positions.layout.returned_sheet)) and self.issued_digests:
            yield from self._comments(listed)

    def _shortened(self) -> Iterator[Alteration]:
        for laid in self.positions.layout.lists.values():
            first, count = self.deleted.gone.get(self.positions.sheet(laid.sheet), (0, 0))
            if count:
                cell = CellRef(self.positions.sheet(laid.sheet), first - 1, 0)
                words = {"sheet": cell.sheet, "count": count, "room": laid.most - count}
                yield Alteration(AlterationKind.SHORTENED, cell.to(cell), words)

    def intact_totals(self, places: Iterable[Place]) -> frozenset[Place]:
        """Those of the places whose formula is as it was given out."""
        changed = {cell for pair in self._pairs() for cell in self._changed[pair[0].name]}
        return frozenset(place for place in places if self.positions.cell(place) not in changed)

    def _pairs(self) -> Iterator[tuple[SheetSnapshot, SheetSnapshot]]:
        for name, sheet in self.issued.sheets.items():
            returned = self.returned.sheets.get(self.positions.sheet(name))
            if returned is not None and name != STAMP_SHEET and name not in self.positions.lost:
                yield sheet, returned

    @cached_property
    def _is_copy(self) -> bool:
        """Whether not one formula came back, so that what else went with them is no alteration of its own."""
        pairs = list(self._pairs())
        return any(issued.formulas for issued, _ in pairs) and not any(returned.formulas for _, returned in pairs)

    @cached_property
    def _changed(self) -> Mapping[str, dict[CellRef, CellRef]]:
        """By sheet, as it was given out; comparing formulas is what takes most of the time."""
        return {issued.name: self._changed_formulas(issued, returned) for issued, returned in self._pairs()}

    def _changed_formulas(self, issued: SheetSnapshot, returned: SheetSnapshot) -> dict[CellRef, CellRef]:
        """Cells whose formula is missing or different: where they are now, and where they were given out."""
        changed = {}
        for cell, formula in issued.formulas.items():
            if cell in self._states:
                continue
            now = self.positions.where(cell)
            if self.deleted.are_gone(now):
                continue
            if self.earlier and cell not in self._totals and BROKEN_REFERENCE not in returned.formulas.get(now, ""):
                continue
            if returned.formulas.get(now) != formula and not self._same(cell, formula, now, returned):
                changed[now] = cell
        return changed

    @cached_property
    def _totals(self) -> Mapping[CellRef, str]:
        """The cells of computed places in the layout, with the names of these places."""
        layout = self.positions.layout
        name = Wording(layout.definition).place
        return {layout.cell(p): name(p) for p, facts in layout.definition.places.items() if facts.computed}

    @cached_property
    def _states(self) -> frozenset[CellRef]:
        """Hidden cells that only control the colours of others; changes of these are harmless."""
        tables = self.positions.layout.tables.values()
        of_tables = (cell for table in tables for cell in (*table.case_states.values(), *table.asked.values()))
        return frozenset((*of_tables, *self.positions.layout.asked_texts.values()))

    def _same(self, cell: CellRef, formula: str, now: CellRef, returned: SheetSnapshot) -> bool:
        text = returned.formulas.get(now)
        if text is None:
            return False
        as_issued, as_returned = self._forms
        return as_issued.of(formula, cell.sheet) == as_returned.of(text, now.sheet)

    @cached_property
    def _forms(self) -> tuple[CanonicalForms, CanonicalForms]:
        """Of the formulas as they were given out, with cells where they are now, and as they came back."""
        return CanonicalForms(lambda cell: self.deleted.left(self.positions.where(cell))), CanonicalForms()

    def _formulas(self, issued: SheetSnapshot, returned: SheetSnapshot) -> Iterator[Alteration]:
        changed = self._changed[issued.name]
        typed_over = {now for now in changed if now in returned.constants}
        harmless = typed_over & self.right_totals
        cleared = changed.keys() - typed_over - returned.formulas.keys()
        totals = {now: self._totals[cell] for now, cell in changed.items() if cell in self._totals}
        lost = {now for now in changed if BROKEN_REFERENCE in returned.formulas.get(now, "")}
        if lost:
            yield Alteration(AlterationKind.FORMULA_LOST, rectangles(lost)[0], {"count": len(lost)})
        groups: tuple[tuple[AlterationKind, set[CellRef]], ...] = (
            (AlterationKind.TOTAL_OVERWRITTEN, harmless),
            (AlterationKind.FORMULA_OVERWRITTEN, typed_over - harmless - self.wrong_totals),
            (AlterationKind.FORMULA_CHANGED, (changed.keys() & returned.formulas.keys()) - lost),
            (AlterationKind.TOTAL_CLEARED, cleared & totals.keys()),
            (AlterationKind.FORMULA_CLEARED, cleared - totals.keys()),
        )
        for kind, cells in groups:
            for area, count in grouped_areas(cells):
                words = {
                    "formula_before": issued.formulas[changed[area.first]],
                    "formula_now": returned.formulas.get(area.first, ""),
                    "value": shortened(typed_text(exact(returned.constants.get(area.first, "")))),
                }
                yield Alteration(kind, area, {**words, "count": count, "place": totals.get(area.first, "")})
        # In a workbook of format 1 the lengths stand where there is room now.
        calculated = {self.positions.where(cell) for cell in issued.formulas}
        narratives = self.positions.layout.narratives.values()
        room = [cell for one in narratives if one.sheet == issued.name for cell in one.room.cells()]
        entries = {self.positions.where(cell) for cell in (*issued.unlocked, *room)} - calculated
        for area, count in grouped_areas(entries.intersection(returned.formulas) - self.unreadable_cells):
            now = returned.formulas[area.first]
            yield Alteration(AlterationKind.FORMULA_ENTERED, area, {"formula_now": now, "count": count})

    def _texts(self, issued: SheetSnapshot, returned: SheetSnapshot) -> Iterator[Alteration]:
        changed = {}
        skipped = self._not_fixed()
        for cell, text in issued.constants.items():
            if isinstance(text, str) and cell not in issued.unlocked and cell not in skipped:
                now = self.positions.where(cell)
                found = returned.constants.get(now, "")
                if normalise_label(typed_text(exact(found))) != normalise_label(text):
                    changed[now] = (text, typed_text(exact(found)))
        if changed:
            now, (text, found) = next(iter(changed.items()))
            words = {"before": shortened(text), "after": shortened(found), "count": len(changed)}
            yield Alteration(AlterationKind.TEXT, now.to(now), words)

    def _not_fixed(self) -> frozenset[CellRef]:
        """Locked cells whose contents differ between workbooks: agency, year, last year's figures."""
        layout = self.positions.layout
        previous = [cell for table in layout.tables.values() for cell in table.previous.values()]
        for laid in layout.lists.values():
            for column in () if laid.before is None else laid.before.shown.values():
                previous += laid.column(column).cells()
        return frozenset((*layout.cover.required, *previous, *self._rows_of_later, *self._own_lines_of_later))

    @cached_property
    def _own_lines_of_later(self) -> frozenset[CellRef]:
        """The cover's lines for the reporter's own preamble, where the workbook is older than these lines."""
        layout = self.positions.layout
        cells = [layout.cover.fields[name] for name in layout.definition.own_lines]
        labels = [CellRef(cell.sheet, cell.row, cell.column - 1) for cell in cells]
        returned = self.returned.sheets.get(self.positions.sheet(layout.cover.sheet))
        there = returned is not None and any(self.positions.where(cell) in returned.constants for cell in labels)
        return frozenset() if there else frozenset((*cells, *labels))

    @cached_property
    def _rows_of_later(self) -> frozenset[CellRef]:
        """The rows of claims on the checks sheet, where the workbook is older than these rows."""
        checks = self.positions.layout.checks
        rows = {CellRef(checks.sheet, row, column) for row in checks.claims.values() for column in _CHECK_COLUMNS}
        returned = self.returned.sheets.get(self.positions.sheet(checks.sheet))
        there = returned is not None and any(self.positions.where(cell) in returned.constants for cell in rows)
        return frozenset() if there else frozenset(rows)

    def _locks(self, issued: SheetSnapshot, returned: SheetSnapshot) -> Iterator[Alteration]:
        cells = {
            self.positions.where(cell) for cell in (*issued.formulas, *issued.constants) if cell not in issued.unlocked
        }
        opened = sorted(cells & returned.unlocked)
        if opened:
            yield Alteration(AlterationKind.UNLOCKED, opened[0].to(opened[0]), {"count": len(opened)})

    def _validations(self, issued: SheetSnapshot, returned: SheetSnapshot) -> Iterator[Alteration]:
        later = self._rows_of_later | self._own_lines_of_later | self.filled_in
        entries = (cell for cell in issued.unlocked if issued.is_validated(cell) and cell not in later)
        if self.earlier:
            entries = (cell for cell in entries if cell.sheet in self.positions.layout.table_sheets)
        places = ((cell, self.positions.where(cell)) for cell in entries)
        here = ((cell, now) for cell, now in places if not self.deleted.are_gone(now))
        lost = sorted(now for cell, now in here if _is_lost(cell, now, issued, returned))
        if lost:
            yield Alteration(AlterationKind.VALIDATION, lost[0].to(lost[0]), {"count": len(lost)})

    def _merges(self, issued: SheetSnapshot, returned: SheetSnapshot) -> Iterator[Alteration]:
        where = self.positions.where
        expected = {CellRange(where(area.first), where(area.last)) for area in issued.merged}
        differing = sorted(expected ^ returned.merged)
        if differing:
            yield Alteration(AlterationKind.MERGE, differing[0], {"count": len(differing)})

    def _comments(self, returned: SheetSnapshot) -> Iterator[Alteration]:
        for cell, text in returned.comments.items():
            remark = lines_not_issued(_NOTICE.sub("", text), self.issued_digests)
            if remark or not self.issued_digests:
                yield Alteration(AlterationKind.COMMENT, cell.to(cell), {"text": shortened(" ".join(remark.split()))})

    def _protection(self, pairs: list[tuple[SheetSnapshot, SheetSnapshot]]) -> Iterator[Alteration]:
        opened = [returned.name for issued, returned in pairs if issued.protected and not returned.protected]
        if opened:
            yield altered_sheet(AlterationKind.UNPROTECTED, opened[0], count=len(opened))

    def _names(self) -> Iterator[Alteration]:
        added = {name: text for name, text in self.returned.names.items() if name not in self.issued.names}
        if added:
            sheet = self.positions.sheet(self.positions.layout.cover.sheet)
            name, text = next(iter(added.items()))
            yield altered_sheet(AlterationKind.NAME, sheet, name=name, meaning=shortened(text), count=len(added))


def _is_lost(cell: CellRef, now: CellRef, issued: SheetSnapshot, returned: SheetSnapshot) -> bool:
    """Whether a cell has lost its restriction on entries, or the prompt where it had only that."""
    return not (returned.is_limited(now) if issued.is_limited(cell) else returned.is_validated(now))
