"""Makes the parts of a Word file run from right to left.

Word decides direction at four places: a section and a table by their own property, a paragraph by ``bidi``, and a run
by ``rtl``, without which the signs between its letters are drawn in the wrong order. So it is done once, over the
finished parts, and whatever writes paragraphs need not know of it. In a paragraph with ``bidi``
the sides are exchanged: left is where a line begins.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from copy import deepcopy
from itertools import groupby

from lxml import etree

from xlsreport.document.docx.word_xml import DECLARATION
from xlsreport.messages.text_direction import has_letters_from_right

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_BEFORE_BIDI = "pStyle keepNext keepLines pageBreakBefore framePr widowControl numPr suppressLineNumbers pBdr shd tabs \
suppressAutoHyphens kinsoku wordWrap overflowPunct topLinePunct autoSpaceDE autoSpaceDN"
_BEFORE_JC = (
    f"{_BEFORE_BIDI} bidi adjustRightInd snapToGrid spacing ind contextualSpacing mirrorIndents suppressOverlap"
)
_BEFORE_RTL = (
    "rStyle rFonts b bCs i iCs caps smallCaps strike dstrike outline shadow emboss imprint noProof snapToGrid \
vanish webHidden color spacing w kern position sz szCs highlight u effect bdr shd fitText vertAlign"
)
_BEFORE_BOLD = "rStyle rFonts b"
_BEFORE_VISUAL = "tblStyle tblpPr tblOverlap"
_BEFORE_SECTION = "headerReference footerReference type pgSz pgMar paperSrc pgBorders lnNumType pgNumType cols titlePg"
"""What the schema has before a property, within its parent."""


def set_from_right(part: str) -> str:
    """A part of the file, such as the document or a footer, that runs from right to left."""
    root = etree.fromstring(part.encode())
    for table in root.iter(f"{_W}tbl"):  # and not the style of tables, which Word lets have no direction
        for properties in table.findall(f"{_W}tblPr"):
            _put(properties, "bidiVisual", _BEFORE_VISUAL)
    for section in root.iter(f"{_W}sectPr"):
        _put(section, "bidi", _BEFORE_SECTION)
    for paragraph in root.iter(f"{_W}p"):
        _set_paragraph(paragraph)
    for bold in [*root.iter(f"{_W}b")]:
        parent = bold.getparent()
        assert parent is not None
        _put(parent, "bCs", _BEFORE_BOLD)
    return DECLARATION + etree.tostring(root, encoding="unicode")


def styles_from_right(part: str) -> str:
    """The styles: what somebody adds to the file runs from right to left, too."""
    root = etree.fromstring(part.encode())
    for style in root.iter(f"{_W}style"):
        if style.get(f"{_W}type") == "paragraph" and style.get(f"{_W}default"):
            properties = style.find(f"{_W}pPr")
            if properties is not None:
                _put(properties, "bidi", _BEFORE_BIDI)
    return set_from_right(etree.tostring(root, encoding="unicode"))


def _set_paragraph(paragraph: etree._Element) -> None:
    text = "".join(one.text or "" for one in paragraph.iter(f"{_W}t"))
    properties = paragraph.find(f"{_W}pPr")
    if properties is None:
        return
    in_cell = next(paragraph.iterancestors(f"{_W}tc"), None) is not None
    from_right = not text or has_letters_from_right(text)
    _put(properties, "bidi", _BEFORE_BIDI, "" if from_right else "0")
    side = properties.find(f"{_W}jc")
    if from_right:
        if in_cell and side is not None and side.get(f"{_W}val") == "right":
            side.set(f"{_W}val", "left")  # a mark among figures stands where they do
        for run in [*paragraph.iter(f"{_W}r")]:
            _part_run(run)
    elif side is None and not in_cell:
        _put(properties, "jc", _BEFORE_JC, "right")
    elif side is not None and side.get(f"{_W}val") in ("left", "both"):
        side.set(f"{_W}val", "right")


def _part_run(run: etree._Element) -> None:
    """Part a run where its letters change their direction; a run from right to left has none that run from left."""
    texts = [child for child in run if child.tag == f"{_W}t"]
    if not has_letters_from_right("".join(text.text or "" for text in texts)):
        return
    parent = run.getparent()
    assert parent is not None
    properties = run.find(f"{_W}rPr")
    for child in [child for child in run if child is not properties]:
        for text, from_right in _directions(child.text or "") if child.tag == f"{_W}t" else [("", True)]:
            part = etree.Element(f"{_W}r")
            own = deepcopy(properties) if properties is not None else etree.Element(f"{_W}rPr")
            part.append(own)
            if from_right:
                _put(own, "rtl", _BEFORE_RTL)
            copy = deepcopy(child)
            if child.tag == f"{_W}t":
                copy.text = text
            part.append(copy)
            run.addprevious(part)
    parent.remove(run)


def _directions(text: str) -> Iterator[tuple[str, bool]]:
    """The parts of a text, and whether each runs from right to left; signs and figures go with the letters before."""
    directions, from_right = [], True
    for number, letter in enumerate(text):
        kind = unicodedata.bidirectional(letter)
        if kind == "L" or not _goes_on(text[number:]):
            from_right = kind != "L"
        directions.append(from_right)
    for from_right, letters in groupby(zip(text, directions, strict=True), key=lambda one: one[1]):
        yield "".join(letter for letter, _ in letters), from_right


def _goes_on(rest: str) -> bool:
    """Whether the next letter of a text runs from left to right."""
    kinds = (unicodedata.bidirectional(letter) for letter in rest)
    return next((kind == "L" for kind in kinds if kind in ("L", "R", "AL")), False)


def _put(parent: etree._Element, name: str, before: str, value: str = "") -> None:
    """Give an element a property at its place, unless it has it."""
    if parent.find(f"{_W}{name}") is not None:
        return
    added = etree.Element(f"{_W}{name}")
    if value:
        added.set(f"{_W}val", value)
    earlier = {f"{_W}{one}" for one in before.split()}
    place = next((number for number, child in enumerate(parent) if child.tag not in earlier), len(parent))
    parent.insert(place, added)
