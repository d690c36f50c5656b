"""Why a number that a phrase found counts, or why it does not: decided while a sentence is read.

Checking needs the scope alone. ``xlsreport lint --try`` tells the rest, so that both go by the same decision.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

from xlsreport.checking.claims.patterns.figure_patterns import FigurePattern

Scope = Literal["whole", "other"]
"""What a number is about: the figure as the table has it, or a part of it or another body."""
Cause = Literal[
    "taken",
    "no_number",
    "long",
    "negated",
    "subject",
    "label",
    "year",
    "years",
    "inexact",
    "within",
    "topic",
    "unless",
    "unless_before",
    "unless_sentence",
    "elsewhere",
    "body",
]
"""Why a number does not count, as the last part of the key of the sentence that says so."""
Far = frozenset[tuple[Cause, str]]
"""Words that decide so from far away, each with its cause."""
NEAR: Far = frozenset()


@dataclass(frozen=True, slots=True)
class Decision:
    """Whether a number counts for a figure.

    Attributes:
        scope: what it is about; None where it says nothing about the figure.
        cause: why it does not count; None where it does.
        words: the words that decided so, as they were read.
        reach: the stretch of text in which such words count.
        far: all that stands further away than what is said of the number itself, and nothing else, decides so: each
            cause with its words. The numbers that the same words reach may show that they mean something else.
    """

    scope: Scope | None
    cause: Cause | None = None
    words: str = ""
    reach: str = ""
    far: Far = NEAR


IN_DOUBT: tuple[Cause, ...] = ("subject", "topic")
"""Causes by which a number does not count only since the text does not say what it is about."""
COUNTS = Decision("whole")
TAKEN = Decision(None, "taken")
"""An earlier figure has the number."""

Trace = Callable[[FigurePattern, "re.Match[str]", tuple[int, int], Decision], None]
"""Is told each decision: the figure, what its phrase matched, from where to where the number stands."""
