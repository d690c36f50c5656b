"""The styles of a Word file, as far as they decide what is seen: heading levels, numbering, hidden and struck text."""

from __future__ import annotations

import re
from collections.abc import Iterator

from lxml import etree

from xlsreport.published.publication.word.word_names import W, number_of, switch_of, value_of

_BODY_LEVEL = 9
"""The outline level of running text (17.3.1.20)."""
_HEADING = re.compile(r"(?:heading|标题)\s*([1-9])", re.IGNORECASE)
_TITLE = re.compile(r"title|标题", re.IGNORECASE)


class WordStyles:
    """Looks properties up along the chain of styles; ``root`` is that of styles.xml, None where there is none."""

    def __init__(self, root: etree._Element | None) -> None:
        self._styles: dict[str, etree._Element] = {}
        self._default: dict[str, str] = {}
        for style in () if root is None else root.iterfind(f"{W}style"):
            name, kind = str(style.get(f"{W}styleId")), str(style.get(f"{W}type"))
            self._styles[name] = style
            if style.get(f"{W}default") in ("1", "true", "on"):
                self._default[kind] = name

    def _chain(self, name: str | None, kind: str) -> Iterator[etree._Element]:
        """A style and those that it is based on, the nearest first."""
        seen: set[str] = set()
        name = name if name in self._styles else self._default.get(kind)
        while name is not None and name in self._styles and name not in seen:
            seen.add(name)
            yield self._styles[name]
            name = value_of(self._styles[name], f"{W}basedOn")

    def name(self, style: str | None) -> str:
        """The name of a style by its id; empty where there is none."""
        return (value_of(self._styles[style], f"{W}name") or "") if style in self._styles else ""

    def is_title(self, properties: etree._Element | None) -> bool:
        """Whether a paragraph has the style of the document's title."""
        return bool(_TITLE.fullmatch(self.name(value_of(properties, f"{W}pStyle"))))

    def heading_level(self, properties: etree._Element | None) -> int | None:
        """The level of a paragraph that is a heading, from 1, by its outline level or the name of its style."""
        own = number_of(properties, f"{W}outlineLvl")
        if own is not None:
            return own + 1 if 0 <= own < _BODY_LEVEL else None
        for style in self._chain(value_of(properties, f"{W}pStyle"), "paragraph"):
            level = number_of(style, f"{W}pPr/{W}outlineLvl")
            if level is not None:
                return level + 1 if 0 <= level < _BODY_LEVEL else None
            named = value_of(style, f"{W}name") or ""
            found = _HEADING.fullmatch(named)
            if found or _TITLE.fullmatch(named):
                return int(found[1]) if found else 1
        return None

    def numbering(self, properties: etree._Element | None) -> tuple[int | None, int | None, str | None]:
        """The list of a paragraph, its level there, and the style that says so: each None where nothing is said."""
        number = number_of(properties, f"{W}numPr/{W}numId")
        level = number_of(properties, f"{W}numPr/{W}ilvl")
        if number is not None:
            return number, level, None
        for style in self._chain(value_of(properties, f"{W}pStyle"), "paragraph"):
            number = number_of(style, f"{W}pPr/{W}numPr/{W}numId")
            if level is None:
                level = number_of(style, f"{W}pPr/{W}numPr/{W}ilvl")
            if number is not None:
                return number, level, style.get(f"{W}styleId")
        return None, None, None

    def switched_on(self, name: str, run: etree._Element | None, paragraph: etree._Element | None) -> bool:
        """Whether a property of characters, such as ``vanish``, is on for a run of a paragraph."""
        own = switch_of(run, f"{W}{name}")
        if own is not None:
            return own
        chains = (
            (self._chain(value_of(run, f"{W}rStyle"), "character") if run is not None else ()),
            self._chain(value_of(paragraph, f"{W}pStyle"), "paragraph"),
        )
        for chain in chains:
            for style in chain:
                said = switch_of(style, f"{W}rPr/{W}{name}")
                if said is not None:
                    return said
        return False
