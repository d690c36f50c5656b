"""The door to the analysis of rules; behind it a solver is loaded, which few need."""

from __future__ import annotations

from xlsreport.definition.definition import Definition
from xlsreport.definition.rule_analysis.analysis_results import RuleAnalysis
from xlsreport.errors import SolverError
from xlsreport.messages import Messages

SECONDS = 10.0
"""After which a question is given up. Those about the shipped definitions take a few hundredths each."""


def analyse_rules(
    definition: Definition, *, seconds: float = SECONDS, messages: Messages | None = None
) -> RuleAnalysis:
    """Find rules that contradict each other, rules without effect, and figures that no rule sees.

    Every figure is taken to be filled in, with any number of its kind; last year's figures are taken to be any, too.

    Args:
        definition: whose declared rules.
        seconds: after which a single question is given up as undecided.
        messages: the language of errors; by default the definition's own.

    Raises:
        SolverError: the solver, which the extra ``analysis`` brings, is not installed.
    """
    try:
        from xlsreport.definition.rule_analysis.rule_questions import RuleQuestions  # Z3 is an optional dependency
    except ImportError as error:
        raise SolverError((messages or definition.messages)("analysis.no_solver")) from error
    return RuleQuestions(definition, seconds).analysis()
