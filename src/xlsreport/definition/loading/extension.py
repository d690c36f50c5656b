"""Merges a definition with the one that it extends, value by value, so that each still knows its file and line.

Keys with values are merged key by key. An item with an id (or, without one, a label, caption, name or heading) changes
the base's item of the same id, or is a new one. All other lists, and everything else, replace the base's value.
Keys that begin with ``$`` say what cannot be said so:

    $remove: true           on an item: the base's item is left out
    $remove: [a, b]         among keys: these keys of the base are left out
    $replace: value         instead of a value: nothing of the base's value is kept
    $after: id, $before: id on an item: where it stands, if not where the base has it or at the end; instead of an id
                            also {key: value}
    $where: {key: value}    on an item without an id: it changes every item of the base with these values
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from xlsreport.definition.problems import Path, Problem
from xlsreport.definition.yaml_source.yaml_scalars import scalar_of
from xlsreport.definition.yaml_source.yaml_tree import MAX_NODES, Node, Pair, UnreadableYamlError

REMOVE, REPLACE, AFTER, BEFORE, WHERE = DIRECTIVES = ("$remove", "$replace", "$after", "$before", "$where")
IDENTITY_KEYS = ("id", "label", "caption", "name", "heading")
"""What an item is known by: the first of these that it has."""
REPLACED_KEYS = frozenset(["kind"])
"""Keys whose value is one thing: a kind that is changed keeps no particulars of the former kind."""
_MAX_STEPS = 20 * MAX_NODES
"""Items looked at to find others; the two editions of the official form need some hundred."""

Identity = tuple[str, str]


def extended(base: Node, changes: Node) -> tuple[Node, list[tuple[Problem, Node]]]:
    """A definition's tree with all that it extends, and the mistakes in how it does so, each with where it stands.

    Both trees are finite: :func:`~xlsreport.definition.yaml_source.yaml_tree.plain_values` has gone through them.
    Neither is changed.

    Raises:
        UnreadableYamlError: the lists are so long, and so much in them is to be found, that it would take long.
    """
    merge = _Merge()
    return merge.value(base, changes, ()), merge.problems


class _Merge:
    def __init__(self) -> None:
        self.problems: list[tuple[Problem, Node]] = []
        self._steps = 0

    def value(self, base: Node | None, change: Node, path: Path) -> Node:
        """What a value becomes; without a base it is new."""
        if isinstance(change.value, dict) and REPLACE in change.value:
            if len(change.value) > 1:
                self._problem(change, path, "extends_replace")
            return change.value[REPLACE].value
        if base is None:
            return change
        if isinstance(base.value, dict) and isinstance(change.value, dict):
            return _like(change, self._keys(base.value, change, change.value, path))
        if isinstance(base.value, list) and isinstance(change.value, list) and _is_of_items(change.value):
            return _like(change, self._items(base.value, change.value, path))
        return change

    def _keys(self, base: Mapping[str, Pair], holder: Node, changes: Mapping[str, Pair], path: Path) -> dict[str, Pair]:
        merged = dict(base)
        if (removed := changes.get(REMOVE)) is not None:
            for name in self._names(removed.value, path):
                if merged.pop(name, None) is None:
                    self._problem(removed.value, path, "extends_nothing", name=name)
        for key, pair in changes.items():
            if key in DIRECTIVES:
                if key != REMOVE:
                    self._problem(holder, path, "extends_directive", name=key)
                continue
            former = merged.get(key)
            kept = None if former is None or key in REPLACED_KEYS else former.value
            merged[key] = pair._replace(value=self.value(kept, pair.value, (*path, key)))
        return merged

    def _names(self, removed: Node, path: Path) -> Sequence[str]:
        if isinstance(removed.value, list) and all(isinstance(one.value, str) for one in removed.value):
            return [str(one.value) for one in removed.value]
        self._problem(removed, path, "extends_remove")
        return ()

    def _items(self, base: Sequence[Node], changes: Sequence[Node], path: Path) -> list[Node]:
        known = {identity: item for item in reversed(base) if (identity := _identity(item)) is not None}
        results: dict[int, Node | None] = {}  # what becomes of items of the base
        added: list[Node] = []
        placed: list[tuple[Node, Mapping[str, Pair], Path]] = []
        for number, change in enumerate(changes):
            here = (*path, number)
            directives, rest = _parted(change)
            formers = self._formers(base, known, change, directives, here)
            if REMOVE in directives:
                if self._may_remove(formers, change, directives[REMOVE], here):
                    results.update(dict.fromkeys(map(id, formers)))
                continue
            if WHERE not in directives and formers and id(formers[0]) in results:
                formers = ()  # a second change of one item: as a new one, the checks after this one name it
            changed = {id(one): self.value(results.get(id(one), one), rest, here) for one in formers}
            results |= changed
            new = () if formers or WHERE in directives else (self.value(None, rest, here),)
            added += new
            placed += [(item, directives, here) for item in (*changed.values(), *new)]
        kept = (results.get(id(one), one) for one in base)
        items = [*(item for item in kept if item is not None), *added]
        for moved, directives, here in placed:
            self._place(items, moved, directives, here)
        return items

    def _formers(
        self,
        base: Sequence[Node],
        known: Mapping[Identity, Node],
        change: Node,
        directives: Mapping[str, Pair],
        path: Path,
    ) -> Sequence[Node]:
        """The base's items that a change is about; none for a new one."""
        if WHERE not in directives:
            identity = _identity(change)
            return [known[identity]] if identity is not None and identity in known else []
        self._step(len(base))
        wanted = directives[WHERE].value
        found = [item for item in base if _has(item, wanted)]
        if not found:
            self._problem(wanted, path, "extends_where")
        return found

    def _may_remove(self, formers: Sequence[Node], change: Node, removed: Pair, path: Path) -> bool:
        if not _is_true(removed.value):
            self._problem(removed.value, path, "extends_remove")
        elif not formers and (identity := _identity(change)) is not None:
            self._problem(change, path, "extends_nothing", name=identity[1])
        return bool(formers)

    def _place(self, items: list[Node], item: Node, directives: Mapping[str, Pair], path: Path) -> None:
        """Move an item beside another."""
        for key, offset in ((AFTER, 1), (BEFORE, 0)):
            if key not in directives:
                continue
            self._step(2 * len(items))
            beside = directives[key].value
            others = [one for one in items if one is not item]
            at = next((number for number, one in enumerate(others) if _is_named(one, beside)), None)
            if at is None:
                self._problem(beside, path, "extends_beside")
                continue
            items[:] = [*others[: at + offset], item, *others[at + offset :]]

    def _step(self, steps: int) -> None:
        self._steps += steps
        if self._steps > _MAX_STEPS:
            raise UnreadableYamlError("too_many")

    def _problem(self, node: Node, path: Path, key: str, **values: object) -> None:
        self.problems.append((Problem(path, key, values), node))


