"""The rules that every definition has: cells are filled, entries are of their kind, nil returns are true."""

from __future__ import annotations

from collections.abc import Callable, Container, Hashable, Iterable, Iterator, Sequence
from dataclasses import replace

from xlsreport.checking.evaluation.plain_columns import are_plain
from xlsreport.checking.evaluation.submission_values import Values
from xlsreport.checking.figures.blank_findings import BlankFindings
from xlsreport.checking.figures.entry_findings import Asked, EntryFindings, is_in_order
from xlsreport.checking.figures.line_results import is_not_asked, nil_contradictions, unfilled_fields
from xlsreport.checking.figures.not_asked_findings import not_asked_findings, texts_not_asked
from xlsreport.checking.figures.unclear_findings import unclear_finding
from xlsreport.checking.findings import Finding
from xlsreport.checking.texts.answers import says_nothing
from xlsreport.checking.wording import Wording, area_list, cell_list
from xlsreport.definition.place import Place
from xlsreport.definition.tables.rule_declaration import Severity
from xlsreport.layout.cells import CellRange, CellRef, rectangles
from xlsreport.layout.checklines import BodyLine, TextLine, explanation_key
from xlsreport.layout.positions import Positions
from xlsreport.submission.submission import Entry, Submission, shortened
from xlsreport.submission.unclear_reasons import NO_ENTRY
from xlsreport.values import typed_text

MAX_APART = 5
"""Cells of a table or text with the same fault up to which each has a finding of its own."""
_TOGETHER = ("kind", "number", "sign", "hundredfold")
"""Rules about entries of which that is so: what is wrong is to be seen in the cell alone."""
Finder = Callable[[Asked, Entry], Iterable[Finding]]


