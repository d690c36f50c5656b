"""A submission in the present form that still knows the file of an earlier form in which it came.

A round reads what it gave out by the form that it gave it out in, and checks it by the form that holds now. What is
found names the cells of the file as the agency has it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from xlsreport.definition.definition import Definition
from xlsreport.definition.place import Place
from xlsreport.definition.succession.succession import Succession, succession_between
from xlsreport.definition.tables.table_declaration import LINE
from xlsreport.inspection.submission_check import examine
from xlsreport.layout.cells import CellRef
from xlsreport.layout.positions import Positions
from xlsreport.layout.workbook_layout import layout_of
from xlsreport.migration.migrating import migrate
from xlsreport.migration.migration_result import MigratedValue, Migration, ValueSort
from xlsreport.submission.alteration import Alteration, AlterationKind, altered_sheet
from xlsreport.submission.submission import Submission, shortened

_MUST_HAVE_A_PLACE: frozenset[ValueSort] = frozenset({"cover", "figure", "line", "text", "answer"})
"""What an agency reported; reasons for rules that hold no more and last year's figures may go."""
_MAX_SHOWN = 80
"""Characters of a value in the sentence that it has no place."""


def moved_submission(before: Submission, present: Definition) -> Submission:
    """What a file of an earlier form states, in the present form, with where it stands in that file.

    The file is compared with the form that it was given out in. What it states and the present form does not ask for
    is among its alterations.

    Args:
        before: as it was read from the file, by the form that it was made from.
        present: the form of the round now.

    Raises:
        MigrationError: they are not forms of the same report.
        TypeError: the submission was read from no file.
    """
    source = before.source
    if source is None:
        raise TypeError("a submission that was not read from a file has no cells in one")
    migration = migrate(before, present)
    after = migration.after
    positions = EarlierPositions(
        layout_of(after.definition), before=before.positions, succession=succession_between(before.definition, present)
    )
    alterations = tuple(_alterations(migration))
    file = replace(source, positions=positions, alterations=alterations, is_examined=True)
    return replace(after, identity=before.identity, source=file)


@dataclass(frozen=True, eq=False, kw_only=True)
class EarlierPositions(Positions):
    """The cells of a file of an earlier form, by the names of the present one.

    What the earlier form did not ask for is where the present form has it, since it is nowhere in the file.
    """

    before: Positions
    succession: Succession

    def cell(self, place: Place) -> CellRef:
        """The cell that holds a figure of this year, or the first of those that are added up."""
        source = self._source(place)
        return super().cell(place) if source is None else self.before.cell(source)

    def line_cell(self, place: Place, line: int) -> CellRef:
        """The cell of a column in a line of a list."""
        source = self._source(place._replace(row=LINE))
        return super().line_cell(place, line) if source is None else self.before.line_cell(source, line)

    def nil(self, table: str) -> CellRef | None:
        """The cell in which a table is declared to be all zero, where it can be."""
        earlier = self.before.layout
        is_there = table in earlier.tables or table in earlier.lists
        return self.before.nil(table) if is_there else super().nil(table)

    def cover_field(self, name: str) -> CellRef:
        """The cell for ``agency``, ``year``, a declared field of the cover, or the comment below a table."""
        is_there = name in ("agency", "year", *self.before.layout.fields)
        return self.before.cover_field(name) if is_there else super().cover_field(name)

    def first_line(self, section: str) -> CellRef:
        """The cell of the first paragraph of a section."""
        is_there = section in self.before.layout.narratives
        return self.before.first_line(section) if is_there else super().first_line(section)

    def _source(self, place: Place) -> Place | None:
        """The place of the earlier form that leads to one of the present form."""
        sources = self.succession.sources(place)
        known = self.before.layout.definition
        return next((one for one in sources if one in known.places or one.table in known.lists), None)


def _alterations(migration: Migration) -> Iterator[Alteration]:
    """That it is of an earlier form, what has no place any more, and what was done to its file."""
    before = migration.before
    cover = before.positions.sheet(before.positions.layout.cover.sheet)
    yield altered_sheet(AlterationKind.EARLIER_FORM, cover)
    for value in migration.values:
        if value.is_lost and value.sort in _MUST_HAVE_A_PLACE:
            words = {"label": value.label, "value": shortened(value.value, _MAX_SHOWN), "because": value.because}
            cell = _cell_of(value, before)
            yield Alteration(AlterationKind.UNPLACED, cell.to(cell), words)
    yield from examine(before).alterations


def _cell_of(value: MigratedValue, before: Submission) -> CellRef:
    """Where the file states a value; the first cell of its cover where no single cell does."""
    positions, definition = before.positions, before.definition
    if value.name in definition.narratives:
        return positions.first_line(value.name)
    if value.name in definition.fields:
        return positions.cover_field(value.name)
    if value.name.count(".") + 1 == len(Place._fields):
        place = Place.parse(value.name)
        if place in definition.places:
            return positions.cell(place)
        if place.table in definition.lists and place.row.isdecimal():
            return positions.line_cell(place._replace(row=LINE), int(place.row))
    return CellRef(positions.sheet(positions.layout.cover.sheet), 0, 0)
