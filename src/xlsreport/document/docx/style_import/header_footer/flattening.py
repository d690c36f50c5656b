"""Normalises the children of an element: accepts changes, chooses alternatives, expands simple fields."""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree

from xlsreport.document.docx.style_import.allow_list.allowed_markup import qualified_name
from xlsreport.document.docx.style_import.header_footer.hidden_content import HiddenContent

_COMPATIBILITY = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_SIMPLE = qualified_name("w:fldSimple")


def children_of(element: etree._Element, hidden: HiddenContent) -> Iterator[etree._Element]:
    """The children, with simple fields expanded to runs so that there is only one form of fields.

    Of alternatives the fallback is taken, which every program supports. What nobody sees is left out.
    """
    for child in element:
        if child.tag == _SIMPLE:
            yield from _written_out(child, hidden)
        elif child.tag == f"{_COMPATIBILITY}AlternateContent":
            fallback = child.find(f"{_COMPATIBILITY}Fallback")
            yield from [child] if fallback is None else children_of(fallback, hidden)
        elif isinstance(child.tag, str) and not hidden.hides(child):
            yield child


def _written_out(simple: etree._Element, hidden: HiddenContent) -> Iterator[etree._Element]:
    yield _mark("begin")
    yield _run("w:instrText", text=str(simple.get(qualified_name("w:instr"), "")))
    yield _mark("separate")
    yield from children_of(simple, hidden)
    yield _mark("end")


def _mark(kind: str) -> etree._Element:
    return _run("w:fldChar", kind=kind)


def _run(tag: str, *, text: str = "", kind: str = "") -> etree._Element:
    run = etree.Element(qualified_name("w:r"))
    inner = etree.SubElement(run, qualified_name(tag))
    inner.text = text or None
    if kind:
        inner.set(qualified_name("w:fldCharType"), kind)
    return run
