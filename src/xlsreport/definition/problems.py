"""Mistakes in a definition file: where each stands, what it is, and what was probably meant."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from xlsreport.definition.rule_language.expression import ExpressionError
from xlsreport.errors import UnknownNameError, XlsreportError
from xlsreport.messages import Messages

Path = tuple[str | int, ...]


_SHOWN_BEFORE, _SHOWN_BEHIND = 60, 120
"""Characters of an expression or a phrase that are shown around a mistake in it."""


@dataclass(frozen=True, slots=True)
class Problem:
    """One mistake at a path of the definition; ``source`` and ``span`` show it inside an expression."""

    path: Path
    key: str
    values: Mapping[str, object] = field(default_factory=dict)
    suggestion: str | None = None
    source: str | None = None
    span: tuple[int, int] | None = None
    on_key: bool = False

    def text(self, messages: Messages) -> str:
        """The mistake in words, with the expression underlined where there is one."""
        text = messages(f"problem.{self.key}", **self.values)
        if self.suggestion is not None:
            text += messages("problem.suggestion", suggestion=self.suggestion)
        text = _one_line(text)
        if self.source is not None and self.span is not None:
            text += underlined(self.source, *self.span)
        return text


def in_expression(path: Path, source: str, error: ExpressionError) -> Problem:
    """The problem that an expression is not right, with the characters at fault."""
    values = dict(error.values)
    suggestion = values.pop("suggestion", None)
    return Problem(path, error.key, values, suggestion, source, (error.start, error.end))


@dataclass(frozen=True, slots=True)
class LocatedProblem:
    """A problem with its line and column, both counted from 1.

    ``file`` names a file that the definition extends, where the problem stands in one; else it is empty.
    """

    problem: Problem
    line: int
    column: int
    file: str = ""

    @property
    def path(self) -> str:
        """The path as people write it: ``sections[2].tables[0].rules[1].require``."""
        return "".join(f"[{part}]" if isinstance(part, int) else f".{part}" for part in self.problem.path).lstrip(".")

    def text(self, file: str, messages: Messages) -> str:
        """File, line, path, and what is wrong; ``file`` is how the definition itself is named."""
        where = _one_line(":".join((self.file or file, str(self.line), str(self.column))))
        path = f"{_one_line(self.path)}: " if self.path else ""
        return f"{where}: {path}{self.problem.text(messages)}"


class DefinitionError(XlsreportError):
    """A definition that cannot be used, with every problem found in it.

    ``str()`` gives all of them, a line each, in the language asked for; an unreadable file gives one.
    """

    def __init__(self, file: str, problems: Iterable[LocatedProblem], messages: Messages) -> None:
        self.file = file
        self.problems = tuple(problems)
        self.messages = messages
        super().__init__(file)

    def lines(self) -> list[str]:
        """One text for each problem: file, line, path, what is wrong."""
        return [located.text(self.file, self.messages) for located in self.problems]

    def __str__(self) -> str:
        return "\n".join(self.lines())


def near_miss(name: str, known: Iterable[str]) -> str | None:
    """The known name that was probably meant, if one is close."""
    from difflib import get_close_matches  # for mistakes only

    return next(iter(get_close_matches(name, list(known), n=1, cutoff=0.6)), None)


def unknown_name(name: str, known: Iterable[str], messages: Messages) -> UnknownNameError:
    """The error that a caller names what there is not, with all that there is."""
    allowed = list(known)
    meant = near_miss(name, allowed)
    hint = messages("problem.suggestion", suggestion=meant) if meant else ""
    separator = messages("command.comma")
    return UnknownNameError(messages("problem.not_among", found=name, allowed=separator.join(allowed)) + hint)


def underlined(source: str, start: int, end: int) -> str:
    """The source on a line of its own with marks below the characters from start to end.

    East Asian wide characters take two marks, as a terminal shows them. Of a long source what is around the mistake is
    shown.
    """
    first, last = max(0, start - _SHOWN_BEFORE), max(start, 0) + _SHOWN_BEHIND
    before, behind = "…" * (first > 0), "…" * (last < len(source))
    line = _one_line(f"{before}{source[first:last]}{behind}")
    start, end = start - first + len(before), min(end - first + len(before), len(line))
    return f"\n    {line}\n    {' ' * _width(line[:start])}{'^' * max(1, _width(line[start:end]))}"


def _one_line(text: str) -> str:
    """Keeps a message on one line: names and expressions from a file may have line breaks in them."""
    return text.replace("\n", " ")


def _width(text: str) -> int:
    return sum(2 if unicodedata.east_asian_width(character) in "WF" else 1 for character in text)
