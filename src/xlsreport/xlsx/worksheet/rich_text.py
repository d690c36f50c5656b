"""Rich texts of cells ([ECMA-376] part 1, 18.4): their characters, and which of them are struck out or raised.

All characters are read, whatever they look like. A struck-out 120 before 94 gives 12094; 97 with a raised 1 for a
footnote gives 971. So the caller needs to know about both.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import NamedTuple

from xlsreport.opc.escaped_text import expect_certain, unescaped
from xlsreport.opc.invalid_file import InvalidFileError
from xlsreport.opc.safe_xml import Element
from xlsreport.spreadsheet.reordered_text import is_reordered
from xlsreport.xlsx.cell_format.cell_fonts import Font, parse_font

_LATIN = re.compile("[A-Za-z]")
_STROKE = (
    "\u20e0\u0334-\u0338\u1cd4\u1ce2-\u1ce8\u20d2\u20d3\u20d8-\u20da\u20e5\u20e6\u20ea\u20eb"
    "\U00010a39\U00016af0-\U00016af4\U0001bc9e\U0001d167-\U0001d169"
)
"""Characters that are drawn across the one before: those of the combining class Overlay ([UAX #44]), and the sign of
prohibition."""
_STRUCK = re.compile(f"([^{_STROKE}])[{_STROKE}]+")
_BESIDE = ("rPh", "phoneticPr", "extLst")
"""Phonetic hints, which no program shows in place of the text."""


class CellText(NamedTuple):
    """The text of a cell.

    Attributes:
        text: all characters.
        struck: those that are struck out by a font of their own.
        raised: digits that are raised or lowered behind others.
        plain: the characters without a font of their own, where that is not all of them.
        runs: pieces with a font of their own, each with its font.
        is_reordered: whether characters are shown in another order than they have.
    """

    text: str
    struck: str = ""
    raised: str = ""
    plain: str | None = None
    runs: tuple[tuple[str, Font], ...] = ()
    is_reordered: bool = False

    @property
    def is_odd(self) -> bool:
        """Whether something in it is struck out, raised or shown in another order."""
        return bool(self.struck or self.raised or self.is_reordered)

    @property
    def rest(self) -> str:
        """The characters that have the font of the cell."""
        return self.text if self.plain is None else self.plain


def text_of(item: Element) -> CellText:
    """The text of an item of the shared strings, or of a cell that keeps its own.

    Raises:
        InvalidFileError: it has an unknown element, which some programs would show, or two texts, of which some would
            show only one.
    """
    main_namespace = item.name.rpartition(" ")[0]
    children = item.children
    if len(children) == 1 and children[0].name == f"{main_namespace} t":
        return plain_text(_characters(children))
    if len(item.all("t")) > 1:
        raise InvalidFileError("ambiguous")
    struck, raised, plain, before = "", "", "", ""
    runs: list[tuple[str, Font]] = []
    for part in children:
        namespace, _, local = part.name.rpartition(" ")
        if namespace != main_namespace or local not in ("t", "r", *_BESIDE):
            raise InvalidFileError("ambiguous")
        if local == "t":
            before += _characters([part])
            plain += _characters([part])
        elif local == "r":
            text, element = _run(part, main_namespace)
            font = None if element is None else parse_font(element)
            if font is not None and text:
                runs.append((text, font))
            if element is None or font is None:
                plain += text
            elif font.is_struck:
                struck += text
            elif _is_raised(element) and text.strip().isdigit() and before and not _LATIN.match(before[-1]):
                raised += text.strip()
            before += text
    struck += overlaid(before)
    if struck or raised or plain != before:
        return CellText(before, struck, raised, plain, tuple(runs), is_reordered(before))
    return CellText(before, runs=tuple(runs), is_reordered=is_reordered(before))


def plain_text(text: str) -> CellText:
    """A text without runs."""
    return CellText(text, overlaid(text), is_reordered=is_reordered(text))


def overlaid(text: str) -> str:
    """The letters of a text across which a stroke is drawn by a character of its own, as messengers strike out."""
    return "" if text.isascii() else "".join(_STRUCK.findall(text))


def _run(run: Element, main_namespace: str) -> tuple[str, Element | None]:
    """The characters of a run, and its font."""
    if any(child.name not in (f"{main_namespace} rPr", f"{main_namespace} t") for child in run.children):
        raise InvalidFileError("ambiguous")
    texts = run.all("t")
    if len(texts) > 1:
        raise InvalidFileError("ambiguous")
    return _characters(texts), next(iter(run.all("rPr")), None)


def _characters(texts: Iterable[Element]) -> str:
    if any(text.children for text in texts):
        raise InvalidFileError("ambiguous")
    return "".join(unescaped(expect_certain(text.text)) for text in texts)  # an escape must not span two runs


def _is_raised(font: Element) -> bool:
    return any(mark.attributes.get("val") in ("superscript", "subscript") for mark in font.all("vertAlign"))
