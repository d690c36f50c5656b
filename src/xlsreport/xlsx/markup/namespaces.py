"""The names of SpreadsheetML: the two vocabularies that workbooks are written in, and what else may stand in them.

[ECMA-376] part 1, 18 (transitional names in part 4). What is on no list here is not read: see :mod:`~.grammar`.
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
"""Whether blanks at the ends of a text count; they are kept in any case."""


def split_name(name: str) -> tuple[str, str]:
    """Namespace and local name."""
    namespace, _, local = name.rpartition(" ")
    return namespace, local
