"""Findings about the lines of lists: each names its line, and the same fault in many lines is one finding."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from xlsreport.checking.evaluation.line_keys import LineKey
from xlsreport.checking.evaluation.submission_values import Values
from xlsreport.checking.figures.alike_lines import alike_lines
from xlsreport.checking.figures.declared_rules import case_finding
from xlsreport.checking.figures.entry_findings import Asked, EntryFindings
from xlsreport.checking.figures.list_results import CheckedLine, counts_gone, gone_lines, is_unanswered, odd_lines
from xlsreport.checking.figures.not_asked_findings import not_asked_findings
from xlsreport.checking.figures.typed_list_totals import typed_list_totals
from xlsreport.checking.figures.unclear_findings import unclear_finding
from xlsreport.checking.findings import Finding
from xlsreport.checking.line_names import name_of_previous
from xlsreport.checking.wording import Wording, unended
from xlsreport.definition.definition import LineDefinition
from xlsreport.definition.place import Place
from xlsreport.definition.rule_language.rule_cases import DistinctRule, OrderedRule
from xlsreport.definition.tables.rule_declaration import Rule, Severity
from xlsreport.layout.cells import CellRange, CellRef, rectangles
from xlsreport.layout.checklines import LinesLine
from xlsreport.layout.list_layout import ANY_ROW, ListLayout
from xlsreport.layout.positions import Positions
from xlsreport.submission.row_names import line_name
from xlsreport.submission.submission import Line, Submission
from xlsreport.submission.unclear_reasons import NO_ENTRY

_MAX_NAMED = 12
"""Lines that a finding about several names one by one."""


def list_findings(submission: Submission, positions: Positions, values: Values) -> Iterator[Finding]:
    """All findings about the lines of all lists."""
    for definition in submission.definition.lines.values():
        yield from _ListFindings(submission, positions, definition, values).all()


class _ListFindings:
    def __init__(
        self,
        submission: Submission,
        positions: Positions,
        definition: LineDefinition,
        values: Values,
    ) -> None:
        self._submission = submission
        self._values = values
        self._positions = positions
        self._layout: ListLayout = positions.layout.lists[definition.list]
        self._definition = definition
        self._lines = values.lines[definition.list]
        self._odd: Sequence[CheckedLine] = tuple(odd_lines(definition, values).values())
        self._wording = Wording(submission.definition, submission)
        self._messages = self._wording.messages

    def all(self) -> Iterator[Finding]:
        """The findings about the list."""
        yield from self._overflow()
        yield from self._nil_return()
        yield from self._blanks()
        yield from self._together(self._unclear())
        yield from self._together(self._entries())
        for rule in (case.rule.id for case in self._definition.cases):
            yield from self._together(self._broken(rule))
        for distinct in self._definition.across.distinct:
            yield from self._repeated(distinct)
            yield from self._alike(distinct)
        for told in self._definition.previous_rules:
            yield from self._gone(told) if told.id.endswith(".gone") else self._new(told)
        for order in self._definition.across.ordered:
            yield from self._out_of_order(order)
        yield from self._together(self._totals())

    def _overflow(self) -> Iterator[Finding]:
        beyond = self._submission.overflow.get(self._definition.list)
        if beyond is not None:
            text = self._messages("list.overflow", count=beyond.cells, most=self._layout.most)
            first = self._layout.below.first
            line = beyond.first.row - self._positions.in_line(self._definition.list, 0, first.column).row
            cell = self._positions.in_line(self._definition.list, line, first.column)
            yield Finding("room", "error", self._definition.list, CellRange(cell, cell), text)

    def _nil_return(self) -> Iterator[Finding]:
        nil = self._positions.nil(self._definition.list)
        if self._lines and nil is not None and self._definition.list in self._submission.nil_returns:
            text = self._messages("list.not_none", count=len(self._lines))
            yield Finding("nil_return", "error", f"{self._definition.list}.nil_return", CellRange(nil, nil), text)
        elif nil is not None and is_unanswered(self._submission, self._definition.list, self._values):
            key = "declined" if self._definition.list in self._submission.declined else "unanswered"
            statement = self._definition.tables[self._definition.list].nil_return
            text = self._messages(f"list.{key}", statement=statement)
            yield Finding("filled", "error", f"{self._definition.list}.nil_return", CellRange(nil, nil), text)

    def _blanks(self) -> Iterator[Finding]:
        """A finding for each column that is blank in lines that are begun, but for cells that have one of their own."""
        unclear = {one.name for one in self._submission.unclear}
        for place in self._definition.entry_places(self._definition.list):
            blank = (line.values.line for line in self._odd if place in line.blank)
            lines = [line for line in blank if str(place._replace(row=str(line.number))) not in unclear]
            if lines:
                column = self._definition.places[place].column_name
                text = self._messages("list.blank", column=column, count=len(lines), lines=self._named(lines))
                yield self._about("filled", "error", place, lines, text)

    def _unclear(self) -> Iterator[tuple[Line, Finding]]:
        """What does not clearly state what is asked for in its cell."""
        for unclear in self._submission.unclear:
            place = self._submission.place_in_list(unclear.name)
            is_here = place is not None and place.table == self._definition.list
            line = self._lines.by_number(place.row) if place is not None and is_here else None
            if place is not None and line is not None:
                finding = unclear_finding(self._submission.definition, unclear)
                yield line.line, replace(finding, place=str(place._replace(row=self._any)))

    def _entries(self) -> Iterator[tuple[Line, Finding]]:
        """What is wrong or was mended in single cells."""
        unread = {one.name for one in self._submission.unclear if one.reason in NO_ENTRY}
        for line in (line for line in self._odd if line.doubted or line.not_asked):
            find = EntryFindings(self._definition, line.values).findings
            for place, entry in line.values.line.entries.items():
                facts = self._definition.places[place]
                is_read = str(place._replace(row=str(line.number))) not in unread
                if place in line.doubted and place not in line.not_asked and is_read:
                    cell = self._positions.line_cell(place, line.number)
                    asked = Asked(str(place), cell, facts.column_name, facts.kind, facts.prompt, place)
                    yield from ((line.values.line, finding) for finding in find(asked, entry))
            if line.not_asked:
                told = not_asked_findings(
                    self._definition.list, line.values.submission, self._at(line.number), line.values
                )
                yield from ((line.values.line, finding) for finding in told)

    def _broken(self, rule: str) -> Iterator[tuple[Line, Finding]]:
        case = next(case for case in self._definition.cases if case.rule.id == rule)
        for line in self._odd:
            result = line.broken.get(rule)
            if result is not None:
                at = LinesLine(self._definition.list, case.rule)
                yield (
                    line.values.line,
                    case_finding(case, result, line.values.submission, self._at(line.number), line.values, at),
                )

    def _together(self, found: Iterable[tuple[Line, Finding]]) -> Iterator[Finding]:
        """A finding for each fault; where more lines have the same, the first of them, which names the others."""
        faults: dict[tuple[str, Severity, str, str], list[tuple[Line, Finding]]] = {}
        for line, finding in found:
            fault = (finding.rule, finding.severity, finding.place, finding.fault)
            faults.setdefault(fault, []).append((line, finding))
        for same in faults.values():
            (line, first), *others = same
            text = self._messages("list.in_line", line=self._name(line), message=first.message)
            if others:
                further = list({other.number: other for other, _ in others if other.number != line.number}.values())
                likewise = self._messages("list.likewise", count=len(further), lines=self._named(further))
                text += likewise if further else ""
            also = rectangles([cell for _, each in same for area in (each.cells, *each.also) for cell in area.cells()])
            yield replace(
                first,
                place=first.place.replace(f".{self._any}.", f".{line.number}."),
                message=text,
                also=tuple(area for area in also if area != first.cells),
            )

    def _totals(self) -> Iterator[tuple[Line, Finding]]:
        """Totals that were typed among the lines."""
        for line, place in typed_list_totals(self._definition, self._lines, self._odd):
            cell = self._positions.line_cell(place, line.number)
            yield (
                line,
                Finding(
                    "typed_total", "warning", str(place), CellRange(cell, cell), self._messages("list.typed_total")
                ),
            )

    def _repeated(self, distinct: DistinctRule) -> Iterator[Finding]:
        """A finding for each group of lines that have the same where they must differ."""
        groups: dict[LineKey, list[Line]] = {}
        for line in self._odd:
            if distinct.rule.id in line.broken:
                groups.setdefault(line.values.key(distinct.compared), []).append(line.values.line)
        for lines in groups.values():
            severity = self._severity(distinct.rule)
            text = self._messages("list.same", statement=unended(distinct.rule.statement), lines=self._named(lines))
            yield self._about(distinct.rule.id, severity, distinct.columns[0], lines, text)

    def _severity(self, rule: Rule) -> Severity:
        """Of a rule that does not hold: a warning that is explained is a note."""
        is_explained = rule.severity == "warning" and rule.id in self._submission.explanations
        return "note" if is_explained else rule.severity

    def _alike(self, distinct: DistinctRule) -> Iterator[Finding]:
        """Lines that probably are the same although they are written otherwise, a finding for each group."""
        declared, own = distinct.rule.alike, self._severity(distinct.rule)
        if declared == "nothing":
            return
        severity: Severity = "note" if own == "note" else declared
        for indexes in alike_lines(self._lines.keys(distinct.compared), len(distinct.columns)):
            lines = [self._lines.line(index).line for index in indexes]
            text = self._messages("list.alike", statement=unended(distinct.rule.statement), lines=self._named(lines))
            yield self._about("alike", severity, distinct.columns[0], lines, text)

    def _out_of_order(self, order: OrderedRule) -> Iterator[Finding]:
        """A finding for all lines that stand behind one before which they should be."""
        lines = self._breaking(order.rule)
        if lines:
            words = {"statement": unended(order.rule.statement), "count": len(lines), "lines": self._named(lines)}
            text = self._messages("list.behind", **words) + self._how_to_explain(order.rule)
            yield self._about(order.rule.id, self._severity(order.rule), order.columns[0][0], lines, text)

    def _breaking(self, rule: Rule) -> Sequence[Line]:
        return [line.values.line for line in self._odd if rule.id in line.broken]

    def _how_to_explain(self, rule: Rule) -> str:
        """Where a reason may be given, where one is asked for."""
        if self._severity(rule) != "warning":
            return ""
        cell = self._positions.check_cell(LinesLine(self._definition.list, rule), "explanation")
        return self._messages("finding.explain", sheet=cell.sheet, cell=cell.a1)

    def _new(self, rule: Rule) -> Iterator[Finding]:
        """A finding for all lines that were not there last year."""
        lines = self._breaking(rule)
        if lines:
            text = self._messages("list.new", count=len(lines), lines=self._named(lines)) + self._how_to_explain(rule)
            yield self._about(rule.id, self._severity(rule), self._definition.previous_key[0], lines, text)

    def _gone(self, rule: Rule) -> Iterator[Finding]:
        """A finding for all lines of last year that are there no more, with what they were called."""
        name, key = self._definition.list, self._definition.previous_key[0]
        gone = gone_lines(self._definition, self._values) if counts_gone(self._submission, name) else ()
        if not gone:
            return
        comma = self._messages("wording.comma")
        shown = comma.join(self._name_before(number) for number in gone[:_MAX_NAMED])
        if len(gone) > _MAX_NAMED:
            shown = self._messages("list.and_more", lines=shown, count=len(gone) - _MAX_NAMED)
        text = self._messages("list.gone", count=len(gone), names=shown) + self._how_to_explain(rule)
        cells = [self._positions.previous_cell(key._replace(row=str(number))) for number in gone]
        first, *also = rectangles(cells)
        yield Finding(rule.id, self._severity(rule), name, first, text, also=tuple(also))

    def _name_before(self, number: int) -> str:
        """What a line of last year was called: by the pattern of names, or else by its key."""
        line = self._values.previous_lines[self._definition.list].by_number[number]
        return name_of_previous(self._definition, line)

    def _about(self, rule: str, severity: Severity, place: Place, lines: Sequence[Line], text: str) -> Finding:
        """A finding about a column in some lines."""
        cells = [self._positions.line_cell(place, line.number) for line in lines]
        first, *also = rectangles(cells)
        name = str(place._replace(row=str(lines[0].number)))
        return Finding(rule, severity, name, first, text, also=tuple(also))

    @property
    def _any(self) -> str:
        return next(iter(self._definition.places)).row

    def _at(self, number: int) -> Positions:
        return _LinePositions(self._positions.layout, self._positions.moved, self._positions.lost, number)

    def _named(self, lines: Sequence[Line]) -> str:
        """Some lines by their numbers, cut off where they are many."""
        comma = self._messages("finding.cells")
        shown = comma.join(str(line.number) for line in lines[:_MAX_NAMED])
        if len(lines) > _MAX_NAMED:
            shown = self._messages("list.and_more", lines=shown, count=len(lines) - _MAX_NAMED)
        return shown

    def _name(self, line: Line) -> str:
        """A line by its number, and by the words that the definition calls it."""
        name = line_name(self._definition, line)
        return self._messages("list.named" if name else "list.unnamed", number=line.number, name=name)


@dataclass(frozen=True, eq=False)
class _LinePositions(Positions):
    """The cells of one line, where those of any line are asked for."""

    number: int = 1

    def cell(self, place: Place) -> CellRef:
        """As of any positions."""
        cell = self.layout.cell(place)
        return self.line_cell(place, self.number) if cell.row == ANY_ROW else self.where(cell)
