"""Findings about lines that were pasted together with the paragraphs and do not belong to them.

What the report prints by itself is left out of it; a note says so. What stands in the wrong section, or is garbled, is
printed as it is with a warning, since only its author knows where it belongs and what it should say.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby, pairwise

from xlsreport.checking.findings import Finding
from xlsreport.checking.texts.leftovers import leftovers_in
from xlsreport.definition.tables.rule_declaration import Severity
from xlsreport.layout.cells import CellRef
from xlsreport.submission.narrative.printed_text import OmittedText, PrintedText
from xlsreport.submission.submission import Submission, shortened

_MAX_QUOTE = 30
_REPORTED_SINGLY = ("heading", "title", "preamble")
"""Kinds of which each has a finding; of the others the first is reported, with their number."""


def pasted_findings(submission: Submission) -> Iterator[Finding]:
    """All findings of these kinds, rules ``pasted.…``."""
    for section in submission.definition.narratives:
        typed = submission.texts.get(section, ())
        if typed:
            yield from _PastedInSection(submission, section).findings()


class _PastedInSection:
    def __init__(self, submission: Submission, section: str) -> None:
        self._submission, self._section = submission, section
        self._definition = submission.definition
        self._messages = submission.definition.messages
        self._first = submission.positions.first_line(section)
        self._printed: PrintedText = submission.printed(section)

    def findings(self) -> Iterator[Finding]:
        """Those about one section."""
        own = [one for one in self._printed.left_out if one.kind == "contents" or one.section == self._section]
        for kind, group in groupby(sorted(own, key=lambda one: one.kind), key=lambda one: one.kind):
            same = sorted(group, key=lambda one: one.line)
            for several in [[one] for one in same] if kind in _REPORTED_SINGLY else [same]:
                first = several[0]
                yield self._finding(kind, "note", first.line, text=first.text, count=len(several))
        yield from self._others()
        typed = self._submission.texts[self._section]
        for left in leftovers_in(typed, self._printed.lines):
            yield self._finding(left.kind, left.severity, left.line, text=left.text, count=left.count)

    def _finding(self, kind: str, severity: Severity, line: int, *, key: str = "", **values: object) -> Finding:
        cell = self._cell(line)
        text = str(values.pop("text", ""))
        message = self._messages(f"pasted.{key or kind}", text=shortened(" ".join(text.split()), _MAX_QUOTE), **values)
        return Finding(f"pasted.{kind}", severity, self._section, cell.to(cell), message, text or None)

    def _cell(self, line: int) -> CellRef:
        return CellRef(self._first.sheet, self._first.row + line, self._first.column)

    def _others(self) -> Iterator[Finding]:
        """Headings of other sections, with where the texts stand that most likely belong there."""
        headings = [one for one in self._printed.left_out if one.kind in ("heading", "reworded")]
        end = OmittedText(len(self._printed.lines), "heading", "", "")
        for heading, below in pairwise([*headings, end]):
            if heading.section == self._section:
                continue
            is_sure = heading.kind == "heading"
            first = heading.line if is_sure else heading.line + 1
            filled = self._filled(range(first, max(below.line, heading.line + 1)))
            sections = {section.id: section for section in self._definition.sections}
            other = sections[heading.section]
            table = "other_section_table" if other.narrative is None else "other_section_text"
            yield self._finding(
                "other_section",
                "warning",
                heading.line,
                key="other_section_likely" if not is_sure else table if filled else "other_section_alone",
                text=heading.text,
                heading=other.heading,
                own=sections[self._section].heading,
                sheet=self._submission.positions.sheet(other.sheet),
                area=self._area(filled or [heading.line]),
                count=len(filled),
            )

    def _filled(self, lines: Iterable[int]) -> Sequence[int]:
        return [line for line in lines if self._printed.lines[line]]

    def _area(self, lines: Sequence[int]) -> str:
        return self._cell(lines[0]).to(self._cell(lines[-1])).a1 if lines else ""
