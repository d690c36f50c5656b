"""The grammar of a sheet: which elements and attributes are accepted, and where.

[ECMA-376] part 1, 18.3, and what Excel 2007 to 365, WPS, LibreOffice, Google Sheets, gnumeric, Apache POI, openpyxl,
XlsxWriter, SheetJS, excelize and others wrote in 2,500 files (docs/explanation/xlsx-markup.md). Elements that can hold
a figure are listed with all their attributes. Of everything around the cells only the children of the root are listed.
Their descendants hold no figures, so any of them is accepted unless it has the name of an element that does: some
programs could take it for a cell.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from xlsreport.opc.invalid_file import InvalidFileError
from xlsreport.opc.safe_xml import Attributes, Element

NAMESPACES = (
    "http://schemas.openxmlformats.org/spreadsheetml/2006/main",
    "http://purl.oclc.org/ooxml/spreadsheetml/main",
)
"""Of SpreadsheetML: transitional and strict ([ECMA-376] part 1, 18, and part 4)."""
MARKUP_COMPATIBILITY = "http://schemas.openxmlformats.org/markup-compatibility/2006"
RELATIONSHIP_IDS = (
    "http://schemas.openxmlformats.org/officeDocument/2006/relationships id",
    "http://purl.oclc.org/ooxml/officeDocument/relationships id",
)
"""The attribute by which an element names a relationship."""
XML_SPACE = "http://www.w3.org/XML/1998/namespace space"
"""The attribute ``xml:space``; blanks at the ends of a text are kept with and without it."""


def _words(listed: str, *others: str) -> frozenset[str]:
    return frozenset((*listed.split(), *others))


ATTRIBUTES: Mapping[str, frozenset[str]] = {
    "row": _words(
        "r spans s customFormat ht hidden customHeight outlineLevel collapsed thickTop thickBot ph", XML_SPACE
    ),
    "c": _words("r s t cm vm ph", XML_SPACE),
    "f": _words("t aca ref dt2D dtr del1 del2 r1 r2 ca si bx", XML_SPACE),
    "v": _words("", XML_SPACE),
    "col": _words("min max width widthPt style hidden bestFit customWidth phonetic outlineLevel collapsed"),
    "sheetFormatPr": _words(
        "baseColWidth defaultColWidth defaultRowHeight customHeight zeroHeight thickTop thickBottom outlineLevelRow"
        " outlineLevelCol"
    ),
    "mergeCell": _words("ref"),
}
"""Attributes of the elements that hold figures or decide whether one is seen ([ECMA-376] part 1, 18.3.1.73, .4, .40,
.96, .13, .81, .55)."""
_INERT = ("http://schemas.microsoft.com/office/spreadsheetml/", "http://schemas.microsoft.com/office/mac/")
"""Prefixes of namespaces whose attributes concern fonts' baselines and revisions, and never a figure."""
_WORKSHEET = _words("""
sheetPr dimension sheetViews sheetFormatPr cols sheetData sheetCalcPr sheetProtection protectedRanges scenarios
autoFilter sortState dataConsolidate customSheetViews mergeCells phoneticPr conditionalFormatting dataValidations
hyperlinks printOptions pageMargins pageSetup headerFooter rowBreaks colBreaks customProperties cellWatches
ignoredErrors smartTags drawing drawingHF legacyDrawing legacyDrawingHF picture oleObjects controls webPublishItems
tableParts extLst
""")
"""Children of the root of a sheet ([ECMA-376] part 1, 18.3.1.99)."""
_ONCE = _words("sheetData cols mergeCells sheetFormatPr sheetProtection sheetViews")
_ALTERNATIVES = _words("controls oleObjects legacyDrawing legacyDrawingHF drawing picture")
"""Elements that may stand within ``AlternateContent``, of which a program takes the variant that it knows. None of them
hides a cell."""
_LISTS = {"cols": "col", "mergeCells": "mergeCell"}
"""Elements whose children all have one name and are empty."""
_WORKBOOK = _words("""
fileVersion fileSharing workbookPr workbookProtection bookViews sheets functionGroups externalReferences definedNames
calcPr oleSize customWorkbookViews pivotCaches smartTagPr smartTagTypes webPublishing fileRecoveryPr webPublishObjects
extLst
""")
"""Children of the root of the workbook ([ECMA-376] part 1, 18.2.27)."""
_HOLD_FIGURES = _words("worksheet sheetData c v mergeCell mergeCells cols sst si")


