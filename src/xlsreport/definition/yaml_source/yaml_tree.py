"""YAML text to a tree of keys and values that knows its lines; tags, deep nesting and huge files are refused."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import count
from typing import Any, NamedTuple

from yaml.events import (
    AliasEvent,
    DocumentEndEvent,
    MappingEndEvent,
    MappingStartEvent,
    ScalarEvent,
    SequenceEndEvent,
    StreamEndEvent,
)

from xlsreport.definition.problems import LocatedProblem, Problem
from xlsreport.definition.yaml_source.typing_slips import Slip, colon_slip, comma_slip, slips_near
from xlsreport.definition.yaml_source.yaml_events import SyntaxProblemError, events_of
from xlsreport.definition.yaml_source.yaml_scalars import InvalidNumberError, Scalar, scalar_of

MAX_DEPTH = 60
"""How deeply keys and lists may be nested; six levels of column headings need twenty."""
MAX_NODES = 100_000
"""How many keys, items and values a definition may have, also once every ``*reference`` is filled in."""
_MERGE = "<<"
"""The merge key: of the mapping that is its value, all keys are taken which are not written beside it."""


class UnreadableYamlError(Exception):
    """Text that is not a tree of keys and values, with the first problem in it."""

    def __init__(self, key: str, line: int = 1, column: int = 1, **values: str) -> None:
        super().__init__(key)
        self.problem = LocatedProblem(Problem((), key, values), line, column)


@dataclass(slots=True, eq=False)
class Node:
    """A value and where it is written: keys with their values, items, a text, or a word that may be a number.

    ``file`` names the file that the value stands in; it is empty for the one that was asked for. ``in_braces`` is
    whether it stands between braces or brackets.
    """

    value: dict[str, Pair] | list[Node] | str
    line: int
    column: int
    is_word: bool = False
    file: str = ""
    in_braces: bool = False

    @property
    def is_nothing(self) -> bool:
        """Whether nothing is written, or a word for it."""
        return self.is_word and isinstance(self.value, str) and scalar_of(self.value) is None


class Pair(NamedTuple):
    """A key's place, and its value."""

    line: int
    column: int
    value: Node
    file: str = ""


def read_tree(text: str, file: str = "") -> Node:
    """The file's keys and values.

    Args:
        text: YAML.
        file: how problems name the file, where it is not the one that was asked for.

    Raises:
        UnreadableYamlError: it is not YAML, has a key twice, or does not consist of keys and values.
    """
    try:
        tree = _Composer(events_of(text), file).document()
    except SyntaxProblemError as error:
        if slip := _slip_at(text, error.line, (error.line, error.column)):
            raise UnreadableYamlError(*slip) from None
        raise UnreadableYamlError(_key_of(error.reason), error.line, error.column) from None
    if tree is None or not isinstance(tree.value, dict):
        slip = None if tree is None else _slip_at(text, tree.line, (0, 0))
        raise UnreadableYamlError("not_mapping") if slip is None else UnreadableYamlError(*slip)
    return tree


def _slip_at(text: str, line: int, stopped: tuple[int, int]) -> tuple[Slip, int] | None:
    """The slip at a line, or above it, without which the parser goes further than it did; with the slip's own line."""
    for slip, number, mended in slips_near(text, line):
        try:
            for _ in events_of(mended):
                pass
        except SyntaxProblemError as error:
            if (error.line, error.column) <= stopped:
                continue
        return slip, number
    return None


class _Composer:
    """Makes a tree of events.

    Refuses nesting that would exhaust the interpreter's stack, more nodes than any definition has, and tags, which can
    ask for any Python type.
    """

    def __init__(self, events: Iterator[Any], file: str) -> None:
        self._events = events
        self._file = file
        self._anchors: dict[str, Node] = {}
        self._above: list[Node] = []
        self._nodes = 0
        self._in_braces = False

    def document(self) -> Node | None:
        """The one document of a stream, if there is any."""
        next(self._events)  # the stream's start
        if isinstance(next(self._events), StreamEndEvent):
            return None
        tree = self._node(next(self._events))
        after = next(self._events)
        if isinstance(after, DocumentEndEvent):
            after = next(self._events)
        if not isinstance(after, StreamEndEvent):
            raise _at(after, "yaml_documents")
        return tree

    def _node(self, event: Any) -> Node:
        self._count(event)
        if isinstance(event, AliasEvent):
            if event.anchor not in self._anchors:
                raise _at(event, "yaml_alias")
            return self._anchors[event.anchor]
        if event.tag:
            raise _at(event, "tag", tag=event.tag)
        if len(self._above) >= MAX_DEPTH:
            raise _at(event, "nested")
        line, column = event.start_mark.line + 1, event.start_mark.column + 1
        node = Node("", line, column, file=self._file, in_braces=self._in_braces)
        if event.anchor:
            self._anchors[event.anchor] = node
        self._fill(node, event)
        return node

    def _fill(self, node: Node, event: Any) -> None:
        if isinstance(event, ScalarEvent):
            node.value, node.is_word = event.value, event.implicit[0]
            return
        self._above.append(node)
        around, self._in_braces = self._in_braces, bool(event.flow_style)
        if isinstance(event, MappingStartEvent):
            pairs: dict[str, Pair] = {}
            node.value = pairs
            self._fill_mapping(pairs, in_braces=bool(event.flow_style))
        else:
            items: list[Node] = []
            node.value = items
            while not isinstance(event := next(self._events), SequenceEndEvent):
                items.append(self._node(event))
        self._in_braces = around
        self._above.pop()

    def _fill_mapping(self, pairs: dict[str, Pair], *, in_braces: bool) -> None:
        merged: tuple[Node, Any] | None = None
        while not isinstance(event := next(self._events), MappingEndEvent):
            key = self._node(event)
            if not isinstance(key.value, str):
                raise _at(event, "not_line")
            is_merge = key.is_word and key.value == _MERGE
            if key.value in pairs or (is_merge and merged):
                raise _at(event, "duplicate_key", name=key.value)
            value = self._node(next(self._events))
            # In braces YAML takes {least：3} for a key without a value.
            if in_braces and key.is_word and value.is_nothing and (slip := colon_slip(key.value)) is not None:
                raise _at(event, slip)
            if is_merge:
                merged = value, event
            else:
                pairs[key.value] = Pair(event.start_mark.line + 1, event.start_mark.column + 1, value, self._file)
        if merged is not None:
            self._merge(pairs, *merged)

    def _merge(self, pairs: dict[str, Pair], merged: Node, event: Any) -> None:
        """Add the keys of one mapping or of several, of which the first counts."""
        for source in merged.value if isinstance(merged.value, list) else [merged]:
            if not isinstance(source.value, dict):
                raise _at(event, "yaml")
            if any(source is one for one in self._above):  # it is not complete yet
                raise _at(event, "references")
            self._nodes += len(source.value)
            if self._nodes > MAX_NODES:
                raise _at(event, "too_many")
            for name, pair in source.value.items():
                pairs.setdefault(name, pair)

    def _count(self, event: Any) -> None:
        self._nodes += 1
        if self._nodes > MAX_NODES:  # before it is all in memory
            raise _at(event, "too_many")


