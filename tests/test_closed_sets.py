"""A table by a closed set of words has a line for each: mypy names what a ``match`` lacks, and nothing of a mapping."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, get_args

import pytest

from xlsreport.checking import wording
from xlsreport.checking.claims import claim_findings
from xlsreport.checking.evaluation import arithmetic, comparing
from xlsreport.checking.figures import declared_rules, line_results, unclear_findings
from xlsreport.checking.texts import repetition, tokens
from xlsreport.cli import command_reference
from xlsreport.definition.rule_language.expression import Comparator, Operator
from xlsreport.definition.tables.rule_declaration import Severity
from xlsreport.document.content import heading_numbering
from xlsreport.messages import LANGUAGES
from xlsreport.published.narratives import surrounding_lines
from xlsreport.repetition import candidates
from xlsreport.round.counting.state_names import STATES
from xlsreport.submission.narrative import front_matter, section_headings
from xlsreport.submission.unclear_reasons import UnclearReason
from xlsreport.workbook.appearance import cell_styles
from xlsreport.workbook.formula.rule_formulas import comparing_formulas
from xlsreport.workbook.sheet.entries import entry_colours

TABLES: list[tuple[Mapping[Any, object], Iterable[str]]] = [
    (declared_rules._MUST, get_args(Comparator)),
    (comparing._COMPARISONS, get_args(Comparator)),
    (comparing_formulas._SYMBOLS, get_args(Comparator)),
    (arithmetic.OPERATIONS, get_args(Operator)),
    (wording._SIGNS, get_args(Operator)),
    (unclear_findings._DOUBTS, get_args(UnclearReason)),
    (line_results._STATE_WHEN_BLANK, get_args(Severity)),
    (entry_colours._STATE_OF, get_args(Severity)),
    (cell_styles.STATE, STATES),
    (cell_styles.FONTS, LANGUAGES),
    (claim_findings._ENDS, LANGUAGES),
    (tokens._NORMALISED_LETTERS, LANGUAGES),
    (repetition.RUN_LENGTHS, LANGUAGES),
    (repetition.MIN_LENGTHS, LANGUAGES),
    (candidates._SHINGLE_LENGTH, LANGUAGES),
    (candidates._MIN_TOKENS, LANGUAGES),
    (section_headings._RUNS_IN, LANGUAGES),
    (front_matter.VARYING, LANGUAGES),
    (surrounding_lines._BUTTON_WORDS, LANGUAGES),
    (surrounding_lines._AROUND_WORDS, LANGUAGES),
    (heading_numbering._TITLES, LANGUAGES),
    (command_reference.PAGES, LANGUAGES),
]


@pytest.mark.parametrize(("table", "words"), TABLES)
def test_a_table_has_a_line_for_every_word(table: Mapping[Any, object], words: Iterable[str]) -> None:
    assert set(table) == set(words)
