"""Mistakes in what a kind declares: its bounds, options and patterns."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import assert_never

from xlsreport.definition.figure_kinds.kind_traits import DateTraits, NumberTraits, OptionTraits, TextTraits
from xlsreport.definition.figure_kinds.kinds import AnyKind, Choice
from xlsreport.definition.problems import Path, Problem

MAX_LIST_LENGTH = 6_000
"""Characters of all options of a choice, which stand in formulas, whose length ends at 8192."""
_MAX_PATTERN = 200
"""Characters of a pattern."""
_MAX_REPEATS = 4
"""Repeats without a fixed number; each multiplies the time that an unsuitable text takes by its length."""
_ESCAPED = re.compile(r"\\.", re.DOTALL)
_IN_BRACKETS = re.compile(r"\[\^?\]?[^\]]*\]")
_TOKENS = re.compile(r"\(\?|\\[1-9bBAZzGkpPuUxN]|\)\s*(?:[*+]|\{)")
"""Beyond what patterns may have: lookaround and flags, references and other special escapes, repeats of a group."""


def kind_problems(path: Path, kind: AnyKind) -> Iterator[Problem]:
    """Bounds that cross, options that are equal or too long, and patterns that are none."""
    if isinstance(kind, Choice) and kind.options_from is not None:
        if kind.options:
            yield Problem((*path, "options_from"), "options_twice")
        return
    match kind.traits:
        case OptionTraits(options=()):
            yield Problem((*path, "options"), "empty")
        case OptionTraits(options=options):
            yield from _options((*path, "options"), options)
        case DateTraits(serials=(earliest, latest)):
            if earliest > latest:
                yield Problem((*path, "latest"), "crossed_dates")
        case TextTraits(pattern=pattern):
            if pattern is not None and not is_usable_pattern(pattern):
                yield Problem((*path, "pattern"), "text_pattern")
        case NumberTraits(least=least, greatest=greatest):
            if least is not None and greatest is not None and least > greatest:
                yield Problem((*path, "maximum"), "crossed_bounds", {"least": least, "greatest": greatest})
        case other:
            assert_never(other)


def condition_on_cover(path: Path, kind: AnyKind) -> Iterator[Problem]:
    """A condition on figures for what is stated on the cover before there are any."""
    declared = getattr(kind, "not_applicable", None)
    if declared is not None and declared.when is not None:
        yield Problem(path, "cover_condition")


def _options(path: Path, options: Sequence[str]) -> Iterator[Problem]:
    if (twice := next((option for option in options if options.count(option) > 1), None)) is not None:
        yield Problem(path, "equal_options", {"option": twice})
    length = len(",".join(options))
    if length > MAX_LIST_LENGTH:
        yield Problem(path, "too_long", {"length": length, "limit": MAX_LIST_LENGTH})


def is_usable_pattern(pattern: str) -> bool:
    """Whether the pattern of a text can be used: letters, ``[0-9]``, ``.``, ``?*+{2,4}``, ``|`` and plain groups.

    Any engine matches this subset of regular expressions alike, and in little time.
    """
    plain = _IN_BRACKETS.sub("c", _ESCAPED.sub("e", pattern))
    repeats = len(re.findall(r"[*+]|\{\d*,\d*\}", plain))
    if len(pattern) > _MAX_PATTERN or repeats > _MAX_REPEATS or _TOKENS.search(pattern) or _TOKENS.search(plain):
        return False
    try:
        re.compile(pattern)
    except (re.error, OverflowError):
        return False
    return True
