"""The XML namespaces of SpreadsheetML: strict and transitional ([ECMA-376] part 1, 18, and part 4), and related ones.

:mod:`~.grammar` says which elements are accepted.
"""

from __future__ import annotations

TRANSITIONAL = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
STRICT = "http://purl.oclc.org/ooxml/spreadsheetml/main"
NAMESPACES = (TRANSITIONAL, STRICT)
MARKUP_COMPATIBILITY = "http://schemas.openxmlformats.org/markup-compatibility/2006"
RELATIONSHIP_IDS = (
    "http://schemas.openxmlformats.org/officeDocument/2006/relationships id",
    "http://purl.oclc.org/ooxml/officeDocument/relationships id",
)
"""The attribute by which an element names a relationship."""
XML_SPACE = "http://www.w3.org/XML/1998/namespace space"
"""The attribute ``xml:space``; blanks at the ends of a text are kept with and without it."""


def split_name(name: str) -> tuple[str, str]:
    """Namespace and local name."""
    namespace, _, local = name.rpartition(" ")
    return namespace, local
