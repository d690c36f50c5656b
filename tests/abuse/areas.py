"""Areas that are hidden, merged and separated."""

from __future__ import annotations

from abuse.deed import Deed, calc, note, read, told, warning
from abuse.form import Form


def rows_hidden(form: Form) -> Deed:
    """Two rows with figures are hidden."""
    cell = form.cell("granted.natural")
    area = form.area("granted.natural", "partly_granted.all")
    return Deed(
        calc(("hide_rows", cell.sheet, cell.row, 2)),
        read(warning("hidden", area)),
        lambda file: file.hidden_rows(cell.sheet) == {cell.row, cell.row + 1},
    )


def columns_hidden(form: Form) -> Deed:
    """A column with figures is hidden."""
    area = form.area("received.research", "carried_out.research")
    return Deed(
        calc(("hide_columns", area.sheet, area.first.column)),
        read(warning("hidden", area)),
        lambda file: any(
            column.get("hidden") in ("1", "true") and column.get("min") == str(area.first.column + 1)
            for column in file.elements(area.sheet, "col")
        ),
    )


def figures_merged(form: Form) -> Deed:
    """Two entry cells are merged, by which the second figure is lost."""
    area = form.area("to_be_made.welfare", "to_be_made.law_services")
    lost = form.cell("to_be_made.law_services")
    return Deed(
        calc(("clear", lost.sheet, lost.a1), ("merge", area.sheet, area.a1)),
        read(
            note("merge", area),
            told("filled", "error", lost),
            requests__to_be_made__law_services=None,
        ),
        lambda file: area.a1 in file.merged(area.sheet),
    )


def labels_unmerged(form: Form) -> Deed:
    """The merged cells of a label are separated."""
    (area,) = (
        form.requests.cells_of(label.box)
        for label in form.requests.grid.labels
        if label.text.startswith("（三）不予公开")
    )
    return Deed(
        calc(("merge", area.sheet, area.a1, False)),
        read(note("merge", area)),
        lambda file: area.a1 not in file.merged(area.sheet),
    )
