"""Puts the options of code lists where kinds refer to them: ``codes: clusters`` becomes ``options: [...]``.

The lists stand under ``codes`` at the top of a definition, each as a list or as a file that several definitions share.
After this nothing refers to them any more, so that the fingerprint has their options, and so has a round's own copy.
"""

from __future__ import annotations

from collections.abc import Iterator

from xlsreport.definition.problems import LocatedProblem, Problem, near_miss
from xlsreport.definition.yaml_source.yaml_tree import Node, Pair

CODES, OPTIONS = "codes", "options"


def is_list_of_texts(node: Node) -> bool:
    """Whether a node may be a code list."""
    return isinstance(node.value, list) and all(isinstance(item.value, str) for item in node.value)


def use_code_lists(tree: Node) -> list[LocatedProblem]:
    """Replace every reference to a code list in a tree, and the lists themselves; what cannot be replaced."""
    assert isinstance(tree.value, dict)
    declared = tree.value.pop(CODES, None)
    lists = declared.value.value if declared is not None else {}
    if not isinstance(lists, dict):
        return [problem_at(declared, "codes_no_lists")] if declared is not None else []
    problems = [problem_at(pair, "codes_no_list") for pair in lists.values() if not is_list_of_texts(pair.value)]
    for kind in _kinds(tree, set()):
        reference = kind.pop(CODES)
        name = reference.value.value
        if OPTIONS in kind:
            problems.append(problem_at(reference, "codes_and_options"))
        elif not isinstance(name, str) or name not in lists:
            known = near_miss(str(name), list(lists)) if isinstance(name, str) else None
            problems.append(problem_at(reference, "codes_unknown", known, name=name if isinstance(name, str) else ""))
        else:
            kind[OPTIONS] = reference._replace(value=lists[name].value)
    return problems


def _kinds(node: Node, seen: set[int]) -> Iterator[dict[str, Pair]]:
    """The kinds of a tree that refer to a code list; an anchored node is visited once."""
    if id(node) in seen:
        return
    seen.add(id(node))
    if isinstance(node.value, list):
        for item in node.value:
            yield from _kinds(item, seen)
    elif isinstance(node.value, dict):
        for key, pair in node.value.items():
            kind = pair.value.value
            if key == "kind" and isinstance(kind, dict) and CODES in kind:
                yield kind
            else:
                yield from _kinds(pair.value, seen)


def problem_at(pair: Pair, key: str, suggestion: str | None = None, **values: object) -> LocatedProblem:
    """A problem of a key."""
    return LocatedProblem(Problem((), key, values, suggestion), pair.line, pair.column, pair.file)
