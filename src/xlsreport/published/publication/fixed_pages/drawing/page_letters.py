"""The letters of a PDF page, with their places, by PDFium."""

from __future__ import annotations

import ctypes
import math
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from statistics import median

import pypdfium2
import pypdfium2.raw as pdfium

from xlsreport.published.publication.fixed_pages.drawing.drawn_page import RAISED, UNKNOWN, DrawnLetter
from xlsreport.published.publication.fixed_pages.drawing.tagged_paragraphs import TaggedParagraph, tagged_paragraphs

_HYPHEN_AT_LINE_END = 0x02
"""What PDFium gives for a hyphen at the end of a line; the page shows the hyphen."""
_INVISIBLE = (pdfium.FPDF_TEXTRENDERMODE_INVISIBLE, pdfium.FPDF_TEXTRENDERMODE_CLIP)
_PALE, _MUCH_LARGER = 150, 1.6
"""A letter paler than this (from 0, black, to 255) and so much larger than usual is of a watermark."""
_MOSTLY_TRANSPARENT = 128
_SLANT = 3
"""Degrees; text that is turned otherwise than by quarters is of a watermark or a stamp."""
_ASCENT = 0.85
"""The part of a letter's body above its baseline; what fonts say of it is often far from what is seen."""
_RAISED_BY = 0.15
"""Part of a digit's size between it and the line that it stands on, if it is a raised mark."""
_WIDEST = 2.5
"""Sizes of its font: no letter is wider."""
_PRIVATE = ((0xE000, 0xF8FF), (0xF0000, 0x10FFFF))
"""Areas whose characters mean something in one font only."""


@dataclass(frozen=True, slots=True)
class _Look:
    """How the letters of one text object look."""

    size: float
    angle: float
    is_pale: bool
    is_seen: bool
    is_watermark: bool
    paragraph: TaggedParagraph | None


@dataclass(frozen=True, slots=True)
class PageText:
    """The letters of a page, by how many degrees its text is turned on the paper, and how many letters are unseen."""

    letters: tuple[DrawnLetter, ...]
    turn: int
    unseen: int


def page_text(page: pypdfium2.PdfPage) -> PageText:
    """The letters of a page in the order in which they are drawn, turned upright."""
    owner = page.get_textpage()  # closes what ``raw`` points to as soon as nothing refers to it
    found = list(_characters(owner.raw, tagged_paragraphs(page)))
    seen = [one for one in found if one[1].is_seen]
    turns = Counter(_quarter(look.angle) for _, look in seen)
    turns.pop(None, None)
    turn = max(turns, key=lambda each: turns[each], default=0) or 0
    usual = median([look.size for _, look in seen if not look.is_pale] or [0.0])
    kept = ((index, look) for index, look in seen if not _is_of_watermark(look, usual))
    letters = tuple(_spread([(look, _letter(owner.raw, index, look, turn)) for index, look in kept]))
    return PageText(letters, turn, len(found) - len(seen))


def turned(x: float, y: float, turn: int) -> tuple[float, float]:
    """A place on the paper as it is when the page is turned so that its text is upright; the second grows downwards."""
    match turn:
        case 90:
            return y, x
        case 180:
            return -x, y
        case 270:
            return -y, -x
        case _:
            return x, -y


def _characters(
    text_page: pdfium.FPDF_TEXTPAGE, paragraphs: Mapping[int, TaggedParagraph]
) -> Iterator[tuple[int, _Look]]:
    """The numbers of the characters that the page draws, and how each looks."""
    looks: dict[int, _Look] = {}
    for index in range(pdfium.FPDFText_CountChars(text_page)):
        thing = pdfium.FPDFText_GetTextObject(text_page, index)
        if not thing:
            continue  # a blank or line end that PDFium adds
        address = ctypes.addressof(thing.contents)
        if address not in looks:
            paragraph = paragraphs.get(pdfium.FPDFPageObj_GetMarkedContentID(thing)) if paragraphs else None
            looks[address] = _look(text_page, index, thing, paragraph)
        yield index, looks[address]


def _look(
    text_page: pdfium.FPDF_TEXTPAGE, index: int, thing: pdfium.FPDF_PAGEOBJECT, paragraph: TaggedParagraph | None
) -> _Look:
    matrix = pdfium.FS_MATRIX()
    pdfium.FPDFText_GetMatrix(text_page, index, matrix)
    red, green, blue, alpha = (ctypes.c_uint(0) for _ in range(4))
    alpha.value = 255
    pdfium.FPDFText_GetFillColor(text_page, index, red, green, blue, alpha)
    brightness = 0.3 * red.value + 0.59 * green.value + 0.11 * blue.value
    is_pale = brightness > _PALE or alpha.value < _MOSTLY_TRANSPARENT
    mode = pdfium.FPDFTextObj_GetTextRenderMode(thing)
    return _Look(
        pdfium.FPDFText_GetFontSize(text_page, index) * math.hypot(matrix.c, matrix.d),
        math.degrees(math.atan2(matrix.b, matrix.a)) % 360,
        is_pale,
        mode not in _INVISIBLE and alpha.value > 0,
        _is_marked_watermark(thing),
        paragraph,
    )


