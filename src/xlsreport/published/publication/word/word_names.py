"""Names of elements and attributes of WordprocessingML (ISO/IEC 29500-1), and how values are read."""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_WRAPPERS = (f"{W}sdt", f"{W}sdtContent", f"{W}customXml", f"{W}smartTag", f"{W}ins", f"{W}moveTo")
"""Elements around paragraphs, rows and cells that are not seen themselves."""
_OFF = ("0", "false", "off", "none")


def value_of(element: etree._Element | None, path: str) -> str | None:
    """The ``w:val`` of an element below another; None where there is no such element or value."""
    found = None if element is None else element.find(path)
    return None if found is None else found.get(f"{W}val")


def number_of(element: etree._Element | None, path: str, attribute: str = "val") -> int | None:
    """A whole number of an element below another; None where there is none."""
    found = None if element is None else element.find(path)
    text = "" if found is None else str(found.get(f"{W}{attribute}", ""))
    return int(text) if text.removeprefix("-").isdecimal() and len(text) < 10 else None


def switch_of(element: etree._Element | None, path: str) -> bool | None:
    """A property that is on or off (17.17.4); None where nothing is said."""
    found = None if element is None else element.find(path)
    return None if found is None else str(found.get(f"{W}val", "1")).lower() not in _OFF


def unwrapped(container: etree._Element) -> Iterator[etree._Element]:
    """The children of an element, and those of content controls and the like in their place."""
    for child in container:
        if child.tag in _WRAPPERS:
            yield from unwrapped(child)
        else:
            yield child
