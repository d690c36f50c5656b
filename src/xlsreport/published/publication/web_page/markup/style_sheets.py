"""What the style sheets within a page say of its elements; those that it only links to are not there.

Only properties that decide what is read are looked at. The page is taken as a wide screen shows it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Set
from dataclasses import dataclass
from itertools import islice

from cssselect import HTMLTranslator, SelectorError, parse
from lxml import etree

from xlsreport.published.publication.web_page.markup.element_styles import (
    Declared,
    ElementStyle,
    StyleSource,
    declarations,
    style_of_declared,
)
from xlsreport.published.publication.web_page.markup.page_tree import extent, inner_text

_NO_RULE = re.compile(r"/\*.*?\*/|<!--|-->|\"(?:[^\"\\\n]|\\.){0,60}+\"|'(?:[^'\\\n]|\\.){0,60}+'", re.DOTALL)
"""Comments and strings, in which braces mean nothing."""
_MARK = re.compile(r"[{}]")
_NAMED = re.compile(r"([.#])(-?[_a-zA-Z\u0080-\U0010ffff][-\w]*)")
_OTHER_MEDIA = re.compile(r"print|max-width|max-device-width|speech|aural|braille|handheld|\bnot\b", re.IGNORECASE)
"""Media queries of other things than a wide screen."""
_APPLIED = ("@media", "@supports", "@layer", "@container", "@scope")
_COMBINED = re.compile(r"[\s>+~]+")
_MOST_WORK = 50_000_000
"""Elements looked at for all selectors, some seconds; a page of 5,000 elements takes 155,000 for a selector such as
``.a .b``."""
_MOST_LETTERS = 2_000_000
"""Of all style sheets; those of the largest frameworks have some 300,000."""
MAX_RULES = 2_000
"""Rules that are looked at; further ones, of pages with the sheets of whole frameworks within, are left aside."""

_Weight = tuple[int, int, int]
"""The specificity of a selector."""


@dataclass(frozen=True, slots=True)
class _Rule:
    """A rule with something to say: its selectors, and what it declares."""

    selectors: str
    declared: Declared


def styles_of_page(root: etree._Element) -> StyleSource:
    """Says how elements are shown, by the page's own style sheets and by each element's ``style``."""
    declared = _by_element(root)
    if not declared:
        return style_of_declared

    def style_of(element: etree._Element) -> ElementStyle:
        return style_of_declared(element, declared.get(element, ()))

    return style_of


def _by_element(root: etree._Element) -> Mapping[etree._Element, Declared]:
    """What is declared for each element, the rules that count most last."""
    sheets = "\n".join(inner_text(sheet) for sheet in root.iter("style"))
    rules = list(islice(_rules(sheets[:_MOST_LETTERS]), MAX_RULES))
    if not rules:
        return {}
    search = _SelectorSearch(root)
    found: dict[etree._Element, list[tuple[_Weight, int, Declared]]] = {}
    for number, rule in enumerate(rules):
        for element, weight in search.matches(rule.selectors):
            found.setdefault(element, []).append((weight, number, rule.declared))
    return {
        element: tuple(each for *_, declared in sorted(said, key=lambda one: one[:2]) for each in declared)
        for element, said in found.items()
    }


class _SelectorSearch:
    """Finds the elements that selectors are about, as long as that takes no longer than for any real page."""

    def __init__(self, root: etree._Element) -> None:
        self._root = root
        self._names = _names(root)
        self._elements, self._deepest = extent(root)
        self._left = _MOST_WORK
        self._known: dict[str, list[tuple[etree._Element, _Weight]]] = {}

    def matches(self, selectors: str) -> Iterator[tuple[etree._Element, _Weight]]:
        """The elements, and how much a rule counts for each."""
        for text in selectors.split(",") if "(" not in selectors else [selectors]:
            text = text.strip()
            if text not in self._known:
                self._known[text] = list(self._search(text))
            yield from self._known[text]

    def _search(self, text: str) -> Iterator[tuple[etree._Element, _Weight]]:
        if "(" not in text and not all(mark + name in self._names for mark, name in _NAMED.findall(text)):
            return
        self._left -= self._elements * (1 + self._deepest * len(_COMBINED.findall(text)))
        if self._left < 0:
            return
        try:
            for selector in parse(text):
                if selector.pseudo_element is None:
                    found = self._root.xpath(HTMLTranslator().selector_to_xpath(selector))
                    yield from ((each, selector.specificity()) for each in _elements(found))
        except (SelectorError, ValueError, etree.XPathError):  # a selector that the library does not know
            return


def _elements(found: object) -> Iterator[etree._Element]:
    return (each for each in found if isinstance(each, etree._Element)) if isinstance(found, list) else iter(())


def _names(root: etree._Element) -> Set[str]:
    """The classes and ids of a page, as selectors write them."""
    classes = {f".{name}" for element in root.iter() for name in element.get("class", "").split()}
    return classes | {f"#{element.get('id', '')}" for element in root.iter()}


def _rules(sheet: str) -> Iterator[_Rule]:
    """The rules of a style sheet that hold on a wide screen and declare something of interest."""
    sheet = _NO_RULE.sub(" ", sheet)
    around: list[str] = []
    begun = 0
    for mark in _MARK.finditer(sheet):
        text = sheet[begun : mark.start()].strip()
        begun = mark.end()
        if mark[0] == "{":
            around.append(text.rpartition(";")[2].strip())
        elif around:
            selectors = around.pop()
            holds = not selectors.startswith("@") and all(map(_holds, around))
            if holds and (declared := declarations(text)):
                yield _Rule(selectors, declared)


def _holds(condition: str) -> bool:
    """Whether what stands in a block of a style sheet holds on a wide screen."""
    return condition.startswith(_APPLIED) and not _OTHER_MEDIA.search(condition)
