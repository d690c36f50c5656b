"""Who reports for which year, and last year's figures: what the office gave out and nobody should change."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from abuse.deed import Deed, Read, Rejected, Told, calc, note, put, read, shown, told, warning
from abuse.form import EDITIONS, Form
from xlsreport.definition.loading.sheet_names import STAMP_SHEET
from xlsreport.layout.cells import CellRef
from xlsreport.submission.stamping import stamp_for

_OTHER_AGENCY = "另一县人民政府"


def _edited(
    form: Form, outcome: Read | Rejected, cells: Mapping[CellRef, str | int] | None = None, **stamp: str
) -> Deed:
    """The stamp says something else; and maybe other cells do."""
    names = [name for name, _ in stamp_for(form.submission).rows()]
    changes = {CellRef(STAMP_SHEET, names.index(name), 1): value for name, value in stamp.items()}
    everything = {**changes, **(cells or {})}
    return Deed(put(everything), outcome, shown(everything))


def stamp_and_its_digest_forged(form: Form) -> Deed:
    """Stamp, digest and cover are forged by somebody who knows how: only a signature could tell."""
    cover = form.layout.cover
    forged = stamp_for(replace(form.submission, agency=_OTHER_AGENCY))
    outcome = read(agency=_OTHER_AGENCY)
    return _edited(form, outcome, {cover.agency: _OTHER_AGENCY}, agency=_OTHER_AGENCY, seal=dict(forged.rows())["seal"])


def _two_warnings(form: Form, cell: CellRef) -> tuple[Told, Told]:
    """The stamp was edited, and it contradicts a cell of the cover."""
    return warning("stamp", form.cover), warning("stamp", cell)


def agency_on_the_cover_changed(form: Form) -> Deed:
    """The agency on the cover is changed: the one that the workbook was given out for counts."""
    cell = form.layout.cover.agency
    return Deed(put({cell: _OTHER_AGENCY}), read(warning("stamp", cell)), shown({cell: _OTHER_AGENCY}))


def year_on_the_cover_changed(form: Form) -> Deed:
    """The year on the cover is changed: the one that the workbook was given out for counts."""
    cell = form.layout.cover.year
    return Deed(
        calc(("number", cell.sheet, cell.a1, 2024)),
        read(warning("stamp", cell)),
        lambda file: file.value(cell) == 2024,
    )


def agency_in_the_stamp_edited(form: Form) -> Deed:
    """The stamp is edited to name another agency, and the cover is not."""
    outcome = read(*_two_warnings(form, form.layout.cover.agency), agency=_OTHER_AGENCY)
    return _edited(form, outcome, agency=_OTHER_AGENCY)


def year_in_the_stamp_edited(form: Form) -> Deed:
    """The stamp is edited to name another year, and the cover is not."""
    return _edited(form, read(*_two_warnings(form, form.layout.cover.year), year=2023), year="2023")


def agency_edited_everywhere(form: Form) -> Deed:
    """Stamp and cover are edited to name another agency, and agree: only the stamp's digest tells."""
    cover = form.layout.cover
    outcome = read(warning("stamp", form.cover), agency=_OTHER_AGENCY)
    return _edited(form, outcome, {cover.agency: _OTHER_AGENCY}, agency=_OTHER_AGENCY)


def agency_removed_from_the_stamp(form: Form) -> Deed:
    """The stamp is edited to name no agency, and the cover names another: it lacks the prompt of a cell that asks."""
    cell = form.layout.cover.agency
    outcome = read(warning("stamp", form.cover), note("validation", cell), agency=_OTHER_AGENCY)
    return _edited(form, outcome, {cell: _OTHER_AGENCY}, agency="")


def fingerprint_edited(form: Form) -> Deed:
    """The fingerprint of the definition is edited."""
    return _edited(form, read(warning("stamp", form.cover)), fingerprint="0" * 64)


def stamp_of_the_other_edition(form: Form) -> Deed:
    """The stamp is edited to name the other edition of the form."""
    (other,) = set(EDITIONS) - {form.edition}
    return _edited(form, Rejected("version_labels"), definition=f"cn-gov-info-disclosure/{other}")


def stamp_of_an_unknown_definition(form: Form) -> Deed:
    """The stamp is edited to name a definition that does not exist."""
    return _edited(form, Rejected("unknown_definition"), definition="cn-gov-info-disclosure/1999")


def stamp_of_a_newer_version(form: Form) -> Deed:
    """The stamp is edited to claim a later format."""
    return _edited(form, Rejected("newer"), version="9")


def stamp_emptied(form: Form) -> Deed:
    """The stamp's first line is emptied."""
    return _edited(form, Rejected("no_stamp"), format="")


def last_years_figure_changed(form: Form) -> Deed:
    """One of last year's locked figures is changed."""
    place = form.place("carried_out.natural")
    cell, first = form.layout.previous_cell(place), form.layout.previous_cell(form.definition.previous_places[0])
    wrong = int(form.submission.previous[place]) + 1
    return Deed(
        calc(("number", cell.sheet, cell.a1, wrong)),
        Read(
            {f"previous.{place}": wrong},
            frozenset({warning("previous", first), told("carried_over", "warning", form.cell("carried_in.natural"))}),
        ),
        lambda file: file.value(cell) == wrong,
    )


def last_years_figure_deleted(form: Form) -> Deed:
    """One of last year's locked figures is deleted, so that nothing is compared with it."""
    place = form.place("carried_out.natural")
    cell, first = form.layout.previous_cell(place), form.layout.previous_cell(form.definition.previous_places[0])
    outcome = Read({f"previous.{place}": None}, frozenset({warning("previous", first)}))
    return Deed(put({cell: None}), outcome, shown({cell: None}))


def digest_edited(form: Form) -> Deed:
    """The digest of last year's figures in the stamp is edited."""
    first = form.layout.previous_cell(form.definition.previous_places[0])
    return _edited(form, read(warning("previous", first), warning("stamp", form.cover)), previous="0" * 64)


def last_years_figure_changed_and_digest_removed(form: Form) -> Deed:
    """One of last year's figures is changed and their digest is removed from the stamp, which shows."""
    place = form.place("carried_out.natural")
    wrong = int(form.submission.previous[place]) + 1
    outcome = Read(
        {f"previous.{place}": wrong},
        frozenset({warning("stamp", form.cover), told("carried_over", "warning", form.cell("carried_in.natural"))}),
    )
    return _edited(form, outcome, {form.layout.previous_cell(place): wrong}, previous="")
