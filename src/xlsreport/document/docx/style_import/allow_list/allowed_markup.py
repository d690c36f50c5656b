"""An allow-list of XML elements, and the filter that rebuilds elements from it.

Nothing is searched for by name as harmful: whatever is not on the list is left out.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from lxml import etree

from xlsreport.document.docx.style_import.allow_list.allowed_values import PICTURE, VALUES
from xlsreport.opc.office_package import PartLimits

ALLOWED_NAMESPACES = {
    "w": "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    "r": "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
    "wp": "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing",
    "a": "http://schemas.openxmlformats.org/drawingml/2006/main",
    "pic": "http://schemas.openxmlformats.org/drawingml/2006/picture",
    "v": "urn:schemas-microsoft-com:vml",
    "o": "urn:schemas-microsoft-com:office:office",
    "w10": "urn:schemas-microsoft-com:office:word",
}
"""The only namespaces that are taken over."""
WORD = f"{{{ALLOWED_NAMESPACES['w']}}}"
"""The prefix of Word's own names in lxml's notation."""
REBUILT_PART = PartLimits(size=4_000_000, tags=100_000)
"""Of a part that is rebuilt: styles have a tenth of a million bytes and five thousand tags, each of which takes a
thousand bytes of memory, old and new together."""
MAX_MARKUP_DEPTH = 60
"""Nesting depth of elements: a text in a table in a text box of a group has depth 20."""
_SPACE = "{http://www.w3.org/XML/1998/namespace}space"


def serialised(item: etree._Element) -> str:
    """An element as a string, with its namespaces and without its tail."""
    return etree.tostring(item, encoding="unicode", with_tail=False)


def remove(item: etree._Element) -> None:
    """Remove an element from its parent, if it has one."""
    parent = item.getparent()
    if parent is not None:
        parent.remove(item)


def qualified_name(name: str) -> str:
    """A prefixed name such as ``w:p`` in lxml's notation."""
    prefix, _, local = name.partition(":")
    return f"{{{ALLOWED_NAMESPACES[prefix]}}}{local}"


@dataclass(frozen=True, slots=True)
class MarkupRule:
    """What an element may contain.

    ``attributes`` are the kinds of values by name; ``children`` are the positions of the children that are allowed.
    ``is_ordered``: children are sorted by position, and only the first of each name is kept, except for ``repeated``
    ones. At least one of ``needs`` must be there, and all of ``needs_all`` and ``needed_attributes``. ``text`` is the
    kind of its text, ``fixed`` are attributes that are always written.
    """

    attributes: Mapping[str, str]
    children: Mapping[str, int]
    is_ordered: bool = False
    repeated: frozenset[str] = frozenset()
    needs: frozenset[str] = frozenset()
    needs_all: frozenset[str] = frozenset()
    needed_attributes: frozenset[str] = frozenset()
    text: str | None = None
    fixed: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))


def markup_rule(
    of: str,
    attributes: str = "",
    children: str = "",
    *,
    ordered: bool = False,
    repeated: str = "",
    needs: str = "",
    needs_all: str = "",
    text: str | None = None,
    fixed: str = "",
) -> tuple[str, MarkupRule]:
    """An entry of an allow-list, such as ``markup_rule("w:tab", "val:token pos:number")``.

    Attributes of Word's own elements get their prefix, others have none unless it is given. ``!`` after the kind marks
    an attribute that is required. ``fixed`` is a name and a value, as in ``name=Picture``.
    """
    prefix = of.partition(":")[0]
    pairs = [part.rpartition(":")[::2] for part in attributes.split()]
    kinds = {_attribute(name, prefix): kind for name, kind in pairs}
    return qualified_name(of), MarkupRule(
        attributes={name: kind.rstrip("!") for name, kind in kinds.items()},
        children={qualified_name(child): order for order, child in enumerate(children.split())},
        is_ordered=ordered,
        repeated=frozenset(map(qualified_name, repeated.split())),
        needs=frozenset(map(qualified_name, needs.split())),
        needs_all=frozenset(map(qualified_name, needs_all.split())),
        needed_attributes=frozenset(name for name, kind in kinds.items() if kind.endswith("!")),
        text=text,
        fixed={_attribute(fixed.partition("=")[0], prefix): fixed.partition("=")[2]} if fixed else {},
    )


