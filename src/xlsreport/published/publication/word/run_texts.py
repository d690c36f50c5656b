"""The text of a paragraph of Word as it is seen: with what was inserted, without what was deleted, struck or hidden."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from lxml import etree

from xlsreport.published.publication.word.styles_of_word import WordStyles
from xlsreport.published.publication.word.word_names import MC, W, switch_of

_DELETED = (f"{W}del", f"{W}moveFrom")
_INSERTED = (f"{W}ins", f"{W}moveTo")
_DRAWN = (f"{W}drawing", f"{W}pict", f"{W}object")
_PICTURES = ("blip", "imagedata")
_MARKS = (f"{W}footnoteReference", f"{W}endnoteReference", f"{W}annotationRef", f"{W}commentReference")
"""What makes its run the mark of a note, which stands at a word and is no part of it."""
_PASSED_OVER = (f"{W}pPr", f"{W}rPr", f"{W}sdtPr", f"{W}sdtEndPr", f"{W}rt", f"{W}instrText", f"{W}delText")
_CHARACTERS = {"tab": " ", "ptab": " ", "cr": "\n", "noBreakHyphen": "-"}
_PAGE_ENDS = ("page", "column")
_SYMBOLS = {("wingdings", 0xA8): "□", ("wingdings", 0x6F): "□", ("wingdings", 0xFE): "☑", ("wingdings", 0xFC): "✓"} | {
    ("wingdings 2", 0x52): "☑",
    ("wingdings 2", 0xA3): "□",
    ("wingdings 2", 0x50): "✓",
    **{("symbol", ord(digit)): digit for digit in "0123456789"},
}
"""Boxes and ticks of the fonts that have them instead of letters, and the digits of the one that has Greek ones."""
_RAISED = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")

Oddity = str
"""The key of a note below ``publication.note_``."""


@dataclass(slots=True)
class RunTexts:
    """Reads the texts of one story of a file: its body, a header, a footer.

    ``odd`` collects what was left out or is odd. Fields may run over several paragraphs, so one object reads them all.
    """

    styles: WordStyles
    odd: dict[Oddity, int] = field(default_factory=dict)
    _fields: list[bool] = field(default_factory=list)

    def note(self, oddity: Oddity) -> None:
        """Count an oddity."""
        self.odd[oddity] = self.odd.get(oddity, 0) + 1

    def text(self, paragraph: etree._Element) -> tuple[str, list[etree._Element]]:
        """The text of a paragraph, and the text boxes that are anchored in it."""
        boxes: list[etree._Element] = []
        pieces = list(self._within(paragraph, paragraph.find(f"{W}pPr"), boxes))
        return "".join(pieces), boxes

    def _within(
        self, element: etree._Element, paragraph: etree._Element | None, boxes: list[etree._Element]
    ) -> Iterator[str]:
        for child in element:
            tag = child.tag
            if tag in _PASSED_OVER:
                continue
            if tag in _DELETED:
                self.note("deleted")
            elif tag == f"{W}r":
                yield from self._run(child, paragraph, boxes)
            elif tag == f"{W}sdt" and switch_of(child, f"{W}sdtPr/{W}showingPlcHdr"):
                continue  # the prompt of a control that nobody filled in
            elif tag == f"{MC}AlternateContent":
                yield from self._within(_chosen(child), paragraph, boxes)
            elif etree.QName(tag).localname == "t":  # of a formula
                yield child.text or ""
            else:
                if tag in _INSERTED:
                    self.note("inserted")
                yield from self._within(child, paragraph, boxes)

    def _run(self, run: etree._Element, paragraph: etree._Element | None, boxes: list[etree._Element]) -> Iterator[str]:
        properties = run.find(f"{W}rPr")
        if any(run.find(mark) is not None for mark in _MARKS):
            return
        if self._is_unseen("vanish", "hidden", run, properties, paragraph):
            return
        if any(self._is_unseen(name, "struck", run, properties, paragraph) for name in ("strike", "dstrike")):
            return
        text = "".join(self._content(run, boxes))
        yield text.translate(_RAISED) if text and _is_raised(properties) else text

    def _is_unseen(
        self,
        name: str,
        oddity: Oddity,
        run: etree._Element,
        properties: etree._Element | None,
        paragraph: etree._Element | None,
    ) -> bool:
        if not self.styles.switched_on(name, properties, paragraph):
            return False
        list(self._content(run, []))  # a field may begin or end in it
        if any((text.text or "").strip() for text in run.iterfind(f"{W}t")):
            self.note(oddity)
        return True

    def _content(self, run: etree._Element, boxes: list[etree._Element]) -> Iterator[str]:
        for child in run:
            tag = child.tag
            if tag == f"{W}fldChar":
                self._turn(str(child.get(f"{W}fldCharType")))
            elif tag in _PASSED_OVER or any(self._fields):
                continue
            elif tag == f"{W}t":
                yield child.text or ""
            elif tag == f"{W}br":
                yield "" if child.get(f"{W}type") in _PAGE_ENDS else "\n"
            elif tag == f"{W}sym":
                yield _symbol(child)
            elif tag == f"{W}ruby":
                base = child.find(f"{W}rubyBase")
                yield "" if base is None else "".join(self._within(base, None, boxes))
            elif tag == f"{MC}AlternateContent":
                yield from self._content(_chosen(child), boxes)
            elif tag in _DRAWN:
                boxes += _boxes(child)
                if any(etree.QName(one).localname in _PICTURES for one in child.iter(etree.Element)):
                    self.note("picture")
            else:
                yield _CHARACTERS.get(etree.QName(tag).localname, "")

    def _turn(self, kind: str) -> None:
        """Follow a field: its code is not seen, its result is. ``_fields`` has True for each that is in its code."""
        if kind == "begin":
            self._fields.append(True)
        elif kind == "separate" and self._fields:
            self._fields[-1] = False
        elif kind == "end" and self._fields:
            self._fields.pop()


def _chosen(alternatives: etree._Element) -> etree._Element:
    """The first of several forms of the same content; the others are for older programs."""
    first = alternatives.find(f"{MC}Choice")
    fallback = alternatives.find(f"{MC}Fallback")
    return first if first is not None else fallback if fallback is not None else alternatives


def _boxes(drawing: etree._Element) -> Iterator[etree._Element]:
    """The contents of the text boxes of a drawing, each once."""
    for child in drawing:
        if child.tag == f"{W}txbxContent":
            yield child
        elif child.tag == f"{MC}AlternateContent":
            yield from _boxes(_chosen(child))
        else:
            yield from _boxes(child)


def _symbol(element: etree._Element) -> str:
    font, code = str(element.get(f"{W}font", "")).lower(), str(element.get(f"{W}char", ""))
    try:
        number = int(code, 16)
    except ValueError:
        return ""
    plain = number - 0xF000 if 0xF000 <= number < 0xF100 else number
    return _SYMBOLS.get((font, plain), "" if number >= 0xE000 else chr(number))


def _is_raised(properties: etree._Element | None) -> bool:
    found = None if properties is None else properties.find(f"{W}vertAlign")
    return found is not None and found.get(f"{W}val") == "superscript"
