"""Moves what is no figure of this year: cover, paragraphs, comments, reasons for warnings, and last year's figures."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from xlsreport.definition.definition import Definition
from xlsreport.definition.place import Place
from xlsreport.definition.succession.succession import Destination, Succession, any_line, facts_in, multiplied
from xlsreport.layout.checklines import explained_lines
from xlsreport.migration.entry_conversion import are_commensurable, converted_entry
from xlsreport.migration.explained_rules import explanation_destination
from xlsreport.migration.migration_result import MigratedValue
from xlsreport.migration.value_notes import ValueNotes
from xlsreport.submission.entries_file import EXPLANATION
from xlsreport.submission.invisible_characters import is_blank
from xlsreport.submission.submission import Entry, PreviousValue, Submission, printed_fields
from xlsreport.submission.typed_values.entry_parsing import parse_entry
from xlsreport.values import is_number, typed_text


class TextMigration:
    """Moves all that a submission states besides its figures.

    Args:
        before: the submission.
        succession: where its names lead.
        notes: makes the list of values.
    """

    def __init__(self, before: Submission, succession: Succession, notes: ValueNotes) -> None:
        self._before, self._succession, self._notes = before, succession, notes
        self.values: list[MigratedValue] = []

    @property
    def _present(self) -> Definition:
        return self._succession.present

    def filled_in(self, after: Submission) -> Submission:
        """The submission with all of it; ``values`` then says what became of each."""
        self._cover()
        fields, field_entries = self._fields()
        return replace(
            after,
            fields=fields | printed_fields(self._present, field_entries),
            field_entries=field_entries,
            texts=self._texts(),
            explanations=self._explanations(),
            previous=self._previous(),
        )

    def _cover(self) -> None:
        stated = {"agency": self._before.agency, "year": self._before.period_code}
        for name, value in stated.items():
            if value:
                self.values.append(self._notes.moved("cover", name, value, name))

    def _fields(self) -> tuple[dict[str, str], dict[str, Entry]]:
        texts: dict[str, str] = {}
        entries: dict[str, Entry] = {}
        for name in self._before.definition.fields:
            entry, text = self._before.field_entries.get(name), self._before.fields.get(name, "")
            stated = entry.stated if entry is not None else text
            if not stated:
                continue
            found = self._succession.destination(name)
            if not self._is_there(found, self._present.fields):
                self.values.append(self._notes.lost("cover", name, stated, found, self._notes.sentence("no_place")))
                continue
            target = found.name
            if target not in self._present.field_kinds:
                texts[target] = self._joined(texts.get(target, ""), text or stated)
            elif target in entries:
                self.values.append(self._notes.lost("cover", name, stated, found, self._notes.sentence("taken")))
                continue
            elif (known := self._field_entry(name, target, entry, stated)) is not None:
                entries[target] = known
            else:
                self.values.append(self._notes.lost("cover", name, stated, found, self._notes.sentence("unit")))
                continue
            self.values.append(self._notes.moved("cover", name, stated, target))
        return texts, entries

    def _joined(self, before: str, text: str) -> str:
        return f"{before}\n{text}" if before else text

    def _field_entry(self, name: str, target: str, entry: Entry | None, stated: str) -> Entry | None:
        kind, language = self._present.field_kinds[target], self._present.locale
        if entry is None:
            return parse_entry(stated, kind, language, takes_own_words=True)
        before = self._before.definition.field_kinds[name]
        if entry.number is not None and not are_commensurable(before, kind):
            return None
        return converted_entry(entry, before, kind, language, None)

    def _texts(self) -> Mapping[str, tuple[str, ...]]:
        texts: dict[str, tuple[str, ...]] = {}
        for name, lines in self._before.texts.items():
            found = self._succession.destination(name)
            is_there = self._is_there(found, self._present.narratives)
            paragraphs = [line for line in lines if not is_blank(line)]
            if is_there:
                before = texts.get(found.name, ())
                texts[found.name] = (*before, "", *lines) if before else lines
            for line in paragraphs:
                if is_there:
                    self.values.append(self._notes.moved("text", name, line, found.name))
                else:
                    self.values.append(self._notes.lost("text", name, line, found, self._notes.sentence("no_place")))
        return texts

    def _explanations(self) -> Mapping[str, str]:
        claims = (claim.id for claim in self._present.claims if claim.declared.severity == "warning")
        known = {*explained_lines(self._present), *claims}
        kept: dict[str, str] = {}
        for key, reason in self._before.explanations.items():
            found = explanation_destination(self._succession, key)
            name = f"{key}.{EXPLANATION}"
            if found.name in kept:
                self.values.append(self._notes.lost("explanation", name, reason, found, self._notes.sentence("taken")))
            elif self._is_there(found, known):
                kept[found.name] = reason
                self.values.append(self._notes.moved("explanation", name, reason, f"{found.name}.{EXPLANATION}"))
            else:
                because = self._notes.sentence("no_rule")
                self.values.append(self._notes.lost("explanation", name, reason, found, because))
        return kept

    def _previous(self) -> Mapping[Place, PreviousValue]:
        kept: dict[Place, PreviousValue] = {}
        asked = frozenset(self._present.previous_places)
        for place, value in self._before.previous.items():
            found = self._succession.place(place)
            known = self._previous_value(place, value, found)
            target = Place.parse(found.name) if known is not None else place
            name, text = str(place), typed_text(value)
            if known is None or not (target in asked or self._present.is_carried(target)):
                is_other = known is None and found.is_led and Place.parse(found.name) in asked
                because = self._notes.sentence("other_previous" if is_other else "no_previous")
                self.values.append(self._notes.lost("previous", name, text, Destination(name), because))
                continue
            kept[target] = known
            if known == value:
                self.values.append(self._notes.moved("previous", name, text, str(target)))
            else:
                because = self._notes.sentence("times", value=typed_text(known))
                self.values.append(self._notes.converted("previous", name, text, (str(target),), because))
        return kept

    def _previous_value(self, place: Place, value: PreviousValue, found: Destination) -> PreviousValue | None:
        """Last year's figure of a place, if it can stand at the present one by itself."""
        if found.is_combined or (found.change is not None and found.change.to is None):
            return None
        target = Place.parse(found.name)
        own = any_line(self._before.definition, place)
        if own not in self._succession.sources(any_line(self._present, target)):
            return None
        before, now = facts_in(self._before.definition, place), self._succession.facts(target)
        if before is None or now is None or not is_number(value):
            return None if now is None else value
        times = None if found.change is None else found.change.times
        return multiplied(value, times) if times or are_commensurable(before.kind, now.kind) else None

    def _is_there(self, found: Destination, names: Mapping[str, object] | set[str]) -> bool:
        return (found.change is None or found.change.to is not None) and found.name in names
