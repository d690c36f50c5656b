"""Takes out of an XML part what tells of people, of changes and of other parts of the file it came from."""

from __future__ import annotations

from collections.abc import Collection

from lxml import etree

from xlsreport.document.docx.adopting.archive import W

_TRACES = ("rsid", "paraId", "textId")
"""Beginnings of attributes by which Word knows who wrote what in which session."""


def written(item: etree._Element) -> str:
    """An element as text, with the namespaces that it needs and without what follows it."""
    return etree.tostring(item, encoding="unicode", with_tail=False)


def without(root: etree._Element, tags: Collection[str]) -> None:
    """Take elements out with all that is in them, and the record of every change that was tracked."""
    for item in list(root.iter()):
        name = local_name(item.tag)
        if item is not root and (name in tags or name.endswith("Change")):
            remove(item)


def unwrapped(root: etree._Element, tags: Collection[str]) -> None:
    """Take elements out and leave in their place what is in them."""
    for item in list(root.iter(*(f"{W}{tag}" for tag in tags))):
        for child in list(item):
            item.addprevious(child)
        remove(item)


def without_traces(root: etree._Element) -> None:
    """Take out the marks of sessions of work."""
    for item in root.iter():
        for key in list(item.attrib):
            if local_name(key).startswith(_TRACES):
                del item.attrib[key]


def remove(item: etree._Element) -> None:
    """Take an element out, where it still stands somewhere."""
    parent = item.getparent()
    if parent is not None:
        parent.remove(item)


def local_name(tag: object) -> str:
    """A name without its namespace."""
    return str(tag).rpartition("}")[2]
