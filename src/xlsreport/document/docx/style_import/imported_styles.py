"""Imports the styles of an office's document: those that a report needs, by name, with ours for missing ones."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from copy import deepcopy
from functools import lru_cache

from lxml import etree

from xlsreport.definition.paper_sizes import PageStyleName
from xlsreport.document.docx.docx_styling import DocxStyling
from xlsreport.document.docx.page_setup import MAIN
from xlsreport.document.docx.style_document import InvalidStyleError, StyleDocument
from xlsreport.document.docx.style_import.allow_list.allowed_markup import (
    WORD,
    AllowList,
    MarkupFilter,
    qualified_name,
    remove,
    serialised,
)
from xlsreport.document.docx.style_import.allow_list.word_rules import word_rules
from xlsreport.document.docx.word_styles import DEFAULTS, OwnStyles, StyleName, language_of, style_names
from xlsreport.document.docx.word_xml import DECLARATION
from xlsreport.document.page_styles.named_page_styles import page_style_named
from xlsreport.document.page_styles.page_style import PageStyle

_ALLOWED = AllowList(dict(word_rules()), unwrapped=frozenset((qualified_name("w:ins"), qualified_name("w:moveTo"))))
_MAX_CHAIN = 20
"""Longest chain of styles that are based on each other; Word allows eleven."""


def import_styles(root: etree._Element) -> str:
    """Rebuild the styles of a part, without list numbering: headings have their numbers in their texts.

    Raises:
        InvalidStyleError: it is no part of styles.
    """
    made = MarkupFilter(_ALLOWED).rebuilt(root)
    if made is None or made.tag != f"{WORD}styles":
        raise InvalidStyleError("damaged")
    first = {_id(style): style for style in reversed(made.findall(f"{WORD}style"))}
    for style in made.findall(f"{WORD}style"):
        if first[_id(style)] is not style:
            remove(style)
    etree.cleanup_namespaces(made)
    return serialised(made)


@lru_cache(maxsize=16)
def imported_styling(document: StyleDocument, name: PageStyleName, language: str) -> DocxStyling:
    """The styling that an office's document gives to reports of a page style and language."""
    page_style = page_style_named(name)
    used = {style for margin in document.page.margins for style in margin.styles}
    merging = _StyleMerger(etree.fromstring(document.styles), page_style, language, used)
    styles = DECLARATION + serialised(merging.merged())
    return DocxStyling(page_style, language, merging.ids, styles, document.page, merging.table_size(), document.theme)