class ImpliedRules:
    """Applies the implied rules to one submission."""

    def __init__(self, submission: Submission, positions: Positions, values: Values) -> None:
        self._submission = submission
        self._definition = submission.definition
        self._positions = positions
        self._values = values
        self._wording = Wording(submission.definition, submission)
        self._messages = self._wording.messages

    def findings(self) -> Iterator[Finding]:
        """All findings of these rules, in no particular order."""
        yield from self._together(self._unclear())
        yield from self._empty_fields()
        yield from self._empty_texts()
        yield from self._empty_comments()
        yield from texts_not_asked(self._submission, self._positions, self._values)
        blanks = BlankFindings(self._submission, self._positions, self._wording, self._values)
        for table in self._definition.tables:
            yield from blanks.findings(table)
            yield from not_asked_findings(table, self._submission, self._positions, self._values)
            yield from self._nil_return(table)
        yield from self._entries()
        yield from self._other_body()

    def _other_body(self) -> Iterator[Finding]:
        """That the cover states another kind of body than the roster, or the name, tells; explained, it is a note."""
        submission, field = self._submission, self._definition.body_field
        stated, told = submission.stated_body, submission.contradicted_body
        if field is None or stated is None or told is None:
            return
        line, cell = BodyLine(field), self._positions.cover_field(field)
        key = "finding.body_of_roster" if submission.known_body is not None else "finding.body_by_name"
        text = self._messages(key, stated=stated.label, told=told.label, agency=submission.agency)
        explanation = submission.explanations.get(explanation_key(line) or "")
        if explanation:
            text = self._messages("finding.explained", message=text, explanation=explanation)
        else:
            where = self._positions.check_cell(line, "explanation")
            text += self._messages("finding.explain", sheet=where.sheet, cell=where.a1)
        yield Finding("kind", "note" if explanation else "warning", field, CellRange(cell, cell), text, stated.label)

    def _entries(self) -> Iterator[Finding]:
        """What is wrong with single entries of the cover and of tables.

        Pictures, and what a program wrote in place of a value, have findings of their own.
        """
        findings = EntryFindings(self._definition, self._values).findings
        unread = {one.name for one in self._submission.unclear if one.reason in NO_ENTRY}
        for name, kind in self._definition.field_kinds.items():
            entry = self._submission.field_entries.get(name)
            if entry is not None and name not in unread:
                field, cell = self._definition.cover_fields[name], self._positions.cover_field(name)
                yield from findings(Asked(name, cell, field.label, kind, field.prompt), entry)
        yield from self._together(self._of_tables(findings, unread))

    def _of_tables(self, findings: Finder, unread: Container[str]) -> Iterator[tuple[Hashable, Finding]]:
        """What is wrong with single entries of tables, with what is alike where several can be told together."""
        for place, entry in self._doubted():
            facts = self._definition.places[place]
            if is_not_asked(self._submission, self._values, place):
                continue  # it has a finding of its own
            is_plain = is_in_order(entry, facts.kind.traits) and facts.not_applicable_when is None
            if not is_plain and str(place) not in unread:
                cell, called = self._positions.cell(place), self._wording.place(place)
                asked = Asked(str(place), cell, called, facts.kind, facts.prompt, place)
                for finding in findings(asked, entry):
                    # What could not be read at all is known by its name to those who gave it an entry.
                    part = (place.table, facts.kind, typed_text(finding.found) == "")
                    yield part if finding.rule in _TOGETHER else place, finding

    def _unclear(self) -> Iterator[tuple[Hashable, Finding]]:
        """What does not clearly state what is asked for, with the table or text that it stands in."""
        for unclear in self._submission.unclear:
            if self._submission.place_in_list(unclear.name) is None:
                table = unclear.name.partition(".")[0]
                here = table if table in self._definition.tables else unclear.name
                yield here, unclear_finding(self._definition, unclear)

    def _together(self, found: Iterable[tuple[Hashable, Finding]]) -> Iterator[Finding]:
        """The findings; of a fault that many cells of one part have, the first one, which names the other cells.

        A table that was pasted as text, or has 无 wherever there was none, is one thing to mend.
        """
        faults: dict[object, list[Finding]] = {}
        for part, finding in found:
            faults.setdefault((part, finding.rule, finding.severity, finding.fault), []).append(finding)
        for same in faults.values():
            yield from same if len(same) <= MAX_APART else (self._joined(same),)

    def _joined(self, same: Sequence[Finding]) -> Finding:
        first, *others = sorted(same, key=lambda finding: finding.cells.first)
        areas = rectangles([finding.cells.first for finding in others])
        text = self._messages("finding.likewise", count=len(others), cells=area_list(areas, self._messages))
        return replace(first, message=first.message + text, also=tuple(areas))

    def _doubted(self) -> Iterator[tuple[Place, Entry]]:
        """The entries of tables but for kinds of which all are plainly what is asked for, as they usually are."""
        entries, doubted = self._submission.entries, set[Place]()
        for kind, places in self._definition.places_by_kind:
            filled = [entry for entry in map(entries.get, places) if entry is not None]
            if kind is None or not are_plain(filled, kind.traits):
                doubted.update(places)
        return ((place, entry) for place, entry in entries.items() if place in doubted)

    def _empty_fields(self) -> Iterator[Finding]:
        engine = {"agency": "agency", "year": self._submission.definition.calendar.asked}
        severities: tuple[Severity, ...] = ("error", "note")
        for severity in severities:
            for name in unfilled_fields(self._submission, self._values, severity):
                if any(unclear.name == name for unclear in self._submission.unclear):
                    continue  # it has a finding of its own
                cell = self._positions.cover_field(name)
                field = self._definition.fields.get(name)
                label = self._messages(f"cover.{engine[name]}") if field is None else field.label
                text = self._messages("finding.filled_field", label=label)
                yield Finding("filled", severity, name, CellRange(cell, cell), text)

    def _empty_texts(self) -> Iterator[Finding]:
        unclear = {one.name for one in self._submission.unclear}
        for name, section in self._definition.narratives.items():
            if name in unclear:
                continue  # it has a finding of its own
            severity = "nothing" if section.narrative is None else section.narrative.when_blank
            if (
                self._values.asked_text(name) == "asked"
                and severity != "nothing"
                and says_nothing(self._submission, name)
            ):
                first = self._positions.first_line(name)
                yield self._nothing_written(TextLine(name, severity), first, self._empty_text(name, section.heading))

    def _empty_comments(self) -> Iterator[Finding]:
        unclear = {one.name for one in self._submission.unclear}
        for name, comment in self._definition.comments.items():
            severity = comment.when_blank
            if name in unclear or self._values.asked_text(name) != "asked":
                continue
            if severity != "nothing" and says_nothing(self._submission, name):
                text = self._messages("finding.empty_text", heading=self._wording.comment(name))
                yield self._nothing_written(TextLine(name, severity), self._positions.cover_field(name), text)

    def _nothing_written(self, line: TextLine, cell: CellRef, text: str) -> Finding:
        """The finding about a text that should not be empty; a note where the reason is stated."""
        severity = line.severity
        explanation = self._submission.explanations.get(explanation_key(line) or "")
        if explanation:
            text, severity = self._messages("finding.explained", message=text, explanation=explanation), "note"
        else:
            text += self._what_to_write(line)
        return Finding("filled", severity, line.name, CellRange(cell, cell), text)

    def _empty_text(self, section: str, heading: str) -> str:
        """The message about a section without a paragraph, or with only words that are no answer."""
        written = self._submission.paragraphs(section)
        found = shortened(self._messages("wording.comma").join(written))
        return self._messages("finding.no_answer" if written else "finding.empty_text", heading=heading, found=found)

    def _what_to_write(self, line: TextLine) -> str:
        if explanation_key(line) is None:
            return self._messages("finding.write_comment" if self._is_comment(line) else "finding.write_text")
        cell = self._positions.check_cell(line, "explanation")
        return self._messages("finding.write_or_explain", sheet=cell.sheet, cell=cell.a1)

    def _is_comment(self, line: TextLine) -> bool:
        return line.name in self._definition.comments

    def _nil_return(self, table: str) -> Iterator[Finding]:
        cells = sorted(
            self._positions.cell(place) for place in nil_contradictions(self._submission, self._values, table)
        )
        nil = self._positions.nil(table)
        if cells and nil is not None:
            text = self._messages(
                "finding.nil_return",
                statement=self._definition.tables[table].nil_return,
                count=len(cells),
                cells=cell_list(cells, nil.sheet, self._messages("finding.cells")),
            )
            yield Finding("nil_return", "error", f"{table}.nil_return", CellRange(nil, nil), text)
