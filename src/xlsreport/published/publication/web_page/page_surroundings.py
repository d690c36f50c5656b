"""What belongs to the site and not to the report: navigation, header and footer, as the markup says."""

from __future__ import annotations

from collections.abc import Set
from dataclasses import dataclass

from lxml import etree

from xlsreport.published.publication.web_page.markup.element_styles import UNSEEN

_ELEMENTS = frozenset(("nav", "aside", "footer", "header", "menu"))
_OF_THE_PAGE = frozenset(("header", "footer"))
"""Those that belong to the page only outside of what they head or end ([HTML Standard] 4.3.8)."""
_SECTIONS = frozenset(("article", "main", "section"))
_ROLES_WORDS = "navigation banner contentinfo complementary search menu menubar toolbar tablist"
_ROLES = frozenset(_ROLES_WORDS.split())
_NAMED = frozenset(("div", "ul", "ol", "p", "section", "form", "span", "dl"))
"""Elements of which a class or id may say what they are for."""
_NAMES_WORDS = (
    "breadcrumb breadcrumbs crumbs crumb nav navbar navigation topnav menu submenu sidebar header footer foot "
    "copyright share toolbar pager pagination"
)
_NAMES = frozenset(_NAMES_WORDS.split())
"""Classes and ids that mean the same on every site. They count only where the element has no table, and a
header only where it has links: else it may be that of an article."""
_MOST = 0.4
"""Share of the page's text from which an element without links cannot be its surroundings, whatever it is called."""
_LINKED = 0.8
"""Share of its text that is links from which a block with several links is one of navigation."""
_NEVER_WORDS = "html body main article table thead tbody tfoot tr td th"
_NEVER = frozenset(_NEVER_WORDS.split())


@dataclass(slots=True)
class _Measure:
    """What an element holds: characters, those of links among them, and how many links and tables."""

    letters: int = 0
    linked: int = 0
    links: int = 0
    tables: int = 0

    @property
    def is_linked(self) -> bool:
        """Whether most of it is links."""
        return self.links > 1 and 2 * self.linked >= self.letters and not self.tables

    def add(self, inner: _Measure, tag: object) -> None:
        """Count what an element within holds."""
        self.letters += inner.letters
        self.linked += inner.letters if tag == "a" else inner.linked
        self.links += inner.links + (tag == "a")
        self.tables += inner.tables + (tag == "table")


def surrounding_elements(root: etree._Element) -> Set[etree._Element]:
    """The elements that are no part of what the page reports."""
    found: list[tuple[etree._Element, _Measure]] = []
    open_measures = [_Measure()]
    for event, element in etree.iterwalk(root, events=("start", "end")):
        if event == "start":
            open_measures.append(_Measure(0 if element.tag in UNSEEN else _length(element.text)))
            continue
        measure = open_measures.pop()
        if _is_surrounding(element, measure):
            found.append((element, measure))
        open_measures[-1].add(measure, element.tag)
        open_measures[-1].letters += _length(element.tail)
    whole = open_measures[0].letters
    return {element for element, measure in found if measure.letters <= _MOST * whole or measure.is_linked}


def _is_surrounding(element: etree._Element, measure: _Measure) -> bool:
    tag, role = str(element.tag), element.get("role", "")
    if tag in _NEVER:
        return False
    if role in _ROLES:
        return True
    if tag in _ELEMENTS and role in ("", "none"):
        return tag not in _OF_THE_PAGE or not any(above.tag in _SECTIONS for above in element.iterancestors())
    if tag not in _NAMED:
        return False
    if measure.links > 2 and measure.linked >= _LINKED * measure.letters > 0:
        return True
    if measure.tables:
        return False
    return any(name in _NAMES and (name != "header" or measure.links) for name in _names(element))


def _names(element: etree._Element) -> list[str]:
    attributes = element.attrib
    if "class" not in attributes and "id" not in attributes:
        return []
    return f"{attributes.get('class', '')} {attributes.get('id', '')}".lower().split()


def _length(text: str | None) -> int:
    return len("".join(text.split())) if text else 0