def _at(event: Any, key: str, **values: str) -> UnreadableYamlError:
    mark = event.start_mark
    return UnreadableYamlError(key, mark.line + 1, mark.column + 1, **values)


def _key_of(reason: str) -> str:
    """The key of the sentence for the parser's English reason."""
    return next(key for part, key in _REASONS.items() if part in reason)


_REASONS = {
    r"'\t'": "tab",
    "mapping values are not allowed": "yaml_colon",
    "could not find expected ':'": "yaml_no_colon",
    "unexpected end of stream": "yaml_open",
    "scanning an alias": "yaml_alias",
    "expected ',' or": "yaml_bracket",
    "but got '<stream end>'": "yaml_open",
    "expected <block end>": "yaml_indent",
    "sequence entries are not allowed": "yaml_indent",
    "cannot start any token": "yaml_character",
    "digits": "digits",
    "special characters are not allowed": "yaml_unprintable",
    "": "yaml",  # any other reason
}


def plain_values(tree: Node, *, as_written: bool = False) -> dict[str, Any]:
    """The same tree without its lines, every reference filled in and every word taken for what it stands for.

    Args:
        tree: as it was read.
        as_written: keep numbers as they are written, see :func:`.yaml_scalars.scalar_of`.

    Raises:
        UnreadableYamlError: a reference leads to itself, or the references multiply beyond any real definition; or what
            looks like a number is none.
    """
    nodes = count(1)

    def copy(node: Node, depth: int) -> Any:
        if next(nodes) > MAX_NODES or depth > MAX_DEPTH:
            raise UnreadableYamlError("references")
        if isinstance(node.value, dict):
            return {key: copy(pair.value, depth + 1) for key, pair in node.value.items()}
        if isinstance(node.value, list):
            return [copy(item, depth + 1) for item in node.value]
        return _value(node, as_written) if node.is_word else node.value

    whole: dict[str, Any] = copy(tree, 0)
    return whole


def _value(node: Node, as_written: bool) -> Scalar:
    word = str(node.value)
    try:
        return scalar_of(word, as_written=as_written)
    except InvalidNumberError as error:
        raise UnreadableYamlError(error.key, node.line, node.column, found=word) from None


def located_mistakes(problems: Iterable[Problem], tree: Node) -> list[LocatedProblem]:
    """Where mistakes are; in place of those that a full-width comma between braces has caused stands the comma."""
    commas: dict[tuple[str, int, int], LocatedProblem] = {}
    others: list[LocatedProblem] = []
    for problem in problems:
        comma = _comma_behind(problem, tree)
        if comma is None:
            others.append(locate(problem, tree))
        else:
            commas[comma.file, comma.line, comma.column] = comma
    return [*others, *commas.values()]


def _comma_behind(problem: Problem, tree: Node) -> LocatedProblem | None:
    node, is_item = tree, False
    for part in problem.path:
        if isinstance(node.value, dict) and part in node.value:
            node, is_item = node.value[str(part)].value, False
        elif isinstance(node.value, list) and isinstance(part, int) and part < len(node.value):
            node, is_item = node.value[part], True
    # Where a key is missing, it may be part of the value of another.
    near = [pair.value for pair in node.value.values()] if isinstance(node.value, dict) else [node]
    for one in near:
        if one.in_braces and one.is_word and isinstance(one.value, str) and comma_slip(one.value, is_item=is_item):
            return LocatedProblem(Problem((), "wide_comma"), one.line, one.column, one.file)
    return None


def locate(problem: Problem, tree: Node) -> LocatedProblem:
    """Find the file and line of a problem: of its key, of its value, or of what encloses it."""
    line, column, file, node = 1, 1, tree.file, tree
    for part in problem.path:
        if isinstance(node.value, dict) and part in node.value:
            key = node.value[str(part)]
            node = key.value
            # A value that is not there has no place.
            at_key = problem.on_key or node.is_nothing
            line, column, file = (key.line, key.column, key.file) if at_key else (node.line, node.column, node.file)
        elif isinstance(node.value, list) and isinstance(part, int) and part < len(node.value):
            node = node.value[part]
            line, column, file = node.line, node.column, node.file
        else:
            break
    return LocatedProblem(problem, line, column, file)
