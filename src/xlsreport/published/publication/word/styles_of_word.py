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
        self._levels: dict[str | None, int | None] = {}
        self._said: dict[tuple[str, str | None, str], bool | None] = {}
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
        style = value_of(properties, f"{W}pStyle")
        if style not in self._levels:
            self._levels[style] = self._level_by_style(style)
        return self._levels[style]

    def _level_by_style(self, name: str | None) -> int | None:
        for style in self._chain(name, "paragraph"):
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
        if run is not None:
            said = self._said_by_style(name, value_of(run, f"{W}rStyle"), "character")
            if said is not None:
                return said
        return bool(self._said_by_style(name, value_of(paragraph, f"{W}pStyle"), "paragraph"))

    def _said_by_style(self, name: str, style: str | None, kind: str) -> bool | None:
        """What a style, or one that it is based on, says of a property of characters; None where they say nothing."""
        key = name, style, kind
        if key not in self._said:
            found = (switch_of(one, f"{W}rPr/{W}{name}") for one in self._chain(style, kind))
            self._said[key] = next((said for said in found if said is not None), None)
        return self._said[key]
