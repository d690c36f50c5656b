"""Reads a tagged PDF as a screen reader does: the tree of its elements, each with the text that it marks."""

from __future__ import annotations

import io
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import pikepdf
from pdfminer.converter import PDFLayoutAnalyzer
from pdfminer.pdfinterp import PDFPageInterpreter, PDFResourceManager
from pdfminer.pdfpage import PDFPage

Pages = Mapping[Any, int]
Marks = Mapping[tuple[int, int], str]
"""The text by the number of the page, from 1, and that of the marked content on it."""


@dataclass(frozen=True, slots=True)
class Element:
    """An element of the tree; ``pages`` are those that its own text stands on, in order."""

    kind: str
    text: str
    pages: tuple[int, ...]
    attributes: Mapping[str, Any]
    id: str | None
    alternative: str | None
    children: Sequence[Element]

    def below(self, *kinds: str) -> list[Element]:
        """Every element of some kinds below this one, in the order of reading."""
        return [element for element in self._descendants() if element.kind in kinds]

    def _descendants(self) -> Iterator[Element]:
        for child in self.children:
            yield child
            yield from child._descendants()

    @property
    def whole_text(self) -> str:
        """Its text and that of everything below it."""
        return self.text + "".join(child.whole_text for child in self.children)


def structure_of(pdf: bytes) -> Element:
    """The whole document."""
    marks = _marked_texts(pdf)
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        pages = {page.objgen: number for number, page in enumerate(opened.pages, start=1)}
        (root,) = _listed(opened.Root.StructTreeRoot.K)
        return _element(root, marks, pages)


def _marked_texts(pdf: bytes) -> Marks:
    resources = PDFResourceManager()
    device = _MarkedTexts(resources)
    interpreter = PDFPageInterpreter(resources, device)
    for device.page, page in enumerate(PDFPage.get_pages(io.BytesIO(pdf)), start=1):
        interpreter.process_page(page)
    return device.texts


class _MarkedTexts(PDFLayoutAnalyzer):
    """Gathers characters by the innermost marked content with a number, which others may stand in."""

    def __init__(self, resources: PDFResourceManager) -> None:
        super().__init__(resources)
        self.page = 0
        self.texts: dict[tuple[int, int], str] = {}
        self._open: list[int | None] = []

    def begin_tag(self, tag: Any, props: Any = None) -> None:
        own = props.get("MCID") if isinstance(props, dict) else None
        self._open.append(own if own is not None else self._open[-1] if self._open else None)

    def end_tag(self) -> None:
        self._open.pop()

    def render_char(
        self, matrix: Any, font: Any, fontsize: Any, scaling: Any, rise: Any, cid: int, *more: Any
    ) -> float:
        number = self._open[-1] if self._open else None
        if number is not None:
            key = self.page, number
            self.texts[key] = self.texts.get(key, "") + font.to_unichr(cid)
        return super().render_char(matrix, font, fontsize, scaling, rise, cid, *more)


def _element(found: pikepdf.Object, marks: Marks, pages: Pages) -> Element:
    texts, on, children = [], [], []
    for kid in _listed(found.get("/K")):
        if isinstance(kid, pikepdf.Dictionary) and "/S" in kid:
            children.append(_element(kid, marks, pages))
            continue
        refers = isinstance(kid, pikepdf.Dictionary)
        page = pages[(kid.Pg if refers and "/Pg" in kid else found.Pg).objgen]
        texts.append(marks.get((page, int(kid.MCID if refers else kid)), ""))
        on.append(page)
    return Element(
        kind=str(found.S).removeprefix("/"),
        text="".join(texts),
        pages=tuple(dict.fromkeys(on)),
        attributes={key: value for owned in _listed(found.get("/A")) for key, value in _plain(owned)},
        id=str(found.ID) if "/ID" in found else None,
        alternative=str(found.Alt) if "/Alt" in found else None,
        children=children,
    )


def _plain(attributes: pikepdf.Object) -> Iterator[tuple[str, Any]]:
    for key, value in attributes.items():
        plain = [str(item) for item in value] if isinstance(value, pikepdf.Array) else value
        yield key.removeprefix("/"), str(value).removeprefix("/") if isinstance(value, pikepdf.Name) else plain


def _listed(kids: pikepdf.Object | None) -> list[Any]:
    if kids is None:
        return []
    return list(kids) if isinstance(kids, pikepdf.Array) else [kids]
