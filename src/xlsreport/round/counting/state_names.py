"""What states an agency can be in, and by what else agencies are picked."""

from __future__ import annotations

from typing import Literal, get_args

State = Literal["missing", "errors", "warnings", "accepted"]
STATES: tuple[State, ...] = get_args(State)
"""Nothing arrived; only files with errors; the current file has unexplained warnings; the current file has none."""
Aspect = State | Literal["late", "undecided"]
ASPECTS: tuple[Aspect, ...] = (*STATES, "late", "undecided")
"""By what agencies can be filtered: their state, late or overdue, and undecided."""