def _attribute(name: str, prefix: str) -> str:
    if ":" in name:
        return qualified_name(name)
    return qualified_name(f"w:{name}") if prefix == "w" else name


@dataclass(frozen=True, slots=True)
class AllowList:
    """The elements that may be taken over.

    ``rules`` are those of each element by name; ``unwrapped`` elements are replaced by their children; an element that
    contains an ``inseparable`` one is left out together with it.
    """

    rules: Mapping[str, MarkupRule]
    unwrapped: frozenset[str] = frozenset()
    inseparable: frozenset[str] = frozenset()


class MarkupFilter:
    """Rebuilds elements from an allow-list."""

    def __init__(
        self,
        allowed: AllowList,
        *,
        picture: Callable[[str], str | None] = lambda _: None,
        children: Callable[[etree._Element], Iterator[etree._Element]] = iter,
        dropped: Callable[[etree._Element, str], None] = lambda *_: None,
    ) -> None:
        """Args: the allow-list; a function from a picture's id to a new one, or None; a function for the children of an
        element; a function that is called with each element that is left out, and the name of its parent."""
        self._allowed, self._picture, self._children_of, self._dropped = allowed, picture, children, dropped

    def rebuilt(self, source: etree._Element, depth: int = 0) -> etree._Element | None:
        """The element as the allow-list permits it; None if nothing is left."""
        rule_ = self._allowed.rules.get(str(source.tag))
        if rule_ is None or depth > MAX_MARKUP_DEPTH:
            return None
        target = etree.Element(str(source.tag), nsmap=ALLOWED_NAMESPACES)
        self._attributes(source, target, rule_)
        if not rule_.needed_attributes <= set(target.attrib):
            return None
        if rule_.text is not None:
            target.text = VALUES[rule_.text](source.text or "")
            if rule_.text == "text":
                target.set(_SPACE, "preserve")
        children = self._children(source, rule_, depth)
        if children is None or not _is_whole(children, rule_):
            return None
        target.extend(_in_order(children, rule_) if rule_.is_ordered else children)
        return target

    def _attributes(self, source: etree._Element, target: etree._Element, rule_: MarkupRule) -> None:
        for name, kind in rule_.attributes.items():
            value = source.get(name)
            if value is not None:
                kept = self._picture(value) if kind == PICTURE else VALUES[kind](value)
                if kept is not None:
                    target.set(name, kept)
        for name, value in rule_.fixed.items():
            target.set(name, value)

    def _children(self, source: etree._Element, rule_: MarkupRule, depth: int) -> list[etree._Element] | None:
        kept: list[etree._Element] = []
        for child in self._within(source, depth):
            made = self.rebuilt(child, depth + 1) if child.tag in rule_.children else None
            if made is not None:
                kept.append(made)
                continue
            self._dropped(child, str(source.tag))
            if child.tag in self._allowed.inseparable:
                return None
        return kept

    def _within(self, source: etree._Element, depth: int) -> Iterator[etree._Element]:
        """The children of an element, with wrappers replaced by their children."""
        for child in self._children_of(source):
            if child.tag in self._allowed.unwrapped and depth <= MAX_MARKUP_DEPTH:
                yield from self._within(child, depth + 1)
            else:
                yield child


def _is_whole(children: list[etree._Element], rule_: MarkupRule) -> bool:
    there = {str(child.tag) for child in children}
    return rule_.needs_all <= there and (not rule_.needs or not rule_.needs.isdisjoint(there))


def _in_order(children: list[etree._Element], rule_: MarkupRule) -> list[etree._Element]:
    once = {str(child.tag): child for child in reversed(children) if child.tag not in rule_.repeated}
    kept = [child for child in children if child.tag in rule_.repeated or once[str(child.tag)] is child]
    return sorted(kept, key=lambda child: rule_.children[str(child.tag)])