class _StyleMerger:
    """Merges the styles of an office's document with ours; ``asked`` are the ids that headers and footers refer to."""

    def __init__(self, root: etree._Element, page_style: PageStyle, language: str, used: Collection[str]) -> None:
        self._root, self._page_style, self._language, self._used = root, page_style, language, used
        self._names = style_names(language)
        self._by_id = {_id(style): style for style in root.iter(f"{WORD}style")}
        self._found = dict(self._find())
        self.ids = {role: self._id_for(role, name) for role, name in self._names.items()}

    def _find(self) -> Iterator[tuple[str, etree._Element]]:
        """The styles that the document has, by role."""
        by_name: dict[tuple[str, str], etree._Element] = {}
        for style in self._by_id.values():
            by_name.setdefault((style.get(f"{WORD}type", ""), _value(style, "name").lower()), style)
            if style.get(f"{WORD}default") in ("1", "true", "on"):
                by_name[style.get(f"{WORD}type", ""), ""] = style
        for role, name in self._names.items():
            is_default = role in DEFAULTS
            found = by_name.get((name.kind, "")) if is_default else None
            found = by_name.get((name.kind, name.name.lower())) if found is None else found
            if role.startswith("lead"):
                heading = by_name.get(("paragraph", f"heading {role[-1]}"))
                linked = None if heading is None else self._by_id.get(_value(heading, "link"))
                found = found if linked is None else linked
            if found is not None:
                yield role, found

    def _id_for(self, role: str, name: StyleName) -> str:
        if role in self._found:
            return _id(self._found[role])
        own = name.id
        while own in self._by_id:
            own += "1"
        return own

    def merged(self) -> etree._Element:
        """The styles that the report needs and those that they are based on."""
        self._add_missing()
        self._dress_found()
        for one in self._wanted():
            self._cut_chain(one)
        kept = set(self._needed())
        for style in self._root.findall(f"{WORD}style"):
            if _id(style) not in kept:
                remove(style)
            for reference in (style.find(f"{WORD}link"), style.find(f"{WORD}next")):
                if reference is not None and reference.get(f"{WORD}val") not in kept:
                    remove(reference)
        self._set_language()
        return self._root

    def table_size(self) -> float:
        """The font size of table texts in points, from their style or its bases."""
        for style in self._bases(self.ids["table_text"]):
            size = style.find(f"{WORD}rPr/{WORD}sz")
            if size is not None and size.get(f"{WORD}val", "").isdecimal():
                return max(1, int(size.get(f"{WORD}val", ""))) / 2
        return self._page_style.table.size

    def _add_missing(self) -> None:
        writer = OwnStyles(self._page_style, self._names, self.ids, self._language)
        for role in self._names:
            if role not in self._found:
                self._by_id[self.ids[role]] = made = _element(writer.style(role))
                self._root.append(made)

    def _dress_found(self) -> None:
        """Normalise names to Word's own (others write Heading 1), and give run-in headings their heading's font."""
        for role, style in self._found.items():
            name = style.find(f"{WORD}name")
            if name is not None and name.get(f"{WORD}val", "").lower() == self._names[role].name.lower():
                name.set(f"{WORD}val", self._names[role].name)
            if role.startswith("heading"):
                _copy_letters(style, self._by_id[self.ids[f"lead{role[-1]}"]])

    def _needed(self) -> Iterator[str]:
        for one in self._wanted():
            yield from map(_id, self._bases(one))

    def _wanted(self) -> Iterator[str]:
        """The ids that anything refers to."""
        yield from self.ids.values()
        yield from (one for one in sorted(self._used) if one in self._by_id)

    def _cut_chain(self, one: str) -> None:
        """Cut a style's chain of bases where it is circular, changes kind, leads nowhere or is too long."""
        seen: list[str] = []
        while True:
            seen.append(one)
            style = self._by_id[one]
            reference = style.find(f"{WORD}basedOn")
            if reference is None:
                return
            one = reference.get(f"{WORD}val", "")
            base = self._by_id.get(one)
            is_fit = base is not None and base.get(f"{WORD}type") == style.get(f"{WORD}type") and one not in seen
            if not is_fit or len(seen) == _MAX_CHAIN:
                remove(reference)
                return

    def _bases(self, one: str) -> Iterator[etree._Element]:
        """A style and those that it is based on."""
        seen: set[str] = set()
        while one in self._by_id and one not in seen:
            seen.add(one)
            yield self._by_id[one]
            one = _value(self._by_id[one], "basedOn")

    def _set_language(self) -> None:
        """Set the report's language instead of that of the office's document."""
        for style in self._root.iter(f"{WORD}style"):
            for language in list(style.iter(f"{WORD}lang")):
                remove(language)
        ours = _element(language_of(self._language))
        letters = self._default_letters()
        theirs = letters.find(f"{WORD}lang")
        if theirs is None:
            letters.append(ours)
        else:
            letters.replace(theirs, ours)

    def _default_letters(self) -> etree._Element:
        """The default run properties; created if the document has none."""
        place = self._root
        for tag in ("docDefaults", "rPrDefault", "rPr"):
            found = place.find(f"{WORD}{tag}")
            if found is None:
                found = etree.Element(f"{WORD}{tag}")
                place.insert(0, found)
            place = found
        return place


def _id(style: etree._Element) -> str:
    return style.get(f"{WORD}styleId", "")


def _value(style: etree._Element, tag: str) -> str:
    found = style.find(f"{WORD}{tag}")
    return "" if found is None else found.get(f"{WORD}val", "")


def _copy_letters(source: etree._Element, target: etree._Element) -> None:
    theirs = source.find(f"{WORD}rPr")
    if theirs is not None:
        for own in target.findall(f"{WORD}rPr"):
            remove(own)
        target.append(deepcopy(theirs))


def _element(xml: str) -> etree._Element:
    return etree.fromstring(f'<w:styles xmlns:w="{MAIN}">{xml}</w:styles>')[0]
