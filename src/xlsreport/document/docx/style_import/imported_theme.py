"""Imports the theme of an office's document: the fonts and colours that its styles refer to, in a rebuilt theme."""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree

from xlsreport.document.docx.style_import.allow_list.allowed_markup import (
    ALLOWED_NAMESPACES,
    AllowList,
    MarkupFilter,
    MarkupRule,
    markup_rule,
    qualified_name,
    serialised,
)

_COLOURS = "a:dk1 a:lt1 a:dk2 a:lt2 a:accent1 a:accent2 a:accent3 a:accent4 a:accent5 a:accent6 a:hlink a:folHlink"
_FILL = '<a:solidFill><a:schemeClr val="phClr"/></a:solidFill>'
_LINE = f'<a:ln w="9525">{_FILL}</a:ln>'
_EFFECT = "<a:effectStyle><a:effectLst/></a:effectStyle>"
_FORMATS = (
    f'<a:fmtScheme name="Theme"><a:fillStyleLst>{_FILL * 3}</a:fillStyleLst><a:lnStyleLst>{_LINE * 3}</a:lnStyleLst>'
    f"<a:effectStyleLst>{_EFFECT * 3}</a:effectStyleLst><a:bgFillStyleLst>{_FILL * 3}</a:bgFillStyleLst></a:fmtScheme>"
)
"""Formats of shapes, which the schema requires and no text uses; an office's own could refer to pictures."""


def _rules() -> Iterator[tuple[str, MarkupRule]]:
    yield markup_rule("a:clrScheme", children=_COLOURS, ordered=True, fixed="name=Theme")
    yield from (markup_rule(of, children="a:srgbClr a:sysClr", needs="a:srgbClr a:sysClr") for of in _COLOURS.split())
    yield markup_rule("a:srgbClr", "val:hex!")
    yield markup_rule("a:sysClr", "val:token! lastClr:hex")
    yield markup_rule("a:fontScheme", children="a:majorFont a:minorFont", ordered=True, fixed="name=Theme")
    for name in ("majorFont", "minorFont"):
        yield markup_rule(
            f"a:{name}", children="a:latin a:ea a:cs a:font", ordered=True, repeated="a:font", needs="a:latin"
        )
    yield from (markup_rule(f"a:{name}", "typeface:face! panose:hex") for name in ("latin", "ea", "cs"))
    yield markup_rule("a:font", "script:token! typeface:face!")


_SCHEMES = (("a:clrScheme", len(_COLOURS.split())), ("a:fontScheme", 2))
"""The schemes that are imported, and the number of children that each must have."""
_ALLOWED = AllowList(dict(_rules()))


def import_theme(root: etree._Element) -> str:
    """A theme with an office's colours and fonts; empty if it lacks some."""
    elements = root.find(qualified_name("a:themeElements"))
    parts = [None if elements is None else _rebuilt(elements, *scheme) for scheme in _SCHEMES]
    if None in parts:
        return ""
    namespace = ALLOWED_NAMESPACES["a"]
    theme = etree.fromstring(
        f'<a:theme xmlns:a="{namespace}" name="Theme"><a:themeElements>{_FORMATS}</a:themeElements></a:theme>'
    )
    for place, part in enumerate(parts):
        if part is not None:
            theme[0].insert(place, part)
    etree.cleanup_namespaces(theme)
    return serialised(theme)


def _rebuilt(elements: etree._Element, tag: str, size: int) -> etree._Element | None:
    """A rebuilt scheme of a theme; None if it is incomplete."""
    scheme = elements.find(qualified_name(tag))
    made = None if scheme is None else MarkupFilter(_ALLOWED).rebuilt(scheme)
    return made if made is not None and len(made) == size else None
