"""Findings about contradictions: the sentence, the number in it, and the figures that it was compared with."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache

from xlsreport.checking.claims.contradictions import Contradiction
from xlsreport.checking.claims.patterns.abbreviations import abbreviations_of, stops_within
from xlsreport.checking.findings import Finding
from xlsreport.checking.number_suffix import suffix_of
from xlsreport.checking.wording import Wording
from xlsreport.definition.rule_language.expression import Expression, LineFigures, figures_in, lists_in
from xlsreport.definition.tables.rule_declaration import Severity
from xlsreport.layout.cells import CellRange, CellRef, rectangles
from xlsreport.layout.positions import Positions
from xlsreport.messages import Language, Messages
from xlsreport.submission.submission import Submission, shortened
from xlsreport.values import MAX_DECIMALS, Number, decimals_of, number_text, plain_number

_DECIMALS_OF_RATIOS = 2
_MAX_FIGURES = 3
"""Alternatives that a message spells out with all their cells; there are seldom more."""
_ENDS: Mapping[Language, re.Pattern[str]] = {
    "zh-CN": re.compile("[。！？!?]"),
    "en": re.compile(r"[!?。！？]|\.(?=\s|$)"),
}
"""Where a sentence ends."""


def claim_findings(
    contradicted: Iterable[Contradiction], submission: Submission, positions: Positions
) -> Iterator[Finding]:
    """A finding for every statement in the texts that equals no figure; an explained one is a note."""
    wording = Wording(submission.definition, submission)
    for contradiction in contradicted:
        yield _finding(contradiction, submission, positions, wording)


def _finding(contradiction: Contradiction, submission: Submission, positions: Positions, wording: Wording) -> Finding:
    claim = contradiction.claim
    cell = cell_of(contradiction, positions)
    message = _message(contradiction, submission, positions, wording)
    severity: Severity = claim.declared.severity
    explanation = submission.explanations.get(claim.id, "")
    if explanation and severity == "warning":
        severity = "note"
        message = wording.messages("finding.explained", message=message, explanation=explanation)
    elif severity == "warning":
        reason = positions.claim_cell(claim.id, "explanation")
        message += wording.messages("finding.explain", sheet=reason.sheet, cell=reason.a1)
    quantity = contradiction.quantity
    return Finding(
        claim.id,
        severity,
        contradiction.section,
        CellRange(cell, cell),
        message,
        contradiction.written if quantity is None else plain_number(quantity.value),
        contradiction.compared[0].value if contradiction.compared else contradiction.period,
    )


def cell_of(contradiction: Contradiction, positions: Positions) -> CellRef:
    """The cell of the line that states it."""
    return positions.where(positions.layout.narratives[contradiction.section].line(contradiction.line))


def _message(contradiction: Contradiction, submission: Submission, positions: Positions, wording: Wording) -> str:
    messages = wording.messages
    sentence = shortened(sentence_of(contradiction, submission))
    if contradiction.quantity is None:
        words = {"written": contradiction.written, "expected": contradiction.period}
        key = "finding.year_stated" if contradiction.claim.declared.other_year_with else "finding.period_stated"
        return messages(key, sentence=sentence, **words)
    value = messages.number(number_text(plain_number(contradiction.quantity.value)))
    written = messages.number(contradiction.written)
    if written.endswith("%"):
        written = wording.signed(written[:-1], "%")
    compared = [
        messages(
            "finding.claim_figure",
            figure=_named(each.expression, wording),
            value=wording.signed(
                readable_value(each.value, messages), suffix_of(submission.definition, each.expression)
            ),
            cells=cells_of_figures(each.expression, positions, wording),
        )
        for each in contradiction.compared[:_MAX_FIGURES]
    ]
    return messages(
        "finding.claim",
        sentence=sentence,
        written=written,
        reading="" if value in written else messages("finding.claim_reading", value=value),
        compared=messages("finding.claim_or").join(compared),
    )


def sentence_of(contradiction: Contradiction, submission: Submission) -> str:
    """The sentence that states it, as it was typed."""
    raw = submission.printed(contradiction.section).lines[contradiction.line]
    definition = submission.definition
    sentences = _sentences(raw, definition.language, stops_within(raw, abbreviations_of(definition)))
    return sentences[contradiction.sentence] if contradiction.sentence < len(sentences) else raw


@lru_cache(maxsize=1)
def _sentences(line: str, language: Language, kept: frozenset[int]) -> tuple[str, ...]:
    """The sentences of a line; one that has many contradictions is looked at for each of them."""
    ends = [match.end() for match in _ENDS[language].finditer(line) if match.start() not in kept]
    pieces = (line[begin:end].strip() for begin, end in zip([0, *ends], [*ends, len(line)], strict=True))
    return tuple(filter(None, pieces))


def readable_value(value: Number, messages: Messages) -> str:
    """A figure as text; a ratio is rounded."""
    if isinstance(value, int) or decimals_of(value) <= MAX_DECIMALS:
        return messages.number(number_text(value))
    return messages.number(number_text(round(value, _DECIMALS_OF_RATIOS)))


def _named(tree: Expression, wording: Wording) -> str:
    return wording.spell(tree, wording.place)


def cells_of_figures(tree: Expression, positions: Positions, wording: Wording) -> str:
    """The cells of the figures in an expression, as a list; the sheet is named where it changes.

    Of a list they are those of all lines for which there is room.
    """
    cells = dict.fromkeys(positions.cell(figure.place) for figure in figures_in(tree))
    areas = [*rectangles(cells), *(_column_of(lines, positions) for lines in lists_in(tree))]
    first = areas[0]
    rest = [area.a1 if area.sheet == first.sheet else str(area) for area in areas[1:]]
    return wording.messages("finding.cells").join([str(first), *rest])


def _column_of(lines: LineFigures, positions: Positions) -> CellRange:
    laid = positions.layout.lists[lines.list]
    column = laid.column_of(lines.column or lines.first)
    return positions.where(laid.in_line(1, column)).to(positions.where(laid.in_line(laid.most, column)))