def _is_marked_watermark(thing: pdfium.FPDF_PAGEOBJECT) -> bool:
    """Whether the file itself says that a text is of a watermark (ISO 32000-1, 14.8.2.2)."""
    for number in range(pdfium.FPDFPageObj_CountMarks(thing)):
        mark = pdfium.FPDFPageObj_GetMark(thing, number)
        buffer, length = ctypes.create_string_buffer(64), ctypes.c_ulong()
        if pdfium.FPDFPageObjMark_GetParamStringValue(
            mark, b"Subtype", ctypes.cast(buffer, ctypes.POINTER(ctypes.c_ushort)), 64, length
        ) and "Watermark" in buffer.raw[: length.value].decode("utf-16-le", "replace"):
            return True
    return False


def _quarter(angle: float) -> int | None:
    """The quarter turn that an angle is close to; None where it is none."""
    nearest = round(angle / 90) * 90
    return nearest % 360 if abs(angle - nearest) <= _SLANT else None


def _is_of_watermark(look: _Look, usual: float) -> bool:
    return look.is_watermark or _quarter(look.angle) is None or (look.is_pale and look.size > _MUCH_LARGER * usual)


def _letter(text_page: pdfium.FPDF_TEXTPAGE, index: int, look: _Look, turn: int) -> DrawnLetter:
    box, x, y = pdfium.FS_RECTF(), ctypes.c_double(), ctypes.c_double()
    pdfium.FPDFText_GetLooseCharBox(text_page, index, box)
    pdfium.FPDFText_GetCharOrigin(text_page, index, x, y)
    if box.right - box.left > _WIDEST * look.size or box.right <= box.left:
        _narrow(box, text_page, index, look.size)
    corners = turned(box.left, box.bottom, turn), turned(box.right, box.top, turn)
    left, right = sorted(corner[0] for corner in corners)
    origin = turned(x.value, y.value, turn)
    own = ((_quarter(look.angle) or 0) - turn) % 360
    character = _character(text_page, index)
    if own % 180:
        top, bottom = sorted(corner[1] for corner in corners)
        return DrawnLetter(character, left, right, top, bottom, origin[0], look.size, own)
    if character.isdigit() and _is_raised(text_page, index, origin[1], look.size, turn):
        character = character.translate(RAISED)
    top, bottom = origin[1] - look.size * _ASCENT, origin[1] + look.size * (1 - _ASCENT)
    return DrawnLetter(character, left, right, top, bottom, origin[1], look.size, own, look.paragraph)


def _spread(letters: list[tuple[_Look, DrawnLetter]]) -> Iterator[DrawnLetter]:
    """The letters, of which those that a text draws as one, such as ﬁ, share its body."""
    at = 0
    while at < len(letters):
        look, first = letters[at]
        end = at + 1
        while end < len(letters) and letters[end][0] is look and _body(letters[end][1]) == _body(first):
            end += 1
        share = (first.right - first.left) / (end - at)
        for order, (_, letter) in enumerate(letters[at:end]):
            left = first.left + order * share
            yield first if end == at + 1 else replace(letter, left=left, right=left + share)
        at = end


def _body(letter: DrawnLetter) -> tuple[float, float, float]:
    return letter.left, letter.right, letter.baseline


def _narrow(box: pdfium.FS_RECTF, text_page: pdfium.FPDF_TEXTPAGE, index: int, size: float) -> None:
    """Set the body of a letter by its drawing: for fonts that run from above PDFium does not scale what it says."""
    left, right, bottom, top = (ctypes.c_double() for _ in range(4))
    pdfium.FPDFText_GetCharBox(text_page, index, left, right, bottom, top)
    across, along = (left.value + right.value) / 2, (bottom.value + top.value) / 2
    box.left, box.right, box.bottom, box.top = across - size / 2, across + size / 2, along - size / 2, along + size / 2


def _is_raised(text_page: pdfium.FPDF_TEXTPAGE, index: int, baseline: float, size: float, turn: int) -> bool:
    """Whether a digit is drawn above the line that it stands on, as fonts have them for marks of notes."""
    left, right, bottom, top = (ctypes.c_double() for _ in range(4))
    pdfium.FPDFText_GetCharBox(text_page, index, left, right, bottom, top)
    lowest = max(turned(left.value, bottom.value, turn)[1], turned(right.value, top.value, turn)[1])
    return baseline - lowest > _RAISED_BY * size


def _character(text_page: pdfium.FPDF_TEXTPAGE, index: int) -> str:
    code = pdfium.FPDFText_GetUnicode(text_page, index)
    if code == _HYPHEN_AT_LINE_END:
        return "-"
    if code > 0x10FFFF or code < 0x20 or pdfium.FPDFText_HasUnicodeMapError(text_page, index) == 1:
        return " " if code in (0x09, 0x0A, 0x0D) else UNKNOWN
    return UNKNOWN if any(first <= code <= last for first, last in _PRIVATE) else chr(code)
