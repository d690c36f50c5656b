"""What the roster knows already of the fields of a workbook's cover."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from xlsreport.checking.figures.line_results import fits
from xlsreport.definition.declaration import CoverField, Declaration
from xlsreport.definition.definition import Definition
from xlsreport.definition.figure_kinds.kinds import AnyKind
from xlsreport.round.roster.agencies import Agency
from xlsreport.round.roster.list_headings import named_by
from xlsreport.submission.identity.stamp import RosterField
from xlsreport.submission.submission import Entry, Submission
from xlsreport.submission.typed_values.entry_parsing import parse_entry
from xlsreport.tabular.plain_headings import plain_heading


@dataclass(frozen=True, slots=True)
class KnownFields:
    """The fields of an agency's cover that the roster knows.

    ``texts`` are what they say, ``entries`` the same of those that are of a kind; ``locked`` those that the agency
    cannot change.
    """

    texts: Mapping[str, str]
    entries: Mapping[str, Entry]
    locked: tuple[str, ...]

    @property
    def stamped(self) -> tuple[RosterField, ...]:
        """Those that are locked, as the stamp names them."""
        return tuple(RosterField.of(name, self.texts[name]) for name in self.locked)

    def put_into(self, submission: Submission, *, locked_only: bool = False) -> Submission:
        """A submission with these fields; what the agency may change stays with ``locked_only``, or where it is entered
        in a field that is of a kind.
        """
        stated = submission.field_entries.keys() - set(self.locked)
        names = self.locked if locked_only else [name for name in self.texts if name not in stated]
        texts = {name: self.texts[name] for name in names}
        entries = {name: self.entries[name] for name in names if name in self.entries}
        return replace(
            submission,
            fields={**submission.fields, **texts},
            field_entries={**submission.field_entries, **entries},
        )


def known_fields(agency: Agency, form: Definition, declaration: Declaration) -> KnownFields:
    """What the roster says of an agency for the cover of its workbook.

    What is not of its field's kind is left to the agency to correct.

    Args:
        agency: with all columns of the list.
        form: of the agency's workbook, which may be a translation.
        declaration: of the definition in its own language, whose labels may be headings of the list.
    """
    others = dict(agency.others)
    texts, entries, locked = {}, {}, []
    for field in _taken(declaration):
        text = next(_values(field, agency, others), "")
        if not text or field.id not in form.cover_fields:
            continue
        texts[field.id], fitting, kind = text, True, form.field_kinds.get(field.id)
        if kind is not None:
            entry = _entry(text, kind, form)
            texts[field.id], entries[field.id] = entry.printed(kind, form.locale), entry
            fitting = fits(entry, kind)
        if fitting and field.from_roster is not None and not field.from_roster.editable:
            locked.append(field.id)
    return KnownFields(texts, entries, tuple(locked))


def _entry(text: str, kind: AnyKind, form: Definition) -> Entry:
    """What a cell of the list states for a field."""
    return _plain(parse_entry(text, kind, form.locale, takes_own_words=True) or Entry(text))


def _plain(entry: Entry) -> Entry:
    """An entry as it would be typed without a mistake."""
    if entry.number is not None:
        return Entry(entry.number, entry.number)
    return entry if entry.meaning is None else Entry(entry.stated, meaning=entry.meaning)


def lacking_columns(headings: Iterable[str], declaration: Declaration) -> Iterator[CoverField]:
    """The fields of the cover for which a list with some headings has no column."""
    known = {plain_heading(heading) for heading in headings}
    columns = {named_by(heading) for heading in known}
    for field in _taken(declaration):
        wanted = list(_headings(field))
        if not known.intersection(wanted) and not columns.intersection(filter(None, map(named_by, wanted))):
            yield field


def unfit_values(agencies: Iterable[Agency], definition: Definition) -> Iterator[tuple[CoverField, list[Agency]]]:
    """The fields of the cover for which a list has something that is not of their kind, and for which agencies."""
    listed = [(agency, dict(agency.others)) for agency in agencies]
    for field in _taken(definition.declaration):
        kind = definition.field_kinds.get(field.id)
        if kind is None:
            continue
        told = ((agency, next(_values(field, agency, others), "")) for agency, others in listed)
        unfit = [agency for agency, text in told if text and not fits(_entry(text, kind, definition), kind)]
        if unfit:
            yield field, unfit


def cover_headings(declaration: Declaration) -> frozenset[str]:
    """The headings, as they are compared, of the columns that the cover takes."""
    return frozenset(heading for field in _taken(declaration) for heading in _headings(field))


def _taken(declaration: Declaration) -> Iterator[CoverField]:
    return (field for field in declaration.cover if field.from_roster is not None)


def _headings(field: CoverField) -> Iterator[str]:
    """What the column may be called: as the definition says, else by the field's id or its label."""
    column = field.from_roster.column if field.from_roster is not None else None
    yield from map(plain_heading, (field.id, field.label) if column is None else (column,))


def _values(field: CoverField, agency: Agency, others: Mapping[str, str]) -> Iterator[str]:
    for heading in _headings(field):
        own = named_by(heading)
        text = others.get(heading, "") if own is None else getattr(agency, own)
        if text:
            yield text
