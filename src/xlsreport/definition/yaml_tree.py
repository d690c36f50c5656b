"""YAML text to a tree of keys and values that remembers its lines; what no definition needs is refused at once."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from itertools import count
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.composer import Composer
from ruamel.yaml.constructor import RoundTripConstructor
from ruamel.yaml.error import MarkedYAMLError, YAMLError
from ruamel.yaml.nodes import ScalarNode
from ruamel.yaml.scalarint import ScalarInt

from xlsreport.definition.problems import LocatedProblem, Path, Problem

MAX_DEPTH = 60
"""How deeply keys and lists may be nested; six levels of column headings need twenty."""
MAX_NODES = 100_000
"""How many keys, items and values a definition may have, also once every ``*reference`` is filled in."""
MAX_DIGITS = 1_000
"""How many characters a whole number may be written with; thousands of digits take long and cannot be quoted."""


class UnreadableError(Exception):
    """Text that cannot be taken as keys and values, with the one problem that stopped the reading."""

    def __init__(self, key: str, line: int = 1, column: int = 1, **values: str) -> None:
        super().__init__(key)
        self.problem = LocatedProblem(Problem((), key, values), line, column)


class _Composer(Composer):
    """Stops at nesting that would exhaust the interpreter's stack, at more than any definition has, and at tags, which
    can ask for any type.
    """

    _level = 0
    _nodes = 0

    def compose_node(self, parent: Any, index: Any) -> Any:
        event = self.parser.peek_event()
        self._nodes += 1
        if self._nodes > MAX_NODES:  # before it is all in memory
            raise _at(event.start_mark, "too_many")
        tag = getattr(event, "tag", None)
        if tag:
            raise _at(event.start_mark, "tag", tag=str(tag))
        if self._level >= MAX_DEPTH:
            raise _at(event.start_mark, "nested")
        self._level += 1
        node = super().compose_node(parent, index)
        self._level -= 1
        is_key = parent is not None and index is None
        if is_key and not isinstance(node, ScalarNode):  # which Python cannot look up, if it is a reference
            raise _at(event.start_mark, "not_line")
        return node


class _Constructor(RoundTripConstructor):
    """Names a key that is written twice, and a number of endless digits; leaves dates, and ``=``, as texts."""

    def construct_yaml_int(self, node: Any) -> Any:
        if len(node.value) > MAX_DIGITS:
            raise _at(node.start_mark, "digits")
        return self._number(super().construct_yaml_int, node)

    def construct_yaml_float(self, node: Any) -> Any:
        return self._number(super().construct_yaml_float, node)

    def _number(self, construct: Callable[[Any], Any], node: Any) -> Any:
        """The number, or the problem where the library takes something for one, such as ``0x_``, and then stumbles."""
        try:
            return construct(node)
        except (ValueError, IndexError):
            raise _at(node.start_mark, "no_number", found=str(node.value)) from None

    def check_mapping_key(self, node: Any, key_node: Any, mapping: Any, key: Any, value: Any) -> bool:
        if key in mapping:
            raise _at(key_node.start_mark, "duplicate_key", name=str(key))
        return True


_Constructor.add_constructor("tag:yaml.org,2002:int", _Constructor.construct_yaml_int)
_Constructor.add_constructor("tag:yaml.org,2002:float", _Constructor.construct_yaml_float)
for _tag in ("timestamp", "value"):
    _Constructor.add_constructor(f"tag:yaml.org,2002:{_tag}", RoundTripConstructor.construct_yaml_str)


def _at(mark: Any, key: str, **values: str) -> UnreadableError:
    return UnreadableError(key, mark.line + 1, mark.column + 1, **values)


def read_tree(text: str) -> Mapping[Any, Any]:
    """The file's keys and values, with the library's marks of their lines.

    Raises:
        UnreadableError: it is not YAML, has a key twice, or does not consist of keys and values.
    """
    yaml = YAML(typ="rt")
    yaml.Composer = _Composer
    yaml.Constructor = _Constructor
    try:
        tree = yaml.load(text)
    except MarkedYAMLError as error:
        raise _marked(error) from None
    except YAMLError as error:
        raise UnreadableError(_key_of(str(error))) from None
    except ValueError:  # of the digits in a %YAML line
        raise UnreadableError("digits") from None
    if not isinstance(tree, dict):
        raise UnreadableError("not_mapping")
    return tree


def _with_zeros(value: object) -> str:
    """A whole number as it is written with zeros before it; empty for anything else."""
    width = getattr(value, "_width", None)
    return f"{int(value):0{width}d}" if isinstance(value, ScalarInt) and width and len(str(value)) < width else ""


def _marked(error: MarkedYAMLError) -> UnreadableError:
    mark = error.problem_mark or error.context_mark
    line, column = (mark.line + 1, mark.column + 1) if mark else (1, 1)
    reason = _one_line(error.problem or error.context)
    return UnreadableError(_key_of(reason), line, column)


def _key_of(reason: str) -> str:
    """Our own words for what the library says in English."""
    return next(key for part, key in _REASONS.items() if part in reason)


_REASONS = {
    r"'\t'": "tab",
    "mapping values are not allowed": "yaml_colon",
    "could not find expected ':'": "yaml_no_colon",
    "unexpected end of stream": "yaml_open",
    "another document": "yaml_documents",
    "expected ',' or": "yaml_bracket",
    "but got '<stream end>'": "yaml_open",
    "expected <block end>": "yaml_indent",
    "sequence entries are not allowed": "yaml_indent",
    "undefined alias": "yaml_alias",
    "cannot start any token": "yaml_character",
    "special characters are not allowed": "yaml_unprintable",
    "": "yaml",  # whatever else there is
}


def _one_line(text: object) -> str:
    return " ".join(str(text).split())


def plain(tree: Mapping[Any, Any], *, keeps_zeros: bool = False) -> dict[str, Any]:
    """The same tree without the marks, every reference filled in.

    Args:
        tree: as it was read.
        keeps_zeros: give a whole number that is written with zeros before it as a text; it may be a telephone number.

    Raises:
        UnreadableError: a reference leads to itself, or the references multiply beyond any real definition.
    """
    nodes = count(1)

    def copy(value: Any, depth: int) -> Any:
        if next(nodes) > MAX_NODES or depth > MAX_DEPTH:
            raise UnreadableError("references")
        if isinstance(value, dict):
            return {str(key): copy(item, depth + 1) for key, item in value.items()}
        if isinstance(value, list):
            return [copy(item, depth + 1) for item in value]
        if isinstance(value, bool):
            return value
        if keeps_zeros and (written := _with_zeros(value)):
            return written
        return next((kind(value) for kind in (int, float, str) if isinstance(value, kind)), value)

    return {str(key): copy(item, 1) for key, item in tree.items()}


def located(problem: Problem, tree: Any) -> LocatedProblem:
    """Find the line of a problem: of its key, of its value, or of what it lies in."""
    line, column = 0, 0
    for node, part, below in _steps(problem.path, tree):
        position = node.lc.data.get(part) if hasattr(node, "lc") and node.lc.data else None
        if position is not None:
            # An item of a list has one position, a key and its value have two; a value that is not there has none.
            key_only = len(position) == 2 or problem.on_key or below is None
            line, column = position[:2] if key_only else position[2:]
    return LocatedProblem(problem, line + 1, column + 1)


def _steps(path: Path, tree: Any) -> Iterator[tuple[Any, str | int, Any]]:
    for part in path:
        try:
            below = tree[part]
        except (KeyError, IndexError, TypeError):
            return
        yield tree, part, below
        tree = below
