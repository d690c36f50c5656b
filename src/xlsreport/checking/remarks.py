"""Words findings for the reporter to whom a workbook is returned: where, what, and what to do."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from xlsreport.checking.alteration_findings import altered_finding
from xlsreport.checking.findings import Finding
from xlsreport.checking.wording import Wording
from xlsreport.definition.place import Place
from xlsreport.definition.rule_language.rule_cases import RuleCase
from xlsreport.layout.cells import CellRef
from xlsreport.layout.checklines import (
    BodyLine,
    CaseLine,
    CheckLine,
    FilledLine,
    KindLine,
    LinesLine,
    NilLine,
    NotAskedLine,
    RoomLine,
    TextLine,
    TotalLine,
    explanation_key,
)
from xlsreport.layout.workbook_layout import layout_of
from xlsreport.messages import Messages
from xlsreport.submission.alteration import Alteration
from xlsreport.submission.entries_file import EXPLANATION
from xlsreport.submission.submission import Submission


@dataclass(frozen=True, slots=True)
class Remark:
    """One thing to correct: a finding, its number in the list, and in words what it is about and what to do.

    ``label`` is empty where the finding is about a file rather than about something that is reported. ``lines`` are
    the lines of the checks sheet that say whether it is corrected; ``without_lines`` are what of it only the cells can
    say: the finding itself, or those that it settles. ``explanation`` is the cell for the reporter's reasons, where
    there are such.
    """

    number: int
    finding: Finding
    label: str
    advice: str
    lines: tuple[CheckLine, ...] = ()
    explanation: CellRef | None = None
    without_lines: tuple[Finding, ...] = ()

    def where(self, messages: Messages) -> str:
        """The cell in words; of a cell of the received file it says so."""
        key = "cell" if self.label else "cell_before"
        return messages(f"returned.{key}", sheet=self.finding.sheet, cell=self.finding.cell)


@dataclass(frozen=True, slots=True)
class Remarks:
    """All that a returned workbook says to its reporter.

    ``errors`` and ``warnings`` are about cells of the workbook that is returned, ``altered`` is about the file that
    came in and about what of it is not carried over.
    """

    errors: tuple[Remark, ...]
    warnings: tuple[Remark, ...]
    altered: tuple[Remark, ...]

    @property
    def about_cells(self) -> tuple[Remark, ...]:
        """Those that lead to cells."""
        return (*self.errors, *self.warnings)

    @property
    def groups(self) -> Mapping[str, tuple[Remark, ...]]:
        """The lists that there are, by the key of their heading; none of them is empty."""
        groups = {"errors": self.errors, "warnings": self.warnings, "altered": self.altered}
        return {key: group for key, group in groups.items() if group}

    def counted(self, messages: Messages) -> str:
        """How many there are of each, in words."""
        counts = (messages(f"returned.count_{key}", count=len(group)) for key, group in self.groups.items())
        return messages("wording.comma").join(counts)


def remarks_on(submission: Submission, findings: Iterable[Finding], alterations: Iterable[Alteration]) -> Remarks:
    """The remarks on a submission.

    Args:
        submission: as it stands in the workbook that is returned, see :func:`xlsreport.submission.rebuilding.rebuilt`.
        findings: about its figures and texts; notes are left out.
        alterations: what was done to the file that came in; what is harmless and undone is left out.
    """
    wording, listed = _RemarkBuilder(submission), list(findings)
    errors = tuple(wording.remarks((f for f in listed if f.severity == "error"), 1))
    warnings = tuple(wording.remarks((f for f in listed if f.severity == "warning"), 1 + len(errors)))
    altered = tuple(wording.altered(alterations, 1 + len(errors) + len(warnings)))
    return Remarks(errors, warnings, altered)


_ADVICE_ON_MENDED = {"mended": "number", "date_mended": "date"}
"""What to do about an entry that had to be mended to be read, by what it should have been."""


class _RemarkBuilder:
    def __init__(self, submission: Submission) -> None:
        self._definition = submission.definition
        self._layout = layout_of(submission.definition)
        self._wording = Wording(submission.definition, submission)
        self._messages = submission.definition.messages

    def remarks(self, findings: Iterable[Finding], first: int) -> Iterator[Remark]:
        for number, finding in enumerate(findings, first):
            by_rule = [(one, self._lines(one, self._cases(one))) for one in finding.each_rule]
            lines = tuple(dict.fromkeys(line for _, lines in by_rule for line in lines))
            without_lines = tuple(one for one, lines in by_rule if not lines)
            explanation = self._explanation(finding, lines) if finding.severity == "warning" else None
            label, advice = self._label_and_advice(finding, explanation)
            yield Remark(number, finding, label, advice, lines, explanation, without_lines)

    def _cases(self, finding: Finding) -> Sequence[RuleCase]:
        return [case for case in self._definition.cases if _is_about(finding, case)]

    def _label_and_advice(self, finding: Finding, explanation: CellRef | None) -> tuple[str, str]:
        """What a finding is about, and what to do about it."""
        cases = self._cases(finding)
        if finding.settles and finding.certainty != "candidates":
            return self._figures(finding), self._advice_on_figures(finding, explains=explanation is not None)
        advice = self._advice(finding, explains=bool(cases) or explanation is not None)
        return self._member(cases) or self._label(finding), advice

    def _figures(self, finding: Finding) -> str:
        return self._messages("finding.cells").join(self._wording.place(one.place) for one in finding.suspects)

    def _advice_on_figures(self, finding: Finding, *, explains: bool) -> str:
        """To correct the figures that are most likely wrong; totals are formulas again."""
        computed = all(self._definition.places[one.place].computed for one in finding.suspects)
        how = "explain" if explains else "total" if computed else "suspect"
        return self._messages(f"returned.advice_{how}")

    def _explanation(self, finding: Finding, lines: Sequence[CheckLine]) -> CellRef | None:
        """The cell for the reporter's explanation."""
        checks = self._layout.checks
        if finding.rule in checks.claims:
            return checks.claim_cell(finding.rule, "explanation")
        explained = (line for line in lines if explanation_key(line) is not None)
        return next((checks.cell(line, "explanation") for line in explained), None)

    def altered(self, alterations: Iterable[Alteration], first: int) -> Iterator[Remark]:
        worth_telling = ((a, altered_finding(a, self._messages)) for a in alterations)
        reported = [(a, f) for a, f in worth_telling if a.kind.on_return == "lost" or f.severity == "warning"]
        for number, (alteration, finding) in enumerate(reported, first):
            yield Remark(number, finding, "", self._messages(f"returned.advice_{alteration.kind.on_return}"))

    def _member(self, cases: Sequence[RuleCase]) -> str:
        """What a rule's case is about: its column or row, where it has one."""
        return self._wording.member(cases[0]) if cases else ""

    def _label(self, finding: Finding) -> str:
        name = finding.place
        if name in self._definition.narratives:
            return self._definition.narratives[name].heading
        if name in self._definition.comments:
            return self._wording.comment(name)
        if name in self._definition.fields:
            return self._definition.fields[name].label
        if name == "agency":
            return self._messages("cover.agency")
        if name == "year":
            return self._messages(f"cover.{self._definition.calendar.asked}")
        if (table := self._nil_table(name)) is not None:
            return str({**self._definition.tables, **self._definition.lists}[table].nil_return)
        if name in self._definition.lists:
            return self._definition.lists[name].title or self._layout.lists[name].sheet
        if name.endswith(f".{EXPLANATION}"):
            return self._messages("status.explanation")
        first, _, last = name.partition(":")
        names = [self._place(Place.parse(place)) for place in (first, last) if place]
        return names[0] if len(names) == 1 else self._messages("returned.range", first=names[0], last=names[1])

    def _place(self, place: Place) -> str:
        """A place by its labels; of a line by its number and its column."""
        label = self._wording.place(place)
        if place.table not in self._definition.lists:
            return label
        line = self._messages("list.unnamed", number=place.row)
        return self._messages("checks.place", row=line, column=label)

    def _nil_table(self, name: str) -> str | None:
        """The table whose nil return a finding is about."""
        table, _, rest = name.partition(".")
        known = table in self._definition.tables or table in self._definition.lists
        return table if rest == "nil_return" and known else None

    def _lines(self, finding: Finding, cases: Sequence[RuleCase]) -> tuple[CheckLine, ...]:
        if cases:
            return tuple(map(CaseLine, cases))
        if (name := finding.place.partition(".")[0]) in self._definition.lists:
            return self._list_lines(finding, name)
        texts = {*self._definition.narratives, *self._definition.comments}
        if finding.rule == "filled" and finding.place in texts:
            return (TextLine(finding.place, finding.severity),)
        if (finding.rule, finding.severity) == ("kind", "warning") and finding.place == self._definition.body_field:
            return (BodyLine(finding.place),)
        if finding.rule == "not_asked" and finding.place in self._definition.text_requirements:
            return (NotAskedLine(finding.place),)
        if finding.rule == "total":
            cells = finding.cells
            totals = (line for line in self._layout.checks.rows if isinstance(line, TotalLine))
            return tuple(line for line in totals if self._layout.cell(line.place) in cells)
        if finding.severity == "error" and (table := self._nil_table(finding.place)) is not None:
            return (NilLine(table),)
        return ()

    def _list_lines(self, finding: Finding, name: str) -> tuple[CheckLine, ...]:
        """The line of the checks sheet that counts what a finding about a list is about."""
        counted: Mapping[str, CheckLine] = {
            "room": RoomLine(name),
            "filled": FilledLine(name),
            **dict.fromkeys(("kind", "number", "sign", "hundredfold"), KindLine(name)),
            "not_asked": KindLine(name),
            "not_applicable": KindLine(name),
            "nil_return": NilLine(name),
        }
        rules = (one for one in self._layout.checks.rows if isinstance(one, LinesLine) and one.list == name)
        line = counted.get(finding.rule) or next((one for one in rules if one.rule.id == finding.rule), None)
        return () if line is None or line not in self._layout.checks.rows else (line,)

    def _advice(self, finding: Finding, *, explains: bool) -> str:
        """What to do; about most findings of implied rules, to mend the cell."""
        warned = finding.severity == "warning"
        if explains:
            how = "explain" if warned else "rule"
        elif self._nil_table(finding.place) is not None and finding.rule == "nil_return":
            how = "answer" if warned else "nil"
        elif finding.rule == "number":
            how = _ADVICE_ON_MENDED.get(finding.fault, "cell")
        else:
            how = finding.rule if finding.rule in ("filled", "total") else "cell"
        return self._messages(f"returned.advice_{how}")


def _is_about(finding: Finding, case: RuleCase) -> bool:
    return case.rule.id == finding.rule and case.named_by == finding.place
