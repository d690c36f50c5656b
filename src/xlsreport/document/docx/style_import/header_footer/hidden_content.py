"""What of a header or footer nobody sees: hidden and deleted text, cells, rows, shapes and pictures."""

from __future__ import annotations

from lxml import etree

from xlsreport.document.docx.style_import.allow_list.allowed_markup import qualified_name

_OFF = ("0", "false", "off")
_VALUE, _ID, _DEFAULT = (qualified_name(f"w:{name}") for name in ("val", "styleId", "default"))
_PROPERTIES, _VANISH = qualified_name("w:rPr"), qualified_name("w:vanish")
_STYLES_OF = {
    "p": f"{qualified_name('w:pPr')}/{qualified_name('w:pStyle')}",
    "tbl": f"{qualified_name('w:tblPr')}/{qualified_name('w:tblStyle')}",
}
_RUN_STYLE = f"{_PROPERTIES}/{qualified_name('w:rStyle')}"
_PARAGRAPH, _TABLE = qualified_name("w:p"), qualified_name("w:tbl")
_DELETIONS = {
    qualified_name("w:tr"): f"{qualified_name('w:trPr')}/{qualified_name('w:del')}",
    qualified_name("w:tc"): f"{qualified_name('w:tcPr')}/{qualified_name('w:cellDel')}",
}
_PLACED = tuple(qualified_name(f"wp:{name}") for name in ("inline", "anchor"))
_SHAPES = qualified_name("v:")
_SHAPE_TYPE = qualified_name("v:shapetype")
_DRAWINGS = (qualified_name("w:drawing"), qualified_name("w:pict"))
_UNSEEN = {"visibility": "hidden", "display": "none"}
_MAX_CHAIN = 20
"""Styles that are based on each other; Word allows eleven."""


class HiddenContent:
    """Tells what is hidden in the headers and footers of a document, given its part of styles."""

    def __init__(self, styles: etree._Element) -> None:
        items = reversed(styles.findall(qualified_name("w:style")))  # the first of an id counts
        self._styles = {item.get(_ID): item for item in items}
        defaults = styles.find(f"{qualified_name('w:docDefaults')}/{qualified_name('w:rPrDefault')}")
        self._by_default = _vanishes(defaults) is True
        paragraph = (item for item in self._styles.values() if item.get(qualified_name("w:type")) == "paragraph")
        default = next((item for item in paragraph if item.get(_DEFAULT, "0") not in _OFF), None)
        self._default_paragraph = None if default is None else default.get(_ID)

    def hides(self, item: etree._Element) -> bool:
        """Whether an element is not seen, for itself or by its styles."""
        tag = str(item.tag)
        if tag == qualified_name("w:r"):
            return self._hides_run(item)
        if tag in _DELETIONS:
            return item.find(_DELETIONS[tag]) is not None
        if tag in _PLACED:
            names = (item, item.find(qualified_name("wp:docPr")))
            return any(one is not None and one.get("hidden", "0") not in _OFF for one in names)
        if tag in _DRAWINGS:
            drawn = [one for one in item if str(one.tag).startswith(_SHAPES) or one.tag in _PLACED]
            return any(map(self.hides, drawn)) and all(self.hides(one) or one.tag == _SHAPE_TYPE for one in drawn)
        return tag.startswith(_SHAPES) and _is_invisible(item.get("style", ""))

    def _hides_run(self, run: etree._Element) -> bool:
        own = _vanishes(run)
        if own is not None:
            return own
        paragraph = next(run.iterancestors(_PARAGRAPH), None)
        named = [_named(run, _RUN_STYLE), *(_named(table, _STYLES_OF["tbl"]) for table in run.iterancestors(_TABLE))]
        of_paragraph = None if paragraph is None else _named(paragraph, _STYLES_OF["p"])
        styles = (*named, of_paragraph or self._default_paragraph)
        return self._by_default or any(self._style_hides(name) for name in styles)

    def _style_hides(self, name: str | None) -> bool:
        for _ in range(_MAX_CHAIN):
            style = self._styles.get(name)
            if style is None:
                return False
            own = _vanishes(style)
            if own is not None:
                return own
            name = _named(style, qualified_name("w:basedOn"))
        return False


def _vanishes(item: etree._Element | None) -> bool | None:
    """Whether an element says that its text is hidden, or that it is not; None where it says nothing."""
    flag = None if item is None else item.find(f"{_PROPERTIES}/{_VANISH}")
    return None if flag is None else flag.get(_VALUE, "1") not in _OFF


def _named(item: etree._Element, path: str) -> str | None:
    found = item.find(path)
    return None if found is None else found.get(_VALUE)


def _is_invisible(css: str) -> bool:
    pairs = (part.partition(":") for part in css.lower().split(";"))
    return any(_UNSEEN.get(name.strip()) == value.strip() for name, _, value in pairs)