def _like(node: Node, value: dict[str, Pair] | list[Node]) -> Node:
    return Node(value, node.line, node.column, file=node.file)


def _is_of_items(values: Sequence[Node]) -> bool:
    return bool(values) and all(isinstance(item.value, dict) for item in values)


def _parted(item: Node) -> tuple[Mapping[str, Pair], Node]:
    """The directives of an item, and the rest of it; keys to be removed stay with the rest."""
    if not isinstance(item.value, dict):
        return {}, item
    own = {
        key: pair
        for key, pair in item.value.items()
        if key in (AFTER, BEFORE, WHERE) or (key == REMOVE and not isinstance(pair.value.value, list))
    }
    return own, _like(item, {key: pair for key, pair in item.value.items() if key not in own}) if own else item


def _identity(item: Node) -> Identity | None:
    if not isinstance(item.value, dict):
        return None
    for key in IDENTITY_KEYS:
        if (pair := item.value.get(key)) is not None and isinstance(pair.value.value, str):
            return key, pair.value.value
    return None


def _is_named(item: Node, name: Node) -> bool:
    """Whether an item is meant by its id or the like, or by some of its values."""
    identity = _identity(item)
    return _has(item, name) or (identity is not None and identity[1] == name.value)


def _has(item: Node, wanted: Node) -> bool:
    """Whether an item has all the values that are asked for."""
    if not isinstance(item.value, dict) or not isinstance(wanted.value, dict):
        return False
    mine = item.value
    return all(key in mine and _equal(mine[key].value, pair.value) for key, pair in wanted.value.items())


def _equal(one: Node, other: Node) -> bool:
    if isinstance(one.value, dict) and isinstance(other.value, dict):
        return one.value.keys() == other.value.keys() and _has(one, other)
    if isinstance(one.value, list) and isinstance(other.value, list):
        return len(one.value) == len(other.value) and all(map(_equal, one.value, other.value))
    return one.value == other.value


def _is_true(node: Node) -> bool:
    return node.is_word and isinstance(node.value, str) and scalar_of(node.value) is True
