"""Normalises the children of an element: accepts changes, chooses alternatives, expands simple fields."""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree

from xlsreport.document.docx.style_import.allow_list.allowed_markup import qualified_name

_COMPATIBILITY = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_SIMPLE = qualified_name("w:fldSimple")
_HIDDEN = f"{qualified_name('w:rPr')}/{qualified_name('w:vanish')}"
_DELETED_ROW = f"{qualified_name('w:trPr')}/{qualified_name('w:del')}"


def children_of(element: etree._Element) -> Iterator[etree._Element]:
    """The children, with simple fields expanded to runs so that there is only one form of fields.

    Of alternatives the fallback is taken, which every program supports. Deleted rows and hidden text are left out.
    """
    for child in element:
        if child.tag == _SIMPLE:
            yield from _written_out(child)
        elif child.tag == f"{_COMPATIBILITY}AlternateContent":
            fallback = child.find(f"{_COMPATIBILITY}Fallback")
            yield from [child] if fallback is None else children_of(fallback)
        elif isinstance(child.tag, str) and child.find(_DELETED_ROW) is None and not _is_hidden(child):
            yield child


def _is_hidden(run: etree._Element) -> bool:
    flag = run.find(_HIDDEN) if run.tag == qualified_name("w:r") else None
    return flag is not None and flag.get(qualified_name("w:val"), "1") not in ("0", "false", "off")


def _written_out(simple: etree._Element) -> Iterator[etree._Element]:
    yield _mark("begin")
    yield _run("w:instrText", text=str(simple.get(qualified_name("w:instr"), "")))
    yield _mark("separate")
    yield from children_of(simple)
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