def split_name(name: str) -> tuple[str, str]:
    """Namespace and local name."""
    namespace, _, local = name.rpartition(" ")
    return namespace, local


def is_inert(attribute: str) -> bool:
    """Whether an attribute is of a namespace that no program takes a figure from."""
    namespace, _ = split_name(attribute)
    return namespace.startswith(_INERT)


def expect_known(local: str, attributes: Attributes) -> None:
    """Make sure that an element of this name has only attributes that are known.

    Raises:
        InvalidFileError: one of them is not.
    """
    for attribute in attributes.keys() - ATTRIBUTES[local]:
        if not is_inert(attribute):
            raise InvalidFileError("ambiguous")


def expect_worksheet(root: Element) -> None:
    """Make sure that what surrounds the cells of a sheet is as programs write it, and holds nothing like a cell.

    Args:
        root: the sheet, its rows left out.

    Raises:
        InvalidFileError: programs could take something in it for cells, or for other cells.
    """
    main_namespace = _main_namespace(root, "worksheet")
    seen: set[str] = set()
    for child in root.children:
        namespace, local = split_name(child.name)
        if local in seen and local in _ONCE:
            raise InvalidFileError("ambiguous")
        seen.add(local)
        is_known = namespace == main_namespace and local in _WORKSHEET
        if not is_known and child.name != f"{MARKUP_COMPATIBILITY} AlternateContent":
            raise InvalidFileError("ambiguous")
        if local == "cols" and "sheetData" in seen:
            raise InvalidFileError("ambiguous")
        if any(
            split_name(inner.name)[1] in _WORKSHEET - _ALTERNATIVES for choice in _choices(child) for inner in choice
        ):
            raise InvalidFileError("ambiguous")
        member = _LISTS.get(local)
        if member is None:
            _expect_no_figures(child)
        elif any(inner.name != f"{main_namespace} {member}" or inner.children for inner in child.children):
            raise InvalidFileError("ambiguous")
    if "sheetData" not in seen:
        raise InvalidFileError("damaged")


def _choices(child: Element) -> Sequence[Sequence[Element]]:
    """The children of each variant of an ``AlternateContent``; none for any other element."""
    return (
        [choice.children for choice in child.children]
        if child.name == f"{MARKUP_COMPATIBILITY} AlternateContent"
        else ()
    )


def expect_workbook(root: Element) -> None:
    """Make sure that the part which lists the sheets lists them once.

    Raises:
        InvalidFileError: programs could find other sheets.
    """
    main_namespace = _main_namespace(root, "workbook")
    lists = 0
    for child in root.children:
        namespace, local = split_name(child.name)
        is_known = namespace == main_namespace and local in _WORKBOOK
        is_beside = namespace not in NAMESPACES and local not in ("sheets", "workbookPr")
        if not is_known and not is_beside:
            raise InvalidFileError("ambiguous")
        lists += local == "sheets"
        within = child.children if local == "sheets" else child.descendants()
        if local == "sheets" and any(item.name != f"{main_namespace} sheet" or item.children for item in within):
            raise InvalidFileError("ambiguous")
        if local != "sheets" and any(_lists_sheets(item) for item in within):
            raise InvalidFileError("ambiguous")
    if lists != 1:
        raise InvalidFileError("ambiguous" if lists else "damaged")


def _lists_sheets(item: Element) -> bool:
    """Whether some program could take an element for the list of sheets, or for how they count dates."""
    namespace, local = split_name(item.name)
    return local in ("sheet", "sheets") or (local == "workbookPr" and namespace in NAMESPACES)


def _main_namespace(root: Element, local: str) -> str:
    """The namespace of a part, which must be one of the two."""
    namespace, name = split_name(root.name)
    if name != local or namespace not in NAMESPACES:
        raise InvalidFileError("ambiguous")
    return namespace


def _expect_no_figures(element: Element) -> None:
    if element.names_within & _HOLD_FIGURES:
        raise InvalidFileError("ambiguous")
